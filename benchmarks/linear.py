"""Is any step slower than linear on text made to be hard? One unit repeated to growing sizes, CPU time per step.

    python benchmarks/linear.py --mb 1 2 4

For each unit and step the exponent between the smallest and the largest size is printed: 1.0 is linear. Steps that take
less than ``LEAST`` at the largest size are too quick to be told. Exit code 1 where an exponent is above ``STEEP``.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable

from corpus_tools.analysis import planned
from corpus_tools.corpus.fulltext import grams_of
from corpus_tools.labels import label
from corpus_tools.measures import extract, mismatches
from corpus_tools.proofing import proof
from corpus_tools.records import Analysis, Page, ReportText
from corpus_tools.reuse import find
from corpus_tools.structure import parse

LEAST = 0.2  # seconds
STEEP = 1.35  # 4 times the text in 6.5 times the time: beyond what caches and a shared machine explain

UNITS = {
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
    "years": "2021年",
    "parts": "其中3场、",
    "sums": "共300户，其中一类100户、二类200户。",
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
}


def steps(text: str) -> dict[str, float]:
    """CPU seconds of each step on one page."""
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> object:
        start = time.process_time()
        out = work()
        seconds[name] = time.process_time() - start
        return out

    page = Page("x", "x.txt", text, "0" * 64, "utf-8")
    structure = timed("structure", lambda: parse(text))
    found = timed("measures", lambda: extract(structure, original=text))
    timed("arithmetic", lambda: mismatches(text, found.measures, structure.sentences))
    sections = timed("labels", lambda: label(text, structure, found.measures))
    analysis = Analysis(page, structure, planned(found.measures, sections), found.guards)
    timed("proofing", lambda: proof(analysis))
    spans = tuple((s.start, s.end) for s in structure.sentences)
    timed("reuse", lambda: find([ReportText("a", "p", 0, text, spans), ReportText("b", "q", 0, text[1:], ())]))
    timed("full text", lambda: list(grams_of(text, [(0, len(text))])))
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, nargs="+", default=[1, 2, 4])
    parser.add_argument("--units", nargs="+", choices=UNITS, default=list(UNITS))
    args = parser.parse_args()
    steps("柳塘镇2021年工作总结\n一、宣传\n发放宣传单300份。\n")  # loads what is loaded once
    steep = False
    for name in args.units:
        unit = UNITS[name]
        rows = [steps(unit * int(mb * 1e6 / len(unit.encode()))) for mb in args.mb]
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
