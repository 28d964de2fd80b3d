"""The pages as tasks for Label Studio, with the sections and measures that were read as predictions to be corrected.

Form: https://labelstud.io/guide/predictions; checked with ``LabelInterface`` of label-studio-sdk 2.1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from corpus_tools.corpus.store import Corpus
from corpus_tools.records import CATEGORIES, LABELS

__all__ = ["task", "write_tasks"]

_TASKS = 500  # of one file: Label Studio reads a file as a whole
# Regions of each kind: table, the column that is their label, and the labels there are by themselves
_KINDS = (("sections", "label", LABELS), ("measures", "category", CATEGORIES))


def write_tasks(corpus: Corpus, folder: Path) -> list[Path]:
    """Write ``config.xml`` (the labelling interface) and ``tasks-0000.json`` …, 500 pages each; gives the files."""
    written = [folder / "config.xml"]
    written[0].write_bytes(_interface(corpus))
    pages = corpus.db.execute("SELECT id, name, text FROM pages ORDER BY name, id")
    while rows := pages.fetchmany(_TASKS):
        path = folder / f"tasks-{len(written) - 1:04d}.json"
        with path.open("w", encoding="utf8", newline="\n") as file:
            for i, row in enumerate(rows):
                file.write("[\n" if i == 0 else ",\n")
                json.dump(task(corpus, *row), file, ensure_ascii=False)
            file.write("\n]\n")
        written.append(path)
    return written


def task(corpus: Corpus, key: str, name: str, text: str) -> dict[str, Any]:
    """One page as a task; offsets are code points of ``data.text``, the same as those of the page.

    A browser drops the first half of CR LF and so would move what comes after it: a blank stands in its place.
    """
    plain = text.replace("\r", " ")
    regions = [region for table, label, _ in _KINDS for region in _regions(corpus, key, plain, table, label)]
    return {
        "data": {"text": plain, "name": name, "page": key},
        "predictions": [{"model_version": "corpus_tools", "result": regions}],
    }


def _regions(corpus: Corpus, key: str, text: str, table: str, label: str) -> Iterator[dict[str, Any]]:
    query = f'SELECT id, start, "end", {label}, confidence FROM {table} WHERE page_id = ? ORDER BY start, id'
    for record, start, end, value, confidence in corpus.db.execute(query, (key,)):
        yield {
            "id": record,
            "from_name": table,
            "to_name": "text",
            "type": "labels",
            "score": confidence,
            "value": {"start": start, "end": end, "text": text[start:end], "labels": [value]},
        }


def _interface(corpus: Corpus) -> bytes:
    """The labelling interface: the text, with every label and category there is, and the corpus's own.

    Whoever corrects a page needs those that nothing on it was read as; a tag without any is refused.
    """
    view = ElementTree.Element("View")
    for table, column, known in _KINDS:
        labels = ElementTree.SubElement(view, "Labels", name=table, toName="text")
        found = [value for (value,) in corpus.db.execute(f"SELECT DISTINCT {column} FROM {table} ORDER BY 1")]
        for value in dict.fromkeys([*known, *found]):
            ElementTree.SubElement(labels, "Label", value=value)
    ElementTree.SubElement(view, "Text", name="text", value="$text", granularity="symbol")
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="utf-8", xml_declaration=False) + b"\n"
