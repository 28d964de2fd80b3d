"""Whether a text is Chinese at all."""

from __future__ import annotations

import re

import numpy as np

from corpus_tools.structure.normalise import HAN

__all__ = ["language"]

_HAN = re.compile(f"[{HAN}]+")
_KANA = re.compile("[\u3041-\u30ff]+")
_HANGUL = re.compile("[\uac00-\ud7af]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_LETTERS = re.compile(r"[^\W\d_]+")

_LEAST_HAN = 10  # characters; shorter texts say too little to be called anything
# Scraped Chinese pages keep menus and addresses in Latin letters, yet more than half of their letters are ideographs
# on every page seen; Japanese prose has some 40 % kana.
_LEAST_SHARE = 0.2
_KANA_SHARE = 0.1


def language(text: str) -> tuple[str, str]:
    """ISO 639-1 code ("und" where it cannot be told) and, for all but "zh", the reason in plain words.

    >>> language("社区开展创卫工作,发放宣传单。")
    ('zh', '')
    >>> language("The committee met twice this year.")
    ('en', 'the text is not Chinese: 0 % of its letters are ideographs')
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ideographs = int(np.count_nonzero((points >= 0x4E00) & (points < 0xA000)))
    kana = int(np.count_nonzero((points >= 0x3041) & (points < 0x3100)))
    if ideographs >= max(_LEAST_HAN, _LEAST_SHARE * len(text)) and not kana:  # nearly every page
        return "zh", ""
    counts = {name: sum(map(len, pattern.findall(text))) for name, pattern in _SCRIPTS.items()}
    letters = counts["letters"] or 1
    share = counts["han"] / letters
    if share >= _LEAST_SHARE and counts["kana"] < _KANA_SHARE * letters:
        if counts["han"] >= _LEAST_HAN:
            return "zh", ""
        return "und", f"too little text: {counts['han']} Chinese characters"
    if letters < _LEAST_HAN:
        return "und", f"too little text: {counts['letters']} letters"
    reason = f"the text is not Chinese: {share:.0%} of its letters are ideographs".replace("%", " %")
    if counts["kana"] >= _KANA_SHARE * letters:
        return "ja", "the text is Japanese: kana among its ideographs"
    if counts["hangul"] > letters / 2:
        return "ko", reason
    return ("en" if counts["latin"] > letters / 2 else "und"), reason


_SCRIPTS = {"han": _HAN, "kana": _KANA, "hangul": _HANGUL, "latin": _LATIN, "letters": _LETTERS}
