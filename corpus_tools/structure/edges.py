"""The tail of a page: what the site put under the last report. What stands over the first is told by ``heads``.

Word lists decide together with shape and position. At the edges lines that no list knows are the site's as well where
they stand among its lines and say nothing that a report would: short lines without punctuation, label and value,
lists of titles, sentences made of the site's words.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus_tools.structure import furniture, noise
from corpus_tools.structure.boxes import resumes
from corpus_tools.structure.closing import dates, signs
from corpus_tools.structure.cues import counts
from corpus_tools.structure.editor import editor_start
from corpus_tools.structure.glued import unglue
from corpus_tools.structure.headings import bare_heading
from corpus_tools.structure.layout import Layout
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import lead
from corpus_tools.structure.marks import Mark, opens_report
from corpus_tools.structure.repair import numbers_page
from corpus_tools.structure.unknown import MAYBE, likely, unlisted

__all__ = ["cut_tail", "foreign", "page_numbers", "tail_end"]

_TITLES = 6  # short lines over a report: title in two lines, body, date, whom it is addressed to
_ODD = 30
_WORD = 8  # characters of a button or link
_PROSE = 25  # characters; a shorter sentence may be a button's
_LATER = 0.3  # share of the page before which a list of other articles is navigation, not the page's end


def tail_end(lines: list[Line], site: dict[int, str], out: Layout) -> int:
    """Number of lines left when the page's end is taken off: site lines, teasers and the titles over them."""
    if lines:
        unglue(lines, len(lines) - 1, site, out)
    last = _odd_end(lines, site, out)
    titles = 0
    while titles < last and noise.is_title(lines[last - titles - 1]):
        titles += 1
    # something below is the site's; no report ends in two titles, or in one under a line of the site's
    closed = titles > 1 or (titles == 1 and last > 1 and lines[-2].start in site)
    teaser_below = False
    while last:
        line = unglue(lines, last - 1, site, out)
        reason = site.get(line.start, "")
        if last > 1 and noise.signs(line.text, lines[last - 2].text):
            break
        if not reason and len(line) <= noise.LONGEST_SITE:  # at the edge, sentences of the site's count as well
            reason = noise.whole_line(line.text)
        if not reason and noise.is_tail(line.text) and not counts(line.text):
            reason = "related"
        if not reason and foreign(line):
            reason = "navigation"
        if not reason and noise.is_teaser(line.text) and _titled(lines, last - 1, site):
            reason = "related"
        if not reason and closed and (noise.is_title(line) or line.text == out.title):
            reason = "related"
        dated = last > 1 and dates(line.text) and signs(lines[last - 2].text)
        if not reason and teaser_below and len(line) <= 60 and not line.stops and not dated:
            reason = "related"
        if not reason and len(line) <= noise.LONGEST_SITE and editor_start(line.text, 0, len(line)) == 0:
            reason = "editor"
        if not reason and noise.of_site(line.text, noise.SURE):
            reason = "copyright"
        if not reason and noise.of_site(line.text, noise.SOME) and last > 1 and lines[last - 2].start > 0:
            over = lines[last - 2]
            if over.start in site or noise.of_site(over.text, noise.SURE):
                reason = "copyright"
        if (
            not reason and len(line) <= _ODD and not line.stops and not dates(line.text)
        ):  # an unknown word among lines of the site's
            above = lines[max(0, last - 4) : last - 1]
            among = len(line) <= _WORD and out.noise and above and above[-1].start in site
            if among or sum(ln.start in site for ln in above) >= 2 or _below_site(lines, last - 1, site):
                reason = "navigation"
        if not reason and out.noise and len(line) <= _WORD and line.text[-1] == ":":
            reason = "navigation"  # a label with nothing behind it over the site's lines: 附件:
        if not reason and (out.noise or likely(line.text, MAYBE)) and _stands_apart(lines, last - 1):
            reason = "navigation"
        if not reason and unlisted(line):
            reason = "navigation"
        if not reason and out.noise and last > 1 and numbers_page(line.text) and len(lines[last - 2]) >= _PROSE:
            reason = "page_number"
        if not reason:
            break
        out.noise.append((line.start, line.end, reason))
        teaser_below = noise.is_teaser(line.text)
        closed = True
        last -= 1
    behind = _behind_date(lines[:last])
    out.noise += [(line.start, line.end, "navigation") for line in lines[behind:last]]
    return behind


def _behind_date(lines: list[Line]) -> int:
    """Number of lines left without the few words behind the last report's signature and date: what readers say.

    What sends a report out, is attached to it or counts what was done is the report's.
    """
    said = 0
    for i in range(len(lines) - 1, max(_TITLES, len(lines) - _REMARKS) - 1, -1):
        line = lines[i]
        if dates(line.text) and (signs(lines[i - 1].text) or not line.text[0].isdecimal()):
            return i + 1
        said += len(line)
        text = len(line) >= _PROSE and line.text[-1] == "。"
        if text or said > _REMARK or signs(line.text) or lead(line.text) or noise.goes_with(line.text):
            break
    return len(lines)


_REMARKS, _REMARK = 8, 100  # lines and characters behind a signature


