"""What a word of the segmenter's does in a clause; words that it joined are taken apart (签合同, 共出动)."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus_tools import segmentation
from corpus_tools.measures.unlisted import MAYBE, likely_verb, tag_of
from corpus_tools.measures.vocabulary import WORDS, Kind, words

__all__ = ["classed"]

_SYMBOL = re.compile(r"[^\w\u4dc0-\u4dff]+|_+")
_VERBS = frozenset(("v", "vn", "vd", "vi", "vg"))
_PLAIN_NOUNS = frozenset(("n", "nr", "ns", "nt", "vn"))


def _takes(word: str, rest: str) -> bool:
    """``测体温``, ``夺金牌``: a set phrase of the dictionary that is a verb and a noun of two characters."""
    if not segmentation.known(rest) or segmentation.tag(rest)[-1][1] != "n":
        return False
    return len(segmentation.tag(word)) == 1 and segmentation.tag(word)[0][1] not in _PLAIN_NOUNS


def _told_apart(word: str) -> tuple[tuple[str, str], ...]:
    """``路共修``, ``户新奖补``: the end of a noun, 共, 已 or 新, and the verb, if the segmenter joined them."""
    lex = words()
    end, told, verb = word[0], word[1], word[2:]
    if (told not in lex.telling and told not in lex.newly) or segmentation.known(word) or segmentation.known(word[:2]):
        return ()
    verbal = verb in lex.deed_class or (len(verb) == 1 and verb in lex.opening)
    if not verbal or verb in lex.bound or segmentation.known(word[1:]):
        return ()
    return (end, Kind.NOUN), (told, Kind.FILLER), (verb, Kind.VERB)


_JOINED = 3  # characters of 路共修
_EACH, _THERE_IS, _DONE = "每", "有", "了"
_SEATS = "县市区镇乡村"
_NOT = "不未无"  # 不戴, 无证: what was not done names an offence, it is no deed
_EACH_LONGEST = 4  # 每人每年


@lru_cache(maxsize=WORDS)
def classed(word: str) -> tuple[tuple[str, str], ...]:
    """The word, or the words it is made of, each with its kind.

    >>> classed("签合同")
    (('签', 'V'), ('合同', 'N'))
    """
    lex = words()
    kind = lex.kinds.get(word)
    if kind:
        return ((word, kind),)
    extent = len(word) > 3 and word[2:] in lex.dimension and word[:2] in lex.verb_class
    if word in lex.figure and not (extent and lex.states_deed(word)):
        return ((word, Kind.NOUN),)
    if extent and lex.states_deed(word):  # 播种面积
        return ((word[:2], Kind.VERB), (word[2:], Kind.NOUN))
    if word in lex.object_class or word in lex.setting:
        return ((word, Kind.NOUN),)
    if _SYMBOL.fullmatch(word):
        return ((word, Kind.JOINER if word in "·—-~+" else Kind.MARK if word.strip() else Kind.FILLER),)
    # the segmenter joins what it does not know (共出动, 签合同), and its dictionary holds compounds (垃圾清运)
    first, rest = word[0], word[1:]
    joined = rest in lex.verb_class or lex.kinds.get(rest) == Kind.STATIVE
    if lex.kinds.get(first) == Kind.FILLER and joined and rest not in lex.bound:
        return ((first, Kind.FILLER), *classed(rest))
    if lex.kinds.get(word[-1]) == Kind.FILLER and word[:-1] in lex.verb_class and len(word) > 2:
        return ((word[:-1], Kind.VERB), (word[-1], Kind.FILLER))
    if lex.kinds.get(word[-1]) == Kind.FILLER and (word[:-1] in lex.object_class or word[:-1] in lex.setting):
        return ((word[:-1], Kind.NOUN), (word[-1], Kind.FILLER))
    if len(word) > 2 and (first in lex.verb_class or first in lex.opening) and rest in lex.object_class:
        if word[-1] in lex.amount and rest in lex.figure:  # 售水量
            return ((word, Kind.NOUN),)
        thing = word[-1] in lex.suffix or word[-1] in lex.tail
        if thing and segmentation.known(word) and segmentation.tag(word)[-1][1] == "n":  # 发电机
            return ((word, Kind.NOUN),)
        return ((first, Kind.VERB), (rest, Kind.NOUN))
    if len(word) == 3 and first in lex.opening and _takes(word, rest):
        return ((first, Kind.VERB), (rest, Kind.NOUN))
    if len(word) == 3 and word[:2] in lex.verb_class and word[2] in _SEATS:  # 新建县: the county of that name is rare
        return ((word[:2], Kind.VERB), (word[2], Kind.NOUN))
    short = len(word) == 2 and rest in lex.object_class
    if short and (first in lex.glued or (first in lex.opening and segmentation.tag(word)[-1][1] == "v")):  # 架桥
        return ((first, Kind.VERB), (rest, Kind.NOUN))
    if len(word) > 1 and lex.kinds.get(word[-1]) in (Kind.STATIVE, Kind.EITHER) and word[:-1] in lex.object_class:
        return ((word[:-1], Kind.NOUN), (word[-1], Kind.STATIVE))
    if len(word) >= 4 and word[-2:] in lex.verb_class:
        first_kind = Kind.VERB if word[:-2] in lex.verb_class else Kind.NOUN
        if lex.kinds.get(word[:-2]) == Kind.FILLER:  # 定期检验
            first_kind = Kind.FILLER
        return ((word[:-2], first_kind), (word[-2:], Kind.VERB))
    if len(word) >= 4 and word[:2] in lex.verb_class and word[2:] in lex.object_class:
        return ((word[:2], Kind.VERB), (word[2:], Kind.NOUN))
    if first in lex.setting and rest in lex.verb_class:
        return ((first, Kind.NOUN), (rest, Kind.VERB))
    if first == _EACH and len(word) <= _EACH_LONGEST:
        return ((word, Kind.FILLER),)
    if len(word) == 2 and word[1] == _THERE_IS and not segmentation.known(word):  # not 国有
        return ((first, Kind.FILLER), (word[1], Kind.STATIVE))
    if rest == _DONE and first in lex.deed_class:  # 学了
        return ((first, Kind.VERB), (rest, Kind.FILLER))
    if len(word) == 2 and rest in lex.ended and first in lex.opening and not lex.object_head(word)[0]:
        return ((word, Kind.VERB),)  # 砸掉, 捐来
    opens = lex.kinds.get(first) in (Kind.PREPOSITION, Kind.EITHER)
    if opens and (len(word) > 2 or rest in lex.setting) and first in lex.patient:
        return ((first, lex.kinds[first]), *classed(rest))
    if word in lex.attributive:
        return ((word, Kind.NOUN),)
    if len(word) == 2 and first in lex.prefix and rest in lex.verb_class:
        return ((word, Kind.WEAK),)
    single = len(word) == 2 and (rest in lex.opening or rest in lex.deed_class)
    if single and first in lex.newly and not segmentation.known(word):
        return ((first, Kind.FILLER), (rest, Kind.VERB))  # 实服, 新辟
    if len(word) in (_JOINED, _JOINED + 1) and (parts := _told_apart(word)):
        return parts
    flag = tag_of(word)
    verb = flag in _VERBS or likely_verb(word) > MAYBE
    if verb and first not in _NOT and not lex.object_head(word)[0]:
        return ((word, Kind.WEAK),)
    if len(word) == 1:
        return ((word, Kind.NOUN),)
    if flag in ("d", "c", "t", "r", "u", "y"):
        return ((word, Kind.FILLER),)
    if flag == "p":
        return ((word, Kind.PREPOSITION),)
    return ((word, Kind.NOUN),)
