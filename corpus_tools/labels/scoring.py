"""Linear scores of encoded sections, and the same features as a sparse matrix for training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.labels.features import DENSE, HASHED, ZONES, Encoded

__all__ = ["COLUMNS", "Tables", "matrix"]

COLUMNS = len(ZONES) * HASHED + len(DENSE)
"""Columns of ``matrix``: the zones' hashed n-grams, then form and place."""

Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Weights: ``zones`` (zone × hashed n-gram × label) and ``dense`` (form and place × label)."""

    zones: Weights
    dense: Weights

    @classmethod
    def of(cls, weights: Floats) -> Tables:
        """From ``COLUMNS`` × labels, rounded to half precision as in the file."""
        rounded = weights.astype(np.float16).astype(np.float32)
        split = len(ZONES) * HASHED
        return cls(rounded[:split].reshape(len(ZONES), HASHED, -1), rounded[split:])

    def scores(self, encoded: Encoded) -> Floats:
        """Sections × labels. A zone's n-grams count by their mean times the root of their number."""
        out = encoded.dense @ self.dense
        singles, pairs = encoded.codes
        for table, (first, last) in zip(self.zones, encoded.ranges, strict=True):
            size = last - first
            filled = np.flatnonzero(size > 0)
            if not len(filled):
                continue
            size = size[filled]
            begins = np.cumsum(size) - size
            at = np.repeat(first[filled] - begins, size) + np.arange(size.sum())
            grams = table.take(singles[at], axis=0)
            grams += table.take(pairs[at], axis=0)
            out[filled] += np.add.reduceat(grams, begins, axis=0) / np.sqrt(2 * size)[:, None]
        return out


def matrix(encoded: Encoded) -> Any:
    """``scipy.sparse.csr_array`` of sections × ``COLUMNS`` such that matrix @ weights is ``Tables.scores``."""
    from scipy.sparse import coo_array

    rows, columns, values = [], [], []
    for zone, (first, last) in enumerate(encoded.ranges):
        for i, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
            if a >= b:
                continue
            grams = np.concatenate([encoded.codes[0][a:b], encoded.codes[1][a:b]]).astype(np.int64)
            rows.append(np.full(len(grams), i))
            columns.append(grams + zone * HASHED)
            values.append(np.full(len(grams), 1 / np.sqrt(len(grams))))
    at, column = np.nonzero(encoded.dense)
    rows.append(at)
    columns.append(column + len(ZONES) * HASHED)
    values.append(encoded.dense[at, column])
    where = (np.concatenate(rows).astype(np.int32), np.concatenate(columns).astype(np.int32))
    return coo_array((np.concatenate(values), where), shape=(len(encoded.dense), COLUMNS)).tocsr()
