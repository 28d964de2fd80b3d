"""Each kind of finding keeps the precision and recall that were measured for it."""

from __future__ import annotations

import tomllib

import pytest

from corpus_tools.proofing import KINDS
from corpus_tools.records import FINDINGS
from tests.proofing.marked import DRAFTS, drafts, score

FLOORS = tomllib.loads((DRAFTS / "floors.toml").read_text(encoding="utf8"))


@pytest.mark.parametrize("kind", FINDINGS)
def test_no_kind_falls_below_its_floor(kind: str) -> None:
    precision, recall = FLOORS[kind]
    found = score(kind)
    assert found.precision >= precision, found.errors
    assert found.recall >= recall, found.errors


def test_every_kind_has_its_drafts() -> None:
    assert tuple(KINDS) == FINDINGS
    for kind in KINDS:
        made = list(drafts(kind))
        assert len(made) >= 25
        marked = sum(bool(d.marks) for d in made)
        assert 10 <= marked <= len(made) - 8, "faults, and what looks like one"


def test_drafts_written_later_are_read_as_well() -> None:
    found = [score(kind, DRAFTS / "later") for kind in FINDINGS]
    precision, recall = FLOORS["later"]
    right, wrong = sum(s.right for s in found), sum(s.wrong for s in found)
    seen, missed = sum(s.found for s in found), sum(s.missed for s in found)
    errors = [e for s in found for e in s.errors]
    assert right / (right + wrong) >= precision, errors
    assert seen / (seen + missed) >= recall, errors
