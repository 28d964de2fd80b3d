"""Which of the verbs before a noun governs it.

``发放 禁毒 宣传 资料``: walking left from the noun, 宣传 stands inside its name and 发放 governs. Verbs that also
serve as modifiers (``attributive`` in actions.toml), verbs of a relative clause and verbs that name no deed are passed
over as long as a better one stands further left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus_tools import segmentation
from corpus_tools.measures.clauses import Kind, Token, words

__all__ = ["DEEDS", "DOERS", "Choice", "Range", "choose", "noun_classes", "run", "there_is"]

Range = tuple[int, int]

_WARES = frozenset(("crop", "pest", "waste", "plant", "vehicle"))
_SECOND = 2  # an item of a list has a word and a mark before it
_MAKING = frozenset(("build", "give", "sign", "print", "hang", "hold", "award"))  # their object is made or handed out
# what a class of verbs is done to, where its verb may be a deed or a modifier
_DONE_TO = {
    "build": ("works", "board", "place"),
    "plant": ("plant",),
    "clear": ("waste", "spot"),
    "tidy": ("spot",),
    "demolish": ("illegal",),
    "spray": ("pest",),
    "educate": ("population", "staff", "person"),
    "serve": ("population", "crop"),
    "visit": ("population", "household"),
    "enforce": ("crop", "vehicle"),
    "produce": ("crop",),
}
_WHEN = "年月季度期周日天来间"  # ends of words that say when
_NAMED = 4  # characters of a noun that ends in a verb
_VERB_NOUN = "vn"  # the segmenter's tag of a verb that is a noun as well
_COMMA = "、"  # the joiner of lists; 与 also says with whom
_BODY = 3  # words of a body's name: 县 水务 站
DEEDS = (Kind.VERB, Kind.WEAK)
# Classes of people who do a deed themselves: 组织党员清理 is done by the members, not held.
DOERS = frozenset(("person", "staff", "household", "population"))
# Classes of what is brought along on a visit.
_BROUGHT = frozenset(("crop", "money", "leaflet", "banner"))
# Classes of verbs that rather name a thing than a deed when a list goes on with them.
_NAMING = frozenset(("", "educate", "serve", "hold", "publish", "carry_out", "join", "produce", "register"))
_AFTER_MODIFIER = frozenset((Kind.NOUN, Kind.VERB, Kind.WEAK, Kind.JOINER, Kind.REMAINDER))


def there_is(word: str) -> bool:
    """Does the stative say that something exists (有, 共有), not how much it is (达)?"""
    return word.endswith("有") or word in ("无", "含")


def run(tokens: Sequence[Token], at: int) -> tuple[int, Range]:
    """First word and range of the verbs that stand together and end at ``at``, light ones before others left out."""
    lex = words()
    first = at
    while first and tokens[first - 1].kind == Kind.VERB and tokens[first - 1].end == tokens[first].start:
        first -= 1
    begin = first
    while begin < at and tokens[begin].word in lex.light and tokens[at].word not in lex.light:
        begin += 1
    while begin < at and tokens[begin].word in lex.faint:
        begin += 1
    return first, (tokens[begin].start, tokens[at].end)


def noun_classes(tokens: Sequence[Token], start: int, end: int) -> set[str]:
    """Classes of the nouns between two tokens, by their heads."""
    lex = words()
    return {lex.object_head(t.word)[1] for t in tokens[start:end] if t.kind == Kind.NOUN}


def _may_open(token: Token) -> bool:
    """May a verb of one character follow? Not after a noun, but after the body that does the deed."""
    lex = words()
    if token.kind != Kind.NOUN:
        return token.kind not in DEEDS
    return token.word in lex.setting or (len(token.word) > 1 and lex.object_head(token.word)[1] in DOERS)


def _joined(tokens: Sequence[Token], at: int) -> bool:
    """Is the verb the last of several (清除、清运)?"""
    return (
        at > 1
        and tokens[at - 1].kind == Kind.JOINER
        and tokens[at - 2].kind == Kind.VERB
        and at + 1 < len(tokens)
        and tokens[at + 1].kind == Kind.NOUN
    )


def _names_next(tokens: Sequence[Token], at: int) -> bool:
    """Does the verb, next in a list, stand inside a name (手册10本、宣传彩页100份), or is it a deed (、查处5人)?"""
    lex = words()
    kind = lex.verb_class.get(tokens[at].word, "")
    if at != 1 or tokens[0].kind != Kind.JOINER or kind not in _NAMING:
        return False
    return lex.object_head(tokens[-1].word)[1] not in _DONE_TO.get(kind, ())  # 、培养 后备干部 is a deed


def _kind_of_thing(tokens: Sequence[Token], at: int, after: Token) -> bool:
    """``(生产企业6家)、流通 单位``: a verb that is a noun as well and not done to such things goes on with a list."""
    if at != 1 or tokens[0].kind != Kind.JOINER or after.kind != Kind.NOUN:
        return False
    lex = words()
    kind = lex.verb_class.get(tokens[at].word, "")
    if len(tokens[at].word) == 1 or kind not in _NAMING or lex.object_head(after.word)[1] in _DONE_TO.get(kind, ()):
        return False
    return segmentation.tag(tokens[at].word)[-1][1] == _VERB_NOUN


def _inside_name(tokens: Sequence[Token], at: int, after: Token) -> bool:
    """``特种设备 使用 单位``: a verb that rarely is a deed between a thing and the bodies it names."""
    lex = words()
    if not at or tokens[at].word not in lex.faint or tokens[at - 1].kind != Kind.NOUN or after.kind != Kind.NOUN:
        return False
    before = tokens[at - 1].word
    opens = lex.object_head(before)[1] not in DOERS and not before.endswith(lex.bodies) and before not in lex.setting
    return opens and lex.object_head(after.word)[1] == "place"


@dataclass(slots=True)
class Choice:
    """The governing verb among the words up to a noun, and what was met on the way."""

    at: int | None = None
    spare: int | None = None  # a verb that governs only if nothing better turns up
    preposition: int | None = None
    stative: int | None = None


def choose(tokens: Sequence[Token], last: int) -> Choice:
    """Walk left from the noun's last word to the verb that governs it."""
    lex = words()
    out = Choice()
    modifiers: list[int] = []
    names: list[int] = []
    relative = faint = weak = moving = None
    of = rest = False
    short: int | None = None
    items: set[int] = set()
    at = last
    while at >= 0:
        token = tokens[at]
        kind = token.kind
        if kind == Kind.OF:
            of = of or at < last
        elif kind == Kind.REMAINDER:
            rest = rest or at < last
        elif kind == Kind.VERB:
            after = tokens[at + 1] if at < last else None
            won = lex.verb_class.get(token.word) == "award"  # 比赛 获 一等奖
            taught = token.word in lex.lesson
            if len(token.word) == 1 and at and not won and not taught and not _may_open(tokens[at - 1]):
                # 乱 搭 乱 建, 禁种 铲 毒: no word of its own, but 在 公墓 路口 立 宣传牌
                led = any(t.kind in (Kind.PREPOSITION, Kind.EITHER) for t in tokens[:at])
                if short is None and led and after is not None and after.kind == Kind.NOUN:
                    short = at
            elif after is not None and _no_deed(token, after):
                pass
            elif after is not None and after.word in lex.compound and token.end == after.start:
                names.append(at)
            elif of:
                if relative is not None and at + 1 < relative and token.word not in lex.event and _begins(tokens, at):
                    out.at = at  # 查处 未 按 规定 登记 的 房东
                    break
                relative = at if relative is None else relative
            elif token.word in lex.visiting and after is not None and after.kind == Kind.VERB:
                out.at = at + 1  # 上门 辅导 功课
                break
            elif _listed(tokens, at, rest) or (at + 2 in items and after is not None and after.kind == Kind.JOINER):
                items.add(at)
            elif _joined(tokens, at):
                out.at = at
                break
            elif after is not None and after.kind == Kind.NOUN and _within(tokens, at):
                modifiers.append(at)
            elif after is not None and at and tokens[at - 1].word in lex.light and _names_people(tokens[at - 1], after):
                out.at = at - 1  # 落实 帮扶 干部
                break
            elif token.word in lex.attributive and at > 1 and tokens[at - 1].kind == Kind.JOINER:
                pass  # 信息、调研、通讯等稿件
            elif token.word in lex.attributive and after is not None and after.kind in _AFTER_MODIFIER:
                if not of and (_calls_on(tokens, at) or _sold(tokens, at, last)):
                    out.at = at
                    break
                modifiers.append(at)
            elif after is not None and (_kind_of_thing(tokens, at, after) or _inside_name(tokens, at, after)):
                pass
            elif token.word in lex.faint:
                faint = at if faint is None else faint
            elif token.word in lex.moving and _goes(tokens, at):
                moving = at if moving is None else moving
            elif after is None:
                modifiers.append(at)
            else:
                out.at = relative if relative is not None and _joins(tokens, at) else _led(tokens, at, modifiers)
                break
        elif kind == Kind.WEAK and at < last and token.word not in lex.state:
            listed = at and tokens[at - 1].kind == Kind.JOINER
            if not of and weak is None and not listed and _opens(tokens, at):
                weak = at
        elif kind == Kind.STATIVE and at < last and not of and (len(token.word) > 1 or there_is(token.word)):
            out.stative = at
            break
        elif kind in (Kind.PREPOSITION, Kind.EITHER) and at < last and out.preposition is None:
            out.preposition = at
        at -= 1
    if out.at is None and out.stative is None:
        modifiers = [m for m in modifiers if not _names_next(tokens, m)]
        means = faint if faint is not None and tokens[faint].word in lex.means else None
        for modifier in modifiers:  # at the start of its phrase, or right after a prepositional one, it is the verb
            opens = _opens(tokens, modifier)
            led = out.preposition is not None and out.preposition < modifier
            if opens or led or (means is not None and means + 1 < modifier):
                while modifier + 1 in modifiers and tokens[modifier + 1].word not in lex.adjectival:
                    # 入户 登记 流动人口
                    modifier += 1
                if tokens[modifier].word not in lex.faint:
                    out.at = modifier
                    if not opens:
                        break
        if len(modifiers) > 1 and tokens[modifiers[-1]].word in lex.together:
            out.at = modifiers[-2]  # 联合 派出所、监管所 检查 网吧
        if out.at is None and short is not None:
            out.at = short
        if out.at is None and moving is not None:
            out.at = moving if weak is None else weak
        if out.at is None and tokens[0].kind != Kind.JOINER:
            out.at = next((m for m in reversed(modifiers) if _suits(tokens, m, last)), None)
            if out.at is None and not modifiers:
                out.at = next((n for n in range(last) if _suits(tokens, n, last, named=True)), None)
        faint_modifier = next((m for m in reversed(modifiers) if _opens(tokens, m)), None)
        names = [n for n in names if tokens[n].word not in lex.attributive]  # 帮教 小组
        if tokens[0].word == _COMMA:  # 、限期 拆除 决定书
            names = []
        out.spare = next((x for x in (weak, faint, faint_modifier, relative, *names) if x is not None), None)
        if out.at is None and out.spare is None:
            out.spare = _unheard_of(tokens, last)
    return out


