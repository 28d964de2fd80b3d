"""What is read of a page does not depend on how a site lays its lines and figures out.

Each of the project's pages is written as other sites would: figures set apart by spaces or on lines of their own, lines
wrapped or indented, marks of one width. The records have to be those of the page as it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

from corpus_tools.analysis import analyse
from corpus_tools.reading import read
from corpus_tools.records import Page
from corpus_tools.structure import parse
from tests.gold.gold import PAGES

Record = tuple[object, str, str, str, str]
Outline = list[tuple[str, str, str, object, tuple[str, ...]]]

_WRAP = 38  # characters of a line
_HAN = "一-鿿"
_FIGURE = rf"(?<=[{_HAN}])(\d[\d.,]*)"
FULL_WIDTH = str.maketrans("0123456789,.%:;", "０１２３４５６７８９，．％：；")


def _wrapped(text: str, joint: str) -> str:
    lines = text.split("\n")
    return "\n".join(joint.join(line[i : i + _WRAP] for i in range(0, len(line), _WRAP)) or line for line in lines)


# how a page is written, and the least share of records that may be read the same; what is lost are words that a wrap or
# a space parts where the segmenter cannot tell
WAYS: dict[str, tuple[Callable[[str], str], float]] = {
    "figures between spaces": (lambda text: re.sub(rf"{_FIGURE}(?=[{_HAN}%])", r" \1 ", text), 0.985),
    "figures behind a space": (lambda text: re.sub(rf"{_FIGURE}(?=[{_HAN}%])", r" \1", text), 0.985),
    "figures on their own lines": (
        lambda text: re.sub(rf"{_FIGURE}(?=[余多万人个份条次户名])", r"\n\1\n", text),
        0.998,
    ),
    "full width": (lambda text: text.translate(FULL_WIDTH), 0.998),
    "wrapped": (lambda text: _wrapped(text, "\n"), 0.98),
    "wraps become spaces": (lambda text: _wrapped(text, " "), 0.99),
    "indented": (lambda text: re.sub(r"(?m)^(?=\S)", "　　", text), 0.998),
    "figures in bold type": (lambda text: re.sub(rf"{_FIGURE}(?=[{_HAN}])", r"**\1**", text), 0.998),
    "figures in tags": (lambda text: re.sub(rf"{_FIGURE}(?=[{_HAN}])", r"<b>\1</b>", text), 0.998),
    "headings under bullets": (lambda text: re.sub(r"(?m)^(?=[一二三四五六七八九]、)", "• ", text), 0.998),
    "sentences end in points": (lambda text: text.replace("。", "."), 0.99),
    "lines end as on another system": (lambda text: text.replace("\n", "\r\n"), 0.998),
    "line ends as JSON writes them": (lambda text: text.replace("\n", "\\n"), 0.998),
}
# how the lines of a page are set: of this nothing may change what its reports and sections are
SETTINGS: dict[str, Callable[[str], str]] = {
    "indented by four": lambda text: re.sub(r"(?m)^ *(?=\S)", "    ", text),
    "spaces at the ends of lines": lambda text: re.sub(r"(?m)(?<=\S)$", "  ", text),
    "empty lines between": lambda text: re.sub(r"\n+", "\n\n\n", text),
    "line ends as JSON writes them": lambda text: text.replace("\n", "\\r\\n"),
    "quoted": lambda text: re.sub(r"(?m)^ *(?=\S)", "> ", text),
    "a list's items": lambda text: re.sub(r"(?m)^ *(?=\S)", "- ", text),
}


def _pages() -> list[str]:
    return [read(path).text.replace("\r\n", "\n") for path in sorted(PAGES.glob("*.txt"))]


def _records(text: str) -> Counter[Record]:
    page = Page("page", "page.txt", text, "", "utf-8")
    return Counter(
        (m.value, m.unit, "".join(m.action.split()), "".join(m.object.split()), m.category)
        for m in analyse(page).measures
    )


@pytest.fixture(scope="module")
def as_they_stand() -> list[tuple[str, Counter[Record]]]:
    return [(text, _records(text)) for text in _pages()]


@pytest.mark.parametrize("way", WAYS)
def test_the_same_is_read_however_it_is_written(way: str, as_they_stand: list[tuple[str, Counter[Record]]]) -> None:
    written, least = WAYS[way]
    same = sum((found & _records(written(text))).total() for text, found in as_they_stand)
    every = sum(found.total() for _, found in as_they_stand)
    assert same >= least * every, f"{same} of {every}"


def _outline(text: str) -> Outline:
    """Of each report kind, title, body, year and the headings, without the spaces."""
    s = parse(text)
    return [
        (
            r.kind,
            "".join(r.title.split()),
            r.organisation or "",
            r.year,
            tuple("".join(x.heading.split()) for x in s.sections if r.start <= x.start < r.end and x.heading),
        )
        for r in s.reports
    ]


@pytest.mark.parametrize("setting", SETTINGS)
def test_reports_and_headings_are_the_same_however_lines_are_set(setting: str) -> None:
    for text in _pages():
        assert _outline(SETTINGS[setting](text)) == _outline(text)


_CN = "一二三四五六七八九十"
# how headings are numbered, and the least share of them that has to be found
NUMBERED: dict[str, tuple[Callable[[str], str], float]] = {
    "一.": (lambda text: re.sub(rf"(?m)^( *[{_CN}]{{1,3}})、", r"\1.", text), 1.0),
    "一:": (lambda text: re.sub(rf"(?m)^( *[{_CN}]{{1,3}})、", r"\1:", text), 1.0),
    "一 ": (lambda text: re.sub(rf"(?m)^( *[{_CN}]{{1,3}})、", r"\1 ", text), 0.97),
    "〔一〕": (lambda text: re.sub(rf"(?m)^( *)[(（]([{_CN}]{{1,3}})[)）]", r"\1〔\2〕", text), 1.0),
    "1．": (
        lambda text: re.sub(r"(?m)^( *\d{1,2})、", r"\1．", text),
        0.9,
    ),  # those that open a line: 2、 goes on in it
}


def _headings(text: str) -> Counter[str]:
    number = re.compile(rf"^[(（〔]?[{_CN}\d]{{1,3}}[)）〕]?[、.．:： ]*|\s")
    return Counter(number.sub("", x.heading) for x in parse(text).sections if x.heading)


@pytest.mark.parametrize("way", NUMBERED)
def test_headings_are_found_however_they_are_numbered(way: str) -> None:
    written, least = NUMBERED[way]
    found = [(_headings(text), _headings(written(text))) for text in _pages() if written(text) != text]
    every = sum(before.total() for before, _ in found)
    same = sum((before & after).total() for before, after in found)
    assert same >= least * every, f"{same} of {every}"
