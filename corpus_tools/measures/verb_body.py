"""The words before a figure that end in a verb, with what every reading of them asks."""

from __future__ import annotations

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.governing import Range, run
from corpus_tools.measures.phrases import phrase

__all__ = ["COMPOUND", "EXTENT", "HELD", "VerbBody"]

# Units whose figure counts holdings, so that a verb-noun before it names what was held.
HELD = frozenset(("session", "turnout"))
# Units of extent: what is done to so much of it is no holding.
EXTENT = frozenset(("area", "length", "bulk"))
COMPOUND = 4  # a verb of two verbs (执法巡查) names what is held, as its parts do


class VerbBody:
    """``全镇 开展 安全 检查`` before 5次.

    ``tokens[first : last + 1]`` are the verbs that stand together at its end, ``action`` their range without light
    ones; ``word`` is the last of them, ``does`` its class as a verb and ``names`` its class as a noun, or "".
    ``kind`` is the class of the figure's unit. ``told``: they are a deed done to
    what stands before them, since 共, 已 or 新 does or since they are done to matters alone.
    """

    __slots__ = ("action", "does", "first", "kind", "last", "names", "tokens", "told", "word")

    def __init__(self, tokens: list[Token], kind: str) -> None:
        lex = words()
        self.tokens, self.kind = tokens, kind
        self.last = len(tokens) - 1
        self.first, self.action = run(tokens, self.last)
        self.word = tokens[self.last].word
        self.does = lex.deed_class.get(self.word, "")
        self.names = lex.object_class.get(self.word, "")
        self.told = self.first > 0 and _tells(tokens[self.first - 1])
        if self.first < self.last and kind != "money" and _deals_with(tokens, self.last, kind):
            self.first, self.action, self.told = self.last, self.range(self.last), True

    def range(self, at: int) -> Range:
        return self.tokens[at].start, self.tokens[at].end

    def deed(self, at: int) -> Range:
        """Range of the verbs that stand together and end at ``at``."""
        return run(self.tokens, at)[1]

    def after(self, at: int) -> Range | None:
        """The noun phrase of what stands behind ``at``."""
        return phrase(self.tokens[at + 1 :])

    def does_at(self, at: int) -> str:
        return words().verb_class.get(self.tokens[at].word, "")

    @property
    def moves(self) -> bool:
        """Is the verb said of its subject, which it does nothing to?"""
        return self.word in words().intransitive or self.does == "change"

    @property
    def holding(self) -> bool:
        """Is the verb the name of what the figure's unit says was held (检查 5次)?"""
        lex = words()
        if self.kind not in HELD or self.told:
            return False
        if self.first == self.last and (self.word in lex.event or self.word in lex.light):
            return False  # 应急演练组织35次
        opening = self.tokens[self.first].word
        compound = len(self.word) >= COMPOUND and (opening in lex.event or opening in lex.light)
        return compound or self.word in lex.attributive or bool(self.names)

    @property
    def thing(self) -> bool:
        """Does the verb name a thing that the figure may count?"""
        return self.holding or (bool(self.names) and self.kind not in EXTENT)

    def first_verb(self) -> int | None:
        """The first verb before the last word."""
        return next((n for n, t in enumerate(self.tokens[: self.last]) if t.kind == Kind.VERB), None)

    def begun(self) -> int:
        """The first word that says more than who, when and where."""
        setting = words().setting
        said = (n for n, t in enumerate(self.tokens) if t.kind != Kind.FILLER and t.word not in setting)
        return next(said, self.last)


def _tells(token: Token) -> bool:
    lex = words()
    return token.kind == Kind.FILLER and (token.word in lex.telling or token.word in lex.newly)


def _deals_with(tokens: list[Token], last: int, kind: str) -> bool:
    """``投诉 处理`` 35起, ``执法检查 组织`` 12次: is the last verb done to what the one right before it names?"""
    lex, word, before = words(), tokens[last].word, tokens[last - 1].word
    if kind in HELD and word in lex.event and word not in lex.taking_up:
        return before not in lex.light and before not in lex.event and word not in lex.handles
    return word in lex.taking_up or (before in lex.raised and word not in lex.raised)
