"""The headline of a news item, which ends in no word for a document: it stands over the publication line."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus_tools.structure import noise
from corpus_tools.structure.lines import Line
from corpus_tools.structure.organisation import level_of

__all__ = ["page_headline"]

_LINES = 12  # at a page's head among which one is
_LEAST, _LONGEST = 8, 60  # characters of one
_NONE = re.compile(r"[|>»·_]| -|- |  |(?:[^ ]{2,6} ){3}")


def page_headline(lines: list[Line], site: dict[int, str]) -> str:
    """The line over a page's publication line, where none is a document's title: a news item's.

    >>> from corpus_tools.structure.lines import split
    >>> page = "首页 > 新闻\\n中河镇:楼道清出旧家具\\n来源:西河信息港 日期:2021-10-12\\n街道变得干净了。"
    >>> page_headline(split(page), {0: "navigation", 20: "publication"})
    '中河镇:楼道清出旧家具'
    """
    for i, (line, below) in enumerate(pairwise(lines[:_LINES])):
        if site.get(below.start) == "publication" and line.start not in site:
            over = lines[i - 1] if i and len(line) < _LEAST and lines[i - 1].start not in site else line
            said = over.text  # over who wrote it, where he is named on a line
            named = _LEAST <= len(said) <= _LONGEST and said[-1] not in "。;:,、"
            whose = level_of(said.partition(":")[0]) is not None  # 柳河镇:…: no label
            return said if named and not _NONE.search(said) and (whose or not noise.label(said)) else ""
    return ""
