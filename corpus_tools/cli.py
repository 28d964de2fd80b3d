"""The command line: parse, call, print. What is printed as data goes to stdout, everything else to stderr."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from corpus_tools import __version__
from corpus_tools.errors import CorpusToolsError, DatabaseError, UsageError
from corpus_tools.records import FINDINGS

__all__ = ["app", "main"]

DONE, ATTENTION, FAILED = 0, 1, 2
STOPPED = 130  # by Ctrl+C, as shells count it

app = typer.Typer(
    name="corpus-tools",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Mines Chinese work-summary reports (工作总结): measures, section labels and copied passages, "
    "each with the characters it was read from.",
    epilog="Start with: corpus-tools mine FOLDER --db corpus.db",
)

Db = Annotated[Path, typer.Option("--db", metavar="FILE", help="The corpus database (SQLite).")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here instead of to the screen.")]


Engine = Literal["local", "spark"]
ExportFormat = Literal["standoff", "jsonl", "csv", "parquet", "xlsx", "docbin"]
TableFormat = Literal["table", "csv", "json"]
ReuseFormat = Literal["table", "csv", "json", "standoff", "html"]
ReusePart = Literal["all", "passages", "pairs", "families", "formulae", "mirrors"]
CheckFormat = Literal["text", "json", "html"]
ExplainFormat = Literal["text", "json"]
Kind = Literal["auto", "measures", "sections"]
CiteFormat = Literal["text", "bibtex", "csl-json", "json"]
PlotKind = Literal["years", "distribution", "course", "network", "family"]
Language = Literal["zh", "en"]

Stock = Annotated[
    Path | None,
    typer.Option(
        "--background",
        metavar="DIR",
        help="Own table of stock wording, as `background` makes it; CORPUS_TOOLS_BACKGROUND does the same.",
    ),
]
Lang = Annotated[
    Language | None,
    typer.Option("--lang", help="Language of messages; the environment variable CORPUS_TOOLS_LANG does the same."),
]


def say(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    if version:
        print(__version__)
        raise typer.Exit(DONE)


@app.command(
    epilog="Examples: corpus-tools mine pages/ extra.docx --db corpus.db --jobs 2 · "
    "corpus-tools mine --explain-structure page.html --out page-explained.html"
)
def mine(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders of scraped pages.")],
    db: Annotated[Path | None, typer.Option("--db", metavar="FILE", help="The corpus database (SQLite).")] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Processes that read pages.")] = 1,
    engine: Annotated[Engine, typer.Option("--engine", help="Where the work is done.")] = "local",
    fresh: Annotated[bool, typer.Option("--fresh", help="Start from nothing; the old file stays until done.")] = False,
    labels: Annotated[
        Path | None, typer.Option("--labels", metavar="DIR", help="Folder of an own label model, from `train`.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", metavar="P", help="Sections less sure than this (0-1) are `other`.")
    ] = 0.0,
    background: Stock = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary; faults only.")] = False,
    overview: Annotated[bool, typer.Option(help="Write an HTML overview beside the database.")] = True,
    explain_structure: Annotated[
        bool, typer.Option("--explain-structure", help="Show how one page is taken apart, as HTML; needs no database.")
    ] = False,
    out: Out = None,
    lang: Lang = None,
) -> None:
    """Read pages (.txt .html .htm .md .docx .pdf) into a database; a second run takes only what changed.

    Files that cannot be read are named with the reason, the others are mined; the exit code is then 1.
    """
    from corpus_tools.engines import mine as run
    from corpus_tools.labels import LabelOptions
    from corpus_tools.progress import progress

    chosen = LabelOptions(str(labels or ""), min_confidence)
    if explain_structure:
        if len(paths) != 1:
            raise UsageError("--explain-structure shows one page; name one file")
        from corpus_tools.views.structure import explain_structure as explained

        _deliver(explained(_words(paths[0]) or "", language=_language(lang), labels=chosen), out)
        return
    if db is None:
        raise UsageError("name the database with --db FILE (or look at one page with --explain-structure)")
    if out is not None:
        raise UsageError("--out goes with --explain-structure; the database is named with --db")
    page = db.with_suffix(".html")
    if overview and page == db:
        raise UsageError(f"{db}: here the overview would be written; let the name of the database end in .db")
    try:
        db.parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise DatabaseError(f"{db}: the folder {db.parent} cannot be made ({e.strerror})") from e
    try:
        with progress(quiet=quiet) as show:
            summary = run(
                paths, db, jobs=jobs, engine=engine, fresh=fresh, labels=chosen, background=background, progress=show
            )
    except KeyboardInterrupt:
        kept = (
            "the database is as it was" if fresh else "pages already written stay, and the next run goes on from there"
        )
        say(f"stopped; {kept}")
        raise typer.Exit(STOPPED) from None
    if not quiet:
        from corpus_tools.views.summary import print_summary

        print_summary(summary)
    if not quiet:
        say(f"Database: {db}")
    if overview and _is_foreign(page):
        say(f"No overview: {page} is there and was not made by corpus-tools (--no-overview, or another --db)")
    elif overview:
        from corpus_tools.views.overview import write_overview

        write_overview(db)
        if not quiet:
            say(f"Overview: {page}")
    for refusal in summary.refusals:
        say(f"refused  {refusal.path}: {refusal.reason}")
    raise typer.Exit(ATTENTION if summary.refusals else DONE)


@app.command(epilog="Example: corpus-tools export --db corpus.db --format xlsx --out tables/")
def export(
    db: Db,
    form: Annotated[ExportFormat, typer.Option("--format", help="Form of the files.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files; made if needed.")],
) -> None:
    """Write the corpus as standoff records, JSON lines, CSV, Parquet, Excel or spaCy DocBin."""
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.export import check_empty
    from corpus_tools.corpus.export import export as write

    with Corpus(db) as corpus:
        check_empty(corpus)
        written = write(corpus, form, out)
    say(f"{len(written)} file{'s' if len(written) != 1 else ''} written to {out}")


@app.command(
    epilog="Examples: corpus-tools search 宣传单 --db corpus.db --category leaflets --min 100 · "
    "corpus-tools search --db corpus.db '宣传单 份>=1000 标签:publicity 年:2019-2021' · "
    "corpus-tools search --db corpus.db '垃圾 -分类 (\"a phrase\", 横幅 OR 标语, 机构:柳塘镇)'"
)
def search(
    db: Db,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]",
            help="Words that must all occur, or a line of the query language: phrases in quotes, -excluded, a OR b, "
            "label: year: category: unit: level: topic: status: organisation: (标签 年 类别 单位 级别 主题 状态 机构), "
            "UNIT>=NUMBER. Put it in quotes, since > and quotes mean something to the shell.",
        ),
    ] = None,
    category: Annotated[str | None, typer.Option(help="Category of a measure, such as leaflets.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit of a measure, such as 份.")] = None,
    minimum: Annotated[float | None, typer.Option("--min", help="Smallest value.")] = None,
    maximum: Annotated[float | None, typer.Option("--max", help="Largest value.")] = None,
    label: Annotated[str | None, typer.Option(help="Label of the section, such as publicity.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the report.")] = None,
    what: Annotated[
        Kind, typer.Option(help="Look for measures or sections; auto: measures if a filter is theirs.")
    ] = "auto",
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the answer.")] = "table",
    limit: Annotated[int, typer.Option(help="At most so many rows.")] = 50,
    show_sql: Annotated[
        bool, typer.Option("--show-sql", help="Print the SQL that finds the rows, with its parameters, and leave.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Find sections by words and label, or measures by what they count.

    Sections with the words come best first (BM25), measures with the largest value first.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.search import OFF_SCREEN, labels_of, statement
    from corpus_tools.corpus.search import search as find
    from corpus_tools.tables import print_rows
    from corpus_tools.views.asking import ask

    given = {
        "category": _words(category),
        "unit": _words(unit),
        "minimum": minimum,
        "maximum": maximum,
        "label": _words(label),
        "year": year,
        "what": None if what == "auto" else what,
    }
    # an option goes before what the line says of the same
    options = {name: value for name, value in given.items() if value is not None}
    query = ask(_words(" ".join(words or ())) or "", language=_language(lang, "en"), limit=limit, **options)
    with Corpus(db) as corpus:
        if show_sql:
            print(f"{statement(query)};")
            return
        hits = find(corpus, query)
        labels = labels_of(corpus) if query.label is not None and not hits.total else []
    print_rows(hits.columns, hits.rows, form, hidden=OFF_SCREEN)
    shown = len(hits.rows)
    total = f"more than {hits.total}" if hits.more else hits.total
    say(f"{shown} of {total} {hits.kind}" if shown < hits.total or hits.more else f"{shown} {hits.kind}")
    if labels and query.label not in labels:
        say(f"no section is labelled {query.label!r}; there are: {', '.join(labels)}")


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
    """Check drafts against the corpus: what is copied, from where, what was changed, what does not add up.

    Decisions (accept, ignore, cite) are made in the HTML report and saved from it.
    """
    from corpus_tools.checking import check as compare
    from corpus_tools.checking import library
    from corpus_tools.corpus import Corpus
    from corpus_tools.errors import RefusedFile
    from corpus_tools.reading import find, read, read_stream
    from corpus_tools.records import Refusal
    from corpus_tools.views.check import render_check

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
            results.append(compare(page, corpus, index=index, language=_language(lang), kinds=kinds, decisions=made))
    if results:
        _deliver(render_check(results, form, language=_language(lang)), out)
    for refusal in refused:
        say(f"refused  {refusal.path}: {refusal.reason}")
    if not results:
        raise typer.Exit(FAILED)
    over = fail_over is not None and any(r.open_share > fail_over for r in results)
    raise typer.Exit(ATTENTION if over or refused else DONE)


_STDIN = Path("-")


def _drafts(paths: list[Path], find: Any) -> Iterator[Any]:
    for path in paths:
        yield from [path] if path == _STDIN else find([path])


def _kinds(only: list[str] | None, without: list[str] | None) -> list[str]:
    """Kinds of findings that are wanted; several may be joined by commas."""
    chosen, dropped = ([k.strip() for x in option or () for k in x.split(",")] for option in (only, without))
    if unknown := [_words(k) or "" for k in (*chosen, *dropped) if k not in FINDINGS]:
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
    """What reports share: passages, pairs of reports, families with their slots, and stock phrases."""
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.reused import PassageFilter
    from corpus_tools.views.reuse import render_reuse

    kinds = tuple(dict.fromkeys(_words(k.strip()) or "" for x in kind or () for k in x.split(",")))
    asked = PassageFilter(kinds, same_page, same_organisation, min_length, family, formula, mirrors)
    part = "" if show == "all" else show
    with Corpus(db) as corpus:
        if family is not None and not part and form in ("table", "csv"):
            part = "families"
        elif formula and not part:
            part = "formulae"
        text = render_reuse(corpus, form, asked=asked, part=part, limit=limit, language=_language(lang))
        _deliver(text, out)


@app.command(epilog="Example: corpus-tools background --db corpus.db --out stock/")
def background(
    db: Db,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the table and its card.")],
) -> None:
    """Make an own table of stock wording (hashes and counts, no text) from a corpus.

    `check` and `mine` use it where --background or CORPUS_TOOLS_BACKGROUND names the folder.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.stock import make_background

    with Corpus(db) as corpus:
        table = make_background(corpus, out)
    say(f"{table.reports} reports, {len(table.hashes)} 6-grams, {len(table.stock())} of them stock: written to {out}")


