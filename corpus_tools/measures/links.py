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
bare               [46个]重点区域                 no deed in sight
=================  =============================  ===============================================

Words are those of ``clauses``; every list is in lexicon/actions.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus_tools.measures import completing, detailing, following, phrases, preceding
from corpus_tools.measures.chains import carry, held_on
from corpus_tools.measures.clauses import Figure, Kind, Segment, Token, words
from corpus_tools.measures.completing import LATER
from corpus_tools.measures.governing import there_is
from corpus_tools.measures.sentence import Link, Range, Sentence
from corpus_tools.measures.unit_kinds import unit_class
from corpus_tools.records import Guard

__all__ = ["Link", "link"]


_TO = "到"
_RESPECTIVELY = "分别"


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
        for place, at in enumerate(segment.quantities):
            has_next = place + 1 < len(segment.quantities)
            made, used = _one(sentence, number, segment, at, place, used, has_next)
            sentence.links.append(made)
            clauses.append(segment.start)
    return sentence.links, clauses


def _one(
    s: Sentence, number: int, segment: Segment, at: int, place: int, used: int, has_next: bool
) -> tuple[Link, int]:
    quantity = s.quantities[at]
    kind = unit_class(quantity.unit)
    left = s.before(number, place)[used if place else 0 :]
    right = s.after(number, place)
    next_has_noun = has_next and following.starts_noun(s.after(number, place + 1))
    near = phrases.trim(left)
    extent = bool(right) and right[0].kind == Kind.OF and kind in ("length", "area")  # 铺设长4.8公里的水泥路
    noun = following.read(right, kind, near, has_next=has_next, next_has_noun=next_has_noun)

    found: Link | None = None
    if kind != "percent" and _of_such(left, right):  # 不合格的5批次
        of = max(n for n, t in enumerate(left) if t.kind == Kind.OF)
        named = left[of - 1].kind == Kind.NOUN
        such = Link(None, phrases.phrase(phrases.unset(left[:of])) if named else None, "bare")
        return carry(s, number, segment, at, place, such, []), 0
    whole = place and kind == "percent" and unit_class(s.quantities[at - 1].unit) != "percent"
    if whole and left and all(t.kind == Kind.OF for t in left):
        return Link(None, s.links[at - 1].object, "rate", settled=True, carried_from=at - 1), 0  # 任务1.2万亩的105%
    if place and _among(left) and (counted := _of_them(s, at, right, noun)) is not None:
        return counted, noun.consumed if noun is not None and noun.range == counted.object else 0
    if kind == "session" and (phrases.sets_scene(near) or _repeated(left)):
        found = _times(s, number, right)
    if found is not None:
        return found, 0
    if kind == "percent" or quantity.unit == "分":
        apart = not place and (any(t.word.startswith(_RESPECTIVELY) for t in left) or _one_each(s, number, segment))
        apart = apart and not any(t.kind == Kind.NOUN for t in left)
        found = _rate(s, near, _lists(s, number, segment, place) if apart else 1)
    parallel = place > 0 and _goes_on_like(s, at, left, near)
    own = noun is not None and not parallel and following.belongs(near, noun, kind, has_next, next_has_noun)
    if found is None and noun is not None and (extent or own):
        found = _prenominal(s, number, near, noun, right, place)
        consumed = noun.consumed
    else:
        consumed = 0
        if found is None:
            found = _postnominal(s, number, segment, near, left, right, kind, place)
    if _handed_on(s, found):
        found = replace(found, object=None, cue="verb-figure")
    made = carry(s, number, segment, at, place, found, near)
    if made.object is not None and made.object == made.action:  # 63人献血900毫升
        made = replace(made, object=None)
    if made.object is None and made.action is not None:
        made = completing.parted(s, made, kind)
    if made.object is None and made.action is not None and s.word(made.action) in words().sent_out and not place:
        made = completing.sent_out(s, number, made, kind)
    if made.object is None and made.action is not None and not place and kind not in _NO_TOPIC:
        made = completing.led_to(s, number, made)
        made = completing.topic(s, number, made) if kind in _COUNTED else made
    return made, consumed


