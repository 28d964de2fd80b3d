"""Reading what stands after a figure: the noun phrase it counts; ``deeds_behind`` reads the verb behind that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus_tools.measures.attributes import before_done, named_by_verbs, of_users, opens_noun
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.deeds_behind import RELATIVE, names_for

__all__ = ["RELATIVE", "Noun", "belongs", "read", "starts_noun"]

Range = tuple[int, int]

# Units of what is held, whose noun may begin with verbs (3次 清理整治 行动).
_HELD = frozenset(("session", "case"))
# Units of mass and extent: what follows is counted only where it follows at once as a noun.
_EXTENT = frozenset(("money", "area", "length", "bulk"))
_PEOPLE = frozenset(("person", "turnout", "door"))
_SAYING_HOW = _EXTENT | {"person"}  # units that say what something is like that is counted itself (60平方米的机房1间)
_COUNTABLE = frozenset(("person", "staff", "household", "population", "place"))
_NAMED_UNITS = frozenset(("spot", "team"))  # units of bodies that a list of names precedes
_NAMED_BODIES = frozenset(("staff", "place"))  # what such units count
_IN_CLAUSE = frozenset((Kind.NOUN, Kind.VERB, Kind.WEAK, Kind.FILLER))
_SUM_NAME = 4  # words of the name of a sum
_ALL = "全部"
_HAVING = "有"
_END_OF_EVENT = frozenset(("event", "meeting", "inspect", "service"))


class Noun(NamedTuple):
    """A noun phrase after a figure; ``consumed``: how many of the words are part of it."""

    range: Range
    consumed: int
    head: str  # its class
    verbal: bool = False  # made of verbs alone
    doing: bool = False  # what people do behind how they do it (集中 办公)


def starts_noun(tokens: Sequence[Token]) -> bool:
    """Do the words begin with a noun phrase?"""
    lex = words()
    for token in tokens:
        if token.kind == Kind.OF:
            continue
        return token.kind == Kind.NOUN or (token.word in lex.attributive and token.kind != Kind.FILLER)
    return False


def read(
    right: Sequence[Token],
    kind: str,
    near: Sequence[Token],
    *,
    has_next: bool,
    next_has_noun: bool,
) -> Noun | None:
    """Noun phrase that the figure counts, if one follows it.

    ``kind`` is the class of the figure's unit, ``near`` what stands before it; ``has_next``: another figure follows
    the words, ``next_has_noun``: and has a noun of its own after it.
    """
    lex = words()
    count = len(right)
    at = 0
    while at < count and right[at].kind in (Kind.OF, Kind.FILLER):
        at += 1
    if at < count and right[at].word == _HAVING:  # 436名有需求的残疾人
        of = next((n for n in range(at + 1, min(count, at + RELATIVE)) if right[n].kind == Kind.OF), None)
        at = of + 1 if of is not None and of + 1 < count and right[of + 1].kind == Kind.NOUN else _who(right, at)
    of = _clause_before(right, at, kind)
    at = at if of is None else of + 1
    if stop := before_done(right, at, kind):
        last = right[stop - 1]
        return Noun((right[at].start, last.end), stop, lex.object_head(last.word)[1])
    start, end = at, at
    has_noun = False
    while at < count:
        token = right[at]
        if token.kind == Kind.NOUN:
            if not has_noun and token.word in lex.localizer:
                break
            if has_noun and (_adverbial(right, at) or _states_rate(right, at) or token.word in lex.localizer):
                break
            has_noun = True
            at += 1
            end = at
            continue
        if not has_noun and of_users(right, at):
            at += 1
            continue
        if token.kind in (Kind.VERB, Kind.WEAK):
            if not has_noun and not has_next and (stop := named_by_verbs(right, at, kind, near)):
                last = right[stop - 1]
                return Noun((token.start, last.end), stop, lex.object_head(last.word)[1])
            if lex.verb_class.get(token.word) == "change":  # 由7起减少为2起
                break
            if not _modifies(right, at, kind, has_noun, near):
                break
            at += 1
            if kind in _HELD or token.word in lex.attributive or (has_noun and names_for(right, at - 1)):
                end = at
            continue
        inside = at + 1 < count and right[at + 1].kind in (Kind.NOUN, Kind.VERB)
        inside = inside and token.word != _ALL and token.word not in lex.adverb  # 18起案件 全部 查处到位
        if token.kind == Kind.FILLER and kind in _HELD and end > start and inside:  # 5次大范围重点整治
            at += 1
            continue
        if token.kind == Kind.OF and end > start and _goes_on(right, at, kind, end):
            at += 1
            continue
        if token.kind == Kind.REMAINDER and end > start and at + 1 < count and right[at + 1].kind == Kind.NOUN:
            start = at = at + 1
            continue
        if token.kind == Kind.JOINER and end > start and at + 1 < count:
            rest = right[at + 1 :]
            if rest[0].kind != Kind.NOUN or (has_next and not any(t.kind == Kind.VERB for t in rest)):
                break
            at += 1
            continue
        break
    if end == start and kind == "money":
        said = at + 1 if at + 1 < count and right[at].kind == Kind.WEAK else at  # 2万元 惠农 补贴
        for stop in (at, said):
            if _sum(right, stop):
                return Noun((right[at].start, right[stop].end), stop + 1, "money", True)
        if (paid := _paid_out(right, at, near)) is not None:
            return Noun((right[at].start, right[paid].end), paid + 1, "money")
    if end == start:
        return None
    if kind == "money" and end == at and _sum(right, end):  # 1000元 药费 补助
        end += 1
    head_of_clause = _relative(right, end, kind)
    if head_of_clause is not None:
        return head_of_clause
    if has_next and right[0].kind == Kind.OF and kind in _SAYING_HOW and end == count and has_noun:
        return Noun((right[start].start, right[end - 1].end), 0, lex.object_head(right[end - 1].word)[1])
    if has_next and end == count and not next_has_noun:
        end = _share(right, start, end, kind)
        if end == start:
            return None
    if not has_noun and kind not in _HELD:
        return None
    if end == count and end > start + 1 and _disposed_of(right[end - 1], near):
        end -= 1
    last = right[end - 1]
    if kind == "money" and not lex.object_head(last.word)[0]:
        return None  # 罚款2.6万元的情况, 投入9万元除险加固
    doing = kind == "person" and end == start + 1 and start > 0 and end == count and _does(last, right[start - 1])
    return Noun((right[start].start, last.end), end, lex.object_head(last.word)[1], not has_noun, doing)


def _disposed_of(last: Token, near: Sequence[Token]) -> bool:
    """``将 35起 气瓶 泄漏 处置``: is the verb at the end of the clause what was done to them?"""
    return last.kind == Kind.VERB and bool(near) and near[-1].word in words().disposing


def _does(token: Token, before: Token) -> bool:
    """Is the word what people were taken for, behind a word that says how (集中 办公)?"""
    lex = words()
    return before.kind == Kind.FILLER and token.word in lex.adjectival and token.word not in lex.object_class


def _who(right: Sequence[Token], at: int) -> int:
    """``610名 有 服药 需求 残疾人``: where those are named of whom something is said without 的."""
    lex = words()
    found = (n for n in range(at + 1, min(len(right), at + RELATIVE)) if right[n].kind == Kind.NOUN)
    return next((n for n in found if lex.object_head(right[n].word)[1] in _COUNTABLE), at)


def _clause_before(right: Sequence[Token], at: int, kind: str) -> int | None:
    """``2家 进度 滞后 的 施工单位``: where a relative clause ends before those whom the figure counts."""
    lex = words()
    if kind not in _PEOPLE and kind != "spot":
        return None
    of = next((n for n in range(at, min(len(right), at + RELATIVE)) if right[n].kind == Kind.OF), None)
    if of is None or of + 1 >= len(right) or right[of + 1].kind != Kind.NOUN:
        return None
    clause = right[at:of]
    said = any(t.kind in (Kind.VERB, Kind.WEAK) for t in clause) and all(t.kind in _IN_CLAUSE for t in clause)
    heads = (lex.object_head(right[at].word)[1], lex.object_head(right[of + 1].word)[1])
    return of if said and heads[0] not in _COUNTABLE and heads[1] in _COUNTABLE else None


def _sum(right: Sequence[Token], at: int) -> bool:
    """``兑现5万元补贴``: a verb that also names a sum, with nothing behind it that it could be done to."""
    lex = words()
    if at >= len(right) or (lex.object_class.get(right[at].word) != "money" and right[at].word not in lex.allowance):
        return False
    return all(t.kind == Kind.MARK for t in right[at + 1 :])


def _paid_out(right: Sequence[Token], at: int, near: Sequence[Token]) -> int | None:
    """``54万元 建 房 补助款 全部 拨付``: the last word of the sum's name, where what was done to it follows."""
    lex = words()
    if any(t.kind == Kind.VERB for t in near):  # 拿出3万元发放慰问金
        return None
    for n in range(at, min(len(right), at + _SUM_NAME)):
        if right[n].kind == Kind.NOUN and lex.object_head(right[n].word)[1] == "money":
            return n if any(t.kind == Kind.VERB for t in right[n + 1 :]) else None
        if right[n].kind not in _IN_CLAUSE or right[n].kind == Kind.FILLER:
            return None
    return None


