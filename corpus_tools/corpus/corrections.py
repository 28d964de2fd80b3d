"""A user's corrections: taken from a workbook, kept as gold, held against what the program reads.

Rows that a user has changed, or marked ``ok`` or ``wrong``, are gold: each of their fields is kept in the table
``corrections`` with what the program had read (``old``) and what is right (``value``). Ids are made of content, so the
table survives any later run of ``mine``, and ``compare`` tells how the program of today does on it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, get_args

from corpus_tools import lexicon
from corpus_tools.corpus.schema import TABLES
from corpus_tools.corpus.store import Corpus
from corpus_tools.corpus.table import quote
from corpus_tools.corpus.worksheets import EDITABLE, Problem, SheetRow, allowed, read_sheets, same
from corpus_tools.records import CATEGORIES, MODIFIERS, ReportKind, Status

__all__ = ["Agreement", "Imported", "compare", "import_corrections"]

# a record as a whole: what is said of it in the field EXISTS
EXISTS = "exists"
_RIGHT, _WRONG, _MISSED = "yes", "no", "missed"
_VERDICTS = {
    "": "",
    "ok": "ok",
    "wrong": "wrong",
    "对": "ok",
    "错": "wrong",
    "正确": "ok",
    "错误": "wrong",
    "x": "wrong",
}


class Agreement(NamedTuple):
    """How often the program is right on one field of the records that a user has looked at."""

    record_type: str
    field: str
    right: int
    checked: int

    @property
    def accuracy(self) -> float:
        return self.right / self.checked


@dataclass(slots=True)
class Imported:
    """What came of an import."""

    changed: int = 0  # cells
    rows: int = 0  # that are gold now
    wrong: int = 0
    added: int = 0
    absent: int = 0  # records of the sheets' pages that the sheets do not hold
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Gold:
    """One record a user has looked at: its fields as read and as they should be."""

    table: str
    id: str
    exists: str
    old: dict[str, Any]
    new: dict[str, Any]


def import_corrections(corpus: Corpus, path: Path, *, deleted_are_wrong: bool = False) -> Imported:
    """Take the corrections of a workbook that ``export --format xlsx`` wrote; ``corpus`` is open for writing.

    Parameters
    ----------
    deleted_are_wrong
        Records of the same pages that a sheet no longer holds count as wrong.

    Raises
    ------
    UsageError
        If the file is no workbook or holds none of the sheets. Anything less is named in ``problems``, the rest goes
        on.
    """
    done = Imported()
    choices = _choices()
    gold: dict[tuple[str, str], _Gold] = {}
    seen: dict[str, set[str]] = {}
    for row in read_sheets(path, done.problems):
        made = _taken(corpus, row, choices, done)
        if row.id:
            seen.setdefault(row.sheet, set()).add(row.id)
        if made is None:
            continue
        if (made.table, made.id) in gold:
            done.problems.append(Problem(row.where, f"the id {made.id} stands here twice; the first row counts"))
            continue
        gold[made.table, made.id] = made
        done.rows += 1
        done.wrong += made.exists == _WRONG
        done.added += made.exists == _MISSED
        done.changed += 0 if made.exists != _RIGHT else _changes(made)
    for table, ids in seen.items():
        for key in _absent(corpus, table, ids):
            done.absent += 1
            if deleted_are_wrong and (table, key) not in gold:
                now = _current(corpus, table, key) or {}
                gold[table, key] = _Gold(table, key, _WRONG, now, now)
                done.wrong += 1
                done.rows += 1
    _write(corpus, gold.values(), path.name)
    return done


def _taken(corpus: Corpus, row: SheetRow, choices: dict[str, Any], done: Imported) -> _Gold | None:
    """What a row says, or None where the user has not touched it."""
    if row.verdict not in _VERDICTS:
        done.problems.append(Problem(f"{row.where}, verdict", f"{row.verdict[:40]!r} is neither ok nor wrong"))
        return None
    verdict = _VERDICTS[row.verdict]
    if not row.id:
        return _added(corpus, row, choices, done)
    now = _current(corpus, row.sheet, row.id)
    if now is None and row.exported is None:
        done.problems.append(Problem(row.where, f"no record {row.id[:60]!r} in this database"))
        return None
    if now is None and not _page_is_here(corpus, row.id):
        done.problems.append(Problem(row.where, f"the page of {row.id[:60]!r} is not in this database"))
        return None
    old = {name: (row.exported or now or {}).get(name) for name in EDITABLE[row.sheet]}
    new = dict(old)
    for name in EDITABLE[row.sheet]:
        if name not in row.cells or same(name, row.cells[name], old[name]):
            continue
        if fault := allowed(name, row.cells[name], choices):
            done.problems.append(Problem(f"{row.where}, {name}", f"{fault}; this cell was not taken"))
            continue
        new[name] = row.cells[name]
    if verdict == "wrong":
        return _Gold(row.sheet, row.id, _WRONG, old, old)
    if verdict == "ok" or new != old:
        return _Gold(row.sheet, row.id, _RIGHT, old, new)
    return None


def _added(corpus: Corpus, row: SheetRow, choices: dict[str, Any], done: Imported) -> _Gold | None:
    """A figure that the program missed: found in its sentence or page by its words."""
    if row.sheet != "measures":
        done.problems.append(Problem(row.where, "a row without an id; rows can be added to measures only"))
        return None
    page, first, text = _stretch(corpus, row)
    words = str(row.cells.get("text") or "")
    if text is None or not words:
        done.problems.append(
            Problem(row.where, "an added row needs text and the sentence_id or page_id of where it stands")
        )
        return None
    start = row.cells.get("start")
    if not isinstance(start, int) or text[start - first : start - first + len(words)] != words:
        if text.count(words) != 1:
            often = "does not stand" if words not in text else "stands more than once"
            done.problems.append(Problem(row.where, f"{words[:40]!r} {often} there; give its start as well"))
            return None
        start = first + text.index(words)
    new: dict[str, Any] = {"text": words, "start": start, "end": start + len(words)}
    for name in EDITABLE["measures"]:
        value = row.cells.get(name)
        if value in (None, ""):
            continue
        if fault := allowed(name, value, choices):
            done.problems.append(Problem(f"{row.where}, {name}", f"{fault}; this cell was not taken"))
            continue
        new[name] = value
    return _Gold("measures", f"{page}-m{start}", _MISSED, {}, new)


def _stretch(corpus: Corpus, row: SheetRow) -> tuple[str, int, str | None]:
    """Page, first offset and text of where an added row says it stands; no text where it is not here."""
    sentence = str(row.cells.get("sentence_id") or "")
    found = corpus.db.execute("SELECT page_id, start, text FROM sentences WHERE id = ?", (sentence,)).fetchone()
    if found is None and (page := str(row.cells.get("page_id") or "")):
        found = corpus.db.execute("SELECT id, 0, text FROM pages WHERE id = ?", (page,)).fetchone()
    return found or ("", 0, None)


def _choices() -> dict[str, Any]:
    categories = dict.fromkeys([*CATEGORIES, *(r["category"] for r in lexicon.load("categories")["rules"])])
    return {
        "category": list(categories),
        "modifier": list(MODIFIERS),
        "status": list(get_args(Status)),
        "kind": list(get_args(ReportKind)),
    }


def _current(corpus: Corpus, table: str, key: str) -> dict[str, Any] | None:
    names = EDITABLE[table]
    query = f"SELECT {', '.join(map(quote, names))} FROM {table} WHERE id = ?"
    row = corpus.db.execute(query, (key,)).fetchone()
    return None if row is None else dict(zip(names, row, strict=True))


def _page_is_here(corpus: Corpus, key: str) -> bool:
    page = key.rpartition("-")[0]
    return corpus.db.execute("SELECT 1 FROM pages WHERE id = ?", (page,)).fetchone() is not None


def _absent(corpus: Corpus, table: str, ids: set[str]) -> Iterator[str]:
    """Records of the pages of a sheet that the sheet does not hold."""
    for page in sorted({key.rpartition("-")[0] for key in ids}):
        for (key,) in corpus.db.execute(f"SELECT id FROM {table} WHERE page_id = ? ORDER BY start", (page,)):
            if key not in ids:
                yield key


def _changes(made: _Gold) -> int:
    return sum(not same(name, made.old.get(name), made.new.get(name)) for name in EDITABLE[made.table])


def _write(corpus: Corpus, gold: Iterable[_Gold], source: str) -> None:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with corpus.transaction():
        corpus.db.execute(TABLES["corrections"].create.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1))
        for made in gold:
            corpus.db.execute("DELETE FROM corrections WHERE record_type = ? AND record_id = ?", (made.table, made.id))
            rows: list[tuple[Any, ...]] = [(made.table, made.id, EXISTS, None, made.exists, now, source)]
            if made.exists != _WRONG:
                rows += [
                    (made.table, made.id, name, made.old.get(name), value, now, source)
                    for name, value in made.new.items()
                ]
            corpus.insert("corrections", rows)


# ---------------------------------------------------------------- how the program does


def compare(corpus: Corpus) -> list[Agreement]:
    """How the program does on the records that users have looked at, field by field.

    ``exists``: of the records it should or should not give, the share it has right. The other fields are compared for
    the records that are there.
    """
    tallies: dict[tuple[str, str], list[int]] = {}
    if not _has_corrections(corpus):
        return []
    for table in EDITABLE:
        rows = corpus.db.execute(
            "SELECT record_id, field, value FROM corrections WHERE record_type = ? ORDER BY record_id", (table,)
        ).fetchall()
        gold: dict[str, dict[str, Any]] = {}
        for key, name, value in rows:
            gold.setdefault(key, {})[name] = value
        for key, fields in gold.items():
            now = _current(corpus, table, key)
            expected = fields.get(EXISTS) != _WRONG
            _count(tallies, table, EXISTS, (now is not None) == expected)
            if now is None or not expected:
                continue
            for name in EDITABLE[table]:
                if name in fields:
                    _count(tallies, table, name, same(name, fields[name], now[name]))
    return [Agreement(table, name, right, checked) for (table, name), (right, checked) in tallies.items()]


def _count(tallies: dict[tuple[str, str], list[int]], table: str, name: str, right: bool) -> None:
    tally = tallies.setdefault((table, name), [0, 0])
    tally[0] += right
    tally[1] += 1


def _has_corrections(corpus: Corpus) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'corrections'"
    return corpus.db.execute(query).fetchone() is not None


def carry_over(old: Corpus, new: Corpus) -> None:
    """Take the corrections of one database into another that replaces it."""
    if not _has_corrections(old):
        return
    names = ", ".join(map(quote, TABLES["corrections"].columns))
    with new.transaction():
        new.insert("corrections", old.db.execute(f"SELECT {names} FROM corrections").fetchall())
