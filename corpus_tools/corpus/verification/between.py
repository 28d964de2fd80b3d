"""What is known between reports, and what runs say of themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus_tools.corpus.rows import passage_id
from corpus_tools.corpus.store import Corpus
from corpus_tools.corpus.verification.faults import Fault
from corpus_tools.records import Passage

__all__ = ["families", "formulae", "notices", "passages", "runs"]


def passages(corpus: Corpus) -> Iterator[Fault]:
    """Both sides lie in their reports, the key is the hash of the places, edits lie in the passage."""
    for key, kind, formula, *places, a_from, a_to, b_from, b_to in corpus.db.execute(
        "SELECT x.id, x.kind, x.formula, a_report_id, a_start, a_end, b_report_id, b_start, b_end,"
        ' a.start, a."end", b.start, b."end"'
        " FROM passages x JOIN reports a ON a.id = a_report_id JOIN reports b ON b.id = b_report_id"
    ):
        _, a_start, a_end, _, b_start, b_end = places
        if key != passage_id(Passage(kind, bool(formula), *places)):
            yield Fault("passages", key, "the key is not the hash of the two places")
        for side, start, end, low, high in (("a", a_start, a_end, a_from, a_to), ("b", b_start, b_end, b_from, b_to)):
            if not low <= start < end <= high:
                yield Fault("passages", key, f"side {side} is {start} to {end}, its report {low} to {high}")
    for row in corpus.db.execute(
        "SELECT x.id, e.a_start, e.a_end, e.b_start, e.b_end FROM edits e JOIN passages x ON x.id = e.passage_id"
        " WHERE NOT (x.a_start <= e.a_start AND e.a_start <= e.a_end AND e.a_end <= x.a_end"
        "        AND x.b_start <= e.b_start AND e.b_start <= e.b_end AND e.b_end <= x.b_end)"
    ):
        yield Fault("edits", row[0], "{1} to {2} against {3} to {4} lies outside of the passage".format(*row))
    if not corpus.reuse_is_stale:
        for (key,) in corpus.db.execute("SELECT id FROM reports WHERE copied_share IS NULL"):
            yield Fault("reports", key, "`copied_share` is empty although passages are up to date")


def families(corpus: Corpus) -> Iterator[Fault]:
    """A family has its members, two or more; slots and members' places lie in their reports, fillings in a slot."""
    stale = corpus.reuse_is_stale  # a page that is gone has left its families
    for key, size, members in corpus.db.execute(
        "SELECT id, size, (SELECT count(*) FROM family_members WHERE family_id = f.id) AS n FROM families f"
        " WHERE size <> n OR n < 2"
    ):
        if not stale:
            yield Fault("families", str(key), f"says it has {size} members and has {members}")
    for key, report in corpus.db.execute(
        "SELECT m.family_id, m.report_id FROM family_members m JOIN reports r ON r.id = m.report_id"
        ' WHERE m.start IS NOT NULL AND NOT (r.start <= m.start AND m.start <= m."end" AND m."end" <= r."end")'
    ):
        yield Fault("family_members", f"{key} {report}", "the common text lies outside of the report")
    for key, number, text, page, start, end in corpus.db.execute(
        'SELECT s.family_id, s.number, s.text, p.text, s.start, s."end" FROM family_slots s'
        " JOIN families f ON f.id = s.family_id JOIN reports r ON r.id = f.base_report_id"
        " JOIN pages p ON p.id = r.page_id"
    ):
        if text != page[start:end]:
            yield Fault("family_slots", f"{key} {number}", f"`text` is not the page's text from {start} to {end}")
    for key, slot, report, text, page, start, end in corpus.db.execute(
        'SELECT x.family_id, x.slot, x.report_id, x.text, p.text, x.start, x."end" FROM family_fillings x'
        " JOIN reports r ON r.id = x.report_id JOIN pages p ON p.id = r.page_id"
    ):
        if text != page[start:end]:
            yield Fault("family_fillings", f"{key} {slot} {report}", "`text` is not the page's text at its place")
    for key, slot in corpus.db.execute(
        "SELECT x.family_id, x.slot FROM family_fillings x LEFT JOIN family_slots s"
        " ON s.family_id = x.family_id AND s.number = x.slot WHERE s.family_id IS NULL"
    ):
        yield Fault("family_fillings", f"{key} {slot}", "fills a slot that is not there")


def formulae(corpus: Corpus) -> Iterator[Fault]:
    """Occurrences lie in their reports, and a phrase has as many as are said."""
    for key, report in corpus.db.execute(
        "SELECT o.formula_id, o.report_id FROM formula_occurrences o JOIN reports r ON r.id = o.report_id"
        ' WHERE NOT (r.start <= o.start AND o.start < o."end" AND o."end" <= r."end")'
    ):
        yield Fault("formula_occurrences", f"{key} {report}", "lies outside of its report")
    for (key,) in corpus.db.execute("SELECT id FROM formulae WHERE text IS NULL OR text = '' OR reports < 2"):
        yield Fault("formulae", str(key), "is no phrase of two reports or more")


def runs(corpus: Corpus) -> Iterator[Fault]:
    """A run that is done says when, of which version, how set, what it counted, and how long each step took."""
    for key, status, *facts in corpus.db.execute(
        "SELECT id, status, started, version, inputs, settings, finished, pages, unchanged, refused, seconds FROM runs"
    ):
        begun, ended = facts[:4], facts[4:]
        if any(f is None for f in begun) or (status == "done" and any(f is None for f in ended)):
            yield Fault("runs", str(key), "does not say all that a run says")
        for form in (facts[2], facts[3], facts[8]):
            try:
                json.loads(form or "{}")
            except ValueError:
                yield Fault("runs", str(key), "a list in it is no JSON")
    for key, refused, named in corpus.db.execute(
        "SELECT id, refused, (SELECT count(*) FROM refusals WHERE run_id = r.id) AS n FROM runs r"
        " WHERE status = 'done' AND refused <> n"
    ):
        yield Fault("runs", str(key), f"says {refused} files were refused, and names {named}")
    for key, path in corpus.db.execute("SELECT run_id, path FROM refusals WHERE reason IS NULL OR reason = ''"):
        yield Fault("refusals", f"{key} {path}", "gives no reason")


def notices(corpus: Corpus) -> Iterator[str]:
    """What is no fault, but should be known."""
    if corpus.reuse_is_stale:
        yield "pages came or went since passages were looked for last; the next `mine` brings them up to date"
    for key, started, status in corpus.db.execute(
        "SELECT id, started, status FROM runs WHERE status <> 'done' ORDER BY id"
    ):
        what = "is still going on or was cut short" if status == "running" else "was cut short; a later one went on"
        yield f"run {key} of {started} {what}"
