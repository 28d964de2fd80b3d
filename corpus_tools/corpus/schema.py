"""The SQLite file: tables derived from the records, plus the keys that tie them together.

Keys are made of content: a page's id is a hash of its name and bytes, and what stands in the page is named by
its place (``<page>-r<start>`` a report, ``-h`` a heading, ``-s`` a section, ``-t`` a sentence, ``-m`` a measure). So a
second import writes the same rows, and a citation stays valid as long as the page does.
"""

from __future__ import annotations

from corpus_tools import records
from corpus_tools.corpus.sums import STANDING, SUMS
from corpus_tools.corpus.table import Table

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "TABLES", "create_statements", "describe", "index_statements"]

APPLICATION_ID = 0x67_7A_7A_6A  # "gzzj", 工作总结: marks the file as ours in its header
SCHEMA_VERSION = 2

_SORTED = 8 << 20  # bytes

_PAGE = "TEXT NOT NULL REFERENCES pages(id) ON DELETE CASCADE"
_REPORT = "TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE"
_FAMILY = "INTEGER NOT NULL REFERENCES families(id) ON DELETE CASCADE"

TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        Table(
            "pages",
            "One scraped file each, with its text as decoded",
            {"id": "TEXT PRIMARY KEY"},
            records.Page,
            {"language": "TEXT", "reason": "TEXT", "program": "TEXT"},
            indexes=(("name",), ("sha256",)),
        ),
        Table(
            "sources",
            "Every path at which a page was found, with the hash by which a change is seen",
            {"location": "TEXT PRIMARY KEY", "page_id": _PAGE, "sha256": "TEXT NOT NULL"},
            indexes=(("page_id",),),
        ),
        Table(
            "noise",
            "Text that a site added or a scraper broke, with the reason",
            {"page_id": _PAGE},
            records.Noise,
            indexes=(("page_id",),),
        ),
        Table(
            "reports",
            "Independent reports of a page",
            {"id": "TEXT PRIMARY KEY", "page_id": _PAGE},
            records.Report,
            {"cues": "TEXT", "copied_share": "REAL"},
            indexes=(("page_id",), ("year",), ("topic",), ("level",)),
        ),
        Table(
            "report_evidence",
            "The characters from which each field of a report was read; a title may lie outside of the report",
            {"report_id": _REPORT},
            records.Evidence,
            {"text": "TEXT"},
            indexes=(("report_id",),),
        ),
        Table(
            "headings",
            "The tree of a report's headings and numbered items, with what is wrong with their numbers",
            {"id": "TEXT PRIMARY KEY", "page_id": _PAGE, "report_id": _REPORT},
            records.Heading,
            {"parent_id": "TEXT REFERENCES headings(id) ON DELETE CASCADE"},
            indexes=(("page_id",), ("report_id",), ("parent_id",)),
            leave=frozenset({"parent"}),  # an offset in the record, the heading's id in the table
        ),
        Table(
            "sections",
            "Leaf blocks of reports with what they are about",
            {"id": "TEXT PRIMARY KEY", "page_id": _PAGE, "report_id": _REPORT},
            records.Section,
            {"text": "TEXT", "heading_id": "TEXT REFERENCES headings(id) ON DELETE SET NULL"},
            indexes=(("page_id",), ("report_id",), ("label",), ("heading_id",)),
            leave=frozenset({"heading_start"}),
        ),
        Table(
            "sentences",
            "Sentences, the unit in which a measure is read",
            {
                "id": "TEXT PRIMARY KEY",
                "page_id": _PAGE,
                "section_id": "TEXT NOT NULL REFERENCES sections(id) ON DELETE CASCADE",
            },
            records.Sentence,
            {"text": "TEXT"},
            indexes=(("page_id",), ("section_id",)),
        ),
        Table(
            "measures",
            "What was done, to what, and how much of it",
            {
                "id": "TEXT PRIMARY KEY",
                "page_id": _PAGE,
                "report_id": _REPORT,
                "section_id": "TEXT NOT NULL REFERENCES sections(id) ON DELETE CASCADE",
                "sentence_id": "TEXT REFERENCES sentences(id) ON DELETE CASCADE",
            },
            records.Measure,
            {"part_of": "TEXT", "in_copy": "INTEGER NOT NULL DEFAULT 0"},
            indexes=(
                ("page_id",),
                ("report_id",),
                ("section_id",),
                ("sentence_id",),
                ("category", "unit", "value"),
                ("concept",),
            ),
            leave=frozenset({"part_of"}),  # an offset in the record, the total's id in the table
        ),
        Table(
            "mismatches",
            "Figures that do not follow from the figures beside them: sums, shares, growth",
            {
                "id": "TEXT PRIMARY KEY",
                "page_id": _PAGE,
                "report_id": "TEXT REFERENCES reports(id) ON DELETE CASCADE",
                "measure_id": "TEXT REFERENCES measures(id) ON DELETE CASCADE",
            },
            records.Mismatch,
            {"text": "TEXT", "other_text": "TEXT"},
            indexes=(("page_id",), ("report_id",), ("measure_id",)),
        ),
        Table(
            "families",
            "Groups of reports that descend from one text; `skeleton` is that text as the base has it, 〔n〕 its slots",
            {"id": "INTEGER PRIMARY KEY", "size": "INTEGER"},
            extra={
                "earliest_report_id": "TEXT REFERENCES reports(id) ON DELETE SET NULL",
                "base_report_id": "TEXT REFERENCES reports(id) ON DELETE SET NULL",
                "skeleton": "TEXT",
            },
        ),
        Table(
            "family_members",
            "Which report belongs to which family, and where the common text stands in it",
            {"family_id": _FAMILY, "report_id": _REPORT, "start": "INTEGER", "end": "INTEGER"},
            indexes=(("family_id",), ("report_id",)),
        ),
        Table(
            "family_slots",
            "Places of a family's common text where its members differ, in the page of the family's base",
            {"family_id": _FAMILY},
            records.Slot,
            indexes=(("family_id", "number"),),
            rename={"kind": "class"},
        ),
        Table(
            "family_fillings",
            "What each member of a family has in each slot",
            {"family_id": _FAMILY},
            records.Filling,
            indexes=(("family_id", "slot"), ("report_id",)),
            references={"report_id": _REPORT},
        ),
        Table(
            "mirrors",
            "Reports that are another one over again: the page scraped twice, or a text doubled on its page",
            {},
            records.Mirror,
            indexes=(("report_id",), ("of_report_id",)),
            references={"report_id": _REPORT, "of": _REPORT},
            rename={"of": "of_report_id"},
        ),
        Table(
            "exchanges",
            "Words that stand for one another in many passages: a spinner's dictionary",
            {},
            records.Exchange,
        ),
        Table(
            "passages",
            "Passages that stand in two reports",
            {"id": "TEXT PRIMARY KEY"},
            records.Passage,
            {"family_id": "INTEGER REFERENCES families(id) ON DELETE SET NULL"},
            indexes=(("a_report_id",), ("b_report_id",), ("family_id",)),
            references={"a_report_id": _REPORT, "b_report_id": _REPORT},
            leave=frozenset({"family_id"}),
        ),
        Table(
            "edits",
            "What differs between the two sides of a passage",
            {"passage_id": "TEXT NOT NULL REFERENCES passages(id) ON DELETE CASCADE"},
            records.Edit,
            indexes=(("passage_id",),),
            rename={"kind": "class"},
        ),
        Table(
            "formulae",
            "Stock phrases that many independent reports share",
            {"id": "INTEGER PRIMARY KEY"},
            records.Formula,
        ),
        Table(
            "formula_occurrences",
            "Where each stock phrase stands",
            {
                "formula_id": "INTEGER NOT NULL REFERENCES formulae(id) ON DELETE CASCADE",
                "report_id": _REPORT,
                "start": "INTEGER",
                "end": "INTEGER",
            },
            indexes=(("formula_id",), ("report_id",)),
        ),
        Table(
            "formula_variants",
            "The wordings of each stock phrase, with how often each stands in the corpus",
            {
                "formula_id": "INTEGER NOT NULL REFERENCES formulae(id) ON DELETE CASCADE",
                "text": "TEXT",
                "occurrences": "INTEGER",
            },
            indexes=(("formula_id",),),
        ),
        Table(
            "index_segments",
            "Files of the reuse index in the folder beside this database, in their order; made again if missing",
            {"id": "INTEGER PRIMARY KEY", "file": "TEXT NOT NULL"},
        ),
        Table(
            "indexed_reports",
            "Which reports have been compared with the others, and the file that holds their fingerprints",
            {
                "report_id": "TEXT PRIMARY KEY REFERENCES reports(id) ON DELETE CASCADE",
                "segment_id": "INTEGER NOT NULL REFERENCES index_segments(id) ON DELETE CASCADE",
            },
            indexes=(("segment_id",),),
        ),
        Table(
            "runs",
            "What each run of `mine` did",
            {"id": "INTEGER PRIMARY KEY"},
            extra={
                "started": "TEXT",
                "finished": "TEXT",
                "status": "TEXT",
                "version": "TEXT",
                "inputs": "TEXT",
                "settings": "TEXT",
                "pages": "INTEGER",
                "unchanged": "INTEGER",
                "refused": "INTEGER",
                "seconds": "TEXT",
            },
        ),
        Table(
            "refusals",
            "Files that were not read, with the reason",
            {
                "run_id": "INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE",
                "path": "TEXT",
                "reason": "TEXT",
            },
            indexes=(("run_id",),),
        ),
        Table(
            "corrections",
            "What users have corrected or confirmed, kept over every later run: per record and field what was read "
            "(`old`) and what is right (`value`); the field `exists` says whether the record is one (`yes`, `no`, "
            "`missed`)",
            {
                "record_type": "TEXT NOT NULL",
                "record_id": "TEXT NOT NULL",  # no reference: it outlives the row
                "field": "TEXT NOT NULL",
            },
            extra={"old": "", "value": "", "imported": "TEXT", "source": "TEXT"},
            indexes=(("record_type", "record_id"),),
        ),
        Table(
            "settings",
            "What the file says of itself",
            {"key": "TEXT PRIMARY KEY", "value": "TEXT"},
        ),
        Table(
            "section_docs",
            "Row numbers of the full-text index (an own table, since VACUUM may renumber hidden row numbers)",
            {
                "docid": "INTEGER PRIMARY KEY",
                "section_id": "TEXT NOT NULL UNIQUE REFERENCES sections(id) ON DELETE CASCADE",
            },
        ),
    )
}

