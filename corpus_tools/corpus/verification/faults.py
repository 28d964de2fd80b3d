"""One promise that one row does not keep."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fault"]


@dataclass(frozen=True, slots=True)
class Fault:
    """``row`` is the key of a row of ``table``; both may be empty where the file as a whole is meant."""

    table: str
    row: str
    detail: str
