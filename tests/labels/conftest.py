"""Labelled sections read once; a page put together from its parts, so that these tests do not lean on parsing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus_tools.labels.data import Labelled
from corpus_tools.labels.outline import depth_of, number_of
from corpus_tools.labels.sources import read_labelled
from corpus_tools.records import Report, Section, Structure
from corpus_tools.structure import normalise

SAMPLES = Path(__file__).parents[2] / "samples" / "labelled"

Made = tuple[str, Structure]


@pytest.fixture(scope="session")
def items() -> list[Labelled]:
    return read_labelled([SAMPLES])


@pytest.fixture(scope="session")
def made() -> Callable[..., Made]:
    """A page of one report from its sections; ``¦`` parts a heading from what stands below it."""

    def make(*parts: str, kind: str = "summary") -> Made:
        text, sections = "", []
        for part in parts:
            heading, mark, _ = part.partition("¦")
            whole = part.replace("¦", "") + "\n"
            depth = depth_of(whole)
            number = whole[:3].strip() if depth else ""
            assert bool(number_of(number)) == bool(depth)
            head = heading.rstrip("。:") if mark else ""
            sections.append(Section(len(text), len(text) + len(whole), depth, number, head))
            text += whole
        report = Report(0, len(text), kind)  # type: ignore[arg-type]
        return text, Structure("zh", (), (report,), tuple(sections), (), normalise(text))

    return make
