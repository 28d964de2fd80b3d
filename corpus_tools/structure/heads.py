"""The head of a page: where the first report starts below the site's words, the page's title and the editor's.

What stands at a page's end is told by ``edges``.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus_tools.structure import noise
from corpus_tools.structure.edges import foreign
from corpus_tools.structure.editor import editor_end, on_writing, speaks
from corpus_tools.structure.headings import bare_heading
from corpus_tools.structure.layout import Layout
from corpus_tools.structure.lines import Line, squeeze
from corpus_tools.structure.marker import lead
from corpus_tools.structure.numbering import markers
from corpus_tools.structure.organisation import level_of
from corpus_tools.structure.reader import lead_in, to_reader
from corpus_tools.structure.unknown import tells, unlisted

__all__ = ["head_begin", "past_essay"]


_TITLES = 6  # short lines over a report: title in two lines, body, date, whom it is addressed to
_ESSAY = 3000  # characters of an essay on writing that are looked at
_TAGS, _MOST_TAGS = 4, 30
_WORD, _BUTTON = 8, 5  # characters of a button or link, and of one that stands at the very head of a page
_HEAD_LINES = 25
_HEAD_CHARS = 1500
_PROSE = 25  # characters; a shorter sentence may be a button's
_PARAGRAPH = 60
_TITLE_AGAIN = 12
_KIND = 4  # characters at a title's end that say what it is: 工作总结
_KEYWORDS = re.compile(r"\w{2,6}(?:[ ,、|]\w{2,6}){3,20}")


def head_begin(text: str, head: list[Line], end: int, site: dict[int, str], out: Layout) -> int:
    """Where the first report of the page starts: past the publication line and the editor's lead-in.

    The title over the report belongs to it where nothing of the site stands between the two.
    """
    begin: int | None = None
    titles: list[Line] = []
    again = max(_title_again(head, out.title, site), _furniture_end(text, head, site))
    for i, line in enumerate(head):
        if i < again:
            why = site.get(line.start) or (
                "page_title" if noise.is_title(line) or line.text == out.title else "navigation"
            )
            out.noise.append((line.start, line.end, why))
            continue
        if line.start not in site and len(line) <= noise.LONGEST_SITE and (why := noise.whole_line(line.text)):
            site[line.start] = why
        over = head[i + 1].text[0] in "—-" if i + 1 < len(head) else False  # a main title over its second
        if begin is None and not over and (foreign(line) or (_heads(line) and unlisted(line))):
            site.setdefault(line.start, "navigation")
        if line.start in site:
            if site[line.start] != "withheld":  # where the first words were left out, the title is the report's
                _noise_lines(titles, out, "page_title")
                titles = []
            out.noise.append((line.start, line.end, site[line.start]))
            continue
        path = noise.head_end(text, line.start, min(line.end, end))
        stop = editor_end(text, path, min(line.end, end), first=True)
        stop = to_reader(text, stop, min(line.end, end))
        if stop > line.start:
            _noise_lines(titles, out, "page_title")
            titles = []
            out.noise.append((line.start, path, "publication"))
            out.noise.append((path, stop, "editor"))
            rest = text[stop : line.end].strip()
            if rest and (why := noise.whole_line(rest) if len(rest) <= noise.LONGEST_SITE else ""):
                out.noise.append((stop, line.end, why))
            elif rest:
                begin = stop + len(text[stop:]) - len(text[stop:].lstrip()) if stop < len(text) else stop
                break
            continue
        few = len(titles) < _TITLES or (len(line) <= _WORD and len(_tags(titles)) == len(titles) < _MOST_TAGS)
        if few and i < len(head) - 1 and _heads(line):
            titles.append(line)
            continue
        begin = line.start
        break
    if begin is None:
        return titles[0].start if titles else end
    if titles and begin == line.start:
        odd = _odd_words(titles, _WORD if out.noise else _BUTTON)
        _noise_lines(odd, out, "navigation")
        titles = titles[len(odd) :]
        while titles and noise.collection(titles[0].text):
            _noise_lines([titles.pop(0)], out, "page_title")
        _noise_lines(_doubled(titles), out, "page_title")
        if titles:
            begin = titles[len(_doubled(titles))].start
    return _past_collection(text, begin, out)


def _tags(titles: list[Line]) -> list[Line]:
    """Words one below the other over the title, or over the text: 2023⏎法院⏎书记员⏎培训."""
    for i, line in enumerate(titles):
        if len(line) > _WORD or (len(line) > len("总结") and noise.is_title(line)):
            return titles[:i]
    return titles


def _odd_words(titles: list[Line], longest: int) -> list[Line]:
    """Short words that no list knows between the site's lines and the title, or over it: 大中小."""
    if len(tags := _tags(titles)) >= _TAGS:
        return tags
    first = next((i for i, line in enumerate(titles) if noise.is_title(line)), 0)
    over = titles[:first]
    return over if all(len(line) <= longest and not level_of(line.text) for line in over) else []


