"""What the label model sees of a section: character n-grams by zone, cue words, tense, form and place.

The zones are read apart, because the same words mean different things in them: 加强宣传 in a heading is what the
block is about, in the body it may be one intention of many; 现总结如下 counts at the end, 总之 at the beginning.

=========  ==========================================================================
zone       text
=========  ==========================================================================
heading    the heading without its marker
whole      heading and body
opening    the first characters of the body
ending     the last characters of the section
=========  ==========================================================================

Character n-grams need no word segmentation, which would cost a third of the time this room may take, and lose
nothing on the labelled sections (the card compares). They are hashed with numpy over all sections of a page at
once: one pass in C rather than one Python call for each section.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon
from corpus_tools.records import LABELS

__all__ = ["COLUMNS", "HASHED", "Block", "Rows", "batches", "dense_names", "rows"]

HASHED = 1 << 16
"""Columns of hashed n-grams. On the labelled sections 2**17 scored no better, 2**14 one point lower (macro F1)."""

_ZONES = ("heading", "whole", "opening", "ending")
_SIZES = (1, 2)  # characters of an n-gram; trigrams cost one point of macro F1 on held-out topics
_EDGE = 24  # characters of the opening and of the ending: a clause and a half
_READ = (1600, 400)  # head and tail read of a section; the longest labelled one has 600 characters
_LENGTHS = (12, 25, 60, 150, 400)  # characters: heading alone, one clause, one sentence, a paragraph, a long block
_PLACES = (0.02, 0.15, 0.5, 0.8, 0.95)  # of a report; the first and last bin hold title and signature
_BATCH = 1 << 18  # characters taken at once, which bounds the memory

_MARKER = re.compile(
    r"\s*(?:[(\[【]?(?:第?[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:[)\]】、.:,部]|是(?=.)|(?=[^0-9一二三四五六七八九十年月日个])))[、.,:\s]*"
)
_DIGITS = re.compile(r"[0-9xX×*＊_]+")
_NUMERAL = re.compile(r"[0-9]+")

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Block:
    """One section as the model reads it, both texts in the normalised copy.

    ``position`` is where its first character stands in its report, 0 to 1; ``depth`` as in ``Section``.
    """

    heading: str
    body: str
    kind: str
    position: float
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix, one row a section, entries in row order; every row has at least one entry.

    ``starts[i]`` is the first entry of row ``i``.
    """

    starts: Ints
    columns: Ints
    values: Floats

    def scores(self, weights: Floats) -> Floats:
        """Product with ``weights`` (columns × labels): sections × labels."""
        return np.add.reduceat(weights[self.columns] * self.values[:, None], self.starts, axis=0)

    def matrix(self) -> Any:
        """The same as a ``scipy.sparse.csr_array``, for training."""
        from scipy.sparse import csr_array

        indptr = np.append(self.starts, len(self.columns)).astype(np.int32)  # liblinear takes no wider ones
        return csr_array((self.values, self.columns.astype(np.int32), indptr), shape=(len(self.starts), COLUMNS))


# ---------------------------------------------------------------- n-grams


def _fold(text: str) -> str:
    """No spaces, every figure or masked figure one ``0``: 发放300余份 and 发放xx余份 are alike."""
    return _DIGITS.sub("0", "".join(text.split()))


def _ngrams(texts: Sequence[str], salt: int) -> tuple[Ints, Ints]:
    """(row, column) of every n-gram; a line end parts the rows, and no n-gram runs across it."""
    points = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    breaks = points == ord("\n")
    row = np.cumsum(breaks)
    found_rows, found_columns = [], []
    for size in _SIZES:
        count = len(points) - size + 1
        if count <= 0:
            continue
        code = np.full(count, salt + size, dtype=np.uint64)
        clean = np.ones(count, dtype=bool)
        for k in range(size):
            code = (code ^ points[k : k + count]) * np.uint64(0x9E3779B97F4A7C15)  # Knuth's multiplicative hashing
            code ^= code >> np.uint64(29)
            clean &= ~breaks[k : k + count]
        found_rows.append(row[:count][clean])
        found_columns.append((code[clean] >> np.uint64(40)).astype(np.int64) & (HASHED - 1))
    if not found_rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(found_rows), np.concatenate(found_columns)


# ---------------------------------------------------------------- cues and form

Group = tuple[str, str]


@cache
def _cues() -> dict[str, tuple[re.Pattern[str], dict[str, tuple[Group, ...]]]]:
    """For headings and bodies: one pattern of all cues, longest first, and the groups each cue belongs to."""
    table = lexicon.load("labels")
    tense = {("tense", name): words for name, words in table["tense"].items()}
    out = {}
    for zone in ("heading", "body"):
        groups = {(zone, label): words for label, words in table[zone].items()}
        if zone == "body":
            groups |= tense
        of: dict[str, list[Group]] = {}
        for group, words in groups.items():
            for word in dict.fromkeys(words):
                of.setdefault(word, []).append(group)
        out[zone] = (re.compile(_trie(of)), {word: tuple(g) for word, g in of.items()})
    return out


