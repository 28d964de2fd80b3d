"""The comparison of reports on a Spark cluster, by the steps of ``reuse.shuffled``; arrays are what is shuffled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from corpus_tools.corpus.columnar import batch, packed, unpacked
from corpus_tools.corpus.rows import page_id, passage_rows, values
from corpus_tools.records import Analysis, ReportText
from corpus_tools.reuse import Background
from corpus_tools.reuse.background import stock_wording
from corpus_tools.reuse.comparison import Comparison
from corpus_tools.reuse.evidence import MANY
from corpus_tools.reuse.indexing import segments_of
from corpus_tools.reuse.mirrors import mirrored
from corpus_tools.reuse.segments import Segments
from corpus_tools.reuse.shuffled import Counts, Plan, facts, gather, join, judge, pairs_of, postings

__all__ = ["BETWEEN", "compared", "packed_reports"]

BETWEEN = ("passages", "edits", "mirrors")  # tables that are made here
_PART = 1_000_000  # bytes of packed reports in one task: some 4 MB of text, whose hashes take some 40 MB


def compared(context: Any, pages: Any, background: Background | None) -> Any:
    """Passages between the reports of pages, as an RDD of ``passages``, ``edits`` and ``mirrors`` in Arrow streams.

    ``pages`` is a data frame of the keys of pages (``page``) and their reports as ``packed_reports`` gives them.
    """
    size = pages.selectExpr("sum(length(texts))").first()[0] or 0
    count = max(1, -(-size // _PART))
    # keys of pages are hashes, so equal ranges of them hold about equally many; and the order is that of the keys
    parts = (
        pages.select("page", "texts")
        .rdd.map(lambda row: (int(row.page[:8], 16) * count >> 32, bytes(row.texts)))
        .groupByKey(count)
        .mapValues(lambda streams: sorted((r for s in streams for r in _reports(s)), key=lambda r: r.id))
        .persist(_disk())
    )
    known = dict(parts.mapValues(facts).collect())
    plan = Plan([known.get(k) or facts([]) for k in range(count)])
    shared = context.broadcast(plan)
    stock = context.broadcast(stock_wording(background))
    total = plan.total

    quiet = False
    if total < MANY:  # what tells stock in a small corpus is asked of all of it at once
        reports = sorted((r for some in parts.values().collect() for r in some), key=lambda r: r.id)
        quiet = Comparison(Segments(segments_of(reports)), lambda _: reports, background=background).quiet

    def hashed(item: tuple[int, list[ReportText]]) -> Iterator[tuple[int, Any]]:
        k, reports = item
        yield from postings(reports, int(shared.value.starts[k]), shared.value.left_out).split(count)

    joined = parts.flatMap(hashed).groupByKey(count).mapValues(lambda p: join(p, shared.value, stock.value))
    joined = joined.persist(_disk())

    same = plan.equal()
    evidence = joined.flatMap(
        lambda item: [
            (k, (item[1].pairs.get(k), item[1].stars.get(k), None)) for k in item[1].pairs.keys() | item[1].stars.keys()
        ]
    ).union(context.parallelize([(k, (None, None, two)) for k, two in same.items()], max(1, min(count, len(same)))))

    def paired(item: tuple[int, Iterable[Any]]) -> tuple[int, Any]:
        k, found = item[0], list(item[1])
        pairs, stars, equal = ([f[n] for f in found if f[n]] for n in range(3))
        return k, pairs_of(pairs, stars, equal[0] if equal else None, total)

    pairs = evidence.groupByKey(count).map(paired).persist(_disk())

    def asked(item: tuple[int, Any]) -> Iterator[tuple[int, Any]]:
        wanted = np.unique(np.concatenate([item[1].early, item[1].late]))
        of = shared.value.part(wanted)
        for k in np.unique(of).tolist():
            yield k, (item[0], wanted[of == k])

    def gathered(item: tuple[int, Any]) -> Iterator[tuple[int, Any]]:
        k, (held, wanted) = item
        for reports, counts in held:
            mine, known = next(iter(reports)), Counts.of(list(counts))
            for batch_of, numbers in wanted:
                yield batch_of, gather(mine, int(shared.value.starts[k]), known, numbers)

    counts = joined.flatMap(lambda item: list(item[1].counts.items()))
    texts = parts.cogroup(counts, count).cogroup(pairs.flatMap(asked), count).flatMap(gathered)

    def judged(item: tuple[int, Any]) -> Iterator[tuple[bytes, ...]]:
        _, (own, reports) = item
        for found in judge(next(iter(own)), [r for some in reports for r in some], total, background, quiet):
            passages, edits = passage_rows(found.passages)
            mirrors = [values("mirrors", m) for m in mirrored(found.reports, found.passages)]
            rows = zip(BETWEEN, (passages, edits, mirrors), strict=True)
            yield tuple(packed(batch(table, some)) for table, some in rows)

    return pairs.cogroup(texts, count).flatMap(judged)


def packed_reports(analysis: Analysis) -> bytes:
    """The reports of a page as the room ``reuse`` takes them."""
    import pyarrow as pa

    page, structure = analysis.page, analysis.structure
    key = page_id(page)
    rows = [
        {
            "id": f"{key}-r{r.start}",
            "page_id": key,
            "start": r.start,
            "text": page.text[r.start : r.end],
            "sentences": [n for t in structure.sentences if r.start <= t.start < r.end for n in (t.start, t.end)],
            "organisation": r.organisation,
            "year": r.year,
            "signed": r.signed,
        }
        for r in structure.reports
    ]
    words = [(name, pa.string()) for name in ("id", "page_id", "text", "organisation", "signed")]
    numbers = [("start", pa.int64()), ("year", pa.int64()), ("sentences", pa.list_(pa.int64()))]
    return packed(pa.RecordBatch.from_pylist(rows, schema=pa.schema([*words, *numbers])))


def _reports(stream: bytes) -> Iterator[ReportText]:
    for rows in unpacked(stream):
        for row in rows.to_pylist():
            at = iter(row.pop("sentences"))
            yield ReportText(**row, sentences=tuple(zip(at, at, strict=True)))


def _disk() -> Any:
    from pyspark import StorageLevel

    return StorageLevel.DISK_ONLY
