"""Which figures are parts of another: ``讲座24场(其中法制15场、健康9场)``.

A list of parts is opened by a cue (其中), a bracket or a colon right behind the total, and stands inside another list
where a part is itself taken apart. ``parts`` reads what the text marks so; ``implied`` adds what arithmetic alone
shows: figures that add up to the one before them (``共调解120件，婚姻50件、邻里70件``) or to the one that closes their
list (``东村12吨、西村18吨，共计30吨``).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Protocol

from corpus_tools import lexicon
from corpus_tools.measures.unit_kinds import unit_class
from corpus_tools.records import Measure, Modifier, Number, Quantity

__all__ = ["implied", "parts"]

# A figure with 余 or 多 may exceed its numeral by as much again at most (1余万 is below 2万).
_OVER = 2
# That two counts add up exactly to a third happens by chance where they are small.
_CHANCE = 10
_OPEN = 40  # lists of one sentence that are kept open: beyond any real sentence, and no more to look through
_EPSILON = 1e-6  # beyond the arithmetic of floats
_MOST = 200  # parts of one list; bounds the work in damaged text
_NEAR = 24  # characters between two parts of a list, the name of the second included
_LEAST = 2  # parts that make a list

_MARKS = re.compile("[()（）;；。]")
_COLON = re.compile(r"\s*[:：]")
_RATES = frozenset("%‰")
_CHAIN = frozenset("、,，")


class _Counted(Protocol):
    """A quantity or a measure."""

    @property
    def value(self) -> Number | None: ...
    @property
    def value_max(self) -> Number | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def modifier(self) -> Modifier: ...


@dataclass(slots=True)
class _List:
    """An open list of parts: number of its total, what of it is not yet given to parts, the bracket it stands in."""

    total: int
    unit: str
    left: float
    depth: int
    lasts: bool  # over a semicolon
    named: bool  # opened by 其中 rather than by a mark
    opened: int  # number of the quantity before which it was opened


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = lexicon.load("status")["parts"]

    def either(key: str) -> str:
        return "|".join(map(re.escape, sorted(table[key], key=len, reverse=True)))

    return (
        re.compile(f"(?:{either('cues')})|(?:(?<=[,，(（])|^)(?:{either('opening_cues')})"),
        re.compile(either("apart")),
        re.compile(either("share")),
        re.compile(f"[,，;；、。]?\\s*(?:{either('closing')})(?:{either('copulas')})?"),
        re.compile(either("whole")),
    )


@cache
def _opening() -> re.Pattern[str]:
    """What every list of parts is opened with, first characters only: a cheap look before."""
    table = lexicon.load("status")["parts"]
    firsts = {word[0] for word in (*table["cues"], *table["opening_cues"])}
    return re.compile(f"[(（:：{re.escape(''.join(sorted(firsts)))}]")


def parts(copy: str, quantities: Sequence[Quantity], start: int, before: Sequence[Measure] = ()) -> list[int | None]:
    """For each quantity of a sentence the number of the one it is a part of.

    Parameters
    ----------
    copy
        The text the quantities' ranges stand in; the sentence begins at ``start``.
    before
        Measures of the sentence before. A sentence that opens with 其中 details one of them: its number is then
        negative, counted from their end.

    A part has the unit of its total and is no larger than what the parts before it have left of the total. A
    percentage may be a part of a count (``其中绿化占40%``).

    >>> from corpus_tools.measures.quantities import quantities
    >>> copy = "讲座24场(其中法制15场、健康9场)"
    >>> parts(copy, quantities(copy)[0], 0)
    [None, 0, 0]
    >>> copy = "共有党员56名,其中女党员12名(含预备党员2名),少数民族8名"
    >>> parts(copy, quantities(copy)[0], 0)
    [None, 0, 1, 0]
    """
    cue, apart, share, _, _ = _patterns()
    if not _opening().search(copy, start, quantities[-1].start if quantities else start):
        return [None] * len(quantities)
    found: list[int | None] = []
    lists: list[_List] = []
    depth, at = 0, start
    for number, quantity in enumerate(quantities):
        between = copy[at : quantity.start]
        at = quantity.end
        if _MARKS.search(between):
            lists, depth = _close(between, lists, depth)
        opened = bool(number) and between[:1] in ("(", "（") and depth > 0
        named = cue.search(between) is not None
        listed = bool(number) and not named and _COLON.match(between) is not None
        if (named or opened or listed) and not apart.search(between):
            total = _total(quantities, number, found, lists, before if number == 0 else (), nested=opened)
            if total is not None and (not listed or _fits(copy, quantities, number, total)):
                whole = before[total] if total < 0 else quantities[total]
                lasts = listed or ":" in between or "：" in between
                here = next((x for x in reversed(lists) if x.total == total and x.depth == depth), None)
                if here is None or (quantity.value or 0) > here.left + _EPSILON:  # taken apart, or so once more
                    lists.append(_List(total, whole.unit, _room(whole), depth, lasts, named, number))
                    del lists[:-_OPEN]
            elif named or opened:
                lists = [x for x in lists if x.depth < depth]
        elif lists and between[:1] in _CHAIN and lists[-1].named:
            _beside(quantities, number, found, lists)
        found.append(_part(quantity, between, lists, apart, share))
    return found


def _close(between: str, lists: list[_List], depth: int) -> tuple[list[_List], int]:
    """The lists still open after the marks between two quantities, and how many brackets are."""
    for c in between:
        if c in "(（":
            depth += 1
        elif c in ")）":
            depth = max(0, depth - 1)
            lists = [x for x in lists if x.depth <= depth]
        elif c in ";；":
            lists = [x for x in lists if x.depth < depth or x.lasts]
        elif c == "。":
            lists = []
    return lists, depth


def _beside(quantities: Sequence[Quantity], number: int, found: Sequence[int | None], lists: list[_List]) -> None:
    """``拆除36处、5200平方米,其中住宅20处、3100平方米``: a part in another unit has a total beside the first one's."""
    last = lists[-1]
    if any(_same(x.unit, quantities[number].unit) for x in lists):
        return
    for other in range(max(0, last.total + 1), last.opened):
        whole = quantities[other]
        if found[other] is None and _same(whole.unit, quantities[number].unit) and _holds(whole, quantities[number]):
            lists.append(_List(other, whole.unit, _room(whole), last.depth, last.lasts, True, number))
            return


