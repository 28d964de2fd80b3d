"""A database that went through Parquet says what it said; what is no corpus is refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.export import export
from corpus_tools.corpus.importing import import_tables
from corpus_tools.corpus.reusing import index_folder
from corpus_tools.corpus.verification import verify
from corpus_tools.errors import UsageError
from tests.engines.test_mining import exported


@pytest.fixture
def tables(mined: Path, tmp_path: Path) -> Path:
    with Corpus(mined) as corpus:
        export(corpus, "parquet", tmp_path / "tables")
    return tmp_path / "tables"


def test_a_database_comes_back_whole(mined: Path, tables: Path, tmp_path: Path) -> None:
    counts = import_tables(tables, tmp_path / "again.db")
    assert counts["pages"] == 3 and counts["passages"] > 0
    assert exported(tmp_path / "again.db", tmp_path / "a") == exported(mined, tmp_path / "m")
    with Corpus(tmp_path / "again.db") as corpus:
        assert verify(corpus).sound
        found = corpus.db.execute("SELECT count(*) FROM sections_fts WHERE sections_fts MATCH '宣传'").fetchone()
    with Corpus(mined) as corpus:
        assert (
            corpus.db.execute("SELECT count(*) FROM sections_fts WHERE sections_fts MATCH '宣传'").fetchone() == found
        )


@pytest.mark.parametrize("without", [("families",), ("families", "passages")])
def test_what_is_missing_between_reports_is_worked_out(
    mined: Path, tables: Path, tmp_path: Path, without: tuple[str, ...]
) -> None:
    derived = ("family_members", "family_slots", "family_fillings", "formulae", "formula_occurrences", "exchanges")
    for table in (*without, *derived, "formula_variants", *(("edits", "mirrors") if "passages" in without else ())):
        (tables / f"{table}.parquet").unlink(missing_ok=True)
    import_tables(tables, tmp_path / "again.db")
    assert exported(tmp_path / "again.db", tmp_path / "a") == exported(mined, tmp_path / "m")


def test_parts_in_any_order_make_the_same_rows(mined: Path, tables: Path, tmp_path: Path) -> None:
    """Engines write folders of parts and promise no order of them."""
    for table in ("pages", "headings", "measures"):
        rows = pq.read_table(tables / f"{table}.parquet")
        (tables / f"{table}.parquet").unlink()
        (tables / f"{table}.parquet").mkdir()
        half = rows.num_rows // 2
        pq.write_table(rows.slice(half), tables / f"{table}.parquet" / "part-0.parquet")
        pq.write_table(rows.slice(0, half), tables / f"{table}.parquet" / "part-1.parquet")
    import_tables(tables, tmp_path / "again.db")
    assert exported(tmp_path / "again.db", tmp_path / "a") == exported(mined, tmp_path / "m")


def test_what_is_no_corpus_is_refused_and_leaves_nothing(tables: Path, tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    with pytest.raises(UsageError, match="no such folder"):
        import_tables(tmp_path / "nowhere", db)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no corpus"):
        import_tables(tmp_path / "empty", db)
    measures = tables / "measures.parquet"
    rows = pq.read_table(measures)
    pq.write_table(rows.drop_columns(["unit"]), measures)
    with pytest.raises(UsageError, match="lacks the column unit"):
        import_tables(tables, db)
    measures.write_bytes(b"PAR1 but not really")
    with pytest.raises(UsageError, match="cannot be read as Parquet"):
        import_tables(tables, db)
    pq.write_table(rows, measures)
    pq.write_table(pq.read_table(tables / "sections.parquet").slice(1), tables / "sections.parquet")
    with pytest.raises(UsageError, match="names one of sections"):
        import_tables(tables, db)
    assert not db.exists() and not index_folder(db).exists()
    assert not list(tmp_path.glob("c.db*"))


def test_a_database_that_is_there_is_not_touched(mined: Path, tables: Path) -> None:
    before = mined.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        import_tables(tables, mined)
    assert mined.read_bytes() == before
