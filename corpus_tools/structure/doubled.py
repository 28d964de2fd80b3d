"""Text that stands on a page twice: the page or a report pasted again, the first words of one over all of it.

A second copy is nothing that anyone did or reported again, so it is noise: it yields no sections and no measures, and
nothing is found to be copied from it. Only copies that agree in every letter and digit count; a report in which as
little as one figure differs is a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus_tools.structure.normalise import HAN

__all__ = ["Copy", "copies"]

_PROBE = 16  # characters that recur by chance in hardly any page: sentences alike are shorter or formulae
_PROBES = 3
_RUN = re.compile(rf"[{HAN}\d,、:]{{{_PROBE}}}")
_SAID = re.compile(r"[^\W_]+")
_PLANE = 0x10000  # the basic plane of Unicode
_LEAST = 40  # letters and digits that make a copy; less is a formula or a title
_TITLE = 40  # what may stand over the first copy and not over the second: the page's title
_COMPARED = 50  # reports that are compared each with each
_PERIOD = 60  # what is said again within one report: shorter refrains are slogans
_GAP = 120  # words of the site between the first words of a report and the whole of it

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Copy:
    """A range that says again what stands elsewhere, and which of the given ranges it belongs to."""

    start: int
    end: int
    of: int


def copies(text: str, ranges: list[tuple[int, int, int]]) -> list[Copy]:
    """Copies among reports, each given by its start, the start of its own text behind the mark, and its end.

    A copy is one whole range, or the part of one that says the same again.

    >>> said = "今年我镇认真防汛,组织巡查9次,转移群众320人,储备块石300方,发放传单2600份,没有人员伤亡。"
    >>> said += "汛后检修水闸12座,清淤沟渠30公里,补充编织袋6000条。"
    >>> [(c.start, c.end) for c in copies(said + said, [(0, 0, 2 * len(said))])]
    [(81, 162)]
    """
    if not _suspect(text, ranges):
        return []
    out: list[Copy] = []
    seen: dict[str, int] = {}
    bodies: list[str] = []
    for i, (start, body, end) in enumerate(ranges):
        said = _said(text[body:end])
        bodies.append(said)
        if len(said) < _LEAST:
            continue
        if said in seen:
            out.append(Copy(start, end, i))
            continue
        seen[said] = i
        within = _within(said)
        if within:
            points = [k for m in _SAID.finditer(text, body, end) for k in range(m.start(), m.end())]
            first, last = within
            out.append(Copy(points[first] if first else start, points[last] if last < len(points) else end, i))
    whole = {c.of for c in out}
    if len(ranges) <= _COMPARED:
        out += _behind_others(text, ranges, bodies, whole)
    whole = {c.of for c in out}
    for i, said in enumerate(bodies[:-1]):
        if i not in whole and _begins(said, bodies[i + 1]):
            out.append(Copy(ranges[i][0], ranges[i][2], i))
    return sorted(out, key=lambda c: c.start)


def _begins(said: str, following: str) -> bool:
    """Whether a report is the first words of the one behind it, but for a title before and the site's words behind."""
    at = said.find(following[:_PROBE])
    if not 0 <= at <= _TITLE:
        return False
    length = _common(said + following, at, len(said))
    rest = said[at + length :]
    words = len(rest) <= _GAP and not any(map(str.isdigit, rest))
    return length >= _LEAST and len(following) > length and words


def _behind_others(text: str, ranges: list[tuple[int, int, int]], bodies: list[str], whole: set[int]) -> Iterator[Copy]:
    """A report pasted again behind another one that ends without saying so."""
    for j in range(1, len(bodies)):
        for said in bodies[:j] if j not in whole else ():
            at = bodies[j].find(said) if _LEAST <= len(said) < len(bodies[j]) else -1
            if at > 0:
                _, body, end = ranges[j]
                points = [k for m in _SAID.finditer(text, body, end) for k in range(m.start(), m.end())]
                last = at + len(said)
                yield Copy(points[at], points[last] if last < len(points) else end, j)
                break


def _suspect(text: str, ranges: list[tuple[int, int, int]]) -> bool:
    """Whether a stretch from near the start of a range stands on the page again: what most pages are spared by."""
    for _, body, end in ranges:
        at = body
        for _ in range(_PROBES):
            m = _RUN.search(text, at, min(end, body + 20 * _PROBE))
            if m is None:
                break
            if text.find(m[0], m.end()) >= 0:
                return True
            at = m.end() + _PROBE
    return False


def _said(text: str) -> str:
    """Letters and digits of a text."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if len(points) and points.max() >= _PLANE:
        return "".join(_SAID.findall(text))
    return points[_alphanumeric().take(points)].tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _alphanumeric() -> npt.NDArray[np.bool_]:
    """Of the basic plane: letters and digits, as ``_SAID`` has them."""
    out = np.zeros(_PLANE, dtype=bool)
    out[[m.start() for m in re.finditer(r"[^\W_]", "".join(map(chr, range(_PLANE))))]] = True
    return out


def _within(said: str) -> Span | None:
    """Of a text that says itself again the part that is to go: the second copy, or a first one that breaks off."""
    for k in (0, _PROBE, 2 * _PROBE, 4 * _PROBE):
        probe = said[k : k + _PROBE]
        again = said.find(probe, k + _PROBE)
        if again < 0 or len(probe) < _PROBE:
            continue
        back = 0
        while back < k and said[k - back - 1] == said[again - back - 1]:
            back += 1
        first, second = k - back, again - back
        length = _common(said, first, second)
        if first > _TITLE or length < _LEAST or second - first < _PERIOD:
            continue
        if second + length == len(said) and second - first <= length + _TITLE:
            return second, len(said)
        breaks_off = first + length < second <= first + length + _GAP and len(said) - second > length
        if breaks_off and first <= _PROBE:
            return 0, second
        if first + length == second:
            return second, second + length
    return None


def _common(said: str, a: int, b: int) -> int:
    """Length of what two places have in common."""
    low, high = 0, len(said) - b
    while low < high:
        middle = (low + high + 1) // 2
        if said[a + low : a + middle] == said[b + low : b + middle]:
            low = middle
        else:
            high = middle - 1
    return low