def _trie(words: Iterable[str]) -> str:
    """A pattern for the longest of many words that shares their beginnings, so it never tries a word twice."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(tree) or "(?!)"


def _branch(node: dict[str, Any]) -> str:
    """Parts of a trie node; a node that ends a word makes what follows optional."""
    parts = [re.escape(char) + _branch(child) for char, child in node.items() if char]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and "" not in node else f"(?:{'|'.join(parts)})"
    return body + "?" if "" in node else body


@cache
def dense_names() -> tuple[str, ...]:
    """Names of the columns after the hashed ones, in order."""
    return (
        "bias",
        *(f"heading:{label}" for label in LABELS),
        *(f"body:{label}" for label in LABELS),
        *(f"share:{label}" for label in LABELS),
        *(f"tense:{name}" for name in ("future", "past", "lack")),
        *(f"length:{i}" for i in range(len(_LENGTHS) + 1)),
        *(f"place:{i}" for i in range(len(_PLACES) + 1)),
        *(f"depth:{i}" for i in range(5)),
        "plan",
        "heading",
        "heading alone",
        "announces",
        "figures",
    )


def _dense(block: Block, at: dict[str, int]) -> Iterator[tuple[int, float]]:
    yield at["bias"], 1.0
    cues = _cues()
    pattern, groups = cues["heading"]
    for word in pattern.findall(block.heading):
        for _, label in groups[word]:
            yield at[f"heading:{label}"], 1.0
    pattern, groups = cues["body"]
    whole = block.heading + block.body
    counts: Counter[Group] = Counter()
    for word, times in Counter(pattern.findall(whole)).items():
        for group in groups[word]:
            counts[group] += times
    total = sum(n for (zone, _), n in counts.items() if zone == "body")
    for (zone, name), n in counts.items():
        if zone == "body":
            yield at[f"body:{name}"], float(np.log1p(n))
            yield at[f"share:{name}"], n / total
        else:
            yield at[f"tense:{name}"], 10 * n / (len(whole) + 10)  # per ten characters, damped for short blocks
    yield at[f"length:{sum(len(whole) > n for n in _LENGTHS)}"], 1.0
    yield at[f"place:{sum(block.position > p for p in _PLACES)}"], 1.0
    yield at[f"depth:{min(max(block.depth, 0), 4)}"], 1.0
    yield at["plan"], float(block.kind == "plan")
    yield at["heading"], float(bool(block.heading))
    yield at["heading alone"], float(bool(block.heading) and not block.body)
    yield at["announces"], float(whole.endswith((":", "如下", "如下。")))
    yield at["figures"], float(np.log1p(len(_NUMERAL.findall(block.body)))) / 2


COLUMNS = HASHED + len(dense_names())
_AT = {name: HASHED + i for i, name in enumerate(dense_names())}


# ---------------------------------------------------------------- rows


def _cleaned(block: Block) -> Block:
    head, tail = _READ
    body = block.body if len(block.body) <= head + tail else block.body[:head] + block.body[-tail:]
    heading = _fold(_MARKER.sub("", block.heading, count=1))
    return Block(heading, _fold(body).strip("。;:,、"), block.kind, block.position, block.depth)


def rows(blocks: Sequence[Block]) -> Rows:
    """Features of sections, one row each; time and memory grow with the number of characters.

    >>> found = rows([Block("一、加强宣传", "发放传单300份", "summary", 0.3, 1)])
    >>> dense = {dense_names()[c - HASHED]: float(v) for c, v in zip(found.columns, found.values) if c >= HASHED}
    >>> dense["heading:publicity"], dense["plan"]
    (1.0, 0.0)
    """
    clean = [_cleaned(block) for block in blocks]
    zones = {
        "heading": [b.heading for b in clean],
        "whole": [b.heading + b.body for b in clean],
        "opening": [b.body[:_EDGE] for b in clean],
        "ending": [(b.heading + b.body)[-_EDGE:] for b in clean],
    }
    keys, values = [], []
    for salt, zone in enumerate(_ZONES):
        row, column = _ngrams(zones[zone], salt << 8)
        key = np.unique(row * COLUMNS + column)  # present or not: a word repeated says little more
        in_row = np.bincount(key // COLUMNS, minlength=len(clean))
        keys.append(key)
        values.append(1 / np.sqrt(in_row[key // COLUMNS]))  # each zone of a row has length one
    dense = [(i * COLUMNS + column, value) for i, b in enumerate(clean) for column, value in _dense(b, _AT)]
    keys.append(np.array([k for k, _ in dense], dtype=np.int64))
    values.append(np.array([v for _, v in dense], dtype=np.float64))
    key, value = np.concatenate(keys), np.concatenate(values).astype(np.float32)
    order = np.argsort(key, kind="stable")
    key, value = key[order], value[order]
    starts = np.searchsorted(key, np.arange(len(clean)) * COLUMNS)
    return Rows(starts, key % COLUMNS, value)


def batches(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Sections in batches of bounded size, in order."""
    first, size = 0, 0
    for i, block in enumerate(blocks):
        size += min(len(block.body), sum(_READ)) + len(block.heading)
        if size >= _BATCH:
            yield blocks[first : i + 1]
            first, size = i + 1, 0
    if first < len(blocks):
        yield blocks[first:]
