"""What a sentence says of each of its figures: deed and noun, status, for each of what, when and where.

None of it depends on how large a figure is, and reports copy one another in the same words with other figures. So a
sentence is read with every digit of its figures as 0, and what was read is kept for the sentences that are then alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus_tools.measures.circumstances import circumstances
from corpus_tools.measures.links import link
from corpus_tools.measures.meaning import per, statuses
from corpus_tools.measures.sentence import Figure, Range
from corpus_tools.records import Guard, Quantity, Status

__all__ = ["Statement", "forget", "statements"]

_DIGITS = str.maketrans("123456789", "000000000")
_SENTENCES = 1 << 13  # kept: those of some 500 pages, at most 20 MB
_LONGEST = 400  # characters of a sentence that is kept; one in a hundred of those with figures is longer


class Statement(NamedTuple):
    """What is said of one figure; ranges count from the sentence's start, ``clause`` is where its clause begins."""

    clause: int
    action: Range | None
    object: Range | None
    cue: str
    carried_from: int | None
    status: Status
    status_cue: Range | None
    per: Range | None
    period: Range | None
    place: Range | None
    weighed: bool


def statements(
    copy: str, start: int, end: int, quantities: Sequence[Quantity], guards: Sequence[Guard] = (), *, planned: bool
) -> Sequence[Statement]:
    """What the sentence ``copy[start:end]`` says of its quantities, in their order.

    ``planned``: whether the section or the report it stands in is a plan.

    >>> from corpus_tools.measures.quantities import quantities
    >>> copy = "略。今年,计划向群众发放传单300份"
    >>> (said,) = statements(copy, 2, len(copy), *quantities(copy), planned=False)
    >>> [copy[2:][slice(*span)] for span in (said.action, said.object, said.period)], said.status
    (['发放', '传单', '今年'], 'planned')
    """
    if not quantities:
        return []
    pieces: list[str] = []
    figures: list[Figure] = []
    at = start
    for q in quantities:
        pieces += (copy[at : q.start], copy[q.start : q.end].translate(_DIGITS))
        figures.append(Figure(q.start - start, q.end - start, q.unit))
        at = q.end
    pieces.append(copy[at:end])
    read = _read if end - start <= _LONGEST else _read.__wrapped__
    near = tuple([(g.start - start, g.end - start, g.reason) for g in guards])
    return read("".join(pieces), tuple(figures), near, planned)


def forget() -> None:
    """Let go of the sentences that were read, once they are to be read otherwise."""
    _read.cache_clear()


@lru_cache(maxsize=_SENTENCES)
def _read(
    sentence: str, figures: tuple[Figure, ...], guards: tuple[tuple[int, int, str], ...], planned: bool
) -> list[Statement]:
    end = len(sentence)
    links, clauses = link(sentence, 0, end, figures, [Guard(*g) for g in guards])
    spans = [(f.start, f.end) for f in figures]
    states = statuses(sentence, 0, end, spans, clauses, [made.action for made in links], planned_here=planned)
    each = per(sentence, figures, clauses, [made.cue == "carried" for made in links], end)
    said = circumstances(sentence, 0, spans, clauses)
    return [
        Statement(
            clause,
            made.action,
            made.object,
            made.cue,
            made.carried_from,
            *state,
            of_each,
            *when_and_where,
            made.weighed,
        )
        for clause, made, state, of_each, when_and_where in zip(clauses, links, states, each, said, strict=True)
    ]
