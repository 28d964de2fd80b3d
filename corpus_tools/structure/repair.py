"""Breaks and digits that scraping left inside words.

``教。⏎⏎育`` is one word with a full stop and a blank line put in, ``进家1庭`` one with a page number. Whether a
word was cut is asked of the segmenter: a break is repaired only where the two sides, each a fragment by itself,
make one word together, or where the side before it cannot end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from corpus_tools import lexicon, segmentation
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import is_han
from corpus_tools.structure.normalise import HAN
from corpus_tools.structure.sheets import sheet_ends
from corpus_tools.structure.titles import title_word
from corpus_tools.structure.wraps import WRAP_LEAST, Wrapping, space_wraps, wrapping

__all__ = ["Repair", "numbers_page", "repair"]

_REACH = 6  # characters on either side the segmenter is shown: longer than nearly every word of its dictionary
_SIGNATURE = 20  # characters; what goes on after a full stop put in is a sentence's rest, and ends in a stop
_FULL = "。!?;:….)”》】\"'"
_CHUNK = 100  # characters; document viewers number pieces of a page's length, lists have shorter items

Span = tuple[int, int]


@dataclass(slots=True)
class Repair:
    """What stands in the copy where nothing should. ``digits``: page numbers; ``joins``: breaks, full stops put in."""

    digits: list[Span] = field(default_factory=list)
    joins: list[Span] = field(default_factory=list)


def repair(text: str, lines: list[Line], opens: list[bool]) -> Repair:
    """Find breaks and page numbers inside sentences and words.

    ``opens[i]``: line ``i`` visibly opens a block (a heading, a title, a site line), so nothing is joined to it.

    >>> from corpus_tools.structure.lines import split
    >>> page = "活动突出了对全体居民的思想教。\\n\\n育,并进社区、进家1庭。"
    >>> repair(page, split(page), [True, False])
    Repair(digits=[(26, 27)], joins=[(14, 17)])
    """
    out = Repair()
    for k, (i, length) in enumerate(_chunks(lines)):
        line = lines[i]
        out.digits.append((line.start, line.start + length))
        if k and lines[i - 1].text[-1] not in _FULL:  # over the first stand the site's words
            out.joins.append((lines[i - 1].end, line.start))
    apart = _figures_apart(lines)
    out.joins += [(lines[i - 1].end, lines[i].start) for i in apart]
    for i in _page_numbers(lines, opens) if not apart else ():
        out.digits.append((lines[i].start, lines[i].end))
        out.joins += [(lines[i - 1].end, lines[i].start), (lines[i].end, lines[i + 1].start)]
    for i, j in sheet_ends(lines):
        out.digits.append((lines[i].start, j))
        if lines[i - 1].text[-1] not in _FULL and len(lines[i - 1]) > _REACH:
            out.joins.append((lines[i - 1].end, lines[i].start))
            if text[j : j + 1] == "\n" and not opens[i + 2]:
                out.joins.append((j, lines[i + 2].start))
    out.joins += [(lines[i].end, lines[i + 1].start) for i in _numbers_over(lines, opens)]
    setting = wrapping(text, lines)
    words = _words()
    for i in range(1, len(lines)):
        before, after = lines[i - 1], lines[i]
        if before.text[-1] == "小" and _SIZE.match(after.text):
            out.joins.append((before.end, after.start))
        if i in apart or not _is_text(after.text) or (opens[i] and not setting.within(before, after)):
            continue
        if setting.sentence_ends(text, before, after):
            out.joins.append((before.end, after.start))
        elif before.text[-1] == "。":
            signs = len(after) <= _SIGNATURE and not after.stops  # 5所。⏎县教育局
            signs = signs or _SPACED_NUMBER.match(after.text) is not None  # 有人管。⏎二 广泛宣传
            tail = before.text[-1 - words["shi_de"] : -1]
            if len(before) > _REACH and not signs and _cut_word(tail, after.text[:_REACH], words):
                out.joins.append((before.end - 1, after.start))
        elif _runs_over(before, after, setting, opened=opens[i - 1]):
            out.joins.append((before.end, after.start))
    out.joins += space_wraps(lines)
    out.joins += _cut_by_space(text, [line for line in lines if _spaced_out(line.text)])
    for m in words["digits"].finditer(text):
        a, b = m.span()
        counts = a > 1 and text[a - 2].isdecimal()  # 辖7村41社: a list of counts
        if m["sure"] is not None or (
            not counts and _joins(text[max(0, a - _REACH) : a], text[b : b + _REACH], figure=True)
        ):
            out.digits.append((a, b))
    return out


def _figures_apart(lines: list[Line]) -> frozenset[int]:
    """Lines that go on from the one above, on a page that has its figures on lines of their own: 派出⏎720⏎余人次."""
    units = (*_words()["units"], *_MORE)

    def figure(said: str) -> bool:
        """A figure with its unit, or what such a line begins with."""
        m = _FIGURE.match(said) if said[0].isdecimal() else None
        return m is not None and said.startswith(units, m.end())

    alone = {i for i, line in enumerate(lines) if line.text[0].isdecimal() and _ALONE.fullmatch(line.text)}
    whole = {i for i, line in enumerate(lines) if len(line) <= _FIGURE_LINE and figure(line.text)}
    below = [(i, lines[i + 1].text) for i in sorted(alone | whole) if i + 1 < len(lines)]
    if sum(said.startswith(units if i in alone else _GOES_ON) for i, said in below) < _SEVERAL:
        return frozenset()
    out = set()
    for i in range(1, len(lines)):
        above, said = lines[i - 1].text, lines[i].text
        if i - 1 in whole and said[0] in _GOES_ON:
            out.add(i)
        if above[-1] in _FULL:
            continue
        if (
            i in alone
            or i in whole
            or figure(said)
            or (i - 1 in alone and (said.startswith(units) or (above[-1] == "%" and is_han(said[0]))))
        ):
            out.add(i)
    return frozenset(out)


_FIGURE_LINE = 10  # characters of a figure and its unit
_GOES_ON = (",", "、", "。", ";", ")")
_ALONE = re.compile(r"\d[\d,.]{0,12}[%‰]?")
_MORE = ("余", "多", "万", "亿", "年", "%")
_SEVERAL = 3  # such figures on a page; one or two are numbers of its pages


def _page_numbers(lines: list[Line], opens: list[bool]) -> list[int]:
    """Lines that hold a number and stand between two halves of a sentence."""
    return [
        i
        for i in range(1, len(lines) - 1)
        if len(lines[i].text) <= _LONGEST_PAGE
        and numbers_page(lines[i].text)
        and len(lines[i - 1]) > _REACH
        and lines[i - 1].text[-1] not in _FULL
        and not title_word(lines[i - 1].text)
        and not _DATED.search(lines[i - 1].text)
        and not opens[i + 1]
        and len(lines[i + 1]) >= _REACH
        and (not lines[i + 1].text[0].isdecimal() or not lines[i].text.isdecimal())
        and not (opens[i - 1] and _whole_heading(lines[i - 1], lines[i + 1]))
    ]


def _whole_heading(above: Line, below: Line) -> bool:
    """Whether a line over a page's number is a heading, of which nothing stands below the number."""
    return len(above) <= _HEADING and not _cut_short(above.text, below.text)


