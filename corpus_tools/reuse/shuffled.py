"""The comparison of `comparison`, cut into steps between which a cluster shuffles arrays.

The same pairs are found and the same passages made of them, only nowhere does all of the index lie in one place:

1. ``postings`` of some reports, ``split`` by hash into as many parts as there are tasks;
2. ``join`` brings together all that hold a hash: how many these are, which pairs of reports share it, and whom a
   popular one links to its first holder;
3. ``pairs_of`` adds up what the parts say of the pairs of one batch, as `Comparison` does it for a batch;
4. ``Gathered`` is an index of the few reports that a batch needs, with the counts of their hashes in all reports.

What is shuffled is linear in the text: a posting goes to one join, comes back as a count to the reports that hold
it, and names at most ``CAP`` others. Reports are numbered through in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.records import ReportText
from corpus_tools.reuse.background import Background
from corpus_tools.reuse.comparison import Comparison, Judged
from corpus_tools.reuse.evidence import few_holders, least_anchors
from corpus_tools.reuse.form import forms
from corpus_tools.reuse.grams import CAP, TEMPLATE, among, hashes, paired, popular, within, worth
from corpus_tools.reuse.indexing import batches
from corpus_tools.reuse.layout import bare_text
from corpus_tools.reuse.mirrors import KEPT
from corpus_tools.reuse.pairing import Pairs, enough
from corpus_tools.reuse.segments import digest

__all__ = ["Counts", "Facts", "Joined", "Plan", "Postings", "facts", "gather", "join", "judge", "pairs_of", "postings"]

Array = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint32]

_OFFSET = 28  # bits of a place within a report: 268 million symbols, more than the largest page has


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Of some reports in their order: characters, symbols, and hashes of the whole forms."""

    characters: Array
    symbols: Array
    digests: npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Where hashes stand: ``places`` are ``report << 28 | symbol``."""

    keys: Keys
    places: Array

    def split(self, parts: int) -> Iterator[tuple[int, Postings]]:
        """The postings of each of ``parts`` ranges of hashes, those without any left out."""
        part = (self.keys.astype(np.uint64) * np.uint64(parts)) >> np.uint64(32)
        order = np.argsort(part, kind="stable")
        cuts = np.searchsorted(part[order], np.arange(parts + 1))
        for k, (low, high) in enumerate(zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)):
            if low < high:
                yield k, Postings(self.keys[order[low:high]], self.places[order[low:high]])


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Of hashes that stand twice or more (sorted): occurrences, reports that hold them, and the first place."""

    keys: Keys
    sizes: Array
    held: Array
    first: Array

    @classmethod
    def of(cls, parts: Sequence[Counts]) -> Counts:
        """Several as one; a hash may be in several."""
        keys = np.concatenate([np.zeros(0, np.uint32), *(c.keys for c in parts)])
        keys, at = np.unique(keys, return_index=True)
        none = np.zeros(0, np.int64)
        columns = (np.concatenate([none, *(getattr(c, n) for c in parts)])[at] for n in ("sizes", "held", "first"))
        return cls(keys, *columns)

    def only(self, wanted: Keys) -> Counts:
        """Those of the wanted hashes (sorted)."""
        keep = among(self.keys, wanted)
        return Counts(self.keys[keep], self.sizes[keep], self.held[keep], self.first[keep])


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """What one range of hashes tells: counts by part of the reports, and evidence by batch of the later report.

    ``pairs`` holds ``earlier report, later report, anchors, weight``; ``stars`` places of popular hashes and of
    their first holders.
    """

    counts: dict[int, Counts]
    pairs: dict[int, tuple[Array, Array, Array, Array]]
    stars: dict[int, tuple[Array, Array]]


class Plan:
    """How the reports are numbered, cut into parts and batches, and which of them are one text.

    Parameters
    ----------
    parts : what ``facts`` tells of each part, in their order
    """

    def __init__(self, parts: Sequence[Facts]) -> None:
        sizes = [len(f.symbols) for f in parts]
        self.starts: Array = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        characters = np.concatenate([np.zeros(0, np.int64), *(f.characters for f in parts)])
        symbols = np.concatenate([np.zeros(0, np.int64), *(f.symbols for f in parts)])
        self.firsts: Array = batches(characters, symbols)
        self.left_out, self.same = _equal(np.concatenate([np.zeros(0, np.uint64), *(f.digests for f in parts)]))

    @property
    def total(self) -> int:
        """Number of reports."""
        return int(self.starts[-1])

    def part(self, reports: Array) -> Array:
        """Part of each report."""
        return np.searchsorted(self.starts, reports, side="right") - 1

    def batch(self, reports: Array) -> Array:
        """Batch of each report."""
        return np.searchsorted(self.firsts, reports, side="right") - 1

    def equal(self) -> dict[int, tuple[Array, Array]]:
        """Pairs of reports with one form, by batch of the later one."""
        early, late = self.same
        of = self.batch(late)
        return {int(k): (early[of == k], late[of == k]) for k in np.unique(of)}


