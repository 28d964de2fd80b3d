"""Sharing work out changes nothing but the time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence

import pytest

from corpus_tools.records import ReportText
from corpus_tools.reuse import find, processes
from corpus_tools.reuse.processes import shared_out
from tests.reuse.test_find import CHANGED, COPIED, ONE, OWN_A, OWN_B

FORK = "fork" in multiprocessing.get_all_start_methods()


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LEAST", 1)
    monkeypatch.setattr(processes, "_cores", lambda: 2)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_SMALLEST", 1)


@pytest.mark.skipif(not FORK, reason="the system cannot fork")
@pytest.mark.usefixtures("two_cores", "small_parts")
def test_results_come_back_in_order_from_another_process() -> None:
    helped = multiprocessing.Event()
    here = os.getpid()
    beside: list[int] = []

    def work(part: Sequence[int]) -> list[tuple[int, int]]:
        if os.getpid() == here:
            helped.wait(60)
        else:
            helped.set()
        return [(x, os.getpid()) for x in part]

    def unpacked(rows: list[list[int]]) -> list[tuple[int, int]]:
        return [(x, pid) for x, pid in rows]

    out = shared_out(
        work,
        range(10),
        [1] * 10,
        lambda: beside.append(os.getpid()),
        packed=lambda r: [[*x] for x in r],
        unpacked=unpacked,
    )
    assert beside == [here]
    assert [x for x, _ in out] == list(range(10))
    assert len({pid for _, pid in out} - {here}) == 1


@pytest.mark.skipif(not FORK, reason="the system cannot fork")
@pytest.mark.usefixtures("two_cores", "small_parts")
def test_work_within_work_that_is_shared_out_stays_in_its_process() -> None:
    def within(part: Sequence[int]) -> list[int]:
        return [os.getpid() for _ in part]

    def work(part: Sequence[int]) -> list[set[int]]:
        return [{os.getpid(), *shared_out(within, range(10), [1] * 10)} for _ in part]

    assert [len(pids) for pids in shared_out(work, range(10), [1] * 10)] == [1] * 10
    assert len(shared_out(within, range(10), [1] * 10)) == 10  # and afterwards work is shared out again
    assert not processes._sharing


def test_parts_are_of_about_equal_weight() -> None:
    assert processes._parts(range(6), [1, 1, 1, 9, 1, 1], 3) == [range(4), range(4, 5), range(5, 6)]
    assert processes._parts(range(4), [1] * 4, 9) == [range(1), range(1, 2), range(2, 3), range(3, 4)]


@pytest.mark.skipif(not FORK, reason="the system cannot fork")
@pytest.mark.usefixtures("two_cores", "small_parts")
def test_what_a_killed_helper_left_undone_is_done_here() -> None:
    here = os.getpid()

    def work(part: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os._exit(1)
        return [x * x for x in part]

    assert shared_out(work, range(10), [1] * 10) == [x * x for x in range(10)]


@pytest.mark.skipif(not FORK, reason="the system cannot fork")
@pytest.mark.usefixtures("two_cores")
@pytest.mark.parametrize("ends", [lambda: signal.raise_signal(signal.SIGINT), lambda: 1 // 0])
def test_a_helper_ends_without_a_word(ends: Callable[[], object], capfd: pytest.CaptureFixture[str]) -> None:
    """At Ctrl+C, and at a fault that whoever waits for it will meet and tell of as well."""
    here = os.getpid()

    def work(part: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            ends()
        return list(part)

    assert shared_out(work, range(10), [1] * 10) == list(range(10))
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(not FORK, reason="the system cannot fork")
def test_find_gives_the_same_on_one_core_and_on_two(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [ONE + COPIED, OWN_A + CHANGED, OWN_B + COPIED + OWN_A, COPIED.replace("46", "9") + ONE, OWN_B]
    reports = [ReportText(f"r{i}", f"p{i}", 7 * i, text) for i, text in enumerate(texts)]
    alone = find(reports)
    monkeypatch.setattr(processes, "LEAST", 1)
    monkeypatch.setattr(processes, "_cores", lambda: 2)
    assert find(reports) == alone
    assert len(alone.passages) > 5


def test_a_process_with_threads_does_not_fork() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert processes._cores() == 1
    finally:
        done.set()
        thread.join()


@pytest.mark.skipif(not FORK, reason="the system cannot fork")
@pytest.mark.usefixtures("two_cores", "small_parts")
def test_items_without_weight_are_shared_out_as_well() -> None:
    many = range(1000)  # each a part by itself would be more than there are tickets
    assert shared_out(lambda part: [2 * x for x in part], many, [0] * len(many)) == [2 * x for x in many]
