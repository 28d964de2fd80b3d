"""The verb of a figure whose noun follows it: ``走访了 [46户] 老人``, ``救助因灾致贫的 [30户] 群众``."""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.frozen import frozen
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.deeds_behind import RELATIVE
from corpus_tools.measures.governing import DEEDS, Choice, Range, choose, run, there_is
from corpus_tools.measures.phrase_start import opens

__all__ = ["Governor", "governor"]

_ALL = "全"
_SETTING_UP = frozenset(("employ", "cover", "build"))  # deeds that bodies with names are the outcome of
_LONG = 2 * RELATIVE  # words between a preposition and its noun (针对 住户 较 多、人员 较 复杂 的 16个小区)
_WITH = frozenset("与和同跟")


@frozen
class Governor:
    """Verb of a figure whose noun follows. ``patient``: a prepositional phrase, its verb comes after the noun."""

    action: Range | None = None
    fallback: Range | None = None
    patient: bool = False
    stative: bool = False


def governor(near: Sequence[Token]) -> Governor:
    """Verb before a figure whose noun follows it."""
    lex = words()
    last = len(near) - 1
    of = False
    while last >= 0 and near[last].kind in (Kind.OF, Kind.FILLER, Kind.MARK):
        of = of or near[last].kind == Kind.OF
        last -= 1
    if last < 0:
        return Governor()
    token = near[last]
    if of and (led := _led_by(near, last)) is not None:
        choice = choose(near[:led], led - 1) if led else Choice()
        return Governor(fallback=_fallback(near, choice) or (token.start, token.end), patient=True)
    if token.word in lex.priced and last:
        if near[last - 1].kind == Kind.VERB:
            return Governor((near[last - 1].start, near[last - 1].end))  # 送去价值1.2万元的慰问品
        giving = next((n for n in range(last) if near[n].kind == Kind.VERB), None)
        return Governor() if giving is None else Governor(run(near, giving)[1])  # 送去米面油等价值6.8万元的物资
    if of and (main := _main(near, last)) is not None:
        return Governor(run(near, main)[1])
    if token.kind == Kind.VERB:
        listing = _listing(near, last)
        return Governor() if listing == last else Governor(run(near, last if listing is None else listing)[1])
    if token.kind == Kind.WEAK:
        choice = choose(near, last)
        if choice.at is not None and choice.at != last and not of:
            return Governor(run(near, choice.at)[1])
        return Governor((token.start, token.end))
    if token.kind == Kind.JOINER:
        joined = _joined(near, last)
        return Governor() if joined is None else Governor(run(near, joined)[1])
    if token.kind == Kind.STATIVE:
        return Governor(stative=there_is(token.word))
    if token.kind in (Kind.PREPOSITION, Kind.EITHER):
        choice = choose(near[:last], last - 1) if last else Choice()
        return Governor(fallback=_fallback(near, choice), patient=True)
    if (set_up := _set_up(near, last)) is not None:
        return Governor(run(near, set_up)[1])
    gone = _gone_to(near, last)
    if gone is not None:
        return Governor((near[gone].start, near[gone].end))
    choice = choose(near, last)
    between = choice.preposition
    if choice.at is not None and (between is None or between < choice.at):
        return Governor(run(near, choice.at)[1])
    if between is not None:
        return Governor(fallback=_fallback(near, choice), patient=True)
    if choice.stative is not None:
        return Governor(stative=there_is(near[choice.stative].word))
    if choice.at is None and choice.spare is None and (named := _named_deed(near, last)) is not None:
        return Governor(named)
    led = choice.spare
    if led is not None and near[led].word in lex.causing and all(map(_whole_of, near[led + 1 : last + 1])):
        return Governor(run(near, led)[1])  # 带领 全组 [6名] 护士
    return Governor(fallback=_fallback(near, choice))


def _joined(near: Sequence[Token], last: int) -> int | None:
    """``慰问 军属 和`` 35名老党员: the verb whose first noun has no figure of its own."""
    if near[last].word not in _AND or last < _BESIDE or near[last - 1].kind != Kind.NOUN:
        return None
    choice = choose(near[:last], last - 1)
    if choice.at is None or choice.preposition is not None or choice.stative is not None:
        return None
    said = near[choice.at + 1 : last]
    return choice.at if all(t.kind in (Kind.NOUN, Kind.FILLER, *DEEDS) for t in said) else None