def _adverbial(right: Sequence[Token], at: int) -> bool:
    """``13个 供电所 综合 评比``: a modifier between what is counted and its verb goes with the verb."""
    lex = words()
    word = right[at].word
    if word not in lex.attributive or word in lex.object_class or at + 1 >= len(right):
        return False
    counted = lex.object_head(right[at - 1].word)[1] in _COUNTABLE
    return counted and right[at + 1].kind in (Kind.VERB, Kind.WEAK)


def _states_rate(right: Sequence[Token], at: int) -> bool:
    """``14个 村 免疫 合格率``: what is counted ends before the name of a rate."""
    lex = words()
    if lex.object_head(right[at - 1].word)[1] not in _COUNTABLE:
        return False
    nouns = at
    while nouns + 1 < len(right) and right[nouns + 1].kind in (Kind.NOUN, Kind.VERB):
        nouns += 1
    return lex.object_head(right[nouns].word)[1] == "rate"


def _modifies(right: Sequence[Token], at: int, kind: str, has_noun: bool, near: Sequence[Token]) -> bool:
    """Is the verb at ``at`` part of the noun phrase (3次 清理 行动, 20名 退役 军人) and not its predicate?"""
    lex = words()
    word = right[at].word
    after = right[at + 1] if at + 1 < len(right) else None
    if not has_noun:
        if kind in _HELD:
            return after is not None or word not in lex.light  # not 监测126批次均按期 完成
        # 对 9辆 接送 学生 车辆 进行 核查, but 为 21户 办理 贷款
        led = bool(near) and near[-1].word in lex.undergoes and word not in lex.handles and word not in lex.event
        if led and after is not None and after.kind == Kind.NOUN:
            return any(t.kind == Kind.VERB for t in right[at + 2 :])
        noun_next = after is not None and (after.kind == Kind.NOUN or after.word in lex.attributive)
        if kind in _EXTENT:
            return opens_noun(right, at, kind, near)
        if after is not None and len(word) > 1 and len(after.word) == 1 and after.word in lex.suffix:
            return right[at].end == after.start  # 5个 管护 站
        if near and near[-1].kind == Kind.VERB and noun_next and kind in _NAMED_UNITS:
            named = all(t.kind in (Kind.NOUN, Kind.MARK) for t in right[at + 1 :])  # 组建3个 驻点 工作组
            return named or opens_noun(right, at, kind, near)
        if opens_noun(right, at, kind, near):
            return True
        weak = right[at].kind == Kind.WEAK and kind not in _PEOPLE
        return (word in lex.attributive or weak) and noun_next and word not in lex.intransitive
    before = lex.object_head(right[at - 1].word)[1]
    if word in lex.bare:  # 48件文物进行了征集
        return False
    if names_for(right, at) and before not in _COUNTABLE and kind not in _EXTENT:
        return True
    if kind in _HELD:
        return before not in _END_OF_EVENT and (after is None or before not in _COUNTABLE)
    if (
        kind in _NAMED_UNITS
        and before == "staff"
        and after is not None
        and after.word in lex.suffix
        and right[at].end == after.start
    ):
        return True  # 15支技师攻关队
    if before in _COUNTABLE or kind in _EXTENT:
        return False
    return word in lex.attributive and after is not None and after.kind == Kind.NOUN


