"""What is read from one page: its text, its structure, its measures, and what an editor should look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus_tools.frozen import frozen
from corpus_tools.records.vocabulary import MismatchKind, Modifier, Number, ReportKind, Status

if TYPE_CHECKING:  # numpy comes with it, which a search does not need
    from corpus_tools.offsets import Mapped

__all__ = [
    "Analysis",
    "Evidence",
    "Extraction",
    "Finding",
    "Guard",
    "Heading",
    "Measure",
    "Mismatch",
    "Noise",
    "Page",
    "Quantity",
    "Refusal",
    "Report",
    "Section",
    "Sentence",
    "Structure",
]

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


@frozen
class Noise:
    """Text the site added, said twice, or put in by the scraper; ``reason`` is a code, see ``lexicon/site.toml``."""

    start: int
    end: int
    reason: str


@frozen
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


@frozen
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


@frozen
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
    rule: str = ""  # quantity rule, link cue (with * where words were weighed) and category rule, joined by "+"
    confidence: float = 1.0


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
