"""The marks that collectors put over the reports of a page, family by family.

``篇一``, ``第三篇范文:``, ``【第2则】``, ``(1)``, a title with a number behind it, a title that is repeated: each is a
*family*. Which family a page's chain is made of, and where each mark's title begins, is decided in ``boundaries``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from corpus_tools import lexicon
from corpus_tools.structure.counting import NUM, numeral
from corpus_tools.structure.gates import sought
from corpus_tools.structure.lines import Line, squeeze
from corpus_tools.structure.numbering import is_han, lead
from corpus_tools.structure.titles import rules, title_word

__all__ = [
    "COUNT",
    "GAP",
    "LONGEST_TITLE",
    "SAME_TITLE",
    "STOP",
    "Mark",
    "families",
    "opens_report",
    "repeated",
]

_LEAST_TEXT = 20  # characters of a line that is a report's, not what a page number cut off
LONGEST_TITLE = 60
SAME_TITLE = 6  # characters in which the page's title and that over its reports agree
_DOUBLED = 20  # characters of text under a title that are the same only where the page says everything twice
_HEAD = 400  # characters in which a page has its title and lead-in behind it
_OPENS = 300  # characters of a first paragraph in which it shows that a report opens
_CHAPTERS = frozenset(("chinese", "part"))
_LONGEST_NUMBER = 7  # characters of a number alone on its line: Part 12.
GAP = 3  # numbers a chain may leap: pages lose parts, but not many in a row


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and the title before it. ``start``: of the title; ``end``: after the mark."""

    start: int
    end: int
    number: int
    family: str
    alone: bool = False  # ends its line


# a bracket before the mark is looked for afterwards: a pattern that starts with a letter is found many times faster
_OPEN_BRACKET = "【[(<《「"
_PIAN = re.compile(rf"篇 ?({NUM})[】\])>》」]?[::、.]?")
_HAN_NUMBERS = frozenset("一二三四五六七八九十")
_DI_PIAN = re.compile(rf"第 ?({NUM}) ?篇[】\])>》]?(?:范文)?[】\])>》]?[::、.]?")
_SAMPLES: list[str] = lexicon.load("reports")["marks"]["sample"]
_SAMPLE = "|".join(_SAMPLES)
_FAN_WEN = sought(rf"(?:(?:{_SAMPLE}) ?({NUM})|第 ?({NUM}) ?(?:个|则|份|例)?(?:{_SAMPLE}))[】\])]?[::、]?")
_MARK_STARTS = frozenset(_OPEN_BRACKET + "第篇" + "".join(w[0] for w in _SAMPLES))
_ALONE = re.compile(rf"(?:[Pp](?:art|ART)[. ]{{0,2}})?[(\[]?({NUM})[)\]]?[、.]?")
_DRAWN = "★☆◆◇●○■□▲△※#*=_~—–- "
_DASHES = ("-", "—", "–", "~")
_LEAST_DRAWN = 6  # dashes around a number that make it more than a page's
_LONGEST_SHAPE = 12
_LEAST_PIECE = 80  # visible characters; less is no report (``cues.LEAST_REPORT``)
# words that collectors call their pieces by and that number nothing else: 版本一, 【例2】
_PIECE = re.compile("|".join(lexicon.load("reports")["marks"]["pieces"]))
_SHAPED = re.compile(rf"([^\d一二三四五六七八九十]*)({NUM})([^\d一二三四五六七八九十]*)")
_LISTED = re.compile(
    rf"\(?({NUM})(?!\d)\)?[、.:) ] ?(?=\D)|【({NUM})】|([①-⑩])|第({NUM})部分[:、 ]|[Nn][Oo][.:]? ?({NUM})[.、: ]"
)
# 工作总结之一:, 【工作总结 一】: a title with its number at the end of the line, in whatever brackets
_ENDS_NUMBERED = re.compile(rf"(.{{2,40}}?)[( 【\[]{{0,2}}(?:第({NUM})[篇则份]|[之篇]?({NUM}))[)】\]》]{{0,2}}:?")
_LISTED_MORE = re.compile(r" \d{1,2}[、.]")
_HEAD_TITLES = 6  # lines in which the page says what it is
_BRACKET = re.compile(rf"【({NUM})】")
# 【第2则】, (第三份): what collectors count their pieces by, in brackets at the start of a line
_COUNTED = re.compile(
    rf"[【\[(<《「]第? ?({NUM}) ?(?:{'|'.join(lexicon.load('reports')['marks']['counters'])})[】\])>》」][::、.]? ?"
)
COUNT = re.compile(
    r"[\d一二三四五六七八九十]{1,3} ?篇[)】\]]?"
    r"|(?<=[(【\[])[共精选合]{0,2}[\d一二三四五六七八九十]{1,3} ?[份则个例][)】\]]"
)  # 总结范文(十一篇): the collection's title, not the report's
STOP = re.compile(r"[。!?;…\n]")


