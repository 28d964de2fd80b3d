"""Figures that detail others or go on with a list of names: a deed in them is rather the name of a part or a matter."""

from __future__ import annotations

from corpus_tools.measures import phrases
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.governing import DOERS
from corpus_tools.measures.naming import DONE_TO
from corpus_tools.measures.sentence import Range, Sentence
from corpus_tools.measures.unit_kinds import unit_class

__all__ = [
    "NAMED",
    "aspect",
    "befell",
    "brought_too",
    "details",
    "handled_on",
    "kind_of_deed",
    "named_again",
    "of_what_was_held",
    "treated_too",
]

_FUNDING = frozenset(("invest",))
_PAYING = frozenset(("give", "invest", "serve"))
_HELD = frozenset(("inspect", "service", "event", "meeting"))
_SENT = frozenset(("vehicle", "staff"))
_VERB = 2  # characters of a verb at the end of such a name (食品抽检)
_TWO = 2  # words of a name of a part that ends in a verb
_NAME = 4  # characters of a name made of verbs (抢险救援)
NAMED = frozenset(("bare", "carried"))  # cues of a figure that has the name of a part
_TREATED = frozenset(("turnout", "case", "run"))  # units of treatments and checks
_MATTERS = frozenset(("件", "起", "宗"))  # units of matters, which go on being dealt with (积案12件,化解9件)


def befell(s: Sentence, near: list[Token]) -> bool:
    """``不良事件58例,其中跌倒14例``: what kind of event it was."""
    at = len(s.links)
    before, lex = s.links[-1], words()
    if before.object is None or s.quantities[at].unit != s.quantities[at - 1].unit or len(phrases.strip(near)) > 1:
        return False
    verbs = (lex.verb_class.get(near[-1].word) == "happen", near[-1].kind == Kind.WEAK)
    return any(verbs) and (s.word(before.object).endswith(lex.events) or before.cue in NAMED)


def of_what_was_held(s: Sentence, near: list[Token]) -> bool:
    """``完成食品抽检236批次,其中快检180批次``, ``办理业务86笔,其中购房提取23笔``: which of the deeds counted."""
    before, lex = s.links[-1], words()
    at = len(s.links)
    if before.object is None or before.action is None or s.quantities[at].unit != s.quantities[at - 1].unit:
        return False
    word = s.word(before.object)
    if len(phrases.strip(near)) > 1:
        return s.word(before.action) in lex.handles and word.endswith(lex.matters)
    return word[-_VERB:] in lex.verb_class and lex.object_head(word)[1] in _HELD


def named_again(s: Sentence, near: list[Token]) -> bool:
    """``完成审计项目46个,其中经济责任审计18个``: is the part named by the verb that names its total?"""
    at = len(s.links)
    total = s.links[-1].carried_from if s.links[-1].cue in NAMED else at - 1
    noun = None if total is None else s.links[total].object
    if noun is None or s.quantities[at].unit != s.quantities[at - 1].unit or len(phrases.strip(near)) < _TWO:
        return False
    word = near[-1].word
    return near[-1].kind == Kind.VERB and len(word) == _VERB and s.word(noun).startswith(word) and s.word(noun) != word


def brought_too(s: Sentence, number: int, near: list[Token]) -> bool:
    """``出动抢修人员68人次,抢修车辆23台次``: what else was sent out, by what it is for."""
    lex = words()
    if not s.links or [t.kind for t in near] != [Kind.VERB, Kind.NOUN]:
        return False
    before = s.links[-1]
    if before.action is None or before.object is None or s.word(before.action) not in lex.sent_out:
        return False
    if unit_class(s.quantities[len(s.links) - 1].unit) == "money":
        return False  # 投入资金86万元,开发公益岗位62个
    kind = lex.verb_class.get(near[0].word, "")
    head = lex.object_head(near[1].word)[1]
    sent = head in _SENT and s.segments[number].opener in (",", "，")
    return sent and near[0].word in lex.attributive and head not in DONE_TO.get(kind, ())


