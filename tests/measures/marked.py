"""Clauses with their measures marked in the text: ``发放宣传单[300份|发放|宣传单|leaflets]``.

A mark is ``[quantity|action|object|categories|key=value…]``; several accepted categories stand with commas, accepted
actions and objects with ``/``. Keys:
``status``, ``per`` and ``part`` (number of the measure in its line, from 1, that this one is a part of).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus_tools.measures import extract
from corpus_tools.records import Measure

_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]*)\|([^\[\]|]*)\|([^\[\]|]*)(?:\|([^\[\]]*))?\]")


@dataclass(frozen=True)
class Expected:
    start: int
    text: str
    action: str
    object: str
    categories: tuple[str, ...]
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Clause:
    topic: str
    text: str
    expected: tuple[Expected, ...]


def read(path: Path) -> Iterator[Clause]:
    yield from parse(path.read_text(encoding="utf8").splitlines())


def parse(lines: Iterable[str]) -> Iterator[Clause]:
    topic = ""
    for line in lines:
        if line.startswith("## "):
            topic = line[3:]
        if not line.strip() or line.startswith("#"):
            continue
        text, at, expected = "", 0, []
        for m in _MARK.finditer(line):
            text += line[at : m.start()]
            more = dict(pair.split("=", 1) for pair in (m[5] or "").split("|") if pair)
            if m[4]:
                expected.append(Expected(len(text), m[1], m[2], m[3], tuple(m[4].split(",")), more))
            text += m[1]
            at = m.end()
        yield Clause(topic, text + line[at:], tuple(expected))


def contains(one: str, other: str) -> bool:
    """The reference annotation's test: one of two texts holds the other; an empty one matches only an empty one.

    ``one`` may hold several accepted answers (``包案/化解``).
    """
    return any(x == other or bool(x and other and (x in other or other in x)) for x in one.split("/"))


@dataclass
class Score:
    """Shares of expected measures that were found with the field right; ``faults`` tells the others."""

    expected: int = 0
    right: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("span", "action", "object", "category", "all"), 0)
    )
    cues: dict[str, list[int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        return self.right[name] / self.expected

    def __str__(self) -> str:
        shares = ", ".join(f"{name} {self.share(name):.3f}" for name in self.right)
        return "\n".join([f"{self.expected} measures: {shares}", *self.faults])


def score(clauses: Iterator[Clause]) -> Score:
    out = Score()
    for clause in clauses:
        found = {m.start: m for m in extract(clause.text).measures}
        for want in clause.expected:
            out.expected += 1
            made = found.get(want.start)
            if made is None:
                out.faults.append(f"{clause.text[:40]}… {want.text}: not found")
                continue
            _compare(clause, want, made, out)
    return out


def _compare(clause: Clause, want: Expected, made: Measure, out: Score) -> None:
    total = clause.expected[int(want.more["part"]) - 1].start if "part" in want.more else None
    right = {
        "span": made.text == want.text,
        "action": contains(want.action, made.action),
        "object": contains(want.object, made.object),
        "category": made.category in want.categories,
    }
    right["all"] = (
        all(right.values())
        and made.status == want.more.get("status", "done")
        and made.per == want.more.get("per", "")
        and made.part_of == total
    )
    for name, ok in right.items():
        out.right[name] += ok
    cue = made.rule.split("+")[1]
    tally = out.cues.setdefault(cue, [0, 0])
    tally[0] += right["action"] and right["object"]
    tally[1] += 1
    if not right["all"]:
        said = (made.action, made.object, made.category, made.status, made.per, made.part_of)
        out.faults.append(f"{clause.text[:40]}… {want.text}: {said} by {made.rule}")
