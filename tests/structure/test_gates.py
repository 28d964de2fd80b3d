"""A gate spares tries in vain and nothing else."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools import lexicon
from corpus_tools.structure.gates import OneOf, ahead, firsts, sought, words

_OPENING = [p for kind in ("summary", "plan") for p in lexicon.load("reports")["opening"][kind]]
_SOUGHT = [sought(p) for p in _OPENING]
_SITE = [(rule["reason"], p) for rule in lexicon.load("site")["line"] for p in rule["patterns"]]
_PIECES = st.sampled_from(
    [
        "现将",
        "总结",
        "汇报",
        "如下",
        "工作",
        "特制定",
        "计划",
        "本",
        "第3页",
        "共 9 页",
        "下载",
        "相关",
        "文章",
        ":",
        "推荐",
        "的",
        "2021-03-04",
        " ",
        "12",
        "阅读",
        "|",
        ">",
        "首页",
        "(",
        ")",
        "版权",
        "\n",
        "。",
        "٣",
        "\u3000",
    ]
)
_TEXTS = st.lists(_PIECES, max_size=12).map("".join)


@given(_TEXTS)
@settings(deadline=None)
def test_what_is_sought_is_what_the_pattern_finds(text: str) -> None:
    for pattern, gated in zip(_OPENING, _SOUGHT, strict=True):
        plain = re.compile(pattern)
        for start, end in ((0, len(text)), (1, max(1, len(text) - 2))):
            assert [m.span() for m in gated.finditer(text, start, end)] == [
                m.span() for m in plain.finditer(text, start, end)
            ]
        assert [m.span() for m in re.finditer(ahead(pattern), text)] == [m.span() for m in plain.finditer(text)]


@given(_TEXTS)
@settings(deadline=None)
def test_one_of_many_is_the_first_that_matches(text: str) -> None:
    wanted = next((name for name, pattern in _SITE if text and re.fullmatch(pattern, text)), "")
    assert not text or _LINES.fullmatch(text) == wanted


_LINES = OneOf(_SITE)


def test_what_a_pattern_begins_with() -> None:
    assert firsts("(?<!工)作?总|[a-c]x") == {"作", "总", "a", "b", "c"}
    assert firsts(r"\d+页|第") == {"0", "第"}  # any digit
    for anything in (".{2,9}下载", "[^。]下", "(?:总结)?", r"\w页", "a|"):
        assert firsts(anything) is None


def test_words_that_a_pattern_is_never_without() -> None:
    assert words(".{2,9}(?:免费)?下载") == ("下载",)
    assert set(words(".*(?:猜你喜欢|相关阅读)[::]?")) == {"猜你喜欢", "相关阅读"}
    assert words("(?:下载)?|文章") == ()