def handled_on(s: Sentence, number: int, place: int, parsed: phrases.Parsed, near: list[Token]) -> bool:
    """Does a list of matters that one deals with, or of sums that are paid, go on with the name of another?"""
    at = s.segments[number].quantities[place]
    named = parsed.cue == "noun-verb-figure" or all(t.word in words().attributive for t in near)
    if not named or not at:
        return False
    before = s.links[at - 1]
    if before.action is None or before.object is None or len(near) < 2 or near[-1].kind != Kind.VERB:
        return False
    lex = words()
    verb = s.word(before.action)
    lent = lex.object_class.get(near[-1].word) == "money" and s.word(before.object).endswith(near[-1].word)
    if lent and lex.verb_class.get(verb) in _PAYING:
        return True  # 投放住房贷款212笔,小微企业贷款38户
    if s.quantities[at].unit != s.quantities[at - 1].unit:
        return False
    if near[0].kind == Kind.JOINER and s.word(before.object).endswith(near[-1].word):
        return True  # 获全国通报表扬12人次、自治区通报表扬18人次
    if unit_class(s.quantities[at].unit) == "money":
        source = near[0].kind == Kind.JOINER and lex.verb_class.get(near[-1].word) in _FUNDING  # 、县级配套960万元
        return (lex.object_class.get(near[-1].word) == "money" or source) and lex.verb_class.get(verb) in _PAYING
    if verb in lex.accomplish:
        return lex.object_class.get(near[-1].word) == "service"
    return verb in lex.handles and near[-1].word in lex.attributive


def treated_too(s: Sentence, number: int, place: int, kind: str, near: list[Token], action: Range) -> bool:
    """``静脉输液9.8万人次,注射6.4万人次,导尿320例``: does a list of treatments without a verb go on with the next?"""
    at = s.segments[number].quantities[place]
    if kind == "money" and at and len(near) == 1 and words().object_class.get(near[-1].word) == "money":
        before = s.links[at - 1]  # 存款5.5亿元,贷款4.2亿元
        if before.action is not None or before.object is None or unit_class(s.quantities[at - 1].unit) != "money":
            return False
        return words().object_head(s.word(before.object))[1] == "money" or s.word(before.object).endswith(
            words().figure_endings
        )
    if (
        kind not in _TREATED
        or s.quantities[at].unit in _MATTERS
        or not at
        or any(t.kind in (Kind.NOUN, Kind.VERB) for t in near[:-1])
    ):
        return False
    lex = words()
    before = s.links[at - 1]
    if before.action is not None or before.object is None or before.cue != "bare":
        return False
    if unit_class(s.quantities[at - 1].unit) not in _TREATED or lex.verb_class.get(s.word(action)) != "serve":
        return False
    treated = s.word(before.object)
    treated_before = lex.object_head(treated)[1] == "service" or lex.verb_class.get(treated) == "serve"
    return treated_before and (near[-1].start, near[-1].end) == action


def aspect(s: Sentence, parsed: phrases.Parsed) -> bool:
    """``拆除违建39户,面积18万平方米``: the extent of what was counted before."""
    return parsed.object is not None and s.word(parsed.object) in words().dimension


def details(s: Sentence, number: int, near: list[Token], left: list[Token]) -> bool:
    """Does the figure detail one before it (其中, in a bracket, or after another such figure)?"""
    if not s.links:
        return False
    part = words().part
    opening = next((t.word for t in left if t.word in part), None)
    at = len(s.links)  # the figure that is being linked
    same = at < len(s.quantities) and s.quantities[at].unit == s.quantities[at - 1].unit and s.links[-1].cue in NAMED
    listed = (bool(left) and left[0].kind == Kind.JOINER) or same
    s.detailing = opening is not None or s.segments[number].depth > 0 or (s.detailing and listed)
    return s.detailing


def kind_of_deed(near: list[Token], *, listed: bool) -> bool:
    """``其中火灾扑救8起、抢险救援6起``: a deed named by what it is done to, or a list of such names that goes on."""
    named = near[1:] if near[0].kind == Kind.JOINER else near
    if listed and named and near[-1].end - named[0].start >= _NAME and all(t.kind == Kind.VERB for t in named):
        return True
    lex = words()
    nouns = near[:-1]
    if not nouns or any(t.kind != Kind.NOUN or t.word in lex.setting for t in nouns if t.kind != Kind.FILLER):
        return False
    last = next((t.word for t in reversed(nouns) if t.kind == Kind.NOUN), "")
    return bool(last) and lex.object_head(last)[1] not in DOERS and not last.endswith(lex.bodies)
