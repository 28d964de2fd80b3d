"""How a report is entitled: by its own first lines, by the collector's mark, by the page, by a news headline."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.gates import ahead
from corpus_tools.structure.marker import opens_block
from corpus_tools.structure.marks import COUNTED
from corpus_tools.structure.titles import title_word

__all__ = ["headline", "line_over", "lines_under", "own_title", "page_title", "title_rules"]

Span = tuple[int, int]

_LEAST_TITLE = 6
_TITLE = 60
_UNDER = 2  # further titles
_HALF = 30  # characters of a title's first line, where it has two
_PAGE_HEAD = 300  # characters among which a label or the page's path leads to its title
_NOWHERE = (0, 0)
_BEFORE = " \n::、.★☆◆◇●○■□▲△※"
_AROUND = " :【】()[]<>★☆◆◇●○■□▲△※#*·—–-"  # what collectors draw around titles
_BLOCK = re.compile(r" (?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")


def own_title(text: str, start: int, end: int, mark_end: int) -> tuple[str, Span]:
    """The report's own title: the line it opens with, the collector's mark left out, glued text cut off."""
    rules = title_rules()
    at = mark_end
    while at < end and text[at] in _BEFORE:
        at += 1
    window = text[at : min(end, at + 2 * _TITLE)]
    stop = rules["title_stop"].search(window)
    if stop and stop[0] == "\n" and stop.start() <= _HALF and not rules["doc"].search(window, 0, stop.start()):
        # 临江镇2021年⏎禁毒工作总结: a title in two lines
        second = rules["title_stop"].search(window, stop.end())
        if second and second[0] == "\n" and rules["doc_end"].search(window, stop.end(), second.start()) and (
            not opens_block(window[: stop.start()]) and rules["half"].search(window, 0, stop.start())
        ):  # fmt: skip
            return window[: second.start()].replace("\n", ""), (at, at + second.start())
    if stop and stop[0] == "\n" and (cut := _wrapped(window, stop.start())):
        return window[:cut].replace("\n", ""), (at, at + cut)
    piece = window[: stop.start()] if stop else window
    if block := _BLOCK.search(piece, _LEAST_TITLE):
        piece = piece[: block.start()]  # …工作思路 一、2020年度工作总结: a heading is no title's second half
    # 创卫工作总结**镇2021年…工作总结我镇…: two titles in a row, the collector's and the own; then the text, glued on
    first, last, whole = 0, 0, False
    if mark_end > start and opens_block(piece):
        piece = ""  # a heading: the title is the mark's
    for m in rules["doc"].finditer(piece, 0, _TITLE):
        if last and (m.end() - last > _TITLE // 2 or rules["glued"].search(piece, last, m.end())):
            break
        if whole and m.end() - last >= _LEAST_TITLE and not rules["and"].match(piece, last):
            first = last
        last, whole = m.end(), len(m[0]) > 2
    # 为…制定工作计划, 一年来…工作情况: sentences hold such words as well, but go on
    said = rules["sentence"].search(piece, first, last) is not None
    if last and not said and (len(piece) - last <= _TITLE // 2 or mark_end > start or stop is None):
        if not first and (number := rules["listed"].match(piece)):
            first = number.end()
        if file := rules["file"].match(piece, first):
            first = file.end()
        closed = next((pair[0] for pair in ("《》", "【】") if text.startswith(pair[1], at + last)), "")
        return _stripped(text, at + first, at + last, " :" + closed)
    if mark_end > start:
        mark = text[start:mark_end]
        own = COUNTED.sub("", mark, count=1)  # 【第2则】环卫站工作小结
        own = rules["last_number"].sub("", rules["mark"].sub("", own)).strip(_AROUND)
        own = own.removesuffix("共").removesuffix("之")
        own = own[1:-1] if own[:1] == "《" and own[-1] == "》" else own
        if rules["doc"].search(own):
            place = mark.find(own)
            return own, (start, mark_end) if place < 0 else (start + place, start + place + len(own))
    return "", _NOWHERE


def _wrapped(window: str, end: int) -> int:
    """Where a title ends that is wrapped within its last word: …工作总⏎结; 0 where it is not."""
    below = window.find("\n", end + 1)
    joined = window[:end] + window[end + 1 : below if below > 0 else len(window)]
    for m in title_rules()["doc_end"].finditer(joined, max(0, end - _LEAST_TITLE)):
        if m.start() < end < m.end():
            return m.end() + 1
    return 0


def headline(text: str, start: int, end: int) -> tuple[str, Span]:
    """A news item's first line, if it is short and no sentence."""
    stop = text.find("\n", start, min(end, start + _TITLE))
    if stop < 0 or title_rules()["title_stop"].search(text, start, stop):
        return "", _NOWHERE
    return _stripped(text, start, stop, " :")


