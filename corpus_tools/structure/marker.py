"""One marker of a numbered block, 一、 （一） 1. ① 一是 …: what it looks like and what it says.

What only looks like one (2.5公里, 3、5月, 一、二季度) is refused here; which of those in mid-line count is decided in
``numbering``, from the sequence they stand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from corpus_tools import lexicon
from corpus_tools.structure.counting import numeral
from corpus_tools.structure.normalise import HAN

__all__ = [
    "CN",
    "DEPTH",
    "LAST",
    "LONGEST_HEADING",
    "ODD",
    "PARAGRAPH",
    "STOP",
    "WORDS",
    "Marker",
    "candidates",
    "is_han",
    "lead",
    "long_units",
    "opens_block",
    "within_phrase",
    "wraps_number",
]

STOP = re.compile(r"[。;:!?]")
"""What a heading ends at."""

# 一、…: as measured on the reference pages the longest heading that ends in a full stop has 40 characters, the
# longest on a line of its own 42; single sentences that are paragraphs start at 46
LONGEST_HEADING = 42
PARAGRAPH = 60
"""Characters from which a paragraph is a section, by the definition of a section."""

DEPTH = {
    "part": 1,
    "formal": 1,
    "plain": 1,
    "chinese": 1,
    "bracket": 2,
    "digit": 3,
    "dotted": 3,
    "digit_bracket": 4,
    "circle": 4,
    "letter": 4,
    "letter_bracket": 4,
    "word": 4,
}
"""Depth of a section by its marker's style, as ``records.Section.depth`` counts."""

