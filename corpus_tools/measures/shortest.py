"""The shortest form of a deed, as a measure is defined: 组织 and 新 before another verb fall away."""

from __future__ import annotations

from dataclasses import replace

from corpus_tools.measures.sentence import Link, Place, Sentence
from corpus_tools.measures.vocabulary import words

__all__ = ["shortest"]

_NEWLY = "新"
_WHOLE = len("新购置")  # 新建, 新装 are words of their own
_TOGETHER = "共建"
_OWN = "我"
_SANCTION = "组织处理"  # by the party's organisation
_HELD = frozenset(("session", "turnout"))  # units of what is organised itself: 组织反事故演习11次


def shortest(s: Sentence, f: Place, made: Link) -> Link:
    """The link with what its deed says in no more words than it needs.

    ``组织改造厕所``: 改造 and 厕所; ``组织召开会议``: 召开; ``新购置电脑``: 购置.
    """
    if made.action is None:
        return made
    lex, (start, end) = words(), made.action
    said = s.word(made.action)
    if said[0] == _NEWLY and len(said) == _WHOLE and _deed(said[1:]) and said[1:] not in lex.anew:
        return replace(made, action=(start + 1, end))
    joined = len(said) <= len("我镇建") and said not in lex.verb_class and said[-1] in lex.verb_class
    if joined and _OWN in (said[0], s.copy[start - 1 : start]):
        return replace(made, action=(end - 1, end))  # 我镇建沼气池: joined by the segmenter
    if said == _TOGETHER and f.kind not in _HELD:  # 共建公厕12座, but 与部队共建活动6次
        return replace(made, action=(start + 1, end))
    led = next((w for w in lex.organising if said.startswith(w)), None)
    if led is None:
        return made
    if said != led:
        if not _deed(said[len(led) :]) or said == _SANCTION:
            return made
        noun = made.object
        if noun is not None and start < noun[0] < end < noun[1]:
            if _held(s.word(noun)):
                return replace(made, action=(start, noun[0]))  # 组织公开听证会
            noun = (end, noun[1])  # 组织观看 and 观看影片
        return replace(made, action=(start + len(led), end), object=noun)
    if f.kind in _HELD or made.object is None or made.object[0] != end:
        return made
    if _held(s.word(made.object)):
        return made
    behind = [t for t in s.gap(end, made.object[1]) if t.word not in lex.forces]
    first = behind[0] if behind else None
    if first is None or not _deed(first.word) or not first.end < made.object[1]:
        return made
    return replace(made, action=(first.start, first.end), object=(first.end, made.object[1]))


def _held(noun: str) -> bool:
    return words().object_head(noun)[1] in ("meeting", "event")


def _deed(word: str) -> bool:
    """Whether a word is a verb that says what was done, not that something was."""
    lex = words()
    return word in lex.verb_class and lex.verb_class[word] not in ("event", "happen", "change", "educate")
