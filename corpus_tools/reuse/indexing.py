"""Making the index of a corpus: segments of reports that come one by one, and fewer of them where they have grown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from corpus_tools.records import ReportText
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.layout import bare_text
from corpus_tools.reuse.mirrors import KEPT
from corpus_tools.reuse.segments import LARGEST, MERGE, Builder, Segment, Segments, digest

__all__ = ["compacted", "segments_of"]

_TEXTS = 1_000_000  # characters folded together


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
