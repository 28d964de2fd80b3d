"""The numbers behind the pictures, as plain rows: each function answers one question, aggregated in SQL."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from typing import Any

from corpus_tools.corpus.store import Corpus
from corpus_tools.corpus.sums import STANDING
from corpus_tools.errors import UsageError

__all__ = ["by_year", "course", "distribution", "family_times", "network"]

Rows = list[dict[str, Any]]

_BINS = 20  # parts of a report's course: one is a paragraph or two of a report of usual length
_FENCE = 1.5  # quartile ranges beyond which a value is an outlier: Tukey (1977), Exploratory Data Analysis
_POINTS = 4000  # values drawn; of more, the largest and the smallest and every n-th between


def _rows(corpus: Corpus, sql: str, *parameters: Any) -> Rows:
    cursor = corpus.db.execute(sql, parameters)
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def by_year(corpus: Corpus) -> Rows:
    """``year``, ``category``, ``measures``, ``reports`` for reports whose year is known."""
    return _rows(
        corpus,
        """SELECT r.year, m.category, count(*) AS measures, count(DISTINCT m.report_id) AS reports
           FROM measures m JOIN reports r ON r.id = m.report_id
           WHERE r.year IS NOT NULL AND m.status = 'done' AND NOT m.in_copy GROUP BY 1, 2 ORDER BY 1, 2""",
    )


def distribution(corpus: Corpus, category: str, unit: str = "") -> Rows:
    """Values of one category in one unit: ``id``, ``value``, ``unit``, ``page``, ``organisation``, ``outlier``.

    Only what counts in sums: done, no copies, no parts beside their total. Without a ``unit`` the commonest is taken.
    Outliers lie more than 1.5 quartile ranges beyond the quartiles of the logarithms, since such counts are spread
    over orders of magnitude.

    Raises
    ------
    UsageError
        If there are no such measures; names the categories or units there are.
    """
    standing = "m.category = ? AND m.value > 0 AND x.left_out = '' "
    tables = f"measures m JOIN ({STANDING}) x ON x.id = m.id"
    units = corpus.db.execute(
        f"SELECT m.unit, count(*) FROM {tables} WHERE {standing} GROUP BY 1 ORDER BY 2 DESC, 1", (category,)
    ).fetchall()
    if not units:
        known = [c for (c,) in corpus.db.execute("SELECT DISTINCT category FROM measures ORDER BY 1")]
        if not known:
            raise UsageError("the corpus has no measures to draw; mine some reports first")
        raise UsageError(f"no measures of the category {category!r} count; there are: {', '.join(known)}")
    unit = unit or units[0][0]
    if unit not in dict(units):
        raise UsageError(f"no measures of {category} in {unit!r}; there are: {', '.join(u or '-' for u, _ in units)}")
    found = _rows(
        corpus,
        f"""SELECT m.id, m.value, m.unit, p.name AS page, coalesce(r.organisation, '') AS organisation, r.year
            FROM {tables} JOIN reports r ON r.id = m.report_id JOIN pages p ON p.id = m.page_id
            WHERE {standing} AND m.unit = ? ORDER BY m.value, m.id""",
        category,
        unit,
    )
    logs = [math.log10(row["value"]) for row in found]
    low, high = -math.inf, math.inf
    if len(logs) >= 4:
        first, _, third = statistics.quantiles(logs, n=4)
        low, high = first - _FENCE * (third - first), third + _FENCE * (third - first)
    for row, log in zip(found, logs, strict=True):
        row["outlier"] = not low <= log <= high
    step = max(1, math.ceil(len(found) / _POINTS))
    return [row for i, row in enumerate(found) if row["outlier"] or i % step == 0]


def course(corpus: Corpus) -> Rows:
    """How much of each part of a report's course each label has: ``part`` (0–1), ``label``, ``share`` (0–1).

    Each report counts the same, however long; a section counts in each part by the characters it has there.
    """
    sums: Counter[tuple[int, str]] = Counter()
    totals: Counter[int] = Counter()
    for start, end, a, b, label in corpus.db.execute(
        'SELECT r.start, r."end", s.start, s."end", s.label FROM sections s JOIN reports r ON r.id = s.report_id'
        ' WHERE r."end" > r.start'
    ):
        one, two = (_BINS * (x - start) / (end - start) for x in (a, b))
        for k in range(int(one), min(_BINS, math.ceil(two))):
            size = min(two, k + 1) - max(one, k)
            sums[k, label] += size  # type: ignore[assignment]
            totals[k] += size  # type: ignore[assignment]
    labels = sorted({label for _, label in sums})
    return [
        {"part": (k + 0.5) / _BINS, "label": label, "share": sums[k, label] / totals[k]}
        for k in range(_BINS)
        if totals[k]
        for label in labels
    ]


def network(corpus: Corpus, *, limit: int = 24) -> tuple[Rows, Rows]:
    """Who shares text with whom: nodes ``name``, ``characters``; edges ``a``, ``b``, ``characters``, ``passages``.

    Organisations, or a page's name where a report names none; the ``limit`` with the most shared characters.
    """
    names: dict[str, str] = dict(
        corpus.db.execute(
            "SELECT r.id, coalesce(nullif(r.organisation, ''), p.name) FROM reports r JOIN pages p ON p.id = r.page_id"
        ).fetchall()
    )
    # by pairs of reports first: names joined to each passage would cost five times as much
    shared = corpus.db.execute(
        "SELECT a_report_id, b_report_id, sum(a_end - a_start), count(*) FROM passages WHERE NOT formula GROUP BY 1, 2"
    )
    joined: dict[tuple[str, str], dict[str, Any]] = {}
    for one, other, characters, passages in shared:
        a, b = sorted((names[one], names[other]))
        if a == b:
            continue
        pair = joined.setdefault((a, b), {"a": a, "b": b, "characters": 0, "passages": 0})
        pair["characters"] += characters
        pair["passages"] += passages
    sizes: Counter[str] = Counter()
    for pair in joined.values():
        sizes[pair["a"]] += pair["characters"]
        sizes[pair["b"]] += pair["characters"]
    shown = {who for who, _ in sorted(sizes.items(), key=lambda x: (-x[1], x[0]))[:limit]}
    nodes = [{"name": who, "characters": sizes[who]} for who in sorted(shown)]
    return nodes, [p for p in joined.values() if p["a"] in shown and p["b"] in shown]


def family_times(corpus: Corpus, family: int) -> Rows:
    """Members of a family with what is known of their time: ``report``, ``name``, ``year``, ``earliest``.

    Raises
    ------
    UsageError
        If there is no such family.
    """
    found = _rows(
        corpus,
        """SELECT r.id AS report, p.name || CASE WHEN r.organisation > '' THEN ' · ' || r.organisation ELSE '' END
                  AS name, r.year, r.id = f.earliest_report_id AS earliest, r.copied_share
           FROM families f JOIN family_members m ON m.family_id = f.id JOIN reports r ON r.id = m.report_id
                JOIN pages p ON p.id = r.page_id WHERE f.id = ? ORDER BY r.year IS NULL, r.year, p.name LIMIT 60""",
        family,
    )
    if not found:
        raise UsageError(f"there is no family {family}; `corpus-tools reuse --show families` lists them")
    return found
