"""Site text inside a report, numbers out of order, sentences said twice, headings with nothing under them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from corpus_tools import lexicon
from corpus_tools.proofing.draft import Draft, Hit
from corpus_tools.records import Report, Section

__all__ = ["empty_headings", "furniture", "numbering", "repeated"]


def furniture(draft: Draft) -> Iterator[Hit]:
    """Site text inside a report; at the edges of a page only where it holds one report and the site is certain."""
    edges = lexicon.load("proofing")["furniture"]["edges"]
    reports = draft.analysis.structure.reports
    for n in draft.analysis.structure.noise:
        if not draft.text[n.start : n.end].strip():
            continue
        inside = any(r.start < n.start and n.end < r.end for r in reports)
        if inside or (len(reports) == 1 and n.reason in edges):
            yield Hit(n.start, n.end, "inside" if inside else "edge", {"reason": n.reason})


# ---------------------------------------------------------------- numbering

_DIGITS = "零一二三四五六七八九"
_CHINESE = re.compile("[零一二三四五六七八九十]+")
_ARABIC = re.compile(r"\d+")

# Depth of （二）; deeper markers number items inside a paragraph, of which structure shows only the long ones.
_DEEPEST = 2


def numbering(draft: Draft) -> Iterator[Hit]:
    """Section numbers that skip, repeat or run backwards.

    A list that starts again at one is a new list. A number is missing only if its marker stands nowhere between its
    neighbours; it may be glued into a line where structure did not see it.
    """
    for report in draft.reports:
        last: dict[int, tuple[int, str, Section]] = {}
        sections = draft.sections_of(report)
        # 1、 is a heading where nothing stands above it
        deepest = max(_DEEPEST, min((s.depth for s in sections if s.number), default=0))
        for section in sections:
            value = ordinal(section.number)
            if value is None or not 1 <= section.depth <= deepest:
                continue
            for depth in [d for d in last if d > section.depth]:
                del last[depth]
            before = last.get(section.depth)
            style = _ARABIC.sub("1", _CHINESE.sub("一", section.number)).strip()
            last[section.depth] = (value, style[:1], section)
            if before is None or before[1] != style[:1] or value in (1, before[0] + 1):
                continue
            end = section.start + len(section.number)
            case, expected = ("back", before[0] + 1) if value < before[0] else ("skipped", before[0] + 1)
            if value == before[0]:
                case = "repeated"
            elif case == "skipped" and _stands(draft, expected, before[2].start + 1, section.start):
                continue
            yield Hit(section.start, end, case, {"expected": expected, "last": before[0]})
        yield from _items(draft, report)


# 一是 …；二是 …, and 第一，…, （1）…, ① …: numbers that stand in running text, where a clause begins
_ITEM = re.compile(
    r"(?:(?<=[。；;:：，,、\n )）])|^)"
    r"(?:(?P<is>[一二三四五六七八九十]{1,2})(?=是(?![一二三四五六七八九十不否非]))|第(?P<th>[一二三四五六七八九十]{1,2})(?=[，,、])"
    r"|\((?P<in>[1-9]\d?)\)|(?P<circled>[①-⑳]))"
)


def _items(draft: Draft, report: Report) -> Iterator[Hit]:
    """Items of a list in running text, each kind by itself; a new section or a new 一是 begins a new list."""
    last: dict[str, tuple[int, int, int]] = {}  # value, end of the marker, section
    for m in _ITEM.finditer(draft.text, report.start, report.end):
        style = m.lastgroup or ""
        value = ord(m[0]) - ord("①") + 1 if style == "circled" else ordinal(m[style])
        section = draft.section_at(m.start())
        if value is None or not draft.reported(*m.span()):
            continue
        # a list may run through sections of its own level, but not past a heading above it
        top = -1 if section is None else section.start if section.depth <= _DEEPEST else last.get(style, (0, 0, -1))[2]
        before = last.get(style)
        last[style] = (value, m.end(), top)
        if before is None or before[2] != top or value in (1, before[0] + 1):
            continue
        expected = before[0] + 1
        case = "repeated" if value == before[0] else "back" if value < before[0] else "skipped"
        if case == "skipped" and _stands(draft, expected, before[1], m.start()):
            continue
        end = m.end() + (style == "is")
        if not _counted(draft, m.start(), end):
            yield Hit(m.start(), end, case, {"expected": expected, "last": before[0]})


def _counted(draft: Draft, start: int, end: int) -> bool:
    """Whether a marker is the number of a section, which is looked at with the sections."""
    section = draft.section_at(start)
    return section is not None and section.start == start and 1 <= section.depth <= _DEEPEST and bool(section.number)


def ordinal(marker: str) -> int | None:
    """The number in a section marker; None where there is none or more than one (1.2).

    >>> [ordinal(m) for m in ("十二、", "（三）", "4.", "1.2", "第二部分")]
    [12, 3, 4, None, 2]
    """
    arabic, chinese = _ARABIC.findall(marker), _CHINESE.findall(marker)
    if len(arabic) + len(chinese) != 1:
        return None
    if arabic:
        return int(arabic[0]) if len(arabic[0]) < 4 else None
    tens, ten, ones = chinese[0].rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_DIGITS.index(tens) if tens else 1 if ten else 0) * 10 + (_DIGITS.index(ones) if ones else 0)


def _stands(draft: Draft, number: int, start: int, end: int) -> bool:
    """Whether a marker of this number stands in a range of the text."""
    tens, ones = divmod(number, 10)
    chinese = ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")
    return re.search(rf"(?:{chinese}|{number}) ?[、.．,，:：)）是]|第{chinese}", draft.text[start:end]) is not None


# ---------------------------------------------------------------- repetition

# Shorter sentences are formulae (现将工作总结如下, 取得了明显成效) that a report may well use twice.
_LEAST_REPEATED = 20
_WORDLESS = re.compile(r"[\W_]+")


def repeated(draft: Draft) -> Iterator[Hit]:
    """Sentences of twenty characters and more that stand twice in the draft; a run of them is one finding.

    The whole page is searched: where a text was doubled, structure takes the second half for a report of its own.
    """
    first: dict[str, int] = {}
    run: tuple[int, int, int, int] | None = None  # start, end, number of sentences, index of the last one's first
    spoken = [(a, b) for a, b in draft.sentences if draft.reported(a, a + 1)]
    for index, (start, end) in enumerate(spoken):
        said = _WORDLESS.sub("", draft.text[start:end])
        earlier = first.setdefault(said, index)
        if earlier != index and run and earlier == run[3] + 1:
            run = (run[0], end, run[2] + 1, earlier)
            continue
        if run:
            yield _repetition(run, spoken)
        run = (start, end, 1, earlier) if earlier != index and len(said) >= _LEAST_REPEATED else None
    if run:
        yield _repetition(run, spoken)


def _repetition(run: tuple[int, int, int, int], sentences: list[tuple[int, int]]) -> Hit:
    start, end, count, last = run
    at = sentences[last - count + 1][0] + 1
    return Hit(start, end, "run" if count > 1 else "sentence", {"count": count, "at": at})


# ---------------------------------------------------------------- headings

# A heading is a line; what is longer is a paragraph that structure could not take apart.
_LONGEST_HEADING = 30

# Headings are told from items of a list by their siblings: two of them at least must have a body, and they must be
# twice as many as those without.
_LEAST_SIBLINGS = 2
_SIBLINGS_PER_EMPTY = 2


def empty_headings(draft: Draft) -> Iterator[Hit]:
    """Headings of the first two levels without a body, where the headings beside them have one."""
    for report in draft.reports:
        sections = draft.sections_of(report)
        full: dict[int, int] = defaultdict(int)
        empty: dict[int, list[Section]] = defaultdict(list)
        for i, section in enumerate(sections):
            if not section.heading or not 1 <= section.depth <= _DEEPEST:
                continue
            following = sections[i + 1] if i + 1 < len(sections) else None
            if _has_body(draft, report, section):
                full[section.depth] += 1
            elif following is not None and (
                not 1 <= following.depth <= section.depth or ordinal(following.number) == 1 != ordinal(section.number)
            ):
                # a parent of sections or of a list, or its text was taken for a section of its own
                full[section.depth] += 1
            else:
                empty[section.depth].append(section)
        for depth, found in empty.items():
            if full[depth] < max(_LEAST_SIBLINGS, _SIBLINGS_PER_EMPTY * len(found)):
                continue
            for section in found:
                if len(section.heading) <= _LONGEST_HEADING:
                    yield Hit(section.start, section.start + _heading_length(draft, section), "section")


def _heading_length(draft: Draft, section: Section) -> int:
    text = draft.text[section.start : section.end].rstrip()
    return min(len(text), len(section.heading)) or len(text)


def _has_body(draft: Draft, report: Report, section: Section) -> bool:
    """Whether words follow the heading; spacing inside it may differ from the heading as recorded."""
    words = _WORDLESS.sub("", draft.text[section.start : min(section.end, report.end)])
    return len(words) > len(_WORDLESS.sub("", section.heading))
