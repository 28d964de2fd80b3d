"""What a copied passage kept and what it changed: figures one by one, names left over, order, what speaks for copying.

The figure that was copied along with its sentence is the real danger of a draft made from an older report, and so
is the neighbour's name that a search and replace has missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus_tools import lexicon, segmentation
from corpus_tools.checking.matches import Match
from corpus_tools.ranges import joined
from corpus_tools.records import Edit, Measure

__all__ = ["FigureSlot", "Leftover", "figure_slots", "leftovers", "longest_run", "moved"]

_CONTEXT = 6  # characters on each side that tell which figure is meant where no measure was read
_NAMES = frozenset({"ns", "nr", "nrt", "nt", "nz"})  # jieba's tags of names
_SHORTEST = 2  # characters of a name: a single one stands in too many words

# Dates are no measures, but a date that was copied along is as dangerous as a figure. Not inside 《…》 and 〔…〕, where
# it belongs to the name of a document.
_DATE = re.compile(
    r"(?<![\d《〔])"
    r"(?:[12]\d{3} ?年(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?日)?|\d{1,2} ?月 ?\d{1,2} ?日)(?![^《〈]{0,30}[》〉])"
)


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

    ``replaced`` is empty where the draft names no other in its place. ``reason``: ``replaced``, ``organisation`` (it is
    the body that wrote the source) or ``place`` (a place or body of which only the copied sentences speak).
    """

    start: int
    end: int
    text: str
    doc: str
    replaced: str = ""
    reason: str = "replaced"


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
    told: set[tuple[int, int]] = set()
    for e in match.edits:
        if e.kind != "figure":
            continue
        here = next((m for m in inside if m.start < e.a_end and e.a_start < m.end), None)
        around = text[max(match.start, e.a_start - _CONTEXT) : e.a_start] + "…"
        around += text[e.a_end : min(match.end, e.a_end + _CONTEXT)]
        what = here.action + here.object if here else around
        start, end, before = _before(match, *((here.start, here.end) if here else (e.a_start, e.a_end)), text)
        if (start, end) not in told:  # both ends of a range are one figure
            told.add((start, end))
            slots.append(FigureSlot(start, end, text[start:end], before, what or around, True))
    touched = [e for e in match.edits if e.kind != "move" and e.a_start < e.a_end]
    for m in inside:
        if m.value is None:  # a mask or a gap: no figure that could be somebody else's
            continue
        if any(e.a_start < m.end and m.start < e.a_end for e in touched):
            continue
        slots.append(FigureSlot(m.start, m.end, m.text, m.text, m.action + m.object, False))
    for d in _DATE.finditer(text, match.start, match.end):
        if not any(e.a_start < d.end() and d.start() < e.a_end for e in touched):
            around = text[max(match.start, d.start() - _CONTEXT) : d.start()] + "…"
            slots.append(FigureSlot(*d.span(), d[0], d[0], around + text[d.end() : d.end() + _CONTEXT], False))
    return sorted(slots, key=lambda s: (s.start, s.end))


def _before(match: Match, start: int, end: int, text: str) -> tuple[int, int, str]:
    """A range of the draft, widened to what was changed in it, and what the source has in its place."""
    edits = [e for e in match.edits if e.kind != "move"]
    inside = sorted(
        (e for e in edits if (e.a_start < end and start < e.a_end) or start < e.a_start == e.a_end < end),
        key=lambda e: (e.a_start, e.a_end),
    )
    start, end = min([start, *(e.a_start for e in inside)]), max([end, *(e.a_end for e in inside)])
    parts, at = [], start
    for e in inside:
        parts += [
            text[at : e.a_start],
            match.source.text[e.b_start - match.source.start : e.b_end - match.source.start],
        ]
        at = max(at, e.a_end)
    return start, end, "".join([*parts, text[at:end]])


def longest_run(match: Match, text: str) -> int:
    """Characters of the longest stretch of a passage that no edit interrupts, marks and blanks left out.

    >>> from corpus_tools.checking import Match, Source
    >>> from corpus_tools.records import Edit
    >>> source = Source("old", "r", 0, 16, "发放宣传单800份，悬挂横幅5条。")
    >>> match = Match(0, 16, "figures", False, source, (Edit("figure", 5, 8, 5, 8),))
    >>> longest_run(match, "发放宣传单300份，悬挂横幅5条。")
    7
    """
    best, at = 0, match.start
    for e in [*sorted((e for e in match.edits if e.kind != "move"), key=lambda e: e.a_start), None]:
        until = match.end if e is None else e.a_start
        best = max(best, sum(c.isalnum() for c in text[at:until]))
        at = max(at, match.end if e is None else e.a_end)
    return best


def moved(matches: Sequence[Match]) -> set[int]:
    """Which passages of one source (their numbers in the order of the draft) stand in another order there.

    The most text that keeps its order stays; what is left has moved.

    >>> from corpus_tools.checking import Match, Source
    >>> def at(a, b, n):
    ...     return Match(a, a + n, "verbatim", False, Source("old", "r", b, b + n, ""), ())
    >>> moved([at(0, 300, 40), at(50, 0, 100), at(160, 120, 100)])
    {0}
    """
    order = sorted(range(len(matches)), key=lambda k: (matches[k].source.start, k))
    rank = {k: place for place, k in enumerate(order, 1)}
    # heaviest chain so far that ends at a rank or before (a Fenwick tree of maxima): its characters, its last passage
    tree = [(0, -1)] * (len(matches) + 1)
    before: list[int] = []
    for k, m in enumerate(matches):
        at, heaviest = rank[k], (0, -1)
        while at:
            heaviest, at = max(heaviest, tree[at]), at & (at - 1)
        before.append(heaviest[1])
        at, chain = rank[k], (heaviest[0] + m.end - m.start, k)
        while at < len(tree):
            tree[at], at = max(tree[at], chain), at + (at & -at)
    gone = set(range(len(matches)))
    last = max(tree)[1]
    while last >= 0:
        gone.discard(last)
        last = before[last]
    return gone