def _goes(tokens: Sequence[Token], at: int) -> bool:
    """Is there another verb before a verb of going (送 法 进 校园)?"""
    lex = words()
    return any(t.kind == Kind.VERB and t.word not in lex.moving for t in tokens[:at]) or any(
        t.kind == Kind.WEAK for t in tokens[:at]
    )


def _suits(tokens: Sequence[Token], at: int, last: int, *, named: bool = False) -> bool:
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
    suited = _DONE_TO.get(lex.verb_class.get(word, ""), ())
    return lex.object_head(tokens[last].word)[1] in suited


def _listed(tokens: Sequence[Token], at: int, rest: bool) -> bool:
    """Does the verb name one of several things (办理 上牌、换证 业务; 解决 停车、选址 难 等 纠纷)?"""
    lex = words()
    if at < _SECOND:
        return False
    if tokens[at - 1].kind == Kind.JOINER:
        if tokens[at - 2].kind == Kind.VERB:  # 办理 车辆 上牌、换证 业务
            handles = lex.handles
            return (
                at > _SECOND and tokens[at - 3].kind == Kind.NOUN and any(t.word in handles for t in tokens[: at - 2])
            )
        return tokens[at - 2].kind == Kind.NOUN and any(t.kind == Kind.VERB for t in tokens[: at - 2])
    if not rest:
        return _summed_up(tokens, at)
    joiner = next((n for n in range(at - 1, 0, -1) if tokens[n].kind == Kind.JOINER), 0)
    if not joiner and tokens[at - 1].kind == Kind.NOUN and tokens[at].word not in lex.event:  # 购置 原子 吸收 等 仪器
        return any(t.kind == Kind.VERB for t in tokens[:at])
    return any(t.kind == Kind.VERB for t in tokens[:joiner])