def _goes_on(right: Sequence[Token], at: int, kind: str, end: int) -> bool:
    """Does the noun phrase go on over 的 (大型的活动), or does it end before it (3个村的危房)?"""
    lex = words()
    if at + 1 >= len(right) or right[at + 1].kind not in (Kind.NOUN, Kind.VERB):
        return False
    if kind in _HELD or kind in _EXTENT:
        return True
    if right[at + 1].kind == Kind.VERB and lex.object_head(right[end - 1].word)[0]:  # 完成2个服务站的建设
        return False
    return lex.object_head(right[end - 1].word)[1] not in _COUNTABLE


def _relative(right: Sequence[Token], end: int, kind: str) -> Noun | None:
    """``二期各小区干部参加的学习班``: what is held stands at the end of a relative clause."""
    if kind != "session" or end >= len(right):
        return None
    lex = words()
    of = next((n for n in range(len(right) - 1, end - 1, -1) if right[n].kind == Kind.OF), None)
    if of is None or of + 1 >= len(right):
        return None
    tail = right[of + 1 :]
    if tail[-1].kind not in (Kind.NOUN, Kind.VERB) or any(t.kind in (Kind.PREPOSITION, Kind.STATIVE) for t in tail):
        return None
    return Noun((tail[0].start, tail[-1].end), len(right), lex.object_head(tail[-1].word)[1])


