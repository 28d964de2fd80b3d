"""The class of an edit: what kind of thing was exchanged, put in or left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus_tools import lexicon, segmentation
from corpus_tools.records import EditClass

__all__ = ["MASKS", "classify", "same_rank", "trimmed"]

MASKS = "xX×*＊_＿○□■△"

_FIGURES = "0123456789０１２３４５６７８９%％.．,，"
_FIGURE = re.compile(f"[{_FIGURES}{MASKS}]")
_PLACES = frozenset({"ns", "nr", "nrt", "nrfg", "nt", "nz"})  # jieba's tags of names
_PEOPLE = frozenset({"nr", "nrt", "nrfg"})
_NO_NAME = frozenset({"v", "vd", "b", "r", "d", "c", "p", "f", "uj"})  # tags of what names no 小区 or 公司
_JOINING = frozenset({"uj", "c", "p"})  # 的, 和, 在: no name holds them
_LONGEST = 4  # characters of a name before the word that says what it names


def classify(left: str, right: str, before: str, after: str) -> EditClass:
    """Class of the exchange of ``left`` for ``right``, which stand between ``before`` and ``after`` on both sides.

    >>> classify("10", "xx", "清运", "吨"), classify("柳河", "东塘", "在", "派出所")
    ('figure', 'name')
    >>> classify("镇", "社区", "我", "召开"), classify("校", "院", "我", "召开")
    ('level', 'level')
    >>> classify("礼貌", "文明", "开展", "劝导"), classify("", "主动", "干部", "上门")
    ('words', 'insertion')
    >>> classify("每季度", "每半年", "", "委托他人检测"), classify("市县党委", "乡镇党委", "纳入", "考核")
    ('words', 'level')
    """
    words = _words()
    if not left.removeprefix(words.percent).strip(words.figures) and not right.removeprefix(words.percent).strip(
        words.figures
    ):
        return "figure"
    if not left:
        return "insertion"
    if not right:
        return "deletion"
    if same_rank(left, right, before):
        return "level"
    if left[0] == right[0] and left[0] in words.own:  # 各地, 各乡镇
        return "level" if same_rank(left[1:], right[1:], left[0]) else "words"
    bodies = left.endswith(words.suffixes) and right.endswith(words.suffixes)
    if bodies and min(len(left), len(right)) >= 3:
        ranks = left.removesuffix(ending) + right.removesuffix(ending) if (ending := _ending(left, right)) else left
        return "level" if words.single.issuperset(ranks) else "name"
    one, other = segmentation.tags(left), segmentation.tags(right)
    if one <= _PEOPLE and other <= _PEOPLE:
        return "name"
    if left in words.ranks or right in words.ranks:
        return "words"
    level = left[-1] in words.single or right[-1] in words.single
    if not bodies and not level and not _suffix(after):
        return "name" if one == other == {"ns"} else "words"
    masked = any(_FIGURE.search(side) for side in (left, right))
    if (one | other) & _JOINING:
        return "words"
    if masked or (one | other) & _PLACES:
        return "name"
    if bodies or max(len(left), len(right)) > _LONGEST:
        return "words"
    return "words" if (one | other) & _NO_NAME else "name"


def _ending(left: str, right: str) -> str:
    """The suffix that two names have in common: 党委 of 市县党委 and 乡镇党委."""
    k = 0
    while k < min(len(left), len(right)) and left[-1 - k] == right[-1 - k]:
        k += 1
    return left[len(left) - k :]


def _suffix(after: str) -> bool:
    """Whether what follows begins with the word that says what is named: 派出所, 镇政府."""
    if not after.startswith(_words().suffixes):
        return False
    word = next(iter(segmentation.cut(after)))
    return len(word) == 1 or word.endswith((*_words().suffixes, *_words().seats))  # 委托 only begins like one


def same_rank(left: str, right: str, before: str) -> bool:
    """Whether both are level words (镇, 社区), or bodies by which a report calls its own author (我校, 我院)."""
    words = _words()
    if left in words.levels and right in words.levels:
        return True
    return bool(before) and before[-1] in words.own and {left, right} <= words.levels | words.bodies


def trimmed(left: str, right: str) -> int:
    """Length of the magnitude that two figures end with: 万 in ``3.5万`` and ``12万``.

    >>> trimmed("3.5万", "12万"), trimmed("20余", "35")
    (1, 0)
    """
    numerals = _words().magnitudes
    k = 0
    while k < min(len(left), len(right)) and left[-1 - k] == right[-1 - k] and left[-1 - k] in numerals:
        k += 1
    return k


@dataclass(frozen=True, slots=True)
class _Words:
    figures: str  # every character of a figure
    magnitudes: frozenset[str]
    percent: str
    levels: frozenset[str]
    single: frozenset[str]
    suffixes: tuple[str, ...]
    seats: tuple[str, ...]
    bodies: frozenset[str]
    own: frozenset[str]
    ranks: frozenset[str]


@cache
def _words() -> _Words:
    words = lexicon.load("reuse")
    level, names = words["level"], words["names"]
    return _Words(
        figures=words["form"]["numeral"] + MASKS + _FIGURES,
        magnitudes=frozenset(names["magnitudes"]),
        percent=names["percent"],
        levels=frozenset([*level["single"], *level["words"]]),
        single=frozenset(level["single"]),
        suffixes=tuple(names["suffixes"]),
        seats=tuple(names["seats"]),
        bodies=frozenset(names["bodies"]),
        own=frozenset(names["own"]),
        ranks=frozenset(names["ranks"]),
    )