def foreign(line: Line) -> bool:
    """Whether a short line at a page's edge is in Latin letters, or of signs only: Leave a comment, more>>, ■."""
    latin = line.text.isascii() and _LATIN.search(line.text) is not None
    return len(line) <= noise.LONGEST_SITE and (latin or not any(map(str.isalnum, line.text)))


_LATIN = re.compile(r"(?!x{3,}\b)[A-Za-z]{3,}", re.IGNORECASE)


def _below_site(lines: list[Line], i: int, site: dict[int, str]) -> bool:
    """Whether only short lines without a full stop lie between line ``i`` and one of the site's above it."""
    for line in reversed(lines[max(0, i - _ABOVE_TAIL) : i]):
        if line.start in site:
            return True
        if len(line) > _ODD or line.stops or lead(line.text) or signs(line.text):
            return False
    return False


def _stands_apart(lines: list[Line], i: int) -> bool:
    """Whether a short line between a report's last sentence and the site's lines signs nothing and says nothing."""
    line = lines[i]
    if not _NAME < len(line) <= _ODD or line.stops or i == 0 or lines[i - 1].text[-1] not in "。!":
        return False
    return not (lead(line.text) or signs(line.text) or _TELLS.search(line.text) or bare_heading(line))


_ABOVE_TAIL = 8  # lines of a site's list of links
_NAME = 4  # characters of a person's name, with which a report may be signed
_TELLS = re.compile(r"[\d,、:]")


def _odd_end(lines: list[Line], site: dict[int, str], out: Layout) -> int:
    """Number of lines left without short ones that end in no punctuation and hold the site's words.

    What signs a report has no punctuation either: the last line that does so bounds the search.
    """
    first = len(lines)
    while first and len(lines[first - 1]) <= _ODD and not lines[first - 1].stops:
        if lead(lines[first - 1].text) or signs(lines[first - 1].text):
            break
        first -= 1
    for i in range(first, len(lines)):
        if lines[i].start in site or noise.of_site(lines[i].text, noise.SOME):
            out.noise += [(line.start, line.end, site.get(line.start, "navigation")) for line in lines[i:]]
            return i
    return len(lines)


def page_numbers(lines: list[Line]) -> list[int]:
    """Starts of the lines that hold nothing but a number: each one more than the last, or between two paragraphs.

    >>> from corpus_tools.structure.lines import split
    >>> page_numbers(split("巡查堤坝\\n1\\n9次,转移群众\\n2\\n320人。"))
    [5, 15]
    >>> page_numbers(split("转移群众320人。\\n3\\n二、物资储备\\n储备编织袋2万条。"))
    [10]
    """
    runs: list[list[tuple[int, int]]] = []
    alone: list[int] = []
    for i, line in enumerate(lines):
        if len(line.text) <= 3 and line.text.isdecimal():
            if 0 < i < len(lines) - 1 and lines[i - 1].text[-1] in "。!?" and _goes_on(lines[i + 1]):
                alone.append(line.start)
            number = int(line.text)
            if runs and runs[-1][-1][0] + 1 == number:
                runs[-1].append((number, line.start))
            else:
                runs.append([(number, line.start)])
    return sorted({*alone, *(start for run in runs if len(run) > 1 for _, start in run)})


def _goes_on(line: Line) -> bool:
    """Whether a line is text or a heading: no cell of a table."""
    return len(line) >= _PROSE or lead(line.text) is not None or opens_report(line.text)


def _titled(lines: list[Line], i: int, site: dict[int, str]) -> bool:
    """A teaser has a title over it, and text of a report above that."""
    over = [line for line in lines[max(0, i - 2) : i] if line.start not in site]
    above = sum(len(line) for line in lines[max(0, i - 40) : max(0, i - 1)])
    headed = bool(over) and (noise.is_title(over[-1]) or (len(over[-1]) <= _ODD and not over[-1].stops))
    return headed and above > len(lines[i])


def cut_tail(
    lines: list[Line], last: int, site: dict[int, str], marks: list[Mark], out: Layout, linked: Collection[int] = ()
) -> int:
    """Take off everything from the line that opens the list of other articles, if it stands past the last mark.

    ``linked``: starts of lines of boxes of which it is known that a report stands behind them.
    """
    total = lines[-1].end if lines else 0
    after = max(marks[-1].end if marks else 0, int(_LATER * total))
    said = next((i for i, line in enumerate(lines[:last]) if _prose(line) and line.start not in site), 0)
    for i in range(last):
        line = lines[i]
        if line.start >= after and line.start not in linked and (noise.is_tail(line.text) or _lists(line, site)):
            if i < said:
                site.setdefault(line.start, "related")  # the report is still to come
                continue
            resumed = resumes(lines, i, last, site)
            if resumed < last:  # a box of links in mid-report
                site |= {link.start: site.get(link.start, "related") for link in lines[i:resumed]}
                continue
            for rest in lines[i:last]:
                out.noise.append((rest.start, rest.end, site.get(rest.start, "related")))
            return tail_end(lines[:i], site, out)
    return last


def _prose(line: Line) -> bool:
    return len(line) >= 2 * _PROSE and line.text[-1] == "。"


def _lists(line: Line, site: dict[int, str]) -> bool:
    """Whether a line that is known word for word stands over a list of other articles: 往期推荐."""
    return site.get(line.start) == "related" and furniture.known(line.text) == "related" and ":" not in line.text[:-1]