@app.command(epilog="Example: corpus-tools forget --db corpus.db 1f0c52aa9be3d704")
def forget(
    db: Db,
    pages: Annotated[list[str], typer.Argument(metavar="PAGE...", help="Keys of pages, or names that only one has.")],
) -> None:
    """Remove pages from the corpus, with all that was read from them and the passages they share with others."""
    from corpus_tools.engines.mining import forget as run

    gone = run([_words(page) or "" for page in pages], db)
    say(f"{len(gone)} page{'s' if len(gone) != 1 else ''} removed: {', '.join(gone)}")


@app.command(
    epilog="Examples: corpus-tools totals --db corpus.db --category leaflets · "
    "corpus-tools totals --db corpus.db --by organisation --by year --unit 元 --format csv"
)
def totals(
    db: Db,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="What sums are taken by, beside the unit: category, concept, object, action, place, period, label, "
            "page, report, organisation, level, topic, year. May be given several times."
        ),
    ] = None,
    category: Annotated[str | None, typer.Option(help="Category of a measure, such as leaflets.")] = None,
    concept: Annotated[str | None, typer.Option(help="Concept of a measure, as the tables show it.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit of a measure, such as 份.")] = None,
    label: Annotated[str | None, typer.Option(help="Label of the section.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the report.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Body that wrote the report.")] = None,
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the answer.")] = "table",
    limit: Annotated[int, typer.Option(help="Rows at most, those of the most reports first.")] = 100,
) -> None:
    """Sums that count nothing twice: no plans, no parts beside their total, no copies; and what was left out."""
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.totals import left_out_words
    from corpus_tools.corpus.totals import totals as add_up
    from corpus_tools.tables import print_rows
    from corpus_tools.views.totals import on_screen

    chosen = {"category": category, "concept": concept, "unit": unit, "label": label, "organisation": organisation}
    with Corpus(db) as corpus:
        words = {name: _words(value) for name, value in chosen.items()}
        found = add_up(corpus, by or ("category", "concept"), limit=limit, year=year, **words)
    shown = on_screen(found) if form == "table" else found
    print_rows(shown.columns, shown.rows, form)
    say(*filter(None, [left_out_words(found)]))


