r"""Fields of a word processor that a converter wrote out: HYPERLINK, PAGEREF, TOC \o "1-3" with the contents in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

__all__ = ["fields"]

_SIGNS = ("TOC", "HYPERLINK", "PAGEREF", "MERGEFORMAT")
_FIELD = re.compile(
    r'HYPERLINK ?(?:\\[a-z] ?){0,3}"[^"\n]{0,120}" ?'
    r"|PAGEREF ?_Toc\d{1,12} ?(?:\\[a-z] ?){0,3}\d{0,4}"
    r"|\\\* ?MERGEFORMAT"
)
# the first item goes up to its page: TOC\o"1-2"\h\u30467第1章工作背景 430420…, where 30467 and 30420 are bookmarks
_CONTENTS = re.compile(
    r'TOC ?(?:\\[a-z] ?(?:"[^"\n]{0,20}" ?)?){1,8}(?:\d{4,9}(?!\d))?(?:(?P<first>[^\n\\"]{4,60}?) \d)?'
)
_LONGEST = 20_000  # characters of contents set in one line
_MOST = 50  # of them in a page

Run = tuple[int, int, str]


def fields(text: str) -> Iterator[Run]:
    r"""Fields, and a list of contents in one line with the text: it ends where its first item stands again.

    >>> page = 'TOC\\o"1-2"\\h\\u30467第1章工作背景 4304202.1宣传发动 5第1章工作背景我镇辖12个村。'
    >>> [(page[a:b][-8:], why) for a, b, why in fields(page)]
    [('.1宣传发动 5', 'contents')]
    """
    if not any(sign in text for sign in _SIGNS):
        return
    at = 0
    for m in islice(_CONTENTS.finditer(text), _MOST):
        if m.start() < at:
            continue
        again = text.find(m["first"], m.end(), m.end() + _LONGEST) if m["first"] else -1
        if again >= 0 and "\n" not in text[m.end() : again]:
            at = again
            yield m.start(), again, "contents"
        else:
            at = m.start("first") if m["first"] else m.end()
            yield m.start(), at, "markup"
    for m in _FIELD.finditer(text):
        yield *m.span(), "markup"
