"""Families: reports that descend from one template.

Passages are grouped by where they stand: two passages belong together where their ranges in one report overlap by
more than half of the shorter, or where they join the same two reports and make up most of the shorter one. So a
report that took one block from here and another from there is in two families, and a template of hundreds is one,
however small a part of each report it is.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus_tools.records import Family, Passage, ReportText

__all__ = ["Member", "families", "member", "members_of", "neighbours", "numbered"]

COVERAGE = 0.5  # of the shorter report that must stand in the longer one for the two to descend from one text
OVERLAP = 0.5  # of the shorter of two ranges in one report, for both to be taken for the same text
MANY = 3  # reports with one passage are a family whatever its share: of two, one may just have copied from the other


@dataclass(frozen=True, slots=True)
class Member:
    """What must be known of a report: its length in characters, and when it was written (ISO, or a year)."""

    size: int
    when: str | None = None


_DATE = re.compile(r"\d{4}(-\d\d){0,2}")


def member(size: int, year: int | None, signed: str | None) -> Member:
    """A report by its size and date: the date of its signature where it can be read, or else its year."""
    known = signed is not None and _DATE.fullmatch(signed)
    return Member(size, signed if known else None if year is None else f"{year:04d}")


def members_of(reports: Iterable[ReportText]) -> dict[str, Member]:
    """Of each report its size and date."""
    return {r.id: member(len(r.text), r.year, r.signed) for r in reports}


def families(
    reports: Mapping[str, Member], passages: Sequence[Passage], mirrors: Iterable[str] = ()
) -> tuple[Family, ...]:
    """Groups of reports that share most of the shorter one's text, or of which ``MANY`` share one passage.

    Parameters
    ----------
    reports : of all reports that passages name
    passages : formulae among them are passed over
    mirrors : ids of reports that are another one over again; they belong to no family

    Returns
    -------
    tuple of Family
        ``earliest`` is the member with the lowest date, where the dates of all members are known and no other's
        may be as early. ``places`` says where the common text stands in each member.
    """
    left_out = set(mirrors)
    edges = [p for p in passages if not p.formula and p.a_report_id not in left_out and p.b_report_id not in left_out]
    root = list(range(len(edges)))

    def top(k: int) -> int:
        while root[k] != k:
            root[k] = root[root[k]]
            k = root[k]
        return k

    def join(k: int, m: int) -> None:
        x, y = sorted((top(k), top(m)))
        root[y] = x

    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    sides: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for k, p in enumerate(edges):
        pairs[(p.a_report_id, p.b_report_id)].append(k)
        sides[p.a_report_id].append((p.a_start, p.a_end, k))
        sides[p.b_report_id].append((p.b_start, p.b_end, k))
    for (a, b), some in pairs.items():
        size = sum(min(edges[k].a_end - edges[k].a_start, edges[k].b_end - edges[k].b_start) for k in some)
        if size >= COVERAGE * min(reports[a].size, reports[b].size):
            for k, m in pairwise(some):
                join(k, m)
    for ranges in sides.values():
        for k, m in _overlapping(ranges):
            join(k, m)

    groups: dict[int, list[Passage]] = defaultdict(list)
    for k, p in enumerate(edges):
        groups[top(k)].append(p)
    places: dict[tuple[str, ...], dict[str, tuple[int, int]]] = {}
    for group in groups.values():  # two blocks of one template, with much between them in each report
        found = _places(group)
        ids = tuple(sorted(found))
        if len(ids) < MANY and not _half(reports, found, group):
            continue
        before = places.setdefault(ids, found)
        for name, (start, end) in found.items():
            before[name] = (min(before[name][0], start), max(before[name][1], end))
    return tuple(
        Family(number, ids, _earliest({i: reports[i].when for i in ids}), tuple((i, *found[i]) for i in ids))
        for number, (ids, found) in enumerate(sorted(places.items()), 1)
    )


def neighbours(report: str, passages: Sequence[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Passages of one report that may belong together: about the same place, or of the same two reports."""
    last: dict[str, Passage] = {}
    ranges = []
    for k, p in enumerate(passages):
        first = p.a_report_id == report
        other = p.b_report_id if first else p.a_report_id
        if other in last:
            yield last[other], p
        last[other] = p
        ranges.append((p.a_start, p.a_end, k) if first else (p.b_start, p.b_end, k))
    for k, m in _overlapping(ranges):
        yield passages[k], passages[m]


def _overlapping(ranges: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """Passages whose ranges in one report are about the same place; each with one that it overlaps most."""
    ranges.sort(key=lambda r: (r[0], -r[1], r[2]))
    open_: list[tuple[int, int, int]] = []
    for start, end, k in ranges:
        open_ = [r for r in open_ if r[1] > start]
        for low, high, m in open_:
            if min(end, high) - start > OVERLAP * min(end - start, high - low):
                yield m, k
        # of ranges that are the same place one is enough to go on with: a star's centre has thousands
        open_ = [r for r in open_ if not (r[0] >= start - 1 and r[1] <= end)]
        open_.append((start, end, k))


def _places(passages: Iterable[Passage]) -> dict[str, tuple[int, int]]:
    out: dict[str, tuple[int, int]] = {}
    for p in passages:
        for name, start, end in ((p.a_report_id, p.a_start, p.a_end), (p.b_report_id, p.b_start, p.b_end)):
            low, high = out.get(name, (start, end))
            out[name] = (min(low, start), max(high, end))
    return out


def _half(reports: Mapping[str, Member], places: Mapping[str, object], passages: Sequence[Passage]) -> bool:
    """Whether two reports share half of the shorter one."""
    size = sum(min(p.a_end - p.a_start, p.b_end - p.b_start) for p in passages)
    return size >= COVERAGE * min(reports[i].size for i in places)


def _earliest(when: Mapping[str, str | None]) -> str | None:
    """The member with the lowest date, if all are known and none is as early or may be (2021 and 2021-03)."""
    dates = sorted((d, i) for i, d in when.items() if d is not None)
    if len(dates) < len(when):
        return None
    first, who = dates[0]
    return None if any(d.startswith(first) for d, _ in dates[1:]) else who


def numbered(passages: Iterable[Passage], groups: Sequence[Family]) -> Iterator[Passage]:
    """Passages with the number of the family whose text they are part of."""
    homes: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for f in groups:
        for name, start, end in f.places:
            homes[name].append((f.id, start, end))
    for p in passages:
        a = {k for k, s, e in homes[p.a_report_id] if s <= p.a_start and p.a_end <= e} if not p.formula else set()
        b = {k for k, s, e in homes[p.b_report_id] if s <= p.b_start and p.b_end <= e} if a else set()
        yield dataclasses.replace(p, family_id=min(a & b)) if a & b else p
