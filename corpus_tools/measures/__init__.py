"""Quantities of a text, linked to what was done to what.

``extract`` is the room's entry, ``extract_many`` the one for several pages; ``quantities`` finds numerals with their
units, ``link`` what they count, ``categorise`` what kind of thing that is, ``mismatches`` which do not go together.
"""

from __future__ import annotations

from corpus_tools.measures.arithmetic import mismatches
from corpus_tools.measures.categories import categorise
from corpus_tools.measures.extract import extract, extract_many
from corpus_tools.measures.quantities import quantities

__all__ = ["categorise", "extract", "extract_many", "mismatches", "quantities"]
