"""Labelled sections: one JSON object a line, or a CSV table with the same columns.

``text`` is a section with its heading, ``label`` one of ``records.LABELS``. Optional: ``heading`` (as it stands at
the start of the text, ``""`` where there is none), ``kind`` of the report (``summary`` or ``plan``), ``position`` in
it (0 to 1), ``topic`` (cross-validation keeps a topic together), ``alt`` (a second label that holds as well; it
counts in evaluation), ``report`` (items of one file with the same value are consecutive sections of one report;
from them the model learns which label follows which).
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_tools.errors import ModelError
from corpus_tools.labels.features import Block
from corpus_tools.labels.outline import Place, announces, depth_of, number_of
from corpus_tools.records import LABELS
from corpus_tools.structure.normalise import normalise

__all__ = ["Labelled", "fingerprint", "read_labelled"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A section with the label a person gave it."""

    text: str
    label: str
    heading: str = ""
    kind: str = "summary"
    position: float = 0.5
    topic: str = ""
    alt: str = ""
    report: str = ""  # "" where the item stands alone

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


def read_labelled(paths: Iterable[Path | str]) -> list[Labelled]:
    """Labelled sections of files (``.jsonl``, ``.csv``) or of all such files in folders, in a fixed order.

    Raises
    ------
    ModelError
        If a file is missing or a record does not have the form; names file, record and what was expected.
    """
    out: list[Labelled] = []
    for path in _files(paths):
        for number, record in enumerate(_records(path), 1):
            out.append(_labelled(record, f"{path.name}, record {number}", path.stem))
    if not out:
        raise ModelError("no labelled sections found; give .jsonl or .csv files with the fields text and label")
    return out


def fingerprint(items: Sequence[Labelled]) -> str:
    """SHA-256 of the labelled sections as read, so that a card says what a model was trained on."""
    digest = hashlib.sha256()
    for item in items:
        fields = (item.text, item.label, item.heading, item.kind, item.position, item.topic, item.alt, item.report)
        digest.update(json.dumps(fields, ensure_ascii=False).encode("utf8", "surrogatepass"))
    return digest.hexdigest()


def _files(paths: Iterable[Path | str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.suffix in (".jsonl", ".csv"))
        elif path.is_file():
            yield path
        else:
            raise ModelError(f"{path}: no such file or folder of labelled sections")


def _records(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".csv":
            yield from csv.DictReader(text.splitlines(keepends=True))
        else:
            yield from (json.loads(line) for line in text.split("\n") if line.strip())
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error) as e:
        raise ModelError(f"{path}: not a file of labelled sections ({e})") from e


def _labelled(record: Any, where: str, source: str) -> Labelled:
    if not isinstance(record, dict) or not str(record.get("text") or "").strip():
        raise ModelError(f"{where}: expected an object with a field text")
    label, alt = str(record.get("label") or ""), str(record.get("alt") or "")
    for name in filter(None, (label or "none", alt)):
        if name not in LABELS:
            raise ModelError(f"{where}: label {name!r} is not one of {', '.join(LABELS)}")
    try:
        position = float(record.get("position") or 0.0)
    except (TypeError, ValueError) as e:
        raise ModelError(f"{where}: position should be a number from 0 to 1") from e
    report = str(record.get("report") or "")
    return Labelled(
        text=str(record["text"]),
        label=label,
        heading=str(record.get("heading") or ""),
        kind=str(record.get("kind") or "summary"),
        position=position,
        topic=str(record.get("topic") or where),
        alt=alt,
        report=f"{source}/{report}" if report else "",
    )
