"""Drafts held against a corpus by its index, which stays on disk but for the pages of it that a draft needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from corpus_tools.records import Passage, ReportText
from corpus_tools.reuse.chains import WORTH
from corpus_tools.reuse.common import INDEPENDENT, common_runs
from corpus_tools.reuse.comparison import Comparison
from corpus_tools.reuse.edits import Sides, compare, kind
from corpus_tools.reuse.evidence import LEAST_SMALL
from corpus_tools.reuse.form import Forms, forms
from corpus_tools.reuse.formulae import SHORTEST
from corpus_tools.reuse.grams import CAP, FULL, GRAM, TEMPLATE, among, distinct, hashes, popular, ranges, worth
from corpus_tools.reuse.layout import Layouts, bare_text
from corpus_tools.reuse.segments import find

__all__ = ["Library"]

Array = npt.NDArray[np.int64]


class Library(Comparison):
    """The reports of a corpus by their index, for drafts to be compared with."""

    def ask(self, draft: ReportText) -> tuple[Passage, ...]:
        """Passages between a draft (``a``) and the corpus (``b``), in the order of the draft.

        Stock phrases outside of them come as passages with ``formula`` set, each with its first holder.
        """
        own = forms([bare_text(draft)])
        found = hashes(own.codes)
        keys = distinct(found)
        sizes, held, first = self.index.counts(keys)
        name = np.searchsorted(keys, found)
        docs = self._holders(keys, np.bincount(name, minlength=len(keys)), found, (sizes, held, first))
        phrases = (held >= INDEPENDENT) | (among(keys, self.stock) & (held > 0))
        numbers = np.concatenate([[-1], docs]).astype(np.int64)
        reports = [draft, *self.fetch([self.index.id(k) for k in docs.tolist()])]
        bare = [bare_text(r) for r in reports]
        made = forms(bare)
        self.check(made, numbers)

        def counts(wanted: npt.NDArray[np.uint32]) -> tuple[Array, Array, Array]:
            sizes, held, first = self.index.counts(wanted)
            here = among(wanted, keys) & (held > 0)
            return sizes + here, held + here, first

        seeds = self.anchors(made, numbers, np.arange(1, len(reports)), counts)
        out = self.aligned(made, seeds, LEAST_SMALL, set(), reports, Layouts(reports, bare, made))
        common = np.zeros(len(own.codes), np.uint16)
        common[: len(found)] = np.where(phrases[name], INDEPENDENT, 0)
        out += self._phrases(draft, own, common, (keys, held, first), out)
        return tuple(sorted(out, key=lambda p: (p.a_start, p.b_report_id, p.b_start, p.a_end, p.b_end)))

    def _phrases(
        self,
        draft: ReportText,
        own: Forms,
        common: npt.NDArray[np.uint16],
        counts: tuple[npt.NDArray[np.uint32], Array, Array],
        passages: Sequence[Passage],
    ) -> Iterator[Passage]:
        """Stock phrases of a draft, what stands in its passages left out, each held against its first holder."""
        keys, held, first = counts
        copied = np.zeros(len(draft.text) + 1, dtype=bool)
        for p in passages:
            copied[p.a_start - draft.start : p.a_end - draft.start] = True
        runs = []
        found = hashes(own.codes)
        for start, end in zip(*(x.tolist() for x in common_runs(own, common)), strict=True):
            if end - start < SHORTEST or copied[own.where[start:end]].any():
                continue
            gram = np.searchsorted(keys, found[start : end - GRAM + 1])
            rarest = int(np.where(held[gram] > 0, held[gram], 1 << 30).argmin())
            if (place := int(first[gram[rarest]])) >= 0:
                runs.append((start, end, start + rarest, place))
        docs = sorted({int(self.index.document(np.array([place]))[0]) for *_, place in runs})
        others = list(self.fetch([self.index.id(k) for k in docs]))
        made = forms([bare_text(r) for r in others])
        for start, end, at, place in runs:
            k = docs.index(int(self.index.document(np.array([place]))[0]))
            b = int(made.bounds[k]) + place - int(self.index.bounds[docs[k]])
            low, high = at, at + GRAM
            if made.string(b, b + GRAM) != own.string(low, high):
                continue
            limits = int(made.bounds[k]) - b + at, int(made.bounds[k + 1]) - b + at
            while low > max(start, limits[0]) and own.codes[low - 1] == made.codes[b + low - 1 - at]:
                low -= 1
            while high < min(end, limits[1]) and own.codes[high] == made.codes[b + high - at]:
                high += 1
            if high - low < SHORTEST:
                continue
            a0, a1 = int(own.where[low]), int(own.where[high - 1]) + 1
            b0, b1 = int(made.where[b + low - at]), int(made.where[b + high - 1 - at]) + 1
            r = others[k]
            edits = compare(Sides(draft.text, r.text, [(a0, a1, b0, b1, [])], draft.start, r.start))
            sides = (draft.id, draft.start + a0, draft.start + a1, r.id, r.start + b0, r.start + b1)
            yield Passage(kind(edits), True, *sides, edits)

    def seldom(self, wanted: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
        """Which hashes the corpus has, but in few places, and are no stock wording."""
        keys, name = np.unique(wanted, return_inverse=True)
        sizes, _, _ = self.index.counts(keys)
        return ((sizes > 0) & (sizes <= self.rare) & ~among(keys, self.stock))[name]

    def _holders(
        self,
        keys: npt.NDArray[np.uint32],
        times: Array,
        found: npt.NDArray[np.uint32],
        counts: tuple[Array, Array, Array],
    ) -> Array:
        """Reports that share enough rare wording with a draft; the draft is one more holder of its wording."""
        sizes, held, first = counts
        useful = ~among(keys, self.stock) & (held > 0)
        small = np.flatnonzero(useful & (held < CAP) & (sizes < 2 * CAP))
        value = worth(np.maximum(held + 1, (sizes + 1) // 2), self.rare)
        count = np.zeros(len(self.index), np.int64)
        weight = np.zeros(len(self.index), np.int64)
        for s, move in zip(self.index.parts, self.index.symbols.tolist(), strict=False):
            here, there = find(s.keys, keys[small])
            many = s.first[there + 1] - s.first[there]
            doc = self.index.document(s.places[ranges(s.first[there], many)].astype(np.int64) + move)
            which = np.repeat(small[here], many)
            np.add.at(count, doc, times[which])
            np.add.at(weight, doc, times[which] * value[which])
        large = np.flatnonzero((useful & (held >= CAP))[np.searchsorted(keys, found)])
        if len(large):
            a = first[np.searchsorted(keys, found[large])]
            doc = self.index.document(a)
            # the draft stands behind all reports
            own = np.full(len(a), -1, np.int32)
            keep, _, _ = popular(a, large + self.index.symbols[-1], doc.astype(np.int32), own)
            np.add.at(count, doc[keep], 1)
            np.add.at(weight, doc[keep], TEMPLATE)
        return np.flatnonzero((count >= LEAST_SMALL) & (weight >= min(WORTH, LEAST_SMALL) * FULL))
