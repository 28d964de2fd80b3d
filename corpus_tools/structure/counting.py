"""Numbers of lists and collections: 十一, 7."""

from __future__ import annotations

__all__ = ["NUM", "numeral"]

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_ONES = ["", *"一二三四五六七八九"]
_NUMBERS = {f"{t}十{o}": (_ONES.index(t) or 1) * 10 + _ONES.index(o) for t in _ONES for o in _ONES}
_NUMBERS |= {c: n for n, c in enumerate(_ONES) if c} | {str(n): n for n in range(100)}
_NUMBERS |= {c: n for n, c in enumerate("壹贰叁肆伍陆柒捌玖拾", 1)}
# as many characters as make a number: 篇三一学期来 is 三, 篇220xx年 is 2
NUM = (
    r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
    r"|\d{1,2}?(?=(?:19|20)[\dxX*_]{2}年)|\d{1,2}|[壹贰叁肆伍陆柒捌玖拾])"
)


def numeral(text: str) -> int:
    """Value of a list number, Chinese or Arabic, below 100; 0 where it is none.

    >>> numeral("十一"), numeral("二十"), numeral("7"), numeral("叁"), numeral("x")
    (11, 20, 7, 3, 0)
    """
    known = _NUMBERS.get(text)
    if known is not None:
        return known
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