def leftovers(text: str, matches: Iterable[Match], own: Iterable[str]) -> list[Leftover]:
    """Names of the sources that still stand in the draft.

    A name counts where the draft has another in its place in a copied passage (an edit of class ``name``), or
    where it is the organisation that wrote the source and holds the name of a place. Where a source is known to be
    another's, so are the places of its copied sentences of which the draft does not speak in its own words.

    Parameters
    ----------
    text : the draft
    matches : its passages
    own : organisations that the draft itself names as its author, and its titles

    Examples
    --------
    >>> from corpus_tools.checking import Match, Source
    >>> from corpus_tools.records import Edit
    >>> text = "白石镇清运垃圾。青禾镇群众拍手称快。"
    >>> source = Source("old", "r", 0, 18, "青禾镇清运垃圾。青禾镇群众拍手称快。")
    >>> match = Match(0, 18, "words", False, source, (Edit("name", 0, 2, 0, 2),))
    >>> leftovers(text, [match], [])
    [Leftover(start=8, end=10, text='青禾', doc='old', replaced='白石', reason='replaced')]
    """
    mine = {name for name in own if name}
    wanted: dict[str, tuple[str, str, str]] = {}
    copied = [m for m in matches if not m.formula]
    foreign = set()
    for match in copied:
        source = match.source
        for e in match.edits:
            name, put_in = _exchanged(e, match, text)
            if e.kind == "name" or any(put_in in m for m in mine if len(put_in) > _SHORTEST):
                wanted.setdefault(name, (source.doc, put_in, "replaced"))
                foreign.add(source.report)
        if source.organisation and _names_a_place(source.organisation):
            wanted.setdefault(source.organisation, (source.doc, "", "organisation"))
            if mine and not any(source.organisation in m or m in source.organisation for m in mine):
                foreign.add(source.report)
    found = []
    for name, (doc, replaced, reason) in wanted.items():
        # A name that is part of what replaced it, or of the draft's own, was meant
        if len(name) < _SHORTEST or not name.isalnum() or name in replaced or any(name in m for m in mine):
            continue
        found += [Leftover(m.start(), m.end(), name, doc, replaced, reason) for m in re.finditer(re.escape(name), text)]
    found += _places(text, [m for m in copied if m.source.report in foreign], found, mine)
    return sorted(found, key=lambda x: (x.start, -x.end))


def _exchanged(e: Edit, match: Match, text: str) -> tuple[str, str]:
    """Words of the source and of the draft in an edit, with the level word behind both, if there is one.

    Other names than of class ``name`` count where the draft's own author is named so: 沙枣 乡 → 黑石滩 乡.
    """
    source = match.source
    before, after = source.text[e.b_start - source.start : e.b_end - source.start], text[e.a_start : e.a_end]
    level = text[e.a_end : e.a_end + 1]
    if e.kind in ("words", "name") and level and level in lexicon.load("reuse")["level"]["single"]:
        at = e.b_end - source.start
        if source.text[at : at + 1] == level and before and after:
            return (before, after) if e.kind == "name" else (before + level, after + level)
    return before, after if e.kind == "name" else ""


def _places(text: str, copied: Sequence[Match], known: Iterable[Leftover], mine: set[str]) -> list[Leftover]:
    """Places named in copied sentences of somebody else's report, and nowhere in the draft's own words."""
    ranges = joined((m.start, m.end) for m in copied)
    own_words, at = [], 0
    for start, end in ranges:
        own_words.append(text[at:start])
        at = end
    rest = "\n".join([*own_words, text[at:]])
    taken = {(x.start, x.end) for x in known}
    found: dict[tuple[int, int], Leftover] = {}
    for m in copied:
        changed = [e for e in m.edits if e.kind != "move" and e.a_start < e.a_end]
        for start, end in _named_places(text, m.start, m.end):
            name = text[start:end]
            if name in rest or any(name in x for x in mine) or name not in m.source.text:
                continue
            if any(e.a_start < end and start < e.a_end for e in changed):
                continue
            if not any(a < end and start < b for a, b in taken):
                found.setdefault((start, end), Leftover(start, end, name, m.source.doc, "", "place"))
    return list(found.values())


def _named_places(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Names of places and bodies in a stretch of text: a name, as jieba's dictionary has it, and a suffix behind it.

    >>> text = "在石桥村和红旗小学召开会议，各乡镇、白石镇党委到清河县学习。"
    >>> [text[a:b] for a, b in _named_places(text, 0, len(text))]
    ['石桥村', '红旗小学', '白石镇', '清河县']
    """
    words = lexicon.load("reuse")
    levels = words["level"]["single"]
    left_over = lexicon.load("proofing")["leftover"]
    suffixes = {x for x in words["names"]["suffixes"] if len(x) >= _SHORTEST} - set(left_over["no_suffix"])
    general = tuple(left_over["general"])
    at = start
    name: int | None = None
    for word, tag in segmentation.tag(text[start:end]):
        if name is not None and (word in suffixes or word in levels):
            yield name, at + len(word)
        elif name is not None and word[0] in levels and tag == "nt":  # 白石 镇党委
            yield name, at + 1
        elif tag == "ns" and len(word) > _SHORTEST and word[-1] in levels and not word.startswith(general):
            yield at, at + len(word)
        name = at if tag in _NAMES and len(word) >= _SHORTEST and not word.startswith(general) else None
        at += len(word)


def _names_a_place(organisation: str) -> bool:
    return any(tag in _NAMES for _, tag in segmentation.tag(organisation))
