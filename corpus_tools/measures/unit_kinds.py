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
    found = frozenset(name for name, members in lexicon.load("categories")["units"].items() if unit in members)
    if not found and unit.endswith(")"):
        found = unit_classes(unit.partition("(")[0])
    return found | {unit}


@cache
def unit_class(unit: str) -> str:
    """The first class a unit is in; "" if none. Of one with another in brackets behind it, that of the first.

    >>> unit_class("份"), unit_class("场次"), unit_class("公里"), unit_class("本(份)")
    ('paper', 'session', 'length', 'paper')
    """
    for name, members in lexicon.load("categories")["units"].items():
        if unit in members:
            return name
    return unit_class(unit.partition("(")[0]) if unit.endswith(")") else ""
