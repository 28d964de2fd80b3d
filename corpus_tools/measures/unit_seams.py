"""Where a unit ends and its noun begins, when the two read on as one word: 35台|风力灭火机, 35对|好婆媳.

``units.toml`` says what makes another word of a unit (台风, 本市), and which words are units at the end of a clause
only (对, 单). Before a noun they may be units all the same, and the words behind tell: they are cut once with the unit
apart and once as they stand.
"""

from __future__ import annotations

from functools import cache, lru_cache

from corpus_tools import lexicon, segmentation
from corpus_tools.measures.vocabulary import WORDS, Kind, words
from corpus_tools.measures.word_kinds import classed

__all__ = ["LONGEST", "SHORT", "joins", "parts"]

LONGEST = 12  # characters behind a unit that are looked at
SHORT = 4  # and behind one that is a shorter unit with a noun
_NOUN = frozenset((Kind.NOUN, Kind.JOINER, Kind.REMAINDER))
_WITHIN = _NOUN | {Kind.VERB, Kind.WEAK, Kind.OF}


@lru_cache(maxsize=WORDS)
def parts(unit: str, behind: str, strict: bool) -> bool:
    """Whether a word is the unit of a figure though the next characters could make another word of it.

    ``behind``: the characters up to the next mark, no more than ``LONGEST``. ``strict``: the word is mostly none where
    something follows, so that nothing but a noun may.

    >>> parts("台", "风力灭火机", False), parts("人", "民警察", False), parts("家", "长", False)
    (True, False, False)
    >>> parts("单", "投诉", True), parts("对", "发现的问题立即整改", True)
    (True, False)
    """
    apart, whole = segmentation.cut(behind), segmentation.cut(unit + behind)
    if len(behind) == LONGEST:  # the last word may be cut off
        apart, whole = apart[:-1], whole[:-1]
    first = next((word for word in apart if word not in _SIZE), "")
    if len(first) < _WORD or not whole:
        return False
    stands = (
        whole[0] == unit or not segmentation.known(whole[0]) or (unit in _words("verses") and whole[0][1:] == first)
    )
    named = segmentation.known(first) or len(words().object_head(first)[0]) >= _WORD  # not 节|气图
    named = named or behind[: len("".join(apart[:2]))] in words().object_class  # 家|规上企业
    if strict:
        return stands and named and unit not in _words("never") and _counted(unit, apart)
    if whole[0] == unit:
        return True
    cuttable = len(whole[0]) < _LONG or whole[0] == unit + apart[0]  # 通|电话, but 20人大代表
    return named and _pieces(apart) < _pieces(whole) + cuttable


_SIZE = frozenset("大小好老新")
_LONG = 3  # characters of a word that is not cut in two where both readings leave whole words
_WORD = 2  # characters of a noun that is cut off a unit


def joins(tail: str, behind: str) -> bool:
    """Whether the end of a unit is the beginning of the noun: 张床|垫, 米长|椅.

    >>> joins("床", "垫"), joins("床", "用品")
    (True, False)
    """
    if not any(segmentation.known(tail + behind[:n]) for n in (1, 2) if len(behind) >= n):
        return False
    first = segmentation.cut(tail + behind)[0]
    return len(first) > len(tail) and segmentation.known(first)  # not 台班|机械


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(lexicon.load("units")["clause_end_only"][key])


def _pieces(cut: list[str]) -> int:
    """How many words of one character there are."""
    return sum(len(word) == 1 and word not in _SIZE for word in cut)


def _counted(unit: str, apart: list[str]) -> bool:
    """Do the words name what is counted? Behind a unit that is a verb or a preposition as well they do nothing else."""
    kinds = [kind for word in apart for _, kind in classed(word)]
    if kinds[0] == Kind.NOUN and unit not in _words("verbs"):
        return True
    if len(apart) == 1 and unit in _words("orders"):
        return apart[0] in words().attributive or apart[0] in words().object_class  # 处理35单投诉
    named = Kind.NOUN in kinds[:2] and kinds[-1] in _NOUN
    return named and all(kind in _WITHIN for kind in kinds)
