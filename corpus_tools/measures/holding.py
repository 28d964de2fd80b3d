"""What governs the name of something held, and where a rate's name begins."""

from __future__ import annotations

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.governing import DOERS, Range

__all__ = ["extended", "holding", "in_rate", "rate_start"]


def holding(body: list[Token], last: int, chosen: int | None) -> int | None:
    """The holding verb left of a holding's name, whatever verbs the name contains (组织安全生产检查)."""
    lex = words()
    stop = last if chosen is None else chosen
    doers = of = False
    found: int | None = None
    for at in range(stop, -1, -1):
        token = body[at]
        if token.kind == Kind.OF:
            of = True
        elif of:  # 召开由网格员参加的会议: the holding verb is the first
            found = at if token.kind == Kind.VERB and token.word in lex.event else found
        elif token.kind == Kind.VERB and token.word in lex.event and not _partakes(body, at, stop):
            return None if doers else at
        elif token.kind in (Kind.STATIVE, Kind.PREPOSITION):
            return None
        if at < stop and token.kind == Kind.NOUN and lex.object_head(token.word)[1] in DOERS:
            doers = True
    return found


def _partakes(body: list[Token], at: int, stop: int) -> bool:
    """``参与 抢救 病人``: the deed is the next verb."""
    lex = words()
    if body[at].word not in lex.partaking or at >= stop:
        return False
    after = body[at + 1]
    return after.kind == Kind.VERB and after.word not in lex.attributive and after.word not in lex.event


def extended(body: list[Token], at: int, action: Range) -> Range:
    """``组织观看``, ``组织召开``: the second verb says how it was held."""
    lex = words()
    after = body[at + 1] if at + 1 < len(body) else None
    if after is None or after.kind != Kind.VERB or after.start != action[1] or after.word in lex.object_class:
        return action
    return (action[0], after.end) if lex.verb_class.get(after.word) in ("hold", "join", "publish") else action


def in_rate(body: list[Token], at: int) -> bool:
    """Is the verb part of the rate's name (垃圾处理率, 服务利用率)?"""
    lex = words()
    return body[at].word in lex.attributive and at + 1 < len(body)


def rate_start(body: list[Token], at: int | None, last: int) -> int:
    """First token of what a rate is said of: behind ``at``, or behind the last preposition or leading verb."""
    if at is not None:
        return at + 1
    lex = words()
    start = 0
    for back in range(last - 1, -1, -1):
        token = body[back]
        if token.kind in (Kind.PREPOSITION, Kind.EITHER) and token.word not in ("对", "对于"):
            start = back + 1
            break
        leads = token.word in lex.light or token.word in lex.faint or lex.verb_class.get(token.word) == "change"
        if token.kind == Kind.VERB and leads and token.word not in lex.attributive:
            start = back + 1
            break
    return start
