"""A corpus compared by its index on disk: texts only of the pairs that share enough rare wording.

The same steps as ``find`` takes, over any number of reports in bounded memory, and for a few new reports against
all others at the cost of the few. Only the order of the steps differs: first the pairs (`pairing`); then, some
thousand symbols at a time, the texts of these pairs, their anchors, and what ``align`` makes of them. How many
reports hold a 6-gram is always asked of the whole index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.records import Exchange, Passage, ReportText
from corpus_tools.reuse.background import Background, stock_wording
from corpus_tools.reuse.chains import candidates
from corpus_tools.reuse.compared import compared
from corpus_tools.reuse.evidence import MANY, Evidence, evidence
from corpus_tools.reuse.form import Forms, forms
from corpus_tools.reuse.grams import (
    CAP,
    TEMPLATE,
    Anchors,
    among,
    distinct,
    hashes,
    paired,
    popular,
    postings,
    within,
    worth,
)
from corpus_tools.reuse.layout import Layouts, bare_text
from corpus_tools.reuse.memory import give_back
from corpus_tools.reuse.mirrors import whole
from corpus_tools.reuse.pairing import Pairing, Pairs
from corpus_tools.reuse.passages import packed, passages, unpacked
from corpus_tools.reuse.processes import shared_out
from corpus_tools.reuse.quiet import quiet
from corpus_tools.reuse.segments import DamagedIndex, Segments

__all__ = ["Comparison", "Fetch", "Judged"]

Array = npt.NDArray[np.int64]
Fetch = Callable[[Sequence[str]], Sequence[ReportText]]

# Symbols of the reports whose pairs are compared together: a million took 40 MB more, and no less time
_AT_ONCE = 500_000
_SHARED = 4  # batches that are shared out together among processes; their texts take some 5 MB each


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of reports that were aligned, the passages found, and the reports that this took."""

    pairs: list[tuple[str, str]]  # the lower id first
    passages: list[Passage]
    reports: dict[str, ReportText]


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Pairs that are compared together: ``first[k]`` and ``second[k]`` are places in ``reports``, in order of ids.

    ``numbers`` are those of the reports in the index; ``same`` says where their matching forms are equal.
    """

    numbers: Array
    reports: list[ReportText]
    first: Array
    second: Array
    same: npt.NDArray[np.bool_]


class Comparison(Pairing):
    """Reports of a corpus by their index, to be compared with each other.

    Parameters
    ----------
    index : segments of all reports
    fetch : gives the reports with these ids, in their order
    background : what is stock wording; by default the table that is shipped
    known : exchanges of a spinner that were learnt before; what a batch of pairs teaches is added for the batch
    quiet : of a small corpus, what ``quiet`` says of it; by default it is asked when it is needed
    """

    def __init__(
        self,
        index: Segments,
        fetch: Fetch,
        *,
        background: Background | None = None,
        known: Sequence[Exchange] = (),
        quiet: bool | None = None,
    ) -> None:
        super().__init__(index, stock_wording(background))
        self.known = known
        self.fetch = fetch
        self._told = quiet

    @property
    def asked(self) -> Evidence:
        """What a run must show to be taken for a copy in a corpus of this size."""
        return evidence(self.total, self.quiet)

    @cached_property
    def quiet(self) -> bool:
        """Whether in a small corpus single sentences that two reports share are hardly ever stock."""
        index = self.index
        if self.total >= MANY or self._told is not None:
            return bool(self._told) and self.total < MANY
        spread = np.zeros(int(index.symbols[-1]), np.uint16)
        for part, shift in zip(index.parts, index.symbols.tolist(), strict=False):
            sizes, held, _ = index.counts(part.keys)
            held[(sizes < 2) | (among(part.keys, self.stock) & (held <= CAP))] = 0
            spread[part.places.astype(np.int64) + shift] = np.repeat(np.minimum(held, 0xFFFF), np.diff(part.first))
        bare = [bare_text(r) for r in self.fetch([index.id(k) for k in range(len(index))])]
        made = forms(bare)
        self.check(made, np.arange(len(index)))
        return quiet(spread, made, bare)

    def __len__(self) -> int:
        return len(self.index)

    def spread(self, made: Forms) -> npt.NDArray[np.uint16]:
        """Number of reports that hold the 6-gram at each symbol, 0 where no other does."""
        spread = np.zeros(len(made.codes), np.uint16)
        found, inside = hashes(made.codes), within(made)
        keys, name, at = postings(found, np.flatnonzero(inside))
        sizes, held, _ = self.index.counts(keys)
        spread[at] = np.where(sizes > 1, np.minimum(held, 0xFFFF), 0)[name]
        return spread

    def passages(self, pairs: Iterable[Pairs]) -> Iterator[Judged]:
        """Passages of these pairs, some thousand reports at a time; those of several times on several cores."""
        batches = (batch for some in pairs for batch in self._batches(some))
        while several := list(islice(batches, _SHARED)):
            _ = self.quiet  # asked of the whole index: once, and not in each process
            weights = [len(batch.first) for batch in several]
            found = shared_out(self._judged, several, weights, least=2, smallest=1, packed=_packed, unpacked=_unpacked)
            for batch, out in zip(several, found, strict=True):
                ids = [r.id for r in batch.reports]
                judged = [(ids[a], ids[b]) for a, b in zip(batch.first.tolist(), batch.second.tolist(), strict=True)]
                yield Judged(judged, out, dict(zip(ids, batch.reports, strict=True)))

    def _batches(self, pairs: Pairs) -> Iterator[_Batch]:
        """Pairs of some thousand reports each, with the texts of these."""
        lengths = np.diff(self.index.bounds)
        order = np.lexsort((pairs.late, pairs.early))
        low = 0
        while low < len(order):
            docs: dict[int, None] = {}
            size, high = 0, low
            while high < len(order) and size < _AT_ONCE:
                for k in (int(pairs.early[order[high]]), int(pairs.late[order[high]])):
                    if k not in docs:
                        docs[k] = None
                        size += int(lengths[k])
                high += 1
            some = order[low:high]
            ids = {k: self.index.id(k) for k in docs}
            numbers = np.array(sorted(docs, key=ids.__getitem__), dtype=np.int64)  # a passage begins with the lower id
            local = np.zeros(len(self.index), dtype=np.int64)
            local[numbers] = np.arange(len(numbers))
            a, b = local[pairs.early[some]], local[pairs.late[some]]
            reports = list(self.fetch([ids[k] for k in numbers.tolist()]))
            yield _Batch(numbers, reports, np.minimum(a, b), np.maximum(a, b), pairs.same[some])
            low = high

    def _judged(self, batches: Sequence[_Batch]) -> list[list[Passage]]:
        return [self._judge(batch) for batch in batches]

    def _judge(self, batch: _Batch) -> list[Passage]:
        give_back()
        reports, i, j, same = batch.reports, batch.first, batch.second, batch.same
        bare = [bare_text(r) for r in reports]
        made = forms(bare)
        self.check(made, batch.numbers)
        wanted = distinct(i[~same] * len(reports) + j[~same])
        mirrored = sorted(zip(i[same].tolist(), j[same].tolist(), strict=True))
        seeds = self.anchors(made, batch.numbers, wanted, self.index.counts)
        give_back()  # what weighing has left free stands in no process that compares
        lay = Layouts(reports, bare, made)
        out = self.aligned(made, seeds, self.least, set(mirrored), reports, lay)
        return out + passages((whole(made, a, b), reports[a], reports[b], lay(a), lay(b)) for a, b in mirrored)

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
        lay: Layouts,
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
        found, inside = hashes(made.codes), within(made)
        takes_part = np.zeros(n, dtype=bool)  # of a thousand mirrors nothing is to be anchored
        takes_part[wanted // n] = takes_part[wanted % n] = True
        inside &= np.repeat(takes_part, np.diff(made.bounds))[: len(found)]
        keys, name, at = postings(found, np.flatnonzero(inside))
        del found, inside  # what is held for each symbol sets the memory
        sizes, held, first = counts(keys)
        useful = ~among(keys, self.stock)
        weight[at] = (useful * worth(np.maximum(held, sizes // 2), self.rare))[name]
        spread[at] = np.where(sizes > 1, np.minimum(held, 0xFFFF), 0).astype(np.uint16)[name]
        doc = made.documents()[at]

        small = useful & (held >= 2) & (sizes <= 2 * CAP) & (held <= CAP)
        left: list[npt.NDArray[np.integer]] = [np.zeros(0, np.int32)]
        right: list[npt.NDArray[np.integer]] = [np.zeros(0, np.int32)]
        for x, y in paired(name, doc, np.flatnonzero(small[name])):
            asked = among(doc[x].astype(np.int64) * n + doc[y], wanted)
            left.append(at[x[asked]])
            right.append(at[y[asked]])

        large = np.flatnonzero((useful & (held > CAP) & (first >= 0))[name])
        if len(large):
            start = first[name[large]]
            holder = self.index.document(start)
            slot = np.full(len(self.index), -1, np.int64)
            slot[numbers[numbers >= 0]] = np.flatnonzero(numbers >= 0)
            home, other = slot[holder], doc[large].astype(np.int64)
            pair = np.minimum(home, other) * n + np.maximum(home, other)
            use = (home >= 0) & (home != other) & among(pair, wanted)
            a = made.bounds[home[use]] + start[use] - self.index.bounds[holder[use]]
            b, da, db = at[large[use]].astype(np.int64), home[use], other[use]
            keep, run_a, run_b = popular(a, b, da.astype(np.int32), db.astype(np.int32))
            lower = da[keep] < db[keep]
            left.append(np.where(lower, a[keep], b[keep]))
            right.append(np.where(lower, b[keep], a[keep]))
            weight[run_a] = weight[run_b] = TEMPLATE
        earlier, later = np.concatenate(left, dtype=np.int32), np.concatenate(right, dtype=np.int32)
        return Anchors(earlier, later, weight, spread)


def _packed(found: list[list[Passage]]) -> list[Any]:
    return [packed(some) for some in found]


def _unpacked(found: list[Any]) -> list[list[Passage]]:
    return [unpacked(some) for some in found]
