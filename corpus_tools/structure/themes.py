"""Whether a text leaves the theme of what stands before it, told by its characters alone.

A report says the words of its subject again and again (路灯, 亮灯, 井盖), whatever the subject is; the text of another
report says none of them, and has its own. That is TextTiling (Hearst 1997) with pairs of characters for words: no list
has to know the subject, so it holds where the fields of ``topics`` name none.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from operator import add

from corpus_tools import lexicon
from corpus_tools.structure.marker import is_han

__all__ = ["departs", "leans"]

Span = tuple[int, int]

_REPEATED = 2  # times a pair stands in a text to belong to its theme
_LEAST = 8  # such pairs of the two texts, before it says anything that they share none
# Share of the pairs that may stand in both. At joints of two reports it lies below in 72 of 100 cases, at paragraphs
# within one in 5, in one of 400 where the fields differ as well (921 joints and 2,492 paragraphs of 308 reports).
_SHARED = 0.05

_LEANING = 2  # pairs that a sentence shares with the text it belongs to


def departs(text: str, before: Span, after: Span) -> bool:
    """Whether hardly any word that one of two pieces repeats is said in the other.

    >>> lamps = "维修路灯54盏,更换灯杆6根,路灯亮灯率99%,灯杆刷漆。疏通管道6公里,管道清淤,更换井盖,井盖加网。"
    >>> meals = "老人食堂添菜,食堂消毒,老人体检,慰问老人,体检建档,慰问演出。"
    >>> page = lamps + meals + lamps
    >>> n, m = len(lamps), len(meals)
    >>> departs(page, (0, n), (n, n + m)), departs(page, (0, n), (n + m, len(page)))
    (True, False)
    """
    one, other = (Counter(map(add, text[a:b], text[a + 1 : b])) for a, b in (before, after))
    theme = {pair for pairs in (one, other) for pair, n in pairs.items() if n >= _REPEATED and _says(pair)}
    return len(theme) >= _LEAST and sum(p in one and p in other for p in theme) <= _SHARED * len(theme)


def leans(text: str, before: Span, sentence: Span, after: Span) -> bool:
    """Whether a sentence between two texts says words of the one behind it, and none of the one before.

    >>> lamps, meals = "路灯亮灯率99%,灯杆刷漆。", "食堂添菜,老人用餐。"
    >>> page = lamps + meals + "食堂消毒,菜品添菜,为老人送餐,用餐630人次。"
    >>> n, m = len(lamps), len(lamps + meals)
    >>> leans(page, (0, n), (n, m), (m, len(page))), leans(page, (n, m), (0, n), (m, len(page)))
    (True, False)
    """
    start, end = sentence
    said = {pair for pair in map(add, text[start:end], text[start + 1 : end]) if _says(pair)}
    one, other = (set(map(add, text[a:b], text[a + 1 : b])) for a, b in (before, after))
    return len(said & other - one) >= _LEANING > _LEANING * len(said & one - other)


def _says(pair: str) -> bool:
    return pair not in _common() and is_han(pair[0]) and is_han(pair[1])


@cache
def _common() -> frozenset[str]:
    return frozenset(lexicon.load("themes")["common"].split())
