"""Lists of contents: lines that say no more than what stands over the text further down."""

from __future__ import annotations

import re
from collections import Counter

from corpus_tools.structure.lines import Line, squeeze

__all__ = ["contents"]

_HEADING = 14  # characters: 目录, CONTENTS 目录
_ITEM = 60  # characters of a title with its leader and page number
_LEAST = 2
_LEADER = re.compile(r"[.…·—-]{2,}.*\Z|\d{1,3}\Z")


def contents(lines: list[Line], site: dict[int, str]) -> dict[int, str]:
    """Starts of the lines of a list of contents, with the reason. ``site``: lines known to be the site's.

    Each stands once more below, over its text; the first that does not ends the list.

    >>> from corpus_tools.structure.lines import split
    >>> page = split("目录\\n一、宣传......1\\n二、巡查......2\\n一、宣传\\n发放传单。\\n二、巡查\\n巡查9次。")
    >>> contents(page, {0: "contents"})
    {3: 'contents', 15: 'contents'}
    """
    over = [i for i, line in enumerate(lines) if site.get(line.start) == "contents" and len(line) <= _HEADING]
    if not over:
        return {}
    out: dict[int, str] = {}
    times = Counter(_title(line.text) for line in lines if len(line) <= _ITEM)
    for i in over:
        items: dict[str, int] = {}
        for line in lines[i + 1 :]:
            said = _title(line.text)
            if len(line) > _ITEM or said in items or times[said] <= 1:
                break
            items[said] = line.start
        if len(items) >= _LEAST:
            out |= dict.fromkeys(items.values(), "contents")
    return out


def _title(line: str) -> str:
    return squeeze(_LEADER.sub("", line)) or line
