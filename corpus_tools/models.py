"""Where the trained artefacts lie: in the checkout at the top, in an installed wheel inside the package."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile

from corpus_tools.errors import ModelError

__all__ = ["ARRAYS", "WEIGHTS", "arrays_of", "models_folder", "weights_of"]

WEIGHTS = "weights.json"
ARRAYS = "weights.npz"
_PACKAGE = Path(__file__).resolve().parent

T = TypeVar("T")


def models_folder() -> Path:
    """The folder that holds one sub-folder for each trained model.

    ``CORPUS_TOOLS_MODELS`` names another one; else it is ``corpus_tools/_models`` (an installed wheel) or
    ``models`` beside the package (a checkout).

    Raises
    ------
    ModelError
        If there is none of them.

    >>> (models_folder() / "labels").is_dir()
    True
    """
    return _folder(os.environ.get("CORPUS_TOOLS_MODELS", ""))


def weights_of(model: str, made: Callable[[Any], T]) -> T | None:
    """What ``made`` makes of a model's file of weights; None where the folder of models holds none.

    Raises
    ------
    ModelError
        If the file is there and cannot be read, or is not what ``made`` takes.

    >>> weights_of("categories", lambda data: data["scale"]), weights_of("no-such-model", dict)
    (100, None)
    """
    path = models_folder() / model / WEIGHTS
    if not path.is_file():
        return None
    try:
        return made(json.loads(path.read_text(encoding="utf8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as e:
        raise ModelError(f"{path}: no file of weights ({e}); install the package again or take the file away") from e


def arrays_of(model: str, made: Callable[[Any], T]) -> T | None:
    """As ``weights_of``, of a model whose weights are arrays of numbers (``weights.npz``; nothing in it is executed).

    >>> arrays_of("no-such-model", dict)
    """
    import numpy as np

    path = models_folder() / model / ARRAYS
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as found:
            return made(found)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as e:
        raise ModelError(f"{path}: no file of weights ({e}); install the package again or take the file away") from e


@cache
def _folder(chosen: str) -> Path:
    """Looked for once, since every page asks for it."""
    places = [Path(chosen)] if chosen else [_PACKAGE / "_models", _PACKAGE.parent / "models"]
    for place in places:
        if place.is_dir():
            return place
    raise ModelError(
        f"no folder of trained models at {' or '.join(map(str, places))}; "
        "install the package again or set CORPUS_TOOLS_MODELS to the folder that holds them"
    )
