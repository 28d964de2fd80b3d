"""Half-open ranges of a text, put together where they meet or overlap."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["covered", "joined"]

Range = tuple[int, int]


def joined(ranges: Iterable[Range]) -> list[Range]:
    """The same places in as few ranges as may be, in order.

    >>> joined([(8, 9), (0, 3), (2, 5), (5, 6)])
    [(0, 6), (8, 9)]
    """
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def covered(ranges: Iterable[Range]) -> int:
    """Number of characters that lie in any of the ranges.

    >>> covered([(0, 3), (2, 5), (8, 9)])
    6
    """
    return sum(end - start for start, end in joined(ranges))
