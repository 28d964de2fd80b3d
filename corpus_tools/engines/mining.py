"""The main job: from files to a finished database."""

from __future__ import annotations

import hashlib
import os
import platform
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Protocol

from corpus_tools import __version__
from corpus_tools.corpus.corrections import carry_over
from corpus_tools.corpus.lock import alone
from corpus_tools.corpus.reusing import index_folder, reuse_is_current, update_reuse
from corpus_tools.corpus.rows import PageRows
from corpus_tools.corpus.stock import chosen_background
from corpus_tools.corpus.store import Corpus
from corpus_tools.corpus.upgrading import upgrade_locked
from corpus_tools.cycles import collecting_seldom
from corpus_tools.engines import local, spark
from corpus_tools.engines.fingerprint import fingerprint
from corpus_tools.engines.work import STORING_FAULTS, Outcome, digest, not_stored
from corpus_tools.errors import CorpusToolsError, DatabaseError, UsageError
from corpus_tools.labels import LabelOptions
from corpus_tools.reading.files import is_our_page, printable
from corpus_tools.records import Refusal
from corpus_tools.remembered import let_go
from corpus_tools.reuse import Background
from corpus_tools.reuse.memory import give_back

__all__ = ["ENGINES", "Progress", "RunSummary", "forget", "mine"]

_LABELS = LabelOptions()
# What is written in one transaction, and lost by a crash: with 64 pages the full-text index cost twice as much, with
# 256 a tenth more. Packed, 512 pages of usual length wait in 15 MB
_BATCH = 512  # pages
_LARGE = 2_000_000  # characters; their rows take some 30 MB
_MANY = 1000  # pages, from which on what was remembered of their words takes 30 MB
_LATEST = 10.0  # seconds by the clock: pages that are slow to read do not wait for one another

Engine = Callable[..., Generator[Outcome, None, None]]
ENGINES: dict[str, Engine] = {"local": local.run, "spark": spark.run}


class Progress(Protocol):
    """What the command line shows while mining goes on."""

    def begin(self, total: int) -> None: ...

    def advance(self, outcome: Outcome) -> None: ...

    def step(self, message: str) -> None: ...


