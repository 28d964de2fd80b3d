"""Writes a model's weights one to a line, so that a change of them can be read in a diff."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus_tools.models import WEIGHTS

__all__ = ["write"]

MODELS = Path(__file__).resolve().parents[1] / "models"


def write(model: str, features: Mapping[str, Any], head: Mapping[str, Any] | None = None) -> None:
    """``features`` as the file of a model; below the key "features" where other values stand before them (``head``)."""
    path = MODELS / model / WEIGHTS
    path.parent.mkdir(exist_ok=True)
    lines = ",\n".join(f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in features.items())
    text = f"{{\n{lines}\n}}"
    if head is not None:
        text = f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": {text}}}'
    path.write_text(text + "\n", encoding="utf8")
    print(f"{path}: {path.stat().st_size // 1024} KB")
