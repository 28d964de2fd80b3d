"""Files and folders to the files that can be read, in an order that is the same everywhere."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus_tools.records import Refusal

__all__ = ["SUFFIXES", "find", "is_our_page", "printable"]

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")

# Reports are kept in these as well. One in a folder is named rather than passed over: it would be missing silently.
_UNREAD_DOCUMENTS = frozenset((".doc", ".wps", ".rtf", ".odt"))


def find(paths: str | Path | Iterable[str | Path], *, suffixes: Iterable[str] = SUFFIXES) -> Iterator[Path | Refusal]:
    """Files that can be read, and what was refused, depth first and by name (code points).

    Parameters
    ----------
    paths : files and folders
        A folder is searched with all its folders; links are followed, but no folder is entered twice. Hidden files
        and the lock files of Office (``~$report.docx``) are passed over, as is every other kind of file, except old
        word processor files, which are refused by name.
    suffixes : iterable of str
        File endings to take, with their dot, in any case.

    Examples
    --------
    >>> list(find(["no-such-folder"]))
    [Refusal(path='no-such-folder', reason='there is no such file or folder')]
    """
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    wanted = frozenset(s.lower() for s in suffixes)
    entered: set[tuple[int, int]] = set()
    for path in map(Path, paths):
        yield from _named(path, wanted, entered)


def printable(path: str | Path) -> str:
    """A path that can be printed on one line and stored: what is no UTF-8 or steers a terminal becomes U+FFFD.

    >>> printable("甲\\n乙.txt")
    '甲�乙.txt'
    """
    try:
        data = os.fsencode(path)
    except UnicodeEncodeError:  # halves of surrogate pairs that stand for no byte
        data = os.fspath(path).encode("utf-8", "replace")
    return _STEERING.sub("\ufffd", data.decode("utf-8", "replace"))


# Control characters, and those that turn the direction of writing
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

# The last line of every page of ``views``, in either language
_OUR_FOOTER = re.compile(rb"<footer>[^<]*\bcorpus-tools \d[^<]*</footer>\s*</main>\s*</body>\s*</html>\s*\Z")
_FOOTER_BYTES = 400


def is_our_page(data: bytes) -> bool:
    """Whether an HTML page was made by this program: an overview or a check report is no page to mine.

    >>> is_our_page(b"<footer>made by corpus-tools 1.0 on 2024-01-31</footer></main></body></html>")
    True
    """
    return _OUR_FOOTER.search(data[-_FOOTER_BYTES:]) is not None


def _named(path: Path, wanted: frozenset[str], entered: set[tuple[int, int]]) -> Iterator[Path | Refusal]:
    try:
        status = path.stat()
    except (OSError, ValueError) as e:  # ValueError: a NUL in the name
        yield Refusal(printable(path), _reason(e))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, wanted, entered)
    elif not stat.S_ISREG(status.st_mode):
        yield Refusal(printable(path), "not a regular file")
    elif path.suffix.lower() in wanted:
        yield path
    else:
        yield Refusal(printable(path), _unsupported(path, wanted))


def _folder(top: Path, wanted: frozenset[str], entered: set[tuple[int, int]]) -> Iterator[Path | Refusal]:
    pending = [top]  # a stack, not recursion: folders may be nested deeper than Python's calls
    while pending:
        path = pending.pop()
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                if (identity := (status.st_dev, status.st_ino)) in entered:
                    continue
                entered.add(identity)
                with os.scandir(path) as entries:
                    names = [entry.name for entry in entries]
                pending += (path / name for name in sorted(names, reverse=True) if not name.startswith((".", "~$")))
                continue
        except OSError as e:
            # a dangling link to a file of another kind is none of our business
            if path.suffix.lower() in wanted or not path.is_symlink():
                yield Refusal(printable(path), _reason(e))
            continue
        suffix = path.suffix.lower()
        if not stat.S_ISREG(status.st_mode):
            if suffix in wanted:  # a pipe by the name of a page
                yield Refusal(printable(path), "not a regular file")
            continue
        if suffix in wanted:
            yield path
        elif suffix in _UNREAD_DOCUMENTS:
            yield Refusal(printable(path), _unsupported(path, wanted))


def _unsupported(path: Path, wanted: frozenset[str]) -> str:
    if path.suffix.lower() in _UNREAD_DOCUMENTS:
        return f"{path.suffix} files are not read; save it as .docx"
    kinds = " ".join(sorted(wanted))
    return f"{path.suffix or 'files without an ending'} cannot be read; these can: {kinds}"


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return f"cannot be opened ({getattr(error, 'strerror', None) or error})"
