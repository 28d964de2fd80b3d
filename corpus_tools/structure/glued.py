"""The site's words in one line with a report's last: …敬请批评指正。感谢阅读, …2020年3月4日 THE END."""

from __future__ import annotations

import re

from corpus_tools.structure import noise
from corpus_tools.structure.editor import SENTENCE_END, editor_start, speaks
from corpus_tools.structure.layout import Layout
from corpus_tools.structure.lines import Line
from corpus_tools.structure.titles import title_word

__all__ = ["apart", "unglue"]

_PIECE_END = re.compile(
    SENTENCE_END.pattern + r"|(?<=[\d一二三四五六七八九十xX×*])日|(?<![A-Za-z]) | (?![A-Za-z])|(?=[\[【])"
)
_CLOSED = re.compile(r"(?:[。!?~;][”\")]?|日)\Z")
_PARAGRAPH = 60
_MOST_GLUED = 12  # a bound that keeps damaged text linear


def _closed(said: str) -> bool:
    """Whether a report may end so, or breaks off in a paragraph: not 18 第页共页, nor a teaser with its dots."""
    return _CLOSED.search(said) is not None or (len(said) >= _PARAGRAPH and said[-1] not in ".…")


def unglue(lines: list[Line], i: int, site: dict[int, str], out: Layout) -> Line:
    """Take the site's words off line ``i`` that stand behind its own, and give back what is left of it.

    What they made of the line is taken out of ``site``; they go to the noise of ``out``.

    >>> lines, out = [Line(0, 16, "成效明显,敬请批评指正。欢迎下载")], Layout()
    >>> unglue(lines, 0, {}, out).text, out.noise
    ('成效明显,敬请批评指正。', [(12, 16, 'page_number')])
    """
    line = lines[i]
    said = line.text
    for _ in range(_MOST_GLUED):
        if (found := _glued(said)) is None:
            break
        cut, reason = found
        out.noise.append((line.start + cut, line.start + len(said), reason))
        said = said[:cut].rstrip()
    if said != line.text:
        site.pop(line.start, None)  # what the words behind it made it
        lines[i] = Line(line.start, line.start + len(said), said)
    return lines[i]


def _glued(text: str) -> tuple[int, str] | None:
    """Where the site's words behind the last sentence, date or gap begin, and the reason."""
    ends = [m.end() for m in _PIECE_END.finditer(text, max(0, len(text) - noise.LONGEST_SITE))]
    for cut in reversed(ends):
        piece = text[cut:].strip(" 。!~")
        if any(map(str.isalnum, piece)) and _closed(text[:cut].rstrip()):
            reason = "" if speaks(piece) else noise.whole_line(piece)
            reason = reason or ("editor" if editor_start(piece, 0, len(piece)) == 0 else "")
            by = piece[0] == "(" and reason == "publication"  # (通讯员:张三): who wrote it signs it
            return (cut, reason) if reason and not by and not noise.signs(piece, text[:cut].rstrip()) else None
    return None


_STOPS = "。!?;"
_LONGEST = 16  # characters of a button or of what is printed at the foot of every sheet


def apart(lines: list[Line]) -> list[Line]:
    """The lines, with words of the site behind a sentence as lines of their own.

    >>> [line.text for line in apart([Line(0, 11, "清理垃圾9吨。精品文档"), Line(12, 23, "清理垃圾9吨。成效明显")])]
    ['清理垃圾9吨。', '精品文档', '清理垃圾9吨。成效明显']
    """
    out = []
    for line in lines:
        while head := _ahead(line.text):
            rest = line.text[head:].lstrip()
            out.append(Line(line.start, line.start + head, line.text[:head]))
            line = Line(line.end - len(rest), line.end, rest)
        if tail := _behind(line.text):
            kept = line.text[:-tail].rstrip()
            out.append(Line(line.start, line.start + len(kept), kept))
            line = Line(line.end - tail, line.end, line.text[-tail:])
        out.append(line)
    return out


def _behind(text: str) -> int:
    """Length of the site's words behind a line's last sentence; 0 where there are none."""
    if text[-1] in _STOPS:
        return 0
    reach = max(0, len(text) - _LONGEST)
    stop = max([text.rfind(mark, reach) for mark in _STOPS])
    piece = text[stop + 1 :].lstrip() if stop >= 0 else ""
    if not any(map(str.isalnum, piece)) or piece[0] == "(" or not noise.whole_line(piece):  # (记者/田禾) signs it
        return 0
    return 0 if title_word(piece) or noise.whole_line(text) else len(piece)


def _ahead(text: str) -> int:
    """Where the site's words end that stand before a paragraph, a gap between the two; 0 where none do."""
    at = text.find(" ", _SHORTEST, _LONGEST_AHEAD)
    if at < 0 or len(text) < _LONGEST_AHEAD + _PARAGRAPH or "。" not in text[at:]:
        return 0
    while at > 0:
        said = text[:at].rstrip("。")
        if "。" in said:
            break
        if noise.whole_line(said):
            return 0 if noise.head_end(text, 0, len(text)) > at else at
        at = text.find(" ", at + 1, _LONGEST_AHEAD)
    return 0


_SHORTEST, _LONGEST_AHEAD = 4, 40  # characters of words before a paragraph
