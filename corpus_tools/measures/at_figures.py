"""Verbs that are told by their place: right before a figure whose noun follows (填[35本]日志, 组织党员翻查[35卷]档案).

Before a noun such a word may be part of its name; before a figure that counts what stands behind it nothing is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.regrouping import by_doer

__all__ = ["with_verb"]

_MAY_BE = frozenset((Kind.NOUN, Kind.WEAK))
_OPENING = frozenset((Kind.FILLER, Kind.MARK, Kind.JOINER))
_SOON = "了"
_GIVEN, _LESSONS = "上", frozenset(("节课", "堂", "节", "讲"))


def with_verb(left: list[Token], unit: str) -> list[Token]:
    """The words before a figure of ``unit`` that a noun follows, the last of them a verb where its place says so."""
    last = len(left) - 1
    if last >= 0 and left[last].word == _SOON:
        last -= 1
    if last < 0:
        return left
    token, before = left[last], left[:last]
    if len(token.word) == 1:
        is_verb = _spoken(token, unit) and _opens(before)
    else:
        is_verb = token.kind == Kind.WEAK and by_doer(before)
    return [*before, token._replace(kind=Kind.VERB), *left[last + 1 :]] if is_verb else left


def _spoken(token: Token, unit: str) -> bool:
    """Is the character a verb that stands alone?"""
    lex = words()
    if token.word == _GIVEN:
        return unit in _LESSONS  # 上35节示范课
    return token.kind in _MAY_BE and (token.word in lex.deed_class or token.word in lex.opening)


def _opens(before: Sequence[Token]) -> bool:
    """May a verb follow: at the clause's start, behind when or where, behind those who do it?"""
    lex = words()
    if not before or before[-1].kind in _OPENING or before[-1].word in lex.setting:
        return True
    body = len(before) == 1 and len(before[-1].word) > 1 and before[-1].word.endswith(lex.actors)
    return body or by_doer(before)
