"""Status of a measure (done, planned, negated), for each of what it holds, and the total it is a part of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from corpus_tools import lexicon, segmentation
from corpus_tools.measures.unit_kinds import unit_class
from corpus_tools.records import Quantity, Status

__all__ = ["PREVIOUS", "parts", "per", "plans", "status"]

PREVIOUS = -1
"""Stands for the last figure of the sentence before: 。其中投入10万元"""

# A figure with 余 or 多 may exceed its numeral by as much again at most (1余万 is below 2万).
_OVER = 2


_BREAK = re.compile("[;)）。]")


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table: dict[str, Any] = lexicon.load("status")
    each = table["per"]
    return {
        "planned": re.compile(f"(?:{_either(table['planned']['except'])})|({_either(table['planned']['cues'])})"),
        "own_clause": re.compile(
            f"(?:{_either(table['planned']['except'])})|({_either(table['planned']['own_clause'])})"
        ),
        "headings": re.compile(f"(?:{_either(table['planned']['except'])})|({_either(table['planned']['headings'])})"),
        "any": re.compile(
            _either(
                [
                    *table["planned"]["cues"],
                    *table["planned"]["own_clause"],
                    *table["negated"]["cues"],
                    *table["negated"]["clause"],
                ]
            )
        ),
        "done": re.compile(_either(table["planned"]["done"])),
        "negated": re.compile(f"(?:{_either(table['negated']['cues'])})$|{_either(table['negated']['clause'])}"),
        "parts": re.compile(_either(table["parts"]["cues"])),
        "per": re.compile(f"({each['each']}[^,;。、:!?\\d]{{1,{each['longest']}}})$|({_either(each['averages'])})"),
        "counted": re.compile(f"{each['each']}(?:1|一)?(?:个[^\\W\\d]{{1,3}}|[{each['counted']}])"),
    }


def _says(pattern: re.Pattern[str], text: str) -> bool:
    return any(m.group(1) for m in pattern.finditer(text))


def plans(heading: str) -> bool:
    """Does a section's heading announce what is still to be done?

    >>> plans("三、下一步工作打算"), plans("一、加强领导"), plans("四、计划生育")
    (True, False, False)
    """
    return bool(heading) and _says(_patterns()["headings"], heading)


def status(clause: str, opening: str, planned_here: bool) -> Status:
    """Status of a figure.

    Parameters
    ----------
    clause
        What stands in its clause before it.
    opening
        The first words of its sentence, up to that clause.
    planned_here
        Whether its section or its report is a plan.

    >>> status("力争新建公厕", "", False), status("未发生火灾", "", False), status("共清运垃圾", "", False)
    ('planned', 'negated', 'done')
    """
    patterns = _patterns()
    if not planned_here and not patterns["any"].search(clause) and not patterns["any"].search(opening):
        return "done"
    if patterns["negated"].search(clause):
        return "negated"
    if _says(patterns["planned"], clause) or _says(patterns["own_clause"], clause):
        return "planned"
    if patterns["done"].search(clause) or patterns["done"].search(opening):
        return "done"
    return "planned" if planned_here or _says(patterns["planned"], opening) else "done"


def per(clause: str) -> str:
    """What the figure holds for each of; "" where it is a plain count.

    >>> per("每村补助"), per("户均增收"), per("共补助")
    ('每村', '户均', '')
    """
    found = _patterns()["per"].search(clause)
    if not found:
        return ""
    if found.group(2):
        return found.group(2)
    counted = _patterns()["counted"].match(found.group(1))
    return counted.group() if counted else "".join(segmentation.cut(found.group(1))[:2])


def parts(copy: str, quantities: Sequence[Quantity], start: int) -> list[int | None]:
    """For each quantity of a sentence the number of the one it is a part of (``PREVIOUS``: of the sentence before).

    A part stands after 其中 or in a bracket, has the unit of its total, and is no larger than what the parts before
    it have left of the total.

    >>> from corpus_tools.measures.quantities import quantities
    >>> copy = "讲座24场(其中法制15场、健康9场)"
    >>> parts(copy, quantities(copy)[0], 0)
    [None, 0, 0]
    """
    cue = _patterns()["parts"]
    found: list[int | None] = []
    total: int | None = None
    left = 0.0
    at = start
    for number, quantity in enumerate(quantities):
        between = copy[at : quantity.start]
        at = quantity.end
        if cue.search(between) or (number and between.startswith(("(", "（"))):
            total = _total(quantities, number, found, total)
            left = _room(quantities[total]) if total is not None and total >= 0 else float("inf")
        elif total is not None and _BREAK.search(between):
            total = None
        value = quantity.value
        part = total
        if total is not None and total >= 0 and not _same(quantities[total], quantity):
            part = None
        elif value is None or value > left:
            part = total = None
        else:
            left -= value
        found.append(part)
    return found


def _total(quantities: Sequence[Quantity], number: int, found: list[int | None], current: int | None) -> int | None:
    """The nearest quantity before with the same unit that is no part itself."""
    if current is not None and current >= 0 and _same(quantities[current], quantities[number]):
        return current
    for back in range(number - 1, -1, -1):
        if found[back] is None and _same(quantities[back], quantities[number]):
            return back
    return None if number else PREVIOUS


def _same(one: Quantity, other: Quantity) -> bool:
    """One unit, or two words for a person (登记56名,其中8人)."""
    return one.unit == other.unit or unit_class(one.unit) == unit_class(other.unit) == "person"


def _room(quantity: Quantity) -> float:
    if quantity.value is None:
        return float("inf")
    if quantity.value_max is not None:
        return float(quantity.value_max)
    return float(quantity.value) * (_OVER if quantity.modifier in ("over", "about") else 1)