def _within(tokens: Sequence[Token], at: int) -> bool:
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


def _names_people(light: Token, after: Token) -> bool:
    """Is what follows a light verb and another people who do something (落实 帮扶 干部)?"""
    return light.kind == Kind.VERB and words().object_head(after.word)[1] == "staff"


def _no_deed(token: Token, after: Token) -> bool:
    """Does the verb only say what the noun after it is like (受灾 乡镇, 入户 便道, 贷款 总额)?"""
    lex = words()
    if token.word in lex.state:
        return True
    if token.word in lex.visiting and lex.object_head(after.word)[1] == "works":
        return True
    return lex.object_class.get(token.word) == "money" and after.word in lex.figure


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """``联合 公安局 在 园区 查获 装 成 茶叶 的 卷烟``: with whom it was done, the deed is the next verb."""
    return tokens[at].word in words().together


def _led(tokens: Sequence[Token], at: int, modifiers: list[int]) -> int:
    """The deed where a verb leads to it: 帮助 销售 蜂蜜, 参与 抢救 病人, 联合 派出所 检查 网吧."""
    lex = words()
    word = tokens[at].word
    if (word in lex.helping or word in lex.partaking) and modifiers[-1:] == [at + 1]:
        return at + 1
    if word in lex.together and modifiers and modifiers[-1] > at + 1:
        return modifiers[-1]
    if word in lex.causing and modifiers and _done_by(tokens, at, modifiers[-1]):
        return modifiers[-1]  # 发动 村民 种植 脆李
    return at


