"""What was changed in a copied passage: edits at the granularity of words and figures, each with its class.

Both sides are reduced to their visible characters with every figure (or mask) as one token, aligned by edit
distance, and each difference is widened to the word boundaries that both sides share, as an editor sees it:
``礼貌 → 文明``, ``10吨 → 15吨``, never single letters of the matching form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from corpus_tools import segmentation
from corpus_tools.records import Edit, PassageKind
from corpus_tools.reuse.classes import MASKS, classify, same_rank, trimmed
from corpus_tools.reuse.form import folded, numerals, points

__all__ = ["compare", "kind"]

Cuts = list[tuple[int, int]]
Piece = tuple[int, int, int, int, Cuts]  # start and end in a, start and end in b, places known to correspond

_NUMERAL = "\ue000"  # stands for a character of a Chinese numeral while figures are looked for
_NUMBER = re.compile(f"(?:[0-9０-９]+|[{MASKS}]+[0-9０-９]*[{MASKS}]*){_NUMERAL}*|{_NUMERAL}+")
_MARKER = re.compile(
    r"(?:^|(?<=[。；;！!？?：:\s]))"
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、．.，,：:是]|[（(]?[0-9０-９]{1,2}[）)、．.，,：:](?![0-9])|[①-⑳⑴-⒇])"
)
_JOINED = re.compile(r"\s*(?:[.．]\s*|[,，](?=[0-9０-９]{3}))?")  # between the parts of one number
_LISTED = re.compile(r"[0-9０-９]+")
_CONTEXT = 8  # characters on each side of a difference in which word boundaries are looked for: the longest words
_FIRST = 0xF0000  # figures are numbered from here on, in a private plane


def kind(edits: tuple[Edit, ...]) -> PassageKind:
    """Kind of a passage by what its edits are; a move changes the order, not the words.

    >>> kind(())
    'verbatim'
    >>> kind((Edit("figure", 0, 2, 0, 2), Edit("words", 5, 7, 5, 7)))
    'mixed'
    """
    figures = any(e.kind == "figure" for e in edits)
    words = any(e.kind not in ("figure", "move") for e in edits)
    return "mixed" if figures and words else "figures" if figures else "words" if words else "verbatim"


def compare(a: str, b: str, pieces: list[Piece], a_shift: int = 0, b_shift: int = 0) -> tuple[Edit, ...]:
    """Edits that turn passages of ``a`` into those of ``b``, piece by piece.

    Parameters
    ----------
    pieces : ranges of the two texts that correspond, and places inside them that do, in order; between two
        such places the alignment takes time in the product of their distances, so they should be near
    a_shift, b_shift : added to the offsets of the edits

    Examples
    --------
    >>> a, b = "开展礼貌劝导10次，清运垃圾3车。", "开展文明劝导xx次,清运生活垃圾3车"
    >>> for e in compare(a, b, [(0, len(a), 0, len(b), [])]):
    ...     print(e.kind, a[e.a_start:e.a_end], "→", b[e.b_start:e.b_end])
    words 礼貌 → 文明
    figure 10 → xx
    insertion  → 生活
    """
    out: list[Edit] = []
    for a0, a1, b0, b1, cuts in pieces:
        left, right = a[a0:a1], b[b0:b1]
        if left == right:
            continue
        names: dict[str, str] = {}
        x, y = _tokens(left, names), _tokens(right, names)
        if x.text == y.text:
            continue
        near = [(p - a0, q - b0) for p, q in cuts]
        for i0, i1, j0, j1 in _differences(x, y, near):
            s0, s1 = x.span(i0, i1, marks=y.marks(j0, j1))
            t0, t1 = y.span(j0, j1, marks=x.marks(i0, i1))
            what = classify(x.words(i0, i1), y.words(j0, j1), x.words(max(0, i0 - 1), i0), x.words(i1, i1 + _CONTEXT))
            if what == "figure":  # a figure against what looks like the number of a list
                s0, s1 = x.number(i0, s0, s1)
                t0, t1 = y.number(j0, t0, t1)
            if what == "figure" and (same := trimmed(left[s0:s1], right[t0:t1])):
                s1, t1 = s1 - same, t1 - same
            out.append(Edit(what, a_shift + a0 + s0, a_shift + a0 + s1, b_shift + b0 + t0, b_shift + b0 + t1))
    return tuple(out)


@dataclass(frozen=True, slots=True, eq=False)
class _Tokens:
    """Visible characters of a text, each figure as one; ``starts``/``ends`` are characters of the text."""

    text: str
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    figures: dict[str, str]  # token → figure as written
    source: str

    def span(self, i: int, j: int, *, marks: int = 0) -> tuple[int, int]:
        """Characters of tokens ``i:j``; of none, the place before token ``i``, behind so many of its ``marks``."""
        if i < j:
            return int(self.starts[i]), int(self.ends[j - 1])
        at = int(self.ends[i - 1]) if i else int(self.starts[0]) if len(self.starts) else 0
        past = int(self.starts[i]) if i < len(self.starts) else len(self.source)
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
        low = int(self.ends[i - 1]) if i else 0
        found = _LISTED.search(self.source, low, int(self.starts[i]) if i < len(self.starts) else len(self.source))
        return found.span() if found else (start, end)

    def apart(self, i: int) -> bool:
        """Whether a mark stands between tokens ``i`` and ``i + 1``."""
        return 0 <= i < len(self.starts) - 1 and any(
            not c.isspace() for c in self.source[int(self.ends[i]) : int(self.starts[i + 1])]
        )

    def marks(self, i: int, j: int) -> int:
        """Number of marks directly before tokens ``i:j``."""
        if not 0 < i < j:
            return 0
        return sum(not c.isspace() for c in self.source[int(self.ends[i - 1]) : int(self.starts[i])])

    def words(self, i: int, j: int) -> str:
        return "".join(self.figures.get(c, c) for c in self.text[i:j])


def _tokens(text: str, names: dict[str, str]) -> _Tokens:
    code = points(text)
    keep = _visible()[np.minimum(code, 0xFFFF)]
    for m in _MARKER.finditer(text):
        keep[m.start() : m.end()] = False
    at = np.flatnonzero(keep)
    code = folded(code)
    seen = code[at].tobytes().decode("utf-32-le", "surrogatepass")
    code[numerals(code)] = ord(_NUMERAL)
    shape = code[at].tobytes().decode("utf-32-le", "surrogatepass")
    pieces: list[str] = []
    first = np.ones(len(at), dtype=bool)
    past = at + 1
    last = 0
    for m in _NUMBER.finditer(shape):
        for s, e in _numbers(text, at, *m.span()):
            token = names.setdefault(seen[s:e], chr(_FIRST + len(names) % 0xFFFE))
            pieces += (seen[last:s], token)
            first[s + 1 : e] = False
            past[s] = past[e - 1]
            last = e
    pieces.append(seen[last:])
    return _Tokens("".join(pieces), at[first], past[first], {v: k for k, v in names.items()}, text)


def _numbers(text: str, at: npt.NDArray[np.int64], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Digits ``start:end`` as numbers: a point, a space, a thousands' comma joins them, other marks part them."""
    if int(at[end - 1]) - int(at[start]) == end - 1 - start:  # nothing stands between them
        yield start, end
        return
    for k in range(start + 1, end):
        gap = int(at[k - 1]) + 1
        joined = _JOINED.match(text, gap)
        if at[k] > gap and not (joined and joined.end() == at[k]):
            yield start, k
            start = k
    yield start, end