def _goes_on_like(s: Sentence, at: int, left: list[Token], near: list[Token]) -> bool:
    """``宣传车3辆、摩托车20多辆进村巡回``: does a list go on whose nouns stand before their figures?"""
    if not left or left[0].kind != Kind.JOINER or not near or near[-1].kind != Kind.NOUN:
        return False
    before = s.links[-1].object
    return (
        before is not None and before[1] <= s.quantities[at - 1].start and words().object_head(near[-1].word)[0] != ""
    )


def _handed_on(s: Sentence, found: Link) -> bool:
    """``移送公安机关`` 9起: is the noun the body to which a matter went?"""
    if found.action is None or found.object is None or s.word(found.action) not in words().handing_on:
        return False
    return s.word(found.object).endswith(words().recipients)


def _repeated(left: list[Token]) -> bool:
    """``领导先后4次进村``: the words before the count say that a deed follows."""
    return bool(left) and left[-1].word in words().repeated


def _of_such(left: list[Token], right: list[Token]) -> bool:
    """``涉及邻里关系的67起``: does the figure count those of a kind, its own noun left unsaid?"""
    end = len(left)
    while end and left[end - 1].kind in (Kind.FILLER, Kind.MARK):
        end -= 1
    if end < 2 or left[end - 1].kind != Kind.OF:
        return False
    return not right or right[0].kind not in (Kind.NOUN, Kind.VERB, Kind.WEAK, Kind.OF)


def _among(left: list[Token]) -> bool:
    """``4台 中 有``: does the figure say how many of those counted before?"""
    lex = words()
    there = any(t.kind == Kind.STATIVE and there_is(t.word) for t in left)
    passed = (Kind.FILLER, Kind.STATIVE, Kind.OF)  # 17名专干中50岁以上的有8人
    return there and all(t.kind in passed or t.word in lex.localizer for t in left)


def _of_them(s: Sentence, at: int, right: list[Token], noun: following.Noun | None) -> Link | None:
    """``发电机4台中有1台打不着火``: what was counted before, unless the figure has a noun of its own (3名党员)."""
    before = s.links[at - 1]
    unit, unit_before = s.quantities[at].unit, s.quantities[at - 1].unit
    people = unit_class(unit) == unit_class(unit_before) == "person"  # 17名专干中50岁以上的有8人
    if before.object is None or (unit != unit_before and not people):
        return None
    if noun is not None and right[0].kind in (Kind.NOUN, Kind.OF) and words().object_head(s.word(noun.range))[0]:
        return None
    deed = following.deed(right, adjacent=True)  # 18个乡镇中已有15个完成任务
    deed = deed if deed is not None and s.word(deed) in words().verb_class else None
    cue = "stative" if deed is None else "subject"
    return Link(deed, before.object, cue, settled=True, carried_from=at - 1)


def _rate(s: Sentence, near: list[Token], listing: int) -> Link | None:
    """Percentages: the noun is the rate's name, there is no deed but growth or a verb of its own."""
    if s.nouns and (not near or near[0].kind == Kind.JOINER) and len(phrases.strip(near)) == 0:
        before = s.links[-1] if s.links else None
        grown = before.action if before is not None and before.cue == "respectively" else None
        return Link(grown, s.nouns[-1].pop(0), "respectively", settled=True) if s.nouns[-1] else None
    parsed = preceding.read(near, "percent")
    if parsed.object is None and parsed.action is not None and listing > 1:
        nouns = [made.object for made in s.links[-listing:] if made.object is not None]
        if len(nouns) == listing:  # 收入1亿元,利税35万元,分别增长45%和16%
            s.nouns.append(nouns[1:])
            return Link(parsed.action, nouns[0], "respectively", settled=True)
    if parsed.spread and len(parsed.nouns) > 1:
        s.nouns.append(list(parsed.nouns[1:]))
        return Link(parsed.action, parsed.nouns[0], "respectively", settled=True)
    if parsed.object is None and parsed.action is None:
        return None
    return Link(parsed.action, parsed.object, "rate", settled=True)


