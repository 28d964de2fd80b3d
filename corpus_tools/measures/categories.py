"""Category and concept of a measure, from its deed, its noun and its unit together.

The rules are data (lexicon/categories.toml); a rule holds when all its conditions hold, and the first that holds in
order of priority decides. A user adds a category by adding a rule that names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from corpus_tools import lexicon, segmentation
from corpus_tools.errors import LexiconError
from corpus_tools.measures.clauses import words
from corpus_tools.measures.unit_kinds import unit_classes

__all__ = ["Meaning", "categorise"]

_FALLBACK = "other"
_UNLISTED = "unlisted"  # in a rule: a verb of no class


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a measure counts; ``rule`` is the name of the rule that said so."""

    category: str
    concept: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    category: str
    units: frozenset[str]
    actions: frozenset[str]
    objects: frozenset[str]

    def holds(self, units: frozenset[str], actions: frozenset[str], objects: frozenset[str]) -> bool:
        return (
            (not self.units or not self.units.isdisjoint(units))
            and (not self.actions or not self.actions.isdisjoint(actions))
            and (not self.objects or not self.objects.isdisjoint(objects))
        )


_KEYS = {"name", "category", "units", "actions", "objects", "priority"}


@cache
def _rules() -> tuple[_Rule, ...]:
    made: list[tuple[int, int, _Rule]] = []
    for entry in lexicon.load("categories")["rules"]:
        unknown = set(entry) - _KEYS
        if unknown or not isinstance(entry.get("category"), str):
            raise LexiconError(
                f"categories.toml: rule {entry.get('name', entry)!r}: "
                + (f"unknown key {sorted(unknown)[0]!r}" if unknown else "no category")
            )
        rule = _Rule(
            entry.get("name", entry["category"]),
            entry["category"],
            *(frozenset(entry.get(key, ())) for key in ("units", "actions", "objects")),
        )
        made.append((-entry.get("priority", 0), len(made), rule))
    return tuple(rule for _, _, rule in sorted(made, key=lambda m: m[:2]))


@cache
def _nouns() -> frozenset[str]:
    """Nouns that rules name themselves, in no need of a class."""
    classes = lexicon.load("objects")["classes"]
    return frozenset(noun for rule in _rules() for noun in rule.objects if noun and noun not in classes)


def _named(tail: str) -> list[str]:
    named = _nouns()
    return [tail[at:] for at in range(len(tail)) if tail[at:] in named]


@cache
def _synonyms() -> dict[str, str]:
    return {
        word: name for name, members in lexicon.load("categories")["concepts"]["synonyms"].items() for word in members
    }


@cache
def _whole() -> frozenset[str]:
    return frozenset(lexicon.load("categories")["concepts"]["whole"])


_CACHE = 1 << 15  # deed, noun and unit together; reports repeat themselves


@lru_cache(maxsize=_CACHE)
def categorise(action: str, noun: str, unit: str) -> Meaning:
    """Category and concept.

    >>> categorise("发放", "宣传单", "份")
    Meaning(category='leaflets', concept='leaflets', rule='leaflet-noun')
    >>> categorise("散发", "反诈传单", "张").concept
    'leaflets'
    >>> categorise("栽植", "柳树", "棵").concept, categorise("补植", "景观树木", "株").concept
    ('greening/树木', 'greening/树木')
    """
    tail = _tail(noun)
    head, noun_class = words().object_head(tail)
    objects = frozenset((noun_class, head, *_named(tail))) if noun else frozenset(("",))
    units = unit_classes(unit)
    actions = _actions(action)
    for rule in _rules():
        if rule.holds(units, actions, objects):
            return Meaning(rule.category, _concept(rule.category, noun, head), rule.name)
    return Meaning(_FALLBACK, _concept(_FALLBACK, noun, head), "none")


def _tail(noun: str) -> str:
    """The noun without what hides its head: closing quotes and brackets, and the extent of it (绿地 面积)."""
    tail = noun.rstrip("”》」’\"')）")
    for name in words().extents:
        if len(tail) > len(name) + 1 and tail.endswith(name):
            return tail.removesuffix(name)
    return tail


@lru_cache(maxsize=_CACHE)
def _actions(action: str) -> frozenset[str]:
    """The verb and its class; of verbs that stand together the last that is known.

    "" where there is no verb, ``unlisted`` where no list has it.
    """
    if not action:
        return frozenset(("",))
    known = words().verb_class
    if action in known:
        return frozenset((action, known[action]))
    found = {action}
    for ending in (action[at:] for at in range(1, len(action))):
        if ending in known:
            return frozenset((action, ending, known[ending]))
    shortest = 0 if action[1:2] in words().resultative else 1  # 建强 is 建, 倒排 is no 倒
    for opening in (action[:end] for end in range(len(action) - 1, shortest, -1)):
        if opening in known:
            found |= {opening, known[opening]}
            break
    else:
        found.add(_UNLISTED)
    return frozenset(found)


def _concept(category: str, noun: str, head: str) -> str:
    """What sums are taken over: the category, and but for those that are all one thing, the noun in one spelling.

    The noun's spelling is that of the synonym list (by the longest ending), else its known head, else its last word.
    """
    if category in _whole() or not noun:
        return category
    synonyms = _synonyms()
    tail = _tail(noun)
    for length in range(min(len(tail), words().longest_object), 0, -1):
        if tail[-length:] in synonyms:
            return f"{category}/{synonyms[tail[-length:]]}"
    if len(head) > 1:
        return f"{category}/{head}"
    pieces = segmentation.cut(tail)
    return f"{category}/{pieces[-1]}" if pieces and pieces[-1].strip() else category
