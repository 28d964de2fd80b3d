"""Sums over the measures of a corpus that count nothing twice and say what they left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus_tools.corpus.store import Corpus
from corpus_tools.corpus.sums import SUMS
from corpus_tools.errors import QueryError

__all__ = ["GROUPS", "Totals", "left_out_words", "totals"]

GROUPS = {
    "category": "m.category",
    "concept": "m.concept",
    "object": "m.object",
    "action": "m.action",
    "place": "m.place",
    "period": "m.period",
    "label": "s.label",
    "page": "p.name",
    "report": "r.title",
    "organisation": "r.organisation",
    "level": "r.level",
    "topic": "r.topic",
    "year": "r.year",
}
"""What sums may be taken by, beside the unit, which always parts them."""

_FILTERS = {
    "category": "m.category = ?",
    "concept": "m.concept = ?",
    "unit": "m.unit = ?",
    "label": "s.label = ?",
    "year": "r.year = ?",
    "organisation": "r.organisation = ?",
}
_MOST = 2**63 - 1  # SQLite's largest integer


@dataclass(frozen=True, slots=True)
class Totals:
    """Rows of sums with the names of their columns, and how many rows there are beyond them."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    more: int = 0

    def dicts(self) -> list[dict[str, Any]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def left_out(self) -> dict[str, int]:
        """How many figures were left out of all rows, by reason."""
        names = [name for name in self.columns if name.startswith("left_")]
        return {n[5:]: sum(row[self.columns.index(n)] for row in self.rows) for n in names}


def totals(
    corpus: Corpus, by: Sequence[str] = ("category", "concept"), *, limit: int | None = None, **filters: Any
) -> Totals:
    """Sums per unit over what was done, taken by one or more of ``GROUPS``.

    Never added: what is planned or denied, a part to its total, a copy to its source, what holds for each of several
    (每村3万元), percentages, and figures that are masked. The columns ``left_…`` count them, ``planned_total``,
    ``parts_total`` and ``copies_total`` add up what was left out of those kinds.

    Parameters
    ----------
    by
        Names of ``GROUPS``; none: one row a unit.
    limit
        So many rows, those of the most reports first.
    filters
        ``category concept unit label year organisation``; None does not restrict.

    Raises
    ------
    QueryError
        If a name is not known, or the limit is below one.
    """
    if unknown := [name for name in by if name not in GROUPS]:
        raise QueryError(f"sums cannot be taken by {', '.join(unknown)}; there are: {', '.join(GROUPS)}")
    if unknown := [name for name in filters if name not in _FILTERS]:
        raise QueryError(f"no such filter: {', '.join(unknown)}; there are: {', '.join(_FILTERS)}")
    if limit is not None and not 1 <= limit <= _MOST:
        raise QueryError(f"--limit must be 1 or more, not {limit}")
    groups = dict.fromkeys(by)
    chosen = {name: value for name, value in filters.items() if value is not None}
    where = " AND ".join(_FILTERS[name] for name in chosen)
    select = "".join(f'{GROUPS[name]} AS "{name}", ' for name in groups)
    keys = ", ".join(str(n) for n in range(1, len(groups) + 2))
    # which groups and filters there are is fixed above; a user's words are parameters only
    cursor = corpus.db.execute(
        f"""SELECT {select}m.unit, {SUMS}, count(*) OVER () AS rows
            FROM measures m JOIN measure_standing x ON x.id = m.id JOIN reports r ON r.id = m.report_id
                 JOIN pages p ON p.id = m.page_id JOIN sections s ON s.id = m.section_id
            {f"WHERE {where}" if where else ""}
            GROUP BY {keys} ORDER BY reports DESC, measures DESC, {keys} LIMIT ?""",
        [*chosen.values(), -1 if limit is None else limit],
    )
    rows = cursor.fetchall()
    more = rows[0][-1] - len(rows) if rows else 0
    return Totals(tuple(d[0] for d in cursor.description[:-1]), [row[:-1] for row in rows], more)


def left_out_words(found: Totals) -> str:
    """What all rows left out, in words; "" where nothing was.

    >>> left_out_words(Totals(("unit", "left_planned", "left_parts"), [("份", 2, 0), ("次", 1, 0)]))
    'left out: 3 planned'
    """
    said = [f"{count} {name}" for name, count in found.left_out().items() if count]
    return f"left out: {', '.join(said)}" if said else ""
