"""What kind of number a guarded numeral is, by what stands around it: an address, a telephone, a document's number."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpus_tools import lexicon

__all__ = ["REFINED", "refine"]

# reasons that may be told more closely
REFINED = frozenset(("date", "label", "year", "number", "identifier", "no_unit", "digits"))

_REACH = 12  # characters before a number in which its name stands (许可证编号:JY)
_CLAUSE_END = "。;；!?！？\n"
_TELEPHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|[48]00-?\d{3}-?\d{4}")
_BRACKETED = "〔[［【(（"
_NUMBERED = re.compile(r"第?\d{1,5}号")
_YEAR_BRACKETED = re.compile(r"[〔\[［【(（](?:19|20)\d\d[〕\]］】)）]第?$")


class _Lists(NamedTuple):
    address_before: tuple[str, ...]
    address_units: tuple[str, ...]
    clock: tuple[str, ...]
    named: tuple[tuple[str, re.Pattern[str]], ...]
    document: tuple[str, ...]
    place: re.Pattern[str]


@cache
def _lists() -> _Lists:
    table = lexicon.load("guards")["reasons"]
    named = []
    for reason in ("telephone", "licence"):
        either = "|".join(sorted(map(re.escape, table[reason]), key=len, reverse=True))
        named.append((reason, re.compile(f"(?:{either})[^,，。;；]*$")))
    return _Lists(
        tuple(table["address_before"]),
        tuple(table["address_units"]),
        tuple(table["clock"]),
        tuple(named),
        tuple(table["document"]),
        re.compile(f"[\u4e00-\u9fff]{{0,3}}(?:{'|'.join(map(re.escape, table['place_names']))})"),
    )


def refine(text: str, start: int, end: int, reason: str) -> str:
    """The reason code of a guarded numeral ``text[start:end]``, where more can be said than ``reason``.

    >>> text = "地址:解放路128号3栋,电话0371-66668888,依据县发〔2021〕5号,9时到会"
    >>> [refine(text, text.index(w), text.index(w) + len(w), r) for w, r in
    ...  [("128号", "date"), ("3栋", "label"), ("0371-66668888", "number"), ("5号", "date"), ("9时", "date")]]
    ['address', 'address', 'telephone', 'document_number', 'time']
    """
    lists = _lists()
    if reason in ("date", "label", "year"):
        if _of_document(text, start, end, lists):
            return "document_number"
        written = text[start:end]
        place = reason == "label" or text.endswith(lists.address_before, max(0, start - _REACH), start)
        if reason != "year" and place and written.endswith(lists.address_units):
            return "address"
        if reason == "date" and (written.endswith(lists.clock) or ":" in written) and "-" not in written[:5]:
            return "time"
        return reason
    if reason in ("number", "identifier", "no_unit", "digits"):
        if reason == "number" and _TELEPHONE.fullmatch(text, start, end):
            return "telephone"
        before = text[max(0, start - _REACH) : start]
        cut = max(before.rfind(c) for c in _CLAUSE_END)
        for name, pattern in lists.named:
            if pattern.search(before, cut + 1):
                return name
        if reason == "no_unit" and lists.place.match(text, end):  # 三百工程路
            return "name"
    return reason


def _of_document(text: str, start: int, end: int, lists: _Lists) -> bool:
    """``县发〔2021〕5号``: the year in brackets, or the number after them."""
    if start and text[start - 1] in _BRACKETED and text[end : end + 1] and text[end] in "〕]］】)）":
        return _NUMBERED.match(text, end + 1, end + 1 + _REACH) is not None
    if text[start] not in "0123456789第" or "号" not in text[start:end]:
        return False
    before = text[max(0, start - _REACH) : start]
    return _YEAR_BRACKETED.search(before) is not None or before.endswith(lists.document)
