"""The SQL of sums: which figures count, and what is said of those that do not.

Standard for the views ``measure_standing`` and ``measure_totals`` and for ``corpus_tools.corpus.totals``, so that all
of them leave the same figures out.
"""

from __future__ import annotations

__all__ = ["LEFT_OUT", "STANDING", "SUMS"]

# Why a figure does not count, the first reason that fits. A copy is left out before a part, since the total it is a
# part of is then a copy too; a part counts where no total of it does (投入xx万元，其中绿化12万元).
LEFT_OUT = ("negated", "planned", "rate", "per", "unvalued", "copy", "part")

# three totals up: a list in a list in a list
_COUNTED = "{t}.value IS NOT NULL AND {t}.status = 'done' AND {t}.per = ''"
STANDING = f"""
    SELECT m.id, CASE
        WHEN m.status = 'negated' THEN 'negated'
        WHEN m.status = 'planned' THEN 'planned'
        WHEN m.category = 'rates' OR m.unit IN ('%', '‰') THEN 'rate'
        WHEN m.per <> '' THEN 'per'
        WHEN m.value IS NULL THEN 'unvalued'
        WHEN m.in_copy THEN 'copy'
        WHEN {" OR ".join(f"({_COUNTED.format(t=t)})" for t in ("a", "b", "c"))} THEN 'part'
        ELSE '' END AS left_out
    FROM measures m LEFT JOIN measures a ON a.id = m.part_of LEFT JOIN measures b ON b.id = a.part_of
         LEFT JOIN measures c ON c.id = b.part_of
"""

_NAMES = {
    "negated": "negated",
    "planned": "planned",
    "rate": "rates",
    "per": "per",
    "unvalued": "unvalued",
    "copy": "copies",
    "part": "parts",
}
_SUMMED = ("planned", "copy", "part")  # reasons whose figures could be added up by themselves

# 数百 has the value 100, as every figure has that of its digits, and says 200 at least: no sum may lie below its bounds
_AT_LEAST = "max(m.value, coalesce(m.low, m.value))"

# Over ``measures m`` joined with ``measure_standing x``. ``total`` takes a range at its lower end. ``low`` is what the
# figures say was reached at least (nothing, where one gives no lower bound: 近300), ``high`` what they allow at most,
# empty where one of them sets no limit (300余); ``open_low`` and ``open_high`` count those.
SUMS = ", ".join(
    [
        "count(*) FILTER (WHERE x.left_out = '') AS measures",
        "count(DISTINCT CASE WHEN x.left_out = '' THEN m.report_id END) AS reports",
        f"sum({_AT_LEAST}) FILTER (WHERE x.left_out = '') AS total",
        "sum(coalesce(m.low, 0)) FILTER (WHERE x.left_out = '') AS low",
        "CASE WHEN count(*) FILTER (WHERE x.left_out = '' AND m.high IS NULL) = 0"
        " THEN sum(m.high) FILTER (WHERE x.left_out = '') END AS high",
        "count(*) FILTER (WHERE x.left_out = '' AND m.low IS NULL) AS open_low",
        "count(*) FILTER (WHERE x.left_out = '' AND m.high IS NULL) AS open_high",
        *(f"count(*) FILTER (WHERE x.left_out = '{reason}') AS left_{_NAMES[reason]}" for reason in LEFT_OUT),
        *(f"sum({_AT_LEAST}) FILTER (WHERE x.left_out = '{reason}') AS {_NAMES[reason]}_total" for reason in _SUMMED),
    ]
)
