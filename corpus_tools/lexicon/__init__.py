"""Word lists as TOML. The shipped file is also the schema: what a user adds must have its shape.

A user's own lists lie in a folder named by the environment variable ``CORPUS_TOOLS_LEXICON``, in files of the
same names. Lists are appended, tables are merged, single values are replaced.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import tomli  # what Python has as tomllib, compiled: a third of the time

from corpus_tools.errors import LexiconError

__all__ = ["load", "names"]


def names() -> list[str]:
    """Names of the shipped word lists."""
    return sorted(p.name[:-5] for p in resources.files(__package__).iterdir() if p.name.endswith(".toml"))


def load(name: str) -> dict[str, Any]:
    """One word list, the user's additions merged in. Treat the result as read-only: it is cached.

    Raises
    ------
    LexiconError
        If there is no such list, a file is not valid TOML, or an addition does not have the shipped shape.
    """
    return _load(name, os.environ.get("CORPUS_TOOLS_LEXICON", ""))


@cache
def _load(name: str, user: str) -> dict[str, Any]:
    shipped = resources.files(__package__) / f"{name}.toml"
    if not shipped.is_file():
        raise LexiconError(f"no word list {name!r}; there are: {', '.join(names())}")
    table = tomli.loads(shipped.read_text(encoding="utf8"))
    if user and not Path(user).is_dir():
        raise LexiconError(f"{user}: no such folder of word lists; set CORPUS_TOOLS_LEXICON to one, or unset it")
    own = Path(user) / f"{name}.toml" if user else None
    if own is None or not own.is_file():
        return table
    try:
        extra = tomli.loads(own.read_text(encoding="utf8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as e:
        raise LexiconError(f"{own}: not a valid TOML file ({e})") from e
    except OSError as e:
        raise LexiconError(f"{own}: cannot be read ({e.strerror})") from e
    return _merge(table, extra, f"{own}", "")


def _merge(base: Any, extra: Any, source: str, where: str) -> Any:
    if _shape(base) != _shape(extra):
        raise LexiconError(f"{source}: {where or 'top level'} should be {_shape(base)}, not {_shape(extra)}")
    if isinstance(base, dict):
        out = dict(base)
        example = next(iter(base.values()), None)
        for key, value in extra.items():
            here = f"{where}.{key}" if where else key
            if key in base:
                out[key] = _merge(base[key], value, source, here)
            elif example is None or _shape(example) == _shape(value):
                out[key] = value
            else:
                raise LexiconError(f"{source}: {here} should be {_shape(example)}, not {_shape(value)}")
        return out
    if isinstance(base, list):
        if base and (wrong := [v for v in extra if _shape(v) != _shape(base[0])]):
            raise LexiconError(f"{source}: {where}: {wrong[0]!r} should be {_shape(base[0])}")
        return [*base, *extra]
    return extra


def _shape(value: Any) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return "true or false" if isinstance(value, bool) else "a number" if isinstance(value, int | float) else "a text"
