"""Every promise of a database held against the file: what does not hold is named with its row.

The checks read; nothing is written, and one page is in memory at a time. ``pages`` holds what stands in a page against
its text, ``between`` what is known between reports and of runs, ``index`` the two indexes, and this module the file
itself: is it sound, has it the tables of this version, do its keys lead somewhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from corpus_tools.corpus.schema import TABLES, create_statements, index_statements
from corpus_tools.corpus.store import Corpus
from corpus_tools.corpus.verification import between, index, pages
from corpus_tools.corpus.verification.faults import Fault

__all__ = ["CHECKS", "Fault", "Verdict", "verify"]

_SHOWN = 100  # faults of one check that are kept; of the rest only the number is


@dataclass(slots=True)
class Verdict:
    """What was checked and what did not hold.

    ``counts`` is the number of faults by check, all checks with their zeros; ``faults`` the first of each check;
    ``notices`` is what is no fault but should be known (a run that was cut short, an index that was deleted).
    """

    counts: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not any(self.counts.values())


def verify(corpus: Corpus, *, shown: int = _SHOWN, step: Callable[[str], None] | None = None) -> Verdict:
    """Check a database.

    Parameters
    ----------
    corpus : open for reading
    shown : faults of each check that are kept with their rows
    step : told the name of each check before it begins
    """
    out = Verdict()
    for name, check in CHECKS.items():
        if step:
            step(name)
        count = 0
        try:
            for fault in check(corpus):
                count += 1
                if count <= shown:
                    out.faults.append(fault)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as e:  # a damaged page of the file, a missing column
            count += 1
            out.faults.append(Fault("file", "", f"{name}: cannot be read ({e})"))
        out.counts[name] = count
    try:
        out.notices = [*between.notices(corpus), *index.notices(corpus)]
    except sqlite3.DatabaseError as e:
        out.notices = [f"what the file says of itself cannot be read ({e})"]
    return out


def _file(corpus: Corpus) -> Iterator[Fault]:
    """SQLite's own check: pages of the file, order of the indexes, types and NOT NULL."""
    for (message,) in corpus.db.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Fault("file", "", message)


def _schema(corpus: Corpus) -> Iterator[Fault]:
    """Tables, columns, views and indexes are those of this version."""
    with_names = {"table": set(TABLES) | {"sections_fts"}, "view": set(), "index": set()}  # type: dict[str, set[str]]
    for kind, statements in (("view", create_statements()), ("index", index_statements())):
        words = (s.replace("IF NOT EXISTS ", "").split() for s in statements)
        with_names[kind] = {w[2] for w in words if w[1].lower() == kind}
    for kind, names in with_names.items():
        there = {n for (n,) in corpus.db.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,))}
        for name in sorted(names - there):
            yield Fault(name, "", f"the {kind} is missing")
        if kind != "table":
            continue
        for name in sorted(set(TABLES) & there):
            columns = [row[1] for row in corpus.db.execute(f"PRAGMA table_info({name})")]
            if columns != list(TABLES[name].columns):
                yield Fault(name, "", f"columns are {', '.join(columns)}; wanted: {', '.join(TABLES[name].columns)}")


def _keys(corpus: Corpus) -> Iterator[Fault]:
    """Every foreign key leads to a row."""
    for table, row, parent, _ in corpus.db.execute("PRAGMA foreign_key_check").fetchall():
        key = next(iter(TABLES[table].columns)) if table in TABLES else "rowid"
        found = corpus.db.execute(f'SELECT "{key}" FROM {table} WHERE rowid = ?', (row,)).fetchone()
        yield Fault(table, str(found[0] if found else row), f"a key leads to no row of {parent}")


CHECKS: dict[str, Callable[[Corpus], Iterator[Fault]]] = {
    "file": _file,
    "schema": _schema,
    "foreign keys": _keys,
    "pages": pages.identities,
    "ranges and texts": pages.contents,
    "values": pages.allowed,
    "full text": index.full_text,
    "passages": between.passages,
    "families": between.families,
    "stock phrases": between.formulae,
    "reuse index": index.segments,
    "runs": between.runs,
}
