"""The pages: home, search, one report, draft check. They read; a draft is checked in memory and kept nowhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette.utils.asgi import NotFound, Request, Response

from corpus_tools import checking
from corpus_tools.corpus.figures import figures
from corpus_tools.corpus.search import Query, search
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import CorpusToolsError
from corpus_tools.records import CATEGORIES, LABELS
from corpus_tools.views.page import marked, render
from corpus_tools.web.layers import layers

__all__ = ["check", "find", "home", "report"]

T = TypeVar("T")

_DRAFT = 200_000  # characters of a pasted draft: some fifty times the length of a long report
_HITS = 100
_HEADERS = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"}


async def home(datasette: Any, request: Request) -> Response:
    found = await _ask(datasette, lambda corpus: figures(corpus, limit=15))
    return _page(datasette, request, "web_home.html", f=found)


async def find(datasette: Any, request: Request) -> Response:
    args = {
        key: request.args.get(key, "").strip() for key in ("words", "label", "category", "unit", "min", "max", "year")
    }
    what = request.args.get("what", "")
    error, hits = "", None
    try:
        query = Query(
            words=args["words"],
            category=args["category"] or None,
            unit=args["unit"] or None,
            minimum=float(args["min"]) if args["min"] else None,
            maximum=float(args["max"]) if args["max"] else None,
            label=args["label"] or None,
            year=int(args["year"]) if args["year"] else None,
            what=what if what in ("measures", "sections") else "",  # type: ignore[arg-type]
            limit=_HITS,
        )
        hits = await _ask(datasette, lambda corpus: search(corpus, query))
    except (ValueError, CorpusToolsError) as e:
        error = str(e)
    return _page(datasette, request, "web_find.html", args=args, what=what, hits=hits, error=error)


async def report(datasette: Any, request: Request) -> Response:
    key = request.url_vars["report"]

    def read(corpus: Corpus) -> dict[str, Any] | None:
        return layers(corpus, key)

    found = await _ask(datasette, read)
    if found is None:
        raise NotFound("there is no such report")
    return _page(datasette, request, "web_report.html", **found)


async def check(datasette: Any, request: Request) -> Response:
    draft, result, error = "", None, ""
    language = _language(datasette, request)
    if request.method == "POST":
        draft = (await request.post_vars()).get("draft", "")
        if len(draft) > _DRAFT:
            error = f"{len(draft)} > {_DRAFT}"
        elif draft.strip():
            result = await _ask(datasette, lambda corpus: checking.check(draft, corpus, language=language))
    token = request.scope["csrftoken"]()
    return _page(
        datasette,
        request,
        "web_check.html",
        draft=draft,
        r=result,
        error=error,
        token=token,
        marked=marked,
        limit=_DRAFT,
    )


async def _ask(datasette: Any, question: Callable[[Corpus], T]) -> T:
    """Put a question to the corpus in one of Datasette's reading threads."""
    database = datasette.get_database(datasette.plugin_config("corpus_tools")["database"])

    def run(connection: sqlite3.Connection) -> T:
        # Datasette's rows are dictionaries of its own; ours are plain
        connection.row_factory = None
        try:
            return question(Corpus.over(connection, Path(database.path)))
        finally:
            connection.row_factory = sqlite3.Row

    return await database.execute_fn(run)


def _language(datasette: Any, request: Request) -> str:
    asked = request.args.get("lang", "") or datasette.plugin_config("corpus_tools")["language"]
    return "en" if asked == "en" else "zh"


def _page(datasette: Any, request: Request, template: str, **values: Any) -> Response:
    language = _language(datasette, request)
    html = render(
        template,
        language,
        lang=language,
        database=datasette.plugin_config("corpus_tools")["database"],
        labels=LABELS,
        categories=CATEGORIES,
        **values,
    )
    return Response.html(html, headers=_HEADERS)
