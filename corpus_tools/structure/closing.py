"""The closing block of a report: signature, date, thanks, distribution lines."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.gates import ahead, sought
from corpus_tools.structure.headings import bare_heading
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import opens_block

__all__ = ["closing_start", "covers", "dates", "signs"]

# signatures and distribution sheets seen are below this; a longer run is text
_LONGEST = 160
_LONGEST_NAME = 40
_LONGEST_SIGNATURE = 25  # characters of a line over the date that signs whatever its words are
_SIGNATURES = 3  # such lines: the body, its department, who wrote it


def closing_start(text: str, start: int, end: int) -> int:
    """Where the report's closing block begins; ``end`` where it has none.

    >>> page = "改善了人居环境。临江镇人民政府2021年12月28日"
    >>> page[closing_start(page, 0, len(page)):]
    '临江镇人民政府2021年12月28日'
    """
    rules = _rules()
    floor = max(start, end - _LONGEST)
    sheet = rules["letter"].search(text, floor, end)
    if sheet:  # everything behind the request that ends a covering letter
        return _skip(text, sheet.end(), end)
    at = end
    dated = 0  # lines a signature may still have over its date
    while at > floor:
        piece_start = max(text.rfind("\n", floor, at), *(text.rfind(c, floor, at - 1) for c in "。!?;")) + 1
        piece_start = max(piece_start, floor)
        piece = text[piece_start:at]
        bare = piece.strip()
        if not bare:
            at = piece_start - 1 if piece_start > floor else floor
            continue
        if not _closes(bare) and not (dated and _signs(text, piece_start, at, floor)):
            break
        dated = _SIGNATURES if rules["dated"].fullmatch(bare) else dated - 1
        at = piece_start
        if at > floor and text[at - 1] == "\n":
            at -= 1
    at = _skip(text, at, end)
    if at >= end or at <= start or (at == floor and floor > start and text[floor - 1] not in "\n。!?;"):
        return end
    # a lone number or half a sentence at the end is no signature
    return at if rules["evidence"].search(text, at, end) else end


def covers(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a covering letter: it asks that what it brings be read, and a line under that is a date.

    >>> page = "市水利局:\\n现将我县防汛工作总结随文报来，请予审阅。\\n青岭县水利局\\n2020年12月5日\\n"
    >>> covers(page, 0, len(page)), covers("请审阅。", 0, 4)
    (True, False)
    """
    asked = _rules()["letter"].search(text, start, end)
    return asked is not None and any(
        _rules()["dated"].fullmatch(line.strip()) for line in text[asked.end() : end].split("\n")
    )


def signs(line: str) -> bool:
    """Whether a short line is a signature, a date, thanks or a distribution line.

    >>> signs("临江镇人民政府"), signs("2021年3月4日"), signs("本文已影响 人")
    (True, True, False)
    """
    return _closes(line.strip())


def dates(line: str) -> bool:
    """Whether a short line is a date, alone or behind the name of the body that signs.

    >>> dates("临江镇 2021年3月"), dates("谢谢大家"), dates("临江镇人民政府")
    (True, False, False)
    """
    return _rules()["date"].search(line) is not None and _closes(line.strip())


def _signs(text: str, start: int, end: int, floor: int) -> bool:
    """Whether a piece over the date is a line that names who signs: 桐坪乡妇女联合会, 护士长:某某某.

    It is short, stands alone below the end of a sentence and holds no mark of one itself.
    """
    line = text[start:end].strip(" \n")
    if start == floor or text[start - 1] != "\n" or not line or len(line) > _LONGEST_SIGNATURE:
        return False
    rules = _rules()
    if rules["sentence"].search(line) or opens_block(line) or bare_heading(Line(start, start + len(line), line)):
        return False
    above = text[floor:start].rstrip()[-1:]
    return above in rules["ends"] or rules["body"].search(line) is not None


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \n。!?;,":
        at += 1
    return at


def _closes(piece: str) -> bool:
    rules = _rules()
    if rules["line"].fullmatch(piece):
        return True
    rest = rules["date"].sub("", piece).strip(" ,、:()*")
    if rest != piece.strip(" ,、:()*"):
        return not rest or (len(rest) <= _LONGEST_NAME and "," not in rest and bool(rules["signer"].search(rest)))
    return len(piece) <= _LONGEST_NAME and bool(rules["named"].fullmatch(piece))


@cache
def _rules() -> dict[str, Any]:
    reports = lexicon.load("reports")
    closing = reports["closing"]
    lines = "|".join(f"(?:{p})" for p in [*closing["thanks"], *closing["distribution"]])
    endings = "|".join(sorted((w for b in reports["body"] for w in b["endings"]), key=len, reverse=True))
    date = reports["date"]["pattern"]
    return {
        "line": re.compile(ahead(lines)),
        "date": re.compile(ahead(date)),
        "signer": re.compile(rf"(?:{endings})\Z|(?:\A|[\s:])[一-鿿*xX]{{2,4}}\Z"),
        "body": re.compile(rf"(?:{endings}|[一-鿿*xX]{{2,4}})\Z"),
        "named": re.compile(rf"[^,。;:!?\d]{{2,30}}{ahead(endings)}"),
        "dated": re.compile(rf"[ (]*(?:{date})[ )]*"),
        "sentence": re.compile(r"[,。;!?…]|[:](?=\Z)|\d"),
        "ends": frozenset("。.!?;)…"),
        "evidence": sought(rf"{date}|{lines}|(?:{endings})\s*\Z"),
        "letter": re.compile(rf"(?:{'|'.join(closing['letter'])})。?(?=[^。]{{0,150}}\Z)"),
    }
