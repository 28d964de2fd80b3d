"""Where the reports of a page lie: marks, the page's head and tail, and cues where there are no marks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from corpus_tools.structure import noise
from corpus_tools.structure.boundaries import Mark, chain
from corpus_tools.structure.headings import bare_heading, markers
from corpus_tools.structure.lines import Line, squeeze
from corpus_tools.structure.openings import LEAST_REPORT, openings

__all__ = ["Extent", "Layout", "layout"]

_HEAD_REPORT = 500  # characters with headings that make the text before 篇一 a report, not the editor's lead-in
_TITLES = 6  # short lines over a report: title in two lines, body, date, whom it is addressed to
_HEAD_SURE = 0.9  # what is left when head lines are taken off starts the report, a leftover line of the site's apart
_LEAD = 700  # lead-ins seen run to some 450 characters
_ODD = 30
_ESSAY = 3000  # characters of an essay on writing that are looked at
_WORD = 8  # characters of a button or link
_TEASER = 200  # a report of a collection that breaks off in dots before it has said as much is a teaser
_HEAD_LINES = 25
_TITLE_AGAIN = 12
_LATER = 0.3  # share of the page before which a list of other articles is navigation, not the page's end


@dataclass(frozen=True, slots=True)
class Extent:
    """A report's range in the normalised copy, with what spoke for its start."""

    start: int
    end: int
    confidence: float
    cues: tuple[str, ...]
    mark_end: int  # end of the collector's mark; ``start`` where there is none


@dataclass(slots=True)
class Layout:
    """Reports and noise of a page, in the normalised copy; together they cover what is visible."""

    extents: list[Extent] = field(default_factory=list)
    noise: list[tuple[int, int, str]] = field(default_factory=list)
    title: str = ""  # of the page


def layout(text: str, lines: list[Line], known: dict[str, str] | None = None) -> Layout:
    """Take a page apart into reports and noise.

    >>> from corpus_tools.structure.lines import split
    >>> page = "防汛工作总结\\n时间:2021-01-02 阅读 9\\n今年我镇认真防汛,成立了领导小组。\\n相关文章"
    >>> [page[e.start:e.end] for e in layout(page, split(page)).extents]
    ['今年我镇认真防汛,成立了领导小组。']
    """
    out = Layout()
    site = noise.site_lines(lines, known)
    out.title = next((line.text for line in lines[:6] if noise.is_title(line)), "")
    last = _tail(lines, site, out)
    body_end = lines[last - 1].end if last else 0
    marks = chain(text[:body_end], lines[:last])
    last = _cut_tail(lines, last, site, marks, out)
    if not last:
        return out
    body_end = lines[last - 1].end
    marks = [m for m in marks if m.start < body_end]
    while len(marks) > 1 and _only_lead(text, marks[0], marks[1]):
        del marks[0]  # the page's title over the editor's lead-in, not yet the report's
    if len(marks) > 1 and body_end - marks[-1].start <= _TEASER and noise.is_teaser(lines[last - 1].text):
        body_end = marks.pop().start  # the first words of the one that the site sells
        while last and lines[last - 1].end > body_end:
            last -= 1
            out.noise.append((max(body_end, lines[last].start), lines[last].end, "related"))
    starts: list[tuple[int, int, float, tuple[str, ...]]] = [
        (m.start, m.end, 1.0 if m.family != "repeated" else 0.8, (m.family,)) for m in marks
    ]
    head_end = marks[0].start if marks else body_end
    head = [line for line in lines[:last] if line.start < head_end]
    if head:
        begin = _past_essay(text, head, _head(text, head, head_end, site, out), out)
        if marks and not _holds_report(text, begin, head_end, marks[0]):
            begin = head_end
            out.noise = [n for n in out.noise if n[0] >= head_end]
            _fill(lines[:last], 0, head_end, site, out, "page_title")
        else:
            own = [line for line in head if line.end > begin and line.start not in site]
            ruled = frozenset(
                b.start for a, b in pairwise(head) if site.get(a.start) in ("rule", "navigation", "related")
            )
            several = any(noise.collection(line.text) for line in lines[:_TITLES] if line.start < begin)
            opened = [(o.start, o.start, o.confidence, o.cues) for o in openings(text, own, begin, ruled, several)]
            starts = [(begin, begin, _HEAD_SURE, ("page_head",)), *opened, *starts]
    if len(marks) == 1:  # the one title says nothing of what follows that report
        begin = marks[0].end
        own = [line for line in lines[:last] if line.end > begin and line.start not in site]
        starts += [(o.start, o.start, o.confidence, o.cues) for o in openings(text, own, begin)]
    _extents(text, lines[:last], starts, body_end, site, out)
    out.noise += _inline(text, out.extents)
    return out