CN = "一二三四五六七八九十"
# 壹、 Ⅰ、 甲、 II、: numerals that only headings are written with, so they stand over 一、 where both are there
_FORMAL = ("壹贰叁肆伍陆柒捌玖拾", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", "甲乙丙丁戊己庚辛")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_RARE = "".join(_FORMAL)
_LETTERS = "ABCDEFGHabcdefgh"
_AFTER = "。;:!?…”)》】"

# 第一点, 第二个方面: what numbers are said of
_COUNTED = "|".join(lexicon.load("headings")["markers"]["counted"])
# A marker follows a line's start, the end of a clause or a space.
_BODY = (
    rf"(?:"
    rf"(?P<part>第(?:[{CN}]{{1,3}}|\d{{1,2}})(?:部分|章|节))[,、.:]?"
    rf"|(?P<chinese>[{CN}]{{1,3}}) ?(?:[、.:,。);—]"
    rf"(?! ?[{CN}](?:[、月季级等类期]|年(?!来)))(?:(?<=[、)])[、.]|(?<=—)—?)?)"
    rf"|(?P<formal>[{_RARE}]|[IVX]{{1,4}}) ?[、.:](?! ?[{_RARE}IVX][、级类等双方])(?=[{HAN} “])"
    rf"|[(<【\[〔](?P<bracket>[{CN}]{{1,3}}|[{_RARE}])[)>】\]〕][、.:,]?"
    rf"|(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})[.、]? ?(?=[{HAN}“《])(?![万亿元米吨亩公平千百个人%度月]|年(?!度))"
    rf"|(?P<digit>\d{{1,2}}) ?(?:、[.、]?|[.](?!\d)|[.](?=(?:19|20)\d\d年)|(?:[:,]|[-—]{{1,2}})(?=[{HAN}“]))"
    rf"|(?P<plain>\d{{1,2}}(?= )|0\d) {{0,2}}(?=(?![、,“”])[{HAN}、,“”]{{2,19}}\n)"
    rf"(?![年月日季期届点分人名个次份户项条万元米吨])"
    rf"|\(?(?P<digit_bracket>\d{{1,2}})\)[、.:]?"
    rf"|(?P<circle>[①-⑳❶-❿])[、.]?"
    rf"|(?:(?P<letter>[{_LETTERS}])[、.]|\((?P<letter_bracket>[{_LETTERS}])\))(?=[{HAN}“])"
    rf"|(?P<word>(?:第(?:[{CN}]{{1,2}}|\d)|头一|其[{CN}])(?:{_COUNTED})?(?:(?=[,、:(])(?!、[{CN}\d])|是(?=[{HAN}“]))"
    rf"|首先|其次|再次|最后|[{CN}]{{1,2}}(?:是|要(?=[{HAN}]{{2}})))[,、:]?"
    rf") ?"
)
_STARTS = rf"\d{CN}第头(<【\[〔①-⑳❶-❿首其再最{_RARE}IVX{_LETTERS}"  # a look at one character spares most of the tries
# an ASCII full stop ends a sentence behind a Chinese character only, as _found sees to
_MARKER = re.compile(rf"[\n{_AFTER}. ] {{0,3}}(?=[{_STARTS}]){_BODY}")
_FIRST = re.compile(rf" {{0,3}}(?=[{_STARTS}]){_BODY}")
_LEADS = frozenset("0123456789第头(<【[〔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿首其再最 IVX" + CN + _RARE + _LETTERS)
_OPENED = ("(", "<", "【", "[", "〔")
_NO_TEXT = ("", *"、,。;:.)")
# 一 加强宣传教育: a line of its own, the mark behind the number lost
_LINE_SPACED = re.compile(rf"(?P<chinese>[{CN}]{{1,3}}) {{1,2}}(?=[{HAN}]{{2}}[^。,;]{{0,22}}\Z)")
_YEAR = re.compile(r"(?:19|20)[\dxX*]{2}")
LAST = 9
"""What 最后 counts as, whatever came before it."""

WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": LAST}
"""Words that count without a numeral."""

_BRACKETED = frozenset(("bracket", "digit_bracket", "letter_bracket"))
# 1: 1, 1——: marks behind a number that mostly are something else, so that the number must be one of several
ODD = ",:-—"
_COUNTER = re.compile(rf"第|头|其|{_COUNTED}|[是要]")

_QUOTED = 30  # characters: slogans and titles in quotes are shorter


@dataclass(slots=True)
class Marker:
    """``start``: of the marker; ``text``: where the text behind it starts; ``opens``: stands at a line's start.

    ``key`` is what siblings share: the style, for 1.1 and 1.1.1 with the number of points.
    """

    start: int
    text: int
    style: str
    number: int
    opens: bool
    written: str
    key: str

    depth: int
    heading: int = 0  # where its heading ends, if that is known


def candidates(text: str, start: int, end: int) -> list[Marker]:
    """What looks like a marker between two offsets, at a line's start or behind the end of a clause."""
    out = []
    hits = _MARKER.finditer(text, start, end)
    for m in chain([first], hits) if (first := _FIRST.match(text, start, end)) else hits:
        at = m.start()
        opens = at == start or text[at] == "\n"
        if not opens and text[at] == "." and (not is_han(text[at - 1]) or text[at - 1] in CN):
            continue
        if m.end() < end and (marker := _marker(text, m, opens)):
            out.append(marker)
            if opens and marker.style in _CHAPTERS and (under := _glued(text, marker, end)):
                out.append(under)
    return out


_CHAPTERS = frozenset(("chinese", "bracket"))
# 二、工作内容1.宣传教育: the first of the parts, glued to the heading over them
_UNDER = re.compile(rf"[{HAN}]{{2,14}}(?=1[.、] ?[{HAN}]|\(一\)[{HAN}]|\(1\)[{HAN}])")


def _glued(text: str, chapter: Marker, end: int) -> Marker | None:
    """The first part under a heading that it is glued to, where the second opens a line further down."""
    m = _UNDER.match(text, chapter.text, end)
    hit = _FIRST.match(text, m.end(), end) if m else None
    first = _marker(text, hit, False) if hit and hit.end() < end else None
    if first is None or first.style == chapter.style:
        return None
    second = "\n" + first.written.replace("1", "2").replace("一", "二")
    return first if text.find(second, first.text, min(end, first.text + _PART)) >= 0 else None


_PART = 2000  # characters in which the second part begins


def _marker(text: str, m: re.Match[str], opens: bool) -> Marker | None:
    """What a match of the patterns says; None where it only looks like a marker."""
    style = m.lastgroup or ""
    at = m.start(style)
    if style in _BRACKETED and text[at - 1 : at] in _OPENED:
        at -= 1
    said = m[style]
    if style == "circle":
        number = ord(said) - ord("①" if said <= "⑳" else "❶") + 1
    elif style in ("letter", "letter_bracket"):
        number = _LETTERS.index(said) % (len(_LETTERS) // 2) + 1
    elif said[0] in _RARE or said[0] in "IVX":
        number = _rare(said)
    elif style == "dotted":
        number = int(said.rpartition(".")[2])
    elif style == "word":
        number = WORDS.get(said) or numeral(_COUNTER.sub("", said))
    elif style == "part":
        number = numeral(said.strip("第部分章节"))
    else:
        number = numeral(said)
    end = m.end()
    if not number or text[end : end + 1] in _NO_TEXT:
        return None
    if not opens and (style == "plain" or (style == "chinese" and text[end - 1] in "。;—")):
        return None
    if not opens and style == "digit" and text[end - 1] in ODD:
        return None
    if style == "dotted" and text.startswith(long_units(), m.end(style)):
        return None  # 每千人抽检⏎6.1批次
    if style == "digit" and text[end].isdecimal() and not opens and not _YEAR.match(text, end):
        return None  # 3、5月
    written = text[at:end].rstrip()
    if style == "bracket" and written[0] == "<" and written[-1] in "、.":
        style = "chinese"  # ‹一>、 is 一、 with marks put in
    key, depth = style, DEPTH[style]
    if style == "dotted":
        key += str(written.rstrip(".").count("."))
        depth = min(4, 1 + written.strip("、. ").count("."))
    elif style == "digit":
        key += written[-1]
    elif said[0] in _RARE or said[0] in "IVX":
        key += str(_series(said))
    elif style in ("letter", "letter_bracket"):
        key += "A" if said.isupper() else "a"
    return Marker(at, end, style, number, opens, written, key, depth)


def _series(numeral: str) -> int:
    """Which series a rare numeral belongs to: 壹, Ⅰ, 甲, I."""
    return next((i for i, series in enumerate(_FORMAL) if numeral in series), len(_FORMAL))


def _rare(said: str) -> int:
    i = _series(said)
    if i < len(_FORMAL):
        return _FORMAL[i].index(said) + 1
    return _ROMAN.index(said) + 1 if said in _ROMAN else 0


def within_phrase(text: str, at: int) -> bool:
    """“安全第一、常备不懈”, 统一、规范: a numeral that ends a word, or stands in a quotation not yet closed."""
    if text.endswith(_no_number_after(), 0, at):
        return True
    opened = text.rfind("“", max(0, at - _QUOTED), at)
    if opened < 0 or text.find("”", opened, at) >= 0:
        return False
    return text.find("”", at, at + _QUOTED) >= 0 and not STOP.search(text, opened, at)


@cache
def _no_number_after() -> tuple[str, ...]:
    return tuple(lexicon.load("headings")["markers"]["no_number_after"])


@cache
def long_units() -> tuple[str, ...]:
    """Units of several characters with which no heading begins: measures (公里), and what counts times (批次)."""
    units = lexicon.load("units")
    measured = {w for ws in units["canonical"].values() for w in ws}
    counted = {w for ws in units["measure"].values() for w in ws if w[-1] == "次"}
    return tuple(sorted(w for w in measured | counted if len(w) > 1))


def is_han(c: str) -> bool:
    """Whether a character is an ideograph."""
    return "\u3400" <= c <= "\u9fff"


def opens_block(line: str) -> bool:
    """Whether a line starts with a marker of any style.

    >>> opens_block("(二)宣传发动"), opens_block("2.5公里")
    (True, False)
    """
    return line[:1] in _LEADS and _leads(line[:_LEAD]) is not None


def lead(line: str) -> tuple[str, int] | None:
    """Style (``Marker.key``) and number of the marker a line starts with; None where there is none.

    >>> lead("(二)宣传发动"), lead("3、巡查"), lead("2.5公里")
    (('bracket', 2), ('digit、', 3), None)
    """
    return (_leads(line[:_LEAD]) or None) if line[0] in _LEADS else None


_LEAD = 40  # characters of a line, more than any pattern of a marker looks at


@lru_cache(maxsize=4096)  # each step asks of the same lines, and reports share their headings
def _leads(head: str) -> tuple[str, int] | tuple[()] | None:
    """What ``lead`` says; ``()`` where something like a marker stands that is none."""
    m = _FIRST.match(head) or _LINE_SPACED.match(head)
    if m is None:
        return None
    found = _marker(head, m, True)
    return (found.key, found.number) if found else ()


def wraps_number(before: str, after: str) -> bool:
    """Whether a line that starts with a numeral goes on with a phrase of the line before.

    >>> wraps_number("坚持“安全第", "一、常备不懈”的方针"), wraps_number("宣传工作", "一、常备不懈")
    (True, False)
    """
    if after[0] not in CN:
        return False
    seam = before[-_QUOTED:]
    return within_phrase(seam + after[: _QUOTED + 1], len(seam))
