"""Lists of contents: lines that say no more than what stands over the text further down, and reading guides."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import takewhile

from corpus_tools import lexicon
from corpus_tools.structure.lines import Line, squeeze
from corpus_tools.structure.marks import opens_report
from corpus_tools.structure.noise import AROUND
from corpus_tools.structure.titles import title_word

__all__ = ["contents"]

_HEADING = 14  # characters: 目录, CONTENTS 目录
_ITEM = 60  # characters of a title with its leader and page number
_LEAST, _MOST = 2, 200  # items
_STOPS = "。!?;,:"
_LEADER = re.compile(r"[.…·—-]{2,}.*\Z|\d{1,3}\Z")


def contents(lines: list[Line], site: dict[int, str]) -> dict[int, str]:
    """Starts of the lines of a list of contents, with the reason. ``site``: lines known to be the site's.

    Each stands once more below, over its text; the first that does not ends the list. Where not even two do, it is a
    guide in the site's words: short lines that look like items, down to the first line of text and the title over it.

    >>> from corpus_tools.structure.lines import split
    >>> page = split("目录\\n一、宣传......1\\n二、巡查......2\\n一、宣传\\n发放传单。\\n二、巡查\\n巡查9次。")
    >>> contents(page, {0: "contents"})
    {3: 'contents', 15: 'contents'}
    """
    label = _rules()["label"]
    over = [
        i
        for i, line in enumerate(lines)
        if len(line) <= _HEADING
        and (line.start in site or line.text[-1] == "…")
        and label.fullmatch(line.text.strip(AROUND).lower())
    ]
    if not over:
        return {}
    out: dict[int, str] = {}
    times = Counter(_title(line.text) for line in lines if len(line) <= _ITEM)
    labels = set(over)
    for i in over:
        if i + 1 in labels:  # the last of several stands over the list
            continue
        below = lines[i + 1 : i + 1 + _MOST]
        if lines[i].text[-1] == "…" and (outline := _outline(below)):
            out |= dict.fromkeys(outline, "contents")
            continue
        items: dict[str, int] = {}
        for line in below:
            said = _title(line.text)
            if len(line) > _ITEM or said in items or times[said] <= 1:
                break
            items[said] = line.start
        found = list(items.values()) if len(items) >= _LEAST else _guide(below)
        out |= dict.fromkeys(found, "contents")
    return out


def _outline(below: list[Line]) -> list[int]:
    """Starts of the lines between two rows of dots, in which a site shows the headings of what it sells."""
    items = list(takewhile(lambda line: squeeze(line.text), below[:_OUTLINE]))
    closed = len(items) < len(below[:_OUTLINE]) and all(line.text[-1] not in _STOPS for line in items)
    return [line.start for line in below[: len(items) + 1]] if closed else []


_OUTLINE = 60  # lines


def _guide(below: list[Line]) -> list[int]:
    """Starts of the items under the word 导读 or 目录 that stand nowhere else."""
    items = list(takewhile(lambda line: len(line) <= _ITEM and line.text[-1] not in _STOPS, below))
    item = _rules()["item"]
    marked = bool(items) and opens_report(items[0].text)
    n = next((k for k, line in enumerate(items) if k and _starts(line, items[0], marked)), len(items))
    if 0 < n == len(items) < len(below):  # the last stands over the text
        over = items[-1].text
        n -= opens_report(over) or (title_word(over) and not item.match(over))
    looks = sum(item.match(line.text) is not None for line in items[:n])
    while n and not item.match(items[n - 1].text):  # …and the body's name under it
        n -= 1
    return [line.start for line in items[:n]] if n >= _LEAST and 2 * looks >= n else []


def _starts(line: Line, first: Line, marked: bool) -> bool:
    """Whether a line under the items is no longer one: the first mark of the collection, or the first item again."""
    return (opens_report(line.text) and not marked) or _title(line.text) == _title(first.text)


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(pattern) for key, pattern in lexicon.load("site")["contents"].items()}


def _title(line: str) -> str:
    return squeeze(_LEADER.sub("", line)) or line
