"""Runs that are ended from outside, in processes that already have everything imported: what a test of them starts.

    python -m tests.engines.killing FOLDER MOMENTS

``FOLDER`` holds ``pages/`` and ``more/``; each of ``MOMENTS`` runs is killed somewhere in its course. With ``0``
moments, three runs at once are started on one database, three times over. Prints one line of JSON: how many ended how,
and what was found not to hold.

(Processes are forked here and not in the test: a process that runs tests has threads.)
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from corpus_tools.corpus import Corpus, reusing
from corpus_tools.corpus.reusing import index_folder
from corpus_tools.corpus.schema import TABLES
from corpus_tools.corpus.verification import verify
from corpus_tools.engines import mine
from corpus_tools.errors import DatabaseError
from tests.engines.test_mining import exported

UNINDEXED = "the index is missing"  # indexes are made once the first run has filled the tables
reusing.MANY = 10  # so that a small corpus has an index on disk


def started(work: Callable[[], None]) -> int:
    """A process of its own for the work; its number. It ends with 0, with 3 after a DatabaseError, else with 1."""
    number = os.fork()
    if number:
        return number
    code = 1
    try:
        work()
        code = 0
    except DatabaseError:
        code = 3
    finally:
        os._exit(code)


def records(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows that say something of the pages, in the order in which an export has them."""
    out = {}
    with Corpus(db) as corpus:
        for table in set(TABLES) - {"runs", "refusals", "index_segments", "indexed_reports", "section_docs"}:
            out[table] = corpus.db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    return out


def ended(number: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


class Case:
    """A database of ``pages/`` to which ``more/`` is to be added, or one that is to be begun."""

    def __init__(self, folder: Path, begun: bool) -> None:
        self.folder, self.begun = folder, begun
        self.origin = folder / "origin"
        self.origin.mkdir(exist_ok=True)
        self.inputs = [folder / "pages", folder / "more"] if begun else [folder / "pages"]
        if begun and not (self.origin / "c.db").exists():
            mine(self.inputs[:1], self.origin / "c.db")
        self.fresh_copy("whole")
        before = os.times()
        assert ended(started(lambda: self.run("whole"))) == 0
        after = os.times()
        self.seconds = after.children_user + after.children_system - before.children_user - before.children_system
        self.expected = records(self.db("whole"))
        self.exported = exported(self.db("whole"), folder / f"whole-{begun}")

    def db(self, name: str) -> Path:
        return self.folder / name / "c.db"

    def fresh_copy(self, name: str) -> None:
        shutil.rmtree(self.folder / name, ignore_errors=True)
        if self.begun:
            shutil.copytree(self.origin, self.folder / name)
        else:
            (self.folder / name).mkdir()

    def run(self, name: str) -> None:
        mine(self.inputs, self.db(name))

    def faults(self, name: str) -> list[str]:
        """What is wrong with the database as it was left, and with what the next run makes of it."""
        out = []
        db = self.db(name)
        if db.exists():
            with Corpus(db, write=True) as corpus:  # who opens it for writing brings it to its last whole state
                out += [f"left: {f}" for f in verify(corpus).faults if f.detail != UNINDEXED]
        if (code := ended(started(lambda: self.run(name)))) != 0:
            return [*out, f"the next run ended with {code}"]
        with Corpus(db) as corpus:
            out += [f"then: {f}" for f in verify(corpus).faults]
            named = {f for (f,) in corpus.db.execute("SELECT file FROM index_segments")}
        if records(db) != self.expected:
            out.append("the records differ from those of an uninterrupted run")
        if {p.name for p in index_folder(db).glob("*")} != named:
            out.append("files of the index are left that nobody names")
        extra = {p.name for p in db.parent.iterdir()} - {db.name, index_folder(db).name}
        if extra - {"c.db-wal", "c.db-shm"}:
            out.append(f"left over: {sorted(extra)}")
        return out


def spent(number: int) -> float:
    """CPU seconds that a process has had so far."""
    if sys.platform == "linux":
        return time.clock_gettime((~number << 3) | 2)  # the kernel's number for the clock of another process
    return time.monotonic() - BEGAN[number]


BEGAN: dict[int, float] = {}


def killed(case: Case, moment: float) -> tuple[str, list[str]]:
    """One run, killed after ``moment`` of the CPU time it takes: it may wait for the processor as long as it likes."""
    case.fresh_copy("killed")
    number = started(lambda: case.run("killed"))
    BEGAN[number] = time.monotonic()
    while spent(number) < moment * case.seconds and not os.waitid(
        os.P_PID, number, os.WEXITED | os.WNOHANG | os.WNOWAIT
    ):
        time.sleep(0.001)
    os.kill(number, signal.SIGKILL)
    died = ended(number) == -signal.SIGKILL
    if not died:  # quicker than the run that was measured
        case.seconds *= 0.9
    return ("killed" if died else "done before"), [f"at {moment:.3f}: {f}" for f in case.faults("killed")]


def full(case: Case, size: int) -> tuple[str, list[str]]:
    """One run that can write no file beyond ``size`` bytes, as on a disk that is full."""

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        case.run("full")

    case.fresh_copy("full")
    code = ended(started(limited))
    found = [] if code in (0, 3) else [f"full at {size}: ended with {code} instead of an error that says so"]
    return ("told" if code == 3 else "done"), found + [f"full at {size}: {f}" for f in case.faults("full")]


def at_once(folder: Path) -> list[int]:
    """Exit codes of runs that are started together on one database."""
    codes = []
    for _ in range(3):
        numbers = [started(lambda: mine([folder / "pages"], folder / "c.db")) for _ in range(3)]
        codes += [ended(n) for n in numbers]
    return codes


def main() -> None:
    folder, moments = Path(sys.argv[1]), int(sys.argv[2])
    if not moments:
        print(json.dumps({"codes": at_once(folder)}))
        return
    rng = random.Random(moments)
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for begun in (False, True):
        case = Case(folder, begun)
        died = 0
        for _ in range(5 * moments):  # bounds the trial where nothing can be killed in time
            what, found = killed(case, (died + rng.random()) / (moments // 2))
            counts[what] += 1
            faults += found
            died += what == "killed"
            if died == moments // 2:
                break
        largest = max(p.stat().st_size for p in (folder / "whole").rglob("*") if p.is_file())
        for share in (0.2, 0.6, 0.9):
            what, found = full(case, int(share * largest))
            counts[what] += 1
            faults += found
        if exported(case.db("full"), folder / f"again-{begun}") != case.exported:
            faults.append("the export differs from that of an uninterrupted run")
    print(json.dumps({"counts": counts, "faults": faults}, ensure_ascii=False))


if __name__ == "__main__":
    main()
