"""What reports share, as the database knows it: passages and pairs by filter, families with their slots, formulae."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import UsageError
from corpus_tools.ranges import covered

__all__ = [
    "NO_MIRROR",
    "Filled",
    "Pair",
    "PassageFilter",
    "PassageText",
    "Side",
    "counts",
    "families",
    "family",
    "formulae",
    "pairs",
    "passages",
]

KINDS = ("verbatim", "figures", "words", "mixed")

# of passages x: not between a report and the same report over again
NO_MIRROR = (
    "NOT EXISTS (SELECT 1 FROM mirrors m WHERE m.report_id IN (x.a_report_id, x.b_report_id)"
    " AND m.of_report_id IN (x.a_report_id, x.b_report_id))"
)


@dataclass(frozen=True, slots=True)
class PassageText:
    """A copied passage with both texts; ``edits`` are ``(class, a_start, a_end, b_start, b_end)``."""

    id: str
    kind: str
    formula: bool
    a: Side
    b: Side
    edits: tuple[tuple[str, int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage; ``start`` is its place in the page."""

    report_id: str
    page: str
    title: str
    organisation: str | None
    year: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """Which passages are asked for.

    ``same_page`` and ``same_organisation``: None does not ask; where an organisation is not known, reports are of no
    common one. ``mirrors``: passages between a report and the same report scraped again, left out otherwise.
    """

    kinds: tuple[str, ...] = ()
    same_page: bool | None = None
    same_organisation: bool | None = None
    shortest: int = 0  # characters of the shorter side
    family: int | None = None
    formulae: bool = False  # also passages that are stock phrases; of the phrases, every place where they stand
    mirrors: bool = False

    def sql(self) -> tuple[str, list[object]]:
        """Condition over passages ``x``, reports ``ra`` and ``rb``, with its parameters."""
        if unknown := set(self.kinds) - set(KINDS):
            raise UsageError(f"no such kind of passage: {', '.join(sorted(unknown))}; there are: {', '.join(KINDS)}")
        parts, values = ["(? OR NOT x.formula)"], [self.formulae]
        out: list[object] = [*values]
        if not self.mirrors:
            parts.append(NO_MIRROR)
        if self.kinds:
            parts.append(f"x.kind IN ({', '.join('?' * len(self.kinds))})")
            out += self.kinds
        if self.same_page is not None:
            parts.append(f"ra.page_id {'=' if self.same_page else '<>'} rb.page_id")
        if self.same_organisation is not None:
            equal = "ra.organisation IS NOT NULL AND ra.organisation = rb.organisation"
            parts.append(f"({equal})" if self.same_organisation else f"NOT ({equal})")
        if self.shortest > 0:
            parts.append("min(x.a_end - x.a_start, x.b_end - x.b_start) >= ?")
            out.append(self.shortest)
        if self.family is not None:
            parts.append("x.family_id = ?")
            out.append(self.family)
        return " AND ".join(parts), out


_FROM = """FROM passages x JOIN reports ra ON ra.id = x.a_report_id JOIN pages pa ON pa.id = ra.page_id
           JOIN reports rb ON rb.id = x.b_report_id JOIN pages pb ON pb.id = rb.page_id"""


def passages(corpus: Corpus, asked: PassageFilter, *, limit: int | None = None) -> Iterator[PassageText]:
    """Passages with both texts and their edits, the longest first, one in memory at a time."""
    where, values = asked.sql()
    rows = corpus.db.execute(
        f"""SELECT x.id, x.kind, x.formula, x.a_report_id, pa.name, ra.title, ra.organisation, ra.year, x.a_start,
                   x.a_end, pa.id, x.b_report_id, pb.name, rb.title, rb.organisation, rb.year, x.b_start, x.b_end, pb.id
            {_FROM} WHERE {where} ORDER BY x.formula, x.a_end - x.a_start DESC, x.id LIMIT ?""",
        (*values, -1 if limit is None else limit),
    )

    def side(report: str, name: str, title: str, organisation: str, year: int, start: int, end: int, page: str) -> Side:
        # cut here, not by SQL's substr(), which ends at a NUL
        text = corpus.db.execute("SELECT text FROM pages WHERE id = ?", (page,)).fetchone()[0][start:end]
        return Side(report, name, title, organisation, year, start, end, text)

    for key, kind, formula, *sides in rows:
        edits = corpus.db.execute(
            "SELECT class, a_start, a_end, b_start, b_end FROM edits WHERE passage_id = ? ORDER BY a_start", (key,)
        ).fetchall()
        yield PassageText(key, kind, bool(formula), side(*sides[:8]), side(*sides[8:]), tuple(edits))


