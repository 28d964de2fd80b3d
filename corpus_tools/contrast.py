"""What a copied passage kept and what it changed: its figures one by one, and names left over from the source.

The figure that was copied along with its sentence is the real danger of a draft made from an older report, and so
is the neighbour's name that a search and replace has missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_tools import segmentation
from corpus_tools.records import Measure

if TYPE_CHECKING:
    from corpus_tools.checking import Match

__all__ = ["FigureSlot", "Leftover", "figure_slots", "leftovers"]

_CONTEXT = 6  # characters on each side that tell which figure is meant where no measure was read
_NAMES = frozenset({"ns", "nr", "nrt", "nt", "nz"})  # jieba's tags of names
_SHORTEST = 2  # characters of a name: a single one stands in too many words


@dataclass(frozen=True, slots=True)
class FigureSlot:
    """A figure of a copied passage as the draft and as the source has it; ``start``/``end`` in the draft.

    ``what``: what it counts (``发放宣传单``), or the characters around it.
    """

    start: int
    end: int
    draft: str
    source: str
    what: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Leftover:
    """A name of the source that still stands in the draft, though it was ``replaced`` elsewhere in it.

    ``replaced`` is empty where the name is the source's own organisation and the draft names no other in its place.
    """

    start: int
    end: int
    text: str
    doc: str
    replaced: str = ""


def figure_slots(match: Match, text: str, measures: Sequence[Measure]) -> list[FigureSlot]:
    """Figures of one passage in the order of the draft, changed and unchanged.

    Parameters
    ----------
    match : a passage of the draft
    text : the draft
    measures : the draft's measures

    Examples
    --------
    >>> from corpus_tools.checking import Match, Source, check
    >>> from corpus_tools.analysis import analyse
    >>> from corpus_tools.records import Edit, Page
    >>> text = "发放宣传单300份，悬挂横幅5条。"
    >>> source = Source("old", "r", 0, 16, "发放宣传单800份，悬挂横幅5条。")
    >>> match = Match(0, 16, "figures", False, source, (Edit("figure", 5, 8, 5, 8),))
    >>> for s in figure_slots(match, text, analyse(Page("d", "d", text, "", "utf-8")).measures):
    ...     print(s.what, s.draft, s.source, s.changed)
    发放宣传单 300份 800份 True
    悬挂横幅 5条 5条 False
    """
    inside = [m for m in measures if match.start <= m.start and m.end <= match.end]
    slots = []
    for e in match.edits:
        if e.kind != "figure":
            continue
        here = next((m for m in inside if m.start < e.a_end and e.a_start < m.end), None)
        unit = here.unit_raw if here else ""
        around = text[max(match.start, e.a_start - _CONTEXT) : e.a_start] + "…"
        around += text[e.a_end : min(match.end, e.a_end + _CONTEXT)]
        what = here.action + here.object if here else around
        before = match.source.text[e.b_start - match.source.start : e.b_end - match.source.start]
        slots.append(
            FigureSlot(e.a_start, e.a_end, text[e.a_start : e.a_end] + unit, before + unit, what or around, True)
        )
    touched = [e for e in match.edits if e.kind != "move" and e.a_start < e.a_end]
    for m in inside:
        if m.value is None:  # a mask or a gap: no figure that could be somebody else's
            continue
        if any(e.a_start < m.end and m.start < e.a_end for e in touched):
            continue
        slots.append(FigureSlot(m.start, m.end, m.text, m.text, m.action + m.object, False))
    return sorted(slots, key=lambda s: (s.start, s.end))


def leftovers(text: str, matches: Iterable[Match], own: Iterable[str]) -> list[Leftover]:
    """Names of the sources that still stand in the draft.

    A name counts where the draft has another in its place in a copied passage (an edit of class ``name``), or
    where it is the organisation that wrote the source and holds the name of a place.

    Parameters
    ----------
    text : the draft
    matches : its passages
    own : organisations that the draft itself names as its author

    Examples
    --------
    >>> from corpus_tools.checking import Match, Source
    >>> from corpus_tools.records import Edit
    >>> text = "白石镇清运垃圾。青禾镇群众拍手称快。"
    >>> source = Source("old", "r", 0, 18, "青禾镇清运垃圾。青禾镇群众拍手称快。")
    >>> match = Match(0, 18, "words", False, source, (Edit("name", 0, 2, 0, 2),))
    >>> leftovers(text, [match], [])
    [Leftover(start=8, end=10, text='青禾', doc='old', replaced='白石')]
    """
    mine = {name for name in own if name}
    wanted: dict[str, tuple[str, str]] = {}
    for match in matches:
        if match.formula:
            continue
        source = match.source
        for e in match.edits:
            if e.kind == "name":
                name = source.text[e.b_start - source.start : e.b_end - source.start]
                wanted.setdefault(name, (source.doc, text[e.a_start : e.a_end]))
        if source.organisation and _names_a_place(source.organisation):
            wanted.setdefault(source.organisation, (source.doc, ""))
    found = []
    for name, (doc, replaced) in wanted.items():
        # A name that is part of what replaced it, or of the draft's own, was meant
        if len(name) < _SHORTEST or not name.isalnum() or name in replaced or any(name in m for m in mine):
            continue
        found += [Leftover(m.start(), m.end(), name, doc, replaced) for m in re.finditer(re.escape(name), text)]
    return sorted(found, key=lambda x: (x.start, -x.end))


def _names_a_place(organisation: str) -> bool:
    return any(tag in _NAMES for _, tag in segmentation.tag(organisation))
