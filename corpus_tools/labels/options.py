"""How sections are to be labelled: by which model, and how sure it must be."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.errors import UsageError
from corpus_tools.labels.model import FILE, Model, load
from corpus_tools.models import models_folder

__all__ = ["LabelOptions"]


@dataclass(frozen=True, slots=True)
class LabelOptions:
    """What a user may choose; plain values, so that it can be handed to other processes.

    Parameters
    ----------
    model : folder of a trained model; ``""``: the shipped one
    minimum : least confidence of a label, 0 to 1. A section whose likeliest label is less sure is labelled ``other``,
        and that label is kept as the second one. With 0, the default, every section has a label

    Raises
    ------
    UsageError
        If the least confidence is no share.

    >>> LabelOptions(minimum=2)
    Traceback (most recent call last):
    ...
    corpus_tools.errors.UsageError: the least confidence of a label is a number from 0 to 1, not 2
    """

    model: str = ""
    minimum: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.minimum <= 1:
            raise UsageError(f"the least confidence of a label is a number from 0 to 1, not {self.minimum:g}")

    def load(self) -> Model:
        """The model; read once for each process."""
        return load(self.model or None)

    @property
    def file(self) -> Path:
        """The artefact."""
        return (Path(self.model) if self.model else models_folder() / "labels") / FILE

    def digest(self) -> str:
        """16 hexadecimal digits over the model's bytes and the least confidence."""
        found = hashlib.sha256(self.file.read_bytes() if self.file.is_file() else b"")
        found.update(str(self.minimum).encode())
        return found.hexdigest()[:16]
