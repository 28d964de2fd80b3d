"""The marks over reports that are lines of their own or stand at their edges: (1), 版本一, 1、禁毒工作总结, ★第一篇★.

A line can be compared with the others and with what stands under it, which marks in running text (``marks``) cannot.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from corpus_tools import lexicon
from corpus_tools.structure.counting import NUM, numeral
from corpus_tools.structure.cues import addresses
from corpus_tools.structure.lines import Line, squeeze
from corpus_tools.structure.listed import OPENS, announced, holds_texts, listed
from corpus_tools.structure.marker import lead
from corpus_tools.structure.marks import COUNTED, LONGEST_TITLE, OPEN_BRACKET, SAME_TITLE, Mark
from corpus_tools.structure.titles import rules, title_word

__all__ = ["of_lines", "repeated"]

_LEAST_TEXT = 20  # characters of a line that is a report's, not what a page number cut off
_DOUBLED = 20  # characters of text under a title that are the same only where the page says everything twice
_HEAD = 400  # characters in which a page has its title and lead-in behind it
_CHAPTERS = frozenset(("chinese", "part"))
_LONGEST_NUMBER = 7  # characters of a number alone on its line: Part 12.
_ALONE = re.compile(rf"(?:[Pp](?:art|ART)[. ]{{0,2}})?[(\[]?({NUM})[)\]]?[、.]?")
_ENDED = "。!?日)"  # ends of reports and of the site's remarks between them
_DRAWN = "★☆◆◇●○■□▲△※#*=_~—–- "
_DASHES = ("-", "—", "–", "~")
_LEAST_DRAWN = 6  # dashes around a number that make it more than a page's
_LONGEST_SHAPE = 12
# words that collectors call their pieces by and that number nothing else: 版本一, 【例2】
_PIECE = re.compile("|".join(lexicon.load("reports")["marks"]["pieces"]))
_SHAPED = re.compile(rf"([^\d一二三四五六七八九十]*)({NUM})([^\d一二三四五六七八九十]*)")
# 工作总结之一:, 【工作总结 一】: a title with its number at the end of the line, in whatever brackets
_ENDS_NUMBERED = re.compile(rf"(.{{2,40}}?)[( 【\[·-]{{0,2}}(?:第({NUM})[篇则份]|[之篇]?({NUM}))[)】\]》]{{0,2}}:?")
_MAY_END = frozenset("一二三四五六七八九十0123456789篇则份)】]》:")


def of_lines(lines: list[Line]) -> list[list[Mark]]:
    """The marks of each family that are lines or stand at their edges, in order.

    >>> from corpus_tools.structure.lines import split
    >>> page = split("版本一\\n" + "今年我镇认真禁毒,巡查9次。" * 9 + "\\n版本二\\n" + "去年我镇认真禁毒,巡查8次。" * 9)
    >>> [[m.number for m in marks] for marks in of_lines(page) if marks]
    [[1, 2]]
    """
    return [_counted(lines), _bare(lines), listed(lines), _ending(lines)]


def _counted(lines: list[Line]) -> list[Mark]:
    """【第2则】环卫站工作小结: a bracket that counts pieces, alone on its line or before a document's title.

    Before anything else it is a chapter's: 【第二部分】思想方面. So it is where hardly any of them opens a report.
    """
    out: list[Mark] = []
    opening = 0
    for line, after in pairwise(lines):
        if line.text[0] not in OPEN_BRACKET or len(line.text) > LONGEST_TITLE:
            continue
        if (m := COUNTED.match(line.text)) and (m.end() == len(line) or title_word(line.text)):
            out.append(Mark(line.start, line.end, numeral(m[1]), "counted", True))
            opening += rules()["opens"].search(after.text[:OPENS]) is not None
    return out if 2 * opening >= len(out) else []


def _alike(lines: list[Line]) -> list[Mark]:
    """(1), 1篇, No.1, 版本一: short lines that differ in nothing but their number, one over each report.

    Stages, groups and the items of a list are numbered so too, but under them nothing opens.
    """
    shapes: dict[tuple[str, str], list[tuple[Line, Line, int]]] = {}
    for line, after in pairwise(lines):
        if len(line.text) > 3 * _LONGEST_SHAPE:
            continue
        said = line.text.strip(_DRAWN)  # ★第一篇★, -----1-----
        if 0 < len(said) <= _LONGEST_SHAPE and (m := _SHAPED.fullmatch(said)):
            drawn = line.text[0] if said != line.text else ""
            if drawn in _DASHES and len(line.text) - len(said) < _LEAST_DRAWN:
                continue  # - 3 -: a page's number
            if drawn and not (m[1] or m[3]):
                shapes.setdefault((drawn, drawn), []).append((line, after, numeral(m[2])))
                continue
            shapes.setdefault((m[1], m[3]), []).append((line, after, numeral(m[2])))
    best: list[Mark] = []
    for (before, behind), found in shapes.items():
        if not (before or behind) or [number for *_, number in found] != list(range(1, len(found) + 1)):
            continue
        opens = rules()["opens"]
        opening = sum(title_word(after.text) or opens.search(after.text[:OPENS]) is not None for _, after, _ in found)
        # a report may open in words of its own, most do not
        told = announced(lines) == len(found) or (
            _PIECE.search(before + behind) is not None and holds_texts(lines, found)
        )
        if len(found) > max(1, len(best)) and (told or 4 * opening >= 3 * len(found)):
            made = [Mark(line.start, line.end, number, "bare", True) for line, _, number in found]
            best = best if _count_pages(lines, made) else made
    return best


def _bare(lines: list[Line]) -> list[Mark]:
    """Numbers that stand alone on their lines: the first over the first report, each behind a sentence's end.

    Page numbers stand below their page, so that 1 follows text, and between lines that belong together.
    """
    if alike := _alike(lines):
        return alike
    out: list[Mark] = []
    for i, line in enumerate(lines[:-1]):
        if len(line.text) > _LONGEST_NUMBER or not (m := _ALONE.fullmatch(line.text)):
            continue
        number, after = numeral(m[1]), lines[i + 1]
        if number != len(out) + 1 or not (title_word(after.text) or len(after) > _LEAST_TEXT or addresses(after)):
            return []
        told = number == 1 and sum(above.text[-1] == "。" for above in lines[:i]) > 1  # a page's number below its text
        if told or (number == 1 and line.start > _HEAD) or (number > 1 and lines[i - 1].text[-1] not in _ENDED):
            return []
        out.append(Mark(line.start, line.end, number, "bare", True))
    return out if len(out) > 1 and not _count_pages(lines, out) else []


def _count_pages(lines: list[Line], marks: list[Mark]) -> bool:
    """Whether the numbering of headings goes on across one of the marks: under 三 stands 四, not 一."""
    starts = {m.start for m in marks}
    opened = False
    last: tuple[str, int] | None = None
    for line in lines:
        if line.start in starts:
            opened = True
        elif found := lead(line.text):
            if opened and last == (found[0], found[1] - 1):
                return True
            opened, last = False, found
    return False


def _ending(lines: list[Line]) -> list[Mark]:
    """Lines of one title with a number behind it: 工作总结之一:, 【工作总结 一】."""
    hits: dict[str, list[Mark]] = {}
    for line in lines:
        if line.text[-1] not in _MAY_END or len(line.text) > LONGEST_TITLE:
            continue
        m = _ENDS_NUMBERED.fullmatch(line.text)
        if m and m[1][-1] not in "-0123456789" and title_word(m[1].rstrip(" (【[")):
            mark = Mark(line.start, line.end, numeral(m[2] or m[3]), "ending")
            hits.setdefault(squeeze(m[1]), []).append(mark)
    return max(hits.values(), key=len, default=[])


def _chapter(line: str) -> bool:
    """Whether a line is a chapter's heading, which stands in each of several reports alike: 二、下周计划."""
    return (found := lead(line)) is not None and found[0] in _CHAPTERS


def repeated(lines: list[Line]) -> list[Mark]:
    """The page's title, or one that starts as it does, standing on the page again and again; numbered as it comes."""
    short = [
        line for line in lines if 5 <= len(line.text) <= LONGEST_TITLE and not line.stops and not _chapter(line.text)
    ]
    times = Counter(line.text for line in short)
    over = squeeze(next((line.text for line in short if title_word(line.text)), ""))[:SAME_TITLE]
    below: dict[str, list[str]] = {}  # what follows each title: the same text again means a page doubled whole
    for line, after in pairwise(lines):
        if times.get(line.text, 0) > 1:
            below.setdefault(line.text, []).append(after.text[:_DOUBLED])
    repeated = {
        t
        for t, n in times.items()
        if n > 1
        and title_word(t)
        and (squeeze(t).startswith(over) or len(set(below.get(t, []))) < len(below.get(t, [])))
    }
    if not repeated:
        return []
    text = max(repeated, key=lambda t: (times[t], len(t)))
    out: list[Mark] = []
    for line in short:
        if line.text == text:
            out.append(Mark(line.start, line.end, len(out) + 1, "repeated"))
    return out