def _numbers_over(lines: list[Line], opens: list[bool]) -> list[int]:
    """Lines that hold 01, 02, … alone over a heading, as articles made for phones have them."""
    run: list[int] = []
    for i, line in enumerate(lines[:-1]):
        said = line.text
        heads = len(said) == _ZEROED and said.isdecimal() and int(said) == len(run) + 1
        if heads and not opens[i + 1] and len(lines[i + 1]) <= _UNDER_NUMBER and not lines[i + 1].stops:
            run.append(i)
    return run if len(run) > 1 else []


_ZEROED = 2  # digits: 01; a page's number has one where it can
_HEADING = 30  # characters of one over the number of a page; a longer line with a mark goes on below it
_UNDER_NUMBER = 19  # characters of a heading


def numbers_page(line: str) -> bool:
    """Whether a line is the number of a page, alone or dressed.

    >>> numbers_page("- 3 -"), numbers_page("第 3 页 共 12 页"), numbers_page("3个村")
    (True, True, False)
    """
    return (len(line) <= _PAGE_DIGITS and line.isdecimal()) or _PAGE.fullmatch(line) is not None


_SIZE = re.compile(r"\([一二12]\)(?:型|\d)")  # 小⏎(一)型水库: a size of reservoirs, no heading's number
_MARKED = 60  # characters of a title with its number