def _part(
    quantity: Quantity, between: str, lists: list[_List], apart: re.Pattern[str], share: re.Pattern[str]
) -> int | None:
    value = quantity.value
    if not lists or value is None or apart.search(between):
        return None
    rate = quantity.unit in _RATES
    for here in range(len(lists) - 1, -1, -1):
        inner = lists[here]
        if rate and inner.unit not in _RATES:
            return inner.total if share.search(between) else None
        if not _same(inner.unit, quantity.unit) or (rate and not inner.named):
            continue
        if value > inner.left + _EPSILON:
            del lists[here:]  # what does not fit is no part, and neither is what follows
            return None
        inner.left -= value
        del lists[here + 1 :]
        return inner.total
    return None


def _total(
    quantities: Sequence[Quantity],
    number: int,
    found: list[int | None],
    lists: list[_List],
    before: Sequence[Measure],
    *,
    nested: bool,
) -> int | None:
    """What a list that opens before a quantity takes apart."""
    quantity = quantities[number]
    rate = quantity.unit in _RATES
    if number == 0:
        fitting = [
            n - len(before)
            for n, m in enumerate(before)
            if m.part_of is None and not m.per and _same(m.unit, quantity.unit) and _holds(m, quantity)
        ]
        return fitting[-1] if fitting else None
    last = quantities[number - 1]
    if nested and (rate or _same(last.unit, quantity.unit)):
        return number - 1 if rate or _holds(last, quantity) else None
    current = next((x for x in reversed(lists) if _same(x.unit, quantity.unit)), None)
    if current is not None and quantity.value is not None:
        # 其中…，其中…: a list goes on where the figure completes it or is too large for a part of the last part
        inner = found[number - 1] == current.total and _same(last.unit, quantity.unit) and _holds(last, quantity)
        completes = abs(current.left - quantity.value) < _EPSILON
        return number - 1 if inner and not completes and current.named else current.total
    for back in range(number - 1, max(-1, number - 1 - _MOST), -1):
        other = quantities[back]
        fits = other.unit not in _RATES if rate else _same(other.unit, quantity.unit) and _holds(other, quantity)
        if found[back] is None and fits:
            return back
    return None


