"""A page taken apart: the order in which the room's steps follow one another.

1. ``normalise``: a copy with characters folded.
2. ``repair``: breaks and digits inside words are left out of a second copy.
3. ``extents`` (marks, site lines, head and tail): reports and noise; without the noise it is the reading copy.
4. ``sections``, ``sentences``, ``metadata``: for each report.

All work is done in the copies; only here are ranges taken back to the page's text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterable, Iterator
from operator import itemgetter

import numpy as np

from corpus_tools.lockstep import lockstep, only
from corpus_tools.offsets import Mapped
from corpus_tools.records import Evidence, Heading, Noise, Report, Section, Sentence, Structure
from corpus_tools.structure import noise as site
from corpus_tools.structure.breaks import restored
from corpus_tools.structure.closing import closing_start
from corpus_tools.structure.contents import contents
from corpus_tools.structure.cues import addresses
from corpus_tools.structure.extents import layout
from corpus_tools.structure.fields import fields
from corpus_tools.structure.glued import apart
from corpus_tools.structure.headings import bare_heading
from corpus_tools.structure.language import language
from corpus_tools.structure.layout import Layout
from corpus_tools.structure.lines import Line, split, trimmed
from corpus_tools.structure.marker import opens_block, wraps_number
from corpus_tools.structure.marks import opens_report
from corpus_tools.structure.markup import remnants
from corpus_tools.structure.metadata import About, about
from corpus_tools.structure.normalise import normalise
from corpus_tools.structure.repair import numbers_page, repair
from corpus_tools.structure.sections import Block, blocks
from corpus_tools.structure.sentences import sentences
from corpus_tools.structure.sheets import sheet_numbers, sheet_words
from corpus_tools.structure.tree import Node
from corpus_tools.structure.watermarks import jammers, watermarks

__all__ = ["parse", "parse_many"]

Span = tuple[int, int]
_LONGEST_TITLE = 60  # characters; bare headings are shorter still
_VISIBLE = re.compile(r"\S")
_SAID = re.compile(r"[^\W_]")


def parse(text: str) -> Structure:
    """Reports, sections, sentences and noise of a page.

    Ranges are code points of ``text``. Reports and noise together cover every visible character; the sections of a
    report tile it; sentences run across breaks that the scraper made. Text that is not Chinese has no reports, is
    noise as a whole, and ``Structure.reason`` says why. Never raises on any text; linear in its length.

    >>> page = "临江镇禁毒工作总结\\n\\n一、组织领导\\n成立了领导小组。\\n二、宣传\\n发放传单３00份。\\n\\n相关文章"
    >>> s = parse(page)
    >>> [(r.kind, r.organisation, page[r.start:r.end][-3:]) for r in s.reports]
    [('summary', '临江镇', '0份。')]
    >>> [s.heading for s in s.sections]
    ['', '一、组织领导', '二、宣传']
    >>> [(page[n.start:n.end], n.reason) for n in s.noise]
    [('相关文章', 'related')]
    """
    return only(parse_many([text]))


def parse_many(texts: Iterable[str]) -> list[Structure | Exception]:
    """``parse`` for several pages, each step done for all of them before the next.

    It never raises for a text either; where it did for one, out of memory or by a fault of ours, the others go on.
    """
    return lockstep(map(_parse, texts))


def _parse(text: str) -> Generator[None, None, Structure]:
    """The steps, with a pause between each two."""
    copy = normalise(text)
    yield
    spoken, reason = language(copy.text)
    if spoken != "zh":
        why = "garbled" if "garbled" in reason else "not_chinese" if reason.startswith("the") else "too_little_text"
        covered = _covered(text, [], [], why)
        return Structure(spoken, covered, (), (), (), copy, reason)
    copy = restored(copy)
    lines = apart(split(copy.text))
    known: dict[str, str] = {}  # what each line was found to be, for both copies
    yield
    opens = _opens(lines, known)
    yield
    fixes = repair(copy.text, lines, opens)
    yield
    # what is withheld leaves a gap in the text, everything else of the site's stands in the way of a sentence
    runs = _inside(copy.text, lines)
    taken = [(*copy.original(a, b), why) for a, b, why in runs]
    taken += [(*copy.original(a, b), "page_number") for a, b in fixes.digits]
    if taken or fixes.joins:
        copy = copy.without([*((a, b) for a, b, _ in runs), *fixes.digits, *fixes.joins])
        lines = apart(split(copy.text))
    taken += [(a, b, "markup") for a, b in remnants(text)]
    yield
    plan = layout(copy.text, lines, known)
    yield
    noise = [(*_range(copy, text, a, b), why) for a, b, why in plan.noise]
    noise += taken
    reports, sections, headings, cuts = _reports(text, copy, lines, plan, noise)
    yield
    reading = copy.without([(a, b) for a, b, _ in plan.noise])
    return Structure(
        language="zh",
        noise=_covered(text, noise, reports, "unreadable"),
        reports=tuple(reports),
        sections=tuple(sections),
        sentences=tuple(_sentences(reading, reports, cuts)),
        reading=reading,
        reason="" if reports else "no report was found: what there is are lines of a site or too little text",
        headings=tuple(headings),
    )


def _inside(text: str, lines: list[Line]) -> list[tuple[int, int, str]]:
    """What stands inside lines and is no report's; what this page alone shows goes before what any page has."""
    marks = ((a, b, "copyright") for a, b in (*watermarks(lines), *jammers(lines)))
    numbers = ((a, b, "page_number") for a, b in sheet_numbers(text))
    cells = ((a, b, "rule") for a, b in _empty_cells(lines))
    shown = sorted([*fields(text), *marks, *numbers, *cells])
    starts = [a for a, _, _ in shown]
    runs = list(shown)
    for run in site.inline(text):
        before = bisect_left(starts, run[1]) - 1
        if before < 0 or shown[before][1] <= run[0]:
            runs.append(run)
    return runs + [(a, b, "page_number") for a, b in sheet_words(text, runs)]