def _times(s: Sentence, number: int, right: list[Token]) -> Link | None:
    """``先后两次组织由领导带队,干部参与的游行活动``: the count stands before the verb, the noun at the end."""
    lex = words()
    gone = bool(right) and (right[0].word in lex.moving or right[0].word == _TO)  # 先后11次到村调研
    at = next((n for n, t in enumerate(right) if not _on_the_way(t, gone)), None)
    if at is None or right[at].kind != Kind.VERB or right[at].word in lex.intransitive:
        return None
    action = right[at].start, right[at].end
    rest = right[at + 1 :]
    if not rest:
        return Link(action, None, "times", settled=True)
    for later in range(number, min(number + 1 + LATER, len(s.segments))):
        if later > number:
            if s.segments[later].quantities or s.segments[later].opener not in ",，":
                break
            rest = s.gap(s.segments[later].start, s.segments[later].end)
        of = next((n for n in range(len(rest) - 1, -1, -1) if rest[n].kind == Kind.OF), None)
        if of is not None and (noun := phrases.phrase(rest[of + 1 :])) is not None:
            return Link(action, noun, "times", settled=True)
        if later == number and rest[0].kind != Kind.PREPOSITION:
            return Link(action, phrases.phrase(phrases.held(rest)), "times", settled=True)
    return Link(action, None, "times", settled=True)


def _on_the_way(token: Token, gone: bool) -> bool:
    """Is the word no deed yet: an adverb, or, once one has gone somewhere (赴 两省 开展 招商), a place?"""
    lex = words()
    if token.kind == Kind.FILLER or token.word in lex.manner or token.word in lex.visiting:
        return True
    return gone and (token.kind in (Kind.NOUN, Kind.JOINER, Kind.REMAINDER) or token.word in lex.moving)


def _prenominal(
    s: Sentence, number: int, near: list[Token], noun: following.Noun, right: list[Token], place: int
) -> Link:
    """``走访200余名老人``, ``在46个区域开展整治``, ``200余名群众参加``."""
    governor = preceding.governor(near)
    lex = words()
    rest = right[noun.consumed :]
    if place and all(t.kind == Kind.JOINER for t in near) and (gone := _gone_on(s)) is not None:
        return Link(gone, noun.range, "carried", settled=True)
    if governor.action is not None and rest and rest[0].kind == Kind.OF and s.word(governor.action) in lex.light:
        deed = following.deed(rest)
        if deed is not None:
            return Link(deed, noun.range, "verb-figure-noun", settled=True)
    before = s.links[-1] if place else None
    if before is not None and before.action == noun.range and before.cue == "patient":
        return replace(before, carried_from=len(s.links) - 1)
    if governor.action is not None and not governor.patient:
        return Link(governor.action, noun.range, "verb-figure-noun", settled=True)
    deed = following.deed(rest)
    more = place + 1 < len(s.segments[number].quantities)
    if deed is not None and more and s.word(deed) in lex.bare:  # 对15家企业进行了3轮检查
        deed = following.deed(s.after(number, place + 1)) or deed
    if deed is not None:
        return Link(deed, noun.range, "patient" if governor.patient else "subject", settled=True)
    if place + 1 < len(s.segments[number].quantities) and governor.fallback is None and not governor.patient:
        later = _later_deed(s, number, place, beyond=False)  # 15个单位、380名干部参加
        if later is not None:
            return Link(later, noun.range, "subject", settled=True)
    if governor.patient and (later := _later_deed(s, number, place)) is not None:
        return Link(later, noun.range, "patient", settled=True)
    if governor.fallback is not None:
        return Link(governor.fallback, noun.range, "verb-figure-noun", settled=True)
    if governor.stative:
        return Link(None, noun.range, "stative", settled=True)
    return Link(None, noun.range, "bare", settled=governor.patient)


def _gone_on(s: Sentence) -> Range | None:
    """``深入23个村镇、8个专业市场开展宣传``: where one went goes on, before what was done there; so does one's duty."""
    before = s.links[-1]
    if before.cue not in ("verb-figure-noun", "carried") or before.action is None:
        return None
    verb, lex = s.word(before.action), words()
    return before.action if verb in lex.moving or verb in lex.duty else None


