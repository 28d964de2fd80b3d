"""The marks that collectors put over the reports of a page, family by family.

``篇一``, ``第三篇范文:``, ``【第2则】``, ``(1)``, a title with a number behind it, a title that is repeated: each is a
*family*. Here are those that may stand in running text; those that are lines are in ``line_marks``. Which family a
page's chain is made of, and where each mark's title begins, is decided in ``boundaries``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from corpus_tools import lexicon
from corpus_tools.frozen import frozen
from corpus_tools.structure.counting import NUM, numeral
from corpus_tools.structure.gates import sought
from corpus_tools.structure.lines import squeeze
from corpus_tools.structure.marker import is_han, opens_block
from corpus_tools.structure.titles import rules, title_word

__all__ = [
    "COUNT",
    "COUNTED",
    "GAP",
    "LONGEST_TITLE",
    "OPEN_BRACKET",
    "SAME_TITLE",
    "STOP",
    "Mark",
    "of_text",
    "opens_report",
]

LONGEST_TITLE = 60
SAME_TITLE = 6  # characters in which the page's title and that over its reports agree
GAP = 3  # numbers a chain may leap: pages lose parts, but not many in a row


@frozen
class Mark:
    """A mark and the title before it. ``start``: of the title; ``end``: after the mark."""

    start: int
    end: int
    number: int
    family: str
    alone: bool = False  # ends its line


# a bracket before the mark is looked for afterwards: a pattern that starts with a letter is found many times faster
OPEN_BRACKET = "【[(<《「"
_PIAN = re.compile(rf"篇 ?[(【\[]?({NUM})[】\])>》」]?[::、.]?")
_DATED = re.compile(r"月[\dxX×*一二三四五六七八九十]{1,3}日$")  # the end of a signature
_HAN_NUMBERS = frozenset("一二三四五六七八九十")
_SHEET = re.compile(r"[。!?\n]\d{1,3}\Z")
_TIMES = frozenset("年月周季学届")
_DI_PIAN = re.compile(rf"第 ?({NUM}) ?(?:篇|[份则](?=[::]))[】\])>》]?(?:范文)?[】\])>》]?[::、.]?")
_SHARP = re.compile(rf"##+ ?第 ?({NUM}) ?篇?[:、.]? ?")  # 河面保洁总结 ##第 1 河道保洁工作总结 今年…
_SAMPLES: list[str] = lexicon.load("reports")["marks"]["sample"]
_SAMPLE = "|".join(_SAMPLES)
_FAN_WEN = sought(rf"(?:(?:{_SAMPLE}) ?({NUM})|第 ?({NUM}) ?(?:个|则|份|例)?(?:{_SAMPLE}))[】\])]?[::、]?")
_MARK_STARTS = frozenset(OPEN_BRACKET + "第篇" + "".join(w[0] for w in _SAMPLES))
_BRACKET = re.compile(rf"【({NUM})】")
# 【第2则】, (第三份): what collectors count their pieces by, in brackets at the start of a line
COUNTED = re.compile(
    rf"[【\[(<《「]第? ?({NUM}) ?(?:{'|'.join(lexicon.load('reports')['marks']['counters'])})[】\])>》」][::、.]? ?"
)
COUNT = re.compile(
    r"[\d一二三四五六七八九十]{1,3} ?篇[)】\]]?"
    r"|(?<=[(【\[])[共精选合]{0,2}[\d一二三四五六七八九十]{1,3} ?[份则个例][)】\]]"
)  # 总结范文(十一篇): the collection's title, not the report's
STOP = re.compile(r"[。!?;…\n]")


def of_text(text: str) -> list[list[Mark]]:
    """The marks of each family that may stand in running text, in order.

    >>> page = "禁毒总结篇一\\n今年我镇认真禁毒。\\n禁毒总结篇二\\n去年我镇认真禁毒。"
    >>> [m.number for marks in of_text(page) for m in marks if m.family == "pian"]
    [1, 2]
    """
    out = [_pian(text)] if "篇" in text else []
    out += [_di_pian(text)] if "第" in text else []
    if "【" in text:
        out.append(_brackets(text))
    if "##" in text:
        out.append([Mark(*m.span(), numeral(m[1]), "di_pian") for m in _SHARP.finditer(text)])
    return [*out, _fan_wen(text), *_numbered(text), _compiled(text)]


def opens_report(line: str) -> bool:
    """Whether a line starts with a collector's mark.

    >>> opens_report("第5篇 图书馆工作总结"), opens_report("篇一律的话不说")
    (True, False)
    """
    if line[:1] not in _MARK_STARTS:
        return False
    at = int(line[0] in OPEN_BRACKET)
    m = _DI_PIAN.match(line, at) or _PIAN.match(line, at) or _FAN_WEN.match(line, at)
    if m is None:
        counted = COUNTED.match(line)
        return counted is not None and (counted.end() == len(line) or title_word(line))
    return line[m.end() - 1] in ":、.】)>" or line[m.end() : m.end() + 1] in ("", " ", "《", "*") or title_word(line)


def _with_bracket(text: str, at: int) -> int:
    return at - 1 if at and text[at - 1] in OPEN_BRACKET else at


def _pian(text: str) -> list[Mark]:
    out = []
    for m in _PIAN.finditer(text):
        at = _with_bracket(text, m.start())
        before = text[at - 1 : at]
        alone = text[m.end() : m.end() + 1] in ("", "\n")
        if before.isdecimal() and not (m[1][0] in _HAN_NUMBERS and (alone or _behind_sheet(text, at, m.end(1)))):
            continue  # 共3篇1万字, but: 总结范例3篇一
        if before and before in "一二三四五六七八九十几多数余两每各本全":
            continue
        if m[0][-1] == "、" and is_han(before) and not rules()["titled"].search(text[max(0, at - 12) : at]):
            continue  # …第二篇 措施篇一、加强领导
        out.append(Mark(at, m.end(), numeral(m[1]), "pian", alone))
    return out


def _behind_sheet(text: str, at: int, end: int) -> bool:
    """Whether a sheet's number stands between the end of a report and a mark: …万元。4篇三, but …万元。4篇一年来."""
    return _SHEET.search(text, max(0, at - 4), at) is not None and text[end : end + 1] not in _TIMES