def _fits(copy: str, quantities: Sequence[Quantity], number: int, total: int) -> bool:
    """Whether what stands behind a colon is a list of parts: two or more of the total's unit, together within it."""
    whole = quantities[total]
    if total != number - 1 or whole.value is None:
        return False
    sum_, count = 0.0, 0
    for at in range(number, min(len(quantities), number + _MOST)):
        if "。" in copy[quantities[at - 1].end : quantities[at].start]:
            break
        q = quantities[at]
        if _same(q.unit, whole.unit) and q.value is not None:
            sum_, count = sum_ + q.value, count + 1
            if sum_ > _room(whole) + _EPSILON:
                return False
    return count >= _LEAST


def _same(one: str, other: str) -> bool:
    """One unit, or two words for a person (登记56名,其中8人)."""
    return one == other or unit_class(one) == unit_class(other) == "person"


def _holds(whole: _Counted, part: _Counted) -> bool:
    return part.value is None or part.value <= _room(whole) + _EPSILON


def _room(whole: _Counted) -> float:
    if whole.value is None:
        return float("inf")
    if whole.value_max is not None:
        return float(whole.value_max)
    return float(whole.value) * (_OVER if whole.modifier in ("over", "about") else 1)


# ---------------------------------------------------------------- what arithmetic shows


def implied(
    measures: Sequence[Measure], quantities: Sequence[Quantity], copy: str, clauses: Sequence[int]
) -> list[Measure]:
    """The measures of a sentence, those that add up to one before or behind them made its parts.

    ``quantities`` and ``clauses`` (where the clause of each begins) are those of the measures, in the copy.
    """
    out = list(measures)
    if len(out) <= _LEAST:
        return out
    *_, closing, whole = _patterns()
    gaps = [copy[a.end : b.start] for a, b in pairwise(quantities)]
    for number, m in enumerate(out):
        if not _sums(m) or (m.value or 0) < _CHANCE:
            continue
        if number + _LEAST < len(out) and gaps[number][:1] in (",", "，", ":", "：", ";", "；"):
            if whole.search(copy, clauses[number], quantities[number].start):
                _mark(out, m, range(number + 1, len(out)), gaps, forwards=True)
        elif number >= _LEAST and closing.match(gaps[number - 1]):
            _mark(out, m, range(number - 1, -1, -1), gaps, forwards=False)
    return out


def _mark(out: list[Measure], total: Measure, numbers: range, gaps: list[str], *, forwards: bool) -> None:
    """Make the neighbours parts of a total if two or more of them in a row add up to it exactly."""
    sum_ = 0.0
    taken: list[int] = []
    for n in numbers[:_MOST]:
        m = out[n]
        gap = gaps[n - 1] if forwards else gaps[n]
        if (
            not _sums(m)
            or m.unit != total.unit
            or len(gap) > _NEAR
            or (forwards and m.action not in ("", total.action))
        ):
            return
        sum_ += float(m.value or 0)
        taken.append(n)
        if total.value is not None and sum_ > total.value + _EPSILON:
            return
        if len(taken) >= _LEAST and total.value is not None and abs(sum_ - total.value) < _EPSILON:
            for i in taken:
                out[i] = dataclasses.replace(out[i], part_of=total.start)
            if not forwards and len({out[i].place for i in taken}) > 1:  # the last part's place is not the total's
                at = numbers[0] + 1
                out[at] = dataclasses.replace(total, place="", place_start=None)
            return


def _sums(m: Measure) -> bool:
    """Whether a figure can stand in a sum: one number, not for each of several, no part already."""
    return (
        m.value is not None
        and m.value_max is None
        and m.modifier == "exact"
        and m.part_of is None
        and not m.per
        and m.unit not in _RATES
    )
