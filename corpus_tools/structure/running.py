"""The numbering of a report as it runs on, line by line: where it starts again, another report may have begun."""

from __future__ import annotations

import re
from itertools import takewhile

from corpus_tools.structure.cues import REACH
from corpus_tools.structure.lines import Line, squeeze
from corpus_tools.structure.marker import lead
from corpus_tools.structure.normalise import HAN
from corpus_tools.structure.titles import title_word

__all__ = ["Numbering"]

_NEAR = 600  # characters below a paragraph in which the numbering that it opens begins
_CHAPTERS = 3  # the number due when two chapters have been counted
_LOOKED_AT = 12  # numbers: more than a list within a chapter has
_LEAST_PARAGRAPH = 20  # characters; a shorter line is a title or a heading
_LONGEST_TITLE = 60
_ALIKE = 10  # characters in which two reports of one series begin alike: 本月服务中心共接报修
_NUMBERS = re.compile(r"[\d一二三四五六七八九十.,%]+|[xX*]{2,}")
_NUMBER = re.compile(r"\d|[一二三四五六七八九十]")
_WORD = re.compile(rf"[{HAN}]")


class Numbering:
    """The numbering of the current report's lines, as far as they have been read."""

    def __init__(self, lines: list[Line], since: int) -> None:
        self.lines = lines
        self.leads = [lead(line.text) for line in lines]
        self.since = since
        self.at = 0
        self.top = ""  # style of the first number of the report: its chapters
        self.last: dict[str, int] = {}
        self.chapter = self.part = -1  # lines of the last number, and of the last in the chapters' style
        self.heads: set[str] = set()  # how the lines read so far begin
        self.titles: set[str] = set()  # titles read so far, without their numbers
        self.first = ""  # how the report's first paragraph begins, without its numbers
        following = [-1] * (len(lines) + 1)
        for i in range(len(lines) - 1, -1, -1):
            following[i] = i if self.leads[i] else following[i + 1]
        self.following = following

    def up_to(self, i: int) -> None:
        """Read the lines before line ``i``."""
        while self.at < i:
            found = self.leads[self.at]
            said = self.lines[self.at].text
            self.heads.add(said[:REACH])
            if len(said) <= _LONGEST_TITLE and _NUMBER.search(said) and title_word(said):
                self.titles.add(_masked(said))
            if not (self.first or found) and len(said) > _LEAST_PARAGRAPH and self.lines[self.at].start >= self.since:
                self.first = "" if title_word(said) else _masked(said[:REACH])
            if found and self.lines[self.at].start >= self.since:
                self.top = self.top or found[0]
                self.last[found[0]] = found[1]
                self.chapter = self.at
                self.part = self.at if found[0] == self.top else self.part
            self.at += 1

    def restart(self, since: int) -> None:
        self.since = since
        self.top, self.last, self.chapter, self.part, self.first = "", {}, -1, -1, ""

    def series(self, title: str) -> bool:
        """Whether a title is one read before but for its numbers: 8月份工作总结, 9月份工作总结."""
        return _NUMBER.search(title) is not None and _masked(title) in self.titles

    def alike(self, said: str) -> bool:
        """Whether a paragraph begins as the report does, in other figures: 本月服务中心共接报修187单,…"""
        same = takewhile(lambda pair: pair[0] == pair[1], zip(self.first, _masked(said[:REACH]), strict=False))
        return sum(_WORD.match(c) is not None for c, _ in same) >= _ALIKE

    def goes_on(self, i: int) -> bool:
        """Whether the chapters' numbering goes on behind line ``i`` with the number that is due."""
        due = self.last.get(self.top, 0) + 1
        k = self.following[i + 1]
        for _ in range(_LOOKED_AT if due > 1 else 0):
            if k < 0 or self.leads[k] == (self.top, 1):
                return False
            if self.leads[k] == (self.top, due):
                return True
            k = self.following[k + 1]
        return False

    def restarts(self, i: int) -> bool:
        """Whether the chapters' numbering, which had gone on before line ``i``, starts again at one soon after it."""
        k = self.following[i + 1]
        found = self.leads[k] if k >= 0 else None
        if not found or self.lines[k].start - self.lines[i].end > _NEAR:
            return False
        if found[1] != 1 or self.last.get(self.top, 0) < 2:
            return False
        return found[0] == self.top or (found[0] == "chinese" and self.top != "part")

    def restyles(self, i: int) -> bool:
        """Whether the chapters' numbering ends before line ``i`` and one in another style begins soon after it.

        A list within a chapter does so too; but then the chapters go on behind it, or it stands under a heading.
        """
        k = self.following[i + 1]
        found = self.leads[k] if k >= 0 else None
        due = self.last.get(self.top, 0) + 1
        if not found or found[1] != 1 or found[0] in self.last or due < _CHAPTERS or self.chapter == i - 1:
            return False
        if self.lines[k].start - self.lines[i].end > _NEAR:
            return False
        counted = 1
        for _ in range(_LOOKED_AT):
            k = self.following[k + 1]
            ahead = self.leads[k] if k >= 0 else None
            if not ahead or ahead == (self.top, due):
                return ahead is None and counted > 1
            counted += ahead == (found[0], counted + 1)
        return counted > 1


def _masked(said: str) -> str:
    return _NUMBERS.sub("#", squeeze(said))
