"""Proportions written as ratios: 师生比为1:3. A score and a time of day look the same and count nothing."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus_tools import lexicon

__all__ = ["proportion", "ratio"]

_PROPORTION = re.compile(r"(\d+(?:\.\d+)?)\s?[:：]\s?(\d+(?:\.\d+)?)(?![0-9])")
_NEAR = 6  # characters between the name of a proportion and its figures (师生比达到1:3)


def proportion(text: str, start: int) -> bool:
    """Whether a ratio that starts at ``start`` states a proportion: 师生比为1:3, not a score or a time of day.

    >>> proportion("师生比为1:3", 4), proportion("按1:3的比例", 1), proportion("以2:1获胜", 1)
    (True, True, False)
    """
    table = lexicon.load("guards")["proportion"]
    if any(n in text[max(0, start - _NEAR) : start] for n in table["names"]):
        return True
    m = _PROPORTION.match(text, start)
    return m is not None and text.startswith(tuple(table["after"]), m.end())


def ratio(text: str, at: int) -> tuple[int, float] | None:
    """A proportion that starts at ``at``: its end and its value.

    >>> ratio("师生比为1:4", 4), ratio("以2:1获胜", 1)
    ((7, 0.25), None)
    """
    m = _PROPORTION.match(text, at)
    if m is None or not proportion(text, at) or not float(m[2]):
        return None
    return m.end(), float(Decimal(m[1]) / Decimal(m[2]))
