"""Small figures in Chinese between a verb and a noun: 举办三期培训班, 收到两面锦旗, 整修三口山塘.

With some units such a figure is mostly a name (三面, 两头, 三期工程, 三口村); it counts where a verb stands right
before it and its noun right behind.
"""

from __future__ import annotations

from functools import cache, lru_cache

from corpus_tools import lexicon, segmentation
from corpus_tools.measures import measure_words, unit_seams
from corpus_tools.measures.guard_words import lists
from corpus_tools.measures.vocabulary import WORDS, Kind, words
from corpus_tools.measures.word_kinds import classed

__all__ = ["counts", "stands"]

_BEFORE = 6  # characters before a figure in which its verb stands
_DEEDS = frozenset((Kind.VERB, Kind.WEAK))


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    table = lexicon.load("units")["small_figures"]
    return {"": tuple(table["units"]), "people": tuple(table["people"]), "bodies": tuple(table["bodies"])} | {
        unit: tuple(nouns) for unit, nouns in table["nouns"].items()
    }


def counts(text: str, at: int, unit_at: int, raw: str) -> bool:
    """Whether a small figure at ``at`` with a unit ``raw`` at ``unit_at`` counts the noun behind it.

    >>> text = "举办三期培训班,建设三期工程,收到两面锦旗,抓两头带中间"
    >>> [counts(text, text.index(w), text.index(w) + 1, w[1]) for w in ("三期培", "三期工", "两面", "两头")]
    [True, False, True, False]
    """
    end = unit_at + len(raw)
    nouns = _nouns().get(raw, ())
    if not nouns and raw not in _nouns()[""]:
        return False
    if raw == _PHASE and text.startswith(lists().phase_after, end):
        return False
    before, behind = _around(text, at, end)
    if not behind or not _verb(before):
        return False
    return any(noun in behind for noun in nouns) if nouns else _noun(raw, behind)


def stands(text: str, at: int, end: int, raw: str) -> bool:
    """Whether a placeholder at ``at`` with a unit ``raw`` that ends at ``end`` has a verb before it and a noun behind.

    People need no verb.

    >>> [stands(text, text.index("x"), 5, text[4]) for text in ("安排xx名干部", "我在xx台记者站", "访问xx家庭户")]
    [True, False, False]
    """
    before, behind = _around(text, at, end)
    if len(behind) < _WORD or not unit_seams.parts(raw, behind, False):
        return False
    if raw in _nouns()["people"]:
        named = segmentation.cut(behind)[:_NAMED]
        return _verb(before) or any(words().object_head(word)[1] in _PEOPLE for word in named)
    return raw not in _nouns()["bodies"] and _verb(before)


def _around(text: str, at: int, end: int) -> tuple[str, str]:
    """The characters before a figure and behind its unit, up to the next mark."""
    start, stop = at, end
    while start and at - start < _BEFORE and measure_words.han(text[start - 1]):
        start -= 1
    while stop < len(text) and stop - end < unit_seams.LONGEST and measure_words.han(text[stop]):
        stop += 1
    return text[start:at], text[end:stop]


_PHASE = "期"
_DONE = "了"
_WORD = 2
_NAMED = 3  # words in which people are named (帮扶 责任人)
_PEOPLE = frozenset(("person", "staff", "population"))


@lru_cache(maxsize=WORDS)
def _verb(before: str) -> bool:
    """Is the last word a verb?"""
    said = before.removesuffix(_DONE)
    if not said:
        return False
    word = segmentation.cut(said)[-1]
    if len(word) == 1:
        return word in words().deed_class or word in words().opening
    return classed(word)[-1][1] in _DEEDS


def _noun(unit: str, behind: str) -> bool:
    if len(behind) == 1:
        return behind not in lists().name_tails and bool(words().object_head(behind)[0])
    return unit_seams.parts(unit, behind, False)