def _only_lead(text: str, first: Mark, second: Mark) -> bool:
    if first.family != "repeated" or second.start - first.end > _LEAD:
        return False
    return not noise.speaks(text[first.end : second.start])


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
            why = site.get(line.start, reason)
            out.noise.append((max(start, line.start), min(end, line.end), why))


def _tail(lines: list[Line], site: dict[int, str], out: Layout) -> int:
    """Number of lines left when the page's end is taken off: site lines, teasers and the titles over them."""
    last = len(lines)
    titles = 0
    while titles < last and noise.is_title(lines[last - titles - 1]):
        titles += 1
    # something below is the site's; no report ends in two titles, or in one under a line of the site's
    closed = titles > 1 or (titles == 1 and last > 1 and lines[-2].start in site)
    teaser_below = False
    while last:
        line = lines[last - 1]
        if last > 1 and noise.signs(line.text, lines[last - 2].text):
            break
        reason = site.get(line.start, "")
        if not reason and len(line) <= noise.LONGEST_SITE:  # at the edge, sentences of the site's count as well
            reason = noise.whole_line(line.text)
        if not reason and noise.is_tail(line.text):
            reason = "related"
        if not reason and noise.is_teaser(line.text) and _titled(lines, last - 1, site):
            reason = "related"
        if not reason and closed and (noise.is_title(line) or line.text == out.title):
            reason = "related"
        if not reason and teaser_below and len(line) <= 60 and not line.stops:
            reason = "related"
        if not reason and len(line) <= noise.LONGEST_SITE and noise.editor_start(line.text, 0, len(line)) == 0:
            reason = "editor"
        if not reason and len(line) <= _ODD and not line.stops:  # an unknown word among lines of the site's
            above = lines[max(0, last - 4) : last - 1]
            among = len(line) <= _WORD and out.noise and above and above[-1].start in site
            if among or sum(ln.start in site for ln in above) >= 2:
                reason = "navigation"
        if not reason:
            break
        out.noise.append((line.start, line.end, reason))
        teaser_below = noise.is_teaser(line.text)
        closed = True
        last -= 1
    return last


def _titled(lines: list[Line], i: int, site: dict[int, str]) -> bool:
    """A teaser has a title over it, and text of a report above that."""
    over = [line for line in lines[max(0, i - 2) : i] if line.start not in site]
    above = sum(len(line) for line in lines[max(0, i - 40) : max(0, i - 1)])
    headed = bool(over) and (noise.is_title(over[-1]) or (len(over[-1]) <= _ODD and not over[-1].stops))
    return headed and above > len(lines[i])


def _cut_tail(lines: list[Line], last: int, site: dict[int, str], marks: list[Mark], out: Layout) -> int:
    """Take off everything from the line that opens the list of other articles, if it stands past the last mark."""
    total = lines[-1].end if lines else 0
    after = max(marks[-1].end if marks else 0, int(_LATER * total))
    for i in range(last):
        line = lines[i]
        if line.start >= after and noise.is_tail(line.text):
            for rest in lines[i:last]:
                out.noise.append((rest.start, rest.end, site.get(rest.start, "related")))
            return _tail(lines[:i], site, out)
    return last


def _head(text: str, head: list[Line], end: int, site: dict[int, str], out: Layout) -> int:
    """Where the first report of the page starts: past the publication line and the editor's lead-in.

    The title over the report belongs to it where nothing of the site stands between the two.
    """
    begin: int | None = None
    titles: list[Line] = []
    again = _title_again(head, out.title)
    for i, line in enumerate(head):
        if i < again:
            out.noise.append((line.start, line.end, site.get(line.start, "page_title")))
            continue
        if line.start not in site and len(line) <= noise.LONGEST_SITE and (why := noise.whole_line(line.text)):
            site[line.start] = why
        if line.start in site:
            _noise_lines(titles, out, "page_title")
            titles = []
            out.noise.append((line.start, line.end, site[line.start]))
            continue
        stop, why = noise.head_end(text, line.start, min(line.end, end)), "publication"
        if stop == line.start:
            stop, why = noise.editor_end(text, line.start, min(line.end, end), first=True), "editor"
        if stop > line.start:
            _noise_lines(titles, out, "page_title")
            titles = []
            out.noise.append((line.start, stop, why))
            if stop < line.end and text[stop : line.end].strip():
                begin = stop + len(text[stop:]) - len(text[stop:].lstrip()) if stop < len(text) else stop
                break
            continue
        if len(titles) < _TITLES and i < len(head) - 1 and _heads(line):
            titles.append(line)
            continue
        begin = line.start
        break
    if begin is None:
        return titles[0].start if titles else end
    if titles and begin == line.start:
        _noise_lines(_doubled(titles), out, "page_title")
        return titles[len(_doubled(titles))].start
    return begin


