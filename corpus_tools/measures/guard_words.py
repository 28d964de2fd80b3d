"""Words by which a numeral is seen to count nothing, made ready to be asked at a numeral."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpus_tools import lexicon
from corpus_tools.measures.lookup import Index, index
from corpus_tools.measures.numerals import tables

__all__ = ["AFTER_MARKED", "lists"]

AFTER_MARKED = ")）、.．是要则:："  # what follows the number of a list's item


# set phrases by two of their characters: where their numeral stands in them, how long they are, which they are
_Phrases = dict[str, tuple[tuple[int, int, frozenset[str]], ...]]


class _Lists(NamedTuple):
    numerals: frozenset[str]
    phrases: _Phrases  # by the first numeral and the character after it
    phrases_ending: _Phrases  # that end in their numeral, by their last two characters
    time: Index[str]
    label: Index[None]
    place: Index[None]
    place_before: tuple[str, ...]
    place_after: tuple[str, ...]
    counted: tuple[str, ...]
    buildings: tuple[str, ...]
    blocks: frozenset[str]
    holding: tuple[str, ...]
    congress: tuple[str, ...]
    time_seams: frozenset[str]
    time_goes_on: tuple[str, ...]
    phase_after: tuple[str, ...]
    titles: tuple[str, ...]
    line_end: tuple[str, ...]
    edition: tuple[str, ...]
    announce: tuple[str, ...]
    announce_cjk: tuple[str, ...]
    classifiers: str
    leads: tuple[str, ...]
    ordinal: tuple[str, ...]
    frequency_units: frozenset[str]
    every: re.Pattern[str]
    span: re.Pattern[str]
    span_verb: re.Pattern[str]
    negation: tuple[str, ...]
    cases: tuple[str, ...]
    after_noun: frozenset[str]
    name_heads: str
    name_tails: tuple[str, ...]
    beyond: tuple[str, ...]
    after: frozenset[str]  # what a marker, a unit of time or a label begins with; after all else nothing is asked
    after_any: frozenset[str]  # what the readings of ``after_numeral`` begin with that ask for no small figure
    ordinal_ends: frozenset[str]
    figure_marker: re.Pattern[str]


@cache
def lists() -> _Lists:
    """Word lists, indexed for looking up at a numeral."""
    g = lexicon.load("guards")
    t = tables()
    numerals = frozenset([*t.digits, *t.magnitudes, *t.tens, *"0123456789半廿卅"])
    phrases: dict[str, list[str]] = {}
    ending: dict[str, list[str]] = {}
    for group in lexicon.load("set_phrases").values():
        for phrase_ in group["words"]:
            first = next((i for i, c in enumerate(phrase_) if c in numerals), None)
            if first is not None:
                last = first + 1 == len(phrase_)  # 统一
                group, key = (ending, phrase_[-2:]) if last else (phrases, phrase_[first : first + 2])
                group.setdefault(key, []).append(phrase_)
    spans = "|".join(sorted(g["frequency"]["spans"], key=len, reverse=True))
    number = f"(?:[0-9]{{1,3}}|[{''.join(t.digits)}十半]{{1,3}})"
    time = index((w, reason) for reason, words in g["time"].items() for w in words)
    label, place = (index((w, None) for w in g["label"][key]) for key in ("always", "place"))
    after = {*" \t\u3000\xa0", *AFTER_MARKED, *time, *label, *place}
    return _Lists(
        numerals,
        _by_length(phrases, numerals),
        _by_length(ending, numerals),
        time,
        label,
        place,
        tuple(g["label"]["place_before"]),
        tuple(g["label"]["place_after"]),
        tuple(g["label"]["counted"]),
        tuple(g["label"]["buildings"]),
        frozenset(g["label"]["blocks"]),
        tuple(g["label"]["holding"]),
        tuple(g["label"]["congress"]),
        frozenset(g["time_seams"]["units"]),
        tuple(g["time_seams"]["ends"]),
        tuple(g["label"]["phase_after"]),
        tuple(g["collection"]["title"]),
        tuple(g["collection"]["line_end"]),
        tuple(g["collection"]["edition"]),
        tuple(g["announce"]["words"]),
        tuple(g["announce"]["cjk_words"]),
        "".join(g["announce"]["classifiers"]),
        tuple(g["announce"]["leads"]),
        tuple(g["ordinal"]["before"]),
        frozenset(g["frequency"]["units"]),
        re.compile(f"每(?:{number}?个?)(?:{spans})"),
        re.compile(f"{number}个?(?:{spans})(?:至少|不少于|要|各|只|就|内)?$"),
        re.compile(f"(?:{number})个?(?:{spans})[\u4e00-\u9fff]{{0,4}}$"),
        tuple(g["negation"]["before"]),
        tuple(g["cases"]["nouns"]),
        frozenset(lexicon.load("units")["cjk_after_noun"]["units"]),
        "".join(g["place_name"]["heads"]),
        tuple(g["place_name"]["tails"]),
        tuple(g["bound"]["before"]),
        frozenset(after),
        frozenset(("篇", "页", *(w[0] for w in (*g["rated"]["units"], *g["bound"]["units"])))),
        frozenset((*" \t\u3000\xa0", *(w[-1] for w in g["ordinal"]["before"]))),
        re.compile(f"[1-9][0-9]{{0,2}}[、.．](?![{''.join(sorted(numerals))} \t\u3000\xa0])"),
    )


def _by_length(groups: dict[str, list[str]], numerals: frozenset[str]) -> _Phrases:
    """Phrases of each group, the longest first."""
    out: _Phrases = {}
    for key, found in groups.items():
        alike: dict[tuple[int, int], set[str]] = {}
        for word in found:
            first = next(i for i, c in enumerate(word) if c in numerals)
            alike.setdefault((first, len(word)), set()).add(word)
        ordered = sorted(alike.items(), key=lambda entry: -entry[0][1])
        out[key] = tuple((first, length, frozenset(words)) for (first, length), words in ordered)
    return out
