"""Every record of the toolkit, defined once.

Database columns, JSON objects and data frames are derived from these classes (``columns``, ``as_dict``),
so a field that is added here appears everywhere. All ``start``/``end`` are half-open ranges of Unicode code
points in ``Page.text``: ``page.text[r.start:r.end]`` is what was read, always.

Records do not carry keys: which report a section belongs to follows from the ranges, and
``corpus_tools.corpus`` adds the keys when it writes rows.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from corpus_tools.frozen import frozen

if TYPE_CHECKING:  # numpy comes with it, which a search does not need
    from corpus_tools.offsets import Mapped

__all__ = [
    "CATEGORIES",
    "FINDINGS",
    "LABELS",
    "MODIFIERS",
    "OTHER",
    "Analysis",
    "Edit",
    "Evidence",
    "Extraction",
    "Family",
    "Filling",
    "Finding",
    "Formula",
    "Guard",
    "Heading",
    "Measure",
    "Mirror",
    "Mismatch",
    "Noise",
    "Page",
    "Passage",
    "Quantity",
    "Refusal",
    "Report",
    "ReportText",
    "Reuse",
    "Section",
    "Sentence",
    "Skeleton",
    "Slot",
    "Structure",
    "as_dict",
    "columns",
]

Number: TypeAlias = int | float

Modifier: TypeAlias = Literal["exact", "about", "over", "under"]
Status: TypeAlias = Literal["done", "planned", "negated"]
ReportKind: TypeAlias = Literal["summary", "plan", "news", "other"]
PassageKind: TypeAlias = Literal["verbatim", "figures", "words", "mixed"]
MirrorKind: TypeAlias = Literal["page", "doubled"]
EditClass: TypeAlias = Literal["figure", "name", "level", "words", "insertion", "deletion", "move"]

MODIFIERS: tuple[Modifier, ...] = typing.get_args(Modifier)

LABELS = (
    "preamble",
    "organization",
    "publicity",
    "supervision",
    "remediation",
    "services",
    "results",
    "problems",
    "plans",
    "closing",
)

OTHER = "other"
"""The label of a section that was left undecided; no model is trained to say it."""

CATEGORIES = (
    "leaflets",
    "banners",
    "boards",
    "media",
    "meetings",
    "events",
    "participants",
    "staff",
    "households",
    "population",
    "services",
    "waste",
    "cleanup",
    "demolition",
    "construction",
    "greening",
    "pest_control",
    "inspections",
    "documents",
    "coverage",
    "funds",
    "equipment",
    "honours",
    "rates",
    "other",
)

# Kinds of findings of the room ``proofing``
FINDINGS = (
    "placeholder",
    "mangled_figure",
    "year",
    "voice",
    "sum",
    "percent",
    "contradiction",
    "furniture",
    "spun",
    "numbering",
    "repeated",
    "empty_heading",
)


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Page:
    """One file as decoded: no newline translation, no normalisation."""

    name: str  # the file's name without its last ending
    path: str  # as found, for people
    text: str
    sha256: str  # of the file's bytes
    encoding: str  # "utf-8", "gb18030", "big5", "utf-16", "docx", "pdf" ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read, with the reason in plain words."""

    path: str
    reason: str


# ---------------------------------------------------------------- structure


@dataclass(frozen=True, slots=True)
class Noise:
    """Text the site added, said twice, or put in by the scraper; ``reason`` is a code, see ``lexicon/site.toml``."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters from which a field of a report was read; they may lie in a title outside of the report."""

    field: str  # of ``Report``: "kind", "title", "organisation", "level", "topic", "year", "period", "signed"
    start: int
    end: int


@frozen
class Report:
    """One independent report of a page, its own title included. A field is None where the text does not say.

    ``year`` is None where it is masked (20xx年), but its evidence shows the mask. ``evidence`` holds the span of
    every field that was read, in text order.
    """

    start: int
    end: int
    kind: ReportKind
    title: str = ""
    organisation: str | None = None  # as written, masks included (**镇), characters folded
    level: str | None = None  # of [[body]] in lexicon/reports.toml
    topic: str | None = None  # a code of lexicon/topics.toml, or the title's own words where no list has them
    year: int | None = None
    period: str | None = None  # as written: 上半年, 1—10月, 近三年
    signed: str | None = None  # date of the signature: 2021-12-28, 2021-12, or as written where it is masked
    confidence: float = 1.0  # of the boundary at ``start``
    cues: tuple[str, ...] = ()  # what spoke for that boundary
    evidence: tuple[Evidence, ...] = ()


@frozen
class Heading:
    """A heading with or without a number, or an item of a numbered list: a node of a report's tree.

    ``start``/``end`` hold marker and heading; where the text runs on without a heading, the marker alone. A number that
    the source got wrong stays as written, and ``fault`` says what is wrong with it.
    """

    start: int
    end: int
    level: int  # 1: right under the report; one more than its parent's
    depth: int  # of its style, as in Section
    number: str  # the marker as written: "（二）", "3、", "一是"; "" where there is none
    value: int | None  # the number it says
    text: str  # with its marker, without its final punctuation; "" where the text runs on
    item: bool  # an item within a section, not the start of one
    fault: str = ""  # "repeated", "skipped", "restarted", "backward"; "late": the first is not one
    parent: int | None = None  # start of the heading it stands under


