"""Measures: which were found, and in which fields they agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus_tools.evaluation.agreement import Counts, Mistake, Record, of, overlap, pairs

__all__ = ["FIELDS", "measures"]

FIELDS = ("modifier", "category", "action", "object")


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


def measures(gold: Sequence[Record], predicted: Sequence[Record], counts: Counts) -> Iterator[Mistake]:
    """Adds what agrees on one page to the counts; gives what does not."""
    ignored = of("ignore", gold)
    gold, predicted = of("measure", gold), of("measure", predicted)
    found = pairs(gold, predicted)
    paired_gold, paired = {i for i, _ in found}, {j for _, j in found}
    kept = [j for j, p in enumerate(predicted) if j in paired or not any(overlap(p, g) for g in ignored)]
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
