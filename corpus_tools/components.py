"""What spaCy finds through entry points, so that ``spacy.load`` of a saved pipeline works in any process."""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from corpus_tools.pipeline import Tokenizer, labels_component, measures_component, structure_component

__all__ = ["REGISTERED", "create_tokenizer", "measures", "page_structure", "section_labels"]

for _name in ("structure", "measures", "guards"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


@spacy.registry.tokenizers("corpus_tools.tokenizer.v1")
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer as spaCy's configuration names it."""
    return lambda nlp: Tokenizer(nlp.vocab)


page_structure = Language.component("page_structure", func=structure_component)
measures = Language.component("measures", func=measures_component)
section_labels = Language.component("section_labels", func=labels_component)

REGISTERED = True
