"""Hooks of the Datasette plugin; what they show is made in ``pages``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl

from corpus_tools.corpus.schema import TABLES
from corpus_tools.web import pages
from corpus_tools.web.guard import App, guard

# What a row is called where another table points to it
_LABEL_COLUMNS = {"pages": "name", "reports": "title", "sections": "heading", "sentences": "text", "measures": "text"}


def table_metadata() -> dict[str, dict[str, Any]]:
    """Descriptions and label columns of the tables, as Datasette takes them."""
    out: dict[str, dict[str, Any]] = {}
    for table in TABLES.values():
        out[table.name] = {"description": table.about}
        if table.name in _LABEL_COLUMNS:
            out[table.name]["label_column"] = _LABEL_COLUMNS[table.name]
    out["measures"]["facets"] = ["category", "status", "unit"]
    out["sections"]["facets"] = ["label"]
    out["reports"]["facets"] = ["kind", "level", "year", "topic"]
    return out


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/$", pages.home),
        (r"^/-/find$", pages.find),
        (r"^/-/report/(?P<report>[0-9a-f]{16}-r\d+)$", pages.report),
        (r"^/-/page/(?P<page>[0-9a-f]{16})$", pages.page),
        (r"^/-/check$", pages.check),
        (r"^/-/script/(?P<script>check|drop)\.js$", pages.script),
    ]


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    return guard


@hookimpl
def skip_csrf(scope: dict[str, Any]) -> bool:
    """A form with a file is held against its token by the page itself: Datasette's own check of such forms fails with
    present versions of the parser it uses."""
    kind = next((v for k, v in scope["headers"] if k.lower() == b"content-type"), b"")
    return scope["path"] == "/-/check" and kind.startswith(b"multipart/form-data")


@hookimpl
def menu_links() -> list[dict[str, str]]:
    return [{"href": "/", "label": "corpus_tools"}]


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


@hookimpl
def canned_queries() -> dict[str, dict[str, str]]:
    """The usual questions, each one click away."""
    return {
        "measures_by_year": {
            "title": "数量按年份与类别 · measures by year and category",
            "sql": "SELECT r.year, m.category, count(*) AS measures, sum(m.value) AS total, m.unit FROM measures m"
            " JOIN reports r ON r.id = m.report_id WHERE m.status = 'done' AND NOT m.in_copy AND m.part_of IS NULL"
            " GROUP BY 1, 2, 5 ORDER BY 1, 2",
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
    }