@cache
def _visible() -> npt.NDArray[np.bool_]:
    """Of each character of the basic plane: whether it is a letter, a digit or a mask."""
    masks = MASKS
    return np.array([chr(c).isalnum() or chr(c) in masks for c in range(0x10000)])


def _differences(x: _Tokens, y: _Tokens, cuts: Cuts) -> Iterator[tuple[int, int, int, int]]:
    """Ranges of tokens that differ, widened to words, figures apart from words."""
    merged: list[list[int]] = []
    i = j = 0
    left = np.searchsorted(x.starts, [p for p, _ in cuts]).tolist()
    right = np.searchsorted(y.starts, [q for _, q in cuts]).tolist()
    for i_to, j_to in zip([*left, len(x.text)], [*right, len(y.text)], strict=True):
        if i_to < i or j_to < j:
            continue
        s, t = x.text[i:i_to], y.text[j:j_to]
        if s != t:
            for op in Levenshtein.opcodes(s, t):
                if op.tag == "equal":
                    continue
                span = [i + op.src_start, i + op.src_end, j + op.dest_start, j + op.dest_end]
                if merged and span[0] == merged[-1][1] and span[2] == merged[-1][3]:
                    merged[-1][1], merged[-1][3] = span[1], span[3]
                else:
                    merged.append(span)
        i, j = i_to, j_to
    pieces = [p for span in merged for p in _by_figure(x, y, *span)]
    widened: list[list[int]] = []
    for i0, i1, j0, j1 in pieces:
        figures = _is_figure(x, i0, i1) and _is_figure(y, j0, j1)
        if not figures and not same_rank(x.text[i0:i1], y.text[j0:j1], x.text[max(0, i0 - 1) : i0]):
            i0, i1, j0, j1 = _to_words(x, y, i0, i1, j0, j1)
        if widened and (i0 < widened[-1][1] or j0 < widened[-1][3]):
            i0, j0 = widened[-1][0], widened[-1][2]
            i1, j1 = max(i1, widened[-1][1]), max(j1, widened[-1][3])
            widened[-1] = [i0, i1, j0, j1]
        else:
            widened.append([i0, i1, j0, j1])
    for i0, i1, j0, j1 in widened:
        yield i0, i1, j0, j1


