"""What is known between reports is kept up to date as pages come and go, and survives whatever befalls the index."""

from __future__ import annotations

import dataclasses
import random
import re
import sqlite3
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus, reusing
from corpus_tools.corpus.between import read_exchanges, report_texts
from corpus_tools.corpus.reusing import index_folder, library, update_reuse
from corpus_tools.errors import UsageError
from corpus_tools.offsets import Mapped
from corpus_tools.records import Analysis, Page, Report, ReportText, Section, Sentence, Structure
from corpus_tools.reuse import find
from tests.reuse.made import STOCK, corpus, filled, sentences
from tests.reuse.test_exchanges import corpus as spun_corpus

N, NEW = 260, 40


@pytest.fixture(autouse=True)
def _from_few_reports_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reusing, "MANY", 210)


def analysis(report: ReportText) -> Analysis:
    """A page with one report."""
    text = "下载本文\n" + report.text
    at = 5
    section = Section(at, len(text), 0)
    found = Report(at, len(text), "summary", "", report.organisation, None, None, report.year)
    structure = Structure("zh", (), (found,), (section,), (Sentence(at, len(text)),), Mapped.of(""))
    return Analysis(Page(report.id, report.id, text, report.id * 8, "utf-8"), structure, ())


def add(db: Corpus, reports: Sequence[ReportText]) -> None:
    with db.transaction():
        for r in reports:
            a = analysis(r)
            db.point(r.id, db.add(a), a.page.sha256)
    db.index()


def known(db: Corpus) -> dict[str, set[tuple[object, ...]]]:
    """All that is known between reports, but for numbers and stock phrases."""

    def rows(sql: str) -> set[tuple[object, ...]]:
        return set(db.db.execute(sql))

    return {
        "passages": rows("SELECT kind, a_report_id, a_start, a_end, b_report_id, b_start, b_end FROM passages"),
        "edits": rows("SELECT * FROM edits"),
        "mirrors": rows("SELECT * FROM mirrors"),
        "families": rows(
            "SELECT group_concat(m), earliest_report_id, skeleton FROM (SELECT f.id, earliest_report_id, skeleton,"
            ' report_id || start || "-" || "end" AS m FROM families f JOIN family_members ON family_id = f.id'
            " ORDER BY f.id, report_id) GROUP BY id"
        ),
        "in family": rows("SELECT id FROM passages WHERE family_id IS NOT NULL"),
        "fillings": rows('SELECT slot, report_id, start, "end", text FROM family_fillings'),
        "shares": rows("SELECT id, round(copied_share, 9) FROM reports"),
    }


def kin(made: dict[str, set[tuple[object, ...]]]) -> set[frozenset[str]]:
    """Who is in a family with whom."""
    return {frozenset(x.split("-")[0] for x in str(f[0]).split(",")) for f in made["families"]}


def opened(path: Path) -> Corpus:
    return Corpus(path, write=True)


def full(tmp_path: Path, reports: Sequence[ReportText]) -> dict[str, set[tuple[object, ...]]]:
    with opened(tmp_path / "full.db") as db:
        add(db, reports)
        update_reuse(db, index_folder(db.path), anew=True)
        return known(db)


@pytest.fixture
def filled_db(tmp_path: Path) -> Corpus:
    with opened(tmp_path / "c.db") as db:
        add(db, corpus(N, seed=8, family=12))
        assert update_reuse(db, index_folder(db.path)) == (N, N)
        yield db


def test_a_large_corpus_is_compared_by_its_index_with_the_same_result(
    tmp_path: Path, filled_db: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reusing, "AT_ONCE", 0)
    assert full(tmp_path, corpus(N, seed=8, family=12)) == known(filled_db)


def test_the_database_holds_what_find_finds(filled_db: Corpus) -> None:
    made = find(list(report_texts(filled_db)))
    rows = filled_db.db.execute("SELECT a_report_id, a_start, a_end, b_report_id, b_start, b_end FROM passages")
    assert set(rows) == {
        (p.a_report_id, p.a_start, p.a_end, p.b_report_id, p.b_start, p.b_end) for p in made.passages if not p.formula
    }
    assert len(made.passages) > 80
    members = filled_db.db.execute("SELECT group_concat(report_id) FROM family_members GROUP BY family_id")
    assert {frozenset(m.split(",")) for (m,) in members} == {frozenset(f.members) for f in made.families}
    assert set(filled_db.db.execute("SELECT text, reports, organisations FROM formulae")) == {
        (f.text, f.reports, f.organisations) for f in made.formulae
    }
    assert not filled_db.reuse_is_stale


