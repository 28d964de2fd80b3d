"""What a template left behind: placeholders, gaps, and figures that a replacement of years has spoilt."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from corpus_tools import lexicon
from corpus_tools.proofing.draft import Draft, Hit

__all__ = ["mangled_figures", "placeholders"]


class _Patterns(NamedTuple):
    year: re.Pattern[str]
    mask: re.Pattern[str]
    kept: re.Pattern[str]
    word: re.Pattern[str]
    cut: re.Pattern[str]
    gap: re.Pattern[str]
    year_in: re.Pattern[str]
    year_before: re.Pattern[str]
    decimal: re.Pattern[str]
    masks: frozenset[str]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _patterns() -> _Patterns:
    words = lexicon.load("proofing")
    mask, gap, mangled = words["mask"], words["gap"], words["mangled"]
    characters = mask["characters"]
    m = f"[{re.escape(characters)}]"
    opening, closing = mask["opening"], mask["closing"]
    follower = f"(?={_any(mask['followers'])})"
    number = rf"\.?\d{{1,6}}(?:\.\d{{1,3}})?[余多]?(?:{_any(mangled['units'])}|[万亿元%])"
    unit, small = _any(mangled["units"]), _any(mangled["small_units"])
    return _Patterns(
        year=re.compile(
            rf"(?<![\dA-Za-z])(?:20{m}{{1,2}}|20\d{m}|2{m}{{3}}|二[〇○零O]{m}{{2}})(?=学?年|级|届)"
            rf"|(?<![\dA-Za-z])20(?:[xX]{{2}}|\*{{2}})(?=度|[-—~至./]{{1,2}} ?[\dxX*])"
        ),
        # A run of one character, or of x and X; a single one where a name or a unit follows. ASCII letters and digits
        # around it make it a word, a formula or an address.
        mask=re.compile(
            rf"(?<![A-Za-z0-9@])(?<![A-Za-z]\.)"
            rf"(?:(?:[xX]{{2,}}|(?P<run>{m})(?P=run)+)(?![A-Za-z0-9@])|[{re.escape(mask['single'])}]{follower})"
            rf"|(?<=\d)[xX*]{{2,}}(?=[\u4e00-\u9fff%])"
        ),
        kept=re.compile(f"(?:{_any(mask['kept'])})"),
        word=re.compile(f"(?:{_any(mask['words'])})|[{opening}](?:{_any(mask['bracketed'])})[{closing}]"),
        cut=re.compile(rf"[{opening}](?:…{{1,4}}|\.{{2,6}}|。{{2,6}}| {{0,8}})[{closing}]"),
        gap=re.compile(
            f"(?:{_any(gap['before_percent'])}) {{0,4}}(?P<rate>[%‰])"
            f"|(?:{_any(gap['before_magnitude'])}) {{0,4}}(?P<money>[万亿]元)(?!{_any(gap['not_before'])})"
        ),
        # 20xx5余册, 20xx余份, xx300份: a masked year where a figure stood (xx余份 is a mask like any other)
        year_in=re.compile(
            rf"(?<![\dA-Za-z])(?:20(?:[xX]{{2}}|\*{{2}})(?:[余多](?:{unit})|{number})|[xX]{{2}}{number})"
        ),
        year_before=re.compile(
            rf"(?<![\d.])(?P<year>20[0-3][1-9])(?:[余多](?:{unit})|(?P<rest>\d{{2,3}})[余多](?:{small}))"
        ),
        decimal=re.compile(rf"(?<!\d)\d{{1,5}}。\d{{1,3}}(?={_any(mangled['decimal_units'])})"),
        masks=frozenset(characters),
    )


_LINE = 200  # characters on either side that are looked at for the ends of a line


def placeholders(draft: Draft) -> Iterator[Hit]:
    """``xx镇``, ``20xx年``, ``__人``, ``〔…〕``, ``投入资金万元``: what was never filled in, or was taken out.

    Runs of marks that fill a whole line are rules, and ``**…**`` around a whole line is bold type in Markdown; neither
    is a placeholder.
    """
    p = _patterns()
    taken = [(h.start, h.end) for h in mangled_figures(draft)]  # in order, and apart from each other
    hits = [Hit(m.start(), m.end(), "year") for m in p.year.finditer(draft.text)]
    hits += [Hit(m.start(), m.end(), "word") for m in p.word.finditer(draft.text)]
    hits += [Hit(m.start(), m.end(), "cut") for m in p.cut.finditer(draft.text)]
    hits += [
        Hit(m.start(), m.end(), "mask")
        for m in p.mask.finditer(draft.text)
        if not p.kept.match(draft.text, m.start()) and not _typography(draft, m.start(), m.end())
    ]
    for m in p.gap.finditer(draft.text):
        group = m.lastgroup or ""
        hits.append(Hit(m.start(group), m.end(group), "gap"))
    for measure in draft.measures:
        # a digit before it, which the reading copy took for a page number, is no gap
        digit = draft.text[max(0, measure.start - 1) : measure.start].isdigit()
        if measure.value is None and not digit and not any(c.isdigit() for c in measure.text):
            masked = not p.masks.isdisjoint(draft.text[measure.start : measure.end])
            hits.append(Hit(measure.start, measure.end, "mask" if masked else "gap"))
    last = 0
    # of several that overlap the longest one, and nothing inside a spoilt figure
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        before = bisect_left(taken, (hit.end,))
        if hit.start < last or (before and hit.start < taken[before - 1][1]):
            continue
        if draft.reported(hit.start, hit.end):
            last = hit.end
            yield hit


def mangled_figures(draft: Draft) -> Iterator[Hit]:
    """``20xx5余册``, ``202300余份``, ``2。6万元``: figures that no longer say what was counted.

    A figure is suspected of beginning with a year only with ``余`` or ``多`` behind it (nobody counts 202300-odd
    leaflets, or 2023-odd), and only before units that are counted in smaller numbers.
    """
    p = _patterns()
    hits = [Hit(m.start(), m.end(), "year_in") for m in p.year_in.finditer(draft.text)]
    hits += [Hit(m.start(), m.end(), "year_before", {"year": m["year"]}) for m in p.year_before.finditer(draft.text)]
    for m in p.decimal.finditer(draft.text):
        hits.append(Hit(m.start(), m.end(), "decimal", {"right": m[0].replace("。", ".")}))
    for measure in draft.measures:
        text = measure.text
        if measure.value is None and any(c.isdigit() for c in text) and not (draft.markdown and text[:2] == "**"):
            hits.append(Hit(measure.start, measure.end, "value"))
    last = 0
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, h.case == "value")):
        if hit.start >= last and draft.reported(hit.start, hit.end):
            last = hit.end
            yield hit


def _typography(draft: Draft, start: int, end: int) -> bool:
    """Whether marks are a rule across the line or Markdown's bold type, not a gap to be filled in."""
    text = draft.text
    first = max(0, start - _LINE)
    line_start = max(first, text.rfind("\n", first, start) + 1)
    line_end = text.find("\n", end, end + _LINE)
    line = text[line_start : line_end if line_end >= 0 else end + _LINE].strip()
    mark = text[start]
    if not line.strip(f"{mark} -=_*"):
        return True
    return (
        mark == "*"
        and end - start == 2
        and (draft.markdown or (line.startswith("**") and line.rstrip(":").endswith("**")))
    )
