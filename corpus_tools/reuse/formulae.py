"""Formulae: phrases that many independent reports share, each with its wordings.

A phrase is a run of 6-grams within one sentence that many reports hold. What stands in the common text of a family
counts once for the whole family, however many hundreds it has; so a popular template is no formula, and a sentence
of party wording is one, however long. Phrases of which the greater part is the same are wordings of one formula.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from corpus_tools.records import Family, Formula, Mirror, ReportText
from corpus_tools.reuse.common import INDEPENDENT, common_runs, same
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import distinct
from corpus_tools.reuse.segments import release
from corpus_tools.reuse.spilled import Column

__all__ = ["SHORTEST", "Phrases"]

Array = npt.NDArray[np.int64]

SHORTEST = 8  # symbols: a clause
CHANCE = 2  # symbols after or before a phrase that some of its holders share by chance
ALIKE = 0.75  # of two wordings' symbols, in order: one word of a clause exchanged (正确领导/坚强领导), not two clauses
GRAMS = 3  # symbols by which wordings that may be alike are looked up
SHOWN = 12  # wordings that are kept of a formula, the commonest
_AT_ONCE = 100_000  # places that are looked at together: some 15 MB of arrays
_BLOCK = 25_000  # rows read together


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where some phrases stand: of each place its phrase (or group of them), report, range in the page and wording."""

    phrase: Array
    report: Array
    start: Array
    end: Array
    wording: Array


