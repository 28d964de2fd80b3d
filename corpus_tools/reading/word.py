"""Word (.docx) to text: paragraphs and tables in document order, automatic numbering written out.

Chinese reports number their headings with Word's lists; the ``一、`` that a reader sees then stands nowhere in the
text of the paragraph. It is rebuilt from the numbering definitions (ECMA-376 part 1, 17.9), because without it a
report loses its headings.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus_tools.errors import RefusedFile

__all__ = ["text_of"]

# A zip member of this size is no report: a year's work in XML is well under one megabyte, 1 GB of zeros packs into
# one. Pictures are larger, but a document of them is no text either.
_MAX_MEMBER = 100 * 2**20
_MAX_TOTAL = 400 * 2**20
_MAX_MEMBERS = 10_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Properties, field codes, deleted or moved text, the reading printed above a character
_NO_TEXT = frozenset(
    f"{_W}{name}"
    for name in (
        *("pPr", "rPr", "sectPr", "sdtPr", "sdtEndPr", "tcPr", "trPr", "tblPr", "tblGrid", "instrText", "del"),
        *("delText", "moveFrom", "rt"),
    )
)

_DIGITS = "〇一二三四五六七八九"


def text_of(data: bytes, *, name: str = "(bytes)") -> str:
    """Text of a .docx file: a line for a paragraph, a line for a table row with tabs between its cells.

    Deleted text (tracked changes), field codes, headers and footers are left out; text boxes, content controls and
    the text of links are kept. External entities are never resolved.

    Raises
    ------
    RefusedFile
        If the file is protected by a password, damaged, unpacks to more than it may, or holds no text.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedFile(name, "the document is protected by a password, or is an old .doc; save it as a plain .docx")
    _check_zip(data, name)
    try:
        from docx import Document

        document = Document(io.BytesIO(data))
        numbering = _Numbering(document)
        lines = list(_lines(document.element.body, numbering))
    except Exception as e:  # python-docx raises whatever its parts raise: KeyError, XMLSyntaxError, ValueError
        raise RefusedFile(
            name, f"the Word document is damaged ({type(e).__name__}); open it in Word and save it"
        ) from e
    text = "\n".join(lines)
    if not text.strip():
        raise RefusedFile(name, "the Word document holds no text (pictures only?)")
    return text


def _check_zip(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError) as e:
        raise RefusedFile(name, "the Word document is damaged: it is no zip archive (a broken download?)") from e
    # the sizes bind: zipfile reads no more of a member than its header promises
    largest = max((m.file_size for m in members), default=0)
    if largest > _MAX_MEMBER or sum(m.file_size for m in members) > _MAX_TOTAL or len(members) > _MAX_MEMBERS:
        raise RefusedFile(
            name,
            f"the Word document unpacks to more than it may ({_MAX_MEMBER >> 20} MB a part, {_MAX_TOTAL >> 20} MB in "
            f"all, {_MAX_MEMBERS} parts)",
        )
    if any(m.flag_bits & 1 for m in members):
        raise RefusedFile(name, "the document is protected by a password; save it without one")


# ---------------------------------------------------------------- text


def _lines(container: Any, numbering: _Numbering) -> Iterator[str]:
    """Lines of a body or a cell; looks through content controls and other wrappers."""
    for element in container.iterchildren():
        if element.tag == f"{_W}p":
            yield from _paragraph(element, numbering)
        elif element.tag == f"{_W}tbl":
            for row in _nearest(element, "tr", "tbl"):
                cells = [" ".join(_lines(cell, numbering)).strip() for cell in _nearest(row, "tc", "tr")]
                if any(cells):
                    yield "\t".join(cells)
        elif element.tag not in _NO_TEXT:
            yield from _lines(element, numbering)


