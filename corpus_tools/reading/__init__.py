"""Bytes to pages: which files there are, how they are encoded, and the text they hold.

>>> import tempfile
>>> from pathlib import Path
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = Path(folder, "甲村总结.txt").write_bytes("清运垃圾3吨。".encode("gb18030"))
...     pages = [read(path) for path in find([folder])]
>>> pages[0].name, pages[0].text, pages[0].encoding
('甲村总结', '清运垃圾3吨。', 'gb18030')
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO

from corpus_tools.errors import RefusedFile
from corpus_tools.reading.encodings import REPLACEMENT, decode
from corpus_tools.reading.files import SUFFIXES, find, is_our_page, printable
from corpus_tools.reading.streams import read_all, suffix_of
from corpus_tools.records import Page

__all__ = ["MAX_BYTES", "SUFFIXES", "decode", "find", "read", "read_bytes", "read_stream"]

# The largest page of a crawl of this genre has a few megabytes. At 200 MB a file is a dump that must be taken apart
# before it can be read as a page: its text, its copies and its offsets take some twenty times that in memory.
MAX_BYTES = 200 * 2**20


def read(path: str | Path) -> Page:
    """One file as a page.

    Plain text is what was decoded, character by character; a Word or PDF file gives its text, an HTML file its
    visible text (``reading.html``). The text never holds lone surrogates, and line ends are as in the file.

    Parameters
    ----------
    path : str or Path
        A file with one of the endings in ``SUFFIXES``, in any case; another ending is read as plain text.

    Raises
    ------
    RefusedFile
        If the file is missing, not permitted, larger than ``MAX_BYTES``, empty, binary, damaged, protected by a
        password, a scan, or in no encoding that fits; its message says which.
    """
    path = Path(path)
    shown = printable(path)
    try:
        if not path.is_file():
            raise RefusedFile(shown, "not a file" if path.exists() else "there is no such file")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise RefusedFile(shown, f"too large: {size >> 20} MB, the limit is {MAX_BYTES >> 20} MB; split it")
        data = path.read_bytes()
    except PermissionError as e:
        raise RefusedFile(shown, "no permission to read it") from e
    except (OSError, ValueError) as e:
        raise RefusedFile(shown, f"cannot be opened ({getattr(e, 'strerror', None) or e})") from e
    return read_bytes(data, path)


def read_stream(stream: BinaryIO, name: str = "stdin") -> Page:
    """A page from a pipe; what kind it is, its first bytes say.

    Raises
    ------
    RefusedFile
        As ``read``, where it concerns the content.

    Examples
    --------
    >>> import io
    >>> read_stream(io.BytesIO("<html><p>植树20株</p>".encode())).text
    '植树20株'
    """
    data = read_all(stream, name, MAX_BYTES)
    return read_bytes(data, name + suffix_of(data))


def read_bytes(data: bytes, path: str | Path) -> Page:
    """A page from bytes already at hand; ``path`` gives its name and, by its ending, its kind.

    Raises
    ------
    RefusedFile
        As ``read``, where it concerns the content.

    Examples
    --------
    >>> read_bytes("<p>植树20株</p>".encode(), "b.html").text
    '植树20株'
    """
    shown = printable(path)
    suffix = Path(path).suffix.lower()
    if not data:
        raise RefusedFile(shown, "the file is empty")
    if suffix in (".html", ".htm"):
        if is_our_page(data):
            raise RefusedFile(shown, "made by corpus-tools itself; it holds what other pages say")
        from corpus_tools.reading import html

        text, encoding = html.text_of(data, name=shown)
    elif suffix == ".docx":
        from corpus_tools.reading import word

        text, encoding = word.text_of(data, name=shown), "docx"
    elif suffix == ".pdf":
        from corpus_tools.reading import pdf

        text, encoding = pdf.text_of(data, name=shown), "pdf"
    else:
        text, encoding = decode(data, name=shown)
    if not text.isascii():  # a PDF or Word file may bring halves of surrogate pairs
        text = _without_surrogates(text)
    text = text.replace("\0", REPLACEMENT)  # SQL's text functions end at a NUL and would lose what follows
    return Page(Path(printable(Path(path).name)).stem, shown, text, hashlib.sha256(data).hexdigest(), encoding)


def _without_surrogates(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
