"""The closed sets of values that fields of records take."""

from __future__ import annotations

import typing
from typing import Literal, TypeAlias

__all__ = [
    "CATEGORIES",
    "FINDINGS",
    "LABELS",
    "MODIFIERS",
    "OTHER",
    "EditClass",
    "MirrorKind",
    "MismatchKind",
    "Modifier",
    "Number",
    "PassageKind",
    "ReportKind",
    "Status",
]

Number: TypeAlias = int | float

Modifier: TypeAlias = Literal["exact", "about", "over", "under"]
Status: TypeAlias = Literal["done", "planned", "negated"]
ReportKind: TypeAlias = Literal["summary", "plan", "news", "other"]
PassageKind: TypeAlias = Literal["verbatim", "figures", "words", "mixed"]
MirrorKind: TypeAlias = Literal["page", "doubled"]
MismatchKind: TypeAlias = Literal["sum", "part", "share", "change", "product", "rest"]
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
