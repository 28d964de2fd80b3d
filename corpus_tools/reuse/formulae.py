"""Formulae: phrases that many independent reports share, each with its wordings.

A phrase is a run of 6-grams within one sentence that many reports hold. What stands in the common text of a family
counts once for the whole family, however many hundreds it has; so a popular template is no formula, and a sentence
of party wording is one, however long. Phrases of which the greater part is the same are wordings of one formula.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from corpus_tools.records import Family, Formula, Mirror, ReportText
from corpus_tools.reuse.common import INDEPENDENT, common_runs, same
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import distinct

__all__ = ["SHORTEST", "Phrases"]

Array = npt.NDArray[np.int64]

SHORTEST = 8  # symbols: a clause
CHANCE = 2  # symbols after or before a phrase that some of its holders share by chance
ALIKE = 0.75  # of two wordings' symbols, in order: one word of a clause exchanged (正确领导/坚强领导), not two clauses
GRAMS = 3  # symbols by which wordings that may be alike are looked up
SHOWN = 12  # wordings that are kept of a formula, the commonest


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where phrases stand: of each place its phrase, report, range in the page and wording, by phrase."""

    phrase: Array
    report: Array
    start: Array
    end: Array
    wording: Array

    def bounds(self, phrases: int) -> list[int]:
        """Phrase ``k`` stands at the places ``bounds[k]:bounds[k + 1]``."""
        return np.searchsorted(self.phrase, np.arange(phrases + 1)).tolist()