def counts(corpus: Corpus, asked: PassageFilter) -> dict[str, int]:
    """How many passages and pairs the filter lets through, and how much else is known between reports."""
    where, values = asked.sql()
    found = corpus.db.execute(
        f"SELECT count(*), count(DISTINCT x.a_report_id || ' ' || x.b_report_id) {_FROM} WHERE {where}", values
    ).fetchone()
    mirrors = dict(corpus.db.execute("SELECT kind, count(DISTINCT report_id) FROM mirrors GROUP BY kind"))
    return {
        "reports": corpus.count("reports"),
        "passages": found[0],
        "pairs": found[1],
        "families": corpus.count("families"),
        "formulae": corpus.count("formulae"),
        "mirrors": mirrors.get("page", 0),
        "doubled": mirrors.get("doubled", 0),
    }


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports with what they share; shares are of each one's characters, overlapping passages counted once."""

    a_report: str
    a_page: str
    a_title: str
    a_year: int | None
    b_report: str
    b_page: str
    b_title: str
    b_year: int | None
    passages: int
    characters: int  # of the first
    a_share: float
    b_share: float


def pairs(corpus: Corpus, asked: PassageFilter, *, limit: int | None = None) -> list[Pair]:
    """Pairs of reports, those that share most first."""
    where, values = asked.sql()
    found: dict[tuple[str, str], tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {}
    for a, a_start, a_end, b, b_start, b_end in corpus.db.execute(
        f"SELECT x.a_report_id, x.a_start, x.a_end, x.b_report_id, x.b_start, x.b_end {_FROM} WHERE {where}", values
    ):
        one, two = found.setdefault((a, b), ([], []))
        one.append((a_start, a_end))
        two.append((b_start, b_end))
    sized = sorted(((-covered(one), key) for key, (one, _) in found.items()))
    out = []
    for size, (a, b) in sized[: len(sized) if limit is None else limit]:
        (a_page, a_title, a_year, a_size), (b_page, b_title, b_year, b_size) = (_facts(corpus, key) for key in (a, b))
        one, two = found[(a, b)]
        out.append(
            Pair(
                a_report=a,
                a_page=a_page,
                a_title=a_title,
                a_year=a_year,
                b_report=b,
                b_page=b_page,
                b_title=b_title,
                b_year=b_year,
                passages=len(one),
                characters=-size,
                a_share=round(covered(one) / max(1, a_size), 4),
                b_share=round(covered(two) / max(1, b_size), 4),
            )
        )
    return out


def _facts(corpus: Corpus, report: str) -> tuple[str, str, int | None, int]:
    query = 'SELECT p.name, r.title, r.year, r."end" - r.start FROM reports r JOIN pages p ON p.id = r.page_id'
    return corpus.db.execute(f"{query} WHERE r.id = ?", (report,)).fetchone()


@dataclass(frozen=True, slots=True)
class Filled:
    """A family as a table: a column for each slot, a row for each member with what it filled in.

    ``slots`` are ``(number, class, text of the base)``; ``rows`` are dictionaries of the member's ``report``, ``page``,
    ``title``, ``year``, and ``fillings`` by slot number. ``text`` is the skeleton, ``〔n〕`` its slots.
    """

    id: int
    size: int
    text: str
    base: str | None
    earliest: str | None
    slots: tuple[tuple[int, str, str], ...]
    rows: tuple[dict[str, Any], ...] = field(default=())


def families(corpus: Corpus, *, limit: int | None = None) -> list[dict[str, Any]]:
    """Families without their tables, the largest first."""
    rows = corpus.db.execute(
        """SELECT f.id, f.size, f.skeleton, pe.name, e.title, e.year,
                  (SELECT count(*) FROM family_slots s WHERE s.family_id = f.id)
           FROM families f LEFT JOIN reports e ON e.id = f.earliest_report_id LEFT JOIN pages pe ON pe.id = e.page_id
           ORDER BY f.size DESC, f.id LIMIT ?""",
        (-1 if limit is None else limit,),
    ).fetchall()
    names = ("id", "size", "skeleton", "earliest_page", "earliest_title", "earliest_year", "slots")
    out = [dict(zip(names, row, strict=True)) for row in rows]
    for f in out:
        f["members"] = [
            dict(zip(("report", "page", "title", "year", "start", "end"), row, strict=True))
            for row in corpus.db.execute(
                'SELECT r.id, p.name, r.title, r.year, m.start, m."end" FROM family_members m'
                " JOIN reports r ON r.id = m.report_id JOIN pages p ON p.id = r.page_id WHERE m.family_id = ?"
                " ORDER BY r.year IS NULL, r.year, p.name, r.start",
                (f["id"],),
            )
        ]
    return out


def family(corpus: Corpus, number: int) -> Filled:
    """One family with its table.

    Raises
    ------
    UsageError
        If there is none with this number.
    """
    row = corpus.db.execute(
        "SELECT id, size, skeleton, base_report_id, earliest_report_id FROM families WHERE id = ?", (number,)
    ).fetchone()
    if row is None:
        raise UsageError(f"there is no family {number}; `corpus-tools reuse` lists them")
    slots = corpus.db.execute(
        "SELECT number, class, text FROM family_slots WHERE family_id = ? ORDER BY number", (number,)
    ).fetchall()
    members = {
        report: {"report": report, "page": page, "title": title, "year": year, "fillings": {}}
        for report, page, title, year in corpus.db.execute(
            "SELECT r.id, p.name, r.title, r.year FROM family_members m JOIN reports r ON r.id = m.report_id"
            " JOIN pages p ON p.id = r.page_id WHERE m.family_id = ? ORDER BY r.year IS NULL, r.year, p.name, r.start",
            (number,),
        )
    }
    for slot, report, text in corpus.db.execute(
        "SELECT slot, report_id, text FROM family_fillings WHERE family_id = ?", (number,)
    ):
        if report in members:
            members[report]["fillings"][slot] = text
    key, size, text, base, earliest = row
    return Filled(key, size, text or "", base, earliest, tuple(slots), tuple(members.values()))


def formulae(corpus: Corpus, *, limit: int | None = None, places: bool = False) -> list[dict[str, Any]]:
    """Stock phrases with their wordings, those of most reports first; with ``places``, wherever they stand."""
    out = []
    for key, text, reports, organisations, found in corpus.db.execute(
        """SELECT f.id, f.text, f.reports, f.organisations,
                  (SELECT count(*) FROM formula_occurrences o WHERE o.formula_id = f.id)
           FROM formulae f ORDER BY f.reports DESC, f.text LIMIT ?""",
        (-1 if limit is None else limit,),
    ).fetchall():
        variants: Sequence[tuple[str, int]] = corpus.db.execute(
            "SELECT text, occurrences FROM formula_variants WHERE formula_id = ? ORDER BY occurrences DESC, text",
            (key,),
        ).fetchall()
        out.append(
            {
                "text": text,
                "reports": reports,
                "organisations": organisations,
                "occurrences": found,
                "variants": [{"text": t, "occurrences": n} for t, n in variants],
            }
        )
        if places:
            out[-1]["places"] = list(_places(corpus, key))
    return out


def _places(corpus: Corpus, formula: int) -> Iterator[dict[str, Any]]:
    page, whole = None, ""
    rows = corpus.db.execute(
        'SELECT p.id, p.name, r.id, r.organisation, r.year, o.start, o."end" FROM formula_occurrences o'
        " JOIN reports r ON r.id = o.report_id JOIN pages p ON p.id = r.page_id WHERE o.formula_id = ?"
        " ORDER BY p.name, p.id, o.start",
        (formula,),
    )
    for key, name, report, organisation, year, start, end in rows.fetchall():
        if key != page:
            page = key
            whole = corpus.db.execute("SELECT text FROM pages WHERE id = ?", (key,)).fetchone()[0]
        yield {
            "page": name,
            "report": report,
            "organisation": organisation,
            "year": year,
            "start": start,
            "end": end,
            "text": whole[start:end],
        }
