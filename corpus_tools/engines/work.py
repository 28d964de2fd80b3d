"""What is done with one file, wherever it is done: read, analyse, and say how it went."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from corpus_tools.errors import CorpusToolsError, RefusedFile
from corpus_tools.offsets import Mapped
from corpus_tools.records import Analysis, Refusal

__all__ = ["Outcome", "digest", "process"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file's analysis, or the reason why there is none; ``seconds`` of CPU by step."""

    path: str
    analysis: Analysis | None = None
    refusal: Refusal | None = None
    seconds: dict[str, float] = field(default_factory=dict)


def process(path: str) -> Outcome:
    """Read and analyse one file. Whatever goes wrong with it stays with it: the other files go on."""
    from corpus_tools.pipeline import analyse
    from corpus_tools.reading import read

    seconds: dict[str, float] = {}
    start = process_time()
    try:
        page = read(Path(path))
        seconds["reading"] = process_time() - start
        analysis = analyse(page, seconds=seconds)
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
    # The reading copy has done its work; it is larger than the page itself and nobody downstream needs it
    slim = dataclasses.replace(analysis.structure, reading=Mapped.of(""))
    return Outcome(path, analysis=dataclasses.replace(analysis, structure=slim), seconds=seconds)


def digest(path: str) -> str | None:
    """SHA-256 of a file's bytes; None where it cannot be read (``process`` will say why)."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
