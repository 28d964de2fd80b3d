"""Pairs of reports that share enough rare wording, from the postings of an index alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.chains import WORTH
from corpus_tools.reuse.evidence import few_holders, least_anchors
from corpus_tools.reuse.grams import CAP, FULL, POPULAR, TEMPLATE, among, distinct, paired, popular, ranges, worth
from corpus_tools.reuse.indexing import BATCH
from corpus_tools.reuse.memory import give_back
from corpus_tools.reuse.mirrors import KEPT
from corpus_tools.reuse.processes import shared_out
from corpus_tools.reuse.segments import Segments, find, release

__all__ = ["Pairing", "Pairs", "enough"]

Array = npt.NDArray[np.int64]

_AT_ONCE = 125_000  # symbols whose postings are looked up together: twice as many took 25 MB more, and no less time
_SHARED = 8  # batches that are shared out together among processes

_Stretch = tuple[int, int, int]  # number of a segment, first and past-the-last of its reports


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of reports, by their numbers, ``early`` < ``late``; ``same`` where their matching forms are equal."""

    early: Array
    late: Array
    same: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.early)

    @classmethod
    def of(cls, parts: Sequence[Pairs]) -> Pairs:
        """Several, one behind the other."""
        none = np.zeros(0, np.int64)
        return cls(
            np.concatenate([none, *(p.early for p in parts)]),
            np.concatenate([none, *(p.late for p in parts)]),
            np.concatenate([none.astype(bool), *(p.same for p in parts)]),
        )


