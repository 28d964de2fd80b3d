"""Files spread over a Spark cluster; the outcomes come back a wave at a time and are written here.

Needs the extra ``corpus-tools[spark]`` and Java 17. The files must lie where every worker can read them. A session
that is already there (``spark-submit``, a notebook) is used; else one is started on this machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from corpus_tools.engines.work import Outcome, process_many, written
from corpus_tools.errors import UsageError
from corpus_tools.labels import LabelOptions

__all__ = ["run", "spark_session"]

_LABELS = LabelOptions()

_SHARE = 64  # files a core in one wave: enough to level out long pages, few enough to hold the outcomes here


def run(
    paths: Sequence[str], *, jobs: int = 1, labels: LabelOptions = _LABELS, program: str = ""
) -> Generator[Outcome, None, None]:
    """Process files on Spark. ``jobs`` is the number of local cores where no session is there yet."""
    if not paths:
        return
    with spark_session(jobs) as session:
        # toLocalIterator() would compute one partition after another; a wave keeps all cores at work, and collect()
        # keeps the order of the files, so the database is the same as the local engine's
        context = session.sparkContext
        cores = context.defaultParallelism
        for start in range(0, len(paths), cores * _SHARE):
            wave = list(paths[start : start + cores * _SHARE])
            yield from (
                context.parallelize(wave, min(len(wave), cores * 4))
                .mapPartitions(partial(_rows, labels, program))
                .collect()
            )


def _rows(labels: LabelOptions, program: str, paths: Iterable[str]) -> Iterator[Outcome]:
    return written(process_many(paths, labels), program)


@contextmanager
def spark_session(jobs: int) -> Iterator[Any]:
    """The session that is there, or one on ``jobs`` local cores that ends here.

    Raises
    ------
    UsageError
        If PySpark or Java is missing.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError("the engine spark needs PySpark: pip install 'corpus-tools[spark]' (and Java 17)") from None
    present = SparkSession.getActiveSession()
    try:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers are whatever `python3` is
        session = present or (
            SparkSession.builder.master(f"local[{jobs}]")
            .appName("corpus-tools")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
    except Exception as e:  # no Java, wrong Java: py4j says so in many words
        raise UsageError(f"Spark could not be started ({str(e).splitlines()[0]}); is Java 17 installed?") from e
    try:
        yield session
    finally:
        if present is None:
            session.stop()
