"""Headings that are only lines: no number, no known words, but several of them built alike in one report.

One short line without a mark may be anything; where several stand each between the end of a paragraph and a paragraph,
they are the report's chapters. So are ``一村庄道路建设``, ``二村庄绿化``, numbers whose mark was lost.
"""

from __future__ import annotations

import re

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
_HEADING = re.compile(rf"[{HAN}“《][\w○、,“”《》]+|(?:(?:19|20)\d\d年|\d{{1,2}}月份?)[{HAN}]{{0,6}}")
_NUMBERS = "一二三四五六七八九十"


def plain_headings(lines: list[Line]) -> list[Line]:
    """The lines of a report without numbers that are its headings, none where they are too few to tell.

    >>> from corpus_tools.structure.lines import split
    >>> text = "抓好{}\\n今年我们把这项工作摆在重要位置,开展活动多次,收到了明显的效果,群众满意。\\n"
    >>> [ln.text for ln in plain_headings(split("".join(map(text.format, ("学习", "宣传", "督查")))))]
    ['抓好学习', '抓好宣传', '抓好督查']
    """
    found = [
        line
        for above, line, below in zip([None, *lines], lines, lines[1:], strict=False)
        if (above is None or above.text[-1] in _STOPS or title_word(above.text)) and _heads(line, below)
    ]
    return found if len(found) >= _SEVERAL else []


def _heads(line: Line, below: Line) -> bool:
    said = line.text
    if not _LEAST < len(said) <= _LONGEST or not _HEADING.fullmatch(said) or said[-1] in "、,日":
        return False
    if title_word(said) or opens_block(said):
        return False
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
