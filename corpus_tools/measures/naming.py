"""Verbs that name a thing rather than state a deed: modifiers, items of a list, parts of a compound."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools import segmentation
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.vocabulary import DOERS

__all__ = [
    "DEEDS",
    "DOERS",
    "DONE_TO",
    "NAMING",
    "behind_done",
    "inside_name",
    "joined",
    "kind_of_paper",
    "kind_of_thing",
    "listed",
    "names_next",
    "names_people",
    "no_deed",
    "suited",
    "suits",
    "within",
    "within_its_name",
]

DEEDS = (Kind.VERB, Kind.WEAK)
_TEAMS = ("队", "组", "班")
_SECOND = 2  # an item of a list has a word and a mark before it
_MAKING = frozenset(("build", "give", "sign", "print", "hang", "hold", "award"))  # their object is made or handed out
# what a class of verbs is done to, where its verb may be a deed or a modifier
DONE_TO = {
    "build": ("works", "board", "place"),
    "plant": ("plant",),
    "clear": ("waste", "spot"),
    "tidy": ("spot",),
    "demolish": ("illegal",),
    "spray": ("pest", "works", "spot", "place"),
    "educate": ("population", "staff", "person"),
    "serve": ("population", "crop"),
    "visit": ("population", "household"),
    "enforce": ("crop", "vehicle"),
    "register": ("population",),
    "publish": ("media",),
    "produce": ("crop",),
}
# and whom help is given to, behind a noun that says of what kind it is (临时 救助 困难群众)
_HELPED = {"serve": ("person", "staff", "household"), "invest": ("person", "staff", "household", "population")}
_NAMED = 4  # characters of a noun that ends in a verb
_VERB_NOUN = "vn"  # the segmenter's tag of a verb that is a noun as well
_TRADES = frozenset(("print", "produce", "plant", "use", "hang"))  # deeds that firms are named by
_ISSUING = frozenset(("give", "sign", "print", "hang", "publish", "board"))  # what is done to papers
_PAPERS = frozenset(("leaflet", "document", "banner", "media", "board"))
# what the verb that opens a clause is plainly done to, whatever verb stands within the name of that
_FITS = {
    "give": ("leaflet",),
    "hang": ("banner", "board", "leaflet"),
    "print": ("leaflet", "document"),
    "publish": ("media", "document"),
    "sign": ("document",),
    "build": ("works", "place", "board", "staff"),
    "employ": ("staff",),
    "award": ("honour",),
    "enforce": ("place", "household"),
    "cover": ("place",),
}
_HELD = frozenset(("event", "meeting", "service"))
_WAYS = frozenset(("", "educate", "serve", "produce", "register"))  # verbs that say what kind of work is held
_WORKING = frozenset(("clear", "plant", "spray", "produce", "tidy", "build"))  # deeds that machines are named by
# Classes of verbs that rather name a thing than a deed when a list goes on with them.
NAMING = frozenset(("", "educate", "serve", "hold", "publish", "carry_out", "join", "produce", "register"))


def joined(tokens: Sequence[Token], at: int) -> bool:
    """Is the verb the last of several (清除、清运)?"""
    return (
        at > 1
        and tokens[at - 1].kind == Kind.JOINER
        and tokens[at - 2].kind == Kind.VERB
        and at + 1 < len(tokens)
        and tokens[at + 1].kind == Kind.NOUN
    )


def names_next(tokens: Sequence[Token], at: int) -> bool:
    """Does the verb, next in a list, stand inside a name (手册10本、宣传彩页100份), or is it a deed (、查处5人)?"""
    lex = words()
    kind = lex.verb_class.get(tokens[at].word, "")
    if at != 1 or tokens[0].kind != Kind.JOINER or kind not in NAMING or tokens[at].word in lex.transitive:
        return False
    return lex.object_head(tokens[-1].word)[1] not in DONE_TO.get(kind, ())  # 、培养 后备干部 is a deed


def kind_of_thing(tokens: Sequence[Token], at: int, after: Token) -> bool:
    """``(生产企业6家)、流通 单位``: a verb that is a noun as well and not done to such things goes on with a list."""
    if at != 1 or tokens[0].kind != Kind.JOINER or after.kind != Kind.NOUN:
        return False
    lex = words()
    kind = lex.verb_class.get(tokens[at].word, "")
    if len(tokens[at].word) == 1 and tokens[at].word in lex.moving:
        return True  # 进社区9场次、进 农村31场次
    if kind in _WORKING and lex.object_head(after.word)[1] == "vehicle":
        return True  # 打捆机6台、粉碎 还田机11台
    if kind in _TRADES and after.word.endswith(lex.bodies):
        return True  # 网吧23家、印刷 企业12家
    if len(tokens[at].word) == 1 or kind not in NAMING or lex.object_head(after.word)[1] in DONE_TO.get(kind, ()):
        return False
    if kind in _WAYS and lex.object_head(after.word)[1] in _HELD:
        return True  # 增雨 作业16次、防雹 作业23次
    if tokens[at].word in lex.transitive:
        return False
    return segmentation.tag(tokens[at].word)[-1][1] == _VERB_NOUN


def kind_of_paper(tokens: Sequence[Token], at: int) -> bool:
    """``发放 征兵 手册``, ``签 拆除 协议``: right behind the verb that is done to papers, what a paper is about."""
    lex = words()
    if not at or tokens[at - 1].kind != Kind.VERB or tokens[at - 1].end != tokens[at].start:
        return False
    before = tokens[at - 1].word
    if lex.verb_class.get(before) not in _ISSUING or before in lex.light or before in lex.attributive:
        return False
    if lex.object_head(tokens[-1].word)[1] not in _PAPERS:
        return False
    return lex.verb_class.get(tokens[at].word, "") not in (*_ISSUING, "receive", "carry_out", "use", "build")


def within_its_name(tokens: Sequence[Token], at: int) -> bool:
    """``检查 病媒 防制 单位``: does the verb that opens the clause go with the noun, and this one not?"""
    lex = words()
    first = at - 1
    while first > 0 and tokens[first].kind == Kind.NOUN:
        first -= 1
    if first < 0 or first == at - 1 or tokens[first].kind != Kind.VERB or not _alone_before(tokens, first):
        return False
    if any(t.kind != Kind.NOUN for t in tokens[at + 1 :]):
        return False
    deed, word = lex.verb_class.get(tokens[first].word, ""), tokens[first].word
    if word in lex.light or word in lex.faint or word in lex.causing or word in lex.urging or word in lex.together:
        return False
    inner, head = lex.verb_class.get(tokens[at].word, ""), lex.object_head(tokens[-1].word)[1]
    return head in _FITS.get(deed, ()) and head not in (*_FITS.get(inner, ()), *DONE_TO.get(inner, ()))


def behind_done(tokens: Sequence[Token], at: int) -> bool:
    """``发了 停电 短信``, ``回访各类 报修 客户``: behind 了 or 各类 begins the noun, whatever verb it begins with."""
    lex = words()
    if at < len(("发", "了")) or tokens[at - 2].kind != Kind.VERB:
        return False
    before, word = tokens[at - 1].word, tokens[at - 2].word
    where = before in lex.setting and not before.endswith(lex.bodies) and not suited(tokens, at)  # 回访 辖区 报修 客户
    if before not in lex.noun_follows and not where:
        return False
    leads = (lex.light, lex.faint, lex.causing, lex.urging, lex.together, lex.partaking, lex.helping, lex.event)
    goes = (lex.means, lex.moving, lex.visiting)
    return not any(word in group for group in (*leads, *goes))


def suited(tokens: Sequence[Token], at: int) -> bool:
    """Is the deed of the verb plainly done to such things as the last noun names?"""
    lex = words()
    deed = lex.verb_class.get(tokens[at].word, "")
    fits = (*DONE_TO.get(deed, ()), *_FITS.get(deed, ()), *_HELPED.get(deed, ()))
    return lex.object_head(tokens[-1].word)[1] in fits


def _alone_before(tokens: Sequence[Token], first: int) -> bool:
    lex = words()
    return all(t.kind == Kind.FILLER or t.word in lex.setting for t in tokens[:first])


def inside_name(tokens: Sequence[Token], at: int, after: Token) -> bool:
    """``特种设备 使用 单位``: a verb that rarely is a deed between a thing and the bodies it names."""
    lex = words()
    if not at or tokens[at].word not in lex.faint or tokens[at - 1].kind != Kind.NOUN or after.kind != Kind.NOUN:
        return False
    before = tokens[at - 1].word
    opens = lex.object_head(before)[1] not in DOERS and not before.endswith(lex.bodies) and before not in lex.setting
    return opens and lex.object_head(after.word)[1] == "place"


def suits(tokens: Sequence[Token], at: int, last: int, *, named: bool = False) -> bool:
    """``公墓 二期 扩建 墓穴``: does the modifier name a deed that is done to just such a thing?

    ``named``: a noun that ends in the verb (上门随访 患者).
    """
    lex = words()
    word = tokens[at].word
    if named:
        if tokens[at].kind != Kind.NOUN or len(word) < _NAMED or not lex.object_head(word)[0]:
            return False
        word = word[-2:]
    elif not at or at >= last or tokens[at - 1].kind != Kind.NOUN:
        return False
    deed = lex.verb_class.get(word, "")
    suited = (*DONE_TO.get(deed, ()), *(() if named else _HELPED.get(deed, ())))
    return lex.object_head(tokens[last].word)[1] in suited


def listed(tokens: Sequence[Token], at: int, rest: bool) -> bool:
    """Does the verb name one of several things (办理 上牌、换证 业务; 解决 停车、选址 难 等 纠纷)?"""
    lex = words()
    if at < _SECOND:
        return False
    if tokens[at - 1].kind == Kind.JOINER:
        if rest and tokens[at - 2].kind in DEEDS and _led_list(tokens, at):
            return True
        if tokens[at - 2].kind == Kind.VERB:  # 办理 车辆 上牌、换证 业务
            handles = lex.handles
            return (
                at > _SECOND and tokens[at - 3].kind == Kind.NOUN and any(t.word in handles for t in tokens[: at - 2])
            )
        if tokens[at - 2].kind != Kind.NOUN or not any(t.kind == Kind.VERB for t in tokens[: at - 2]):
            return False
        return rest or not _deed_after_deed(tokens, at)
    if not rest:
        return _summed_up(tokens, at)
    joiner = next((n for n in range(at - 1, 0, -1) if tokens[n].kind == Kind.JOINER), 0)
    if joiner and any(t.kind == Kind.REMAINDER for t in tokens[joiner:at]):
        return False  # 联合 公安、文化 等 部门 检查 网吧、影院 等 场所
    if not joiner and tokens[at - 1].kind == Kind.NOUN and tokens[at].word not in lex.event:  # 购置 原子 吸收 等 仪器
        return any(t.kind == Kind.VERB for t in tokens[:at])
    return any(t.kind == Kind.VERB for t in tokens[:joiner])


def _led_list(tokens: Sequence[Token], at: int) -> bool:
    """``办理 开户、销户、过户 等 业务``: does a verb stand right before the first of the verbs that are listed?"""
    first = at
    while first >= _SECOND and tokens[first - 1].kind == Kind.JOINER and tokens[first - 2].kind in (*DEEDS, Kind.NOUN):
        first -= 2
    return first > 0 and tokens[first - 1].kind == Kind.VERB and tokens[first - 1].end == tokens[first].start


def _deed_after_deed(tokens: Sequence[Token], at: int) -> bool:
    """``翻修 屋顶、更换 电线``: a verb with the thing it is done to behind another with its own."""
    lex = words()
    kind = lex.verb_class.get(tokens[at].word, "")
    if len(tokens[at].word) == 1 or kind in NAMING or tokens[at].word in lex.attributive:
        return False
    first = at - _SECOND
    while first > 0 and tokens[first].kind == Kind.NOUN:
        first -= 1
    if tokens[first].kind != Kind.VERB or any(t.kind != Kind.NOUN for t in tokens[at + 1 :]):
        return False
    head = lex.object_head(tokens[-1].word)[1]
    return head in DONE_TO[kind] if kind in DONE_TO else kind in _MAKING and head != ""


def within(tokens: Sequence[Token], at: int) -> bool:
    """``新建 分类 投放 亭房``: a verb behind a modifier behind a verb of making is part of the name."""
    lex = words()
    first = at - 1
    while first > 0 and tokens[first].word in lex.attributive and tokens[first].end == tokens[first + 1].start:
        first -= 1
    if first == at - 1 or first < 0 or tokens[first].kind != Kind.VERB:
        return False
    made = lex.verb_class.get(tokens[first].word) in _MAKING and tokens[first].word not in lex.light
    return made and tokens[first].word not in lex.attributive and tokens[first].end == tokens[first + 1].start


def _summed_up(tokens: Sequence[Token], at: int) -> bool:
    """``配齐 救生衣、救生圈 等 水上 救生 器材``: does the verb name the kind that a list sums up to?"""
    lex = words()
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind != Kind.NOUN:
        return False
    back = at - 1
    while back > 0 and tokens[back].kind == Kind.NOUN and tokens[back].word not in lex.ways:
        back -= 1
    if back < 1 or tokens[back].kind != Kind.REMAINDER:
        return False
    return any(t.kind == Kind.JOINER for t in tokens[:back]) and any(t.kind == Kind.VERB for t in tokens[:back])


def names_people(light: Token, after: Token) -> bool:
    """Is what follows a light verb and another people who do something (落实 帮扶 干部)?"""
    return light.kind == Kind.VERB and words().object_head(after.word)[1] == "staff"


def no_deed(token: Token, after: Token) -> bool:
    """Does the verb only say what the noun after it is like (受灾 乡镇, 入户 便道, 贷款 总额)?"""
    lex = words()
    if token.word in lex.state or (token.word in lex.standing and token.word in lex.object_class):
        return True
    if token.word in lex.together and lex.object_head(after.word)[1] == "staff" and after.word.endswith(_TEAMS):
        return True  # 联合 巡防队 64人
    if token.word in lex.visiting and lex.object_head(after.word)[1] == "works":
        return True
    return lex.object_class.get(token.word) == "money" and after.word in lex.figure
