"""Noun phrases among the classed words of a clause, and what a reading of the words before a figure gives."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.frozen import frozen
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.governing import DEEDS, Range, there_is

__all__ = ["EDGE", "Parsed", "held", "phrase", "sets_scene", "strip", "trim", "unset"]

_CONTENT = frozenset((Kind.NOUN, Kind.VERB, Kind.WEAK))
# What may not begin or end a noun phrase.
EDGE = frozenset((Kind.FILLER, Kind.JOINER, Kind.OF, Kind.MARK, Kind.REMAINDER))
_EDGE_BEFORE = EDGE | {Kind.PREPOSITION, Kind.EITHER, Kind.STATIVE}
_EDGE_AFTER = EDGE | {Kind.STATIVE, Kind.EITHER}
# A list this long before 等 is left out of the object: longer than any object of the reference annotation (15)
_LONG_LIST = 16


@frozen
class Parsed:
    """Reading of the words before a figure whose noun stands there too."""

    action: Range | None = None
    object: Range | None = None
    cue: str = "bare"
    stative: bool = False
    figure: bool = False  # the noun is itself a figure (收入, 面积): no deed is carried over to it
    stated: bool = False  # 达: the noun has its figure said of it and is no link of a list
    spread: bool = False  # 分别: the nouns go with as many figures
    nouns: tuple[Range, ...] = ()


def trim(tokens: Sequence[Token]) -> list[Token]:
    """Without what stands between the noun and its figure (共, 累计, 约)."""
    end = len(tokens)
    while end and tokens[end - 1].kind in (Kind.FILLER, Kind.MARK):
        end -= 1
    start = 0
    while start < end and tokens[start].kind in (Kind.FILLER, Kind.MARK):
        start += 1
    return list(tokens[start:end])


def strip(tokens: Sequence[Token]) -> list[Token]:
    """The words that say something."""
    return [t for t in tokens if t.kind in _CONTENT or (t.kind == Kind.STATIVE and there_is(t.word))]


def sets_scene(near: Sequence[Token]) -> bool:
    """Do the words only say who or where (镇党委, 在考核中), so that the deed is still to come?"""
    content = strip(near)
    if not content:
        return True
    lex = words()
    led = near[0].kind in (Kind.PREPOSITION, Kind.EITHER) and near[-1].word in lex.localizer
    if led:
        return True
    last = content[-1]
    bodies = last.word in lex.setting or last.word.endswith(lex.bodies)
    return bodies and all(t.kind == Kind.NOUN for t in content) and last.end == near[-1].end


def phrase(tokens: Sequence[Token]) -> Range | None:
    """Range of the noun phrase in some words: edges off, a long list before 等 left out."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].kind in _EDGE_BEFORE:
        start += 1
    while start < end and (tokens[end - 1].kind in _EDGE_AFTER or _localizes(tokens, end - 1, start)):
        end -= 1
    if start == end:
        return None
    if any(t.kind == Kind.PREPOSITION for t in tokens[:start]):  # 由网格员参加的专题会议
        of = next((n for n in range(end - 2, start, -1) if tokens[n].kind == Kind.OF), start - 1)
        start = of + 1
    if tokens[end - 1].end - tokens[start].start > _LONG_LIST:
        for at in range(end - 2, start, -1):
            if tokens[at].kind == Kind.REMAINDER:
                start = at + 1
                break
    return tokens[start].start, tokens[end - 1].end


def _localizes(tokens: Sequence[Token], at: int, start: int) -> bool:
    return at > start and tokens[at].word in words().localizer


def held(tokens: Sequence[Token]) -> Sequence[Token]:
    """Up to what was held, where another deed follows it (召开 会议 研究 工作)."""
    lex = words()
    for at, token in enumerate(tokens[:-1]):
        named = token.kind == Kind.NOUN and lex.object_head(token.word)[1] in ("meeting", "event")
        if named and tokens[at + 1].kind in DEEDS and tokens[at + 1].word not in lex.object_class:
            return tokens[: at + 1]
    return tokens


def unset(tokens: list[Token]) -> list[Token]:
    """Without the places, bodies and times that open a clause and are not counted."""
    lex = words()
    start = 0
    while start < len(tokens) and (tokens[start].kind in EDGE or tokens[start].word in lex.setting):
        start += 1
    alone = start > 0 and start + 1 == len(tokens) and len(tokens[start].word) == 1
    if alone and len(tokens[start - 1].word) == 1 and tokens[start - 1].end == tokens[start].start:
        start -= 1  # 村 道
    if (
        start == len(tokens) and tokens and len(tokens[-1].word) > 1 and tokens[-1].word in lex.object_class
    ):  # 全县学校213所
        start -= 1
    return tokens[start:]