@app.command(epilog="Example: corpus-tools explain --db corpus.db 1f0c…-m1204")
def explain(
    db: Db,
    key: Annotated[str, typer.Argument(metavar="ID", help="Of a measure or a section, as `search` shows it.")],
    labels: Annotated[
        Path | None, typer.Option("--labels", metavar="DIR", help="Own label model that the database was made with.")
    ] = None,
    form: Annotated[ExplainFormat, typer.Option("--format", help="Form of the answer.")] = "text",
    lang: Lang = None,
) -> None:
    """Where a measure was read, by which rules and from which words, what was passed over, and where it counts.

    Of a section: why it has its label, which words weighed most, and what the sections around it added.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.explain import explain as tell
    from corpus_tools.corpus.explain_label import explain_label, is_section

    key = _words(key) or ""
    with Corpus(db) as corpus:
        if is_section(key):
            from corpus_tools.labels import LabelOptions
            from corpus_tools.views.explain_label import render_label

            found = explain_label(corpus, key, labels=LabelOptions(str(labels or "")))
            print(render_label(found, form, language=_language(lang)))
        else:
            from corpus_tools.views.explain import render_explanation

            print(render_explanation(tell(corpus, key), form, language=_language(lang)))


@app.command("import-corrections", epilog="Example: corpus-tools import-corrections tables/corpus.xlsx --db corpus.db")
def import_corrections(
    db: Db,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Workbook of `export --format xlsx`, corrected; none: only compare."),
    ] = None,
    deleted_are_wrong: Annotated[
        bool, typer.Option("--deleted-are-wrong", help="Records that the sheets no longer hold count as wrong.")
    ] = False,
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the answer.")] = "table",
) -> None:
    """Keep a user's corrections as gold, and tell field by field how the program does on them.

    The first sheet of the workbook says what may be changed. What cannot be taken is named, the rest is kept; the
    exit code is then 1.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.corrections import compare
    from corpus_tools.corpus.corrections import import_corrections as take
    from corpus_tools.tables import print_rows

    Corpus(db).close()  # refuse what is missing or none of ours before opening it for writing
    problems = []
    if file is not None:
        with Corpus(db, write=True) as corpus:
            done = take(corpus, file, deleted_are_wrong=deleted_are_wrong)
        problems = done.problems
        say(f"{done.rows} records kept: {done.changed} cells changed, {done.wrong} wrong, {done.added} added")
        if done.absent and not deleted_are_wrong:
            say(f"{done.absent} records of these pages are not in the sheets (--deleted-are-wrong takes them as wrong)")
        for problem in problems:
            say(str(problem))
    with Corpus(db) as corpus:
        rows = [(a.record_type, a.field, a.right, a.checked, round(a.accuracy, 3)) for a in compare(corpus)]
    print_rows(("record", "field", "right", "checked", "accuracy"), rows, form)
    raise typer.Exit(ATTENTION if problems else DONE)


