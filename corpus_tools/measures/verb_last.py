"""Reading a clause whose last word before the figure is a verb: a deed, or the name of what was held."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.governing import DOERS, Range, noun_classes, run
from corpus_tools.measures.phrases import Parsed, held, phrase, unset

__all__ = ["EXTENT", "HELD", "verb_last"]

# Units whose figure counts holdings, so that a verb-noun before it names what was held.
HELD = frozenset(("session", "turnout"))
_COMPOUND = 4  # a verb of two verbs (执法巡查) names what is held, as its parts do
# Units of extent: what is done to so much of it is no holding.
EXTENT = frozenset(("area", "length", "bulk"))
# Deeds that people do themselves and that are not done to them.
_OWN = frozenset(("enforce", "visit", "clear", "tidy"))
_TREATED = frozenset(("turnout", "case", "run"))  # units of treatments
_PIECES = frozenset(("paper", "cloth", ""))  # units of what is written; "": 篇
_ISSUING = frozenset(("publish", "give", "hang", "print"))
_BY = "被"
_WORKS = frozenset(("build", "tidy", "clear", "plant", "demolish", "spray"))  # deeds that name what money is spent on
_VERBS = frozenset((Kind.VERB, Kind.WEAK))
_GIVING = "给予"
_PAID_OR_TREATED = frozenset(("money", "door", "person", "turnout", "case", "spot"))
_ISSUED = frozenset(("media", "inspect", "document"))
_SAYING = frozenset(("educate", "hold", "publish", "serve", "enforce"))
_COUNTED_PEOPLE = frozenset(("person", "door", "turnout"))
_WRITTEN = frozenset(("paper", "cloth", ""))  # units of what is written or made out
_ABOUT = frozenset(("build", "tidy", "clear", "enforce", "serve"))  # deeds done about what happened
_PAID = frozenset(("money", "door", "person", ""))  # "": 笔


def verb_last(body: list[Token], kind: str) -> Parsed:
    """``垃圾清运`` 8000车次, ``开展检查`` 5次, ``组织人员清理`` 20处, ``累计接种`` 500人."""
    lex = words()
    last = len(body) - 1
    first, action = run(body, last)
    word = body[last].word
    if first < last and lex.verb_class.get(word) == "change" and _is_said_of(body, last):
        return Parsed((body[last].start, body[last].end), phrase(unset(body[:last])), "subject")  # 用工控制在260人
    passive = next((n for n in range(first - 1, 0, -1) if body[n].word == _BY), None)
    if passive is not None and body[passive - 1].kind == Kind.NOUN:  # 撰写信息被省报采用3篇
        start = next((n + 1 for n in range(passive - 1, -1, -1) if body[n].kind in _VERBS), 0)
        undergone = phrase(unset(body[start:passive]))
        if undergone is not None:
            return Parsed(action, undergone, "subject")
    worked = last > 0 and lex.verb_class.get(body[last - 1].word) in _WORKS and body[last - 1].word not in lex.light
    if kind == "money" and word in lex.outlay and worked:  # 河道整治投入1.2亿元
        return Parsed((body[last].start, body[last].end), None, "verb-figure")
    named = word in lex.attributive or word in lex.object_class
    compound = len(word) >= _COMPOUND and (body[first].word in lex.event or body[first].word in lex.light)
    named_holding = kind in HELD and (named or compound)
    if first < last and kind in _PAID and lex.object_class.get(word) == "money":  # 发放补贴33万元
        giving = next((n for n in range(last - 1, -1, -1) if _gives(body[n])), None)
        if giving is None and first + 1 < last and body[first].word not in lex.adjectival:
            giving = first  # 申请到助学补助2万元
        moved = any(lex.verb_class.get(t.word) == "join" for t in body[:first])
        if giving is None and moved:
            return Parsed(action, None, "verb-figure")
        if giving is None:
            giving = last - 1  # 担保贷款33万元
        return Parsed(run(body, giving)[1], phrase(body[giving + 1 :]), "verb-noun-figure")
    lent = first + 1 == last and body[first].word not in lex.event and lex.object_class.get(word) != "money"
    if kind == "money" and lent and lex.object_class.get(body[first].word) == "money":  # 贷款净投放2亿元
        return Parsed((body[last].start, body[last].end), phrase(unset(body[:last])), "noun-verb-figure")
    handled = first < last and _matter(word)
    taken = last - 1
    while handled and taken > first and body[taken].word in lex.attributive and body[taken].word not in lex.light:
        taken -= 1
    if handled and body[taken].word in lex.handles:  # 处理投诉12起, 接受举报投诉29起
        return Parsed(run(body, taken)[1], phrase(body[taken + 1 :]), "verb-noun-figure")
    begun = next((n for n, t in enumerate(body) if t.kind != Kind.FILLER and t.word not in lex.setting), last)
    treated = body[begun].word in lex.accomplish or (body[begun].word in lex.light and word in lex.treatment)
    if kind in _TREATED and begun < last and treated and lex.object_class.get(word) == "service":
        done = [t for t in body[begun + 1 : last] if t.kind == Kind.NOUN and lex.object_head(t.word)[0]]
        if not done:
            return Parsed((body[begun].start, body[begun].end), phrase(body[begun + 1 :]), "event")
    opening = next((n for n, t in enumerate(body[:last]) if t.kind == Kind.VERB), None)
    if word in lex.priced and kind == "money" and opening is not None and opening + 1 < last:  # 送慰问品折款3.6万元
        return Parsed(run(body, opening)[1], phrase(body[opening + 1 : last]), "verb-noun-figure")
    begin = body[begun]
    if begin.word == _GIVING and begun < last and word in lex.given and kind in _PAID_OR_TREATED:  # 给予警告2人次
        return Parsed((begin.start, begin.end), phrase(body[begun + 1 :]), "event")
    sent = kind == "person" and first < last and body[first].word in lex.causing
    if sent and all(t.word in lex.attributive for t in body[first + 1 :]):  # 组织外出务工90人
        return Parsed((body[first].start, body[first].end), phrase(body[first + 1 :]), "event")
    if lex.verb_class.get(word) == "happen" and (mended := _mended(body, last)) is not None:
        return Parsed(run(body, mended)[1], phrase(body[mended + 1 :]), "verb-noun-figure")  # 抢修管道漏水43处
    issued = kind == "session" and lex.verb_class.get(body[first].word) in _ISSUING  # 印发通报36期
    issued = issued and lex.object_class.get(word) in _ISSUED
    found_out = lex.verb_class.get(word) == "happen" and last and body[0].word in lex.befalling
    if found_out:  # 发生医院感染253例
        return Parsed((body[0].start, body[0].end), phrase(body[1:]), "event")
    written = first == last - 1 and (kind in _WRITTEN or issued) and word in lex.object_class
    if written and not any(body[first].word in group for group in (lex.attributive, lex.light, lex.faint)):
        return Parsed(run(body, first)[1], phrase(body[last:]), "verb-noun-figure")  # 整理报告1部
    done_to = any(t.word in lex.undergoes for t in body[:first])
    named_thing = named_holding or (word in lex.object_class and kind not in EXTENT)
    if first < last and named_thing and body[first].word in lex.event and not done_to:  # 开展检查5次
        head = first
        while head + 1 < last and body[head + 1].word in lex.event and body[head + 1].word not in lex.attributive:
            head += 1
        return Parsed(run(body, head)[1], phrase(held(body[head + 1 :])), "event")
    led = first  # 协调落实教育补助
    while led < last and (body[led].word in lex.light or body[led].word in lex.handles):
        led += 1
    if kind in HELD and first < led <= last and lex.object_class.get(word) == "money":
        return Parsed((body[first].start, body[led - 1].end), phrase(body[led:]), "verb-noun-figure")
    if kind in HELD and first < last and all(t.word in lex.attributive for t in body[first:]) and not first:
        return Parsed(None, (body[first].start, body[last].end), "bare")  # 门诊化验300人次
    if kind == "percent" and last and lex.verb_class.get(word) != "change":
        return Parsed(None, phrase(body), "rate")  # 享受服务在75%以上
    left = body[:first]
    firm = [n for n in range(len(left)) if left[n].kind == Kind.VERB and left[n].word not in lex.faint]
    if word in lex.faint and firm and left[firm[-1]].word not in lex.light:  # 培训教师使用90人次
        return Parsed(run(left, firm[-1])[1], phrase(left[firm[-1] + 1 :]), "verb-noun-figure")
    at = next((n for n in range(len(left) - 1, -1, -1) if _deed(left, n)), None)
    if (
        at
        and left[at].word in lex.attributive
        and left[at - 1].word in lex.light
        and left[at - 1].end == left[at].start
    ):
        at -= 1  # 开展 护理 质量 检查
    if at is not None and kind in ("person", "turnout") and (caused := _caused(left, at)) is not None:
        return Parsed(action, caused, "subject")  # 组织妇女参加免费筛查300人
    if at is None and left and left[0].kind == Kind.WEAK:
        at = 0
    preposition = next((n for n in range(len(left)) if left[n].kind in (Kind.PREPOSITION, Kind.EITHER)), None)
    moves = word in lex.intransitive or lex.verb_class.get(word) == "change"
    said = moves and left[-1:] and left[-1].word.endswith(lex.figure_endings)  # 受益农民人均收入增加
    grown = kind == "percent" and lex.verb_class.get(word) == "change" and at is not None
    said = said or (grown and at is not None and left[at].word not in lex.event and at + 1 < len(left))
    named_before = at is not None and (left[at].word in lex.attributive or left[at].word in lex.object_class)
    if at is not None and moves and (said or (named_before and left[at].word not in lex.event)):
        at = None  # 三级手术占比提升
    if at is not None and left[at].word in lex.attributive and left[at].word not in lex.event and at + 1 < len(left):
        before = left[at - 1] if at else None
        inner = before is None or (before.kind == Kind.NOUN and before.word not in lex.setting)
        if (
            inner
            and not (before is None and (word in lex.complete or left[at + 1].word in lex.wrongly))  # 查处违章用水43起
            and (before is None or lex.object_head(before.word)[1] not in DOERS)
            and left[at + 1].kind == Kind.NOUN
        ):
            at = None  # 危险废物转移联单审批86份, 手术标本送检900份
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
        held_with = kind == "session" and len(word) >= _COMPOUND  # 组织会员外出考察3批
        if (
            (named_holding and (not doers or kind == "session" or left[at].word in lex.light))
            or (held_with and left[at].word in lex.event)
            or (named_thing and not doers and left[at].word in lex.event)
        ):
            return Parsed(run(left, at)[1], phrase(held(body[at + 1 :])), "event")
        if doers and kind in ("person", "turnout") and left[at].word not in lex.light:
            return Parsed(action, phrase(left[at + 1 :]), "subject")
        if left[at].word in lex.light:
            patient = phrase(left[at + 1 :])
            return Parsed(action, patient, "verb-figure" if patient is None else "noun-verb-figure")
        heads = [lex.object_head(t.word)[1] for t in left[at + 1 :] if t.kind == Kind.NOUN][-1:]
        if left[at].word in lex.event and heads in (["meeting"], ["event"]):  # 召开专题会议研究部署12次
            return Parsed(run(left, at)[1], phrase(left[at + 1 :]), "event")
        if not doers and word in lex.attributive:
            return Parsed(run(left, at)[1], phrase(body[at + 1 :]), "event")
        return Parsed(action, None, "verb-figure")
    if at is not None:
        if kind == "money" and lex.verb_class.get(left[at].word) == "join":  # 动员社会力量捐款3万元
            return Parsed(action, None, "verb-figure")
        found = lex.verb_class.get(left[at].word) == "enforce"  # 查处违章用水43起, 取缔网箱养殖3户
        wrong = any(t.word in lex.wrongly for t in left[at + 1 :])  # 查处违规装修14起
        found = found and (word in lex.complete or word in lex.adjectival or wrong)
        won = lex.verb_class.get(left[at].word) == "award" == lex.verb_class.get(word)  # 获县级以上表彰18人次
        won = won or (lex.verb_class.get(left[at].word) == "award" and word in lex.prize)  # 获得奖励8项
        if won:
            return Parsed(run(left, at)[1], phrase(body[at + 1 :]), "verb-noun-figure")
        if found and at + 1 < len(left):
            return Parsed(run(left, at)[1], phrase(body[at + 1 :]), "verb-noun-figure")
        if word in lex.object_class and kind not in EXTENT and at + 1 < len(left):
            return Parsed(run(left, at)[1], phrase(body[at + 1 :]), "verb-noun-figure")
        if kind == "money" and lex.object_class.get(word) == "money":  # 发放涉农贷款6亿元
            return Parsed(run(left, at)[1], phrase(body[at + 1 :]), "verb-noun-figure")
        if kind in _PIECES and lex.verb_class.get(left[at].word) in _ISSUING and lex.verb_class.get(word) in _SAYING:
            return Parsed(run(left, at)[1], phrase(body[at + 1 :]), "verb-noun-figure")  # 推送政策宣传12条
        return Parsed(action, None, "verb-figure")
    if preposition is not None:
        if word in lex.intransitive:
            return Parsed(action, phrase(left[:preposition]), "subject")
        undergoes = left[preposition].word in lex.undergoes
        undergoes = undergoes and (word not in lex.complete or kind in _COUNTED_PEOPLE)  # 为患病同学募捐3万元
        return Parsed(action, phrase(left[preposition + 1 :]) if undergoes else None, "patient")
    nouns = [] if left and left[-1].word in lex.localizer else unset(left)  # 防火期内 设卡
    noun = phrase(nouns) or (phrase(left) if kind in EXTENT else None)
    if noun is None:
        return Parsed(action, None, "verb-figure")
    listed = body[0].kind == Kind.JOINER and kind == "money" and lex.object_class.get(word) == "money"
    if listed:  # 发放直补资金360万元、良种补贴86万元
        return Parsed(None, (noun[0], body[last].end), "bare")
    gives = bool(nouns) and kind == "money" and lex.object_class.get(nouns[-1].word) in ("place", "staff", "person")
    if gives and len(nouns[-1].word) > 1:
        return Parsed(action, None, "verb-figure")  # 文化站投入50万元
    heads = [t.word for t in nouns if t.kind == Kind.NOUN]
    classes = lex.object_head(heads[-1])[1] if heads else ""
    if moves:
        return Parsed(action, noun, "subject")
    if kind == "case" and lex.verb_class.get(word) == "happen" and lex.object_class.get(word) == "service":
        return Parsed(None, (noun[0], body[last].end), "bare")  # 噪声类投诉310件
    if kind == "turnout" and classes in DOERS:
        taught = lex.verb_class.get(word) in ("educate", "serve", "join")
        return Parsed(action, noun if taught else None, "subject")
    if named_holding and classes in ("person", "staff") and lex.verb_class.get(word) in _OWN:
        return Parsed(action, None, "subject")  # 班子成员检查23次
    led = kind in HELD and len(heads) > 1 and not classes and lex.object_head(heads[0])[1] == "staff"
    if named_holding and led:
        return Parsed(action, None, "subject")  # 技术员下田指导620人次
    if named_holding:
        return Parsed(None, (noun[0], body[last].end), "bare")
    doer = kind in ("bulk", "money") and classes == "place" and heads[-1].endswith(lex.bodies)  # 水务公司供水860吨
    taken_on = lex.verb_class.get(word) == "employ" and classes == "staff" and not heads[-1].endswith(lex.organ)
    if kind in _COUNTED_PEOPLE and classes == "staff" and (word in lex.undergone or taken_on):
        return Parsed(action, noun, "noun-verb-figure")
    whole = doer or (word in lex.complete and classes not in ("population", "household"))  # 全镇排涝9400亩
    if whole or classes in ("person", "staff"):
        return Parsed(action, None, "verb-figure")
    return Parsed(action, noun, "noun-verb-figure")


def _mended(body: Sequence[Token], last: int) -> int | None:
    """The deed that was done about what happened, if one is named before it."""
    lex = words()
    for at in range(last - 1, -1, -1):
        if body[at].kind == Kind.VERB and body[at].word not in lex.light:
            return at if lex.verb_class.get(body[at].word) in _ABOUT else None
    return None


def _matter(word: str) -> bool:
    """May the verb name what is handled (办理 缓缴), rather than say how that ended (受理 办结)?"""
    lex = words()
    return word not in lex.handles and lex.verb_class.get(word) != "change"


def _is_said_of(body: Sequence[Token], last: int) -> bool:
    """Is the change that of what the verb before it names (用工 控制在), not one that it brings about (实现 增长)?"""
    lex = words()
    before = body[last - 1].word
    changes = lex.verb_class.get(before) == "change"
    return not changes and before not in lex.light and before not in lex.faint and before not in lex.event


def _deed(left: Sequence[Token], at: int) -> bool:
    return left[at].kind == Kind.VERB and not _listed(left, at) and left[at].word not in words().visiting


def _caused(left: list[Token], at: int) -> Range | None:
    """The people who were brought to take part in the deed."""
    lex = words()
    if lex.verb_class.get(left[at].word) != "join":
        return None
    causing = next((n for n in range(at - 1, -1, -1) if left[n].word in lex.causing), None)
    if causing is None or not noun_classes(left, causing + 1, at) & DOERS:
        return None
    return phrase(left[causing + 1 : at])


def _listed(left: Sequence[Token], at: int) -> bool:
    """Is the verb rather the first of several names (接到 转办 及 投诉)?"""
    joined = at + 1 < len(left) and left[at + 1].kind == Kind.JOINER and left[at].word in words().attributive
    return joined and any(t.kind == Kind.VERB for t in left[:at])


def _gives(token: Token) -> bool:
    """Is the verb a deed and no part of the name of what is paid (创业担保贷款)?"""
    lex = words()
    moves = lex.verb_class.get(token.word) == "join"  # 动员社会力量捐款: others do the deed
    named = token.word in lex.attributive or token.word in lex.adjectival
    return token.kind == Kind.VERB and not named and not moves
