"""Titles with numbers before them over the reports of a page: 1、禁毒工作总结, (2)派出所反诈工作小结.

Chapters are numbered so too, and a chapter's heading may end as a title does (二、明年工作计划). What tells the two
apart is what the page says of itself, and the numbering below: over 一、 stands no (2), and no second 二、.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus_tools import lexicon
from corpus_tools.structure.counting import NUM, numeral
from corpus_tools.structure.editor import editor_end
from corpus_tools.structure.lines import Line, squeeze
from corpus_tools.structure.marker import DEPTH, lead
from corpus_tools.structure.marks import COUNT, GAP, LONGEST_TITLE, SAME_TITLE, Mark
from corpus_tools.structure.noise import SOME, collection, of_site
from corpus_tools.structure.numbering import markers
from corpus_tools.structure.phrases import rules_of_openings
from corpus_tools.structure.titles import rules, title_word

__all__ = ["OPENS", "announced", "holds_texts", "listed"]

OPENS = 300
"""Characters of a first paragraph in which it shows that a report opens."""

_LEAST_PIECE = 80  # visible characters; less is no report (``cues.LEAST_REPORT``)
_SEVERAL = 2  # titles that make a page a collection
_LEAST_NAME = 2  # characters beside 年度, 工作 and the like that are a subject
_LOST = 400  # characters of a line that has lost its breaks; paragraphs seldom run on so far
_PROSE = 25  # characters; a shorter sentence may be a button's
_HEAD = 600  # characters in which a page has its title and lead-in behind it
_HEAD_TITLES = 6  # lines in which the page says what it is
_LISTED = re.compile(
    rf"\(?({NUM})(?!\d)\)?[、.:) ] ?(?=\D)|【({NUM})】|([①-⑩])|第({NUM})部分[:、 ]|[Nn][Oo][.:]? ?({NUM})[.、: ]"
)
_LISTED_MORE = re.compile(r" \d{1,2}[、.]")


def listed(lines: list[Line]) -> list[Mark]:
    """1、禁毒工作总结, 2、禁毒工作总结: a number before the title, the same title each time or as many as announced.

    Headings of one report differ from each other; so do the reports of the offices of one town, which are chapters
    unless the page's head says that it holds several reports, or the numbers below say so.

    >>> from corpus_tools.structure.lines import split
    >>> done = "\\n一、成效\\n" + "巡查9次。" * 20
    >>> page = "(1)学校禁毒工作总结" + done + "\\n(2)街道禁毒工作总结" + done
    >>> [(m.number, page[m.start:m.end]) for m in listed(split(page))]
    [(1, '(1)学校禁毒工作总结'), (2, '(2)街道禁毒工作总结')]
    """
    if any(_PARTS.match(line.text) and _ANNOUNCES.search(over.text) for over, line in pairwise(lines)):
        lines = [line for line in lines if not _PARTS.match(line.text)]  # …现总结如下:⏎第一部分 今年工作总结
    return _told(lines) or _over_chapters(lines)


_PARTS = re.compile(f"第{NUM}部分")
_ANNOUNCES = re.compile(r"如下[。:]\Z")


def _told(lines: list[Line]) -> list[Mark]:
    """Titles of which the page says that they are those of reports: by their number, their likeness, their words."""
    hits: list[tuple[Mark, str]] = []
    of_pieces = parts = 0
    for line in lines:
        if len(line.text) > LONGEST_TITLE or not title_word(line.text.rstrip(":")):
            continue
        if not (m := _LISTED.match(line.text)):
            continue
        if not _LISTED_MORE.search(line.text, m.end()):  # a list of contents in one line
            number = numeral(m[1] or m[2] or m[4] or m[5]) if not m[3] else ord(m[3]) - ord("①") + 1
            hits.append((Mark(line.start, line.end, number, "listed"), squeeze(line.text[m.end() :])))
            parts += m[4] is not None and m[4].isdecimal()
            of_pieces += m[5] is not None or m[2] is not None
    if not hits:
        return []
    # NO.1 禁毒工作总结, 【一】禁毒工作总结: no chapter of that name is counted so
    if of_pieces == len(hits) and all(_names_report(t) for _, t in hits):
        return [m for m, _ in hits]
    # 第1部分:柳河社区拆违工作小结: three in a row under no opening are no parts of one report, whatever more are called
    several = _SEVERAL < parts == len(hits) and sum(_names_report(t) for _, t in hits) >= _SEVERAL
    if several and not any(line.start < hits[0][0].start and _opens_report(line.text) for line in lines):
        return _parts_from(lines)
    times = Counter(title for _, title in hits)
    reports = rules()["report"]
    over = squeeze(next((line.text for line in lines[:_HEAD_TITLES] if title_word(line.text)), ""))[:SAME_TITLE]
    # 三、明年工作计划 and 四、明年工作计划 are chapters of two reports
    same = [m for m, t in hits if times[t] > 1 and (reports.search(t) or (over and t.startswith(over)))]
    if same:
        return same
    bare = rules()["trailers"]
    told = announced(lines) == len(hits) > 1
    if not all(reports.search(bare.sub("", t)) for _, t in hits):
        return []
    above = [line for line in lines[:_HEAD_TITLES] if line.start < hits[0][0].start]
    if not above and len(hits) > 1 and holds_texts(lines, [(line, line, 0) for line in _lines_at(lines, hits)]):
        return [m for m, _ in hits]  # no title stands over the numbers, so they count no chapters
    contents = any(all(t in squeeze(line.text) for _, t in hits) for line in above)
    if contents or told or _each_opens(lines, [m for m, _ in hits]):
        return [m for m, _ in hits]
    return []


def _names_report(title: str) -> bool:
    return rules()["report"].search(rules()["trailers"].sub("", title)) is not None


def _opens_report(said: str) -> bool:
    return rules()["opens"].search(said[:OPENS]) is not None and not editor_end(said, 0, len(said), first=True)


def _parts_from(lines: list[Line]) -> list[Mark]:
    """Lines that count parts from one on, whatever the parts are called."""
    out: list[Mark] = []
    for line in lines:
        m = _LISTED.match(line.text) if len(line.text) <= LONGEST_TITLE else None
        if m and m[4] and numeral(m[4]) == len(out) + 1:
            out.append(Mark(line.start, line.end, len(out) + 1, "listed"))
    return out


def _lines_at(lines: list[Line], hits: list[tuple[Mark, str]]) -> list[Line]:
    starts = {m.start for m, _ in hits}
    return [line for line in lines if line.start in starts]


def announced(lines: list[Line]) -> int:
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
    return all(opens.search(text[:OPENS]) for text in below)


def holds_texts(lines: list[Line], found: list[tuple[Line, Line, int]]) -> bool:
    """Whether under each of the lines stands as much as a report has."""
    stops = [*(line.start for line, *_ in found[1:]), lines[-1].end]
    return all(stop - line.end >= _LEAST_PIECE for (line, *_), stop in zip(found, stops, strict=True))


@dataclass(frozen=True, slots=True)
class _Title:
    """A numbered title: its marker's style (``Marker.key``) and what the title says."""

    mark: Mark
    key: str
    title: str


