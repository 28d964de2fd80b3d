"""Reports, noise, sections and labels, by the visible characters they cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus_tools.evaluation.agreement import Counts, Mistake, Record, of

__all__ = ["structure"]

# Part of the definition of the scores: a report that misses a signature is still that report.
REPORT_IOU = 0.9
START_TOLERANCE = 2


def _cover(records: Iterable[Record], visible: bytes) -> bytearray:
    """One byte a character: 1 where a record covers a visible character."""
    out = bytearray(len(visible))
    for r in records:
        start, end = max(0, r["start"]), min(len(visible), r["end"])
        out[start:end] = visible[start:end]
    return out


def _both(a: bytearray, b: bytearray) -> int:
    # as one big integer each: a loop over characters would cost more than the extraction that is scored
    return (int.from_bytes(a, "big") & int.from_bytes(b, "big")).bit_count()


def _reports(gold: list[Record], predicted: list[Record], visible: bytes, counts: Counts) -> Iterator[Mistake]:
    covers = [_cover([p], visible) for p in predicted]
    free = set(range(len(predicted)))
    counts["reports.gold"] += len(gold)
    counts["reports.pred"] += len(predicted)
    for g in gold:
        cover = _cover([g], visible)
        for j in sorted(free):
            inter = _both(cover, covers[j])
            union = sum(cover) + sum(covers[j]) - inter
            if union and inter / union >= REPORT_IOU:
                free.discard(j)
                counts["reports.hits"] += 1
                break
        else:
            yield Mistake("report", "missed", g["start"], g["end"], g.get("kind", ""), "")
    for j in sorted(free):
        p = predicted[j]
        yield Mistake("report", "false", p["start"], p["end"], "", p.get("kind", ""))


def _starts(gold: list[Record], predicted: list[Record], counts: Counts) -> Iterator[Mistake]:
    counts["starts.gold"] += len(gold)
    counts["starts.pred"] += len(predicted)
    free = sorted(predicted, key=lambda p: p["start"])
    for g in gold:
        near = [p for p in free if abs(p["start"] - g["start"]) <= START_TOLERANCE]
        if near:
            free.remove(min(near, key=lambda p: abs(p["start"] - g["start"])))
            counts["starts.hits"] += 1
        else:
            yield Mistake("section", "missed", g["start"], g["end"], g.get("heading", ""), "")
    for p in free:
        yield Mistake("section", "false", p["start"], p["end"], "", p.get("heading", ""))


def _labels(gold: list[Record], predicted: list[Record], visible: bytes, counts: Counts) -> Iterator[Mistake]:
    said: list[str] = [""] * len(visible)
    for p in predicted:
        for k in range(max(0, p["start"]), min(len(visible), p["end"])):
            said[k] = p.get("label") or ""
    for g in gold:
        label, alt = g["label"], g.get("alt")
        here = Counter(said[k] for k in range(g["start"], min(len(visible), g["end"])) if visible[k])
        if alt is not None and alt in here:
            here[label] += here.pop(alt)
        counts["label.chars"] += here.total()
        counts["label.hits"] += here[label]
        counts[f"label.gold.{label}"] += here.total()
        counts[f"label.hits.{label}"] += here[label]
        for other, n in here.items():
            counts[f"label.pred.{other}"] += n
        wrong, n = max(((x, n) for x, n in here.items() if x != label), key=lambda x: x[1], default=("", 0))
        if n:
            yield Mistake("label", "wrong", g["start"], g["end"], label, wrong)


def structure(text: str, gold: Sequence[Record], predicted: Sequence[Record], counts: Counts) -> Iterator[Mistake]:
    """Adds what agrees on one page to the counts; gives what does not."""
    visible = bytes(not c.isspace() for c in text)
    yield from _reports(of("report", gold), of("report", predicted), visible, counts)
    noise = _cover(of("noise", gold), visible), _cover(of("noise", predicted), visible)
    counts["noise.gold"] += sum(noise[0])
    counts["noise.pred"] += sum(noise[1])
    counts["noise.hits"] += _both(*noise)
    sections = of("section", gold), of("section", predicted)
    yield from _starts(*sections, counts)
    yield from _labels(*sections, visible, counts)
