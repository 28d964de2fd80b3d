"""Words of a clause put together anew, or given another kind, by what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus_tools import segmentation
from corpus_tools.measures.unlisted import LIKELY, likely_verb
from corpus_tools.measures.vocabulary import DOERS, Kind, words

__all__ = ["LED", "Token", "by_doer", "regrouped"]

LED = frozenset((Kind.PREPOSITION, Kind.EITHER))  # kinds of words that lead a phrase


class Token(NamedTuple):
    """A word of the copy: half-open range, text, kind."""

    start: int
    end: int
    word: str
    kind: str


_OFFICE = "办"
_LESSON = 4  # words between the verb and the lesson it takes up


def regrouped(out: list[Token], text: str, *, glued: bool) -> list[Token]:
    """The words of ``text``; ``glued``: among them are verbs that may be part of a name with the next word.

    >>> made = [Token(0, 2, "公厕", Kind.NOUN), Token(2, 3, "盖", Kind.NOUN), Token(3, 4, "了", Kind.FILLER)]
    >>> [t.kind == Kind.VERB for t in regrouped(made, "公厕盖了", glued=False)]
    [False, True, False]
    """
    if glued:
        _teach(out)
        out = _reunite(out)
    if _DONE in text:
        out = _done(out)
    if text.endswith(_PLACE):
        out = _place(out)
    if _NOT_YET in text:
        out = _lacking(out)
    if text.endswith(_STILL):
        _under_way(out)
    if text.startswith(_HOLDING):
        out = _holding(out)
    _act(out)
    _alone(out)
    return _with_office(out)


_USED = frozenset(("crop", "device", "vehicle", "pest", "works", "plant", "waste"))  # things that are used up or used
_NAMES = frozenset((Kind.NOUN, Kind.FILLER, Kind.MARK))
_BODIES = ("", "place")  # classes of the names of bodies, which end as those of other things do (厕所)


def by_doer(out: Sequence[Token]) -> bool:
    """Do the words name who does the deed that follows (社区 网格员, 联合 派出所), or for whom (为 群众)?"""
    who = out[-1] if out else None
    if who is None or who.kind != Kind.NOUN or len(who.word) == 1:
        return False
    lex = words()
    head = lex.object_head(who.word)[1]
    if head not in DOERS and (head not in _BODIES or not who.word.endswith(lex.actors)):
        return False
    led = next((t for t in reversed(out) if t.kind not in _NAMES), None)
    return led is None or led.word in lex.on_behalf or led.word in lex.causing or led.word in lex.together


def _act(out: list[Token]) -> None:
    """``组织 党员 抢通 道路``: what may be a verb is one between those who do it and a noun."""
    for at in range(len(out) - 1):
        token, after = out[at], out[at + 1]
        if token.kind != Kind.WEAK or not _with_noun(out, at) or not (by_doer(out[:at]) if at else _first(token)):
            continue
        whole = len(token.word) > 1 or len(after.word) > 1 or at + 2 == len(out)  # not 员工 入 行 培训
        if whole and (segmentation.known(token.word) or likely_verb(token.word) > LIKELY):
            out[at] = token._replace(kind=Kind.VERB)


def _alone(out: list[Token]) -> None:
    """``用 垃圾袋`` 300个, ``得 金牌`` 3块: words that rather lead to a verb are one before nothing but a noun."""
    lex = words()
    if len(out) == 1 or not out or out[0].word not in lex.elsewhere or any(t.kind != Kind.NOUN for t in out[1:]):
        return
    head = lex.object_head(out[-1].word)[1]
    if head == "honour" if out[0].kind == Kind.FILLER else head in _USED:
        out[0] = out[0]._replace(kind=Kind.VERB)


def _with_noun(out: list[Token], at: int) -> bool:
    """Does a noun follow, or behind those who do it another verb that says what kind of noun it is?"""
    after = out[at + 1].kind
    named = at > 0 and len(out[at].word) == 1 and after == Kind.VERB and at + 2 < len(out)  # 组织 党员 颁 捐赠 证书
    return after == Kind.NOUN or (named and out[at + 2].kind == Kind.NOUN)


def _first(token: Token) -> bool:
    """``撒 融雪剂``: a verb of one character that opens the clause, other verbs behind it or not."""
    lex = words()
    return token.word not in lex.causing and (token.word in lex.opening or token.word in lex.alone)


def _reunite(out: list[Token]) -> list[Token]:
    """``捐 书 活动`` is one name; ``设 村 卫生室`` is not."""
    lex = words()
    made: list[Token] = []
    for at, token in enumerate(out):
        verb = made[-1] if made else None
        if (
            verb is not None
            and verb.kind == Kind.VERB
            and len(token.word) == 1
            and verb.word in lex.glued
            and token.word not in lex.setting
            and at + 1 < len(out)
            and out[at + 1].kind == token.kind == Kind.NOUN
            and _named(verb.word + token.word, out[at + 1].word)
        ):
            made[-1] = Token(verb.start, token.end, verb.word + token.word, Kind.NOUN)
        elif (
            verb is not None
            and verb.word == _OFFICE
            and token.kind == Kind.VERB
            and len(made) > 1
            and made[-2].kind == Kind.NOUN
            and len(made[-2].word) > 1
            and lex.object_head(made[-2].word)[1] not in DOERS  # 为 群众 办 装修 手续
        ):  # 史志 办 编纂: an office that does the deed
            made[-2:] = [Token(made[-2].start, verb.end, made[-2].word + verb.word, Kind.NOUN), token]
        else:
            made.append(token)
    return made


def _named(deed: str, after: str) -> bool:
    """Do a verb and a noun of one character each name what follows (捐书 活动), or does the noun go on (种 杨 梅树)?"""
    lex = words()
    if deed[1] + after in lex.object_class:
        return False
    return segmentation.known(deed) or deed[1] in lex.object_class


_DOER = 3  # words in which the body that does the deed is named


def _with_office(out: list[Token]) -> list[Token]:
    """``园林 处 栽植``, ``监察 大队 检查``: the end of a body's name that the segmenter parted from it."""
    lex = words()
    for at in range(1, min(_DOER, len(out) - 1)):
        before, token, after = out[at - 1], out[at], out[at + 1]
        if token.word not in lex.office or after.kind != Kind.VERB or after.start != token.end:
            continue
        named = before.kind == Kind.NOUN or (before.kind == Kind.VERB and before.word in lex.attributive)
        if named and len(before.word) > 1 and before.end == token.start and before.word not in lex.setting:
            return [*out[: at - 1], Token(before.start, token.end, before.word + token.word, Kind.NOUN), *out[at + 1 :]]
    return out


