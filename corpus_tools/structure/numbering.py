"""The numbered blocks of a text: which markers count, from the sequence they stand in.

Markers stand at the start of a line or, where lines were glued, behind the end of a sentence; in the latter case
they must continue a sequence. What one looks like is said in ``marker``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from corpus_tools import lexicon
from corpus_tools.structure.chapters import chaptered
from corpus_tools.structure.counting import numeral
from corpus_tools.structure.marker import (
    CN,
    DEPTH,
    LAST,
    LONGEST_HEADING,
    ODD,
    PARAGRAPH,
    STOP,
    Marker,
    candidates,
    is_han,
    within_phrase,
)
from corpus_tools.structure.normalise import HAN

__all__ = ["markers", "spoken"]

# 工作到位二、加强管理: glued without any punctuation; only a number that is due counts
_NO_LIST = rf"(?![{CN}、]|{'|'.join(lexicon.load('headings')['markers']['no_list'])})"
_GLUED = re.compile(rf"、(?<=[{CN}]、)(?=[{HAN}“]){_NO_LIST}")
_GLUED_BRACKET = re.compile(rf"\((?P<bracket>[{CN}]{{1,3}})\)[、.]?(?=[{HAN}“])")
_GLUED_DIGIT = re.compile(rf"(?<=[{HAN}])(?P<digit>\d{{1,2}})[、.](?=[{HAN}“])")
# 一 一 着力推进: the punctuation was lost, a space is left of it
_SPACED = re.compile(rf" (?<=[{CN}] )(?=[{HAN}]{{4}})")

# styles that are headings even where a line was glued; the others are list items in running text
_GLUEABLE = frozenset(("part", "formal", "chinese", "bracket", "digit"))
# … but where they go on from a line's start, or are paragraphs by their length
_LISTED = frozenset(("dotted", "digit_bracket", "circle", "letter", "letter_bracket"))
# what a first sub-heading may be glued to: a heading of a rank above its own
_OVER = {"bracket": ("chinese",), "digit": ("chinese", "bracket")}
_SPOKEN = 45  # 一是 … in running text, on average: three quarters of the 60 characters that make a section


def markers(text: str, start: int, end: int, flat: bool = False) -> list[Marker]:
    """Markers of blocks between two offsets of a normalised text. ``flat``: the text has no lines left.

    >>> page = "一、宣传。发放2.5公里。二、检查\\n1.巡查3、5月"
    >>> [(m.style, m.number, m.opens) for m in markers(page, 0, len(page))]
    [('chinese', 1, True), ('chinese', 2, False), ('digit', 1, True)]
    """
    found = candidates(text, start, end)
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


def spoken(text: str, start: int, end: int) -> list[Marker]:
    """一是 … 二是 … within paragraphs, where each goes on for a paragraph's length: all the structure a report has.

    >>> page = "一年来,主要做了两件事。一是走访。" + "走进农家院落听意见。" * 6 + "二是办实事。" + "修路架桥。" * 12
    >>> [m.written for m in spoken(page, 0, len(page))]
    ['一是', '二是']
    """
    runs: list[list[Marker]] = []
    for m in candidates(text, start, end):
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
    glued += chaptered(text, start, end, found)
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
    if m.style in ("letter", "letter_bracket", "formal") or (m.style == "dotted" and m.number > 1):  # 11.9是消防日
        return True
    return m.written[-1] in (ODD if m.style == "digit" else ",;—")


def _under(text: str, before: list[Marker], m: Marker) -> bool:
    """一、加强调解(一)调解情况, 二、主要做法1.高位推动: a first sub-heading glued to the heading it stands under."""
    if not before or before[-1].style not in _OVER.get(m.style, ()):
        return False
    return m.start - before[-1].text <= LONGEST_HEADING and not STOP.search(text, before[-1].text, m.start)


def _glued(text: str, start: int, end: int) -> Iterable[Marker]:
    for m in _GLUED_BRACKET.finditer(text, start, end):
        if m.start() > start and is_han(text[m.start() - 1]) and (number := numeral(m["bracket"])):
            yield Marker(m.start(), m.end(), "bracket", number, False, m[0], "bracket", DEPTH["bracket"])
    for m in _GLUED_DIGIT.finditer(text, start, end):
        yield Marker(m.start(), m.end(), "digit", int(m["digit"]), False, m[0], f"digit{m[0][-1]}", DEPTH["digit"])
    for pattern in (_GLUED, _SPACED):
        for m in pattern.finditer(text, start, end):
            at = m.start()
            while at > max(start, m.start() - 3) and text[at - 1] in CN:
                at -= 1
            before = text[at - 1] if at > start else "\n"
            fits = before in "\n 。;:!?" if pattern is _SPACED else is_han(before)
            if fits and before not in CN and not within_phrase(text, at) and (number := numeral(text[at : m.start()])):
                said = text[at : m.end()].strip()
                yield Marker(at, m.end(), "chinese", number, before == "\n", said, "chinese", DEPTH["chinese"])
