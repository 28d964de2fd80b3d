"""How well records agree with a gold standard.

All functions work on standoff records as plain mappings (``{"type": "measure", "start": …, "end": …, …}``), the
form that ``export --format standoff`` writes and that ``tests/gold/README.md`` explains, so that the output of any
program can be scored. Ranges are half-open, in code points of the page's text.

measures   A gold and a predicted range that overlap by at least half (intersection over union) are a pair, best
           first, each range used once. ``span``: F1 of pairs; ``exact``: of pairs with the same range; ``value``: of
           pairs that agree in value, value_max and unit; ``record``: of pairs that agree in all fields.
           ``modifier``, ``category``, ``action``, ``object``: share of pairs that agree; an action or object agrees
           when one text contains the other. ``alt`` of a gold record holds further answers that are right as well.
           A prediction that is no pair and touches an ``ignore`` range does not count.
reports    F1 of ranges that agree by at least 0.9 (intersection over union of visible characters).
noise      F1 over visible characters.
sections   ``start``: F1 of starts, two characters of tolerance; ``label``: share of visible characters of the gold
           sections that carry the gold label or its ``alt``; ``macro_f1``: mean F1 over the labels present in gold.
reuse      Character precision, recall, granularity and plagdet of the PAN text-alignment task (Potthast et al., "An
           Evaluation Framework for Plagiarism Detection", COLING 2010).

Counts of pages are summed before shares are taken (micro average), so that a page with one measure does not weigh
as much as a page with fifty.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

__all__ = ["Mistake", "count", "evaluate", "figures", "load", "mistakes", "pairs", "reuse"]

Record: TypeAlias = Mapping[str, Any]
Counts: TypeAlias = "Counter[str]"

# The tolerances are part of the definition of the scores (they stand in the gold standard's guidelines): a range
# that is half right names the same quantity, a report that misses a signature is still that report.
PAIR_IOU = 0.5
REPORT_IOU = 0.9
START_TOLERANCE = 2

FIELDS = ("modifier", "category", "action", "object")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One disagreement: ``kind`` is missed, false or wrong; ``meant`` and ``said`` are gold's and the prediction's."""

    what: str  # measure, report, section, label
    kind: str
    start: int
    end: int
    meant: str
    said: str


def load(path: Path) -> list[dict[str, Any]]:
    """Records of a JSONL file; a file that is not there holds none."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


# ---------------------------------------------------------------- measures


def pairs(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Indices of the gold and predicted ranges that name the same thing, best overlap first, each used once.

    >>> pairs([{"start": 0, "end": 4}], [{"start": 1, "end": 4}, {"start": 0, "end": 2}])
    [(0, 0)]
    """
    edges = []
    ordered = sorted(range(len(predicted)), key=lambda j: predicted[j]["start"])
    starts = [predicted[j]["start"] for j in ordered]
    longest = max((p["end"] - p["start"] for p in predicted), default=0)
    for i, g in enumerate(gold):
        # only what starts in this window can reach the range
        window = slice(bisect_right(starts, g["start"] - longest), bisect_left(starts, g["end"]))
        for j in ordered[window]:
            share = _iou(g, predicted[j])
            if share >= PAIR_IOU:
                edges.append((-share, i, j))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    out = []
    for _, i, j in sorted(edges):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            out.append((i, j))
    return out


def _overlap(a: Record, b: Record) -> int:
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _iou(a: Record, b: Record) -> float:
    inter = _overlap(a, b)
    return inter / (a["end"] - a["start"] + b["end"] - b["start"] - inter) if inter else 0.0


def _number(x: Any) -> float | None:
    return None if x is None else round(float(x), 6)  # 2.6万 as a float product is not exactly 26000


def _same_value(g: Record, p: Record) -> bool:
    numbers = all(_number(g.get(k)) == _number(p.get(k)) for k in ("value", "value_max"))
    return numbers and (g.get("unit") or "") == (p.get("unit") or "")


def _same_field(field: str, g: Record, p: Record) -> bool:
    said = p.get(field) or ""
    accepted = [g.get(field) or "", *(g.get("alt") or {}).get(field, ())]
    if field in ("action", "object"):
        return any(_contain(a, said) for a in accepted)
    return said in accepted


def _contain(a: str, b: str) -> bool:
    """Whether one text contains the other, white space aside; an empty text agrees with an empty one only."""
    a, b = "".join(a.split()), "".join(b.split())
    return a == b or bool(a and b and (a in b or b in a))


def _of(kind: str, records: Iterable[Record]) -> list[Record]:
    return [r for r in records if r["type"] == kind]


