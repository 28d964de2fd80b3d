"""Numerals that count nothing: dates, durations, ordinals, set phrases, names, frequencies.

Each function looks at one place of the text and says where such an expression ends, or nothing. ``quantities`` asks
them in the order of their certainty.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpus_tools import lexicon
from corpus_tools.measures import measure_words, modifiers
from corpus_tools.measures.lookup import Index, index, longest, matches
from corpus_tools.measures.numerals import Numeral, tables
from corpus_tools.measures.ratios import proportion

__all__ = ["after_numeral", "frequency", "label", "list_marker", "number_form", "phrase", "rhyme", "time"]

CLAUSE = re.compile("[,，。;；、:：!！?？\n\r]")
# how far back the span of a frequency stands from its count (每季度至少组织开展一次)
FREQUENCY_REACH = 14
_LONGEST_NUMBER = 16  # figures as long are a number's name, unless a unit says that they count
_EDITION, _EDITION_BEFORE = "届", "第本历每上下首"
_HIGHEST_PHASE = 20  # no estate or project is built in more phases
_EDITION_OF = "会赛节展"  # what is held in editions: 运动会一届
_AFTER_MARKED = ")）、.．是要则:："  # what follows the number of a list's item
_RHYMING = "一二两三四五六七八九十百千"
# 三治三化三创 has three feet; none has more than these
LONGEST_RHYME = 8


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
    after_noun: frozenset[str]
    name_heads: str
    name_tails: tuple[str, ...]
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
    after = {*" \t\u3000\xa0", *_AFTER_MARKED, *time, *label, *place}
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
        frozenset(lexicon.load("units")["cjk_after_noun"]["units"]),
        "".join(g["place_name"]["heads"]),
        tuple(g["place_name"]["tails"]),
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


# ---------------------------------------------------------------- before the numeral is read


def phrase(text: str, at: int) -> tuple[int, int] | None:
    """Set phrase whose first numeral stands at ``at``: its range.

    >>> phrase("落实门前三包", 4), phrase("十一个村", 0)
    ((2, 6), None)
    """
    ls = lists()
    n = len(text)
    ending = ls.phrases_ending.get(text[at - 1 : at + 1], ()) if at else ()
    found = ls.phrases.get(text[at : at + 2], ())
    if ending:  # 统一走访 holds 统一, not 一走; but 统一战线, 一走了之
        long = [entry for entry in found if entry[0] or entry[1] > 2]
        found = (*long, *ending, *(entry for entry in found if entry not in long))
    for first, length, phrases in found:
        start = at - first
        word = text[start : start + length] if start >= 0 else ""
        if word not in phrases:
            continue
        end = start + length
        if word[-1] in ls.numerals and end < n:
            if text[end] in ls.numerals:
                continue
            if first == 0 and measure_words.at(text, end) is not None:
                continue
        if word[-1] in ls.numerals and end < n and text[end] in "余多几来分":
            continue
        if first == 0 and len(word) == 2 and word[0] != "一":
            # 死角四处, 近万户: the same two characters do count after a noun or a modifier
            if word[0] in "百千万亿" and start and text[start - 1] in "近约上数几逾超过达满":
                continue
            if measure_words.clause_ends(text, end) and measure_words.at(text, start + 1) is not None:
                continue
        return start, end
    return None


def rhyme(text: str, at: int) -> int | None:
    """End of numeral + character(s) said twice or more: 三清三建, 一户一策, 两不愁三保障.

    >>> rhyme("三清三建行动", 0), rhyme("三个村五个社区", 0)
    (4, None)
    """
    ls = lists()
    n = len(text)
    if at + 3 >= n or text[at] not in _RHYMING:
        return None
    head = text[at + 1]
    if head in ls.numerals or not "\u4e00" <= head <= "\u9fff" or head in "亩元斤吨里尺余多年月日天点到至比":
        return None
    width = 1 if text[at + 2] in _RHYMING else 2
    if width == 2 and (at + 5 >= n or measure_words.at(text, at + 1) is not None):
        return None
    pos, count = at, 0
    while pos + width < n and count < LONGEST_RHYME and text[pos] in _RHYMING:
        body = text[pos + 1 : pos + 1 + width]
        if any(c in ls.numerals or not "\u4e00" <= c <= "\u9fff" for c in body):
            break
        pos += 1 + width
        count += 1
    return pos if count >= 2 else None


def list_marker(text: str, at: int, end: int) -> int | None:
    """End of the marker where the numeral ``at:end`` numbers an item: 一、 1. (一) 一是.

    >>> list_marker("一、加强领导", 0, 1), list_marker("1.5亿元", 0, 1), list_marker("一是抓", 0, 1)
    (2, None, 2)
    """
    if end - at > 3 or end >= len(text):
        return None
    c, following = text[end], text[end + 1 : end + 2]
    if c not in _AFTER_MARKED:
        return None
    arabic = text[at].isascii()
    if c in ")）" and at and text[at - 1] in "(（":
        return end + 1
    starts = at == 0 or text[at - 1] in "\n\r。;；!！?？:：" or text[at - 1] in " \t\u3000”)）*#"
    if c in "、.．" and not (following and following in lists().numerals and (arabic or c == ".")):
        if arabic:
            return end + 1 if starts or (following > "\u4e00" and len(text[at:end]) < 3) else None
        return end + 1
    if c in ")）" and starts:
        return end + 1
    if not arabic and c in "是要则:：" and (starts or text[at - 1] in ",，、" or c == "是"):
        return end + 1
    return None


_COUNTING = frozenset("一二三四五六七八九十")
_LINE = frozenset("\n\r。;；!！?？")


def plain_marker(text: str, at: int) -> int | None:
    """End of 一、 or 1. that opens a line or a sentence, or of the numeral of (一).

    What ``list_marker`` would find, at once, since most numerals of a report are this.

    >>> plain_marker("。二、加强领导", 1), plain_marker("三、四个村", 0), plain_marker("村三、", 1)
    (3, None, None)
    >>> plain_marker("12.加强领导", 0), plain_marker("1.5亿元", 0), plain_marker("(三)加强", 1)
    (3, None, 3)
    """
    before = text[at - 1] if at else "\n"
    if text[at] in _COUNTING:
        after = text[at + 1 : at + 2]
        if before in _LINE and after == "、":
            plain = text[at + 2 : at + 3] not in lists().numerals and "分之" not in text[at : at + 6]
            return at + 2 if plain else None
        return at + 2 if before in "(（" and after and after in ")）" else None
    m = lists().figure_marker.match(text, at) if before in _LINE else None
    return m.end() if m is not None and phrase(text, at) is None else None


_FORMS = re.compile(
    r"(?P<date>(?:19|20)\d\d\s?[-—–/.~至到]{1,2}\s?(?:19|20)\d\d(?![0-9])"
    r"|(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:\s{1,2}\d{1,2}:\d\d(?::\d\d)?)?(?![0-9])"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:\s?[-—–~至到]\s?\d{1,2}:\d\d)?)(?![0-9%])"
    r"|(?P<number>\d{3,4}-\d{7,8}(?![0-9])|0\d{2,}(?![0-9.])|1[3-9]\d{9}(?![0-9])|\d{16,}|\d+(?:\.\d+){2,})"
    r"|(?P<dimension>\d+(?:\.\d+)?(?:[×xX*]\d+(?:\.\d+)?)+)"
    r"|(?P<ratio>\d+(?:\.\d+)?\s?[:：]\s?\d+(?:\.\d+)?(?![0-9]))"
    r"|(?P<page>\d+\s?/\s?\d+(?![0-9])(?!以上|的|左右|多))"
)


def number_form(text: str, at: int) -> tuple[int, str] | None:
    """Figures that are no count by their form alone: (end, reason).

    >>> number_form("2022-01-06 15:02:28", 0), number_form("0371-66668888", 0), number_form("300份", 0)
    ((19, 'date'), (13, 'number'), None)
    """
    m = _FORMS.match(text, at)
    if m is None:
        return None
    written = m[0]
    if len(written) >= _LONGEST_NUMBER and written.isdigit() and measure_words.at(text, m.end()) is not None:
        return None  # 1234567890123456元
    clock = m.lastgroup == "date" and ":" in written and "-" not in written and "." not in written
    if (m.lastgroup == "ratio" or clock) and proportion(text, at):
        return None
    if written.count(".") == 1 and "-" not in written and "/" not in written:
        # 2012.5万元: a decimal, where a unit or a magnitude follows
        following = text[m.end() : m.end() + 1]
        if measure_words.at(text, m.end()) is not None or (following and following in tables().magnitudes):
            return None
    return m.end(), str(m.lastgroup)


# ---------------------------------------------------------------- after the numeral is read


def ordinal(text: str, at: int) -> bool:
    """Whether what stands before ``at`` makes the numeral an ordinal or the number of a thing.

    >>> ordinal("第 3次", 2), ordinal("共3次", 1)
    (True, False)
    """
    if not at or text[at - 1] not in lists().ordinal_ends:
        return False
    while at and text[at - 1] in " \t\u3000\xa0":
        at -= 1
    return text.endswith(lists().ordinal, 0, at)


def time(text: str, end: int) -> tuple[int, str] | None:
    """Unit of time that starts at ``end`` (a space before it allowed): (its end, reason).

    >>> time("3个多月", 1), time("60岁", 2), time("3个村", 1)
    ((4, 'duration'), (3, 'age'), None)
    """
    if end < len(text) and text[end] in " \t\u3000\xa0":
        end += 1
    found = longest(lists().time, text, end)
    return None if found is None else (end + len(found[0]), found[1])


def _edition_counted(text: str, at: int, end: int) -> bool:
    """Whether 届 counts what stands before it: 运动会1届, not 第1届."""
    if not at or not measure_words.clause_ends(text, end + len(_EDITION)):
        return False
    if not text[at].isascii() and text[at - 1] not in _EDITION_OF:
        return False
    return measure_words.han(text[at - 1]) and text[at - 1] not in _EDITION_BEFORE


def label(text: str, at: int, numeral: Numeral) -> int | None:
    """End of the label where the numeral is part of a name: 6号楼, 锦绣家园三期, 二组, 四级.

    >>> from corpus_tools.measures.numerals import read
    >>> label("家园三期", 2, read("家园三期", 2)), label("举办了二期", 3, read("举办了二期", 3))
    (4, None)
    """
    ls = lists()
    end, value = numeral.end, numeral.value
    if end >= len(text):
        return None
    for word, _ in matches(ls.label, text, end):
        if word == _EDITION and _edition_counted(text, at, end):
            continue
        unit = measure_words.at(text, end)
        if unit is None or unit.end <= end + len(word):
            return end + len(word)
    if numeral.infix or numeral.value_max is not None:
        return None
    for word, _ in matches(ls.place, text, end):
        after = end + len(word)
        if text.endswith(ls.counted, 0, at):
            return None
        if word == "社" and text.startswith("区", after):
            continue
        if word == "期" and text.startswith(ls.phase_after, after):
            return after
        if word == "期" and value > _HIGHEST_PHASE:  # 发布预警信号86期
            return None
        near = text.endswith(ls.place_before, 0, at)
        if word in ("组", "期", "队", "社", "班"):
            return after if near and not text.endswith("组", 0, at) else None
        if near and (
            measure_words.clause_ends(text, after)
            or text.startswith(ls.place_after, after)
            or text[after] in ls.numerals
        ):
            return after
        return None
    return None


def after_numeral(text: str, at: int, numeral: Numeral) -> tuple[int, str] | None:
    """Other readings of a numeral that stands at ``at``: (end, reason)."""
    ls = lists()
    end = numeral.end
    chinese = numeral.digits == "chinese"
    value = numeral.value
    small = value <= 20 and not numeral.infix
    if not small and not chinese and text[end : end + 1] not in ls.after_any:
        return None
    if not chinese and (rating := _rated().match(text, end) or _bound().match(text, end)) is not None:
        return rating.end(1), "name"
    if small:
        body = end
        if body < len(text) and text[body] in ls.classifiers:
            body += 1
        if text.startswith(ls.announce, body) and (body > end or chinese):
            return body, "list_announcement"
        if chinese and value <= 12 and ((body > end and text[end] in "个大项种点") or body == end):
            if body > end and text.startswith(ls.announce_cjk, body):
                return body, "list_announcement"
            if text.endswith(ls.leads[:5], 0, at) and body > end:
                return body, "list_announcement"
    if text.startswith("篇", end) and (
        (text.endswith(ls.titles, 0, at) and measure_words.clause_ends(text, end + 1))
        or (text.endswith(ls.line_end, 0, at) and (end + 1 == len(text) or text[end + 1] in "\n\r)）】…"))
    ):
        return end + 1, "collection"
    if text.startswith("页", end) and text.startswith(ls.edition, end + 1):
        return end + 1, "collection"  # 汇编.docx(9页珍藏版)
    if chinese and text[end : end + 1] and text[end] in ls.name_heads and text.startswith(ls.name_tails, end + 1):
        unit = measure_words.at(text, end)
        tail = text[end + 1]
        if unit is not None and not (text[end] in "条块间座亩" or (text[end] in "家面" and tail in "店河市县区")):
            return end + 2, "name"
    return None


@cache
def _rated() -> re.Pattern[str]:
    """A unit that with its figure says what kind a thing is: 10千伏 线路."""
    table = lexicon.load("guards")["rated"]
    units, middle, nouns = ("|".join(map(re.escape, table[key])) for key in ("units", "middle", "nouns"))
    return re.compile(f"((?:{units})(?:{middle})?)(?:{nouns})")


@cache
def _bound() -> re.Pattern[str]:
    """A bound that says which of them are counted: 5000万元以上 项目12个, 50亩以上 种粮大户."""
    table = lexicon.load("guards")["bound"]
    units, middle, nouns = ("|".join(map(re.escape, table[key])) for key in ("units", "middle", "nouns"))
    return re.compile(f"((?:{units})(?:{middle}))(?:{nouns})")


def chinese_after_noun(text: str, at: int, numeral: Numeral, unit: measure_words.Unit) -> bool:
    """Whether 三面, 两级, 二期 may be read as a count: after its noun or after a verb that counts."""
    ls = lists()
    if unit.raw not in ls.after_noun or numeral.value > 10 or numeral.infix or numeral.value_max is not None:
        return True
    if numeral.rule == "vague" or text.endswith(ls.counted, 0, at):
        return True
    before = text[at - 1] if at else ""
    ends = measure_words.clause_ends(text, unit.end) or modifiers.after(text, unit.end) is not None
    ends = ends or text.startswith(measure_words.words().strict_before, unit.end)
    return ends and "\u4e00" <= before <= "\u9fff"


def frequency(text: str, at: int, unit: str, once: bool = False) -> bool:
    """Whether a count at ``at`` says how often: 每周一次, 一年两次; ``once``: the count is 一 (两个月收看一次).

    >>> frequency("每周至少召开一次", 6, "次"), frequency("全年召开3次", 4, "次")
    (True, False)
    """
    ls = lists()
    if unit not in ls.frequency_units:
        return False
    window = _clause_before(text, at).rstrip()
    return bool(ls.every.search(window) or ls.span.search(window) or (once and ls.span_verb.search(window)))


def negated(text: str, at: int) -> bool:
    """Whether the clause before ``at`` says that nothing of the kind happened (未发生安全事故一起)."""
    window = _clause_before(text, at)
    return any(word in window for word in lists().negation)


def _clause_before(text: str, at: int) -> str:
    return CLAUSE.split(text[max(0, at - FREQUENCY_REACH) : at])[-1]
