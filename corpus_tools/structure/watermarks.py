"""What stands behind one paragraph after another: a site's name, letters that keep text from being copied."""

from __future__ import annotations

import re
from collections import Counter

from corpus_tools.structure.closing import signs
from corpus_tools.structure.lines import Line

__all__ = ["jammers", "watermarks"]

_ENDS = "。!?;:"
_LEAST, _LONGEST = 4, 40  # characters of one
_MARK = 6  # characters of a mark with its colon, 篇12:, behind which a title stands
_TIMES = 3  # paragraphs it stands behind in the same words; two may end in the same words by chance
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
        marked = said[at - 1] == ":" and line.end - line.start - len(said) + at <= _MARK
        if 0 < at <= len(said) - _LEAST and not marked:
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
