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
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import ModelError
from corpus_tools.labels.decoding import Chain, Weights
from corpus_tools.labels.features import DENSE, HASHED, ZONES, Batch, encode
from corpus_tools.labels.scoring import Tables
from corpus_tools.models import models_folder
from corpus_tools.records import LABELS

__all__ = ["FILE", "Model", "load"]

FILE = "sections.skops"
_FORMAT = 1
_LARGEST = 64 << 20  # bytes unpacked; the artefact has about 3 MB, so anything beyond is not one of ours

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A trained model: weights of features, and the chain that solves the sections of a report together."""

    tables: Tables
    chain: Chain

    def probabilities(self, batch: Batch) -> Floats:
        """Sections × labels (in the order of ``records.LABELS``), each section by itself; rows sum to one."""
        scores = [self.tables.scores(encode(batch, part)) for part in batch.parts()]
        if not scores:
            return np.zeros((0, len(LABELS)))
        logits = np.concatenate(scores)
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        return logits

    def save(self, folder: Path) -> Path:
        """Write the model into a folder, made if need be, weights rounded to half precision."""
        from skops.io import dump

        folder.mkdir(parents=True, exist_ok=True)
        zones = self.tables.zones.reshape(-1, len(LABELS))
        used = np.flatnonzero(np.any(zones != 0, axis=1)).astype(np.int32)
        chain = {f.name: getattr(self.chain, f.name) for f in dataclasses.fields(self.chain) if f.name != "weights"}
        state = {
            "format": _FORMAT,
            "labels": list(LABELS),
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
    if not path.is_file():
        raise ModelError(f"{path}: no label model there; train one with `corpus-tools train DATA --out {path.parent}`")
    return _load(path, path.stat().st_mtime_ns)


@cache
def _load(path: Path, modified: int) -> Model:
    """``modified`` is part of the key, so that a model trained again is read again."""
    again = "train it again with `corpus-tools train`, or install the package again"
    try:
        state = _read(path)
        if not isinstance(state, dict) or state.get("format") != _FORMAT:
            raise ModelError(f"{path}: not a label model of this version; {again}")
        if (state["labels"], state["features"], state["hashed"]) != (list(LABELS), [*ZONES, *DENSE], HASHED):
            raise ModelError(f"{path}: trained for other labels or features than this version has; {again}")
        zones = np.zeros((len(ZONES) * HASHED, len(LABELS)), np.float32)
        zones[state["used"]] = state["zones"]
        tables = Tables(zones.reshape(len(ZONES), HASHED, len(LABELS)), state["dense"].astype(np.float32))
        arrays = {f.name: state[f.name] for f in dataclasses.fields(Chain) if f.name != "weights"}
        return Model(tables, Chain(**arrays, weights=Weights(**state["settings"])))
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
    ) as e:
        raise ModelError(f"{path}: damaged label model ({type(e).__name__}: {e}); {again}") from e


# ---------------------------------------------------------------- a skops file of plain values


def _read(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        if sum(info.file_size for info in archive.infolist()) > _LARGEST:
            raise ModelError(f"{path}: too large for a label model")
        return _value(json.loads(archive.read("schema.json")), archive, path)


def _value(node: dict[str, Any], archive: zipfile.ZipFile, path: Path) -> Any:
    loader, kind = node["__loader__"], (node["__module__"], node["__class__"])
    if loader == "DictNode" and kind == ("builtins", "dict"):
        return {key: _value(child, archive, path) for key, child in node["content"].items()}
    if loader == "ListNode" and kind == ("builtins", "list"):
        return [_value(child, archive, path) for child in node["content"]]
    if loader == "JsonNode" and kind[0] == "builtins" and kind[1] in ("str", "int", "float", "bool"):
        return json.loads(node["content"])
    if loader == "NdArrayNode" and kind == ("numpy", "ndarray") and node["type"] == "numpy":
        return np.load(io.BytesIO(archive.read(node["file"])), allow_pickle=False)
    raise ModelError(
        f"{path}: holds {'.'.join(map(str, kind))}, which is not trusted; a label model holds arrays and plain values "
        "only. Use a model from a source you trust, or train one with `corpus-tools train`"
    )