@pytest.mark.parametrize("family", [0, 25])
def test_adding_in_steps_gives_what_all_at_once_gives(tmp_path: Path, family: int) -> None:
    reports = corpus(N + NEW, seed=9, family=family)
    with opened(tmp_path / "c.db") as db:
        add(db, reports[NEW:])
        update_reuse(db, index_folder(db.path))
        for some in (reports[: NEW // 2], reports[NEW // 2 : NEW]):
            add(db, some)
            assert db.reuse_is_stale
            assert update_reuse(db, index_folder(db.path))[0] == NEW // 2
        stepwise, files = known(db), len(list(index_folder(db.path).iterdir()))
    at_once = full(tmp_path, reports)
    if family > 20:  # a star has the centre it was found with; who is in the family is the same
        assert kin(stepwise) == kin(at_once)
        assert max(map(len, kin(stepwise))) == family
        return
    assert stepwise == at_once
    assert files <= 3


def test_removing_pages_leaves_what_is_true_without_them(filled_db: Corpus, tmp_path: Path) -> None:
    reports = corpus(N, seed=8, family=12)
    pages = dict(filled_db.db.execute("SELECT name, id FROM pages"))
    for r in reports[:10]:
        filled_db.remove(pages[r.id])
    assert not filled_db.db.execute(
        "SELECT 1 FROM passages WHERE a_report_id NOT IN (SELECT id FROM reports)"
    ).fetchone()
    update_reuse(filled_db, index_folder(filled_db.path))
    assert known(filled_db) == full(tmp_path, reports[10:])
    with pytest.raises(UsageError, match="no page"):
        filled_db.remove("nothing")


def test_a_family_keeps_together_when_its_first_member_goes(tmp_path: Path) -> None:
    """Of a large family all members are known by the first; they are linked to another one then."""
    rng = random.Random(3)
    reports = corpus(230, seed=3)
    reports += [ReportText(f"t{k:03d}", "", 0, sentences(rng, 5) + filled(rng) + sentences(rng, 5)) for k in range(40)]
    with opened(tmp_path / "c.db") as db:
        add(db, reports)
        update_reuse(db, index_folder(db.path))
        assert db.db.execute("SELECT max(size) FROM families").fetchone() == (40,)
        centre, number = db.db.execute(
            "SELECT a_report_id, family_id FROM passages WHERE family_id IS NOT NULL"
            " GROUP BY a_report_id ORDER BY count(*) DESC"
        ).fetchone()
        db.remove(centre.split("-")[0])
        compared, _ = update_reuse(db, index_folder(db.path))
        assert 39 <= compared <= 42
        assert db.db.execute("SELECT id, size FROM families ORDER BY size DESC").fetchone() == (number, 39)


def test_a_page_read_again_is_compared_again(filled_db: Corpus) -> None:
    report = corpus(N, seed=8, family=12)[5]
    before = known(filled_db)
    with filled_db.transaction():
        filled_db.add(analysis(report), "another program")
    assert update_reuse(filled_db, index_folder(filled_db.path))[0] >= 1
    assert known(filled_db) == before


def test_known_stock_phrases_are_counted_in_new_reports(filled_db: Corpus) -> None:
    def stock() -> tuple[int, int]:
        return filled_db.db.execute(
            "SELECT f.reports, count(*) FROM formulae f JOIN formula_occurrences o ON o.formula_id = f.id"
            " WHERE f.text = ? GROUP BY f.id",
            (STOCK.strip("。"),),
        ).fetchone()

    before = stock()
    rng = random.Random(1)
    add(filled_db, [ReportText(f"x{k}", "", 0, sentences(rng, 3) + STOCK + sentences(rng, 2)) for k in range(4)])
    assert update_reuse(filled_db, index_folder(filled_db.path))[0] == 4
    assert stock() == (before[0] + 4, before[1] + 4)


def _missing(folder: Path, file: Path) -> None:
    file.unlink()


def _cut(folder: Path, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def _flipped(folder: Path, file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(data)


def _emptied(folder: Path, file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("harm", [_missing, _cut, _flipped, _emptied])
def test_a_damaged_index_is_made_again(filled_db: Corpus, tmp_path: Path, harm: Callable[[Path, Path], None]) -> None:
    folder = index_folder(filled_db.path)
    (file,) = folder.iterdir()
    harm(folder, file)
    extra = corpus(N + 3, seed=8, family=12)
    names = {n for (n,) in filled_db.db.execute("SELECT name FROM pages")}
    add(filled_db, [r for r in extra if r.id not in names])
    compared, total = update_reuse(filled_db, folder)
    assert compared == total == N + 3
    assert len(list(folder.iterdir())) == 1


def test_a_run_cut_short_leaves_what_was_known(filled_db: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    before, folder = known(filled_db), index_folder(filled_db.path)
    add(filled_db, [ReportText("late", "", 0, corpus(N, seed=8)[7].text)])

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(reusing, "mark_copies", stopped)
        with pytest.raises(KeyboardInterrupt):
            update_reuse(filled_db, folder)
    assert known(filled_db)["passages"] == before["passages"]
    assert filled_db.reuse_is_stale
    assert update_reuse(filled_db, folder) == (1, N + 1)
    assert {f.name for f in folder.iterdir()} == {f for (f,) in filled_db.db.execute("SELECT file FROM index_segments")}


def test_much_that_is_new_makes_everything_anew(filled_db: Corpus) -> None:
    rng = random.Random(2)
    add(filled_db, [ReportText(f"x{k}", "", 0, sentences(rng, 8)) for k in range(N // 4)])
    compared, total = update_reuse(filled_db, index_folder(filled_db.path))
    assert compared == total


def test_few_reports_need_no_files(tmp_path: Path) -> None:
    with opened(tmp_path / "c.db") as db:
        add(db, corpus(30))
        update_reuse(db, index_folder(db.path))
        assert db.count("passages")
    assert {p.name for p in tmp_path.iterdir()} == {"c.db"}


def test_a_foreign_database_names_no_file_of_ours(filled_db: Corpus, tmp_path: Path) -> None:
    filled_db.db.execute("UPDATE index_segments SET file = '../../secret'")
    add(filled_db, [ReportText("late", "", 0, corpus(N, seed=8)[7].text)])
    compared, total = update_reuse(filled_db, index_folder(filled_db.path))
    assert compared == total


def test_texts_are_not_all_held_at_once(filled_db: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new report makes the program read those reports that it may share something with, not all."""
    read: list[str] = []
    fetch = reusing.fetch_reports
    monkeypatch.setattr(reusing, "fetch_reports", lambda db, ids: (read.extend(ids), fetch(db, ids))[1])
    add(filled_db, [ReportText("late", "", 0, sentences(random.Random(4), 20))])
    assert update_reuse(filled_db, index_folder(filled_db.path)) == (1, N + 1)
    assert len(set(read)) <= 3


def test_a_library_is_read_from_the_index_or_made(filled_db: Corpus) -> None:
    filled_db.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with Corpus(filled_db.path) as reading:
        made = library(reading)
        assert len(made.index) == N
        for file in index_folder(filled_db.path).iterdir():
            file.unlink()
        with pytest.raises(sqlite3.OperationalError):
            reading.db.execute("DELETE FROM pages")
        assert len(library(reading).index) == N


def test_a_spinners_exchanges_are_kept(tmp_path: Path) -> None:
    with opened(tmp_path / "c.db") as db:
        with db.transaction():
            for r in spun_corpus(teachers=8):
                a = analysis(r)
                cuts = [0, *(m.end() for m in re.finditer("。", a.page.text)), len(a.page.text)]
                sentences = tuple(Sentence(max(s, 5), e) for s, e in pairwise(cuts) if s < e)
                a = dataclasses.replace(a, structure=dataclasses.replace(a.structure, sentences=sentences))
                db.point(r.id, db.add(a), a.page.sha256)
        db.index()
        update_reuse(db, index_folder(db.path))
        learnt = read_exchanges(db)
        assert set(learnt) == set(find(list(report_texts(db))).exchanges) != set()
        assert list(library(db).known) == learnt