def _past_collection(text: str, begin: int, out: Layout) -> int:
    """Where the first report starts behind a collection's title in the same line: 环保工作总结三篇 今年….."""
    m = _COLLECTION.match(text, begin)
    if m is None or not noise.collection(m[0]):
        return begin
    out.noise.append((begin, m.end(1), "page_title"))
    return m.end()


_COLLECTION = re.compile(r"([^。,;:!?\n]{2,40}?(?:篇|汇编|合集|集锦|大全|精选)(?:[)】\]]|(?= ))) {0,4}(?=[^\s(]|\(\d)")


def _furniture_end(text: str, head: list[Line], site: dict[int, str]) -> int:
    """Number of the page's first lines that are the site's: up to the last sure one over anything a report says."""
    end = 0
    labels = [noise.label(line.text) for line in head[: _HEAD_LINES + 1]]
    for i, line in enumerate(head[:_HEAD_LINES]):
        if line.start > _HEAD_CHARS:
            break
        listed = labels[i] and (
            any(labels[max(0, i - 1) : i] + labels[i + 1 : i + 2]) or len(_LABELS.findall(line.text)) > 1
        )
        if (
            listed
            or site.get(line.start, "withheld") != "withheld"
            or noise.of_site(line.text, noise.SURE)
            or _KEYWORDS.fullmatch(line.text)
        ):
            end = i + 1
            continue
        found = lead(line.text)
        chapter = found is not None and found[0] in _CHAPTERS
        if chapter or speaks(line.text) or (len(line) >= _PROSE and line.text[-1] in "。;:"):
            break
    return end if end > 1 else 0


_CHAPTERS = frozenset(("chinese", "bracket", "part"))
_LABELS = re.compile(r"(?:\A| )\w{2,6}:\S")


def past_essay(text: str, head: list[Line], begin: int, out: Layout) -> int:
    """Where the first report starts behind words on the writing of reports; ``begin`` where there are none."""
    for line in head:
        if begin < line.start and noise.is_title(line) and not bare_heading(line) and not markers(line.text, 0, 8):
            over = text[begin : line.start]
            first = next(ln for ln in head if ln.end > begin)
            led_in = not noise.is_title(first) and lead_in(text, begin, line)
            if not led_in and not on_writing(over[:_ESSAY]):
                return begin
            _noise_lines([ln for ln in head if begin <= ln.start < line.start], out, "editor")
            return line.start
    return begin


def _title_again(head: list[Line], title: str, site: Collection[int]) -> int:
    """Index of the line where the page's title comes again over its report; 0 where it does not."""
    wanted = squeeze(title)[:_TITLE_AGAIN]
    if len(wanted) < 6:
        return 0
    wanted_end = squeeze(title)[-_KIND:]
    seen = False
    found = 0
    for i, line in enumerate(head[:_HEAD_LINES]):
        if squeeze(line.text[: _TITLE_AGAIN * 2]).startswith(wanted):
            # over its first place stands at most the page's name with the site's: 防汛工作总结.doc - 某某文库
            named = any(wanted_end in squeeze(line.text) for line in head[:i])
            found = i if seen or named else 0
            seen = True
        if line.start not in site and (speaks(line.text) or _numbered(line) or tells(line)):
            break
    return found


def _numbered(line: Line) -> bool:
    """Whether a line holds numbered blocks: a report without line breaks."""
    return len(line) >= _PARAGRAPH and len(markers(line.text, 0, len(line), flat=True)) > 1


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
        over = squeeze(titles[i].text)
        ends = noise.is_title(titles[i]) and last.endswith(over) and titles[-1].text[0] not in "—-"
        # the page's title, shorter: 防汛工作总结⏎柳河镇防汛工作总结
        if ends or over[:8] == last[:8] or (len(over) <= _KIND and over in last):  # … or its words, one a line
            return titles[: i + 1]
    return []


def _noise_lines(lines: list[Line], out: Layout, reason: str) -> None:
    out.noise += [(line.start, line.end, reason) for line in lines]
