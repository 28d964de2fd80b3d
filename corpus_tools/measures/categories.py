"""Category and concept of a measure, from its deed, its noun and its unit together.

The rules are data (lexicon/categories.toml); a rule holds when all its conditions hold, and the first that holds in
order of priority decides. A user adds a category by adding a rule that names it.

A rule is weighed against what deed, noun, unit and what the sentence counted before make likely (``likelihood``), and
gives way where that is much likelier; most is held of rules that name what they are about, and one that a user added
stands. Where no rule holds, the likeliest category is taken, or "other" where none is likely.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

from corpus_tools import lexicon, segmentation
from corpus_tools.errors import LexiconError
from corpus_tools.measures.clauses import words
from corpus_tools.measures.likelihood import Parts, Weights, features, probability, shipped
from corpus_tools.measures.lookup import ended, endings
from corpus_tools.measures.unit_kinds import unit_classes

__all__ = ["LIKELY", "NONE", "Meaning", "Weighed", "categorise", "take_apart", "weighed"]

_FALLBACK = "other"
NONE = "none"  # in place of a rule's name: no rule holds, and nothing is likely
LIKELY = "likely"  # weights decided, against the rule or where none holds
_UNLISTED = "unlisted"  # in a rule: a verb of no class


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a measure counts; ``rule`` is the name of the rule that said so.

    ``ruled`` is what the rules alone say, under ``by``; they differ from the first two where ``rule`` is "likely".
    """

    category: str
    concept: str
    rule: str
    ruled: str = field(default="", repr=False)
    by: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    category: str
    units: frozenset[str]
    actions: frozenset[str]
    objects: frozenset[str]
    kind: str  # what it rests on: first, named, classes, last


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
            frozenset(entry.get("units", ())),
            frozenset(entry.get("actions", ())),
            frozenset(entry.get("objects", ())),
            _kind(entry),
        )
        made.append((-entry.get("priority", 0), len(made), rule))
    return tuple(rule for _, _, rule in sorted(made, key=lambda m: m[:2]))


class _Allowed:
    """By one kind of words, the rules that hold: a number with a bit for each rule, the first rule's the lowest.

    So the first rule whose conditions all hold is found without asking any of them.
    """

    def __init__(self, asked: Sequence[frozenset[str]]) -> None:
        self._any = 0  # rules that do not ask
        self._by_word: dict[str, int] = {}
        for number, words_ in enumerate(asked):
            if not words_:
                self._any |= 1 << number
            for word in words_:
                self._by_word[word] = self._by_word.get(word, 0) | 1 << number

    def by(self, said: Iterable[str]) -> int:
        bits, by_word = self._any, self._by_word
        for word in said:
            bits |= by_word.get(word, 0)
        return bits


@cache
def _conditions() -> tuple[_Allowed, _Allowed, _Allowed]:
    rules = _rules()
    return (
        _Allowed([r.units for r in rules]),
        _Allowed([r.actions for r in rules]),
        _Allowed([r.objects for r in rules]),
    )


def _first(units: frozenset[str], actions: frozenset[str], objects: frozenset[str]) -> _Rule | None:
    """The first rule that holds."""
    by_unit, by_deed, by_noun = _conditions()
    bits = by_unit.by(units) & by_deed.by(actions) & by_noun.by(objects)
    return _rules()[(bits & -bits).bit_length() - 1] if bits else None


def _kind(entry: dict[str, Any]) -> str:
    """What a rule rests on: its rank (``first``), ``named`` words, ``classes`` of words, these as ``last`` resort."""
    priority, objects = entry.get("priority", 0), [noun for noun in entry.get("objects", ()) if noun]
    classes, deeds = lexicon.load("objects")["classes"], lexicon.load("actions")["classes"]
    listed = {noun in classes for noun in objects} | {
        verb in deeds or verb == _UNLISTED for verb in entry.get("actions", ()) if verb
    }
    if priority > 0:
        return "first"
    if priority == 0 and False in listed:
        return "named"
    return "last" if priority < 0 else "classes"


@cache
def _nouns() -> tuple[frozenset[str], dict[str, tuple[int, ...]]]:
    """Nouns that rules name themselves, in no need of a class, and their ``endings``."""
    classes = lexicon.load("objects")["classes"]
    named = frozenset(noun for rule in _rules() for noun in rule.objects if noun and noun not in classes)
    return named, endings(named)


@cache
def _synonyms() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """The spelling that stands for each noun, and their ``endings``."""
    groups = lexicon.load("categories")["concepts"]["synonyms"].items()
    spelt = {word: name for name, members in groups for word in members}
    return spelt, endings(spelt)


@cache
def _whole() -> frozenset[str]:
    return frozenset(lexicon.load("categories")["concepts"]["whole"])


# below this probability a category that no rule says is left alone (benchmarks/categories.py shows the choice)
_LIKELY_ENOUGH = 0.4
_LIKELIER = 0.5  # and below this one a rule stands: all other categories together are as likely
_LISTED = 2  # characters of a noun that a list has; one says no more than an ending does
_CACHE = 1 << 13  # deed, noun and unit together; reports repeat themselves


