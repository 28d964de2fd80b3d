"""The room's entry: a text or a page taken apart in, measures out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from corpus_tools import lexicon
from corpus_tools.lockstep import lockstep, only
from corpus_tools.measures.categories import categorise
from corpus_tools.measures.chains import RESUMING
from corpus_tools.measures.clauses import words
from corpus_tools.measures.columns import Place, places
from corpus_tools.measures.page_sentences import of_structure, of_text
from corpus_tools.measures.parts import implied, parts
from corpus_tools.measures.quantities import quantities
from corpus_tools.measures.sentence import Range
from corpus_tools.measures.statements import Statement, statements
from corpus_tools.measures.unit_kinds import unit_class
from corpus_tools.offsets import Mapped
from corpus_tools.records import Extraction, Guard, Measure, Quantity, Structure
from corpus_tools.structure.normalise import normalise

__all__ = ["BESIDE", "Trace", "extract", "extract_many"]

BESIDE = "*"  # behind the cue of a measure's rule: its words were read otherwise than by the rules (``tagging``)
_WEIGHED = "weighed"  # how sure these are

_PEOPLE = frozenset(("households", "population", "participants", "staff"))  # have no extent of their own
_LEAST = 2  # figures of a column that a sum adds up
_AT = "在"  # a place where something was done, not what it was done to


class Trace(NamedTuple):
    """What a measure was read by, beside what it says of itself; ranges of the original text."""

    clause: tuple[int, int]  # up to the figure's end
    action: tuple[int, int] | None
    object: tuple[int, int] | None
    per: tuple[int, int] | None
    period: tuple[int, int] | None
    place: tuple[int, int] | None
    status_cue: tuple[int, int] | None
    quantity_confidence: float
    link_confidence: float
    company: tuple[str, ...]  # categories of what the sentence counts before it, the nearest last


_BY_HEAD = frozenset(("人", "名", "位", "员"))
_OWN = frozenset(("visit", "enforce", "clear", "tidy", "serve", "cover"))  # deeds that staff do


_GROUPS = frozenset(("staff", "population", "participants"))  # the same people, by what is told of them


def _one_group(part: str, whole: str) -> bool:
    """Are the people of a part counted as those of the whole, whatever else they are called?"""
    return part in _GROUPS and whole in _GROUPS


def _does(action: str, noun: str) -> bool:
    """Is the subject one of those whose work it is?"""
    lex = words()
    return lex.object_head(noun)[1] == "staff" and lex.verb_class.get(action) in _OWN


_WORK = frozenset(
    (*_OWN - {"serve"}, "plant", "hang", "give", "demolish", "spray", "build", "educate", "publish", "hold")
)


def _of_them(made: Statement, out: Sequence[Measure], noun: str, unit: str) -> bool:
    """``40个探头中有11个坏损``: some of those counted before."""
    if made.cue != "subject" or made.carried_from is None:
        return False
    before = out[made.carried_from]
    return before.object == noun and before.unit == unit


def _lends_a_hand(action: str, noun: str) -> bool:
    """Is it work of others that people join in?"""
    lex = words()
    return noun.endswith(lex.volunteers) and lex.verb_class.get(action, lex.verb_class.get(action[:2], "")) in _WORK


# units by which a deed without a noun goes on with what was counted in an earlier sentence of its section
_COUNTING = {
    "人": "people",
    "人次": "people",
    "名": "people",
    "例": "cases",
    "件": "cases",
    "起": "cases",
    "宗": "cases",
    "户": "households",
}
_GONE_ON_WITH = {"people": ("population",), "cases": ("service", "inspect", "document"), "households": ("household",)}
_Topics = dict[str, tuple[str, Range | None]]
_CLOSED_DEEDS = frozenset(("verb-figure", "carried"))


def extract(
    text: str | Structure, *, original: str | None = None, traces: dict[int, Trace] | None = None
) -> Extraction:
    """Measures and guarded numerals of a text.

    Parameters
    ----------
    text
        Plain text, a clause or a page; or a page that ``structure.parse`` took apart, of which only the reports are
        read (site text holds no measures).
    original
        The page's text, where ``text`` is a page taken apart: each measure's ``text`` is then the slice of it.
        Without it ``text`` is what stands in the reading copy (folded characters, no breaks).
    traces
        Filled with what each measure was read by, under its start; for ``explain``.

    Returns
    -------
    Extraction
        In the order of the text; ``start``/``end`` are code points of the original text.

    Never raises, whatever the text.

    >>> for m in extract("全镇共发放宣传手册10本、传单100余份,清运垃圾３吨。").measures:
    ...     print(m.text, m.value, m.unit, m.modifier, m.action, m.object, m.category)
    10本 10 本 exact 发放 宣传手册 leaflets
    100余份 100 份 over 发放 传单 leaflets
    ３吨 3 吨 exact 清运 垃圾 waste
    """
    return only(lockstep([_extract(text, original, traces)]))


def extract_many(pages: Iterable[tuple[Structure, str]]) -> list[Extraction | Exception]:
    """``extract`` for several pages, each with its text, each step done for all of them before the next.

    It never raises for a page either; where it did for one, out of memory or by a fault of ours, the others go on.
    """
    return lockstep(_extract(structure, text, None) for structure, text in pages)


def _extract(
    text: str | Structure, original: str | None, traces: dict[int, Trace] | None
) -> Generator[None, None, Extraction]:
    """The steps, with a pause between each two."""
    if isinstance(text, Structure):
        copy, laid = text.reading, of_structure(text)
    else:
        copy, original = normalise(text), text
        laid = of_text(copy)
    yield
    if not laid.starts:  # a page without reports; what stands in no sentence is no measure and no guard
        return Extraction((), ())
    page = _Page(copy.text, copy.starts.data, copy.ends.data, original, traces)
    found, guards = quantities(copy.text)
    yield
    laid_out = places(copy.text) if found else {}
    starts, ends = laid.starts.copy(), laid.ends.copy()
    guard_starts = [g.start for g in guards]
    measures: list[Measure] = []
    last: tuple[int, list[Measure]] = (-1, [])
    funds: dict[str, tuple[str, Range | None]] = {}
    topics: _Topics = {}
    for at, group in groupby(found, key=lambda q: bisect_right(laid.starts, q.start) - 1):
        mine = list(group)
        if at < 0:
            continue
        start, end = starts[at], ends[at]
        if mine[-1].end > end:  # 386.⏎5万元: the sentence goes on
            end = mine[-1].end
            if at + 1 < len(starts):
                starts[at + 1] = max(end, starts[at + 1])
        if laid.sections[at] != last[0]:
            last, funds, topics = (laid.sections[at], []), {}, {}
        near = guards[bisect_left(guard_starts, start) : bisect_left(guard_starts, end)]
        said = statements(page.text, start, end, mine, near, planned=laid.planned[at])
        if laid_out:
            said = [_in_table(made, laid_out.get(q.start), start) for made, q in zip(said, mine, strict=True)]
        made = _measures(page, start, mine, said, last[1], funds, topics)
        measures += made
        last = (laid.sections[at], made)
    if laid_out:
        measures = _summed(measures, {page.starts[at]: place for at, place in laid_out.items()})
    return Extraction(tuple(measures), tuple(_original(copy, guards, starts, ends)))


def _original(copy: Mapped, guards: list[Guard], starts: list[int], ends: list[int]) -> Iterator[Guard]:
    """The guards that stand in a sentence, with ranges of the original."""
    first, last = copy.starts.data, copy.ends.data
    for guard in guards:
        at = bisect_right(starts, guard.start) - 1
        if at >= 0 and guard.start < ends[at]:
            yield Guard(first[guard.start], last[guard.end - 1], guard.reason)


class _Page(NamedTuple):
    """What the sentences of a page are read from; arrays as plain memory, which gives single numbers fastest."""

    text: str  # the reading copy
    starts: memoryview
    ends: memoryview
    original: str | None
    traces: dict[int, Trace] | None

    def range(self, span: Range | None) -> Range | None:
        return (self.starts[span[0]], self.ends[span[1] - 1]) if span else None


def _measures(
    page: _Page,
    base: int,
    found: list[Quantity],
    said: Sequence[Statement],
    before: list[Measure],
    funds: dict[str, tuple[str, Range | None]],
    topics: _Topics,
) -> list[Measure]:
    """Measures of the sentence that begins at ``base``.

    ``before``: those of the sentence before; ``funds``: what money was given as; ``topics``: what was last counted in
    each class of units.
    """
    text, starts, ends = page.text, page.starts, page.ends
    totals = parts(text, found, base, before)
    fresh: _Topics = {}  # what this sentence counts; within it ``links`` carries over
    lex = words()
    out: list[Measure] = []
    named = False  # does the sentence name what it counts?
    for quantity, made, total in zip(found, said, totals, strict=True):
        verb_at, noun_at = _moved(made.action, base), _moved(made.object, base)
        each = made.per and _moved(made.per, base)  # most figures have none of the three
        period = made.period and _moved(made.period, base)
        place = made.place and _moved(made.place, base)
        action = _written(text, verb_at) if verb_at else ""
        noun = _written(text, noun_at) if noun_at else ""
        unit = quantity.unit
        if unit == "块" and lex.object_head(noun)[1] == "money":
            unit = "元"  # 月工资1900块
        if unit == "元" and action:
            if noun:
                funds[action] = (noun, noun_at)
            else:  # 投入资金850万元。其中投入160万元用于绿化: still money of the same kind
                noun, noun_at = funds.get(action, ("", None))
        elif noun_at is None:
            if action and made.cue in _CLOSED_DEEDS and not named:
                noun, noun_at = _topic(topics, fresh, action, unit)
        elif made.carried_from is None:
            _remember(fresh, noun, noun_at, unit)
        named = named or made.object is not None
        whole = None if total is None else out[total] if total >= 0 else before[total]
        handed = _handed_down(made, whole) if total is not None and unit != "%" else None
        if handed is not None:
            action, made = handed.action, made._replace(cue="carried")
        company = tuple([m.category for m in out[-2:]])
        # 涉及5乡21村: the places are their own measure words
        meaning = categorise(action, noun or (unit if lex.object_class.get(unit) == "place" else ""), unit, company)
        if made.cue == "column" and not unit and not action and noun[:-2] in lex.verb_class:
            meaning = categorise(noun[:-2], "", noun[-2:], company)  # 出院人次 over bare figures
        if not action and lex.verb_class.get(noun) == "serve" and unit not in _BY_HEAD:
            meaning = categorise(noun, "", unit, company)  # 静脉输液9.8万人次,注射6.4万人次
        if made.cue == "subject" and unit in _BY_HEAD and _does(action, noun):
            meaning = categorise("", noun, unit, company)  # 4名民警走访: who, not what was done
        if made.cue == "subject" and unit in _BY_HEAD and _lends_a_hand(action, noun):
            meaning = replace(categorise("参加", noun, unit), rule="hands")  # 20名志愿者清理河道
        if made.cue == "patient" and meaning.category != "coverage" and text.endswith(_AT, 0, quantity.start):
            there = categorise("", noun, unit)  # 在8个文化站建成流通点
            meaning = there if there.category == "coverage" else meaning
        if out and (noun in lex.others or _of_them(made, out, noun, unit)):
            like = out[-1] if made.carried_from is None else out[made.carried_from]
            meaning = replace(meaning, category=like.category, concept=like.concept, rule="as-before")
        if noun in lex.dimension and made.carried_from is not None:  # 拆除违建39户,面积18万平方米
            of = out[made.carried_from]
            if unit_class(of.unit) != "money" and of.category not in _PEOPLE:
                meaning = replace(categorise(of.action, of.object, of.unit), rule="aspect")
        if whole is not None and unit != "%" and (meaning.rule == "none" or not lex.object_head(noun)[0]):
            meaning = categorise(whole.action, whole.object, whole.unit)
        elif whole is not None and _one_group(meaning.category, whole.category):
            meaning = replace(meaning, category=whole.category, rule="as-whole")  # 督导员56人,其中党员31人
        start, end = starts[quantity.start], ends[quantity.end - 1]
        action_start, action_end = page.range(verb_at) or _NOWHERE
        if handed is not None:
            action_start, action_end = handed.action_start, handed.action_end
        object_start, object_end = page.range(noun_at) or _NOWHERE
        sure = _confidences().get(_WEIGHED if made.weighed else made.cue, 0.0)
        out.append(
            Measure(  # by place: twenty-eight names cost as much again
                start,
                end,
                quantity.text if page.original is None else page.original[start:end],
                quantity.value,
                quantity.value_max,
                quantity.low,
                quantity.high,
                unit,
                quantity.unit_raw,
                quantity.modifier,
                action,
                noun,
                meaning.category,
                meaning.concept,
                made.status,
                _written(text, each) if each else "",
                starts[each[0]] if each else None,
                _written(text, period) if period else "",
                starts[period[0]] if period else None,
                _written(text, place) if place else "",
                starts[place[0]] if place else None,
                None if whole is None else whole.start,
                action_start,
                action_end,
                object_start,
                object_end,
                f"{quantity.rule}+{made.cue}{BESIDE if made.weighed else ''}+{meaning.rule}",
                _product(quantity.confidence, sure),
            )
        )
        if page.traces is not None:
            clause = starts[min(base + made.clause, quantity.start)], end
            spans = (made.action, made.object, made.per, made.period, made.place, made.status_cue)
            cues = tuple([page.range(_moved(span, base)) for span in spans])
            page.traces[start] = Trace._make((clause, *cues, quantity.confidence, sure, company))
    topics.update(fresh)
    return implied(out, found, text, [base + made.clause for made in said])


def _remember(topics: _Topics, noun: str, noun_at: Range, unit: str) -> None:
    """Keep what a later deed without a noun may go on with (受理案件421件。…判决123件)."""
    kind = _COUNTING.get(unit)
    if kind is not None and words().object_head(noun)[1] in _GONE_ON_WITH[kind]:
        topics[kind] = noun, noun_at


def _topic(topics: _Topics, fresh: _Topics, action: str, unit: str) -> tuple[str, Range | None]:
    """What was last counted in such a unit, in an earlier sentence, where the deed is one that goes on with it."""
    kind = _COUNTING.get(unit, "")
    found = None if kind in fresh else topics.get(kind)
    if found is None:
        return "", None
    lex = words()
    if len(action) == 1 or action in lex.complete or action in lex.light:
        fresh[kind] = "", None  # 立案23件。结案20件: others than those before
        return "", None
    heads = RESUMING.get(lex.verb_class.get(action) or lex.verb_class.get(action[-2:], ""), ())
    return found if lex.object_head(found[0])[1] in heads else ("", None)


_NOWHERE = (None, None)


@lru_cache(maxsize=256)  # of a few values each; rounding cost more than all ranges of a measure
def _product(quantity: float, link: float) -> float:
    """How sure a measure is: the quantity, and what it counts."""
    return round(quantity * link, 3)


def _in_table(made: Statement, place: Place | None, base: int) -> Statement:
    """What the head of its column and the name of its row say of a figure, where it stands in a table."""
    if place is None:
        return made
    return made._replace(
        action=_moved(place.action, -base),
        object=_moved(place.object, -base),
        cue="column",
        carried_from=None,
        weighed=False,
    )


def _summed(measures: list[Measure], laid_out: dict[int, Place]) -> list[Measure]:
    """The measures, those of a column made parts of the figure in its row of sums (合计) where they add up to it."""
    columns: dict[tuple[int, int], list[int]] = {}
    for number, m in enumerate(measures):
        if m.start in laid_out and m.value is not None:
            columns.setdefault(laid_out[m.start].column, []).append(number)
    for numbers in columns.values():
        sums = [n for n in numbers if laid_out[measures[n].start].total]
        rest = [n for n in numbers if n not in sums]
        if len(sums) != 1 or len(rest) < _LEAST:
            continue
        total = measures[sums[0]]
        if {measures[n].unit for n in rest} == {total.unit} and sum(
            measures[n].value or 0 for n in rest
        ) == total.value:
            for n in rest:
                measures[n] = replace(measures[n], part_of=total.start)
    return measures


def _handed_down(made: Statement, whole: Measure | None) -> Measure | None:
    """``入库税费1.3亿元。其中:增值税6000万元``: a total of the sentence before whose deed goes on with its parts."""
    if whole is None or made.action is not None or made.cue not in ("bare", "carried") or not whole.action:
        return None
    return None if whole.action in words().complete and not whole.object else whole  # 接处警9起,其中火灾扑救2起


def _written(text: str, span: Range) -> str:
    """The words of a range; spaces inside them are the scraper's. They may hold another figure of the sentence."""
    return "".join(text[span[0] : span[1]].split())


def _moved(span: Range | None, by: int) -> Range | None:
    return (span[0] + by, span[1] + by) if span else None


@cache
def _confidences() -> dict[str, float]:
    return dict(lexicon.load("status")["confidence"])