def _di_pian(text: str) -> list[Mark]:
    """第一篇 counts at the start of a line or sentence or behind a title, with a title, colon or line end after it.

    第一篇 成绩篇 is a chapter. A news item or a speech has no document's word in its title: its mark, glued to the
    report before, counts behind a date, or where its number is the one missing between two that count.
    """
    words = rules()
    out: list[Mark] = []
    glued: list[Mark] = []
    for m in _DI_PIAN.finditer(text):
        a, b = _with_bracket(text, m.start()), m.end()
        before, after = text[max(0, a - 12) : a].rstrip(" "), text[b : b + LONGEST_TITLE]
        opens = not before or before[-1] in "\n。!?;…)】》*:" or text[a - 1] == " " or words["titled"].search(before)
        first = STOP.split(after.lstrip(" "), maxsplit=1)[0]
        if words["chapter"].match(after):
            continue
        follows = m[0][-1] in "::、." or "范文" in m[0] or not first or after[:1] == " " or words["doc"].search(first)
        follows = follows or words["opens"].match(after.lstrip(" ")) is not None
        # glued to the end of the report before, which broke off: then the word 范文 or a colon must be there
        colon = m[0][-1] in "::"
        mark = Mark(a, b, numeral(m[1]), "di_pian", text[b : b + 1] in ("", "\n"))
        if (opens and follows) or "范文" in m[0] or (colon and (words["doc"].search(first) or _DATED.search(before))):
            if glued and out and (out[-1].number, mark.number) == (glued[-1].number - 1, glued[-1].number + 1):
                out.append(glued[-1])
            glued.clear()
            out.append(mark)
        elif colon:
            glued = [mark]
    return out


def _fan_wen(text: str) -> list[Mark]:
    """范文一 on a line of its own, or with a colon before the title."""
    out: list[Mark] = []
    if not any(map(text.__contains__, _SAMPLES)):  # a word is found ten times as fast as the pattern
        return out
    for m in _FAN_WEN.finditer(text):
        at = _with_bracket(text, m.start())
        if text[at - 1 : at] in ("", "\n", "。", " ", ")", "】"):
            alone = text[m.end() : m.end() + 1] in ("", "\n")
            parted = m[0][-1] in ":、】]" or text[m.end() : m.end() + 2] == "  "
            if alone or parted or rules()["opens"].match(text[m.end() : m.end() + LONGEST_TITLE].lstrip(" ")):
                out.append(Mark(at, m.end(), numeral(m[1] or m[2]), "fan_wen", alone))
    return out


