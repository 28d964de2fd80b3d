"""Tables as Arrow batches and Parquet files: one `TABLE.parquet` each, a file or a folder of parts.

What `export --format parquet` writes, what the Spark engine writes, and what `import` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.corpus.schema import TABLES
from corpus_tools.errors import UsageError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["arrow_schema", "batch", "packed", "read_rows", "stored", "table_path", "unpacked"]


def table_path(folder: Path, table: str) -> Path:
    """Where a table lies in a folder of Parquet."""
    return folder / f"{table}.parquet"


def arrow_schema(table: str) -> pa.Schema:
    """Columns of a table with their types; a figure (NUMERIC) is a float64, exact up to 2**53.

    >>> arrow_schema("noise")
    page_id: string
    start: int64
    end: int64
    reason: string
    """
    import pyarrow as pa

    kinds = {"INTEGER": pa.int64(), "REAL": pa.float64(), "NUMERIC": pa.float64()}
    declared = TABLES[table].columns.items()
    return pa.schema([(name, kinds.get(sql.partition(" ")[0], pa.string())) for name, sql in declared])


def batch(table: str, rows: Sequence[tuple[Any, ...]]) -> pa.RecordBatch:
    """Rows of a table, in its column order, as one batch.

    >>> batch("noise", [("p", 0, 3, "navigation")]).to_pylist()
    [{'page_id': 'p', 'start': 0, 'end': 3, 'reason': 'navigation'}]
    """
    import pyarrow as pa

    schema = arrow_schema(table)
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(schema)
    # Arrow takes no bool for an integer, and no integer for a float that it would round
    of = {pa.int64(): int, pa.float64(): float, pa.string(): str}
    arrays = [
        pa.array([None if v is None else of[kind](v) for v in values], kind)
        for values, kind in zip(columns, schema.types, strict=True)
    ]
    return pa.record_batch(arrays, schema=schema)


def packed(rows: pa.RecordBatch) -> bytes:
    """A batch as bytes that can travel: an Arrow stream, compressed."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_batch(rows)
    return sink.getvalue().to_pybytes()


def unpacked(stream: bytes) -> Iterator[pa.RecordBatch]:
    """The batches of an Arrow stream."""
    import pyarrow as pa

    with pa.ipc.open_stream(stream) as reader:
        yield from reader


def stored(folder: Path) -> list[str]:
    """Tables of a folder of Parquet, in the order in which one refers to another.

    Raises
    ------
    UsageError
        If there is no such folder, or none of our tables in it.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder; `export --format parquet --out {folder}` makes one")
    found = [table for table in TABLES if table_path(folder, table).exists()]
    if "pages" not in found or "reports" not in found:
        raise UsageError(f"{folder}: holds no corpus; pages.parquet and reports.parquet are looked for")
    return found


def read_rows(folder: Path, table: str) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of a stored table, some thousand at a time, in column order.

    Raises
    ------
    UsageError
        If the table lacks a column, has one of another type, or cannot be read.
    """
    import pyarrow as pa
    import pyarrow.dataset as ds

    path, wanted = table_path(folder, table), arrow_schema(table)
    try:
        source = ds.dataset(path, format="parquet")
        if missing := [name for name in wanted.names if name not in source.schema.names]:
            raise UsageError(f"{path}: lacks the column {', '.join(missing)}; was it written by this version?")
        for part in source.to_batches(columns=wanted.names):
            columns = [c.cast(kind).to_pylist() for c, kind in zip(part.columns, wanted.types, strict=True)]
            yield list(zip(*columns, strict=True))
    except (pa.ArrowException, OSError) as e:
        raise UsageError(f"{path}: cannot be read as Parquet ({str(e).splitlines()[0]})") from e
