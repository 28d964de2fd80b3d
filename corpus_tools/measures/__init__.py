"""Quantities of a text, linked to what was done to what.

``extract`` is the room's entry; ``quantities`` finds numerals with their units, ``link`` what they count,
``categorise`` what kind of thing that is, ``mismatches`` which of them do not go together.
"""

from __future__ import annotations

from corpus_tools.measures.arithmetic import mismatches
from corpus_tools.measures.categories import categorise
from corpus_tools.measures.extract import extract
from corpus_tools.measures.quantities import quantities

__all__ = ["categorise", "extract", "mismatches", "quantities"]