def _over_chapters(lines: list[Line]) -> list[Mark]:
    """Numbered titles over chapters that count from one in a style that stands over theirs, or in the same.

    (2)街道工作总结 over 一、…, 二、街道工作总结 over 一、…. Where chapters have no numbers the page's head has to say
    that several reports stand on it. Titles are lines, or stand behind sentences of a line that has lost its breaks.
    """
    titles = [title for line in lines for title in _titles_in(line)]
    if len(titles) < _SEVERAL:
        return []
    several = _heads_several(lines, titles[0].mark.start)
    starts = {title.mark.start for title in titles}
    numbers = [found for line in lines for found in _numbers_in(line) if found[0] not in starts]
    places = [place for place, *_ in numbers]
    runs: dict[str, list[list[tuple[_Title, bool]]]] = {}
    for i, title in enumerate(titles):
        later = (t.mark.start for t in titles[i + 1 :] if t.key == title.key)
        stop = next(later, lines[-1].end)
        below = numbers[bisect_right(places, title.mark.start) : bisect_right(places, stop)]
        first = next((number for _, key, number in below if _depth(key) <= _depth(title.key)), 0)
        if first > 1 or stop - title.mark.end < _LEAST_PIECE:
            continue  # 二、明年工作计划 … 三、: a chapter
        if not (first or several or _of_report(title.title)):
            continue
        own = runs.setdefault(title.key, [[]])
        if title.mark.number == 1:
            own.append([])
        last = own[-1][-1][0].mark.number if own[-1] else 0
        if last < title.mark.number <= last + GAP:
            own[-1].append((title, first == 1))
    found: list[_Title] = []
    for run in (run for own in runs.values() for run in own):
        over = sum(heads for _, heads in run)
        sure = 2 * over >= len(run) or (several and run[0][0] is titles[0])
        if len(run) >= _SEVERAL and sure and len(run) > len(found):
            found = [title for title, _ in run]
    return [title.mark for title in found]


