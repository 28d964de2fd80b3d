"""The pages: home, search, one report, one page, draft check. They read; a draft is kept nowhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response

from corpus_tools import checking
from corpus_tools.corpus.figures import figures
from corpus_tools.corpus.search import Query, labels_of
from corpus_tools.corpus.store import Corpus
from corpus_tools.records import CATEGORIES, LABELS, Page
from corpus_tools.views.check import CheckView
from corpus_tools.views.page import Words, content_policy, render
from corpus_tools.web.finding import PER_PAGE, Findings, asked, look
from corpus_tools.web.guard import DRAFT
from corpus_tools.web.layers import page_blocks, report_layers

__all__ = ["check", "find", "home", "page", "report"]

T = TypeVar("T")

_HEADERS = {
    "Content-Security-Policy": f"{content_policy()}; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


async def home(datasette: Any, request: Request) -> Response:
    found = await _ask(datasette, lambda corpus: figures(corpus, limit=15))
    return _page(datasette, request, "web_home.html", f=found)


async def find(datasette: Any, request: Request) -> Response:
    t = Words(_language(datasette, request))
    query, error = asked(request.args, t)
    result = Findings(query or Query(), None, request.args)
    labels: Sequence[str] = LABELS
    if query is not None:
        result, labels = await _ask(datasette, lambda corpus: (look(corpus, query, request.args), labels_of(corpus)))
    return _page(
        datasette, request, "web_find.html", result=result, labels=labels, error=error, per_page=PER_PAGE,
        status=400 if error else 200,
    )  # fmt: skip


async def report(datasette: Any, request: Request) -> Response:
    return await _one(datasette, request, "web_report.html", report_layers, request.url_vars["report"])


async def page(datasette: Any, request: Request) -> Response:
    return await _one(datasette, request, "web_page.html", page_blocks, request.url_vars["page"])


async def _one(
    datasette: Any,
    request: Request,
    template: str,
    read: Callable[[Corpus, str, Words], dict[str, Any] | None],
    key: str,
) -> Response:
    """One report or page by its key, or our own 404."""
    t = Words(_language(datasette, request))
    found = await _ask(datasette, lambda corpus: read(corpus, key, t))
    if found is None:
        return _page(datasette, request, "web_missing.html", status=404)
    return _page(datasette, request, template, **found)


async def check(datasette: Any, request: Request) -> Response:
    language = _language(datasette, request)
    t = Words(language)
    draft, view, error, status = "", None, "", 200
    if request.method == "POST":
        draft = (await request.post_vars()).get("draft", "").replace("\r\n", "\n")
        if len(draft) > DRAFT:
            error, status = t.draft_too_long.format(n=len(draft), limit=DRAFT), 413
            draft = ""
        elif draft.strip():
            view = CheckView(await _ask(datasette, lambda corpus: _check(corpus, draft, t, language)), t)
        else:
            error = t.no_draft
    token = request.scope["csrftoken"]()
    return _page(
        datasette, request, "web_check.html", draft=draft, view=view, error=error, token=token, limit=DRAFT, d="d1",
        status=status,
    )  # fmt: skip


def _check(corpus: Corpus, draft: str, t: Words, language: str) -> checking.CheckResult:
    return checking.check(Page(t.pasted, "", draft, "", "utf-8"), corpus, index=_library(corpus), language=language)


_libraries: dict[Path, tuple[Any, Any]] = {}


def _library(corpus: Corpus) -> Any:
    """The corpus made ready for comparison, kept until `mine` writes to the file again."""
    files = (corpus.path, corpus.path.with_name(corpus.path.name + "-wal"))
    stamp = tuple((f.stat().st_mtime_ns, f.stat().st_size) if f.exists() else None for f in files)
    known = _libraries.get(corpus.path)
    if known is None or known[0] != stamp:
        known = _libraries[corpus.path] = (stamp, checking.library(corpus))
    return known[1]


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
    wanted = request.args.get("lang", "") or datasette.plugin_config("corpus_tools")["language"]
    return "en" if wanted == "en" else "zh"


def _page(datasette: Any, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    language = _language(datasette, request)
    html = render(
        template,
        language,
        lang=language,
        other_language=_link(request, lang="en" if language == "zh" else "zh"),
        database=tilde_encode(datasette.plugin_config("corpus_tools")["database"]),
        **{"labels": LABELS, "categories": CATEGORIES, **values},
    )
    return Response.html(html, status=status, headers=_HEADERS)


def _link(request: Request, **changed: str) -> str:
    """This address with some fields of the query changed."""
    kept = {key: request.args[key] for key in request.args if key not in changed}
    return "?" + urlencode(kept | changed, errors="replace")