def line_over(text: str, start: int, alone: bool) -> Span:
    """The first line of a title in two, where the second was taken for all of it: 平川县2021年."""
    above = len(text[:start].rstrip()) if alone and text[:start][-1:] == "\n" else 0
    at = text.rfind("\n", 0, above) + 1
    rules = title_rules()
    if 0 < above - at <= _HALF and rules["half"].search(text, at, above) and not rules["doc"].search(text, at, above):
        return at, above
    return _NOWHERE


def lines_under(text: str, title: Span, end: int) -> list[Span]:
    """Further titles under one: ——柳河镇2018年健康教育工作总结, or the report's own under the collector's."""
    if title[0] >= title[1]:
        return []
    m = title_rules()["dash"].match(text, title[1], min(end, title[1] + 2 * _TITLE))
    out = [m.span("title")] if m else []
    at = text.find("\n", title[1], min(end, title[1] + _TITLE))
    while at >= 0 and len(out) < _UNDER:
        while at < end and text[at] in " \n":
            at += 1
        stop = text.find("\n", at, min(end, at + _TITLE))
        if stop < 0 or opens_block(text[at:stop]) or not title_word(text[at:stop]):
            break
        out.append((at, stop))
        at = stop
    return out


def page_title(text: str, title: str) -> Span:
    """The page's title up to its last word for a document; what the site put behind it is left out."""
    at = text.find(title) if title else -1
    if at < 0:
        rules = title_rules()
        m = None if title else rules["site_title"].match(text) or rules["led_title"].search(text, 0, _PAGE_HEAD)
        return m.span("title") if m else _NOWHERE
    ends = [m.end() for m in title_rules()["doc"].finditer(text, at, at + len(title))]
    return at, ends[-1] if ends else at + len(title)


def _stripped(text: str, start: int, end: int, marks: str) -> tuple[str, Span]:
    while start < end and text[start] in marks:
        start += 1
    while start < end and text[end - 1] in marks:
        end -= 1
    return text[start:end], (start, end)


@cache
def title_rules() -> dict[str, Any]:
    """Patterns of titles: words for documents, the collector's marks and numbers around them."""
    reports = lexicon.load("reports")
    numeral = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"

    def any_of(words: list[str]) -> str:
        return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))

    docs = any_of([w for k in ("summary", "plan", "other") for w in reports["kinds"][k]])
    endings = any_of([e for body in reports["body"] for e in body["endings"]])
    return {
        "doc": re.compile(ahead(docs)),
        "doc_end": re.compile(rf"(?:{docs})\s*(?=\n|\Z)"),
        # of a title in two lines the first names the body or the year
        "half": re.compile(rf"(?:{endings}|年度?|半年|关于.{{2,26}})\s*(?=\n|\Z)"),
        "glued": re.compile(reports["title"]["glued"]),
        "sentence": re.compile(reports["title"]["sentence"]),
        "last_number": re.compile(rf"\(?{numeral}\)?\Z"),
        "listed": re.compile(r"(?:\d{1,2}[、.](?!\d)|\(\d{1,2}\)) ?"),
        "file": re.compile(r"\.?(?:docx?|pdf|txt|wps)\b\s*"),
        "and": re.compile(reports["title"]["and"]),
        "dash": re.compile(r"\s*(?:—+|--+)\s*(?P<title>[^\n。;!?]{4,60})(?=\n)"),
        # 柳河镇防汛工作总结_工作总结_范文网, as in a browser's tab
        "site_title": re.compile(rf"\s*(?P<title>[^\n。,;_|]{{2,{_TITLE}}}(?:{docs}))\s?[_|\-—]"),
        # 标题:柳河镇防汛工作总结, 首页 > 范文 > 柳河镇防汛工作总结
        "led_title": re.compile(
            rf"(?:(?:\A|(?<=\n))标题:|[>»›→] ?)(?P<title>[^\n。,;_|>»›→]{{{_LEAST_TITLE},{_TITLE}}}(?:{docs})) ?(?=\n)"
        ),
        "title_stop": re.compile(r"[。!?;,\n]"),
        "mark": re.compile(
            rf"[【\[(<《]?(?:第 ?{numeral} ?篇|篇 ?{numeral})[】\])>》]?(?:范文)?[:、.]?"
            rf"|【{numeral}】|\(\d{{1,2}}/\d{{1,2}}\)\Z|\(?\d{{1,2}}\)?\Z|\A\(?{numeral}\)?[、.:)] ?(?=\D)"
        ),
    }
