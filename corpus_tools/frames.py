"""A corpus as pandas data frames, for notebooks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools.corpus.export import frame
from corpus_tools.corpus.schema import TABLES
from corpus_tools.corpus.store import Corpus
from corpus_tools.engines import mine as mine_into

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Frames", "mine", "open"]


class Frames:
    """A corpus database whose tables are attributes: ``pages reports sections measures passages …``.

    Examples
    --------
    >>> Frames("no-such.db")
    Traceback (most recent call last):
    ...
    corpus_tools.errors.DatabaseError: no-such.db: there is no such database; make one with: corpus-tools mine FOLDER \
--db no-such.db
    """

    def __init__(self, db: str | os.PathLike[str]) -> None:
        self.corpus = Corpus(Path(db))
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise AttributeError(f"no table {name!r}; there are: {', '.join(TABLES)}")
        return frame(self.corpus, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def totals(self, by: Sequence[str] = ("category", "concept"), **filters: Any) -> pd.DataFrame:
        """Sums that count nothing twice and say what they left out: see ``corpus_tools.corpus.totals``."""
        import pandas as pd

        from corpus_tools.corpus.totals import totals

        found = totals(self.corpus, by, **filters)
        return pd.DataFrame(found.rows, columns=list(found.columns))

    def sql(self, query: str) -> pd.DataFrame:
        """Any question in SQL."""
        import pandas as pd

        return pd.read_sql_query(query, self.corpus.db)


def open(db: str | os.PathLike[str]) -> Frames:
    """A corpus database as data frames."""
    return Frames(db)


def mine(
    *paths: str | os.PathLike[str], db: str | os.PathLike[str] | None = None, jobs: int = 1, **options: Any
) -> Frames:
    """Mine files and folders and give the tables as data frames.

    Parameters
    ----------
    paths : files and folders
    db : keep the database here; without it, it lives as long as the result
    jobs : processes
    options : further ones of ``engines.mine``, such as ``labels=LabelOptions(minimum=0.5)``
    """
    folder = None
    if db is None:
        folder = tempfile.TemporaryDirectory(prefix="corpus-tools-")
        db = Path(folder.name) / "corpus.db"
    mine_into(paths, db, jobs=jobs, **options)
    frames = Frames(db)
    frames._folder = folder
    return frames
