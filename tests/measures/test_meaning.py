"""Status, for each of what, parts, time and place over marked clauses; what the rules owe to each other."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.measures import extract

HERE = Path(__file__).parent
FIELDS = ("status", "per", "part", "period", "place")
_MARK = re.compile(r"\[([^\[\]|]+)((?:\|[^\[\]|]*)*)\]")


@dataclass
class Tally:
    right: int = 0
    all: int = 0


def score(name: str) -> tuple[dict[str, Tally], list[str], int]:
    """Per field how many marked figures are read right, the faults in words, and how many clauses there are."""
    tallies = {f: Tally() for f in ("span", *FIELDS)}
    faults: list[str] = []
    lines = 0
    for line in (HERE / name).read_text(encoding="utf8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        lines += 1
        text, at, expected = "", 0, []
        for m in _MARK.finditer(line):
            text += line[at : m.start()]
            more = dict(pair.split("=", 1) for pair in m[2].split("|") if pair)
            expected.append((len(text), m[1], more))
            text, at = text + m[1], m.end()
        text += line[at:]
        found = {m.start: m for m in extract(text).measures}
        for start, words, want in expected:
            made = found.get(start) or next((m for m in found.values() if m.start == start), None)
            tallies["span"].all += 1
            if made is None:
                faults.append(f"{text}: {words} not found")
                continue
            tallies["span"].right += 1
            total = expected[int(want["part"]) - 1][0] if "part" in want else None
            got = {
                "status": (want.get("status", "done"), made.status),
                "per": (want.get("per", ""), made.per),
                "part": (total, made.part_of),
                "period": (want.get("period", ""), made.period),
                "place": (want.get("place", ""), made.place),
            }
            for field, (wanted, said) in got.items():
                tallies[field].all += 1
                tallies[field].right += wanted == said
                if wanted != said:
                    faults.append(f"{text}: {words} {field} {said!r}, not {wanted!r}")
            for words_, first in ((made.per, made.per_start), (made.period, made.period_start)):
                assert not words_ or (first is not None and text[first:].startswith(words_)), text
            assert not made.place or (made.place_start is not None and text[made.place_start :].startswith(made.place))
    return tallies, faults, lines


@pytest.mark.parametrize(("name", "least", "share"), [("meaning.txt", 120, 0.98), ("meaning_unseen.txt", 40, 0.95)])
def test_share_of_figures_whose_meaning_is_read_right(name: str, least: int, share: float) -> None:
    tallies, faults, lines = score(name)
    assert lines >= least
    for field, tally in tallies.items():
        assert tally.right >= share * tally.all, "\n".join([field, *faults])


def test_a_part_may_have_its_total_in_the_sentence_before() -> None:
    total, _, part, other = extract("全年投入资金850万元，完成项目12个。其中道路160万元，绿化90万元。").measures
    assert part.part_of == other.part_of == total.start


def test_what_opens_no_sentence_has_no_total_before() -> None:
    assert [m.part_of for m in extract("投入资金850万元。投入160万元用于绿化。").measures] == [None, None]


def test_nested_lists_close_with_their_brackets() -> None:
    found = extract("共有教师86人（其中专任70人（高级12人、中级58人）、工勤16人），学生900人。").measures
    starts = {m.start: m.text for m in found}
    totals = [starts.get(m.part_of) if m.part_of is not None else None for m in found]
    assert totals == [None, "86人", "70人", "70人", "86人", None]


PIECES = "12件|30件|计划|已|其中|（|）|：|，|、|。|；|每村|共计|东村|在柳塘社区|今年3月|未|将|的目标|占40%|3万元|各"


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=40).map("".join))
@settings(deadline=None, max_examples=200)
def test_parts_are_no_larger_than_their_total_and_never_go_round(text: str) -> None:
    found = {m.start: m for m in extract(text).measures}
    for m in found.values():
        seen = {m.start}
        while m.part_of is not None:
            total = found[m.part_of]
            assert total.start not in seen
            seen.add(total.start)
            if m.unit == total.unit and None not in (m.value, total.value) and total.modifier == "exact":
                assert m.value <= total.value
            m = total


if __name__ == "__main__":
    tallies, faults, lines = score(sys.argv[1])
    print("\n".join(faults))
    print(lines, {f: (t.right, t.all, round(t.right / t.all, 3)) for f, t in tallies.items()})
