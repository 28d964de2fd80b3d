"""Markers of numbered blocks: 一、 （一） 1. ① 一是 ….

Markers stand at the start of a line or, where lines were glued, behind the end of a sentence; in the latter case
they must continue a sequence. What only looks like one (2.5公里, 3、5月, 一、二季度) is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from corpus_tools import lexicon
from corpus_tools.structure.counting import numeral
from corpus_tools.structure.normalise import HAN

__all__ = [
    "DEPTH",
    "LAST",
    "LONGEST_HEADING",
    "PARAGRAPH",
    "STOP",
    "WORDS",
    "Marker",
    "is_han",
    "lead",
    "markers",
    "opens_block",
    "spoken",
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

_CN = "一二三四五六七八九十"
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
    rf"(?P<part>第[{_CN}]{{1,3}}(?:部分|章|节))[,、.:]?"
    rf"|(?P<chinese>[{_CN}]{{1,3}}) ?(?:[、.:,。);—](?! ?[{_CN}][、月年季级等类期])(?:(?<=[、)])[、.]|(?<=—)—?)?)"
    rf"|(?P<formal>[{_RARE}]|[IVX]{{1,4}}) ?[、.:](?! ?[{_RARE}IVX][、级类等双方])(?=[{HAN} “])"
    rf"|[(<【\[](?P<bracket>[{_CN}]{{1,3}}|[{_RARE}])[)>】\]][、.:,]?"
    rf"|(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})[.、]? ?(?=[{HAN}“《])(?![万亿元米吨亩公平千百个人%度年月])"
    rf"|(?P<digit>\d{{1,2}}) ?(?:、[.、]?|[.](?!\d)|[.](?=(?:19|20)\d\d年)|(?:[:,]|[-—]{{1,2}})(?=[{HAN}“]))"
    rf"|(?P<plain>\d{{1,2}}) {{1,2}}(?=(?![、,“”])[{HAN}、,“”]{{2,19}}\n)(?![年月日季期届点分人名个次份户项条万元米吨])"
    rf"|\(?(?P<digit_bracket>\d{{1,2}})\)[、.:]?"
    rf"|(?P<circle>[①-⑳❶-❿])[、.]?"
    rf"|(?:(?P<letter>[{_LETTERS}])[、.]|\((?P<letter_bracket>[{_LETTERS}])\))(?=[{HAN}“])"
    rf"|(?P<word>(?:第(?:[{_CN}]{{1,2}}|\d)|其[{_CN}])(?:{_COUNTED})?(?:(?=[,、:(])(?!、[{_CN}\d])|是(?=[{HAN}“]))"
    rf"|首先|其次|再次|最后|[{_CN}]{{1,2}}(?:是|要(?=[{HAN}]{{2}})))[,、:]?"
    rf") ?"
)
_STARTS = rf"\d{_CN}第(<【\[①-⑳❶-❿首其再最{_RARE}IVX{_LETTERS}"  # a look at one character spares most of the tries
# an ASCII full stop ends a sentence behind a Chinese character only, as _found sees to
_MARKER = re.compile(rf"[\n{_AFTER}. ] {{0,3}}(?=[{_STARTS}]){_BODY}")
_FIRST = re.compile(rf" {{0,3}}(?=[{_STARTS}]){_BODY}")
# 工作到位二、加强管理: glued without any punctuation; only a number that is due counts
_NO_LIST = rf"(?![{_CN}、]|{'|'.join(lexicon.load('headings')['markers']['no_list'])})"
_GLUED = re.compile(rf"、(?<=[{_CN}]、)(?=[{HAN}“]){_NO_LIST}")
_GLUED_BRACKET = re.compile(rf"\((?P<bracket>[{_CN}]{{1,3}})\)[、.]?(?=[{HAN}“]){_NO_LIST}")
# 一 一 着力推进: the punctuation was lost, a space is left of it
_SPACED = re.compile(rf" (?<=[{_CN}] )(?=[{HAN}]{{4}})")

_LEADS = frozenset("0123456789第(<【[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳❶❷❸❹❺❻❼❽❾❿首其再最 IVX" + _CN + _RARE + _LETTERS)
_OPENED = ("(", "<", "【", "[")
_NO_TEXT = ("", *"、,。;:.)")
# 一 加强宣传教育: a line of its own, the mark behind the number lost
_LINE_SPACED = re.compile(rf"(?P<chinese>[{_CN}]{{1,3}}) {{1,2}}(?=[{HAN}]{{2}}[^。,;]{{0,22}}\Z)")
_YEAR = re.compile(r"(?:19|20)[\dxX*]{2}")
LAST = 9
"""What 最后 counts as, whatever came before it."""

WORDS = {"首先": 1, "其次": 2, "再次": 3, "最后": LAST}
"""Words that count without a numeral."""

# styles that are headings even where a line was glued; the others are list items in running text
_GLUEABLE = frozenset(("part", "formal", "chinese", "bracket", "digit"))
# … but where they go on from a line's start, or are paragraphs by their length
_LISTED = frozenset(("dotted", "digit_bracket", "circle", "letter", "letter_bracket"))
_BRACKETED = frozenset(("bracket", "digit_bracket", "letter_bracket"))
# 1: 1, 1——: marks behind a number that mostly are something else, so that the number must be one of several
_ODD = ",:-—"
_COUNTER = re.compile(rf"第|其|{_COUNTED}|[是要]")

_QUOTED = 30  # characters: slogans and titles in quotes are shorter
_SPOKEN = 45  # 一是 … in running text, on average: three quarters of the 60 characters that make a section


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


def markers(text: str, start: int, end: int, flat: bool = False) -> list[Marker]:
    """Markers of blocks between two offsets of a normalised text. ``flat``: the text has no lines left.

    >>> page = "一、宣传。发放2.5公里。二、检查\\n1.巡查3、5月"
    >>> [(m.style, m.number, m.opens) for m in markers(page, 0, len(page))]
    [('chinese', 1, True), ('chinese', 2, False), ('digit', 1, True)]
    """
    found = _found(text, start, end)
    runs = {id(m) for m in _long_runs(text, found, end)}
    found = [m for m in found if m.opens or flat or m.style in _GLUEABLE or id(m) in runs]
    found = [m for m in found if m.opens or m.style != "word"]
    return _in_sequence(found, start, end, text)


def _long_runs(text: str, found: list[Marker], end: int) -> list[Marker]:
    """(1)… (2)… in running text: those that go on from a line's start, or each for a paragraph's length."""
    runs: dict[str, list[list[Marker]]] = {}
    for m in found:
        if m.style not in _LISTED:
            continue
        own = runs.setdefault(m.key, [])
        if own and m.number == own[-1][-1].number + 1:
            own[-1].append(m)
        elif m.number == 1:
            own.append([m])
    out: list[Marker] = []
    for run in chain.from_iterable(runs.values()):
        if len(run) > 1 and (run[0].opens or _long(text, run, end, PARAGRAPH)):
            out += run
    return out


def _long(text: str, run: list[Marker], end: int, least: int) -> bool:
    """Whether the items of a run have so many characters each on average; the last ends with its line."""
    enough = run[0].start + least * len(run)
    return enough <= end and text.find("\n", run[-1].text, enough) < 0


def _found(text: str, start: int, end: int) -> list[Marker]:
    out = []
    hits = _MARKER.finditer(text, start, end)
    for m in chain([first], hits) if (first := _FIRST.match(text, start, end)) else hits:
        at = m.start()
        opens = at == start or text[at] == "\n"
        if not opens and text[at] == "." and (not is_han(text[at - 1]) or text[at - 1] in _CN):
            continue
        if m.end() < end and (marker := _marker(text, m, opens)):
            out.append(marker)
    return out


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
    if not opens and style == "digit" and text[end - 1] in _ODD:
        return None
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


def spoken(text: str, start: int, end: int) -> list[Marker]:
    """一是 … 二是 … within paragraphs, where each goes on for a paragraph's length: all the structure a report has.

    >>> page = "一年来,主要做了两件事。一是走访。" + "走进农家院落听意见。" * 6 + "二是办实事。" + "修路架桥。" * 12
    >>> [m.written for m in spoken(page, 0, len(page))]
    ['一是', '二是']
    """
    runs: list[list[Marker]] = []
    for m in _found(text, start, end):
        if m.style != "word":
            continue
        if runs and (m.number == runs[-1][-1].number + 1 or m.number == LAST):
            runs[-1].append(m)
        elif m.number == 1:
            runs.append([m])
    out: list[Marker] = []
    for run in runs:
        if len(run) > 1 and _long(text, run, end, _SPOKEN):
            out += run
    return out


def _in_sequence(found: list[Marker], start: int, end: int, text: str) -> list[Marker]:
    """Of the markers in mid-line keep those that continue a sequence or start one that goes on."""
    numbered = any(m.style in ("chinese", "bracket") for m in found) or _SPACED.search(text, start, end)
    glued = list(_glued(text, start, end)) if numbered else []
    both = found
    if glued:
        both = sorted({m.start: m for m in [*glued, *found]}.values(), key=lambda m: m.start)
    follows: dict[str, int] = {}  # style -> number of the next marker of that style, looking back from the end
    goes_on = []
    for m in reversed(both):
        goes_on.append(0 < follows.get(m.key, 0) - m.number <= 2)
        follows[m.key] = m.number
    goes_on.reverse()
    last: dict[str, int] = {}
    comma = 0  # number of the last marker written with a comma
    out: list[Marker] = []
    soft = {m.start for m in glued}
    for m, on in zip(both, goes_on, strict=True):
        step = m.number - last.get(m.key, -1)
        if m.opens and m.start not in soft:
            listed = _needs_another(m)
            # 三,从严治院: its like stood before it, though another style may have counted on since
            comma_due = listed and m.number == comma + 1 > 1
            keep = not listed and not (m.style == "digit" and text[m.text].isdecimal())
            due = step in (1, 2) and (m.key in last or not listed)
            keep = (keep and m.style != "plain") or on or due or comma_due
            comma = m.number if keep and listed else comma
        elif m.start in soft:
            keep = step == 1 or (m.number == 1 and (on or _under(text, out, m)))
        else:
            keep = step in (1, 2) or (m.number == 1 and on) or (step == 0 and m.style != "digit")
        if keep:
            last[m.key] = m.number
            out.append(m)
    return out


def _needs_another(m: Marker) -> bool:
    """Whether what a line starts with is a number only where another one goes before or behind it."""
    if m.style in ("letter", "letter_bracket", "formal"):
        return True
    return m.written[-1] in (_ODD if m.style == "digit" else ",;—")


def _under(text: str, before: list[Marker], m: Marker) -> bool:
    """一、加强调解(一)调解情况: a first sub-heading glued to the heading it stands under."""
    if not before or m.style != "bracket" or before[-1].style != "chinese":
        return False
    return m.start - before[-1].text <= LONGEST_HEADING and not STOP.search(text, before[-1].text, m.start)


def _glued(text: str, start: int, end: int) -> Iterable[Marker]:
    for m in _GLUED_BRACKET.finditer(text, start, end):
        if m.start() > start and is_han(text[m.start() - 1]) and (number := numeral(m["bracket"])):
            yield Marker(m.start(), m.end(), "bracket", number, False, m[0], "bracket", DEPTH["bracket"])
    for pattern in (_GLUED, _SPACED):
        for m in pattern.finditer(text, start, end):
            at = m.start()
            while at > max(start, m.start() - 3) and text[at - 1] in _CN:
                at -= 1
            before = text[at - 1] if at > start else "\n"
            fits = before in "\n 。;:!?" if pattern is _SPACED else is_han(before)
            if (
                fits
                and before not in _CN
                and not _within_phrase(text, at)
                and (number := numeral(text[at : m.start()]))
            ):
                said = text[at : m.end()].strip()
                yield Marker(at, m.end(), "chinese", number, before == "\n", said, "chinese", DEPTH["chinese"])


def _within_phrase(text: str, at: int) -> bool:
    """“安全第一、常备不懈”, 统一、规范: a numeral that ends a word, or stands in a quotation not yet closed."""
    if text[at - 1 : at] in _no_number_after():
        return True
    opened = text.rfind("“", max(0, at - _QUOTED), at)
    if opened < 0 or text.find("”", opened, at) >= 0:
        return False
    return text.find("”", at, at + _QUOTED) >= 0 and not STOP.search(text, opened, at)


@cache
def _no_number_after() -> frozenset[str]:
    return frozenset(lexicon.load("headings")["markers"]["no_number_after"])


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
    if after[0] not in _CN:
        return False
    seam = before[-_QUOTED:]
    return _within_phrase(seam + after[: _QUOTED + 1], len(seam))
