"""Commands by which people teach and judge the program: train, evaluate, import-corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.common import (
    ATTENTION,
    DONE,
    Db,
    TableFormat,
    app,
    say,
    typed,
)
from corpus_tools.errors import UsageError


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
    """Train section labels from labelled texts.

    The shipped labels or your own; prints cross-validated figures.

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
        say(f"refused  {typed(fault)}")
    raise typer.Exit(ATTENTION if faults else DONE)


@app.command(epilog="Example: corpus-tools evaluate tests/gold --db corpus.db")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold records (NAME.jsonl, reuse.jsonl).")],
    db: Db,
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the answer.")] = "table",
) -> None:
    """Compare the corpus with hand-made gold records.

    Measures, reports, noise, sections, labels, reuse.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.scoring import score
    from corpus_tools.tables import print_rows

    with Corpus(db) as corpus:
        figures = score(corpus, gold)
    print_rows(("figure", "value"), list(figures.items()), form)


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
    """Keep a user's corrections as gold.

    Tells field by field how the program does on them.

    The first sheet of the workbook says what may be changed. What cannot be taken is named, the rest is kept; the
    exit code is then 1.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.corrections import compare
    from corpus_tools.corpus.corrections import import_corrections as take
    from corpus_tools.tables import counted, print_rows

    Corpus(db).close()  # refuse what is missing or none of ours before opening it for writing
    problems = []
    if file is not None:
        with Corpus(db, write=True) as corpus:
            done = take(corpus, file, deleted_are_wrong=deleted_are_wrong)
        problems = done.problems
        kept, changed = counted(done.rows, "records"), counted(done.changed, "cells")
        say(f"{kept} kept: {changed} changed, {done.wrong} wrong, {done.added} added")
        if done.absent and not deleted_are_wrong:
            say(f"{done.absent} records of these pages are not in the sheets (--deleted-are-wrong takes them as wrong)")
        for problem in problems:
            say(str(problem))
    with Corpus(db) as corpus:
        rows = [(a.record_type, a.field, a.right, a.checked, round(a.accuracy, 3)) for a in compare(corpus)]
    print_rows(("record", "field", "right", "checked", "accuracy"), rows, form)
    raise typer.Exit(ATTENTION if problems else DONE)
