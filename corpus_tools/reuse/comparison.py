"""A corpus compared by its index on disk: pairs from the postings alone, texts only of the pairs that are aligned.

The same steps as ``find`` takes, over any number of reports in bounded memory, and for a few new reports against
all others at the cost of the few. Only the order of the steps differs: first the pairs that share enough rare
wording, from hashes; then, some thousand symbols at a time, the texts of these pairs, their anchors, and what
``align`` makes of them. How many reports hold a 6-gram is always asked of the whole index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.records import Exchange, Passage, ReportText
from corpus_tools.reuse.background import Background, phrases
from corpus_tools.reuse.chains import WORTH, candidates
from corpus_tools.reuse.compared import compared
from corpus_tools.reuse.evidence import Evidence, evidence
from corpus_tools.reuse.finder import LEAST, LEAST_SMALL, RARE_LEAST, RARE_SHARE, SMALL, shipped_background
from corpus_tools.reuse.form import Forms, forms
from corpus_tools.reuse.grams import CAP, FULL, GRAM, POPULAR, TEMPLATE, Anchors, _among, _popular, _weight, hashes
from corpus_tools.reuse.layout import Layout, bare_text, layout
from corpus_tools.reuse.mirrors import KEPT, whole
from corpus_tools.reuse.passages import passage
from corpus_tools.reuse.segments import DamagedIndex, Segments, find

__all__ = ["Comparison", "Fetch", "Judged", "Pairs", "member", "ranges"]

Array = npt.NDArray[np.int64]
Fetch = Callable[[Sequence[str]], Sequence[ReportText]]

_BATCH = 2_000_000  # symbols looked at together: some 100 MB of arrays


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


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of reports that were aligned, the passages found, and the reports that this took."""

    pairs: list[tuple[str, str]]  # the lower id first
    passages: list[Passage]
    reports: dict[str, ReportText]


