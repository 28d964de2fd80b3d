"""Figures of a table laid out in plain text, read by the head of their column and the name of their row.

A table survives scraping as a head line of words and rows of as many cells below it::

    季度  立案  结案
    一    12件  10件

What the head names, deed (立案) or thing (门票收入), is what the figures of its column count; a head that only says
which figure it is (全年数, 任务) leaves that to the name of the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from corpus_tools import lexicon
from corpus_tools.measures.clauses import words

__all__ = ["CELL", "HEAD", "Place", "gapped", "places", "rows_below"]

Range = tuple[int, int]

_GAP = r"(?:[ \t\u3000]*\|[ \t\u3000]*|[ \t\u3000]+)"
# a head line: three cells or more, none with a figure or a mark of running text; twelve characters hold 99 % of heads
_WORD = r"[^\s|,，。;；:：、!！?？\d]{1,12}"
HEAD = re.compile(rf"^[ \t\u3000|]*{_WORD}(?:{_GAP}{_WORD}){{2,15}}[ \t\u3000|]*$", re.MULTILINE)
CELL = re.compile(r"[^\s|]+")
_UNIT = re.compile(r"[(（][^()（）]{1,6}[)）]$")
_NEAR = re.compile("[约近逾超达+-]+")
_FIGURE = re.compile(r"[约近逾超达+-]*[\d０-９xX*＊]")
_BARE = re.compile(r"[\d０-９.,]+")
_ROWS = 200  # rows of one table that are read


class Place(NamedTuple):
    """Where a figure stands: ranges of what its head and row say was done and counted; ``total``: in a row of sums."""

    action: Range | None
    object: Range | None
    column: tuple[int, int]  # where the table begins and the number of its column
    total: bool


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(group) for name, group in lexicon.load("objects")["table"].items()}


def gapped(text: str) -> bool:
    """Whether a text can hold rows of cells at all: running text, as read, has hardly a space.

    >>> gapped("立案 12件"), gapped("立案12件。")
    (True, False)
    """
    return any(c in text for c in " |\t\u3000")


def places(text: str) -> dict[int, Place]:
    """What stands for each figure of a table, by where its cell begins in the text.

    Linear in the length of the text; a line of running text is given up after its first words.

    >>> text = "季度  立案  结案\\n一  12件  10件\\n"
    >>> {n: text[slice(*p.action)] for n, p in places(text).items()}
    {14: '立案', 19: '结案'}
    """
    out: dict[int, Place] = {}
    for m in HEAD.finditer(text) if gapped(text) else ():
        heads = [c.span() for c in CELL.finditer(text, *m.span())]
        for start, end in rows_below(text, m.end(), len(heads)):
            cells = [c.span() for c in CELL.finditer(text, start, end)]
            label = cells[0]
            total = text[slice(*label)] in _lists()["totals"]
            for number, (head, cell) in enumerate(zip(heads[1:], cells[1:], strict=True), 1):
                action, noun = _read(text, head, label, bare=_BARE.fullmatch(text, *cell) is not None)
                begins = _NEAR.match(text, *cell)
                out[begins.end() if begins else cell[0]] = Place(action, noun, (m.start(), number), total)
    return out


def rows_below(text: str, at: int, width: int) -> Iterator[Range]:
    """Lines after a head that have as many cells as it, the first a name and one of the others a figure at least."""
    for _ in range(_ROWS):
        start = at + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        cells: Sequence[str] = CELL.findall(text, start, min(end, start + 20 * width)) if start < end else ()
        figures = [_FIGURE.match(c) is not None for c in cells]
        if len(cells) != width or figures[0] or not any(figures):
            return
        yield start, end
        at = end


def _read(text: str, head: Range, label: Range, *, bare: bool) -> tuple[Range | None, Range | None]:
    """Deed and noun of a cell; ``bare``: its figure has no unit, which its head names (出院人次)."""
    lex, lists = words(), _lists()
    named = None if text[slice(*label)] in lists["ordinals"] or len(text[slice(*label)]) == 1 else label
    said = _UNIT.sub("", text[slice(*head)])
    head = head[0], head[0] + len(said)
    rest = said[2:]
    verb = said[:2] in lex.verb_class and said[:2] not in lex.light
    if verb and not rest:
        return head, named
    if verb and rest in lists["counted"]:
        return (None, head) if bare else ((head[0], head[0] + 2), named)
    if said.endswith(lex.degrees) or said in lists["compared"]:
        return None, head
    if said not in lists["whichever"] and lex.object_head(said)[0]:
        return None, head
    return None, named
