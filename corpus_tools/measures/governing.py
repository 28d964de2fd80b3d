"""Which of the verbs before a noun governs it.

``发放 禁毒 宣传 资料``: walking left from the noun, 宣传 stands inside its name and 发放 governs. Verbs that also
serve as modifiers (``attributive`` in actions.toml), verbs of a relative clause and verbs that name no deed are passed
over as long as a better one stands further left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus_tools import segmentation
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.naming import (
    DEEDS,
    DOERS,
    behind_done,
    inside_name,
    joined,
    kind_of_paper,
    kind_of_thing,
    listed,
    names_next,
    names_people,
    no_deed,
    suits,
    within,
    within_its_name,
)
from corpus_tools.measures.phrase_start import begins, opens
from corpus_tools.measures.regrouping import by_doer
from corpus_tools.measures.serial import (
    barred,
    by_means,
    calls_on,
    done_by,
    goes,
    hands,
    joins,
    led,
    sold,
    taken_from,
    trade,
    urged,
)

__all__ = ["DEEDS", "DOERS", "Choice", "Range", "choose", "noun_classes", "run", "there_is"]

Range = tuple[int, int]

_OUT = "出"  # of a verb that it ends (推荐出35人)
_COMMA = "、"  # the joiner of lists; 与 also says with whom
_PAYING = frozenset(("give", "invest", "serve", "receive"))  # deeds that are done to money
_WRITING = frozenset(("sign", "print", "publish", "give", "board", "hang", "register"))  # and to papers
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
    if first < at and _undone(tokens, at):
        at -= 1  # 清除 张贴 的小广告: what had been done before
    begin = first
    while begin < at and tokens[begin].word in lex.light and tokens[at].word not in lex.light:
        begin += 1
    while begin < at and tokens[begin].word in lex.faint and tokens[begin + 1].word != _OUT:
        begin += 1
    return first, (tokens[begin].start, tokens[at].end)


def _undone(tokens: Sequence[Token], at: int) -> bool:
    """Does the verb before undo what the one at ``at`` says was done, with 的 before its noun?"""
    does = words().verb_class
    if at + 1 >= len(tokens) or tokens[at + 1].kind != Kind.OF:
        return False
    return does.get(tokens[at].word) in _DONE and does.get(tokens[at - 1].word) in _UNDOING


_DONE = frozenset(("hang", "give", "build", "plant", "print", "publish"))
_UNDOING = frozenset(("clear", "demolish", "enforce"))


def noun_classes(tokens: Sequence[Token], start: int, end: int) -> set[str]:
    """Classes of the nouns between two tokens, by their heads."""
    lex = words()
    return {lex.object_head(t.word)[1] for t in tokens[start:end] if t.kind == Kind.NOUN}


def _may_open(token: Token) -> bool:
    """May a verb of one character follow? Not after a noun, but after the body that does the deed."""
    lex = words()
    if token.kind != Kind.NOUN:
        return token.kind not in DEEDS
    where = len(token.word) > 1 and token.word[-1] in lex.localizing
    return where or token.word in lex.setting or (len(token.word) > 1 and lex.object_head(token.word)[1] in DOERS)


@dataclass(slots=True)
class Choice:
    """The governing verb among the words up to a noun, and what was met on the way."""

    at: int | None = None
    spare: int | None = None  # a verb that governs only if nothing better turns up
    preposition: int | None = None
    stative: int | None = None


def choose(tokens: Sequence[Token], last: int) -> Choice:
    """Walk left from the noun's last word to the verb that governs it."""
    walk = _Walk(tokens, last)
    for at in range(last, -1, -1):
        if walk.ends_at(at):
            return walk.choice
    walk.settle()
    return walk.choice