def _empty_cells(lines: list[Line]) -> Iterator[Span]:
    """What a table around the text has left behind it, and on lines of its own: 平安建设工作部署会 | |||."""
    for line in lines:
        said = line.text.rstrip("| ")
        if len(said) < len(line.text) and "|" not in said:
            yield line.start + len(said), line.end


def _own(lines: list[Line], plan: Layout) -> list[Line]:
    """Lines that are not the site's as a whole."""
    site_ends = {a: b for a, b, _ in plan.noise}
    return [line for line in lines if site_ends.get(line.start, 0) < line.end]


def _opens(lines: list[Line], known: dict[str, str]) -> list[bool]:
    """Which lines visibly open a block, so that nothing is joined to them."""
    of_site = site.site_lines(lines, known)
    of_site |= contents(lines, of_site)
    out = [
        ln.start in of_site
        or opens_block(ln.text)
        or (ln.end - ln.start <= _LONGEST_TITLE and (bare_heading(ln) or site.is_title(ln)))
        or opens_report(ln.text)
        or addresses(ln)
        for ln in lines
    ]
    for i in range(1, len(lines)):  # what follows a line of the site's is not joined to it
        if out[i] and not lines[i - 1].stops:  # 坚持“安全第⏎一、常备不懈”的方针
            out[i] = not wraps_number(lines[i - 1].text, lines[i].text)
        out[i] = out[i] or (lines[i - 1].start in of_site and not numbers_page(lines[i - 1].text))
    return out


def _range(copy: Mapped, text: str, start: int, end: int) -> Span:
    """Original range of a piece of the copy, with what the copy leaves out right behind it: 總結(jié), a tag."""
    stop = int(copy.starts[end]) if end < len(copy) else len(text)
    a, b = copy.original(start, end)
    return a, b + len(text[b:stop].rstrip())