@app.command(epilog="Example: corpus-tools verify --db corpus.db")
def verify(
    db: Db,
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the answer.")] = "table",
    limit: Annotated[int, typer.Option(help="At most so many rows of each check.")] = 20,
) -> None:
    """Check every promise of the file: offsets, texts, keys, indexes, reuse, runs.

    What does not hold is named with its row; the exit code is then 1. Nothing is written.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.verification import verify as check_all
    from corpus_tools.tables import print_rows

    with Corpus(db) as corpus:
        verdict = check_all(corpus, shown=max(limit, 0))
        counted = f"{corpus.count('pages')} pages, " if verdict.sound else ""
    if verdict.faults or form != "table":
        print_rows(("table", "row", "fault"), [(f.table, f.row, f.detail) for f in verdict.faults], form)
    for notice in verdict.notices:
        say(f"note: {notice}")
    if verdict.sound:
        say(f"sound: {counted}{len(verdict.counts)} checks, nothing wrong")
        raise typer.Exit(DONE)
    wrong = ", ".join(f"{count} in {name}" for name, count in verdict.counts.items() if count)
    say(f"not sound: {wrong}", "`corpus-tools mine PAGES --db FILE --fresh` makes the database anew from the pages")
    raise typer.Exit(ATTENTION)


@app.command(epilog="Example: corpus-tools upgrade --db corpus.db")
def upgrade(db: Db) -> None:
    """Bring a database of an older version to the present tables; a copy of it is kept beside it.

    `mine` does the same by itself, and reads the pages again to fill what the older version did not know.
    """
    from corpus_tools.corpus.upgrading import upgrade as bring_up

    if not db.exists():
        raise UsageError(f"{db}: there is no such database")
    kept = bring_up(db)
    if kept is None:
        say(f"{db} is of this version already")
        return
    say(f"{db} is up to date; the old file is {kept}")
    say(f"what this version reads and the older one did not is filled by: corpus-tools mine PAGES --db {db}")


@app.command(epilog="Example: corpus-tools cite 1f0c…-m1204 --db corpus.db --format bibtex")
def cite(
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="Of a measure, section, sentence or report, as `search` shows it.")
    ],
    db: Db,
    form: Annotated[CiteFormat, typer.Option("--format", help="Form of the citation.")] = "text",
    lang: Lang = None,
) -> None:
    """Cite a record: report, page, characters, and the hash of the page."""
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.cite import cite as find
    from corpus_tools.corpus.cite import render_citation

    with Corpus(db) as corpus:
        print(render_citation(find(corpus, _words(record_id) or ""), form, language=_language(lang)))


@app.command(
    epilog="Examples: corpus-tools plot years --db corpus.db --out years.svg · "
    "corpus-tools plot distribution --db corpus.db --category leaflets --out leaflets.png"
)
def plot(
    kind: Annotated[
        PlotKind,
        typer.Argument(metavar="KIND", help="years, distribution, course, network (who shares text), or family."),
    ],
    db: Db,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Picture to write: .svg, .png or .html.")],
    category: Annotated[str | None, typer.Option(help="Category of a distribution, such as leaflets.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit of a distribution; the commonest if not given.")] = None,
    family: Annotated[int | None, typer.Option(metavar="N", help="Number of the family.")] = None,
    lang: Lang = None,
) -> None:
    """Draw a picture of the corpus; all can be read in grey."""
    from corpus_tools.corpus import Corpus
    from corpus_tools.views.plots import draw, has_chinese_font, write

    language = _language(lang)
    with Corpus(db) as corpus:
        spec = draw(
            corpus, kind, category=_words(category) or "", unit=_words(unit) or "", family=family, language=language
        )
    write(spec, out, language=language)
    say(f"written to {out}")
    if out.suffix.lower() == ".png" and not has_chinese_font():
        say("note: no font here has Chinese characters, so they are empty boxes; on Debian: apt install fonts-noto-cjk")


@app.command(epilog="Example: corpus-tools serve --db corpus.db --port 8001")
def serve(
    db: Db,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8001,
    token: Annotated[
        str,
        typer.Option(envvar="CORPUS_TOOLS_TOKEN", help="What visitors must show; made anew for each run if not given."),
    ] = "",
    lang: Lang = None,
) -> None:
    """Browse, search and check drafts in a web browser (Datasette over the database).

    Only this computer can connect. With another --host others can, and need the token that is shown at the start.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.web import serve as run

    Corpus(db).close()
    run(db, host=host, port=port, language=_language(lang), token=token)


