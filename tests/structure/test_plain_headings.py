"""Headings without a number, and with a number that has lost its mark."""

from __future__ import annotations

import pytest

from corpus_tools.structure import parse

LEAD = "柳河镇环境整治工作总结\n今年以来，我镇扎实开展环境整治工作，取得了一定成效，现将工作情况总结如下：\n"
CHAPTERS = (
    ("加强组织领导，落实工作责任", "镇里成立了由镇长任组长的领导小组，制定了实施方案，召开动员会3次，签订责任书12份。"),
    ("广泛宣传发动，营造浓厚氛围", "悬挂横幅12条，发放宣传单800余份，出动宣传车6台次，入户宣传300户，知晓率大大提高。"),
    ("强化督促检查，确保取得实效", "镇督查组每周检查一次，发现问题36处，下发整改通知书20份，对3个村进行了通报批评。"),
)


def page(numbers: tuple[str, ...]) -> str:
    return LEAD + "".join(f"{n}{head}\n{text}\n" for n, (head, text) in zip(numbers, CHAPTERS, strict=True))


@pytest.mark.parametrize(
    "numbers", [("", "", ""), ("一", "二", "三"), ("一）", "二）", "三）"), ("1)", "2)", "3)"), ("1 ", "2 ", "3 ")]
)
def test_chapters(numbers: tuple[str, ...]) -> None:
    text = page(numbers)
    starts = [text.index(n + head) for n, (head, _) in zip(numbers, CHAPTERS, strict=True)]
    assert [s.start for s in parse(text).sections][1:] == starts


def test_two_short_lines_are_no_chapters() -> None:
    text = LEAD + "".join(f"{head}\n{said}\n" for head, said in CHAPTERS[:2])
    assert all(not s.heading for s in parse(text).sections)


def test_a_word_that_begins_with_a_numeral_is_no_number() -> None:
    text = (
        LEAD
        + "一年来的主要工作\n召开动员会3次，签订责任书12份，发放宣传单800余份。\n四级网络更加健全\n悬挂横幅12条。\n"
    )
    assert not any(s.number for s in parse(text).sections)


@pytest.mark.parametrize(
    "heads", [("抓台账", "抓水利", "抓培训"), ("2018年", "2019年", "2020年"), ("7月份", "8月份", "9月份")]
)
def test_short_heads_and_times_are_chapters_and_so_is_the_first_under_the_title(heads: tuple[str, ...]) -> None:
    text = "农技站小结\n" + "".join(f"{head}\n{said}\n" for head, (_, said) in zip(heads, CHAPTERS, strict=True))
    assert [s.heading for s in parse(text).sections] == ["", *heads]


def test_bold_headings_start_at_their_marks() -> None:
    text = "农技站小结\n" + "".join(
        f"**{n}、{head[:6]}**\n{said}\n" for n, (head, said) in zip("一二三", CHAPTERS, strict=True)
    )
    assert [text[s.start :][:3] for s in parse(text).sections][1:] == ["**一", "**二", "**三"]


def test_a_dash_that_was_a_one() -> None:
    text = "农技站小结\n" + "".join(
        f"{n}、{head[:6]}\n{said}\n" for n, (head, said) in zip("—二三", CHAPTERS, strict=True)
    )
    found = parse(text).sections
    assert [s.number for s in found][1:] == ["一、", "二、", "三、"]
    assert text[found[1].start] == "—"
