"""The verb behind a figure and its noun: ``200余名群众 参加``, ``对35处违建 进行了 拆除``."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.measures.clauses import Kind, Token, words

__all__ = ["RELATIVE", "deed", "names_for"]

Range = tuple[int, int]

RELATIVE = 6  # words of a relative clause beside a figure (有劳动能力的, 对 在 外地 务工 的 130名)
_MET_WITH = "受到"
_TREATING = frozenset(("serve", "enforce"))
_NAMING = frozenset((Kind.NOUN, Kind.VERB, Kind.WEAK, Kind.JOINER, Kind.REMAINDER))


def deed(tokens: Sequence[Token], *, adjacent: bool = False) -> Range | None:
    """Verb whose subject or patient stands before the words; a light one only where no other names the deed.

    ``adjacent``: it must stand at once.
    """
    lex = words()
    light: Range | None = None
    weak: Range | None = None
    bare, strict = False, adjacent
    start = _past_scene(tokens) if adjacent else 0
    for at, token in enumerate(tokens[start:], start):
        if at == 0 and token.word in lex.passing and len(tokens) > 1:  # 4人 通过 考试
            return token.start, token.end
        if token.word == _MET_WITH and lex.verb_class.get(tokens[-1].word) == "award":
            return tokens[-1].start, tokens[-1].end  # 1人 受到 省政府 表彰
        if token.kind == Kind.VERB:
            if lex.verb_class.get(token.word) == "change":  # 村医29名,六成占
                break
            if token.word in lex.visiting and at + 1 < len(tokens) and tokens[at + 1].kind in (Kind.VERB, Kind.WEAK):
                continue  # 进行 入户 评估
            if token.word in lex.coming and at + 1 < len(tokens) and tokens[at + 1].kind == Kind.VERB:
                continue  # 180人 前来 参观
            if token.word in lex.light and not (bare and at + 1 == len(tokens)):  # 进行了保障
                if light is None:
                    light = (token.start, token.end)
                bare = bare or token.word in lex.bare
                adjacent = False
                continue
            if names_for(tokens, at):
                continue
            if light is not None and not bare and at < len(tokens) - 1:  # 开展宣传活动, but 开展安全检查
                return light
            end = _last_of_name(tokens, at) if bare else at
            at = end
            if tokens[end].kind == Kind.NOUN:  # 接受了 养殖 、 种植 技术培训
                return tokens[end].end - 2, tokens[end].end
            while (
                end + 1 < len(tokens)
                and tokens[end + 1].kind == Kind.VERB
                and tokens[end + 1].start == tokens[end].end
                and tokens[end + 1].word not in lex.attributive
            ):
                end += 1
            return tokens[at].start, tokens[end].end
        named = light is not None and token.kind == Kind.NOUN and lex.object_head(token.word)[1] != "money"
        if named and token.word[-2:] in lex.verb_class and len(token.word) > 2:
            return token.end - 2, token.end  # 进行 两癌筛查
        done = bare or (at > 0 and tokens[at - 1].word in lex.telling)
        if done and at + 1 == len(tokens) and _undergone(token):
            return token.start, token.end
        if token.kind == Kind.WEAK and weak is None and light is None:
            weak = (token.start, token.end)
        elif token.kind == Kind.STATIVE or (adjacent and token.kind != Kind.FILLER):
            break
    if light is None and weak is None and not strict:  # 为2600名妇女免费两癌检查
        for token in tokens:
            if token.kind == Kind.NOUN and len(token.word) > 2 and lex.verb_class.get(token.word[-2:]) in _TREATING:
                return token.end - 2, token.end
    return light or weak


def _past_scene(tokens: Sequence[Token]) -> int:
    """Where the words go on behind a phrase that says where (在各级比赛中 获奖)."""
    if not tokens or tokens[0].kind not in (Kind.PREPOSITION, Kind.EITHER):
        return 0
    localizer = words().localizer
    return next((n + 1 for n, t in enumerate(tokens[:RELATIVE]) if t.word in localizer), 0)


def names_for(tokens: Sequence[Token], at: int) -> bool:
    """``违规 装修 进行了 查处``: does the verb end the name of what something else was then done to?"""
    after = tokens[at + 1] if at + 2 < len(tokens) else None
    return after is not None and after.word in words().bare and tokens[at].word not in words().light


def _last_of_name(tokens: Sequence[Token], at: int) -> int:
    """``进行了 安全 生产 知识 宣传``: the verb that ends the name of what was done, where nouns stand within it."""
    stop = at + 1
    while (
        stop < len(tokens)
        and tokens[stop].kind in _NAMING
        and tokens[stop].end - tokens[stop - 1].end == len(tokens[stop].word)
    ):
        stop += 1
    last = tokens[stop - 1]
    mixed = any(t.kind != Kind.VERB for t in tokens[at:stop])
    taught = last.kind == Kind.NOUN and words().verb_class.get(last.word[-2:]) == "educate"
    return stop - 1 if mixed and stop == len(tokens) and (taught or last.kind == Kind.VERB) else at


def _undergone(token: Token) -> bool:
    """进行了 屏蔽: a word of two characters that no list has, last in its clause, is what was done."""
    lex = words()
    if len(token.word) == 1:
        return token.word in lex.deed_class or token.word in lex.opening
    plain = token.kind == Kind.NOUN and len(token.word) == len("屏蔽") and not lex.object_head(token.word)[0]
    return plain or token.kind == Kind.WEAK
