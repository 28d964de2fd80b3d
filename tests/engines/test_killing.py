"""Whatever ends a run, at whatever moment: the file opens, keeps its promises, and the next run goes on to the end."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.verification import verify
from corpus_tools.engines import local, mine
from corpus_tools.engines.work import Outcome, process
from corpus_tools.labels import LabelOptions
from tests.conftest import COPY, FIRE, REFUSE
from tests.engines.test_mining import exported

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")


def write_pages(folder: Path, count: int, seed: int) -> None:
    """Reports of towns of their own with figures of their own, every fourth a copy of another one."""
    rng = random.Random(seed)
    folder.mkdir()
    towns = rng.sample([a + b for a in "柳桐枫榆槐松柏杨桃梅" for b in "塘溪岭坪湾坝坡源洲堰"], count)
    for i, town in enumerate(towns):
        text = (REFUSE, FIRE, FIRE, COPY)[i % 4]
        for old in ("青禾镇", "白石镇"):
            text = text.replace(old, town + "镇")
        text = text.replace("东岭林场", town + "林场").replace("120", str(rng.randint(100, 999)))
        (folder / f"{town}-{i:03d}.txt").write_text(text, encoding="utf8")


def tried(folder: Path, moments: int) -> Any:
    command = [sys.executable, "-m", "tests.engines.killing", str(folder), str(moments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@POSIX
@pytest.mark.slow
def test_killed_at_thirty_moments_and_with_a_full_disk(tmp_path: Path) -> None:
    write_pages(tmp_path / "pages", 16, 1)
    write_pages(tmp_path / "more", 3, 2)
    found = tried(tmp_path, 30)
    assert found["faults"] == []
    assert found["counts"]["killed"] == 30, "moments lie within the runs"
    assert found["counts"]["told"] >= 3, "a full disk is met and told"


@POSIX
def test_two_runs_at_once_one_of_them_says_so(tmp_path: Path) -> None:
    """Both are started at the same moment, many times over; none of them harms what the other does."""
    write_pages(tmp_path / "pages", 2, 1)
    codes = tried(tmp_path, 0)["codes"]
    assert len(codes) == 9
    assert set(codes) <= {0, 3} and 0 in codes
    mine([tmp_path / "pages"], tmp_path / "c.db")
    mine([tmp_path / "pages"], tmp_path / "alone.db")
    assert exported(tmp_path / "c.db", tmp_path / "c") == exported(tmp_path / "alone.db", tmp_path / "a")
    assert not (tmp_path / "c.db.lock").exists()


def deadly(paths: Iterable[str], labels: LabelOptions) -> Iterator[Outcome]:
    """The work of a worker that one file ends, as a fault in a library or a shortage of memory would."""
    for path in paths:
        if path.endswith("deadly.txt"):
            os.kill(os.getpid(), signal.SIGKILL)
        yield process(path, labels)


@POSIX
def test_a_file_that_kills_its_worker_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(tmp_path / "pages", 24, 1)
    mine([tmp_path / "pages"], tmp_path / "without.db")
    (tmp_path / "pages" / "柳deadly.txt").write_text(FIRE, encoding="utf8")
    monkeypatch.setattr(local, "process_many", deadly)
    summary = mine([tmp_path / "pages"], tmp_path / "c.db", jobs=2)
    assert [Path(r.path).name for r in summary.refusals] == ["柳deadly.txt"]
    assert "ended" in summary.refusals[0].reason
    assert summary.pages == 24
    assert exported(tmp_path / "c.db", tmp_path / "c") == exported(tmp_path / "without.db", tmp_path / "w")


def test_a_worker_that_dies_while_another_is_started_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pool's own pipe is closed under the hand of who submits; that tells no more than a broken pool does."""
    write_pages(tmp_path / "pages", 20, 1)
    submit, calls = ProcessPoolExecutor.submit, []

    def closing(self: ProcessPoolExecutor, *arguments: object, **options: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError("handle is closed")
        return submit(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ProcessPoolExecutor, "submit", closing)
    paths = sorted(str(p) for p in (tmp_path / "pages").iterdir())
    assert [o.path for o in local.run(paths, jobs=2)] == paths
    assert len(calls) > 2


def unlucky(paths: Iterable[str], labels: LabelOptions) -> Iterator[Outcome]:
    """The work of workers the first of which is killed from outside, in mid-course: files tell the others of it."""
    for path in paths:
        told = Path(path).parents[1] / "killed"
        if "-03" in Path(path).name:
            try:
                told.touch(exist_ok=False)
            except FileExistsError:
                pass
            else:
                os.kill(os.getpid(), signal.SIGKILL)
        yield process(path, labels)


@POSIX
def test_a_killed_worker_is_replaced_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(tmp_path / "pages", 60, 1)
    mine([tmp_path / "pages"], tmp_path / "without.db")
    monkeypatch.setattr(local, "process_many", unlucky)
    summary = mine([tmp_path / "pages"], tmp_path / "c.db", jobs=2)
    assert (tmp_path / "killed").exists() and summary.pages == 60 and not summary.refusals
    with Corpus(tmp_path / "c.db") as corpus:
        assert verify(corpus).sound
    assert exported(tmp_path / "c.db", tmp_path / "c") == exported(tmp_path / "without.db", tmp_path / "w")
