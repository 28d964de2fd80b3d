"""A verb stands before the figure: what the words left of it say about its noun, and whether another verb governs."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.measures.clauses import LED, Kind, Token, words
from corpus_tools.measures.governing import DOERS, Range, noun_classes
from corpus_tools.measures.phrases import Parsed, held, phrase, unset
from corpus_tools.measures.topical import named_by_verb, names
from corpus_tools.measures.undergoing import COUNTED_PEOPLE, PEOPLE, undergone
from corpus_tools.measures.verb_body import COMPOUND, EXTENT, VerbBody

__all__ = ["ISSUING", "from_left"]

ISSUING = frozenset(("publish", "give", "hang", "print"))
_SAYING = frozenset(("educate", "hold", "publish", "serve", "enforce"))
_SHOWN = frozenset(("publish", "board"))  # what is shown is named before the verb
_TEACHING = frozenset(("educate", "serve", "join"))
# Deeds that people do themselves and that are not done to them.
_OWN = frozenset(("enforce", "visit", "clear", "tidy"))
_PIECES = frozenset(("paper", "cloth", ""))  # units of what is written; "": 篇
_PUT_UP = frozenset(("build", "invest", "produce", "receive"))  # deeds done to devices
_PAYERS = ("place", "staff", "person")
_TREASURY = "财政"  # the one payer that is named by what it pays with


def from_left(body: VerbBody) -> Parsed:
    """Read the verb with the deed left of it, the preposition, or the nouns alone."""
    left = body.tokens[: body.first]
    nearest = _nearest(left)
    if body.word in words().visiting and nearest is not None and body.does_at(nearest) == "give":
        return Parsed(body.deed(nearest), phrase(left[nearest + 1 :]), "verb-noun-figure")  # 送药具上门330人次
    if nearest is not None and body.kind in PEOPLE and (caused := _caused(left, nearest)) is not None:
        return Parsed(body.action, caused, "subject")  # 组织妇女参加免费筛查300人
    preposition = next((n for n, t in enumerate(left) if t.kind in LED), None)
    at = _governing(body, left, nearest)
    if at is None:
        return _alone(body, left) if preposition is None else _after_preposition(body, left, preposition)
    lex, word = words(), body.tokens[at].word
    served = preposition is not None and left[preposition].word in lex.on_behalf and body.kind == "session"
    if preposition is not None and preposition < at and word in lex.light and not served:  # but 为群众开展义诊12场
        undergoes = left[preposition].word in lex.undergoes
        patient = phrase(body.tokens[preposition + 1 : at]) if undergoes else None
        return Parsed(body.action, patient, "patient")
    if word in lex.light or word in lex.event:
        return _after_light(body, at)
    return _after_deed(body, at)


def _nearest(left: Sequence[Token]) -> int | None:
    """The nearest verb that is a deed, with a light one right before it that it names the matter of."""
    lex = words()
    at = next((n for n in range(len(left) - 1, -1, -1) if _deed(left, n)), None)
    if at and left[at].word in lex.attributive and left[at - 1].word in lex.light:
        return at - 1 if left[at - 1].end == left[at].start else at  # 开展 护理 质量 检查
    return at


def _deed(left: Sequence[Token], at: int) -> bool:
    return left[at].kind == Kind.VERB and not _listed(left, at) and left[at].word not in words().visiting


def _listed(left: Sequence[Token], at: int) -> bool:
    """Is the verb rather the first of several names (接到 转办 及 投诉)?"""
    joined = at + 1 < len(left) and left[at + 1].kind == Kind.JOINER and left[at].word in words().attributive
    return joined and any(t.kind == Kind.VERB for t in left[:at])


def _caused(left: Sequence[Token], at: int) -> Range | None:
    """The people who were brought to take part in the deed."""
    lex = words()
    if lex.verb_class.get(left[at].word) != "join":
        return None
    causing = next((n for n in range(at - 1, -1, -1) if left[n].word in lex.causing), None)
    if causing is None or not noun_classes(left, causing + 1, at) & DOERS:
        return None
    return phrase(left[causing + 1 : at])


def _governing(body: VerbBody, left: Sequence[Token], nearest: int | None) -> int | None:
    """The deed that governs the verb; it may be a light one that the verb stands right behind (对道路 进行 整治)."""
    at = nearest
    if at is None and left and left[0].kind == Kind.WEAK and not _device(body, left):
        at = 0
    if at is not None and (_is_said(body, left, at) or _in_name(body, left, at)):
        at = _met(left, at) if body.kind == "session" else None
    light = body.first < body.last and body.tokens[body.first].word in words().light
    return body.first if at is None and light else at


def _met(left: Sequence[Token], at: int) -> int | None:
    """``召开会议研究乡村治理`` 6次: the holding of a meeting left of what was dealt with there."""
    lex = words()
    held = (n for n in range(at - 1, -1, -1) if left[n].kind == Kind.VERB and left[n].word in lex.event)
    return next((n for n in held if lex.object_head(left[at - 1].word)[1] == "meeting"), None)


def _device(body: VerbBody, left: Sequence[Token]) -> bool:
    """``感应 终端 加装`` 30套: is the first word, which may be a verb, rather what a thing that was put up does?"""
    return body.does in _PUT_UP and len(left) > 1 and all(t.kind == Kind.NOUN for t in left[1:])


def _is_said(body: VerbBody, left: Sequence[Token], at: int) -> bool:
    """``三级手术占比提升``, ``受益农民人均收入增加``: is the deed part of the name of what changes?"""
    if not body.moves:
        return False
    lex, word = words(), left[at].word
    if left[-1].word.endswith(lex.figure_endings):
        return True
    if word in lex.event:
        return False
    grown = body.kind == "percent" and body.does == "change" and at + 1 < len(left)
    return grown or word in lex.attributive or word in lex.object_class


def _in_name(body: VerbBody, left: Sequence[Token], at: int) -> bool:
    """``危险废物转移联单审批`` 86份, ``手术标本送检`` 900份: is the deed part of the name of what was done to?"""
    lex, word = words(), left[at].word
    holds = body.word in lex.complete or body.word in lex.parted or body.kind == "money"
    if word in lex.barring:
        return False  # 制止违规装修
    opens = not at or (names(left[at]) and all(t.kind == Kind.NOUN for t in left[:at]))
    opens = opens and (not at or lex.object_head(left[-1].word)[0] != "")
    if word not in lex.attributive and opens and not holds and named_by_verb(left, at, body.kind):
        return True  # 拒毒承诺书签订35份
    if word not in lex.attributive or word in lex.event or at + 1 == len(left) or left[at + 1].kind != Kind.NOUN:
        return False
    if at == 0:
        return body.word not in lex.complete and left[at + 1].word not in lex.wrongly  # but 查处违章用水43起
    before = left[at - 1]
    inner = before.kind == Kind.NOUN and before.word not in lex.setting
    return inner and lex.object_head(before.word)[1] not in DOERS


def _after_light(body: VerbBody, at: int) -> Parsed:
    """``开展业务测试`` 9次, ``组织会员外出考察`` 3批, ``召开会议研究部署`` 12次: the deed left holds something."""
    lex, kind, word = words(), body.kind, body.tokens[at].word
    light, event = word in lex.light, word in lex.event
    inner = body.tokens[at + 1 : max(body.first, at + 1)]
    doers = bool(noun_classes(inner, 0, len(inner)) & DOERS)
    handled = word in lex.handles and bool(inner)  # 解答群众咨询
    compound = len(body.word) >= COMPOUND
    named = not doers and (kind == "session" or body.thing)
    if event and (handled or named or (kind == "session" and compound)):
        return Parsed(body.deed(at), phrase(held(body.tokens[at + 1 :])), "event")
    if body.holding and (not doers or kind == "session" or light):
        return Parsed(body.deed(at), phrase(held(body.tokens[at + 1 :])), "event")
    if doers and kind in PEOPLE and not light:
        return Parsed(body.action, phrase(inner), "subject")
    if light:
        patient = phrase(inner)
        return Parsed(body.action, patient, "verb-figure" if patient is None else "noun-verb-figure")
    heads = [lex.object_head(t.word)[1] for t in inner if t.kind == Kind.NOUN]
    if heads and heads[-1] in ("meeting", "event"):
        return Parsed(body.deed(at), phrase(inner), "event")
    if not doers and body.word in lex.attributive:
        return Parsed(body.deed(at), body.after(at), "event")
    return Parsed(body.action, _whose_doing(body, at), "verb-figure")


def _after_deed(body: VerbBody, at: int) -> Parsed:
    """``动员社会力量捐款`` 3万元: the last verb is the deed, unless it names what the one left of it is done to."""
    if body.kind == "money" and body.does_at(at) == "join":
        return Parsed(body.action, None, "verb-figure")
    if _names_matter(body, at) or body.tokens[at].word in words().barring:
        return Parsed(body.deed(at), body.after(at), "verb-noun-figure")
    return Parsed(body.action, _whose_doing(body, at), "verb-figure")


def _whose_doing(body: VerbBody, at: int) -> Range | None:
    """``带动农户增收`` 320户, ``促成项目签约`` 36个: those who were brought to do what is done to nothing else."""
    lex = words()
    between = body.tokens[at + 1 : body.first]
    if body.kind in ("money", *EXTENT) or not between or any(t.kind != Kind.NOUN for t in between):
        return None
    if body.word not in lex.intransitive and body.word not in lex.complete and body.does != "join":
        return None
    head = lex.object_head(between[-1].word)[1]
    people = head in DOERS or head == "place"
    counted = body.kind in COUNTED_PEOPLE
    return phrase(between) if head and people == counted and between[-1].word not in lex.forces else None


def _names_matter(body: VerbBody, at: int) -> bool:
    lex, kind, does = words(), body.kind, body.does_at(at)
    between = body.tokens[at + 1 : body.first]
    handled = body.tokens[at].word in lex.handles or (at and body.tokens[at - 1].word in lex.handles)
    if handled and between and body.word in lex.attributive and kind in (*PEOPLE, "case"):
        return True  # 受理审批残疾人居家康复350人次
    if does == "award" and (body.does == "award" or body.word in lex.prize):  # 获县级以上表彰18人次, 获得奖励8项
        return True
    if between and does == "enforce":  # 查处违章用水43起, 取缔网箱养殖3户, 查处违规装修14起
        wrong = any(t.word in lex.wrongly for t in between)
        if wrong or body.word in lex.complete or body.word in lex.adjectival:
            return True
    if between and body.names and kind not in EXTENT:
        return True
    if kind == "money" and body.names == "money":  # 发放涉农贷款6亿元
        return True
    return kind in _PIECES and does in ISSUING and body.does in _SAYING  # 推送政策宣传12条


def _after_preposition(body: VerbBody, left: list[Token], preposition: int) -> Parsed:
    """``对道路清扫`` 3处, ``为患病同学募捐`` 3万元."""
    lex = words()
    if body.word in lex.intransitive:
        return Parsed(body.action, phrase(left[:preposition]), "subject")
    undergoes = left[preposition].word in lex.undergoes
    undergoes = undergoes and (body.word not in lex.complete or body.kind in COUNTED_PEOPLE)
    return Parsed(body.action, phrase(left[preposition + 1 :]) if undergoes else None, "patient")


_WHOLE = tuple("全我本各该")  # 全县, 我镇


def _speaks(left: list[Token]) -> bool:
    """``我镇 清运`` 300吨, ``全县 恢复`` 35亩: do the words only say whose deed it is, not where it was done (东街)?"""
    named = [t.word for t in left if t.kind == Kind.NOUN]
    return bool(named) and (len(named[-1]) == 1 or named[-1].startswith(_WHOLE) or named[-1].endswith(words().bodies))


def _alone(body: VerbBody, left: list[Token]) -> Parsed:
    """``垃圾清运`` 8000车次, ``水务公司供水`` 860吨: nouns and the verb, which they undergo or do."""
    lex, kind = words(), body.kind
    nouns = [] if left and left[-1].word in lex.localizer else unset(left)  # 防火期内 设卡
    noun = phrase(nouns) or (phrase(left) if kind in EXTENT and not _speaks(left) else None)
    if noun is None:
        return Parsed(body.action, None, "verb-figure")
    whole_name = Parsed(None, (noun[0], body.tokens[body.last].end), "bare")
    if body.tokens[0].kind == Kind.JOINER and kind == "money" and body.names == "money":
        return whole_name  # 发放直补资金360万元、良种补贴86万元
    payer = nouns[-1].word if nouns and kind == "money" else ""
    if len(payer) > 1 and (payer == _TREASURY or lex.object_class.get(payer) in _PAYERS):
        return Parsed(body.action, None, "verb-figure")  # 文化站投入50万元
    if body.moves:
        return Parsed(body.action, noun, "subject")
    if kind == "case" and body.does == "happen" and body.names == "service":
        return whole_name  # 噪声类投诉310件
    heads = [t.word for t in nouns if t.kind == Kind.NOUN]
    head = lex.object_head(heads[-1])[1] if heads else ""
    if heads and undergone(body, head, heads[-1]):
        return Parsed(body.action, noun, "noun-verb-figure")  # 群众疏散300人, 业委会成立35个
    if kind == "turnout" and head in DOERS:
        return Parsed(body.action, noun if body.does in _TEACHING else None, "subject")
    if body.does in _SHOWN and body.word not in lex.complete:
        return Parsed(body.action, noun, "noun-verb-figure")  # “红黑榜”公示24期
    if body.holding:
        own = head in ("person", "staff") and body.does in _OWN  # 班子成员检查23次
        led = len(heads) > 1 and not head and lex.object_head(heads[0])[1] == "staff"
        return Parsed(body.action, None, "subject") if own or led else whole_name  # 技术员下田指导620人次
    doer = kind in ("bulk", "money") and head == "place" and heads[-1].endswith(lex.bodies)  # 水务公司供水860吨
    doer = doer or (kind in PEOPLE and body.does == "invest")  # 转运站每日投入12人次
    whole = body.word in lex.complete and head not in ("population", "household")  # 全镇排涝9400亩
    if doer or whole or head in ("person", "staff"):
        return Parsed(body.action, None, "verb-figure")
    return Parsed(body.action, noun, "noun-verb-figure")
