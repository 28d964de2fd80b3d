"""The command line: exit codes, what goes where, and no traceback for any input."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from corpus_tools.cli import app, main
from corpus_tools.corpus import Corpus
from corpus_tools.records import FINDINGS
from tests.conftest import COPY


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main([str(a) for a in arguments])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return int(stop.value.code or 0), captured.out, captured.err


@pytest.fixture
def db(mined: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "corpus.db"
    shutil.copy(mined, copy)
    return copy


def test_mine_tells_what_it_did_and_where_things_are(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "mine", pages, "--db", tmp_path / "c.db")
    assert code == 0
    for word in ("3 pages", "3 reports", "publicity", "leaflets", "1 copied passage"):
        assert word in out
    assert str(tmp_path / "c.db") in err
    assert "宣传单" in (tmp_path / "c.html").read_text(encoding="utf8")


def test_quiet_says_nothing(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "mine", pages, "--db", tmp_path / "c.db", "--quiet") == (0, "", "")


def test_refused_file_is_named_and_the_exit_code_says_so(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pages / "empty.txt").write_bytes(b"")
    code, _, err = run(capsys, "mine", pages, "--db", tmp_path / "c.db", "--quiet")
    assert code == 1
    assert "empty.txt" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("mine", "nowhere", "--db", "c.db"),
        ("mine", "--db", "c.db"),
        ("mine", "x", "--db", "c.db", "--engine", "cloud"),
        ("search", "x", "--db", "nowhere.db"),
        ("search", "x"),
        ("export", "--db", "nowhere.db", "--format", "csv", "--out", "o"),
        ("check", "nowhere.txt", "--db", "nowhere.db"),
        ("explain", "--db", "nowhere.db", "x"),
        ("serve", "--db", "nowhere.db"),
        ("reuse", "--db", "nowhere.db"),
        ("evaluate", "nowhere", "--db", "nowhere.db"),
        ("train", "nowhere", "--out", "m"),
        ("nonsense",),
    ],
)
def test_wrong_use_exits_with_two_and_one_clear_word(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.strip()
    assert not (tmp_path / "c.db").exists()


def test_search_in_each_form(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "search", "--db", db, "--category", "leaflets", "--min", "100", "--format", "json")
    assert code == 0
    rows = json.loads(out)
    assert [r["value"] for r in rows] == [3200, 2600]
    assert "2 measures" in err
    _, out, _ = run(capsys, "search", "垃圾", "--db", db, "--label", "problems", "--format", "csv")
    found = list(csv.DictReader(io.StringIO(out)))
    assert found and all("垃圾" in r["text"] for r in found)
    _, out, _ = run(capsys, "search", "垃圾", "--db", db)
    assert "problems" in out


def test_search_takes_a_line_of_the_query_language(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = "宣传单 份>=3000 标签:宣传发动 年:2021"
    code, out, _ = run(capsys, "search", line, "--db", db, "--format", "json")
    assert code == 0 and [r["value"] for r in json.loads(out)] == [3200]
    _, out, _ = run(capsys, "search", line, "--db", db, "--format", "json", "--year", 2022, "--min", 1)
    assert [r["value"] for r in json.loads(out)] == [2600], "options go first"
    code, out, err = run(capsys, "search", "颜色:红", "--db", db)
    assert (code, out) == (2, "") and "颜色" in err and "organisation" in err
    code, out, _ = run(capsys, "search", line, "--db", db, "--show-sql")
    with Corpus(db) as corpus:
        assert len(corpus.db.execute(out).fetchall()) == 1


def test_search_that_finds_nothing_is_no_fault(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "search", "宇宙飞船", "--db", db)
    assert code == 0
    assert "0 sections" in err


def test_explain_shows_the_figure_in_its_sentence(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "search", "--db", db, "--category", "leaflets", "--format", "json")
    code, out, _ = run(capsys, "explain", "--db", db, json.loads(out)[0]["id"])
    assert code == 0
    assert "【3200余份】" in out
    assert "verb-noun-figure" in out
    assert run(capsys, "explain", "--db", db, "nothing")[0] == 2


def test_check_finds_the_copied_draft(
    db: Path, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.txt"
    text = (pages / "a-refuse.txt").read_text(encoding="utf8")
    draft.write_text(text.replace("青禾镇", "红湖镇").replace("3200", "xx"), encoding="utf8")
    code, out, _ = run(capsys, "check", draft, "--db", db, "--format", "json", "--fail-over", "0.3")
    result = json.loads(out)
    assert code == 1
    assert result["draft"] == "draft"
    assert result["copied_share"] > 0.5
    for passage in result["passages"]:
        assert passage["kind"] in ("verbatim", "figures", "words", "mixed")
        assert {"doc", "report", "start", "end", "text"} <= set(passage["source"])
    changes = {(e["draft"], e["source"]) for p in result["passages"] for e in p["edits"]}
    assert any("xx" in a for a, _ in changes)
    for finding in result["findings"]:
        assert draft.read_text(encoding="utf8")[finding["start"] : finding["end"]] == finding["text"]
    code, out, _ = run(capsys, "check", draft, "--db", db, "--lang", "en")
    assert code == 0
    assert "own words" in out
    code, _, _ = run(capsys, "check", draft, "--db", db, "--format", "html", "--out", tmp_path / "r.html")
    assert code == 0
    assert "红湖镇" in (tmp_path / "r.html").read_text(encoding="utf8")


def test_check_of_own_words_passes(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "own.txt"
    draft.write_text(
        "图书馆今年采购新书，读者借阅踊跃，少儿阅览室周末座无虚席，大家都说环境比以前好多了。" * 1, encoding="utf8"
    )
    code, out, _ = run(capsys, "check", draft, "--db", db, "--format", "json", "--fail-over", "0")
    assert code == 0
    assert json.loads(out)["copied_share"] == 0


def test_a_draft_may_come_through_a_pipe(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "今年以来，xx镇组织党员群众植树造林，沿河栽种柳树。"
    for data in (text.encode("gb18030"), f"<html><p>{text}</p>".encode()):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        code, out, _ = run(capsys, "check", "-", "--db", db, "--format", "json")
        told = json.loads(out)
        assert code == 0 and told["draft"] == "stdin"
        assert [f["text"] for f in told["findings"]] == ["xx"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert run(capsys, "check", "-", "--db", db)[0] == 2


def test_kinds_of_findings_are_chosen_on_the_command_line(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "d.txt"
    draft.write_text("在xx镇投入2。6万元，创建礼貌城市。", encoding="utf8")

    def kinds(*options: str) -> set[str]:
        _, out, _ = run(capsys, "check", draft, "--db", db, "--format", "json", *options)
        return {f["kind"] for f in json.loads(out)["findings"]}

    assert kinds() == {"placeholder", "mangled_figure", "spun"}
    assert kinds("--without", "spun", "--without", "placeholder") == {"mangled_figure"}
    assert kinds("--only", "spun,placeholder") == {"spun", "placeholder"}
    code, _, err = run(capsys, "check", draft, "--db", db, "--without", "spelling")
    assert code == 2 and "mangled_figure" in err
    _, out, _ = run(capsys, "check", "--help")
    for kind in FINDINGS:
        assert kind in out


def test_decisions_beside_the_draft_are_taken_up(
    db: Path, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text((pages / "a-refuse.txt").read_text(encoding="utf8"), encoding="utf8")
    code, out, _ = run(capsys, "check", draft, "--db", db, "--format", "json", "--fail-over", "0.5")
    assert code == 1
    rows = [
        {"id": p["id"], "item": "passage", "source": "", "decision": "cite", "text": ""}
        for p in json.loads(out)["passages"]
    ]
    saved = {"corpus_tools": "decisions", "draft": "draft.txt", "decisions": rows}
    beside = tmp_path / "draft.txt.decisions.json"
    beside.write_text(json.dumps(saved), encoding="utf8")
    code, out, _ = run(capsys, "check", draft, "--db", db, "--format", "json", "--fail-over", "0.5")
    assert code == 0 and json.loads(out)["open_share"] == 0 < json.loads(out)["copied_share"]
    other = tmp_path / "other.json"
    beside.rename(other)
    assert run(capsys, "check", draft, "--db", db, "--fail-over", "0.5")[0] == 1
    assert run(capsys, "check", draft, "--db", db, "--fail-over", "0.5", "--decisions", other)[0] == 0
    beside.write_text("{", encoding="utf8")
    code, _, err = run(capsys, "check", draft, "--db", db)
    assert code == 2 and "draft.txt.decisions.json" in err
    assert run(capsys, "check", draft, "--db", db, "--decisions", tmp_path / "none.json")[0] == 2


@pytest.mark.parametrize("form", ["table", "csv", "json", "html"])
def test_reuse_in_each_form(db: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "reuse", "--db", db, "--format", form)
    assert code == 0
    assert "a-refuse" in out and "b-copy" in out


def test_reuse_through_filters(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        json.loads(run(capsys, "reuse", "--db", db, "--format", "json", "--show", "passages", *more)[1])["passages"]
        for more in ((), ("--other-page",), ("--same-page",), ("--min-length", "100000"), ("--kind", "words,mixed"))
    ]
    assert found[0] and found[0] == found[1]
    assert not found[2] and not found[3]
    assert {p["kind"] for p in found[4]} <= {"words", "mixed"}
    code, _, err = run(capsys, "reuse", "--db", db, "--kind", "copied")
    assert code == 2 and "没有这类重复段落" in err
    code, _, err = run(capsys, "reuse", "--db", db, "--family", "999")
    assert code == 2 and "没有编号为 999" in err


def test_a_page_is_forgotten_with_what_it_shared(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "c.db"
    run(capsys, "mine", pages, "--db", db, "--quiet")
    code, _, err = run(capsys, "forget", "--db", db, "nothing")
    assert code == 2 and "no page" in err
    code, _, err = run(capsys, "forget", "--db", db, "b-copy")
    assert code == 0 and "1 page removed" in err
    with Corpus(db) as corpus:
        assert corpus.count("pages") == 2 and not corpus.count("passages")
        assert corpus.db.execute("SELECT max(copied_share), sum(in_copy) FROM reports, measures").fetchone() == (0, 0)
    run(capsys, "mine", pages, "--db", db, "--quiet")
    with Corpus(db) as corpus:
        assert corpus.count("pages") == 3 and corpus.count("passages")


def test_an_own_background_is_made_and_used(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "background", "--db", db, "--out", tmp_path / "stock")
    assert (code, out) == (0, "") and "6-grams" in err
    draft = tmp_path / "draft.txt"
    draft.write_text(COPY, encoding="utf8")
    code, out, _ = run(capsys, "check", draft, "--db", db, "--background", tmp_path / "stock", "--format", "json")
    assert code == 0 and json.loads(out)["passages"]
    code, _, err = run(capsys, "check", draft, "--db", db, "--background", tmp_path / "nowhere")
    assert code == 2 and "不是常用语频率表" in err
    code, _, err = run(capsys, "mine", draft, "--db", tmp_path / "n.db", "--background", tmp_path / "nowhere")
    assert code == 2 and "no background table" in err


def test_cite_prints_the_citation_of_a_figure(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "search", "份>=3000", "--db", db, "--format", "json")
    key = json.loads(out)[0]["id"]
    code, out, _ = run(capsys, "cite", key, "--db", db)
    assert code == 0 and "3200余份" in out and "a-refuse" in out and key in out
    code, out, _ = run(capsys, "cite", key, "--db", db, "--format", "csl-json")
    assert code == 0 and json.loads(out)[0]["type"] == "report"
    assert run(capsys, "cite", "nothing", "--db", db)[0] == 2


def test_plot_writes_a_picture(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "plot", "years", "--db", db, "--out", tmp_path / "y.svg")
    assert (code, out) == (0, "") and "y.svg" in err
    assert (tmp_path / "y.svg").read_text(encoding="utf8").startswith("<svg")
    assert run(capsys, "plot", "years", "--db", db, "--out", tmp_path / "y.gif")[0] == 2
    assert run(capsys, "plot", "distribution", "--db", db, "--out", tmp_path / "d.svg")[0] == 2


@pytest.mark.parametrize("form", ["standoff", "jsonl", "csv", "parquet", "xlsx"])
def test_export_writes_files(db: Path, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "export", "--db", db, "--format", form, "--out", tmp_path / "out")
    assert code == 0
    assert any((tmp_path / "out").iterdir())
    assert "written" in err


def test_help_of_every_command_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    names = [c.name or c.callback.__name__ for c in app.registered_commands]  # type: ignore[union-attr]
    assert {"mine", "export", "search", "check", "reuse", "explain", "serve", "train", "evaluate"} <= set(names)
    for name in names:
        code, out, _ = run(capsys, name, "--help")
        assert code == 0
        assert f"corpus-tools {name}" in out


def test_the_list_of_commands_says_each_in_whole_words(capsys: pytest.CaptureFixture[str]) -> None:
    """What is too long for a line is cut there; nobody should have to guess the rest."""
    code, out, _ = run(capsys, "--help")
    lines = out[out.index("Commands:") :].splitlines()[1:]
    commands = [line for line in lines if line.startswith("  ") and not line.startswith("  Start")]
    assert code == 0 and len(commands) == len(app.registered_commands)
    assert not [line for line in commands if line.endswith("...")]


def test_a_name_of_no_command_is_answered_with_one_like_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "serch")
    assert code == 2 and "search" in err


def test_help_and_search_load_nothing_heavy(db: Path) -> None:
    """Start-up is quick because these stay out; that is the fact, a time would only be a symptom."""
    import subprocess

    code = (
        "import sys; from corpus_tools.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'spacy', 'sklearn', 'pandas', 'scipy', 'datasette', 'pyarrow', 'docx', 'altair',"
        " 'pygments', 'markdown_it'}\n"
        "heavy &= set(sys.modules)\n"
        "print('HEAVY', sorted(heavy), file=sys.stderr)"
    )
    for arguments in (["--help"], ["search", "垃圾", "--db", str(db)]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=os.environ, check=True
        )
        assert "HEAVY []" in done.stderr


@pytest.mark.parametrize("label", ["organization", "publicity", "supervision", "problems"])
def test_each_of_the_four_main_questions_is_one_command(
    db: Path, capsys: pytest.CaptureFixture[str], label: str
) -> None:
    with Corpus(db) as corpus:
        expected = corpus.db.execute(
            "SELECT s.id FROM sections s JOIN reports r ON r.id = s.report_id"
            " WHERE s.label = ? AND r.year = 2021 AND s.text LIKE '%垃圾%'",
            (label,),
        ).fetchall()
    code, out, _ = run(capsys, "search", "--db", db, "--label", label, "--year", 2021, "垃圾", "--format", "json")
    assert code == 0
    assert sorted(row["id"] for row in json.loads(out)) == sorted(key for (key,) in expected)


def test_a_label_that_no_section_has_is_answered_with_those_there_are(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "search", "--db", db, "--label", "problem")
    assert code == 0
    assert "'problem'" in err and "problems" in err and "publicity" in err


def test_training_prints_a_table_of_the_labels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import corpus_tools.labels
    from corpus_tools.labels.scores import LabelScore, Scores

    scores = Scores(40, 0.9, 0.85, 0.02, {"plans": LabelScore(0.875, 0.7, 0.7778, 40)}, {}, (), {})
    monkeypatch.setattr(corpus_tools.labels, "train", lambda data, out, **options: scores)
    code, out, err = run(capsys, "train", tmp_path, "--out", tmp_path / "m")
    assert code == 0
    (row,) = [line.split() for line in out.splitlines() if line.startswith("plans")]
    assert row == ["plans", "0.875", "0.7", "0.778", "40"]
    assert "macro F1" in out and "0.85" in out and "Scores(" not in out
    assert str(tmp_path / "m") in err


def test_a_corpus_goes_through_parquet_and_back(db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "export", "--db", db, "--format", "parquet", "--out", tmp_path / "tables")
    code, out, err = run(capsys, "import", tmp_path / "tables", "--db", tmp_path / "again.db")
    assert code == 0 and "measures" in out and "again.db" in err
    assert run(capsys, "verify", "--db", tmp_path / "again.db")[0] == 0
    assert run(capsys, "import", tmp_path / "tables", "--db", tmp_path / "again.db")[0] == 2
