"""Words around a quantity that say how exact it is, and the bounds that follow."""

from __future__ import annotations

from functools import cache

from corpus_tools import lexicon, segmentation
from corpus_tools.records import Modifier, Number

__all__ = ["after", "apart", "before", "bounds"]

SPACES = " \t\u3000\xa0"


_Index = dict[str, tuple[tuple[str, Modifier], ...]]


@cache
def _before() -> tuple[_Index, dict[str, tuple[str, ...]], tuple[str, ...], tuple[str, ...]]:
    """Modifiers and words that may stand behind them, by their last characters; what blocks; 过."""
    table = lexicon.load("modifiers")
    index: dict[str, list[tuple[str, Modifier]]] = {}
    modifiers: tuple[Modifier, ...] = ("about", "over", "under")
    for modifier in modifiers:
        for word in table["before"][modifier]:
            index.setdefault(word[-1], []).append((word, modifier))
    ordered = {c: tuple(sorted(found, key=lambda e: -len(e[0]))) for c, found in index.items()}
    transparent: dict[str, tuple[str, ...]] = {}
    for word in sorted(table["transparent"]["words"], key=len, reverse=True):
        transparent[word[-1]] = (*transparent.get(word[-1], ()), word)
    return ordered, transparent, tuple(table["not_before"]["words"]), tuple(table["before"]["over_magnitude"])


@cache
def _after() -> tuple[dict[str, tuple[tuple[str, Modifier], ...]], tuple[str, ...]]:
    table = lexicon.load("modifiers")
    index: dict[str, list[tuple[str, Modifier]]] = {}
    modifiers: tuple[Modifier, ...] = ("about", "over", "under")
    for modifier in modifiers:
        for word in table["after"][modifier]:
            index.setdefault(word[0], []).append((word, modifier))
    ordered = {c: tuple(sorted(found, key=lambda e: -len(e[0]))) for c, found in index.items()}
    return ordered, tuple(table["after_not"]["words"])


def before(text: str, at: int, bare: bool = False) -> Modifier | None:
    """Modifier that ends before ``at``; ``bare``: the numeral is a magnitude alone (过百, 近万).

    >>> before("共约300人", 2), before("节约300元", 2), before("超过了500人", 3), before("约占四成", 2)
    ('about', None, 'over', 'about')
    """
    index, transparent, blocked, magnitude = _before()
    for _ in range(2):
        while at and text[at - 1] in SPACES:
            at -= 1
        if not at:
            return None
        found = index.get(text[at - 1], ())
        for word, modifier in found:
            if text.endswith(word, 0, at):
                return None if text.endswith(blocked, 0, at) and not apart(text, at) else modifier
        if bare and text.endswith(magnitude, 0, at):
            return "over"
        for word in transparent.get(text[at - 1], ()):
            if text.endswith(word, 0, at):
                at -= len(word)
                break
        else:
            return None
    return None


def apart(text: str, at: int) -> bool:
    """Whether the last character before ``at`` stands alone, the one before it being the end of another word.

    >>> apart("张贴近", 3), apart("商铺附近", 4)
    (True, False)
    """
    if at <= _PAIR:
        return False
    return text[at - 1 - _PAIR].isdecimal() or segmentation.known(text[at - 1 - _PAIR : at - 1])  # 路面4条约600米


_PAIR = 2  # characters of most words
_BREAKABLE = 4  # characters of the longest modifier in which a hard wrap may stand


def after(text: str, at: int) -> Modifier | None:
    """Modifier that starts at ``at``.

    >>> after("300人左右", 4), after("85%以上", 3), after("3个以下几", 2)
    ('about', 'over', None)
    """
    index, blocked = _after()
    if at < len(text) and text[at] in SPACES:
        at += 1
    if at >= len(text):
        return None
    if text[at] not in index and text[at] not in "\n\r":
        return None
    if "\n" in text[at : at + _BREAKABLE]:  # 2000人左⏎右
        text, at = text[at : at + 2 * _BREAKABLE].replace("\n", "").replace("\r", ""), 0
    for word, modifier in index.get(text[at : at + 1], ()):
        if text.startswith(word, at):
            return None if text.startswith(blocked, at) else modifier
    return None


def bounds(
    value: Number | None, value_max: Number | None, modifier: Modifier, infix: str, step: Number, vague: bool
) -> tuple[Number | None, Number | None]:
    """Lowest and highest value that numeral and modifier together allow; None is open.

    余 and 多 reach up to the next whole step of the numeral (20余: 20 to 30, 850余万: 8500000 to 8600000), 几 and 来
    likewise; 数十 and 几十 lie between two and ten of their magnitude.

    >>> bounds(20, None, "over", "余", 10, False), bounds(300, None, "under", "", 1, False)
    ((20, 30), (None, 300))
    """
    if value is None:
        return None, None
    if vague:
        return (value, None) if modifier == "over" else (value * 2, value * 10)
    if infix:
        return value, value + step
    if modifier == "over":
        return value, None
    if modifier == "under":
        return None, value if value_max is None else value_max
    if modifier == "about":
        return None, None
    return value, value if value_max is None else value_max
