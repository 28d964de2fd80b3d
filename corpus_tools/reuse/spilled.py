"""Arrays that are written bit by bit and read as one, outside of memory."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

__all__ = ["Column"]


class Column:
    """An array that grows; it lies in a file without a name in ``folder``, which goes with it, or else in memory.

    >>> column = Column(np.int32)
    >>> column.add(np.array([1, 2])), column.add(np.array([3])), column.mapped().tolist()
    (None, None, [1, 2, 3])
    """

    def __init__(self, kind: type[np.generic], folder: Path | None = None) -> None:
        self._file: IO[bytes] = io.BytesIO()
        if folder is not None:
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (it is mapped, and closed with the mapping)
        self._kind = kind

    def add(self, values: npt.NDArray[Any]) -> None:
        """Write values, row by row where they have several columns, behind what is there."""
        self._file.write(np.ascontiguousarray(values, dtype=self._kind).data)

    def mapped(self) -> npt.NDArray[Any]:
        """All that was written, in one dimension; of a file only what is read comes into memory."""
        if not self._file.tell():
            return np.zeros(0, self._kind)
        if isinstance(self._file, io.BytesIO):
            return np.frombuffer(self._file.getvalue(), self._kind)
        self._file.flush()
        return np.memmap(self._file, dtype=self._kind, mode="r")
