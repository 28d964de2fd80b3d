"""Boxes of links between the reports of a page: 相关推荐:⏎乡镇工作总结⏎社区工作计划, and behind them the next report.

A link is written as a title is, and over the text below the box stands the title of the next report. So the last title
over text is no link, where another stands between it and the box's label or the links are numbered and it is not.
"""

from __future__ import annotations

from corpus_tools.structure import noise
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import lead
from corpus_tools.structure.marks import opens_report
from corpus_tools.structure.titles import title_word

__all__ = ["boxes", "resumes"]

_LONGEST = 40  # characters of a link
_MOST = 12  # links of a box
_BARE = 14  # characters of a label with nothing behind it
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
    if lines[i].text[-1] in _LABEL:  # links in any words, up to a collector's mark
        k = j
        while k < len(lines) and k - i <= _MOST and _short(lines[k]) and not opens_report(lines[k].text):
            k += 1
        if k < len(lines) and opens_report(lines[k].text) and _reports(lines, k):
            return k
    rows = i + 1
    while rows < len(lines) and rows - i <= _MOST and _row(lines[rows]):
        rows += 1
    if i + 1 < rows < len(lines) and _reports(lines, rows):
        return rows
    if j == len(lines) or not _reports(lines, j):
        return i
    links = lines[i + 1 : j]
    numbers = [found[1] if (found := lead(line.text)) else 0 for line in links]
    if numbers[:1] == [1]:  # 1、… 2、… 3、…: what has no number behind them is no link
        return i + 1 + next((k for k, number in enumerate(numbers) if number != k + 1), len(numbers))
    if lines[i].text[-1] not in _LABEL and " " in lines[i].text:
        return i + 1 if links else i  # 相关推荐:乡镇工作总结 社区工作计划: the links are in the label's line
    over = lines[i - 1] if i and len(lines[i]) <= _BARE else None  # 温馨提示:本套材料共5篇 opens no list
    if over and not over.stops and len(over) <= _LONGEST and lead(over.text):
        return j  # what follows is the text of the heading over the box
    return j - 1 if len(links) > 1 else i


def _link(line: Line) -> bool:
    return _short(line) and title_word(line.text)


def _short(line: Line) -> bool:
    return len(line) <= _LONGEST and (not line.stops or line.text[-1] == ")")


def _row(line: Line) -> bool:
    """乡镇工作总结 | 社区工作计划: links side by side."""
    pieces = line.text.split("|")
    return len(pieces) > 1 and line.text[-1] not in "。;!" and max(map(len, pieces)) <= _LONGEST


def _reports(lines: list[Line], j: int) -> bool:
    """Whether the lines behind a box's titles are a report's: as much text as one has, up to the next box."""
    said = paragraphs = 0
    for k in range(j, len(lines)):
        line = lines[k]
        if noise.is_tail(line.text) or noise.is_teaser(line.text):
            return False
        if line.text[-1] in "。;:!" or lead(line.text):
            said += len(line)
            paragraphs += 1
        if said >= (_LEAST_TEXT if paragraphs > 1 else _LEAST_PARAGRAPH):
            return True
    return False


