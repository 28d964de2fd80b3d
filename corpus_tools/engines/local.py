"""Files one after another in this process, or spread over processes. Outcomes come in the order of the files."""

from __future__ import annotations

import atexit
import gc
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from corpus_tools.cycles import collecting_seldom
from corpus_tools.engines.work import Outcome, process_many, written
from corpus_tools.interrupts import end_quietly, ended_here, held
from corpus_tools.labels import LabelOptions
from corpus_tools.records import Refusal

__all__ = ["run"]

Work = Callable[[Iterable[str]], Iterator[Outcome]]

_LABELS = LabelOptions()

_DEADLY = "the process that read it was ended twice (not enough memory, or a fault of ours); please report this file"

# Files handed over at a time. Steps go through what was handed over together: 16 at a time cost 8 % more CPU than 180.
# Towards the end there are fewer and fewer, so that no process has much to do when the others are done
_CHUNK, _FEWEST = 128, 16
_ROUNDS = 4  # chunks for each process that what is left is cut into
_HEAVY = 1_000_000  # bytes of files handed over at a time; what is made of them takes six times as much
# In work or waiting per process: work for as long as a batch is written; bounds what lies in memory
_AHEAD = 8  # chunks
_FILES = 320


def run(
    paths: Sequence[str], *, jobs: int = 1, labels: LabelOptions = _LABELS, program: str = ""
) -> Generator[Outcome, None, None]:
    """Process files with ``jobs`` processes; with one, in this very process. Pages come as rows of ``program``."""
    work = partial(_rows, partial(process_many, labels=labels), program)
    if jobs <= 1 or len(paths) <= 1:
        yield from work(paths)
        return
    done = 0
    while done < len(paths):
        lost = 0  # files that were in hand when a worker died
        try:
            for outcomes in _spread(paths[done:], jobs, work):
                yield from outcomes
                done += len(outcomes)
        except BrokenProcessPool:
            lost = min(jobs * _FILES + _CHUNK, len(paths) - done)
        if lost:  # one of these may be what killed it, so each goes alone; the others are shared out again
            yield from _one_by_one(paths[done : done + lost], work)
            done += lost


def _rows(work: Work, program: str, paths: Iterable[str]) -> Iterator[Outcome]:
    return written(work(paths), program)


def _spread(paths: Sequence[str], jobs: int, work: Work) -> Iterator[list[Outcome]]:
    chunks = _chunks(paths, jobs)
    pool = _pool(jobs)
    waiting: deque[Future[list[Outcome]]] = deque()
    files = 0  # in work or waiting
    try:
        while True:
            while len(waiting) < jobs * _AHEAD and files < jobs * _FILES and (chunk := next(chunks, None)):
                waiting.append(_submit(pool, work, chunk))
                files += len(chunk)
            if not waiting:
                return
            outcomes = waiting.popleft().result()
            files -= len(outcomes)
            yield outcomes
    finally:
        pool.shutdown(cancel_futures=True)  # stopped half-way, what nobody waits for any more is not begun


def _chunks(paths: Sequence[str], jobs: int) -> Iterator[list[str]]:
    """Files that are handed over together, of large ones fewer, and fewer towards the end."""
    chunk: list[str] = []
    size = 0
    most = 0
    for done, path in enumerate(paths):
        if not chunk:
            most = min(_CHUNK, max(_FEWEST, (len(paths) - done) // (_ROUNDS * jobs)))
        chunk.append(path)
        with suppress(OSError):  # whoever reads it says what is wrong with it
            size += Path(path).stat().st_size
        if len(chunk) == most or size >= _HEAVY:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _one_by_one(paths: Sequence[str], work: Work) -> Iterator[Outcome]:
    """Each file alone in a worker; one that ends its worker twice is refused."""
    pool = _pool(1)
    try:
        for path in paths:
            for last in (False, True):
                try:
                    yield _submit(pool, work, [path]).result()[0]
                    break
                except BrokenProcessPool:
                    pool.shutdown()
                    pool = _pool(1)
                    if last:
                        yield Outcome(path, refusal=Refusal(path, _DEADLY))
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawn: the same on every system, and safe with threads of numpy and Rust
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin)


def _submit(pool: ProcessPoolExecutor, work: Work, chunk: Sequence[str]) -> Future[list[Outcome]]:
    with held():  # this may start a worker, and one that is starting would end in a traceback
        try:
            return pool.submit(_process_many, work, chunk)
        except OSError as error:
            if error.errno is None:  # "handle is closed": another worker died while this one was being started
                raise BrokenProcessPool(str(error)) from error
            raise


def _begin() -> None:
    """Make a worker end when its work has no taker: at Ctrl+C without a word, and after its parent."""
    end_quietly(at_once=False)
    atexit.register(gc.freeze)  # word lists and caches go with the process: looking for cycles in them took 0.6 s
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A parent that is killed closes nothing that a worker waits for: workers hold the other end of the pipe too
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _process_many(work: Work, paths: Sequence[str]) -> list[Outcome]:
    with ended_here(), collecting_seldom():
        return list(work(paths))
