"""Work on reports over several processes, or ahead in a thread.

Aligning is Python, so threads do not help; a forked process sees the arrays of its parent without copying them.
Where forking is not possible or not safe (other systems, a process with threads, a process that is itself a
helper), everything is done here, with the same result.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from corpus_tools.interrupts import end_quietly, held

__all__ = ["ahead", "shared_out"]

T = TypeVar("T")
R = TypeVar("R")

LEAST = 400  # items below which a second process costs more (some 50 ms) than it saves
MOST = 4  # processes: what cannot be shared out takes a third of the time

_PARTS = 24  # for each process: who is held up leaves the more of them to the others
_SMALLEST = 40  # items of a part: what is looked at together is cheaper


def shared_out(
    work: Callable[[Sequence[T]], list[R]],
    items: Sequence[T],
    weights: Sequence[float],
    beside: Callable[[], None] | None = None,
    *,
    least: int | None = None,
    smallest: int | None = None,
    packed: Callable[[list[R]], Any] = lambda results: results,
    unpacked: Callable[[Any], list[R]] = lambda results: results,
) -> list[R]:
    """``work`` on all items, in contiguous parts of about equal weight; results in order.

    Each process takes the next part when it is done with one; ``beside`` is done in this process before it takes
    its first. Fewer items than ``least`` (by default ``LEAST``) are not shared out, nor is work within work that is;
    a part has ``smallest`` items (by default ``_SMALLEST``) or more. ``packed`` is how results are sent from one
    process to another, ``unpacked`` its inverse.

    >>> shared_out(lambda part: [2 * x for x in part], [1, 2, 3], [1, 1, 1])
    [2, 4, 6]
    """
    jobs = _cores() if len(items) >= (LEAST if least is None else least) and not _sharing else 1
    if jobs == 1:
        if beside:
            beside()
        return work(items)
    fewest = _SMALLEST if smallest is None else smallest
    parts = _parts(items, weights, min(jobs * _PARTS, max(jobs, len(items) // fewest), 255))
    tickets, counter = os.pipe()
    os.write(counter, bytes(range(len(parts))))  # of one byte each: whoever reads one has the part to himself
    os.close(counter)
    found: list[list[R] | None] = [None] * len(parts)
    try:
        helpers = [_started(work, parts, tickets, packed) for _ in range(jobs - 1)]
        if beside:
            beside()
        with _alone():
            for k in _taken(tickets):
                found[k] = work(parts[k])
    finally:
        os.close(tickets)
    for process, answers in helpers:
        try:
            for k, results in answers.recv():
                found[k] = unpacked(results)
        except EOFError:  # the helper was killed, by a shortage of memory perhaps
            pass
        process.join()
        answers.close()
    out: list[R] = []
    for part, results in zip(parts, found, strict=True):
        out += work(part) if results is None else results
    return out


def ahead(work: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
    """``work`` on things in order, in a thread: on the next one while the last one's result is used.

    It should be work of numpy, which lets two threads go on.

    >>> list(ahead(lambda x: 2 * x, [1, 2, 3]))
    [2, 4, 6]
    """
    with ThreadPoolExecutor(1) as thread:
        waiting: list[Future[R]] = []
        for thing in things:
            waiting.append(thread.submit(work, thing))
            if len(waiting) > 1:
                yield waiting.pop(0).result()
        yield from (future.result() for future in waiting)


@contextmanager
def _alone() -> Iterator[None]:
    """While this process does a part of what is shared out: the other cores are at work already."""
    global _sharing
    _sharing = True
    try:
        yield
    finally:
        _sharing = False


_sharing = False


def _cores() -> int:
    fork = sys.platform == "linux" and "fork" in multiprocessing.get_all_start_methods()
    if not fork or threading.active_count() > 1 or multiprocessing.parent_process() is not None:
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def _parts(items: Sequence[T], weights: Sequence[float], number: int) -> list[Sequence[T]]:
    """Contiguous parts of about equal weight, ``number`` at most."""
    goal = sum(weights) / number
    out: list[Sequence[T]] = []
    start, size = 0, 0.0
    for k, weight in enumerate(weights):
        if k > start and size >= goal * (len(out) + 1) and len(out) < number - 1:
            out.append(items[start:k])
            start = k
        size += weight
    out.append(items[start:])
    return out


def _taken(tickets: int) -> Iterator[int]:
    """Numbers of parts, until there are no more of them."""
    while ticket := os.read(tickets, 1):
        yield ticket[0]


def _started(
    work: Callable[[Sequence[T]], list[R]],
    parts: Sequence[Sequence[T]],
    tickets: int,
    packed: Callable[[list[R]], Any],
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(work, parts, tickets, packed, there), daemon=True)
    with warnings.catch_warnings():
        # from 3.12 on Python warns of any thread, also of the sleeping ones of a linear algebra library
        warnings.simplefilter("ignore", DeprecationWarning)
        with held():
            process.start()
    there.close()
    return process, here


def _help(
    work: Callable[[Sequence[T]], list[R]],
    parts: Sequence[Sequence[T]],
    tickets: int,
    packed: Callable[[list[R]], Any],
    answers: Connection,
) -> None:
    end_quietly()
    gc.freeze()  # looking for cycles would write to every object of the parent, and so copy all its memory
    try:
        with _alone():
            answers.send([(k, packed(work(parts[k]))) for k in _taken(tickets)])
    except Exception:  # no memory, or nobody is left to be answered: who waits will do the work and meet the fault
        os._exit(1)
    answers.close()