_VIEWS = {
    # Why a figure counts in no sum; empty where it does.
    "measure_standing": STANDING,
    # Done things only, parts and copies left out, so that a sum counts nothing twice.
    "measure_totals": f"""
        SELECT m.category, m.concept, m.unit, {SUMS}
        FROM measures m JOIN measure_standing x ON x.id = m.id
        GROUP BY m.category, m.concept, m.unit
    """,
    "measures_in_context": """
        SELECT m.id, p.name AS page, r.title AS report, r.organisation, r.year, s.label, s.heading, m.category,
               m.action, m.object, m.value, m.value_max, m.unit, m.modifier, m.status, m.in_copy, t.text AS sentence,
               m.page_id, m.report_id, m.section_id, m."start", m."end"
        FROM measures m JOIN pages p ON p.id = m.page_id JOIN reports r ON r.id = m.report_id
             JOIN sections s ON s.id = m.section_id LEFT JOIN sentences t ON t.id = m.sentence_id
    """,
    "passage_texts": """
        SELECT x.id, x.kind, x.formula, pa.name AS a_page, x.a_report_id,
               substr(pa.text, x.a_start + 1, x.a_end - x.a_start) AS a_text, pb.name AS b_page, x.b_report_id,
               substr(pb.text, x.b_start + 1, x.b_end - x.b_start) AS b_text
        FROM passages x JOIN reports ra ON ra.id = x.a_report_id JOIN pages pa ON pa.id = ra.page_id
             JOIN reports rb ON rb.id = x.b_report_id JOIN pages pb ON pb.id = rb.page_id
    """,
}

