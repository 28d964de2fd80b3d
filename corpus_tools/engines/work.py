"""What is done with files, wherever it is done: read, analyse, and say how it went."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from corpus_tools.corpus.rows import PageRows, ready
from corpus_tools.errors import CorpusToolsError, RefusedFile
from corpus_tools.labels import LabelOptions
from corpus_tools.offsets import Mapped
from corpus_tools.records import Analysis, Page, Refusal

__all__ = [
    "STORING_FAULTS",
    "Outcome",
    "digest",
    "not_stored",
    "process",
    "process_many",
    "written",
]

_LABELS = LabelOptions()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file's analysis, or the reason why there is none; ``seconds`` of CPU by step.

    ``rows`` stand in place of the analysis where it is only to be written (``written``).
    """

    path: str
    analysis: Analysis | None = None
    refusal: Refusal | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    rows: PageRows | None = None


def process(path: str, labels: LabelOptions = _LABELS, data: bytes | None = None) -> Outcome:
    """Read and analyse one file; ``data`` are its bytes where they are at hand already."""
    return next(_analysed([_read(path, data)], labels))


def process_many(paths: Iterable[str], labels: LabelOptions = _LABELS) -> Iterator[Outcome]:
    """Read and analyse files, a batch at a time; outcomes in their order.

    Whatever goes wrong with a file stays with it: the other files go on.
    """
    batch: list[_Read] = []
    waiting = 0
    for path in paths:
        batch.append(_read(path))
        waiting += len(batch[-1].text)
        if waiting >= _BATCH:
            yield from _analysed(batch, labels)
            batch, waiting = [], 0
    yield from _analysed(batch, labels)


def written(outcomes: Iterable[Outcome], program: str) -> Iterator[Outcome]:
    """The outcomes with the rows that ``program`` writes in place of the analyses; they are made where the file was
    read, since all that the one writing process does is waited for."""
    for outcome in outcomes:
        if outcome.analysis is None:
            yield outcome
            continue
        start = process_time()
        try:
            rows = ready(outcome.analysis, program)
        except (*STORING_FAULTS, ValueError) as e:  # ValueError: what cannot be packed
            yield Outcome(outcome.path, refusal=not_stored(outcome.path, e), seconds=outcome.seconds)
            continue
        seconds = {**outcome.seconds, "writing": process_time() - start}
        yield Outcome(outcome.path, seconds=seconds, rows=rows)


STORING_FAULTS = (sqlite3.IntegrityError, sqlite3.InterfaceError, OverflowError, UnicodeEncodeError)
"""What goes wrong where a record holds what a database cannot."""


def not_stored(path: str, fault: Exception) -> Refusal:
    """The refusal of a file whose records a database cannot hold."""
    return Refusal(path, f"could not be stored ({fault}); please report this file")


# Characters taken apart together: some thirty pages. From ten pages on the caches serve well, and it bounds the memory
_BATCH = 150_000


@dataclass(slots=True)
class _Read:
    """A file's page, or why there is none."""

    path: str
    page: Page | None
    fault: Exception | None
    seconds: dict[str, float]

    @property
    def text(self) -> str:
        return self.page.text if self.page else ""


def _read(path: str, data: bytes | None = None) -> _Read:
    from corpus_tools.reading import read, read_bytes

    start = process_time()
    page, fault = None, None
    try:
        page = read(Path(path)) if data is None else read_bytes(data, path)
    except RefusedFile as e:
        return _Read(path, None, e, {})
    except CorpusToolsError:  # a broken word list is no fault of this file
        raise
    except Exception as e:  # a fault of ours must not lose the other files
        fault = e
    return _Read(path, page, fault, {"reading": process_time() - start})


def _analysed(batch: Sequence[_Read], labels: LabelOptions) -> Iterator[Outcome]:
    """Outcomes of a batch. A text that came by lately (a mirror of a page) is not taken apart a second time."""
    from corpus_tools.analysis import analyse_many

    if batch:
        _prepared(batch[0].seconds, labels)
    found: dict[str, Analysis | Exception | None] = {}
    fresh: list[_Read] = []
    for file in batch:
        if file.page and file.text not in found:
            known = found[file.text] = _lately.pop((file.text, labels), None)
            if known is None:
                fresh.append(file)
    pages = [file.page for file in fresh if file.page]
    analyses = analyse_many(pages, labels=labels, seconds=[file.seconds for file in fresh])
    for file, analysis in zip(fresh, analyses, strict=True):
        if isinstance(analysis, Analysis):
            # The reading copy has done its work; it is larger than the page itself and nobody downstream needs it
            slim = dataclasses.replace(analysis.structure, reading=Mapped.of(""))
            found[file.text] = dataclasses.replace(analysis, structure=slim)
        else:
            found[file.text] = analysis
    for text, each in found.items():
        if isinstance(each, Analysis) and len(text) <= _MIRROR:
            _lately[text, labels] = each
    kept = sum(len(text) for text, _ in _lately)
    while len(_lately) > _LATELY or kept > _MIRRORS:
        oldest = next(iter(_lately))
        kept -= len(oldest[0])
        del _lately[oldest]
    for file in batch:
        result = found[file.text] if file.page else file.fault
        if file.page and isinstance(result, Analysis):
            own = result if result.page is file.page else dataclasses.replace(result, page=file.page)
            yield Outcome(file.path, analysis=own, seconds=file.seconds)
        elif isinstance(result, Exception):
            yield Outcome(file.path, refusal=_refusal(file.path, result), seconds=file.seconds)


def _prepared(seconds: dict[str, float], labels: LabelOptions) -> None:
    """What is loaded once a process is loaded now, and counted as a step of its own."""
    if labels not in _ready:
        from corpus_tools.analysis import prepare

        start = process_time()
        prepare(labels)
        seconds["loading"] = process_time() - start
        _ready.add(labels)


_ready: set[LabelOptions] = set()


def _refusal(path: str, fault: Exception) -> Refusal:
    if isinstance(fault, RefusedFile):
        return Refusal(fault.path, fault.reason)
    if isinstance(fault, MemoryError):
        return Refusal(path, "not enough memory for this file")
    if os.environ.get("CORPUS_TOOLS_DEBUG"):
        raise fault
    return Refusal(path, f"could not be analysed ({type(fault).__name__}: {fault}); please report this file")


# Sites copy each other's pages whole. A page's records take some 100 bytes for each character of its text
_LATELY = 256
_MIRRORS = 200_000  # characters of all pages that are kept: 20 MB
_MIRROR = 100_000  # of one page; what is longer is rare, and rarely the same
_lately: dict[tuple[str, LabelOptions], Analysis] = {}


def digest(path: str) -> str | None:
    """SHA-256 of a file's bytes; None where it cannot be read (``process`` will say why)."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