def resumes(lines: list[Line], i: int, last: int, site: dict[int, str]) -> int:
    """Line behind a box of links at which the report goes on; ``last`` where it does not.

    It goes on where its numbering does, or where what follows is paragraphs, with hardly a title over them: under a
    teaser's title stands one paragraph.

    >>> from corpus_tools.structure.lines import split
    >>> said = "二、宣传⏎相关阅读:抗旱计划⏎张贴标语32条,发放明白纸1200份,广播96次,入户走访46户。⏎三、巡查"
    >>> page = split(said.replace("⏎", "\\n"))
    >>> page[resumes(page, 1, len(page), {})].text[:8]
    '张贴标语32条,'
    """
    numbers = {found for line in lines[max(0, i - _ABOVE) : i] if (found := lead(line.text))}
    for j in range(i + 1, min(last, i + _BOX)):
        found = lead(lines[j].text)
        over = j + 1 < last and lines[j].start not in site and noise.is_title(lines[j])
        if over and len(lines[j + 1]) >= _PROSE and lines[j + 1].text[-1] in "。:":
            rest = [line for line in lines[j + 1 : last] if line.start not in site]
            if len(rest) > _UNDER_TITLE and _goes_on_in_prose(rest):
                return j
        if lines[j].start not in site and noise.is_title(lines[j]) and _article(lines, j + 1, last, site):
            return j
        first = (
            found
            and found[1] == 1
            and (found[0], 2) in {lead(line.text) for line in lines[j + 1 : min(last, j + _ABOVE)]}
        )
        if first and j + 1 < last and len(lines[j + 1]) >= _PROSE and not numbers:
            return _paragraphs_over(lines, i + 1, j, site)  # 相关文章:⏎一、加强领导, and 二、 further down
        if found and found[1] > 1 and (found[0], found[1] - 1) in numbers and found not in numbers:
            return _paragraphs_over(lines, i + 1, j, site)
        said = lines[j].text
        if lines[j].start in site:
            continue
        if opens_report(said) and j + 1 < last and _article(lines, j + 1, last, site):
            return j
        if len(said) >= _PROSE and said[-1] == "。" and not noise.of_site(said, noise.SURE):
            titled = j - 1 > i and lines[j - 1].start not in site and noise.is_title(lines[j - 1])
            rest = [line for line in lines[j : min(last, j + _REST)] if line.start not in site]
            if _goes_on_in_prose(rest) and (len(said) >= _PARAGRAPH or sum(map(len, rest)) >= _PARAGRAPH):
                return j - titled
            if len(said) >= _PARAGRAPH:
                return last
    return last


def _article(lines: list[Line], first: int, last: int, site: dict[int, str]) -> bool:
    """Whether whole text stands under a title: three lines of it at least before the next, none that breaks off."""
    said = paragraphs = 0
    for line in lines[first : min(last, first + _ABOVE)]:
        if line.start in site and not said:  # when and by whom it was put there, and why
            continue
        if line.start in site or (noise.is_title(line) and not lead(line.text)):
            break
        if noise.is_teaser(line.text):
            return False
        if line.stops or lead(line.text):
            said += len(line)
            paragraphs += 1
    return paragraphs >= _UNDER_TITLE and said >= _LEAST_TEXT


def _paragraphs_over(lines: list[Line], first: int, j: int, site: dict[int, str]) -> int:
    """The first of the paragraphs over line ``j`` that are the report's, which goes on there; ``j`` where none is.

    A box that stands between a heading and its text has no text of its own but what stands under a single title.
    """
    k = j
    while k > first and lines[k - 1].start not in site and _is_paragraph(lines[k - 1].text):
        k -= 1
    teaser = k > first and j - k == 1 and (k - 1 == first or not _listed_alike(lines[k - 1], lines[k - 2]))
    return j if teaser else k


def _is_paragraph(said: str) -> bool:
    return (
        len(said) >= _PROSE and said[-1] in "。;:" and not noise.is_teaser(said) and not noise.of_site(said, noise.SURE)
    )


def _listed_alike(line: Line, over: Line) -> bool:
    """Whether two lines are links of one list: no text stands between them."""
    return not line.stops and not over.stops and len(line) <= _LINK and len(over) <= _LINK


def _goes_on_in_prose(rest: list[Line]) -> bool:
    prose = [line for line in rest if line.text[-1] in "。;:" or lead(line.text)]
    if len(prose) == len(rest):
        return len(rest) > 1
    titles = sum(noise.is_title(line) for line in rest)
    if len(prose) < _UNDER_TITLE * (titles + 1) or any(noise.is_teaser(line.text) for line in rest):
        return False
    return sum(map(len, prose)) >= _IN_PROSE * sum(map(len, rest))


_LINK = 40  # characters of a link
_ABOVE = 60  # lines looked at
_REST = 120  # lines behind a box by which its kind is told
_UNDER_TITLE = 3  # paragraphs under a title that make it a report's
_IN_PROSE = 0.8  # share of the characters; the rest are titles and signatures
_BOX = 30  # lines; lists of links in mid-report have some ten
_PROSE = 25  # characters; a shorter sentence may be a button's
_PARAGRAPH = 60
