"""Where the trained artefacts lie: in the checkout at the top, in an installed wheel inside the package."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from corpus_tools.errors import ModelError

__all__ = ["models_folder"]

_PACKAGE = Path(__file__).resolve().parent


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
