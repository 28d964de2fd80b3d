"""Words of a list looked up where they may begin, or by what a text ends in.

A list is indexed by first character and then by length, so that a look-up costs one slice for each length that words
with this first character have, however many they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

__all__ = ["Index", "ended", "endings", "index", "longest", "matches"]

_Value = TypeVar("_Value")

Index = dict[str, tuple[tuple[int, dict[str, _Value]], ...]]
"""For each first character the words it begins, by length (longest first), with what each means."""


def index(words: Iterable[tuple[str, _Value]]) -> Index[_Value]:
    """Words with their values, ready for ``matches``; of a word that is given twice the first value counts."""
    lengths: dict[str, dict[int, dict[str, _Value]]] = {}
    for word, value in words:
        lengths.setdefault(word[0], {}).setdefault(len(word), {}).setdefault(word, value)
    return {c: tuple(sorted(found.items(), reverse=True)) for c, found in lengths.items()}


def matches(words: Index[_Value], text: str, at: int) -> Iterator[tuple[str, _Value]]:
    """The words that begin at ``at``, the longest first.

    >>> list(matches(index([("月", 1), ("月底", 2), ("年", 3)]), "3月底", 1))
    [('月底', 2), ('月', 1)]
    """
    for length, values in words.get(text[at : at + 1], ()):
        word = text[at : at + length]
        if word in values:
            yield word, values[word]


def longest(words: Index[_Value], text: str, at: int) -> tuple[str, _Value] | None:
    """The first of ``matches``, or None.

    >>> longest(index([("月", 1), ("月底", 2)]), "3月底", 1), longest(index([("月", 1)]), "3月", 2)
    (('月底', 2), None)
    """
    for length, values in words.get(text[at : at + 1], ()):
        word = text[at : at + length]
        if word in values:
            return word, values[word]
    return None


def endings(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each last character how long the words are that end in it, the longest first.

    >>> endings(["宣传车", "车", "树"])
    {'车': (3, 1), '树': (1,)}
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[-1], set()).add(len(word))
    return {c: tuple(sorted(found, reverse=True)) for c, found in lengths.items()}


def ended(words: Collection[str], lengths: Mapping[str, tuple[int, ...]], text: str) -> Iterator[str]:
    """The words that a text ends in, the longest first; ``lengths`` are the ``endings`` of the words.

    >>> cars = ["宣传车", "车"]
    >>> list(ended(cars, endings(cars), "流动宣传车")), list(ended(cars, endings(cars), "车队"))
    (['宣传车', '车'], [])
    """
    for length in lengths.get(text[-1:], ()):
        word = text[-length:]
        if len(word) == length and word in words:
            yield word
