"""Figures before their noun or their verb: ``走访200余名老人``, ``200余名群众参加``, ``先后两次组织演练``."""

from __future__ import annotations

from dataclasses import replace

from corpus_tools.measures import deeds_behind, following, phrases
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.completing import LATER
from corpus_tools.measures.governor import governor
from corpus_tools.measures.sentence import Link, Place, Range, Sentence

__all__ = ["later_deed", "prenominal", "times"]

_TO = "到"


def prenominal(s: Sentence, f: Place, noun: following.Noun) -> Link:
    """``走访200余名老人``, ``在46个区域开展整治``, ``200余名群众参加``."""
    verb = governor(f.near)
    lex = words()
    rest = f.right[noun.consumed :]
    if f.place and all(t.kind == Kind.JOINER for t in f.near) and (gone := _gone_on(s)) is not None:
        return Link(gone, noun.range, "carried", settled=True)
    if verb.action is not None and rest and rest[0].kind == Kind.OF and s.word(verb.action) in lex.light:
        deed = deeds_behind.deed(rest)
        if deed is not None:
            return Link(deed, noun.range, "verb-figure-noun", settled=True)
    if rest and rest[0].word in lex.localizer and verb.patient:
        return Link(None, noun.range, "among", settled=True)
    before = s.links[-1] if f.place else None
    if before is not None and before.action == noun.range and before.cue == "patient":
        return replace(before, carried_from=len(s.links) - 1)
    if verb.action is not None and not verb.patient:
        return Link(verb.action, noun.range, "verb-figure-noun", settled=True)
    deed = _held(s, f, f.place, deeds_behind.deed(rest))
    if deed is not None:
        return Link(deed, noun.range, "patient" if verb.patient else "subject", settled=True)
    if not f.last and verb.fallback is None and not verb.patient:
        later = later_deed(s, f, beyond=False)  # 15个单位、380名干部参加
        if later is not None:
            return Link(later, noun.range, "subject", settled=True)
    if verb.patient and (later := later_deed(s, f)) is not None:
        return Link(later, noun.range, "patient", settled=True)
    if verb.fallback is not None:
        return Link(verb.fallback, noun.range, "verb-figure-noun", settled=True)
    kept = next((t for t in f.left if t.word in lex.ensuring), None) if not f.place else None
    if kept is not None and not verb.patient and not verb.stative:  # 确保了3000亩农田的安全, but 确保每村有1名网格员
        return Link((kept.start, kept.end), noun.range, "verb-figure-noun", settled=True)
    if verb.stative:
        return Link(None, noun.range, "stative", settled=True)
    return Link(None, noun.range, "bare", settled=verb.patient)


def _held(s: Sentence, f: Place, place: int, deed: Range | None) -> Range | None:
    """``对15家企业进行了3轮检查``: of a verb that names no deed the one behind its own figure."""
    if deed is None or s.word(deed) not in words().bare or place + 1 >= len(f.segment.quantities):
        return deed
    return deeds_behind.deed(s.after(f.number, place + 1)) or deed


def _gone_on(s: Sentence) -> Range | None:
    """``深入23个村镇、8个专业市场开展宣传``: where one went goes on, before what was done there; so does one's duty."""
    before = s.links[-1]
    if before.cue not in ("verb-figure-noun", "carried") or before.action is None:
        return None
    verb, lex = s.word(before.action), words()
    return before.action if verb in lex.moving or verb in lex.duty else None


def later_deed(s: Sentence, f: Place, *, beyond: bool = True) -> Range | None:
    """The deed of a prepositional phrase whose verb stands behind further quantities, or in the next segment."""
    for later in range(f.place + 1, min(len(f.segment.quantities), f.place + 1 + LATER)):
        deed = _held(s, f, later, deeds_behind.deed(s.after(f.number, later)))
        if deed is not None:
            return deed
    if not beyond or f.number + 1 == len(s.segments) or s.segments[f.number + 1].opener != ",":
        return None
    behind = s.segments[f.number + 1]
    end = s.quantities[behind.quantities[0]].start if behind.quantities else None
    deed = deeds_behind.deed(s.gap(behind.start, end if end is not None else behind.end))
    paid = deed is not None and words().verb_class.get(s.word(deed)) == "invest"
    if paid and end is not None:  # 针对12条小巷破损,筹资86万元进行修缮
        return deeds_behind.deed(s.after(f.number + 1, len(behind.quantities) - 1)) or deed
    return deed


def times(s: Sentence, f: Place) -> Link | None:
    """``先后两次组织由领导带队,干部参与的游行活动``: the count stands before the verb, the noun at the end."""
    lex, right = words(), f.right
    gone = bool(right) and (right[0].word in lex.moving or right[0].word == _TO)  # 先后11次到村调研
    at = next((n for n, t in enumerate(right) if not _on_the_way(t, gone)), None)
    if at is None or right[at].kind != Kind.VERB or right[at].word in lex.intransitive:
        return None
    action = right[at].start, right[at].end
    rest = right[at + 1 :]
    if not rest:
        return Link(action, None, "times", settled=True)
    for later in range(f.number, min(f.number + 1 + LATER, len(s.segments))):
        if later > f.number:
            if s.segments[later].quantities or s.segments[later].opener not in ",，":
                break
            rest = s.gap(s.segments[later].start, s.segments[later].end)
        of = next((n for n in range(len(rest) - 1, -1, -1) if rest[n].kind == Kind.OF), None)
        if of is not None and (noun := phrases.phrase(rest[of + 1 :])) is not None:
            return Link(action, noun, "times", settled=True)
        if later == f.number and rest[0].kind != Kind.PREPOSITION:
            return Link(action, phrases.phrase(phrases.held(rest)), "times", settled=True)
    return Link(action, None, "times", settled=True)


def _on_the_way(token: Token, gone: bool) -> bool:
    """Is the word no deed yet: an adverb, or, once one has gone somewhere (赴 两省 开展 招商), a place?"""
    lex = words()
    if token.kind == Kind.FILLER or token.word in lex.manner or token.word in lex.visiting:
        return True
    return gone and (token.kind in (Kind.NOUN, Kind.JOINER, Kind.REMAINDER) or token.word in lex.moving)