@dataclass(slots=True)
class _Walk:
    """One walk left from a noun's last word: what was met that may govern it if no verb plainly does.

    Positions of words; the word that was met first is the one nearest to the noun.
    """

    tokens: Sequence[Token]
    last: int
    choice: Choice = field(default_factory=Choice)
    modifiers: list[int] = field(default_factory=list)  # verbs that may say what kind of thing the noun is
    names: list[int] = field(default_factory=list)  # verbs within a compound
    items: set[int] = field(default_factory=set)  # verbs that are items of a list
    relative: int | None = None  # verb of a clause before 的
    faint: int | None = None
    weak: int | None = None
    moving: int | None = None
    short: int | None = None  # a verb of one character that may be a piece of a word
    of: bool = False  # 的 was met
    rest: bool = False  # 等 was met

    def ends_at(self, at: int) -> bool:
        """Take notice of a word; true where the walk ends with it."""
        token, kind, inner, choice = self.tokens[at], self.tokens[at].kind, at < self.last, self.choice
        if kind == Kind.VERB:
            choice.at = self._verb(at)
        elif kind == Kind.OF:
            self.of |= inner
        elif kind == Kind.REMAINDER:
            self.rest |= inner
        elif kind == Kind.WEAK and inner and token.word not in words().state:
            item = at and self.tokens[at - 1].kind == Kind.JOINER
            if not self.of and self.weak is None and not item and opens(self.tokens, at):
                self.weak = at
        elif kind == Kind.STATIVE and inner and (len(token.word) > 1 or there_is(token.word)):
            if (not self.of or self.relative is not None) and not self.rest:  # 发现 无 健康证、留样 不 规范 等 问题
                choice.stative = at
        elif kind in (Kind.PREPOSITION, Kind.EITHER) and inner and choice.preposition is None:
            choice.preposition = at
        return choice.at is not None or choice.stative is not None

    def _verb(self, at: int) -> int | None:
        """The word that governs, where this verb decides it; else the verb is kept as what it may be."""
        lex, tokens = words(), self.tokens
        token, after = tokens[at], tokens[at + 1] if at < self.last else None
        told = at > 0 and not self.of and tokens[at - 1].word in lex.telling
        if told and after is not None and after.kind == Kind.NOUN:
            return at  # 组织党员 共 转移 群众
        if self._piece(at, after) or (after is not None and (no_deed(token, after) or _harmed(tokens, at, after))):
            return None
        if after is None:
            named = False
        else:
            named = after.word in lex.compound and token.end == after.start and token.word not in lex.governing
        if named:
            self.names.append(at)
            return None
        if self.of:
            return self._before_of(at)
        if after is not None and trade(tokens, at):
            return None
        if token.word in lex.visiting and after is not None and after.kind == Kind.VERB:
            return at + 1  # 上门 辅导 功课
        if after is not None and _said_of(tokens, at):
            return None
        if listed(tokens, at, self.rest) or (at + 2 in self.items and after is not None and after.kind == Kind.JOINER):
            self.items.add(at)
            return None
        if joined(tokens, at):
            return at
        if after is not None and after.kind == Kind.NOUN and _says_what_kind(tokens, at):
            self.modifiers.append(at)
            return None
        led = at > 0 and tokens[at - 1].word in lex.light and lex.verb_class.get(token.word) != "employ"
        if after is not None and led and names_people(tokens[at - 1], after):
            return at - 1  # 落实 帮扶 干部, but 引导 成立 业主委员会
        if after is not None and _what_is_given(tokens, at, self.last):
            return at - 1
        if after is not None and lex.verb_class.get(token.word) == "change" and after.word in lex.undertaking:
            return None  # 实施 饮水 提升 工程
        if token.word in lex.attributive:
            if at > 1 and tokens[at - 1].kind == Kind.JOINER:
                return None  # 信息、调研、通讯等稿件
            if after is not None and after.kind in _AFTER_MODIFIER:
                if calls_on(tokens, at) or sold(tokens, at, self.last) or _puts_in(tokens, at, self.last):
                    return at
                self.modifiers.append(at)
                return None
        return self._plain(at, after)

    def _piece(self, at: int, after: Token | None) -> bool:
        """A verb of one character that is no word of its own (乱 搭 乱 建, 禁种 铲 毒), but 在 公墓 路口 立 宣传牌."""
        lex, tokens = words(), self.tokens
        word = tokens[at].word
        own = lex.verb_class.get(word) == "award" or word in lex.lesson  # 比赛 获 一等奖
        if len(word) != 1 or not at or own or _may_open(tokens[at - 1]) or by_doer(tokens[:at]):
            return False
        led = any(t.kind in (Kind.PREPOSITION, Kind.EITHER) for t in tokens[:at])
        if self.short is None and led and after is not None and after.kind == Kind.NOUN:
            self.short = at
        return True

    def _before_of(self, at: int) -> int | None:
        """A verb before 的 belongs to its clause; another one before that may govern: 查处 未 按 规定 登记 的 房东."""
        behind = self.relative is not None and at + 1 < self.relative
        if behind and self.tokens[at].word not in words().event and begins(self.tokens, at):
            return at
        if self.relative is None:
            self.relative = at
        return None

    def _plain(self, at: int, after: Token | None) -> int | None:
        lex, tokens = words(), self.tokens
        word = tokens[at].word
        if after is not None and (kind_of_thing(tokens, at, after) or inside_name(tokens, at, after)):
            return None
        if word in lex.faint:
            self.faint = at if self.faint is None else self.faint
        elif word in lex.moving and goes(tokens, at):
            self.moving = at if self.moving is None else self.moving
        elif after is None or _what_is_paid(tokens, at, self.last):
            self.modifiers.append(at)
        else:
            if self.relative is None or not joins(tokens, at):
                self.relative = led(tokens, at, sorted([*self.modifiers, *self.names], reverse=True))
            return barred(tokens, taken_from(tokens, self.relative))
        return None

    def settle(self) -> None:
        """No verb plainly governs: choose among what was met, and keep the next best as a spare."""
        lex, tokens, choice = words(), self.tokens, self.choice
        self.modifiers = [m for m in self.modifiers if not names_next(tokens, m)]
        choice.at = self._caused()
        if choice.at is None:
            choice.at = self._opening()
        if len(self.modifiers) > 1 and tokens[self.modifiers[-1]].word in lex.together:
            choice.at = self.modifiers[-2]  # 联合 派出所、监管所 检查 网吧
        if choice.at is None:
            choice.at = next((m for m in self.modifiers if hands(tokens, m)), None)
        if choice.at is None:
            choice.at = self.short
        if choice.at is None and self.moving is not None:
            choice.at = self.moving if self.weak is None else self.weak
        if choice.at is None and tokens[0].kind != Kind.JOINER:
            choice.at = self._suiting()
        opening = next((m for m in reversed(self.modifiers) if opens(tokens, m)), None)
        names = [n for n in self.names if tokens[n].word not in lex.attributive]  # 帮教 小组
        if tokens[0].word == _COMMA:  # 、限期 拆除 决定书
            names = []
        spares = (self.weak, self.faint, opening, self.relative, *names)
        choice.spare = next((x for x in spares if x is not None), None)
        if choice.at is None and choice.spare is None:
            choice.spare = _unheard_of(tokens, self.last)

    def _caused(self) -> int | None:
        """What people were brought to do: 发动 村民 种植 脆李."""
        causing = words().causing
        met = (*self.modifiers, self.faint, *self.names)
        cause = next((n for n in met if n is not None and self.tokens[n].word in causing), None)
        if cause is None:
            met = (self.faint, *self.modifiers)
            return next((m for n in met if n is not None for m in self.modifiers if urged(self.tokens, n, m)), None)
        return next((m for m in reversed(self.modifiers) if m > cause and done_by(self.tokens, cause, m)), None)

    def _opening(self) -> int | None:
        """At the start of its phrase, or behind a prepositional one, a modifier is the verb."""
        lex, tokens, found = words(), self.tokens, None
        means = self.faint if self.faint is not None and by_means(tokens, self.faint) else None
        preposition = self.choice.preposition
        for modifier in self.modifiers:
            first = opens(tokens, modifier)
            led = preposition is not None and preposition < modifier
            if first or led or (means is not None and means + 1 < modifier):
                while modifier + 1 in self.modifiers and tokens[modifier + 1].word not in lex.adjectival:
                    modifier += 1  # 入户 登记 流动人口
                if tokens[modifier].word not in lex.faint:
                    found = modifier
                    if not first:
                        break
        return found

    def _suiting(self) -> int | None:
        """A verb that goes with the noun by their classes."""
        found = next((m for m in reversed(self.modifiers) if suits(self.tokens, m, self.last)), None)
        if found is None and not self.modifiers:
            found = next((n for n in range(self.last) if suits(self.tokens, n, self.last, named=True)), None)
        return found


