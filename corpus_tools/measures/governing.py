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
from corpus_tools.measures.naming import (
    DOERS,
    DONE_TO,
    NAMING,
    inside_name,
    joined,
    kind_of_thing,
    listed,
    names_next,
    names_people,
    no_deed,
    suits,
    within,
)

__all__ = ["DEEDS", "DOERS", "Choice", "Range", "choose", "noun_classes", "run", "there_is"]

Range = tuple[int, int]

_WARES = frozenset(("crop", "pest", "waste", "plant", "vehicle"))
_WHEN = "年月季度期周日天来间"  # ends of words that say when
_COMMA = "、"  # the joiner of lists; 与 also says with whom
_BODY = 3  # words of a body's name: 县 水务 站
DEEDS = (Kind.VERB, Kind.WEAK)
# Classes of what is brought along on a visit.
_BROUGHT = frozenset(("crop", "money", "leaflet", "banner"))
# what is held or taught is named by verbs as well (组织 职工 救护 培训)
_HELD = frozenset(("meeting", "event"))
_TAUGHT = frozenset(("", "educate", "hold", "carry_out"))
_AFTER_MODIFIER = frozenset((Kind.NOUN, Kind.VERB, Kind.WEAK, Kind.JOINER, Kind.REMAINDER))


def there_is(word: str) -> bool:
    """Does the stative say that something exists (有, 共有), not how much it is (达)?"""
    return word.endswith("有") or word in ("无", "含") or word.startswith("现在")


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
            elif after is not None and (no_deed(token, after) or _harmed(tokens, at, after)):
                pass
            elif (
                after is not None
                and after.word in lex.compound
                and token.end == after.start
                and token.word not in lex.governing
            ):
                names.append(at)
            elif of:
                if relative is not None and at + 1 < relative and token.word not in lex.event and _begins(tokens, at):
                    out.at = at  # 查处 未 按 规定 登记 的 房东
                    break
                relative = at if relative is None else relative
            elif token.word in lex.visiting and after is not None and after.kind == Kind.VERB:
                out.at = at + 1  # 上门 辅导 功课
                break
            elif listed(tokens, at, rest) or (at + 2 in items and after is not None and after.kind == Kind.JOINER):
                items.add(at)
            elif joined(tokens, at):
                out.at = at
                break
            elif after is not None and after.kind == Kind.NOUN and within(tokens, at):
                modifiers.append(at)
            elif (
                after is not None
                and at
                and tokens[at - 1].word in lex.light
                and lex.verb_class.get(token.word) != "employ"  # 引导 成立 业主委员会
                and names_people(tokens[at - 1], after)
            ):
                out.at = at - 1  # 落实 帮扶 干部
                break
            elif token.word in lex.attributive and at > 1 and tokens[at - 1].kind == Kind.JOINER:
                pass  # 信息、调研、通讯等稿件
            elif token.word in lex.attributive and after is not None and after.kind in _AFTER_MODIFIER:
                if not of and (_calls_on(tokens, at) or _sold(tokens, at, last) or _puts_in(tokens, at, last)):
                    out.at = at
                    break
                modifiers.append(at)
            elif after is not None and (kind_of_thing(tokens, at, after) or inside_name(tokens, at, after)):
                pass
            elif token.word in lex.faint:
                faint = at if faint is None else faint
            elif token.word in lex.moving and _goes(tokens, at):
                moving = at if moving is None else moving
            elif after is None:
                modifiers.append(at)
            else:
                if relative is None or not _joins(tokens, at):
                    relative = _led(tokens, at, sorted([*modifiers, *names], reverse=True))
                out.at = _taken_from(tokens, relative)
                break
        elif kind == Kind.WEAK and at < last and token.word not in lex.state:
            item = at and tokens[at - 1].kind == Kind.JOINER
            if not of and weak is None and not item and _opens(tokens, at):
                weak = at
        elif kind == Kind.STATIVE and at < last and not of and (len(token.word) > 1 or there_is(token.word)):
            out.stative = at
            break
        elif kind in (Kind.PREPOSITION, Kind.EITHER) and at < last and out.preposition is None:
            out.preposition = at
        at -= 1
    if out.at is None and out.stative is None:
        modifiers = [m for m in modifiers if not names_next(tokens, m)]
        cause = next((n for n in (*modifiers, faint, *names) if n is not None and tokens[n].word in lex.causing), None)
        if cause is not None:
            out.at = next((m for m in reversed(modifiers) if m > cause and _done_by(tokens, cause, m)), None)
        means = faint if faint is not None and tokens[faint].word in lex.means else None
        # at the start of its phrase, or right after a prepositional one, a modifier is the verb
        for modifier in modifiers if out.at is None else ():
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
            out.at = next((m for m in reversed(modifiers) if suits(tokens, m, last)), None)
            if out.at is None and not modifiers:
                out.at = next((n for n in range(last) if suits(tokens, n, last, named=True)), None)
        faint_modifier = next((m for m in reversed(modifiers) if _opens(tokens, m)), None)
        names = [n for n in names if tokens[n].word not in lex.attributive]  # 帮教 小组
        if tokens[0].word == _COMMA:  # 、限期 拆除 决定书
            names = []
        out.spare = next((x for x in (weak, faint, faint_modifier, relative, *names) if x is not None), None)
        if out.at is None and out.spare is None:
            out.spare = _unheard_of(tokens, last)
    return out