def _brackets(text: str) -> list[Mark]:
    """【一】 behind a title or alone on its line; before text it would be a heading."""
    out = []
    for m in _BRACKET.finditer(text):
        a, b = m.span()
        alone = text[a - 1 : a] in ("", "\n") and text[b : b + 1] in ("", "\n")
        if alone or rules()["titled"].search(text[max(0, a - 12) : a].rstrip(" ")):
            out.append(Mark(a, b, numeral(m[1]), "bracket"))
    return out


def _numbered(text: str) -> list[list[Mark]]:
    """A title with a number behind it, the same title each time."""
    words = rules()
    hits: dict[str, list[Mark]] = {}
    for m in words["numbered"].finditer(text):
        at = m.start(1)
        before = text[max(0, at - 8) : at]
        if word := words["titled"].search(before):
            alone = text[m.end() : m.end() + 1] in ("", "\n")
            mark = Mark(at, m.end(), numeral(m[2] or m[3]), "numbered", alone)
            bare = before[: word.start()].rstrip(" ")[-1:] in _ENDS  # …2020年1月3日工作总结(二)今年: the word is all
            hits.setdefault(word[0] if bare else squeeze(before)[-6:], []).append(mark)
    for m in words["reworded"].finditer(text):
        before = text[max(0, m.start() - 8) : m.start(1)]
        if words["doc"].search(before):
            alone = text[m.end() : m.end() + 1] in ("", "\n")
            hits.setdefault(squeeze(before), []).append(Mark(m.start(1), m.end(), numeral(m[2]), "numbered", alone))
    every = sorted((m for marks in hits.values() for m in marks), key=lambda m: m.start)
    # 德育工作总结一, 教学工作总结二: another title each time, but each a line of its own
    titles = [m for m in every if m.alone and "\n" in text[max(0, m.start - LONGEST_TITLE) : m.start]]
    glued = [m for m in every if _begins_anew(text, m.start)]  # … or begins behind a sentence
    return [titles, *(_filled(marks, every) for marks in hits.values() if len(marks) > 1), glued]


def _begins_anew(text: str, at: int) -> bool:
    """Whether what stands before a title's number is the title alone, from a sentence's end on."""
    piece = STOP.split(text[max(0, at - LONGEST_TITLE) : at])[-1].strip()
    long_enough = SAME_TITLE <= len(piece) <= LONGEST_TITLE // 2
    return long_enough and "," not in piece and title_word(piece) and not opens_block(piece)


_ENDS = ("", *"。!?日\n")


def _compiled(text: str) -> list[Mark]:
    """The titles that a collection is named after: 创卫总结与下年计划汇编 创卫总结一、… 下年计划一、…."""
    out: list[Mark] = []
    if (m := _COMPILED.search(text, 0, _HEAD)) is None:
        return out
    title, at = m["titles"].strip(), m.end()
    for parted in re.finditer("[与和及]", title):
        first, second = title[: parted.start()], title[parted.end() :]
        if min(len(first), len(second)) < SAME_TITLE or not text.startswith(first, at):
            continue
        if behind := re.search(rf"(?<=[。!?)\n ]){re.escape(second)}", text[at:]):
            a, b = behind.span()
            out = [Mark(at, at + len(first), 1, "compiled"), Mark(at + a, at + b, 2, "compiled")]
    return out


_HEAD = 200  # characters at the page's start in which a collection is named
_COMPILED = re.compile(r"(?P<titles>[^\n。,;]{12,90}?)汇编[:: \n]{0,4}")


def _filled(marks: list[Mark], every: list[Mark]) -> list[Mark]:
    """工作总结(一) 工作计划(二) 工作总结(三): a number that is missing may stand behind another title."""
    starts = [m.start for m in every]
    out = marks[:1]
    for m in marks[1:]:
        wanted = out[-1].number + 1
        if wanted < m.number <= wanted + GAP:
            between = every[bisect_right(starts, out[-1].start) : bisect_left(starts, m.start)]
            out += [b for b in between if b.number == wanted and b.alone][:1]
        out.append(m)
    return out
