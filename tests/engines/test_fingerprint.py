"""Pages are read again when anything they pass through has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus_tools.engines.fingerprint import fingerprint
from corpus_tools.models import models_folder


@pytest.mark.parametrize("model", sorted(p.name for p in models_folder().iterdir() if list(p.glob("weights.*"))))
def test_other_weights_are_another_program(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(models_folder(), tmp_path / "models")
    monkeypatch.setenv("CORPUS_TOOLS_MODELS", str(tmp_path / "models"))
    before = fingerprint()
    (weights,) = (tmp_path / "models" / model).glob("weights.*")
    weights.write_bytes(weights.read_bytes() + b" ")
    assert fingerprint() != before
