"""Edits as an editor sees them, marked in the example: ``[old→new]`` with the class after a bar."""

import re

import pytest

from corpus_tools.reuse.edits import compare, kind

MARK = re.compile(r"\[([^\]→]*)→([^\]|]*)\|(\w+)\]")

EXAMPLES = [
    ("清运垃圾[10→15|figure]吨，出动车辆[三十→五十|figure]台次。", "figures"),
    ("清运垃圾[10→xx|figure]吨，投入经费[8→|figure]元。", "figures"),
    ("开展[礼貌→文明|words]劝导活动。", "words"),
    ("我[社区→镇|level]召开了动员会。", "words"),
    ("在[柳河→东塘|name]镇设立执勤点。", "words"),
    ("干部[→主动|insertion]上门，逐户登记。", "words"),
    ("干部上门[，逐户登记→|deletion]。", "words"),
    ("共[礼貌→文明|words]劝导[30→41|figure]次。", "mixed"),
    ("一切照旧。", "verbatim"),
]


@pytest.mark.parametrize(("marked", "expected"), EXAMPLES)
def test_edits(marked: str, expected: str) -> None:
    a = MARK.sub(lambda m: m[1], marked)
    b = MARK.sub(lambda m: m[2], marked)
    found = compare(a, b, [(0, len(a), 0, len(b), [])])
    strip = "，。"
    assert [(a[e.a_start : e.a_end], b[e.b_start : e.b_end], e.kind) for e in found] == [
        (m[1].strip(strip), m[2].strip(strip), m[3]) for m in MARK.finditer(marked)
    ]
    assert kind(found) == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("搞好整治。以集中治脏为重点。", "搞好整治,以“集中治脏”为重点"),
        ("1、搞好整治。", "一、搞好整治。"),
        ("宣传教\n\n育活动", "宣传教育活动"),
    ],
)
def test_marks_and_spacing_are_no_edits(a: str, b: str) -> None:
    assert compare(a, b, [(0, len(a), 0, len(b), [])]) == ()


def test_edits_carry_the_offsets_of_their_pages() -> None:
    (edit,) = compare("清运10吨", "清运15吨", [(0, 5, 0, 5, [])], 100, 200)
    assert (edit.a_start, edit.a_end, edit.b_start, edit.b_end) == (102, 104, 202, 204)