class Pairing:
    """Reports of a corpus by their index, to be compared with each other.

    Parameters
    ----------
    index : segments of all reports
    stock : sorted hashes of 6-grams that are stock wording
    """

    def __init__(self, index: Segments, stock: npt.NDArray[np.uint32]) -> None:
        self.index = index
        self.stock = stock

    @property
    def total(self) -> int:
        """Number of reports of the corpus."""
        return len(self.index)

    @property
    def rare(self) -> int:
        """Number of holders up to which a 6-gram speaks for copying with its full weight."""
        return few_holders(self.total)

    @property
    def least(self) -> int:
        """Anchors that a pair must have."""
        return least_anchors(self.total)

    def pairs(self, part: int = 0) -> Iterator[Pairs]:
        """Pairs of each report of the segments from number ``part`` on with the reports before it."""
        batches = self._cut([(k, 0, s.reports) for k, s in enumerate(self.index.parts) if k >= part], BATCH)
        for first in range(0, len(batches), _SHARED):
            some = [(batch, self._cut([batch], _AT_ONCE)) for batch in batches[first : first + _SHARED]]
            steps = [step for _, each in some for step in each]
            found = iter(shared_out(self._found, steps, [high - low for _, low, high in steps], least=_SHARED))
            for batch, each in some:
                yield Pairs.of([*islice(found, len(each)), self._equal(*batch)])

    def _cut(self, stretches: Iterable[_Stretch], size: int) -> list[_Stretch]:
        """Reports of one segment each, in stretches of so many symbols or of one report."""
        out = []
        for part, low, high in stretches:
            bounds = self.index.parts[part].bounds
            while low < high:
                end = int(np.searchsorted(bounds[: high + 1], bounds[low] + size, side="right")) - 1
                out.append((part, low, end := max(end, low + 1)))
                low = end
        return out

    def _found(self, stretches: Sequence[_Stretch]) -> list[Pairs]:
        out = []
        for stretch in stretches:
            out.append(self._batch(*stretch))
            give_back()
        return out

    def _batch(self, part: int, low: int, high: int) -> Pairs:
        index, own = self.index, self.index.parts[part]
        places, shift, total = own.places, int(index.symbols[part]), len(index)
        at = np.flatnonzero((places >= own.bounds[low]) & (places < own.bounds[high]))
        group = np.searchsorted(own.first, at, side="right") - 1
        fresh = np.ones(len(group), dtype=bool)
        fresh[1:] = group[1:] != group[:-1]
        name = np.cumsum(fresh) - 1  # of each posting: its gram among those of the batch
        mine = group[fresh]
        keys = own.keys[mine]
        sizes, held, first = index.counts(keys)
        useful = ~among(keys, self.stock)
        small = useful & (held >= 2) & (sizes <= 2 * CAP) & (held <= CAP)
        value = worth(np.maximum(held, sizes // 2), self.rare)
        doc = index.document(places[at].astype(np.int64) + shift)
        found: list[npt.NDArray[np.uint64]] = []

        def note(earlier: Array, later: Array, weight: npt.NDArray[np.uint8] | int) -> None:
            two = (earlier * total + later).astype(np.uint64)
            found.append((two << np.uint64(8)) | np.asarray(weight, dtype=np.uint64))

        inside, of = np.flatnonzero(small[name]), np.cumsum(small) - 1
        for who, place in index.before(part, mine[small], of[name[inside]], at[inside]):
            other, posting = index.document(place), inside[who]
            two = np.flatnonzero(other != doc[posting])
            note(other[two], doc[posting[two]], value[name[posting[two]]])

        large = np.flatnonzero((useful & (held > CAP))[name])
        if len(large):
            a, b = first[name[large]], places[at[large]].astype(np.int64) + shift
            before = a < b
            a, b = a[before], b[before]
            da, db = index.document(a), index.document(b)
            keep, _, _ = popular(a, b, da.astype(np.int32), db.astype(np.int32))
            note(da[keep], db[keep], TEMPLATE)
        if index.frugal:
            release(own.keys)
        return self._enough(found)

    def _enough(self, found: Sequence[npt.NDArray[np.uint64]]) -> Pairs:
        """Pairs whose anchors are many and rare enough; the same test as ``candidates`` makes."""
        every = np.concatenate([*found, np.zeros(0, np.uint64)])
        every.sort()
        two = every >> np.uint64(8)
        fresh = np.ones(len(two), dtype=bool)
        fresh[1:] = two[1:] != two[:-1]
        start = np.flatnonzero(fresh)
        if not len(start):
            return Pairs.of([])
        counts = np.diff(np.append(start, len(two)))
        weight = np.add.reduceat((every & np.uint64(0xFF)).astype(np.int64), start)
        pair = two[start[enough(counts, weight, self.least)]].astype(np.int64)
        total = len(self.index)
        return Pairs(pair // total, pair % total, np.zeros(len(pair), dtype=bool))

    def _equal(self, part: int, low: int, high: int) -> Pairs:
        """Pairs of equal forms: the first ``KEPT`` among each other, further ones with the first."""
        base = int(self.index.reports[part])
        numbers = np.arange(base + low, base + high)
        numbers = numbers[self.index.digests[numbers] != 0]
        # by sorting: the table that numpy 2.0 would make of them holds no unsigned integer of 64 bits
        same = np.isin(self.index.digests[: base + high], self.index.digests[numbers], kind="sort")
        all_of = np.flatnonzero(same)
        members: dict[int, list[int]] = {}
        for k, key in zip(all_of.tolist(), self.index.digests[all_of].tolist(), strict=True):
            members.setdefault(key, []).append(k)
        early, late = [], []
        for some in members.values():
            for rank, number in enumerate(some):
                if rank and number >= base + low:
                    others = some[:rank] if rank < KEPT else some[:1]
                    early += others
                    late += [number] * len(others)
        return Pairs(np.array(early, np.int64), np.array(late, np.int64), np.ones(len(early), dtype=bool))

    def shifted(self, part: int) -> tuple[Pairs, Pairs]:
        """Pairs of reports before segment ``part`` that share rare wording which the later segments hold as well.

        Returns
        -------
        pairs that may have passages no more, or other ones; and those that may have got their first ones, since
        the wording of a whole passage is now that of a template
        """
        older = Segments(self.index.parts[:part])
        stars: list[npt.NDArray[np.int64]] = []
        found: list[npt.NDArray[np.int64]] = []
        total = len(self.index)
        for new in self.index.parts[part:]:
            before_sizes, before, _ = older.counts(new.keys)
            now_sizes, now, _ = self.index.counts(new.keys)
            moved = (before >= 2) & (before_sizes <= 2 * CAP) & (before <= CAP) & ~among(new.keys, self.stock)
            moved &= (before != now) | (before_sizes // 2 != now_sizes // 2)
            keys = new.keys[moved]
            gram, docs = [], []
            for s, move in zip(older.parts, older.symbols.tolist(), strict=False):
                here, there = find(s.keys, keys)
                times = s.first[there + 1] - s.first[there]
                gram.append(np.repeat(here, times))
                docs.append(older.document(s.places[ranges(s.first[there], times)].astype(np.int64) + move))
            g, d = np.concatenate(gram), np.concatenate(docs)
            order = np.lexsort((d, g))
            g, d = g[order], d[order]
            many = (now[moved] > CAP)[g]
            centre = np.searchsorted(g, g[many])  # the first entry of the gram: its first holder
            stars.append((d[centre] * total + d[many])[d[centre] != d[many]])
            inside = np.arange(len(g))
            for x, y in paired(g, d, inside):
                found.append(distinct(d[x] * total + d[y]))
        star, counts = np.unique(np.concatenate([*stars, np.zeros(0, np.int64)]), return_counts=True)
        star = star[counts >= POPULAR]
        pair = np.setdiff1d(np.concatenate([*found, np.zeros(0, np.int64)]), star)
        one, other = (Pairs(p // total, p % total, np.zeros(len(p), dtype=bool)) for p in (pair, star))
        return one, other


def enough(anchors: Array, weight: Array, least: int) -> npt.NDArray[np.bool_]:
    """Which pairs have anchors that are many and rare enough; the same test as ``candidates`` makes."""
    return (anchors >= least) & (weight >= min(WORTH, least) * FULL)
