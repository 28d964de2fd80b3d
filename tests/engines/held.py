"""The work on files, one of which is never done with: what a test of stopping a run starts."""

from __future__ import annotations

import time
from pathlib import Path

from corpus_tools.engines import work
from corpus_tools.engines.work import Outcome
from corpus_tools.labels import LabelOptions

__all__ = ["process"]


def process(path: str, labels: LabelOptions) -> Outcome:
    """As ``work.process``, but at the file ``090.txt`` it says so beside the folder and waits to be ended."""
    if Path(path).name == "090.txt":
        Path(path).parents[1].joinpath("held").touch()
        while True:
            time.sleep(1)
    return work.process(path, labels)
