"""Line breaks that the scraper turned into spaces, put back in the copy.

A page that is one long line, its paragraphs parted by the indent of the next (``。　　一、``) or by a single space,
has its structure all the same. Where enough of a long line's wide gaps, or of all its gaps, stand behind the end of a
sentence or a heading, they are what is left of line breaks. One character stands for another, so no offset changes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from corpus_tools.offsets import Mapped
from corpus_tools.structure.marker import LONGEST_HEADING, STOP, lead
from corpus_tools.structure.titles import title_word

__all__ = ["restored"]

_LONG = 400  # characters: a line that may hold several paragraphs
_LEAST = 4  # gaps, before their places say anything
# The share of gaps behind a sentence's end: headings and titles end without a mark, but hardly any text has wide gaps;
# single spaces stand within words and phrases as well, behind nothing in particular.
_WIDE = re.compile(r"(?<=\S) {2,}(?=\S)")
# not beside figures and Latin letters, which pages set apart from the text around them: 共 12 个
_ANY = re.compile(r"(?<=[^\s\w]) +(?=\S)|(?<=[^\W\d_a-zA-Z]) +(?=[^\s\da-zA-Z])(?!篇 ?[\d一二三四五六七八九十])")
_YEAR = re.compile(r" +(?=(?:19|20)[\dxX*_]{2}年)")  # … but behind a title: 禁毒工作总结 2021年,我镇
# 阅读:1320 防汛工作总结: what a site counts at a page's head ends in figures
_COUNTED = re.compile(r"[:]\d[\d\-/:.]{0,18}( +)(?=[^\W\d_a-zA-Z]|[(【《]|\d{1,2}[、.)])")
_HEAD = 300  # characters in which a page has that behind it
_RULES = ((_WIDE, 1 / 3), (_ANY, 1 / 2))
_STOPS = frozenset("。!?;:…”")
# 一、 加强领导: the number's own space, told by the characters before it
_NUMBER = re.compile(r"[\d一二三四五六七八九十][、.)章节条]?\Z")
_LONGEST_NUMBER = 2


def restored(copy: Mapped) -> Mapped:
    """The copy with its lost line breaks back, the same copy where none are lost.

    >>> from corpus_tools.structure.normalise import normalise
    >>> page = "防火总结　　今年我村防火情况总结如下。　　一、加强领导　　成立了领导小组。" + "　　开展巡查9次。" * 60
    >>> restored(normalise(page)).text.split("\\n")[:4]
    ['防火总结 ', '今年我村防火情况总结如下。 ', '一、加强领导 ', '成立了领导小组。 ']
    """
    text = copy.text
    if len(text) <= _LONG or " " not in text:
        return copy
    places: list[int] = []
    start = 0
    for line in text.split("\n"):
        if len(line) > _LONG and " " in line:
            places += [start + at for at in _lost(line)]
        start += len(line) + 1
    if not places:
        return copy
    out = list(text)
    for at in places:
        out[at] = "\n"
    return replace(copy, text="".join(out))


def _lost(line: str) -> list[int]:
    """Places of the spaces of a line that were line breaks: the last one of each gap."""
    for gap, share in _RULES:
        found = [m.span() for m in gap.finditer(line)]
        found = [(a, b) for a, b in found if not _NUMBER.search(line, max(0, a - _LONGEST_NUMBER), a)]
        begins = [0, *(b for _, b in found)]
        stopped = sum(
            line[a - 1] in _STOPS or _entitles(line[begin:a]) for begin, (a, _) in zip(begins, found, strict=False)
        )
        if stopped >= _LEAST and stopped >= share * len(found):
            ends = {b - 1 for _, b in found} | {m.end() - 1 for m in _COUNTED.finditer(line, 0, _HEAD)}
            parted = sorted(ends)
            for m in _YEAR.finditer(line):
                before = bisect_left(parted, m.start())
                if _entitles(line[parted[before - 1] + 1 if before else 0 : m.start()]):
                    ends.add(m.end() - 1)
            return sorted(ends)
    return []


def _entitles(piece: str) -> bool:
    """Whether a piece between two gaps is a heading or a title, which end in no mark."""
    if not 1 < len(piece) <= LONGEST_HEADING or STOP.search(piece):
        return False
    return lead(piece) is not None or title_word(piece)