_AND = frozenset("和及与")
_BESIDE = 2  # words before 和: a verb and its noun


def _named_deed(near: Sequence[Token], last: int) -> Range | None:
    """``法律援助`` 35名老人, ``产前检查`` 35名孕妇: the verb in the name of a service, before those it was done to."""
    lex = words()
    token, verb = near[last], near[last].word[-_VERB:]
    if (
        len(token.word) <= _VERB
        or lex.verb_class.get(verb) not in _SERVING
        or any(t.kind != Kind.FILLER and t.word not in lex.setting for t in near[:last])
    ):
        return None
    return token.end - _VERB, token.end


_VERB = 2  # characters of the verb that a name ends in
_SERVING = frozenset(("serve", "enforce", "educate", "visit", "register"))


def _whole_of(token: Token) -> bool:
    """全所, 全镇: whose people are meant."""
    return token.word in words().setting or (token.kind == Kind.NOUN and token.word[0] == _ALL)


def _led_by(near: Sequence[Token], last: int) -> int | None:
    """``对新进场的`` 146名农民工: the preposition whose noun phrase a relative clause opens."""
    lex = words()
    for at in range(last - 1, max(-1, last - 1 - _LONG), -1):
        token = near[at]
        if token.kind == Kind.JOINER and token.word in _WITH and (not at or near[at - 1].word in lex.setting):
            return at  # 与相邻的2个乡镇签订协议
        if token.word in lex.undergoes and token.kind in (Kind.PREPOSITION, Kind.EITHER):
            return at if any(t.kind in DEEDS for t in near[at : last + 1]) else None
        if token.kind in (Kind.STATIVE, Kind.MARK) or token.word in lex.light:
            return None
    return None


def _main(near: Sequence[Token], last: int) -> int | None:
    """``救助因灾致贫的`` 30户群众: the verb before the relative clause, whose own verb is no deed of the report."""
    lex = words()
    deeds = [n for n in range(last + 1) if near[n].kind in DEEDS]
    if not deeds[1:] or near[deeds[0]].kind != Kind.VERB:
        return None
    main = deeds[0]
    while main < last and near[main].end == near[main + 1].start and near[main + 1].kind == Kind.VERB:
        main += 1  # 组织开展
    if main == deeds[-1] or not opens(near, deeds[0]) or near[main].word in lex.state:
        return None
    return None if near[main + 1].kind in (Kind.OF, Kind.JOINER) else main


def _gone_to(near: Sequence[Token], last: int) -> int | None:
    """The verb of going right before the places that a figure counts: 组织员工 深入 辖内 [23个] 村镇."""
    lex = words()
    at = last
    while at >= 0 and (near[at].kind == Kind.FILLER or near[at].word in lex.setting or near[at].word in lex.localizer):
        at -= 1
    return at if 0 <= at < last and near[at].kind == Kind.VERB and near[at].word in lex.moving else None


def _listing(near: Sequence[Token], last: int) -> int | None:
    """The verb before a list of verbs that are names (下设宣传、督导3个小组); None where there is no such list.

    Where three names or more are listed and no verb sets them up, ``last`` itself.
    """
    at = last
    while at > 1 and near[at - 1].kind == Kind.JOINER and near[at - 2].kind in (*DEEDS, Kind.NOUN):
        at -= 2
    if at < last and at and near[at - 1].kind == Kind.VERB:
        return at - 1
    joiners = [n for n in range(last) if near[n].kind == Kind.JOINER]
    if not joiners:
        return None
    set_up = _set_up(near, last)
    if set_up is not None:
        return set_up
    return last if len(joiners) > 1 else None


def _set_up(near: Sequence[Token], last: int) -> int | None:
    """The verb that sets up what a list of names of several words names (成立 综合 协调、环境 整治 2个工作组)."""
    joiner = next((n for n in range(last) if near[n].kind == Kind.JOINER), 0)
    verb_class = words().verb_class
    return next((n for n in range(joiner) if verb_class.get(near[n].word) in _SETTING_UP), None)


def _fallback(near: Sequence[Token], choice: Choice) -> Range | None:
    at = choice.at if choice.at is not None else choice.spare
    return None if at is None else run(near, at)[1] if near[at].kind == Kind.VERB else near[at][:2]
