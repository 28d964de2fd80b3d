"""Cases of ``metadata_cases.txt``, and how many of their fields are read right: ``python -m …metadata_cases``."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corpus_tools.records import Report
from corpus_tools.structure import parse

FIELDS = {"o": "organisation", "l": "level", "t": "topic", "y": "year", "p": "period", "s": "signed"}
FILE = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True, slots=True)
class Case:
    text: str
    expected: dict[str, str | None]  # field → value as text, None where the text does not say
    written: str  # the year as it stands there, "" where the case does not hold it

    @property
    def name(self) -> str:
        return self.text.split("\n")[0]


def cases() -> list[Case]:
    out = []
    for block in re.split(r"^= ", FILE.read_text(encoding="utf8"), flags=re.MULTILINE)[1:]:
        head, text = block.split("\n", 1)
        kind, *answers = (part.strip() for part in head.split("|"))
        expected: dict[str, str | None] = dict.fromkeys(FIELDS.values())
        written = ""
        for answer in answers:
            letter, value = answer.split(" ", 1)
            if "«" in value:
                value, written = value.rstrip("»").split("«")
            expected[FIELDS[letter]] = None if value == "-" else value
        out.append(Case(text.strip() + "\n", {"kind": kind, **expected}, written))
    return out


def read(text: str) -> Report:
    """The first report of a page."""
    return parse(text).reports[0]


def said(report: Report) -> dict[str, str | None]:
    values = {name: getattr(report, name) for name in ("kind", *FIELDS.values())}
    return {name: None if value is None else str(value) for name, value in values.items()}


def topic_cases() -> list[tuple[str, str | None]]:
    """Titles with the topic each names, None for those that name none."""
    lines = (FILE.parent / "topic_cases.txt").read_text(encoding="utf8").splitlines()
    return [(title, None if code == "-" else code) for code, title in (line.split("|") for line in lines)]


def topic_of(title: str) -> str | None:
    return read(f"{title}\n一年来做了一些工作,现将有关情况总结如下:\n一、措施。落实责任,开会9次。\n").topic


def figures() -> dict[str, tuple[int, int]]:
    """Of each field how many cases are right, and how many there are."""
    right: Counter[str] = Counter()
    everything = cases()
    for case in everything:
        got = said(read(case.text))
        right.update(name for name, value in case.expected.items() if got[name] == value)
    return {name: (right[name], len(everything)) for name in ("kind", *FIELDS.values())}


if __name__ == "__main__":
    for case in cases():
        got = said(read(case.text))
        for name, value in case.expected.items():
            if got[name] != value:
                print(f"{case.name}: {name} is {got[name]!r}, should be {value!r}")
    for title, code in topic_cases():
        if (got := topic_of(title)) != code:
            print(f"{title}: topic is {got!r}, should be {code!r}")
    for name, (right, whole) in figures().items():
        print(f"{name}: {right} of {whole}")
