"""What the label model sees of a section: character n-grams by zone, cue words, form and place.

The zones are read apart, because the same words mean different things in them: 加强宣传 in a heading is what the
block is about, in the body it may be one intention of many; 现总结如下 counts at the end, 总之 at the beginning.

========  =================================================
zone      text
========  =================================================
heading   the heading without its marker
whole     heading and body
opening   the section's first characters after its heading
ending    its last characters
========  =================================================

The room may take a tenth of the time of a word segmentation, so nothing here is done section by section: single
characters and pairs are hashed with numpy over a page at once (word features did no better, see the card), and a
zone is a range of that one array with a table of weights of its own. Cue words cost nothing at run time: a cue's
count is a sum over n-grams too, so what is learnt about cues is folded into the weights of the n-grams they consist of
(``cue_matrix``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon
from corpus_tools.records import LABELS

__all__ = [
    "DENSE",
    "HASHED",
    "LENGTHS",
    "PLACES",
    "ZONES",
    "Batch",
    "Block",
    "Encoded",
    "cue_matrix",
    "cue_names",
    "encode",
    "kept",
]

HASHED = 1 << 16
"""Rows of a zone's table of weights; single characters of the basic plane never collide with one another."""

ZONES = ("heading", "whole", "opening", "ending")

_EDGE = 24  # characters of the opening and of the ending: a clause and a half
_READ = 2000  # characters read of a section; the longest labelled one has 600
_BATCH = 1 << 14  # characters taken at once: their weights stay in the caches, a fifth less time than 1 << 17
LENGTHS = np.array((12, 25, 60, 150, 400))  # heading alone, clause, sentence, paragraph, long block (characters)
PLACES = np.array((0.02, 0.15, 0.5, 0.8, 0.95))  # of a report; the outer bins hold title and signature

