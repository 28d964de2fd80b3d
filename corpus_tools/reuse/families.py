"""Families: reports that descend from one text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from corpus_tools.records import Family, Passage, ReportText
from corpus_tools.reuse.form import Forms

__all__ = ["families", "numbered"]

COVERAGE = 0.5  # of the shorter report that must stand in the longer one for the two to descend from one text


def families(reports: Sequence[ReportText], made: Forms, passages: Sequence[Passage]) -> tuple[Family, ...]:
    """Connected groups of reports that share most of the shorter one's text.

    ``earliest`` is the member with the lowest year, where the years of all members are known and only one
    member has the lowest.
    """
    sizes = {r.id: len(r.text) for r in reports}
    shared: dict[tuple[str, str], int] = {}
    for p in passages:
        if not p.formula:
            pair = (p.a_report_id, p.b_report_id)
            shared[pair] = shared.get(pair, 0) + min(p.a_end - p.a_start, p.b_end - p.b_start)
    root = {r.id: r.id for r in reports}

    def top(x: str) -> str:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for (a, b), size in shared.items():
        if size >= COVERAGE * min(sizes[a], sizes[b]):
            x, y = sorted((top(a), top(b)))
            root[y] = x
    groups: dict[str, list[ReportText]] = {}
    for r in reports:
        groups.setdefault(top(r.id), []).append(r)
    out: list[Family] = []
    for _, members in sorted(groups.items()):
        if len(members) > 1:
            out.append(Family(len(out) + 1, tuple(sorted(m.id for m in members)), _earliest(members)))
    return tuple(out)


def _earliest(members: Sequence[ReportText]) -> str | None:
    years = [m.year for m in members]
    known = [y for y in years if y is not None]
    if len(known) < len(years) or known.count(min(known)) > 1:
        return None
    return members[years.index(min(known))].id


def numbered(passages: Sequence[Passage], groups: Sequence[Family]) -> Iterable[Passage]:
    """Passages with the number of the family that both their reports belong to."""
    home = {m: f.id for f in groups for m in f.members}
    for p in passages:
        family = home.get(p.a_report_id)
        same = family is not None and home.get(p.b_report_id) == family
        yield dataclasses.replace(p, family_id=family) if same else p