def _nearest(element: Any, inner: str, outer: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, through any wrappers, but not those of a table inside a cell."""
    for found in element.iter(f"{_W}{inner}"):
        if next(found.iterancestors(f"{_W}{outer}")) is element:
            yield found


def _paragraph(paragraph: Any, numbering: _Numbering) -> Iterator[str]:
    parts: list[str] = []
    boxes: list[str] = []
    _runs(paragraph, parts, boxes, numbering)
    yield numbering.marker(paragraph) + "".join(parts)
    yield from boxes


def _runs(element: Any, parts: list[str], boxes: list[str], numbering: _Numbering) -> None:
    for child in element.iterchildren():
        tag = child.tag
        if tag == f"{_W}t":
            parts.append(child.text or "")
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            parts.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{_W}txbxContent":
            boxes += _lines(child, numbering)
        elif tag == f"{_MC}Fallback" or tag in _NO_TEXT or not isinstance(tag, str):
            continue
        else:
            _runs(child, parts, boxes, numbering)


# ---------------------------------------------------------------- numbering


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    template: str = ""
    start: int = 1
    suffix: str = "tab"


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    key: str = ""  # lists with one abstract definition count on together


class _Numbering:
    """Counts the numbered paragraphs as Word does."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {s.get(f"{_W}styleId"): s for s in document.styles.element.iterchildren(f"{_W}style")}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # a document without lists
            return
        abstract: dict[str, dict[int, _Level]] = {}
        for definition in root.iterchildren(f"{_W}abstractNum"):
            abstract[definition.get(f"{_W}abstractNumId")] = {
                int(level.get(f"{_W}ilvl", 0)): _level(level) for level in definition.iterchildren(f"{_W}lvl")
            }
        for number in root.iterchildren(f"{_W}num"):
            key = _value(number, "abstractNumId")
            levels = dict(abstract.get(key, {}))
            overrides = list(number.iterchildren(f"{_W}lvlOverride"))
            for override in overrides:
                at = int(override.get(f"{_W}ilvl", 0))
                for level in override.iterchildren(f"{_W}lvl"):
                    levels[at] = _level(level)
                if (start := _value(override, "startOverride")) and at in levels:
                    old = levels[at]
                    levels[at] = _Level(old.format, old.template, int(start), old.suffix)
            identity = number.get(f"{_W}numId")
            self._lists[identity] = _List(levels, f"{key}/{identity}" if overrides else key)

    def marker(self, paragraph: Any) -> str:
        """The marker that a reader sees before a paragraph, "" for one without a number."""
        number, depth = self._of(paragraph.find(f"{_W}pPr"))
        definition = self._lists.get(number)
        if definition is None or depth not in definition.levels:
            return ""
        counts = self._counts[definition.key]
        level = definition.levels[depth]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        marker = level.template
        for d in range(depth + 1):
            place = f"%{d + 1}"
            if place in marker:
                of = definition.levels.get(d, level)
                marker = marker.replace(place, _numeral(counts.get(d, of.start), of.format))
        if not marker or level.format in ("bullet", "none"):
            return ""
        return marker + (" " if level.suffix != "nothing" and marker[-1].isascii() else "")

    def _of(self, properties: Any) -> tuple[str, int]:
        """List and level of a paragraph, from itself or from its style and the styles that one is based on."""
        number, depth = "", 0
        for _ in range(20):  # a chain of styles; a damaged file may have a circle
            if properties is None:
                break
            own = properties.find(f"{_W}numPr")
            if own is not None and (number := _value(own, "numId")):
                return number, int(_value(own, "ilvl") or depth)
            style = self._styles.get(_value(properties, "pStyle") or _value(properties, "basedOn"))
            if style is None:
                break
            inner = style.find(f"{_W}pPr")
            if inner is None or inner.find(f"{_W}numPr") is None:
                properties = style if style.find(f"{_W}basedOn") is not None else None
            else:
                properties = inner
        return number, depth


def _level(element: Any) -> _Level:
    return _Level(
        format=_value(element, "numFmt") or "decimal",
        template=_value(element, "lvlText"),
        start=int(_value(element, "start") or 1),
        suffix=_value(element, "suff") or "tab",
    )


def _value(element: Any, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return "" if child is None else child.get(f"{_W}val") or ""


def _numeral(n: int, how: str) -> str:
    """A counter as Word writes it in a numbering format.

    >>> [_numeral(12, f) for f in ("chineseCounting", "decimal", "lowerLetter", "upperRoman")]
    ['十二', '12', 'l', 'XII']
    """
    if how in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"):
        return _chinese(n)
    if how == "ideographDigital":
        return "".join(_DIGITS[int(d)] for d in str(n))
    if how == "decimalEnclosedCircle" and 1 <= n <= 20:
        return chr(0x2460 + n - 1)
    if how == "decimalZero":
        return f"{n:02}"
    if how in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(0xFF10 + int(d)) for d in str(n))
    if how in ("lowerLetter", "upperLetter") and 1 <= n <= 26 * 9:
        letter = chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letter if how == "lowerLetter" else letter.upper()
    if how in ("lowerRoman", "upperRoman") and 1 <= n < 4000:
        roman = _roman(n)
        return roman.lower() if how == "lowerRoman" else roman
    return str(n)


def _chinese(n: int) -> str:
    if not 0 < n < 100:
        return "".join(_DIGITS[int(d)] for d in str(n))
    tens, ones = divmod(n, 10)
    ten = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return ten + (_DIGITS[ones] if ones else "")


_ROMAN = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")


def _roman(n: int) -> str:
    out = ""
    for value, sign in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), _ROMAN, strict=True):
        out += sign * (n // value)
        n %= value
    return out
