"""What is known between reports: copied passages, formulae, families, mirrors."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_tools.records.vocabulary import EditClass, MirrorKind, PassageKind

__all__ = [
    "Edit",
    "Exchange",
    "Family",
    "Filling",
    "Formula",
    "Mirror",
    "Passage",
    "ReportText",
    "Reuse",
    "Skeleton",
    "Slot",
]


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report as the room ``reuse`` takes it.

    ``text`` is the page's text from ``start``; ``sentences`` are ranges in the page (not in ``text``).
    """

    id: str
    page_id: str
    start: int
    text: str
    sentences: tuple[tuple[int, int], ...] = ()
    organisation: str | None = None
    year: int | None = None
    signed: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between the two sides of a passage; an empty range is the place of an insertion."""

    kind: EditClass
    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that stands in two reports. ``formula``: stock phrasing, not evidence of copying."""

    kind: PassageKind
    formula: bool
    a_report_id: str
    a_start: int
    a_end: int
    b_report_id: str
    b_start: int
    b_end: int
    edits: tuple[Edit, ...] = ()
    family_id: int | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A phrase that many independent reports share, in its commonest wording."""

    text: str
    reports: int  # independent ones: a family counts once
    organisations: int
    occurrences: tuple[tuple[str, int, int], ...] = ()  # (report id, start, end) in its page, all wordings
    variants: tuple[tuple[str, int], ...] = ()  # every wording with the number of its occurrences, commonest first


@dataclass(frozen=True, slots=True)
class Family:
    """Reports that descend from one text. ``earliest`` only where dates are known."""

    id: int
    members: tuple[str, ...]
    earliest: str | None = None
    places: tuple[tuple[str, int, int], ...] = ()  # (report id, start, end) of the common text in each member's page


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of a family's common text where its members differ; ``start``/``end`` in the base's page."""

    number: int  # from 1 on, in text order
    kind: EditClass  # what most members did there, seen from the base
    start: int
    end: int
    text: str  # of the base; empty where others have put something in


@dataclass(frozen=True, slots=True)
class Filling:
    """What one member of a family has in a slot; ``start``/``end`` in its page, ``text`` empty where it left it out."""

    slot: int
    report_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The common text of a family, as its ``base`` has it, with ``〔n〕`` for its slots, and all fillings.

    A member that shares no passage with the base, or not the part with a slot in it, has no filling there.
    """

    base: str
    text: str
    slots: tuple[Slot, ...]
    fillings: tuple[Filling, ...]


@dataclass(frozen=True, slots=True)
class Mirror:
    """A report that is another one over again: scraped twice (``page``), or doubled on its own page."""

    report_id: str
    of: str
    kind: MirrorKind


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two words that stand for one another in the passages of many reports: a spinner's dictionary."""

    word: str
    other: str
    passages: int  # in which the one was exchanged for the other
    groups: int  # independent ones: reports that share passages count once


@dataclass(frozen=True, slots=True)
class Reuse:
    """What was found between the reports of a corpus."""

    passages: tuple[Passage, ...]
    formulae: tuple[Formula, ...]
    families: tuple[Family, ...]
    mirrors: tuple[Mirror, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
