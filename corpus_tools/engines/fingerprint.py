"""What read a page: the program, its word lists and models, in one hash.

Pages read by another program, or with other word lists, are read again although their files did not change.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from corpus_tools.labels import LabelOptions
from corpus_tools.models import ARRAYS, WEIGHTS, models_folder

__all__ = ["fingerprint"]

_PACKAGE = Path(__file__).resolve().parents[1]
# What a page says depends on these rooms; the way it is stored and shown does not change what was read
_ROOMS = ("records", "reading", "structure", "measures", "labels", "lexicon")
_LABELS = LabelOptions()
# that of the labels is in their own digest, and background.npz is asked after pages are read
_MODELS = ("categories", "endings", "headings", "site-lines", "tagging", "verbs")
_MODULES = ("frozen.py", "lockstep.py", "offsets.py", "segmentation.py", "analysis.py")


def fingerprint(labels: LabelOptions = _LABELS) -> str:
    """16 hexadecimal digits over code, word lists and models that a page passes through, and the options.

    >>> len(fingerprint())
    16
    """
    found = hashlib.sha256(os.environ.get("CORPUS_TOOLS_SEGMENTER", "rjieba").encode("utf8", "surrogatepass"))
    for path in _files():
        found.update(path.name.encode("utf8", "surrogatepass"))
        found.update(hashlib.sha256(path.read_bytes()).digest())
    found.update(labels.digest().encode())
    return found.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for room in _ROOMS:
        yield from sorted(p for p in (_PACKAGE / room).rglob("*") if p.suffix in (".py", ".toml"))
    yield from (_PACKAGE / name for name in _MODULES)
    for name in _MODELS:
        yield from sorted(p for p in (models_folder() / name).glob("*") if p.name in (WEIGHTS, ARRAYS))
    own = os.environ.get("CORPUS_TOOLS_LEXICON", "")
    if own:
        yield from sorted(Path(own).glob("*.toml"))
