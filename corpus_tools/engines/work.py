"""What is done with one file, wherever it is done: read, analyse, and say how it went."""

from __future__ import annotations

import dataclasses
import gc
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from corpus_tools.errors import CorpusToolsError, RefusedFile
from corpus_tools.labels import LabelOptions
from corpus_tools.offsets import Mapped
from corpus_tools.records import Analysis, Page, Refusal

__all__ = ["Outcome", "collecting_seldom", "digest", "process"]

_LABELS = LabelOptions()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file's analysis, or the reason why there is none; ``seconds`` of CPU by step."""

    path: str
    analysis: Analysis | None = None
    refusal: Refusal | None = None
    seconds: dict[str, float] = field(default_factory=dict)


def process(path: str, labels: LabelOptions = _LABELS, data: bytes | None = None) -> Outcome:
    """Read and analyse one file. Whatever goes wrong with it stays with it: the other files go on.

    ``data`` are its bytes where they are at hand already.
    """
    from corpus_tools.reading import read, read_bytes

    seconds: dict[str, float] = {}
    start = process_time()
    try:
        page = read(Path(path)) if data is None else read_bytes(data, path)
        seconds["reading"] = process_time() - start
        analysis = _analysis(page, labels, seconds)
    except RefusedFile as e:
        return Outcome(path, refusal=Refusal(e.path, e.reason), seconds=seconds)
    except CorpusToolsError:  # a broken model or word list is no fault of this file
        raise
    except MemoryError:
        return Outcome(path, refusal=Refusal(path, "not enough memory for this file"), seconds=seconds)
    except Exception as e:  # a fault of ours must not lose the other files
        if os.environ.get("CORPUS_TOOLS_DEBUG"):
            raise
        reason = f"could not be analysed ({type(e).__name__}: {e}); please report this file"
        return Outcome(path, refusal=Refusal(path, reason), seconds=seconds)
    return Outcome(path, analysis=analysis, seconds=seconds)


def _analysis(page: Page, labels: LabelOptions, seconds: dict[str, float]) -> Analysis:
    """The page's analysis; a text that came by lately (a mirror of a page) is not taken apart a second time."""
    from corpus_tools.analysis import analyse

    key = (page.text, labels)
    found = _lately.pop(key, None)
    if found is None:
        found = analyse(page, labels=labels, seconds=seconds)
        # The reading copy has done its work; it is larger than the page itself and nobody downstream needs it
        slim = dataclasses.replace(found.structure, reading=Mapped.of(""))
        found = dataclasses.replace(found, structure=slim)
    if len(page.text) <= _MIRROR:
        _lately[key] = found
        if len(_lately) > _LATELY:
            del _lately[next(iter(_lately))]
    return found if found.page is page else dataclasses.replace(found, page=page)


# Sites copy each other's pages whole. 256 pages of some 50 kB with their records bound what is kept
_LATELY = 256
_MIRROR = 100_000  # characters; what is longer is rare, and rarely the same
_lately: dict[tuple[str, LabelOptions], Analysis] = {}


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Python looks for cycles among objects seldom: records make none, and each page makes thousands of records."""
    usual = gc.get_threshold()
    gc.set_threshold(_SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


_SELDOM = 50_000  # objects made before they are looked through; at the usual 700 this took 3 to 4 % of a run


def digest(path: str) -> str | None:
    """SHA-256 of a file's bytes; None where it cannot be read (``process`` will say why)."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
