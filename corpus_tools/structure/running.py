"""The numbering of a report as it runs on, line by line: where it starts again, another report may have begun."""

from __future__ import annotations

from corpus_tools.structure.cues import REACH
from corpus_tools.structure.lines import Line
from corpus_tools.structure.numbering import lead

__all__ = ["Numbering"]

_NEAR = 600  # characters below a paragraph in which the numbering that it opens begins
_CHAPTERS = 3  # the number due when two chapters have been counted
_LOOKED_AT = 12  # numbers: more than a list within a chapter has


class Numbering:
    """The numbering of the current report's lines, as far as they have been read."""

    def __init__(self, lines: list[Line], since: int) -> None:
        self.lines = lines
        self.leads = [lead(line.text) for line in lines]
        self.since = since
        self.at = 0
        self.top = ""  # style of the first number of the report: its chapters
        self.last: dict[str, int] = {}
        self.chapter = -1  # line of the last number
        self.heads: set[str] = set()  # how the lines read so far begin
        following = [-1] * (len(lines) + 1)
        for i in range(len(lines) - 1, -1, -1):
            following[i] = i if self.leads[i] else following[i + 1]
        self.following = following

    def up_to(self, i: int) -> None:
        """Read the lines before line ``i``."""
        while self.at < i:
            found = self.leads[self.at]
            self.heads.add(self.lines[self.at].text[:REACH])
            if found and self.lines[self.at].start >= self.since:
                self.top = self.top or found[0]
                self.last[found[0]] = found[1]
                self.chapter = self.at
            self.at += 1

    def restart(self, since: int) -> None:
        self.since = since
        self.top, self.last, self.chapter = "", {}, -1

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