def _harmed(tokens: Sequence[Token], at: int, after: Token) -> bool:
    """``更换 损坏 护栏``: what happened to a thing, between it and the deed that was done about it."""
    lex = words()
    if not at or after.kind != Kind.NOUN or tokens[at - 1].kind != Kind.VERB or tokens[at - 1].end != tokens[at].start:
        return False
    happened = lex.verb_class.get(tokens[at].word) == "happen" and lex.verb_class.get(tokens[at - 1].word) != "happen"
    return happened and tokens[at - 1].word not in lex.light


def _taken_from(tokens: Sequence[Token], at: int) -> int:
    """``收到 当事人 送来 锦旗``: what others sent was received."""
    lex = words()
    if tokens[at].word not in lex.sending or at < 2 or tokens[at - 1].kind != Kind.NOUN:
        return at
    first = at - 1
    while first and tokens[first].kind == Kind.NOUN:
        first -= 1
    return first if tokens[first].word in lex.taking else at


def _goes(tokens: Sequence[Token], at: int) -> bool:
    """Is there another verb before a verb of going (送 法 进 校园)?"""
    lex = words()
    return any(t.kind == Kind.VERB and t.word not in lex.moving for t in tokens[:at]) or any(
        t.kind == Kind.WEAK for t in tokens[:at]
    )


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
    if head in DONE_TO.get(deed, ()):
        return True
    if deed == "plant":
        return head in ("crop", "")
    return deed not in _TAUGHT and head not in _HELD and len(tokens[inner].word) > 1


def _puts_in(tokens: Sequence[Token], at: int, last: int) -> bool:
    """``森林防火 落实 护林员``: a light verb right before those whose post it is governs them."""
    lex = words()
    if tokens[at].word not in lex.light or lex.object_head(tokens[last].word)[1] not in ("staff", "money"):
        return False
    return all(t.word in lex.attributive or t.word in lex.faint for t in tokens[at + 1 : last])


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
    if inside < _BODY and all(t.kind == Kind.NOUN for t in tokens[:inside]) and _does(tokens, inside, at):
        return True
    named = inside + 1 < at and inside + 1 < _BODY and _names_place(tokens, inside + 1)
    return named and _does(tokens, inside + 1, at)


def _names_place(tokens: Sequence[Token], at: int) -> bool:
    """``柳林 村``, ``南湖 派出所``: the name of a place or body and what it is open the clause."""
    lex = words()
    if not tokens[at].word.endswith(lex.actors):
        return False
    return tokens[at - 1].end == tokens[at].start and all(t.kind in (Kind.NOUN, Kind.MARK) for t in tokens[:at])


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
    if tokens[body].kind != Kind.NOUN or not tokens[body].word.endswith(lex.actors):
        return False
    word = tokens[verb].word
    if lex.verb_class.get(word, "") not in NAMING and word not in lex.adjectival:
        return True
    after = tokens[verb + 1].word if verb + 1 < len(tokens) else ""
    if word in lex.transitive and lex.object_head(after)[0]:
        return True
    return lex.verb_class.get(word) == "produce" and lex.object_head(after)[1] in _WARES
