"""The usual questions as SQL that Datasette keeps: each has an address, a form for its parameters, CSV and JSON."""

from __future__ import annotations

__all__ = ["canned"]

# What reports are read for most, each an address of its own
_QUESTIONS = {
    "organization": "各地怎样组织领导 · how work is organised",
    "publicity": "各地怎样宣传发动 · how people are informed and won over",
    "supervision": "各地怎样督查考核 · how work is supervised and appraised",
    "problems": "各地说有什么问题 · which problems are named",
}


def _about(label: str, title: str) -> dict[str, str]:
    sql = (
        "SELECT r.year, r.organisation, r.title, s.heading, s.text, s.confidence, s.second_label, s.report_id"
        " FROM sections s JOIN reports r ON r.id = s.report_id"
        f" WHERE s.label = '{label}' AND (:words = '' OR instr(s.text, :words)) ORDER BY r.year DESC, s.id"
    )
    return {"title": title, "sql": sql}


_CANNED = {
    "measures_by_year": {
        "title": "各年各类做了多少 · how much was done, by year and category",
        # measure_standing says of each figure why it counts in no sum
        "sql": "SELECT r.year, m.category, m.concept, sum(m.value) AS total, m.unit, count(*) AS measures,"
        " count(DISTINCT m.report_id) AS reports FROM measures m JOIN measure_standing x ON x.id = m.id"
        " JOIN reports r ON r.id = m.report_id WHERE x.left_out = '' GROUP BY 1, 2, 3, 5 ORDER BY 1, 2, 6 DESC",
    },
    "largest_of_a_category": {
        "title": "某类中最大的数 · the largest figures of a category (category: leaflets, waste …)",
        "sql": "SELECT m.value, m.unit, m.action, m.object, r.organisation, r.year, t.text AS sentence, m.id"
        " FROM measures m JOIN reports r ON r.id = m.report_id LEFT JOIN sentences t ON t.id = m.sentence_id"
        " WHERE m.category = :category AND m.status = 'done' ORDER BY m.value DESC LIMIT 200",
    },
    **{f"about_{label}": _about(label, title) for label, title in _QUESTIONS.items()},
    "sections_about": {
        "title": "各报告怎么说 · what reports say of a subject (label: problems, publicity …)",
        "sql": "SELECT r.title, r.year, s.heading, s.text FROM sections s JOIN reports r ON r.id = s.report_id"
        " WHERE s.label = :label ORDER BY r.year",
    },
    "copied_reports": {
        "title": "抄用最多的报告 · reports with the largest copied share",
        "sql": "SELECT id, title, organisation, year, copied_share FROM reports WHERE copied_share > 0"
        " ORDER BY copied_share DESC",
    },
    "figures_taken_over": {
        "title": "抄用时没有改的数字 · figures that were copied unchanged",
        "sql": "SELECT m.text, m.action, m.object, r.organisation, r.year, t.text AS sentence, m.id FROM measures m"
        " JOIN reports r ON r.id = m.report_id LEFT JOIN sentences t ON t.id = m.sentence_id WHERE m.in_copy"
        " ORDER BY r.year, m.id",
    },
    "figures_that_do_not_add_up": {
        "title": "对不上的数字 · figures that do not follow from those beside them",
        "sql": "SELECT x.kind, x.text, x.stated, x.computed, x.other_text, r.title, r.organisation, r.year"
        " FROM mismatches x LEFT JOIN reports r ON r.id = x.report_id ORDER BY x.kind, r.year",
    },
    "plans_and_deeds": {
        "title": "计划与完成 · what was planned and what was done",
        "sql": "SELECT r.organisation, r.year, m.concept, m.unit, sum(CASE WHEN m.status = 'planned' THEN m.value END)"
        " AS planned, sum(CASE WHEN m.status = 'done' THEN m.value END) AS done FROM measures m"
        " JOIN reports r ON r.id = m.report_id WHERE r.organisation > '' GROUP BY 1, 2, 3, 4"
        " HAVING planned IS NOT NULL ORDER BY 1, 2",
    },
}


def canned() -> dict[str, dict[str, str]]:
    """Queries by name, each with ``title`` (Chinese · English) and ``sql``."""
    return _CANNED
