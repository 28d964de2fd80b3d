"""What was counted, and by what deed: each quantity of a sentence linked to its verb and its noun.

How a clause states a figure, and the cue that names the pattern in a measure's ``rule``:

=================  =============================  ===============================================
cue                example                        read as
=================  =============================  ===============================================
verb-figure-noun   走访[200余名]老人              the noun follows, the verb stands right before
verb-noun-figure   悬挂横幅[20条]                 the noun stands before, the verb before it
noun-verb-figure   垃圾清运[8000多车次]           the noun is what the verb was done to
event              开展安全生产检查[5次]          what is held is named by verbs; the holding governs
subject            [300人]参加培训                the verb follows
patient            对[35家]企业进行检查           the verb follows the prepositional phrase
times              先后[两次]组织游行            the verb follows the figure, its noun the verb
stative            全镇有党员[300名]              there is no deed
rate               知晓率达到[85%]                there is no deed
respectively       甲率、乙率分别达到[9%]、[8%]   the n-th noun goes with the n-th figure
audience           组织清扫8次,参加人数[900人]    taking part in what was held before
carried            发放手册10本、传单[100份]      the deed of the link before
among              在[64个]镇街中率先建成        what was done was not done to them
bare               [46个]重点区域                 no deed in sight
=================  =============================  ===============================================

Words are those of ``clauses``; every list is in lexicon/actions.toml. What stands before a noun or a verb is linked in
``prenominal``, what stands behind it in ``postnominal``, two lists side by side in ``spreading``; ``following`` reads
the words behind a figure, ``preceding`` those before it (where the last is a verb, ``verb_last`` and ``verb_left``,
where 共 or 由 parts it from its noun, ``topical``),
``governor`` those before it where its noun stands behind. What goes on from the figure before is in ``chains``
and ``detailing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus_tools.measures import completing, deeds_behind, following, phrases
from corpus_tools.measures.at_figures import with_verb
from corpus_tools.measures.behind import behind
from corpus_tools.measures.chains import carry
from corpus_tools.measures.clauses import FROM, Figure, Kind, Token, words
from corpus_tools.measures.governing import there_is
from corpus_tools.measures.postnominal import COUNTED, of_those, postnominal, winning
from corpus_tools.measures.prenominal import prenominal, times
from corpus_tools.measures.sentence import Link, Place, Sentence
from corpus_tools.measures.shortest import shortest
from corpus_tools.measures.spreading import rate
from corpus_tools.measures.tagging import weighed
from corpus_tools.measures.unit_kinds import unit_class
from corpus_tools.records import Guard

__all__ = ["Link", "link"]

_POINTS = "分"
_IN = "分"  # so many parts something was done
_BEFORE = ("前", "初", "末", "底", "时", "年", "月", "季度", "周")  # ends of nouns for a time
_WINNING = frozenset(("case", "paper", "spot", ""))  # units of works that win something; "": 篇
_NO_TOPIC = frozenset(("money", "percent"))
_DONE_WITH = frozenset(("person", "turnout", "door", "case", "spot", "paper"))  # units of those of a kind


def link(
    copy: str,
    start: int,
    end: int,
    quantities: Sequence[Figure],
    guards: Sequence[Guard] = (),
) -> tuple[list[Link], list[int]]:
    """Links of the quantities of one sentence ``copy[start:end]``, in their order, and where their clauses begin.

    Linear in the length of the sentence; ranges are those of the copy. No link depends on how large a figure is.
    """
    sentence = Sentence(copy, start, end, quantities, guards)
    clauses: list[int] = []
    for number, segment in enumerate(sentence.segments):
        used = 0  # words after the last quantity that are its own noun
        for place in range(len(segment.quantities)):
            at = _place(sentence, number, place, used)
            made, used = _one(sentence, at)
            sentence.links.append(shortest(sentence, at, weighed(sentence, at, made)))
            clauses.append(segment.start)
    return sentence.links, clauses


def _place(s: Sentence, number: int, place: int, used: int) -> Place:
    segment = s.segments[number]
    at = segment.quantities[place]
    left = _without_time(s.before(number, place)[used if place else 0 :])
    left = left if place else _without_scene(left)
    unit, right = s.quantities[at].unit, s.after(number, place)
    if left and left[-1].word == _IN and unit_class(unit) == "session":  # 分三批组织外出学习
        left = [*left[:-1], left[-1]._replace(kind=Kind.FILLER)]
    if left and following.starts_noun(right):
        left = with_verb(left, unit)
    return Place(number, segment, at, place, unit_class(unit), left, right, phrases.trim(left))


_FROM_THEN = FROM | frozenset(("比", "较"))
_TIME = 5  # words between 由 and its figure (由 整治 前 的 74%)


def _without_time(left: list[Token]) -> list[Token]:
    """``由整治前的`` 74%, ``比上一年的`` 9起: without what says when something was as it no longer is."""
    if len(left) < len(("由", "前", "的")) or left[-1].kind != Kind.OF or left[-2].kind not in (Kind.FILLER, Kind.NOUN):
        return left
    reach = range(len(left) - 2, max(-1, len(left) - _TIME - 2), -1)
    start = next((n for n in reach if left[n].word in _FROM_THEN), None)
    when = start is not None and (left[-2].kind == Kind.FILLER or left[-2].word.endswith(_BEFORE))
    return left[: start + 1] if start is not None and when else left


def _without_scene(left: list[Token]) -> list[Token]:
    """``本次活动发动`` 46人: without the event at which the deed was done."""
    named = len(left) > len(("本次", "活动")) and left[0].word in words().this and left[1].kind == Kind.NOUN
    event = named and words().object_head(left[1].word)[1] in ("meeting", "event")
    return left[2:] if event and left[2].kind in (Kind.VERB, Kind.FILLER) else left


def _one(s: Sentence, f: Place) -> tuple[Link, int]:
    """The link of a quantity, and how many of the words behind it are its noun."""
    if f.kind in _WINNING and (won := winning(f)) is not None:
        return won, 0
    if (done := behind(f)) is not None:
        return done, len(f.right)
    next_has_noun = not f.last and following.starts_noun(s.after(f.number, f.place + 1))
    noun = following.read(f.right, f.kind, f.near, has_next=not f.last, next_has_noun=next_has_noun)
    if noun is None and f.kind != "percent" and (led := of_those(s, f)) is not None:
        return led, 0
    if f.kind != "percent" and _of_such(f):
        return carry(s, f.number, f.segment, f.at, f.place, _such(f), []), 0
    if f.place and f.kind == "percent" and (share := _of_whole(s, f)) is not None:
        return share, 0
    if f.place and _among(f.left) and (counted := _of_them(s, f, noun)) is not None:
        return counted, noun.consumed if noun is not None and noun.range == counted.object else 0
    if f.kind == "session" and (phrases.sets_scene(f.near) or _repeated(f.left)):
        often = times(s, f)
        if often is not None:
            return often, 0
    found = rate(s, f) if f.kind == "percent" or s.quantities[f.at].unit == _POINTS else None
    consumed = 0
    if found is None and noun is not None and _counts(s, f, noun, next_has_noun):
        found, consumed = prenominal(s, f, noun), noun.consumed
    if found is None:
        found = postnominal(s, f)
    if _handed_on(s, found):
        found = replace(found, object=None, cue="verb-figure")
    return _completed(s, f, carry(s, f.number, f.segment, f.at, f.place, found, f.near)), consumed


def _counts(s: Sentence, f: Place, noun: following.Noun, next_has_noun: bool) -> bool:
    """Does the figure count the noun behind it?"""
    if f.right[0].kind == Kind.OF and f.kind in ("length", "area"):  # 铺设长4.8公里的水泥路
        return True
    return not _goes_on_like(s, f) and following.belongs(f.near, noun, f.kind, not f.last, next_has_noun)


def _completed(s: Sentence, f: Place, made: Link) -> Link:
    """The link with the noun that its verb, or the clause before, holds."""
    if made.object is not None and made.object == made.action:  # 63人献血900毫升
        made = replace(made, object=None)
    if made.object is None and (body := completing.made_of(f)) is not None:
        made = replace(made, object=body)
    if made.object is None and made.action is not None:
        made = completing.parted(s, made, f.kind)
    if made.object is None and made.action is not None and s.word(made.action) in words().sent_out and not f.place:
        made = completing.sent_out(s, f.number, made, f.kind)
    if made.object is None and made.action is not None and not f.place and f.kind not in _NO_TOPIC:
        made = completing.led_to(s, f.number, made)
        made = completing.dealt_with(s, f.number, made)
        made = completing.topic(s, f.number, made) if f.kind in COUNTED else made
    return made


def _goes_on_like(s: Sentence, f: Place) -> bool:
    """``宣传车3辆、摩托车20多辆进村巡回``: does a list go on whose nouns stand before their figures?"""
    near = f.near
    if not f.place or not f.left or f.left[0].kind != Kind.JOINER or not near or near[-1].kind != Kind.NOUN:
        return False
    before = s.links[-1].object
    return (
        before is not None and before[1] <= s.quantities[f.at - 1].start and words().object_head(near[-1].word)[0] != ""
    )


def _handed_on(s: Sentence, found: Link) -> bool:
    """``移送公安机关`` 9起: is the noun the body to which a matter went?"""
    if found.action is None or found.object is None or s.word(found.action) not in words().handing_on:
        return False
    return s.word(found.object).endswith(words().recipients)


def _repeated(left: list[Token]) -> bool:
    """``领导先后4次进村``: the words before the count say that a deed follows."""
    return bool(left) and left[-1].word in words().repeated


def _of_such(f: Place) -> bool:
    """``涉及邻里关系的67起``: does the figure count those of a kind, its own noun left unsaid?"""
    left, right = f.left, f.right
    end = len(left)
    while end and (left[end - 1].kind in (Kind.FILLER, Kind.MARK) or _there(left[end - 1])):
        end -= 1
    if end < 2 or left[end - 1].kind != Kind.OF:
        return False
    if next((t.kind for t in right if t.kind != Kind.FILLER), None) == Kind.NOUN:
        return False  # 排查出的13件重点疑难矛盾
    return not right or right[0].kind not in (Kind.VERB, Kind.WEAK, Kind.OF)


def _such(f: Place) -> Link:
    """The noun of those of a kind, as far as the words before say it."""
    of = max(n for n, t in enumerate(f.left) if t.kind == Kind.OF)
    deed = next((n for n in range(of) if _tells(f.left[n])), None)
    start = 0 if deed is None else deed + 1
    named = f.left[of - 1].kind == Kind.NOUN and start < of
    noun = phrases.phrase(phrases.unset(f.left[start:of])) if named else None
    if deed is None or f.kind not in _DONE_WITH:
        return Link(None, noun, "bare")
    return Link(f.left[deed][:2], noun, "subject")


def _there(token: Token) -> bool:
    return token.kind == Kind.STATIVE and there_is(token.word)


def _tells(token: Token) -> bool:
    """Is the verb a deed that tells those of a kind from others (递交申请书的7人), no state they are in?"""
    lex, word = words(), token.word
    if token.kind != Kind.VERB or word in lex.light or word in lex.faint or word in lex.state or word in lex.bare:
        return False
    return word not in lex.registered and lex.verb_class.get(word) not in ("happen", "change")


def _of_whole(s: Sentence, f: Place) -> Link | None:
    """``完成任务1.2万亩的105%``: the share of what was counted right before."""
    if unit_class(s.quantities[f.at - 1].unit) == "percent" or not f.left or any(t.kind != Kind.OF for t in f.left):
        return None
    return Link(None, s.links[f.at - 1].object, "rate", settled=True, carried_from=f.at - 1)


def _among(left: list[Token]) -> bool:
    """``4台 中 有``: does the figure say how many of those counted before?"""
    lex = words()
    there = any(map(_there, left))
    passed = (Kind.FILLER, Kind.STATIVE, Kind.OF)  # 17名专干中50岁以上的有8人
    return there and all(t.kind in passed or t.word in lex.localizer for t in left)


def _of_them(s: Sentence, f: Place, noun: following.Noun | None) -> Link | None:
    """``发电机4台中有1台打不着火``: what was counted before, unless the figure has a noun of its own (3名党员)."""
    at, right = f.at, f.right
    before = s.links[at - 1]
    unit, unit_before = s.quantities[at].unit, s.quantities[at - 1].unit
    people = unit_class(unit) == unit_class(unit_before) == "person"  # 17名专干中50岁以上的有8人
    if before.object is None or (unit != unit_before and not people):
        return None
    if noun is not None and right[0].kind in (Kind.NOUN, Kind.OF) and words().object_head(s.word(noun.range))[0]:
        return None
    deed = deeds_behind.deed(right, adjacent=True)  # 18个乡镇中已有15个完成任务
    deed = deed if deed is not None and s.word(deed) in words().verb_class else None
    cue = "stative" if deed is None else "subject"
    return Link(deed, before.object, cue, settled=True, carried_from=at - 1)