def _reports(
    text: str, copy: Mapped, lines: list[Line], plan: Layout, noise: list[tuple[int, int, str]]
) -> tuple[list[Report], list[Section], list[Heading], list[int]]:
    """``noise``: what is no report's; the end of a report it stands at is left out of it."""
    reports: list[Report] = []
    sections: list[Section] = []
    headings: list[Heading] = []
    cuts: list[int] = []  # original offsets no sentence may cross
    of_site = {b: a for a, b, why in noise if why != "markup"}
    lines = _own(lines, plan)
    starts = [line.start for line in lines]
    for extent in plan.extents:
        start, end = _range(copy, text, extent.start, extent.end)
        if not reports or reports[-1].end <= _marked(text, start):
            start = _marked(text, start)
        while of_site.get(end, start) > start:
            end = _without_blanks(text, start, of_site[end])
        alone = len(plan.extents) == 1
        close = closing_start(copy.text, extent.start, extent.end)
        said = about(copy.text, extent.start, extent.end, extent.mark_end, plan.title, alone=alone, close=close)
        reports.append(
            Report(
                start,
                end,
                said.kind,
                said.title,
                said.organisation,
                said.level,
                said.topic,
                said.year,
                said.period,
                said.signed,
                confidence=extent.confidence,
                cues=extent.cues,
                evidence=_evidence(copy, said),
            )
        )
        first = max(0, bisect_right(starts, extent.start) - 1)
        own = [ln for ln in lines[first : bisect_left(starts, extent.end)] if ln.end > extent.start]
        if own and own[0].start < extent.start:
            own[0] = Line(extent.start, own[0].end, copy.text[extent.start : own[0].end])
        found, nodes = blocks(copy.text, extent.start, extent.end, own, extent.mark_end, close=close)
        sections += _sections(text, copy, found, start, end)
        headings += _headings(copy, nodes)
        titled, title_end = said.spans.get("title", (0, 0))
        behind = max(title_end, extent.mark_end)
        if extent.start <= titled and behind < extent.end and copy.text[behind] not in _GOES_ON:
            cuts.append(copy.starts.item(behind))  # 创城工作总结 我校共有…: in one line with the first sentence
        cuts += [copy.starts.item(min(block.start, len(copy) - 1)) for block in found]
        cuts += [copy.ends.item(block.heading_end - 1) for block in found if block.heading_end > block.start]
        # (一)清理垃圾 全镇出动…: a heading within a section, its full stop lost
        apart = (node.heading_end for node in nodes if copy.text[node.heading_end : node.heading_end + 1] == " ")
        cuts += [copy.ends.item(end - 1) for end in apart]
    return reports, sections, headings, cuts


_GOES_ON = ",、;:。!?的”》)(及和与暨"


def _without_blanks(text: str, start: int, end: int) -> int:
    """The end of ``text[start:end]`` without blanks behind it; nothing but these is looked at."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _evidence(copy: Mapped, said: About) -> tuple[Evidence, ...]:
    place, end = copy.starts.item, copy.ends.item
    spans = [(place(a), end(b - 1), name) for name, (a, b) in said.spans.items()]
    spans.sort(key=itemgetter(0, 1))
    return tuple([Evidence(name, a, b) for a, b, name in spans])


def _sections(text: str, copy: Mapped, found: list[Block], start: int, end: int) -> list[Section]:
    place = copy.starts.item  # for a few numbers faster than an array of them
    found = [b for i, b in enumerate(found) if not i or place(b.start) < end]  # the rest may have been the site's
    at = [start, *(_marked(text, place(b.start)) for b in found[1:]), end]
    out = []
    for i, block in enumerate(found):
        heading = copy.text[block.start : block.heading_end].replace("\n", "")
        if at[i] < at[i + 1]:
            under = place(block.under) if block.under >= 0 else None
            out.append(Section(at[i], at[i + 1], block.depth, block.number.rstrip(), heading, heading_start=under))
    return out


def _marked(text: str, start: int) -> int:
    """Where a section or report starts with the mark of its heading: ## 一、组织领导, <b>一、组织领导</b>."""
    at = start
    if m := _OPENED.search(text, max(0, at - _LONGEST_MARK), at):
        return m.end("before")
    while at and text[at - 1] in "# ":
        at -= 1
    marks = text[at:start]
    return at + marks.index("#") if "#" in marks else start


