"""Classes of units, as categories.toml lists them."""

from __future__ import annotations

from functools import cache

from corpus_tools import lexicon

__all__ = ["unit_class", "unit_classes"]


@cache
def unit_classes(unit: str) -> frozenset[str]:
    """All classes a unit is in, the unit itself among them.

    >>> sorted(unit_classes("台次"))
    ['run', '台次']
    """
    return frozenset(name for name, members in lexicon.load("categories")["units"].items() if unit in members) | {unit}


@cache
def unit_class(unit: str) -> str:
    """The first class a unit is in; "" if none.

    >>> unit_class("份"), unit_class("场次"), unit_class("公里")
    ('paper', 'session', 'length')
    """
    for name, members in lexicon.load("categories")["units"].items():
        if unit in members:
            return name
    return ""
