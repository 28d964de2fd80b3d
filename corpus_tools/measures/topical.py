"""A noun set before its deed, whatever verbs are part of its name.

``入股协议已签`` 35份, ``改造积极分子共评`` 35名, ``公房维修由物业公司受理`` 35起: 共, 已, 被 or who did it part the
noun from the deed, and the figure counts just such things. Where other things are counted, the words before are a
clause of their own (``走访群众共收集`` 35条, ``组织党员共清理`` 35处).
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus_tools import segmentation
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.naming import DEEDS, DOERS, DONE_TO, NAMING
from corpus_tools.measures.phrases import Parsed, phrase, unset
from corpus_tools.measures.unlisted import MAYBE, likely_verb, tag_of
from corpus_tools.measures.verb_body import VerbBody

__all__ = ["counts", "is_name", "named_by_verb", "names", "told", "topical"]

_BY, _UNDERGOING = "由", "被"
_CONTENT = frozenset((Kind.NOUN, Kind.VERB, Kind.WEAK, Kind.JOINER, Kind.OF, Kind.REMAINDER))
_PEOPLE = "person staff population"
_PAPERS = "leaflet banner board media document inspect honour service works device crop"
_THINGS = "board works plant device vehicle crop spot illegal"
# classes of nouns that units count, by classes of units; one that is not named counts no thing that a verb may name
_COUNTED = {
    kind: frozenset(classes.split())
    for kind, classes in {
        "person": _PEOPLE,
        "turnout": _PEOPLE,
        "door": f"{_PEOPLE} household place",
        "session": "meeting event media leaflet",
        "paper": _PAPERS,
        "cloth": f"{_PAPERS} spot",
        "": f"{_PAPERS} {_THINGS} place staff money",
        "case": "inspect service document media honour event illegal device crop works person population",
        "spot": f"{_THINGS} place staff event inspect document meeting",
        "team": "staff place",
        "run": "vehicle device works",
        "area": f"{_THINGS} place figure",
        "length": "works spot place",
        "bulk": "waste crop pest works",
        "tree": "plant",
        "head": "crop",
    }.items()
}
_JOINED = 3  # characters of a noun's last word with the verb that the segmenter joined to it (课讲, 牌共装)
_WRITTEN = frozenset(("paper", "cloth", ""))  # units of what is written, which verbs name (记录, 报告)
_DEALING = frozenset(("serve", "enforce", "register", "give", "invest", "receive"))  # deeds done to a matter


def counts(kind: str, head: str) -> bool:
    """May a unit of the class count nouns of the class ``head``?"""
    return head in _COUNTED.get(kind, ())


def named_by_verb(tokens: Sequence[Token], at: int, kind: str, *, alone: bool = False) -> bool:
    """``拒毒 承诺书`` 35份, ``死亡 人员`` 35人: is the verb at ``at`` part of the name that the words end in?

    ``alone``: nothing but this says so, so it must be one that rather names (``发放冰箱贴`` is no deed of 贴).
    """
    lex, last = words(), len(tokens) - 1
    verbs = [n for n in range(at, last) if tokens[n].kind in DEEDS]
    if not verbs or tokens[last].kind != Kind.NOUN:
        return False
    for n in verbs:
        word = tokens[n].word
        if any(word in group for group in (lex.light, lex.causing, lex.together, lex.moving, lex.taking, lex.sending)):
            return False
        if not n and word not in lex.attributive and (word in lex.event or word in lex.faint):
            return False
    if last == at + 1 and len(tokens[last].word) == 1 and len(tokens[at].word) > 1:
        return tokens[last].word not in lex.setting  # 收费 岛, 观摩 庭
    if alone and not names(tokens[at]):
        return False
    head = lex.object_head(tokens[last].word)[1]
    if not head:
        return tokens[at].word in lex.visiting or names(tokens[at])  # 警示 标牌, 进店 顾客
    return counts(kind, head) and head not in DONE_TO.get(lex.verb_class.get(tokens[verbs[-1]].word, ""), ())


def names(token: Token) -> bool:
    """Is the verb one that rather says what kind of thing a noun is?"""
    lex, word = words(), token.word
    if token.kind == Kind.WEAK or word in lex.attributive or word in lex.adjectival or word in lex.state:
        return True
    return lex.verb_class.get(word, "") in (*NAMING, "happen") and word not in lex.transitive


def told(body: list[Token], kind: str) -> list[Token]:
    """The words, the last of them the deed where it says what was done to the noun before it.

    ``青年人才已举荐`` 35人: behind 已 or 共 it is, be it in no list of verbs. ``遗嘱保管`` 35份, ``法制课讲`` 35堂: so
    is a verb right behind a noun that the unit, of class ``kind``, counts.
    """
    lex, token = words(), body[-1]
    if token.kind not in (Kind.NOUN, Kind.WEAK):
        return body
    if len(body) > 1 and _behind(body):
        named = token.word in lex.setting or (token.kind == Kind.NOUN and lex.object_head(token.word)[0])
        if not named or token.word in lex.deed_class:
            topic = any(t.kind in (Kind.NOUN, *DEEDS) and t.word not in lex.setting for t in body[:-2])
            return [*body[:-1], token._replace(kind=Kind.VERB)] if topic else body
    verb, noun = _parts(body)
    if not verb or not (counts(kind, lex.object_head(noun)[1]) or _made_up(body, verb)):
        return body
    made = _with_deed(body, len(verb))
    deeds = [n for n, t in enumerate(made[:-1]) if t.kind in DEEDS and t.word not in lex.attributive]
    if deeds and (len(verb) > 1 or not named_by_verb(made[:-1], deeds[0], kind, alone=True)):
        return body
    return made


def _behind(body: list[Token]) -> bool:
    """Does 已, 新, 被 or who did it stand before the last word?"""
    lex, before, token = words(), body[-2].word, body[-1]
    if before in lex.telling or (before == _UNDERGOING and body[-2].kind != Kind.VERB):
        return True
    verbal = token.kind == Kind.WEAK or token.word in lex.deed_class or token.word in lex.acts
    return verbal and (before in lex.newly or _done_by(body))


def _parts(body: list[Token]) -> tuple[str, str]:
    """The deed that the words end in and the noun right before it; two empty texts where they end otherwise.

    The deed is a verb by the dictionary, or one of one character; that may have been joined to the end of the noun.
    """
    lex, token = words(), body[-1]
    before = body[-2] if len(body) > 1 and body[-2].kind == Kind.NOUN and body[-2].end == token.start else None
    if before is not None and before.word in lex.setting:
        return "", ""
    if len(token.word) == 1 or (token.kind == Kind.WEAK and segmentation.known(token.word)):
        if before is None or len(before.word) == 1:
            return "", ""
        verbal = tag_of(token.word) == "v" or likely_verb(token.word) > MAYBE
        deed = token.word in lex.acts if len(token.word) == 1 else verbal
        return (token.word, before.word) if deed else ("", "")
    if len(token.word) > _JOINED or token.word[-1] not in lex.acts or segmentation.known(token.word):
        return "", ""
    if token.word in lex.object_class or token.word in lex.figure:
        return "", ""
    joined = before is not None or (len(body) > 1 and body[-2].kind in DEEDS and body[-2].end == token.start)
    return token.word[-1], (body[-2].word if joined else "") + token.word[:-1]  # 导览 牌装


def _made_up(body: list[Token], verb: str) -> bool:
    """``劝导 亭建``: is the noun right before the deed made of a verb and a character that makes names?"""
    token = body[-1]
    end = token.word.removesuffix(verb) or body[-2].word
    before = body[-2 if token.word != verb else -3 : None if token.word != verb else -2]
    return len(end) == 1 and end in words().suffix and bool(before) and before[0].kind in DEEDS


def _with_deed(body: list[Token], length: int) -> list[Token]:
    """The words with a verb of so many characters at their end."""
    token = body[-1]
    verb = Token(token.end - length, token.end, token.word[-length:], Kind.VERB)
    rest = token.word[:-length]
    return [*body[:-1], *([Token(token.start, verb.start, rest, Kind.NOUN)] if rest else []), verb]


def _done_by(body: list[Token]) -> bool:
    """``遗嘱由公证处保管``: does who did it stand before the last word?"""
    at = len(body) - 2
    while at > 0 and body[at].kind == Kind.NOUN:
        at -= 1
    return 0 < at < len(body) - 2 and body[at].word in (_BY, _UNDERGOING)


def topical(body: VerbBody) -> Parsed | None:
    """The noun before 共, 已, 被 or 由 and the deed behind, or None where the words before are no such noun."""
    left, by = _parted(body)
    led = bool(left) and left[0].word in words().undergoes and left[0].word not in words().on_behalf  # not 为 群众
    named = unset(left[led:])
    if not (by or body.told or led) or not named or any(t.kind not in _CONTENT for t in named):
        return None
    if body.does == "change" or body.kind == "money":
        return None
    deeds = [n for n, t in enumerate(named) if t.kind in DEEDS]
    if by == _UNDERGOING and deeds and deeds[-1] + 1 < len(named):
        named = named[deeds[-1] + 1 :]  # 撰写信息被省报采用3篇
    elif not by and (not deeds or not _name(named, deeds, body)):
        return None
    noun = phrase(named)
    return (
        None
        if noun is None
        else Parsed(body.action, noun, "subject" if body.moves else "patient" if led else "noun-verb-figure")
    )


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


def is_name(named: list[Token], body: VerbBody) -> bool:
    """Are the words nothing but the name of what the deed was done to?"""
    if any(t.kind not in _CONTENT for t in named):
        return False
    deeds = [n for n, t in enumerate(named) if t.kind in DEEDS]
    return not deeds or _name(named, deeds, body)


def _name(named: list[Token], deeds: list[int], body: VerbBody) -> bool:
    """Are words with verbs among them the name of what the figure counts?"""
    lex, last = words(), len(named) - 1
    others = [n for n in deeds if n < last]
    head = lex.object_head(named[last].word)[1]
    if head == "money" and body.does in _DEALING and body.kind in ("person", "door", ""):
        return True  # 惠农补贴已兑现35户
    if deeds[-1] == last:
        if body.word in lex.light or body.word in lex.event or named[last].word in lex.raised:
            return not any(named[n].word in lex.light or named[n].word in lex.causing for n in others)
        if any(named[n].word not in lex.attributive for n in others):
            return False
        matter = named[last].word in lex.attributive or head != "" or named[last].kind == Kind.WEAK
        fit = not head or counts(body.kind, head)
        written = body.kind in _WRITTEN and head != "" and body.word not in lex.attributive
        return matter and (body.word in lex.handles or (fit and (written or body.does in _DEALING)))
    at = others[0]
    if at and lex.object_head(named[at - 1].word)[1] in DOERS and not names(named[at]):
        return False
    return named_by_verb(named, at, body.kind)
