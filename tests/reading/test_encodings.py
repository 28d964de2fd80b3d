"""A page comes back character by character, whatever it was saved in."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.errors import RefusedFile
from corpus_tools.reading import decode

PAGE = (
    "清源镇2021年环境整治工作总结\r\n\r\n　　一、加强领导。成立领导小组，召开会议12次，印发方案3份。\r\n"
    "　　二、强化宣传。发放传单2000余份，悬挂横幅30条，出动宣传车5台次，群众知晓率达85%。\r\n"
    "　　三、存在问题。个别村组重视不够，经费不足，保洁员队伍还不稳定。\r\n"
)
TRADITIONAL = (
    "清源鎮2021年環境整治工作總結\n　　一、加強領導。成立領導小組，召開會議12次，印發方案3份。\n"
    "　　二、強化宣傳。發放傳單2000餘份，懸掛橫幅30條，出動宣傳車5臺次，群眾知曉率達85%。\n"
)
CLAUSES = [c + "。" for c in PAGE.replace("\r\n", "").split("。") if c]
TRADITIONAL_CLAUSES = [c + "。" for c in TRADITIONAL.replace("\n", "").split("。") if c]
BLANKS = ["", "\n", "\r\n", "\r", "　　", " ", "\t"]


def pages(clauses: list[str]) -> st.SearchStrategy[str]:
    """Some clauses in any order with any line ends, 50 Chinese characters at least."""
    part = st.tuples(st.sampled_from(clauses), st.sampled_from(BLANKS)).map("".join)
    return st.lists(part, min_size=4, max_size=12, unique=True).map("".join).filter(lambda t: len(t) > 80)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@settings(max_examples=40)
@given(text=pages(CLAUSES))
def test_every_encoding_gives_the_same_text(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    found, name = decode(data)
    assert found == text
    assert data.decode(name) == text


@settings(max_examples=40)
@given(text=pages(TRADITIONAL_CLAUSES))
def test_big5_is_told_from_gbk(text: str) -> None:
    assert decode(text.encode("big5")) == (text, "big5")


@given(text=pages(TRADITIONAL_CLAUSES))
@settings(max_examples=20)
def test_traditional_text_in_gbk_is_not_taken_for_big5(text: str) -> None:
    assert decode(text.encode("gbk")) == (text, "gb18030")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_and_without_a_zero_byte(encoding: str) -> None:
    text = "各村组织保洁员清理河道垃圾并设立宣传栏动员群众参与环境整治工作成立领导小组明确职责分工落实经费保障"
    data = text.encode(encoding)
    assert 0 not in data
    assert decode(data) == (text, encoding)


def test_chinese_far_behind_ascii_decides() -> None:
    text = "<p class='x'></p>\n" * 20_000 + PAGE
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_the_middle_of_a_long_page_is_looked_at() -> None:
    text = "a" * 300_000 + PAGE * 40 + "b" * 300_000
    assert decode(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize("cut", [1, 2])
def test_utf8_cut_in_mid_character_is_not_taken_for_gbk(cut: int) -> None:
    text = PAGE.rstrip()
    assert decode(text.encode()[:-cut]) == (text[:-1] + "\ufffd", "utf-8 (damaged)")
    assert decode("清运垃圾".encode()[:-cut]) == ("清运垃\ufffd", "utf-8 (damaged)")


def test_a_broken_byte_costs_its_character_only() -> None:
    data = bytearray(PAGE.encode())
    data[len("清源镇2021年".encode())] = 0xFF
    text, name = decode(bytes(data))
    assert name == "utf-8 (damaged)"
    assert text.startswith("清源镇2021年\ufffd") and text.endswith(PAGE[20:])


def test_gbk_cut_in_mid_character_is_marked() -> None:
    assert decode(PAGE.rstrip().encode("gbk")[:-1]) == (PAGE.rstrip()[:-1] + "\ufffd", "gb18030 (damaged)")


def test_utf16_with_an_odd_byte_is_marked() -> None:
    assert decode(PAGE.encode("utf-16")[:-1]) == (PAGE[:-1] + "\ufffd", "utf-16 (damaged)")


def test_characters_beyond_gbk_survive() -> None:
    text = PAGE + "𠮷家窑村㐂桥组"  # four bytes each in GB18030
    assert decode(text.encode("gb18030"))[0] == text


def test_a_stray_nul_stays_where_it_was() -> None:
    for encoding, name in (("utf-8", "utf-8"), ("gbk", "gb18030")):
        text = PAGE[:30] + "\x00" + PAGE[30:]
        assert decode(text.encode(encoding)) == (text, name)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Отчёт о работе за год: проведено собраний и бесед с жителями района, вывезено мусора. " * 3),
        ("shift_jis", "地域の清掃活動についての報告書です。ごみを集めて、道路をきれいにしました。" * 3),
        ("cp1252", "Le résumé du travail a été rédigé à l’été, où les élèves étaient présents. " * 3),
    ],
)
def test_pages_in_other_languages_are_not_read_as_chinese(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\x00\x00", "blanks"),
        (b"\xef\xbb\xbf \n", "blanks"),
        (b"\x89PNG\r\n\x1a\n" + PAGE.encode(), "picture"),
        (b"PK\x03\x04" + PAGE.encode(), "zip"),
        (b"%PDF-1.4\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old Office"),
        (PAGE.encode()[:60] + bytes(400), "zero"),
        (bytes(range(1, 32)) * 20 + b"text", "control"),
        (random.Random(1).randbytes(4000), "encoding"),
    ],
)
def test_refusals_say_why(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedFile, match=reason) as refused:
        decode(data, name="a.txt")
    assert str(refused.value).startswith("a.txt: ")


@settings(max_examples=300)
@given(data=st.binary(max_size=200) | st.text(max_size=60).map(lambda t: t.encode("utf-16-le", "surrogatepass")))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except RefusedFile:
        return
    text.encode()  # no lone surrogates
    assert encoding.endswith(" (damaged)") or data.decode(encoding) == text


@settings(max_examples=100)
@given(text=st.text(min_size=1, max_size=200))
def test_valid_utf8_is_never_changed(text: str) -> None:
    try:
        found, encoding = decode(b"\xef\xbb\xbf" + text.encode())
    except RefusedFile:
        assert not text.strip("\x00 \t\r\n")
    else:
        assert (found, encoding) == (text, "utf-8-sig")