def families(text: str, lines: list[Line]) -> list[list[Mark]]:
    """The marks of each family that the page has, in order.

    >>> from corpus_tools.structure.lines import split
    >>> page = "禁毒总结篇一\\n今年我镇认真禁毒。\\n禁毒总结篇二\\n去年我镇认真禁毒。"
    >>> [m.number for marks in families(page, split(page)) for m in marks if m.family == "pian"]
    [1, 2]
    """
    out = [_pian(text), _di_pian(text)] if "篇" in text else []
    if "【" in text:
        out.append(_brackets(text))
    out.append(_fan_wen(text))
    out += _numbered(text)
    return [*out, _counted(lines), _bare(lines), _listed(lines), _ending(lines)]


def opens_report(line: str) -> bool:
    """Whether a line starts with a collector's mark.

    >>> opens_report("第5篇 图书馆工作总结"), opens_report("篇一律的话不说")
    (True, False)
    """
    if line[:1] not in _MARK_STARTS:
        return False
    at = int(line[0] in _OPEN_BRACKET)
    m = _DI_PIAN.match(line, at) or _PIAN.match(line, at) or _FAN_WEN.match(line, at)
    if m is None:
        counted = _COUNTED.match(line)
        return counted is not None and (counted.end() == len(line) or title_word(line))
    return line[m.end() - 1] in ":、.】)>" or line[m.end() : m.end() + 1] in ("", " ", "《", "*") or title_word(line)


def _with_bracket(text: str, at: int) -> int:
    return at - 1 if at and text[at - 1] in _OPEN_BRACKET else at


def _pian(text: str) -> list[Mark]:
    out = []
    for m in _PIAN.finditer(text):
        at = _with_bracket(text, m.start())
        before = text[at - 1 : at]
        alone = text[m.end() : m.end() + 1] in ("", "\n")
        if before.isdecimal() and not (alone and m[1][0] in _HAN_NUMBERS):  # 共3篇1万字, but: 总结范例3篇一
            continue
        if before and before in "一二三四五六七八九十几多数余两每各本全":
            continue
        if m[0][-1] == "、" and is_han(before) and not rules()["titled"].search(text[max(0, at - 12) : at]):
            continue  # …第二篇 措施篇一、加强领导
        out.append(Mark(at, m.end(), numeral(m[1]), "pian", alone))
    return out


def _di_pian(text: str) -> list[Mark]:
    """第一篇 counts at the start of a line or sentence or behind a title, with a title, colon or line end after it.

    第一篇 成绩篇 is a chapter.
    """
    words = rules()
    out = []
    for m in _DI_PIAN.finditer(text):
        a, b = _with_bracket(text, m.start()), m.end()
        before, after = text[max(0, a - 12) : a].rstrip(" "), text[b : b + LONGEST_TITLE]
        opens = not before or before[-1] in "\n。!?;…)】》*:" or words["titled"].search(before)
        first = STOP.split(after.lstrip(" "), maxsplit=1)[0]
        if words["chapter"].match(after):
            continue
        follows = m[0][-1] in "::、." or "范文" in m[0] or not first or after[:1] == " " or words["doc"].search(first)
        follows = follows or words["opens"].match(after.lstrip(" ")) is not None
        # glued to the end of the report before, which broke off: then the word 范文 or a colon must be there
        if (opens and follows) or "范文" in m[0] or (m[0][-1] in "::" and words["doc"].search(first)):
            out.append(Mark(a, b, numeral(m[1]), "di_pian", text[b : b + 1] in ("", "\n")))
    return out


def _fan_wen(text: str) -> list[Mark]:
    """范文一 on a line of its own, or with a colon before the title."""
    out: list[Mark] = []
    if not any(map(text.__contains__, _SAMPLES)):  # a word is found ten times as fast as the pattern
        return out
    for m in _FAN_WEN.finditer(text):
        at = _with_bracket(text, m.start())
        if text[at - 1 : at] in ("", "\n", "。", " "):
            alone = text[m.end() : m.end() + 1] in ("", "\n")
            parted = m[0][-1] in ":、】]" or text[m.end() : m.end() + 2] == "  "
            if alone or parted or rules()["opens"].match(text[m.end() : m.end() + LONGEST_TITLE].lstrip(" ")):
                out.append(Mark(at, m.end(), numeral(m[1] or m[2]), "fan_wen", alone))
    return out


def _counted(lines: list[Line]) -> list[Mark]:
    """【第2则】环卫站工作小结: a bracket that counts pieces, alone on its line or before a document's title.

    Before anything else it is a chapter's: 【第二部分】思想方面. So it is where hardly any of them opens a report.
    """
    out: list[Mark] = []
    opening = 0
    for line, after in pairwise(lines):
        if line.text[0] not in _OPEN_BRACKET or len(line.text) > LONGEST_TITLE:
            continue
        if (m := _COUNTED.match(line.text)) and (m.end() == len(line) or title_word(line.text)):
            out.append(Mark(line.start, line.end, numeral(m[1]), "counted", True))
            opening += rules()["opens"].search(after.text[:_OPENS]) is not None
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
        opening = sum(title_word(after.text) or opens.search(after.text[:_OPENS]) is not None for _, after, _ in found)
        # a report may open in words of its own, most do not
        told = _announced(lines) == len(found) or (
            _PIECE.search(before + behind) is not None and _holds_texts(lines, found)
        )
        if len(found) > max(1, len(best)) and (told or 4 * opening >= 3 * len(found)):
            made = [Mark(line.start, line.end, number, "bare", True) for line, _, number in found]
            best = best if _count_pages(lines, made) else made
    return best


