"""Sentence ranges. A full stop inside quotes or brackets ends none, nor does the one in ``2。6万元``."""

from __future__ import annotations

import re

__all__ = ["sentences"]

_PAIRS = (("“", "”"), ("(", ")"), ("《", "》"), ("「", "」"), ("『", "』"))
_REACH = 118
"""Characters: a bracket that is not closed within so many never will be; quoted speech is rarely longer."""

_STOPS = "。!?…"
# a quote or bracket that closes nearby in the same line; “…。” at the sentence's own end closes it, so that the stop
# before the mark is seen
_QUOTED = "|".join(
    rf"{re.escape(a)}[^{re.escape(b)}\n]{{0,{_REACH}}}+{re.escape(b)}"
    rf"(?:(?<![{_STOPS}].)|(?![\n ]|\Z))"
    for a, b in _PAIRS
)
_OPENING = "".join(re.escape(a) for a, _ in _PAIRS)
_SENTENCE = re.compile(
    rf"(?!\s)(?:[^{_STOPS}\n{_OPENING}]++|{_QUOTED}|[{_OPENING}]|(?<=\d)。(?=\d+(?![\d、.．)])))*+"
    rf"(?:[{_STOPS}]++[”’\"'」』》)】]*+|(?=\n)|\Z)"
)


def sentences(copy: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Ranges of the sentences of a normalised text, white space around them left out.

    ``。!?…`` and line ends close a sentence, ``;`` and ``:`` only a clause. Linear in the length of the text.
    ``start``, ``end``: the part of the text that is asked for.

    >>> text = "投入2。6万元。开展“讲卫生。树新风。”活动;成效好!\\n二、检查"
    >>> [text[a:b] for a, b in sentences(text)]
    ['投入2。6万元。', '开展“讲卫生。树新风。”活动;成效好!', '二、检查']
    """
    out: list[tuple[int, int]] = []
    for m in _SENTENCE.finditer(copy, start, len(copy) if end is None else end):
        a, b = m.span()
        while a < b and copy[b - 1].isspace():
            b -= 1
        if a < b:
            out.append((a, b))
    return out
