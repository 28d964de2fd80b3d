"""What is known between reports: their texts for the room ``reuse``, and the rows of what it found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from corpus_tools.corpus.rows import passage_rows, values
from corpus_tools.corpus.store import Corpus
from corpus_tools.records import Exchange, Family, Formula, Mirror, Passage, ReportText, Skeleton

__all__ = [
    "clear_reuse",
    "fetch_reports",
    "find_exchanges",
    "mark_copies",
    "read_exchanges",
    "read_passages",
    "report_texts",
    "write_exchanges",
    "write_families",
    "write_formulae",
    "write_mirrors",
    "write_passages",
    "write_skeleton",
]

_TABLES = (
    "edits",
    "passages",
    "mirrors",
    "family_fillings",
    "family_slots",
    "family_members",
    "families",
    "formula_occurrences",
    "formula_variants",
    "formulae",
    "exchanges",
)


_AT_ONCE = 100  # reports: one query for all of them, and less than a megabyte of text


def report_texts(corpus: Corpus) -> Iterator[ReportText]:
    """Every report as the room ``reuse`` takes it, in order of its key, some hundred in memory at a time."""
    keys = (key for (key,) in corpus.db.execute("SELECT id FROM reports ORDER BY id"))
    while some := list(islice(keys, _AT_ONCE)):
        yield from fetch_reports(corpus, some)


def fetch_reports(corpus: Corpus, ids: Sequence[str]) -> list[ReportText]:
    """The reports with these keys, in their order; by the keys of what is asked for, so that no index is needed.

    Raises
    ------
    KeyError
        If there is none with a key.
    """
    db = corpus.db
    found: dict[str, ReportText] = {}
    whole_of, whole = None, ""
    sentences: list[tuple[int, int]] = []
    for key in sorted(ids):  # reports of one page follow each other
        row = db.execute(
            'SELECT page_id, start, "end", organisation, year, signed FROM reports WHERE id = ?', (key,)
        ).fetchone()
        if row is None:
            raise KeyError(key)
        page, start, end, *facts = row
        if page != whole_of:
            whole_of = page
            whole = db.execute("SELECT text FROM pages WHERE id = ?", (page,)).fetchone()[0]
            named = 'SELECT start, "end" FROM sentences WHERE id > ? AND id < ?'
            sentences = sorted(db.execute(named, (f"{page}-t", f"{page}-u")))  # `rows` names them by their start
        within = sentences[bisect_left(sentences, (start,)) : bisect_left(sentences, (end,))]
        found[key] = ReportText(key, page, start, whole[start:end], tuple(within), *facts)
    return [found[key] for key in ids]


def read_passages(corpus: Corpus, where: str = "", parameters: Sequence[object] = ()) -> list[Passage]:
    """Passages without their edits."""
    return [
        Passage(kind, bool(formula), a, a_start, a_end, b, b_start, b_end, (), family)
        for kind, formula, a, a_start, a_end, b, b_start, b_end, family in corpus.db.execute(
            "SELECT kind, formula, a_report_id, a_start, a_end, b_report_id, b_start, b_end, family_id FROM passages"
            f" {where} ORDER BY a_report_id, a_start, b_report_id, b_start, a_end, b_end",
            parameters,
        )
    ]


def clear_reuse(corpus: Corpus) -> None:
    """Forget all that is known between reports."""
    for table in _TABLES:
        corpus.db.execute(f"DELETE FROM {table}")
    corpus.db.execute("UPDATE reports SET copied_share = NULL")


def write_passages(corpus: Corpus, passages: Sequence[Passage]) -> None:
    """Passages with their edits."""
    rows, edits = passage_rows(passages)
    corpus.insert("passages", rows)
    corpus.insert("edits", edits)


def write_mirrors(corpus: Corpus, mirrors: Iterable[Mirror]) -> None:
    """Reports that are others over again."""
    corpus.insert("mirrors", [values("mirrors", m) for m in mirrors])


def write_families(corpus: Corpus, families: Iterable[Family]) -> None:
    """Families with their members; skeletons apart."""
    for f in families:
        corpus.insert("families", [(f.id, len(f.members), f.earliest, None, None)])
        places = {name: (start, end) for name, start, end in f.places}
        corpus.insert("family_members", [(f.id, m, *places.get(m, (None, None))) for m in f.members])


def write_skeleton(corpus: Corpus, family: int, made: Skeleton) -> None:
    """The common text of a family, its slots, and what its members filled in."""
    corpus.db.execute(
        "UPDATE families SET base_report_id = ?, skeleton = ? WHERE id = ?", (made.base, made.text, family)
    )
    corpus.insert("family_slots", [(family, *values("family_slots", s)) for s in made.slots])
    corpus.insert("family_fillings", [(family, *values("family_fillings", f)) for f in made.fillings])


def write_formulae(corpus: Corpus, formulae: Iterable[Formula]) -> None:
    """All stock phrases in place of those that were known."""
    for table in ("formula_occurrences", "formula_variants", "formulae"):
        corpus.db.execute(f"DELETE FROM {table}")
    for i, f in enumerate(formulae, 1):
        corpus.insert("formulae", [(i, *values("formulae", f))])
        corpus.insert("formula_occurrences", [(i, *place) for place in f.occurrences])
        corpus.insert("formula_variants", [(i, *variant) for variant in f.variants])


def write_exchanges(corpus: Corpus, exchanges: Iterable[Exchange]) -> None:
    """A spinner's exchanges in place of those that were known."""
    corpus.db.execute("DELETE FROM exchanges")
    corpus.insert("exchanges", [values("exchanges", e) for e in exchanges])


