"""A corpus as Parquet tables, made on a Spark cluster from beginning to end: nothing passes through one machine.

Pages are analysed where they lie, and each page's rows travel as one Arrow stream; reports are compared by the
steps of ``reuse.shuffled``. What follows from the passages (families, stock phrases, shares) is worked out when the
tables are imported into a database, in time and memory that are linear in them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools import __version__
from corpus_tools.corpus.columnar import arrow_schema, batch, packed, table_path, unpacked
from corpus_tools.corpus.rows import PAGE_TABLES, page_id, page_rows
from corpus_tools.engines.fingerprint import fingerprint
from corpus_tools.engines.spark import spark_session
from corpus_tools.engines.spark_reuse import BETWEEN, compared, packed_reports
from corpus_tools.engines.work import Outcome, process
from corpus_tools.errors import CorpusToolsError, UsageError
from corpus_tools.labels import LabelOptions
from corpus_tools.reading.files import printable
from corpus_tools.records import Refusal
from corpus_tools.reuse import Background

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["mine_tables"]

_LABELS = LabelOptions()
_WORK = "_work"  # folder of what is needed on the way only; Spark passes over names that begin with _
_PAGES = 32  # pages analysed between two writes: some megabytes of rows
_TASKS = 4  # for each core: enough to level out long pages


def mine_tables(
    inputs: Sequence[str],
    out: Path,
    *,
    jobs: int = 1,
    labels: LabelOptions = _LABELS,
    background: Background | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[int, list[Refusal]]:
    """Mine files, or one Parquet table of pages, into a folder of Parquet tables.

    Parameters
    ----------
    inputs : files and folders, which every worker must be able to read; or one ``*.parquet`` with the columns
        ``name`` and ``text`` or ``content`` (bytes)
    out : a folder that does not exist yet, where every worker can write
    jobs : local cores where no session is there yet
    labels, background : as in ``mine``
    step : told of what is done

    Returns
    -------
    number of pages, and what was refused

    Raises
    ------
    UsageError
        If ``out`` is there already, PySpark or Java is missing, or the table has no such columns.
    CorpusToolsError
        If no page at all could be read.
    """
    if out.exists():
        raise UsageError(f"{out}: is there already; name a new folder")
    started = _now()
    labels.load()
    with spark_session(jobs) as session:
        session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _PAGES)
        try:
            summary = _made(session, inputs, out, labels, background, step, started)
        except BaseException:
            shutil.rmtree(out, ignore_errors=True)  # part of the tables is no corpus
            raise
    return summary


def _made(
    session: Any,
    inputs: Sequence[str],
    out: Path,
    labels: LabelOptions,
    background: Background | None,
    step: Callable[[str], None],
    started: str,
) -> tuple[int, list[Refusal]]:
    work, between = str(out / _WORK), str(out / f"{_WORK}-between")
    pages, refused = _inputs(session, inputs)
    step("analysing pages")
    schema = _spark_schema(_outcome_schema())
    pages.mapInArrow(_analysed(labels, fingerprint(labels)), schema).write.parquet(work)
    outcomes = session.read.parquet(work)
    refused += _refusals(outcomes)
    count = outcomes.where("page IS NOT NULL").count()
    if not count:
        reasons = "".join(f"\n  {r.path}: {r.reason}" for r in refused)
        raise CorpusToolsError(f"nothing could be read{reasons or ': no files of a known kind were found'}")
    step("writing tables")
    once = _once(outcomes)
    for table in PAGE_TABLES:
        _write(once.select(table), out, table)
    sources = outcomes.where("page IS NOT NULL").selectExpr("location", "page AS page_id", "sha256")
    sources.write.parquet(str(table_path(out, "sources")))
    step("looking for passages that reports share")
    found = compared(session.sparkContext, once, background)
    session.createDataFrame(found, _spark_schema(_streams(BETWEEN))).write.parquet(between)
    rows = session.read.parquet(between)
    for table in BETWEEN:
        _write(rows.select(table), out, table)
    seconds = _seconds(outcomes)
    for folder in (work, between):
        shutil.rmtree(folder)
    settings = {"engine": "spark", "labels": labels.digest(), "min_confidence": labels.minimum}
    shown = json.dumps([printable(i) for i in inputs], ensure_ascii=False)
    run = (1, started, _now(), "done", __version__, shown, json.dumps(settings), count, 0, len(refused), seconds)
    _write_here(out, "refusals", [(1, r.path, r.reason) for r in refused])
    _write_here(out, "runs", [run])  # last: whoever finds it finds all
    return count, refused


# ---------------------------------------------------------------- pages


def _inputs(session: Any, inputs: Sequence[str]) -> tuple[Any, list[Refusal]]:
    """Pages to read: their order, path, key of the place, and bytes where they come out of a table."""
    kind = "at LONG, path STRING, location STRING, content BINARY"
    if len(inputs) == 1 and inputs[0].rstrip("/").endswith(".parquet"):
        table = session.read.parquet(inputs[0])
        columns = set(table.columns)
        if "name" not in columns or not columns & {"text", "content"}:
            raise UsageError(f"{inputs[0]}: a table of pages has the columns name, and text or content")
        content = "CAST(text AS BINARY)" if "content" not in columns else "content"
        order = "monotonically_increasing_id() AS at"
        place = "substr(sha2(name, 256), 1, 16) AS location"
        return table.selectExpr(order, "name AS path", place, f"{content} AS content"), []
    from corpus_tools.reading import find

    refused: list[Refusal] = []
    rows: list[tuple[int, str, str, bytes | None]] = []
    for found in find(inputs):
        if isinstance(found, Refusal):
            refused.append(found)
        else:
            place = hashlib.sha256(str(found.absolute()).encode("utf8", "surrogateescape")).hexdigest()[:16]
            rows.append((len(rows), str(found), place, None))
    tasks = max(1, min(len(rows), session.sparkContext.defaultParallelism * _TASKS))
    return session.createDataFrame(session.sparkContext.parallelize(rows, tasks), kind), refused


def _analysed(labels: LabelOptions, program: str) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What Spark calls with batches of pages: gives batches of outcomes."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for some in batches:
            rows = [
                _outcome_row(row["at"], row["location"], process(row["path"], labels, row["content"]), program)
                for row in some.to_pylist()
            ]
            yield pa.RecordBatch.from_pylist(rows, schema=_outcome_schema())

    return work


def _outcome_row(at: int, location: str, outcome: Outcome, program: str) -> dict[str, Any]:
    row: dict[str, Any] = {"at": at, "location": location, "path": outcome.path}
    row["seconds"] = json.dumps(outcome.seconds)
    if outcome.analysis is None:
        return row | {"reason": outcome.refusal.reason if outcome.refusal else ""}
    page = outcome.analysis.page
    made = page_rows(outcome.analysis, program)
    row |= {"page": page_id(page), "sha256": page.sha256, "texts": packed_reports(outcome.analysis)}
    return row | {table: packed(batch(table, made[table])) for table in PAGE_TABLES}


def _outcome_schema() -> pa.Schema:
    import pyarrow as pa

    words = [(name, pa.string()) for name in ("location", "path", "seconds", "reason", "page", "sha256")]
    return pa.schema([("at", pa.int64()), *words, *_streams(("texts", *PAGE_TABLES))])


def _streams(tables: Iterable[str]) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(table, pa.binary()) for table in tables])


def _once(outcomes: Any) -> Any:
    """One outcome for each page: where it was found first."""
    from pyspark.sql import functions as f

    first = outcomes.where("page IS NOT NULL").groupBy("page").agg(f.min("at").alias("at"))
    return outcomes.join(first.select("at"), "at", "left_semi")


def _refusals(outcomes: Any) -> list[Refusal]:
    found = outcomes.where("page IS NULL").orderBy("at").select("path", "reason").toLocalIterator()
    return [Refusal(printable(row.path), row.reason) for row in found]


def _seconds(outcomes: Any) -> str:
    """CPU seconds by step, of all pages."""

    def summed(rows: Iterable[Any]) -> Iterator[dict[str, float]]:
        yield _sum(json.loads(row.seconds) for row in rows)

    total = _sum(outcomes.select("seconds").rdd.mapPartitions(summed).collect())
    return json.dumps({k: round(v, 3) for k, v in total.items()})


def _sum(parts: Iterable[dict[str, float]]) -> dict[str, float]:
    out: dict[str, float] = {}
    for some in parts:
        for step, seconds in some.items():
            out[step] = out.get(step, 0.0) + seconds
    return out


# ---------------------------------------------------------------- Arrow and Parquet


def _write(streams: Any, out: Path, table: str) -> None:
    """A table of the one column of Arrow streams that hold its rows."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for some in batches:
            for stream in some.column(0).to_pylist():
                yield from unpacked(stream)

    rows = streams.mapInArrow(work, _spark_schema(arrow_schema(table)))
    rows.write.option("compression", "zstd").parquet(str(table_path(out, table)))


def _write_here(out: Path, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_batches([batch(table, rows)]), table_path(out, table), compression="zstd")


def _spark_schema(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
