"""Work on pairs of reports over several processes.

Aligning is Python, so threads do not help; a forked process sees the arrays of its parent without copying them.
Where forking is not possible or not safe (other systems, a process with threads, a process that is itself a
helper), everything is done here, with the same result.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

from corpus_tools.interrupts import end_quietly, held

__all__ = ["shared_out"]

T = TypeVar("T")
R = TypeVar("R")

LEAST = 400  # items below which a second process costs more (some 50 ms) than it saves
MOST = 4  # processes: what cannot be shared out takes a third of the time


def shared_out(
    work: Callable[[Sequence[T]], list[R]],
    items: Sequence[T],
    weights: Sequence[float],
    beside: Callable[[], None] | None = None,
    weight: float = 0.0,
) -> list[R]:
    """``work`` on all items, in contiguous parts of about equal weight, one for each core; results in order.

    ``beside`` is done in this process meanwhile and counts as ``weight``.

    >>> shared_out(lambda part: [2 * x for x in part], [1, 2, 3], [1, 1, 1])
    [2, 4, 6]
    """
    jobs = _cores() if len(items) >= LEAST else 1
    parts = _parts(items, weights, jobs, weight)
    helpers = [_started(work, part) for part in parts[1:]]
    if beside:
        beside()
    out = work(parts[0])
    for (process, answers), part in zip(helpers, parts[1:], strict=True):
        try:
            found = answers.recv()
        except EOFError:  # the helper was killed, by a shortage of memory perhaps
            found = work(part)
        process.join()
        answers.close()
        out += found
    return out


def _cores() -> int:
    fork = sys.platform == "linux" and "fork" in multiprocessing.get_all_start_methods()
    if not fork or threading.active_count() > 1 or multiprocessing.parent_process() is not None:
        return 1
    return min(MOST, len(os.sched_getaffinity(0)))


def _parts(items: Sequence[T], weights: Sequence[float], jobs: int, already: float) -> list[Sequence[T]]:
    """Contiguous parts of about equal weight, the first of them with ``already`` beside it."""
    goal = (sum(weights) + already) / jobs
    out: list[Sequence[T]] = []
    start, size = 0, float(already)
    for k, weight in enumerate(weights):
        if size >= goal * (len(out) + 1) and len(out) < jobs - 1:
            out.append(items[start:k])
            start = k
        size += weight
    out.append(items[start:])
    return out


def _started(
    work: Callable[[Sequence[T]], list[R]], part: Sequence[T]
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(work, part, there), daemon=True)
    with warnings.catch_warnings():
        # from 3.12 on Python warns of any thread, also of the sleeping ones of a linear algebra library
        warnings.simplefilter("ignore", DeprecationWarning)
        with held():
            process.start()
    there.close()
    return process, here


def _help(work: Callable[[Sequence[T]], list[R]], part: Sequence[T], answers: Connection) -> None:
    end_quietly()
    try:
        answers.send(work(part))
    except Exception:  # no memory, or nobody is left to be answered: who waits will do the work and meet the fault
        os._exit(1)
    answers.close()