def read_exchanges(corpus: Corpus) -> list[Exchange]:
    """A spinner's exchanges, as they were learnt when all reports were last compared."""
    rows = corpus.db.execute('SELECT word, other, passages, "groups" FROM exchanges')
    return [Exchange(*row) for row in rows]


def find_exchanges(corpus: Corpus) -> tuple[Exchange, ...]:
    """What the edits of all passages teach about a spinner's dictionary."""
    from corpus_tools.reuse.exchanges import LONGEST, learnt

    links = corpus.db.execute("SELECT DISTINCT a_report_id, b_report_id FROM passages WHERE NOT formula")
    found = corpus.db.execute(
        """SELECT x.a_report_id, substr(pa.text, e.a_start + 1, e.a_end - e.a_start),
                  substr(pb.text, e.b_start + 1, e.b_end - e.b_start)
           FROM edits e JOIN passages x ON x.id = e.passage_id
           JOIN reports a ON a.id = x.a_report_id JOIN pages pa ON pa.id = a.page_id
           JOIN reports b ON b.id = x.b_report_id JOIN pages pb ON pb.id = b.page_id
           WHERE e.class = 'words' AND NOT x.formula
           AND e.a_end - e.a_start = e.b_end - e.b_start AND e.a_end - e.a_start BETWEEN 2 AND ?""",
        (LONGEST,),
    )
    return learnt(links, found)


def mark_copies(corpus: Corpus, reports: Iterable[str] | None = None) -> None:
    """Mark measures that stand in the later side of a passage, so that of two copies one counts.

    Later is the report with the later year; where years do not tell, the one further down the same page, or
    the one whose key comes second (nothing is known then, but the choice stays the same from run to run).

    Parameters
    ----------
    reports : whose measures are looked at again; by default all
    """
    some, which = "", ""
    if reports is not None:
        corpus.db.execute("CREATE TEMP TABLE IF NOT EXISTS marked (report_id TEXT PRIMARY KEY)")
        corpus.db.execute("DELETE FROM marked")
        corpus.db.executemany("INSERT OR IGNORE INTO marked VALUES (?)", ((r,) for r in reports))
        which = " AND report_id IN (SELECT report_id FROM marked)"
        some = (
            " AND x.id IN (SELECT id FROM passages WHERE a_report_id IN (SELECT report_id FROM marked)"
            " UNION SELECT id FROM passages WHERE b_report_id IN (SELECT report_id FROM marked))"
        )
    corpus.db.execute(f"UPDATE measures SET in_copy = 0 WHERE in_copy{which}")
    corpus.db.execute(
        f"""
        WITH sides AS (
          SELECT x.*, CASE WHEN a.year <> b.year THEN b.year > a.year
                           WHEN a.page_id = b.page_id THEN b.start > a.start
                           ELSE b.id > a.id END AS b_later
          FROM passages x JOIN reports a ON a.id = x.a_report_id JOIN reports b ON b.id = x.b_report_id
          WHERE NOT x.formula{some}),
        copies AS (
          SELECT b_report_id AS report_id, b_start AS first, b_end AS last FROM sides WHERE b_later
          UNION ALL SELECT a_report_id, a_start, a_end FROM sides WHERE NOT b_later)
        UPDATE measures SET in_copy = 1 WHERE id IN (
          SELECT m.id FROM copies c JOIN measures m
          ON m.report_id = c.report_id AND m.start >= c.first AND m.start < c.last){which}
        """
    )
