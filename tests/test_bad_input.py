"""Whatever is handed in: one clear line for what cannot be read, everything else mined, and never a traceback."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_tools.cli import main
from corpus_tools.corpus import Corpus
from corpus_tools.engines import mine
from corpus_tools.engines.work import process
from corpus_tools.reading import find, read
from corpus_tools.records import Refusal
from corpus_tools.views.overview import write_overview
from tests.conftest import COPY, FIRE, PATIENCE, REFUSE
from tests.engines.test_mining import exported

ROOT = Path(__file__).parents[1]
SENTENCE = "今年以来，全镇共发放宣传单300余份，悬挂横幅5条，召开会议3次，清运垃圾2.6吨。"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Exit code and stderr; a fault of ours is a failure of the test."""
    with pytest.raises(SystemExit) as stop:
        main([str(a) for a in arguments])
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "should not" not in err, err
    assert "please report" not in err, err
    return int(stop.value.code or 0), err


def command(*arguments: str | bytes | Path, **options: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    code = "from corpus_tools.cli import main; main()"
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, errors="replace", **options
    )


# ---------------------------------------------------------------- content


def damaged_files() -> dict[str, bytes]:
    noise = random.Random(3)
    return {
        "empty.txt": b"",
        "blank.txt": b" \n\t\r\n",
        "zeros.txt": bytes(1000),
        "random.txt": noise.randbytes(20_000),
        "picture.html": b"\x89PNG\r\n\x1a\n" + noise.randbytes(2000),
        "script.html": b"<html><script>var a = 1</script></html>",
        "comment.html": b"<!--" + REFUSE.encode(),
        "cut.docx": b"PK\x03\x04" + noise.randbytes(500),
        "text.docx": REFUSE.encode(),
        "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "cut.pdf": b"%PDF-1.4\n" + noise.randbytes(500),
        "text.pdf": REFUSE.encode(),
    }


