"""What stands again and again where no report says it: behind paragraphs, and around the numbers of sheets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile

from corpus_tools.structure.closing import signs
from corpus_tools.structure.lines import Line
from corpus_tools.structure.titles import rules

__all__ = ["jammers", "sheet_words", "watermarks"]

_ENDS = "。!?;:"
_LEAST, _LONGEST = 4, 40  # characters of one
_TIMES = 3  # paragraphs it stands behind in the same words; two may end in the same words by chance
_HEAD, _FOOT = 6, 80  # characters that two sheets must share beside their numbers, and how far is looked
# ASCII behind a line's last word: [f!vB3|mS, 3,0nK^; what text ends in as well (2021) says nothing by itself
_LAST = re.compile(r"(?<=[^ -~])([,;:.?!)\]\"']{0,3} ?)([!-~]{1,14})\Z| ()([!-~]{1,14})\Z")
_STRANGE = re.compile(r"[\[\]\\^`{|}~$&*@#<>=']")
_LAST_LONGEST = 20
_STRANGE_LEAST = 3  # lines that end in such signs, each in its own

Span = tuple[int, int]


def watermarks(lines: list[Line]) -> list[Span]:
    """Where words stand that several paragraphs end in behind their last sentence; other lines that end so as well.

    >>> from corpus_tools.structure.lines import split
    >>> page = "一、宣传某某网\\n发放传单300份。某某网\\n挂横幅3条。某某网\\n开会9次。某某网"
    >>> watermarks(split(page.replace("某某网", "某某范文网")))
    [(4, 9), (19, 24), (31, 36), (42, 47)]
    """
    tails: Counter[str] = Counter()
    for line in lines:
        if line.stops:
            continue
        said = line.text[-_LONGEST - 1 :]
        at = max(said.rfind(c) for c in _ENDS) + 1
        if 0 < at <= len(said) - _LEAST:
            tails[said[at:]] += 1
    known = tuple(tail for tail, n in tails.items() if n >= _TIMES and not signs(tail))
    if not known:
        return []
    return [
        (line.end - len(tail), line.end)
        for line in lines
        if line.text.endswith(known)
        for tail in (max((t for t in known if line.text.endswith(t)), key=len),)
    ]


def jammers(lines: list[Line]) -> list[Span]:
    r"""Letters and signs that a forum puts behind its lines so that nobody copies them, each time others.

    >>> from corpus_tools.structure.lines import split
    >>> page = "今年防汛工作如下。 3,0nK^\n一、宣传\n发放传单300份。 [f!vB3|mS\n会议9次。 a|d\"xm']\n巡查8次。 P"
    >>> [page[a:b] for a, b in jammers(split(page))]
    ['3,0nK^', '[f!vB3|mS', 'a|d"xm\']', 'P']
    """
    ends = [
        (line, m)
        for line in lines
        if line.text[-1] <= "~" and (m := _LAST.search(line.text, max(0, len(line) - _LAST_LONGEST)))
    ]
    strange = {m[0] for _, m in ends if _STRANGE.search(m[2] or m[4])}
    if len(strange) < max(_STRANGE_LEAST, len(ends) / 2):
        return []
    return [(line.end - len(m[2] or m[4]), line.end) for line, m in ends]


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
