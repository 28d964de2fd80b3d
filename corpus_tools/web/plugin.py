"""Hooks of the Datasette plugin; what they show is made in ``pages``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl

from corpus_tools.corpus.schema import TABLES
from corpus_tools.web import pages
from corpus_tools.web.canned import canned
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
        (r"^/-/families$", pages.families),
        (r"^/-/family/(?P<family>\d{1,9})$", pages.family),
        (r"^/-/picture/(?P<kind>[a-z]+)\.svg$", pages.picture),
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


@hookimpl
def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, str]]:
    """The usual questions, each one click away."""
    return canned() if database == datasette.plugin_config("corpus_tools")["database"] else {}
