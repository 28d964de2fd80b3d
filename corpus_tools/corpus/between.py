"""What is known between reports: their texts for the room ``reuse``, and what it found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby

from corpus_tools.corpus.store import Corpus, values
from corpus_tools.records import Passage, ReportText, Reuse

__all__ = ["report_texts", "write_reuse"]


def report_texts(corpus: Corpus) -> Iterator[ReportText]:
    """Every report as the room ``reuse`` takes it, in order of its key, one page in memory at a time."""
    sentences = groupby(
        corpus.db.execute(
            'SELECT s.report_id, t.start, t."end" FROM sentences t JOIN sections s ON s.id = t.section_id'
            " ORDER BY s.report_id, t.start"
        ),
        key=lambda row: row[0],
    )
    current = next(sentences, None)
    whole_of, whole = None, ""
    for key, page, start, end, organisation, year in corpus.db.execute(
        'SELECT id, page_id, start, "end", organisation, year FROM reports ORDER BY id'
    ):
        if page != whole_of:  # cut here, not by SQL's substr(), which ends at a NUL
            whole_of = page
            whole = corpus.db.execute("SELECT text FROM pages WHERE id = ?", (page,)).fetchone()[0]
        text = whole[start:end]
        own: tuple[tuple[int, int], ...] = ()
        if current and current[0] == key:
            own = tuple((a, b) for _, a, b in current[1])
            current = next(sentences, None)
        yield ReportText(key, page, start, text, own, organisation, year)


def write_reuse(corpus: Corpus, found: Reuse, shares: Iterable[tuple[str, float]]) -> None:
    """Replace what is known between reports; marks measures that stand in a copy of an earlier report."""
    with corpus.transaction():
        for table in ("edits", "passages", "family_members", "families", "formula_occurrences", "formulae"):
            corpus.db.execute(f"DELETE FROM {table}")
        corpus.insert("families", [(f.id, len(f.members), f.earliest) for f in found.families])
        corpus.insert("family_members", [(f.id, member) for f in found.families for member in f.members])
        keys = [_passage_id(p) for p in found.passages]
        corpus.insert(
            "passages",
            [(key, *values("passages", p), p.family_id) for key, p in zip(keys, found.passages, strict=True)],
        )
        corpus.insert(
            "edits",
            [(key, *values("edits", e)) for key, p in zip(keys, found.passages, strict=True) for e in p.edits],
        )
        corpus.insert("formulae", [(i, *values("formulae", f)) for i, f in enumerate(found.formulae, 1)])
        corpus.insert(
            "formula_occurrences",
            [(i, *place) for i, f in enumerate(found.formulae, 1) for place in f.occurrences],
        )
        corpus.db.execute("UPDATE reports SET copied_share = NULL")
        corpus.db.executemany("UPDATE reports SET copied_share = ? WHERE id = ?", [(s, key) for key, s in shares])
        _mark_copies(corpus)
        corpus.set("reuse", "current")


def _mark_copies(corpus: Corpus) -> None:
    """A measure is ``in_copy`` where it stands in the later side of a passage, so that of two copies one counts.

    Later is the report with the later year; where years do not tell, the one further down the same page, or
    the one whose key comes second (nothing is known then, but the choice stays the same from run to run).
    """
    corpus.db.execute("UPDATE measures SET in_copy = 0")
    corpus.db.execute(
        """
        WITH sides AS (
          SELECT x.*, CASE WHEN a.year <> b.year THEN b.year > a.year
                           WHEN a.page_id = b.page_id THEN b.start > a.start
                           ELSE b.id > a.id END AS b_later
          FROM passages x JOIN reports a ON a.id = x.a_report_id JOIN reports b ON b.id = x.b_report_id
          WHERE NOT x.formula),
        copies AS (
          SELECT b_report_id AS report_id, b_start AS first, b_end AS last FROM sides WHERE b_later
          UNION ALL SELECT a_report_id, a_start, a_end FROM sides WHERE NOT b_later)
        UPDATE measures SET in_copy = 1 WHERE id IN (
          SELECT m.id FROM copies c JOIN measures m
          ON m.report_id = c.report_id AND m.start >= c.first AND m.start < c.last)
        """
    )


def _passage_id(p: Passage) -> str:
    places = (p.a_report_id, p.a_start, p.a_end, p.b_report_id, p.b_start, p.b_end)
    return sha256("-".join(map(str, places)).encode()).hexdigest()[:16]
