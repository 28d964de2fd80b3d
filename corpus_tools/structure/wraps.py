"""Pages whose lines were wrapped by a converter, and spaces left of such lines' ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus_tools.structure.lines import Line
from corpus_tools.structure.normalise import HAN

__all__ = ["WRAP_LEAST", "Wrapping", "space_wraps", "wrapping"]

# a wrapped line is filled: the lines of a page wrapped by its converter differ by a few characters only
_WRAP_SLACK = 4
WRAP_LEAST = 18
_WRAP_SHARE = 0.5
_PARTED = 0.7  # of the short lines, with which paragraphs end, that a blank line or an indent follows

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wrapping:
    """At which width a page was wrapped, 0 where it was not; and whether its paragraphs are set apart."""

    width: int
    parted: bool

    def filled(self, line: Line) -> bool:
        """Whether a line ends where the converter broke it."""
        return self.width > 0 and abs(len(line) - self.width) <= _WRAP_SLACK

    def within(self, before: Line, after: Line) -> bool:
        """Whether a line that seems to open a block goes on in a list or a title: …台账,⏎二是…, 《石⏎桥镇办法》."""
        if not self.filled(before):
            return False
        named = before.text.rfind("《") > before.text.rfind("》") and "》" in after.text
        return named or (before.text[-1] in ",、" and _COUNTED_ON.match(after.text) is not None)

    def mark_within(self, before: Line, after: Line) -> bool:
        """Whether a filled line ends in a mark that ends no sentence: within 1.6%, behind “低电压” or 《办法》."""
        last, over = before.text[-1], before.text[-2:-1]
        point = last == "." and over.isdecimal() and after.text[0].isdecimal()
        return self.filled(before) and (point or (last in "”》)" and over not in ("。", "!", "?", ";")))

    def sentence_ends(self, text: str, before: Line, after: Line) -> bool:
        """Whether a sentence ends where the line happens to, and the paragraph goes on."""
        ends = self.parted and before.text[-1] in "。;" and len(before) >= self.width - 1
        return ends and text[before.end : after.start] == "\n"


def wrapping(text: str, lines: list[Line]) -> Wrapping:
    """How a page was wrapped.

    >>> from corpus_tools.structure.lines import split
    >>> filled = "今年我们多次走上街头向过往的群众发放宣传材料\\n" * 6
    >>> page = f"一、宣传\\n\\n{filled}群众满意。\\n\\n二、检查\\n\\n检查九次。"
    >>> wrapping(page, split(page))
    Wrapping(width=22, parted=True)
    """
    width = _width(lines)
    return Wrapping(width, width > 0 and _parted(text, lines, width))


def _width(lines: list[Line]) -> int:
    """Width at which the page was wrapped; 0 where it was not.

    Wrapped text shows in that half of its lines or more stop within a few characters of the longest common width,
    and stop without punctuation.
    """
    open_ended = [n for line in lines if (n := len(line.text)) >= WRAP_LEAST and not line.stops]
    if len(open_ended) < 5 or len(open_ended) < _WRAP_SHARE * len(lines) / 2:
        return 0
    open_ended.sort()
    width = open_ended[(3 * len(open_ended)) // 4]
    near = sum(abs(n - width) <= _WRAP_SLACK for n in open_ended)
    return width if near >= _WRAP_SHARE * len(open_ended) else 0


def _parted(text: str, lines: list[Line], wrap: int) -> bool:
    """Whether a wrapped page sets its paragraphs apart, by blank lines or by indents, and not its lines."""
    short = full = parted = apart = 0
    for before, after in pairwise(lines):
        gap = text[before.end : after.start] != "\n"
        if len(before) < wrap - _WRAP_SLACK:
            short, parted = short + 1, parted + gap
        elif not before.stops:
            full, apart = full + 1, apart + gap
    return short > 1 and parted >= _PARTED * short and apart <= (1 - _PARTED) * full


# 一是社会保障台账,⏎二是就业台账: a list within a sentence, wrapped
_COUNTED_ON = re.compile(r"[二三四五六七八九十]是|其[二三四]|第[二三四五](?![篇章节部条届])|其次|再次|最后")

# 主要做法 1.组织: a block's number starts a line of its own
_SPACE = re.compile(r"(?<=[\w,、“(]) (?=[\w“(])(?!\d{1,2}[.、](?!\d)|\(?[一二三四五六七八九十]{1,3}[、.)])")


def space_wraps(lines: list[Line]) -> Iterator[Span]:
    """Spaces that were line ends: in a long line they stand at nearly equal distances."""
    for line in lines:
        if len(line.text) < 5 * WRAP_LEAST or line.text.count(" ") < 5:
            continue
        at = [m.start() for m in _SPACE.finditer(line.text)]
        gaps = [b - a for a, b in pairwise(at)]
        wide = sorted(g for g in gaps if g >= WRAP_LEAST)
        if len(wide) < 4:
            continue
        width = wide[len(wide) // 2]
        near = [abs(g - width) <= _WRAP_SLACK for g in gaps]
        if sum(near) < _WRAP_SHARE * len(wide):
            continue
        for k, place in enumerate(at):
            wrapped = (k > 0 and near[k - 1]) or (k < len(near) and near[k])
            # (二)阅读推广 世界读书日…: the space is left of a line end under a heading
            if wrapped and not _HEADS.search(line.text, max(0, place - _LONGEST_HEAD), place):
                yield line.start + place, line.start + place + 1


_LONGEST_HEAD = 16  # characters of a short heading with its number
_HEADS = re.compile(rf"(?:[(][一二三四五六七八九十\d]{{1,3}}[)]|[一二三四五六七八九十]{{1,3}}、)[{HAN}、]{{2,12}}\Z")
