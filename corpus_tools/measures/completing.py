"""What completes a link that lacks its noun: a topic before a colon, the clause before, the verb itself."""

from __future__ import annotations

from dataclasses import replace

from corpus_tools.measures import phrases
from corpus_tools.measures.clauses import Kind, words
from corpus_tools.measures.governing import DOERS
from corpus_tools.measures.sentence import Link, Place, Range, Sentence

__all__ = ["LATER", "dealt_with", "led_to", "made_of", "parted", "sent_out", "topic"]

_TOPICS = frozenset(("population", "person", "household", "staff", "service"))
_ON_PEOPLE = frozenset(("register", "serve", "visit"))  # deeds done to people, whatever names them (糖尿病:管理300例)
_ON_THINGS = frozenset(("build", "tidy", "clear", "demolish", "enforce", "spray", "plant"))
_SHORT = 3  # 接处 警 is parted behind its second character
_BY = "由"
LATER = 4  # quantities of one clause that are looked through: more than any clause of the pages read for this has


def topic(s: Sentence, number: int, made: Link) -> Link:
    """``老年人:在册300人,体检200人``: the noun before the colon is what the deed was done to."""
    opened = number
    while opened > max(0, number - LATER) and s.segments[opened].opener in (",", "，"):
        opened -= 1
    if not opened or s.segments[opened].opener not in (":", "："):
        return made
    topic = s.segments[opened - 1]
    said = phrases.strip(s.gap(topic.start, topic.end)) if not topic.quantities else []
    if not said or any(t.kind != Kind.NOUN for t in said):
        return made
    on_people = made.action is not None and words().verb_class.get(s.word(made.action)) in _ON_PEOPLE
    known = words().object_head(said[-1].word)[1] in _TOPICS or (on_people and made.cue == "verb-figure")
    return replace(made, object=(said[0].start, said[-1].end)) if known else made


def parted(s: Sentence, made: Link, kind: str) -> Link:
    """``义务植树110万株``, ``设卡13个``: the verb holds the noun that is counted."""
    lex = words()
    if made.action is None:
        return made
    word = s.word(made.action)
    if word not in lex.parted and not (kind == "tree" and word in lex.planting):
        return made
    start, end = made.action
    verb = start + (len(word) + 1) // 2 if len(word) > _SHORT else start + 1
    return replace(made, action=(start, verb), object=(verb, end))


def sent_out(s: Sentence, number: int, made: Link, kind: str) -> Link:
    """``组织党员和志愿者开展大扫除52次,出动2400余人次``: those who were made to do what stands before."""
    if kind not in ("person", "turnout") or not number or s.segments[number].opener != ",":
        return made
    before = s.segments[number - 1]
    said = s.gap(before.start, s.quantities[before.quantities[0]].start if before.quantities else before.end)
    lex = words()
    cause = next((n for n, t in enumerate(said) if t.word in lex.causing), None)
    deed = next((n for n, t in enumerate(said) if cause is not None and n > cause and t.kind == Kind.VERB), None)
    if cause is None or deed is None:
        return made
    people = [t for t in said[cause + 1 : deed] if t.kind in (Kind.NOUN, Kind.JOINER, Kind.REMAINDER)]
    noun = phrases.phrase(people)
    doers = any(lex.object_head(t.word)[1] in DOERS for t in people)
    return made if noun is None or not doers else replace(made, object=noun)


def led_to(s: Sentence, number: int, made: Link) -> Link:
    """``对食品经营户逐户检查,共检查1036户次``: what the same deed was done to in the segment before."""
    if not number or made.action is None or s.segments[number - 1].quantities or s.segments[number].opener != ",":
        return made
    said = s.gap(s.segments[number - 1].start, s.segments[number - 1].end)
    verb = s.word(made.action)
    done = next((n for n, t in enumerate(said) if t.kind == Kind.VERB and t.word == verb), None)
    led = next((n for n, t in enumerate(said) if t.word in words().undergoes), None)
    if done is None or led is None or led + 1 >= done:
        return made
    noun = phrases.phrase(phrases.unset([t for t in said[led + 1 : done] if t.kind == Kind.NOUN or t.kind == Kind.OF]))
    return made if noun is None or s.segments[number - 1].start > noun[0] else replace(made, object=noun)


def dealt_with(s: Sentence, number: int, made: Link) -> Link:
    """``对废弃的猪圈、旱厕,先做工作再动手,共拆掉37间``: what a preposition named some clauses before."""
    lex = words()
    if made.object is not None or made.action is None or made.cue != "verb-figure":
        return made
    if lex.verb_class.get(s.word(made.action), "") not in _ON_THINGS:
        return made
    for back in range(number - 1, max(-1, number - 1 - LATER), -1):
        if s.segments[back].quantities or s.segments[back + 1].opener not in (",", "，"):
            return made
        said = s.gap(s.segments[back].start, s.segments[back].end)
        if not said or said[0].word not in lex.undergoes:
            continue
        if any(t.kind in (Kind.VERB, Kind.WEAK, Kind.STATIVE) for t in said):
            return made
        noun = phrases.phrase(said[1:])
        return made if noun is None else replace(made, object=noun)
    return made


def made_of(f: Place) -> Range | None:
    """``成立由15人组成的工作专班``: the body of which the figure says how many it has."""
    if not f.last or not f.left or f.left[-1].word != _BY:
        return None
    made = [t.kind for t in f.right[:2]] in ([Kind.VERB, Kind.OF], [Kind.WEAK, Kind.OF])
    return phrases.phrase(f.right[2:]) if made else None
