"""Reading a clause whose last word before the figure is a verb: a deed, or the name of what was held.

Each step below knows one way in which such a clause is built and gives None where it is built otherwise. They are
tried in the order of ``_STEPS``, from what single words settle to what rests on classes of words; what none of them
knows is read from the words left of the verb (``verb_left``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.phrases import Parsed, held, phrase, unset
from corpus_tools.measures.topical import topical
from corpus_tools.measures.verb_body import HELD, VerbBody
from corpus_tools.measures.verb_left import ISSUING, from_left

__all__ = ["verb_last"]

_BY = "被"
_GIVING = "给予"
_BROUGHT = frozenset(("完成", "实现"))
_VERBS = frozenset((Kind.VERB, Kind.WEAK))
_WORKS = frozenset(("build", "tidy", "clear", "plant", "demolish", "spray"))  # deeds that name what money is spent on
_ABOUT = frozenset(("build", "tidy", "clear", "enforce", "serve"))  # deeds done about what happened
_ISSUED = frozenset(("media", "inspect", "document"))
_PAID = frozenset(("money", "door", "person", ""))  # units of who is paid; "": 笔
_PAID_OR_TREATED = frozenset(("money", "door", "person", "turnout", "case", "spot"))
_TREATED = frozenset(("turnout", "case", "run"))  # units of treatments
_TEXTS = frozenset(("paper", ""))  # units of texts; "": 篇
_CHECKING = frozenset(
    ("sign", "board", "enforce", "serve", "register", "receive", "invest")
)  # deeds done to texts, as issuing is
_WRITTEN = frozenset(("paper", "cloth", ""))  # units of what is written or made out; "": 篇


def verb_last(tokens: list[Token], kind: str) -> Parsed:
    """``垃圾清运`` 8000车次, ``开展检查`` 5次, ``组织人员清理`` 20处, ``累计接种`` 500人.

    ``kind`` is the class of the figure's unit.

    >>> from corpus_tools.measures.clauses import tokens
    >>> copy = "全镇开展检查"
    >>> made = verb_last(tokens(copy, 0, len(copy)), "session")
    >>> copy[slice(*made.action)], copy[slice(*made.object)], made.cue
    ('开展', '检查', 'event')
    """
    body = VerbBody(tokens, kind)
    for step in _STEPS:
        parsed = step(body)
        if parsed is not None:
            return parsed
    return from_left(body)


def _changed(body: VerbBody) -> Parsed | None:
    """``用工控制在`` 260人: the change is that of what the verb before it names, not one that it brings about."""
    lex, last = words(), body.last
    if body.first == last or body.does != "change" or body.does_at(last - 1) == "change":
        return None
    before = body.tokens[last - 1].word
    if before in lex.light or before in lex.faint or before in lex.event:
        return None
    return Parsed(body.range(last), phrase(unset(body.tokens[:last])), "subject")


def _undergone(body: VerbBody) -> Parsed | None:
    """``撰写信息被省报采用`` 3篇."""
    tokens = body.tokens
    passive = next((n for n in range(body.first - 1, 0, -1) if tokens[n].word == _BY), None)
    if passive is None or tokens[passive - 1].kind != Kind.NOUN:
        return None
    start = next((n + 1 for n in range(passive - 1, -1, -1) if tokens[n].kind in _VERBS), 0)
    undergone = phrase(unset(tokens[start:passive]))
    return None if undergone is None else Parsed(body.action, undergone, "subject")


def _spent(body: VerbBody) -> Parsed | None:
    """``河道整治投入`` 1.2亿元: what the money was spent on is no thing that the figure counts."""
    lex, last = words(), body.last
    if body.kind != "money" or body.word not in lex.outlay or not last:
        return None
    worked = body.does_at(last - 1) in _WORKS and body.tokens[last - 1].word not in lex.light
    return Parsed(body.range(last), None, "verb-figure") if worked else None


def _paid(body: VerbBody) -> Parsed | None:
    """``发放补贴`` 33万元: the last verb names a sum, one before it says what was done with it."""
    first, last = body.first, body.last
    if body.kind not in _PAID or body.names != "money":
        return None
    if first == last:  # 发放自主就业一次性经济补助417万元
        opening = body.first_verb()
        given = opening is not None and opening < last and body.does_at(opening) == "give"
        return (
            Parsed(body.range(opening), body.after(opening), "verb-noun-figure")
            if given and opening is not None
            else None
        )
    giving = next((n for n in range(last - 1, -1, -1) if _gives(body.tokens[n])), None)
    if giving is None and first + 1 < last and body.tokens[first].word not in words().adjectival:
        giving = first  # 申请到助学补助2万元
    if giving is None and any(body.does_at(n) == "join" for n in range(first)):
        return Parsed(body.action, None, "verb-figure")
    if giving is None:
        giving = last - 1  # 担保贷款33万元
    return Parsed(body.deed(giving), body.after(giving), "verb-noun-figure")


def _collected(body: VerbBody) -> Parsed | None:
    """``组织大家捐款`` 3400元: what people were made to give."""
    if body.kind != "money" or body.does != "invest" or body.names != "money":
        return None
    before = body.first_verb()
    caused = before is not None and body.tokens[before].word in words().causing
    alone = caused and not any(t.kind in _VERBS for t in body.tokens[(before or 0) + 1 : body.last])
    return Parsed(body.range(body.last), None, "verb-figure") if alone else None


def _accomplished(body: VerbBody) -> Parsed | None:
    """``完成移民投资`` 4.8亿元: how much was to be spent."""
    opening = body.first_verb()
    if body.kind != "money" or opening is None or opening + 1 >= body.last or body.word not in words().outlay:
        return None
    if body.tokens[opening].word not in _BROUGHT or any(t.kind in _VERBS for t in body.tokens[opening + 1 : body.last]):
        return None
    return Parsed(body.range(opening), body.after(opening), "verb-noun-figure")


def _lent(body: VerbBody) -> Parsed | None:
    """``贷款净投放`` 2亿元: the verb before names the sum."""
    lex, last = words(), body.last
    if (
        body.kind == "money"
        and body.word in words().spending
        and last > 1
        and body.tokens[last - 1].kind == Kind.FILLER
    ):
        return Parsed(body.range(last), phrase(unset(body.tokens[:last])), "noun-verb-figure")  # 补贴全年支出221万元
    if body.kind != "money" or body.first + 1 != last or body.names == "money":
        return None
    sum_of = body.tokens[body.first].word
    if sum_of in lex.event or lex.object_class.get(sum_of) != "money":
        return None
    return Parsed(body.range(last), phrase(unset(body.tokens[:last])), "noun-verb-figure")


def _handled(body: VerbBody) -> Parsed | None:
    """``处理投诉`` 12起, ``接受举报投诉`` 29起: the verb names a matter (not how it ended: 受理办结)."""
    lex = words()
    if body.first == body.last or body.word in lex.handles or body.does == "change":
        return None
    taken = body.last - 1
    while (
        taken > body.first and body.tokens[taken].word in lex.attributive and body.tokens[taken].word not in lex.light
    ):
        taken -= 1
    if body.tokens[taken].word not in lex.handles:
        return None
    return Parsed(body.deed(taken), body.after(taken), "verb-noun-figure")


def _treated(body: VerbBody) -> Parsed | None:
    """``完成手术`` 300例: the verb names a treatment, unless a noun says to whom or what it was done."""
    lex = words()
    begun = body.begun()
    if body.kind not in _TREATED or begun == body.last or body.names != "service":
        return None
    begin = body.tokens[begun].word
    if begin not in lex.accomplish and not (begin in lex.light and body.word in lex.treatment):
        return None
    between = body.tokens[begun + 1 : body.last]
    if any(t.kind == Kind.NOUN and lex.object_head(t.word)[0] for t in between):
        return None
    return Parsed(body.range(begun), body.after(begun), "event")


def _priced(body: VerbBody) -> Parsed | None:
    """``送慰问品折款`` 3.6万元: the verb only says that a price follows."""
    opening = body.first_verb()
    if body.kind != "money" or body.word not in words().priced or opening is None or opening + 1 == body.last:
        return None
    return Parsed(body.deed(opening), phrase(body.tokens[opening + 1 : body.last]), "verb-noun-figure")


def _given(body: VerbBody) -> Parsed | None:
    """``给予警告`` 2人次."""
    begun = body.begun()
    if body.tokens[begun].word != _GIVING or begun == body.last:
        return None
    if body.word not in words().given or body.kind not in _PAID_OR_TREATED:
        return None
    return Parsed(body.range(begun), body.after(begun), "event")


def _sent(body: VerbBody) -> Parsed | None:
    """``组织外出务工`` 90人: what people were made to do names them."""
    lex, first = words(), body.first
    if body.kind != "person" or first == body.last or body.tokens[first].word not in lex.causing:
        return None
    if any(t.word not in lex.attributive for t in body.tokens[first + 1 :]):
        return None
    return Parsed(body.range(first), body.after(first), "event")


def _mended(body: VerbBody) -> Parsed | None:
    """``抢修管道漏水`` 43处: the last verb says what happened, one before it what was done about that."""
    if body.does != "happen":
        return None
    light = words().light
    doing = (n for n in range(body.last - 1, -1, -1) if body.tokens[n].kind == Kind.VERB)
    at = next((n for n in doing if body.tokens[n].word not in light), None)
    if at is None or body.does_at(at) not in _ABOUT:
        return None
    return Parsed(body.deed(at), body.after(at), "verb-noun-figure")


def _befell(body: VerbBody) -> Parsed | None:
    """``发生医院感染`` 253例."""
    if body.does != "happen" or not body.last or body.tokens[0].word not in words().befalling:
        return None
    return Parsed(body.range(0), body.after(0), "event")


def _written(body: VerbBody) -> Parsed | None:
    """``整理报告`` 1部, ``印发通报`` 36期: the last verb names what was written."""
    lex, first = words(), body.first
    if first + 1 != body.last or not body.names:
        return None
    issued = body.kind == "session" and body.does_at(first) in ISSUING and body.names in _ISSUED
    if body.kind not in _WRITTEN and not issued:
        return None
    if any(body.tokens[first].word in group for group in (lex.attributive, lex.light, lex.faint)):
        return None
    return Parsed(body.deed(first), phrase(body.tokens[body.last :]), "verb-noun-figure")


def _recorded(body: VerbBody) -> Parsed | None:
    """``抽查实习记录`` 35份, ``填值班记录`` 35本: the last verb names a text, the first is the deed."""
    lex, tokens = words(), body.tokens
    if body.kind not in _TEXTS or body.word not in lex.texts or not body.last:
        return None
    at = body.begun()
    word, does = tokens[at].word, body.does_at(at)
    if at == body.last or tokens[at].kind not in _VERBS or word in lex.light or word in lex.faint or word in lex.event:
        return None
    if does not in (*ISSUING, *_CHECKING) and (len(word) > 1 or word not in lex.opening):
        return None
    return Parsed(body.range(at), body.after(at), "verb-noun-figure")


def _held(body: VerbBody) -> Parsed | None:
    """``开展检查`` 5次."""
    lex, first, last = words(), body.first, body.last
    if first == last or body.tokens[first].word not in lex.event or not body.thing:
        return None
    helped = body.kind == "session" and any(t.word in lex.on_behalf for t in body.tokens[:first])  # 为群众举办培训12期
    if not helped and any(t.word in lex.undergoes for t in body.tokens[:first]):  # 对企业开展检查
        return None
    head = first
    while (
        head + 1 < last
        and body.tokens[head + 1].word in lex.event
        and body.tokens[head + 1].word not in lex.attributive
    ):
        head += 1
    return Parsed(body.deed(head), phrase(held(body.tokens[head + 1 :])), "event")


def _led_to_money(body: VerbBody) -> Parsed | None:
    """``协调落实教育补助`` 60人次: light verbs before the name of a sum."""
    lex, first, last = words(), body.first, body.last
    if body.kind not in HELD or body.names != "money":
        return None
    led = first
    while led < last and (body.tokens[led].word in lex.light or body.tokens[led].word in lex.handles):
        led += 1
    if led == first:
        return None
    return Parsed((body.tokens[first].start, body.tokens[led - 1].end), phrase(body.tokens[led:]), "verb-noun-figure")


def _named_twice(body: VerbBody) -> Parsed | None:
    """``门诊化验`` 300人次: nothing but verbs that are names."""
    if body.kind not in HELD or body.first or not body.last:
        return None
    if any(t.word not in words().attributive for t in body.tokens):
        return None
    return Parsed(None, (body.tokens[0].start, body.tokens[body.last].end), "bare")


def _rated(body: VerbBody) -> Parsed | None:
    """``享受服务在`` 75%以上."""
    if body.kind != "percent" or not body.last or body.does == "change":
        return None
    return Parsed(None, phrase(body.tokens), "rate")


def _firm(body: VerbBody) -> Parsed | None:
    """``培训教师使用`` 90人次: the last verb says little, one before it is the deed."""
    lex = words()
    if body.word not in lex.faint:
        return None
    before = body.tokens[: body.first]
    firm = [n for n, t in enumerate(before) if t.kind == Kind.VERB and t.word not in lex.faint]
    if not firm or before[firm[-1]].word in lex.light:
        return None
    return Parsed(body.deed(firm[-1]), phrase(before[firm[-1] + 1 :]), "verb-noun-figure")


def _gives(token: Token) -> bool:
    """Is the verb a deed and no part of the name of what is paid (创业担保贷款)?"""
    lex = words()
    moves = lex.verb_class.get(token.word) == "join"  # 动员社会力量捐款: others do the deed
    named = token.word in lex.attributive or token.word in lex.adjectival
    return token.kind == Kind.VERB and not named and not moves


_STEPS: Sequence[Callable[[VerbBody], Parsed | None]] = (
    _changed,
    topical,
    _priced,
    _undergone,
    _accomplished,
    _collected,
    _spent,
    _paid,
    _lent,
    _handled,
    _treated,
    _given,
    _sent,
    _mended,
    _befell,
    _written,
    _recorded,
    _held,
    _led_to_money,
    _named_twice,
    _rated,
    _firm,
)
