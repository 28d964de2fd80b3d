"""Frozen records that are quick to make."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

__all__ = ["frozen"]

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[_T]) -> type[_T]:
    """``dataclass(frozen=True, slots=True)``, made twice as fast with three fields, five times with 28.

    A frozen dataclass sets each of its fields through a call, since its own ``__setattr__`` refuses; making the
    records of a page took a twentieth of all time that its structure takes. Here the fields are set on an object of a
    class like it that is open, which then is turned into the frozen one. What does so is written out for each record,
    as ``dataclass`` writes its ``__init__``. Fields have plain defaults or none.

    >>> @frozen
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(3), Point(3, y=4) == Point(3, 4)
    (Point(x=3, y=0), True)
    >>> Point(3).x = 4
    Traceback (most recent call last):
    ...
    dataclasses.FrozenInstanceError: cannot assign to field 'x'
    """
    body = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    opened: Any = dataclass(slots=True)(type(cls.__name__, (), body))
    made: Any = dataclass(frozen=True, slots=True, init=False)(cls)
    names = [field.name for field in fields(made)]
    defaults = {f"default_{field.name}": field.default for field in fields(made) if field.default is not MISSING}
    taken = [f"{name}=default_{name}" if f"default_{name}" in defaults else name for name in names]
    source = [
        f"def new(cls, {', '.join(taken)}):",
        " self = blank(opened)",
        *(f" self.{name} = {name}" for name in names),
        " self.__class__ = cls",  # both have the same slots
        " return self",
    ]
    scope: dict[str, Any] = {"blank": object.__new__, "opened": opened, **defaults}
    exec("\n".join(source), scope)  # names of fields and nothing else
    values = attrgetter(*names)  # of two fields or more: a tuple

    def reduce(self: _T) -> tuple[type[_T], tuple[Any, ...]]:
        return type(self), values(self)

    made.__new__, made.__reduce__ = scope["new"], reduce
    return made
