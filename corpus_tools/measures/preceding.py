"""Reading what stands before a figure: the verb that governs it and the noun phrase it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.governing import DEEDS, DOERS, Choice, Range, choose, noun_classes, run, there_is
from corpus_tools.measures.holding import extended, holding, in_rate, rate_start

__all__ = ["Governor", "Parsed", "governor", "held", "phrase", "read", "sets_scene", "strip", "trim"]

# Units whose figure counts holdings, so that a verb-noun before it names what was held.
_HELD = frozenset(("session", "turnout"))
_ONES = frozenset(("person", "door"))  # units of those to whom a service is done, once each
_COMPOUND = 4  # a verb of two verbs (执法巡查) names what is held, as its parts do
# Units of extent: what is done to so much of it is no holding.
_EXTENT = frozenset(("area", "length", "bulk"))
# Deeds that people do themselves and that are not done to them.
_OWN = frozenset(("enforce", "visit", "clear", "tidy"))
_PAID = frozenset(("money", "door", "person", ""))  # "": 笔
_CONTENT = frozenset((Kind.NOUN, Kind.VERB, Kind.WEAK))
# What may not begin or end a noun phrase.
_EDGE = frozenset((Kind.FILLER, Kind.JOINER, Kind.OF, Kind.MARK, Kind.REMAINDER))
_EDGE_BEFORE = _EDGE | {Kind.PREPOSITION, Kind.EITHER, Kind.STATIVE}
_EDGE_AFTER = _EDGE | {Kind.STATIVE, Kind.EITHER}
# A list this long before 等 is left out of the object: longer than any object of the reference annotation (15)
_LONG_LIST = 16


@dataclass(frozen=True, slots=True)
class Governor:
    """Verb of a figure whose noun follows. ``patient``: a prepositional phrase, its verb comes after the noun."""

    action: Range | None = None
    fallback: Range | None = None
    patient: bool = False
    stative: bool = False


@dataclass(frozen=True, slots=True)
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


def governor(near: Sequence[Token]) -> Governor:
    """Verb before a figure whose noun follows it."""
    last = len(near) - 1
    of = False
    while last >= 0 and near[last].kind in (Kind.OF, Kind.FILLER, Kind.MARK):
        of = of or near[last].kind == Kind.OF
        last -= 1
    if last < 0:
        return Governor()
    token = near[last]
    if token.kind == Kind.VERB:
        listing = _listing(near, last)
        return Governor(run(near, last if listing is None else listing)[1])
    if token.kind == Kind.WEAK:
        choice = choose(near, last)
        if choice.at is not None and choice.at != last and not of:
            return Governor(run(near, choice.at)[1])
        return Governor((token.start, token.end))
    if token.kind == Kind.JOINER:
        return Governor()
    if token.kind == Kind.STATIVE:
        return Governor(stative=there_is(token.word))
    if token.kind in (Kind.PREPOSITION, Kind.EITHER):
        choice = choose(near[:last], last - 1) if last else Choice()
        return Governor(fallback=_fallback(near, choice), patient=True)
    choice = choose(near, last)
    between = choice.preposition
    if choice.at is not None and (between is None or between < choice.at):
        return Governor(run(near, choice.at)[1])
    if between is not None:
        return Governor(fallback=_fallback(near, choice), patient=True)
    if choice.stative is not None:
        return Governor(stative=there_is(near[choice.stative].word))
    return Governor(fallback=_fallback(near, choice))


def _listing(near: Sequence[Token], last: int) -> int | None:
    """The verb before a list of verbs that are names (下设宣传、督导3个小组); None where there is no such list."""
    at = last
    while at > 1 and near[at - 1].kind == Kind.JOINER and near[at - 2].kind in (*DEEDS, Kind.NOUN):
        at -= 2
    return at - 1 if at < last and at and near[at - 1].kind == Kind.VERB else None


def _fallback(near: Sequence[Token], choice: Choice) -> Range | None:
    at = choice.at if choice.at is not None else choice.spare
    return None if at is None else run(near, at)[1] if near[at].kind == Kind.VERB else near[at][:2]


def read(near: Sequence[Token], kind: str) -> Parsed:
    """Verb and noun phrase before a figure.

    >>> from corpus_tools.measures.clauses import tokens
    >>> copy = "全镇共悬挂宣传横幅"
    >>> made = read(tokens(copy, 0, len(copy)), "cloth")
    >>> copy[slice(*made.action)], copy[slice(*made.object)]
    ('悬挂', '宣传横幅')
    """
    lex = words()
    end = len(near)
    spread = False
    stative = stated = False
    while end and near[end - 1].kind in (*_EDGE, Kind.STATIVE, Kind.EITHER, Kind.PREPOSITION):
        token = near[end - 1]
        spread = spread or token.word.startswith("分别")
        stative = stative or (token.kind == Kind.STATIVE and there_is(token.word))
        stated = stated or token.kind in (Kind.STATIVE, Kind.EITHER)
        end -= 1
    body = list(near[:end])
    if not body:
        return Parsed(stative=stative, spread=spread)
    spread = spread or any(t.word == "分别" for t in body)
    last = end - 1
    deeds = [t for t in body[:last] if t.kind == Kind.VERB and t.word not in lex.attributive]
    if last and body[last].word in lex.exceeding and deeds:  # 达成意向超700人
        return read(body[:last], kind)
    if not last and _does_itself(body[0]):
        return Parsed((body[0].start, body[0].end), None, "verb-figure")
    if kind in _ONES and body[last].kind == Kind.NOUN and lex.object_head(body[last].word)[1] == "service":
        treated = _treated(body)
        if treated is not None:
            return treated
    if body[last].kind == Kind.VERB and not (stative and last) and not _nominal(body, last):
        return _verb_last(body, kind)
    parsed = _noun_last(body, kind, spread, stative)
    return replace(parsed, stated=True) if stated else parsed


def _does_itself(token: Token) -> bool:
    """``巡山900人次``: a verb and its noun in one word that no list has, alone before its figure."""
    lex = words()
    if token.kind != Kind.NOUN or len(token.word) != len("巡山") or token.word[0] not in lex.opening:
        return False
    named = token.word in lex.setting or token.word in lex.figure or token.word in lex.attributive
    return not named and not lex.object_head(token.word)[0]


def _treated(body: list[Token]) -> Parsed | None:
    """``新生儿访视147人``, ``家庭医生签约1430户``: a known name of a service, its verb done to the noun in it."""
    lex = words()
    last = body[-1]
    if last.word[-2:] not in lex.verb_class or len(last.word) < _COMPOUND:
        return None
    if any(t.kind in DEEDS and t.word not in lex.attributive for t in body[:-1]):
        return None
    verb = last.end - 2, last.end
    return Parsed(verb, phrase([*body[:-1], last._replace(end=verb[0], word=last.word[:-2])]), "noun-verb-figure")


def _nominal(body: list[Token], last: int) -> bool:
    """Is the last verb one of several nouns (店外经营、加工), or made a noun by the adjective before it (小粘贴)?

    A verb of one character after a noun is part of its name (发放 冰箱 贴).
    """
    if last < 2:
        return False
    before = body[last - 1]
    short = len(body[last].word) == 1 and before.kind == Kind.NOUN and before.end == body[last].start
    if short and before.word not in words().setting and any(t.kind == Kind.VERB for t in body[: last - 1]):
        return True
    if before.kind == Kind.JOINER:
        return body[last - 2].kind not in DEEDS
    return before.kind == Kind.NOUN and len(before.word) == 1 and body[last - 2].kind in (Kind.JOINER, Kind.VERB)


def _verb_last(body: list[Token], kind: str) -> Parsed:
    """``垃圾清运`` 8000车次, ``开展检查`` 5次, ``组织人员清理`` 20处, ``累计接种`` 500人."""
    lex = words()
    last = len(body) - 1
    first, action = run(body, last)
    word = body[last].word
    named = word in lex.attributive or word in lex.object_class
    compound = len(word) >= _COMPOUND and (body[first].word in lex.event or body[first].word in lex.light)
    named_holding = kind in _HELD and (named or compound)
    if first < last and kind in _PAID and lex.object_class.get(word) == "money":  # 发放补贴33万元
        giving = next((n for n in range(last - 1, -1, -1) if _gives(body[n])), None)
        moved = any(lex.verb_class.get(t.word) == "join" for t in body[:first])
        if giving is None and moved:
            return Parsed(action, None, "verb-figure")
        if giving is None:
            giving = last - 1  # 担保贷款33万元
        return Parsed(run(body, giving)[1], phrase(body[giving + 1 :]), "verb-noun-figure")
    handled = first < last and lex.object_class.get(word) == "service" and word in lex.attributive
    if handled and body[last - 1].word in lex.handles:  # 处理投诉12起
        return Parsed(run(body, last - 1)[1], phrase(body[last:]), "verb-noun-figure")
    done_to = any(t.word in lex.undergoes for t in body[:first])
    named_thing = named_holding or (word in lex.object_class and kind not in _EXTENT)
    if first < last and named_thing and body[first].word in lex.event and not done_to:  # 开展检查5次
        head = first
        while head + 1 < last and body[head + 1].word in lex.event and body[head + 1].word not in lex.attributive:
            head += 1
        return Parsed(run(body, head)[1], phrase(held(body[head + 1 :])), "event")
    if kind in _HELD and first < last and all(t.word in lex.attributive for t in body[first:]) and not first:
        return Parsed(None, (body[first].start, body[last].end), "bare")  # 门诊化验300人次
    if kind == "percent" and last and lex.verb_class.get(word) != "change":
        return Parsed(None, phrase(body), "rate")  # 享受服务在75%以上
    left = body[:first]
    at = next((n for n in range(len(left) - 1, -1, -1) if left[n].kind == Kind.VERB and not _listed(left, n)), None)
    if at is None and left and left[0].kind == Kind.WEAK:
        at = 0
    preposition = next((n for n in range(len(left)) if left[n].kind in (Kind.PREPOSITION, Kind.EITHER)), None)
    moves = word in lex.intransitive or lex.verb_class.get(word) == "change"
    said = moves and left[-1:] and left[-1].word.endswith(lex.figure_endings)  # 受益农民人均收入增加
    named_before = at is not None and (left[at].word in lex.attributive or left[at].word in lex.object_class)
    if at is not None and moves and (said or (named_before and left[at].word not in lex.event)):
        at = None  # 三级手术占比提升
    if first < last and body[first].word in lex.light and at is None:  # 对道路进行整治3处
        at, left = first, body[: first + 1]
    if at is not None and preposition is not None and preposition < at and left[at].word in lex.light:
        undergoes = left[preposition].word in lex.undergoes
        return Parsed(action, phrase(left[preposition + 1 : at]) if undergoes else None, "patient")
    if at is not None and (left[at].word in lex.light or left[at].word in lex.event):
        doers = noun_classes(left, at + 1, len(left)) & DOERS
        handled = left[at].word in lex.handles and left[at].word in lex.event and at + 1 < len(left)
        if handled or (kind == "session" and not doers and left[at].word in lex.event):  # 解答群众咨询, 开展业务测试
            return Parsed(run(left, at)[1], phrase(held(body[at + 1 :])), "event")
        if (named_holding and (not doers or kind == "session" or left[at].word in lex.light)) or (
            named_thing and not doers and left[at].word in lex.event
        ):
            return Parsed(run(left, at)[1], phrase(held(body[at + 1 :])), "event")
        if doers and kind in ("person", "turnout") and left[at].word not in lex.light:
            return Parsed(action, phrase(left[at + 1 :]), "subject")
        if left[at].word in lex.light:
            return Parsed(action, phrase(left[at + 1 :]), "noun-verb-figure")
        heads = [lex.object_head(t.word)[1] for t in left[at + 1 :] if t.kind == Kind.NOUN][-1:]
        if left[at].word in lex.event and heads in (["meeting"], ["event"]):  # 召开专题会议研究部署12次
            return Parsed(run(left, at)[1], phrase(left[at + 1 :]), "event")
        if not doers and word in lex.attributive:
            return Parsed(run(left, at)[1], phrase(body[at + 1 :]), "event")
        return Parsed(action, None, "verb-figure")
    if at is not None:
        if kind == "money" and lex.verb_class.get(left[at].word) == "join":  # 动员社会力量捐款3万元
            return Parsed(action, None, "verb-figure")
        if word in lex.object_class and kind not in _EXTENT and at + 1 < len(left):
            return Parsed(run(left, at)[1], phrase(body[at + 1 :]), "verb-noun-figure")
        if kind == "money" and lex.object_class.get(word) == "money":  # 发放涉农贷款6亿元
            return Parsed(run(left, at)[1], phrase(body[at + 1 :]), "verb-noun-figure")
        return Parsed(action, None, "verb-figure")
    if preposition is not None:
        if word in lex.intransitive:
            return Parsed(action, phrase(left[:preposition]), "subject")
        undergoes = left[preposition].word in lex.undergoes
        return Parsed(action, phrase(left[preposition + 1 :]) if undergoes else None, "patient")
    nouns = [] if left and left[-1].word in lex.localizer else _unset(left)  # 防火期内 设卡
    noun = phrase(nouns) or (phrase(left) if kind in _EXTENT else None)
    if noun is None:
        return Parsed(action, None, "verb-figure")
    listed = body[0].kind == Kind.JOINER and kind == "money" and lex.object_class.get(word) == "money"
    if listed:  # 发放直补资金360万元、良种补贴86万元
        return Parsed(None, (noun[0], body[last].end), "bare")
    giver = kind == "money" and nouns and lex.object_class.get(nouns[-1].word) in ("place", "staff", "person")
    if giver and len(nouns[-1].word) > 1:
        return Parsed(action, None, "verb-figure")  # 文化站投入50万元
    heads = [t.word for t in nouns if t.kind == Kind.NOUN]
    classes = lex.object_head(heads[-1])[1] if heads else ""
    if moves:
        return Parsed(action, noun, "subject")
    if kind == "turnout" and classes in DOERS:
        taught = lex.verb_class.get(word) in ("educate", "serve", "join")
        return Parsed(action, noun if taught else None, "subject")
    if named_holding and classes in ("person", "staff") and lex.verb_class.get(word) in _OWN:
        return Parsed(action, None, "subject")  # 班子成员检查23次
    if named_holding:
        return Parsed(None, (noun[0], body[last].end), "bare")
    doer = kind in ("bulk", "money") and classes == "place" and heads[-1].endswith(lex.bodies)  # 水务公司供水860吨
    whole = doer or (word in lex.complete and classes not in ("population", "household"))  # 全镇排涝9400亩
    if whole or classes in ("person", "staff"):
        return Parsed(action, None, "verb-figure")
    return Parsed(action, noun, "noun-verb-figure")


def _listed(left: Sequence[Token], at: int) -> bool:
    """Is the verb rather the first of several names (接到 转办 及 投诉)?"""
    joined = at + 1 < len(left) and left[at + 1].kind == Kind.JOINER and left[at].word in words().attributive
    return joined and any(t.kind == Kind.VERB for t in left[:at])


def _gives(token: Token) -> bool:
    """Is the verb a deed and no part of the name of what is paid (创业担保贷款)?"""
    lex = words()
    moves = lex.verb_class.get(token.word) == "join"  # 动员社会力量捐款: others do the deed
    return token.kind == Kind.VERB and token.word not in lex.attributive and not moves


def _unset(tokens: list[Token]) -> list[Token]:
    """Without the places, bodies and times that open a clause and are not counted."""
    lex = words()
    start = 0
    while start < len(tokens) and (tokens[start].kind in _EDGE or tokens[start].word in lex.setting):
        start += 1
    if (
        start == len(tokens) and tokens and len(tokens[-1].word) > 1 and tokens[-1].word in lex.object_class
    ):  # 全县学校213所
        start -= 1
    return tokens[start:]


def _noun_last(body: list[Token], kind: str, spread: bool, stative: bool) -> Parsed:
    """``悬挂横幅`` 20条, ``现有党员`` 300名, ``知晓率`` 85%."""
    lex = words()
    last = len(body) - 1
    head = lex.object_head(body[last].word)
    figure = body[last].word.endswith(lex.figure_endings)
    cue = "verb-noun-figure"
    choice = choose(body, last)
    at = choice.at
    if kind in _HELD or head[1] in ("meeting", "event"):
        by = holding(body, last, at)
        if by is not None:
            at, cue = by, "event"
    if kind == "percent" or head[1] == "rate":
        rate = head[1] == "rate"
        light = at is not None and body[at].word in lex.light and body[last].word not in lex.quota
        at = None if rate or at is None or light or in_rate(body, at) else at
        if at is None and last and body[last].word in lex.quota and body[last - 1].kind == Kind.VERB:
            at = last - 1  # 完成任务的112%
        start = rate_start(body, at, last)
        return _with(body, start, last, None if at is None else run(body, at)[1], "rate", spread, stative, figure)
    if at is None and choice.stative is not None:
        there = there_is(body[choice.stative].word)
        noun = phrase(body[choice.stative + 1 :])
        return Parsed(None, noun, "stative", stative=there, figure=figure, spread=spread)
    if at is None and choice.spare is not None and not stative:
        at = choice.spare
    if at is None:
        start = choice.preposition + 1 if choice.preposition is not None else 0
        return _with(_unset(body[start:]), 0, None, None, "bare", spread, stative, figure)
    if figure and kind in _EXTENT and body[at].word in lex.light and body[last - 1].kind == Kind.VERB and last - 1 > at:
        at = last - 1  # 完成播种面积500亩
    action = run(body, at)[1] if body[at].kind == Kind.VERB else (body[at].start, body[at].end)
    if cue == "event":
        action = extended(body, at, action)
    own = at  # 绿化 面积: the verb is part of the name
    begin = own if figure and at + 1 == last and body[at].word in lex.attributive else at + 1
    return _with(body, begin, last, action, cue, spread, stative, figure and begin == own)


def _with(
    tokens: list[Token],
    start: int,
    last: int | None,
    action: Range | None,
    cue: str,
    spread: bool,
    stative: bool,
    figure: bool,
) -> Parsed:
    part = tokens[start : None if last is None else last + 1]
    nouns: list[Range] = []
    if spread:
        begin = 0
        for at, token in enumerate([*part, Token(0, 0, "、", Kind.JOINER)]):
            if token.kind == Kind.JOINER:
                one = phrase(part[begin:at])
                if one:
                    nouns.append(one)
                begin = at + 1
    return Parsed(action, phrase(part), cue, stative=stative, figure=figure, spread=spread, nouns=tuple(nouns))