def _says_what_kind(tokens: Sequence[Token], at: int) -> bool:
    """Is the verb before a noun part of its name, another verb being done to that?"""
    return within(tokens, at) or kind_of_paper(tokens, at) or within_its_name(tokens, at) or behind_done(tokens, at)


def _said_of(tokens: Sequence[Token], at: int) -> bool:
    """``有 投递 段道``, ``签订 不 参加 非法活动 承诺书``: what is there, or what was promised not to be done."""
    before = tokens[at - 1] if at else None
    if before is None:
        return False
    if before.kind == Kind.STATIVE and there_is(before.word):
        return True
    return before.word in words().negating and any(t.kind == Kind.VERB for t in tokens[: at - 1])


def _what_is_paid(tokens: Sequence[Token], at: int, last: int) -> bool:
    """``发放 后期 扶持 直补 资金``: does a deed open the clause that is done to money, and this say which?"""
    lex = words()
    if lex.object_head(tokens[last].word)[1] != "money":
        return False
    first = next((n for n in range(at) if tokens[n].kind == Kind.VERB), None)
    if first is None or first + 1 == at or not opens(tokens, first) or tokens[first].word in lex.causing:
        return False
    return lex.verb_class.get(tokens[first].word, "") in _PAYING and tokens[first].word not in lex.light


