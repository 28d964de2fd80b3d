"""Boxes of links between the reports of a page: 相关推荐:⏎乡镇工作总结⏎社区工作计划, and behind them the next report.

A link is written as a title is, and over the text below the box stands the title of the next report. So the last title
over text is no link, where another stands between it and the box's label or the links are numbered and it is not.
"""

from __future__ import annotations

from corpus_tools.structure import noise
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import lead
from corpus_tools.structure.titles import title_word

__all__ = ["boxes"]

_LONGEST = 40  # characters of a link
_MOST = 12  # links of a box
# characters behind a box that are a report's, in paragraphs or in one; a teaser breaks off before
_LEAST_TEXT, _LEAST_PARAGRAPH = 80, 150
_LABEL = ":】"


def boxes(lines: list[Line]) -> dict[int, str]:
    """Starts of the lines that are a box's, label and links, where a report stands behind it.

    >>> from corpus_tools.structure.lines import split
    >>> report = "全年巡查堤坝96次,储备编织袋2万条。\\n" * 9
    >>> page = split("相关推荐:\\n社区工作计划\\n教师工作总结\\n柳河镇防汛工作总结\\n" + report)
    >>> [page[i].text for i in range(len(page)) if page[i].start in boxes(page)]
    ['相关推荐:', '社区工作计划', '教师工作总结']
    """
    out: dict[int, str] = {}
    i = 0
    while i < len(lines):
        if noise.is_tail(lines[i].text):
            stop = _end(lines, i)
            out |= dict.fromkeys([line.start for line in lines[i:stop]], "related")
            i = max(i, stop - 1)
        i += 1
    return out


def _end(lines: list[Line], i: int) -> int:
    """The line behind the box whose label is line ``i``, with which a report begins; ``i`` where none does."""
    j = i + 1
    while j < len(lines) and j - i <= _MOST and _link(lines[j]):
        j += 1
    if j == len(lines) or not _reports(lines, j):
        return i
    links = lines[i + 1 : j]
    numbers = [found[1] if (found := lead(line.text)) else 0 for line in links]
    if numbers[:1] == [1]:  # 1、… 2、… 3、…: what has no number behind them is no link
        return i + 1 + next((k for k, number in enumerate(numbers) if number != k + 1), len(numbers))
    if lines[i].text[-1] not in _LABEL and " " in lines[i].text:
        return i + 1 if links else i  # 相关推荐:乡镇工作总结 社区工作计划: the links are in the label's line
    return j - 1 if len(links) > 1 else i


def _link(line: Line) -> bool:
    return len(line) <= _LONGEST and not line.stops and title_word(line.text)


def _reports(lines: list[Line], j: int) -> bool:
    """Whether the lines behind a box's titles are a report's: as much text as one has, up to the next box."""
    said = paragraphs = 0
    for line in lines[j:]:
        if noise.is_tail(line.text) or noise.is_teaser(line.text):
            return False
        if line.text[-1] in "。;:!" or lead(line.text):
            said += len(line)
            paragraphs += 1
        if said >= (_LEAST_TEXT if paragraphs > 1 else _LEAST_PARAGRAPH):
            return True
    return False
