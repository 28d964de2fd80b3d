"""Remnants of HTML in plain text: tags whole and cut, entities once or twice encoded, scripts, comments, BBCode.

One definition for the copy that is read (``stripped``) and for the noise that is reported (``remnants``). Text that
only looks like markup (数量<3次) stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from corpus_tools.offsets import Mapped
from corpus_tools.structure.gates import sought

__all__ = ["remnants", "stripped"]

Span = tuple[int, int]

_LT, _GT = r"(?:<|&(?:amp;){0,3}lt;)", r"(?:>|&(?:amp;){0,3}gt;)"
_NAMES = (
    "p|br|div|span|strong|font|table|tbody|tr|td|th|ul|ol|li|h[1-6]|a|img|em|b|i|u|o:p|section|center|blockquote|hr"
)
_VALUE = r"""(?:"[^"<>\n]{0,300}"|'[^'<>\n]{0,300}')"""
_ATTRIBUTE = rf"[a-zA-Z:-]{{2,20}}\s?=\s?{_VALUE}"
_REMNANT = sought(
    # a tag, whole; its name
    rf"{_LT}/?(?P<name>[a-zA-Z][a-zA-Z0-9:]{{0,20}})(?:\s[^<>&\n]{{0,300}}|\s[^<>\n]{{0,300}}(?=>))?\s?/?{_GT}"
    r"|<[!?](?=[a-zA-Z\[])[^<>\n]{0,300}>"
    # a tag that lost its end: before the text, or at the line's end
    rf"|</?(?:{_NAMES})(?:\s{{1,3}}{_ATTRIBUTE}){{1,8}}\s?(?=[^\sa-zA-Z>=\"'/-])|</?(?:{_NAMES})\s?/?(?=\n|\Z)"
    # and one that lost its beginning
    rf"|(?:(?<=\n)|\A)[\"' ]{{0,3}}(?:{_ATTRIBUTE}\s?){{1,8}}/?>"
    # a rule of a style sheet: p.cjk { font-size: 10pt; }
    r"|@?[a-zA-Z][\w.#:-]{0,30} ?\{ ?[a-zA-Z-]{2,30} ?:[^{}\n]{0,300}\}"
    r"|\[/?(?:p|b|i|u|url|img|color|size|font|align|table|tr|td|quote|center)(?:=[^\[\]\n]{0,60})?\]"
    r"|(?P<entity>&(?:amp;){0,3}(?:nbsp;?|[a-zA-Z]{2,8};|#\d{1,6};?|#[xX][0-9a-fA-F]{1,5};?))|(?<![&\w])nbsp;"
)
_BLOCK_TAGS = frozenset(
    ["p", "br", "div", "li", "ul", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "section", "hr"]
)
# what a reader never sees, its content included
_UNSEEN = (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->"), ("<xml", "</xml>"))
# no remnant is without one of these; words are looked for where one of their characters stands, found faster
_SIGNS = (("<", ""), ("{", ":"), ("&", ""), ("[", "[/"), (">", '">'), (">", "'>"), (";", "nbsp;"))


def remnants(text: str) -> list[Span]:
    """Ranges that are markup and no text, in order; an entity that stands for a visible character is text.

    >>> page = "<p style='x'>巡查&amp;nbsp;堤坝&ldquo;9&rdquo;次<br"
    >>> [page[a:b] for a, b in remnants(page)]
    ["<p style='x'>", '&amp;nbsp;', '<br']
    """
    if not _marked(text):
        return []
    unseen = list(_unseen(text))
    out, at = [], 0
    for m in _REMNANT.finditer(text):
        while at < len(unseen) and unseen[at][1] <= m.start():
            at += 1
        inside = at < len(unseen) and unseen[at][0] <= m.start()
        if not inside and not (m["entity"] and _said(m[0]).strip()):
            out.append(m.span())
    return sorted(out + unseen)


def stripped(copy: Mapped) -> Mapped:
    """The copy without its markup: block tags break the line, entities become what they stand for.

    >>> stripped(Mapped.of("一、巡查<br/>堤坝&ldquo;9&rdquo;次")).text
    '一、巡查\\n堤坝“9”次'
    """
    if not _marked(copy.text):
        return copy
    return copy.without(_unseen(copy.text)).replace(_REMNANT, _instead)


def _marked(text: str) -> bool:
    return any(c in text and sign in text for c, sign in _SIGNS)


def _instead(m: re.Match[str]) -> str:
    if m["entity"]:
        return _said(m[0])
    if m["name"]:
        return "\n" if m["name"].lower() in _BLOCK_TAGS else ""
    return " " if m[0] == "nbsp;" else ""


def _said(entity: str) -> str:
    """What an entity stands for, however often its ampersand was encoded; itself where it is none."""
    bare = re.sub("&(?:amp;)+(?=.)", "&", entity)
    said = html.unescape(bare if bare.endswith(";") else bare + ";")
    if said.startswith("&") and said != "&":
        return entity
    return "".join(" " if c.isspace() else c for c in said if c.isspace() or c.isprintable())


def _unseen(text: str) -> Iterator[Span]:
    """Scripts, styles and comments with their content; one that is not closed is left to the tags' pattern."""
    if "<" not in text:
        return
    low = text.lower() if "<S" in text or "<X" in text else text
    if len(low) != len(text):  # İ and the like change length
        low = text
    found: list[Span] = []
    for opening, closing in _UNSEEN:
        start = low.find(opening)
        while start >= 0 and (end := low.find(closing, start + len(opening))) >= 0:
            found.append((start, end + len(closing)))
            start = low.find(opening, end)
    last = 0
    for a, b in sorted(found):
        if b > last:
            yield max(a, last), b
            last = b
