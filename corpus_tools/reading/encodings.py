"""Bytes to text without losing or inventing a character.

Order of evidence, strongest first: a byte order mark; UTF-8 that decodes throughout; UTF-8 with a small share of
broken bytes (a download cut in mid-character must not turn into rare Chinese characters, as it does when it is
taken for GBK); then every Chinese encoding is tried on the whole file, and the one whose characters are the
frequent ones of the language is taken. What is broken is marked by U+FFFD and the name of the encoding ends in
``(damaged)``; for every other result ``data.decode(encoding)`` is the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from corpus_tools import lexicon
from corpus_tools.errors import RefusedFile

__all__ = ["DAMAGED", "REPLACEMENT", "declared_codecs", "decode"]

REPLACEMENT = "\ufffd"
DAMAGED = " (damaged)"

# (mark, encoding, codec for what follows the mark); the longer marks first, one begins like another
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32", "utf-32-be"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)

# What else begins like this is no text. Kinds that can hold a report are named so that people know what to do.
_MAGIC = (
    (b"%PDF-", "a PDF file by its content; give it the ending .pdf"),
    (b"PK\x03\x04", "a zip archive or an Office file by its content; unpack it, or give it the ending .docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls) by its content; save it as .docx"),
    (b"{\\rtf", "a rich text file (.rtf) by its content; save it as .docx"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"\x1f\x8b\x08", "a gzip archive; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
)

# Control characters that text has no use for. Tab, line feed, vertical tab, form feed, carriage return and the
# two shifts that old word processors leave behind are not counted, nor is NUL, which has its own rule.
_CONTROLS = bytes(b for b in (*range(1, 0x20), 0x7F) if b not in b"\t\n\x0b\x0c\r\x0e\x0f\x1a\x1b")

# Scraped text has hardly any control characters, compiled or compressed data about one byte in ten (27 of 256
# values); half of that is the border.
_MAX_CONTROLS = 0.05

# A file that is more than half NUL holds no page: an aborted download, or a disk image.
_MAX_NULS = 0.5

# Share of characters that may be lost. Real damage is one cut at the end or a few bad bytes in a page; a wrong
# encoding leaves a third and more.
_MAX_DAMAGE = 0.1

# Share of frequent characters: at least 0.7 for a right decoding of a page, at most 0.06 for a wrong one (measured,
# see lexicon/encodings.toml); lists of names and of places reach about 0.3.
_MIN_FREQUENT = 0.2
_SURELY_FREQUENT = 0.5

_SAMPLE = 200_000  # characters looked at for the frequencies: enough that chance plays no part
_WINDOWS = 40

_NON_ASCII = re.compile(r"[^\x00-\x7f]+")


def decode(data: bytes, *, name: str = "(bytes)", hints: tuple[str, ...] = ()) -> tuple[str, str]:
    """Text of a file and the name of its encoding.

    Parameters
    ----------
    data : bytes
        The whole file: guessing looks at all of it, never at a prefix.
    name : str
        What to call the file in a refusal.
    hints : tuple of str
        Codecs the file itself declares, tried before guessing; a declaration that does not fit is ignored.

    Returns
    -------
    (str, str)
        The text with no newline translation, the byte order mark left out, stray NULs kept; and the encoding, with
        ``" (damaged)"`` where bytes had to be replaced by U+FFFD. The text has no lone surrogates.

    Raises
    ------
    RefusedFile
        If the data are empty, binary, or in no encoding that fits.

    Examples
    --------
    >>> decode("清运垃圾３吨".encode("gb18030"))
    ('清运垃圾３吨', 'gb18030')
    >>> decode("清运垃圾".encode()[:-1])
    ('清运垃�', 'utf-8 (damaged)')
    """
    if not data or not data.strip(b"\x00 \t\r\n"):
        raise RefusedFile(name, "the file is empty" if not data else "the file holds no text, only blanks")
    for mark, encoding, codec in _MARKS:
        if data.startswith(mark) and (encoding != "utf-32" or len(data) % 4 == 0):
            return _marked(data[len(mark) :], encoding, codec, name)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise RefusedFile(name, f"this is {what}")
    nuls = data.count(0)
    if nuls and (found := _utf16(data)):
        return found
    if nuls > len(data) * _MAX_NULS:
        raise RefusedFile(name, f"binary data: {nuls} of {len(data)} bytes are zero")
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _guess(data, name, hints)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > len(data) * _MAX_CONTROLS and not encoding.startswith("utf-16"):
        # UTF-16 of Chinese text can be valid UTF-8 full of control characters
        if encoding == "utf-8" and (found := _utf16(data)):
            return found
        raise RefusedFile(name, f"binary data: {controls} of {len(data)} bytes are control characters")
    return text, encoding


def declared_codecs(label: str) -> tuple[str, ...]:
    """Codecs meant by a declared charset, the narrowest first; none where the name is unknown.

    >>> declared_codecs("GB2312")
    ('gb18030',)
    """
    return tuple(lexicon.load("encodings")["declared"].get(label.strip().lower(), ()))


def _marked(rest: bytes, encoding: str, codec: str, name: str) -> tuple[str, str]:
    text = _strict(rest, codec)
    if text is None:
        text = rest.decode(codec, "replace")
        if text.count(REPLACEMENT) > max(1.0, len(text) * _MAX_DAMAGE):
            raise RefusedFile(name, f"begins as {encoding}, but most of what follows is not; the file is damaged")
        encoding += DAMAGED
    if not text.strip("\x00 \t\r\n"):
        raise RefusedFile(name, "the file holds no text, only blanks")
    return text, encoding


def _strict(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return text


def _guess(data: bytes, name: str, hints: tuple[str, ...]) -> tuple[str, str]:
    """Encoding of data that are not UTF-8 throughout."""
    chinese = _strict(data, "gb18030")  # by far the most frequent case, settled here
    if chinese is not None and _frequent(chinese) >= _SURELY_FREQUENT:
        return chinese, "gb18030"
    text = data.decode("utf-8", "replace")
    lost = text.count(REPLACEMENT)
    whole = sum(map(len, _NON_ASCII.findall(text))) - lost
    # a text in another encoding loses more characters than it keeps; a page in UTF-8 loses its last or a few
    if whole >= lost and (lost <= (whole + lost) * _MAX_DAMAGE or _cut_at_end(data)):
        return text, "utf-8" + DAMAGED
    for codec in hints:
        declared = _strict(data, codec)
        if declared is not None and (
            not codec.startswith(("gb", "big5", "cp950")) or _frequent(declared) > _MIN_FREQUENT
        ):
            return declared, codec
    best, best_share = ("", ""), 0.0
    for codecs in (("gb18030",), ("big5", "cp950", "big5hkscs"), ("utf-16-le",), ("utf-16-be",)):
        found = _best_of(data, codecs)
        share = _frequent(found[0])
        if share > best_share:
            best, best_share = found, share
    if best_share >= _MIN_FREQUENT:
        return best
    if other := _other_language(data):
        return other
    # a few characters, none of them frequent: a name, a list of places
    if chinese is not None and _chinese(chinese):
        return chinese, "gb18030"
    raise RefusedFile(name, "no text encoding fits (tried UTF-8, UTF-16, GB18030, Big5 and others); save it as UTF-8")


def _cut_at_end(data: bytes) -> bool:
    """Whether nothing is broken but the last character."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as e:
        return e.end == len(data) and e.reason == "unexpected end of data" and e.start > 0
    return False