def _measures(gold: Sequence[Record], predicted: Sequence[Record], counts: Counts) -> Iterator[Mistake]:
    ignored = _of("ignore", gold)
    gold, predicted = _of("measure", gold), _of("measure", predicted)
    found = pairs(gold, predicted)
    paired_gold, paired = {i for i, _ in found}, {j for _, j in found}
    kept = [j for j, p in enumerate(predicted) if j in paired or not any(_overlap(p, g) for g in ignored)]
    counts["measures.gold"] += len(gold)
    counts["measures.pred"] += len(kept)
    counts["measures.span"] += len(found)
    for i, j in found:
        g, p = gold[i], predicted[j]
        agrees = {field: _same_field(field, g, p) for field in FIELDS}
        value = _same_value(g, p)
        counts["measures.exact"] += (g["start"], g["end"]) == (p["start"], p["end"])
        counts["measures.value"] += value
        counts["measures.record"] += value and all(agrees.values())
        for field, ok in agrees.items():
            counts[f"measures.{field}"] += ok
        wrong = [field for field, ok in agrees.items() if not ok]
        if not value:
            wrong = ["value", "value_max", "unit", *wrong]
        if wrong:
            meant, said = ({k: r.get(k) for k in wrong} for r in (g, p))
            yield Mistake("measure", "wrong", g["start"], g["end"], _text(meant), _text(said))
    for i, g in enumerate(gold):
        if i not in paired_gold:
            yield Mistake("measure", "missed", g["start"], g["end"], g.get("text", ""), "")
    for j in kept:
        if j not in paired:
            p = predicted[j]
            yield Mistake("measure", "false", p["start"], p["end"], "", p.get("text", ""))


def _text(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False)


# ---------------------------------------------------------------- structure


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


def _structure(text: str, gold: Sequence[Record], predicted: Sequence[Record], counts: Counts) -> Iterator[Mistake]:
    visible = bytes(not c.isspace() for c in text)
    yield from _reports(_of("report", gold), _of("report", predicted), visible, counts)
    noise = _cover(_of("noise", gold), visible), _cover(_of("noise", predicted), visible)
    counts["noise.gold"] += sum(noise[0])
    counts["noise.pred"] += sum(noise[1])
    counts["noise.hits"] += _both(*noise)
    sections = _of("section", gold), _of("section", predicted)
    yield from _starts(*sections, counts)
    yield from _labels(*sections, visible, counts)


# ---------------------------------------------------------------- one page, many pages


def count(text: str, gold: Sequence[Record], predicted: Sequence[Record]) -> Counts:
    """What agrees on one page. Counts of several pages are added before ``figures``.

    >>> gold = [{"type": "noise", "start": 0, "end": 2}, {"type": "report", "start": 2, "end": 8}]
    >>> counts = count("下载一、做法如下", gold, gold)
    >>> counts["noise.hits"], counts["reports.hits"]
    (2, 1)
    """
    counts: Counts = Counter()
    for _ in (*_measures(gold, predicted, counts), *_structure(text, gold, predicted, counts)):
        pass
    return counts


def mistakes(text: str, gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Mistake]:
    """Where the two differ on one page, measures first.

    >>> gold = [{"type": "measure", "start": 4, "end": 6, "text": "9场", "value": 9, "unit": "场"}]
    >>> [(m.kind, m.meant) for m in mistakes("举办讲座9场", gold, [])]
    [('missed', '9场')]
    """
    counts: Counts = Counter()
    yield from _measures(gold, predicted, counts)
    yield from _structure(text, gold, predicted, counts)


def _prf(hits: float, predicted: float, gold: float) -> dict[str, float]:
    """Precision, recall and F1; nothing predicted where there is nothing is right."""
    p = hits / predicted if predicted else float(gold == 0)
    r = hits / gold if gold else 1.0
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}


def figures(counts: Mapping[str, int]) -> dict[str, float]:
    """Shares and F1 values of summed counts, each between 0 and 1, apart from the two sizes.

    >>> gold = [{"type": "measure", "start": 4, "end": 6, "value": 9, "unit": "场", "modifier": "exact",
    ...          "category": "meetings", "action": "举办", "object": "讲座"}]
    >>> said = [gold[0] | {"object": "法制讲座", "category": "events"}]
    >>> got = figures(count("举办讲座9场", gold, said))
    >>> got["measures.value.f1"], got["measures.record.f1"], got["measures.object.accuracy"]
    (1.0, 0.0, 1.0)
    """
    counts = Counter(counts)
    out = {"measures.gold": float(counts["measures.gold"]), "measures.pred": float(counts["measures.pred"])}

    def add(name: str, hits: str, of: str) -> None:
        shares = _prf(counts[hits], counts[f"{of}.pred"], counts[f"{of}.gold"])
        out.update({f"{name}.{k}": v for k, v in shares.items()})

    def share(name: str, part: str, whole: str) -> None:
        out[name] = counts[part] / counts[whole] if counts[whole] else 0.0

    for level in ("span", "exact", "value", "record"):
        add(f"measures.{level}", f"measures.{level}", "measures")
    for field in FIELDS:
        share(f"measures.{field}.accuracy", f"measures.{field}", "measures.span")
    add("reports", "reports.hits", "reports")
    add("noise", "noise.hits", "noise")
    add("sections.start", "starts.hits", "starts")
    share("sections.label.accuracy", "label.hits", "label.chars")
    labels = sorted(k.removeprefix("label.gold.") for k in counts if k.startswith("label.gold."))
    per = {
        x: _prf(counts[f"label.hits.{x}"], counts[f"label.pred.{x}"], counts[f"label.gold.{x}"])["f1"] for x in labels
    }
    out["sections.label.macro_f1"] = sum(per.values()) / len(per) if per else 0.0
    out.update({f"sections.label.f1.{x}": v for x, v in per.items()})
    return out


