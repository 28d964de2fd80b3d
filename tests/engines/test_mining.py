"""From files to a database: what changed is taken, what cannot be read is named, nothing good is lost."""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.export import export
from corpus_tools.corpus.lock import alone
from corpus_tools.corpus.rows import PageRows, packed
from corpus_tools.engines import local, mine, mining, work
from corpus_tools.errors import CorpusToolsError, DatabaseError, UsageError
from corpus_tools.measures.word_kinds import classed
from corpus_tools.records import Analysis


def exported(db: Path, folder: Path) -> dict[str, bytes]:
    """Every table as bytes, runs left out (they hold times)."""
    with Corpus(db) as corpus:
        export(corpus, "jsonl", folder)
        export(corpus, "standoff", folder / "standoff")
    return {
        p.name: p.read_bytes()
        for p in sorted(folder.rglob("*.jsonl"))
        if p.name not in ("runs.jsonl", "refusals.jsonl")
    }


def test_pages_become_reports_measures_and_passages(mined: Path) -> None:
    with Corpus(mined) as corpus:
        assert corpus.count("pages") == 3
        assert corpus.count("reports") == 3
        found = corpus.db.execute("SELECT action, object, value, unit FROM measures").fetchall()
        assert ("发放", "宣传单", 3200, "份") in found
        assert ("收缴", "火种", 260, "件") in found
        pairs = corpus.db.execute(
            "SELECT DISTINCT a.title, b.title FROM passages x JOIN reports a ON a.id = x.a_report_id"
            " JOIN reports b ON b.id = x.b_report_id WHERE NOT x.formula"
        ).fetchall()
    assert len(pairs) == 1, "the copy is found, and only the copy"
    assert {"青禾镇" in t or "白石镇" in t for t in pairs[0]} == {True}


