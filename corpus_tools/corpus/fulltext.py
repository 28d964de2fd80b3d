"""Full text for Chinese in FTS5: overlapping character bigrams.

SQLite's ``unicode61`` takes a whole Chinese clause as one token, and its ``trigram`` tokenizer misses words of two
characters. Here a text is indexed as its overlapping pairs of characters; a query asks for all pairs of its words.
That gives a superset of the rows wanted, and ``LIKE`` on the text makes it exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Condition", "contains", "grams", "grams_of", "like_pattern", "matching"]


def grams(text: str) -> str:
    """The text as overlapping character pairs, ready for the index.

    >>> grams("宣传单")
    '宣传 传单'
    """
    clean = text.replace("\0", " ")
    return " ".join(map("".join, pairwise(clean)))


def grams_of(text: str, ranges: Iterable[tuple[int, int]]) -> Iterator[str]:
    """``grams`` of several ranges of one text, six times as fast: the pairs are laid out once, three characters each.

    >>> list(grams_of("宣传单3份", [(0, 3), (3, 5), (4, 5)]))
    ['宣传 传单', '3份', '']
    """
    import numpy as np

    points = np.frombuffer(text.replace("\0", " ").encode("utf-32-le"), dtype=np.uint32)
    pairs = np.full((max(len(points) - 1, 0), 3), ord(" "), dtype=np.uint32)
    pairs[:, 0], pairs[:, 1] = points[:-1], points[1:]
    laid = pairs.tobytes().decode("utf-32-le")
    return (laid[3 * a : max(3 * (b - 1) - 1, 3 * a)] for a, b in ranges)


def like_pattern(words: str) -> str:
    r"""A pattern for ``LIKE … ESCAPE '\'`` that finds the words as they stand.

    >>> like_pattern("85%")
    '%85\\%%'
    """
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL with its parameters."""

    sql: str
    parameters: tuple[str, ...]


def matching(groups: Sequence[Sequence[str]]) -> str:
    """What to ask the index for, so that it gives all rows that hold of each group one word or more; "" for nothing.

    Groups with a word that the index does not know, since it is one character or ASCII punctuation throughout, are
    left to ``contains``.

    >>> matching([["宣传单"], ["横幅", "标语"], ["桶"]])
    '("宣传" AND "传单") AND ("横幅" OR "标语")'
    """
    asked = []
    for group in groups:
        words = [_pairs(word) for word in group]
        if all(words):
            each = [" AND ".join(f'"{pair}"' for pair in pairs) for pairs in words]
            several = len(each) > 1
            either = (f"({e})" if several and len(pairs) > 1 else e for e, pairs in zip(each, words, strict=True))
            asked.append(f"({' OR '.join(either)})")
    return " AND ".join(asked)


def _pairs(word: str) -> list[str]:
    """The pairs of a word that the index holds; as ASCII punctuation it has dropped '"', which ends an FTS string."""
    found = (pair.replace('"', "") for pair in grams(word).split(" "))
    return list(dict.fromkeys(p for p in found if any(c.isalnum() or not c.isascii() for c in p)))


def contains(groups: Sequence[Sequence[str]], column: str, *, indexed: bool = True) -> Condition:
    """The condition that a text has of each group one word or more, upper case as good as lower (ASCII).

    ``indexed`` leaves out what ``matching`` has made sure of already: a word of two characters is a pair.

    >>> contains([["垃圾"], ["横幅", "宣传单"]], "s.text").parameters
    ('%横幅%', '%宣传单%')
    """
    parts: list[str] = []
    parameters: list[str] = []
    for group in groups:
        if indexed and all(_is_pair(word) for word in group):
            continue
        parts.append(" OR ".join([f"{column} LIKE ? ESCAPE '\\'"] * len(group)))
        parameters += map(like_pattern, group)
    return Condition(" AND ".join(f"({p})" for p in parts) or "1", tuple(parameters))


def _is_pair(word: str) -> bool:
    """Whether the index says exactly where a word stands: a token of its own, no part of which it dropped."""
    return len(word) == 2 and "\0" not in word and all(c.isalnum() or not c.isascii() for c in word)
