"""Progress of a run on stderr: a bar with rate and time left on a terminal, plain lines otherwise."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from corpus_tools.engines.mining import Progress, Silent
from corpus_tools.engines.work import Outcome

__all__ = ["progress"]

_EVERY = 5.0  # seconds between plain lines: a log stays readable over hours


@contextmanager
def progress(*, quiet: bool = False, stream: TextIO | None = None) -> Iterator[Progress]:
    """The fitting way of showing progress on ``stream`` (stderr by default)."""
    stream = stream or sys.stderr
    if quiet:
        yield Silent()
    elif stream.isatty():
        yield from _bar(stream)
    else:
        yield Lines(stream)


class Lines:
    """A line at the start, every few seconds and at the end; nothing that moves."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.total = self.done = self.characters = 0
        self.began = self.said = time.monotonic()

    def begin(self, total: int) -> None:
        self.total = total
        self.began = self.said = time.monotonic()
        self._say(f"{total} file{'s' if total != 1 else ''} to read")

    def advance(self, outcome: Outcome) -> None:
        self.done += 1
        if outcome.rows:
            self.characters += outcome.rows.characters
        now = time.monotonic()
        if self.done == self.total or now - self.said >= _EVERY:
            self.said = now
            rate = self.done / max(now - self.began, 1e-6)
            left = f", {(self.total - self.done) / rate:.0f} s left" if self.done < self.total else ""
            self._say(f"{self.done} of {self.total} files, {rate:.0f} a second{left}")

    def step(self, message: str) -> None:
        self._say(message)

    def _say(self, line: str) -> None:
        print(line, file=self.stream, flush=True)


def _bar(stream: TextIO) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Rich

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Rich(*columns, console=Console(file=stream), transient=True) as bar:
        yield Bar(bar)


class Bar:
    """A bar of ``rich``, gone when the run is over."""

    def __init__(self, bar: Any) -> None:
        self.bar = bar
        self.task = self.bar.add_task("reading", total=None, rate="")
        self.done = 0
        self.began = time.monotonic()

    def begin(self, total: int) -> None:
        self.began = time.monotonic()
        self.bar.update(self.task, total=total)

    def advance(self, outcome: Outcome) -> None:
        self.done += 1
        rate = self.done / max(time.monotonic() - self.began, 1e-6)
        self.bar.update(self.task, advance=1, rate=f"{rate:.0f} files/s")

    def step(self, message: str) -> None:
        self.bar.update(self.task, description=message)
