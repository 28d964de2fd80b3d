"""Making the index of a corpus: segments of reports that come one by one, and fewer of them where they have grown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from corpus_tools.records import ReportText
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.layout import bare_text
from corpus_tools.reuse.mirrors import KEPT
from corpus_tools.reuse.segments import LARGEST, MERGE, Builder, Segment, Segments, digest

__all__ = ["BATCH", "batches", "compacted", "segments_of"]

BATCH = 1_000_000  # symbols looked at together: some 50 MB of arrays
_TEXTS = 250_000  # characters folded together: with a million it took no less time, and 44 MB more


def segments_of(reports: Iterable[ReportText], known: Segments | None = None) -> Iterator[Segment]:
    """Segments of reports that come one by one; nothing of their texts is kept.

    Of reports with one matching form the postings of ``KEPT`` are indexed (those in ``known`` count).
    """
    seen: dict[int, int] = {}
    if known is not None:
        values, counts = np.unique(known.digests, return_counts=True)
        seen = dict(zip(values.tolist(), counts.tolist(), strict=True))
    builder, size = Builder(), 0
    waiting: list[ReportText] = []

    def fold() -> None:
        made = forms([bare_text(r) for r in waiting])
        left_out = np.zeros(len(made), dtype=bool)
        for i in range(len(made)):
            if (key := digest(made, i)) != 0:
                seen[key] = seen.get(key, 0) + 1
                left_out[i] = seen[key] > KEPT
        builder.add([r.id for r in waiting], made, left_out)
        waiting.clear()

    for report in reports:
        waiting.append(report)
        size += len(report.text)
        if size >= _TEXTS:
            fold()
            size = 0
            if builder.symbols >= LARGEST:
                yield builder.finish()
                builder = Builder()
    if waiting:
        fold()
    if builder.symbols or not seen:
        yield builder.finish()


def compacted(parts: Sequence[Segment]) -> list[Segment]:
    """The same reports in fewer segments: a later one that has grown is merged into the one before it."""
    out: list[Segment] = []
    for s in parts:
        while out and s.symbols * MERGE >= out[-1].symbols and s.symbols + out[-1].symbols <= LARGEST:
            s = out.pop().merged(s)
        out.append(s)
    return out


def batches(characters: npt.NDArray[np.int64], symbols: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """First report of each batch that `Comparison.pairs` looks at together, of reports with these lengths.

    >>> batches(np.full(5, 600_000), np.full(5, 500_000)).tolist()
    [0, 2, 4]
    """
    firsts, size, held, waiting = [], 0, 0, 0
    part = 0  # first report of the segment
    bounds = np.concatenate([[0], np.cumsum(symbols)])

    def cut(end: int) -> None:
        low = part
        while low < end:
            firsts.append(low)
            high = int(np.searchsorted(bounds[: end + 1], bounds[low] + BATCH, side="right")) - 1
            low = max(high, low + 1)

    for k, (length, symbol) in enumerate(zip(characters.tolist(), symbols.tolist(), strict=True)):
        size += length
        waiting += symbol
        if size >= _TEXTS:
            held, waiting, size = held + waiting, 0, 0
            if held >= LARGEST:
                cut(k + 1)
                part, held = k + 1, 0
    cut(len(symbols))
    return np.array(firsts, dtype=np.int64)
