"""Where a heading ends that nothing parts from its text, told by the characters on both sides of each place.

``三、家园共育,形成合力每月开放半日``: headings end in other characters than texts begin with (力|每), their halves are
often of one length (家园共育, 形成合力). How much each speaks for a seam is estimated from headings that do end visibly
(``benchmarks/headings.py``) and stored as plain numbers in models/headings/weights.json.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from corpus_tools.models import weights_of

__all__ = ["LEAST", "LIKELY", "LONGEST", "SURE", "features", "places", "probability", "seam"]

LEAST = 3  # characters of a heading behind its number
LONGEST = 42
# From these probabilities on a place is a seam: alone, and against words that say another
# (models/headings/README.md shows the choice)
LIKELY, SURE = 0.4, 0.8

_LONGEST_BARE = 16  # characters of a heading without a comma that are told apart
_APART = 4  # characters by which two halves may differ in length that are told apart
_CLAUSE = 12  # characters of the text's first clause that are told apart
_REST = 8  # so many fours of characters of its first sentence
# nothing ends or begins there: within brackets and numbers, before marks, on both sides of what joins words
_NO_END = frozenset(",、“(《的和与及0123456789.")
_NO_START = frozenset(",、”)》的和与及了%.")
_TIME = re.compile(r"(?:19|20)\d\d年|\d{1,2}(?:[至到—~-]\d{1,2})?月")


def places(window: str) -> Iterator[int]:
    """Places where a heading may end in the text behind its number, up to the first stop, left out itself."""
    for at in range(LEAST, min(len(window), LONGEST + 1)):
        if window[at - 1] in _NO_END or window[at] in _NO_START:
            continue
        if not window[at].isdecimal() or _TIME.match(window, at):  # 走访|45户次: a count belongs to its verb
            yield at


def features(window: str, at: int) -> list[str]:
    """What may speak for a heading's end at a place.

    >>> features("家园共育,形成合力每月开放半日3次", 9)
    ['end=力', 'end=合力', 'start=每', 'start=每月', 'halves=0', 'commas=1', 'clause=8', 'rest=2']
    """
    start = window[at : at + 2]
    start = "0" if start[0].isdecimal() else start
    out = [f"end={window[at - 1]}", f"end={window[at - 2 : at]}", f"start={start[0]}", f"start={start}"]
    comma = window.rfind(",", 0, at)
    if comma > 0:
        before = comma - window.rfind(",", 0, comma) - 1
        out.append(f"halves={max(-_APART, min(_APART, at - comma - 1 - before))}")
        out.append(f"commas={window.count(',', 0, at)}")
    else:
        out.append(f"length={min(at, _LONGEST_BARE)}")
    if window.find(start, 0, at) >= 0:
        out.append("again")  # 食堂与宿舍管理|食堂是全校师生…
    if window.count("“", 0, at) > window.count("”", 0, at):
        out.append("within quotes")
    stop = window.find(",", at)
    out.append(f"clause={min(_CLAUSE, (stop if stop >= 0 else len(window)) - at)}")
    out.append(f"rest={min(_REST, (len(window) - at) // 4)}")
    return out


@cache
def _weights() -> Mapping[str, int] | None:
    """Weights in hundredths, by feature, that of "" always there; None where there is no model, and no seam is told."""
    return weights_of("headings", lambda found: {**found, "": int(found[""])})


@lru_cache(maxsize=4096)  # reports share their headings
def seam(window: str, least: float = LIKELY) -> int:
    """Where a heading most likely ends in what stands behind its number up to the first stop; 0: nowhere so likely.

    >>> seam("加强师德建设,提高队伍素质教师是幼儿园发展的根本,全年组织师德学习12次")
    13
    """
    weights = _weights()
    if weights is None:
        return 0
    score, at = max(((_score(weights, window, at), at) for at in places(window)), default=(0, 0))
    return at if at and _logistic(score) >= least else 0


def probability(weights: Mapping[str, int], window: str, at: int) -> float:
    """What weights say of a place."""
    return _logistic(_score(weights, window, at))


def _score(weights: Mapping[str, int], window: str, at: int) -> int:
    return sum(filter(None, map(weights.get, features(window, at)))) + weights[""]


def _logistic(score: int) -> float:
    return 1 / (1 + math.exp(-score / 100))