@frozen
class Section:
    """A leaf block. Sections do not overlap and together cover their report."""

    start: int
    end: int
    depth: int  # 0: not numbered; 1: 一、; 2: （一）; 3: 1、; 4: （1）, 一是 ...
    number: str = ""  # the marker as written
    heading: str = ""  # with its marker, without its final punctuation; "" where there is none
    label: str = ""  # one of LABELS (or of a user's own model), or OTHER; set by the room ``labels``
    confidence: float = 0.0  # of the label; of OTHER: of the likeliest label, which was not sure enough
    second_label: str = ""  # where the decision was close, and under OTHER: the likeliest
    second_confidence: float = 0.0
    heading_start: int | None = None  # of the heading it stands under, its own where it has one


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; it may run across a scraper's break inside it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Structure:
    """A page taken apart.

    ``reading`` is the copy that everything downstream reads: full-width forms and traditional characters
    folded, page numbers and breaks inside words left out, with the way back to the page's text.
    """

    language: str  # "zh"; anything else means: no reports. Wherever there are none, ``reason`` says why
    noise: tuple[Noise, ...]
    reports: tuple[Report, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    reading: Mapped
    reason: str = ""
    headings: tuple[Heading, ...] = ()  # of all reports, parents before what stands under them


# ---------------------------------------------------------------- measures


@frozen
class Quantity:
    """Numeral and unit as they stand, before it is known what they count.

    ``value`` is None for a placeholder, a gap or a mangled figure; ``rule`` says which.
    """

    start: int
    end: int
    text: str
    value: Number | None
    value_max: Number | None
    unit: str  # canonical
    unit_raw: str  # as written, without magnitude
    modifier: Modifier
    low: Number | None  # bounds that numeral and modifier together allow; None: open
    high: Number | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Guard:
    """A numeral that is no quantity, with the reason code: date, ordinal, list_marker, set_phrase, ..."""

    start: int
    end: int
    reason: str


@frozen
class Measure:
    """A quantity the report states: what was done to what, and how much of it."""

    start: int
    end: int
    text: str
    value: Number | None
    value_max: Number | None
    low: Number | None
    high: Number | None
    unit: str
    unit_raw: str
    modifier: Modifier
    action: str
    object: str
    category: str  # one of CATEGORIES, or one that the user's lexicon adds
    concept: str  # what sums are taken over: category and head noun in one spelling
    status: Status
    per: str = ""  # "每村" in 每村3万元
    per_start: int | None = None  # where it stands, as of action_start
    period: str = ""  # the time that its sentence names for it: 今年1—6月, 春节期间
    period_start: int | None = None
    place: str = ""  # the place or body that its sentence names for it: 柳塘社区, 全镇, 各村
    place_start: int | None = None
    part_of: int | None = None  # start of the measure that is the stated total of this one
    action_start: int | None = None  # page.text[action_start:action_end] is the action as it stands; None without one
    action_end: int | None = None
    object_start: int | None = None
    object_end: int | None = None
    rule: str = ""  # quantity rule, link cue and category rule, joined by "+"
    confidence: float = 1.0


MismatchKind: TypeAlias = Literal["sum", "part", "share", "change", "product", "rest"]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A figure that does not follow from the figures it should follow from.

    ``start``/``end`` is the figure, ``other_start``/``other_end`` runs from the first to the last of the others.
    """

    kind: MismatchKind
    start: int
    end: int
    other_start: int
    other_end: int
    stated: Number
    computed: Number


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the room ``measures`` read from a text, both in text order."""

    measures: tuple[Measure, ...]
    guards: tuple[Guard, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything read from one page."""

    page: Page
    structure: Structure  # its sections carry labels
    measures: tuple[Measure, ...]
    guards: tuple[Guard, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()


# ---------------------------------------------------------------- reuse


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


# ---------------------------------------------------------------- proofing


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an editor should look at; ``message`` in the chosen language, ``suggestion`` may be empty."""

    kind: str
    start: int
    end: int
    text: str
    message: str
    suggestion: str = ""


# ---------------------------------------------------------------- derived forms

_SQL = {int: "INTEGER", bool: "INTEGER", str: "TEXT", float: "REAL"}


@cache
def columns(record: type) -> dict[str, str]:
    """Column names and SQLite types of a record class, in field order.

    Fields that hold other records or several values have no column.

    >>> columns(Sentence)
    {'start': 'INTEGER', 'end': 'INTEGER'}
    >>> columns(Measure)["value"], columns(Report)["organisation"]
    ('NUMERIC', 'TEXT')
    """
    hints = typing.get_type_hints(record)
    out: dict[str, str] = {}
    for field in dataclasses.fields(record):
        sql = _sql_type(hints[field.name])
        if sql:
            out[field.name] = sql
    return out


def _sql_type(hint: Any) -> str | None:
    origin = typing.get_origin(hint)
    if origin is Literal:
        return _SQL[type(typing.get_args(hint)[0])]
    if origin in (typing.Union, types.UnionType):
        inner = {a for a in typing.get_args(hint) if a is not type(None)}
        if inner == {int, float}:
            return "NUMERIC"
        return _sql_type(inner.pop()) if len(inner) == 1 else None
    return _SQL.get(hint)


def as_dict(record: Any) -> dict[str, Any]:
    """A record as plain values for JSON, nested records included.

    >>> as_dict(Noise(0, 3, "navigation"))
    {'start': 0, 'end': 3, 'reason': 'navigation'}
    """
    out = {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
    for name, value in out.items():
        if dataclasses.is_dataclass(value):
            out[name] = as_dict(value)
        elif isinstance(value, tuple):
            out[name] = [as_dict(v) if dataclasses.is_dataclass(v) else v for v in value]
    return out
