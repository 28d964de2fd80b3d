"""The unit slot of a quantity: measure words, units, containers, and what may pass for one."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from corpus_tools import lexicon
from corpus_tools.measures import unit_seams
from corpus_tools.measures.lookup import Index, index

__all__ = ["Unit", "at", "clause_ends", "han", "parted"]

SPACES = " \t\u3000\xa0"
# what may stand where a clause ends; brackets and quotes among them, since 300份(张) and 30个“无毒”家庭 go on after it
CLAUSE_END = frozenset(",，。.;；、:：!！?？)）]】〕》」』”’\"'(（[【〔“‘《「/\\|\n\r\t \u3000\xa0…—-~+=&<")
LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


# any word that counts things makes one that counts times with 次, but not before what 次 opens (次日, 次品)
_COUNTED = ("people", "things", "containers")
_PAIRED = (*_COUNTED, "events")
_OPENING, _CLOSING = ("(", "（"), (")", "）")
_ABOUT = "约"
_TIMES = "次"
_LENGTH = "长"  # 5公里长
_NOT_TIMES = tuple("日要序生数第品于年级月")


class Unit(NamedTuple):
    """A unit in the text: ``end`` of it, as written, in its canonical form, and its class in ``lexicon/units.toml``."""

    end: int
    raw: str
    canonical: str
    kind: str


class _Entry(NamedTuple):
    """A unit of the lexicon, with what has to be asked where it stands."""

    canonical: str
    kind: str
    times: str  # its canonical form with 次, where it counts things
    latin: bool  # another letter makes another word of it
    not_before: tuple[str, ...]
    strict: bool  # only at the clause's end
    tail: str  # what it has behind a shorter unit (张床)


class _Words(NamedTuple):
    units: Index[_Entry]
    strict_before: tuple[str, ...]
    paired: frozenset[str]  # strict ones that a figure may follow


@cache
def words() -> _Words:
    """The lexicon, indexed by first character, longest unit first."""
    table = lexicon.load("units")
    entries: dict[str, tuple[str, str]] = {}
    for kind, members in table["measure"].items():
        for unit in members:
            entries.setdefault(unit, (unit, kind))
    for canonical, spellings in table["canonical"].items():
        kind = "events" if canonical.endswith("次") else "canonical"
        entries.update(dict.fromkeys(spellings, (canonical, kind)))
    strict = frozenset(table["clause_end_only"]["units"])
    made: list[tuple[str, _Entry]] = []
    for unit, (canonical, kind) in entries.items():
        times = canonical + _TIMES if kind in _COUNTED else ""
        not_before = tuple(table["not_before"].get(unit, ()))
        shorter = next((unit[:n] for n in range(len(unit) - 1, 0, -1) if unit[:n] in entries), unit)
        named = kind in ("things", "events", "people") or unit.endswith(_LENGTH)
        tail = unit[len(shorter) :] if named and not unit.endswith(_TIMES) else ""
        made.append((unit, _Entry(canonical, kind, times, unit[-1] in LATIN, not_before, unit in strict, tail)))
    strictly = table["clause_end_only"]
    return _Words(index(made), tuple(strictly["before"]), frozenset(strictly["paired"]))


def at(text: str, start: int) -> Unit | None:
    """The longest unit at ``start`` (up to two spaces before it are passed over), or None.

    >>> at("人次参加", 0), at("家庭", 0)
    (Unit(end=2, raw='人次', canonical='人次', kind='events'), None)
    >>> at(" ㎡", 0)
    Unit(end=2, raw='㎡', canonical='平方米', kind='canonical')
    """
    n = len(text)
    start = _past_spaces(text, start)
    if start >= n:
        return None
    for length, entries in words().units.get(text[start], ()):
        unit = text[start : start + length]
        entry = entries.get(unit)
        if entry is None:
            continue
        canonical, kind, times, latin, not_before, strict, tail = entry
        end = start + length
        if (
            tail
            and end < n
            and text[end] not in CLAUSE_END
            and unit_seams.joins(tail, text[end : end + unit_seams.SHORT])
        ):
            continue  # 张床 in 35张床垫
        if latin and text[end : end + 1] in LATIN and end < n:
            continue
        if not_before and text.startswith(not_before, end):
            about = text[end] == _ABOUT and text[end + 1 : end + 2].isdecimal()  # 路面4条约600米
            if not about:
                continue
        if times and text.startswith(_TIMES, end) and not text.startswith(_NOT_TIMES, end + 1):
            return Unit(end + 1, unit + _TIMES, times, "events")  # 31万羽次, 40柜次
        if (
            strict
            and not (clause_ends(text, end) or text.startswith(words().strict_before, end))
            and not (
                unit in words().paired and text[end].isdigit()  # 移送2案9人
            )
        ):
            continue
        if kind in _COUNTED and (other := _other(text, end)):
            return Unit(end + len(other), unit + other, f"{canonical}({other[1:-1]})", kind)
        return Unit(end, unit, canonical, kind)
    return None


def _other(text: str, start: int) -> str:
    """A second measure word in brackets right behind the first (29个（套）), with its brackets; else ""."""
    if not text.startswith(_OPENING, start):
        return ""
    for length in (1, 2):
        close = start + 1 + length
        if text.startswith(_CLOSING, close):
            word = text[start + 1 : close]
            entry = words().units.get(word[0], ())
            known = any(size == length and word in entries and entries[word].kind in _PAIRED for size, entries in entry)
            return text[start : close + 1] if known else ""
    return ""


def parted(text: str, start: int) -> Unit | None:
    """The unit behind a figure that ends at ``start``, where ``at`` finds none since the next word begins like it.

    >>> parted("台风力灭火机", 0), parted("家长", 0)
    (Unit(end=1, raw='台', canonical='台', kind='things'), None)
    """
    start = _past_spaces(text, start)
    for length, entries in words().units.get(text[start : start + 1], ()):
        entry = entries.get(text[start : start + length])
        end = start + length
        if entry is None or not (entry.not_before or entry.strict) or (entry.strict and length > 1):
            continue
        stop = end
        while stop < min(len(text), end + unit_seams.LONGEST) and han(text[stop]):
            stop += 1
        if stop > end and unit_seams.parts(text[start:end], text[end:stop], entry.strict):
            return Unit(end, text[start:end], entry.canonical, entry.kind)
    return None


def _past_spaces(text: str, start: int) -> int:
    """Where up to two spaces end."""
    n = len(text)
    if start < n and text[start] in SPACES:
        start += 1
        if start < n and text[start] in SPACES:
            start += 1
    return start


def han(character: str) -> bool:
    """Whether a character is a Chinese one.

    >>> han("份"), han("。"), han("")
    (True, False, False)
    """
    return "\u4e00" <= character <= "\u9fff"


def clause_ends(text: str, end: int) -> bool:
    """Whether a clause, a bracket or the text ends at ``end``.

    >>> clause_ends("三次,", 2), clause_ends("三次会", 2)
    (True, False)
    """
    return end >= len(text) or text[end] in CLAUSE_END
