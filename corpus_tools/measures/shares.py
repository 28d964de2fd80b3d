"""Percentages held against the counts beside them: shares of a whole, and growth from one figure to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from corpus_tools import lexicon
from corpus_tools.measures.intervals import EPSILON, Read, decimals, exact
from corpus_tools.records import Measure, Mismatch

__all__ = ["shares"]

_RATE_REACH = 16  # between a count and its rate: a comma, a name of six characters and 率分别达到了
_CHANGE_REACH = 20  # 由去年同期的100件大幅度增加到今年的120件


class _Patterns(NamedTuple):
    rate: re.Pattern[str]
    of_whole: re.Pattern[str]
    of_stated: re.Pattern[str]
    due_rate: re.Pattern[str]
    task_rate: re.Pattern[str]
    to: re.Pattern[str]
    changed: re.Pattern[str]
    by: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table: dict[str, Any] = lexicon.load("arithmetic")
    share, change = table["share"], table["change"]
    to = "|".join(sorted(change["to"], key=len, reverse=True))
    changes = "|".join(change["rises"] + change["falls"])
    than = "|".join([*change["than"], *change["before"]])
    return _Patterns(
        re.compile(share["rate"]),
        re.compile(share["of_whole"]),
        re.compile(share["of_stated"]),
        re.compile(share["due_rate"]),
        re.compile(share["task_rate"]),
        re.compile(f"[^,;:。\\d]{{0,8}}(?:{to})(?:了)?[^,;:。\\d]{{0,4}}$"),
        re.compile(f"^[^;。\\d]{{0,4}},?(?:同比|分别|共|[比较][去上]年)?(?:同期)?({changes})(?:了|率?(?:为|达))? ?$"),
        # 比去年增加20件
        re.compile(f"^,?(?:{than})[^,;。\\d]{{0,6}}?({changes})(?:了)? ?$"),
    )


def shares(read: Read, sentence: Sequence[Measure]) -> Iterator[Mismatch]:
    """Percentages of a sentence that disagree with the two counts beside them.

    Less than one unit of the last digit is allowed, for rounding either way.
    """
    for i, p in enumerate(sentence):
        if p.unit != "%" or not exact(p) or i < 2:
            continue
        a, b = sentence[i - 2], sentence[i - 1]
        if not (read.sure(a) and read.sure(b)) or not _alike(a, b) or a.unit == "%" or not a.value:
            continue
        found = _change(read, a, b, p) or (None if a.per or b.per else _share(read, a, b, p))
        if found is not None:
            kind, expected = found
            if abs(expected - float(p.value or 0)) > 10 ** -decimals(p) - EPSILON:
                yield Mismatch(kind, p.start, p.end, a.start, b.end, p.value or 0, expected)  # type: ignore[arg-type]


def _alike(a: Measure, b: Measure) -> bool:
    persons = lexicon.load("arithmetic")["share"]["persons"]
    return a.unit == b.unit or (a.unit in persons and b.unit in persons)


def _share(read: Read, a: Measure, b: Measure, p: Measure) -> tuple[str, float] | None:
    """The percentage that one of two counts is of the other, where the text says that this is meant."""
    patterns, words = _patterns(), lexicon.load("arithmetic")["share"]
    assert a.value is not None and b.value is not None
    between, after = read.text[a.end : b.start], read.text[b.end : p.start]
    before_a, before_b = read.clause_before(a.start), read.clause_before(b.start)
    if any(w in clause for w in words["compares"] for clause in (before_a, before_b, read.clause_before(p.start))):
        return None
    if re.search("[;。]", between + after):
        return None

    def of(part: Measure, whole: Measure) -> tuple[str, float] | None:
        if not whole.value or part.value is None:
            return None
        return "share", 100 * float(part.value) / float(whole.value)

    if after.strip() in ("的", "的约", "的近") and patterns.of_stated.match(between):
        return of(a, b) if a.value <= b.value else None
    short = len(after) <= _RATE_REACH
    task = short and _says(before_a, words["task"]) and _says(before_b, words["completed"])
    if task and patterns.task_rate.match(after):
        return of(b, a)  # may be over 100
    due = short and _says(before_a, words["due"]) and _says(before_b, words["actual"])
    if due and patterns.due_rate.match(after):
        return of(b, a) if b.value <= a.value else None
    # 居民参保58.9万人、职工参保6.4万人，参保率98.3%: two things side by side, neither a part of the other
    beside = between.lstrip().startswith("、")
    if short and not beside and (m := patterns.rate.search(after)) and a.value >= b.value:
        stem = m[1][-2:]
        clause = before_b + b.object + (b.action if b.action_start is None or b.action_start > a.end else "")
        if stem not in clause or f"未{stem}" in clause or f"不{stem}" in clause:
            return None
        return of(b, a)
    if (m := patterns.of_whole.match(after)) and a.value >= b.value:
        if not (b.part_of == a.start or "其中" in between):
            return None
        named = m[1]
        known = named in words["whole"] or not named or any(named[k : k + 2] in a.object for k in range(len(named) - 1))
        return of(b, a) if known else None
    return None


def _change(read: Read, a: Measure, b: Measure, p: Measure) -> tuple[str, float] | None:
    """The percentage by which the second of two figures differs from the first, where the text says so."""
    patterns, words = _patterns(), lexicon.load("arithmetic")["change"]
    assert a.value is not None and b.value is not None
    between, after = read.text[a.end : b.start], read.text[b.end : p.start]
    before, before_b = read.clause_before(a.start), read.clause_before(b.start)
    changed = patterns.changed.match(after)
    if changed is None or _says(before + between + after, words["elsewhere"]):
        return None
    rises = changed[1] in words["rises"]
    old, new = float(a.value), float(b.value)
    if _says(before, words["from"]) and len(between) <= _CHANGE_REACH and patterns.to.match(between):
        pass
    elif (by := patterns.by.match(between)) is not None:  # 受理120件，比去年增加20件，增长20%
        if (by[1] in words["rises"]) != rises:
            return None
        old, new = (float(a.value) - float(b.value) if rises else float(a.value) + float(b.value)), float(a.value)
    elif _says(before, words["before"]) and _says(before_b, words["now"]):
        pass  # 去年100件，今年120件，增长20%
    elif _says(before, words["now"]) and _says(before_b, words["before"]) and _says(before_b, words["than"]):
        old, new = new, old  # 今年受理120件，比去年的100件增长20%
    else:
        return None
    if old <= 0 or rises != (new > old):
        return None
    return "change", 100 * abs(new - old) / old


def _says(words: str, any_of: Sequence[str]) -> bool:
    return any(w in words for w in any_of)