def _holds_texts(lines: list[Line], found: list[tuple[Line, Line, int]]) -> bool:
    """Whether under each of the lines stands as much as a report has."""
    stops = [*(line.start for line, *_ in found[1:]), lines[-1].end]
    return all(stop - line.end >= _LEAST_PIECE for (line, *_), stop in zip(found, stops, strict=True))


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
        if number != len(out) + 1 or not (title_word(after.text) or len(after) > _LEAST_TEXT):
            return []
        told = number == 1 and sum(above.text[-1] == "。" for above in lines[:i]) > 1  # a page's number below its text
        if told or (number == 1 and line.start > _HEAD) or (number > 1 and lines[i - 1].text[-1] not in "。!?日"):
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


def _listed(lines: list[Line]) -> list[Mark]:
    """1、禁毒工作总结, 2、禁毒工作总结: a number before the title, the same title each time or as many as announced.

    Headings of one report differ from each other; so do the reports of the offices of one town, which are chapters
    unless the page's head says how many reports there are.
    """
    hits: list[tuple[Mark, str]] = []
    of_pieces = 0
    for line in lines:
        if len(line.text) > LONGEST_TITLE or not title_word(line.text.rstrip(":")):
            continue
        if not (m := _LISTED.match(line.text)):
            continue
        if not _LISTED_MORE.search(line.text, m.end()):  # a list of contents in one line
            number = numeral(m[1] or m[2] or m[4] or m[5]) if not m[3] else ord(m[3]) - ord("①") + 1
            hits.append((Mark(line.start, line.end, number, "listed"), squeeze(line.text[m.end() :])))
            of_pieces += m[5] is not None or m[2] is not None
    if not hits:
        return []
    # NO.1 禁毒工作总结, 【一】禁毒工作总结: no chapter of that name is counted so
    if of_pieces == len(hits) and all(rules()["report"].search(rules()["trailers"].sub("", t)) for _, t in hits):
        return [m for m, _ in hits]
    times = Counter(title for _, title in hits)
    reports = rules()["report"]
    over = squeeze(next((line.text for line in lines[:_HEAD_TITLES] if title_word(line.text)), ""))[:SAME_TITLE]
    # 三、明年工作计划 and 四、明年工作计划 are chapters of two reports
    same = [m for m, t in hits if times[t] > 1 and (reports.search(t) or (over and t.startswith(over)))]
    if same:
        return same
    bare = rules()["trailers"]
    told = _announced(lines) == len(hits) > 1
    if not all(reports.search(bare.sub("", t)) for _, t in hits):
        return []
    above = [line for line in lines[:_HEAD_TITLES] if line.start < hits[0][0].start]
    if not above and len(hits) > 1 and _holds_texts(lines, [(line, line, 0) for line in _lines_at(lines, hits)]):
        return [m for m, _ in hits]  # no title stands over the numbers, so they count no chapters
    contents = any(all(t in squeeze(line.text) for _, t in hits) for line in above)
    if contents or told or _each_opens(lines, [m for m, _ in hits]):
        return [m for m, _ in hits]
    return []


def _lines_at(lines: list[Line], hits: list[tuple[Mark, str]]) -> list[Line]:
    starts = {m.start for m, _ in hits}
    return [line for line in lines if line.start in starts]


def _announced(lines: list[Line]) -> int:
    """How many reports the page's head says there are: 工作总结(精选5篇); 0 where it does not."""
    head = next((c for line in lines[:_HEAD_TITLES] if (c := COUNT.search(line.text))), None)
    return numeral(head[0].rstrip(")】]篇份则个例 ").lstrip("共精选合")) if head else 0


def _each_opens(lines: list[Line], marks: list[Mark]) -> bool:
    """Whether nothing but titles stands over the first mark, and text that opens a report under each."""
    at = {line.start: i for i, line in enumerate(lines)}
    places = [at[m.start] for m in marks]
    if len(places) < 2 or any(line.text[-1] in "。;," for line in lines[: places[0]]):
        return False
    opens = rules()["opens"]
    below = [lines[i + 1].text if i + 1 < len(lines) else "" for i in places]
    return all(opens.search(text[:_OPENS]) for text in below)


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


_MAY_END = frozenset("一二三四五六七八九十0123456789篇则份)】]》:")


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
    every = sorted((m for marks in hits.values() for m in marks), key=lambda m: m.start)
    # 德育工作总结一, 教学工作总结二: another title each time, but each a line of its own
    titles = [m for m in every if m.alone and "\n" in text[max(0, m.start - LONGEST_TITLE) : m.start]]
    return [titles, *(_filled(marks, every) for marks in hits.values() if len(marks) > 1)]


_ENDS = ("", *"。!?日\n")


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
