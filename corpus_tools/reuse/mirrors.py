"""Reports whose matching forms are equal: the same page scraped twice, or a text doubled whole."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools.reuse.form import Forms
from corpus_tools.reuse.runs import Run

__all__ = ["Mirrors", "mirrors", "whole"]

KEPT = 3  # copies of one text that are compared with all reports; each further one is linked to the first only
SHORTEST = 30  # symbols: shorter texts (a bare title, a date line) are equal by chance


@dataclass(frozen=True, slots=True, eq=False)
class Mirrors:
    """``left_out`` marks the copies that are not indexed, ``links`` are the pairs of copies to be reported."""

    left_out: npt.NDArray[np.bool_]
    links: set[tuple[int, int]]


def mirrors(made: Forms) -> Mirrors:
    """Find equal forms by digest, in one pass."""
    groups: dict[bytes, list[int]] = {}
    bounds = made.bounds.tolist()
    for i in range(len(made)):
        if bounds[i + 1] - bounds[i] >= SHORTEST:
            digest = hashlib.blake2b(made.codes[bounds[i] : bounds[i + 1]].tobytes(), digest_size=16).digest()
            groups.setdefault(digest, []).append(i)
    left_out = np.zeros(len(made), dtype=bool)
    links: set[tuple[int, int]] = set()
    for members in groups.values():
        links.update(itertools.combinations(members[:KEPT], 2))
        for j in members[KEPT:]:
            left_out[j] = True
            links.add((members[0], j))
    return Mirrors(left_out, links)


def whole(made: Forms, i: int, j: int) -> Run:
    """The run that spans two equal forms."""
    a, b = int(made.bounds[i]), int(made.bounds[j])
    size = int(made.bounds[i + 1]) - a
    return Run(a, a + size, b, b + size, ((a, b, size),), False, size, size, 2)