def test_each_damaged_file_is_named_with_its_reason_and_the_others_are_mined(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = damaged_files()
    for name, data in files.items():
        (pages / name).write_bytes(data)
    with zipfile.ZipFile(pages / "other.docx", "w") as archive:
        archive.writestr("x", "y")
    code, err = run(capsys, "mine", pages, "--db", tmp_path / "c.db", "--quiet", "--no-overview")
    assert code == 1
    lines = err.splitlines()
    assert len(lines) == len(files) + 1, err
    for name in [*files, "other.docx"]:
        (line,) = (x for x in lines if name in x)
        assert line.split(": ", 1)[1]
    with Corpus(tmp_path / "c.db") as corpus:
        assert corpus.count("pages") == 3


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("lost", [1, 2])
def test_page_cut_in_mid_character_loses_that_character_only(encoding: str, lost: int, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(REFUSE.rstrip().encode(encoding)[:-lost])
    outcome = process(str(path))
    assert outcome.analysis is not None
    assert [m.value for m in outcome.analysis.measures if m.object == "宣传单"] == [3200]


LONG: dict[str, str] = {
    "sentences": SENTENCE,
    "digits": "1234567890",
    "numeral": "一",
    "collection marks": "篇1",
    "brackets": "（",
    "placeholders": "x",
    "list markers": "一、",
    "full stops": "。",
    "no punctuation": "发放宣传单悬挂横幅召开会议",
}


@pytest.mark.parametrize("name", LONG)
def test_a_single_line_of_300_kb_is_read_to_its_end(name: str, tmp_path: Path) -> None:
    unit = LONG[name]
    repeated = 300_000 // len(unit.encode())
    path = tmp_path / "a.txt"
    path.write_text(unit * repeated, encoding="utf8")
    outcome = process(str(path))
    assert outcome.analysis is not None
    text = outcome.analysis.page.text
    measures = outcome.analysis.measures
    assert all(text[m.start : m.end] for m in measures)
    if name == "sentences":
        assert len([m for m in measures if m.object == "宣传单"]) >= repeated - 1
        assert measures[-1].start > len(text) - len(unit)
    else:
        assert not [m for m in measures if m.value is not None]


def test_nul_characters_hide_neither_words_nor_copies(tmp_path: Path) -> None:
    """SQL's own text functions end at a NUL; everything behind it would be lost without a word."""
    for name, text in (("a", REFUSE), ("b", COPY)):
        (tmp_path / f"{name}.txt").write_text(text.replace("扎实", "扎\0实"), encoding="utf8")
    mine([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "c.db")
    with Corpus(tmp_path / "c.db") as corpus:
        shares = [s for (s,) in corpus.db.execute("SELECT copied_share FROM reports")]
    assert min(shares) > 0.8


def test_a_garbled_figure_of_forty_digits_costs_no_page(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REFUSE.replace("3200余", "2023" * 10) + "投入资金" + "9" * 500 + "元。", encoding="utf8")
    assert mine([path], tmp_path / "c.db").refusals == ()
    with Corpus(tmp_path / "c.db") as corpus:
        assert corpus.db.execute("SELECT value FROM measures WHERE object = '横幅'").fetchone() == (25,)


def test_mutated_pages_are_mined_or_refused_with_a_reason(tmp_path: Path) -> None:
    chance = random.Random(11)
    sources = [t.encode(e) for t in (REFUSE, COPY, FIRE) for e in ("utf-8", "gb18030", "utf-16")]
    for n in range(60):
        data = bytearray(chance.choice(sources))
        for _ in range(chance.choice((1, 3, 10))):
            a = chance.randrange(len(data))
            b = a + chance.randrange(1, 200)
            change = chance.randrange(4)
            if change == 0:
                data[a] ^= 1 << chance.randrange(8)
            elif change == 1:
                del data[a:b]
                data = data or bytearray(b"\0")
            elif change == 2:
                data[a:a] = data[a:b] * chance.randrange(1, 9)
            else:
                other = chance.choice(sources)
                data[a:a] = other[a : a + 300]
        (tmp_path / f"{n:02}.txt").write_bytes(data)
    summary = mine([tmp_path], tmp_path / "c.db")
    assert summary.pages + len(summary.refusals) == 60
    assert summary.pages > 30
    assert not [r for r in summary.refusals if "please report" in r.reason or not r.reason]


# ---------------------------------------------------------------- names and places


NAMES = ["a\nb.txt", "quo\"te'.txt", "😀.txt", "<b>x.txt", "-rf.txt", "篇" * 80 + ".txt", "[red]x.txt", "\x1b[31m.txt"]


def test_files_of_any_name_are_mined_shown_and_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    names: list[str | bytes] = [*NAMES, "a" * 251 + ".txt", b"\xff\xfe.txt", b"\xc4\xe3.txt"]
    for n, name in enumerate(names):
        path = os.path.join(os.fsencode(folder), os.fsencode(name))  # noqa: PTH118 - bytes are meant
        with open(path, "w", encoding="utf8") as file:  # noqa: PTH123
            file.write(f"{FIRE}\n附：第{n}号")
    (folder / "bad\nname.txt").touch()
    code, err = run(capsys, "mine", folder, "--db", tmp_path / "c.db")
    assert code == 1
    assert "bad�name.txt: the file is empty" in err.splitlines()[-1], "a name does not break the line"
    for form in ("standoff", "csv"):
        code, _ = run(capsys, "export", "--db", tmp_path / "c.db", "--format", form, "--out", tmp_path / form)
        assert code == 0
    assert len(list((tmp_path / "standoff").iterdir())) == len(names) + 1


def test_links_in_circles_and_pipes_are_neither_followed_for_ever_nor_waited_for(pages: Path) -> None:
    (pages / "loop").symlink_to(".")
    (pages / "self.txt").symlink_to("self.txt")
    (pages / "nowhere.txt").symlink_to("gone")
    os.mkfifo(pages / "pipe.txt")
    found = list(find([pages]))
    assert [p.name for p in found if isinstance(p, Path)] == ["a-refuse.txt", "b-copy.txt", "c-fire.txt"]
    assert {Path(r.path).name for r in found if isinstance(r, Refusal)} == {"self.txt", "nowhere.txt", "pipe.txt"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_folder_without_permission_is_named_and_the_rest_goes_on(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = pages / "closed"
    closed.mkdir(mode=0)
    try:
        code, err = run(capsys, "mine", pages, "--db", tmp_path / "c.db", "--quiet")
    finally:
        closed.chmod(0o700)
    assert code == 1
    assert "closed: no permission" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("mine", "\udcff\udcfe", "--db", "c.db"),
        ("mine", "\ud800", "--db", "c.db"),
        ("mine", "pages", "--db", "\udcff.db"),
        ("explain", "--db", "corpus.db", "\udcff"),
        ("search", "--db", "corpus.db", "--year", "99999999999999999999"),
        ("search", "--db", "corpus.db", "--limit", "99999999999999999999"),
        ("search", "--db", "corpus.db", "--min", "nan"),
        ("check", "pages/c-fire.txt", "--db", "corpus.db", "--fail-over", "nan"),
    ],
)
def test_arguments_that_no_keyboard_makes_are_told_in_one_line(
    arguments: tuple[str, ...],
    pages: Path,
    mined: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copy(mined, tmp_path / "corpus.db")
    monkeypatch.chdir(tmp_path)
    code, err = run(capsys, *arguments)
    assert code == 2
    assert err.strip()


def test_words_that_are_no_text_are_not_found(mined: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, err = run(capsys, "search", "\udcff", "--db", mined)
    assert (code, err) == (0, "0 sections\n")


# ---------------------------------------------------------------- the database


def make_folder(path: Path) -> None:
    path.mkdir()


def make_text(path: Path) -> None:
    path.write_text("my thesis")


def make_damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"x" * 500)


def make_other(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE mine (a)")


@pytest.mark.parametrize("make", [make_folder, make_text, make_damaged, make_other, os.mkfifo])
def test_what_is_no_corpus_is_refused_and_stays(
    make: Callable[[Path], None], pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "c.db"
    make(db)
    before = db.read_bytes() if db.is_file() else None
    for arguments in (("mine", pages, "--db", db), ("mine", pages, "--db", db, "--fresh"), ("search", "x", "--db", db)):
        code, err = run(capsys, *arguments)
        assert code == 2
        assert str(db) in err
    assert before is None or db.read_bytes() == before


def test_database_of_a_newer_version_is_refused_and_stays(
    pages: Path, mined: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "c.db"
    shutil.copy(mined, db)
    with sqlite3.connect(db) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = db.read_bytes()
    for extra in ([], ["--fresh"]):
        code, err = run(capsys, "mine", pages, "--db", db, *extra)
        assert code == 2
        assert "newer version" in err
    assert db.read_bytes() == before


@pytest.mark.parametrize("place", ["file.txt/c.db", "n" * 300 + ".db", "c.html"])
def test_place_that_cannot_hold_a_database_is_told(
    place: str, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file.txt").write_text("a file, no folder")
    code, err = run(capsys, "mine", pages, "--db", tmp_path / place)
    assert code == 2
    assert len(err.strip().splitlines()) == 1


def test_readers_are_served_while_another_process_writes(
    mined: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "c.db"
    shutil.copy(mined, db)
    writer = sqlite3.connect(db, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM measures")
    code, _ = run(capsys, "search", "--db", db, "--category", "leaflets")
    assert code == 0
    writer.execute("ROLLBACK")
    writer.close()


def test_overview_replaces_no_page_of_the_user(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "c.html"
    page.write_text("<p>mine</p>")
    code, err = run(capsys, "mine", pages, "--db", tmp_path / "c.db")
    assert code == 0
    assert "No overview" in err
    assert page.read_text() == "<p>mine</p>"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_our_own_overview_is_no_page_to_mine(language: str, pages: Path) -> None:
    mine([pages], pages / "c.db")
    write_overview(pages / "c.db", language=language)
    again = mine([pages], pages / "c.db")
    assert (again.pages, again.unchanged, again.refusals) == (0, 3, ())
    (pages / "c.html").rename(pages / "elsewhere.html")
    (refusal,) = mine([pages], pages / "c.db").refusals
    assert "corpus-tools itself" in refusal.reason


def test_full_disk_is_told_and_the_old_database_stays_good(pages: Path, tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    mine([pages / "c-fire.txt"], db)
    before = exported(db, tmp_path / "before")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    for extra in ([], ["--fresh"]):
        done = command("mine", pages, "--db", db, *extra, preexec_fn=limit)
        assert done.returncode == 2
        assert "cannot be" in done.stderr
        assert "Traceback" not in done.stderr
        assert not Path(f"{db}.new").exists()
        assert exported(db, tmp_path / f"after{len(extra)}") == before


def test_failed_run_leaves_no_empty_database(pages: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "CORPUS_TOOLS_LEXICON": str(tmp_path / "gone")}
    done = command("mine", pages, "--db", tmp_path / "c.db", env=environment)
    assert done.returncode == 2
    assert "no such folder of word lists" in done.stderr
    assert not (tmp_path / "c.db").exists()


# ---------------------------------------------------------------- stopped


HELD = """
from corpus_tools.cli import main
from corpus_tools.engines import local
from tests.engines.held import process_many
local.process_many = process_many
main()
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_stopped_run_is_gone_on_with_and_leaves_no_worker(jobs: str, how: signal.Signals, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(100):
        (folder / f"{n:03}.txt").write_text(f"{REFUSE if n % 2 else FIRE}\n附：第{n}号", encoding="utf8")
    db = tmp_path / "c.db"
    arguments = ["mine", str(folder), "--db", str(db), "--no-overview", "--jobs", jobs]
    started = subprocess.Popen(
        [sys.executable, "-c", HELD, *arguments],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        cwd=ROOT,
        # a shell that runs the tests in the background has it ignored, and so would have what they start
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert started.stderr is not None
    assert b"100 files" in started.stderr.readline()
    within(lambda: (tmp_path / "held").exists(), "the file that is not done with was not come to")
    if how == signal.SIGINT:
        os.killpg(started.pid, how)
    else:
        started.kill()
    _, err = started.communicate(timeout=PATIENCE)
    if how == signal.SIGINT:
        assert started.returncode == 130
        assert [line for line in err.decode().splitlines() if "files" not in line] == [
            "stopped; pages already written stay, and the next run goes on from there"
        ]
    within(lambda: not in_group(started.pid), "a worker is left")  # it notices that its parent is gone
    assert mine([folder], db).refusals == ()
    with Corpus(db) as corpus:
        assert corpus.count("pages") == 100
        assert not corpus.reuse_is_stale


def within(true: Callable[[], bool], otherwise: str) -> None:
    """Waits for something that comes to be true, however long it takes on a busy machine."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, otherwise
        time.sleep(0.02)


def in_group(number: int) -> bool:
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_unreadable_bytes_in_the_page_reach_no_record(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("&#0;&#xD800;&#x110000;" + REFUSE, encoding="utf8")
    read(path).text.encode("utf8")


def test_a_folder_without_drafts_is_told(mined: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, err = run(capsys, "check", tmp_path, "--db", mined)
    assert code == 2 and str(tmp_path) in err and ".docx" in err


def test_a_search_for_a_category_there_is_none_of_offers_those_there_are(
    mined: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, err = run(capsys, "search", "--category", "leaflet", "--db", mined)
    assert code == 0 and "'leaflet'" in err and "leaflets" in err


def test_a_check_against_no_reports_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.txt").write_text("A page in English, which tells of no work that was done.", encoding="utf8")
    (tmp_path / "draft.txt").write_text(COPY, encoding="utf8")
    mine([tmp_path / "page.txt"], tmp_path / "c.db")
    for form in ("text", "html"):
        with pytest.raises(SystemExit) as stop:
            main(
                ["check", str(tmp_path / "draft.txt"), "--db", str(tmp_path / "c.db"), "--format", form, "--lang", "en"]
            )
        assert not stop.value.code
        assert "The corpus holds no reports yet" in capsys.readouterr().out
    code, err = run(
        capsys, "plot", "distribution", "--category", "leaflets", "--db", tmp_path / "c.db", "--out", "x.svg"
    )
    assert code == 2 and "mine some reports first" in err