def _by_figure(x: _Tokens, y: _Tokens, i0: int, i1: int, j0: int, j1: int) -> Iterator[tuple[int, int, int, int]]:
    """Split a difference at its figures where both sides have as many."""
    left = [i for i in range(i0, i1) if x.text[i] >= chr(_FIRST)]
    right = [j for j in range(j0, j1) if y.text[j] >= chr(_FIRST)]
    if not left or len(left) != len(right):
        yield i0, i1, j0, j1
        return
    for i, j in zip([*left, i1], [*right, j1], strict=True):
        if i > i0 or j > j0:
            yield i0, i, j0, j
        if i < i1 and j < j1:
            yield i, i + 1, j, j + 1
        i0, j0 = i + 1, j + 1


def _is_figure(t: _Tokens, i: int, j: int) -> bool:
    return i < j and all(c >= chr(_FIRST) for c in t.text[i:j])


def _to_words(x: _Tokens, y: _Tokens, i0: int, i1: int, j0: int, j1: int) -> tuple[int, int, int, int]:
    """Widen a difference to the nearest word boundaries that both sides share."""
    left, right = _context(x, y, i0, i1, j0, j1)
    before, after = x.text[i0 - left : i0], x.text[i1 : i1 + right]
    a_cuts = _cuts(before + x.text[i0:i1] + after)
    b_cuts = _cuts(before + y.text[j0:j1] + after)
    grow = next((k for k in range(left + 1) if left - k in a_cuts and left - k in b_cuts), 0)
    a_end, b_end = left + i1 - i0, left + j1 - j0
    reach = next((k for k in range(right + 1) if a_end + k in a_cuts and b_end + k in b_cuts), 0)
    if i0 == i1 or j0 == j1:  # an insertion that is a word by itself stays one
        alone = (a_cuts if i1 > i0 else b_cuts) >= {left, max(a_end, b_end)}
        if alone:
            return i0, i1, j0, j1
    return i0 - grow, i1 + reach, j0 - grow, j1 + reach


def _context(x: _Tokens, y: _Tokens, i0: int, i1: int, j0: int, j1: int) -> tuple[int, int]:
    """Equal tokens before and after a difference, up to a mark or a figure on either side."""
    left = 0
    while left < min(_CONTEXT, i0, j0):
        i, j = i0 - left - 1, j0 - left - 1
        if not (x.text[i] == y.text[j] < chr(_FIRST)) or x.apart(i) or y.apart(j):
            break
        left += 1
    right = 0
    while right < min(_CONTEXT, len(x.text) - i1, len(y.text) - j1):
        i, j = i1 + right, j1 + right
        if not (x.text[i] == y.text[j] < chr(_FIRST)) or x.apart(i - 1) or y.apart(j - 1):
            break
        right += 1
    return left, right


def _cuts(text: str) -> set[int]:
    out = {0}
    at = 0
    for word in segmentation.cut(text):
        at += len(word)
        out.add(at)
    return out
