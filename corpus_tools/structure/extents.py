"""Where the reports of a page lie: marks, the page's head and tail, and cues where there are no marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from corpus_tools.structure import noise
from corpus_tools.structure.boundaries import chain
from corpus_tools.structure.boxes import boxes
from corpus_tools.structure.closing import covers, signs
from corpus_tools.structure.contents import contents
from corpus_tools.structure.cues import LEAST_REPORT, counts, named
from corpus_tools.structure.divided import divided
from corpus_tools.structure.doubled import copies
from corpus_tools.structure.edges import cut_tail, page_numbers, tail_end
from corpus_tools.structure.editor import editor_start, editors, speaks
from corpus_tools.structure.glued import unglue
from corpus_tools.structure.headline import page_headline
from corpus_tools.structure.heads import head_begin, past_essay
from corpus_tools.structure.layout import Extent, Layout
from corpus_tools.structure.lines import Line, squeeze, trimmed
from corpus_tools.structure.marker import opens_block
from corpus_tools.structure.marks import SAME_TITLE, Mark
from corpus_tools.structure.numbering import markers
from corpus_tools.structure.openings import openings
from corpus_tools.structure.reader import to_reader
from corpus_tools.structure.titles import second_title
from corpus_tools.structure.unknown import SURE, unlisted

__all__ = ["layout"]

Start = tuple[int, int, float, tuple[str, ...]]
"""Where a report starts, where its mark ends, how sure that is, what says so."""

_HEAD_REPORT = 500  # characters with headings that make the text before 篇一 a report, not the editor's lead-in
_TITLES = 6  # short lines over a report: title in two lines, body, date, whom it is addressed to
_FIELDS = 30  # … which the fields of a form may stand over: 索引号, 发布机构, 公开日期
_HEAD_SURE = 0.9  # what is left when head lines are taken off starts the report, a leftover line of the site's apart
_PARTED = 0.8
_UNDER_RULE = 200  # characters
_SAID = ("。", "!", "?", "~")
_SIGNATURE = 40  # characters; a body's name and a date
_LEAD = 700  # lead-ins seen run to some 450 characters
_COLLECTION = 2  # further reports without a title that make the page's title that of a collection
_OUTER = frozenset(("di_pian", "pian", "fan_wen"))  # marks of parts that may be collections themselves
_INNER = frozenset(("numbered", "pian", "di_pian"))
_LEAD_IN = ("lead_in",)  # what stands over the first report of such a part
_LEAD_LINES = 3  # a mark and a title, and the editor's words under them in one paragraph
_TEASER = 200  # a report of a collection that breaks off in dots before it has said as much is a teaser


def layout(text: str, lines: list[Line], known: dict[str, str] | None = None) -> Layout:
    """Take a page apart into reports and noise.

    >>> from corpus_tools.structure.lines import split
    >>> page = "防汛工作总结\\n时间:2021-01-02 阅读 9\\n今年我镇认真防汛,成立了领导小组。\\n相关文章"
    >>> [page[e.start:e.end] for e in layout(page, split(page)).extents]
    ['今年我镇认真防汛,成立了领导小组。']
    """
    out = Layout()
    lines = list(lines)  # the last is cut where the site's words are glued to it
    site = noise.site_lines(lines, known)
    over = [ln for ln in lines[:_FIELDS] if ln.start not in site][:_TITLES]
    titles = (ln for ln in over if noise.is_title(ln) and not opens_block(ln.text))
    out.title = next((title.text for title in titles), "") or page_headline(lines, site)
    site |= noise.under_title(lines, out.title)
    site |= contents(lines, site)
    linked = boxes(lines)
    site |= linked
    site |= _unlisted(lines, site)
    site |= {line.start: "editor" for line in lines if line.start not in site and editors(line.text)}
    last = tail_end(lines, site, out)
    body_end = lines[last - 1].end if last else 0
    listed = {line.start for line in lines if site.get(line.start) == "contents"} | linked.keys()
    marks = [mark for mark in chain(text[:body_end], lines[:last]) if mark.start not in listed]
    if not marks or marks[0].family != "bare":
        site |= dict.fromkeys(page_numbers(lines[:last]), "page_number")
    last = cut_tail(lines, last, site, marks, out, linked)
    if not last:
        return out
    lines = _tailless(text, lines[:last], out)
    body_end = lines[-1].end
    marks = [m for m in marks if m.start < body_end]
    while len(marks) > 1 and _only_lead(text, marks[0], marks[1], lines, site):
        del marks[0]  # the page's title over the editor's lead-in, not yet the report's
    if len(marks) > 1 and body_end - marks[-1].start <= _TEASER and noise.is_teaser(lines[last - 1].text):
        body_end = marks.pop().start  # the first words of the one that the site sells
        while last and lines[last - 1].end > body_end:
            last -= 1
            out.noise.append((max(body_end, lines[last].start), lines[last].end, "related"))
    if len(marks) == 1 and _over_site(marks[0], lines, site):
        marks = []
    starts = _marked(text, lines[:last], marks, body_end)
    head_end = marks[0].start if marks else body_end
    head = [line for line in lines[:last] if line.start < head_end]
    if head:
        begin = past_essay(text, head, head_begin(text, head, head_end, site, out), out)
        if marks and not _holds_report(text, begin, head_end, marks[0]):
            begin = head_end
            out.noise = [n for n in out.noise if n[0] >= head_end]
            _fill(lines[:last], 0, head_end, site, out, "page_title")
        else:
            own = [line for line in head if line.end > begin and line.start not in site]
            ruled = frozenset(
                b.start
                for a, b in pairwise(head)
                if b.start not in site and site.get(a.start) in ("rule", "navigation", "related")
            )
            several = any(noise.collection(line.text) for line in over if line.start < begin)
            opened = [(o.start, o.start, o.confidence, o.cues) for o in openings(text, own, begin, ruled, several)]
            opened = [start for start in opened if start[0] < head_end]  # the head's last line may run on behind a mark
            parted = divided(head, site)
            if parted and begin < parted[0] <= begin + _LEAD and not counts(text[begin : parted[0]]):
                _fill(head, begin, parted[0], site, out, "editor")  # what the blogger says over the first
                begin = parted[0]
            # between a rule and a report's first chapter none begins
            opened = [o for o in opened if "title" in o[3] or not any(at < o[0] < at + _UNDER_RULE for at in parted)]
            told = {start for start, *_ in opened}
            opened += [(at, at, _PARTED, ("rule", "ruled")) for at in parted if at > begin and at not in told]
            opened.sort()
            if several and opened and "title" in opened[0][3] and _leads_in(text[begin : opened[0][0]]):
                _fill(head, begin, opened[0][0], site, out, "editor")
                begin = opened.pop(0)[0]
            told_of = [line.text for line in over if line.start < begin and noise.is_title(line)]
            if not told_of or any(squeeze(own[0].text)[:SAME_TITLE] in squeeze(said) for said in told_of if own):
                begin = _past_title(text, own, begin, opened, out)
            starts = [(begin, begin, _HEAD_SURE, ("page_head",)), *opened, *starts]
    if len(marks) == 1:  # the one title says nothing of what follows that report
        begin = marks[0].end
        own = [line for line in lines[:last] if line.end > begin and line.start not in site]
        starts += [(o.start, o.start, o.confidence, o.cues) for o in openings(text, own, begin)]
    if starts and (titled := second_title(text, starts[0][0], body_end)) > starts[0][0]:
        twice = text[starts[0][0] : titled]
        if not any(text.startswith(twice, start) for start, *_ in starts[1:]):  # said over each: A总结 B总结篇一
            out.noise.append((starts[0][0], titled, "page_title"))
            starts[0] = (titled, max(titled, starts[0][1]), *starts[0][2:])
    _extents(text, lines[:last], starts, body_end, site, out)
    _leave_copies(text, out)
    out.noise += _inline(text, out.extents)
    return out


def _marked(text: str, lines: list[Line], marks: list[Mark], end: int) -> list[Start]:
    """Starts by the collector's marks; where a part of the page is a collection itself, by the marks within it."""
    out: list[Start] = []
    for m, stop in zip(marks, [*(m.start for m in marks[1:]), end], strict=False):
        inner = _within(text, lines, m, stop) if m.family in _OUTER and len(marks) > 1 else []
        out.append((m.start, m.end, 1.0 if m.family != "repeated" else 0.8, _LEAD_IN if inner else (m.family,)))
        out += [(i.start, i.end, 1.0, (m.family, i.family)) for i in inner]
    return out


