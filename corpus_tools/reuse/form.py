"""The matching form: what two copies of a passage still have in common.

Punctuation, spacing, line breaks, Latin letters, digits and placeholders are dropped; so are Chinese numerals
that count, date, order or number something. A figure thus compares equal to another figure, to a mask (``xx``)
and to an empty slot, and a page number inside a word vanishes. Full-width and traditional characters are
folded; place and level words (镇, 村, 社区, 街道 …) become one symbol. Everything is done on arrays of code
points for many reports at once, and every symbol knows the character it was read from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon
from corpus_tools.structure.normalise import characters, converter

__all__ = ["LEVEL", "Forms", "bare", "folded", "forms", "numerals", "points"]

Codes = npt.NDArray[np.uint16]
Array = npt.NDArray[np.int64]

LEVEL = 0xE000  # the one symbol of all level words: first code of the private use area
_ASTRAL = 0xE001  # characters beyond the basic plane share the rest of the private use area
_ASTRAL_SIZE = 0xF8FF - _ASTRAL + 1

_AT_ONCE = 2  # threads: more of them wait for the memory
_BATCH = 1 << 19  # characters folded at a time: some ten arrays of 2 MB, which bounds the memory

_NUMERAL, _COUNTED, _MARKER, _ORDINAL, _STOP = 1, 2, 4, 8, 16
_ABOUT, _TENTHS = ord("来"), ord("成")
_MINUTE = tuple(map(ord, "分钟"))
_STOPS = "。！？!?；;"


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """Matching forms of a sequence of reports, one behind the other.

    Attributes
    ----------
    codes : uint16 array of all symbols
    where : int32 array, the same length: the character (in its report's text) each symbol was read from
    bounds : int64 array of ``len(reports) + 1``: report ``i`` has the symbols ``bounds[i]:bounds[i + 1]``
    heads : int64 array, ascending: symbols before which a mark ends a sentence
    """

    codes: Codes
    where: npt.NDArray[np.int32]
    bounds: npt.NDArray[np.int64]
    heads: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def string(self, start: int, end: int) -> str:
        """Symbols ``start:end`` as a string, one character each."""
        return self.codes[start:end].tobytes().decode("utf-16-le")

    def text(self, i: int) -> str:
        """The whole form of report ``i`` as a string."""
        return self.string(int(self.bounds[i]), int(self.bounds[i + 1]))

    def document(self, at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Number of the report that each symbol belongs to."""
        return np.searchsorted(self.bounds, at, side="right") - 1

    def documents(self) -> npt.NDArray[np.integer]:
        """Number of the report of every symbol: quicker than ``document`` where most symbols are asked for."""
        kind = np.uint16 if len(self) <= 1 << 16 else np.int32
        return np.repeat(np.arange(len(self), dtype=kind), np.diff(self.bounds))


def points(text: str) -> npt.NDArray[np.uint32]:
    """Code points of a text, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _short(text: str) -> npt.NDArray[np.uint16] | npt.NDArray[np.uint32]:
    """Code points in half the memory, where all of them are of the basic plane."""
    data = text.encode("utf-16-le", "surrogatepass")
    return np.frombuffer(data, dtype=np.uint16) if len(data) == 2 * len(text) else points(text)


def bare(text: str, sentences: Sequence[tuple[int, int]] = ()) -> str:
    """A text of the same length with blanks for what is not its author's: page furniture and, where sentences
    are given, all that stands in none of them.

    >>> bare("社區(qū)干部<br>上门")
    '社區    干部    上门'
    >>> bare("一二三四五", [(1, 3)])
    ' 二三  '
    """
    if sentences:
        pieces: list[str] = []
        last = 0
        for start, end in sentences:
            start, end = max(start, last), min(end, len(text))
            if start < end:
                pieces += (" " * (start - last), text[start:end])
                last = end
        pieces.append(" " * (len(text) - last))
        text = "".join(pieces)
    starts, pattern = _furniture()
    last = 0
    kept: list[str] = []
    for m in starts.finditer(text):  # a pattern of alternatives would be tried at every character
        if m.start() >= last and (found := pattern.match(text, m.start())):
            kept += (text[last : found.start()], " " * (found.end() - found.start()))
            last = found.end()
    return "".join((*kept, text[last:])) if kept else text


@cache
def _furniture() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon.load("reuse")["form"]
    return re.compile(f"[{re.escape(words['furniture_starts'])}]"), re.compile("|".join(words["furniture"]))


def folded(code: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Code points with full-width forms and traditional characters folded."""
    table = _tables()[3]
    if not len(code) or int(code.max()) < len(table):  # nearly always
        return table[code]
    return np.where(code < len(table), table[np.minimum(code, len(table) - 1)], code).astype(np.uint32)


def numerals(code: npt.NDArray[np.uint32]) -> Array:
    """Indices of the characters of Chinese numerals that count, date, order or number something, given code points.

    These are what the form leaves out, and those before minutes, tenths and 来 with what is counted, whose words are
    too common to be looked at in every text (一成不变, 十分).

    >>> text = "三十五名干部统一思想，筹资20余万元，一是第二批"
    >>> "".join(text[k] for k in numerals(points(text)))
    '三十五余万一二'
    >>> text = "二十来户，三成以上，十五分钟，十分重要"
    >>> "".join(text[k] for k in numerals(points(text)))
    '二十三十五'
    """
    symbols, kinds = _symbols(code)
    if not len(code):
        return np.zeros(0, np.int64)
    follows, beyond = np.append(symbols[1:], 0), np.append(symbols[2:], [0, 0])[: len(symbols)]
    counted = np.append(kinds[2:], [0, 0])[: len(kinds)] & _COUNTED
    rough = (follows == _ABOUT) & (counted != 0)  # 二十来户: 来 itself stays
    kinds = kinds.copy()
    kinds[1:][((follows == _TENTHS) | ((follows == _MINUTE[0]) & (beyond == _MINUTE[1])) | rough)[:-1]] |= _COUNTED
    return _numerals(symbols, kinds)


def _symbols(code: npt.NDArray[np.uint16] | npt.NDArray[np.uint32]) -> tuple[Codes, npt.NDArray[np.uint8]]:
    """Symbol (0: none) and class of each character, numerals still among them."""
    table, classes, _, _ = _tables()
    if code.dtype == np.uint16:
        return table.take(code), classes.take(code)
    astral = code > 0xFFFF
    small = np.where(astral, 0, code).astype(np.uint16)
    symbols = table[small]
    if astral.any():
        symbols[astral] = _ASTRAL + code[astral] % _ASTRAL_SIZE
    return symbols, classes[small]


def forms(texts: Sequence[str]) -> Forms:
    """Matching forms of texts.

    Examples
    --------
    >>> made = forms(["发放宣传单３00份，清运垃圾十五吨。", "发放宣传 单xx份清運垃圾吨"])
    >>> made.text(0), made.text(0) == made.text(1)
    ('发放宣传单份清运垃圾吨', True)
    >>> made.where[:6].tolist()
    [0, 1, 2, 3, 4, 8]
    >>> a, b = forms(["我镇召开会议", "我社区召开会议"]).bounds.tolist()[1:]
    >>> a, b
    (6, 12)
    """
    batches = list(_batches(texts))

    def some(batch: tuple[int, int]) -> tuple[Codes, npt.NDArray[np.int32], Array, Array]:
        part = texts[batch[0] : batch[1]]
        starts = np.cumsum([0, *(len(t) + 1 for t in part)])
        symbols, at, stops = _fold(_short("\n".join(part) + "\n"), starts)
        cuts = np.searchsorted(at, starts)
        where = (at - np.repeat(starts[:-1], np.diff(cuts))).astype(np.int32)
        heads = np.searchsorted(at, stops)
        return symbols, where, np.diff(cuts), heads[np.flatnonzero(np.diff(heads, prepend=-1))]

    if len(batches) > 1:
        _tables()
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            parts = list(threads.map(some, batches))
    else:
        parts = [some(b) for b in batches]
    codes, where = [np.zeros(0, np.uint16)], [np.zeros(0, np.int32)]
    lengths, heads = [np.zeros(1, np.int64)], [np.zeros(0, np.int64)]
    total = 0
    for symbols, at, sizes, stops in parts:
        codes.append(symbols)
        where.append(at)
        lengths.append(sizes)
        heads.append(stops + total)
        total += len(symbols)
    return Forms(
        np.concatenate(codes), np.concatenate(where), np.cumsum(np.concatenate(lengths)), np.concatenate(heads)
    )


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first, size = 0, 0
    for i, text in enumerate(texts):
        size += len(text) + 1
        if size >= _BATCH:
            yield first, i + 1
            first, size = i + 1, 0
    if first < len(texts):
        yield first, len(texts)


def _fold(
    raw: npt.NDArray[np.uint16] | npt.NDArray[np.uint32], starts: npt.NDArray[np.int64]
) -> tuple[Codes, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Symbols of the matching form, the index of the character each comes from, and those of the marks that end
    sentences.

    ``starts`` are the characters where a report begins: no word reaches over one.
    """
    level_words = _tables()[2]
    symbols, kinds = _symbols(raw)
    symbols[_numerals(symbols, kinds)] = 0

    at = np.flatnonzero(symbols != 0)  # of a mask: five times as quick as of numbers
    symbols = symbols[at]
    first = np.zeros(len(at) + 1, dtype=bool)
    first[np.searchsorted(at, starts)] = True
    ends: dict[int, list[tuple[int, ...]]] = {}
    for word in level_words:
        ends.setdefault(word[-1], []).append(word)
    for last, words in ends.items():
        found = np.flatnonzero(symbols == last)
        for word in words:  # longest first: what a longer word took is no longer there for a shorter one
            inside = found[found >= len(word) - 1]
            for k, code in enumerate(reversed(word[:-1]), 1):
                inside = inside[(symbols[inside - k] == code) & ~first[inside - k + 1]]
            for k in range(len(word)):
                symbols[inside - k] = LEVEL
    level = symbols == LEVEL
    again = level[1:] & level[:-1] & ~first[1:-1]  # 街道社区 is one level word, as 镇 is
    keep = np.ones(len(symbols), dtype=bool)
    keep[1:] = ~again
    return symbols[keep], at[keep], np.flatnonzero((kinds & _STOP) != 0)


def _numerals(symbols: Codes, kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Characters of the Chinese numerals that count, date, order or number something."""
    at = np.flatnonzero((kinds & _NUMERAL) != 0)
    if not len(at):
        return at
    first = np.flatnonzero(np.diff(at, prepend=-2) > 1)
    past = np.append(first[1:], len(at))
    starts, ends = at[first], at[past - 1] + 1
    last = len(kinds) - 1
    after = np.where(ends <= last, kinds[np.minimum(ends, last)], 0)
    before = np.maximum(starts - 1, 0)
    head = (starts == 0) | (symbols[before] == 0)  # at the head of a clause: after a mark, a space or a digit
    drop = (after & _COUNTED) != 0
    drop |= ((after & _MARKER) != 0) & head
    drop |= (kinds[before] & _ORDINAL) != 0
    # 万元 after a dropped figure or in an empty slot: the unit alone is left; a numeral's own 万 and 亿 are in it
    return at[np.repeat(drop, past - first)]


@cache
def _tables() -> tuple[Codes, npt.NDArray[np.uint8], tuple[tuple[int, ...], ...], npt.NDArray[np.uint32]]:
    """Of every character of the basic plane symbol, class and folded character; the level words as symbols.

    The symbol is 0 for what the form leaves out: all that is no letter of a script without case, so that
    Latin, digits, marks and symbols go and characters (and kana, hangul) stay.
    """
    words = lexicon.load("reuse")
    every = [chr(c) for c in range(0x10000) if not 0xD800 <= c <= 0xDFFF]
    plain = characters()
    plain = np.where(plain > 0xFFFF, np.arange(len(plain)), plain)  # a few rare variants stand for what is beyond
    simple = _simplify([chr(plain[ord(c)]) for c in every])
    source, target = (np.array([ord(c) for c in some], dtype=np.uint32) for some in (every, simple))
    fold = np.arange(0x10000, dtype=np.uint32)
    fold[source] = target
    letters = [unicodedata.category(to) == "Lo" or to in words["form"]["numeral"] for to in simple]
    table = np.zeros(0x10000, dtype=np.uint16)
    table[source[letters]] = target[letters]
    for char in words["form"]["placeholder"]:
        table[ord(char)] = 0
    level = words["level"]
    marks = (("numeral", _NUMERAL), ("counted", _COUNTED), ("marker", _MARKER), ("ordinal", _ORDINAL))
    of = np.zeros(0x10000, dtype=np.uint8)
    for name, bit in marks:
        for char in words["form"][name]:
            of[ord(char)] |= bit
    classes = np.zeros(0x10000, dtype=np.uint8)
    classes[source] = of[target]
    for mark in _STOPS:
        classes[ord(mark)] |= _STOP
    table[np.isin(table, [ord(c) for c in level["single"]])] = LEVEL
    names = {tuple(int(table[ord(c)]) for c in word) for word in level["words"]}
    return table, classes, tuple(sorted(names, key=lambda w: (-len(w), w))), fold


def _simplify(chars: list[str]) -> list[str]:
    """Traditional characters to simplified ones, each by itself (phrases would depend on their neighbours)."""
    ends = "\n\r"  # these part the lines that are converted
    lines = converter().convert("\n".join("." if c in ends else c for c in chars)).split("\n")
    return [
        to if len(to) == 1 and to <= "\uffff" and char not in ends else char
        for char, to in zip(chars, lines, strict=True)
    ]
