"""A page that comes through a pipe: no name, no ending, so its first bytes say what it is."""

from __future__ import annotations

import re
from typing import BinaryIO

from corpus_tools.errors import RefusedFile

__all__ = ["read_all", "suffix_of"]

# The first tag of an HTML page may stand behind a byte order mark, blanks and comments
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def suffix_of(data: bytes) -> str:
    """File ending that fits what the bytes begin with; ``.txt`` where nothing else does.

    >>> suffix_of(b"%PDF-1.7"), suffix_of(b"PK\\x03\\x04"), suffix_of(b"<!DOCTYPE html>"), suffix_of("总结".encode())
    ('.pdf', '.docx', '.html', '.txt')
    """
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    return ".html" if _HTML.match(data) else ".txt"


def read_all(stream: BinaryIO, name: str, limit: int) -> bytes:
    """All bytes of a stream.

    Raises
    ------
    RefusedFile
        If there are more than ``limit``, or none can be read.
    """
    try:
        data = stream.read(limit + 1)
    except OSError as e:
        raise RefusedFile(name, f"cannot be read ({e.strerror})") from e
    if len(data) > limit:
        raise RefusedFile(name, f"too large: the limit is {limit >> 20} MB; split it")
    return data
