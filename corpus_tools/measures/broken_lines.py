"""Sentences that a line break of the scraper's has cut: ``撰写心得⏎92篇`` is one deed with its figure.

Where all lines of a page are cut at one width, ``structure`` takes the breaks out. This is for the rest: a line that
stops in the middle of a clause, its figure or its deed on the next.
"""

from __future__ import annotations

import re

__all__ = ["goes_on"]

# A line this long is cut by its width rather than ended by its writer: of the 214 headings of samples/pages one is as
# long, while the cut lines of wrapped pages have 30 characters and more.
_FULL = 25
_STOPS = frozenset("。!！?？…;；:：|")  # close a sentence; looked at first, since most sentences end so
_LONGEST = 4 * _FULL  # of a line no more is looked at
_BREAK = re.compile(r"[ \t\u3000]*\r?\n[ \t\u3000]*")
_OPEN = re.compile(r"[,，、]$")  # a line that ends so goes on, however short
_INNER = re.compile(r"[,，、;；。:：]")
_ENDED = re.compile(r"[。.!！?？…;；:：|\d)）]$")
# what opens a line that is none of the sentence before it
_OPENER = re.compile(
    r"[(（【\[<《#*•·●■◆▲★—\-]|[一二三四五六七八九十]{1,3}[、.．是]|\d{1,2}[、.．)）]|第[一二三四五六七八九十\d]"
)
_FIGURE = re.compile(r"[\dxX*＿_]")


def goes_on(text: str, start: int, end: int, following: int, *, heading: bool) -> bool:
    """Does the sentence ``text[start:end]`` go on at ``following``, the start of the next?

    ``heading``: the sentence opens its section, so it may be the section's heading.

    >>> text = "落实三会一课制度,上党课4次,开展主题党日6场,集中学习文件并撰写心得\\n92篇。"
    >>> goes_on(text, 0, text.index("\\n"), text.index("92"), heading=False)
    True
    >>> text = "二、加强宣传\\n发放传单300份。"
    >>> goes_on(text, 0, text.index("\\n"), text.index("发放"), heading=True)
    False
    """
    if text[end - 1] in _STOPS or heading or _BREAK.fullmatch(text, end, following) is None:
        return False
    if _OPENER.match(text, following):
        return False
    line = text[max(text.rfind("\n", max(0, end - _LONGEST), end) + 1, end - _LONGEST) : end]
    line = line.strip()
    if _OPEN.search(line):
        return True
    if len(line) < _FULL or _ENDED.search(line) or _INNER.search(line) is None:
        return False
    tail = line[max(m.end() for m in _INNER.finditer(line)) :]
    return _FIGURE.search(tail) is None and "\t" not in line and "  " not in line
