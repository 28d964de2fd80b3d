"""Full text for Chinese in FTS5: overlapping character bigrams.

SQLite's ``unicode61`` takes a whole Chinese clause as one token, and its ``trigram`` tokenizer misses words of two
characters. Here a text is indexed as its overlapping pairs of characters; a query asks for all pairs of its words.
That gives a superset of the rows wanted, and ``LIKE`` on the text makes it exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Condition", "contains", "grams", "grams_of", "like_pattern"]


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
    """SQL over ``sections s`` with its parameters."""

    sql: str
    parameters: tuple[str, ...]


def contains(words: str) -> Condition:
    """The condition that a section's text contains all words (separated by white space).

    A word of two or more characters goes through the index; a single character, or one that is punctuation
    throughout, is looked for by ``LIKE`` alone (slower).

    >>> contains("垃圾").parameters
    ('"垃圾"', '%垃圾%')
    """
    parts: list[str] = []
    parameters: list[str] = []
    for word in words.split():
        pairs = [pair for pair in grams(word).split(" ") if any(c.isalnum() or not c.isascii() for c in pair)]
        if pairs:
            parts.append(
                "s.id IN (SELECT d.section_id FROM sections_fts JOIN section_docs d ON d.docid = sections_fts.rowid"
                " WHERE sections_fts MATCH ?)"
            )
            # '"' ends an FTS string; as ASCII punctuation the index has dropped it anyway
            parameters.append(" AND ".join(f'"{pair.replace(chr(34), "")}"' for pair in dict.fromkeys(pairs)))
        parts.append("s.text LIKE ? ESCAPE '\\'")
        parameters.append(like_pattern(word))
    return Condition(" AND ".join(parts) or "1", tuple(parameters))
