"""Whether a text is Chinese at all, and whether it is text: a file decoded as what it is not shows characters too."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon
from corpus_tools.structure.normalise import HAN

__all__ = ["language"]

_SCRIPTS = {
    "han": re.compile(f"[{HAN}]"),
    "kana": re.compile("[\u3041-\u30ff]"),
    "hangul": re.compile("[\uac00-\ud7af]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "ascii": re.compile("[A-Za-z]"),
    "letters": re.compile(r"[^\W\d_]"),
}

_LEAST_HAN = 10  # characters; shorter texts say too little to be called anything
# Scraped Chinese pages keep menus and addresses in Latin letters, yet more than half of their letters are ideographs
# on every page seen; Japanese prose has some 40 % kana.
_LEAST_SHARE = 0.2
_KANA_SHARE = 0.1
# Korean prose writes next to nothing but Hangul; a Chinese page may quote a name.
_HANGUL_SHARE = 0.1
# Share of the frequent characters of lexicon/encodings.toml among all ideographs: at least 0.7 in a page that was
# decoded as what it is, at most 0.06 in another, some 0.3 in lists of names.
_LEAST_FREQUENT = 0.2
_LEAST_JUDGED = 12  # ideographs; a title of fewer may be a rare name
# Of the visible characters: lost ones (U+FFFD), or the accented letters that Chinese bytes turn into as Latin-1.
# French has some 4 % of these, a page cut once one lost character in thousands.
_MOST_BROKEN = 0.2


def language(text: str) -> tuple[str, str]:
    """ISO 639-1 code ("und" where it cannot be told) and, for all but "zh", the reason in plain words.

    >>> language("社区开展创卫工作,发放宣传单。")
    ('zh', '')
    >>> language("The committee met twice this year.")
    ('en', 'the text is not Chinese: 0 % of its letters are ideographs')
    >>> language("今年以来，社区认真开展垃圾分类工作。".encode().decode("gb18030", "replace"))[1][:19]
    'the text is garbled'
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    _, frequent, rare, foreign = np.bincount(_kinds().take(points, mode="clip"), minlength=4).tolist()
    ideographs = frequent + rare
    if ideographs >= max(_LEAST_HAN, _LEAST_SHARE * len(text)) and not foreign:  # nearly every page
        reason = _garbled(frequent, ideographs)
        return ("und" if reason else "zh"), reason
    if reason := _broken(points) or _garbled(frequent, ideographs):
        return "und", reason
    if ideographs >= max(_LEAST_HAN, _LEAST_SHARE * len(text)) and (
        foreign + _japanese(points) < min(_KANA_SHARE, _HANGUL_SHARE) * ideographs
    ):  # a dot between the parts of a name (・), a word quoted
        return "zh", ""
    counts = _scripts(points)
    letters = counts["letters"] or 1
    kana = counts["kana"] + (_japanese(points) if counts["kana"] else 0)
    share = counts["han"] / letters
    if share >= _LEAST_SHARE and kana < _KANA_SHARE * letters and counts["hangul"] < _HANGUL_SHARE * letters:
        if counts["han"] >= _LEAST_HAN:
            return "zh", ""
        return "und", f"too little text: {counts['han']} Chinese characters"
    if letters < _LEAST_HAN:
        return "und", f"too little text: {counts['letters']} letters"
    reason = f"the text is not Chinese: {share:.0%} of its letters are ideographs".replace("%", " %")
    if kana >= _KANA_SHARE * letters:
        return "ja", "the text is Japanese: kana among its ideographs"
    if counts["hangul"] >= _HANGUL_SHARE * letters:
        return "ko", "the text is Korean: Hangul among its letters"
    english = counts["ascii"] > letters / 2 and counts["latin"] - counts["ascii"] < _MOST_BROKEN * counts["latin"]
    return ("en" if english else "und"), reason


def _garbled(frequent: int, ideographs: int) -> str:
    """Why ideographs cannot be those of a text: hardly any of them is a frequent one."""
    if ideographs < _LEAST_JUDGED:
        return ""
    if frequent >= _LEAST_FREQUENT * ideographs:
        return ""
    share = f"{frequent / ideographs:.0%}".replace("%", " %")
    return f"the text is garbled: {share} of its characters are frequent ones; it was saved in a wrong encoding"


def _broken(points: npt.NDArray[np.uint32]) -> str:
    """Why a text without ideographs cannot be one: its characters were lost, or are bytes of others."""
    visible = int(np.count_nonzero(points > 0x20)) or 1
    lost = int(np.count_nonzero(points == 0xFFFD))
    if lost > _MOST_BROKEN * visible:
        return f"the text is garbled: {lost} of {visible} characters were lost; it was saved in a wrong encoding"
    if np.count_nonzero((points >= 0x80) & (points < 0x100)) > _MOST_BROKEN * visible:
        return "the text is garbled: bytes of another encoding shown as accented letters"
    return ""


def _japanese(points: npt.NDArray[np.uint32]) -> int:
    """How many characters have a form that Japanese alone writes."""
    return int(np.count_nonzero(_only_japanese().take(points, mode="clip")))


def _scripts(points: npt.NDArray[np.uint32]) -> dict[str, int]:
    """How many characters of a text belong to each script, and how many are letters of any."""
    counts = np.bincount(points)
    distinct = np.flatnonzero(counts)
    said, times = "".join(map(chr, distinct.tolist())), counts[distinct]
    return {name: int(times[[m.start() for m in p.finditer(said)]].sum()) for name, p in _SCRIPTS.items()}


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Of the basic plane: 1 for the frequent characters of Chinese text, 2 for other ideographs, 3 for kana, Hangul."""
    out = np.zeros(0x10000, dtype=np.uint8)
    out[0x4E00:0xA000] = 2
    out[0x3041:0x3100] = out[0xAC00:0xD7B0] = 3
    for part in lexicon.load("encodings")["common"].values():
        out[[ord(c) for c in part if "一" <= c <= "鿿"]] = 1
    return out


@cache
def _only_japanese() -> npt.NDArray[np.bool_]:
    """Of the basic plane: the characters that Japanese alone writes."""
    out = np.zeros(0x10000, dtype=bool)
    out[[ord(c) for c in lexicon.load("encodings")["japanese"]["only"]]] = True
    return out
