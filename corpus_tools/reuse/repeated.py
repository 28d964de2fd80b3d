"""What stands more than once in a corpus, put together once from all segments of its index.

Asking every segment anew for each batch of reports costs, over all reports, the number of batches times that of
segments: the square of the corpus. Where all reports are compared with each other, the segments are therefore read
once, one range of hashes after the other, and what two places or more have in common is kept in one table: most
6-grams of a corpus stand once in it, and tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.grams import CAP, ranges
from corpus_tools.reuse.segments import Segment, Segments, find, release
from corpus_tools.reuse.spilled import Column

__all__ = ["Repeated"]

Array = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint32]

_RANGE = 300_000  # postings put together at once: some 20 MB of arrays
_SOME = 50_000  # 6-grams or postings that are looked up at once


class Repeated(Segments):
    """Segments of a corpus as one index that answers from a table of what stands more than once.

    Of a 6-gram that stands nowhere or once it says that it stands once, at no known place: where reports of the
    index are compared with each other, both tell nothing. The table lies in files without a name in ``folder``,
    which go with the process.

    Attributes
    ----------
    keys : uint32, ``g`` hashes of 6-grams that stand twice or more, sorted
    sizes, held, start : ``g`` each: occurrences, reports that hold it, first symbol
    listed, begin : ``g`` each: gram ``k`` stands at ``listed[k]`` places from ``places[begin[k]]`` on, in order; at
        none where it is held by too many to say who has it from whom
    """

    def __init__(self, parts: Iterable[Segment], folder: Path) -> None:
        super().__init__(parts)
        place = np.uint32 if self.symbols[-1] < 1 << 32 else np.int64
        kinds = (np.uint32, np.uint32, np.uint32, place, np.uint32, np.int64, place)
        columns = [Column(kind, folder) for kind in kinds]
        for found in self._joined():
            for column, values in zip(columns, found, strict=True):
                column.add(values)
        mapped = (c.mapped() for c in columns)
        self.keys, self.sizes, self.held, self.start, self.listed, self.begin, self.places = mapped

    def counts(self, wanted: Keys) -> tuple[Array, Array, Array]:
        """As ``Segments.counts``, but 1, 1 and -1 for what does not stand twice."""
        sizes, held = np.ones(len(wanted), np.int64), np.ones(len(wanted), np.int64)
        first = np.full(len(wanted), -1, np.int64)
        for low in range(0, len(wanted), _SOME):
            here, row = find(self.keys, wanted[low : low + _SOME])
            here += low
            sizes[here], held[here], first[here] = self.sizes[row], self.held[row], self.start[row]
            self._release()
        return sizes, held, first

    def before(self, part: int, grams: Array, name: Array, at: Array) -> Iterator[tuple[Array, Array]]:
        own = self.parts[part]
        here, row = find(self.keys, own.keys[grams])
        begin, times = np.zeros(len(grams), np.int64), np.zeros(len(grams), np.int64)
        begin[here], times[here] = self.begin[row], self.listed[row]
        for low in range(0, len(at), _SOME):
            of = name[low : low + _SOME]
            own_place = own.places[at[low : low + _SOME]].astype(np.int64) + self.symbols[part]
            who = np.repeat(np.arange(len(of)), times[of])
            place = self.places[ranges(begin[of], times[of])].astype(np.int64)
            earlier = place < own_place[who]
            self._release()
            yield who[earlier] + low, place[earlier]

    def _release(self) -> None:
        for column in (self.keys, self.sizes, self.held, self.start, self.listed, self.begin, self.places):
            release(column)

    def _joined(self) -> Iterator[tuple[npt.NDArray[Any], ...]]:
        """Columns of the table, for one range of hashes after the other."""
        parts = list(zip(self.parts, self.symbols.tolist(), strict=False))
        total, done = sum(len(s.places) for s in self.parts), 0
        limits = np.linspace(0, 1 << 32, -(-total // _RANGE) + 1)[1:-1].astype(np.uint32)
        cuts = []
        for s in self.parts:  # looking for the limits reads most of the keys
            cuts.append([0, *np.searchsorted(s.keys, limits).tolist(), len(s.keys)])
            release(s.keys)
        for k in range(len(limits) + 1 if total else 0):
            read = []
            for (s, shift), cut in zip(parts, cuts, strict=True):
                a, b = cut[k], cut[k + 1]
                places = s.places[s.first[a] : s.first[b]].astype(np.int64) + shift
                read.append((s.keys[a:b].copy(), np.diff(s.first[a : b + 1]), s.holders[a:b].astype(np.int64), places))
                release(s.keys)  # the system maps far more of a file than is read
            key, sizes, held, places = map(np.concatenate, zip(*read, strict=True))
            begin = np.cumsum(sizes) - sizes
            order = np.argsort(key, kind="stable")  # of one gram the segments stay in their order
            key, sizes, held, begin = key[order], sizes[order], held[order], begin[order]
            fresh = np.ones(len(key), dtype=bool)
            fresh[1:] = key[1:] != key[:-1]
            group = np.flatnonzero(fresh)
            if not len(group):
                continue
            all_sizes, all_held = np.add.reduceat(sizes, group), np.add.reduceat(held, group)
            twice = all_sizes > 1
            few = twice & (all_held >= 2) & (all_held <= CAP) & (all_sizes <= 2 * CAP)
            listed = few[np.cumsum(fresh) - 1]
            times = np.where(few, all_sizes, 0)[twice]
            yield (
                key[group[twice]],
                all_sizes[twice],
                all_held[twice],
                places[begin[group[twice]]],
                times,
                np.cumsum(times) - times + done,
                places[ranges(begin[listed], sizes[listed])],
            )
            done += int(times.sum())
