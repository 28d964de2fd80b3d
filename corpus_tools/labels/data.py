"""Labelled sections: what the model is trained and measured on. ``labels.sources`` reads them from files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus_tools.labels.features import Block
from corpus_tools.labels.outline import Place, announces, depth_of, number_of
from corpus_tools.records import LABELS
from corpus_tools.structure.normalise import normalise

__all__ = ["Labelled", "fingerprint", "names_of"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A section with the label a person gave it.

    ``heading`` is what the text begins with, ``""`` where there is none; ``kind`` of the report (``summary`` or
    ``plan``); ``position`` in it (0 to 1); ``topic``: cross-validation keeps a topic together; ``alt``: a second
    label that holds as well, which counts in evaluation; ``report``: items with the same value are consecutive
    sections of one report, from which the model learns which label follows which, ``""`` where the item stands alone.
    """

    text: str
    label: str
    heading: str = ""
    kind: str = "summary"
    position: float = 0.5
    topic: str = ""
    alt: str = ""
    report: str = ""

    def block(self) -> Block:
        """As the model reads it, characters folded as in ``Structure.reading``."""
        text, heading = normalise(self.text).text.strip(), normalise(self.heading).text.strip()
        body = text[len(heading) :] if text.startswith(heading) else text
        return Block(heading, body.strip(), self.kind, self.position, depth_of(text))

    def place(self) -> Place:
        """As the outline reads it."""
        block = self.block()
        whole = block.heading + block.body
        return Place(block.depth, number_of(whole[:8]), bool(block.heading) and len(block.body) <= 1, announces(whole))

    def accepts(self, label: str) -> bool:
        """Whether an answer holds."""
        return label in (self.label, self.alt)


def names_of(items: Iterable[Labelled]) -> tuple[str, ...]:
    """The labels that occur, in a fixed order: those of the guidelines in theirs, others by name.

    >>> names_of([Labelled("…", "拆迁"), Labelled("…", "plans"), Labelled("…", "results")])
    ('results', 'plans', '拆迁')
    """
    found = {item.label for item in items}
    return (*(name for name in LABELS if name in found), *sorted(found.difference(LABELS)))


def fingerprint(items: Sequence[Labelled]) -> str:
    """SHA-256 of the labelled sections as read, so that a card says what a model was trained on."""
    digest = hashlib.sha256()
    for item in items:
        fields = (item.text, item.label, item.heading, item.kind, item.position, item.topic, item.alt, item.report)
        digest.update(json.dumps(fields, ensure_ascii=False).encode("utf8", "surrogatepass"))
    return digest.hexdigest()