def facts(reports: Sequence[ReportText]) -> Facts:
    """What a plan must know of some reports."""
    made = forms([bare_text(r) for r in reports])
    return Facts(
        np.array([len(r.text) for r in reports], dtype=np.int64),
        np.diff(made.bounds),
        np.array([digest(made, i) for i in range(len(made))], dtype=np.uint64),
    )


def postings(reports: Sequence[ReportText], first: int, left_out: npt.NDArray[np.int64]) -> Postings:
    """Hashes of reports that are numbered from ``first`` on; those ``left_out`` (sorted numbers) are not indexed."""
    made = forms([bare_text(r) for r in reports])
    found, inside = hashes(made.codes), within(made)
    doc = made.documents()[: len(found)].astype(np.int64)
    inside &= ~among(doc + first, left_out)
    at = np.flatnonzero(inside)
    return Postings(found[at], ((doc[at] + first) << _OFFSET) | (at - made.bounds[doc[at]]))


def join(parts: Iterable[Postings], plan: Plan, stock: Keys) -> Joined:
    """Bring together who holds each hash of one range.

    Parameters
    ----------
    stock : sorted hashes that are stock wording
    """
    some = list(parts)
    keys = np.concatenate([np.zeros(0, np.uint32), *(p.keys for p in some)])
    places = np.concatenate([np.zeros(0, np.int64), *(p.places for p in some)])
    order = np.lexsort((places, keys))
    keys, places = keys[order], places[order]
    docs = places >> _OFFSET
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = keys[1:] != keys[:-1]
    name = np.cumsum(fresh) - 1
    group = np.flatnonzero(fresh)
    sizes = np.diff(np.append(group, len(keys)))
    new = fresh.copy()
    new[1:] |= docs[1:] != docs[:-1]
    held = np.bincount(name, weights=new, minlength=len(group)).astype(np.int64)
    useful = ~among(keys[group], stock)

    counts = {}
    twice = sizes > 1
    at = np.flatnonzero(twice[name])
    of = plan.part(docs[at])
    for p in np.unique(of).tolist():
        k = np.unique(name[at[of == p]])
        counts[p] = Counts(keys[group[k]], sizes[k], held[k], places[group[k]])

    small = useful & (held >= 2) & (sizes <= 2 * CAP) & (held <= CAP)
    value = worth(np.maximum(held, sizes // 2), few_holders(plan.total))
    early: list[Array] = []
    late: list[Array] = []
    weight: list[npt.NDArray[Any]] = []
    for x, y in paired(name, docs, np.flatnonzero(small[name])):
        early.append(docs[x])
        late.append(docs[y])
        weight.append(value[name[x]])
    pairs = {}
    if early:
        a, b, w = np.concatenate(early), np.concatenate(late), np.concatenate(weight).astype(np.int64)
        order = np.lexsort((a, b))
        a, b, w = a[order], b[order], w[order]
        start = np.flatnonzero(np.append(True, (a[1:] != a[:-1]) | (b[1:] != b[:-1]))) if len(a) else order
        if len(start):
            n, w = np.diff(np.append(start, len(a))), np.add.reduceat(w, start)
            a, b = a[start], b[start]
            of = plan.batch(b)
            pairs = {int(k): (a[of == k], b[of == k], n[of == k], w[of == k]) for k in np.unique(of)}

    large = np.flatnonzero((useful & (held > CAP))[name])
    large = large[docs[large] != docs[group[name[large]]]]
    home, here = places[group[name[large]]], places[large]
    of = plan.batch(docs[large])
    stars = {int(k): (home[of == k], here[of == k]) for k in np.unique(of)}
    return Joined(counts, pairs, stars)


def pairs_of(
    found: Sequence[tuple[Array, Array, Array, Array]],
    stars: Sequence[tuple[Array, Array]],
    same: tuple[Array, Array] | None,
    total: int,
) -> Pairs:
    """Pairs of one batch that share enough rare wording, and those of equal forms."""
    none = np.zeros(0, np.int64)
    early, late, anchors, weight = (np.concatenate([none, *(p[k] for p in found)]) for k in range(4))
    a, b = (np.concatenate([none, *(s[k] for s in stars)]) for k in range(2))
    keep, _, _ = popular(a, b, (a >> _OFFSET).astype(np.int32), (b >> _OFFSET).astype(np.int32))
    early = np.concatenate([early, a[keep] >> _OFFSET])
    late = np.concatenate([late, b[keep] >> _OFFSET])
    anchors = np.concatenate([anchors, np.ones(len(keep), np.int64)])
    weight = np.concatenate([weight, np.full(len(keep), TEMPLATE, np.int64)])
    two, name = np.unique(early * total + late, return_inverse=True)
    anchors = np.bincount(name, anchors, len(two)).astype(np.int64)
    weight = np.bincount(name, weight, len(two)).astype(np.int64)
    good = enough(anchors, weight, least_anchors(total))
    pair = two[good]
    shared = Pairs(pair // total, pair % total, np.zeros(len(pair), dtype=bool))
    if same is None:
        return shared
    return Pairs.of([shared, Pairs(*same, np.ones(len(same[0]), dtype=bool))])


def gather(
    reports: Sequence[ReportText], first: int, counts: Counts, wanted: Array
) -> list[tuple[int, ReportText, int, Counts]]:
    """Of the wanted reports (numbers from ``first`` on): number, report, symbols, and the counts of their hashes."""
    chosen = [reports[k - first] for k in wanted.tolist()]
    made = forms([bare_text(r) for r in chosen])
    found, inside = hashes(made.codes), within(made)
    lengths = np.diff(made.bounds)
    out = []
    for i, number in enumerate(wanted.tolist()):
        own = slice(int(made.bounds[i]), int(made.bounds[i + 1]))
        keys = np.unique(found[own][inside[own]])
        out.append((number, chosen[i], int(lengths[i]), counts.only(keys)))
    return out


class Gathered:
    """An index of the reports of one batch, numbered anew in their order; counts are those of all reports."""

    def __init__(self, reports: Sequence[tuple[int, ReportText, int, Counts]]) -> None:
        ordered = sorted(reports, key=lambda r: r[0])
        self.numbers = np.array([r[0] for r in ordered], dtype=np.int64)
        self.reports = [r[1] for r in ordered]
        self.bounds = np.concatenate([[0], np.cumsum([r[2] for r in ordered])]).astype(np.int64)
        known = Counts.of([r[3] for r in ordered])
        home = np.searchsorted(self.numbers, known.first >> _OFFSET)
        home[home == len(self.numbers)] = 0
        here = self.numbers[home] == known.first >> _OFFSET if len(self.numbers) else home.astype(bool)
        place = self.bounds[home] + (known.first & ((1 << _OFFSET) - 1))
        self.known = Counts(known.keys, known.sizes, known.held, np.where(here, place, -1))

    def __len__(self) -> int:
        return len(self.reports)

    def id(self, number: int) -> str:
        return self.reports[number].id

    def document(self, at: Array) -> Array:
        return np.searchsorted(self.bounds, at, side="right") - 1

    def counts(self, wanted: Keys) -> tuple[Array, Array, Array]:
        """As `Segments.counts`; a hash that is not known stands in one report only."""
        near = np.searchsorted(self.known.keys, wanted)
        near[near == len(self.known.keys)] = 0
        here = self.known.keys[near] == wanted if len(self.known.keys) else near.astype(bool)
        none = np.full(len(wanted), -1, np.int64)
        if not here.any():
            return np.ones(len(wanted), np.int64), np.ones(len(wanted), np.int64), none
        sizes, held, first = (np.asarray(getattr(self.known, n))[near] for n in ("sizes", "held", "first"))
        return np.where(here, sizes, 1), np.where(here, held, 1), np.where(here, first, -1)


class _Batch(Comparison):
    """One batch of a corpus of ``total`` reports."""

    def __init__(self, index: Gathered, total: int, background: Background | None, quiet: bool) -> None:
        by_id = {r.id: r for r in index.reports}
        super().__init__(
            index,  # type: ignore[arg-type]
            lambda ids: [by_id[i] for i in ids],
            background=background,
            quiet=quiet,
        )
        self._total = total

    @property
    def total(self) -> int:
        return self._total


def judge(
    pairs: Pairs,
    reports: Sequence[tuple[int, ReportText, int, Counts]],
    total: int,
    background: Background | None = None,
    quiet: bool = False,
) -> Iterator[Judged]:
    """Passages of the pairs of one batch; ``reports`` are all those that they name, as ``gather`` gives them.

    ``quiet`` is what `Comparison.quiet` says of the whole corpus, where it is small.
    """
    index = Gathered(reports)
    early, late = np.searchsorted(index.numbers, pairs.early), np.searchsorted(index.numbers, pairs.late)
    yield from _Batch(index, total, background, quiet).passages([Pairs(early, late, pairs.same)])


def _equal(digests: npt.NDArray[np.uint64]) -> tuple[Array, tuple[Array, Array]]:
    """Reports that are not indexed, and pairs of equal forms: `KEPT` of them all, each further one with the first."""
    order = np.argsort(digests, kind="stable")
    order = order[digests[order] != 0]
    key = digests[order]
    fresh = np.ones(len(key), dtype=bool)
    fresh[1:] = key[1:] != key[:-1]
    start = np.flatnonzero(fresh)[np.cumsum(fresh) - 1] if len(key) else order
    rank = np.arange(len(key)) - start
    early, late = [order[start[rank >= KEPT]]], [order[rank >= KEPT]]
    for lag in range(1, KEPT):
        for first in range(KEPT - lag):
            second = np.flatnonzero(rank == first + lag)
            early.append(order[second - lag])
            late.append(order[second])
    return np.sort(order[rank >= KEPT]), (np.concatenate(early), np.concatenate(late))
