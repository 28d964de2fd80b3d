"""The trained label model: a linear classifier over hashed features, a chain over its sections, a file.

The file is written by skops and holds plain arrays and numbers only, no estimator. ``load`` reads it without skops
(importing that takes some three seconds, because it imports all of scikit-learn), and more strictly: a node that is
not one of the few types below is refused, and nothing in the file is ever executed. ``skops.io.load`` reads the
same file.
"""

from __future__ import annotations

import dataclasses
import io
import json
import math
import stat
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import ModelError
from corpus_tools.labels.decoding import KINDS, Chain, Weights
from corpus_tools.labels.features import DENSE, HASHED, ZONES, Batch, encode
from corpus_tools.labels.scoring import Tables
from corpus_tools.models import models_folder
from corpus_tools.reading.files import printable
from corpus_tools.records import OTHER

__all__ = ["FILE", "Model", "load"]

FILE = "sections.skops"
_FORMAT = 1
_SAFE = "use a model from a source you trust, or train one with `corpus-tools train`"
_LARGEST = 64 << 20  # bytes unpacked; the artefact has about 3 MB, so anything beyond is not one of ours

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A trained model: weights of features, and the chain that solves the sections of a report together.

    ``labels``: what it can say, in the order of all its arrays.
    """

    tables: Tables
    chain: Chain
    labels: tuple[str, ...]

    def probabilities(self, batch: Batch) -> Floats:
        """Sections × labels (in the order of ``labels``), each section by itself; rows sum to one."""
        scores = [self.tables.scores(encode(batch, part)) for part in batch.parts()]
        if not scores:
            return np.zeros((0, len(self.labels)))
        logits = np.concatenate(scores)
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        return logits

    def save(self, folder: Path) -> Path:
        """Write the model into a folder, made if need be, weights rounded to half precision."""
        from skops.io import dump

        folder.mkdir(parents=True, exist_ok=True)
        zones = self.tables.zones.reshape(-1, len(self.labels))
        used = np.flatnonzero(np.any(zones != 0, axis=1)).astype(np.int32)
        chain = {f.name: getattr(self.chain, f.name) for f in dataclasses.fields(self.chain) if f.name != "weights"}
        state = {
            "format": _FORMAT,
            "labels": list(self.labels),
            "features": [*ZONES, *DENSE],
            "hashed": HASHED,
            "used": used,
            "zones": zones[used].astype(np.float16),
            "dense": self.tables.dense.astype(np.float16),
            "settings": dataclasses.asdict(self.chain.weights),
            **chain,
        }
        path = folder / FILE
        dump(state, path, compression=zipfile.ZIP_DEFLATED, compresslevel=9)
        return path


def load(folder: Path | str | None = None) -> Model:
    """The model of a folder, by default the one that is shipped (read once for each process).

    Raises
    ------
    ModelError
        If there is no model, the file is damaged, holds anything but arrays and plain values, or was trained for
        other labels or features than this version has.
    """
    path = (Path(folder) if folder is not None else models_folder() / "labels") / FILE
    try:
        found = path.stat()
    except (OSError, ValueError):  # ValueError: a null byte in the name
        found = None
    if found is None or not stat.S_ISREG(found.st_mode):
        raise ModelError(f"{path}: no label model there; train one with `corpus-tools train DATA --out {path.parent}`")
    return _load(path, found.st_mtime_ns)


@cache
def _load(path: Path, modified: int) -> Model:
    """``modified`` is part of the key, so that a model trained again is read again."""
    again = "train it again with `corpus-tools train`, or install the package again"
    try:
        state = _read(path)
        if not isinstance(state, dict) or state.get("format") != _FORMAT:
            raise ModelError(f"{path}: not a label model of this version; {again}")
        if (state["features"], state["hashed"]) != ([*ZONES, *DENSE], HASHED):
            raise ModelError(f"{path}: trained for other features than this version has; {again}")
        return _model(state)
    except (
        OSError,
        zipfile.BadZipFile,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        EOFError,
        RecursionError,
        RuntimeError,
        MemoryError,
        OverflowError,
        zlib.error,
    ) as e:
        raise ModelError(f"{path}: damaged label model ({type(e).__name__}: {e}); {again}") from e


def _model(state: dict[str, Any]) -> Model:
    """From what the file says; shapes that do not fit together raise ValueError."""
    labels = tuple(state["labels"])
    size = len(labels)
    named = all(isinstance(name, str) and name and name != OTHER for name in labels)
    if size < 2 or len(set(labels)) != size or not named:
        raise ValueError("its labels are no names")
    zones = np.zeros((len(ZONES) * HASHED, size), np.float32)
    zones[state["used"]] = state["zones"]
    dense = state["dense"].astype(np.float32)
    arrays = {f.name: state[f.name].astype(np.float64) for f in dataclasses.fields(Chain) if f.name != "weights"}
    chain = Chain(**arrays, weights=Weights(**{name: float(value) for name, value in state["settings"].items()}))
    square, row = (len(KINDS), size, size), (len(KINDS), size)
    shapes = [chain.follows.shape, chain.governs.shape, chain.begins.shape, chain.ends.shape, dense.shape]
    if shapes != [square, square, row, row, (len(DENSE), size)]:
        raise ValueError("its arrays do not fit together")
    if not all(np.isfinite(x).all() for x in (zones, dense, *arrays.values())):
        raise ValueError("it holds numbers that are none")
    return Model(Tables(zones.reshape(len(ZONES), HASHED, size), dense), chain, labels)


# ---------------------------------------------------------------- a skops file of plain values


def _read(path: Path) -> Any:
    with path.open("rb") as file:
        if file.read(1) == b"\x80":  # how every pickle since 2002 begins
            raise ModelError(f"{path}: this is a pickle, which could run any code and is never loaded; {_SAFE}")
    with zipfile.ZipFile(path) as archive:
        if sum(info.file_size for info in archive.infolist()) > _LARGEST:
            raise ModelError(f"{path}: unpacks to more than {_LARGEST >> 20} MB, too large for a label model; {_SAFE}")
        return _Values(path, archive).of(json.loads(archive.read("schema.json")))


class _Values:
    """Plain values and arrays of an archive; all else is refused."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path, self.archive = path, archive
        self.left = _LARGEST  # bytes; a small file may name one array again and again

    def of(self, node: dict[str, Any]) -> Any:
        loader, kind = node["__loader__"], (node["__module__"], node["__class__"])
        if loader == "DictNode" and kind == ("builtins", "dict"):
            return {key: self.of(child) for key, child in node["content"].items()}
        if loader == "ListNode" and kind == ("builtins", "list"):
            return [self.of(child) for child in node["content"]]
        if loader == "JsonNode" and kind[0] == "builtins" and kind[1] in ("str", "int", "float", "bool"):
            return json.loads(node["content"])
        if loader == "NdArrayNode" and kind == ("numpy", "ndarray") and node["type"] == "numpy":
            return self._array(node["file"])
        name = printable(".".join(map(str, kind)))[:100]
        raise ModelError(
            f"{self.path}: holds {name}, which is not trusted; a label model holds arrays and plain values only. "
            f"{_SAFE[0].upper()}{_SAFE[1:]}"
        )

    def _array(self, name: str) -> npt.NDArray[Any]:
        """numpy makes room for the shape that a header claims before it reads, so the claim is held to the bytes."""
        data = io.BytesIO(self.archive.read(name))
        self.left -= len(data.getbuffer())
        if self.left < 0:
            raise ValueError("its arrays are too large")
        version = np.lib.format.read_magic(data)
        header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, dtype = header(data)
        if dtype.hasobject or math.prod(shape) * dtype.itemsize != len(data.getbuffer()) - data.tell():
            raise ValueError(f"{name} is not an array of numbers")
        data.seek(0)
        return np.load(data, allow_pickle=False)