def _within(text: str, lines: list[Line], mark: Mark, stop: int) -> list[Mark]:
    """Marks of another family within the piece under one: 第一篇:… 创卫工作总结1 … 创卫工作总结2."""
    own = lines[
        bisect_left(lines, mark.end, key=attrgetter("start")) : bisect_left(lines, stop, key=attrgetter("start"))
    ]
    own = [replace(line, start=line.start - mark.end, end=line.end - mark.end) for line in own]
    found = chain(text[mark.end : stop], own) if own else []
    if len(found) < 2 or found[0].family not in _INNER or found[0].family == mark.family or found[0].number != 1:
        return []
    if found[0].start > _LEAD:
        return []
    return [replace(m, start=m.start + mark.end, end=m.end + mark.end) for m in found]


def _unlisted(lines: list[Line], site: dict[int, str]) -> dict[int, str]:
    """Starts of short lines between paragraphs that no list knows, yet sure to be the site's: 点个“在看”↓↓."""
    return {
        line.start: "navigation"
        for above, line in pairwise(lines)
        if line.start not in site
        and len(line) <= _SIGNATURE
        and not line.stops
        and (above.stops or above.start in site)
        and unlisted(line, SURE)
    }


def _tailless(text: str, lines: list[Line], out: Layout) -> list[Line]:
    """Lines without what the site says in the last one behind the report's end."""
    line = lines[-1]
    cut = noise.tail_start(text, line.start, line.end)
    said = text[line.start : cut].rstrip()
    if not said or cut == line.end:
        return lines
    out.noise.append((cut, line.end, "related"))
    return [*lines[:-1], Line(line.start, line.start + len(said), said)]


