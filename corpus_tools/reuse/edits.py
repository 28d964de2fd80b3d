"""What was changed in a copied passage: edits at the granularity of words and figures, each with its class.

Both sides are reduced to their visible characters with every figure (or mask) as one token, aligned by edit
distance, and each difference is widened to the word boundaries that both sides share, as an editor sees it:
``礼貌 → 文明``, ``10吨 → 15吨``, never single letters of the matching form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from corpus_tools.records import Edit, EditClass, PassageKind
from corpus_tools.reuse.classes import classify, same_rank, trimmed
from corpus_tools.reuse.tokens import NEAR, Tokens, is_figure, plain, tokens
from corpus_tools.segmentation import borders

__all__ = ["Sides", "compare", "compare_all", "kind"]

Cuts = list[tuple[int, int]]
Piece = tuple[int, int, int, int, Cuts]  # start and end in a, start and end in b, places known to correspond

_DIGITS = re.compile("[0-9]+")
_AT_ONCE = 100_000  # characters read together: arrays of some 5 MB, and fewer different figures than there are tokens
_STRETCH = 2 * NEAR + 4  # characters at least from one sure place to the next, list marker and marks included


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


@dataclass(frozen=True, slots=True)
class Sides:
    """Two texts, the pieces of them that correspond, and what is to be added to the offsets of edits."""

    a: str
    b: str
    pieces: list[Piece]
    a_shift: int = 0
    b_shift: int = 0


def compare(sides: Sides) -> tuple[Edit, ...]:
    """Edits that turn passages of ``a`` into those of ``b``, piece by piece.

    The places known to correspond should be near each other: between two of them the alignment takes time in the
    product of their distances.

    Examples
    --------
    >>> a, b = "开展礼貌劝导10次，清运垃圾3车。", "开展文明劝导xx次,清运生活垃圾3车"
    >>> for e in compare(Sides(a, b, [(0, len(a), 0, len(b), [])])):
    ...     print(e.kind, a[e.a_start:e.a_end], "→", b[e.b_start:e.b_end])
    words 礼貌 → 文明
    figure 10 → xx
    insertion  → 生活
    """
    return compare_all([sides])[0]


def compare_all(every: Sequence[Sides]) -> list[tuple[Edit, ...]]:
    """What ``compare`` gives of each; quicker, since the texts are cut into tokens together."""
    out: list[list[Edit]] = [[] for _ in every]
    waiting: list[tuple[int, Piece]] = []
    size = 0
    for k, sides in enumerate(every):
        for piece in sides.pieces:
            for window in _windows(sides.a, sides.b, piece):
                waiting.append((k, window))
                size += window[1] - window[0] + window[3] - window[2]
        if size >= _AT_ONCE:
            _read(every, waiting, out)
            waiting, size = [], 0
    _read(every, waiting, out)
    return [tuple(edits) for edits in out]


def _read(every: Sequence[Sides], windows: Sequence[tuple[int, Piece]], out: list[list[Edit]]) -> None:
    """Append the edits of these windows (each with the number of its sides) to those of their sides."""
    known: list[list[tuple[int, int, int, int]] | None] = []
    texts: list[str] = []
    places: list[list[int]] = []
    for k, (a0, a1, b0, b1, cuts) in windows:
        left, right = every[k].a[a0:a1], every[k].b[b0:b1]
        known.append(_numbers(left, right))
        if known[-1] is None:
            texts += (left, right)
            places += ([p - a0 for p, _ in cuts], [q - b0 for _, q in cuts])
    read = iter(tokens(texts, places))
    for (k, (a0, _, b0, _, _)), numbers in zip(windows, known, strict=True):
        a, b = every[k].a_shift + a0, every[k].b_shift + b0
        if numbers is not None:
            out[k] += [Edit("figure", a + s0, a + s1, b + t0, b + t1) for s0, s1, t0, t1 in numbers]
            continue
        x, y = next(read), next(read)
        if x.text == y.text:
            continue
        for difference in _differences(x, y):
            what, s0, s1, t0, t1 = _edit(x, y, *difference)
            out[k].append(Edit(what, a + s0, a + s1, b + t0, b + t1))


def _numbers(left: str, right: str) -> list[tuple[int, int, int, int]] | None:
    """The numbers that differ, where nothing else does and each is a figure by itself; else None.

    This is what comes of comparing tokens, and saves making them.
    """
    if _DIGITS.split(left) != _DIGITS.split(right):
        return None
    out = []
    for m, n in zip(_DIGITS.finditer(left), _DIGITS.finditer(right), strict=True):
        if m[0] != n[0]:
            start, end = m.span()
            if not (start > 0 and end < len(left) and plain(left[start - 1]) and plain(left[end])):
                return None
            out.append((start, end, *n.span()))
    return out


def _windows(a: str, b: str, piece: Piece) -> Iterator[Piece]:
    """Where the two texts of a piece differ, each with an equal stretch before and after it.

    A stretch reaches from one place known to correspond to the next where tokens are sure to end, so that it is
    read there as in the whole piece; it is longer than what words are looked for in (`tokens.NEAR`).
    """
    a0, a1, b0, b1, cuts = piece
    if a[a0:a1] == b[b0:b1]:
        return
    sure = [(a0, b0)]
    for p, q in cuts:
        if p - sure[-1][0] >= _STRETCH and a[p - 1 : p + 1] == b[q - 1 : q + 1] and plain(a[p - 1]) and plain(a[p]):
            sure.append((p, q))
    if len(sure) > 1 and a1 - sure[-1][0] < _STRETCH:
        sure.pop()
    sure.append((a1, b1))
    differ = [a[p:r] != b[q:t] for (p, q), (r, t) in pairwise(sure)]
    near = [any(differ[max(0, k - 1) : k + 2]) for k in range(len(differ))]
    k = at = 0
    while k < len(near):
        first = k
        while k < len(near) and near[k]:
            k += 1
        if k > first:
            (p, q), (r, t) = sure[first], sure[k]
            while at < len(cuts) and cuts[at][0] <= p:
                at += 1
            past = at
            while past < len(cuts) and cuts[past][0] < r:
                past += 1
            yield p, r, q, t, cuts[at:past]
        k += 1


def _edit(x: Tokens, y: Tokens, i0: int, i1: int, j0: int, j1: int) -> tuple[EditClass, int, int, int, int]:
    """Class and ranges of one difference of tokens."""
    s0, s1 = x.span(i0, i1, marks=y.marks(j0, j1))
    t0, t1 = y.span(j0, j1, marks=x.marks(i0, i1))
    if i1 - i0 == 1 == j1 - j0 and is_figure(x.text[i0]) and is_figure(y.text[j0]):
        what: EditClass = "figure"
    else:
        what = classify(x.words(i0, i1), y.words(j0, j1), x.words(max(0, i0 - 1), i0), x.words(i1, i1 + NEAR))
    if what == "figure":  # a figure against what looks like the number of a list
        s0, s1 = x.number(i0, s0, s1)
        t0, t1 = y.number(j0, t0, t1)
        if same := trimmed(x.source[s0:s1], y.source[t0:t1]):
            s1 = s0 + len(x.source[s0 : s1 - same].rstrip())
            t1 = t0 + len(y.source[t0 : t1 - same].rstrip())
    return what, s0, s1, t0, t1


def _differences(x: Tokens, y: Tokens) -> list[tuple[int, int, int, int]]:
    """Ranges of tokens that differ, widened to words, figures apart from words."""
    s, t = x.text, y.text
    out: list[tuple[int, int, int, int]] = []
    for span in _changed(x, y):
        for i0, i1, j0, j1 in _by_figure(s, t, *span):
            figures = i0 < i1 and j0 < j1 and is_figure(min(s[i0:i1])) and is_figure(min(t[j0:j1]))
            if not figures and not same_rank(s[i0:i1], t[j0:j1], s[max(0, i0 - 1) : i0]):
                i0, i1, j0, j1 = _to_words(x, y, i0, i1, j0, j1)
            if out and (i0 < out[-1][1] or j0 < out[-1][3]):
                i0, last_i, j0, last_j = out.pop()
                i1, j1 = max(i1, last_i), max(j1, last_j)
            out.append((i0, i1, j0, j1))
    return out


def _changed(x: Tokens, y: Tokens) -> list[tuple[int, int, int, int]]:
    """Ranges of tokens that differ, from one place known to correspond to the next."""
    out: list[tuple[int, int, int, int]] = []
    i = j = 0
    for i_to, j_to in zip([*x.places, len(x.text)], [*y.places, len(y.text)], strict=True):
        if i_to < i or j_to < j:
            continue
        s, t = x.text[i:i_to], y.text[j:j_to]
        if s != t:
            for op in Levenshtein.opcodes(s, t):
                if op.tag != "equal":
                    span = (i + op.src_start, i + op.src_end, j + op.dest_start, j + op.dest_end)
                    if out and span[0] == out[-1][1] and span[2] == out[-1][3]:
                        span = (out[-1][0], span[1], out.pop()[2], span[3])
                    out.append(span)
        i, j = i_to, j_to
    return out


def _by_figure(s: str, t: str, i0: int, i1: int, j0: int, j1: int) -> list[tuple[int, int, int, int]]:
    """Split a difference at its figures where both sides have as many."""
    if i1 - i0 == 1 == j1 - j0:
        return [(i0, i1, j0, j1)]
    left = [i for i in range(i0, i1) if is_figure(s[i])]
    right = [j for j in range(j0, j1) if is_figure(t[j])] if left else []
    if not left or len(left) != len(right):
        return [(i0, i1, j0, j1)]
    out = []
    for i, j in zip([*left, i1], [*right, j1], strict=True):
        if i > i0 or j > j0:
            out.append((i0, i, j0, j))
        if i < i1 and j < j1:
            out.append((i, i + 1, j, j + 1))
        i0, j0 = i + 1, j + 1
    return out


def _to_words(x: Tokens, y: Tokens, i0: int, i1: int, j0: int, j1: int) -> tuple[int, int, int, int]:
    """Widen a difference to the nearest word boundaries that both sides share."""
    left, right = _context(x, y, i0, i1, j0, j1)
    before, after = x.text[i0 - left : i0], x.text[i1 : i1 + right]
    a_cuts = borders(f"{before}{x.text[i0:i1]}{after}")
    b_cuts = borders(f"{before}{y.text[j0:j1]}{after}")
    a_end, b_end = left + i1 - i0, left + j1 - j0
    if i0 == i1 or j0 == j1:  # an insertion that is a word by itself stays one
        alone, ends = (a_cuts, a_end) if i1 > i0 else (b_cuts, b_end)
        if alone >> left & alone >> ends & 1:
            return i0, i1, j0, j1
    before_both = a_cuts & b_cuts & ((2 << left) - 1)  # its last place and the first one after are the nearest
    after_both = (a_cuts >> a_end) & (b_cuts >> b_end)
    grow = left + 1 - before_both.bit_length()
    reach = (after_both & -after_both).bit_length() - 1
    return i0 - grow, i1 + reach, j0 - grow, j1 + reach


def _context(x: Tokens, y: Tokens, i0: int, i1: int, j0: int, j1: int) -> tuple[int, int]:
    """Equal tokens before and after a difference, up to a mark or a figure on either side."""
    left, right = min(x.before[i0], y.before[j0]), min(x.after[i1], y.after[j1])
    s, t = x.text, y.text
    if s[i0 - left : i0] != t[j0 - left : j0]:
        left = next(k for k in range(left) if s[i0 - k - 1] != t[j0 - k - 1])
    if s[i1 : i1 + right] != t[j1 : j1 + right]:
        right = next(k for k in range(right) if s[i1 + k] != t[j1 + k])
    return left, right
