"""Files of older versions brought to the present tables; a copy is made beside them first.

What stands in the old file is kept as it was read: tables and columns that were not there are empty, views and indexes
are made anew. Every page is marked as read by another program, so that the next ``mine`` over the same files reads it
again and fills what is empty; pages whose files are gone stay as the older version read them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from corpus_tools.corpus.lock import alone
from corpus_tools.corpus.schema import SCHEMA_VERSION, TABLES, create_statements, index_statements
from corpus_tools.corpus.store import Corpus, OldDatabaseError
from corpus_tools.corpus.table import quote
from corpus_tools.errors import DatabaseError

__all__ = ["copy_name", "upgrade"]


def upgrade(db: Path) -> Path | None:
    """Bring a file up to date; gives the copy of it that was made before, or None where there was nothing to do.

    Cut short at any moment, the file is as it was, or done.

    Raises
    ------
    DatabaseError
        If it is no corpus, comes from a newer version, another run is writing to it, or it cannot be written.
    """
    with alone(db):
        return upgrade_locked(db)


def upgrade_locked(db: Path) -> Path | None:
    """The same, for who holds the lock already."""
    try:
        Corpus(db).close()
        return None
    except OldDatabaseError as e:
        version = e.version
    try:
        with closing(sqlite3.connect(db, isolation_level=None)) as connection:
            kept = _copied(connection, db, version)
            _reshape(connection)
    except (sqlite3.Error, OSError) as e:
        raise DatabaseError(f"{db}: cannot be brought up to date ({e}); it is as it was") from e
    return kept


def copy_name(db: Path, version: int) -> Path:
    """A name beside the file that is not taken: ``corpus.db.v1``, ``corpus.db.v1-2`` …

    >>> copy_name(Path("nowhere/corpus.db"), 1).name
    'corpus.db.v1'
    """
    out, n = db.with_name(f"{db.name}.v{version}"), 1
    while out.exists():
        n += 1
        out = db.with_name(f"{db.name}.v{version}-{n}")
    return out


def _copied(connection: sqlite3.Connection, db: Path, version: int) -> Path:
    """A copy with all that was written so far, whole on the disk when it gets its name."""
    out = copy_name(db, version)
    half = db.with_name(db.name + ".copying")
    try:
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(half)) as copy:
            connection.backup(copy)
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.rename(out)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return out


def _reshape(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")  # else a table that is replaced takes the rows of others with it
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements(connection):
            connection.execute(statement)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise sqlite3.IntegrityError(f"a row of {broken[0]} belongs to no row of {broken[2]}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(connection: sqlite3.Connection) -> Iterator[str]:
    """What makes the tables of this version of those that are there (https://www.sqlite.org/lang_altertable.html)."""
    there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    views = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    yield from (f"DROP VIEW {quote(name)}" for name in views)
    for name, table in TABLES.items():
        if name not in there:
            yield table.create
        elif there[name] != table.create:
            old = {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
            both = ", ".join(quote(c) for c in table.columns if c in old)
            yield table.create.replace(f"CREATE TABLE {name} ", "CREATE TABLE reshaped ", 1)
            yield f"INSERT INTO reshaped ({both}) SELECT {both} FROM {name} ORDER BY rowid"
            yield f"DROP TABLE {name}"
            yield f"ALTER TABLE reshaped RENAME TO {name}"
    yield from (s for s in create_statements() if s.startswith("CREATE VIEW"))
    yield from index_statements()
    yield "UPDATE pages SET program = ''"  # no program has this name: all are read again
    yield "INSERT OR REPLACE INTO settings VALUES ('reuse', 'stale')"
    yield f"PRAGMA user_version = {SCHEMA_VERSION}"
