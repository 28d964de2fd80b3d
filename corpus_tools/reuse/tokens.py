"""A passage as tokens: its visible characters, each figure (or mask, or Chinese numeral that counts) as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon
from corpus_tools.reuse.classes import MASKS
from corpus_tools.reuse.form import folded, numerals, points

__all__ = ["NEAR", "Tokens", "is_figure", "plain", "tokens"]

NEAR = 8  # tokens on each side of a difference in which word boundaries are looked for: the longest words

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
_COUNTS, _DIGIT, _MASK = 1, 2, 3  # parts of a figure: one goes on with the lower ones that follow it


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Tokens as one character each; ``starts``/``ends`` are characters of the text ``source``."""

    text: str
    starts: memoryview
    ends: memoryview
    figures: dict[str, str]  # token → figure as written
    gaps: memoryview  # of each token the number of marks before it, of the first none
    before: bytes  # words before each token (and past the last) up to a mark or a figure, ``NEAR`` at most
    after: bytes  # and from it on
    places: list[int]  # tokens that begin before each place that was asked for
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


def tokens(texts: Sequence[str], places: Sequence[Sequence[int]] = ()) -> list[Tokens]:
    """Tokens of each text; equal figures are equal tokens in all of them. Of each text some ``places`` may be given.

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
    for low, high in _markers(code, folds):
        shape[low:high] = _NOTHING
    seen_at = _visible()[shape]
    seen_at[borders] = True  # so that figures of two texts do not touch
    where = np.flatnonzero(seen_at).astype(np.int32)
    kept, out = shape[where], code[where]
    part, start = _figures(joined, where, kept)
    first = np.flatnonzero(start)
    stop = np.flatnonzero(start | ~part)
    past = stop[np.searchsorted(stop, first, side="right")]
    seen = _string(out)
    written = [seen[i:j] for i, j in zip(first.tolist(), past.tolist(), strict=True)]
    names = {figure: _FIRST + k % 0xFFFE for k, figure in enumerate(dict.fromkeys(written))}
    out[first] = [names[figure] for figure in written]
    ends = where + 1
    ends[first] = ends[past - 1]
    head = start | ~part
    every = _string(out[head])
    blank = np.cumsum(~(seen_at | _blank()[np.minimum(raw, _LAST)]), dtype=np.int32)  # marks up to each character
    firsts, lasts = where[head], ends[head]  # of the tokens
    between = np.zeros(len(firsts), np.int32)
    between[1:] = blank[firsts[1:]] - blank[lasts[:-1] - 1]
    cuts = np.searchsorted(firsts, borders, side="right")  # of each text its tokens and the line's end
    own = np.repeat((borders + 1 - lengths).astype(np.int32), np.diff(cuts, prepend=0))
    bounds = [0, *cuts.tolist()]
    between[bounds[:-1]] = between[cuts - 1] = 0
    before, after = _in_a_row(start[head], between > 0, cuts)
    places = places or [()] * len(texts)
    asked = [0, *accumulate(map(len, places))]
    sizes = np.diff(asked)
    flat = np.fromiter(chain.from_iterable(places), np.int64, asked[-1]) + np.repeat(borders + 1 - lengths, sizes)
    known = (np.searchsorted(firsts, flat) - np.repeat(bounds[:-1], sizes)).tolist()
    # most of them nobody asks for: they are not made integers of Python one by one
    starts, stops, gaps = (firsts - own).data, (lasts - own).data, between.data
    figures = {chr(name): figure for figure, name in names.items()}
    every_text = zip(texts, bounds[:-1], (cuts - 1).tolist(), asked[:-1], asked[1:], strict=True)
    return [
        Tokens(
            text=every[i:j],
            starts=starts[i:j],
            ends=stops[i:j],
            figures=figures,
            gaps=gaps[i:j],
            before=before[i : j + 1],
            after=after[i : j + 1],
            places=known[p:q],
            source=text,
        )
        for text, i, j, p, q in every_text
    ]


def _in_a_row(
    figure: npt.NDArray[np.bool_], apart: npt.NDArray[np.bool_], cuts: npt.NDArray[np.int64]
) -> tuple[bytes, bytes]:
    """Words before each token, and from it on, until a figure, a mark before a token (``apart``) or a line's end."""
    at = np.arange(len(figure), dtype=np.int32)
    first = apart.copy()
    first[1:] |= figure[:-1]
    first[0] = first[cuts[:-1]] = True
    before = at - np.maximum.accumulate(np.where(first, at, 0))
    past = figure | apart
    past[cuts - 1] = True
    after = np.minimum.accumulate(np.where(past, at, at[-1])[::-1])[::-1] - at
    return _bytes(before), _bytes(after)


def _bytes(lengths: npt.NDArray[np.int32]) -> bytes:
    return np.minimum(lengths, NEAR).astype(np.uint8).tobytes()


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


def _figures(
    text: str, where: npt.NDArray[np.int32], kept: npt.NDArray[np.uint32]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which of the kept characters (at ``where`` in the text) are parts of a figure, and which of them begin one."""
    kind = _parts()[kept]
    part = kind != 0
    start = part.copy()
    start[1:] &= (kind[1:] > kind[:-1]) | ~part[:-1]
    # what has digits before a mask, or anything within, is read anew
    odd = np.zeros(len(kind), dtype=bool)
    odd[1:] = (kind[1:] == _MASK) & (kind[:-1] == _DIGIT)
    odd[1:] |= part[1:] & part[:-1] & (where[1:] != where[:-1] + 1)
    runs = np.flatnonzero(np.diff(part, prepend=False, append=False)).reshape(-1, 2)
    several = np.add.reduceat(odd, runs[:, 0], dtype=np.int64) if len(runs) else runs[:, 0]
    for low, high in runs[several > 0].tolist():
        start[low:high] = False
        at = where[low:high].tolist()
        for m in _NUMBER.finditer(_string(kept[low:high])):
            for k in _numbers(text, at, *m.span()):
                start[low + k] = True
    return part, start


def _numbers(text: str, at: list[int], start: int, end: int) -> Iterator[int]:
    """Where the numbers of the digits ``start:end`` begin: a point, a space, a thousands' comma joins digits."""
    yield start
    for k in range(start + 1, end):
        gap = at[k - 1] + 1
        joined = at[k] == gap or ((found := _JOINED.match(text, gap)) and found.end() == at[k])
        if not joined:
            yield k


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
def _parts() -> npt.NDArray[np.uint8]:
    """Of each character of the basic plane what part of a figure it is, if any."""
    out = np.zeros(_LAST + 1, dtype=np.uint8)
    out[_NUMERAL] = _COUNTS
    out[ord("0") : ord("9") + 1] = _DIGIT
    out[[ord(c) for c in MASKS]] = _MASK
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