def _later_deed(s: Sentence, number: int, place: int, *, beyond: bool = True) -> Range | None:
    """The deed of a prepositional phrase whose verb stands behind further quantities, or in the next segment."""
    segment = s.segments[number]
    for later in range(place + 1, min(len(segment.quantities), place + 1 + LATER)):
        deed = following.deed(s.after(number, later))
        if deed is not None:
            return deed
    if beyond and number + 1 < len(s.segments) and s.segments[number + 1].opener == ",":
        following_segment = s.segments[number + 1]
        end = s.quantities[following_segment.quantities[0]].start if following_segment.quantities else None
        deed = following.deed(s.gap(following_segment.start, end if end is not None else following_segment.end))
        paid = deed is not None and words().verb_class.get(s.word(deed)) == "invest"
        if paid and end is not None:  # 针对12条小巷破损,筹资86万元进行修缮
            return following.deed(s.after(number + 1, len(following_segment.quantities) - 1)) or deed
        return deed
    return None


def _postnominal(
    s: Sentence,
    number: int,
    segment: Segment,
    near: list[Token],
    left: list[Token],
    right: list[Token],
    kind: str,
    place: int,
) -> Link:
    """``悬挂横幅20条``, ``垃圾清运8000多车次``, ``党员200人参加``, ``共计300份``."""
    if s.nouns and s.nouns[-1] and place and not phrases.strip(near):
        previous = s.links[-1]
        return Link(previous.action, s.nouns[-1].pop(0), "respectively", settled=True)
    cue = ""
    if kind == "person" and not place and not near and (won := _won(right)) is not None:
        return won
    if not phrases.strip(near) and not place and not any(t.kind == Kind.PREPOSITION for t in near):
        earlier = _earlier(s, number)
        if earlier:
            near, cue = earlier, "carried"
    if not phrases.strip(left) and left and left[-1].word in words().others and s.links:  # 劳资纠纷39起,其他68起
        return Link(None, (left[-1].start, left[-1].end), "bare")
    if place and len(near) > 2 and near[0].kind == Kind.VERB and near[1].kind == Kind.OF and s.links[-1].action:
        return Link(s.links[-1].action, phrases.phrase(near[2:]), "carried", settled=True)  # 组建由36人组成的队伍3支
    parsed = preceding.read(near, kind)
    if parsed.spread and len(parsed.nouns) > 1 and _lists(s, number, segment, place) >= len(parsed.nouns):
        s.nouns.append(list(parsed.nouns[1:]))
        return Link(parsed.action, parsed.nouns[0], "respectively", settled=parsed.action is not None)
    if parsed.action is not None and kind in _COUNTED and detailing.details(s, number, near, left):
        named = s.copy[near[-1].start : near[-1].end]
        specified = any(t.kind == Kind.NOUN for t in near[:-1])
        attributive = specified and named in words().attributive  # 其中社区戒毒8人
        if near[-1].end == parsed.action[1] and (
            attributive
            or detailing.befell(s, near)
            or detailing.kind_of_deed(near, listed=s.links[-1].cue in detailing.NAMED)
        ):
            return Link(None, phrases.phrase(near), "bare")
    if parsed.action is not None and parsed.object is None and kind in _HELD and not cue and parsed.cue != "audience":
        holding = held_on(s, number, segment, place, near, parsed.action)
        if holding is not None:
            return Link(holding, parsed.action, "carried", settled=True)
    if (
        parsed.action is not None
        and parsed.object is None
        and detailing.treated_too(s, number, place, kind, near, parsed.action)
    ):
        return Link(None, parsed.action, "bare")
    if parsed.action is not None and not cue and detailing.handled_on(s, number, place, parsed, near):
        return Link(None, phrases.phrase(near), "bare")  # 经手户口迁移9件,出生登记8件
    if parsed.action is not None:
        return Link(parsed.action, parsed.object, cue or parsed.cue, settled=True)
    if not cue and kind not in _HELD and any(t.kind == Kind.PREPOSITION and t.word in words().undergoes for t in near):
        deed = following.deed(right) or _later_deed(s, number, place)  # 对背街小巷9条逐条整治
        if deed is not None:
            return Link(deed, parsed.object, "patient", settled=True)
    if not cue and near and near[-1].kind in (Kind.PREPOSITION, Kind.EITHER) and near[-1].word in words().undergoes:
        paired = right or not place + 1 < len(segment.quantities)
        deed = following.deed(right if paired else s.after(number, place + 1))  # 为300户建立档案, 为190户349人发放
        if deed is not None:
            return Link(deed, None, "patient", settled=True)
    alone = place + 1 == len(segment.quantities)
    quantity_unit = s.quantities[segment.quantities[place]].unit
    if not right and not alone and (kind in _PAIRED or quantity_unit == _GROUPS) and not cue:
        right = s.after(number, place + 1)  # 有126户302人纳入低保: one deed for both
        if unit_class(s.quantities[segment.quantities[place + 1]].unit) not in _PAIRED:
            right = []
    counted = kind in ("person", "turnout", "door", "team", "spot") or quantity_unit == _GROUPS
    governed = place > 0 and left and left[0].kind == Kind.JOINER and s.links[-1].cue in _GOVERNED
    governed = governed and s.links[-1].action is not None and bool(phrases.strip(near))
    if not cue and not governed and (counted or (kind == "case" and alone)):
        deed = following.deed(right, adjacent=True)
        if deed is not None:
            return Link(deed, parsed.object, "subject", settled=True)
    return Link(
        None,
        parsed.object,
        "stative" if parsed.stative else "bare",
        settled=parsed.stative or ((parsed.figure or parsed.stated) and not detailing.aspect(s, parsed)),
    )


