"""A corpus from a folder of Parquet tables, as `export --format parquet` or the Spark engine wrote them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import groupby, islice
from pathlib import Path

from corpus_tools.corpus.columnar import read_rows, stored
from corpus_tools.corpus.lock import alone
from corpus_tools.corpus.reusing import derive_reuse, index_folder, update_reuse
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import DatabaseError, UsageError
from corpus_tools.reuse import Background

__all__ = ["import_tables"]

_OWN = ("settings", "section_docs", "index_segments", "indexed_reports")  # what a file says of itself, and its indexes
_PAGES = 200  # whose sections are indexed in one transaction


def import_tables(
    folder: str | os.PathLike[str],
    db: str | os.PathLike[str],
    *,
    background: Background | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> dict[str, int]:
    """Make a database of a folder of Parquet tables; gives the number of rows by table.

    What is known between reports is taken as far as it is there, the rest is worked out: families, stock phrases
    and shares from the passages, all of it where there are none.

    Parameters
    ----------
    folder : holds ``pages.parquet``, ``reports.parquet`` … , each a file or a folder of parts
    db : a file that does not exist yet; it appears once it is complete
    background : what is stock wording; by default the table that is shipped
    step : told of what is done

    Raises
    ------
    UsageError
        If there are no such tables, the rows do not fit together, or ``db`` is there already.
    DatabaseError
        If the database cannot be written.
    """
    source, target = Path(folder), Path(db)
    tables = [t for t in stored(source) if t not in _OWN]
    with alone(target):
        if target.exists():
            raise UsageError(f"{target}: is there already; import into a new file")
        made = target.with_name(target.name + ".new")
        _remove(made)
        try:
            with Corpus(made, write=True) as corpus:
                counts = _fill(corpus, source, tables)
                if "families" not in tables:
                    corpus.db.execute("UPDATE passages SET family_id = NULL")
                step("making the indexes")
                _index(corpus)
                if "families" not in tables:
                    step("looking for passages that reports share")
                    if "passages" in tables:
                        derive_reuse(corpus, index_folder(target), background=background)
                    else:
                        update_reuse(corpus, index_folder(target), background=background, anew=True)
            _remove(target)  # the side files of one that was deleted
            made.replace(target)
        except sqlite3.Error as e:
            raise DatabaseError(f"{target}: cannot be written ({e})") from e
        finally:
            _remove(made)
    return counts


def _fill(corpus: Corpus, source: Path, tables: list[str]) -> dict[str, int]:
    counts = dict.fromkeys(tables, 0)
    corpus.db.execute("PRAGMA foreign_keys = OFF")  # parts of a table come in any order; all is checked at the end
    for table in tables:
        for rows in read_rows(source, table):
            try:
                with corpus.transaction():
                    corpus.insert(table, rows)
            except sqlite3.IntegrityError as e:
                raise UsageError(f"{source}: the rows of {table} are not as they should be ({e})") from e
            counts[table] += len(rows)
    return counts


def _index(corpus: Corpus) -> None:
    corpus.index()
    broken = corpus.db.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise UsageError(f"a row of {broken[0]} names one of {broken[2]} that is not there; import whole tables")
    corpus.db.execute("PRAGMA foreign_keys = ON")
    pages = _sections(corpus)
    while some := list(islice(pages, _PAGES)):
        with corpus.transaction():
            for text, sections in some:
                corpus.index_sections(text, sections)


def _sections(corpus: Corpus) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """The text of each page with the keys and ranges of its sections."""
    found = corpus.db.execute('SELECT page_id, id, start, "end" FROM sections ORDER BY page_id, start')
    for page, rows in groupby(found, key=lambda row: row[0]):
        text = corpus.db.execute("SELECT text FROM pages WHERE id = ?", (page,)).fetchone()[0]
        yield text, [(key, start, end) for _, key, start, end in rows]


def _remove(db: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            db.with_name(db.name + suffix).unlink()
