"""Memory that is free within this process: given back to the system, or kept for what comes next."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

__all__ = ["give_back", "kept"]

_TRIM, _MMAP = -1, -3  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of malloc.h
_KEEP = 1 << 30  # bytes: every array of a corpus that is compared in memory
_USUAL = 1 << 25  # what glibc comes to by itself once arrays of 32 MB were freed


def give_back() -> None:
    """Give back what batches of large arrays have left free; where the C library keeps nothing, do nothing.

    The allocator of glibc keeps what was freed for the next to come, some 100 MB after a few batches, in pieces
    that the next batch does not fit into.
    """
    library = _library()
    if library:
        library.malloc_trim(0)


@contextmanager
def kept() -> Iterator[None]:
    """Use the memory of arrays that were freed for the next ones, and give it back at the end.

    Otherwise each large array is new memory, which the system hands out page by page: 5 % of the time over 20,000
    reports.
    """
    library = _library()
    if library:
        library.mallopt(_MMAP, _KEEP)
        library.mallopt(_TRIM, _KEEP)
    try:
        yield
    finally:
        if library:
            library.mallopt(_MMAP, _USUAL)
            library.mallopt(_TRIM, 2 * _USUAL)
            library.malloc_trim(0)


@cache
def _library() -> ctypes.CDLL | None:
    """The C library, if it is glibc."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
