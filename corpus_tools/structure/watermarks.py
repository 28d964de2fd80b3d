"""A site's name behind one paragraph after another: …总结如下。某某范文--天天都更新."""

from __future__ import annotations

from collections import Counter

from corpus_tools.structure.closing import signs
from corpus_tools.structure.lines import Line

__all__ = ["watermarks"]

_ENDS = "。!?;:"
_LEAST, _LONGEST = 4, 40  # characters of one
_TIMES = 3  # paragraphs it stands behind in the same words; two may end in the same words by chance

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