def _share(right: Sequence[Token], start: int, end: int, kind: str) -> int:
    """Where the words between two figures end for the first, the second having no noun after it."""
    lex = words()
    nouns = [n for n in range(start, end) if right[n].kind == Kind.NOUN]
    if len(nouns) > 1:
        for n in nouns[:-1]:
            if lex.object_head(right[n].word)[1] in _COUNTABLE:
                return n + 1
        return start
    head = lex.object_head(right[end - 1].word)[1]
    if kind in ("spot", "door", "person", "team") and head in _COUNTABLE:
        return end
    return start


def belongs(near: Sequence[Token], noun: Noun, kind: str, has_next: bool, next_has_noun: bool) -> bool:
    """Does the figure count the noun after it rather than one before it?"""
    lex = words()
    last = len(near) - 1
    while last >= 0 and near[last].kind in (Kind.FILLER, Kind.MARK):
        last -= 1
    if last < 0 or near[last].kind != Kind.NOUN:
        return not (noun.doing and last >= 0 and near[last].kind == Kind.VERB)  # 抽调14人集中办公
    if noun.verbal:  # 考察团 10批 前来 参观: what it did follows
        return near[last].word in lex.setting
    word = near[last].word
    head = lex.object_head(word)[1]
    if word in lex.setting or head == "place":
        return True
    verb = next((n for n in range(last, -1, -1) if near[n].kind == Kind.VERB), None)
    if verb is not None and kind in _PEOPLE and noun.head in ("staff", "person") and word.endswith(lex.bodies):
        return True  # 聘请卫生服务站3名医师
    if verb is not None:  # 下设宣传、消防、食品3个专项小组
        listed = any(t.kind == Kind.JOINER for t in near[verb + 1 : last])
        return listed and kind in _NAMED_UNITS and noun.head in _NAMED_BODIES and head != noun.head
    if head == noun.head and head:
        return False
    return kind not in _EXTENT and not (kind in _PEOPLE and head in _COUNTABLE)
