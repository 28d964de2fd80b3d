"""A noun set before its deed, whatever verbs are part of its name.

``入股协议已签`` 35份, ``改造积极分子共评`` 35名, ``公房维修由物业公司受理`` 35起: 共, 已, 被 or who did it part the
noun from the deed, and the figure counts just such things. Where other things are counted, the words before are a
clause of their own (``走访群众共收集`` 35条, ``组织党员共清理`` 35处).
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.naming import DEEDS, DOERS, DONE_TO
from corpus_tools.measures.phrases import Parsed, phrase, unset
from corpus_tools.measures.verb_body import VerbBody

__all__ = ["counts", "named_by_verb", "told", "topical"]

_BY, _UNDERGOING = "由", "被"
_CONTENT = frozenset((Kind.NOUN, Kind.VERB, Kind.WEAK, Kind.JOINER, Kind.OF, Kind.REMAINDER))
_PEOPLE = frozenset(("person", "staff", "population"))
_PAPERS = frozenset(("leaflet", "banner", "board", "media", "document", "inspect", "honour", "device", "crop"))
_THINGS = frozenset(("board", "works", "plant", "device", "vehicle", "crop", "spot", "illegal"))
# what units count, by classes; a unit that is not named here counts no thing that a verb may name
_COUNTED = {
    "person": _PEOPLE,
    "turnout": _PEOPLE,
    "door": _PEOPLE | {"household", "place"},
    "session": frozenset(("meeting", "event", "media", "leaflet")),
    "paper": _PAPERS,
    "cloth": _PAPERS | {"works", "spot"},
    "": _PAPERS | _THINGS | {"place", "staff", "service", "money"},
    "case": frozenset(("inspect", "service", "document", "event", "illegal", "device", "crop")),
    "spot": _THINGS | {"place", "staff", "event", "inspect", "document", "meeting"},
    "team": frozenset(("staff", "place")),
    "run": frozenset(("vehicle", "device", "works")),
    "area": _THINGS | {"place", "figure"},
    "length": frozenset(("works", "spot", "place")),
    "bulk": frozenset(("waste", "crop", "pest", "works")),
    "tree": frozenset(("plant",)),
    "head": frozenset(("crop",)),
}
_DEALING = frozenset(("serve", "enforce", "register", "give", "invest", "receive"))  # deeds done to a matter


def counts(kind: str, head: str) -> bool:
    """May a unit of the class count nouns of the class ``head``?"""
    return head in _COUNTED.get(kind, ())


def named_by_verb(tokens: Sequence[Token], at: int, kind: str) -> bool:
    """``拒毒 承诺书`` 35份, ``死亡 人员`` 35人: is the verb that opens the words part of the name that they end in?"""
    lex, word = words(), tokens[at].word
    first = at + 1
    while first < len(tokens) and tokens[first].word in lex.attributive:
        first += 1
    if first == len(tokens) or any(t.kind not in (Kind.NOUN, Kind.JOINER) for t in tokens[first:]):
        return False
    if any(word in group for group in (lex.light, lex.causing, lex.together, lex.moving, lex.taking, lex.sending)):
        return False
    if word not in lex.attributive and (word in lex.event or word in lex.faint):
        return False
    if first == len(tokens) - 1 and len(tokens[first].word) == 1 and len(word) > 1:
        return tokens[first].word not in lex.setting  # 收费 岛, 观摩 庭
    head = lex.object_head(tokens[-1].word)[1]
    return counts(kind, head) and head not in DONE_TO.get(lex.verb_class.get(word, ""), ())


def told(body: list[Token]) -> list[Token]:
    """``青年人才已举荐`` 35人: behind 已 or 共 the last word is the deed, be it in no list of verbs."""
    lex, token = words(), body[-1]
    if len(body) < len(("noun", "已", "deed")) or token.kind not in (Kind.NOUN, Kind.WEAK):
        return body
    before = body[-2].word
    named = token.word in lex.setting or (token.kind == Kind.NOUN and lex.object_head(token.word)[0])
    behind = before in (_BY, _UNDERGOING) or before in lex.telling
    if not behind and not (before in lex.newly and token.kind == Kind.WEAK) and not _done_by(body):
        return body
    topic = any(t.kind in (Kind.NOUN, *DEEDS) and t.word not in lex.setting for t in body[:-2])
    return body if named or not topic else [*body[:-1], token._replace(kind=Kind.VERB)]


def _done_by(body: list[Token]) -> bool:
    """``遗嘱由公证处保管``: does who did it stand before the last word?"""
    at = len(body) - 2
    while at > 0 and body[at].kind == Kind.NOUN:
        at -= 1
    return 0 < at < len(body) - 2 and body[at].word in (_BY, _UNDERGOING)


def topical(body: VerbBody) -> Parsed | None:
    """The noun before 共, 已, 被 or 由 and the deed behind, or None where the words before are no such noun."""
    left, by = _parted(body)
    named = unset(left)
    if not (by or body.told) or not named or any(t.kind not in _CONTENT for t in named):
        return None
    if body.does == "change" or body.kind == "money":
        return None
    deeds = [n for n, t in enumerate(named) if t.kind in DEEDS]
    if by == _UNDERGOING and deeds:
        named = named[deeds[-1] + 1 :]  # 撰写信息被省报采用3篇
    elif not by and (not deeds or not _name(named, deeds, body)):
        return None
    noun = phrase(named)
    return None if noun is None else Parsed(body.action, noun, "subject" if body.moves else "noun-verb-figure")


def _parted(body: VerbBody) -> tuple[list[Token], str]:
    """The words before what parts the noun from the deed, and 由 or 被 where that is it."""
    end = body.first
    while end and body.tokens[end - 1].kind == Kind.FILLER:
        end -= 1
    at = end - 1
    while at > 0 and body.tokens[at].kind == Kind.NOUN:
        at -= 1
    if at > 0 and body.tokens[at].word in (_BY, _UNDERGOING) and body.tokens[at].kind != Kind.VERB:
        return body.tokens[:at], body.tokens[at].word
    return body.tokens[:end], ""


def _name(named: list[Token], deeds: list[int], body: VerbBody) -> bool:
    """Are words with verbs among them the name of what the figure counts?"""
    lex, last = words(), len(named) - 1
    others = [n for n in deeds if n < last]
    head = lex.object_head(named[last].word)[1]
    if head == "money" and body.does in _DEALING and body.kind in ("person", "door", ""):
        return True  # 惠农补贴已兑现35户
    if deeds[-1] == last:
        if any(named[n].word not in lex.attributive for n in others):
            return False
        matter = named[last].word in lex.attributive or head != ""
        fit = not head or counts(body.kind, head)
        held = body.word in lex.handles or body.word in lex.light or body.word in lex.event
        return matter and (held or (fit and body.does in _DEALING))
    at = others[0]
    if at and lex.object_head(named[at - 1].word)[1] in DOERS:
        return False
    return named_by_verb(named, at, body.kind)
