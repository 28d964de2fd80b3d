"""A sentence that holds quantities, taken apart into segments, gaps and classed words.

A *segment* is what stands between two commas (or brackets); its quantities cut it into *gaps*, one more than there
are quantities. Only gaps are segmented into words, and only when a link is looked for in them, so that most of a
report is never cut at all. Quoted names and titles are one word each, whatever verbs they hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from corpus_tools import segmentation
from corpus_tools.measures.first_verbs import alone, newly, parts, reaches, told, with_noun
from corpus_tools.measures.modifiers import apart
from corpus_tools.measures.regrouping import LED, Token, by_doer, regrouped
from corpus_tools.measures.vocabulary import Kind, Lexicon, words
from corpus_tools.measures.word_kinds import classed
from corpus_tools.records import Guard

__all__ = [
    "FROM",
    "LED",
    "NAMES",
    "Figure",
    "Fixed",
    "Kind",
    "Lexicon",
    "Segment",
    "Token",
    "segments",
    "tokens",
    "words",
]


class Figure(NamedTuple):
    """A quantity as the words around it see it: where it stands, and its unit."""

    start: int
    end: int
    unit: str


@dataclass(slots=True)
class Segment:
    """What stands between two marks; ``gaps`` are the ranges around its quantities.

    ``resumes`` is the segment that a bracket interrupted and that goes on here; ``inside`` the one the bracket
    stands in. ``opener`` is the mark before it.
    """

    start: int
    end: int
    opener: str
    depth: int
    resumes: int | None = None
    inside: int | None = None
    quantities: list[int] = field(default_factory=list)


# ---------------------------------------------------------------- segments

# no line break: within a sentence it is the scraper's
_MARK = re.compile(r"[,;:。!?()，；：！？（）…]")
# 40 and 60: a quoted slogan or the title of a document; what is longer is a quotation, with clauses of its own
_QUOTED = re.compile(r"“[^“”\n]{1,40}”|《[^《》\n]{1,60}》|\"[^\"\n]{1,40}\"|「[^「」\n]{1,40}」|‘[^‘’\n]{1,40}’")
_QUOTE = re.compile('[“《"「‘]')
_OPENING, _CLOSING = "(（", ")）"


def segments(
    copy: str, start: int, end: int, quantities: Sequence[Figure]
) -> tuple[list[Segment], list[tuple[int, int]]]:
    """Segments of a sentence with the numbers of the quantities in each, and the quoted names in it.

    ``quantities`` are those of the sentence, in order.
    """
    spans = [(q.start, q.end) for q in quantities]
    quoted = []
    if _QUOTE.search(copy, start, end):
        at = 0
        for m in _QUOTED.finditer(copy, start, end):
            while at < len(spans) and spans[at][1] <= m.start():
                at += 1
            if at == len(spans) or spans[at][0] >= m.end():
                quoted.append(m.span())
    whole = iter([*sorted([*spans, *quoted]), (end + 1, end + 1)])
    skip_from, skip_to = next(whole)
    out = [Segment(start, start, "", 0)]
    stack: list[int] = []
    for m in _MARK.finditer(copy, start, end):
        at = m.start()
        while skip_to <= at:
            skip_from, skip_to = next(whole)
        if skip_from <= at:
            continue
        mark = m.group()
        current = len(out) - 1
        out[-1].end = at
        if mark in _OPENING:
            stack.append(current)
            out.append(Segment(at + 1, at + 1, "(", len(stack), inside=current))
        elif mark in _CLOSING:
            resumed = stack.pop() if stack else None
            inside = out[resumed].inside if resumed is not None else None
            out.append(Segment(at + 1, at + 1, ")", len(stack), resumes=resumed, inside=inside))
        else:
            inside = stack[-1] if stack else None
            out.append(Segment(at + 1, at + 1, mark, len(stack), inside=inside))
    out[-1].end = end
    at = 0
    for number, (a, _) in enumerate(spans):
        while out[at].end <= a and at + 1 < len(out):
            at += 1
        out[at].quantities.append(number)
    return out, quoted


# ---------------------------------------------------------------- words

_SPACE = re.compile(r"\s")
_LONGEST_JOIN = 4  # words: 整改 通知 书, 村 规 民 约


class Fixed:
    """Stretches of a sentence that are one word each: quoted names and set phrases as nouns, dates as fillers."""

    def __init__(self, copy: str = "", quoted: Sequence[tuple[int, int]] = (), guards: Sequence[Guard] = ()) -> None:
        made = [(a, b, Kind.NOUN) for a, b in quoted]
        made += [(a, g.end, _fixed(copy[a : g.end], g.reason)) for g in guards for a in (_first(copy, g),)]
        self._all = sorted(made)
        self._starts = [a for a, _, _ in self._all]

    def within(self, start: int, end: int) -> list[tuple[int, int, str]]:
        return [f for f in self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)] if f[1] <= end]


_NUMBERED = "第"
_STARS = "星级"
_BEYOND = "超"
_WHEN = tuple("季度年月周天日次轮期批")  # ends of ordinals that say when


def _first(copy: str, guard: Guard) -> int:
    """Where the word of a guarded numeral begins: 第 belongs to it (第一季度), and so does 超 (超10亿元 项目)."""
    before = copy[guard.start - 1] if guard.start else ""
    return guard.start - (before == _NUMBERED or (before == _BEYOND and guard.reason == "name"))


def _fixed(text: str, reason: str) -> str:
    """Kind of a guarded numeral: part of a name, or an adverb (逐一), or a date that is passed over."""
    if text[0] == _NUMBERED and not text.endswith(_WHEN):
        return Kind.NOUN  # 第一名, 第一编队
    if reason not in NAMES:
        return Kind.NOUN if text.endswith(_STARS) else Kind.FILLER  # 三星级
    return Kind.FILLER if words().kinds.get(text) == Kind.FILLER else Kind.NOUN


def tokens(copy: str, start: int, end: int, fixed: Fixed | None = None) -> list[Token]:
    """Classed words of ``copy[start:end]``.

    >>> [(t.word, t.kind) for t in tokens("全镇共清理垃圾", 0, 7)]
    [('全镇', 'N'), ('共', 'F'), ('清理', 'V'), ('垃圾', 'N')]
    """
    out: list[Token] = []
    at = start
    for a, b, kind in fixed.within(start, end) if fixed else ():
        if a < at:
            continue
        _cut(copy, at, a, out)
        out.append(Token(a, b, copy[a:b], kind))
        at = b
    _cut(copy, at, end, out)
    if len(out) > 1 and out[-1].word in FROM and out[-2].word in words().allowance:
        out[-2] = Token(out[-2].start, out[-2].end, out[-2].word, Kind.NOUN)  # 人均补助由8000元提高到1万元
    return out


FROM = frozenset("由从")
_NEARLY = frozenset("近约")  # before a figure: nearly so many
_REACHES = "达"
_CADRES = re.compile("干部(?=分)")  # the segmenter prefers 部分
_OF_A_KIND = frozenset("率类班")  # make a name of any verb: 查处率, 培训类, 巡线班
# after these the next word opens its clause
_BEFORE_VERB = frozenset((Kind.FILLER, Kind.MARK, Kind.JOINER))


NAMES = frozenset(("set_phrase", "name", "title"))  # guards that are part of what is spoken of


def _cut(copy: str, start: int, end: int, out: list[Token]) -> None:
    if start >= end:
        return
    text = copy[start:end]
    if not _SPACE.search(text):
        out += [Token(start + a, start + b, word, kind) for a, b, word, kind in _words(text)]
        return
    # spaces inside words are the scraper's
    places = [start + n for n, c in enumerate(text) if not c.isspace()]
    out += [Token(places[a], places[b - 1] + 1, word, kind) for a, b, word, kind in _words("".join(text.split()))]


def _words(text: str) -> Sequence[Token]:
    return _remembered(text) if len(text) <= _REMEMBERED else _classify(text)


# Reports repeat their own phrases and one another: on 29 sample pages, all different, one in seven of the stretches
# up to this length had been seen before; where reports were copied, most have.
_REMEMBERED = 24
_STRETCHES = 1 << 14  # of some 600 bytes each


@lru_cache(maxsize=_STRETCHES)
def _remembered(text: str) -> Sequence[Token]:
    return _classify(text)


def _classify(text: str) -> Sequence[Token]:
    """Classed words of a text without spaces, ranges from its start."""
    lex = words()
    pieces = segmentation.cut(text)
    if text[-1:] in _NEARLY and len(pieces[-1]) == len("贴近") and apart(text, len(text)):
        pieces = [*segmentation.cut(text[:-1]), text[-1]]  # 张贴 近
    last = pieces[-1] if text[-1:] == _REACHES else ""
    if len(last) > 1 and last not in lex.kinds and segmentation.tag(last)[-1][1].startswith("n"):
        pieces = [*pieces[:-1], last[:-1], _REACHES]  # 分类 之 星达
    if lex.forced.search(text):
        pieces = [p for part in _apart(lex.forced, text) for p in part]
    if "干部分" in text:  # 干部 分包
        pieces = [p for part in _apart(_CADRES, text) for p in part]
    out: list[Token] = []
    at, number, count = 0, 0, len(pieces)
    glued = False
    while number < count:
        word = pieces[number]
        taken = 1
        if word[0] in lex.beginning and (length := _begun(pieces, number, text[at:], out, lex)):
            word = text[at : at + length]
            pieces[number:] = [word, *segmentation.cut(text[at + length :])]
            count = len(pieces)
        if word in lex.prefixes:
            longest, joined = 1, word
            for more in range(1, min(_LONGEST_JOIN, count - number)):
                joined += pieces[number + more]
                if joined in lex.known:
                    longest = more + 1
                elif joined not in lex.prefixes:
                    break
            if longest > 1:
                word, taken = "".join(pieces[number : number + longest]), longest
        for part, kind in classed(word):
            stop = at + len(part)
            if part not in lex.attaching:  # as most words: none of what follows concerns it
                out.append(Token(at, stop, part, kind))
                at = stop
                continue
            if part in lex.dimension and len(part) > 1 and _tells_of(out, part, at):
                before = out.pop()  # 受益 面积
                out.append(Token(before.start, stop, before.word + part, Kind.NOUN))
            elif part in lex.figure and part[-1] in lex.amount and out and _of_one_character(out[-1], at):
                before = out.pop()  # 售 水量
                out.append(Token(before.start, stop, before.word + part, Kind.NOUN))
            elif (
                part in lex.amount and out and out[-1].kind == Kind.VERB and out[-1].end == at and len(out[-1].word) > 1
            ):
                before = out.pop()  # 献血 量
                out.append(Token(before.start, stop, before.word + part, Kind.NOUN))
            elif (part in lex.suffix or part in lex.tail) and _names(out, part, lex):
                before = out.pop()
                out.append(Token(before.start, stop, before.word + part, Kind.NOUN))
            else:
                glued = glued or part in lex.glued or part in lex.lesson
                if (
                    kind in _VAGUE
                    and (part in lex.opening or part in lex.alone)
                    and _deed_of_one(part, out, kind, lex, last=number + 1 == count)
                    and (part in lex.opening or alone(part, text[stop:]))
                ):
                    kind = Kind.VERB  # 记 嘉奖, 施 复合肥
                elif kind == Kind.FILLER and part in lex.quota and _to_be_reached(out, lex) and text[stop:] in _SHARE:
                    kind = Kind.NOUN  # 完成 全年 计划 的 118%
                elif kind == Kind.FILLER and part == _PLAN and stop == len(text) and out and out[-1].kind == Kind.VERB:
                    kind = Kind.NOUN  # 制定 帮扶 计划 87份
                elif kind == Kind.FILLER and part in lex.moving and number + 1 < count and text[stop] in _HERE:
                    kind = Kind.VERB
                out.append(Token(at, stop, part, kind))
            at = stop
        number += taken
    return regrouped(out, text, glued=glued)


def _tells_of(out: list[Token], extent: str, at: int) -> bool:
    """Does the verb right before the name of an extent say whose extent it is, not what was done (受益 面积)?"""
    if not out or out[-1].kind != Kind.VERB or out[-1].end != at or len(out[-1].word) != len("受益"):
        return False
    lex = words()
    return (
        out[-1].word not in lex.light and out[-1].word not in lex.faint and not lex.states_deed(out[-1].word + extent)
    )


def _of_one_character(token: Token, at: int) -> bool:
    return token.kind == Kind.VERB and len(token.word) == 1 and token.end == at


_PLAN = "计划"
_SHARE = ("", "的")  # between what was to be reached and the figure
_HERE = frozenset("辖全各")


def _to_be_reached(out: list[Token], lex: Lexicon) -> bool:
    """Do the words before 计划 say that it was reached, or what share of it was?"""
    at = len(out) - 1
    while at >= 0 and out[at].kind == Kind.FILLER:
        at -= 1
    return at >= 0 and out[at].word in lex.reaching


def _begun(pieces: Sequence[str], number: int, rest: str, out: list[Token], lex: Lexicon) -> int:
    """How many characters to cut off before a noun that the segmenter joined to them (办 月嫂, 共 制 展板), or 0."""
    word, more = pieces[number], number + 1 < len(pieces)
    if len(word) == 1:
        return 2 if more and reaches(word, rest, pieces[number + 1], lex) else 0
    if more and newly(word, pieces[number + 1], rest, lex):
        return 1 if _opened(out, lex) or by_doer(out) else 0
    if told(word):
        return 1 if _opened(out, lex) or by_doer(out) else 0  # not 稻虾 共作
    if word[0] not in lex.opening or not parts(word, rest, lex):
        return 0
    return 1 if _opened(out, lex) or (with_noun(word, more, lex) and by_doer(out)) else 0


def _opened(out: list[Token], lex: Lexicon) -> bool:
    """Does the next word open its clause, so that it may be a verb?"""
    return not out or out[-1].kind in _BEFORE_VERB or out[-1].word in lex.setting or out[-1].word in lex.purpose


_VAGUE = (Kind.NOUN, Kind.WEAK)


def _deed_of_one(part: str, out: list[Token], kind: str, lex: Lexicon, *, last: bool) -> bool:
    """May a character that verbs begin with be a verb here? At the figure (``last``) only behind 共, 已 or 新."""
    before = out[-1] if out else None
    if last:
        return before is not None and (before.word in lex.telling or before.word in lex.newly)
    if by_doer(out):
        return part not in lex.caring  # 组织 党员 埋 管网, but 家属 助 廉 座谈会
    if _opened(out, lex):
        return kind == Kind.NOUN  # one that the segmenter tags a verb opens its clause as it is
    if before is None or before.kind != Kind.NOUN or len(before.word) == 1:
        return False
    brought = len(out) > 1 and (out[-2].word in lex.causing or out[-2].word in lex.together)
    return brought or any(t.kind in LED for t in out[:-1])  # 在 村口 架 桥


def _names(out: list[Token], suffix: str, lex: Lexicon) -> bool:
    """May the last word take a suffix and be a name with it?"""
    if not out or len(out[-1].word) < 2:
        return False
    if out[-1].kind == Kind.WEAK:
        return True
    if out[-1].kind != Kind.VERB:
        return False
    kind = suffix in _OF_A_KIND and out[-1].word not in lex.faint and out[-1].word not in lex.means
    if suffix in lex.suffix and (kind or out[-1].word in lex.attributive):
        return True
    if len(out) > 1 and out[-2].kind == Kind.STATIVE and suffix in lex.suffix:  # 现有 管护 站
        return True
    # 筹建 托养 中心: another verb governs; 划出 疏导 点: so does one of no list that opens the clause
    opened = out[0].kind == Kind.WEAK and len(out) > 1
    return opened or any(t.kind == Kind.VERB and t.word not in lex.light for t in out[:-1])


def _apart(forced: re.Pattern[str], text: str) -> Iterator[list[str]]:
    at = 0
    for m in forced.finditer(text):
        yield segmentation.cut(text[at : m.start()])
        yield [m.group()]
        at = m.end()
    yield segmentation.cut(text[at:])
