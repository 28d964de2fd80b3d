"""A normalised copy of a text that knows where each of its characters came from.

Normalising never replaces a page's text: it happens on a copy, and every span found in the copy is
taken back to the original through the two arrays kept here. ``starts[i]``/``ends[i]`` bound the original
characters that the copy's character ``i`` stands for. Characters that the copy leaves out belong to no
entry; one original character that became several has several entries with the same bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

__all__ = ["Mapped"]

Offsets = npt.NDArray[np.int32]

_FEW = 20  # ranges up to which joining the pieces between them is faster than a mask (measured on pages of 5,000)

_MOST = np.iinfo(np.int32).max


class Finder(Protocol):
    """What finds matches in a text, as a compiled pattern does."""

    def finditer(self, text: str, /) -> Iterator[re.Match[str]]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Mapped:
    """A copy of a text with its way back.

    Attributes
    ----------
    text : str
        The copy.
    starts, ends : int32 arrays of ``len(text)``
        Half-open range of original characters (Unicode code points) behind each character of the copy.
        Both never decrease.

    Examples
    --------
    >>> copy = Mapped.of("宣传\\n单３份").translate(str.maketrans("３", "3")).without([(2, 3)])
    >>> copy.text
    '宣传单3份'
    >>> copy.original(0, 3), copy.original(3, 5)
    ((0, 4), (4, 6))
    >>> copy.locate(4)
    3
    """

    text: str
    starts: Offsets
    ends: Offsets

    @classmethod
    def of(cls, text: str) -> Mapped:
        """The copy that is the text itself."""
        starts = np.arange(len(text), dtype=np.int32)
        return cls(text, starts, starts + 1)

    def __len__(self) -> int:
        return len(self.text)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Original range behind ``text[start:end]``; an empty range maps to an empty range."""
        if start >= end:
            at = self.boundary(start)
            return at, at
        return int(self.starts[start]), int(self.ends[end - 1])

    def boundary(self, at: int) -> int:
        """Original offset of the boundary before the copy's character ``at``."""
        if at < len(self.starts):
            return int(self.starts[at])
        return int(self.ends[-1]) if len(self.ends) else 0

    def locate(self, offset: int) -> int:
        """First character of the copy that ends after the original ``offset`` (``len(self)`` if none)."""
        # of the array's own type: for a plain int numpy would first make a copy of the whole array
        return int(self.ends.searchsorted(np.int32(min(offset, _MOST)), side="right"))

    def spans(self, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """``original`` for many ranges."""
        return (self.original(a, b) for a, b in ranges)

    def translate(self, table: Mapping[int, str]) -> Mapped:
        """Exchange single characters for single characters (a ``str.maketrans`` table); offsets stay."""
        return Mapped(self.text.translate(table), self.starts, self.ends)

    def without(self, ranges: Iterable[tuple[int, int]]) -> Mapped:
        """Leave out ranges of the copy (sorted or not, overlapping or not)."""
        ranges = sorted(ranges)
        if len(ranges) <= _FEW:
            return self._without_few(ranges)
        keep = np.ones(len(self.text), dtype=bool)
        for a, b in ranges:
            keep[a:b] = False
        if keep.all():
            return self
        points = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)[keep]
        return Mapped(points.tobytes().decode("utf-32-le", "surrogatepass"), self.starts[keep], self.ends[keep])

    def _without_few(self, ranges: list[tuple[int, int]]) -> Mapped:
        at = 0
        kept: list[slice] = []
        for a, b in ranges:
            if b <= max(a, at):
                continue
            if a > at:
                kept.append(slice(at, a))
            at = b
        if not at:
            return self
        kept.append(slice(at, len(self.text)))
        text = "".join([self.text[part] for part in kept])
        starts, ends = ([array[part] for part in kept] for array in (self.starts, self.ends))
        return Mapped(text, np.concatenate(starts), np.concatenate(ends))

    def replace(self, pattern: Finder, by: Callable[[re.Match[str]], str]) -> Mapped:
        """Replace each match; all characters of the new piece stand for the whole match."""
        pieces: list[str] = []
        starts: list[Offsets] = []
        ends: list[Offsets] = []
        last = 0
        for m in pattern.finditer(self.text):
            a, b = m.span()
            if a == b:
                continue
            new = by(m)
            pieces += (self.text[last:a], new)
            starts += (self.starts[last:a], np.full(len(new), self.starts[a], np.int32))
            ends += (self.ends[last:a], np.full(len(new), self.ends[b - 1], np.int32))
            last = b
        if not last:
            return self
        pieces.append(self.text[last:])
        starts.append(self.starts[last:])
        ends.append(self.ends[last:])
        return Mapped("".join(pieces), np.concatenate(starts), np.concatenate(ends))

    def slice(self, start: int, end: int) -> Mapped:
        """The copy's characters ``start:end``, offsets still those of the whole original."""
        return Mapped(self.text[start:end], self.starts[start:end], self.ends[start:end])