_DONE = "了"
_NOT_YET = "未"
_CAME = "来"
_PLACE = "处"
_STILL = "中"
_HOLDING = "含"


def _place(out: list[Token]) -> list[Token]:
    """``低洼 处`` 9户老人: where they are, not what was done to them."""
    if len(out) < len(("低洼", "处")) or out[-1].word != _PLACE or out[-2].end != out[-1].start:
        return out
    before = out[-2]
    if (
        before.kind not in (Kind.NOUN, Kind.WEAK)
        or len(before.word) < len("低洼")
        or before.word.endswith(words().bodies)
    ):
        return out
    return [*out[:-2], Token(before.start, out[-1].end, before.word + _PLACE, Kind.NOUN)]


def _under_way(out: list[Token]) -> None:
    """``处置 中`` 7件: the deed that is not yet done, to what was named before."""
    if len(out) > 1 and out[-1].word == _STILL and out[-2].kind == Kind.VERB and out[-2].end == out[-1].start:
        out[-1] = out[-1]._replace(kind=Kind.FILLER)


def _holding(out: list[Token]) -> list[Token]:
    """``(含 旧存`` 353件: a verb that the segmenter joined to the noun behind it."""
    first = out[0] if out else None
    if first is None or len(first.word) == 1 or first.kind != Kind.NOUN or segmentation.known(first.word):
        return out
    parted = first.start + 1
    return [
        Token(first.start, parted, first.word[0], Kind.FILLER),
        Token(parted, first.end, first.word[1:], Kind.NOUN),
        *out[1:],
    ]


def _lacking(out: list[Token]) -> list[Token]:
    """``解决 未 通水 贫困村`` 9个: what had not been done to the things that another deed is done to."""
    lex = words()
    made: list[Token] = []
    for at, token in enumerate(out):
        lacks = made and made[-1].word == _NOT_YET and token.kind == Kind.VERB and made[-1].end == token.start
        if lacks and at + 1 < len(out) and out[at + 1].kind == Kind.NOUN and out[at + 1].start == token.end:
            name = _NOT_YET + token.word
            dealt_with = len(made) > 1 and made[-2].kind == Kind.VERB and token.word not in lex.intransitive
            if name in lex.state or dealt_with:
                made[-1] = Token(made[-1].start, token.end, name, Kind.NOUN)
                continue
        made.append(token)
    return made


def _done(out: list[Token]) -> list[Token]:
    """``公厕 盖 了``, ``户 厕改 了``: before 了 stands a verb, or a noun with it that no dictionary has."""
    lex = words()
    made: list[Token] = []
    for at, token in enumerate(out):
        after = out[at + 1] if at + 1 < len(out) else None
        word = token.word
        if (
            after is None
            or after.word != _DONE
            or after.start != token.end
            or (token.kind not in (Kind.NOUN, Kind.WEAK) and word != _CAME)
            or word[-1] in lex.grown
        ):
            made.append(token)
        elif len(word) == 1 or word[-1] in lex.resultative or segmentation.known(word):
            made.append(token._replace(kind=Kind.VERB))
        else:
            parted = token.end - 1
            made += [
                Token(token.start, parted, word[:-1], Kind.NOUN),
                Token(parted, token.end, word[-1], Kind.VERB),
            ]
    return made


def _teach(out: list[Token]) -> None:
    """``上 公开课``: the filler is the verb of what it takes up."""
    lex = words()
    for at, token in enumerate(out):
        if token.word not in lex.lesson or (at and out[at - 1].kind == Kind.VERB):
            continue
        if any(lex.object_head(t.word)[1] == "meeting" for t in out[at + 1 : at + 1 + _LESSON]):
            out[at] = token._replace(kind=Kind.VERB)
