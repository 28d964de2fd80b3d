"""Families in the database: worked out again where passages came or went, the others left as they are."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence

from corpus_tools.corpus.between import (
    fetch_reports,
    read_passages,
    write_families,
    write_skeleton,
)
from corpus_tools.corpus.rows import passage_id
from corpus_tools.corpus.store import Corpus
from corpus_tools.records import Edit, Family, Passage
from corpus_tools.reuse.families import Member, families, member, neighbours, numbered
from corpus_tools.reuse.skeleton import base_of, skeleton

__all__ = ["update_families"]


def update_families(corpus: Corpus, touched: Iterable[str] | None = None) -> None:
    """Work out the families that these reports belong to, or belonged to; by default all.

    A family keeps its number as long as one of its members is in it.
    """
    mirrors = {r for (r,) in corpus.db.execute("SELECT report_id FROM mirrors")}
    if touched is None:
        corpus.db.execute("DELETE FROM families")
        passages = [p for p in read_passages(corpus, "WHERE NOT formula") if not _of(p) & mirrors]
        old: dict[str, int] = {}
    else:
        seeds, closure = set(touched), _Closure(corpus, mirrors)
        gone = _broken(corpus, seeds)
        while True:  # with a passage comes its whole family
            old = {m: f for f in sorted(gone, reverse=True) for m in _of_family(corpus, f)}
            passages = closure.around(seeds | set(old))
            more = {p.family_id for p in passages if p.family_id is not None} - gone
            if not more:
                break
            gone |= more
        corpus.db.executemany("DELETE FROM families WHERE id = ?", [(f,) for f in gone])
        passages = [dataclasses.replace(p, family_id=None) for p in passages]
    found = _renumbered(corpus, families(_members(corpus, passages), passages), old)
    write_families(corpus, found)
    homes = [(p.family_id, passage_id(p)) for p in numbered(passages, found) if p.family_id is not None]
    corpus.db.executemany("UPDATE passages SET family_id = ? WHERE id = ?", homes)
    for f in found:
        _skeleton(corpus, f)


def _of(p: Passage) -> set[str]:
    return {p.a_report_id, p.b_report_id}


def _broken(corpus: Corpus, reports: Iterable[str]) -> set[int]:
    """Families that have one of these reports, or have lost a member with its page."""
    out = {
        f
        for r in reports
        for (f,) in corpus.db.execute("SELECT family_id FROM family_members WHERE report_id = ?", (r,))
    }
    out |= {
        f
        for (f,) in corpus.db.execute(
            "SELECT f.id FROM families f"
            " WHERE f.size <> (SELECT count(*) FROM family_members m WHERE m.family_id = f.id)"
        )
    }
    return out


def _of_family(corpus: Corpus, family: int) -> list[str]:
    return [m for (m,) in corpus.db.execute("SELECT report_id FROM family_members WHERE family_id = ?", (family,))]


def _members(corpus: Corpus, passages: Iterable[Passage]) -> dict[str, Member]:
    out = {}
    for r in {r for p in passages for r in _of(p)}:
        size, year, signed = corpus.db.execute(
            'SELECT "end" - start, year, signed FROM reports WHERE id = ?', (r,)
        ).fetchone()
        out[r] = member(size, year, signed)
    return out


def _renumbered(corpus: Corpus, found: Sequence[Family], old: dict[str, int]) -> list[Family]:
    first = (corpus.db.execute("SELECT max(id) FROM families").fetchone()[0] or 0) + 1
    first = max([first, *(f + 1 for f in old.values())])
    taken: set[int] = set()
    out = []
    for f in found:
        number = min((old[m] for m in f.members if m in old and old[m] not in taken), default=0)
        if not number:
            number, first = first, first + 1
        taken.add(number)
        out.append(dataclasses.replace(f, id=number))
    return out


def _skeleton(corpus: Corpus, family: Family) -> None:
    passages = read_passages(corpus, "WHERE family_id = ?", (family.id,))
    base = base_of(family.members, passages, family.earliest)
    mine = []
    for p in passages:
        if base in _of(p):
            rows = corpus.db.execute(
                "SELECT class, a_start, a_end, b_start, b_end FROM edits WHERE passage_id = ? ORDER BY a_start, a_end",
                (passage_id(p),),
            )
            mine.append(dataclasses.replace(p, edits=tuple(Edit(*row) for row in rows)))
    names = sorted({r for p in mine for r in _of(p)} - {base})
    one, *others = fetch_reports(corpus, [base, *names])
    place = next((s, e) for name, s, e in family.places if name == base)
    write_skeleton(corpus, family.id, skeleton(one, place, others, mine))


class _Closure:
    """All passages that may belong to one family with some, read from the database as far as needed."""

    def __init__(self, corpus: Corpus, mirrors: set[str]) -> None:
        self.corpus = corpus
        self.mirrors = mirrors
        self.of: dict[str, dict[Passage, list[Passage]]] = {}  # report → passage → those about the same place

    def around(self, reports: Iterable[str]) -> list[Passage]:
        """Passages of these reports, and what hangs together with them."""
        waiting = [p for r in reports if r not in self.mirrors for p in self._read(r)]
        seen: dict[Passage, None] = {}
        while waiting:
            p = waiting.pop()
            if p in seen:
                continue
            seen[p] = None
            for r in (p.a_report_id, p.b_report_id):
                waiting += self._read(r)[p]
        return sorted(seen, key=lambda p: (p.a_report_id, p.a_start, p.b_report_id, p.b_start))

    def _read(self, report: str) -> dict[Passage, list[Passage]]:
        if report not in self.of:
            some = read_passages(self.corpus, "WHERE NOT formula AND a_report_id = ?", (report,))
            some += read_passages(self.corpus, "WHERE NOT formula AND b_report_id = ?", (report,))
            some = [p for p in some if not _of(p) & self.mirrors]
            near: dict[Passage, list[Passage]] = defaultdict(list)
            for p in some:
                near[p] = []
            for p, q in neighbours(report, some):
                near[p].append(q)
                near[q].append(p)
            self.of[report] = near
        return self.of[report]
