"""Drafts for the tests, their records marked in the text.

``[24场]`` is a measure; ``[=24场]`` one that later ``[<15场]`` are parts of; ``[?万元]`` one without a value.
Headings are lines that begin with a marker; everything is one report.
"""

from __future__ import annotations

import re

from corpus_tools.measures import mismatches
from corpus_tools.offsets import Mapped
from corpus_tools.records import Analysis, Measure, Noise, Page, Report, Section, Sentence, Structure

_MARKED = re.compile(r"\[([=<?]?)([^\[\]]+)\]")
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)(余|多)?(.*)")
_MARKER = re.compile(r"(?:(?P<one>[一二三四五六七八九十]+、)|(?P<two>（[一二三四五六七八九十]+）)|(?P<three>\d+、))")


def measure(start: int, text: str, part_of: int | None = None, **changes: object) -> Measure:
    m = _FIGURE.fullmatch(text)
    value = float(m[1]) if m else None
    unit = m[3] if m else text
    fields: dict[str, object] = {
        "start": start,
        "end": start + len(text),
        "text": text,
        "value": int(value) if value is not None and value.is_integer() else value,
        "value_max": None,
        "low": value,
        "high": value,
        "unit": unit,
        "unit_raw": unit,
        "modifier": "over" if m and m[2] else "exact",
        "action": "",
        "object": "",
        "category": "other",
        "concept": "",
        "status": "done",
        "part_of": part_of,
    }
    return Measure(**(fields | changes))  # type: ignore[arg-type]


def draft(
    marked: str,
    *,
    title: str = "",
    kind: str = "summary",
    noise: tuple[str, ...] = (),
    label: str = "",
    **measures: object,
) -> Analysis:
    """An analysis of a marked text; further fields go to every measure."""
    text, found, total, last = "", [], None, 0
    for m in _MARKED.finditer(marked):
        text += marked[last : m.start()]
        sign, words = m.groups()
        unreadable: dict[str, object] = {"value": None, "low": None, "high": None} if sign == "?" else {}
        made = measure(len(text), words, total if sign == "<" else None, **(measures | unreadable))
        found.append(made)
        total = made.start if sign == "=" else total
        text += words
        last = m.end()
    text += marked[last:]
    sentences = [Sentence(*m.span()) for m in re.finditer(r"[^。\n]+。?", text)]
    heads = list(re.finditer(rf"(?m)^{_MARKER.pattern}[^。，\n]*", text))
    starts = [h.start() for h in heads] + [len(text)]
    sections = [Section(0, starts[0], 0, label=label)] if starts[0] else []
    for h, end in zip(heads, starts[1:], strict=True):
        depth = 1 if h["one"] else 2 if h["two"] else 3
        number = h["one"] or h["two"] or h["three"]
        sections.append(Section(h.start(), end, depth, number, h[0], label))
    gone = tuple(Noise(text.index(n), text.index(n) + len(n), "page_number") for n in noise)
    report = Report(0, len(text), kind, title)  # type: ignore[arg-type]
    structure = Structure("zh", gone, (report,), tuple(sections), tuple(sentences), Mapped.of(text))
    page = Page("draft", "draft.txt", text, "", "utf-8")
    return Analysis(page, structure, tuple(found), mismatches=mismatches(text, found, sentences))
