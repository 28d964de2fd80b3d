"""Sections whose label a user has corrected or confirmed, as records to train on."""

from __future__ import annotations

from typing import Any

from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import UsageError
from corpus_tools.labels.sources import Numbered

__all__ = ["corrected_labels"]

_QUERY = """SELECT s.id, s.page_id, s.report_id, s.start, s."end", s.heading, s.text, r.kind, r.topic, p.name,
       (SELECT c.value FROM corrections c WHERE c.record_type = 'sections' AND c.record_id = s.id AND c.field = 'label')
           AS correct_label
FROM sections s JOIN reports r ON r.id = s.report_id JOIN pages p ON p.id = s.page_id
WHERE s.report_id IN (SELECT report_id FROM sections WHERE id IN
    (SELECT record_id FROM corrections WHERE record_type = 'sections' AND field = 'label'))
ORDER BY s.report_id, s.start"""


def corrected_labels(corpus: Corpus) -> list[Numbered]:
    """Sections of the reports that have a corrected one, for ``labels.sources``: the others say where a run is broken.

    Raises
    ------
    UsageError
        If nobody has corrected a label here.
    """
    there = corpus.db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'corrections'").fetchone()
    out: list[Numbered] = []
    if there:
        cursor = corpus.db.execute(_QUERY)
        names = [d[0] for d in cursor.description]
        for row in cursor:
            record: dict[str, Any] = dict(zip(names, row, strict=True))
            out.append((f"{corpus.path.name}, section {record['id']}", record))
    if not any(record["correct_label"] for _, record in out):
        raise UsageError(
            f"{corpus.path}: no label has been corrected here; correct the sheet `sections` of an exported workbook "
            "and take it in with `corpus-tools import-corrections`"
        )
    return out
