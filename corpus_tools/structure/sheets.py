"""Sheets of a document whose lines are lost: their numbers (…制定下发2 / 58 了…), what stands beside them, and ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile

from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import is_han
from corpus_tools.structure.titles import rules

__all__ = ["sheet_ends", "sheet_numbers", "sheet_words"]

_HEAD, _FOOT = 6, 80  # characters that two sheets must share beside their numbers, and how far is looked
_OF = re.compile(r"(?<![\d./(])(\d{1,3}) ?/ ?(\d{1,3})(?![\d./%])")
_LEAST, _APART = 3, 30  # sheets that are counted; characters that one holds, or it is a share: 1/3,二季度2/3

Span = tuple[int, int]


def sheet_numbers(text: str) -> list[Span]:
    """Numbers of sheets with how many there are of them, 1 / 58, 2 / 58, …: those that count on.

    >>> told = "发通知3份,整改率2/3," * 3
    >>> page = f"1 / 9 安全总结 今年我镇下{told}巡2 / 9 查堤坝,{told}3 / 9 8次。"
    >>> [page[a:b] for a, b in sheet_numbers(page)]
    ['1 / 9', '2 / 9', '3 / 9']
    """
    if "/" not in text:
        return []
    counted: dict[str, list[re.Match[str]]] = defaultdict(list)
    for m in _OF.finditer(text):
        own = counted[m[2]]
        far = not own or m.start() - own[-1].start() >= _APART
        if far and int(m[1]) == (int(own[-1][1]) + 1 if own else 1) and int(m[1]) <= int(m[2]):
            own.append(m)
    return sorted((m.start(1), m.end()) for own in counted.values() if len(own) >= _LEAST for m in own)


def sheet_ends(lines: list[Line]) -> Iterator[Span]:
    """Lines with which a sheet ended, by the first one's index, and where they end.

    ``4⏎f``: its number and what is left of a form feed before the next sheet's first word; ``PAGE⏎4-``: a field.

    >>> from corpus_tools.structure.lines import split
    >>> page = "清理河\\n4\\nf道6公里。"
    >>> [page[split(page)[i].start : end] for i, end in sheet_ends(split(page))]
    ['4\\nf']
    """
    for i in range(1, len(lines) - 1):
        said, below = lines[i].text, lines[i + 1].text
        number = said if said.isdecimal() else below.rstrip(" -") if said == _FIELD else ""
        if not number.isdecimal() or len(number) > _DIGITS:
            continue
        if said == number and below[0] == _FEED and is_han(below[1:2] or _FEED):
            yield i, lines[i + 1].start + 1
        elif said == _FIELD and i + 2 < len(lines):
            yield i, lines[i + 1].end


_FIELD, _FEED = "PAGE", "f"
_DIGITS = 3  # of a sheet's number


def sheet_words(text: str, runs: Iterable[tuple[int, int, str]]) -> list[Span]:
    """Heads and feet of sheets: the words that stand behind (before) the numbers of two sheets or more.

    ``runs``: what is known to be the site's inside lines, of which page numbers are looked at. A title is none.

    >>> page = "第1页共2页内部资料编号004我镇巡查堤坝第2页共2页内部资料编号004共9次。"
    >>> [page[a:b] for a, b in sheet_words(page, [(0, 6, "page_number"), (21, 27, "page_number")])]
    ['内部资料编号004', '内部资料编号004']
    """
    numbers = sorted((a, b) for a, b, why in runs if why == "page_number")
    if len(numbers) < 2:
        return []
    behind = [(b, text[b : min(b + _FOOT, after)]) for (_, b), after in zip(numbers, _next(numbers), strict=True)]
    last = [0, *(b for _, b in numbers[:-1])]
    before = [(a, text[max(a - _FOOT, stop) : a][::-1]) for (a, _), stop in zip(numbers, last, strict=True)]
    out = [(at, at + n) for at, n in _shared(behind)]
    return out + [(at - n, at) for at, n in _shared(before, -1)]


def _next(numbers: list[Span]) -> list[int]:
    return [*(a for a, _ in numbers[1:]), numbers[-1][1] + _FOOT]


def _shared(words: list[tuple[int, str]], way: int = 1) -> Iterator[tuple[int, int]]:
    """Where words begin as others do, and how many characters they have in common. ``way``: -1 if read backwards."""
    alike: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, said in words:
        if len(said) >= _HEAD:
            alike[said[:_HEAD]].append((at, said))
    for group in alike.values():
        agreed = takewhile(lambda each: len(set(each)) == 1, zip(*(said for _, said in group), strict=False))
        same = "".join(each[0] for each in agreed) if len(group) > 1 else ""
        # the reports of a collection may begin on sheets of their own
        if same and not rules()["doc"].search(same[::way]):
            yield from ((at, len(same)) for at, _ in group)