def _cut_short(before: str, after: str) -> bool:
    """Whether a line breaks off within a word or a number that the next one ends: 明显的成⏎效, 出动3⏎00余人."""
    if before[-1].isdecimal():
        if len(before) <= _MARKED and title_word(before.rstrip("0123456789 第篇")):
            return False  # 工作总结 篇3⏎石桥社区…: it numbers a report, and counts no 石
        counts = _NUMBER_ENDS.match(after) is not None or after.startswith(_words()["units"])
        return counts and _NUMBER_CUT.search(before) is not None
    if len(before) > 2 * _REACH and after[0].isdecimal() and is_han(before[-1]):  # 全镇共清运垃圾⏎1200吨
        figure = _FIGURE.match(after)
        return figure is not None and after.startswith(_words()["units"], figure.end()) and not title_word(before)
    if _DATED.search(before):  # 7月8日⏎市第五医院…: a signature's date, and no 日市
        return False
    return not title_word(before) and _joins(before[-_REACH:], after[:_REACH])


def _cut_by_space(text: str, spaced: list[Line]) -> Iterator[Span]:
    """Spaces within words (贯 彻落 实), and all of lines in which every character stands apart."""
    at = 0
    for line in spaced:
        yield from _within_words(text, at, line.start)
        yield from ((m.start(), m.end()) for m in _SPACES.finditer(text, line.start, line.end))
        at = line.end
    yield from _within_words(text, at, len(text))


def _within_words(text: str, start: int, end: int) -> Iterator[Span]:
    for m in _SPACE_IN_WORD.finditer(text, start, end):
        a, b = m.span()
        tail = text[max(0, a - _REACH) : a]
        if not _NUMBERS.search(tail) and _joins(tail, text[b : b + _REACH]):
            yield a, b


_NUMBERS = re.compile(r"(?:\A|\n) *[一二三四五六七八九十]{1,2}\Z")  # 二 多措并举: what opens a line and numbers it


def _spaced_out(line: str) -> bool:
    """Whether a line has a space behind nearly every character: 清 运 垃 圾 1 2 吨."""
    return len(line) > WRAP_LEAST and line.count(" ") > _SPACED_SHARE * len(line)


_SPACED_SHARE = 0.4
_PAGE_DIGITS = 3
_LONGEST_PAGE = 16
_PAGE = re.compile(
    r"(?:[-—–~·]{1,2} ?)\d{1,3}(?: ?[-—–~·]{1,2})|\d{1,3}-"
    r"|第? ?\d{1,3} ?页(?:[,/ ]{0,2}共? ?\d{1,3} ?页)?|\d{1,3} ?/ ?\d{1,3}"
)
_DATED = re.compile(r"月[\dxX×*一二三四五六七八九十]{1,3}[日号]\Z")  # a signature
_NUMBER_CUT = re.compile(rf"[{HAN}](?!(?:19|20)\d\d\Z)\d{{1,4}}\Z")
_FIGURE = re.compile(r"\d[\d,]{0,8}(?:\.\d+)?[多余]?[万亿]?(?![、.年月日])")
_NUMBER_ENDS = re.compile(rf"\d{{1,6}}(?:\.\d+)?[多余万亿]?[{HAN}%](?<![年月日、])")
_SPACED_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3} ")
_SPACES = re.compile(" +")
_SPACE_IN_WORD = re.compile(rf" (?<=[{HAN}] )(?=[{HAN}])")


def _chunks(lines: list[Line]) -> list[tuple[int, int]]:
    """Lines numbered by a document viewer, page by page: they go on in mid-sentence where the one before broke off.

    Numbers of the lines, with the characters of what numbers each.
    """
    run: list[tuple[int, int]] = []
    broken = 0
    style = ""  # what stands around the first number, so around all
    for i, line in enumerate(lines):
        if (
            (line.text[0].isdecimal() or line.text[0] == "第")
            and (
                len(line.text) >= _CHUNK
                or (run and lines[i - 1].text[-1] not in _FULL and line.start - lines[run[-1][0]].start >= _CHUNK)
            )
            and (m := _CHUNK_MARK.match(line.text))
            and int(m[1] or m[2]) == len(run) + 1
            and ((around := _COUNTS.sub("", m[0])) == style or not run)
        ):
            broken += bool(run) and lines[i - 1].text[-1] not in _FULL
            style = around
            run.append((i, m.end()))
    return run if len(run) > 1 and broken > _BROKEN * (len(run) - 1) else []


_BROKEN = 0.5  # of the pieces, that break off
_COUNTS = re.compile(r"[\d ]")
_CHUNK_MARK = re.compile(r"(\d{1,3})[、.．] ?|第 ?(\d{1,3}) ?页[:：]? ?")


