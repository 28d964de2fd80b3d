"""Numerals that number the items of a list or the parts of a text: 一、 1. (一) 一是."""

from __future__ import annotations

from corpus_tools.measures.guard_words import AFTER_MARKED, lists
from corpus_tools.measures.set_phrases import phrase

__all__ = ["list_marker", "plain_marker"]


def list_marker(text: str, at: int, end: int) -> int | None:
    """End of the marker where the numeral ``at:end`` numbers an item: 一、 1. (一) 一是.

    >>> list_marker("一、加强领导", 0, 1), list_marker("1.5亿元", 0, 1), list_marker("一是抓", 0, 1)
    (2, None, 2)
    """
    if end - at > 3 or end >= len(text):
        return None
    c, following = text[end], text[end + 1 : end + 2]
    if c not in AFTER_MARKED:
        return None
    arabic = text[at].isascii()
    if c in ")）" and at and text[at - 1] in "(（":
        return end + 1
    starts = at == 0 or text[at - 1] in "\n\r。;；!！?？:：" or text[at - 1] in " \t\u3000”)）*#"
    if c in "、.．" and not (following and following in lists().numerals and (arabic or c == ".")):
        if arabic:
            return end + 1 if starts or (following > "\u4e00" and len(text[at:end]) < 3) else None
        return end + 1
    if c in ")）" and starts:
        return end + 1
    if not arabic and c in "是要则:：" and (starts or text[at - 1] in ",，、" or c == "是"):
        return end + 1
    return None


_COUNTING = frozenset("一二三四五六七八九十")
_LINE = frozenset("\n\r。;；!！?？")


def plain_marker(text: str, at: int) -> int | None:
    """End of 一、 or 1. that opens a line or a sentence, or of the numeral of (一).

    What ``list_marker`` would find, at once, since most numerals of a report are this.

    >>> plain_marker("。二、加强领导", 1), plain_marker("三、四个村", 0), plain_marker("村三、", 1)
    (3, None, None)
    >>> plain_marker("12.加强领导", 0), plain_marker("1.5亿元", 0), plain_marker("(三)加强", 1)
    (3, None, 3)
    """
    before = text[at - 1] if at else "\n"
    if text[at] in _COUNTING:
        after = text[at + 1 : at + 2]
        if before in _LINE and after == "、":
            plain = text[at + 2 : at + 3] not in lists().numerals and "分之" not in text[at : at + 6]
            return at + 2 if plain else None
        return at + 2 if before in "(（" and after and after in ")）" else None
    m = lists().figure_marker.match(text, at) if before in _LINE else None
    return m.end() if m is not None and phrase(text, at) is None else None
