"""Commands that make a database and keep it: mine, export, forget, verify, upgrade, background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from corpus_tools.cli.common import (
    ATTENTION,
    DONE,
    STOPPED,
    Db,
    Lang,
    Out,
    Stock,
    TableFormat,
    app,
    deliver,
    is_foreign,
    language_of,
    say,
    typed,
)
from corpus_tools.errors import DatabaseError, UsageError

if TYPE_CHECKING:
    from corpus_tools.labels import LabelOptions

Engine = Literal["local", "spark"]
ExportFormat = Literal["standoff", "jsonl", "csv", "parquet", "xlsx", "docbin", "labelstudio"]


@app.command(
    epilog="Examples: corpus-tools mine pages/ extra.docx --db corpus.db --jobs 2 · "
    "corpus-tools mine --explain-structure page.html --out page-explained.html · "
    "corpus-tools mine crawl/ --engine spark --out tables/"
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
    """Read pages into a database.

    Takes .txt .html .htm .md .docx .pdf; a second run takes only what changed.

    Files that cannot be read are named with the reason, the others are mined; the exit code is then 1.

    With --engine spark and --out in place of --db, all is done on the cluster and written as Parquet, which
    `import` makes a database of; PATH may then be a table of pages, NAME.parquet with name and text (or content).
    """
    from corpus_tools.engines import mine as run
    from corpus_tools.labels import LabelOptions
    from corpus_tools.progress import progress

    chosen = LabelOptions(str(labels or ""), min_confidence)
    if explain_structure:
        if len(paths) != 1:
            raise UsageError("--explain-structure shows one page; name one file")
        from corpus_tools.views.structure import explain_structure as explained

        deliver(explained(typed(paths[0]) or "", language=language_of(lang), labels=chosen), out)
        return
    if db is None and out is not None and engine == "spark":
        _mine_tables(paths, out, jobs, chosen, background, quiet)
    if db is None:
        raise UsageError("name the database with --db FILE (or look at one page with --explain-structure)")
    if out is not None:
        raise UsageError("--out goes with --explain-structure or --engine spark; the database is named with --db")
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
    if overview and is_foreign(page):
        say(f"No overview: {page} is there and was not made by corpus-tools (--no-overview, or another --db)")
    elif overview:
        from corpus_tools.views.overview import write_overview

        write_overview(db)
        if not quiet:
            say(f"Overview: {page}")
    for refusal in summary.refusals:
        say(f"refused  {refusal.path}: {refusal.reason}")
    raise typer.Exit(ATTENTION if summary.refusals else DONE)


def _mine_tables(
    paths: list[str], out: Path, jobs: int, labels: LabelOptions, background: Path | None, quiet: bool
) -> NoReturn:
    from corpus_tools.corpus.stock import chosen_background
    from corpus_tools.engines.spark_tables import mine_tables

    pages, refusals = mine_tables(
        paths,
        out,
        jobs=jobs,
        labels=labels,
        background=chosen_background(background),
        step=(lambda _: None) if quiet else say,
    )
    if not quiet:
        print(f"{pages:>10,}  pages")
        say(f"Tables: {out}  (corpus-tools import {out} --db FILE makes a database of them)")
    for refusal in refusals:
        say(f"refused  {refusal.path}: {refusal.reason}")
    raise typer.Exit(ATTENTION if refusals else DONE)


@app.command(epilog="Example: corpus-tools export --db corpus.db --format xlsx --out tables/")
def export(
    db: Db,
    form: Annotated[ExportFormat, typer.Option("--format", help="Form of the files.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files; made if needed.")],
) -> None:
    """Write the corpus for other programs.

    Standoff records, JSON lines, CSV, Parquet, Excel, spaCy DocBin or Label Studio.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.export import check_empty
    from corpus_tools.corpus.export import export as write

    with Corpus(db) as corpus:
        check_empty(corpus)
        written = write(corpus, form, out)
    say(f"{len(written)} file{'s' if len(written) != 1 else ''} written to {out}")


@app.command(epilog="Example: corpus-tools forget --db corpus.db 1f0c52aa9be3d704")
def forget(
    db: Db,
    pages: Annotated[list[str], typer.Argument(metavar="PAGE...", help="Keys of pages, or names that only one has.")],
) -> None:
    """Remove pages from the corpus.

    All that was read from them goes as well, and the passages they share with others.
    """
    from corpus_tools.engines.mining import forget as run

    gone = run([typed(page) or "" for page in pages], db)
    say(f"{len(gone)} page{'s' if len(gone) != 1 else ''} removed: {', '.join(gone)}")


@app.command(epilog="Example: corpus-tools verify --db corpus.db")
def verify(
    db: Db,
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the answer.")] = "table",
    limit: Annotated[int, typer.Option(help="At most so many rows of each check.")] = 20,
) -> None:
    """Check every promise of the database.

    Offsets, texts, keys, indexes, reuse, runs.

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
    """Bring an older database to the present tables.

    A copy of it is kept beside it.

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


@app.command(epilog="Example: corpus-tools background --db corpus.db --out stock/")
def background(
    db: Db,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the table and its card.")],
) -> None:
    """Make an own table of stock wording from a corpus.

    Hashes and counts, no text.

    `check` and `mine` use it where --background or CORPUS_TOOLS_BACKGROUND names the folder.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.stock import make_background

    with Corpus(db) as corpus:
        table = make_background(corpus, out)
    say(f"{table.reports} reports, {len(table.hashes)} 6-grams, {len(table.stock())} of them stock: written to {out}")


@app.command("import", epilog="Example: corpus-tools import tables/ --db corpus.db")
def import_(
    folder: Annotated[Path, typer.Argument(metavar="PARQUET", help="Folder of tables, TABLE.parquet each.")],
    db: Db,
    background: Stock = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary; faults only.")] = False,
) -> None:
    """Make a database of a folder of Parquet tables.

    Of what `export --format parquet` or `mine --engine spark --out` wrote. The database must not be there yet.
    """
    from corpus_tools.corpus.importing import import_tables
    from corpus_tools.corpus.stock import chosen_background

    counts = import_tables(
        folder, db, background=chosen_background(background), step=(lambda _: None) if quiet else say
    )
    if not quiet:
        for table, rows in counts.items():
            print(f"{rows:>10,}  {table}")
        say(f"Database: {db}")
