"""What a report is about: the fields of work of ``lexicon/topics.toml``, found by the words that name them.

Words are looked up by their first two characters, which costs one dictionary access a character however long the
list grows.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import compress
from operator import add

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon

__all__ = ["kinship", "named", "prevailing", "topic_name", "topics"]

Span = tuple[int, int]

# A field that only the running text speaks of: named so often in the opening, and as often as all others together.
_TIMES = 3
_TWICE = 2  # what follows may be short


def topics(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """Codes and places of the words for fields of work, the longest at each place.

    >>> list(topics("社区消防安全工作总结", 0, 10))
    [('fire_safety', (2, 6))]
    """
    words = _words()
    stop = start  # of the last word
    for at in _begins(text, start, end):
        if at < stop:
            continue
        for word, code in words.get(text[at : at + 2], ()):
            if at + len(word) <= end and text.startswith(word, at):
                stop = at + len(word)
                if code:
                    yield code, (at, stop)
                break


def _begins(text: str, start: int, end: int) -> Iterable[int]:
    """Where the first two characters of a word may stand."""
    if end - start < _SHORT:
        # made and looked up in one pass without a step of Python's
        pairs = map(add, text[start:end], text[start + 1 : end])
        return compress(range(start, end), map(_words().__contains__, pairs))
    points = np.frombuffer(text[start:end].encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return (start + np.flatnonzero(_pairs().take(_slot(points[:-1], points[1:])))).tolist()


# characters from which on arrays are quicker: 4 ns a character instead of 50, but 5 µs to begin with
_SHORT = 150
_SLOTS = (
    1 << 16
)  # for pairs of characters; one in sixty is taken, so that of five places found in running text one is none


@cache
def _pairs() -> npt.NDArray[np.bool_]:
    """Which slots hold a pair that a word begins with."""
    points = np.array([[ord(c) for c in pair] for pair in _words()], dtype=np.uint32)
    taken = np.zeros(_SLOTS, dtype=np.bool_)
    taken[_slot(points[:, 0], points[:, 1])] = True
    return taken


def _slot(first: npt.NDArray[np.uint32], second: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    return (first * np.uint32(31) + second) % np.uint32(_SLOTS)


def named(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The field that a title or an announcement names: its longest word, of equals the last, where the noun stands.

    Words that say how rather than on what (宣传, 检查, 安全) count only where nothing else is named.

    >>> title = "学校心理健康教育活动总结"
    >>> named(title, 0, len(title))
    ('moral_education', (2, 8))
    """
    found = list(topics(text, start, end))
    weak = _weak()

    def weight(topic: tuple[str, Span]) -> tuple[bool, int, int]:
        a, b = topic[1]
        return text[a:b] not in weak, b - a, a

    return max(found, key=weight) if found else None


def prevailing(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """The field that running text speaks of more than of all others; its first word stands for it."""
    starts, ends, codes = _places(text)
    first = bisect_left(starts, start)
    found = codes[first : bisect_right(ends, end)]
    for code, times in Counter(found).most_common(1):
        if times >= _TIMES and 2 * times > len(found):
            k = first + found.index(code)
            return code, (starts[k], ends[k])
    return None


def kinship(text: str, before: Span, after: Span) -> float:
    """How alike two pieces are in the fields of work they speak of: the cosine of their counts, 0 to 1.

    1 where one of them hardly names any, for nothing speaks for a change there. The measure is that of TextTiling
    (Hearst 1997), taken over fields instead of words.

    >>> text = "防汛抗旱不放松,防汛演练3次,防汛值班。森林防火不放松,森林防火演练3次,森林防火值班。"
    >>> round(kinship(text, (0, 20), (20, 45)), 2), kinship(text, (0, 4), (4, 20))
    (0.1, 1.0)
    """
    starts, ends, codes = _places(text)
    a, b = (Counter(codes[bisect_left(starts, start) : bisect_right(ends, end)]) for start, end in (before, after))
    if a.total() < _TIMES or b.total() < _TWICE:
        return 1.0
    return sum(n * b[code] for code, n in a.items()) / math.sqrt(_norm(a) * _norm(b))


@lru_cache(maxsize=2)  # a page is asked about place after place
def _places(text: str) -> tuple[list[int], list[int], list[str]]:
    """Where the words of a text for fields of work start and end, and the fields."""
    found = list(topics(text, 0, len(text)))
    return [start for _, (start, _) in found], [end for _, (_, end) in found], [code for code, _ in found]


def _norm(counts: Counter[str]) -> int:
    return sum(n * n for n in counts.values())


def topic_name(code: str, language: str) -> str:
    """A field's name in Chinese (``"zh"``) or English; the code itself where it is the title's own words.

    >>> topic_name("drug_control", "zh"), topic_name("养蜂", "en")
    ('禁毒', '养蜂')
    """
    names = _names().get(code)
    return code if names is None else names[language == "en"]


@cache
def _words() -> dict[str, list[tuple[str, str]]]:
    out: dict[str, list[tuple[str, str]]] = {}
    for topic in lexicon.load("topics")["topic"]:
        for word in topic["words"]:
            out.setdefault(word[:2], []).append((word, topic["code"]))
    for word in lexicon.load("topics")["none"]:
        out.setdefault(word[:2], []).append((word, ""))
    for words in out.values():
        words.sort(key=lambda w: -len(w[0]))
    return out


@cache
def _weak() -> frozenset[str]:
    return frozenset(lexicon.load("topics")["weak"])


@cache
def _names() -> dict[str, tuple[str, str]]:
    return {t["code"]: (t["zh"], t["en"]) for t in reversed(lexicon.load("topics")["topic"]) if "zh" in t}