def _sold(tokens: Sequence[Token], at: int, last: int) -> bool:
    """``开设 直播间 销售 农产品``: what makes or sells goods is a deed of its own behind another and its noun."""
    lex = words()
    if lex.verb_class.get(tokens[at].word) != "produce" or at < 2 or at + 1 != last:
        return False
    other = tokens[at - 1].kind == Kind.NOUN and tokens[at - 2].kind == Kind.VERB
    return other and tokens[last].word in lex.object_class and lex.object_class[tokens[last].word] == "crop"


def _done_by(tokens: Sequence[Token], at: int, inner: int) -> bool:
    """Do the people between two verbs do the second to what stands behind it?"""
    lex = words()
    between = tokens[at + 1 : inner]
    if not between or any(t.kind != Kind.NOUN for t in between) or inner + 1 >= len(tokens):
        return False
    people = lex.object_head(between[-1].word)[1] in DOERS
    done_to = _DONE_TO.get(lex.verb_class.get(tokens[inner].word, ""), ())
    head = lex.object_head(tokens[-1].word)[1]
    return people and (head in done_to or (lex.verb_class.get(tokens[inner].word) == "plant" and head in ("crop", "")))


def _calls_on(tokens: Sequence[Token], at: int) -> bool:
    """``带着慰问品 走访 老人``: a verb of visiting between a thing and people is the deed."""
    lex = words()
    if not at or lex.verb_class.get(tokens[at].word) != "visit" or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if before.kind != Kind.NOUN or before.word in lex.setting or after.kind != Kind.NOUN:
        return False
    return lex.object_head(before.word)[1] in _BROUGHT and lex.object_head(after.word)[1] in DOERS


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Does the word stand at the start of its phrase?"""
    lex = words()
    if at and (tokens[at - 1].word in lex.adverb or tokens[at - 1].word in lex.ways or _says_when(tokens[at - 1])):
        return True
    inside = at - 1
    while inside >= 0 and (tokens[inside].kind == Kind.FILLER or tokens[inside].word in lex.setting):
        inside -= 1
    if inside < 0 or tokens[inside].kind not in (Kind.NOUN, Kind.OF, *DEEDS):
        return True
    if inside == at - 1 and tokens[inside].kind == Kind.NOUN and tokens[inside].word[-1] in lex.localizing:
        return True  # 井下 排查 “三违”
    return inside < _BODY and all(t.kind == Kind.NOUN for t in tokens[:inside]) and _does(tokens, inside, at)


def _unheard_of(tokens: Sequence[Token], last: int) -> int | None:
    """``炸封 井口``: a word of no dictionary that begins with a verb and opens the clause before its noun."""
    first = 0
    while first < last and tokens[first].kind == Kind.FILLER:
        first += 1
    word = tokens[first].word
    if (
        first == last
        or tokens[first].kind != Kind.NOUN
        or len(word) != len("炸封")
        or tokens[first + 1].kind != Kind.NOUN
    ):
        return None
    lex = words()
    if segmentation.known(word) or word in lex.object_class or word in lex.setting or word[1] in lex.suffix:
        return None
    return first if segmentation.tag(word[0])[-1][1] == "v" and segmentation.tag(word[1])[-1][1] == "v" else None


def _begins(tokens: Sequence[Token], at: int) -> bool:
    """Does the verb open its clause, or follow the phrase that says where (在 园区 查获 伪装 成 茶叶 的 卷烟)?"""
    if _opens(tokens, at):
        return True
    before = at - 1
    while before >= 0 and tokens[before].kind == Kind.NOUN:
        before -= 1
    return 0 <= before < at - 1 and tokens[before].kind in (Kind.PREPOSITION, Kind.EITHER)


def _says_when(token: Token) -> bool:
    """全年, 上半年, 本月: what was done follows."""
    return token.kind == Kind.FILLER and token.word[-1] in _WHEN and len(token.word) > 1


def _does(tokens: Sequence[Token], body: int, verb: int) -> bool:
    """``水务站 维修 水管``: does the body that opens the clause do the deed? Not where the verb rather names."""
    lex = words()
    if tokens[body].kind != Kind.NOUN or not tokens[body].word.endswith(lex.bodies):
        return False
    word = tokens[verb].word
    if lex.verb_class.get(word, "") not in _NAMING and word not in lex.adjectival:
        return True
    after = tokens[verb + 1].word if verb + 1 < len(tokens) else ""
    if word in lex.transitive and lex.object_head(after)[0]:
        return True
    return lex.verb_class.get(word) == "produce" and lex.object_head(after)[1] in _WARES
