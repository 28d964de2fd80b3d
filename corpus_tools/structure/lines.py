"""Lines of the normalised copy, the page's smallest pieces as it was laid out."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Line", "split", "squeeze", "trimmed"]

_MARKS = re.compile(r"[\s*_#|·,、:;。!?()《》【】\[\]“”\"'…—.-]+")
_END = '。!?;:…”’")》】.,、'


@dataclass(slots=True)
class Line:
    """A line without the white space around it."""

    start: int
    end: int
    text: str

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def stops(self) -> bool:
        """Whether it ends in punctuation."""
        return self.text[-1] in _END


def split(text: str) -> list[Line]:
    """The visible lines of a text.

    >>> [line.text for line in split("一、宣传\\n\\n  发放传单。 \\n")]
    ['一、宣传', '发放传单。']
    """
    out = []
    at = 0
    for piece in text.split("\n"):
        if piece and (body := piece.strip()):
            start = at if piece[0] == body[0] else at + len(piece) - len(piece.lstrip())
            out.append(Line(start, start + len(body), body))
        at += len(piece) + 1
    return out


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the white space around it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def squeeze(text: str) -> str:
    """A line's text as compared with other lines: no spaces, no marks."""
    return _MARKS.sub("", text)
