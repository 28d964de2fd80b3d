"""Weights of ``likelihood`` laid out by what they are said of: a measure is weighed without its features' names.

A measure has some thirty features, most of them its own: to put their names together and look each up took longer than
all that was done with what was found. Here the parts of the measure are looked up themselves, and what deeds and units
say by themselves is remembered, since a report has few of them.

A row of weights is one whole number, 32 bits for each category, so that rows are added as numbers are: three times as
fast as arrays of so few.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Mapping
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from corpus_tools.measures.likelihood import Parts

__all__ = ["Packed"]

_BITS = 32
_HALF = 1 << _BITS - 1  # added to every sum, since what is negative would borrow from its neighbour
_REMEMBERED = 1 << 11  # deeds, and classes of nouns with deed and unit
_MEASURES = 1 << 13
_Rows = dict[str, int]
_NOTHING: _Rows = {}


class _Said(NamedTuple):
    """What a deed or the classes of a unit say: by themselves, and rows of what they say together with something."""

    alone: int
    with_units: list[_Rows]
    with_nouns: list[_Rows]  # by their last two characters
    with_last: _Rows  # by the noun's last character


class Packed:
    """The weights of a model, features by category, as they are summed.

    >>> from corpus_tools.measures.likelihood import Parts
    >>> table = {"unit=个": {"waste": 7}, "deed+noun=摘除+蜂窝": {"waste": 3, "other": -2}}
    >>> wasp = Parts("摘除", frozenset(("摘除", "clear")), "马蜂窝", "", "", frozenset(("个", "spot")))
    >>> Packed({"other": 1, "waste": 0}, table).sums(wasp)
    [-1, 10]
    """

    def __init__(self, bias: Mapping[str, int], table: Mapping[str, Mapping[str, int]]) -> None:
        one = {category: 1 << _BITS * at for at, category in enumerate(bias)}
        self._unpacked = struct.Struct(f"<{len(one)}I").unpack
        self._length = len(one) * _BITS // 8
        self._bias = sum([(weight + _HALF) * one[category] for category, weight in bias.items()])
        self._single: _Rows = {}
        self._pairs: dict[str, dict[str, _Rows]] = {}
        nouns: dict[str, _Rows] = {"noun~": {}, "noun*": {}, "noun^": {}}
        for name, weights in table.items():
            row = 0
            for category, weight in weights.items():
                row += weight * one[category]
            if name[:5] in nouns:
                nouns[name[:5]][name[5:]] = row
                continue
            kind, _, what = name.partition("=")
            if "+" in kind:
                first, _, second = what.partition("+")
                self._pairs.setdefault(kind, {}).setdefault(first, {})[second] = row
            else:
                self._single[name] = row
        self._endings, self._within, self._begins = nouns.values()
        self._of_deed = lru_cache(_REMEMBERED)(self._deed)
        self._of_units = lru_cache(_REMEMBERED)(self._units)
        self._of_class = lru_cache(_REMEMBERED)(self._class)
        self._of_company = lru_cache(_REMEMBERED)(self._company)
        self._of_measure = lru_cache(_MEASURES)(self._measure)

    def sums(self, parts: Parts, before: tuple[str, ...] = ()) -> list[int]:
        """The sum over a measure's ``features`` and the bias, for each category in order."""
        total = self._of_measure(parts)
        if before:
            total += self._of_company(before, parts.actions, parts.noun_class, parts.units)
        return [number - _HALF for number in self._unpacked(total.to_bytes(self._length, "little"))]

    def _measure(self, parts: Parts) -> int:
        """What a measure's deed, noun and unit say."""
        action, actions, tail, head, known, units = parts
        deed, unit = self._of_deed(action, actions), self._of_units(units)
        total = deed.alone + unit.alone
        for row in deed.with_units:
            for name in units:
                if name in row:
                    total += row[name]
        if tail:
            total += self._of_class(known, actions, units) + self._noun(tail, deed, unit)
            if known:
                total += self._single.get(f"head={head}", 0)
        else:
            total += self._single.get("no noun", 0)
        return total

    def _noun(self, tail: str, deed: _Said, unit: _Said) -> int:
        """What a noun says, by itself and with the deed and the unit."""
        last, ending = tail[-1], tail[-2:]
        total = self._begins.get(tail[:2], 0) + deed.with_last.get(last, 0)
        for row in (*deed.with_nouns, *unit.with_nouns):
            if ending in row:
                total += row[ending]
        row = self._endings
        for piece in {last, ending, tail[-3:]}:
            if piece in row:
                total += row[piece]
        row = self._within
        for piece in {*tail[:-1], *map(add, tail[:-2], tail[1:])}:  # characters and pairs of them, each once
            if piece in row:
                total += row[piece]
        return total

    def _deed(self, action: str, actions: Collection[str]) -> _Said:
        alone = self._sum("deed=", actions)
        if action:
            alone += self._sum("deed~", {action[-1], action[-2:]})
        with_last = self._pairs.get("verb+noun", {}).get(action, _NOTHING)
        return _Said(alone, self._found("deed+unit", actions), self._found("deed+noun", actions), with_last)

    def _units(self, units: Collection[str]) -> _Said:
        return _Said(self._bias + self._sum("unit=", units), [], self._found("unit+noun", units), _NOTHING)

    def _class(self, known: str, actions: Collection[str], units: Collection[str]) -> int:
        """What the class of a noun says, by itself and with deed and unit."""
        total = self._sum("class=", [known]) if known else 0
        for kind, others in (("class+deed", actions), ("class+unit", units)):
            row = self._pairs.get(kind, {}).get(known, _NOTHING)
            total += sum([row.get(name, 0) for name in others])
        return total

    def _company(self, before: tuple[str, ...], actions: Collection[str], known: str, units: Collection[str]) -> int:
        """What the sentence counts before says, by itself and with deed, class of the noun and unit."""
        last, pairs = before[-1], self._pairs
        total = self._sum("before=", [last])
        for kind, others in (
            ("before+class", (known,)),
            ("before+before", before[-2:-1]),
            ("before+deed", actions),
            ("before+unit", units),
        ):
            row = pairs.get(kind, {}).get(last, _NOTHING)
            total += sum([row.get(name, 0) for name in others])
        return total

    def _sum(self, kind: str, names: Collection[str]) -> int:
        return sum([self._single.get(kind + name, 0) for name in names])

    def _found(self, kind: str, names: Collection[str]) -> list[_Rows]:
        """What is said of each of the names together with something, where there is such."""
        return [row for name in names if (row := self._pairs.get(kind, {}).get(name))]
