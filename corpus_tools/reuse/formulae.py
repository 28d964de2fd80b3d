"""Formulae: phrases that many independent reports share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus_tools.records import Family, Formula, ReportText
from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.grams import GRAM

__all__ = ["formulae"]

INDEPENDENT = 5  # reports of different families from which a phrase is common property
SHORTEST = 8  # symbols: a clause
CHANCE = 2  # symbols after or before a phrase that some of its holders share by chance
LONGEST = 60  # symbols: a longer run that many share is a template, not a phrase


def formulae(
    reports: Sequence[ReportText], made: Forms, spread: npt.NDArray[np.uint16], groups: Sequence[Family]
) -> tuple[Formula, ...]:
    """Phrases of ``SHORTEST`` symbols or more that ``INDEPENDENT`` reports of different families hold.

    ``spread`` is the number of reports that hold the 6-gram at each symbol.
    """
    common = spread >= INDEPENDENT  # never at a report's last symbols, so that no run reaches over its end
    edge = np.diff(common.astype(np.int8), prepend=0, append=0)
    starts = np.flatnonzero(edge == 1)
    ends = np.flatnonzero(edge == -1) + GRAM - 1
    fits = (ends - starts >= SHORTEST) & (ends - starts <= LONGEST)
    starts, ends = starts[fits], ends[fits]
    docs = made.document(starts)
    home = {m: f.id for f in groups for m in f.members}
    found: dict[str, list[tuple[int, int, int]]] = {}
    for s, e, d in zip(starts.tolist(), ends.tolist(), docs.tolist(), strict=True):
        found.setdefault(made.string(s, e), []).append((d, s, e))
    for text in sorted(found, key=len, reverse=True):
        if (core := _core(text, found)) != text:
            found[core] += [(d, s + text.index(core), s + text.index(core) + len(core)) for d, s, _ in found.pop(text)]
    out = []
    for places in found.values():
        ids = {reports[d].id for d, _, _ in places}
        independent = len({home.get(i, i) for i in ids})
        if independent < INDEPENDENT:
            continue
        ranges = []
        for d, s, e in places:
            r = reports[d]
            ranges.append((r.id, r.start + int(made.where[s]), r.start + int(made.where[e - 1]) + 1))
        d, s, e = places[0]
        text = reports[d].text[int(made.where[s]) : int(made.where[e - 1]) + 1]
        organisations = {o for d, _, _ in places if (o := reports[d].organisation)}
        out.append(Formula(text, independent, len(organisations), tuple(sorted(ranges))))
    return tuple(sorted(out, key=lambda f: (-f.reports, f.text)))


def _core(text: str, found: dict[str, list[tuple[int, int, int]]]) -> str:
    """The commonest run that is ``text`` without up to ``CHANCE`` symbols at each end."""
    best, most = text, len(found[text])
    for i in range(CHANCE + 1):
        for j in range(CHANCE + 1):
            part = text[i : len(text) - j]
            if len(part) >= SHORTEST and len(found.get(part, ())) > most:
                best, most = part, len(found[part])
    return best
