"""Chapters and their decimals in text that lost its lines: …工作总结第一章工作概况1.1工作背景2025年是…."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from corpus_tools.structure.counting import NUM, numeral
from corpus_tools.structure.marker import DEPTH, Marker, is_han, long_units
from corpus_tools.structure.normalise import HAN

__all__ = ["chaptered"]

_CHAPTER = re.compile(rf"第({NUM})章 ?(?=[{HAN}“])")
# and no amount: 硬化道路1.2公里
_DECIMAL = re.compile(
    rf"(?<![\d.])(?P<of>\d{{1,2}})\.(?P<number>\d{{1,2}})(?:\.(?P<under>\d{{1,2}}))?[、.]? ?(?=[{HAN}“《])"
    r"(?![万亿元米吨亩公平千百个人%度月倍]|年(?!度))"
)


def chaptered(text: str, start: int, end: int, found: list[Marker]) -> list[Marker]:
    """Markers of chapters glued to the text before, and of the decimals that count on within each chapter.

    ``found``: markers that are known. One chapter alone is a reference (按照条例第二章的规定).

    >>> page = "工作总结第一章概况1.1背景今年建村1个。1.2投入硬化道路1.3公里第二章做法2.1宣传发传单。"
    >>> [m.written for m in chaptered(page, 0, len(page), [])]
    ['第一章', '1.1', '1.2', '第二章', '2.1']
    """
    if "章" not in text:
        return []
    glued = [
        Marker(m.start(), m.end(), "part", numeral(m[1]), False, m[0].rstrip(), "part", DEPTH["part"])
        for m in _CHAPTER.finditer(text, start, end)
        if is_han(text[m.start() - 1 : m.start()] or " ")
    ]
    if not glued:
        return []
    chapters: list[Marker] = []
    for m in sorted([*glued, *(m for m in found if m.style == "part")], key=lambda m: m.start):
        if m.number == len(chapters) + 1:
            chapters.append(m)
    if len(chapters) < 2:
        return []
    known = {m.start for m in glued}
    decimals = list(_DECIMAL.finditer(text, start, end))
    at = [m.start() for m in decimals]
    out: list[Marker] = []
    for chapter, stop in zip(chapters, [*(m.start for m in chapters[1:]), end], strict=True):
        out += [chapter] if chapter.start in known else []
        out += _counted(text, decimals[bisect_right(at, chapter.start) : bisect_right(at, stop)], chapter.number)
    return out


def _counted(text: str, decimals: list[re.Match[str]], chapter: int) -> Iterator[Marker]:
    """Of the decimals of a chapter those that count on: 2.1, 2.1.1, 2.2."""
    number = under = 0
    for m in decimals:
        if int(m["of"]) != chapter or text.startswith(long_units(), m.end()):
            continue
        if m["under"] is None and int(m["number"]) == number + 1:
            number, under = number + 1, 0
        elif m["under"] is not None and (int(m["number"]), int(m["under"])) == (number, under + 1):
            under += 1
        else:
            continue
        points = m[0].strip("、. ").count(".")
        yield Marker(
            m.start(), m.end(), "dotted", under or number, False, m[0].rstrip(), f"dotted{points}", min(4, 1 + points)
        )
