"""Commands about copied text: check a draft, reuse within a corpus."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from corpus_tools.cli.common import (
    ATTENTION,
    DONE,
    FAILED,
    Db,
    Lang,
    Out,
    Stock,
    app,
    deliver,
    language_of,
    say,
    typed,
)
from corpus_tools.errors import UsageError
from corpus_tools.records import FINDINGS

CheckFormat = Literal["text", "json", "html"]
ReuseFormat = Literal["table", "csv", "json", "standoff", "html"]
ReusePart = Literal["all", "passages", "pairs", "families", "formulae", "mirrors"]
_STDIN = Path("-")


@app.command(
    epilog="Examples: corpus-tools check draft.docx --db corpus.db --format html --out report.html · "
    "corpus-tools check - --db corpus.db --without percent < draft.txt"
)
def check(
    drafts: Annotated[
        list[Path], typer.Argument(metavar="DRAFT...", help="Drafts (.txt .html .md .docx .pdf); - is standard input.")
    ],
    db: Db,
    form: Annotated[CheckFormat, typer.Option("--format", help="Form of the report.")] = "text",
    out: Out = None,
    fail_over: Annotated[
        float | None,
        typer.Option(
            "--fail-over",
            metavar="SHARE",
            help="Exit 1 if a larger share (0–1) is copied and was neither ignored nor cited.",
        ),
    ] = None,
    decisions: Annotated[
        list[Path] | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="Decisions saved from an earlier report; without it DRAFT.decisions.json beside each draft.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="KIND", help=f"Findings of this kind only. Kinds: {', '.join(FINDINGS)}."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="KIND", help="No findings of this kind; may be repeated.")
    ] = None,
    background: Stock = None,
    lang: Lang = None,
) -> None:
    """Check drafts against the corpus.

    What is copied, from where, what was changed, what does not add up.

    Decisions (accept, ignore, cite) are made in the HTML report and saved from it.
    """
    from corpus_tools.checking import check as compare
    from corpus_tools.checking import library
    from corpus_tools.corpus import Corpus
    from corpus_tools.errors import RefusedFile
    from corpus_tools.reading import SUFFIXES, find, read, read_stream
    from corpus_tools.records import Refusal
    from corpus_tools.views.check import render_check
    from corpus_tools.views.page import Words

    if fail_over is not None and not 0 <= fail_over <= 1:
        raise UsageError(f"--fail-over takes a share between 0 and 1, not {fail_over:g}")
    kinds = _kinds(only, without)
    named = _decisions(decisions)
    results, refused = [], []
    with Corpus(db) as corpus:
        index = library(corpus, background)
        for draft in _drafts(drafts, find):
            if isinstance(draft, Refusal):
                refused.append(draft)
                continue
            try:
                page = read_stream(sys.stdin.buffer) if draft == _STDIN else read(draft)
            except RefusedFile as e:
                refused.append(Refusal(e.path, e.reason))
                continue
            made = _decisions_beside(draft) if named is None else named
            results.append(compare(page, corpus, index=index, language=language_of(lang), kinds=kinds, decisions=made))
    if not results and not refused:  # folders without a draft
        raise UsageError(f"no drafts are in {', '.join(map(str, drafts))}; drafts end in {' '.join(sorted(SUFFIXES))}")
    if results:
        deliver(render_check(results, form, language=language_of(lang)), out)
    t = Words(language_of(lang))
    for refusal in refused:
        say(f"{t.refused_file}  {refusal.path}{t.colon}{t.refusal(refusal.reason)}")
    if not results:
        raise typer.Exit(FAILED)
    over = fail_over is not None and any(r.open_share > fail_over for r in results)
    raise typer.Exit(ATTENTION if over or refused else DONE)


def _drafts(paths: list[Path], find: Any) -> Iterator[Any]:
    for path in paths:
        yield from [path] if path == _STDIN else find([path])


def _kinds(only: list[str] | None, without: list[str] | None) -> list[str]:
    """Kinds of findings that are wanted; several may be joined by commas."""
    chosen, dropped = ([k.strip() for x in option or () for k in x.split(",")] for option in (only, without))
    if unknown := [typed(k) or "" for k in (*chosen, *dropped) if k not in FINDINGS]:
        raise UsageError(f"no such kind of finding: {', '.join(unknown)}; there are: {', '.join(FINDINGS)}")
    return [k for k in FINDINGS if (not only or k in chosen) and k not in dropped]


def _decisions(paths: list[Path] | None) -> list[Any] | None:
    from corpus_tools.decisions import load

    return [d for path in paths for d in load(path)] if paths else None


def _decisions_beside(draft: Path) -> list[Any]:
    from corpus_tools.decisions import beside, load

    path = beside(draft)
    return load(path) if draft != _STDIN and path.exists() else []


@app.command(
    epilog="Examples: corpus-tools reuse --db corpus.db --other-page --min-length 100 · "
    "corpus-tools reuse --db corpus.db --show families --family 3 --format csv --out family.csv"
)
def reuse(
    db: Db,
    form: Annotated[ReuseFormat, typer.Option("--format", help="Form of the answer.")] = "table",
    show: Annotated[
        ReusePart, typer.Option("--show", help="What is listed; csv holds one of these, by default passages.")
    ] = "all",
    same_page: Annotated[
        bool | None, typer.Option("--same-page/--other-page", help="Only between reports of one page, or of two.")
    ] = None,
    same_organisation: Annotated[
        bool | None,
        typer.Option("--same-organisation/--other-organisation", help="Only between reports of one body, or not."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="Only passages of this kind: verbatim, figures, words, mixed; may be repeated."),
    ] = None,
    min_length: Annotated[int, typer.Option("--min-length", min=0, help="Shortest passage, in characters.")] = 0,
    family: Annotated[
        int | None, typer.Option("--family", metavar="N", help="Only this family, with what each member filled in.")
    ] = None,
    formula: Annotated[
        bool, typer.Option("--formula", help="Only stock phrases; as csv and json with every place where they stand.")
    ] = False,
    mirrors: Annotated[
        bool, typer.Option("--mirrors", help="Also passages between a report and the same report scraped again.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many rows of each.")] = None,
    out: Out = None,
    lang: Lang = None,
) -> None:
    """What reports share with each other.

    Passages, pairs of reports, families with their slots, and stock phrases.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.reused import PassageFilter
    from corpus_tools.views.reuse import render_reuse

    kinds = tuple(dict.fromkeys(typed(k.strip()) or "" for x in kind or () for k in x.split(",")))
    asked = PassageFilter(kinds, same_page, same_organisation, min_length, family, formula, mirrors)
    part = "" if show == "all" else show
    with Corpus(db) as corpus:
        if family is not None and not part and form in ("table", "csv"):
            part = "families"
        elif formula and not part:
            part = "formulae"
        text = render_reuse(corpus, form, asked=asked, part=part, limit=limit, language=language_of(lang))
        deliver(text, out)
