"""An own table of stock wording: made from a corpus, and used in place of the one that is shipped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import numpy as np

from corpus_tools import __version__
from corpus_tools.corpus.between import report_texts
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import UsageError
from corpus_tools.models import models_folder
from corpus_tools.reuse import Background
from corpus_tools.reuse.background import Counter
from corpus_tools.reuse.layout import bare_text

__all__ = ["ENVIRONMENT", "chosen_background", "make_background"]

ENVIRONMENT = "CORPUS_TOOLS_BACKGROUND"  # names a folder or a file in place of the table that is shipped

_FILE = "background.npz"
_ROWS = 500  # reports counted at a time

_CARD = """# Background table

How many independent reports hold a 6-gram of the matching form: hashes and counts, no text.

| | |
| --- | --- |
| file | `{file}` (numpy arrays `hashes` uint32, `counts` uint16, `reports`; no pickle) |
| made of | `{db}`: {pages} pages, {reports} reports |
| left out | {mirrors} reports that are others over again; the common text of {families} families, but for one member |
| holds | {grams} 6-grams that stand in two reports or more, {stock} of them stock |
| made by | corpus-tools {version}, {date}: `corpus-tools background --db {db} --out …` |

Use it with `--background`, or name its folder in the environment variable `{environment}`.
"""


def make_background(corpus: Corpus, out: str | Path) -> Background:
    """Write a table of the reports' wording, and its card; what a family or a mirror repeats counts once.

    Raises
    ------
    UsageError
        If the corpus holds no report, or the folder cannot be written.
    """
    if not corpus.count("reports"):
        raise UsageError(f"{corpus.path}: there are no reports to make a table of; mine some pages first")
    mirrors = {r for (r,) in corpus.db.execute("SELECT report_id FROM mirrors")}
    common: dict[str, list[tuple[int, int]]] = {}
    first: dict[int, str] = dict(corpus.db.execute("SELECT family_id, min(report_id) FROM family_members GROUP BY 1"))
    for family, report, start, end in corpus.db.execute(
        'SELECT family_id, report_id, start, "end" FROM family_members'
    ):
        if report != first[family]:
            common.setdefault(report, []).append((start, end))

    def texts() -> Iterator[str]:
        for report in report_texts(corpus):
            if report.id in mirrors:
                continue
            text = bare_text(report)
            for start, end in common.get(report.id, ()):
                a, b = start - report.start, end - report.start
                text = text[:a] + "\n" * (b - a) + text[b:]
            yield text

    counter = Counter()
    every = texts()
    while some := list(islice(every, _ROWS)):
        counter.add(some)
    table = counter.finish()
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        table.save(folder / _FILE)
        card = _CARD.format(
            file=_FILE,
            db=corpus.path.name,
            pages=corpus.count("pages"),
            reports=table.reports,
            mirrors=len(mirrors),
            families=corpus.count("families"),
            grams=len(table.hashes),
            stock=len(np.asarray(table.stock())),
            version=__version__,
            date=datetime.now(UTC).strftime("%Y-%m-%d"),
            environment=ENVIRONMENT,
        )
        (folder / "README.md").write_text(card, encoding="utf8")
    except OSError as e:
        raise UsageError(f"{e.filename or folder}: cannot be written ({e.strerror})") from e
    return table


def chosen_background(option: str | os.PathLike[str] | None = None) -> Background | None:
    """The table that the user named by option or environment; None for the one that is shipped.

    Raises
    ------
    ModelError
        If there is none at the place.
    """
    named = option or os.environ.get(ENVIRONMENT, "")
    if not named:
        return None
    path = Path(named)
    if path.resolve() == (models_folder() / "background").resolve():
        return None
    return Background.load(path / _FILE if path.is_dir() else path)