def _heads_several(lines: list[Line], start: int) -> bool:
    """Whether what stands over the first title speaks of several reports, and tells of none itself."""
    if start > _HEAD:
        return False
    above = [line.text[: start - line.start] for line in lines if line.start < start]
    if not any(collection(said) for said in above[:_HEAD_TITLES]):
        return False
    return all(len(said) <= _PROSE or said[-1] not in "。:" or of_site(said, SOME) for said in above)


def _titles_in(line: Line) -> Iterator[_Title]:
    """The numbered titles of a line: the line itself, or those behind the sentences of a long one."""
    if len(line) <= LONGEST_TITLE:
        m = _LISTED.match(line.text)
        if m and title_word(line.text.rstrip(":")) and (found := lead(line.text)):
            yield _Title(Mark(line.start, line.end, found[1], "listed"), found[0], line.text[m.end() :].rstrip(":"))
    elif len(line) >= _LOST:
        for m in _glued_titles().finditer(line.text):
            if found := lead(line.text[m.start(1) : m.start(1) + LONGEST_TITLE]):
                mark = Mark(line.start + m.start(1), line.start + m.end(2), found[1], "listed")
                yield _Title(mark, found[0], m[2])


def _numbers_in(line: Line) -> Iterator[tuple[int, str, int]]:
    """Place, style and number of the chapters' numbers in a line."""
    if len(line) >= _LOST:
        for m in markers(line.text, 0, len(line), flat=True):
            yield line.start + m.start, m.key, m.number
    elif found := lead(line.text):
        yield line.start, *found


def _of_report(title: str) -> bool:
    """Whether a title ends as those of reports do and names a subject: 派出所反诈工作小结, not 年度工作总结."""
    named = rules()["report"].search(rules()["trailers"].sub("", title))
    return named is not None and len(rules_of_openings()["common"].sub("", title[: named.start()])) >= _LEAST_NAME


def _depth(key: str) -> int:
    """How deep a marker's style stands: 1 for 一、, 4 for (1)."""
    return next((depth for style, depth in _DEPTHS if key.startswith(style)), _DEPTHS[0][1])


_DEPTHS = sorted(DEPTH.items(), key=lambda item: -len(item[0]))  # digit_bracket before digit


@cache
def _glued_titles() -> re.Pattern[str]:
    """A numbered title behind a sentence of a line that has lost its breaks."""
    reports = lexicon.load("reports")
    words = "|".join(reports["title"]["reports"])
    return re.compile(
        rf"(?:\A|[。!?…”)\]] {{0,3}}| {{1,3}})(\(?{NUM}[、.)]{{1,2}} ?)"
        rf"([^\d。,;:!?()\n ][^。,;:!?\n ]{{1,36}}?(?:{words}))"
    )