class Phrases:
    """Collects runs of common wording, batch by batch of reports, and says which of them are formulae."""

    def __init__(self) -> None:
        self._of: list[tuple[str, str | None]] = []  # id and organisation of each report
        self._forms: dict[str, int] = {}
        self._wordings: dict[str, int] = {}
        # a row: form, report, first characters of the first symbols and ends of the last ones (CHANCE + 1), wording
        self._rows: list[npt.NDArray[np.int32]] = []

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
        columns = (number[of][:, None], len(self._of) + docs[:, None], firsts + shift, lasts + shift, wording[:, None])
        self._rows.append(np.concatenate(columns, axis=1).astype(np.int32))
        self._of += [(r.id, r.organisation) for r in reports]

    def _worded(
        self, texts: Sequence[str], docs: Array, starts: npt.NDArray[np.int32], ends: npt.NDArray[np.int32]
    ) -> npt.NDArray[np.int32]:
        """Numbers of the wordings of these places: the text without its blanks."""
        known: dict[str, int] = {}
        out = []
        for d, s, e in zip(docs.tolist(), starts.tolist(), ends.tolist(), strict=True):
            text = texts[d][s:e]
            number = known.get(text)
            if number is None:
                number = known[text] = self._wordings.setdefault("".join(text.split()), len(self._wordings))
            out.append(number)
        return np.array(out, np.int32)

    def formulae(self, families: Iterable[Family] = (), mirrors: Iterable[Mirror] = ()) -> tuple[Formula, ...]:
        """Phrases that ``INDEPENDENT`` reports hold, the commonest first."""
        places, forms, wordings = self._places(), list(self._forms), list(self._wordings)
        home = self._homes(places, families, mirrors)
        bounds = places.bounds(len(forms))
        pair = distinct(places.phrase << 32 | home)
        held = np.bincount(pair >> 32, minlength=len(forms)).tolist()
        several = [k for k in range(len(forms)) if bounds[k + 1] - bounds[k] > 1]
        heads = sorted(
            (k for k in several if held[k] >= INDEPENDENT), key=lambda k: (-held[k], -len(forms[k]), forms[k])
        )
        rest = sorted((k for k in several if 1 < held[k] < INDEPENDENT), key=forms.__getitem__)
        rank = np.empty(len(self._of), np.int64)
        rank[sorted(range(len(self._of)), key=lambda k: self._of[k][0])] = np.arange(len(self._of))
        bodies = {o: k for k, o in enumerate({o for _, o in self._of if o})}
        body = np.array([bodies.get(o or "", -1) for _, o in self._of], np.int64)
        groups = _grouped([forms[k] for k in heads], [forms[k] for k in rest])
        of = np.full(len(forms), -1, np.int64)
        for k, members in enumerate(groups):
            of[[self._forms[form] for form in members]] = k
        group = of[places.phrase]
        at = np.flatnonzero(group >= 0)
        at = at[np.lexsort((places.end[at], places.start[at], rank[places.report[at]], group[at]))]
        group, docs = group[at], places.report[at]
        ids = [name for name, _ in self._of]
        names = [ids[d] for d in docs.tolist()]
        where = list(zip(names, places.start[at].tolist(), places.end[at].tolist(), strict=True))
        own = body[docs]
        reports = _different(group, home[at], len(groups))
        organisations = _different(group[own >= 0], own[own >= 0], len(groups))
        said, times = np.unique(group << 32 | places.wording[at], return_counts=True)
        every = list(zip([wordings[w] for w in (said & 0xFFFFFFFF).tolist()], times.tolist(), strict=True))
        some, their = (np.searchsorted(x, np.arange(len(groups) + 1)).tolist() for x in (group, said >> 32))
        out = []
        for k in range(len(groups)):
            ranked = sorted(every[their[k] : their[k + 1]], key=lambda t: (-t[1], t[0]))
            out.append(
                Formula(
                    text=ranked[0][0],
                    reports=reports[k],
                    organisations=organisations[k],
                    occurrences=tuple(where[some[k] : some[k + 1]]),
                    variants=tuple(ranked[:SHOWN]),
                )
            )
        return tuple(sorted(out, key=lambda f: (-f.reports, f.text)))

    def _homes(self, places: _Places, families: Iterable[Family], mirrors: Iterable[Mirror]) -> Array:
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
        out = own[places.report]
        inside = np.zeros(len(number), dtype=bool)
        inside[list(common)] = True
        for at in np.flatnonzero(inside[places.report]).tolist():
            start, end = int(places.start[at]), int(places.end[at])
            for k, low, high in common[int(places.report[at])]:
                if min(end, high) - max(start, low) > (end - start) / 2:
                    out[at] = len(number) + k
                    break
        return out

    def occurrences(self) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
        """Every run of common wording by its matching form, with the ids and ranges where it stands."""
        places, forms = self._places(), list(self._forms)
        bounds = places.bounds(len(forms))
        for k, form in enumerate(forms):
            if bounds[k] < bounds[k + 1]:
                s = slice(bounds[k], bounds[k + 1])
                ids = [self._of[d][0] for d in places.report[s].tolist()]
                yield form, list(zip(ids, places.start[s].tolist(), places.end[s].tolist(), strict=True))

    def _places(self) -> _Places:
        """Where each phrase stands; a run that ends in chance symbols is an occurrence of the phrase within."""
        none = np.zeros((0, 2 * CHANCE + 5), np.int32)
        rows = np.concatenate([none, *self._rows])
        form, wording = rows[:, 0], rows[:, -1]
        counts = np.bincount(form, minlength=len(self._forms)).tolist()
        trims = np.array([self._core(f, counts) for f in self._forms], np.int64).reshape(-1, 3)
        core, at, past = trims[form].T
        # a wording without its chance symbols is that of the phrase itself
        first = np.zeros(len(self._forms), np.int64)
        first[form[::-1]] = wording[::-1]
        wording = np.where(core == form, wording, first[core])
        each = np.arange(len(rows))
        start, end = rows[each, 2 + at], rows[each, 3 + CHANCE + past]
        order = np.argsort(core, kind="stable")
        columns = (core, rows[:, 1], start, end, wording)
        return _Places(*(c[order].astype(np.int64) for c in columns))

    def _core(self, form: str, counts: Sequence[int]) -> tuple[int, int, int]:
        """The commonest run that is ``form`` without up to ``CHANCE`` symbols at each end, and how many these are."""
        number = self._forms[form]
        best, most = (number, 0, 0), counts[number]
        for i in range(CHANCE + 1):
            for j in range(CHANCE + 1):
                if len(form) - i - j >= SHORTEST:
                    other = self._forms.get(form[i : len(form) - j])
                    if other is not None and counts[other] > most:
                        best, most = (other, i, j), counts[other]
        return best


def _different(group: Array, of: Array, groups: int) -> list[int]:
    """Of each group how many different numbers it has."""
    return np.bincount(distinct(group << 32 | of) >> 32, minlength=groups).tolist()


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
