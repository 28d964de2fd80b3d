"""Characters folded, nothing joined: the first of the two copies a page goes through (``repair`` makes the other).

Most text is clean, so one pass over a table of character classes first says what there is to do at all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools import lexicon
from corpus_tools.offsets import Mapped
from corpus_tools.structure.markup import stripped
from corpus_tools.structure.typography import HAN, unset

__all__ = ["HAN", "characters", "converter", "normalise"]

_PLANE = 0x10000
_OTHER, _HAN, _DROP, _TRADITIONAL, _TONE, _EXPAND, _SIGN, _RETURN = range(8)  # from the third on there is work to do
_SIGNS = "<>&[{#*'"  # markup, Markdown and stray quotes hold one of these, markup else only what follows
_BARE = "nbsp;"
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"

Points = npt.NDArray[np.uint32]

# indents, unless an empty cell of a row may be one, and spaces at the ends of lines
_EDGES = re.compile(r"(?:(?<=\n)|\A) {2,}+(?![^\n]*[^ \n] {2,}[^ \n])|(?<! ) +(?=\n|\Z)")
_EXPANDED = re.compile("[㈠-㈩⑴-⒛]")


def normalise(text: str) -> Mapped:
    """Fold the characters of a text into one form each, keeping the way back.

    Full-width ASCII becomes half-width (``。`` and ``、`` stay), every kind of space ``" "``, every line end
    ``"\\n"``; traditional text simplified (OpenCC, only where their share shows that the text is traditional);
    readings in brackets, control and zero-width characters, tags, spaces at both ends of lines and stray marks inside
    phrases are left out.

    Never raises; an empty or damaged text gives the copy that is left of it.

    >>> normalise("发放传单３００份（共２期）").text
    '发放传单300份(共2期)'
    >>> copy = normalise("為進(jìn)一步加強社區(ū)工作，F(xiàn)將情況總結如下")
    >>> copy.text
    '为进一步加强社区工作,现将情况总结如下'
    >>> copy.original(1, 3)
    (1, 8)
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    fold, classes = _tables()
    if len(points) and int(points.max()) >= _PLANE:  # outside the basic plane nothing is folded
        low = np.minimum(points, _PLANE - 1)
        kinds = np.where(points < _PLANE, classes[low], np.uint8(_OTHER))
        folded = np.where(points < _PLANE, fold[low], points)
    else:
        kinds, folded = classes.take(points), fold.take(points)
    clean = not len(kinds) or kinds.max() <= _HAN
    counts = [0] * (_RETURN + 1) if clean else np.bincount(kinds, minlength=_RETURN + 1).tolist()
    starts = np.arange(len(points), dtype=np.int32)
    ends = starts + 1
    if counts[_DROP] or counts[_RETURN]:
        keep = (kinds != _DROP) & ~_before_newline(points, kinds)
        folded, starts, ends = folded[keep], starts[keep], ends[keep]
    copy = Mapped(folded.tobytes().decode("utf-32-le", "surrogatepass"), starts, ends)
    if counts[_SIGN] or _BARE in copy.text:
        copy = stripped(copy)
    if counts[_EXPAND]:
        copy = copy.replace(_EXPANDED, lambda m: unicodedata.normalize("NFKC", m[0]))
    rules = _rules()
    if counts[_TONE]:
        for pattern, by in rules["lost"]:
            copy = copy.replace(pattern, lambda m, by=by: by)  # type: ignore[misc]
        copy = copy.without(m.span() for m in rules["reading"].finditer(copy.text))
    if counts[_TRADITIONAL] >= rules["least_count"]:
        ideographs = counts[_HAN] + counts[_TRADITIONAL]
        if counts[_TRADITIONAL] >= rules["least_share"] * ideographs:
            copy = _simplified(copy)
    if "\n " in copy.text or " \n" in copy.text:
        copy = copy.without([m.span() for m in _EDGES.finditer(copy.text)])
    copy = unset(copy, signs=counts[_SIGN] > 0)
    stray = [(m.end() - 1, m.end()) for m in rules["stray"].finditer(copy.text)]
    if counts[_SIGN] and "'" in copy.text:
        stray += [(m.end() - 1, m.end()) for m in rules["stray_quote"].finditer(copy.text)]
    return copy.without(stray) if stray else copy


