import io
import json
import pickle
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from corpus_tools.errors import ModelError
from corpus_tools.labels import Model, load
from corpus_tools.labels.data import Labelled, names_of
from corpus_tools.labels.fitting import batch_of, fit
from corpus_tools.labels.holding_out import transitions
from corpus_tools.labels.model import FILE
from corpus_tools.models import models_folder
from corpus_tools.records import LABELS


def test_training_again_gives_the_predictions_of_the_shipped_model(items: list[Labelled]) -> None:
    shipped = load()
    names = names_of(items)
    assert names == shipped.labels == LABELS
    again = Model(fit(items, names), transitions(items, names, shipped.chain.weights), names)
    batch = batch_of(items)
    old, new = shipped.probabilities(batch), again.probabilities(batch)
    assert (old.argmax(axis=1) == new.argmax(axis=1)).mean() > 0.999  # another BLAS may turn a tie
    assert np.allclose(old, new, atol=0.02)
    assert np.allclose(shipped.chain.follows, again.chain.follows)


def test_the_card_is_of_the_data_that_are_there(items: list[Labelled]) -> None:
    from corpus_tools.labels.data import fingerprint

    card = json.loads((models_folder() / "labels" / "card.json").read_text(encoding="utf8"))
    assert card["data"]["sha256"] == fingerprint(items), "train again: corpus-tools train samples/labelled --out …"


def test_a_file_with_an_estimator_or_a_function_is_refused(tmp_path: Path) -> None:
    from sklearn.linear_model import LogisticRegression
    from skops.io import dump

    dump({"format": 1, "labels": LogisticRegression()}, tmp_path / FILE)
    with pytest.raises(ModelError, match="LogisticRegression, which is not trusted"):
        load(tmp_path)
    dump({"format": 1, "labels": np.sum}, tmp_path / FILE)
    with pytest.raises(ModelError, match="not trusted"):
        load(tmp_path)


def test_an_array_of_objects_is_never_unpickled(tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    array = tmp_path / "o.npy"
    np.save(array, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    node = {
        "__class__": "ndarray",
        "__module__": "numpy",
        "__loader__": "NdArrayNode",
        "type": "numpy",
        "file": "o.npy",
    }
    with zipfile.ZipFile(tmp_path / FILE, "w") as archive:
        archive.write(array, "o.npy")
        schema = {"__class__": "dict", "__module__": "builtins", "__loader__": "DictNode", "content": {"used": node}}
        archive.writestr("schema.json", json.dumps(schema))
    with pytest.raises(ModelError, match="damaged"):
        load(tmp_path)


def test_a_renamed_pickle_is_called_one(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(pickle.dumps({"format": 1}))
    with pytest.raises(ModelError, match="pickle"):
        load(tmp_path)


def archive(path: Path, content: dict[str, object], **files: bytes) -> None:
    schema = {"__class__": "dict", "__module__": "builtins", "__loader__": "DictNode", "content": content}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("schema.json", json.dumps(schema))
        for name, data in files.items():
            made.writestr(name, data)


def array_node(name: str) -> dict[str, str]:
    return {"__class__": "ndarray", "__module__": "numpy", "__loader__": "NdArrayNode", "type": "numpy", "file": name}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    archive(tmp_path / FILE, {}, zeros=bytes(80 << 20))
    assert (tmp_path / FILE).stat().st_size < 1 << 20
    with pytest.raises(ModelError, match="too large"):
        load(tmp_path)


def test_an_array_named_again_and_again_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    np.save(data, np.zeros(1 << 20))
    archive(tmp_path / FILE, {str(i): array_node("a") for i in range(20)}, a=data.getvalue())
    with pytest.raises(ModelError, match="too large"):
        load(tmp_path)


def test_an_array_that_claims_more_than_it_has_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    np.lib.format.write_array_header_1_0(data, {"descr": "<f8", "fortran_order": False, "shape": (10**13,)})
    archive(tmp_path / FILE, {"a": array_node("a")}, a=data.getvalue() + bytes(64))
    with pytest.raises(ModelError, match="not an array of numbers"):
        load(tmp_path)


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_file_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    whole = (models_folder() / "labels" / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ModelError, match="damaged"):
        load(tmp_path)


def test_a_damaged_byte_is_noticed(tmp_path: Path) -> None:
    whole = bytearray((models_folder() / "labels" / FILE).read_bytes())
    for at in range(len(whole) // 3, len(whole) // 3 + 40):
        whole[at] ^= 0xFF
    (tmp_path / FILE).write_bytes(whole)
    with pytest.raises(ModelError, match="damaged"):
        load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_garbage_is_refused_with_a_way_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ModelError, match="train"):
        load(tmp_path)


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no label model"):
        load(tmp_path)


def test_a_model_for_other_features_is_refused(tmp_path: Path) -> None:
    shipped = models_folder() / "labels" / FILE
    with zipfile.ZipFile(shipped) as old, zipfile.ZipFile(tmp_path / FILE, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"length:3", b"length:X") if name == "schema.json" else content)
    with pytest.raises(ModelError, match="other features"):
        load(tmp_path)


def test_skops_itself_reads_the_shipped_file_without_trusting_anything() -> None:
    from skops.io import load as read

    state = read(models_folder() / "labels" / FILE, trusted=[])
    assert state["dense"].astype(np.float32) == pytest.approx(load().tables.dense)


def test_another_folder_of_models_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(models_folder() / "labels", tmp_path / "labels")
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path))
    assert models_folder() == tmp_path
    assert load().tables.dense.any()
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path / "none"))
    with pytest.raises(ModelError, match="CORPUS_TOOLS_MODELS"):
        models_folder()
