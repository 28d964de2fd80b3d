"""One writer at a time, told by a lock that the system drops with the process that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus_tools.errors import DatabaseError

__all__ = ["alone"]


@contextmanager
def alone(db: Path) -> Iterator[None]:
    """Only one run writes to a database at a time; a second one is told so.

    Raises
    ------
    DatabaseError
        If another run is writing to it, or no file can be made in its folder.
    """
    try:
        import fcntl
    except ImportError:  # not on Windows, where SQLite's own lock has to do
        yield
        return
    if not db.parent.is_dir():
        raise DatabaseError(f"{db}: the folder {db.parent} does not exist")
    path = db.with_name(db.name + ".lock")
    while True:
        try:
            lock = path.open("w")
        except OSError as e:
            raise DatabaseError(f"{db}: cannot be written ({e.strerror})") from e
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as e:
                raise DatabaseError(f"{db}: another run is writing to this database; try again when it is done") from e
            if not _is_at(lock.fileno(), path):
                continue  # it was taken away between the two calls; a third run may hold a new one
            try:
                yield
            finally:
                with suppress(FileNotFoundError):
                    path.unlink()
            return


def _is_at(number: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(number), path.stat())
    except FileNotFoundError:
        return False
