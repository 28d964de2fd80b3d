"""Verbs of one character that the segmenter joined to the noun behind them (访台 企, 抢 通道 路)."""

from __future__ import annotations

from functools import lru_cache

from corpus_tools import segmentation
from corpus_tools.measures.vocabulary import WORDS, Lexicon, words

__all__ = ["alone", "newly", "parts", "reaches", "told", "with_noun"]

_JOINED = "新共"
_ONE_VERB = "着掉完走来"  # with the verb before them


def told(word: str) -> bool:
    """Did the segmenter join 共 to the verb behind it (共制 展板, 共承 保育 肥猪)?"""
    lex = words()
    if word[0] not in lex.telling or len(word) == 1 or word in lex.kinds or word in lex.known or word in lex.prefixes:
        return False
    return word not in lex.object_class and word[1:] not in lex.verb_class and not segmentation.known(word)


def newly(word: str, after: str, rest: str, lex: Lexicon) -> bool:
    """Did the segmenter join 新 to the first half of the verb behind it (新签 约征 迁户, 新打 掉)?"""
    if word[0] not in _JOINED or len(word) != len("新签") or lex.verb_class.get(rest[1:3], "change") == "change":
        return False  # nor 新增 高企
    half = len(after) == 1 or not segmentation.known(after)
    return half and after not in lex.object_class and rest[2:] not in lex.object_class


def parts(word: str, rest: str, lex: Lexicon) -> bool:
    """May the first character be a verb: of a word made up, or where a listed noun begins behind it (访 台企)?"""
    if _unknown(word, lex):
        return True
    noun, left = rest[1:], rest[len(word) :]
    named = left in lex.object_class or left in lex.suffix  # 设备 用房, 发车 位
    return noun in lex.object_class and len(word) <= len(noun) and not named


def reaches(verb: str, rest: str, after: str, lex: Lexicon) -> bool:
    """Does what a verb of one character led to begin the next word, and a listed noun within it (抢通 道路)?"""
    if verb not in lex.opening or len(after) == 1 or after[0] not in lex.resultative:
        return False
    return len(rest) > len("抢通路") and rest[2:] in lex.object_class and rest[1:] not in lex.object_class


def alone(verb: str, rest: str) -> bool:
    """May a character that begins words of many kinds be a verb: is there a listed noun behind it (施 复合肥)?"""
    lex = words()
    head = lex.object_head(rest)[1]
    return head == "staff" if verb in lex.teaming else head != ""


def with_noun(word: str, more: bool, lex: Lexicon) -> bool:
    """May the noun begin with the second character of a word: is there more of it, or is it all there is?"""
    return word[1] not in _ONE_VERB and (more or len(word) > len("招新") or word[1:] in lex.object_class)


@lru_cache(maxsize=WORDS)
def _unknown(word: str, lex: Lexicon) -> bool:
    """A word that the segmenter made up, its first character perhaps a verb?"""
    if word in lex.kinds or word in lex.object_class or word in lex.known or word in lex.prefixes:
        return False
    if word[1] in lex.resultative:  # 建强: one verb
        return False
    return not segmentation.known(word)
