"""Is any step slower than linear on text made to be hard? One unit repeated to growing sizes, CPU time per step.

    python benchmarks/linear.py --mb 1 2 4
    python benchmarks/linear.py --mb 1 2 4 --units "html divs" "docx tables" --steps reading

Units of text go through all steps, from the bytes of a file to the check of a draft; units of HTML, Word and PDF only
through reading; reports of a corpus only through the search for passages. For each unit and step the exponent between
the smallest and the largest size is printed: 1.0 is linear. Steps that take less than ``LEAST`` at the largest size
are too quick to be told. Exit code 1 where an exponent is above ``STEEP``.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus_tools.analysis import planned
from corpus_tools.checking import check
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.fulltext import grams_of
from corpus_tools.corpus.search import look
from corpus_tools.engines import mine
from corpus_tools.errors import QueryError, RefusedFile
from corpus_tools.labels import label
from corpus_tools.measures import extract, mismatches
from corpus_tools.proofing import proof
from corpus_tools.reading import read_bytes
from corpus_tools.records import Analysis, Page, ReportText
from corpus_tools.reuse import find
from corpus_tools.structure import parse
from corpus_tools.views.asking import ask
from corpus_tools.views.check import render_check
from tests.fuzz.targets import portable, word

LEAST = 0.2  # seconds
STEEP = 1.35  # 4 times the text in 6.5 times the time: beyond what caches and a shared machine explain

PAGE = "柳塘镇2021年工作总结\n今年以来，我镇认真开展工作，现总结如下：\n一、宣传\n发放宣传单300份。\n"
REPORT = (
    "柳塘镇2021年禁毒工作总结\n今年以来，我镇认真开展禁毒工作，现总结如下：\n一、宣传\n各村发放宣传单300份，"
    "张贴标语20条，入户走访时把易制毒化学品的危害讲给群众听。\n二、整治\n排查闲置厂房12处，逐处登记并张贴封条。\n"
)
UNITS = {  # where "{k}" stands, each has its number
    "digits": "1",
    "numerals": "一百",
    "points": "1.",
    "list marks": "一、",
    "list marks 2": "（一）",
    "list marks 3": "1、2.（3）",
    "brackets": "（",
    "book marks": "《",
    "quotes": "“",
    "full stops": "。",
    "commas": "，",
    "spaces": " ",
    "lines": "\n",
    "carriage returns": "\r",
    "masks": "x",
    "gaps": "__",
    "tags": "<a",
    "entities": "&amp",
    "titles": "柳塘镇2021年工作总结\n",
    "collections": "篇一：",
    "link boxes": "相关推荐\n临江镇禁毒工作总结\n今年各村组织群众清理河道沟渠，储备沙袋，安排专人值守。\n",
    "contents": "目录\n",
    "labels of links": "相关文章:\n",
    "boxes in mid-report": "相关文章:\n一、加强领导\n成立了小组，召开会议6次，层层签订责任状。\n二、宣传\n",
    "headings over lists": "组织领导\n1、成立领导小组，明确专人负责，召开会议6次，研究问题12个。\n2、制定方案9份。\n",
    "headings in blocks": "一、组织领导\n成立机构\n成立领导小组，明确专人负责，召开会议6次，研究问题12个，抓落实。\n",
    "words behind sentences": "清理垃圾9吨。感谢阅读\n",
    "figures told apart": "分别1.2、0.9和",
    "years": "2021年",
    "parts": "其中3场、",
    "sums": "共300户，其中一类100户、二类200户。",
    "wrong sums": "共300户，其中一类100户、二类250户。",
    "products": "资金平均为3万元/户，",
    "growing figures": "整改{k}处，",
    "measures": "发放宣传单300余份，",
    "measures without marks": "发放宣传单300份",
    "units": "万元",
    "site words": "下载本文",
    "pages": "第1页共3页 ",
    "tone marks": "區(qū)",
    "one word": "工作",
    "sentences": "我们开展了宣传活动。",
    "not Chinese": "ａ",
    "astral": "𠀀",
    "nul": "\0柳",
    "reports": REPORT,
    "paragraphs": "今年各村组织群众清理河道沟渠，储备沙袋120个，安排专人值守。\n",
    "nested": "一、宣传\n（一）入户\n1.发放\n（1）宣传单\n①走访\n",
    "nested figures": "一、宣传工作扎实。\n（一）入户走访300户。\n1.发放宣传单20份。\n（1）讲座3场。\n",
    "counted items": "{k}、开展检查{k}次。\n",
    "counted chapters": "第{k}章 宣传\n开展检查{k}次。\n",
    "joint marks": "、",
    "table tabs": "村\t3\t5\n",
    "table bars": "| 村 | 3 |\n",
    "rows of HTML": "<tr><td>村</td><td>3</td></tr>\n",
    "items of HTML": "<li>清运3吨</li>",
    "closing brackets": "）",
    "pairs of brackets": "（）",
    "brackets before figures": "（清运3吨",
    "kinds of brackets": "（《【“",
    "blank lines": " \n",
    "wide spaces": "\u3000",
    "spaces between": "清 运 3 吨 ",
    "lines between": "清\n运\n3\n吨\n",
    "marks and figures": "一、1",
    "ranges": "3至",
    "shares": "3%",
    "decimals": "1。5万元",
    "letters": "a",
    "words": "work ",
    "emoji": "😀",
    "joined emoji": "👨\u200d👩\u200d👧",
    "combining": "e\u0301",
    "verbs": "开展检查整治宣传",
    "verbs and figures": "开展检查3次整治5处宣传",
    "figures alone": "300份、20场、5次、",
    "figures of parts": "讲座24场(其中法制15场",
    "growth": "比去年增长15%，",
    "points of a chapter": "一是宣传。二是检查。",
    "masked": "xx镇xx村发放xx份",
    "mangled": "xx镇发放20xx5余册，",
    "bodies": "柳塘镇人民政府",
    "signatures": "柳塘镇人民政府\n2021年3月5日\n",
    "site lines": "发布时间：2021-03-05 来源：网站 阅读：300\n",
    "hidden": "此处隐藏1594个字",
    "lost bytes": "?，F(xiàn)",
}

# Repeated between a head and an end that stand once: what is looked for around the one figure of a page
LONE: dict[str, tuple[str, str, str]] = {
    "figure behind deeds": ("", "张贴标语、更换电线、", "发放宣传单300份。"),
    "figure before deeds": ("发放宣传单300份、", "张贴标语、更换电线、", ""),
    "figure behind words": ("", "工作", "300份"),
    "figure before words": ("300份", "工作", ""),
    "figure behind clauses": ("", "今年我们组织村民清理河道，", "发放宣传单300份。"),
    "figure before clauses": ("发放宣传单300份，", "今年我们组织村民清理河道，", ""),
    "figure behind sentences": ("", "今年我们组织村民清理河道。", "共发放300份。"),
    "figure before sentences": ("发放宣传单300份。", "其中我们组织村民清理河道。", ""),
    "figure behind lines": ("", "组织村民清理河道\n", "300份"),
    "figure before lines": ("300份", "组织村民清理河道\n", ""),
    "figure behind brackets": ("", "（清理河道）", "300份"),
}

# Each is a report of its own in one corpus
CORPORA = {
    "mirrors": REPORT,
    "other figures": REPORT.replace("300", "{k}"),
    "one stock sentence": "第{k}批物资送到。各村发放宣传单300份，张贴标语20条，把易制毒化学品的危害讲给群众听。",
}


# Each is repeated inside a whole file; what is nested is never closed
FILES: dict[str, tuple[str, bytes]] = {
    "html divs": ("html", b"<div>"),
    "html paragraphs": ("html", "<p>清运3吨".encode()),
    "html tables": ("html", b"<table><tr><td>"),
    "html cells": ("html", "<td>村".encode()),
    "html lists": ("html", b"<ol><li>"),
    "html items": ("html", "<li><a href=/>首页</a>".encode()),
    "html open tags": ("html", b"<a"),
    "html comments": ("html", b"<!--"),
    "html entities": ("html", b"&#x0;&amp"),
    "html ends": ("html", b"</p>"),
    "html blanks": ("html", b"<b> </b>\n"),
    "html scripts": ("html", b"<script>"),
    "docx paragraphs": ("docx", "<w:p><w:r><w:t>清运3吨</w:t></w:r></w:p>".encode()),
    "docx runs": ("docx", "<w:r><w:t>村</w:t></w:r>".encode()),
    "docx tables": ("docx", b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    "docx breaks": ("docx", b"<w:p><w:r><w:br/></w:r></w:p>"),
    "docx lists": ("docx", b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'),
    "pdf words": ("pdf", b"BT /F1 12 Tf (3 t) Tj ET "),
    "pdf lines": ("pdf", b"BT /F1 12 Tf 0 -14 Td (3 t) Tj T* ET\n"),
    "pdf states": ("pdf", b"q "),
    "pdf brackets": ("pdf", b"["),
}
EVERY = [*UNITS, *LONE, *CORPORA, *FILES]
STEPS = ("reading", "structure", "measures", "arithmetic", "labels", "proofing", "reuse", "full text", "query", "check")


class Clock:
    """CPU seconds by step, of the steps that are wanted."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self.wanted = wanted
        self.seconds: dict[str, float] = {}

    def __call__(self, name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        out = work()
        if name in self.wanted:
            self.seconds[name] = time.process_time() - start
        return out


def repeated(unit: str, size: int) -> str:
    """Some bytes of a unit without end."""
    if "{k}" not in unit:
        return unit * (size // len(unit.encode()))
    return "".join(unit.format(k=k) for k in range(1, size // len(unit.encode())))


def framed(unit: tuple[str, str, str], size: int) -> str:
    """Some bytes of a unit without end, with what stands once before and behind."""
    head, piece, end = unit
    return head + repeated(piece, size) + end


def compare(unit: str, size: int, wanted: Sequence[str]) -> dict[str, float]:
    """CPU seconds of looking for passages in a corpus of reports."""
    clock = Clock(wanted)
    number = size // len(unit.encode())
    reports = [ReportText(f"{k:07}", f"p{k:07}", 0, unit.replace("{k}", str(k))) for k in range(number)]
    clock("reuse", lambda: find(reports))
    return clock.seconds


def read(unit: tuple[str, bytes], size: int, wanted: Sequence[str]) -> dict[str, float]:
    """CPU seconds of reading one file of a repeated unit, whether it is refused or not."""
    clock = Clock(wanted)
    kind, piece = unit
    body = piece * (size // len(piece))
    data = {"html": lambda: b"<html><body>" + body, "docx": lambda: word(body), "pdf": lambda: portable(body)}[kind]()

    def reading() -> None:
        with suppress(RefusedFile):
            read_bytes(data, f"a.{kind}")

    clock("reading", reading)
    return clock.seconds


def steps(text: str, wanted: Sequence[str], corpus: Corpus) -> dict[str, float]:
    """CPU seconds of each step on one page."""
    timed = Clock(wanted)
    asked = set(wanted)

    def reading() -> None:
        with suppress(RefusedFile):
            read_bytes(text.encode(), "a.txt")

    def querying() -> None:
        with suppress(QueryError):
            look(corpus, ask(text))

    if "reading" in asked:
        timed("reading", reading)
    if "query" in asked:
        timed("query", querying)
    if "full text" in asked:
        timed("full text", lambda: list(grams_of(text, [(0, len(text))])))
    if "check" in asked:
        timed("check", lambda: render_check([check(text, corpus)], "html"))
    if not asked & {"structure", "measures", "arithmetic", "labels", "proofing", "reuse"}:
        return timed.seconds
    page = Page("x", "x.txt", text, "0" * 64, "utf-8")
    structure = timed("structure", lambda: parse(text))
    if asked & {"measures", "arithmetic", "labels", "proofing"}:
        found = timed("measures", lambda: extract(structure, original=text))
        timed("arithmetic", lambda: mismatches(text, found.measures, structure.sentences))
        sections = timed("labels", lambda: label(text, structure, found.measures))
        analysis = Analysis(page, structure, planned(found.measures, sections), found.guards)
        timed("proofing", lambda: proof(analysis))
    if "reuse" in asked:
        spans = tuple((s.start, s.end) for s in structure.sentences)
        timed("reuse", lambda: find([ReportText("a", "p", 0, text, spans), ReportText("b", "q", 0, text[1:], ())]))
    return timed.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, nargs="+", default=[1, 2, 4])
    parser.add_argument("--units", nargs="+", choices=EVERY, default=EVERY)
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=STEPS)
    args = parser.parse_args()
    steep = False
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text(PAGE, encoding="utf8")
        mine([Path(folder, "a.txt")], Path(folder, "c.db"))
        with Corpus(Path(folder, "c.db")) as corpus:
            steps(PAGE, STEPS, corpus)  # loads what is loaded once
            for name in args.units:
                if name in FILES:
                    rows = [read(FILES[name], int(mb * 1e6), args.steps) for mb in args.mb]
                elif name in CORPORA:
                    rows = [compare(CORPORA[name], int(mb * 1e6), args.steps) for mb in args.mb]
                elif name in LONE:
                    rows = [steps(framed(LONE[name], int(mb * 1e6)), args.steps, corpus) for mb in args.mb]
                else:
                    rows = [steps(repeated(UNITS[name], int(mb * 1e6)), args.steps, corpus) for mb in args.mb]
                told = []
                for step in rows[0]:
                    first, last = rows[0][step], rows[-1][step]
                    if last < LEAST:
                        continue
                    exponent = math.log(last / max(first, 1e-3)) / math.log(args.mb[-1] / args.mb[0])
                    told.append(f"{step} {last:.1f} s ^{exponent:.2f}{' STEEP' if exponent > STEEP else ''}")
                    steep |= exponent > STEEP
                print(f"{name:<24}{' · '.join(told) or 'quick'}", flush=True)
    sys.exit(steep)


if __name__ == "__main__":
    main()
