"""The word lists of actions.toml and objects.toml, made ready for look-up."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from corpus_tools import lexicon

__all__ = ["DOERS", "WORDS", "Kind", "Lexicon", "words"]

# Classes of people who do a deed themselves: 组织党员清理 is done by the members, not held.
DOERS = frozenset(("person", "staff", "household", "population"))
WORDS = 1 << 16  # remembered; a corpus of reports has some 50,000 different ones


class Kind:
    """What a word does in a clause (one letter each, so that a clause reads as a string)."""

    VERB = "V"  # a deed of actions.toml
    WEAK = "W"  # a verb by the tagger's word only
    STATIVE = "S"  # 有, 达到: what follows is simply there
    PREPOSITION = "P"
    EITHER = "B"  # 为, 在: preposition or stative, by what stands before
    FILLER = "F"  # 共, 累计, 先后, dates
    OF = "D"  # 的
    JOINER = "J"  # 、 和
    REMAINDER = "R"  # 等
    NOUN = "N"
    MARK = "X"


_SIMPLE = 3  # characters of a noun that another word may stand before


class Lexicon:
    """The word lists of actions.toml and objects.toml, made ready for look-up."""

    def __init__(self) -> None:
        actions, objects = lexicon.load("actions"), lexicon.load("objects")
        self.verb_class: dict[str, str] = {}
        for name, words_ in actions["classes"].items():
            for word in words_:
                self.verb_class.setdefault(word, name)
        self.object_class: dict[str, str] = {}
        for name, words_ in objects["classes"].items():
            if name != "figure":
                for word in words_:
                    self.object_class.setdefault(word, name)
        for before, names in objects["compounds"].items():  # 宣传海报 is one noun, and no deed with its object
            for name in names:
                nouns = [w for w in objects["classes"][name] if len(w) <= _SIMPLE]
                self.object_class = {before + w: name for w in nouns} | self.object_class
        # verbs of one character as one speaks; in a clause they are verbs where 了 follows or they open it
        self.deed_class = {
            word: name for name, words_ in actions["spoken"].items() for word in words_
        } | self.verb_class
        manner, small = actions["manner"], actions["words"]
        self.grown = frozenset(small["grown"])
        self.ended = frozenset(small["ended"])
        self.light = frozenset(manner["light"])
        self.event = frozenset(manner["event"])
        self.attributive = frozenset(manner["attributive"])
        self.intransitive = frozenset(manner["intransitive"])
        self.faint = frozenset(manner["faint"])
        self.patient = frozenset(small["patient"])
        self.disposing = frozenset(small["disposing"])
        self.paper_verbs = frozenset(small["paper_verbs"])
        self.placing = frozenset(small["placing"])
        self.undergoes = frozenset(small["undergoes"])
        self.compound = frozenset(small["compound"])
        self.bare = frozenset(manner["bare"])
        self.state = frozenset(manner["state"])
        self.adjectival = frozenset(manner["adjectival"])
        self.transitive = frozenset(manner["transitive"])
        self.handles = frozenset(manner["handles"])
        self.means = frozenset(manner["means"])
        self.priced = frozenset(manner["priced"])
        self.quota = tuple(small["quota"])
        self.matters = tuple(small["matters"])
        self.negating = frozenset(small["negating"])
        self.ensuring = frozenset(small["ensuring"])
        self.extreme = frozenset(small["extreme"])
        self.governing = frozenset(small["governing"])
        self.sending = frozenset(small["sending"])
        self.taking = frozenset(small["taking"])
        self.office = frozenset(small["office"])
        self.undergone = frozenset(small["undergone"])
        self.heads = tuple(small["heads"])
        self.newly = frozenset(small["newly"])
        self.tally = tuple(sorted(small["tally"], key=len, reverse=True))
        self.reaching = frozenset(small["reaching"])
        self.adverb = frozenset(small["adverb"])
        self.suffered = frozenset(small["suffered"])
        self.telling = frozenset(small["telling"])
        self.helping = frozenset(manner["helping"])
        self.audience = tuple(small["audience"])
        self.attendants = frozenset(small["attendants"])
        self.wrongly = frozenset(small["wrongly"])
        self.planting = frozenset(small["planting"])
        self.coming = frozenset(small["coming"])
        self.prize = frozenset(small["prize"])
        self.given = frozenset(small["given"])
        self.volunteers = tuple(small["volunteers"])
        self.befalling = frozenset(small["befalling"])
        self.events = tuple(small["events"])
        self.own_money = frozenset(small["own_money"])
        self.sent_out = frozenset(small["sent_out"])
        self.this = frozenset(small["this"])
        self.for_whom = frozenset(small["for_whom"])
        self.parted = frozenset(small["parted"])
        self.duty = frozenset(small["duty"])
        self.others = frozenset(small["others"])
        self.bodies = tuple(small["body"])
        self.actors = (*small["place"], *self.bodies)  # what the names of those end in who do a deed
        self.on_behalf = frozenset(small["on_behalf"])
        self.purpose = frozenset(small["purpose"])
        self.alone = frozenset(small["alone"])
        self.teaming = frozenset(small["teaming"])
        self.texts = frozenset(small["texts"])
        self.elsewhere = frozenset(small["elsewhere"])
        self.noun_follows = frozenset(small["noun_follows"])
        self.caring = frozenset(small["caring"])
        self.glued = frozenset(small["glued"])
        self.lesson = frozenset(small["lesson"])
        self.never = {name: frozenset(kinds) for name, kinds in actions["never"].items()}
        self.accomplish = frozenset(small["accomplish"])
        self.treatment = frozenset(small["treatment"])
        self.outlay = tuple(small["outlay"])
        self.allowance = frozenset(small["allowance"])
        self.cash = tuple(small["cash"])
        self.organ = tuple(small["organ"])
        self.cadres = tuple(small["cadres"])
        self.founding = frozenset(small["founding"])
        self.handing_on = frozenset(small["handing_on"])
        self.recipients = tuple(small["recipients"])
        self.watching = frozenset(small["watching"])
        self.together = frozenset(small["together"])
        self.partaking = frozenset(small["partaking"])
        self.causing = frozenset(small["causing"])
        self.registered = frozenset(small["registered"])
        self.undertaking = frozenset(small["undertaking"])
        self.spending = frozenset(small["spending"])
        self.urging = frozenset(small["urging"])
        self.barring = frozenset(small["barring"])
        self.raising = frozenset(small["raising"])
        self.raised = frozenset(small["raised"])
        self.taking_up = frozenset(small["taking_up"])
        self.opinions = tuple(small["opinions"])
        self.forces = frozenset(small["forces"])
        self.bound = frozenset(small["bound"])
        self.ways = frozenset(small["ways"])
        self.visiting = frozenset(small["visiting"])
        self.organising = tuple(small["organising"])
        self.anew = frozenset(small["anew"])
        self.standing = frozenset(small["standing"])
        self.moving = frozenset(small["moving"])
        self.exceeding = frozenset(small["exceeding"])
        self.manner = frozenset(small["manner"])
        self.passing = frozenset(small["passing"])
        self.localizer = frozenset(small["localizer"])
        self.resultative = frozenset(small["resultative"])
        self.opening = frozenset(w for w in (*small["glued"], *small["opening"]) if len(w) == 1)
        self.beginning = self.opening | self.telling | self.newly
        self.complete = frozenset(manner["complete"])
        self.prefix = frozenset(small["prefix"])
        self.suffix = frozenset(small["suffix"])
        self.repeated = frozenset(small["repeated"])
        self.outcome = frozenset(small["outcome"])
        self.localizing = frozenset(small["localizing"])
        self.outlays = frozenset(small["outlays"])
        self.degrees = tuple(small["degrees"])
        self.amount = frozenset(small["amount"])
        self.tail = frozenset(small["tail"])
        # verbs of one character that no name ends in
        single = {w for w in (*self.deed_class, *self.opening) if len(w) == 1}
        self.acts = frozenset(single - self.tail - self.suffix - frozenset(small["closing"]))
        self.dimension = frozenset(small["dimension"])
        self.extending = frozenset(small["extending"])
        self.extents = sorted((w for w in self.dimension if len(w) > 1), key=len, reverse=True)
        self.extent_endings = tuple(self.extents)
        self.forced = re.compile("|".join(sorted(map(re.escape, small["forced"]), key=len, reverse=True)))
        self.part = frozenset(lexicon.load("status")["parts"]["cues"])
        self.setting = frozenset(small["setting"])
        self.figure = frozenset(objects["classes"]["figure"])
        self.figure_endings = tuple(self.figure)
        self.longest_object = max(map(len, self.object_class))
        named = frozenset(word for word in self.figure if word[-1] in self.amount)
        # words that may go together with the one before, or change their kind by it (``clauses``)
        self.attaching = named.union(
            *(self.dimension, self.amount, self.suffix, self.tail),
            *(self.glued, self.lesson, self.opening, self.alone, self.quota, self.moving),
        )
        self.object_head = lru_cache(maxsize=WORDS)(self._object_head)
        kinds: dict[str, str] = {}
        for word in self.verb_class | dict.fromkeys((*self.light, *self.event)):
            if not self._governs(word):
                kinds[word] = Kind.VERB
        for kind, group in (
            (Kind.FILLER, (*small["filler"], *small["adverb"])),
            (Kind.PREPOSITION, small["preposition"]),
            (Kind.STATIVE, manner["stative"]),
            (Kind.JOINER, small["joiner"]),
            (Kind.REMAINDER, small["remainder"]),
        ):
            for word in group:
                if word not in self.verb_class:
                    both = kind == Kind.STATIVE and kinds.get(word) == Kind.PREPOSITION
                    kinds[word] = Kind.EITHER if both else kind
        kinds["的"] = Kind.OF
        self.kinds = kinds
        known = {w for w in (*self.object_class, *self.attributive, *self.figure, *self.setting, *kinds) if len(w) > 1}
        known = {w for w in known if w[2:] not in self.dimension or not self.states_deed(w)}
        self.known = frozenset(known)
        self.prefixes = frozenset(w[:n] for w in known for n in range(1, len(w)))

    def _governs(self, word: str) -> bool:
        """Is the entry a verb and its noun (衬砌渠道), listed for what it means? In a clause it is the two words."""
        if len(word) < len("打机井") or word in self.object_class:
            return False
        parts = [(word[:n], word[n:]) for n in (1, 2) if len(word) - n > 1]
        return any(v in self.verb_class and n in self.object_class and n not in self.verb_class for v, n in parts)

    def states_deed(self, name: str) -> bool:
        """Does the name of an extent say what was done (播种面积), not what there is (供热面积)?"""
        return self.verb_class.get(name[:2]) in self.extending

    def _object_head(self, text: str) -> tuple[str, str]:
        """Longest entry of objects.toml that the text ends in, and its class; two empty texts if none."""
        for length in range(min(self.longest_object, len(text)), 0, -1):
            head = text[-length:]
            found = self.object_class.get(head)
            if found:
                return head, found
        return "", ""


@cache
def words() -> Lexicon:
    """The lexicon of this process."""
    return Lexicon()
