"""Reading what stands before a figure: the verb that governs it and the noun phrase it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus_tools import segmentation
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.governing import DEEDS, DOERS, Choice, Range, choose, run, there_is
from corpus_tools.measures.holding import extended, holding, in_rate, rate_start
from corpus_tools.measures.phrase_start import done_to_next
from corpus_tools.measures.phrases import EDGE, Parsed, held, phrase, unset
from corpus_tools.measures.topical import named_by_verb, told
from corpus_tools.measures.verb_body import EXTENT, HELD
from corpus_tools.measures.verb_last import verb_last

__all__ = ["read"]

_ONES = frozenset(("person", "door"))  # units of those to whom a service is done, once each
# units of deeds rather than of things
_DEEDS_COUNTED = frozenset(("session", "turnout", "case", "door", "run", "person", "area", "length"))
# classes of verbs that an event or a meeting is the object of
_HOLDING = frozenset(
    ("hold", "carry_out", "join", "publish", "educate", "visit", "receive", "award", "sign", "register")
)
_WARES = frozenset(("cloth", "paper"))  # units of what is handed out
_ATTENDING = frozenset(("person", "turnout"))
_SEASON = ("期间", "时期", "前夕")  # ends of what says when
_AFTER = frozenset(("后", "之后", "以后", "以来", "后共", "后再"))  # a deed before them is over
_ATTENDANTS = 5  # characters of the longest name of those who took part (参训运动员)
_NAMED = 4  # characters of the name of a service that ends in its verb


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
    while end and near[end - 1].kind in (*EDGE, Kind.STATIVE, Kind.EITHER, Kind.PREPOSITION):
        token = near[end - 1]
        spread = spread or token.word.startswith("分别")
        stative = stative or (token.kind == Kind.STATIVE and there_is(token.word))
        stated = stated or token.kind in (Kind.STATIVE, Kind.EITHER)
        end -= 1
    body = list(near[:end])
    if end and end < len(near) and near[end].word in lex.passing and kind in _ATTENDING:
        return Parsed(near[end][:2], phrase(unset(body)), "subject")  # 职称评审通过46人
    season = next((n for n in range(end - 2, -1, -1) if body[n].word.endswith(_SEASON)), None)
    if season is not None and len(body[season].word) > 1:  # 秸秆禁烧期间巡查860人次
        body = body[season + 1 :]
        end = len(body)
    body = body[_past_scene(body) :]
    body = body[_past_company(body) :]
    body = body[_past_bodies(body) :]
    end = len(body)
    if not body:
        return Parsed(stative=stative, spread=spread)
    spread = spread or any(t.word == "分别" for t in body)
    body = told(body, kind)
    end = len(body)
    if end > 1 and body[-1].word in lex.outcome and body[-2].kind == Kind.VERB and body[-2].word not in lex.light:
        body.pop()  # 验收合格
        end -= 1
    last = end - 1
    if last and body[last].word in lex.registered and body[last].kind == Kind.VERB and _named(body[:last]):
        return Parsed(None, phrase(unset(body[:last])), "stative")  # 精神障碍患者在册119人
    deeds = [t for t in body[:last] if t.kind == Kind.VERB and t.word not in lex.attributive]
    if last and body[last].word in lex.exceeding and (deeds or body[last - 1].kind == Kind.NOUN):  # 达成意向超700人
        return read(body[:last], kind)
    if body[last].word in lex.standing and all(t.kind == Kind.JOINER or t.word in lex.setting for t in body[:last]):
        return Parsed(None, (body[last].start, body[last].end), "bare")  # 其中专职22名、兼职46名; 全局在编11人
    if not last and _does_itself(body[0]):
        return Parsed((body[0].start, body[0].end), None, "verb-figure")
    if last and kind in _DEEDS_COUNTED and _made_up(body[last]) and all(map(_acts, body[:last])):
        return Parsed((body[last].start, body[last].end), None, "verb-figure")  # 领导包案23件
    if last and _made_up(body[last]) and all(t.kind == Kind.NOUN for t in body[:last]):
        named = len(body[last - 1].word) > 1 and body[last - 1].word not in lex.setting
        if named:
            return Parsed((body[last].start, body[last].end), phrase(body[:last]), "noun-verb-figure")  # 骨灰入堂380盒
    if kind == "money" and not last and body[0].word in lex.outlays:  # 总投资310万元
        return Parsed((body[0].end - 2, body[0].end), None, "verb-figure")
    if kind in _ONES and body[last].kind == Kind.NOUN and lex.object_head(body[last].word)[1] == "service":
        treated = _treated(body)
        if treated is not None:
            return treated
    if last and body[last].word in lex.treatment and body[last - 1].word in lex.partaking:  # 配合手术5217台
        return Parsed((body[last - 1].start, body[last - 1].end), (body[last].start, body[last].end), "event")
    if kind in _WARES and lex.object_head(body[last].word)[1] == "event" and _holds_its_noun(body[last].word):
        start, end = body[last][:2]
        return Parsed((start, start + 1), (start + 1, end), "verb-noun-figure")  # 送春联600副
    if body[last].kind == Kind.VERB and not (stative and last) and not _nominal(body, last, kind):
        parsed = verb_last(body, kind)
        return replace(parsed, spread=True, nouns=_one_each(body, parsed.object)) if spread else parsed
    if (joined := _attended(body) if kind in _ATTENDING else None) or (joined := _attendants(body)):
        return joined
    parsed = _noun_last(body, kind, spread, stative)
    return replace(parsed, stated=True) if stated else parsed


def _past_scene(body: Sequence[Token]) -> int:
    """``换届后`` 理事11人, ``培训后就业`` 36人: where the words begin that say what followed a deed."""
    for at in range(len(body) - 2, 0, -1):
        if body[at].word in _AFTER and body[at - 1].kind in DEEDS and body[at - 1].end == body[at].start:
            return at + 1
    return 0


def _past_company(body: Sequence[Token]) -> int:
    """``联合物业上门查了`` 420户: where the words begin that say what was done together."""
    lex = words()
    if len(body) < len(("with", "whom", "deed")) or body[0].word not in lex.together or body[0].kind != Kind.VERB:
        return 0
    deed = next((n for n in range(1, len(body)) if body[n].kind != Kind.NOUN), 0)
    if deed < len(("with", "whom")) or body[deed].kind != Kind.VERB:
        return 0
    if body[deed].word in lex.attributive and body[deed].word not in lex.visiting and not done_to_next(body, deed):
        return 0
    who = body[deed - 1].word
    return deed if who.endswith(lex.actors) or lex.object_head(who)[1] in (*DOERS, "place") else 0


def _named(body: Sequence[Token]) -> bool:
    """Are the words nothing but a name?"""
    lex = words()
    named = body[-1].kind == Kind.NOUN and body[-1].word not in lex.setting
    return named and all(t.kind == Kind.NOUN or t.word in lex.attributive for t in body)


def _one_each(body: list[Token], noun: Range | None) -> tuple[Range, ...]:
    """``起数、人数分别下降`` 9%、8%: the nouns of a list, each of which goes with a figure."""
    if noun is None:
        return ()
    items: list[list[Token]] = [[]]
    for token in body:
        if token.start < noun[0] or token.end > noun[1]:
            continue
        if token.kind == Kind.JOINER:
            items.append([])
        else:
            items[-1].append(token)
    return tuple((item[0].start, item[-1].end) for item in items if item)


def _holds_its_noun(word: str) -> bool:
    """``送春联``: the verb and what is handed out in one word that also names the event."""
    lex = words()
    return word[0] in lex.glued and len(word) > len("送书") and word[1:] in lex.object_class


def _past_bodies(body: Sequence[Token]) -> int:
    """``联合应急、住建等部门检查`` 67家: where the words begin that say what the listed bodies did."""
    lex = words()
    rest = next((n for n, t in enumerate(body) if t.kind == Kind.REMAINDER), None)
    if rest is None or rest + 2 >= len(body) or not body[rest + 1].word.endswith(lex.bodies):
        return 0
    if body[rest + 2].kind not in DEEDS or not any(t.kind == Kind.JOINER for t in body[:rest]):
        return 0
    joiner = next(n for n in range(rest) if body[n].kind == Kind.JOINER)
    together = any(t.word in lex.together for t in body[:joiner])
    return rest + 2 if together or all(_item(body, n) for n in range(rest) if body[n].kind == Kind.VERB) else 0


def _item(body: Sequence[Token], at: int) -> bool:
    """Is the word an item of a list, or the end of one (公安、市场监管等)?"""
    return body[at + 1].kind in (Kind.JOINER, Kind.REMAINDER)


def _attended(body: list[Token]) -> Parsed | None:
    """``参加人数达`` 1800人次: how many took part in what was held before."""
    lex = words()
    word = body[-1].word
    tally = next((t for t in lex.heads if word.endswith(t)), "")
    verb = word.removesuffix(tally) if tally else ""
    start = body[-1].start
    if tally and not verb and len(body) > 1 and body[-2].end == start:
        verb, start = body[-2].word, body[-2].start
    if not tally or verb not in lex.partaking or len(body) > (2 if word == tally else 1):
        return None
    return Parsed((start, start + len(verb)), None, "audience")


def _attendants(body: list[Token]) -> Parsed | None:
    """``参演人员`` 75人: those who took part, named by that alone."""
    lex = words()
    start, end = body[0].start, body[-1].end
    if end - start > _ATTENDANTS:
        return None
    word = "".join(t.word for t in body)
    verb, people = word[:2], word[2:]
    if end - start != len(word) or verb not in lex.intransitive or lex.verb_class.get(verb) != "join":
        return None
    return Parsed((start, start + 2), (start + 2, end), "subject") if people in lex.attendants else None


def _made_up(token: Token) -> bool:
    """A word of no dictionary that begins with a verb of one character: the verb and its noun (查岗, 补针)."""
    lex = words()
    if token.kind not in (Kind.NOUN, Kind.WEAK) or len(token.word) != len("巡山"):
        return False
    if (
        (token.word[0] not in lex.opening and token.word[0] not in lex.verb_class)
        or segmentation.known(token.word)
        or token.word[1] in lex.suffix
        or token.word[1] in lex.tail
    ):
        return False
    return token.word not in lex.object_class and token.word not in lex.figure and token.word not in lex.setting


def _acts(token: Token) -> bool:
    """Does the word only say who, when or where?"""
    lex = words()
    if token.kind != Kind.NOUN:
        return token.kind == Kind.FILLER or token.word in lex.visiting
    doer = lex.object_head(token.word)[1] == "staff" or token.word.endswith(lex.bodies)
    return token.word in lex.setting or doer


def _does_itself(token: Token) -> bool:
    """``巡山900人次``: a verb and its noun in one word that no list has, alone before its figure."""
    lex = words()
    if token.kind == Kind.WEAK:
        return len(token.word) > 1
    if token.kind != Kind.NOUN or len(token.word) != len("巡山") or token.word[0] not in lex.opening:
        return False
    named = token.word in lex.setting or token.word in lex.figure or token.word in lex.attributive
    return not named and not lex.object_head(token.word)[0]


def _treated(body: list[Token]) -> Parsed | None:
    """``新生儿访视147人``, ``家庭医生签约1430户``: a known name of a service, its verb done to the noun in it."""
    lex = words()
    last = body[-1]
    if last.word[-2:] not in lex.verb_class or len(last.word) < _NAMED:
        return None
    if any(t.kind in DEEDS and t.word not in lex.attributive for t in body[:-1]):
        return None
    verb = last.end - 2, last.end
    return Parsed(verb, phrase([*body[:-1], last._replace(end=verb[0], word=last.word[:-2])]), "noun-verb-figure")


def _nominal(body: list[Token], last: int, kind: str) -> bool:
    """Is the last verb one of several nouns (店外经营、加工), or made a noun by the adjective before it (小粘贴)?

    A verb of one character after a noun is part of its name (发放 冰箱 贴).
    """
    if last < 2:
        return False
    before = body[last - 1]
    if before.kind == Kind.REMAINDER and words().object_class.get(body[last].word) in ("event", "meeting"):
        joiner = next((n for n in range(last) if body[n].kind == Kind.JOINER), 0)
        return any(t.kind == Kind.VERB for t in body[:joiner])  # 参加病虫识别、油锯使用等技能培训
    short = len(body[last].word) == 1 and before.kind == Kind.NOUN and before.end == body[last].start
    listed = body[0].kind == Kind.JOINER  # 发放手册10本、冰箱贴20个
    deed = next((n for n in range(last - 1) if body[n].kind == Kind.VERB), None)
    if short and before.word not in words().setting and (listed or deed is not None):
        return listed or deed is None or not named_by_verb(body[:last], deed, kind, alone=True)  # 装修须知发300份
    if before.kind == Kind.JOINER:
        return body[last - 2].kind not in DEEDS
    if before.kind != Kind.NOUN or len(before.word) != 1:
        return False
    ends = before.word in words().suffix and body[last - 2].end == before.start  # 收费亭改造12座
    return body[last - 2].kind == Kind.JOINER or (body[last - 2].kind == Kind.VERB and not ends)


def _noun_last(body: list[Token], kind: str, spread: bool, stative: bool) -> Parsed:
    """``悬挂横幅`` 20条, ``现有党员`` 300名, ``知晓率`` 85%."""
    lex = words()
    last = len(body) - 1
    head = lex.object_head(body[last].word)
    figure = body[last].word.endswith(lex.figure_endings)
    cue = "verb-noun-figure"
    choice = choose(body, last)
    at = choice.at
    if kind in HELD or head[1] in ("meeting", "event"):
        by = holding(body, last, at)
        if by is not None:
            at, cue = by, "event"
    if kind == "session" and at is not None and at + 1 == last and head[1] in ("meeting", "event"):
        verb = lex.verb_class.get(body[at].word, "")
        named = len(body[at].word) > 1 and verb not in _HOLDING and body[at].word not in lex.event
        if cue != "event" and named:  # 避险演练5场
            at = None
            choice = Choice()
    if kind == "percent" or head[1] == "rate":
        rate = head[1] == "rate"
        light = at is not None and body[at].word in lex.light and not body[last].word.endswith(lex.quota)
        named = at is not None and at + 1 == last and body[last].word.endswith(lex.degrees)  # 投入强度
        named = named and at is not None and lex.verb_class.get(body[at].word) not in ("change", "carry_out")
        at = None if rate or at is None or light or named or in_rate(body, at) or _whole(body, at) else at
        if at is None and last and body[last].word.endswith(lex.quota) and body[last - 1].kind == Kind.VERB:
            at = last - 1  # 完成任务的112%
        start = rate_start(body, at, last)
        return _with(body, start, last, None if at is None else run(body, at)[1], "rate", spread, stative, figure)
    if figure and at is not None and at + 1 < last and _whose(body, at):
        at = None
        choice = Choice()
    if at is None and choice.stative is not None:
        there = there_is(body[choice.stative].word)
        noun = phrase(body[choice.stative + 1 :])
        return Parsed(None, noun, "stative", stative=there, figure=figure, spread=spread)
    if at is None and choice.spare is not None and not stative:
        at = choice.spare
    if at is None:
        start = choice.preposition + 1 if choice.preposition is not None else 0
        return _with(unset(body[start:]), 0, None, None, "bare", spread, stative, figure)
    if figure and kind in EXTENT and body[at].word in lex.light and body[last - 1].kind == Kind.VERB and last - 1 > at:
        at = last - 1  # 完成播种面积500亩
    action = run(body, at)[1] if body[at].kind == Kind.VERB else (body[at].start, body[at].end)
    if cue == "event":
        action = extended(body, at, action)
        last = at + len(held(body[at : last + 1])) - 1
    own = at  # 绿化 面积: the verb is part of the name
    named = figure and at + 1 == last and body[at].word in lex.attributive and head[1] not in DOERS  # not 登记 流动人口
    begin = own if named else at + 1
    return _with(body, begin, last, action, cue, spread, stative, figure and begin == own)


def _whose(body: list[Token], at: int) -> bool:
    """``脱贫 群众 人均纯收入``: does the verb say of whom the figure is?"""
    lex = words()
    opens = all(t.kind == Kind.FILLER or t.word in lex.setting for t in body[:at])
    return opens and body[at].word in lex.attributive and lex.object_head(body[at + 1].word)[1] in DOERS


def _whole(body: list[Token], at: int) -> bool:
    """``占应建总数的`` 92%: a verb in the name of the whole that a share is of."""
    lex = words()
    before = at - 1
    while before > 0 and body[before].kind == Kind.FILLER and body[before].word not in lex.reaching:
        before -= 1
    return before >= 0 and body[before].word in lex.reaching and body[-1].word.endswith(lex.tally)


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
