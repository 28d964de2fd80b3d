"""Pages that drawn lines part into reports: ****************, each with a report under it."""

from __future__ import annotations

from itertools import pairwise

from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import lead
from corpus_tools.structure.titles import rules, title_word

__all__ = ["divided"]

_DRAWN, _SHORT = 6, 3  # characters of a line that parts more than paragraphs; of one that may, where all pieces open
_LEAST = 100  # characters of a piece
_OPENS = 300
_TITLE = 40


def divided(lines: list[Line], site: dict[int, str]) -> list[int]:
    """Starts of the reports under drawn lines; none where the lines part something else.

    Chapters and boxes are parted so too: so each piece has as much text as a report, none goes on with a number, and
    most open as reports do.

    >>> from corpus_tools.structure.lines import split
    >>> told = "\\n全年走访困难家庭96户,开展志愿服务46场次。" * 9 + "\\n**********\\n"
    >>> page = "两份材料\\n**********\\n柳河村志愿服务工作总结" + told + "我们这支队伍" + told
    >>> found = divided(split(page), {i: "rule" for i in range(len(page)) if page.startswith("\\n*", i - 1)})
    >>> [page[start:][:6] for start in found]
    ['柳河村志愿服', '我们这支队伍']
    """
    at = [i for i, line in enumerate(lines) if site.get(line.start) == "rule" and len(line) >= _SHORT]
    drawn = all(len(lines[i]) >= _DRAWN for i in at)
    pieces = []
    for a, b in pairwise([*at, len(lines)]):
        own = [line for line in lines[a + 1 : b] if line.start not in site]
        if sum(map(len, own)) >= _LEAST:
            pieces.append(own)
        elif b != len(lines):
            return []
    if len(pieces) < 2:
        return []
    first = [(own[0], own[1 if len(own) > 1 else 0]) for own in pieces]
    if any((found := lead(line.text)) and found[1] > 1 for line, _ in first):
        return []
    opened = sum(_opens(*pair) for pair in first)
    return [line.start for line, _ in first] if opened * (2 if drawn else 1) >= len(first) else []


def _opens(line: Line, below: Line) -> bool:
    titled = len(line) <= _TITLE and not line.stops and title_word(line.text)
    return titled or any(rules()["opens"].search(said.text[:_OPENS]) is not None for said in (line, below))
