"""What can go wrong, one class each. Every message says what happened and what to do next."""

from __future__ import annotations

__all__ = [
    "CorpusToolsError",
    "DatabaseError",
    "LexiconError",
    "ModelError",
    "QueryError",
    "RefusedFile",
    "UsageError",
]


class CorpusToolsError(Exception):
    """Base of every error that a user may see; the message is fit for printing as it stands."""


class RefusedFile(CorpusToolsError):
    """One input that cannot be read; the others go on.

    >>> raise RefusedFile("a.txt", "the file is empty")
    Traceback (most recent call last):
    corpus_tools.errors.RefusedFile: a.txt: the file is empty
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[RefusedFile], tuple[str, str]]:  # survives the way between processes
        return type(self), (self.path, self.reason)


class DatabaseError(CorpusToolsError):
    """The database file is not one of ours, is newer than this program, or cannot be written."""


class LexiconError(CorpusToolsError):
    """A word list does not fit its schema; names the file, the entry and what was expected."""


class ModelError(CorpusToolsError):
    """A trained artefact is missing, damaged, or holds types that are not trusted."""


class QueryError(CorpusToolsError):
    """A search that cannot be understood; says which part and shows a right one."""


class UsageError(CorpusToolsError):
    """A command called with arguments that do not go together."""
