"""What was done to those that a figure counts, said behind both.

``入股协议35份已签``, ``35个收费岛得到维修``, ``将35块展板布置到位``: the last words are the deed and all before them
the noun, whatever verbs it holds.
"""

from __future__ import annotations

from corpus_tools import segmentation
from corpus_tools.measures import phrases
from corpus_tools.measures.clauses import Kind, Token, words
from corpus_tools.measures.governing import DEEDS
from corpus_tools.measures.sentence import Link, Place
from corpus_tools.measures.topical import is_name
from corpus_tools.measures.verb_body import VerbBody

__all__ = ["behind"]

_SUMS = frozenset(("percent", "money"))
_RECEIVED = frozenset(("得到", "受到"))
_TAKEN = frozenset(("将", "把"))


def behind(f: Place) -> Link | None:
    """The link of a figure whose clause ends in the deed, or None where it is built otherwise."""
    right = f.right
    if len(right) < len(("已", "签")) or not f.last or f.place or f.kind in _SUMS:
        return None
    end = len(right)
    while end > 1 and right[end - 1].kind == Kind.MARK:
        end -= 1
    taken = bool(f.near) and f.near[-1].word in _TAKEN
    over = end > 1 and right[end - 1].word in words().outcome and (taken or end > len(("已", "整改")))
    tokens = right[: end - over]
    made = _deed(_done(tokens) if taken and over else tokens, f.kind, taken=taken)
    if made is None:
        return None
    if taken:
        return _taken(made)
    return _already(f, made) if made.tokens[0].kind == Kind.FILLER else _received(f, made)


def _done(tokens: list[Token]) -> list[Token]:
    """``推介会办`` 到位, ``管道保温`` 到位: before 到位 stands a verb, to be parted from the noun it was joined to."""
    lex, last = words(), tokens[-1]
    if last.kind != Kind.NOUN or len(last.word) == 1:
        return tokens
    if len(last.word) == 2 and not lex.object_head(last.word)[0]:
        return [*tokens[:-1], last._replace(kind=Kind.VERB)]
    for length in (1, 2):
        verb = last.word[-length:]
        apart = length == 2 or not segmentation.known(last.word)
        if verb in lex.deed_class and apart and lex.object_head(last.word[:-length])[0]:
            at = last.end - length
            noun = Token(last.start, at, last.word[:-length], Kind.NOUN)
            return [*tokens[:-1], noun, Token(at, last.end, verb, Kind.VERB)]
    return tokens


def _deed(tokens: list[Token], kind: str, *, taken: bool) -> VerbBody | None:
    """The words with the deed that they end in, if they do."""
    lex = words()
    if len(tokens) < 2:
        return None
    last = tokens[-1]
    single = last.word in lex.acts or (taken and last.word in lex.deed_class)
    if last.kind not in DEEDS and not single:
        return None
    body = VerbBody([*tokens[:-1], last._replace(kind=Kind.VERB)], kind)
    light = body.word in lex.bare if taken else body.word in lex.light and body.word not in lex.event
    return None if light or body.does == "change" else body


def _already(f: Place, body: VerbBody) -> Link | None:
    """``入股协议`` 35份 ``已签``: the noun stands before the figure."""
    lex, named = words(), phrases.unset(f.near)
    if not any(t.word in lex.telling for t in body.tokens) or not named or named[0].word in lex.undergoes:
        return None
    if body.first < body.last and body.tokens[body.first].word in lex.event - lex.light:
        return None  # 党员35名已参加培训
    between = body.tokens[: body.first]
    if any(t.kind != Kind.FILLER for t in between) or not is_name(named, body):
        return None
    noun = phrases.phrase(named)
    return None if noun is None else Link(body.action, noun, "patient", settled=True)


def _received(f: Place, body: VerbBody) -> Link | None:
    """35个 ``收费岛得到维修``: nothing but who and where stands before the figure."""
    tokens = body.tokens
    at = next((n for n in range(body.last - 1, 0, -1) if tokens[n].word in _RECEIVED), None)
    if at is None or phrases.unset(f.near) or any(t.kind not in DEEDS for t in tokens[at + 1 :]):
        return None
    named = tokens[:at]
    noun = phrases.phrase(named) if is_name(named, body) else None
    action = tokens[at + 1].start, tokens[-1].end
    return None if noun is None else Link(action, noun, "patient", settled=True)


def _taken(body: VerbBody) -> Link | None:
    """``将`` 35块 ``展板布置到位``."""
    lex, end = words(), body.first
    while end and (body.tokens[end - 1].kind == Kind.FILLER or body.tokens[end - 1].word in lex.bare):
        end -= 1
    named = body.tokens[:end]
    noun = phrases.phrase(named) if named and is_name(named, body) else None
    return None if noun is None else Link(body.action, noun, "patient", settled=True)
