"""Quantities in a text, and what they count: numeral and unit, deed and noun, category, status."""

from corpus_tools.measures.extract import extract
from corpus_tools.measures.quantities import quantities

__all__ = ["extract", "quantities"]
