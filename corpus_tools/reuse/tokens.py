"""A passage as tokens: its visible characters, each figure (or mask, or Chinese numeral that counts) as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_OPENS = "（(一二三四五六七八九十0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"  # where a marker may begin
_BEFORE = "。；;！!？?：:"
_NUMERAL = 0xE000  # stands for a character of a Chinese numeral while figures are looked for
_NOTHING = 0xE001  # and this for one of a list marker, or from beyond the basic plane
_LAST = 0xFFFF
_NUMBER = re.compile(f"(?:[0-9]+|[{MASKS}]+[0-9]*[{MASKS}]*){chr(_NUMERAL)}*|{chr(_NUMERAL)}+")
_JOINED = re.compile(r"\s*(?:[.．]\s*|[,，](?=[0-9０-９]{3}))?")  # between the parts of one number
_LISTED = re.compile(r"[0-9０-９]+")
_FIRST = 0xF0000  # figures are numbered from here on, in a private plane
_FIGURE = chr(_FIRST)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Tokens as one character each; ``starts``/``ends`` are characters of the text ``source``."""

    text: str
    starts: memoryview
    ends: memoryview
    figures: dict[str, str]  # token → figure as written
    gaps: memoryview  # of each token the number of marks before it, of the first none
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
        return 0 <= i < len(self.gaps) - 1 and self.gaps[i + 1] > 0

    def marks(self, i: int, j: int) -> int:
        """Number of marks directly before tokens ``i:j``."""
        return self.gaps[i] if i < j else 0

    def words(self, i: int, j: int) -> str:
        """Tokens ``i:j`` with figures as written."""
        text = self.text[i:j]
        return "".join([self.figures.get(c, c) for c in text]) if text and max(text) >= _FIGURE else text


def is_figure(token: str) -> bool:
    """Whether a token stands for a figure."""
    return token >= _FIGURE


def tokens(texts: Sequence[str]) -> list[Tokens]:
    """Tokens of each text; equal figures are equal tokens in all of them.

    All texts are read at once, in arrays: most are a line or two, for which a call to numpy costs more than its work.

    >>> made, other = tokens(["清运 垃圾3.5万吨，xx车", "垃圾3.5万吨"])
    >>> [made.source[s:e] for s, e in zip(made.starts, made.ends)]
    ['清', '运', '垃', '圾', '3.5万', '吨', 'xx', '车']
    >>> made.text[2:6] == other.text
    True
    """
    if not texts:
        return []
    joined = "\n".join([*texts, ""])  # no numeral, figure or list marker reaches over the end of a line
    lengths = np.array([len(t) + 1 for t in texts])
    borders = np.cumsum(lengths) - 1
    raw = points(joined)
    code = folded(raw)
    folds = _string(code)
    shape = np.where(code > _LAST, _NOTHING, code)
    shape[numerals(raw)] = _NUMERAL
    for start, end in _markers(code, folds):
        shape[start:end] = _NOTHING
    seen_at = _visible()[shape]
    seen_at[borders] = True  # so that figures of two texts do not touch
    where = np.flatnonzero(seen_at)
    kept, seen = shape[where], _string(code[where])
    ends = where + 1
    # what figures are made of, and the character behind each: that alone is searched
    parts = _parts()[kept]
    parts[1:] |= parts[:-1]
    picked = np.flatnonzero(parts)
    at, rank = where[picked].tolist(), picked.tolist()
    spans: list[tuple[int, int]] = []  # of figures of several characters
    pieces: list[str] = []
    names: dict[str, str] = {}
    last = 0
    for m in _NUMBER.finditer(_string(kept[picked])):
        start, past = m.span()
        apart = at[past - 1] - at[start] != past - 1 - start  # something stands between them
        for i, j in _numbers(joined, at, start, past) if apart else ((start, past),):
            s, e = rank[i], rank[j - 1] + 1
            name = names.get(figure := seen[s:e])
            if name is None:
                name = names[figure] = chr(_FIRST + len(names) % 0xFFFE)
            pieces += (seen[last:s], name)
            if e > s + 1:
                spans.append((s, e))
            last = e
    pieces.append(seen[last:])
    first, after = np.array(spans, np.int64).reshape(-1, 2).T
    inside = np.zeros(len(where) + 1, np.int8)
    inside[first + 1] = 1
    inside[after] -= 1  # may be the second character of no other figure, but the first
    head = np.cumsum(inside[:-1], dtype=np.int8) == 0
    ends[first] = ends[after - 1]
    every = "".join(pieces)
    blank = np.cumsum(~(seen_at | _blank()[np.minimum(raw, _LAST)]))  # marks up to each character
    firsts, lasts = where[head], ends[head]
    between = np.zeros(len(firsts), np.int64)
    between[1:] = blank[firsts[1:]] - blank[lasts[:-1] - 1]
    cuts = np.searchsorted(firsts, borders, side="right")  # of each text its tokens and the line's end
    own = np.repeat(borders + 1 - lengths, np.diff(cuts, prepend=0))
    bounds = [0, *cuts.tolist()]
    between[bounds[:-1]] = 0
    # most of them nobody asks for: they are not made integers of Python one by one
    starts, stops, gaps = (firsts - own).data, (lasts - own).data, between.data
    figures = {v: k for k, v in names.items()}
    return [
        Tokens(every[i:j], starts[i:j], stops[i:j], figures, gaps[i:j], text)
        for text, i, j in zip(texts, bounds[:-1], (cuts - 1).tolist(), strict=True)
    ]