@app.command(epilog="Example: corpus-tools train samples/labelled --out models/labels")
def train(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the model and its card.")],
    data: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[DATA]...", help="Labelled sections: .jsonl, .csv, .xlsx, or folders."),
    ] = None,
    db: Annotated[
        Path | None, typer.Option("--db", metavar="FILE", help="Learn from the corrected labels of this corpus too.")
    ] = None,
) -> None:
    """Train section labels, the shipped ones or your own, from labelled texts; prints cross-validated figures.

    Records that do not have the form are named with the reason, the others are learnt from; the exit code is then 1.
    Use the model with: corpus-tools mine PAGES --db FILE --labels DIR
    """
    from corpus_tools.labels import train as run
    from corpus_tools.tables import print_rows

    if not data and db is None:
        raise UsageError("nothing to learn from; give labelled sections, or --db FILE with corrected labels")
    further = {}
    if db is not None:
        from corpus_tools.corpus import Corpus
        from corpus_tools.corpus.label_corrections import corrected_labels

        with Corpus(db) as corpus:
            further[db.stem] = corrected_labels(corpus)
    faults: list[str] = []
    scores = run(data or [], out, faults=faults, further=further)
    rows = [
        (name, round(s.precision, 3), round(s.recall, 3), round(s.f1, 3), s.support)
        for name, s in scores.labels.items()
    ]
    print_rows(("label", "precision", "recall", "F1", "support"), rows, "table")
    print_rows(
        ("sections", "accuracy", "macro F1", "calibration error"),
        [(scores.sections, *(round(x, 3) for x in (scores.accuracy, scores.macro_f1, scores.calibration_error)))],
        "table",
    )
    say(f"model and card written to {out}")
    for fault in faults:
        say(f"refused  {_words(fault)}")
    raise typer.Exit(ATTENTION if faults else DONE)


