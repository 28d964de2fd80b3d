"""The SQLite file keeps what it is given, refuses what is none of ours, and forgets a page wholly."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from corpus_tools.analysis import analyse
from corpus_tools.corpus import Corpus, page_id, store
from corpus_tools.corpus.between import report_texts
from corpus_tools.corpus.schema import SCHEMA_VERSION, TABLES
from corpus_tools.corpus.search import Query, search
from corpus_tools.errors import DatabaseError
from corpus_tools.records import Page
from tests.corpus.conftest import BODY, analysis

CONTRACT = {
    "pages": "id name path sha256 encoding language text",
    "reports": "id page_id start end kind title organisation level topic year period signed copied_share",
    "sections": "id page_id report_id start end depth number heading label confidence",
    "sentences": "id page_id section_id start end text",
    "measures": "id page_id report_id section_id sentence_id start end text value value_max low high unit unit_raw "
    "modifier action object category concept status per part_of in_copy rule confidence",
    "passages": "id kind formula family_id a_report_id a_start a_end b_report_id b_start b_end",
    "edits": "passage_id class a_start a_end b_start b_end",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_tables_have_the_columns_others_rely_on(table: str) -> None:
    assert set(CONTRACT[table].split()) <= set(TABLES[table].columns)


def test_every_record_slices_to_what_was_read(corpus: Corpus) -> None:
    for table in ("measures", "sentences", "sections"):
        rows = corpus.db.execute(
            f'SELECT x.text, substr(p.text, x.start + 1, x."end" - x.start) FROM {table} x'
            " JOIN pages p ON p.id = x.page_id"
        ).fetchall()
        assert rows
        assert all(text == slice_ for text, slice_ in rows)


def test_keys_tie_a_measure_to_its_sentence_section_and_report(corpus: Corpus) -> None:
    row = corpus.db.execute(
        "SELECT t.text, s.heading, r.year FROM measures m JOIN sentences t ON t.id = m.sentence_id"
        " JOIN sections s ON s.id = m.section_id JOIN reports r ON r.id = m.report_id WHERE m.value = 300"
    ).fetchone()
    assert row == ("发放宣传单300余份。", "一、广泛宣传", 2021)


def test_same_page_gets_same_key_and_other_bytes_another(corpus: Corpus) -> None:
    page = analysis("001").page
    assert corpus.has_page(page_id(page))
    assert page_id(page) != page_id(analysis("003").page)


def test_page_that_changed_takes_the_place_of_the_old_one(corpus: Corpus) -> None:
    before = corpus.count("pages")
    new = analysis("009", BODY.replace("宣传", "介绍"))
    with corpus.transaction():
        corpus.point("place-001", corpus.add(new), new.page.sha256)
    assert corpus.count("pages") == before
    assert corpus.db.execute("SELECT count(*) FROM pages WHERE name = '001'").fetchone() == (0,)
    assert corpus.count("passages") == 0, "a page takes its passages with it"
    assert corpus.reuse_is_stale


def test_deleting_a_page_empties_the_full_text_index_of_it(corpus: Corpus) -> None:
    def hits() -> int:
        return corpus.db.execute("SELECT count(*) FROM sections_fts WHERE sections_fts MATCH '\"传单\"'").fetchone()[0]

    assert hits() == 2
    with corpus.transaction():
        corpus.delete(page_id(analysis("001").page))
    assert hits() == 1
    corpus.db.execute("INSERT INTO sections_fts (sections_fts) VALUES ('integrity-check')")


def test_page_found_at_two_places_stays_until_both_are_gone(corpus: Corpus) -> None:
    key = page_id(analysis("001").page)
    other = analysis("009")
    with corpus.transaction():
        corpus.point("second-place", key, "x")
        corpus.point("place-001", corpus.add(other), "y")
    assert corpus.has_page(key)


def test_of_two_copies_only_the_earlier_counts(corpus: Corpus) -> None:
    assert corpus.db.execute("SELECT value, in_copy FROM measures ORDER BY value").fetchall() == [(300, 0), (500, 1)]
    assert corpus.db.execute("SELECT total FROM measure_totals").fetchall() == [(300,)]


def test_foreign_keys_hold(corpus: Corpus) -> None:
    assert corpus.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_failed_attempt_leaves_nothing_and_what_came_before_stays(corpus: Corpus) -> None:
    def hits(word: str) -> int:
        return search(corpus, Query(word)).total

    with corpus.transaction():
        corpus.add(analysis("003", BODY.replace("不足。", "路灯杆。")))
        with pytest.raises(RuntimeError), corpus.attempt():
            corpus.add(analysis("004", BODY.replace("不足。", "公告栏。")))
            raise RuntimeError
    assert (hits("路灯杆"), hits("公告栏"), hits("不足")) == (1, 0, 2)
    corpus.db.execute("INSERT INTO sections_fts (sections_fts) VALUES ('integrity-check')")


def test_page_added_and_deleted_in_one_transaction_leaves_the_index_whole(corpus: Corpus) -> None:
    with corpus.transaction():
        corpus.delete(corpus.add(analysis("003", BODY.replace("不足。", "路灯杆。"))))
    assert search(corpus, Query("路灯杆")).total == 0
    corpus.db.execute("INSERT INTO sections_fts (sections_fts) VALUES ('integrity-check')")


def test_every_table_is_indexed_by_the_keys_it_is_asked_for(corpus: Corpus) -> None:
    plan = corpus.db.execute("EXPLAIN QUERY PLAN SELECT * FROM measures WHERE report_id = 'x'").fetchone()
    assert "idx_measures_report_id" in plan[3]
    corpus.index()  # again is no fault


def test_indexes_are_made_while_reports_are_read(tmp_path: Path, corpus: Corpus) -> None:
    one = "篇一：柳塘镇2021年工作总结\n今年以来，我镇认真开展环境整治工作，清运垃圾3吨。\n张贴标语20条。\n"
    other = "篇二：临江村2020年工作总结\n今年以来，我村修路2条，安装路灯15盏。\n"
    text = one + other
    page = analyse(Page("005", "005.txt", text, "ef" * 32, "utf-8"))
    names = "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'idx_%' ORDER BY name"
    with Corpus(tmp_path / "new.db", write=True) as made:
        with made.transaction():
            made.add(page)
        assert not made.db.execute(names).fetchall()
        with made.indexing():
            read = list(report_texts(made))
        assert made.db.execute(names).fetchall() == corpus.db.execute(names).fetchall() != []
        assert [(r.start, r.text) for r in read] == [(r.start, text[r.start : r.end]) for r in page.structure.reports]
        assert len(read) == 2
        for r in read:  # sentences stand with the report that they are of
            held = made.db.execute(
                'SELECT t.start, t."end" FROM sections s JOIN sentences t ON t.section_id = s.id'
                " WHERE s.report_id = ? ORDER BY t.start",
                (r.id,),
            )
            assert r.sentences == tuple(held) != ()


def test_a_fault_in_making_the_indexes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "index_statements", lambda: ["CREATE INDEX idx_none ON nothing (id)"])
    with Corpus(tmp_path / "new.db", write=True) as made, pytest.raises(sqlite3.OperationalError), made.indexing():
        pass


def test_transaction_leaves_nothing_of_a_failure(corpus: Corpus) -> None:
    before = corpus.count("sections")
    with pytest.raises(RuntimeError), corpus.transaction():
        corpus.add(analysis("003"))
        raise RuntimeError
    assert corpus.count("sections") == before


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"no database at all", "not a database"), (b"SQLite format 3\0" + b"\xff" * 2000, "cannot be opened")],
)
def test_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseError, match=says):
        Corpus(path, write=True)
    assert path.read_bytes() == content


def test_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE mine (x)")
    db.close()
    with pytest.raises(DatabaseError, match="another program"):
        Corpus(path, write=True)


def test_database_of_a_newer_version_is_refused(corpus: Corpus) -> None:
    corpus.db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(DatabaseError, match="newer version"):
        Corpus(corpus.path)


def test_reading_needs_a_file_and_never_makes_one(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="no such database"):
        Corpus(tmp_path / "none.db")
    assert not list(tmp_path.iterdir())


def test_a_mismatch_is_kept_with_its_measure(tmp_path: Path) -> None:
    text = "柳塘镇2021年工作总结\n一、排查整治\n今年以来，我镇应检企业200户，实检180户，占95%。\n"
    with Corpus(tmp_path / "c.db", write=True) as made:
        with made.transaction():
            made.add(analyse(Page("001", "001.txt", text, "ab" * 32, "utf-8")))
        row = made.db.execute(
            "SELECT x.kind, x.text, x.other_text, x.stated, x.computed, m.text, r.title FROM mismatches x"
            " JOIN measures m ON m.id = x.measure_id JOIN reports r ON r.id = x.report_id"
        ).fetchall()
        made.db.execute("DELETE FROM pages")
        assert not made.count("mismatches")
    assert row == [("share", "95%", "200户，实检180户", 95, 90, "95%", "柳塘镇2021年工作总结")]


def test_rows_come_by_table_in_the_order_that_is_told() -> None:
    from corpus_tools.analysis import analyse
    from corpus_tools.corpus.rows import PAGE_TABLES, page_rows

    page = Page("甲村", "甲村.txt", "今年清运垃圾3吨。", "ab" * 32, "utf-8")
    assert tuple(page_rows(analyse(page))) == PAGE_TABLES


@pytest.mark.parametrize("headed", [False, True])
def test_a_file_whose_making_was_cut_short_is_made_again(tmp_path: Path, headed: bool) -> None:
    path = tmp_path / "c.db"
    half = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "db.execute('PRAGMA cache_size = 1'); db.execute('BEGIN'); db.execute('CREATE TABLE t (x)');"
        "db.executemany('INSERT INTO t VALUES (?)', [('x' * 3000,)] * 500); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", half, str(path)], check=False)
    assert path.stat().st_size and path.with_name("c.db-journal").stat().st_size
    if headed:  # killed a moment later, when the first page had been written
        with path.open("r+b") as file:
            file.write(b"SQLite format 3\0")
    with Corpus(path, write=True) as corpus:
        assert corpus.db.execute("SELECT count(*) FROM pages").fetchone() == (0,)
