"""A page's text taken apart: noise, reports, sections, sentences, and the copy that is read further on."""

from __future__ import annotations

from corpus_tools.structure.normalise import normalise
from corpus_tools.structure.parse import parse, parse_many
from corpus_tools.structure.sentences import sentences

__all__ = ["normalise", "parse", "parse_many", "sentences"]
