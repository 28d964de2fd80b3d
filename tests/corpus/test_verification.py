"""`verify` finds what does not hold, names its row, and finds nothing where all holds."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus_tools.cli import main
from corpus_tools.corpus import Corpus, reusing
from corpus_tools.corpus.reusing import index_folder, update_reuse
from corpus_tools.corpus.verification import CHECKS, Verdict, verify
from tests.corpus.conftest import BODY, analysis
from tests.corpus.test_reusing import add
from tests.reuse.made import corpus as made_reports


@pytest.fixture
def db(mined: Path, tmp_path: Path) -> Path:
    shutil.copy(mined, tmp_path / "c.db")
    return tmp_path / "c.db"


def harmed(db: Path, *statements: str) -> Verdict:
    """The verdict after statements that no program of ours would make."""
    with sqlite3.connect(db) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
    connection.close()
    with Corpus(db) as corpus:
        return verify(corpus)


def test_a_mined_database_keeps_all_promises(mined: Path) -> None:
    with Corpus(mined) as corpus:
        verdict = verify(corpus)
    assert verdict.sound and not verdict.notices
    assert set(verdict.counts) == set(CHECKS)


ONE = "(SELECT id FROM {0} ORDER BY id LIMIT 1)"
HARM = [
    ("pages", "pages", "UPDATE pages SET name = 'other'"),
    ("pages", "pages", "DELETE FROM sources"),
    ("pages", "sources", "UPDATE sources SET sha256 = 'abc'"),
    ("ranges and texts", "measures", "UPDATE measures SET text = '9' || text"),
    ("ranges and texts", "measures", "UPDATE measures SET start = start + 1, id = page_id || '-m' || (start + 1)"),
    ("ranges and texts", "measures", 'UPDATE measures SET "end" = 1000000'),
    ("ranges and texts", "measures", "UPDATE measures SET start = 'x'"),
    ("ranges and texts", "measures", "UPDATE measures SET action = '拆除' WHERE action = '发放'"),
    ("ranges and texts", "measures", "UPDATE measures SET object_start = object_start + 40 WHERE object = '宣传单'"),
    ("ranges and texts", "measures", "UPDATE measures SET object_end = NULL WHERE object <> ''"),
    ("ranges and texts", "measures", "UPDATE measures SET part_of = page_id || '-m999999'"),
    ("ranges and texts", "measures", "UPDATE measures SET low = high + 1"),
    ("ranges and texts", "measures", "UPDATE measures SET sentence_id = " + ONE.format("sentences")),
    ("ranges and texts", "sentences", "UPDATE sentences SET text = text || '。'"),
    ("ranges and texts", "sentences", "UPDATE sentences SET section_id = " + ONE.format("sections")),
    ("ranges and texts", "sections", "UPDATE sections SET start = start + 1"),
    ("ranges and texts", "sections", "DELETE FROM sections WHERE label = 'publicity'"),
    ("ranges and texts", "reports", "UPDATE reports SET start = -1"),
    ("ranges and texts", "headings", 'UPDATE headings SET start = "end"'),
    ("ranges and texts", "noise", 'UPDATE noise SET "end" = start - 1'),
    ("ranges and texts", "pages", "DELETE FROM noise"),
    ("ranges and texts", "pages", "UPDATE pages SET text = text || '附件'"),
    ("ranges and texts", "report_evidence", "UPDATE report_evidence SET text = 'x'"),
    ("foreign keys", "sentences", "UPDATE sentences SET section_id = 'nowhere'"),
    ("foreign keys", "report_evidence", "UPDATE report_evidence SET report_id = 'nowhere'"),
    ("values", "measures", "UPDATE measures SET status = 'perhaps'"),
    ("values", "reports", "UPDATE reports SET kind = NULL"),
    ("values", "reports", "UPDATE reports SET copied_share = 1.5"),
    ("full text", "sections", "DELETE FROM section_docs"),
    ("full text", "sections", "UPDATE sections SET text = '横幅'"),
    ("full text", "sections_fts", "INSERT INTO sections_fts (rowid, grams) VALUES (999, '宣传 传单')"),
    ("full text", "sections", "INSERT INTO sections_fts (rowid, grams) VALUES (1, '没有')"),
    ("passages", "passages", "UPDATE passages SET a_end = a_start"),
    ("passages", "passages", "UPDATE passages SET b_end = b_end + 1"),
    ("passages", "edits", "UPDATE edits SET a_start = 0"),
    ("passages", "reports", "UPDATE reports SET copied_share = NULL"),
    ("families", "families", "UPDATE families SET size = 7"),
    ("families", "family_slots", "UPDATE family_slots SET text = 'x'"),
    ("families", "family_fillings", "UPDATE family_fillings SET slot = 99"),
    ("families", "family_members", 'UPDATE family_members SET "end" = 100000'),
    ("stock phrases", "formulae", "INSERT INTO formulae (id, text, reports) VALUES (1, '扎实推进', 1)"),
    ("runs", "runs", "UPDATE runs SET seconds = NULL"),
    ("runs", "runs", "UPDATE runs SET settings = '{'"),
    ("runs", "runs", "UPDATE runs SET refused = 3"),
    ("schema", "measure_totals", "DROP VIEW measure_totals"),
    ("schema", "idx_measures_concept", "DROP INDEX idx_measures_concept"),
    ("schema", "noise", "ALTER TABLE noise ADD COLUMN more TEXT"),
]


@pytest.mark.parametrize(("check", "table", "statement"), HARM, ids=[f"{h[1]}-{i}" for i, h in enumerate(HARM)])
def test_what_does_not_hold_is_named_with_its_row(db: Path, check: str, table: str, statement: str) -> None:
    verdict = harmed(db, statement)
    assert verdict.counts[check] > 0
    assert table in {f.table for f in verdict.faults}
    keys = ("pages", "measures", "sentences", "sections", "reports", "passages")
    if table in keys:
        with Corpus(db) as corpus:
            there = {row for (row,) in corpus.db.execute(f"SELECT id FROM {table}")}
        assert there & {f.row for f in verdict.faults if f.table == table}


def test_a_damaged_file_is_told_and_does_not_stop_the_checks(db: Path) -> None:
    data = bytearray(db.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    for at in range(12 * size, len(data) - size, 3 * size):  # the first pages hold the schema
        data[at : at + 200] = b"\xff" * 200
    db.write_bytes(bytes(data))
    with Corpus(db) as corpus:
        verdict = verify(corpus)
    assert verdict.counts["file"] and len(verdict.counts) == len(CHECKS)


def test_many_faults_are_counted_and_the_first_are_shown(db: Path) -> None:
    harmed(db, "UPDATE sentences SET text = ''")
    with Corpus(db) as corpus:
        verdict = verify(corpus, shown=3)
        assert verdict.counts["ranges and texts"] == corpus.count("sentences") > 3
    assert len(verdict.faults) == 3


@pytest.fixture
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(reusing, "MANY", 20)
    with Corpus(tmp_path / "i.db", write=True) as made:
        add(made, made_reports(24, seed=2))
        update_reuse(made, index_folder(made.path))
    yield tmp_path / "i.db"


def test_the_reuse_index_is_looked_at(indexed: Path) -> None:
    def verdict() -> Verdict:
        with Corpus(indexed) as corpus:
            return verify(corpus)

    assert not verdict().counts["reuse index"]
    (file,) = index_folder(indexed).iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-64])
    assert verdict().counts["reuse index"] == 1
    file.unlink()
    found = verdict()
    assert not found.counts["reuse index"] and "1 of 1 files" in found.notices[0]
    file.write_bytes(whole)
    with Corpus(indexed, write=True) as corpus:
        corpus.db.execute("UPDATE index_segments SET file = '../../x'")
    assert verdict().counts["reuse index"] == 1


def test_words_of_all_kinds_are_in_the_index_as_they_are_counted(tmp_path: Path) -> None:
    """The check cuts words as SQLite does, whatever stands in a text."""
    odd = "ＡBc-d e_f%\t\0x\x7f\x1fÀß𠀀😀\u200b\ufeff" + "".join(map(chr, range(1, 300)))
    with Corpus(tmp_path / "c.db", write=True) as made:
        with made.transaction():
            made.add(analysis("001", BODY + odd))
        made.index()
        assert odd in made.db.execute("SELECT text FROM sections ORDER BY start DESC").fetchone()[0]
        assert verify(made).counts["full text"] == 0


def test_command_says_sound_or_what_is_wrong(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["verify", "--db", str(db), *arguments])
        return (stop.value.code, *capsys.readouterr())  # type: ignore[return-value]

    code, out, err = run()
    assert (code, out) == (0, "") and "3 pages" in err
    harmed(db, "UPDATE measures SET text = '1 of ours' WHERE value = 3200", "UPDATE runs SET status = 'running'")
    code, out, err = run("--format", "json")
    (fault,) = json.loads(out)
    assert code == 1 and fault["table"] == "measures" and "-m" in fault["row"]
    assert "run 1 of" in err and "1 in ranges and texts" in err
    db.write_bytes(b"nothing")
    assert run()[0] == 2
