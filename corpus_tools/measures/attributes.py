"""A verb right behind a figure: does it open the noun that is counted (收集35条 修改 意见), or say what was done?

People who are counted may do what follows, or have it done to them by the verb before (组织35人 参加 培训); a thing
that a verb has as its object does nothing, so a verb behind its unit belongs to its name.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.naming import DEEDS
from corpus_tools.measures.regrouping import LED

__all__ = ["before_done", "named_by_verbs", "of_users", "opens_noun"]

_VERBS = 3  # that stand together within a name: 征收 补偿 协议
_EXTENT = frozenset(("area", "length", "bulk"))
_PEOPLE = frozenset(("person", "turnout", "door"))
_COUNTABLE = frozenset(("person", "staff", "household", "population", "place"))
_CARRIED = frozenset(("clear", "produce", "give", "receive", "enforce"))  # deeds done to so much of a stuff itself
_WHERE = frozenset("到去来给向成为入赴")  # ends of verbs that say where something went or what it became
_THINGS = ("paper", "case", "cloth")  # classes of units of things, no people, places or extents
_GIVEN = frozenset(("give", "sign", "register", "print", "receive"))  # deeds done to papers of so many people
_PIVOT = frozenset(("employ", "use", "join", "happen", "change", "cover", "award"))


def opens_noun(right: Sequence[Token], at: int, kind: str, near: Sequence[Token]) -> bool:
    """Does the verb at ``at``, with no noun between it and its figure, belong to the name of what is counted?

    ``right`` and ``near`` are the words behind and before the figure, ``kind`` is the class of its unit.
    """
    lex = words()
    if kind == "money" or not near:
        return False
    if near[-1].kind in LED and near[-1].word in lex.placing:
        return _named_place(right, at)
    if near[-1].kind not in DEEDS or _brings(near[-1].word):
        return False
    stop = at
    while stop < len(right) and right[stop].kind in DEEDS and stop < at + _VERBS:
        stop += 1
    if stop == len(right) or right[stop].kind != Kind.NOUN or right[stop].word in lex.localizer:
        return False
    word = right[at].word
    if word in lex.light or word in lex.bare or word in lex.event or word[-1] in _WHERE:
        return False
    loose = right[at].kind == Kind.WEAK or word in lex.attributive
    if kind in _EXTENT:
        carried = kind == "bulk" and lex.verb_class.get(near[-1].word, "") in _CARRIED
        return loose or carried
    if kind not in _PEOPLE:
        return True
    last = stop
    while last + 1 < len(right) and right[last + 1].kind == Kind.NOUN:
        last += 1
    if len(near[-1].word) == 1 and word not in lex.attributive:  # 送两人考营养师
        return False
    if lex.object_head(right[last].word)[1] in _COUNTABLE:
        return True
    return loose and lex.verb_class.get(near[-1].word, "") in _GIVEN


def _named_place(right: Sequence[Token], at: int) -> bool:
    """``在35个 征兵 咨询站 开展 宣传``: behind a preposition a noun must follow, before the verb of the clause."""
    stop = at
    while stop < len(right) and right[stop].kind in DEEDS:
        stop += 1
    named = stop < len(right) and right[stop].kind == Kind.NOUN and stop - at <= _VERBS
    return named and any(t.kind in DEEDS for t in right[stop + 1 :])


def named_by_verbs(right: Sequence[Token], at: int, kind: str, near: Sequence[Token]) -> int:
    """Where the verbs end that alone name the things counted, which a verb has as its object (回收35份 回执); 0 if not.

    They do at the clause's end, where nothing is said of them.
    """
    if kind not in (*_THINGS, "") or not near or near[-1].kind != Kind.VERB or _brings(near[-1].word):
        return 0
    rest = right[at:]
    plain = all(t.kind in DEEDS and len(t.word) > 1 and t.word[-1] not in _WHERE for t in rest)
    lex = words()
    if not rest or len(rest) > _VERBS or not plain or any(t.word in lex.light or t.word in lex.bare for t in rest):
        return 0
    listed = rest[-1].word in lex.object_class or rest[-1].word in lex.paper_verbs
    return len(right) if listed or (kind and rest[-1].kind == Kind.WEAK) else 0


def before_done(right: Sequence[Token], at: int, kind: str) -> int:
    """``35起 违规 装修 已 查处``: where the noun ends before the word that says that it is done; 0 if there is none.

    Verbs before that word are part of the name, but for those of people who did something themselves.
    """
    lex = words()
    stop = at
    while stop < len(right) and stop - at <= _NAME and right[stop].kind in _IN_NAME:
        stop += 1
    if (
        stop == at
        or stop + 1 >= len(right)
        or not right[stop].word.endswith(_DONE)
        or right[stop].word not in lex.telling
    ):
        return 0
    name = right[at:stop]
    verbs = [n for n, t in enumerate(name) if t.kind in DEEDS]
    if not verbs or any(name[n].word in lex.light or name[n].word in lex.event for n in verbs):
        return 0
    if verbs[0] == 0:
        own = kind in _PEOPLE or kind in _EXTENT or kind == "money"
    else:
        own = lex.object_head(name[verbs[0] - 1].word)[1] in _COUNTABLE
        own = own and (kind in _PEOPLE or name[-1].kind != Kind.NOUN)  # 35份 用户 安检 档案
    return 0 if own else stop


_DONE = ("已", "已经")
_NAME = 6  # words
_IN_NAME = frozenset((Kind.NOUN, *DEEDS))


def of_users(right: Sequence[Token], at: int) -> bool:
    """``检查35家 用 盐 单位``: behind a figure 用 is part of the name of those who use what follows."""
    rest = right[at : at + _USERS]
    if len(rest) < _USERS or rest[0].word != _USE or any(t.kind != Kind.NOUN for t in rest[1:]):
        return False
    return words().object_head(rest[-1].word)[1] in _COUNTABLE


_USE = "用"
_USERS = 3  # words: 用 盐 单位


def _brings(word: str) -> bool:
    """Does the verb say that people or means were brought to a deed that follows (组织, 派出, 投入)?"""
    lex = words()
    if lex.verb_class.get(word, "") in _PIVOT or (word in lex.light and word not in lex.complete):
        return True
    groups = (lex.causing, lex.urging, lex.helping, lex.sent_out, lex.sending, lex.barring, lex.means, lex.partaking)
    return any(word in group for group in groups)