def test_second_run_takes_only_what_changed(pages: Path, tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    assert mine([pages], db).pages == 3
    again = mine([pages], db)
    assert (again.pages, again.unchanged) == (0, 3)
    changed = pages / "c-fire.txt"
    changed.write_text(changed.read_text(encoding="utf8").replace("260件", "270件"), encoding="utf8")
    third = mine([pages], db)
    assert (third.pages, third.unchanged) == (1, 2)
    with Corpus(db) as corpus:
        assert corpus.count("pages") == 3
        values = [v for (v,) in corpus.db.execute("SELECT value FROM measures WHERE object = '火种'")]
    assert values == [270]


def test_mirror_of_a_page_is_a_page_of_its_own_with_the_same_records(pages: Path, tmp_path: Path) -> None:
    shutil.copy(pages / "c-fire.txt", pages / "d-mirror.txt")
    mine([pages], tmp_path / "c.db")
    with Corpus(tmp_path / "c.db") as corpus:
        query = "SELECT m.text, m.value, m.start FROM measures m JOIN pages p ON p.id = m.page_id WHERE p.name = ?"
        first, second = (corpus.db.execute(query, (name,)).fetchall() for name in ("c-fire", "d-mirror"))
        counted = corpus.db.execute("SELECT sum(total) FROM measure_totals").fetchone()
        alone = corpus.db.execute("SELECT path FROM pages WHERE name = 'd-mirror'").fetchone()
    assert first == second != []
    assert alone[0].endswith("d-mirror.txt")
    (pages / "d-mirror.txt").unlink()
    mine([pages], tmp_path / "without.db")
    with Corpus(tmp_path / "without.db") as corpus:
        assert corpus.db.execute("SELECT sum(total) FROM measure_totals").fetchone() == counted, "no copy counts twice"


def test_other_word_lists_read_unchanged_files_again(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine([pages], tmp_path / "c.db")
    before = exported(tmp_path / "c.db", tmp_path / "before")
    monkeypatch.setattr("corpus_tools.engines.mining.fingerprint", lambda labels: "another program")
    again = mine([pages], tmp_path / "c.db")
    assert (again.pages, again.unchanged) == (3, 0)
    after = exported(tmp_path / "c.db", tmp_path / "after")
    assert before.pop("pages.jsonl") != after.pop("pages.jsonl")
    assert before == after, "same text, same records"
    assert mine([pages], tmp_path / "c.db").unchanged == 3


def test_incremental_runs_give_the_same_database_as_one(pages: Path, tmp_path: Path) -> None:
    for path in sorted(pages.iterdir()):
        mine([path], tmp_path / "steps.db")
    mine([pages], tmp_path / "whole.db")
    steps, whole = exported(tmp_path / "steps.db", tmp_path / "s"), exported(tmp_path / "whole.db", tmp_path / "w")
    assert steps == whole


def test_processes_give_the_same_database_as_one(pages: Path, tmp_path: Path) -> None:
    mine([pages], tmp_path / "one.db")
    mine([pages], tmp_path / "two.db", jobs=2)
    assert exported(tmp_path / "one.db", tmp_path / "o") == exported(tmp_path / "two.db", tmp_path / "t")


def test_bad_file_is_named_and_the_rest_goes_on(pages: Path, tmp_path: Path) -> None:
    (pages / "empty.txt").write_bytes(b"")
    (pages / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    summary = mine([pages, tmp_path / "nowhere"], tmp_path / "c.db")
    assert summary.pages == 3
    refused = {Path(r.path).name: r.reason for r in summary.refusals}
    assert set(refused) == {"empty.txt", "picture.txt", "nowhere"}
    assert all(refused.values())
    with Corpus(tmp_path / "c.db") as corpus:
        assert corpus.count("refusals") == 3


def test_nothing_readable_leaves_no_database(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(CorpusToolsError, match=r"empty\.txt"):
        mine([tmp_path / "empty.txt"], tmp_path / "c.db")
    assert not (tmp_path / "c.db").exists()


def test_fresh_replaces_the_old_database_only_when_it_is_complete(pages: Path, tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    mine([pages], db)
    before = db.read_bytes()
    with pytest.raises(CorpusToolsError):
        mine([tmp_path / "nowhere"], db, fresh=True)
    assert db.read_bytes() == before
    mine([pages / "c-fire.txt"], db, fresh=True)
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("c.db")) == ["c.db"]
    with Corpus(db) as corpus:
        assert corpus.count("pages") == 1


def test_fresh_does_not_replace_a_file_that_is_no_corpus(pages: Path, tmp_path: Path) -> None:
    precious = tmp_path / "thesis.db"
    precious.write_text("my thesis")
    with pytest.raises(DatabaseError):
        mine([pages], precious, fresh=True)
    assert precious.read_text() == "my thesis"


def test_interrupted_run_is_gone_on_with(pages: Path, tmp_path: Path) -> None:
    class Stop:
        def begin(self, total: int) -> None: ...

        def advance(self, outcome: object) -> None: ...

        def step(self, message: str) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mine([pages], tmp_path / "c.db", progress=Stop())
    with Corpus(tmp_path / "c.db") as corpus:
        assert corpus.count("passages") == 0
        assert corpus.db.execute("SELECT status FROM runs").fetchall() == [("running",)]
    summary = mine([pages], tmp_path / "c.db")
    assert summary.unchanged == 3
    with Corpus(tmp_path / "c.db") as corpus:
        assert corpus.count("passages") > 0


def test_two_runs_at_once_do_not_mix(pages: Path, tmp_path: Path) -> None:
    with alone(tmp_path / "c.db"), pytest.raises(DatabaseError, match="another run"):
        mine([pages], tmp_path / "c.db")


def test_fault_in_one_page_does_not_lose_the_others(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = import_module("corpus_tools.structure.parse")  # the package has a function of this name
    real = parse.normalise

    def fails(text: str) -> object:
        if "森林" in text:
            raise ZeroDivisionError("of ours")
        return real(text)

    monkeypatch.setattr(parse, "normalise", fails)
    monkeypatch.setattr(work, "_lately", {})
    summary = mine([pages], tmp_path / "c.db")
    assert summary.pages == 2
    assert [Path(r.path).name for r in summary.refusals] == ["c-fire.txt"]
    assert "ZeroDivisionError" in summary.refusals[0].reason


@pytest.mark.parametrize("where", ["made ready", "packed", "written"])
def test_page_that_cannot_be_stored_is_named_and_its_neighbours_are_kept(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    usual = work.ready

    def spoilt(analysis: Analysis, program: str) -> PageRows:
        made = usual(analysis, program)
        if analysis.page.name == sorted(p.stem for p in pages.iterdir())[1]:
            if where == "made ready":
                raise OverflowError("too large")
            if where == "packed":
                packed([(object(),)])
            made.tables["reports"] = packed(made.rows("reports") * 2)  # the same key twice
        return made

    monkeypatch.setattr(work, "ready", spoilt)
    summary = mine([pages], tmp_path / "c.db")
    assert (summary.pages, len(summary.refusals)) == (2, 1)
    assert "could not be stored" in summary.refusals[0].reason
    with Corpus(tmp_path / "c.db") as corpus:
        assert corpus.count("pages") == corpus.count("sources") == 2
        assert corpus.db.execute("PRAGMA foreign_key_check").fetchall() == []
        corpus_words = corpus.db.execute("SELECT count(*) FROM sections_fts").fetchone()[0]
        assert corpus_words == corpus.count("sections") == corpus.count("section_docs")


def test_a_page_that_moves_while_another_takes_its_place_is_kept(pages: Path, tmp_path: Path) -> None:
    first, other = sorted(pages.iterdir())[:2]
    mine([pages], tmp_path / "c.db")
    moved = pages / "later"
    moved.mkdir()
    shutil.copy(first, moved / first.name)
    first.write_bytes(other.read_bytes())
    mine([pages], tmp_path / "c.db")
    mine([pages], tmp_path / "anew.db")
    assert exported(tmp_path / "c.db", tmp_path / "a") == exported(tmp_path / "anew.db", tmp_path / "b")


def test_large_files_are_handed_over_a_few_at_a_time(tmp_path: Path) -> None:
    large, small = tmp_path / "large.txt", tmp_path / "small.txt"
    large.write_bytes(b" " * (local._HEAVY // 2))
    small.write_bytes(b" ")
    paths = [str(p) for p in (large, small, large, tmp_path / "gone.txt", *[small] * 60)]
    found = list(local._chunks(paths, 1))
    assert [path for chunk in found for path in chunk] == paths
    assert [len(chunk) for chunk in found] == [3, 16, 16, 16, 13]


def test_fewer_files_are_handed_over_towards_the_end(tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{k}.txt") for k in range(3000)]
    found = list(local._chunks(paths, 2))
    assert [path for chunk in found for path in chunk] == paths
    sizes = [len(chunk) for chunk in found]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == local._CHUNK and set(sizes[-8:-1]) == {local._FEWEST}


def test_pages_that_are_kept_for_their_mirrors_are_few_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"{i}.txt" for i in range(4)]
    for i, path in enumerate(paths):
        path.write_text(f"柳塘村工作总结\n今年以来，我村清运垃圾{i + 3}吨。", encoding="utf8")
    monkeypatch.setattr(work, "_lately", {})
    monkeypatch.setattr(work, "_MIRRORS", 60)
    assert all(outcome.analysis for outcome in work.process_many(map(str, paths)))
    assert [text[-4:] for text, _ in work._lately] == ["圾5吨。", "圾6吨。"]


def test_large_pages_are_written_in_smaller_batches() -> None:
    def outcome(characters: int) -> work.Outcome:
        return work.Outcome("x", rows=PageRows("", "", characters, {}, b""))

    sizes = [1, mining._LARGE, *[1] * (mining._BATCH + 1)]
    assert [len(batch) for batch in mining._batches(map(outcome, sizes))] == [2, mining._BATCH, 1]


def test_what_was_remembered_of_many_pages_is_let_go_of_before_reports_are_compared(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    monkeypatch.setattr(mining, "_MANY", 3)
    monkeypatch.setattr(mining, "update_reuse", lambda *_, **__: held.append(classed.cache_info().currsize))
    mine([pages], tmp_path / "c.db")
    assert held == [0]


@pytest.mark.parametrize("arguments", [{"engine": "cloud"}, {"jobs": 0}])
def test_wrong_arguments_are_told(pages: Path, tmp_path: Path, arguments: dict) -> None:
    with pytest.raises(UsageError):
        mine([pages], tmp_path / "c.db", **arguments)
