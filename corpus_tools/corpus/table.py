"""What a table of the database is, and the SQL that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus_tools import records

__all__ = ["Table", "quote"]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: keys first, then the columns of its record, then what is known only across pages.

    ``columns`` maps names to SQLite declarations in order; ``indexes`` lists column tuples; ``about`` is shown in
    the browser and in ``docs/database.md``.
    """

    name: str
    about: str
    keys: dict[str, str]
    record: type | None = None
    extra: dict[str, str] = field(default_factory=dict)
    indexes: tuple[tuple[str, ...], ...] = ()
    rename: dict[str, str] = field(default_factory=dict)  # record field → column
    references: dict[str, str] = field(default_factory=dict)  # record field → declaration, where it is a key
    leave: frozenset[str] = frozenset()  # record fields without a column

    @property
    def columns(self) -> dict[str, str]:
        out = dict(self.keys)
        if self.record is not None:
            for name, sql in records.columns(self.record).items():
                if name not in self.leave:
                    out[self.rename.get(name, name)] = self.references.get(name, sql)
        out.update(self.extra)
        return out

    @property
    def fields(self) -> list[str]:
        """The record's fields that have a column, in column order."""
        if self.record is None:
            return []
        return [name for name in records.columns(self.record) if name not in self.leave]

    @property
    def insert(self) -> str:
        names = list(self.columns)
        marks = ", ".join("?" * len(names))
        return f"INSERT INTO {self.name} ({', '.join(map(quote, names))}) VALUES ({marks})"

    @property
    def create(self) -> str:
        body = ", ".join(f"{quote(name)} {sql}" for name, sql in self.columns.items())
        return f"CREATE TABLE {self.name} ({body})"

    @property
    def create_indexes(self) -> list[str]:
        return [
            f"CREATE INDEX IF NOT EXISTS idx_{self.name}_{'_'.join(columns)}"
            f" ON {self.name} ({', '.join(map(quote, columns))})"
            for columns in self.indexes
        ]


def quote(name: str) -> str:
    """A column name as SQL: ``end`` and ``object`` are words of the language.

    >>> quote("end")
    '"end"'
    """
    return '"' + name.replace('"', '""') + '"'
