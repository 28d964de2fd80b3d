"""Memory that is free within this process, given back to the system."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache

__all__ = ["give_back"]


def give_back() -> None:
    """Give back what batches of large arrays have left free; where the C library keeps nothing, do nothing.

    The allocator of glibc keeps what was freed for the next to come, some 100 MB after a few batches, in pieces
    that the next batch does not fit into.
    """
    trim = _trim()
    if trim:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    if sys.platform != "linux":
        return None
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):  # another C library
        return None