def _past_title(text: str, own: list[Line], begin: int, opened: list[Start], out: Layout) -> int:
    """Where the first report starts when the page's title stands over several that have none: behind the title.

    A title that names a body the first report names as well is that report's; so is one under another title, of which
    it says nothing again (the caller sees to that).
    """
    title = own[0] if own and own[0].start == begin and len(own) > 1 else None
    several = title is not None and noise.collection(title.text)
    if title is None or (not several and any("title" in cues for *_, cues in opened)):
        return begin
    if len(opened) < (1 if several else _COLLECTION):
        return begin
    if not noise.is_title(title) or own[1].start > opened[0][0]:
        return begin
    if named(title.text, text[own[1].start : opened[0][0]]):
        return begin
    out.noise.append((title.start, title.end, "page_title"))
    return own[1].start


def _leave_copies(text: str, out: Layout) -> None:
    """Take what stands on the page twice out of the reports."""
    found = copies(text, [(e.start, max(e.start, e.mark_end), e.end) for e in out.extents])
    if not found:
        return
    starts = [copy.start for copy in found]
    kept = []
    for piece in out.noise:
        i = bisect_right(starts, piece[0]) - 1
        if i < 0 or piece[0] >= found[i].end:
            kept.append(piece)
    out.noise = kept + [(copy.start, copy.end, "doubled") for copy in found]
    of = {copy.of: copy for copy in found}
    extents: list[Extent] = []
    for i, extent in enumerate(out.extents):
        whole = of.get(i)
        if whole is None:
            extents.append(extent)
            continue
        before, after = (extent.start, whole.start), (whole.end, extent.end)
        left = [span for a, b in (before, after) if (span := trimmed(text, a, b))[0] < span[1]]
        if left:  # a copy in the midst is noise within the report
            extents.append(replace(extent, start=left[0][0], end=left[-1][1]))
    out.extents = extents


def _only_lead(text: str, first: Mark, second: Mark, lines: list[Line], site: dict[int, str]) -> bool:
    if first.family != "repeated" or second.start - first.end > _LEAD:
        return False
    if all(line.start in site for line in lines if first.end <= line.start < second.start):
        return True
    between = text[first.end : second.start]
    if "。\n" in between and counts(between):  # paragraphs that count what was done are no editor's
        return False
    return not speaks(between) and len(markers(between, 0, len(between), flat=True)) < 2


def _titles_alone(own: list[Line], start: int, last: int, site: dict[int, str]) -> bool:
    """Whether nothing but titles is left of a report when the site's lines are taken off."""
    left = [line for line in own if line.start not in site and start <= line.start < last]
    titles = [line for line in left if line.end <= last and noise.is_title(line) and not opens_block(line.text)]
    return bool(left) and len(titles) == len(left)


def _leads_in(said: str) -> bool:
    """Whether what stands between a collection's title and the first report's says nothing of what was done."""
    return len(said) <= _LEAD / 2 and not counts(said) and not speaks(said) and len(markers(said, 0, len(said))) < 2