def _runs_over(before: Line, after: Line, setting: Wrapping, *, opened: bool) -> bool:
    """Whether a line that ends in no full stop goes on in the next."""
    last = before.text[-1]
    if last in ",、" or setting.mark_within(before, after):
        return True
    if last in _FULL:
        return False
    return (
        setting.filled(before)
        or after.text[0] in _CLOSES
        or (len(before) > 2 * WRAP_LEAST and _runs_on(before.text, opened))
        or (len(before) > _REACH and _cut_short(before.text, after.text))
    )


_CLOSES = "》”)%"  # what nothing begins with


def _is_text(line: str) -> bool:
    c = line[0]
    return c.isalnum() or c in ",、;:)》”%。(“《" or (c == "." and line[1:2].isdecimal())


def _runs_on(line: str, opened: bool) -> bool:
    """A long line of prose that just stops: it holds sentences and ends in none. Long headings hold commas only."""
    return "。" in line or (not opened and line.count(",") > 1)


def _cut_word(tail: str, head: str, words: dict[str, Any]) -> bool:
    if head[0] in ",、;:)》”%。":
        return True
    if _WHOLE.search(tail):
        return False  # 卫生院2所。⏎用了四十天, 小结如下。⏎半年来
    if tail.endswith(words["dangling_ends"]):
        last = segmentation.cut(tail[-_REACH:])[-1]
        if last in words["dangling"]:
            return not (last == "的" and "是" in tail)
    # a full stop is taken out only for a word that is listed: 走访了工人。⏎镇纪委 holds no 人镇
    return _joins(tail[-_REACH:], head, listed=True)


@lru_cache(maxsize=4096)  # the same figures stand in the copies of a sentence
def _joins(tail: str, head: str, *, figure: bool = False, listed: bool = False) -> bool:
    """Whether a word runs over the seam, and what stands behind the seam is a fragment when looked at alone.

    ``figure``: a digit that counts nothing stands between the two, so that it is enough if the fragment is no word.
    ``listed``: the word must be one of the dictionary's, none that the segmenter makes.
    """
    tail, head = _last_run(tail), _first_run(head)
    if not tail or not head:
        return False
    at = 0
    for word in segmentation.cut(tail + head):
        end = at + len(word)
        if at < len(tail) < end:
            # intact, the head would be cut into words of its own: 做到。⏎位于 is no 到位
            piece = word[len(tail) - at :]
            if listed and not segmentation.known(word):
                return False
            first = segmentation.cut(head)[0]
            return (first == piece or (figure and first.startswith(piece))) and piece not in _words()["openers"]
        at = end
    return False


_WHOLE = re.compile(rf"(?:\d[{HAN}]|如下|第[一二三四五六七八九十])\Z")  # sentences end so
_RUN = re.compile(rf"[{HAN}]+")
_LAST_RUN = re.compile(rf"[{HAN}]+\Z")


def _last_run(text: str) -> str:
    m = _LAST_RUN.search(text)
    return m[0] if m else ""


def _first_run(text: str) -> str:
    m = _RUN.match(text)
    return m[0] if m else ""


@cache
def _words() -> dict[str, Any]:
    site, headings = lexicon.load("site"), lexicon.load("headings")
    stray = site["stray_digits"]
    units = lexicon.load("units")
    counted = {w[0] for table in (units["canonical"], units["measure"]) for ws in table.values() for w in ws}
    after = re.escape("".join(sorted(counted | set(stray["units"]))))
    return {
        "units": tuple(
            sorted({w for table in (units["canonical"], units["measure"]) for ws in table.values() for w in ws})
        ),
        "openers": frozenset(headings["dangling"]["openers"]),
        "dangling_ends": tuple(headings["dangling"]["words"]),
        "dangling": frozenset(headings["dangling"]["words"]),
        "shi_de": headings["dangling"]["shi_de"],
        # a figure behind an ideograph; sure to be none in 震慑4一片, as no number is written so, and in 网格2员, as 员
        # ends words only. Of the rest the segmenter is asked.
        "digits": re.compile(
            rf"\d(?<=[{HAN}]\d)(?<![一二三四五六七八九十百千万两{stray['before']}]\d)(?:"
            rf"(?P<sure>(?=一[{stray['one']}])"
            rf"|(?<![一二三四五六七八九十两\d][{HAN}]\d)(?=[{stray['suffixes']}](?![{HAN}]?\d)))"
            rf"|\d?(?=[{HAN}])(?![{after}]))"
        ),
    }
