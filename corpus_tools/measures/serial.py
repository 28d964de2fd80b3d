"""Clauses of two verbs, each with its noun: which of the two is the deed.

The first often says only by what means (``出动 车辆 清运 垃圾``), with what money, where or through whom the second was
done; where it says that something was stopped (``制止 村民 焚烧 秸秆``), it is the deed itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.naming import DOERS, DONE_TO, suited

__all__ = [
    "barred",
    "by_means",
    "calls_on",
    "done_by",
    "goes",
    "hands",
    "joins",
    "led",
    "sold",
    "taken_from",
    "trade",
    "urged",
]

# Classes of what is brought along on a visit.
_BROUGHT = frozenset(("crop", "money", "leaflet", "banner"))
# what is held or taught is named by verbs as well (组织 职工 救护 培训)
_HELD = frozenset(("meeting", "event"))
_TAUGHT = frozenset(("", "educate", "hold", "carry_out"))
# what people are urged to do, by the class of their deed, where more than ``DONE_TO`` says
_URGED = {
    "enforce": ("inspect", "illegal"),
    "tidy": ("inspect", "spot", "works", "illegal"),
    "plant": ("crop", "plant"),
}
_TRADES = frozenset(("", "clear", "plant", "build", "spray", "tidy", "enforce", "serve"))  # that people are named by
_HANDS = ("员", "队", "组", "人员", "队员", "队伍")  # ends of such names
_CALLING = frozenset(("visit", "serve"))
_UNGIVEN = frozenset(("money", "event", "meeting", "rate", ""))  # heads of nouns that are rather named by a verb


def led(tokens: Sequence[Token], at: int, modifiers: list[int]) -> int:
    """The deed where a verb leads to it: 帮助 销售 蜂蜜, 参与 抢救 病人, 联合 派出所 检查 网吧."""
    lex = words()
    word = tokens[at].word
    if (word in lex.helping or word in lex.partaking) and modifiers[-1:] == [at + 1]:
        return at + 1
    if word in lex.together and modifiers and modifiers[-1] > at + 1:
        return modifiers[-1]
    if word in lex.moving and modifiers and _done_there(tokens, at, modifiers[-1]):
        return modifiers[-1]  # 走进 企业 检查 设备
    leads = word in lex.causing or word in lex.sent_out or lex.verb_class.get(word) == "use"
    if leads and modifiers and done_by(tokens, at, modifiers[-1]):
        return modifiers[-1]  # 发动 村民 种植 脆李
    return next((m for m in reversed(modifiers) if _led_by_means(tokens, at, m) or urged(tokens, at, m)), at)


def _led_by_means(tokens: Sequence[Token], at: int, inner: int) -> bool:
    """``募集 善款 资助 学生``, ``开展 活动 慰问 老人``: with what the second deed was done."""
    lex = words()
    means = _noun_between(tokens, at, inner)
    if means is None:
        return False
    head, done_to = lex.object_head(means.word)[1], lex.object_head(tokens[-1].word)[1]
    if lex.verb_class.get(tokens[at].word) == "invest":
        return head == "money" and done_to not in _UNGIVEN
    deed = lex.verb_class.get(tokens[inner].word, "")
    return tokens[at].word in lex.event and head == "event" and deed in _CALLING and done_to in DOERS


def _done_there(tokens: Sequence[Token], at: int, inner: int) -> bool:
    """``走进 学校 检查 食堂``: was the second deed done where they went?"""
    lex = words()
    there = _noun_between(tokens, at, inner)
    if there is None or lex.object_head(there.word)[1] != "place":
        return False
    head = lex.object_head(tokens[-1].word)[1]
    return bool(head) and head not in _HELD


def urged(tokens: Sequence[Token], at: int, inner: int) -> bool:
    """``督促 企业 整改 隐患``: what people or bodies were urged or taught to do."""
    lex = words()
    doer = _noun_between(tokens, at, inner) if tokens[at].word in lex.urging else None
    if doer is None:
        return False
    head = lex.object_head(doer.word)[1]
    if head not in DOERS and head != "place" and not doer.word.endswith(lex.bodies):
        return False
    deed = lex.verb_class.get(tokens[inner].word, "")
    return lex.object_head(tokens[-1].word)[1] in (*DONE_TO.get(deed, ()), *_URGED.get(deed, ()))


def _noun_between(tokens: Sequence[Token], at: int, inner: int) -> Token | None:
    """The noun of the first of two verbs, where nothing but its own name stands between them."""
    lex = words()
    if inner - at < len(("verb", "noun")) or inner + 1 >= len(tokens) or tokens[inner + 1].kind != Kind.NOUN:
        return None
    between = tokens[at + 1 : inner]
    named = all(t.kind == Kind.NOUN or t.word in lex.attributive for t in between)
    return between[-1] if named and between[-1].kind == Kind.NOUN else None


def by_means(tokens: Sequence[Token], at: int) -> bool:
    """``利用 广播 播放 录音``, ``深入 农户 宣传 政策``: does the verb say by what means or where?"""
    lex = words()
    word = tokens[at].word
    return word in lex.means or (word in lex.moving and lex.object_head(tokens[-1].word)[1] not in _HELD)


def trade(tokens: Sequence[Token], at: int) -> bool:
    """``防汛 队员 转移 群众``: is the verb part of the name of those who did the next?"""
    lex = words()
    who = tokens[at + 1]
    if at + len(("who", "deed", "what")) >= len(tokens) or who.kind != Kind.NOUN or not who.word.endswith(_HANDS):
        return False
    if any(t.kind != Kind.FILLER and t.word not in lex.setting for t in tokens[:at]):
        return False
    word = tokens[at].word
    leads = word in lex.causing or word in lex.light or word in lex.event or word in lex.urging or word in lex.together
    deed = tokens[at + 2]
    return not leads and lex.verb_class.get(word, "") in _TRADES and deed.kind in (Kind.VERB, Kind.WEAK)


def hands(tokens: Sequence[Token], at: int) -> bool:
    """``控烟 劝导员 劝阻 室内 吸烟``: does the verb say what those did who open the clause?"""
    lex = words()
    if not at or at + 1 >= len(tokens) or tokens[at + 1].kind != Kind.NOUN:
        return False
    who = tokens[at - 1]
    if who.kind != Kind.NOUN or not who.word.endswith(_HANDS) or lex.object_head(who.word)[1] != "staff":
        return False
    opening = all(t.kind in (Kind.NOUN, Kind.WEAK, Kind.FILLER) for t in tokens[:at])
    return opening and (lex.verb_class.get(tokens[at].word, "") in _TRADES - {""} or suited(tokens, at))


def barred(tokens: Sequence[Token], at: int) -> int:
    """``制止 村民 焚烧 秸秆``: the deed is that it was stopped."""
    first = at - 1
    while first > 0 and tokens[first].kind == Kind.NOUN:
        first -= 1
    return first if 0 <= first < at - 1 and tokens[first].word in words().barring else at


def done_by(tokens: Sequence[Token], at: int, inner: int) -> bool:
    """Do the people between two verbs do the second to what stands behind it (组织 党员干部 改造 旱厕)?"""
    lex = words()
    between = tokens[at + 1 : inner]
    if not between or any(t.kind != Kind.NOUN for t in between) or inner + 1 >= len(tokens):
        return False
    deed = lex.verb_class.get(tokens[inner].word, "")
    head = lex.object_head(tokens[-1].word)[1]
    if between[-1].word in lex.forces:
        return head not in _HELD
    if lex.object_head(between[-1].word)[1] not in DOERS:
        return False
    if tokens[inner].word in lex.watching:
        return True  # 组织 职工 观看 警示片
    if head in DONE_TO.get(deed, ()):
        return True
    if deed == "plant":
        return head in ("crop", "")
    return deed not in _TAUGHT and head not in _HELD and len(tokens[inner].word) > 1


def sold(tokens: Sequence[Token], at: int, last: int) -> bool:
    """``开设 直播间 销售 农产品``: what makes or sells goods is a deed of its own behind another and its noun."""
    lex = words()
    if lex.verb_class.get(tokens[at].word) != "produce" or at < 2 or at + 1 != last:
        return False
    other = tokens[at - 1].kind == Kind.NOUN and tokens[at - 2].kind == Kind.VERB
    return other and tokens[last].word in lex.object_class and lex.object_class[tokens[last].word] == "crop"


def joins(tokens: Sequence[Token], at: int) -> bool:
    """``联合 公安局 在 园区 查获 装 成 茶叶 的 卷烟``: with whom it was done, the deed is the next verb."""
    return tokens[at].word in words().together


def taken_from(tokens: Sequence[Token], at: int) -> int:
    """``收到 当事人 送来 锦旗``: what others sent was received."""
    lex = words()
    if tokens[at].word not in lex.sending or at < 2 or tokens[at - 1].kind != Kind.NOUN:
        return at
    first = at - 1
    while first and tokens[first].kind == Kind.NOUN:
        first -= 1
    return first if tokens[first].word in lex.taking else at


def goes(tokens: Sequence[Token], at: int) -> bool:
    """Is there another verb before a verb of going (送 法 进 校园)?"""
    lex = words()
    return any(t.kind == Kind.VERB and t.word not in lex.moving for t in tokens[:at]) or any(
        t.kind == Kind.WEAK for t in tokens[:at]
    )


def calls_on(tokens: Sequence[Token], at: int) -> bool:
    """``带着慰问品 走访 老人``: a verb of visiting between a thing and people is the deed."""
    lex = words()
    if not at or lex.verb_class.get(tokens[at].word) != "visit" or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.kind != Kind.NOUN or before.word in lex.setting or after.kind != Kind.NOUN:
        return False
    return lex.object_head(before.word)[1] in _BROUGHT and lex.object_head(after.word)[1] in DOERS