_MARKER = re.compile(r"\s*[(\[]?(?:第?[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:部分|[)\]、.:,是](?=.))[、.,:\s]*")

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint32]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Block:
    """One section by itself, texts in normalised characters.

    ``position`` is where its first character stands in its report, 0 to 1; ``depth`` as in ``Section``.
    """

    heading: str
    body: str
    kind: str
    position: float
    depth: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Sections as ranges of one text: the fields run in parallel, ranges rise and do not overlap.

    ``titles``: where the heading's words begin, after its marker; ``splits``: where the body begins.
    """

    text: str
    starts: Ints
    titles: Ints
    splits: Ints
    ends: Ints
    kinds: Sequence[str]
    positions: Floats
    depths: Ints

    def __len__(self) -> int:
        return len(self.starts)

    @classmethod
    def laid(
        cls,
        text: str,
        starts: Ints,
        ends: Ints,
        headings: Sequence[str],
        kinds: Sequence[str],
        positions: Sequence[float],
        depths: Sequence[int],
    ) -> Batch:
        """Ranges of a text; ``headings`` are what the texts of the sections begin with."""
        splits = np.minimum(ends, starts + np.array([len(h) for h in headings], dtype=np.int64))
        titles = np.minimum(splits, starts + np.array([_marker(h) if h else 0 for h in headings], dtype=np.int64))
        where, levels = np.array(positions, dtype=np.float64), np.array(depths, dtype=np.int64)
        return cls(text, starts, titles, splits, ends, kinds, where, levels)

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Batch:
        """Sections that stand by themselves."""
        texts = [b.heading + b.body for b in blocks]
        ends = np.cumsum(np.array([len(text) + 1 for text in texts], dtype=np.int64)) - 1
        starts = np.append(0, ends + 1)[:-1]
        said = [(b.heading, b.kind, b.position, b.depth) for b in blocks]
        headings, kinds, positions, depths = zip(*said, strict=True) if said else ((), (), (), ())
        return cls.laid("\n".join(texts), starts, ends, headings, kinds, positions, depths)

    @classmethod
    def joined(cls, batches: Sequence[Batch]) -> Batch:
        """Sections of several texts, as sections of one."""
        lengths = np.array([len(b.text) + 1 for b in batches])
        shift = np.repeat(np.cumsum(lengths) - lengths, [len(b) for b in batches])
        return cls(
            "\n".join(b.text for b in batches),
            np.concatenate([b.starts for b in batches]) + shift,
            np.concatenate([b.titles for b in batches]) + shift,
            np.concatenate([b.splits for b in batches]) + shift,
            np.concatenate([b.ends for b in batches]) + shift,
            [kind for b in batches for kind in b.kinds],
            np.concatenate([b.positions for b in batches]),
            np.concatenate([b.depths for b in batches]),
        )

    def section(self, i: int) -> Batch:
        """One section by itself, its text alone."""
        start, only = self.starts[i], slice(i, i + 1)
        return Batch(
            self.text[start : self.ends[i]],
            self.starts[only] - start,
            self.titles[only] - start,
            self.splits[only] - start,
            self.ends[only] - start,
            self.kinds[only],
            self.positions[only],
            self.depths[only],
        )

    def parts(self) -> Iterator[slice]:
        """Slices of the sections that together have a bounded number of characters."""
        starts, ends = self.starts.tolist(), self.ends.tolist()
        first = 0
        for i, end in enumerate(ends):
            if end - starts[first] >= _BATCH:
                yield slice(first, i + 1)
                first = i + 1
        if first < len(ends):
            yield slice(first, len(ends))


@lru_cache(maxsize=1 << 12)
def _marker(heading: str) -> int:
    """Length of the marker that a heading begins with."""
    m = _MARKER.match(heading)
    return m.end() if m else 0


@dataclass(frozen=True, slots=True)
class Encoded:
    """Sections ready for scoring.

    ``codes``: at each position kept the hashed character, and the hashed pair that begins there. ``ranges``: for each
    zone the first and the last position (exclusive) of every section. ``dense``: sections × ``DENSE``.
    """

    codes: tuple[Codes, Codes]
    ranges: tuple[tuple[Ints, Ints], ...]
    dense: Floats


@cache
def _folding() -> npt.NDArray[np.uint16]:
    """What each character of the basic plane is read as; 0: left out."""
    table = np.arange(1 << 16, dtype=np.uint16)
    for char in "0123456789xX×*＊_":  # a masked figure is a figure
        table[ord(char)] = ord("0")
    table[[point for point in range(0x3001) if chr(point).isspace()]] = 0  # U+3000 is the last
    return table


def encode(batch: Batch, part: slice = slice(None)) -> Encoded:
    """Hash the characters of sections and find their zones and forms.

    Spaces are left out and every run of digits or masks is one ``0``, so that 发放300余份 and 发放xx余份 are alike.
    """
    starts, titles, splits, ends = batch.starts[part], batch.titles[part], batch.splits[part], batch.ends[part]
    points, keep = _folded(batch, starts, int(ends[-1]))
    base = int(starts[0])
    before = np.zeros(len(keep) + 1, dtype=np.int64)  # characters kept before each place
    np.cumsum(keep, out=before[1:])
    kept: Codes = np.append(points[keep], 0).astype(np.uint32)
    a, t, s, b = (before[at - base] for at in (starts, titles, splits, ends))
    read = np.minimum(b, a + _READ)
    ranges = ((t, s), (a, read), (s, np.minimum(read, s + _EDGE)), (np.maximum(a, b - _EDGE), b))
    singles = (kept * np.uint32(40503)) & np.uint32(HASHED - 1)  # odd, so a permutation of the basic plane
    pairs = kept * np.uint32(0x9E3779B1)
    follower = np.append(kept[1:], np.uint32(0))
    follower[b[b > a] - 1] = 0  # a section's last character is paired with nothing
    pairs += follower * np.uint32(0x85EBCA77)
    pairs ^= pairs >> np.uint32(15)
    pairs *= np.uint32(0xC2B2AE3D)
    pairs >>= np.uint32(16)
    return Encoded((singles, pairs), ranges, _dense(batch, part, kept, a, s, b))


def _folded(batch: Batch, starts: Ints, end: int) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.bool_]]:
    """Characters from the first section's start on as they are read, and which of them are kept."""
    base = int(starts[0])
    raw = np.frombuffer(batch.text[base:end].encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    points = _folding()[np.minimum(raw, (1 << 16) - 1)]
    keep = points != 0
    figure = points == ord("0")
    repeated = figure[1:] & figure[:-1]
    begin = starts - base
    repeated[begin[(begin > 0) & (begin < len(raw))] - 1] = False  # a section does not lean on the one before
    keep[1:] &= ~repeated
    return points, keep


def kept(batch: Batch) -> npt.NDArray[np.bool_]:
    """Which characters of the sections' text are read, from the first section's start to the last one's end."""
    return _folded(batch, batch.starts, int(batch.ends[-1]))[1]


# ---------------------------------------------------------------- form and place

DENSE = (
    "bias",
    *(f"length:{i}" for i in range(len(LENGTHS) + 1)),
    *(f"place:{i}" for i in range(len(PLACES) + 1)),
    *(f"depth:{i}" for i in range(5)),
    "plan",
    "heading",
    "heading alone",
    "announces",
    "figures",
)
"""Names of the columns of ``Encoded.dense``."""

_AT = {name: i for i, name in enumerate(DENSE)}


def _dense(batch: Batch, part: slice, points: Codes, a: Ints, s: Ints, b: Ints) -> Floats:
    out = np.zeros((len(a), len(DENSE)))
    every = np.arange(len(a))
    out[:, _AT["bias"]] = 1
    out[every, _AT["length:0"] + np.searchsorted(LENGTHS, b - a)] = 1
    out[every, _AT["place:0"] + np.searchsorted(PLACES, batch.positions[part])] = 1
    out[every, _AT["depth:0"] + np.minimum(np.maximum(batch.depths[part], 0), 4)] = 1
    out[:, _AT["plan"]] = [kind == "plan" for kind in batch.kinds[part]]
    out[:, _AT["heading"]] = s > a
    out[:, _AT["heading alone"]] = (s > a) & (b - s <= 1)  # its final mark may stand below the heading
    last = points[np.maximum(b - 1, 0)]
    out[:, _AT["announces"]] = (b > a) & ((last == ord(":")) | (last == ord("下")))  # …如下, 主要有:
    figures = np.append(0, np.cumsum(points == ord("0")))
    out[:, _AT["figures"]] = np.log1p(figures[b] - figures[s]) / 2
    return out


# ---------------------------------------------------------------- cues


@cache
def cue_names() -> tuple[str, ...]:
    """Names of the columns of the cue matrices: the labels, then what the tenses are."""
    return (*LABELS, *lexicon.load("labels")["tense"])


@cache
def cue_matrix(zone: str) -> Floats:
    """Hashed n-grams of a zone × ``cue_names()``: how much of a cue each n-gram is.

    A cue of two characters is one pair; a longer one is shared out over its pairs. The whole is read with the body
    cues and the tenses, the heading with the heading cues.
    """
    table = lexicon.load("labels")
    lists = table["heading"] if zone == "heading" else {**table["body"], **table["tense"]}
    out = np.zeros((HASHED, len(cue_names())))
    for k, name in enumerate(cue_names()):
        for word in dict.fromkeys(lists.get(name, ())):
            codes = encode(Batch.of([Block("", word, "", 0.0)])).codes
            grams = codes[0][:1] if len(word) == 1 else codes[1][: len(word) - 1]
            for gram in grams:
                out[gram, k] = max(out[gram, k], 1 / len(grams))
    return out
