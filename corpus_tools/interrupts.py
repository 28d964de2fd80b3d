"""Ctrl+C while processes are started: it has its effect a moment later, and nowhere a traceback.

A terminal sends SIGINT to a command and to all its helpers at once. A helper that is being started at that moment would
end in a traceback of its own, whoever wrote its code; so would one whose parent stops half-way through handing it its
work. Both sides of starting a process are here: ``held`` for who starts it, ``end_quietly`` for what is started;
and ``ended_here`` for what is done in it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["end_quietly", "ended_here", "held"]


@contextmanager
def held() -> Iterator[None]:
    """Ctrl+C has its effect when this is left; a process that is started meanwhile holds it back as well.

    The mask is what the new process inherits. It is not enough for this one: another thread, of a linear algebra
    library for instance, may take the signal, and Python would raise in the main thread all the same.

    >>> before = signal.signal(signal.SIGINT, signal.default_int_handler)
    >>> try:
    ...     with held():
    ...         signal.raise_signal(signal.SIGINT)
    ...         print("goes on")
    ... except KeyboardInterrupt:
    ...     print("stops")
    goes on
    stops
    >>> _ = signal.signal(signal.SIGINT, before)
    """
    if threading.current_thread() is not threading.main_thread():
        with _masked():
            yield
        return
    came: list[tuple[int, FrameType | None]] = []
    before = signal.getsignal(signal.SIGINT)
    if before in (None, signal.SIG_IGN):  # set by other than Python, or ignored, as in the background of a shell
        with _masked():
            yield
        return
    signal.signal(signal.SIGINT, lambda number, frame: came.append((number, frame)))
    try:
        with _masked():
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            if callable(before):
                before(*came[-1])
            elif before == signal.SIG_DFL:
                signal.raise_signal(signal.SIGINT)


@contextmanager
def _masked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def ended_here() -> Iterator[None]:
    """In a process that is asked for one thing after another: Ctrl+C ends it within this, and nowhere else.

    One that ended while it sends what it has done would leave half of it in the pipe, and who reads that would wait for
    the rest for ever. What came meanwhile has its effect when this is entered again.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def end_quietly(*, at_once: bool = True) -> None:
    """In a process that was started under ``held``: Ctrl+C ends it without a word, unless it is ignored.

    ``at_once``: now and from now on; else only where ``ended_here`` says.
    """
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if at_once and hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
