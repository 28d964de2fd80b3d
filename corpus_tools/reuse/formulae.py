"""Formulae: phrases that many independent reports share, each with its wordings.

A phrase is a run of 6-grams within one sentence that many reports hold. What stands in the common text of a family
counts once for the whole family, however many hundreds it has; so a popular template is no formula, and a sentence
of party wording is one, however long. Phrases of which the greater part is the same are wordings of one formula.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from corpus_tools.records import Family, Formula, Mirror, ReportText
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import GRAM

__all__ = ["INDEPENDENT", "SHORTEST", "Phrases", "common_runs"]

_END = re.compile("[。！？!?；;]")

Place = tuple[int, int, int, int]  # number of the report, start and end in its page, number of the wording

INDEPENDENT = 5  # reports of different families from which a phrase is common property
SHORTEST = 8  # symbols: a clause
CHANCE = 2  # symbols after or before a phrase that some of its holders share by chance
ALIKE = 0.75  # of two wordings' symbols, in order: one word of a clause exchanged (正确领导/坚强领导), not two clauses
GRAMS = 3  # symbols by which wordings that may be alike are looked up
SHOWN = 12  # wordings that are kept of a formula, the commonest


class Phrases:
    """Collects runs of common wording, batch by batch of reports, and says which of them are formulae."""

    def __init__(self) -> None:
        self._of: list[tuple[str, str | None]] = []  # id and organisation of each report
        self._found: dict[str, list[int]] = {}  # form → its rows
        # a row: report, first character of the first symbols (CHANCE + 1 of them), end of the last ones, wording
        self._rows = array("q")
        self._wordings: dict[str, int] = {}

    def add(self, reports: Sequence[ReportText], made: Forms, spread: npt.NDArray[np.uint16]) -> None:
        """Reports with their joined forms; ``spread`` says how many reports hold the 6-gram at each symbol."""
        starts, ends = common_runs(reports, made, spread)
        fits = ends - starts >= SHORTEST
        starts, ends = starts[fits], ends[fits]
        docs = made.document(starts)
        base = len(self._of)
        more = np.arange(CHANCE + 1)
        firsts = made.where[starts[:, None] + more].tolist()
        lasts = (made.where[ends[:, None] - 1 - more] + 1).tolist()
        runs = zip(starts.tolist(), ends.tolist(), docs.tolist(), firsts, lasts, strict=True)
        for s, e, d, first, last in runs:
            report = reports[d]
            text = "".join(report.text[first[0] : last[0]].split())
            self._found.setdefault(made.string(s, e), []).append(len(self._rows))
            places = (report.start + x for x in (*first, *last))
            self._rows.extend((base + d, *places, self._wordings.setdefault(text, len(self._wordings))))
        self._of += [(r.id, r.organisation) for r in reports]

    def formulae(self, families: Iterable[Family] = (), mirrors: Iterable[Mirror] = ()) -> tuple[Formula, ...]:
        """Phrases that ``INDEPENDENT`` reports hold, the commonest first."""
        homes: dict[str, list[tuple[int, int, int]]] = {}
        for f in families:
            for name, start, end in f.places:
                homes.setdefault(name, []).append((f.id, start, end))
        original = {m.report_id: m.of for m in mirrors}
        wordings = list(self._wordings)

        def independent(places: Iterable[Place]) -> set[int | str]:
            out: set[int | str] = set()
            for d, start, end, _ in places:
                name = self._of[d][0]
                for family, low, high in homes.get(name, ()):
                    if min(end, high) - max(start, low) > (end - start) / 2:
                        out.add(family)
                        break
                else:
                    out.add(original.get(name, name))
            return out

        places = {form: found for form, found in self._cored().items() if len(found) > 1}
        held = {form: independent(found) for form, found in places.items()}
        heads = sorted((f for f in held if len(held[f]) >= INDEPENDENT), key=lambda f: (-len(held[f]), -len(f), f))
        out = []
        for some in _grouped(heads, [f for f in held if 1 < len(held[f]) < INDEPENDENT]):
            found = sorted({p for f in some for p in places[f]})
            texts = Counter(wordings[w] for *_, w in found)
            ranked = sorted(texts.items(), key=lambda t: (-t[1], t[0]))
            out.append(
                Formula(
                    text=ranked[0][0],
                    reports=len(set().union(*(held[f] for f in some))),
                    organisations=len({o for d, *_ in found if (o := self._of[d][1])}),
                    occurrences=tuple(sorted((self._of[d][0], s, e) for d, s, e, _ in found)),
                    variants=tuple(ranked[:SHOWN]),
                )
            )
        return tuple(sorted(out, key=lambda f: (-f.reports, f.text)))

    def occurrences(self) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
        """Every run of common wording by its matching form, with the ids and ranges where it stands."""
        for form, places in self._cored().items():
            yield form, [(self._of[d][0], s, e) for d, s, e, _ in places]

    def _cored(self) -> dict[str, list[Place]]:
        """Where each phrase stands; a run that ends in chance symbols is an occurrence of the phrase within."""
        out: dict[str, list[Place]] = {}
        rows, last = self._rows, CHANCE + 1
        of = {form: self._core(form) for form in self._found}
        for form, found in self._found.items():
            core = of[form]
            at = form.index(core) if core != form else 0
            past = len(form) - at - len(core)
            # a wording without its chance symbols is that of the phrase itself
            own = rows[self._found[core][0] + 2 * last + 1]
            out.setdefault(core, []).extend(
                (rows[k], rows[k + 1 + at], rows[k + 1 + last + past], rows[k + 2 * last + 1] if core == form else own)
                for k in found
            )
        return out

    def _core(self, form: str) -> str:
        """The commonest run that is ``form`` without up to ``CHANCE`` symbols at each end."""
        best, most = form, len(self._found[form])
        for i in range(CHANCE + 1):
            for j in range(CHANCE + 1):
                part = form[i : len(form) - j]
                if len(part) >= SHORTEST and len(self._found.get(part, ())) > most:
                    best, most = part, len(self._found[part])
        return best


def common_runs(
    reports: Sequence[ReportText], made: Forms, spread: npt.NDArray[np.uint16]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First and past-the-last symbols of runs of 6-grams that ``INDEPENDENT`` reports hold, within a sentence."""
    common = np.zeros(len(made.codes) + 1, dtype=np.int8)
    gram = np.flatnonzero(spread >= INDEPENDENT)  # never at a report's last symbols: no run reaches over its end
    edge = np.zeros(len(made.codes) + GRAM + 1, dtype=np.int32)
    edge[gram] += 1
    edge[gram + GRAM] -= 1
    common[:-1] = np.cumsum(edge)[: len(made.codes)] > 0
    step = np.diff(common, prepend=0)[:-1] != 0
    for i, report in enumerate(reports):
        base, past = int(made.bounds[i]), int(made.bounds[i + 1])
        marks = [m.start() for m in _END.finditer(report.text)]
        cuts = base + np.searchsorted(made.where[base:past], marks)
        step[cuts[cuts < past]] = True
        step[base:past][:1] = True
    starts = np.flatnonzero(step)
    ends = np.append(starts[1:], len(made.codes))
    keep = common[starts] > 0 if len(starts) else np.zeros(0, dtype=bool)
    return starts[keep], ends[keep]


def _grouped(heads: Sequence[str], rest: Sequence[str]) -> list[list[str]]:
    """Wordings of one phrase together, the commonest first; what is like none of the heads is left out."""
    out: list[list[str]] = []
    known: dict[str, list[int]] = {}
    for k, form in enumerate([*heads, *sorted(rest)]):
        votes: Counter[int] = Counter()
        grams = {form[i : i + GRAMS] for i in range(len(form) - GRAMS + 1)}
        for gram in grams:
            votes.update(known.get(gram, ()))
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
