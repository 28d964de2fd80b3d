"""The work on files, one of which is never done with: what a test of stopping a run starts."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus_tools.engines import work
from corpus_tools.engines.work import Outcome
from corpus_tools.labels import LabelOptions

__all__ = ["process_many"]


def process_many(paths: Iterable[str], labels: LabelOptions) -> Iterator[Outcome]:
    """As ``work.process_many``, but at the file ``090.txt`` it says so beside the folder and waits to be ended."""
    for path in paths:
        if Path(path).name == "090.txt":
            Path(path).parents[1].joinpath("held").touch()
            while True:
                time.sleep(1)
        yield work.process(path, labels)