class Comparison:
    """Reports of a corpus by their index, to be compared with each other.

    Parameters
    ----------
    index : segments of all reports
    fetch : gives the reports with these ids, in their order
    background : what is stock wording; by default the table that is shipped
    known : exchanges of a spinner that were learnt before; what a batch of pairs teaches is added for the batch
    """

    def __init__(
        self,
        index: Segments,
        fetch: Fetch,
        *,
        background: Background | None = None,
        known: Sequence[Exchange] = (),
    ) -> None:
        self.index = index
        self.known = known
        self.fetch = fetch
        table = shipped_background() if background is None else background
        self.stock: npt.NDArray[np.uint32] = np.union1d(table.stock(), phrases())

    @property
    def rare(self) -> int:
        """Number of holders up to which a 6-gram speaks for copying with its full weight."""
        return int(min(CAP, max(RARE_LEAST, RARE_SHARE * len(self.index))))

    @property
    def asked(self) -> Evidence:
        """What a run must show to be taken for a copy in a corpus of this size."""
        return evidence(len(self.index))

    @property
    def least(self) -> int:
        return LEAST_SMALL if len(self.index) <= SMALL else LEAST

    def __len__(self) -> int:
        return len(self.index)

    # ------------------------------------------------------------ pairs, from hashes alone

    def pairs(self, part: int = 0) -> Iterator[Pairs]:
        """Pairs of each report of the segments from number ``part`` on with the reports before it."""
        for k in range(part, len(self.index.parts)):
            bounds = self.index.parts[k].bounds
            low = 0
            while low < len(bounds) - 1:
                high = int(np.searchsorted(bounds, bounds[low] + _BATCH, side="right")) - 1
                high = max(high, low + 1)
                yield self._batch(k, low, high)
                low = high

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
        useful = ~_among(keys, self.stock)
        small = useful & (held >= 2) & (sizes <= 2 * CAP) & (held <= CAP)
        worth = _weight(np.maximum(held, sizes // 2), self.rare)
        doc = index.document(places[at].astype(np.int64) + shift)
        found: list[npt.NDArray[np.uint64]] = []

        def note(earlier: Array, later: Array, weight: npt.NDArray[np.uint8] | int) -> None:
            two = (earlier * total + later).astype(np.uint64)
            found.append((two << np.uint64(8)) | np.asarray(weight, dtype=np.uint64))

        inside = np.flatnonzero(small[name])
        start = own.first[mine]
        lag = 1
        while len(inside):
            inside = inside[at[inside] - lag >= start[name[inside]]]
            other = index.document(places[at[inside] - lag].astype(np.int64) + shift)
            two = np.flatnonzero(other != doc[inside])
            note(other[two], doc[inside[two]], worth[name[inside[two]]])
            lag += 1
        chosen = np.flatnonzero(small)
        for s, move in zip(index.parts[:part], index.symbols.tolist(), strict=False):
            here, there = find(s.keys, keys[chosen])
            counts = np.zeros(len(keys), np.int64)
            begin = np.zeros(len(keys), np.int64)
            counts[chosen[here]] = s.first[there + 1] - s.first[there]
            begin[chosen[here]] = s.first[there]
            inside = np.flatnonzero(counts[name])
            times = counts[name[inside]]
            who = np.repeat(inside, times)
            entry = ranges(begin[name[inside]], times)
            note(index.document(s.places[entry].astype(np.int64) + move), doc[who], worth[name[who]])

        large = np.flatnonzero((useful & (held > CAP))[name])
        if len(large):
            a, b = first[name[large]], places[at[large]].astype(np.int64) + shift
            before = a < b
            a, b = a[before], b[before]
            da, db = index.document(a), index.document(b)
            keep, _, _ = _popular(a, b, da.astype(np.int32), db.astype(np.int32))
            note(da[keep], db[keep], TEMPLATE)
        return Pairs.of([self._enough(found), self._equal(part, low, high)])

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
        worth = np.add.reduceat((every & np.uint64(0xFF)).astype(np.int64), start)
        good = (counts >= self.least) & (worth >= min(WORTH, self.least) * FULL)
        pair = two[start[good]].astype(np.int64)
        total = len(self.index)
        return Pairs(pair // total, pair % total, np.zeros(len(pair), dtype=bool))

    def _equal(self, part: int, low: int, high: int) -> Pairs:
        """Pairs of equal forms: the first ``KEPT`` among each other, further ones with the first."""
        base = int(self.index.reports[part])
        numbers = np.arange(base + low, base + high)
        numbers = numbers[self.index.digests[numbers] != 0]
        all_of = np.flatnonzero(np.isin(self.index.digests[: base + high], self.index.digests[numbers]))
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
            moved = (before >= 2) & (before_sizes <= 2 * CAP) & (before <= CAP) & ~_among(new.keys, self.stock)
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
            lag = 1
            while len(inside):
                inside = inside[inside + lag < len(g)]
                inside = inside[g[inside + lag] == g[inside]]
                two = inside[d[inside + lag] != d[inside]]
                found.append(np.unique(d[two] * total + d[two + lag]))
                lag += 1
        star, counts = np.unique(np.concatenate([*stars, np.zeros(0, np.int64)]), return_counts=True)
        star = star[counts >= POPULAR]
        pair = np.setdiff1d(np.concatenate([*found, np.zeros(0, np.int64)]), star)
        one, other = (Pairs(p // total, p % total, np.zeros(len(p), dtype=bool)) for p in (pair, star))
        return one, other

    # ------------------------------------------------------------ passages, from texts

    def spread(self, made: Forms) -> npt.NDArray[np.uint16]:
        """Number of reports that hold the 6-gram at each symbol, 0 where no other does."""
        spread = np.zeros(len(made.codes), np.uint16)
        found = hashes(made.codes)
        inside = np.arange(len(found)) + GRAM <= np.repeat(made.bounds[1:], np.diff(made.bounds))[: len(found)]
        at = np.flatnonzero(inside)
        keys, name = np.unique(found[at], return_inverse=True)
        sizes, held, _ = self.index.counts(keys)
        spread[at] = np.where(sizes > 1, np.minimum(held, 0xFFFF), 0)[name]
        return spread

    def passages(self, pairs: Pairs) -> Iterator[Judged]:
        """Passages of these pairs, some thousand reports at a time."""
        lengths = np.diff(self.index.bounds)
        order = np.lexsort((pairs.late, pairs.early))
        low = 0
        while low < len(order):
            docs: dict[int, None] = {}
            size, high = 0, low
            while high < len(order) and size < _BATCH:
                for k in (int(pairs.early[order[high]]), int(pairs.late[order[high]])):
                    if k not in docs:
                        docs[k] = None
                        size += int(lengths[k])
                high += 1
            some = order[low:high]
            yield self._judge(sorted(docs), pairs.early[some], pairs.late[some], pairs.same[some])
            low = high

    def _judge(self, docs: list[int], early: Array, late: Array, same: npt.NDArray[np.bool_]) -> Judged:
        ids = [self.index.id(k) for k in docs]
        order = sorted(range(len(docs)), key=ids.__getitem__)  # a passage begins with the lower id
        numbers = np.array([docs[k] for k in order], dtype=np.int64)
        ids = [ids[k] for k in order]
        reports = list(self.fetch(ids))
        made = forms([bare_text(r) for r in reports])
        self.check(made, numbers)
        local = np.zeros(len(self.index), dtype=np.int64)
        local[numbers] = np.arange(len(numbers))
        i, j = np.minimum(local[early], local[late]), np.maximum(local[early], local[late])
        wanted = np.unique(i[~same] * len(ids) + j[~same])
        mirrored = sorted(zip(i[same].tolist(), j[same].tolist(), strict=True))
        seeds = self.anchors(made, numbers, wanted, self.index.counts)
        layouts: dict[int, Layout] = {}

        def lay(k: int) -> Layout:
            if k not in layouts:
                layouts[k] = layout(reports[k], made, k)
            return layouts[k]

        out = self.aligned(made, seeds, self.least, set(mirrored), reports, lay)
        for a, b in mirrored:
            p = passage(whole(made, a, b), reports[a], reports[b], lay(a), lay(b))
            if p is not None:
                out.append(p)
        judged = [(ids[a], ids[b]) for a, b in zip(i.tolist(), j.tolist(), strict=True)]
        return Judged(judged, out, dict(zip(ids, reports, strict=True)))

    def check(self, made: Forms, numbers: Array) -> None:
        lengths = np.diff(made.bounds)[numbers >= 0]
        if (lengths != np.diff(self.index.bounds)[numbers[numbers >= 0]]).any():
            raise DamagedIndex("the index does not fit the reports; it will be made again")

    def aligned(
        self,
        made: Forms,
        seeds: Anchors,
        least: int,
        mirrored: set[tuple[int, int]],
        reports: Sequence[ReportText],
        lay: Callable[[int], Layout],
    ) -> list[Passage]:
        asked = self.asked
        pairs = [c for c in candidates(made, seeds, least) if c[:2] not in mirrored]
        return compared(made, seeds, pairs, reports, lay, asked, known=self.known)

    def anchors(
        self,
        made: Forms,
        numbers: Array,
        wanted: Array,
        counts: Callable[[npt.NDArray[np.uint32]], tuple[Array, Array, Array]],
    ) -> Anchors:
        """Anchors of the wanted pairs, weighed by the whole index.

        ``numbers`` says which report of the index each form is (-1: none), ``wanted`` holds ``i * len(made) + j``.
        """
        n, total = len(made), len(made.codes)
        weight, spread = np.zeros(total, np.uint8), np.zeros(total, np.uint16)
        found = hashes(made.codes)
        inside = np.arange(len(found)) + GRAM <= np.repeat(made.bounds[1:], np.diff(made.bounds))[: len(found)]
        paired = np.zeros(n, dtype=bool)  # of a thousand mirrors nothing is to be anchored
        paired[wanted // n] = paired[wanted % n] = True
        at = np.flatnonzero(inside & np.repeat(paired, np.diff(made.bounds))[: len(found)])
        at = at[np.argsort(found[at], kind="stable")]
        key = found[at]
        fresh = np.ones(len(key), dtype=bool)
        fresh[1:] = key[1:] != key[:-1]
        name = np.cumsum(fresh) - 1
        keys = key[fresh]
        sizes, held, first = counts(keys)
        useful = ~_among(keys, self.stock)
        weight[at] = (useful * _weight(np.maximum(held, sizes // 2), self.rare))[name]
        spread[at] = np.where(sizes > 1, np.minimum(held, 0xFFFF), 0)[name]
        doc = np.repeat(np.arange(n), np.diff(made.bounds))[at]

        small = useful & (held >= 2) & (sizes <= 2 * CAP) & (held <= CAP)
        left: list[Array] = []
        right: list[Array] = []
        near = np.flatnonzero(small[name])
        lag = 1
        while len(near):
            near = near[near + lag < len(key)]
            near = near[name[near + lag] == name[near]]
            two = near[doc[near + lag] != doc[near]]
            two = two[member(wanted, doc[two] * n + doc[two + lag])]
            left.append(at[two])
            right.append(at[two + lag])
            lag += 1

        large = np.flatnonzero((useful & (held > CAP) & (first >= 0))[name])
        if len(large):
            start = first[name[large]]
            holder = self.index.document(start)
            slot = np.full(len(self.index), -1, np.int64)
            slot[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
            home, other = slot[holder], doc[large]
            pair = np.minimum(home, other) * n + np.maximum(home, other)
            use = (home >= 0) & (home != other) & member(wanted, pair)
            a = made.bounds[home[use]] + start[use] - self.index.bounds[holder[use]]
            b, da, db = at[large[use]], home[use], other[use]
            keep, run_a, run_b = _popular(a, b, da.astype(np.int32), db.astype(np.int32))
            lower = da[keep] < db[keep]
            left.append(np.where(lower, a[keep], b[keep]))
            right.append(np.where(lower, b[keep], a[keep]))
            weight[run_a] = weight[run_b] = TEMPLATE
        none = np.zeros(0, np.int64)
        return Anchors(np.concatenate(left or [none]), np.concatenate(right or [none]), weight, spread)


def ranges(begin: Array, times: Array) -> Array:
    """``begin[k], begin[k] + 1 …``, ``times[k]`` of them, one behind the other."""
    return np.repeat(begin - np.cumsum(times) + times, times) + np.arange(int(times.sum()))


def member(known: npt.NDArray[Any], wanted: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which of ``wanted`` are in ``known`` (sorted)."""
    if not len(known):
        return np.zeros(len(wanted), dtype=bool)
    near = np.searchsorted(known, wanted)
    near[near == len(known)] = 0
    return known[near] == wanted
