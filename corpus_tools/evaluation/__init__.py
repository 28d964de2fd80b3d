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
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus_tools.evaluation.agreement import Counts, Mistake, Record, pairs
from corpus_tools.evaluation.blocks import structure
from corpus_tools.evaluation.passages import reuse
from corpus_tools.evaluation.quantities import FIELDS, measures

__all__ = ["Mistake", "count", "evaluate", "figures", "load", "mistakes", "pairs", "reuse"]


def load(path: Path) -> list[dict[str, Any]]:
    """Records of a JSONL file; a file that is not there holds none."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def count(text: str, gold: Sequence[Record], predicted: Sequence[Record]) -> Counts:
    """What agrees on one page. Counts of several pages are added before ``figures``.

    >>> gold = [{"type": "noise", "start": 0, "end": 2}, {"type": "report", "start": 2, "end": 8}]
    >>> counts = count("下载一、做法如下", gold, gold)
    >>> counts["noise.hits"], counts["reports.hits"]
    (2, 1)
    """
    counts: Counts = Counter()
    for _ in (*measures(gold, predicted, counts), *structure(text, gold, predicted, counts)):
        pass
    return counts


def mistakes(text: str, gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Mistake]:
    """Where the two differ on one page, measures first.

    >>> gold = [{"type": "measure", "start": 4, "end": 6, "text": "9场", "value": 9, "unit": "场"}]
    >>> [(m.kind, m.meant) for m in mistakes("举办讲座9场", gold, [])]
    [('missed', '9场')]
    """
    counts: Counts = Counter()
    yield from measures(gold, predicted, counts)
    yield from structure(text, gold, predicted, counts)


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