def _past_essay(text: str, head: list[Line], begin: int, out: Layout) -> int:
    """Where the first report starts behind words on the writing of reports; ``begin`` where there are none."""
    for line in head:
        if begin < line.start and noise.is_title(line) and not bare_heading(line) and not markers(line.text, 0, 8):
            if not noise.on_writing(text[begin : line.start][:_ESSAY]):
                return begin
            _noise_lines([ln for ln in head if begin <= ln.start < line.start], out, "editor")
            return line.start
    return begin


def _title_again(head: list[Line], title: str) -> int:
    """Index of the line where the page's title comes again over its report; 0 where it does not."""
    wanted = squeeze(title)[:_TITLE_AGAIN]
    if len(wanted) < 6:
        return 0
    seen = 0
    found = 0
    for i, line in enumerate(head[:_HEAD_LINES]):
        if seen and squeeze(line.text[: _TITLE_AGAIN * 2]).startswith(wanted):
            found = i
        if noise.speaks(line.text):
            break
        seen += len(line) > 0
    return found


def _heads(line: Line) -> bool:
    """A short line over the text: a title, the body's name, who it is addressed to."""
    return (
        len(line) <= 60
        and line.text[-1] not in "。;,、!?:"
        and (noise.is_title(line) or not markers(line.text, 0, len(line)))
        and not bare_heading(line)
    )


def _doubled(titles: list[Line]) -> list[Line]:
    """Of titles standing over one another those that only repeat the one below: the page's own."""
    if len(titles) < 2:
        return []
    last = squeeze(titles[-1].text)
    for i in range(len(titles) - 2, -1, -1):
        if squeeze(titles[i].text)[:8] == last[:8]:
            return titles[: i + 1]
    return []


def _noise_lines(lines: list[Line], out: Layout, reason: str) -> None:
    out.noise += [(line.start, line.end, reason) for line in lines]


def _holds_report(text: str, begin: int, end: int, mark: Mark) -> bool:
    """Whether the text before the first mark is a report: the mark says 2, or it is long, with headings."""
    if end - begin < 2 * LEAST_REPORT or mark.family == "repeated":
        return False
    if mark.number == 2:
        return True
    return end - begin > _HEAD_REPORT and len(markers(text, begin, end)) > 1


def _extents(
    text: str,
    lines: list[Line],
    starts: list[tuple[int, int, float, tuple[str, ...]]],
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
        own = []
        k = at
        while k < len(lines) and lines[k].start < stop:
            own.append(lines[k])
            k += 1
        while own and own[-1].start > mark_end and (reason := site.get(own[-1].start) or _edge(own[-1])):
            out.noise.append((own[-1].start, own[-1].end, reason))
            own.pop()
        if not own:
            continue
        last = min(stop, own[-1].end)
        for find, reason in ((noise.tail_start, "related"), (noise.editor_start, "editor")):
            cut = find(text, max(start, own[-1].start - 1), last)
            if max(start, mark_end) < cut < last:
                out.noise.append((cut, last, reason))
                last = cut
        while last > start and text[last - 1].isspace():
            last -= 1
        for line in own:
            if start < line.start and line.end <= last:
                if line.start in site:
                    out.noise.append((line.start, line.end, site[line.start]))
                elif line.text == out.title and mark_end > start and line.start - mark_end > 2:  # page by page
                    out.noise.append((line.start, line.end, "page_title"))
        if last > start:
            out.extents.append(Extent(start, last, confidence, cues, mark_end))


def _edge(line: Line) -> str:
    if len(line) <= noise.LONGEST_SITE and noise.editor_start(line.text, 0, len(line)) == 0:
        return "editor"
    return ""
