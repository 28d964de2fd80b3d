"""People, or a body of people, before a verb and its figure: did they undergo the deed, or do it?

``水库责任人落实`` 35名, ``业委会成立`` 35个: the deed is done to those whom the figure counts. ``民警抓获`` 35人,
``村委会选聘`` 35名: they do it to others, who are not named.
"""

from __future__ import annotations

from corpus_tools.measures.clauses import words
from corpus_tools.measures.verb_body import VerbBody

__all__ = ["COUNTED_PEOPLE", "PEOPLE", "undergone"]

PEOPLE = frozenset(("person", "turnout"))
COUNTED_PEOPLE = frozenset(("person", "door", "turnout"))
_BODIES = frozenset(("spot", "team", "door", ""))  # units of bodies; "": 所
_TO_PEOPLE = frozenset(("serve", "invest", "register", "award", "educate"))  # deeds that people undergo
# deeds that bring people to a place or a post, so that those who serve undergo them as well
_TO_STAFF = frozenset(("build", "award", "register", "benefit", "use", "join", "carry_out"))
_TO_OTHERS = frozenset(("visit", "enforce"))  # deeds of those who serve, done to others


def undergone(body: VerbBody, head: str, word: str) -> bool:
    """Is the deed done to those whom the noun before it names?

    ``word`` is the last word of that noun, ``head`` its class.
    """
    lex = words()
    if head not in ("person", "staff"):
        return False
    if _body(word, head):
        return body.kind in _BODIES and (body.word in lex.founding or body.does == "award")
    if body.kind not in (*COUNTED_PEOPLE, "spot"):
        return False
    if body.word in lex.undergone or (body.does == "employ" and body.kind != "door"):
        return True
    if body.kind == "spot":
        return False
    to_people = body.does in _TO_PEOPLE
    if head == "person":
        if not word.endswith((*lex.volunteers, *lex.bodies)) and (to_people or body.does in _TO_OTHERS):
            return True  # 业主回访35人次
        if body.kind == "door":
            return body.does == "register"  # 群众转移35户
        if to_people or (body.does == "enforce" and body.word in lex.transitive):
            return True
    return body.kind != "door" and (body.does in _TO_STAFF or not body.does)


def _body(word: str, head: str) -> bool:
    """Does the noun name a body of people (业委会, 党小组)?"""
    lex = words()
    return head == "staff" and word.endswith(lex.organ) and not word.endswith(lex.cadres)