# ---------------------------------------------------------------- reuse

_Cells: TypeAlias = "set[tuple[str, int]]"


def _sides(record: Record) -> tuple[Record, Record]:
    """Both sides in one order, so that a passage and its mirror image are the same."""
    a, b = sorted((record["a"], record["b"]), key=lambda side: (side["doc"], side["start"]))
    return a, b


def _cells(sides: tuple[Record, Record]) -> _Cells:
    return {(side["doc"], k) for side in sides for k in range(side["start"], side["end"])}


def _meet(x: tuple[Record, Record], y: tuple[Record, Record]) -> bool:
    return all(s["doc"] == t["doc"] and _overlap(s, t) > 0 for s, t in zip(x, y, strict=True))


def reuse(gold: Sequence[Record], predicted: Sequence[Record]) -> dict[str, float]:
    """Agreement of copied passages, by characters on both sides.

    ``p`` and ``r`` are means over passages, ``granularity`` is the number of predictions for each gold passage
    that was found at all (1 is best), ``plagdet`` their F1 divided by ``log2(1 + granularity)``.

    >>> gold = [{"a": {"doc": "x", "start": 0, "end": 40}, "b": {"doc": "y", "start": 10, "end": 50}}]
    >>> halves = [{"a": {"doc": "x", "start": s, "end": s + 20}, "b": {"doc": "y", "start": s + 10, "end": s + 30}}
    ...           for s in (0, 20)]
    >>> {k: round(v, 2) for k, v in reuse(gold, halves).items()}
    {'p': 1.0, 'r': 1.0, 'granularity': 2.0, 'plagdet': 0.63, 'gold': 1.0, 'pred': 2.0}
    """
    golds, preds = [_sides(r) for r in gold], [_sides(r) for r in predicted]
    gold_cells, pred_cells = [_cells(s) for s in golds], [_cells(s) for s in preds]

    def covered(
        one: list[tuple[Record, Record]], cells: list[_Cells], other: list[tuple[Record, Record]], by: list[_Cells]
    ) -> float:
        total = 0.0
        for sides, own in zip(one, cells, strict=True):
            seen: _Cells = set()
            for others, theirs in zip(other, by, strict=True):
                if _meet(sides, others):
                    seen |= own & theirs
            total += len(seen) / len(own) if own else 0.0
        return total / len(one) if one else 0.0

    r = covered(golds, gold_cells, preds, pred_cells)
    p = covered(preds, pred_cells, golds, gold_cells)
    hits = [n for n in (sum(_meet(g, q) for q in preds) for g in golds) if n]
    granularity = sum(hits) / len(hits) if hits else 1.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {
        "p": p,
        "r": r,
        "granularity": granularity,
        "plagdet": f1 / math.log2(1 + granularity),
        "gold": float(len(gold)),
        "pred": float(len(predicted)),
    }


def evaluate(
    texts: Mapping[str, str],
    gold: Mapping[str, Sequence[Record]],
    predicted: Mapping[str, Sequence[Record]],
    *,
    gold_reuse: Sequence[Record] = (),
    predicted_reuse: Sequence[Record] = (),
) -> dict[str, float]:
    """All figures over the pages named in ``texts``.

    Parameters
    ----------
    texts : page name → its text as decoded
    gold, predicted : page name → records; a page without a prediction counts as one with no records
    gold_reuse, predicted_reuse : passages; those that leave the named pages do not count

    >>> page = {"a": "一、发放传单9份。"}
    >>> gold = {"a": [{"type": "section", "start": 0, "end": 9, "heading": "", "label": "publicity"}]}
    >>> got = evaluate(page, gold, {})
    >>> got["sections.start.f1"], got["sections.label.accuracy"]
    (0.0, 0.0)
    """
    total: Counts = Counter()
    for name, text in texts.items():
        total.update(count(text, gold.get(name, ()), predicted.get(name, ())))

    def inside(passages: Sequence[Record]) -> list[Record]:
        return [r for r in passages if all(r[side]["doc"] in texts for side in ("a", "b"))]

    return figures(total) | {f"reuse.{k}": v for k, v in reuse(inside(gold_reuse), inside(predicted_reuse)).items()}
