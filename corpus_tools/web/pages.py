"""The pages: home, search, one report, one page, draft check. They read; a draft is kept nowhere."""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response

from corpus_tools import checking
from corpus_tools.corpus import reused
from corpus_tools.corpus.figures import figures
from corpus_tools.corpus.search import Query, labels_of
from corpus_tools.corpus.store import Corpus
from corpus_tools.decisions import Decision
from corpus_tools.errors import UsageError
from corpus_tools.reading import SUFFIXES
from corpus_tools.records import CATEGORIES, LABELS, Page
from corpus_tools.views.checked import CheckView
from corpus_tools.views.page import Words, asset, content_policy, render
from corpus_tools.views.plots import draw, svg
from corpus_tools.web.canned import canned
from corpus_tools.web.finding import PER_PAGE, Findings, asked, look
from corpus_tools.web.guard import DRAFT, UPLOAD
from corpus_tools.web.layers import LISTED, family_layers, page_blocks, report_layers
from corpus_tools.web.uploads import Refused, decisions_of, draft_of, fields

__all__ = ["check", "families", "family", "find", "home", "page", "picture", "report", "script"]

T = TypeVar("T")

_HEADERS = {
    "Content-Security-Policy": f"{content_policy(served=True)}; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

# Opened by itself a picture may run nothing either; its marks carry their styles
_PICTURE = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
_SHOWN = ("labels", "categories", "years", "pairs")  # on the home page
_NAME = 40  # characters of a category's or unit's name
_DIGITS = 10  # of a family's number


async def home(datasette: Any, request: Request) -> Response:
    """What the corpus holds, and where to go from there."""
    found = await _ask(datasette, lambda corpus: _kept(corpus, "home", lambda: figures(corpus, _SHOWN, limit=15)))
    zh = _language(datasette, request) == "zh"
    titles = {name: q["title"].split(" · ")[0 if zh else 1] for name, q in canned().items()}
    return _page(datasette, request, "web_home.html", f=found, questions=titles)


async def find(datasette: Any, request: Request) -> Response:
    """Search results with facets."""
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
    """One report with all that is known of it."""
    return await _one(datasette, request, "web_report.html", report_layers, request.url_vars["report"])


async def page(datasette: Any, request: Request) -> Response:
    """A whole page in blocks."""
    return await _one(datasette, request, "web_page.html", page_blocks, request.url_vars["page"])


async def families(datasette: Any, request: Request) -> Response:
    """The families, largest first."""
    found = await _ask(datasette, lambda corpus: (reused.families(corpus, limit=LISTED), corpus.count("families")))
    return _page(datasette, request, "web_families.html", families=found[0], total=found[1])


async def family(datasette: Any, request: Request) -> Response:
    """One family: its common text and its slots."""
    return await _one(datasette, request, "web_family.html", family_layers, request.url_vars["family"])


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
    """A draft and what was found in it."""
    language = _language(datasette, request)
    t = Words(language)
    draft, view, error, status, unsaved = "", None, "", 200, False
    token = request.scope["csrftoken"]()
    if request.method == "POST":
        try:
            texts, files = await _posted(request, token, t)
            made = draft_of(texts, files.get("file"), t)
            decided = decisions_of(texts, files.get("decisions"), t)
            view = CheckView(await _ask(datasette, lambda corpus: _check(corpus, made, decided, language)), t)
            draft, unsaved = made.text, bool(decided and texts.get("unsaved"))
        except Refused as e:
            error, status = e.message, e.status
    return _page(
        datasette, request, "web_check.html", draft=draft, view=view, error=error, token=token, limit=DRAFT, d="d1",
        kinds=",".join(SUFFIXES), megabytes=UPLOAD >> 20, status=status, unsaved=unsaved,
    )  # fmt: skip


async def _posted(request: Request, token: str, t: Words) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """The fields of the form and its files, if any came.

    Raises
    ------
    Refused
        If a form with a file does not carry the token of its cookie; of other forms Datasette has seen to it.
    """
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        return await request.post_vars(), {}
    try:
        texts, files = fields(kind, await request.post_body())
    except ValueError:
        texts, files = {}, {}
    if not hmac.compare_digest(texts.get("csrftoken", "").encode("utf8", "replace"), token.encode()):
        raise Refused(t.form_expired, 403)
    return texts, files


def _check(corpus: Corpus, draft: Page, decided: Sequence[Decision], language: str) -> checking.CheckResult:
    return checking.check(draft, corpus, index=_library(corpus), language=language, decisions=decided)


async def picture(datasette: Any, request: Request) -> Response:
    """A picture as SVG; where there is nothing to draw, our own 404."""
    args, language = request.args, _language(datasette, request)
    number = args.get("family") or ""
    options: dict[str, Any] = {
        "category": (args.get("category") or "")[:_NAME],
        "unit": (args.get("unit") or "")[:_NAME],
        "family": int(number) if number.isdecimal() and len(number) < _DIGITS else None,
    }
    kind = request.url_vars["kind"]
    key = ("picture", kind, language, *options.values())
    try:
        drawn = await _ask(
            datasette, lambda corpus: _kept(corpus, key, lambda: svg(draw(corpus, kind, language=language, **options)))
        )
    except UsageError:
        return _page(datasette, request, "web_missing.html", status=404)
    return Response(drawn, content_type="image/svg+xml; charset=utf-8", headers=_HEADERS | _PICTURE)


async def script(datasette: Any, request: Request) -> Response:
    """One of our scripts: pages allow none but those of this server."""
    text = asset(f"{request.url_vars['script']}.js")
    return Response(text, content_type="text/javascript; charset=utf-8", headers=_HEADERS)


_memory: dict[tuple[Path, Any], tuple[Any, Any]] = {}
_KEPT = 64  # answers kept: the library, the home page, pictures of some categories in two languages


def _library(corpus: Corpus) -> Any:
    """The corpus made ready for comparison."""
    return _kept(corpus, "library", lambda: checking.library(corpus))


def _kept(corpus: Corpus, key: Any, make: Callable[[], T]) -> T:
    """What takes long to make, kept until `mine` writes to the file again."""
    files = (corpus.path, corpus.path.with_name(corpus.path.name + "-wal"))
    stamp = tuple((f.stat().st_mtime_ns, f.stat().st_size) if f.exists() else None for f in files)
    known = _memory.pop((corpus.path, key), None)
    made = make() if known is None or known[0] != stamp else known[1]
    _memory[corpus.path, key] = (stamp, made)  # the last asked for stand last
    while len(_memory) > _KEPT:
        _memory.pop(next(iter(_memory)), None)
    return cast(T, made)


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
        served=True,
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
