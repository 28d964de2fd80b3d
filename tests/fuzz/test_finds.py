"""Every input that once broke a law, and the seeds, keep the laws; so do some that hypothesis makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.fuzz.run import NAMES
from tests.fuzz.targets import TARGETS, spelt

HERE = Path(__file__).parent
KEPT = sorted(p for kind in ("finds", "seeds") for p in (HERE / kind).rglob("*") if p.is_file())


def test_all_targets_can_be_driven() -> None:
    assert set(NAMES) == set(TARGETS)
    assert {p.parent.name for p in KEPT} <= set(NAMES)


@pytest.mark.parametrize("path", KEPT, ids=[f"{p.parent.name}-{p.name}" for p in KEPT])
def test_what_is_kept_breaks_no_law(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=30)
@given(data=st.binary(max_size=60) | st.lists(st.integers(0, 255), max_size=60).map(bytes))
@example(b"")
def test_any_bytes_break_no_law(name: str, data: bytes) -> None:
    TARGETS[name](data)


def test_bytes_spell_pieces_and_any_code_point() -> None:
    assert spelt(bytes([0, 1, 250, 0x00, 0xD8, 0x00]), ["甲", "乙"]) == "甲乙\ud800"


def test_a_target_that_breaks_its_law_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laws are looked at: a measure that stands elsewhere than it says is a find."""
    import dataclasses

    from corpus_tools.measures import extract
    from tests.fuzz import targets

    def shifted(text: str) -> object:
        found = extract(text)
        moved = tuple(dataclasses.replace(m, start=m.start + 1) for m in found.measures)
        return dataclasses.replace(found, measures=moved)

    data = bytes([targets.MEASURES.index(p) for p in ("发放", "宣传单", "3200份")])
    TARGETS["measures"](data)
    monkeypatch.setattr(targets, "extract", shifted)
    with pytest.raises(AssertionError):
        TARGETS["measures"](data)