_LONGEST_MARK = 60
_OPENED = re.compile(r"(?P<before>\A|\n[ \t\u3000]*)(?:\*\*|(?:<(?:b|strong|em|h[1-6])(?: [^<>\n]{0,40})?>){1,3})\Z")


def _headings(copy: Mapped, nodes: list[Node]) -> Iterable[Heading]:
    last = -1
    for node in nodes:
        start = copy.starts.item(node.start)
        if start == last:  # one character of the page became several
            continue
        last = start
        stop = max(node.heading_end, node.start + (len(node.number) or 1))  # a symbol is no number, but is written
        yield Heading(
            start,
            copy.ends.item(stop - 1),
            node.level,
            node.depth,
            node.number,
            node.value or None,
            copy.text[node.start : node.heading_end].replace("\n", ""),
            not node.section,
            node.fault,
            copy.starts.item(node.parent) if node.parent >= 0 else None,
        )


def _sentences(reading: Mapped, reports: list[Report], cuts: list[int]) -> Iterable[Sentence]:
    """Sentences of each report in the reading copy; a section's start and a heading's end end one as well."""
    edges = np.array(sorted({*cuts, *(r.start for r in reports), *(r.end for r in reports)}), dtype=np.int32)
    points = np.searchsorted(reading.ends, edges, side="right").tolist()
    places = edges.tolist()
    text = reading.text
    found: list[Span] = []
    for report in reports:
        first, last = bisect_left(places, report.start), bisect_left(places, report.end)
        inner = points[first + 1 : last]
        inner.append(len(text) + 1)
        k = 0
        for s, e in sentences(text, points[first], points[last]):
            while inner[k] <= s:
                k += 1
            if inner[k] >= e:
                found.append((s, e))
                continue
            while inner[k] < e:
                found.append(trimmed(text, s, inner[k]))
                s = inner[k]
                k += 1
            found.append(trimmed(text, s, e))
    kept = [(s, e) for s, e in found if s < e and (text[s].isalnum() or _SAID.search(text, s, e))]
    firsts = reading.starts[[s for s, _ in kept]].tolist()
    lasts = reading.ends[[e - 1 for _, e in kept]].tolist()
    return map(Sentence, firsts, lasts)


_SIGNS = re.compile(r"[\s#>*·•-]+")  # of Markdown, before a title or a site's line


def _covered(text: str, noise: list[tuple[int, int, str]], reports: list[Report], otherwise: str) -> tuple[Noise, ...]:
    """Noise in order, and whatever visible text neither it nor a report covers as noise of its own."""
    out: list[Noise] = []
    for a, b, why in sorted(set(noise), key=lambda n: (n[0], -n[1])):
        if a < b and not (out and b <= out[-1].end):  # a site's name in an editor's words is part of these
            out.append(Noise(a, b, why))
    taken = sorted([(n.start, n.end) for n in out] + [(r.start, r.end) for r in reports])
    at = 0
    for a, b in [*taken, (len(text), len(text))]:
        if a > at and (m := _VISIBLE.search(text, at, a)):
            why = "markup" if text[m.start()] in "<&" or _SIGNS.fullmatch(text, m.start(), a) else otherwise
            out.append(Noise(m.start(), at + len(text[at:a].rstrip()), why))
        at = max(at, b)
    return tuple(sorted(out, key=lambda n: (n.start, n.end)))
