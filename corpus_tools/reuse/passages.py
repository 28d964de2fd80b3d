"""From aligned runs to passages: ranges in the pages, kind and edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus_tools.records import Edit, EditClass, Passage, PassageKind, ReportText
from corpus_tools.reuse.chains import Block
from corpus_tools.reuse.edits import Piece, Sides, compare_all, kind
from corpus_tools.reuse.layout import BOTH, LONE, MOST, SHARE, SLIP, Layout
from corpus_tools.reuse.runs import Run

__all__ = ["Outline", "finished", "outline", "packed", "passages", "unpacked"]

RUN_ON = 100  # symbols beyond which a sentence is several that lost their marks
WIDEST = 16  # symbols exchanged at the outer end of a sentence: a clause

Packed = tuple[tuple[PassageKind, bool, str, int, int, str, int, int], list[tuple[EditClass, int, int, int, int]]]

_STEP = 24  # symbols of a block from one place to the next at which the comparison may be cut


@dataclass(frozen=True, slots=True)
class Outline:
    """A passage but for its edits, and what these are read from."""

    a: str  # ids of the reports
    b: str
    whole: tuple[int, int, int, int]  # ranges in their pages
    sides: Sides
    moves: tuple[Edit, ...] | None  # None where the order is the same


def passages(runs: Iterable[tuple[Run, ReportText, ReportText, Layout, Layout]]) -> list[Passage]:
    """The passages of runs, snapped to sentences on both sides; none where nothing is left."""
    return finished([found for run in runs if (found := outline(*run)) is not None])


def finished(outlines: Sequence[Outline]) -> list[Passage]:
    """The passages with their edits, which are read together."""
    out = []
    for found, edits in zip(outlines, compare_all([o.sides for o in outlines]), strict=True):
        if found.moves is not None:
            edits = tuple(sorted((*edits, *found.moves), key=lambda e: (e.a_start, e.b_start, e.kind)))
        a0, a1, b0, b1 = found.whole
        out.append(Passage(kind(edits), False, found.a, a0, a1, found.b, b0, b1, edits))
    return out


def packed(passages: Sequence[Passage]) -> list[Packed]:
    """Passages as plain tuples: a third of the time from one process to another."""
    return [
        (
            (p.kind, p.formula, p.a_report_id, p.a_start, p.a_end, p.b_report_id, p.b_start, p.b_end),
            [(e.kind, e.a_start, e.a_end, e.b_start, e.b_end) for e in p.edits],
        )
        for p in passages
    ]


def unpacked(rows: Sequence[Packed]) -> list[Passage]:
    """What ``packed`` was given.

    >>> passages = [Passage("words", False, "a", 0, 14, "b", 0, 14, (Edit("words", 4, 6, 4, 6),))]
    >>> unpacked(packed(passages)) == passages
    True
    """
    return [Passage(*fields, tuple([Edit(*e) for e in edits])) for fields, edits in rows]


def outline(run: Run, a: ReportText, b: ReportText, a_lay: Layout, b_lay: Layout) -> Outline | None:
    """Where the passage of a run stands, snapped to sentences on both sides; None where nothing is left."""
    run = _untitled(run, a_lay, b_lay)
    a_head, b_head = _whole(
        a_lay.head(run.a_start),
        b_lay.head(run.b_start),
        a_lay.clause_before(run.a_start),
        b_lay.clause_before(run.b_start),
        run.sentences == 1,
    )
    a_tail, b_tail = _whole(
        a_lay.tail(run.a_end),
        b_lay.tail(run.b_end),
        a_lay.clause_after(run.a_end),
        b_lay.clause_after(run.b_end),
        run.sentences == 1,
    )
    a0 = a_lay.sentence_start(run.a_start) if a_head else a_lay.clause_start(run.a_start)
    b0 = b_lay.sentence_start(run.b_start) if b_head else b_lay.clause_start(run.b_start)
    a1 = a_lay.sentence_end(run.a_end) if a_tail else a_lay.clause_end(run.a_end)
    b1 = b_lay.sentence_end(run.b_end) if b_tail else b_lay.clause_end(run.b_end)
    if a_head or b_head:  # a list marker belongs to the copy only where it was copied
        x, y = a_lay.marker(a0, a1) if a_head else "", b_lay.marker(b0, b1) if b_head else ""
        if run.moved or _number(x) != _number(y):
            a0, b0 = a0 + len(x), b0 + len(y)
    x, y = a_lay.closing(a1), b_lay.closing(b1)
    if x and not y and not b_tail:
        a1 -= 1
    elif y and not x and not a_tail:
        b1 -= 1
    a0, a1 = _trim(a.text, a0, a1)
    b0, b1 = _trim(b.text, b0, b1)
    if a0 >= a1 or b0 >= b1:
        return None
    whole = (a0, a1, b0, b1)
    return Outline(
        a.id,
        b.id,
        (a.start + a0, a.start + a1, b.start + b0, b.start + b1),
        Sides(a_lay.clean, b_lay.clean, _pieces(run, a_lay, b_lay, whole), a.start, b.start),
        tuple(_moves(run, a, b, a_lay, b_lay, whole)) if run.moved else None,
    )


def _untitled(run: Run, a_lay: Layout, b_lay: Layout) -> Run:
    """A run without the two reports' titles at its head, unless these are the same to the letter."""
    if a_lay.sentence(run.a_start) or b_lay.sentence(run.b_start) or a_lay.stopped(0) or b_lay.stopped(0):
        return run
    a, b = (lay.text[slice(*lay.raw[0])] for lay in (a_lay, b_lay))
    x, y = a_lay.form[1], b_lay.form[1]
    if a == b or x >= run.a_end or y >= run.b_end:
        return run
    blocks = tuple((p, q, n) for p, q, n in run.blocks if p >= x and q >= y)
    return replace(run, a_start=x, b_start=y, blocks=blocks) if blocks else run