_HELD = frozenset(("session", "turnout"))
_COUNTED = frozenset(("person", "turnout", "session", "case", "door", "run"))
_GROUPS = "批"  # 6批180余人前来参观
_GOVERNED = frozenset(("verb-noun-figure", "verb-figure-noun", "event"))  # cues of a deed before its list
_PAIRED = frozenset(("person", "door", "turnout"))  # households and their people stand side by side
_NO_TOPIC = frozenset(("money", "percent"))


def _won(right: list[Token]) -> Link | None:
    """``3人获“红旗手”称号``: the figure opens its clause, what was won follows its verb."""
    lex = words()
    deed = next((n for n, t in enumerate(right) if t.kind != Kind.FILLER), None)
    if deed is None or right[deed].kind != Kind.VERB or lex.verb_class.get(right[deed].word) != "award":
        return None
    return Link((right[deed].start, right[deed].end), phrases.phrase(right[deed + 1 :]), "subject", settled=True)


def _lists(s: Sentence, number: int, segment: Segment, place: int) -> int:
    """How many quantities follow one another from ``place`` with nothing but 、 between them (itself included)."""
    count = 1
    for later in range(place + 1, len(segment.quantities)):
        if any(t.kind != Kind.JOINER for t in s.before(number, later)):
            break
        count += 1
    return count


def _one_each(s: Sentence, number: int, segment: Segment) -> bool:
    """``货物1860吨、集装箱12标箱,同比增长9.2%和15.1%``: as many shares as figures in the segment before."""
    count = _lists(s, number, segment, 0)
    if not number or count == 1 or count != len(s.segments[number - 1].quantities):
        return False
    return all(unit_class(s.quantities[at].unit) != "percent" for at in s.segments[number - 1].quantities)


def _earlier(s: Sentence, number: int) -> list[Token]:
    """Words of the segment before, where this one opens with its figure (``发放宣传单,共计300份``)."""
    if number == 0 or s.segments[number].opener not in (",", ":", "，", "：", "("):
        return []
    earlier = s.segments[number - 1]
    if earlier.quantities or earlier.depth != s.segments[number].depth - (s.segments[number].opener == "("):
        return []
    return phrases.trim(s.gap(earlier.start, earlier.end))
