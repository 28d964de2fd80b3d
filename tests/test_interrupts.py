"""Ctrl+C while something is held together: it comes afterwards, once, to whom it was meant for."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from corpus_tools.interrupts import end_quietly, ended_here, held


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background of a shell
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs signals")
def test_a_signal_that_another_thread_takes_waits_as_well() -> None:
    """The mask of the main thread does not keep Python from raising there for a signal that came elsewhere."""
    done, go = [], threading.Event()

    def other() -> None:
        go.wait()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)

    thread = threading.Thread(target=other)
    with pytest.raises(KeyboardInterrupt):
        with held():
            thread.start()
            go.set()
            thread.join()
            done.append("whole")
        done.append("never")
    assert done == ["whole"]


def test_what_was_set_before_is_told_and_stands_again() -> None:
    seen: list[int] = []
    handler = lambda number, frame: seen.append(number)  # noqa: E731 - compared by identity below
    signal.signal(signal.SIGINT, handler)
    with held():
        signal.raise_signal(signal.SIGINT)
        assert seen == []
    assert seen == [signal.SIGINT]
    assert signal.getsignal(signal.SIGINT) is handler


def test_who_ignores_it_goes_on_ignoring_it() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with held():
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
        signal.raise_signal(signal.SIGINT)
    end_quietly()
    assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    signal.raise_signal(signal.SIGINT)


def test_a_thread_that_holds_it_changes_nothing_for_the_program() -> None:
    before, seen = signal.getsignal(signal.SIGINT), []

    def other() -> None:
        with held():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert seen == [before]


WORKER = """
import os, signal, sys
from corpus_tools.interrupts import end_quietly, ended_here
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # as a process is born that was started under held
end_quietly(at_once=False)
os.kill(os.getpid(), signal.SIGINT)
print("sent", flush=True)
with ended_here():
    print("worked", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs masks of signals")
def test_who_works_for_others_ends_within_its_work_only() -> None:
    done = subprocess.run([sys.executable, "-c", WORKER], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.split(), done.stderr) == (-signal.SIGINT, ["sent"], "")


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs masks of signals")
def test_ctrl_c_is_held_back_behind_the_work() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    try:
        with ended_here():
            assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