class Silent:
    """No progress shown."""

    def begin(self, total: int) -> None: ...

    def advance(self, outcome: Outcome) -> None: ...

    def step(self, message: str) -> None: ...


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did. ``pages`` were read anew, ``unchanged`` stood in the database already."""

    db: Path
    pages: int
    unchanged: int
    refusals: tuple[Refusal, ...]
    seconds: dict[str, float] = field(default_factory=dict)


def mine(
    paths: Sequence[str | os.PathLike[str]],
    db: str | os.PathLike[str],
    *,
    jobs: int = 1,
    engine: str = "local",
    fresh: bool = False,
    labels: LabelOptions = _LABELS,
    background: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> RunSummary:
    """Mine files and folders into a database; a second run takes only what changed.

    Parameters
    ----------
    paths : files and folders, folders with all that lies in them
    db : the SQLite file; made if there is none
    jobs : processes
    engine : where the work is done, a key of ``ENGINES``
    fresh : start from nothing; the present file is replaced only once the new one is complete
    labels : which model labels the sections, and how sure it must be
    background : own table of stock wording, its folder or file; by default what CORPUS_TOOLS_BACKGROUND names, or
        the one that is shipped
    progress : told of what happens

    Raises
    ------
    DatabaseError
        If the database cannot be opened or written, or another run is writing to it.
    CorpusToolsError
        If no file at all could be read.
    """
    if engine not in ENGINES:
        raise UsageError(f"unknown engine {engine!r}; there are: {', '.join(ENGINES)}")
    if jobs < 1:
        raise UsageError(f"--jobs must be 1 or more, not {jobs}")
    labels.load()  # a model or table that cannot be read is said before anything is done
    stock = chosen_background(background)
    show = progress or Silent()
    target = Path(db)
    with alone(target):
        copy = upgrade_locked(target) if target.exists() else None
        if copy:
            show.step(f"brought up to date from an older version; a copy of the old file is {copy.name}")
        place = target.with_name(target.name + ".new") if fresh else target
        existed = place.exists() and not fresh
        if fresh:
            _remove(place)
            if target.exists():
                Corpus(target).close()  # refuse to replace what is none of ours
        empty, done = True, False
        try:
            with Corpus(place, write=True) as corpus:
                try:
                    with collecting_seldom():
                        summary = _Run(corpus, target, labels, stock, show).mine(paths, engine, jobs)
                finally:
                    with suppress(sqlite3.Error):
                        empty = not corpus.count("pages")
                if fresh and target.exists():
                    with Corpus(target) as old:  # what users have corrected is not ours to throw away
                        carry_over(old, corpus)
                done = True
        except sqlite3.Error as e:
            raise DatabaseError(f"{target}: cannot be written ({e}); what was complete before is kept") from e
        finally:
            # a run that failed or was stopped leaves no file without a page, and none that --fresh began
            if not existed and (empty or (fresh and not done)):
                _remove(place)
        if empty:
            reasons = "".join(f"\n  {r.path}: {r.reason}" for r in summary.refusals)
            raise CorpusToolsError(f"nothing could be read{reasons or ': no files of a known kind were found'}")
        if fresh:
            _remove(target, sidecars_only=True)
            place.replace(target)
    return summary


def forget(pages: Sequence[str], db: str | os.PathLike[str]) -> list[str]:
    """Remove pages, named by key or by a name that only one page has; gives their keys.

    Raises
    ------
    UsageError
        If there is no such page, or several have the name; nothing is removed then.
    """
    target = Path(db)
    Corpus(target).close()  # says what is wrong with it before anything is locked
    with alone(target), Corpus(target, write=True) as corpus:
        keys = list(dict.fromkeys(_page(corpus, page) for page in pages))
        with corpus.transaction():
            for key in keys:
                corpus.delete(key)
        update_reuse(corpus, index_folder(target), background=chosen_background())
    return keys


def _page(corpus: Corpus, page: str) -> str:
    found = [k for (k,) in corpus.db.execute("SELECT id FROM pages WHERE id = ?1 OR name = ?1 ORDER BY id", (page,))]
    if not found:
        raise UsageError(f"{corpus.path}: there is no page {page!r}; the table `pages` has their keys and names")
    if len(found) > 1 and page not in found:
        raise UsageError(f"{len(found)} pages have the name {page!r}; name one by its key: {', '.join(found)}")
    return page if page in found else found[0]


class _Run:
    """One run over one open database."""

    def __init__(
        self, corpus: Corpus, target: Path, labels: LabelOptions, background: Background | None, progress: Progress
    ) -> None:
        self.corpus = corpus
        self.target = target
        self.labels = labels
        self.background = background
        self.progress = progress
        self.refusals: list[Refusal] = []
        self.seconds: dict[str, float] = {}
        self.pages = 0
        self.unchanged = 0
        self.program = fingerprint(labels)

    def mine(self, paths: Sequence[str | os.PathLike[str]], engine: str, jobs: int) -> RunSummary:
        inputs = [os.fspath(p) for p in paths]
        shown = [printable(p) for p in inputs]
        settings = {
            "engine": engine,
            "jobs": jobs,
            "fresh": self.corpus.path != self.target,
            "labels": self.labels.digest(),
            "min_confidence": self.labels.minimum,
            "program": self.program,
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
        }
        run = self.corpus.begin_run(_now(), __version__, shown, settings)  # this notes earlier ones as cut short
        self._read(inputs, engine, jobs)
        if reuse_is_current(self.corpus, self.background):
            self.corpus.index()
        else:
            self._reuse()
        self.corpus.end_run(
            run,
            _now(),
            pages=self.pages,
            unchanged=self.unchanged,
            refusals=self.refusals,
            seconds={k: round(v, 3) for k, v in self.seconds.items()},
        )
        return RunSummary(self.target, self.pages, self.unchanged, tuple(self.refusals), self.seconds)

    def _read(self, inputs: Sequence[str], engine: str, jobs: int) -> None:
        """Take apart and write what is new among the files; nothing of it is held afterwards."""
        changed = self._changed(inputs)
        self.progress.begin(len(changed))
        run_engine = ENGINES[engine]
        with closing(run_engine(list(changed), jobs=jobs, labels=self.labels, program=self.program)) as outcomes:
            for batch in _batches(map(self._shown, outcomes)):
                with self._timed("writing"), self.corpus.transaction():
                    self._take(batch, changed)
        if self.pages >= _MANY:
            let_go()  # it would lie beside the arrays of what is compared

    def _changed(self, inputs: Sequence[str]) -> dict[str, str]:
        """Files to read, each with its location; the others are counted as unchanged or refused."""
        from corpus_tools.reading import find

        known = self.corpus.sources(self.program)
        overview = self.target.absolute().with_suffix(".html")  # lies beside the database, maybe among the pages
        out: dict[str, str] = {}
        for found in find(inputs):
            if isinstance(found, Refusal):
                self.refusals.append(found)
                continue
            path, location = str(found), _location(found)
            if found.absolute() == overview and _made_by_us(found):
                continue
            if location in known and digest(path) == known[location]:
                self.unchanged += 1
            else:
                out[path] = location
        return out

    def _shown(self, outcome: Outcome) -> Outcome:
        self.progress.advance(outcome)
        return outcome

    def _take(self, batch: Sequence[Outcome], locations: Mapping[str, str]) -> None:
        refused = {outcome.path: outcome.refusal for outcome in batch if outcome.refusal}
        for outcome in batch:
            for step, seconds in outcome.seconds.items():
                self.seconds[step] = self.seconds.get(step, 0.0) + seconds
        found = [(locations[outcome.path], outcome.rows, outcome.path) for outcome in batch if outcome.rows]
        try:
            self._store([(location, page) for location, page, _ in found])
        except STORING_FAULTS:  # whose it is shows when they go one by one
            for location, page, path in found:
                try:
                    self._store([(location, page)])
                except STORING_FAULTS as e:
                    refused[path] = not_stored(path, e)
        self.refusals += [refused[outcome.path] for outcome in batch if outcome.path in refused]

    def _store(self, found: Sequence[tuple[str, PageRows]]) -> None:
        """Write pages, each with the place it was found at: all of them, or none."""
        with self.corpus.attempt():
            new: dict[str, PageRows] = {}
            for _, page in found:
                if page.key not in new and not self.corpus.has_page(page.key, self.program):
                    new[page.key] = page
            self.corpus.add_pages(list(new.values()))
            for location, page in found:
                self.corpus.point(location, page.key, page.sha256)
        self.pages += len(found)

    def _reuse(self) -> None:
        self.progress.step("looking for passages that reports share")
        with self._timed("reuse"):
            self.corpus.db.execute("PRAGMA shrink_memory")  # what writing took is free before the arrays come
            give_back()
            update_reuse(self.corpus, index_folder(self.target), background=self.background)
        for step, sign in (("writing", 1), ("reuse", -1)):  # indexes of the database are made beside that of wording
            self.seconds[step] = self.seconds.get(step, 0.0) + sign * self.corpus.indexing_seconds

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        start = _cpu()
        yield
        self.seconds[step] = self.seconds.get(step, 0.0) + _cpu() - start


def _batches(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """Outcomes that are written together."""
    batch: list[Outcome] = []
    characters, began = 0, monotonic()
    for outcome in outcomes:
        batch.append(outcome)
        characters += outcome.rows.characters if outcome.rows else 0
        if len(batch) == _BATCH or characters > _LARGE or monotonic() - began > _LATEST:
            yield batch
            batch, characters, began = [], 0, monotonic()
    if batch:
        yield batch


def _location(path: Path) -> str:
    """Hash of the absolute path: tells files apart over runs without putting a machine's folders into the file."""
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:16]


def _made_by_us(path: Path) -> bool:
    try:
        return is_our_page(path.read_bytes())
    except OSError:  # ``process`` will say why
        return False


def _cpu() -> float:
    """CPU seconds of this process and of helpers that have ended: looking for passages forks some."""
    return sum(os.times()[:4])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _remove(db: Path, *, sidecars_only: bool = False) -> None:
    for suffix in ("-wal", "-shm") if sidecars_only else ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            db.with_name(db.name + suffix).unlink()
