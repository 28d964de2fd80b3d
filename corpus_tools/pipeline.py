"""One page, all steps: as plain functions (``analyse``) and as a spaCy ``Language`` (``load``).

Both call the same functions of the rooms ``structure``, ``measures`` and ``labels``; a test holds them together.
``mine`` uses ``analyse``, which cuts no words where no quantity stands; the ``Language`` is for work on tokens:
own components, ``Matcher``, displaCy, ``DocBin``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import process_time
from typing import TYPE_CHECKING, Any

from corpus_tools import segmentation
from corpus_tools.labels import label
from corpus_tools.measures import extract
from corpus_tools.records import Analysis, Measure, Page, Section, Structure
from corpus_tools.structure import parse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["SPAN_GROUPS", "analyse", "load"]

SPAN_GROUPS = ("noise", "reports", "sections", "sentences", "measures")


def analyse(page: Page, *, seconds: dict[str, float] | None = None) -> Analysis:
    """Take one page apart: structure, measures, section labels.

    Parameters
    ----------
    page : as ``reading.read`` gives it
    seconds : CPU seconds are added to its entries ``structure``, ``measures`` and ``labels``

    Examples
    --------
    >>> page = Page("demo", "demo.txt", "一、广泛宣传。全年发放宣传单300余份，悬挂横幅5条。" * 1, "", "utf-8")
    >>> [(m.action, m.object, m.value, m.unit) for m in analyse(page).measures]
    [('发放', '宣传单', 300, '份'), ('悬挂', '横幅', 5, '条')]
    """
    clock = _Clock(seconds)
    with clock("structure"):
        structure = parse(page.text)
    with clock("measures"):
        extraction = extract(structure, original=page.text)
    with clock("labels"):
        sections = label(page.text, structure, extraction.measures)
        structure = dataclasses.replace(structure, sections=sections)
    measures = _planned(extraction.measures, sections)
    return Analysis(page, structure, measures, extraction.guards)


def _planned(measures: Sequence[Measure], sections: Sequence[Section]) -> tuple[Measure, ...]:
    """A figure in a section about plans is no achievement, whatever its clause says."""
    plans = [(s.start, s.end) for s in sections if s.label == "plans"]
    if not plans:
        return tuple(measures)

    def planned(m: Measure) -> bool:
        return m.status == "done" and any(a <= m.start < b for a, b in plans)

    return tuple(dataclasses.replace(m, status="planned") if planned(m) else m for m in measures)


class _Clock:
    def __init__(self, seconds: dict[str, float] | None) -> None:
        self.seconds = seconds

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        start = process_time()
        yield
        if self.seconds is not None:
            self.seconds[step] = self.seconds.get(step, 0.0) + process_time() - start


# ---------------------------------------------------------------- spaCy


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
    import spacy

    import corpus_tools.components  # noqa: F401 - registers tokenizer, components and extensions

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "corpus_tools.tokenizer.v1"}}})
    nlp.max_length = 100_000_000  # spaCy's limit guards against parsers that need memory per token; none is here
    for name in ("page_structure", "measures", "section_labels"):
        if name not in disable:
            nlp.add_pipe(name)
    return nlp


class Tokenizer:
    """Words by jieba, cut as well wherever a section, a sentence or a quantity begins or ends."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

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


def structure_component(doc: Doc) -> Doc:
    structure: Structure = doc._.structure
    if structure is None:  # another tokenizer made the doc
        structure = doc._.structure = parse(doc.text)
    _group(doc, "noise", structure.noise, lambda n: n.reason)
    _group(doc, "reports", structure.reports, lambda r: r.kind)
    _group(doc, "sections", structure.sections, lambda s: s.label)
    _group(doc, "sentences", structure.sentences, lambda s: "")
    return doc


def measures_component(doc: Doc) -> Doc:
    if doc._.measures is None:
        found = extract(doc._.structure or parse(doc.text), original=doc.text)
        doc._.measures, doc._.guards = found.measures, found.guards
    _group(doc, "measures", doc._.measures, lambda m: m.category)
    return doc


def labels_component(doc: Doc) -> Doc:
    structure: Structure = doc._.structure
    sections = label(doc.text, structure, doc._.measures or ())
    doc._.structure = dataclasses.replace(structure, sections=sections)
    doc._.measures = _planned(doc._.measures or (), sections)
    _group(doc, "sections", sections, lambda s: s.label)
    return doc


def _group(doc: Doc, name: str, records: Sequence[Any], span_label: Callable[[Any], str]) -> None:
    spans = (doc.char_span(r.start, r.end, label=span_label(r), alignment_mode="expand") for r in records)
    doc.spans[name] = [s for s in spans if s is not None]
