"""Numerals within set phrases (门前三包) and in phrases whose feet rhyme (三清三建): they count nothing."""

from __future__ import annotations

from corpus_tools import segmentation
from corpus_tools.measures import measure_words, small_figures
from corpus_tools.measures.guard_words import lists
from corpus_tools.measures.numerals import read, tables

__all__ = ["phrase", "rhyme"]

_RHYMING = "一二两三四五六七八九十百千"
# 三治三化三创 has three feet; none has more than these
_LONGEST_RHYME = 8


def phrase(text: str, at: int) -> tuple[int, int] | None:
    """Set phrase whose first numeral stands at ``at``: its range.

    >>> phrase("落实门前三包", 4), phrase("十一个村", 0)
    ((2, 6), None)
    """
    ls = lists()
    n = len(text)
    ending = ls.phrases_ending.get(text[at - 1 : at + 1], ()) if at else ()
    found = ls.phrases.get(text[at : at + 2], ())
    if ending:  # 统一走访 holds 统一, not 一走; but 统一战线, 一走了之
        long = [entry for entry in found if entry[0] or entry[1] > 2]
        found = (*long, *ending, *(entry for entry in found if entry not in long))
    for first, length, phrases in found:
        start = at - first
        word = text[start : start + length] if start >= 0 else ""
        if word not in phrases:
            continue
        end = start + length
        if _goes_on(text, start, at, end) or (word in _RANGES and _ranges(text, end, word)):
            continue
        if word[-1] in ls.numerals and end < n:
            amount = first == 0 or length > _SHORTEST or text[end] not in tables().digits
            if text[end] in ls.numerals and amount:  # 单|一百二十六份, but 统一|两个
                continue
            if first == 0 and measure_words.at(text, end) is not None:
                continue
        if word[-1] in ls.numerals and end < n and text[end] in "余多几来分":
            continue
        if word == _ONE_CASE and text.endswith(ls.cases, 0, start) and measure_words.clause_ends(text, end):
            continue  # 查处案件一起
        if first == 0 and len(word) == 2 and word[0] != "一":
            # 死角四处, 近万户: the same two characters do count after a noun or a modifier
            if word[0] in "百千万亿" and start and text[start - 1] in "近约上数几逾超过达满":
                continue
            ends = measure_words.clause_ends(text, end)
            ends = ends or (text.startswith(_BOUNDS, end) and measure_words.clause_ends(text, end + len(_BOUNDS[0])))
            if ends and measure_words.at(text, start + 1) is not None:
                continue  # 听课两节以上
        return start, end
    return None


_ONE_CASE = "一起"
_RANGES = ("有一", "一到")
_TO = "到至"


def _ranges(text: str, end: int, word: str) -> bool:
    """Whether two figures stand side by side: 有一|两名, 有一|至两次, 一到|三名, but 一到|三月."""
    at = end + (word[-1] not in _TO and text[end : end + 1] in tuple(_TO))
    small = text[at : at + 1] in tuple(_SECOND)
    return small and measure_words.at(text, at + 1) is not None


_SECOND = "两二三四五六七八九"


def _goes_on(text: str, start: int, at: int, end: int) -> bool:
    """Whether a phrase of two characters is a piece of more: 三公 of 三公里, 高三 of 提高三个, 一点 of 一点二个."""
    if end - start != _SHORTEST:
        return False
    if start < at:
        unit = measure_words.at(text, end)
        counted = unit is not None and (text[at] != "一" or unit.kind == "divisible")  # 扩大一倍, but 每周一篇
        return counted and start > 0 and segmentation.known(text[start - 1 : at])
    unit = measure_words.at(text, at + 1)
    if unit is not None and (unit.end > end or small_figures.counts(text, at, at + 1, unit.raw)):
        return True
    return text[at + 1] == _POINT and text[end : end + 1] in tables().digits and _decimal(text, at, end)


def _decimal(text: str, at: int, end: int) -> bool:
    found = read(text, at)
    return found is not None and found.end > end


_SHORTEST = 2
_POINT = "点"
_BOUNDS = ("以上", "以下", "左右")


def rhyme(text: str, at: int) -> int | None:
    """End of numeral + character(s) said twice or more: 三清三建, 一户一策, 两不愁三保障.

    >>> rhyme("三清三建行动", 0), rhyme("三个村五个社区", 0)
    (4, None)
    """
    ls = lists()
    n = len(text)
    if at + 3 >= n or text[at] not in _RHYMING:
        return None
    head = text[at + 1]
    if head in ls.numerals or not "\u4e00" <= head <= "\u9fff" or head in "几成亩元斤吨里尺余多年月日天点到至比":
        return None
    width = 1 if text[at + 2] in _RHYMING else 2
    if width == 1 and (unit := measure_words.at(text, at + 1)) is not None and unit.end > at + 2:
        return None  # 两个百分点
    if width == 2 and (at + 5 >= n or measure_words.at(text, at + 1) is not None):
        return None
    pos, count = at, 0
    while pos + width < n and count < _LONGEST_RHYME and text[pos] in _RHYMING:
        body = text[pos + 1 : pos + 1 + width]
        if any(c in ls.numerals or not "\u4e00" <= c <= "\u9fff" for c in body):
            break
        pos += 1 + width
        count += 1
    return pos if count >= 2 else None
