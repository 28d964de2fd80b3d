"""Files spread over a Spark cluster; the outcomes come back one partition at a time and are written here.

Needs the extra ``corpus-tools[spark]`` and Java 17. The files must lie where every worker can read them. A session
that is already there (``spark-submit``, a notebook) is used; else one is started on this machine.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

from corpus_tools.engines.work import Outcome, process
from corpus_tools.errors import UsageError

__all__ = ["run"]

_PARTITION = 64  # files a partition: what one worker holds finished at a time


def run(paths: Sequence[str], *, jobs: int = 1) -> Generator[Outcome, None, None]:
    """Process files on Spark. ``jobs`` is the number of local cores where no session is there yet."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError("the engine spark needs PySpark: pip install 'corpus-tools[spark]' (and Java 17)") from None
    if not paths:
        return
    present = SparkSession.getActiveSession()
    try:
        session = present or (
            SparkSession.builder.master(f"local[{jobs}]")
            .appName("corpus-tools")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
    except Exception as e:  # no Java, wrong Java: py4j says so in many words
        raise UsageError(f"Spark could not be started ({str(e).splitlines()[0]}); is Java 17 installed?") from e
    try:
        partitions = -(-len(paths) // _PARTITION)
        # Partitions keep the order of the files, so the database is the same as the local engine's
        yield from session.sparkContext.parallelize(list(paths), partitions).map(process).toLocalIterator()
    finally:
        if present is None:
            session.stop()
