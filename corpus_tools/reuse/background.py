"""The background table: how many independent reports hold a 6-gram of the matching form.

One draft and five pages say nothing of what is stock wording; the table does. It holds hashes and counts, no
text, and is made from the project's own samples; a user can make one from an own corpus.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import ModelError
from corpus_tools.models import models_folder
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.grams import hashes
from corpus_tools.reuse.wording import listed

__all__ = ["Background", "Counter", "phrases", "shipped_background", "stock_wording"]

_WAITING = 4_000_000  # hashes that are merged at once

STOCK = 4  # independent reports of the background that make a 6-gram stock, however few reports it is made of
STOCK_SHARE = 0.002  # and of a large background, this share of its reports


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """Document frequencies of 6-grams.

    Attributes
    ----------
    hashes : uint32, sorted
    counts : uint16, in how many reports each stands
    reports : number of reports the table was made of
    """

    hashes: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.uint16]
    reports: int

    def stock(self) -> npt.NDArray[np.uint32]:
        """Hashes that are stock wording, sorted."""
        return self.hashes[self.counts >= max(STOCK, STOCK_SHARE * self.reports)]

    def save(self, path: Path) -> None:
        """Write as ``.npz`` (arrays only, no pickle)."""
        np.savez_compressed(path, hashes=self.hashes, counts=self.counts, reports=np.array([self.reports]))

    @classmethod
    def load(cls, path: Path) -> Background:
        """Read a table.

        Raises
        ------
        ModelError
            If the file is missing or holds something else.
        """
        try:
            with np.load(path, allow_pickle=False) as data:
                table = cls(data["hashes"], data["counts"], int(data["reports"][0]))
        except (OSError, ValueError, KeyError, IndexError, EOFError, zipfile.BadZipFile) as e:
            raise ModelError(f"{path} is no background table ({e}); make one with background()") from e
        if table.hashes.dtype != np.uint32 or table.counts.shape != table.hashes.shape:
            raise ModelError(f"{path} is no background table; make one with background()")
        return table

    @classmethod
    def of(cls, texts: Sequence[str], least: int = 2) -> Background:
        """Count 6-grams over texts that are taken to be independent; rarer ones than ``least`` are left out.

        >>> table = Background.of(["认真落实各项规章制度", "全面落实各项规章制度。"])
        >>> len(table.hashes), table.counts.tolist(), table.reports
        (3, [2, 2, 2], 2)
        """
        counter = Counter()
        counter.add(texts)
        return counter.finish(least)


class Counter:
    """Counts in how many texts each 6-gram stands, batch by batch; nothing of the texts is kept."""

    def __init__(self) -> None:
        self.texts = 0
        self._keys = np.zeros(0, np.uint32)
        self._counts = np.zeros(0, np.int64)
        self._waiting: list[npt.NDArray[np.uint32]] = []
        self._size = 0

    def add(self, texts: Sequence[str]) -> None:
        """Further texts, taken to be independent of all others."""
        made = forms(texts)
        for a, b in zip(made.bounds[:-1].tolist(), made.bounds[1:].tolist(), strict=True):
            self._waiting.append(np.unique(hashes(made.codes[a:b])))
            self._size += len(self._waiting[-1])
        self.texts += len(texts)
        if self._size >= max(_WAITING, len(self._keys)):
            self._merge()

    def _merge(self) -> None:
        every = np.concatenate([self._keys, *self._waiting])
        times = np.ones(len(every), np.int64)
        times[: len(self._keys)] = self._counts
        self._keys, name = np.unique(every, return_inverse=True)
        self._counts = np.bincount(name, weights=times, minlength=len(self._keys)).astype(np.int64)
        self._waiting.clear()
        self._size = 0

    def finish(self, least: int = 2) -> Background:
        """The table, without 6-grams that fewer than ``least`` texts hold."""
        self._merge()
        keep = self._counts >= least
        return Background(self._keys[keep], np.minimum(self._counts[keep], 0xFFFF).astype(np.uint16), self.texts)


@cache
def phrases() -> npt.NDArray[np.uint32]:
    """Hashes of the 6-grams of the party and government wording in ``lexicon/reuse.toml``, sorted."""
    made = forms(listed())
    parts = [hashes(made.codes[a:b]) for a, b in zip(made.bounds[:-1].tolist(), made.bounds[1:].tolist(), strict=True)]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.uint32)


@cache
def shipped_background() -> Background:
    """The table in ``models/background``; an empty one where it is not installed."""
    path = models_folder() / "background" / "background.npz"
    return Background.load(path) if path.is_file() else Background.of([])


def stock_wording(table: Background | None = None) -> npt.NDArray[np.uint32]:
    """Sorted hashes of 6-grams that are stock by a table (by default the one that is shipped), or are listed."""
    return np.union1d((shipped_background() if table is None else table).stock(), phrases())