_VIEWS_ABOUT = {
    "measure_standing": "for each measure why it counts in no sum (`negated`, `planned`, `rate`, `per`, `unvalued`, "
    "`copy`, `part`), empty where it counts",
    "measure_totals": "sums per category, concept and unit over what was done; `total` takes a range at its lower end "
    "(数百: 200), `low`/`high` are bounds (`high` empty where a figure such as 300余 sets none), `left_…` count what "
    "was left out: planned and denied figures, parts of stated totals, copies, per-unit figures, rates, "
    "figures without a value",
    "measures_in_context": "each measure with its page, report, section label and sentence",
    "passage_texts": "each copied passage with the text of both sides",
}


def create_statements() -> list[str]:
    """All statements that make an empty database of the present version, indexes apart (``index_statements``)."""
    out = [table.create for table in TABLES.values()]
    # content='': sections.text holds the text already. detail=none: which sections hold a bigram is all that is
    # asked of the index, LIKE does the rest; a third of the size and of the time of full. ascii: every other
    # character belongs to a token, so that Chinese punctuation counts as well
    out.append("CREATE VIRTUAL TABLE sections_fts USING fts5(grams, content='', detail=none, tokenize='ascii')")
    # what a transaction adds is sorted in memory and written as one piece: at 1 MB, the usual, it costs twice as much
    out.append(f"INSERT INTO sections_fts (sections_fts, rank) VALUES ('hashsize', {_SORTED})")
    out += [f"CREATE VIEW {name} AS {' '.join(sql.split())}" for name, sql in _VIEWS.items()]
    out += [f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {SCHEMA_VERSION}"]
    return out


def index_statements() -> list[str]:
    """All indexes; filling a table first and indexing it then is a fifth quicker than the other way round."""
    return [statement for table in TABLES.values() for statement in table.create_indexes]


def describe() -> str:
    """The tables and views as Markdown: ``docs/database.md`` is this text, and a test holds it to it."""
    lines = [
        "# The database",
        "",
        "One SQLite file. Made from `corpus_tools/corpus/schema.py`; write it anew with",
        "`python -m corpus_tools.corpus.schema > docs/database.md`.",
        "",
        "All `start`/`end` are half-open ranges of Unicode code points in the page's `text`:",
        "`substr(pages.text, start + 1, end - start)` is what was read. Keys are made of content: the page's hash, a",
        "letter, and the place (`…-m1204`), so a citation stays valid over later runs.",
        "",
    ]
    for table in TABLES.values():
        lines += [f"## {table.name}", "", table.about + ".", "", "| column | type |", "| --- | --- |"]
        lines += [f"| `{name}` | {sql.split(' ON DELETE')[0]} |" for name, sql in table.columns.items()]
        lines.append("")
    lines += ["## Views", ""]
    lines += [f"- `{name}`: {_VIEWS_ABOUT[name]}" for name in _VIEWS]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(describe(), end="")
