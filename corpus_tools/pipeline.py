"""The rooms ``structure``, ``measures`` and ``labels`` as a spaCy ``Language``.

For work on tokens: own components, ``Matcher``, displaCy, ``DocBin``. Importing this module registers tokenizer,
components and extensions with spaCy; entry points do it for ``spacy.load`` of a saved pipeline in any process.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpus_tools import segmentation
from corpus_tools.analysis import planned
from corpus_tools.labels import LabelOptions, label
from corpus_tools.measures import extract
from corpus_tools.records import Structure
from corpus_tools.structure import parse

__all__ = [
    "SPAN_GROUPS",
    "Tokenizer",
    "create_tokenizer",
    "load",
    "measures",
    "page_structure",
    "relabel",
    "section_labels",
]

SPAN_GROUPS = ("noise", "reports", "sections", "sentences", "measures")

for _name in ("structure", "measures", "guards"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def load(*, disable: Sequence[str] = ()) -> Language:
    """The spaCy pipeline over work reports.

    Components: ``page_structure``, ``measures``, ``section_labels``. Each ``Doc`` carries the span groups
    ``noise reports sections sentences measures`` (as far as tokens can: a range between two tokens is widened) and
    the exact records in ``doc._.structure`` and ``doc._.measures``.

    Examples
    --------
    >>> doc = load()("一、广泛宣传。全年发放宣传单300余份。")
    >>> [span.text for span in doc.spans["measures"]]
    ['300余份']
    """
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "corpus_tools.tokenizer.v1"}}})
    nlp.max_length = 100_000_000  # spaCy's limit guards against parsers that need memory per token; none is here
    for name in ("page_structure", "measures", "section_labels"):
        if name not in disable:
            nlp.add_pipe(name)
    return nlp


@spacy.registry.tokenizers("corpus_tools.tokenizer.v1")
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer as spaCy's configuration names it."""
    return lambda nlp: Tokenizer(nlp.vocab)


class Tokenizer:
    """Words by jieba, cut as well wherever a section, a sentence or a quantity begins or ends."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        structure = parse(text)
        found = extract(structure, original=text)
        cuts = {0, len(text)}
        ranges: tuple[Sequence[Any], ...] = (
            structure.noise,
            structure.reports,
            structure.sections,
            structure.sentences,
            found.measures,
        )
        for records in ranges:
            for r in records:
                cuts.update((r.start, r.end))
        words = list(_words(text, sorted(cuts)))
        # A lone blank after a word is the word's own in spaCy; any other white space is a token
        tokens: list[str] = []
        spaces: list[bool] = []
        for word in words:
            if word == " " and tokens and not spaces[-1] and not tokens[-1].isspace():
                spaces[-1] = True
            else:
                tokens.append(word)
                spaces.append(False)
        doc = Doc(self.vocab, words=tokens, spaces=spaces)
        doc._.structure = structure
        doc._.measures = found.measures
        doc._.guards = found.guards
        return doc

    def to_bytes(self, **kwargs: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Tokenizer:
        return self

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        return None

    def from_disk(self, path: Any, **kwargs: Any) -> Tokenizer:
        return self


def _words(text: str, cuts: Sequence[int]) -> Iterator[str]:
    """Words of the whole text, split at every cut that falls inside one."""
    at, following = 0, iter(cuts)
    cut = next(following, len(text))
    for word in segmentation.cut(text):
        end = at + len(word)
        while cut <= at:
            cut = next(following, len(text) + 1)
        while cut < end:
            yield text[at:cut]
            at = cut
            cut = next(following, len(text) + 1)
        yield text[at:end]
        at = end


@Language.component("page_structure")
def page_structure(doc: Doc) -> Doc:
    """What a page consists of: span groups ``noise``, ``reports``, ``sections`` and ``sentences``."""
    structure: Structure = doc._.structure
    if structure is None:  # another tokenizer made the doc
        structure = doc._.structure = parse(doc.text)
    _group(doc, "noise", structure.noise, lambda n: n.reason)
    _group(doc, "reports", structure.reports, lambda r: r.kind)
    _group(doc, "sections", structure.sections, lambda s: s.label)
    _group(doc, "sentences", structure.sentences, lambda s: "")
    return doc


@Language.component("measures")
def measures(doc: Doc) -> Doc:
    """Quantities of a doc and what they count: span group ``measures``, records in ``doc._.measures``."""
    if doc._.measures is None:
        found = extract(doc._.structure or parse(doc.text), original=doc.text)
        doc._.measures, doc._.guards = found.measures, found.guards
    _group(doc, "measures", doc._.measures, lambda m: m.category)
    return doc


@Language.factory("section_labels", default_config={"model": "", "minimum": 0.0})
def section_labels(nlp: Language, name: str, model: str, minimum: float) -> Callable[[Doc], Doc]:
    """Labels of sections; ``model`` and ``minimum`` as in ``labels.LabelOptions``."""
    options = LabelOptions(model, minimum)

    def component(doc: Doc) -> Doc:
        structure: Structure = doc._.structure
        sections = label(doc.text, structure, doc._.measures or (), model=options.load(), minimum=options.minimum)
        doc._.structure = dataclasses.replace(structure, sections=sections)
        doc._.measures = planned(doc._.measures or (), sections)
        _group(doc, "sections", sections, lambda s: s.label)
        return doc

    return component


def relabel(doc: Doc, labels: Mapping[int, str]) -> None:
    """Give sections other labels, named by where a section begins in the text."""
    structure: Structure = doc._.structure
    sections = tuple(dataclasses.replace(s, label=labels.get(s.start, s.label)) for s in structure.sections)
    doc._.structure = dataclasses.replace(structure, sections=sections)
    _group(doc, "sections", sections, lambda s: s.label)


def _group(doc: Doc, name: str, records: Sequence[Any], span_label: Callable[[Any], str]) -> None:
    spans = (doc.char_span(r.start, r.end, label=span_label(r), alignment_mode="expand") for r in records)
    doc.spans[name] = [s for s in spans if s is not None]