def _over_site(mark: Mark, lines: list[Line], site: dict[int, str]) -> bool:
    """Whether the page's only mark ends a line under which the site goes on: it belongs to the page's own title."""
    i = next((i for i, line in enumerate(lines) if line.end >= mark.end), len(lines))
    return i + 1 < len(lines) and lines[i].end == mark.end and lines[i + 1].start in site


def _inline(text: str, extents: list[Extent]) -> list[tuple[int, int, str]]:
    """Runs of the site inside reports."""
    starts = [e.start for e in extents]
    out = []
    for a, b, reason in noise.inline(text, gaps=True):
        i = bisect_right(starts, a) - 1
        if i >= 0 and b <= extents[i].end:
            out.append((a, b, reason))
    return out


def _fill(lines: list[Line], start: int, end: int, site: dict[int, str], out: Layout, reason: str) -> None:
    for line in lines:
        if line.start < end and line.end > start:
            a, b = max(start, line.start), min(end, line.end)
            sentence = line.text[: b - line.start].rstrip().endswith(_SAID) and not noise.is_title(line)
            out.noise.append((a, b, site.get(line.start) or ("editor" if sentence else reason)))


def _holds_report(text: str, begin: int, end: int, mark: Mark) -> bool:
    """Whether the text before the first mark is a report: the mark says 2, it is long, with headings, or a letter."""
    if mark.family == "repeated":
        return False
    if (mark.number == 2 and end - begin >= LEAST_REPORT) or covers(text, begin, end):
        return True
    return end - begin > _HEAD_REPORT and len(markers(text, begin, end)) > 1


def _extents(
    text: str,
    lines: list[Line],
    starts: list[Start],
    end: int,
    site: dict[int, str],
    out: Layout,
) -> None:
    """Cut the body at the starts; site lines at a report's edges are left out, those inside become noise within."""
    at = 0
    for i, (start, mark_end, confidence, cues) in enumerate(starts):
        stop = starts[i + 1][0] if i + 1 < len(starts) else end
        while at < len(lines) and lines[at].end <= start:
            at += 1
        own = lines[at : bisect_left(lines, stop, at, key=attrgetter("start"))]
        while own and own[-1].start > mark_end:
            line = own[-1]
            lead = len(own) <= _LEAD_LINES and (line.start in site or _edge(line))  # 篇一⏎…下面是小编整理的总结
            if line.end <= stop and not lead:
                line = unglue(own, len(own) - 1, site, out)
            if not (reason := site.get(line.start) or _edge(line)):
                break
            out.noise.append((line.start, line.end, reason))
            own.pop()
        if not own:
            continue
        if cues == _LEAD_IN:
            _fill(own, start, stop, site, out, "page_title")
            continue
        if i and i + 1 == len(starts) and noise.tail_start(text, start - 1, stop) == start:
            out.noise.append((start, stop, "related"))  # 2020年3月4日扫一扫在手机打开当前页
            continue
        last = min(stop, own[-1].end)
        for find, reason in ((noise.tail_start, "related"), (editor_start, "editor")):
            cut = find(text, max(start, own[-1].start - 1), last)
            if max(start, mark_end) < cut < last:
                out.noise.append((cut, last, reason))
                last = cut
        while last > start and text[last - 1].isspace():
            last -= 1
        if i + 1 < len(starts) and (start < last <= mark_end or _titles_alone(own, start, last, site)):
            out.noise.append((start, last, "page_title"))  # over nothing but the site's or the editor's words
            continue
        for line in own:
            if line.start in site or line.text == out.title:
                if not (start < line.start and line.end <= last):
                    continue
                if line.start in site:
                    out.noise.append((line.start, line.end, site[line.start]))
                elif mark_end > start and line.start - mark_end > 2:  # page by page
                    out.noise.append((line.start, line.end, "page_title"))
        if mark_end == start and last - start < _SIGNATURE and out.extents and out.extents[-1].end == start:
            out.extents[-1] = replace(out.extents[-1], end=last)  # what is left when the site's words are taken off
        elif last > start:
            out.extents.append(Extent(start, last, confidence, cues, mark_end))


def _edge(line: Line) -> str:
    if len(line) <= noise.LONGEST_SITE and (
        editor_start(line.text, 0, len(line)) == 0 or to_reader(line.text, 0, len(line)) == len(line)
    ):
        return "editor"
    if " " in line.text and noise.label(line.text) and not signs(line.text):
        return "related"  # 热点导读:防汛要点 防汛预案
    return "navigation" if unlisted(line) else ""
