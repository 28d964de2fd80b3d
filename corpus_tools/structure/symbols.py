"""Headings that a symbol or a bracket marks where others carry a number: ★加强值守, 【工作措施】, ——抓培训。

One symbol says nothing. Where the same one opens several lines, or several paragraphs of a text that has lost its
lines, it is what the report's blocks are told apart by.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.marker import PARAGRAPH, Marker
from corpus_tools.structure.normalise import HAN

__all__ = ["symbols"]

_SEVERAL = 2
_LONGEST = 30  # characters of a heading that stands alone on its line
_LONGEST_WRAPPED = 20  # characters within brackets; more is a quotation
_CHAPTER, _ITEM = 2, 4  # depth of a section, as ``records.Section.depth`` counts
_STOPS = "。!?;:…,、"
_BEFORE = "。;:!?”)"  # what a symbol in running text stands behind


def symbols(text: str, start: int, end: int) -> list[Marker]:
    """Markers of the blocks that a symbol opens between two offsets, in order; numbered as they come.

    >>> page = "★加强值守\\n每天两人值班。\\n★加强巡查\\n巡堤9次。\\n"
    >>> [(m.number, page[m.start:m.heading]) for m in symbols(page, 0, len(page))]
    [(1, '★加强值守'), (2, '★加强巡查')]
    >>> page = "【宣传】" + "发放传单9份。" * 9 + "【检查】" + "查出隐患9处。" * 9
    >>> [page[m.start:m.heading] for m in symbols(page, 0, len(page))]
    ['【宣传】', '【检查】']
    """
    rules = _rules()
    found: dict[str, list[Marker]] = {}
    for first in rules["first"].finditer(text, start, end):  # the rare characters, and only then what stands before
        at = first.start()
        over = at - 1
        while over >= start and text[over] == " ":
            over -= 1
        opens = over < start or text[over] == "\n"
        if not (opens or text[over] in _BEFORE) or not (m := rules["marker"].match(text, at, end)):
            continue
        symbol = m.lastgroup or ""
        if symbol == "line" and not opens:
            continue
        key = text[at]
        stop = text.find("\n", at, min(end, at + _LONGEST + 1))
        stop = stop if stop >= 0 else end
        alone = symbol == "sign" and opens and stop - at <= _LONGEST and text[stop - 1] not in _STOPS
        heading = m.end() if symbol == "wrapped" else stop if alone else 0
        depth = _CHAPTER if alone or symbol == "wrapped" else _ITEM
        run = found.setdefault(key, [])
        run.append(Marker(at, m.end(), "symbol", len(run) + 1, opens, "", "symbol" + key, depth, heading))
    for run in found.values():
        all_open = all(m.opens for m in run)
        if len(run) >= _SEVERAL and (all_open or (end - run[0].start) / len(run) >= PARAGRAPH):
            return run
    return []


@cache
def _rules() -> dict[str, Any]:
    words = lexicon.load("headings")["markers"]
    signs, pairs = words["symbols"], words["wrappers"]
    wrapped = "|".join(
        rf"{re.escape(a)}[^{re.escape(a + b)}\n。;]{{2,{_LONGEST_WRAPPED}}}{re.escape(b)}"
        + (r"(?= {0,3}(?:[\n。:]|\Z))" if a in words["quoting"] else "")
        for a, b in pairs
    )
    lines = "".join(re.escape(c) for c in words["line_symbols"])
    return {
        "first": re.compile(f"[{''.join(map(re.escape, {*signs, *words['line_symbols'], *(a for a, _ in pairs)}))}]"),
        "marker": re.compile(
            rf"(?P<sign>[{''.join(map(re.escape, signs))}]) ?(?=[{HAN}“\d(])|(?P<wrapped>(?=.[{HAN}])(?:{wrapped}):?)"
            rf"|(?P<line>[{lines}]{{1,2}}) ?(?=[{HAN}“])"
        ),
    }
