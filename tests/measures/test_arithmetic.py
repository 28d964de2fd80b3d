"""Figures that do not go together are found, and those that do are left alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.measures import extract, mismatches
from corpus_tools.records import Sentence

HERE = Path(__file__).parent


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def said(text: str) -> list[str]:
    found = mismatches(text, extract(text).measures)
    for m in found:
        assert 0 <= m.start < m.end <= len(text) and 0 <= m.other_start < m.other_end <= len(text)
    return [f"{m.kind} {text[m.start : m.end]} {number(m.computed)}" for m in found]


def score(name: str) -> tuple[int, int, int, int, list[str]]:
    """Right, wrongly said, missed, all clauses, and the faults in words."""
    right = wrong = missed = lines = 0
    faults = []
    for line in (HERE / name).read_text(encoding="utf8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        lines += 1
        text, _, want = line.partition(" => ")
        got = said(text)
        expected = [want.strip()] if want else []
        right += sum(g in expected for g in got)
        wrong += sum(g not in expected for g in got)
        missed += sum(w not in got for w in expected)
        if got != expected:
            faults.append(f"{text} {got}, not {expected}")
    return right, wrong, missed, lines, faults


@pytest.mark.parametrize(
    ("name", "least", "recall"), [("arithmetic.txt", 100, 0.95), ("arithmetic_unseen.txt", 30, 0.85)]
)
def test_precision_and_recall_over_marked_clauses(name: str, least: int, recall: float) -> None:
    right, wrong, missed, lines, faults = score(name)
    assert lines >= least
    assert wrong == 0, "\n".join(faults)
    assert right / (right + missed) >= recall, "\n".join(faults)


@given(st.integers(10, 900), st.integers(10, 900), st.integers(-5, 5))
@settings(deadline=None, max_examples=60)
def test_a_bracketed_list_is_right_exactly_when_it_adds_up(a: int, b: int, off: int) -> None:
    text = f"举办讲座{a + b + off}场（法制{a}场、健康{b}场）。"
    assert bool(said(text)) == (off != 0)


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 1))
@settings(deadline=None, max_examples=60)
def test_a_rounded_share_is_right(whole: int, part: int, digits: int) -> None:
    part = min(part, whole)
    percent = f"{100 * part / whole:.{digits}f}"
    assert said(f"应检{whole}户，实检{part}户，占{percent}%。") == []
    assert said(f"应检{whole}户，实检{part}户，占{float(percent) + 7:.{digits}f}%。") != []


@pytest.mark.parametrize("mark", ["约", "近", "超过", "不少于"])
def test_a_figure_that_is_not_exact_is_held_against_nothing(mark: str) -> None:
    assert said(f"应检200户，实检180户，占{mark}95%。") == []
    assert said(f"12个村，每村补助3万元，共补助{mark}38万元。") == []


def test_a_sentence_may_run_over_a_break() -> None:
    text = "应检200户，\n实检180户，占95%。"
    measures = extract(text).measures
    assert len(mismatches(text, measures, [Sentence(0, len(text))])) == 1


PIECES = "12件|30件|96%|其中|（|）|：|，|、|。|；|每村|每户|共计|应|实|整改|整改率|增至|，增长|剩余|3万元|１２件|\ud800"


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=50).map("".join))
@settings(deadline=None, max_examples=200)
def test_any_text_is_checked(text: str) -> None:
    said(text)


@pytest.mark.parametrize("piece", ["3件、", "3件，共计5件", "每村3件，", "（3件", "其中3件、"])
def test_a_long_line_is_checked_in_linear_steps(piece: str) -> None:
    said(piece * 3000)


if __name__ == "__main__":
    *figures, faults = score(sys.argv[1])
    print("\n".join(faults), figures)
