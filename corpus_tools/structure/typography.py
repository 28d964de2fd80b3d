"""What pages are set in besides their text: Markdown, bullets before numbers, points for full stops."""

from __future__ import annotations

import re

from corpus_tools.offsets import Mapped
from corpus_tools.structure.gates import sought

__all__ = ["HAN", "unset"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇○"
"""Ideographs, as the inside of a character class; in Python 3.11 each such class takes a millisecond to compile."""

_MARKDOWN = sought(r"(?:(?<=\n)|\A) {0,3}#{1,6} {1,3}(?=\S)|(?<=[。:;!?] )#{2,6} {1,3}(?=\S)")
# and no mask: **镇2018年
_BOLD = sought(
    r"(?:(?<=[\n .、。;:])|\A)(\*\*)(?=[^\W\d])[^*\n。]{2,40}(?:(?<!:)(\*\*)(?=[:。,;\n]|\Z)|(?<=[。:])(\*\*)(?=[^*]))"
)
# 发放**3000**份: a figure in bold type; 20**年 and **镇 are masks
_BOLD_FIGURE = re.compile(rf"(?<![\d*])(\*\*)(?=\d)[\d.,]{{1,12}} ?[余多]?[万亿]?[{HAN}%]{{0,4}}(\*\*)(?!\*)")
# · 一、加强领导: a list's mark before a number
_BULLET = re.compile(
    r"(?:(?<=\n)|\A) {0,4}(?:[·●◆■▪►▶◇○] {0,2}|[->*] )"
    r"(?=[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.](?!\d))"
)
_BULLETS = ("·", "●", "◆", "■", "▪", "►", "▶", "◇", "○", "- ", "> ", "* ")
_LISTED = re.compile(r"(?:(?<=\n)|\A)[·●◆■▪►▶◇○>*-] (?=\S)")
_ALL = 0.8  # share of the lines that have such a mark: a page that was set as a list, or as a quotation
_WRITTEN = re.compile(r"(?:\\r)?\\n|\\t")  # line ends as JSON writes them
# 取得了明显成效.现将…: ends of sentences that were typed so, numbers of headings (一.加强领导) apart
_POINT = re.compile(
    rf"(?<=[{HAN}”)])(?:(?<![一二三四五六七八九十])|(?<=[^\n。. ][一二三四五六七八九十]))\.(?=[{HAN}“(\n ]|\Z)"
)
_POINTS = 3  # of them in a text that has fewer 。
_DASH_ONE = re.compile(r"(?:(?<=\n)|\A)—(?=、)")  # —、加强领导: 一 as a text reader saw it


def unset(copy: Mapped, *, signs: bool) -> Mapped:
    """The copy without marks of Markdown and bullets, each sentence with its full stop. ``signs``: it may hold # and *.

    >>> from corpus_tools.offsets import Mapped
    >>> unset(Mapped.of("· 一、宣传\\n发放**300**份"), signs=True).text
    '一、宣传\\n发放300份'
    """
    if copy.text.count("\\n") > 1 + copy.text.count("\n"):
        copy = copy.replace(_WRITTEN, lambda m: " " if m[0] == "\\t" else "\n")
    if signs and "# " in copy.text:
        copy = copy.without([m.span() for m in _MARKDOWN.finditer(copy.text)])
    if signs and "**" in copy.text:
        copy = copy.without([span for m in _BOLD.finditer(copy.text) for span in (m.span(1), m.span(2))])
        copy = copy.without([span for m in _BOLD_FIGURE.finditer(copy.text) for span in (m.span(1), m.span(2))])
    if any(c in copy.text for c in _BULLETS):
        listed = [m.span() for m in _LISTED.finditer(copy.text)]
        whole = len(listed) > 1 and len(listed) >= _ALL * sum(map(bool, copy.text.split("\n")))
        copy = copy.without(listed if whole else [m.span() for m in _BULLET.finditer(copy.text)])
    if copy.text.count(".") >= _POINTS and len(_POINT.findall(copy.text)) >= max(_POINTS, copy.text.count("。")):
        copy = copy.replace(_POINT, lambda _: "。")
    if "—、" in copy.text and "二、" in copy.text:
        copy = copy.replace(_DASH_ONE, lambda _: "一")
    return copy