def _best_of(data: bytes, codecs: tuple[str, ...]) -> tuple[str, str]:
    """The first of the codecs that reads everything, else the first with what it cannot read replaced."""
    for codec in codecs:
        if (text := _strict(data, codec)) is not None:
            return text, codec
    text = data.decode(codecs[0], "replace")
    if text.count(REPLACEMENT) > max(1.0, sum(map(len, _samples(text, len(text)))) * _MAX_DAMAGE):
        return "", ""
    return text, codecs[0] + DAMAGED


def _utf16(data: bytes) -> tuple[str, str] | None:
    """The data as UTF-16 without a mark, if that gives text: ASCII or frequent Chinese characters throughout."""
    for codec in ("utf-16-le", "utf-16-be"):
        found = _best_of(data, (codec,))
        if found[0] and _frequent(found[0], ascii_too=True) >= 1.5 * _MIN_FREQUENT:
            return found
    return None


def _samples(text: str, size: int = _SAMPLE) -> Iterator[str]:
    """Runs without ASCII: of the whole text where it is short, else of windows spread over it."""
    if len(text) > size:
        step = len(text) // _WINDOWS
        runs = [r for w in range(_WINDOWS) for r in _NON_ASCII.findall(text, w * step, w * step + size // _WINDOWS)]
        if sum(map(len, runs)) >= size // 100:
            yield from runs
            return
    yield from _NON_ASCII.findall(text)


def _frequent(text: str, *, ascii_too: bool = False) -> float:
    """Share of frequent characters among those beyond ASCII (``ascii_too``: among all; printable ASCII counts)."""
    counts = Counter("".join(_samples(text)))
    known = _known()
    if ascii_too:
        counts = Counter(text[:_SAMPLE])
        good = sum(n for c, n in counts.items() if c in known or " " <= c <= "~" or c in "\t\r\n")
    else:
        good = sum(n for c, n in counts.items() if c in known)
    total = counts.total()
    return good / total if total else 0.0


@cache
def _known() -> frozenset[str]:
    table = lexicon.load("encodings")["common"]
    return frozenset("".join("".join(part.split()) for part in table.values()))


def _chinese(text: str) -> bool:
    return all("\u3000" <= c <= "\u303f" or "\u4e00" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"
               for run in _samples(text) for c in run)  # fmt: skip


def _other_language(data: bytes) -> tuple[str, str] | None:
    """A page in another language, by charset-normalizer; its choice must read everything and leave no controls."""
    from charset_normalizer import from_bytes

    allowed = lexicon.load("encodings")["other"]["encodings"]
    found = from_bytes(data[:_SAMPLE], cp_isolation=allowed, enable_fallback=False).best()
    if found is None:
        return None
    text = _strict(data, found.encoding)
    return None if text is None else (text, found.encoding)
