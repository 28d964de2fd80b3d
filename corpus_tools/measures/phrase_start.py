"""Does a verb open its phrase?

It does at the clause's start, behind what says when, where or how, and behind the body that does the deed.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.naming import DEEDS, NAMING

__all__ = ["begins", "done_to_next", "opens"]

_WARES = frozenset(("crop", "pest", "waste", "plant", "vehicle"))
_GIVERS = frozenset(("person", "population"))
_WHEN = "年月季度期周日天来间"  # ends of words that say when
_BODY = 3  # words of a body's name: 县 水务 站


def opens(tokens: Sequence[Token], at: int) -> bool:
    """Does the word stand at the start of its phrase?"""
    lex = words()
    if at and (tokens[at - 1].word in lex.adverb or tokens[at - 1].word in lex.ways or _says_when(tokens[at - 1])):
        return True
    inside = at - 1
    while inside >= 0 and (tokens[inside].kind == Kind.FILLER or tokens[inside].word in lex.setting):
        inside -= 1
    if inside < 0 or tokens[inside].kind not in (Kind.NOUN, Kind.OF, *DEEDS):
        return True
    if inside == at - 1 and tokens[inside].kind == Kind.NOUN and tokens[inside].word[-1] in lex.localizing:
        return True  # 井下 排查 “三违”
    if inside < _BODY and all(t.kind == Kind.NOUN for t in tokens[:inside]) and _does(tokens, inside, at):
        return True
    named = inside + 1 < at and inside + 1 < _BODY and _names_place(tokens, inside + 1)
    return named and _does(tokens, inside + 1, at)


def begins(tokens: Sequence[Token], at: int) -> bool:
    """Does the verb open its clause, or follow the phrase that says where (在 园区 查获 伪装 成 茶叶 的 卷烟)?"""
    if opens(tokens, at):
        return True
    before = at - 1
    while before >= 0 and tokens[before].kind == Kind.NOUN:
        before -= 1
    return 0 <= before < at - 1 and tokens[before].kind in (Kind.PREPOSITION, Kind.EITHER)


def _names_place(tokens: Sequence[Token], at: int) -> bool:
    """``柳林 村``, ``南湖 派出所``: the name of a place or body and what it is open the clause."""
    lex = words()
    if not tokens[at].word.endswith(lex.actors):
        return False
    return tokens[at - 1].end == tokens[at].start and all(t.kind in (Kind.NOUN, Kind.MARK) for t in tokens[:at])


def _says_when(token: Token) -> bool:
    """全年, 上半年, 本月: what was done follows."""
    return token.kind == Kind.FILLER and token.word[-1] in _WHEN and len(token.word) > 1


def done_to_next(tokens: Sequence[Token], verb: int) -> bool:
    """``配合交警 检查 车辆``: is the verb done to the noun behind it, which it might as well name?"""
    lex = words()
    after = tokens[verb + 1].word if verb + 1 < len(tokens) else ""
    return tokens[verb].word in lex.transitive and bool(lex.object_head(after)[0])


def _does(tokens: Sequence[Token], body: int, verb: int) -> bool:
    """``水务站 维修 水管``: does the body that opens the clause do the deed? Not where the verb rather names.

    So do people who give of their own: ``侨胞 捐赠 公益事业``.
    """
    lex = words()
    word = tokens[verb].word
    if tokens[body].kind != Kind.NOUN:
        return False
    if not tokens[body].word.endswith(lex.actors):
        gives = word in lex.transitive and lex.verb_class.get(word) == "invest"
        return gives and lex.object_head(tokens[body].word)[1] in _GIVERS
    if lex.verb_class.get(word, "") not in NAMING and word not in lex.adjectival:
        return True
    if done_to_next(tokens, verb):
        return True
    after = tokens[verb + 1].word if verb + 1 < len(tokens) else ""
    return lex.verb_class.get(word) in ("produce", "plant") and lex.object_head(after)[1] in _WARES
