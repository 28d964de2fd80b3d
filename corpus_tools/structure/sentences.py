"""Sentence ranges. A full stop inside quotes or brackets ends none, nor does the one in ``2。6万元``."""

from __future__ import annotations

import re

__all__ = ["sentences"]

_OPEN = {"“": "”", "(": ")", "《": "》", "「": "」", "『": "』"}
_CLOSE = frozenset(_OPEN.values())
# a bracket that is not closed within so many characters never will be; quoted speech is rarely longer
_REACH = 120
_POINTS = re.compile(r"[。!?…]+[”’\"'」』》)】]*|[“(《「『]|\n\s*")
_DECIMAL = re.compile(r"(?<=\d)。\d+(?![\d、.．)])")


def sentences(copy: str) -> list[tuple[int, int]]:
    """Ranges of the sentences of a normalised text, white space around them left out.

    ``。!?…`` and line ends close a sentence, ``;`` and ``:`` only a clause. Linear in the length of the text.

    >>> text = "投入2。6万元。开展“讲卫生。树新风。”活动;成效好!\\n二、检查"
    >>> [text[a:b] for a, b in sentences(text)]
    ['投入2。6万元。', '开展“讲卫生。树新风。”活动;成效好!', '二、检查']
    """
    out: list[tuple[int, int]] = []
    start = 0
    skip = 0
    for m in _POINTS.finditer(copy):
        a, b = m.span()
        if a < skip:
            continue
        c = copy[a]
        if c in _OPEN:
            skip = _closing(copy, a, _OPEN[c])
            continue
        if c == "。" and b == a + 1 and _DECIMAL.match(copy, a):
            continue
        _add(copy, start, b, out)
        start = b
    _add(copy, start, len(copy), out)
    return out


def _closing(copy: str, at: int, mark: str) -> int:
    """Where the quote or bracket closes, if it does so nearby, in the same line and goes on behind it."""
    close = copy.find(mark, at + 1, at + _REACH)
    if close < 0 or copy.find("\n", at, close) >= 0:
        return at
    # “…。” at the sentence's own end closes it: let the stop before the mark be seen
    if copy[close - 1] in "。!?…" and copy[close + 1 : close + 2] in ("", "\n", " "):
        return at
    return close


def _add(copy: str, start: int, end: int, out: list[tuple[int, int]]) -> None:
    while start < end and copy[start].isspace():
        start += 1
    while start < end and copy[end - 1].isspace():
        end -= 1
    if start < end:
        out.append((start, end))