@app.command(epilog="Example: corpus-tools evaluate tests/gold --db corpus.db")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold records (NAME.jsonl, reuse.jsonl).")],
    db: Db,
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the answer.")] = "table",
) -> None:
    """Compare the corpus with hand-made gold records: measures, reports, noise, sections, labels, reuse."""
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.scoring import score
    from corpus_tools.tables import print_rows

    with Corpus(db) as corpus:
        figures = score(corpus, gold)
    print_rows(("figure", "value"), list(figures.items()), form)


def _is_foreign(page: Path) -> bool:
    """Whether a page is there that this program did not make, and so must not replace."""
    from corpus_tools.reading.files import is_our_page

    try:
        return not is_our_page(page.read_bytes())
    except FileNotFoundError:
        return False
    except OSError:  # let the writing say why
        return False


def _words(argument: str | None) -> str | None:
    """A word as it was typed, whatever the locale made of it."""
    from corpus_tools.reading.files import printable

    return None if argument is None else printable(argument)


def _language(option: Language | None, default: str = "zh") -> str:
    if option is not None:
        return option
    return "en" if os.environ.get("CORPUS_TOOLS_LANG", default).lower().startswith("en") else "zh"


def _deliver(text: str, out: Path | None) -> None:
    if out is None:
        print(text)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf8")
    except OSError as e:
        raise CorpusToolsError(f"{out}: cannot be written ({e.strerror})") from e
    say(f"written to {out}")


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; no traceback reaches a user."""
    for name in ("stdout", "stderr"):  # closed by whoever started us: what is printed goes nowhere
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf8"))  # noqa: SIM115 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Chinese must come out whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(arguments)
    except CorpusToolsError as e:
        say(f"corpus-tools: {e}")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(STOPPED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has left (| head); nothing to complain of
        sys.exit(DONE)
    except Exception as e:
        if isinstance(e, OSError) and e.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
            say(f"corpus-tools: {e.filename or 'the output'} cannot be written ({e.strerror})")
            sys.exit(FAILED)
        if os.environ.get("CORPUS_TOOLS_DEBUG"):
            raise
        say(f"corpus-tools: something went wrong that should not ({type(e).__name__}: {e}).")
        say("Set CORPUS_TOOLS_DEBUG=1 and run again to see where, and please report it.")
        sys.exit(FAILED)