def plain(character: str) -> bool:
    """Whether a character is a token of its own wherever it stands: no figure, no mark, no part of a numeral."""
    return character in _plain()


def _string(code: npt.NDArray[np.uint32]) -> str:
    return code.tobytes().decode("utf-32-le", "surrogatepass")


def _markers(code: npt.NDArray[np.uint32], text: str) -> Iterator[tuple[int, int]]:
    """Numbers of a list, at the head of a line or of a sentence; ``code`` are the code points of ``text``."""
    opens, before = _heads()
    small = np.where(code > _LAST, 0, code)
    may = opens[small]
    may[1:] &= before[small[:-1]]
    past = 0
    for at in np.flatnonzero(may).tolist():
        if at >= past and (found := _MARKER.match(text, at)):
            past = found.end()
            yield found.span()


def _numbers(text: str, at: list[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Digits ``start:end`` as numbers: a point, a space, a thousands' comma joins them, other marks part them."""
    for k in range(start + 1, end):
        gap = at[k - 1] + 1
        joined = _JOINED.match(text, gap)
        if at[k] > gap and not (joined and joined.end() == at[k]):
            yield start, k
            start = k
    yield start, end


@cache
def _heads() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of each character of the basic plane whether a list marker may begin with it, and stand behind it."""
    opens, before = np.zeros(_LAST + 1, dtype=bool), np.zeros(_LAST + 1, dtype=bool)
    opens[[ord(c) for c in _OPENS]] = True
    before[[c for c in range(_LAST + 1) if chr(c) in _BEFORE or chr(c).isspace()]] = True
    return opens, before


@cache
def _visible() -> npt.NDArray[np.bool_]:
    """Of each character of the basic plane whether it is a letter, a digit or a mask (or stands for a numeral)."""
    out = np.zeros(_LAST + 1, dtype=bool)
    private = range(_NUMERAL, 0xF900)
    out[[c for c in range(_LAST + 1) if c not in private and chr(c).isalnum()]] = True
    out[[_NUMERAL, *map(ord, MASKS)]] = True
    return out


@cache
def _parts() -> npt.NDArray[np.bool_]:
    """Of each character of the basic plane whether figures are made of it."""
    out = np.zeros(_LAST + 1, dtype=bool)
    out[[_NUMERAL, *map(ord, MASKS), *range(ord("0"), ord("9") + 1)]] = True
    return out


@cache
def _blank() -> npt.NDArray[np.bool_]:
    """Of each character of the basic plane whether it is a blank."""
    out = np.zeros(_LAST + 1, dtype=bool)
    out[[c for c in range(_LAST + 1) if chr(c).isspace()]] = True
    return out


@cache
def _plain() -> frozenset[str]:
    chinese = (chr(c) for c in range(0x4E00, 0xA000))
    return frozenset(chinese) - frozenset(lexicon.load("reuse")["form"]["numeral"])