def _whole(a: tuple[int, int], b: tuple[int, int], a_clause: bool, b_clause: bool, lone: bool) -> tuple[bool, bool]:
    """Whether a passage takes in the unmatched outer ends of its first or last sentence, on each side.

    ``a`` and ``b`` are the unmatched symbols and the sentence's length. Ends of about one length on both sides
    were exchanged; an end that the other side does not have was put in where it is a clause of its own (a title
    or a page's furniture, glued to a sentence, is none).
    """
    (x, size_a), (y, size_b) = a, b
    if max(x, y) <= SLIP or (max(x, y) <= WIDEST and max(x, y) - min(x, y) <= max(SLIP, max(x, y) // 2)):
        return True, True
    share = BOTH if min(x, y) > SLIP else LONE if lone else SHARE
    takes_a = x <= SLIP or (x <= min(MOST, share * size_a) and size_a <= RUN_ON and a_clause)
    takes_b = y <= SLIP or (y <= min(MOST, share * size_b) and size_b <= RUN_ON and b_clause)
    if min(x, y) > SLIP and takes_a != takes_b:
        return False, False
    return takes_a, takes_b


def _number(marker: str) -> str:
    return marker.strip("（()）、．.，,：: ")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _strands(run: Run) -> list[list[Block]]:
    """Blocks of a run in the order of a, cut where the order of b goes back or jumps over another block."""
    blocks = sorted(run.blocks)
    if not run.moved:
        return [blocks]
    rank = {b: k for k, b in enumerate(sorted(blocks, key=lambda b: b[1]))}
    out: list[list[Block]] = []
    for block in blocks:
        if out and rank[block] == rank[out[-1][-1]] + 1:
            out[-1].append(block)
        else:
            out.append([block])
    return out


def _pieces(run: Run, a_lay: Layout, b_lay: Layout, whole: tuple[int, int, int, int]) -> list[Piece]:
    """Ranges to compare: each strand from its first to its last character, with places that correspond."""
    out: list[Piece] = []
    strands = _strands(run)
    for strand in strands:
        (a, b, _), (c, d, n) = strand[0], strand[-1]
        if len(strands) == 1:
            a_from, a_to, b_from, b_to = whole
        else:
            a_from, b_from = max(_raw(a_lay, a), whole[0]), max(_raw(b_lay, b), whole[2])
            a_to, b_to = min(_raw(a_lay, c + n - 1) + 1, whole[1]), min(_raw(b_lay, d + n - 1) + 1, whole[3])
            if a_from >= a_to or b_from >= b_to:  # nothing but a marker that the passage leaves out
                continue
        cuts = []
        for x, y, m in strand:
            first = min(_STEP, m) // 2
            for p, q in zip(_raws(a_lay, x + first, x + m), _raws(b_lay, y + first, y + m), strict=True):
                if a_from < p < a_to and b_from < q < b_to:
                    cuts.append((p, q))
        out.append((a_from, a_to, b_from, b_to, cuts))
    return out


def _moves(
    run: Run, a: ReportText, b: ReportText, a_lay: Layout, b_lay: Layout, whole: tuple[int, int, int, int]
) -> list[Edit]:
    """The strands that left the order: all but those of the longest increasing chain (by symbols)."""
    a0, a1, b0, b1 = whole  # a strand may begin with a marker that the passage leaves out
    strands = _strands(run)
    weight = [sum(n for _, _, n in s) for s in strands]
    best: list[tuple[int, tuple[int, ...]]] = []
    for k, strand in enumerate(strands):
        chain = max((best[m] for m in range(k) if strands[m][0][1] < strand[0][1]), default=(0, ()))
        best.append((chain[0] + weight[k], (*chain[1], k)))
    stay = set(max(best)[1])
    out = []
    for k, strand in enumerate(strands):
        if k in stay:
            continue
        (x, y, _), (c, d, n) = strand[0], strand[-1]
        a_from, a_to = max(_raw(a_lay, x), a0), min(_raw(a_lay, c + n - 1) + 1, a1)
        b_from, b_to = max(_raw(b_lay, y), b0), min(_raw(b_lay, d + n - 1) + 1, b1)
        if a_from < a_to and b_from < b_to:
            out.append(Edit("move", a.start + a_from, a.start + a_to, b.start + b_from, b.start + b_to))
    return out


def _raws(lay: Layout, start: int, end: int) -> list[int]:
    return lay.where[start - lay.base : end - lay.base : _STEP].tolist()


def _raw(lay: Layout, at: int) -> int:
    return int(lay.where[at - lay.base])