class Phrases:
    """Collects runs of common wording, batch by batch of reports, and says which of them are formulae.

    Kept in memory are the different phrases and wordings and the names of the reports; where they stand lies in files
    without a name in ``folder``, if one is given.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._of: list[tuple[str, str | None]] = []  # id and organisation of each report
        self._forms: dict[str, int] = {}
        self._times: list[int] = []  # places of each form
        self._first: list[int] = []  # wording of each form at its first place
        self._wordings: dict[str, int] = {}
        # a row: form, report, first characters of the first symbols and ends of the last ones (CHANCE + 1), wording
        self._rows = Column(np.int32, folder)

    def add(self, reports: Sequence[ReportText], made: Forms, spread: npt.NDArray[np.uint16]) -> None:
        """Reports with their joined forms; ``spread`` says how many reports hold the 6-gram at each symbol."""
        starts, ends = common_runs(made, spread)
        fits = ends - starts >= SHORTEST
        starts, ends = starts[fits], ends[fits]
        docs = made.document(starts)
        of, first = same(made, starts, ends)
        found = (made.string(s, e) for s, e in zip(starts[first].tolist(), ends[first].tolist(), strict=True))
        number = np.array([self._forms.setdefault(form, len(self._forms)) for form in found], np.int32)
        more = np.arange(CHANCE + 1)
        firsts, lasts = made.where[starts[:, None] + more], made.where[ends[:, None] - 1 - more] + 1
        shift = np.array([r.start for r in reports], np.int32)[docs][:, None]
        wording = self._worded([r.text for r in reports], docs, firsts[:, 0], lasts[:, 0])
        new = len(self._times)
        self._first += wording[first[number >= new]].tolist()  # new forms are numbered in this very order
        self._times += [0] * (len(self._forms) - new)
        for form, times in zip(number.tolist(), np.bincount(of, minlength=len(number)).tolist(), strict=True):
            self._times[form] += times
        columns = (number[of][:, None], len(self._of) + docs[:, None], firsts + shift, lasts + shift, wording[:, None])
        self._rows.add(np.concatenate(columns, axis=1))
        self._of += [(r.id, r.organisation) for r in reports]

    def _worded(
        self, texts: Sequence[str], docs: Array, starts: npt.NDArray[np.int32], ends: npt.NDArray[np.int32]
    ) -> npt.NDArray[np.int32]:
        """Numbers of the wordings of these places: the text without its blanks."""
        places = zip(docs.tolist(), starts.tolist(), ends.tolist(), strict=True)
        said = [texts[d][s:e] for d, s, e in places]
        known = {
            text: self._wordings.setdefault("".join(text.split()), len(self._wordings)) for text in dict.fromkeys(said)
        }
        return np.array([known[text] for text in said], np.int32)

    def formulae(self, families: Iterable[Family] = (), mirrors: Iterable[Mirror] = ()) -> Iterator[Formula]:
        """Phrases that ``INDEPENDENT`` reports hold, the commonest first."""
        forms, wordings, trims = list(self._forms), list(self._wordings), self._trims()
        home = self._homes(families, mirrors)
        core, held = trims[:, 0], np.zeros(len(forms), np.int64)
        for places in self._places(trims, core):
            held += _different(places.phrase, home(places), len(forms))
        several = np.flatnonzero(np.bincount(core, self._times, minlength=len(forms)) > 1)
        heads = several[held[several] >= INDEPENDENT].tolist()
        rest = several[(held[several] > 1) & (held[several] < INDEPENDENT)].tolist()
        heads.sort(key=lambda k: (-held[k], -len(forms[k]), forms[k]))
        groups = _grouped([forms[k] for k in heads], sorted(forms[k] for k in rest))
        of = np.full(len(forms), -1, np.int64)
        for k, members in enumerate(groups):
            of[[self._forms[form] for form in members]] = k
        rank = np.empty(len(self._of), np.int64)
        rank[sorted(range(len(self._of)), key=lambda k: self._of[k][0])] = np.arange(len(self._of))
        bodies = {o: k for k, o in enumerate({o for _, o in self._of if o})}
        body = np.array([bodies.get(o or "", -1) for _, o in self._of], np.int64)
        stands = Column(np.int32, self._folder)  # report, start and end of each place, group after group
        sizes = np.zeros(len(groups) + 1, np.int64)
        reports, organisations = np.zeros(len(groups), np.int64), np.zeros(len(groups), np.int64)
        variants: list[list[tuple[str, int]]] = [[] for _ in groups]
        for places in self._places(trims, of[core]):
            own = body[places.report]
            reports += _different(places.phrase, home(places), len(groups))
            organisations += _different(places.phrase[own >= 0], own[own >= 0], len(groups))
            said, times = np.unique(places.phrase << 32 | places.wording, return_counts=True)
            for key, n in zip(said.tolist(), times.tolist(), strict=True):
                variants[key >> 32].append((wordings[key & 0xFFFFFFFF], n))
            order = np.lexsort((places.end, places.start, rank[places.report], places.phrase))
            stands.add(np.stack((places.report, places.start, places.end), axis=1)[order])
            sizes[1:] += np.bincount(places.phrase, minlength=len(groups))
        for some in variants:
            some.sort(key=lambda t: (-t[1], t[0]))
        every, bounds = stands.mapped().reshape(-1, 3), np.cumsum(sizes).tolist()
        ids = [name for name, _ in self._of]
        for k in sorted(range(len(groups)), key=lambda k: (-reports[k], variants[k][0][0])):
            docs, begun, ended = every[bounds[k] : bounds[k + 1]].T.tolist()
            yield Formula(
                text=variants[k][0][0],
                reports=int(reports[k]),
                organisations=int(organisations[k]),
                occurrences=tuple(zip([ids[doc] for doc in docs], begun, ended, strict=True)),
                variants=tuple(variants[k][:SHOWN]),
            )

    def _homes(self, families: Iterable[Family], mirrors: Iterable[Mirror]) -> Callable[[_Places], Array]:
        """Of each place what it counts for: its report, the report that it is a mirror of, or the family there."""
        number = {name: k for k, (name, _) in enumerate(self._of)}
        own = np.arange(len(self._of), dtype=np.int64)
        for m in mirrors:
            if m.report_id in number:
                own[number[m.report_id]] = number.setdefault(m.of, len(number))
        common: dict[int, list[tuple[int, int, int]]] = {}
        for k, f in enumerate(families):
            for name, start, end in f.places:
                if name in number:
                    common.setdefault(number[name], []).append((k, start, end))
        inside = np.zeros(len(number), dtype=bool)
        inside[list(common)] = True

        def home(places: _Places) -> Array:
            out = own[places.report]
            some = np.flatnonzero(inside[places.report])
            columns = (some, places.report[some], places.start[some], places.end[some])
            for at, report, start, end in zip(*(c.tolist() for c in columns), strict=True):
                for k, low, high in common[report]:
                    if min(end, high) - max(start, low) > (end - start) / 2:
                        out[at] = len(inside) + k
                        break
            return out

        return home

    def occurrences(self) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
        """Every run of common wording by its matching form, with the ids and ranges where it stands."""
        forms, trims = list(self._forms), self._trims()
        for places in self._places(trims, trims[:, 0]):
            cuts = np.flatnonzero(np.diff(places.phrase, prepend=-1)).tolist()
            for a, b in pairwise([*cuts, len(places.phrase)]):
                ids = [self._of[d][0] for d in places.report[a:b].tolist()]
                where = list(zip(ids, places.start[a:b].tolist(), places.end[a:b].tolist(), strict=True))
                yield forms[int(places.phrase[a])], where

    def _places(self, trims: Array, of: Array) -> Iterator[_Places]:
        """Where phrases stand, by the number that ``of`` has of each form (-1: none), some numbers at a time.

        A run that ends in chance symbols is an occurrence of the phrase within; its wording without them is that of
        the phrase itself.
        """
        known = np.flatnonzero(of >= 0)
        sizes = np.bincount(of[known], np.array(self._times)[known]).astype(np.int64)
        past, low, rows = np.cumsum(sizes), 0, self._rows.mapped().reshape(-1, 2 * CHANCE + 5)
        first = np.array(self._first, np.int64)
        while low < len(sizes):
            begun = past[low] - sizes[low]
            high = max(low + 1, int(np.searchsorted(past, begun + _AT_ONCE, side="right")))
            parts = []
            for at in range(0, len(rows), _BLOCK):
                block = rows[at : at + _BLOCK]
                number = of[block[:, 0]]
                some = np.flatnonzero((number >= low) & (number < high))
                number, block = number[some], block[some]
                core, front, back = trims[block[:, 0]].T
                each = np.arange(len(block))
                start, end = block[each, 2 + front], block[each, 3 + CHANCE + back]
                wording = np.where(core == block[:, 0], block[:, -1], first[core])
                parts.append(np.stack((number, block[:, 1], start, end, wording)))
            release(rows)
            columns = np.concatenate(parts, axis=1)
            yield _Places(*columns[:, np.argsort(columns[0], kind="stable")])
            low = high

    def _trims(self) -> Array:
        """Of each form the phrase within it, and how many chance symbols stand before and after that."""
        return np.array([self._core(form) for form in self._forms], np.int64).reshape(-1, 3)

    def _core(self, form: str) -> tuple[int, int, int]:
        """The commonest run that is ``form`` without up to ``CHANCE`` symbols at each end, and how many these are."""
        number = self._forms[form]
        best, most = (number, 0, 0), self._times[number]
        for i in range(CHANCE + 1):
            for j in range(CHANCE + 1):
                if len(form) - i - j >= SHORTEST:
                    other = self._forms.get(form[i : len(form) - j])
                    if other is not None and self._times[other] > most:
                        best, most = (other, i, j), self._times[other]
        return best


def _different(group: Array, of: Array, groups: int) -> Array:
    """Of each group how many different numbers it has."""
    return np.bincount(distinct(group << 32 | of) >> 32, minlength=groups)


def _grouped(heads: Sequence[str], rest: Sequence[str]) -> list[list[str]]:
    """Wordings of one phrase together, the commonest first; what is like none of the heads is left out."""
    out: list[list[str]] = []
    known: dict[str, list[int]] = {}
    for k, form in enumerate([*heads, *rest]):
        grams = {form[i : i + GRAMS] for i in range(len(form) - GRAMS + 1)}
        votes = Counter(chain.from_iterable([known[gram] for gram in grams if gram in known]))
        best = max(
            ((Indel.normalized_similarity(form, out[g][0]), -g) for g, n in votes.items() if 3 * n >= len(grams)),
            default=(0.0, 0),
        )
        if best[0] >= ALIKE:
            out[-best[1]].append(form)
        elif k < len(heads):
            for gram in grams:
                known.setdefault(gram, []).append(len(out))
            out.append([form])
    return out