@lru_cache(maxsize=_CACHE)
def categorise(action: str, noun: str, unit: str, before: tuple[str, ...] = ()) -> Meaning:
    """Category and concept.

    ``before``: the categories of what the same sentence counts before it, the nearest last; two of them are weighed.

    >>> categorise("发放", "宣传单", "份")
    Meaning(category='leaflets', concept='leaflets', rule='leaflet-noun')
    >>> categorise("散发", "反诈传单", "张").concept
    'leaflets'
    >>> categorise("栽植", "柳树", "棵").concept, categorise("补植", "景观树木", "株").concept
    ('greening/树木', 'greening/树木')
    """
    parts = take_apart(action, noun, unit)
    rule = _rule(parts, noun)
    ruled, by = (_FALLBACK, NONE) if rule is None else (rule.category, rule.name)
    category, name = ruled, by
    model = shipped()
    if model is not None and _open(rule, model):
        scores = model.weigh(parts, before, ruled, _trusted(rule, parts))
        likeliest = model.likeliest(scores)
        if likeliest != ruled and probability(scores) >= (_LIKELY_ENOUGH if rule is None else _LIKELIER):
            category, name = likeliest, LIKELY
    return Meaning(category, _concept(category, parts), name, ruled, by)


def _rule(parts: Parts, noun: str) -> _Rule | None:
    """The rule that says the category of a measure."""
    tails = (parts.tail,) if parts.tail == noun else (parts.tail, noun)
    named = [name for tail in tails for name in ended(*_nouns(), tail)]
    return _first(parts.units, parts.actions, frozenset((parts.noun_class, parts.head, *named) if noun else ("",)))


class Weighed(NamedTuple):
    """How a category came about that was weighed: what spoke for it, the strongest first, and the rule beside it."""

    ruled: str
    by: str
    confidence: float
    reasons: tuple[tuple[str, float], ...]


def weighed(action: str, noun: str, unit: str, before: tuple[str, ...] = ()) -> Weighed | None:
    """What ``categorise`` weighed; None where a rule that nothing overrules decided.

    >>> made = weighed("摘除", "蜘蛛网状飞线", "处")
    >>> made is None or made.confidence <= 1
    True
    """
    parts, model = take_apart(action, noun, unit), shipped()
    rule = _rule(parts, noun)
    if model is None or not _open(rule, model):
        return None
    meaning = categorise(action, noun, unit, before)
    confidence = probability(model.weigh(parts, before, meaning.ruled, _trusted(rule, parts)))
    reasons = model.reasons(features(parts, before), meaning.category)
    return Weighed(meaning.ruled, meaning.by, confidence, tuple(reasons))


def take_apart(action: str, noun: str, unit: str) -> Parts:
    """What rules and weights look at.

    >>> take_apart("发放", "“反诈宣传单”", "份").head
    '宣传单'
    """
    tail = _tail(noun)
    head, noun_class = words().object_head(tail)
    return Parts(action, _actions(action), tail, head, noun_class, unit_classes(unit))


def _open(rule: _Rule | None, model: Weights) -> bool:
    """May weights overrule it? Not a rule of the first rank (percent, money), nor one that a user added."""
    return rule is None or (rule.kind != "first" and rule.name in model.rules and rule.category in model.bias)


def _trusted(rule: _Rule | None, parts: Parts) -> str:
    """How firm a rule is, as the weights know it: less is held of a last resort, and where no list has the noun."""
    if rule is None:
        return NONE
    if rule.kind == "named":
        return rule.kind
    unknown = len(parts.head) < _LISTED <= len(parts.tail)
    return "unsure" if unknown or rule.kind == "last" else "sure"


def _tail(noun: str) -> str:
    """The noun without what hides its head: closing quotes and brackets, and the extent of it (绿地 面积)."""
    tail = noun.rstrip("”》」’\"')）")
    if not tail.endswith(words().extent_endings):
        return tail
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
    known = words().deed_class
    if action in known:
        return frozenset((action, known[action]))
    found = {action}
    if action[1:] in words().ended and action[0] in known and action[0] not in words().verb_class:  # 搬走
        return frozenset((action, action[0], known[action[0]]))
    for ending in (action[at:] for at in range(1, len(action))):
        if ending in known and ending not in words().resultative:
            return frozenset((action, ending, known[ending]))
    shortest = 0 if action[1:2] in words().resultative else 1  # 建强 is 建, 倒排 is no 倒
    for opening in (action[:end] for end in range(len(action) - 1, shortest, -1)):
        if opening in known:
            found |= {opening, known[opening]}
            break
    else:
        found.add(_UNLISTED)
    return frozenset(found)


def _concept(category: str, parts: Parts) -> str:
    """What sums are taken over: the category, and but for those that are all one thing, the noun in one spelling.

    The noun's spelling is that of the synonym list (by the longest ending), else its known head, else its last word.
    """
    tail, head = parts.tail, parts.head
    if category in _whole() or not tail:
        return category
    synonyms, lengths = _synonyms()
    for noun in ended(synonyms, lengths, tail):
        return f"{category}/{synonyms[noun]}"
    if len(head) > 1:
        return f"{category}/{head}"
    pieces = segmentation.cut(tail)
    return f"{category}/{pieces[-1]}" if pieces[-1].strip() else category
