"""Headings that are only lines: no number, no known words, but several of them built alike in one report.

One short line without a mark may be anything; where several stand each between the end of a paragraph and a paragraph,
they are the report's chapters. So are ``一村庄道路建设``, ``二村庄绿化``, numbers whose mark was lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence

from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import DEPTH, Marker, is_han, opens_block
from corpus_tools.structure.normalise import HAN
from corpus_tools.structure.titles import title_word

__all__ = ["plain_headings", "unmarked_numbers"]

_LONGEST = 25  # characters of a heading; a wrapped line of text is longer
_LEAST = 2  # characters, and more
_PARAGRAPH = 30  # characters of the text under a heading
_SEVERAL = 3  # one or two may be a slogan, a name, a line that was cut
_TWO = 2  # numbers in sequence are no chance
_STOPS = "。!?;:…"
# 2018年, 5月份: what such a report goes through
# 做法一:强化领导: counted in words no list knows
_HEADING = re.compile(
    rf"[{HAN}“《][\w○、,“”《》]+|(?:(?:19|20)\d\d年|\d{{1,2}}月份?)[{HAN}]{{0,6}}"
    rf"|[{HAN}]{{2,4}}[一二三四五六七八九十\d][: ]{{1,2}}[{HAN}“《][\w、,“”《》]+"
)
_SHORT = 6  # characters of a heading that may end as a title does: 制定方案
_LABEL = 14  # characters of one that ends in a colon
_NUMBERS = "一二三四五六七八九十"


def plain_headings(lines: list[Line], numbered: Sequence[Marker] = ()) -> tuple[list[Line], bool]:
    """The lines of a report that are its headings without a number, none where they are too few to tell.

    ``numbered``: the report's markers. Over lists such lines are headings where the lists begin again below them,
    within numbered blocks (the second answer) where these have several each and no lists.

    >>> from corpus_tools.structure.lines import split
    >>> text = "抓好{}\\n今年我们把这项工作摆在重要位置,开展活动多次,收到了明显的效果,群众满意。\\n"
    >>> found, within = plain_headings(split("".join(map(text.format, ("学习", "宣传", "督查")))))
    >>> [ln.text for ln in found], within
    (['抓好学习', '抓好宣传', '抓好督查'], False)
    """
    opened = {m.start: m for m in numbered}
    found = [
        i
        for i, (above, line, below) in enumerate(zip([None, *lines], lines, lines[1:], strict=False))
        if (above is None or above.text[-1] in _STOPS or title_word(above.text) or above.start in opened)
        and _heads(line, below, opened.get(below.start))
    ]
    if all(m.depth >= DEPTH["word"] and m.style != "symbol" for m in numbered):
        return [lines[i] for i in found] if len(found) >= _SEVERAL else [], False
    places = frozenset(found)
    lists = {i: m for i in found if (m := _list_below(lines, i, opened, places)) is not None}
    first = numbered[0]
    begun = {m.start for m in numbered if m.key == first.key and _begins(m)}
    over = {m.start for m in lists.values() if m.key == first.key}
    if first.start in over and len(over) >= _TWO and (first.style == "symbol" or 2 * len(over) >= len(begun)):
        return [lines[i] for i in found if i not in lists or lists[i].start in begun], False
    blocks = [m.start for m in numbered if m.key == first.key and m.opens]
    if lists or len(found) < 2 * _TWO or len(blocks) < len(numbered):
        return [], False
    several = Counter(bisect_right(blocks, lines[i].start) for i in found)
    within = sum(n >= _TWO for block, n in several.items() if block)
    return ([lines[i] for i in found], True) if 2 * within >= max(2 * _TWO, len(several)) else ([], False)


def _list_below(lines: list[Line], at: int, opened: dict[int, Marker], places: Collection[int]) -> Marker | None:
    """What opens the list under a line, one or two paragraphs between the two at most."""
    for i in range(at + 1, min(at + 1 + _SEVERAL, len(lines))):
        if i in places:
            return None
        if marker := opened.get(lines[i].start):
            return marker if _begins(marker) else None
    return None


def _begins(marker: Marker) -> bool:
    return marker.number == 1 or marker.style == "symbol"


def _heads(line: Line, below: Line, marker: Marker | None) -> bool:
    said = line.text
    if said[-1] == ":" and len(said) <= _LABEL and not said.endswith(("如下:", "以下:", "包括:", "下列:")):
        said = said[:-1].rstrip()
    if not _LEAST < len(said) <= _LONGEST or not _HEADING.fullmatch(said) or said[-1] in "、,日":
        return False
    if (len(said) > _SHORT and title_word(said)) or opens_block(said):
        return False
    if marker is not None:
        return _begins(marker)
    return len(below.text) >= _PARAGRAPH and below.text[-1] in _STOPS


def unmarked_numbers(lines: list[Line]) -> list[Marker]:
    """Numbers of headings whose mark was lost, each on a line of its own, in sequence from one.

    >>> from corpus_tools.structure.lines import split
    >>> text = "一村庄道路建设\\n修铺主干道250米。\\n二村庄绿化\\n栽树600株。\\n"
    >>> [(m.number, m.written) for m in unmarked_numbers(split(text))]
    [(1, '一'), (2, '二')]
    """
    run: list[Marker] = []
    out: list[Marker] = []
    for line in lines[:-1]:  # under the last there is no text
        said = line.text
        if said[0] not in _NUMBERS or not _LEAST < len(said) <= _LONGEST or said[-1] in _STOPS or not is_han(said[1]):
            continue
        number = _NUMBERS.index(said[0]) + 1
        if said[1] in _NUMBERS or opens_block(said):
            continue
        if number == 1 or (run and number == run[-1].number + 1):
            if number == 1:
                out += run if len(run) >= _TWO else []
                run = []
            at = line.start
            run.append(Marker(at, at + 1, "bracket", number, True, said[0], "unmarked", DEPTH["bracket"]))
    return out + (run if len(run) >= _TWO else [])