def characters() -> Points:
    """What each character of the basic plane becomes in a normalised copy, traditional ones aside (shape 65536).

    The matching form of the room ``reuse`` starts from the same table.
    """
    return _tables()[0]


def converter() -> Any:
    """OpenCC from traditional to simplified characters; one for the whole program."""
    return _converter()


def _before_newline(points: Points, kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Carriage returns that a line feed follows: the pair is one line end."""
    out = kinds == _RETURN
    out[:-1] &= points[1:] == 0x0A
    if len(out):
        out[-1] = False
    return out


def _simplified(copy: Mapped) -> Mapped:
    converter = _converter()
    whole = converter.convert(copy.text)
    if len(whole) == len(copy.text):
        return Mapped(whole, copy.starts, copy.ends)
    # somewhere a phrase changed its length: by character, which cannot lose the place
    pieces = [converter.convert(c) for c in copy.text]
    lengths = np.fromiter((len(p) for p in pieces), dtype=np.int64, count=len(pieces))
    return Mapped("".join(pieces), np.repeat(copy.starts, lengths), np.repeat(copy.ends, lengths))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _tables() -> tuple[Points, npt.NDArray[np.uint8]]:
    """What each character of the basic plane becomes, and its class."""
    words = lexicon.load("characters")
    fold = np.arange(_PLANE, dtype=np.uint32)
    classes = np.full(_PLANE, _OTHER, dtype=np.uint8)
    classes[0x3400:0x4DC0] = _HAN
    classes[0x4E00:0xA000] = _HAN
    fold[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)
    for first, last in ((0x2E80, 0x2FE0), (0xF900, 0xFB00)):  # radicals and compatibility ideographs
        for point in range(first, last):
            same = unicodedata.normalize("NFKC", chr(point))
            if len(same) == 1:
                fold[point] = ord(same)
                classes[point] = _HAN
    spaces = [point for point in range(0x3001) if chr(point).isspace()]  # U+3000 is the last
    kinds = ["L" if 0x2100 <= point < 0xD800 else unicodedata.category(chr(point)) for point in range(_PLANE)]
    classes[[kind in ("Cc", "Cf", "Cs", "Co") for kind in kinds]] = _DROP
    classes[spaces] = _OTHER
    fold[spaces] = 0x20
    fold[[ord(c) for c in "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"]] = 0x0A
    classes[0x0D] = _RETURN
    for c, by in words["fold"].items():
        fold[ord(c)] = ord(by)
    classes[[ord(c) for c in words["traditional"]["frequent"]]] = _TRADITIONAL
    classes[[ord(c) for c in _TONES]] = _TONE
    classes[0x3220:0x322A] = classes[0x2474:0x249C] = _EXPAND
    classes[np.isin(fold, [ord(c) for c in _SIGNS]) & (classes == _OTHER)] = _SIGN
    return fold, classes


@cache
def _rules() -> dict[str, Any]:
    words = lexicon.load("characters")
    readings, stray = words["readings"], words["stray"]
    neutral = "|".join(readings["neutral"])
    marks = re.escape(stray["marks"])
    toned = f"[a-zɡü]{{0,5}}[{_TONES}][a-zɡ]{{0,3}}"
    labels = "|".join(readings["labels"])
    return {
        "least_count": words["traditional"]["least_count"],
        "least_share": words["traditional"]["least_share"],
        "lost": [(re.compile(p), by) for p, by in readings["lost"].items()],
        # at most six letters make a Mandarin syllable; those without a tone mark must be known
        "reading": re.compile(
            rf"\((?:{toned}|(?<=[{HAN}]\()(?:{neutral}))\)"
            rf"|[\[【《{{(](?:(?:{labels}) ?:? ?(?:{toned}|[a-z]{{1,6}}|(?<=[体繁體简]:)[{HAN}])|{toned})[\]】》}})]"
        ),
        "stray": re.compile(rf"[{stray['after']}][{marks}](?=[{HAN}])"),
        "stray_quote": re.compile(rf"[{stray['after_quote']}]'(?=[{HAN}])(?![^'\n]{{1,20}}')"),
    }
