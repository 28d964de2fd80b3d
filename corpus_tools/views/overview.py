"""One HTML page over a whole corpus, beside its database."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from corpus_tools.corpus.figures import figures
from corpus_tools.corpus.reused import PassageFilter, passages
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import CorpusToolsError, UsageError
from corpus_tools.views.page import render
from corpus_tools.views.plots import as_image, draw
from corpus_tools.views.reuse import both_sides

__all__ = ["write_overview"]

_PASSAGES = 20  # shown in full; `corpus-tools reuse --format html` shows all


def write_overview(db: str | os.PathLike[str], *, language: str = "zh") -> Path:
    """Write ``NAME.html`` beside the database ``NAME.db`` and give its path."""
    path = Path(db).with_suffix(".html")
    with Corpus(db) as corpus:
        found = figures(corpus)
        copied = list(passages(corpus, PassageFilter(), limit=_PASSAGES))
        last = corpus.db.execute("SELECT max(id) FROM runs").fetchone()[0]
        refusals = corpus.db.execute("SELECT path, reason FROM refusals WHERE run_id = ?", (last,)).fetchall()
        pictures = _pictures(corpus, language)
    html = render(
        "overview.html",
        language,
        pictures=True,
        images=pictures,
        f=found,
        passages=copied,
        more=found.counts["passages"] - len(copied),
        refusals=refusals,
        db=Path(db).name,
        sides=both_sides,
    )
    try:
        path.write_text(html, encoding="utf8")
    except OSError as e:
        raise CorpusToolsError(f"{path}: cannot be written ({e.strerror})") from e
    return path


def _pictures(corpus: Corpus, language: str) -> list[tuple[str, str]]:
    """Title and image of each picture for which the corpus has something to draw."""
    out = []
    for kind in ("years", "course", "network"):
        with suppress(UsageError):
            spec = draw(corpus, kind, language=language)
            out.append((spec["title"]["text"], as_image(spec)))
    return out
