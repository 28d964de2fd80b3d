"""Numerals that count nothing: dates, durations, ordinals, names, frequencies.

Each function looks at one place of the text and says where such an expression ends, or nothing. ``quantities`` asks
them in the order of their certainty; those of ``set_phrases`` and ``item_numbers`` before the numeral is read.
"""

from __future__ import annotations

import re
from functools import cache

from corpus_tools import lexicon
from corpus_tools.measures import measure_words, modifiers, small_figures, unit_seams
from corpus_tools.measures.guard_words import lists
from corpus_tools.measures.lookup import longest, matches
from corpus_tools.measures.numerals import Numeral, tables
from corpus_tools.measures.ratios import proportion

__all__ = [
    "after_numeral",
    "chinese_after_noun",
    "frequency",
    "label",
    "negated",
    "number_form",
    "ordinal",
    "time",
    "worked",
]

_CLAUSE = re.compile("[,，。;；、:：!！?？\n\r]")
# how far back the span of a frequency stands from its count (每季度至少组织开展一次)
_FREQUENCY_REACH = 14
_WORK_REACH = 12  # characters in which 服务时长累计突破 stands
_LONGEST_NUMBER = 16  # figures as long are a number's name, unless a unit says that they count
_LINE_ENDS = ("", "\n", "\r", ")", "）")
_EDITION, _EDITION_BEFORE = "届", "第本历每上下首"
_HIGHEST_PHASE = 20  # no estate or project is built in more phases
_EDITION_OF = "会赛节展"  # what is held in editions: 运动会一届

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
    if found is None:
        return None
    stop = end + len(found[0])
    longer = found[0] in lists().time_seams and not text.startswith(lists().time_goes_on, stop)
    if longer and unit_seams.joins(found[0][-1], text[stop : stop + unit_seams.SHORT]):  # 35个日间照料中心
        return None
    return stop, found[1]


def worked(text: str, at: int, end: int, stop: int) -> bool:
    """Whether hours or minutes are an amount of work or of what was shown (播放600小时, 服务时长3100小时).

    >>> worked("播放600小时", 2, 5, 7), worked("服务24小时不间断", 2, 4, 6)
    (True, False)
    """
    units, around_the_clock, said, of = _worked()
    if text[end:stop].strip() not in units or text.startswith(around_the_clock, stop):
        return False
    if text.startswith(of, stop):
        return True
    return said.search(text, max(0, at - _WORK_REACH), at) is not None


@cache
def _worked() -> tuple[frozenset[str], tuple[str, ...], re.Pattern[str], tuple[str, ...]]:
    """Units of work, what follows them where it goes on all day, what ends before such an amount, what is so long."""
    table = lexicon.load("guards")["worked"]
    before, between = ("|".join(map(re.escape, table[key])) for key in ("before", "between"))
    said = re.compile(f"(?:{before})(?:{between})*[ \u3000]{{0,2}}$")
    return (
        frozenset(table["units"]),
        tuple(table["all_day"]),
        said,
        tuple(f"{de}{w}" for w in table["of"] for de in ("", "的")),
    )


def _edition_counted(text: str, at: int, end: int) -> bool:
    """Whether 届 counts what stands before it or behind a verb: 运动会1届, 举办了3届书画展, not 第1届."""
    if not at:
        return False
    if not measure_words.clause_ends(text, end + len(_EDITION)):
        held = text.endswith(lists().holding, 0, at)
        return held and not text.startswith(lists().congress, end + len(_EDITION))
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
        if text.endswith(ls.counted, 0, at) or (word in ls.blocks and text.endswith(ls.buildings, 0, at)):
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
    of_paper = text.startswith("字", end) and text[end + 1 : end + 2] in _LINE_ENDS
    if of_paper and text[max(0, at - 4) : at].rstrip(" (（").endswith(ls.titles):
        return end + 1, "collection"  # 第1篇 学校德育工作总结 3900字
    if not small and not chinese and text[end : end + 1] not in ls.after_any:
        return None
    if not chinese and (rating := _rated().match(text, end) or _bound().match(text, end)) is not None:
        return rating.end(1), "name"
    if text.endswith(ls.beyond, 0, at) and (beyond := _beyond().match(text, end)) is not None:
        return beyond.end(1), "name"
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
        counted = unit is not None and small_figures.counts(text, at, end, unit.raw)
        if (
            unit is not None
            and not counted
            and not (text[end] in "条块间座亩" or (text[end] in "家面" and tail in "店河市县区"))
        ):
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


@cache
def _beyond() -> re.Pattern[str]:
    """The same with the bound before its figure: 超10亿元 项目3个."""
    table = lexicon.load("guards")["bound"]
    units, nouns, counts = ("|".join(map(re.escape, table[key])) for key in ("units", "nouns", "counts"))
    return re.compile(f"((?:{units})的?)(?:(?:{nouns})[\u4e00-\u9fff]{{0,4}}|)[0-9]+(?:{counts})")


def says_which(text: str, end: int) -> bool:
    """Whether what follows a magnitude says which of them are counted: 万元以上 案件.

    >>> says_which("万元以上案件23起", 1), says_which("万元以上。", 1)
    (True, False)
    """
    return _bound().match(text, end) is not None


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
    if ends and "\u4e00" <= before <= "\u9fff":
        return True
    return small_figures.counts(text, at, unit.end - len(unit.raw), unit.raw)


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
    return _CLAUSE.split(text[max(0, at - _FREQUENCY_REACH) : at])[-1]
