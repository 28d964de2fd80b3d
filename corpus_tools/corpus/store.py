"""Opening, writing and reading the SQLite file. The only module that writes to it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import thread_time
from types import TracebackType
from typing import Any

from corpus_tools.corpus.fulltext import grams, grams_of
from corpus_tools.corpus.rows import PAGE_TABLES, PageRows, insertion, packed, ready, unpacked
from corpus_tools.corpus.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES, create_statements, index_statements
from corpus_tools.errors import DatabaseError, UsageError
from corpus_tools.reading.files import printable
from corpus_tools.records import Analysis, Refusal

__all__ = ["Corpus", "OldDatabaseError"]

_HEADER = b"SQLite format 3\0"
_FEW, _MANY = 3, 60  # partners up to which a report is no centre of others; passages from which it may be one itself


class OldDatabaseError(DatabaseError):
    """A corpus of an older version; ``corpus.upgrading`` brings it up to date."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(
            f"{path}: made by an older version of corpus-tools (format {version}, this program needs "
            f"{SCHEMA_VERSION}); bring it up to date with: corpus-tools upgrade --db {path} (`mine` does it, too); "
            "a copy of it is kept"
        )
        self.version = version


class Corpus:
    """A corpus database, open for reading or for writing.

    Parameters
    ----------
    path : path of the SQLite file
    write : open for writing; makes the file if there is none

    Raises
    ------
    DatabaseError
        If the file is missing (reading), is no corpus database, comes from a newer version, or cannot be opened.
    OldDatabaseError
        If it comes from an older version.
    """

    def __init__(self, path: str | os.PathLike[str], *, write: bool = False) -> None:
        self.path = Path(path)
        self.indexing_seconds = 0.0  # of CPU that making the indexes took
        self._pending: list[tuple[int, bytes]] = []  # what the full-text index takes, handed over once a transaction
        fresh = self._inspect(write)
        try:
            self.db = self._connect("mode=rwc" if write else "mode=ro")
            if not write:
                try:
                    self.db.execute("PRAGMA user_version")
                except sqlite3.OperationalError:
                    # A write-ahead database in a folder that cannot be written to opens only as one that never changes
                    self.db.close()
                    self.db = self._connect("mode=ro&immutable=1")
            self.db.execute("PRAGMA foreign_keys = ON")
            self.db.execute("PRAGMA busy_timeout = 30000")
            if fresh or (write and self._taken_back()):
                self._create()
            else:
                self._check_version()
            if write:
                self.db.execute("PRAGMA journal_mode = WAL")
                self.db.execute("PRAGMA synchronous = NORMAL")
                # filled by some thousand pages, so that memory does not grow with the corpus; making an index takes as
                # much again. With 64 MB writing 20,000 pages was no quicker: the system keeps the file in memory too
                self.db.execute("PRAGMA cache_size = -24000")
                self.db.execute("PRAGMA wal_autocheckpoint = 8000")
        except sqlite3.Error as e:
            raise DatabaseError(f"{self.path}: cannot be opened as a database ({e})") from e

    def _connect(self, options: str) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.path.resolve().as_uri()}?{options}", uri=True, isolation_level=None)

    @classmethod
    def over(cls, connection: sqlite3.Connection, path: str | os.PathLike[str]) -> Corpus:
        """A corpus over a connection that somebody else opened and will close."""
        corpus = cls.__new__(cls)
        corpus.path, corpus.db, corpus.indexing_seconds, corpus._pending = Path(path), connection, 0.0, []
        return corpus

    def _inspect(self, write: bool) -> bool:
        """Whether a new database is to be made; refuses what is none of ours before SQLite touches it."""
        if printable(self.path) != str(self.path):
            raise DatabaseError(f"{printable(self.path)}: the name is no UTF-8; give the database another")
        if not self.path.exists():
            if not write:
                raise DatabaseError(
                    f"{self.path}: there is no such database; make one with: corpus-tools mine FOLDER --db {self.path}"
                )
            if not self.path.parent.is_dir():
                raise DatabaseError(f"{self.path}: the folder {self.path.parent} does not exist")
            return True
        try:
            if not self.path.is_file():  # a folder, a device; a pipe would be waited for without end
                raise DatabaseError(f"{self.path}: this is not a file; name another with --db")
            with self.path.open("rb") as file:
                head = file.read(len(_HEADER))
        except OSError as e:
            raise DatabaseError(f"{self.path}: cannot be read ({e.strerror})") from e
        if not head and write:
            return True
        journal = self.path.with_name(f"{self.path.name}-journal")
        begun = write and head == bytes(len(_HEADER)) and journal.exists()  # killed before the first page was written
        if head != _HEADER and not begun:
            raise DatabaseError(f"{self.path}: this is not a database; name another file with --db")
        return False

    def _taken_back(self) -> bool:
        """Whether nothing is left of a file that a run was making when it was killed: SQLite undoes it on opening."""
        return self.db.execute("PRAGMA page_count").fetchone()[0] == 0

    def _check_version(self) -> None:
        application = self.db.execute("PRAGMA application_id").fetchone()[0]
        version = self.db.execute("PRAGMA user_version").fetchone()[0]
        if application != APPLICATION_ID:
            raise DatabaseError(f"{self.path}: a database of another program; name another file with --db")
        if version > SCHEMA_VERSION:
            raise DatabaseError(
                f"{self.path}: made by a newer version of corpus-tools (format {version}, this program knows "
                f"{SCHEMA_VERSION}); update corpus-tools"
            )
        if version < SCHEMA_VERSION:
            raise OldDatabaseError(self.path, version)

    def _create(self) -> None:
        self.db.execute("PRAGMA page_size = 8192")
        with self.transaction():
            for statement in create_statements():
                self.db.execute(statement)

    def index(self) -> None:
        """Make the indexes that are not there yet: after the first filling, or where a first run was cut short."""
        start = thread_time()
        with self.transaction():
            for statement in index_statements():
                self.db.execute(statement)
        self.indexing_seconds += thread_time() - start

    @contextmanager
    def indexing(self) -> Iterator[None]:
        """``index`` in a thread of its own, while inside is read what needs none of the indexes."""

        def made() -> float:
            with Corpus(self.path, write=True) as own:
                own.db.execute("PRAGMA cache_size = -2000")  # sorted are as many bytes at a time: with 8 MB no quicker
                own.index()
                return own.indexing_seconds

        with ThreadPoolExecutor(1) as thread:
            waiting = thread.submit(made)
            yield
            self.indexing_seconds += waiting.result()

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is written inside."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._flush()
            self.db.execute("COMMIT")
        except BaseException:
            self._pending.clear()
            if self.db.in_transaction:  # SQLite itself has rolled back where the disk is full
                self.db.execute("ROLLBACK")
            raise

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Inside a transaction: what fails in here leaves nothing, and what came before stays."""
        waiting = len(self._pending)
        self.db.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            del self._pending[waiting:]
            if self.db.in_transaction:
                self.db.execute("ROLLBACK TO attempt")
            raise
        finally:
            if self.db.in_transaction:
                self.db.execute("RELEASE attempt")

    # ------------------------------------------------------------ pages

    def sources(self, program: str) -> dict[str, str]:
        """Hash of the bytes last read from each location, as far as this very program read them."""
        return dict(
            self.db.execute(
                "SELECT s.location, s.sha256 FROM sources s JOIN pages p ON p.id = s.page_id WHERE p.program = ?",
                (program,),
            )
        )

    def has_page(self, key: str, program: str = "") -> bool:
        """Whether the page is here, read by this very program."""
        return (
            self.db.execute("SELECT 1 FROM pages WHERE id = ? AND program = ?", (key, program)).fetchone() is not None
        )

    def point(self, location: str, key: str, digest: str) -> None:
        """Note that a location holds a page; what it held before goes, unless found elsewhere too."""
        old = self.db.execute("SELECT page_id FROM sources WHERE location = ?", (location,)).fetchone()
        self.db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (location, key, digest))
        if old and old[0] != key:
            left = self.db.execute("SELECT 1 FROM sources WHERE page_id = ?", old).fetchone()
            if not left:
                self.delete(old[0])

    def delete(self, key: str) -> None:
        """Remove a page with all that was read from it, its entries in the full-text index included."""
        self._flush()
        self.db.executemany(
            "INSERT INTO sections_fts (sections_fts, rowid, grams) VALUES ('delete', ?, ?)",
            [
                (docid, grams(text))
                for docid, text in self.db.execute(
                    "SELECT d.docid, s.text FROM section_docs d JOIN sections s ON s.id = d.section_id"
                    " WHERE s.page_id = ?",
                    (key,),
                ).fetchall()
            ],
        )
        self._leave(key)
        self.db.execute("DELETE FROM pages WHERE id = ?", (key,))
        self._stale()

    def remove(self, key: str) -> None:
        """Remove a page for good; passages that its reports share with others go with it.

        Raises
        ------
        UsageError
            If there is no such page.
        """
        if not self.db.execute("SELECT 1 FROM pages WHERE id = ?", (key,)).fetchone():
            raise UsageError(f"{self.path}: there is no page {key}; `search` and the table `pages` show their keys")
        with self.transaction():
            self.delete(key)

    def _leave(self, key: str) -> None:
        """Note whose knowledge of other reports a page takes with it.

        Its partners' shares are worked out again. Where it has many, it may be the first of a large family, by
        which alone the others are known as such: these are compared with all reports again, as if they were new.
        """
        partners = self.db.execute(
            "WITH own AS (SELECT id FROM reports WHERE page_id = ?)"
            " SELECT b_report_id FROM passages WHERE a_report_id IN own"
            " UNION SELECT a_report_id FROM passages WHERE b_report_id IN own",
            (key,),
        ).fetchall()
        self.db.executemany("UPDATE reports SET copied_share = NULL WHERE id = ?", partners)
        if len(partners) > _FEW:
            self.db.executemany(
                "DELETE FROM indexed_reports WHERE report_id = ?1 AND (SELECT count(*) FROM passages"
                " WHERE a_report_id = ?1 OR b_report_id = ?1) <= ?2",
                [(partner, _MANY) for (partner,) in partners],
            )

    def add(self, analysis: Analysis, program: str = "") -> str:
        """Write all that was read from one page, in place of what another program read; gives its key.

        Call inside a ``transaction``.
        """
        page = ready(analysis, program)
        self.add_pages([page])
        return page.key

    def add_pages(self, pages: Sequence[PageRows]) -> None:
        """Write pages, each once, in place of what another program read; a table at a time for all of them.

        Call inside a ``transaction``.
        """
        for page in pages:
            if self.db.execute("SELECT 1 FROM pages WHERE id = ?", (page.key,)).fetchone():
                self.delete(page.key)
        for table in PAGE_TABLES:
            self.insert(table, (row for page in pages for row in page.rows(table)))
        self._index([page.grams for page in pages])
        if pages:
            self._stale()

    def index_sections(self, text: str, sections: Sequence[tuple[str, int, int]]) -> None:
        """Take sections of one page (key, start, end) into the full-text index; call inside a ``transaction``."""
        grams = grams_of(text, [(a, b) for _, a, b in sections])
        self._index([packed([(key, each) for (key, _, _), each in zip(sections, grams, strict=True)])])

    def _index(self, pages: Sequence[bytes]) -> None:
        """Number the sections of pages, as ``PageRows.grams`` has them, and let them wait for the index."""
        number = self.db.execute("SELECT max(docid) FROM section_docs").fetchone()[0] or 0
        for page in pages:
            self._pending.append((number + 1, page))
            self.insert("section_docs", [(number := number + 1, key) for key, _ in unpacked(page)])

    def _flush(self) -> None:
        """Hand waiting texts to the full-text index, which writes out what it holds at every savepoint."""
        waiting = ((k, text) for first, page in self._pending for k, (_, text) in enumerate(unpacked(page), first))
        if self._pending:
            self.db.executemany("INSERT INTO sections_fts (rowid, grams) VALUES (?, ?)", waiting)
            self._pending.clear()

    def insert(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Rows in the order of the table's columns."""
        self.db.executemany(insertion(table), rows)

    # ------------------------------------------------------------ between reports

    def _stale(self) -> None:
        """What is known between reports no longer fits the pages; stays noted if the run is cut short."""
        self.set("reuse", "stale")

    @property
    def reuse_is_stale(self) -> bool:
        return self.get("reuse") == "stale"

    # ------------------------------------------------------------ runs and settings

    def get(self, key: str) -> str | None:
        row = self.db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set(self, key: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (key, value))

    def begin_run(self, started: str, version: str, inputs: Sequence[str], settings: dict[str, Any]) -> int:
        # who begins a run is alone, so that nobody else can be going on
        self.db.execute("UPDATE runs SET status = 'interrupted' WHERE status = 'running'")
        row = (None, started, None, "running", version, json.dumps(list(inputs), ensure_ascii=False))
        cursor = self.db.execute(TABLES["runs"].insert, (*row, json.dumps(settings), None, None, None, None))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def end_run(
        self,
        run: int,
        finished: str,
        pages: int,
        unchanged: int,
        refusals: Sequence[Refusal],
        seconds: dict[str, float],
    ) -> None:
        with self.transaction():
            self.insert("refusals", [(run, r.path, r.reason) for r in refusals])
            self.db.execute(
                "UPDATE runs SET finished = ?, status = 'done', pages = ?, unchanged = ?, refused = ?, seconds = ?"
                " WHERE id = ?",
                (finished, pages, unchanged, len(refusals), json.dumps(seconds), run),
            )

    def count(self, table: str) -> int:
        return self.db.execute(f"SELECT count(*) FROM {TABLES[table].name}").fetchone()[0]
