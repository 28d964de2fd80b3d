"""A passage as tokens: its visible characters, each figure (or mask, or Chinese numeral that counts) as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon
from corpus_tools.reuse.classes import MASKS
from corpus_tools.reuse.form import folded, numerals, points

__all__ = ["Tokens", "is_figure", "plain", "tokens"]

_MARKER = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、．.，,：:是]|[（(]?[0-9]{1,2}[）)、．.，,：:](?![0-9])|[①-⑳⑴-⒇]"
)
_OPENS = re.compile(r"[（(一二三四五六七八九十0-9①-⑳⑴-⒇]")  # a quick look for where a marker may begin
_BEFORE = frozenset("。；;！!？?：:")
_NUMERAL = 0xE000  # stands for a character of a Chinese numeral while figures are looked for
_NOTHING = 0xE001  # and this for one of a list marker, or from beyond the basic plane
_LAST = 0xFFFF
_NUMBER = re.compile(f"(?:[0-9]+|[{MASKS}]+[0-9]*[{MASKS}]*){chr(_NUMERAL)}*|{chr(_NUMERAL)}+")
_JOINED = re.compile(r"\s*(?:[.．]\s*|[,，](?=[0-9０-９]{3}))?")  # between the parts of one number
_LISTED = re.compile(r"[0-9０-９]+")
_FIRST = 0xF0000  # figures are numbered from here on, in a private plane


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Tokens as one character each; ``starts``/``ends`` are characters of the text ``source``."""

    text: str
    starts: list[int]
    ends: list[int]
    figures: dict[str, str]  # token → figure as written
    source: str

    def span(self, i: int, j: int, *, marks: int = 0) -> tuple[int, int]:
        """Characters of tokens ``i:j``; of none, the place before token ``i``, behind so many of its ``marks``."""
        if i < j:
            return self.starts[i], self.ends[j - 1]
        at = self.ends[i - 1] if i else self.starts[0] if self.starts else 0
        past = self.starts[i] if i < len(self.starts) else len(self.source)
        for k in range(at, past):
            if not marks:
                break
            if not self.source[k].isspace():
                at, marks = k + 1, marks - 1
        return at, at

    def number(self, i: int, start: int, end: int) -> tuple[int, int]:
        """``start:end``, or if that is empty, the digits of a list marker before token ``i``."""
        if start < end:
            return start, end
        low = self.ends[i - 1] if i else 0
        found = _LISTED.search(self.source, low, self.starts[i] if i < len(self.starts) else len(self.source))
        return found.span() if found else (start, end)

    def apart(self, i: int) -> bool:
        """Whether a mark stands between tokens ``i`` and ``i + 1``."""
        if not 0 <= i < len(self.starts) - 1 or self.ends[i] == self.starts[i + 1]:
            return False
        return not self.source[self.ends[i] : self.starts[i + 1]].isspace()

    def marks(self, i: int, j: int) -> int:
        """Number of marks directly before tokens ``i:j``."""
        if not 0 < i < j:
            return 0
        return sum(not c.isspace() for c in self.source[self.ends[i - 1] : self.starts[i]])

    def words(self, i: int, j: int) -> str:
        """Tokens ``i:j`` with figures as written."""
        return "".join([self.figures.get(c, c) for c in self.text[i:j]])


def is_figure(token: str) -> bool:
    """Whether a token stands for a figure."""
    return ord(token) >= _FIRST


def tokens(text: str, names: dict[str, str]) -> Tokens:
    """Tokens of a text; equal figures of texts that share ``names`` are equal tokens.

    >>> made = tokens("清运 垃圾3.5万吨，xx车", {})
    >>> [made.source[s:e] for s, e in zip(made.starts, made.ends)]
    ['清', '运', '垃', '圾', '3.5万', '吨', 'xx', '车']
    """
    code = folded(points(text))
    folds = _string(code)
    shape = code.copy()
    shape[code > _LAST] = _NOTHING
    for start, end in numerals(folds):
        shape[start:end] = _NUMERAL
    for start, end in _markers(folds):
        shape[start:end] = _NOTHING
    where = np.flatnonzero(_visible()[shape])
    kept, seen = shape[where], _string(code[where])
    at = where.tolist()
    ends = where + 1
    head = np.ones(len(at), dtype=bool)
    pieces: list[str] = []
    last = 0
    for m in _NUMBER.finditer(_string(kept)):
        for s, e in _numbers(text, at, *m.span()):
            pieces += (seen[last:s], names.setdefault(seen[s:e], chr(_FIRST + len(names) % 0xFFFE)))
            head[s + 1 : e] = False
            ends[s] = at[e - 1] + 1
            last = e
    pieces.append(seen[last:])
    starts, past = where[head].tolist(), ends[head].tolist()
    return Tokens("".join(pieces), starts, past, {v: k for k, v in names.items()}, text)


def plain(character: str) -> bool:
    """Whether a character is a token of its own wherever it stands: no figure, no mark, no part of a numeral."""
    return character in _plain()


def _string(code: npt.NDArray[np.uint32]) -> str:
    return code.tobytes().decode("utf-32-le", "surrogatepass")


def _markers(text: str) -> Iterator[tuple[int, int]]:
    """Numbers of a list, at the head of the text or of a sentence."""
    for m in _OPENS.finditer(text):
        at = m.start()
        if not at or text[at - 1] in _BEFORE or text[at - 1].isspace():
            found = _MARKER.match(text, at)
            if found:
                yield found.span()


def _numbers(text: str, at: list[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Digits ``start:end`` as numbers: a point, a space, a thousands' comma joins them, other marks part them."""
    if at[end - 1] - at[start] == end - 1 - start:  # nothing stands between them
        yield start, end
        return
    for k in range(start + 1, end):
        gap = at[k - 1] + 1
        joined = _JOINED.match(text, gap)
        if at[k] > gap and not (joined and joined.end() == at[k]):
            yield start, k
            start = k
    yield start, end


@cache
def _visible() -> npt.NDArray[np.bool_]:
    """Of each character of the basic plane whether it is a letter, a digit or a mask (or stands for a numeral)."""
    out = np.zeros(_LAST + 1, dtype=bool)
    private = range(_NUMERAL, 0xF900)
    out[[c for c in range(_LAST + 1) if c not in private and chr(c).isalnum()]] = True
    out[[_NUMERAL, *map(ord, MASKS)]] = True
    return out


@cache
def _plain() -> frozenset[str]:
    chinese = (chr(c) for c in range(0x4E00, 0xA000))
    return frozenset(chinese) - frozenset(lexicon.load("reuse")["form"]["numeral"])
