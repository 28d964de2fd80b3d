"""Numerals in every writing come back as the number they stand for."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from corpus_tools.measures.numerals import chinese_value, read

FIGURES = "零一二三四五六七八九"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
NUMBERS = st.one_of(st.integers(0, 10**12), st.integers(0, 10**5), st.integers(0, 200))


def section(n: int) -> str:
    """Four figures as they are said: 3050 is 三千零五十."""
    out, gap = "", False
    for power, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure, n = divmod(n, power)
        if figure:
            out += ("零" if gap and out else "") + FIGURES[figure] + mark
            gap = False
        else:
            gap = True
    return out


def said(n: int) -> str:
    if n == 0:
        return "零"
    parts = []
    for power, mark in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        head, n = divmod(n, power)
        if head:
            zero = "零" if parts and head < 1000 else ""
            parts.append(zero + section(head) + mark)
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


@given(NUMBERS)
@example(10**12)
@example(10**8 + 3)
@example(110_000)
def test_as_said(n: int) -> None:
    for text in (said(n), said(n).translate(FINANCIAL), said(n).replace("零", "〇")):
        numeral = read(text + "份", 0)
        assert numeral is not None and (numeral.value, numeral.value_max, numeral.end) == (n, None, len(text)), text


@given(NUMBERS)
def test_in_figures(n: int) -> None:
    for text in (str(n), f"{n:,}"):
        numeral = read(text + "份", 0)
        assert numeral is not None and (numeral.value, numeral.end) == (n, len(text))


@given(st.integers(1, 10**6), st.integers(0, 99), st.sampled_from([("万", 10**4), ("亿", 10**8), ("千万", 10**7)]))
def test_decimals_are_multiplied_out_exactly(whole: int, cents: int, magnitude: tuple[str, int]) -> None:
    mark, factor = magnitude
    numeral = read(f"{whole}.{cents:02}{mark}元", 0)
    assert numeral is not None and numeral.value == whole * factor + cents * factor // 100


@given(st.integers(2, 9), st.sampled_from(["", "十", "百", "千"]))
def test_neighbouring_figures_are_a_range(low: int, mark: str) -> None:
    if low == 9:
        return
    found = chinese_value(FIGURES[low] + FIGURES[low + 1] + mark)
    factor = {"": 1, "十": 10, "百": 100, "千": 1000}[mark]
    assert found is not None and found[:2] == (low * factor, (low + 1) * factor)


@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from(["-", "—", "~", "至", "到", "--"]))
def test_ranges(a: int, b: int, mark: str) -> None:
    low, high = sorted((a, b))
    numeral = read(f"{low}{mark}{high}个", 0)
    assert numeral is not None
    assert (numeral.value, numeral.value_max) == ((low, high) if low < high else (low, None))


def test_a_shared_magnitude_reaches_the_lower_end() -> None:
    for text, low, high in (
        ("5-10万元", 50_000, 100_000),
        ("三至五万元", 30_000, 50_000),
        ("1.2—1.5亿元", 120_000_000, 150_000_000),
        ("8千至1万元", 8_000, 10_000),
        ("500-1万元", 500, 10_000),
    ):
        numeral = read(text, 0)
        assert numeral is not None and (numeral.value, numeral.value_max) == (low, high), text


def test_mixed_writing() -> None:
    for text, value in (
        ("3万5千", 35_000),
        ("1亿2000万", 120_000_000),
        ("3千5百万", 35_000_000),
        ("二十余万", 200_000),
        ("3千多万", 30_000_000),
        ("10 余 万", 100_000),
        ("一万五", 15_000),
        ("廿五", 25),
    ):
        numeral = read(text, 0)
        assert numeral is not None and (numeral.value, numeral.end) == (value, len(text)), text


def test_what_is_no_number() -> None:
    for text in ("百千", "十百", "一二三四五六七八九十百", "两五", "一" * 50, "千克"):
        numeral = read(text, 0)
        assert numeral is None, text
    long = read("9" * 10_000, 0)
    assert long is None
