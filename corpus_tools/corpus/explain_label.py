"""One section with all that decided its label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.labels.explaining import Explanation
from corpus_tools.labels.explaining import explain as weigh
from corpus_tools.labels.options import LabelOptions
from corpus_tools.records import OTHER
from corpus_tools.structure import parse

__all__ = ["LabelExplanation", "explain_label", "is_section"]

_SECTION = re.compile(r"[0-9a-f]{1,16}-s\d+\Z")


@dataclass(frozen=True, slots=True)
class LabelExplanation:
    """A section's row with what was weighed for its label; ``headings``: of every section of the page."""

    section: dict[str, Any]
    path: str
    report: str
    weighed: Explanation
    headings: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether the page comes to the stored label again; if not, another model or version wrote the database."""
        stored = self.section["second_label"] if self.section["label"] == OTHER else self.section["label"]
        return stored == self.weighed.label


def is_section(key: str) -> bool:
    """Whether an id is that of a section.

    >>> is_section("1f0c22ab90cd11ef-s120"), is_section("1f0c22ab90cd11ef-m131")
    (True, False)
    """
    return _SECTION.match(key) is not None


def explain_label(corpus: Corpus, section_id: str, *, labels: LabelOptions | None = None) -> LabelExplanation:
    """The section's label with its probabilities, the words that weighed most, and the sections around it.

    The page is taken apart again, since a database does not keep what was weighed. Where it comes to another label
    than the one stored, that is said: the database was written with another model or by another version.

    Parameters
    ----------
    section_id : a section's id; a beginning of the page's part of it will do where it fits one page only
    labels : the model that the database was written with, the shipped one by default

    Raises
    ------
    QueryError
        If there is no such section, the id fits several, or the page comes apart differently today.
    """
    page, _, start = section_id.partition("-s")
    cursor = corpus.db.execute(
        """SELECT s.*, p.path, p.text AS page_text, r.title FROM sections s JOIN pages p ON p.id = s.page_id
           JOIN reports r ON r.id = s.report_id
           WHERE s.page_id >= ? AND s.page_id < ? || 'g' AND s.start = ? LIMIT 2""",
        (page, page, int(start)) if len(start) < 19 else (page, page, -1),
    )
    names = [d[0] for d in cursor.description]
    rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in cursor]
    if not rows:
        raise QueryError(f"no section {section_id!r}; `corpus-tools search --what sections` shows ids")
    if len(rows) > 1:
        raise QueryError(f"{section_id!r} fits several sections; write more of the id")
    row = rows[0]
    structure = parse(row["page_text"])
    if not any((s.start, s.end) == (row["start"], row["end"]) for s in structure.sections):
        raise QueryError(f"{row['id']}: this version takes the page apart differently; mine {row['path']} again")
    weighed = weigh(structure, row["start"], model=(labels or LabelOptions()).load())
    path, title = row.pop("path"), row.pop("title")
    del row["page_text"]
    headings = tuple(s.heading for s in structure.sections)
    return LabelExplanation(row, path, title, weighed, headings)
