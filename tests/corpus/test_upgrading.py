"""A file of an older version is brought up to date after a copy was made; what it held is still there.

``version1.sql`` is what the first version wrote for two invented pages; the full-text index, which SQL cannot say, is
filled here as that version filled it.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from corpus_tools.cli import main
from corpus_tools.corpus import Corpus, upgrading
from corpus_tools.corpus.fulltext import grams
from corpus_tools.corpus.lock import alone
from corpus_tools.corpus.schema import SCHEMA_VERSION
from corpus_tools.corpus.search import Query, search
from corpus_tools.corpus.store import OldDatabaseError
from corpus_tools.corpus.totals import totals
from corpus_tools.corpus.upgrading import upgrade
from corpus_tools.corpus.verification import verify
from corpus_tools.engines import mine
from corpus_tools.errors import DatabaseError
from corpus_tools.views.reuse import render_reuse
from tests.engines.test_mining import exported


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "c.db"
    with sqlite3.connect(path) as db:
        db.executescript((Path(__file__).parent / "version1.sql").read_text(encoding="utf8"))
        rows = db.execute("SELECT docid, text FROM section_docs d JOIN sections s ON s.id = d.section_id").fetchall()
        db.executemany("INSERT INTO sections_fts (rowid, grams) VALUES (?, ?)", [(i, grams(t)) for i, t in rows])
    db.close()
    return path


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(path)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def test_an_older_file_is_upgraded_after_a_copy_was_made(old: Path) -> None:
    before = rows(old, "SELECT id, text, value, unit, action, object FROM measures ORDER BY id")
    assert len(before) == 6
    with pytest.raises(OldDatabaseError, match="corpus-tools upgrade"):
        Corpus(old)
    kept = upgrade(old)
    assert kept == old.with_name("c.db.v1")
    assert rows(kept, "PRAGMA user_version") == [(1,)]
    assert rows(kept, "SELECT id, text, value, unit, action, object FROM measures ORDER BY id") == before
    assert rows(old, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert rows(old, "SELECT id, text, value, unit, action, object FROM measures ORDER BY id") == before
    with Corpus(old) as corpus:
        verdict = verify(corpus)
        assert search(corpus, Query("宣传单")).total == 2
        assert totals(corpus, ("category",)).rows
        assert "白石镇" in render_reuse(corpus, "json", language="zh")
        assert corpus.reuse_is_stale
    assert not {"file", "schema", "foreign keys", "full text", "pages", "passages", "runs"} & {
        name for name, count in verdict.counts.items() if count
    }
    assert upgrade(old) is None


def test_mine_upgrades_and_the_result_is_that_of_a_new_file(old: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in rows(old, "SELECT name, text FROM pages"):
        (folder / f"{name}.txt").write_text(str(text), encoding="utf8")
    said: list[str] = []

    class Heard:
        def begin(self, total: int) -> None: ...

        def advance(self, outcome: object) -> None: ...

        def step(self, message: str) -> None:
            said.append(message)

    assert mine([folder], old, progress=Heard()).pages == 2
    assert "c.db.v1" in said[0]
    mine([folder], tmp_path / "new.db")
    with Corpus(old) as corpus:
        assert verify(corpus).sound
    upgraded, new = exported(old, tmp_path / "u"), exported(tmp_path / "new.db", tmp_path / "n")
    # pages keep the path at which they were found first
    assert {k: v for k, v in upgraded.items() if k != "pages.jsonl"} == {
        k: v for k, v in new.items() if k != "pages.jsonl"
    }
    settings = json.loads(str(rows(old, "SELECT settings FROM runs ORDER BY id DESC")[0][0]))
    assert settings["engine"] == "local" and settings["program"] and settings["fresh"] is False


def test_pages_whose_files_are_gone_stay(old: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("石桥乡2020年工作总结\n一、宣传\n发放传单30份，开会2次。\n", encoding="utf8")
    mine([tmp_path / "other.txt"], old)
    assert rows(old, "SELECT count(*) FROM pages") == [(3,)]
    assert rows(old, "SELECT count(*) FROM measures") == [(8,)]


def test_reading_an_older_file_says_what_to_do(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = old.read_bytes()
    with pytest.raises(SystemExit) as stop:
        main(["search", "宣传", "--db", str(old)])
    assert stop.value.code == 2
    assert f"corpus-tools upgrade --db {old}" in capsys.readouterr().err
    assert old.read_bytes() == before
    with pytest.raises(SystemExit) as stop:
        main(["upgrade", "--db", str(old)])
    assert stop.value.code in (0, None)
    assert "c.db.v1" in capsys.readouterr().err


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(old, "SELECT * FROM measures ORDER BY id")
    real = upgrading._statements

    def broken(connection: sqlite3.Connection):  # type: ignore[no-untyped-def]
        yield from real(connection)
        yield "INSERT INTO nowhere VALUES (1)"

    monkeypatch.setattr(upgrading, "_statements", broken)
    with pytest.raises(DatabaseError, match="as it was"):
        upgrade(old)
    assert rows(old, "PRAGMA user_version") == [(1,)]
    assert rows(old, "SELECT * FROM measures ORDER BY id") == before
    assert not old.with_name("c.db.copying").exists()
    monkeypatch.undo()
    assert upgrade(old) == old.with_name("c.db.v1-2"), "an earlier copy is never written over"


def test_no_upgrade_while_another_run_writes(old: Path) -> None:
    with alone(old), pytest.raises(DatabaseError, match="another run"):
        upgrade(old)


def test_newer_and_foreign_files_are_left_to_others(old: Path, tmp_path: Path) -> None:
    with sqlite3.connect(old) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    before = old.read_bytes()
    with pytest.raises(DatabaseError, match="newer version"):
        upgrade(old)
    with pytest.raises(DatabaseError, match="newer version"):
        mine([tmp_path], old, fresh=True)
    assert old.read_bytes() == before