def _what_is_given(tokens: Sequence[Token], at: int, last: int) -> bool:
    """``安排 修缮 资金``, ``提出 修改 意见``: between a verb that says little and a paper, what that is."""
    lex = words()
    if not at or at + 1 != last or tokens[at - 1].kind != Kind.VERB or tokens[at - 1].end != tokens[at].start:
        return False
    before, word = tokens[at - 1].word, tokens[last].word
    if before in lex.raising and word.endswith(lex.opinions):
        return True
    if before not in lex.light and before not in lex.faint:
        return False
    head, deed = lex.object_head(word)[1], lex.verb_class.get(tokens[at].word, "")
    return (head == "money" and deed not in _PAYING) or (head == "document" and deed not in _WRITING)


def _harmed(tokens: Sequence[Token], at: int, after: Token) -> bool:
    """``更换 损坏 护栏``: what happened to a thing, between it and the deed that was done about it."""
    lex = words()
    if not at or after.kind != Kind.NOUN or tokens[at - 1].kind != Kind.VERB or tokens[at - 1].end != tokens[at].start:
        return False
    happened = lex.verb_class.get(tokens[at].word) == "happen" and lex.verb_class.get(tokens[at - 1].word) != "happen"
    return happened and tokens[at - 1].word not in lex.light


def _puts_in(tokens: Sequence[Token], at: int, last: int) -> bool:
    """``森林防火 落实 护林员``: a light verb right before those whose post it is governs them."""
    lex = words()
    if tokens[at].word not in lex.light or lex.object_head(tokens[last].word)[1] not in ("staff", "money"):
        return False
    between = tokens[at + 1 : last]
    whose = between[:-1] if not at and lex.object_head(tokens[last].word)[1] == "money" else []
    if whose and all(t.kind == Kind.NOUN and t.word not in lex.setting for t in whose):
        between = between[-1:]  # 落实 残疾人 康复 经费
    return all(t.word in lex.attributive or t.word in lex.faint for t in between)


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
