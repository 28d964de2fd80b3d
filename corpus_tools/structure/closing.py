"""The closing block of a report: signature, date, thanks, distribution lines."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from corpus_tools import lexicon

__all__ = ["closing_start"]

# signatures and distribution sheets seen are below this; a longer run is text
_LONGEST = 160
_LONGEST_NAME = 40


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
    while at > floor:
        piece_start = max(text.rfind("\n", floor, at), *(text.rfind(c, floor, at - 1) for c in "。!?;")) + 1
        piece_start = max(piece_start, floor)
        piece = text[piece_start:at]
        bare = piece.strip()
        if not bare:
            at = piece_start - 1 if piece_start > floor else floor
            continue
        if not _closes(bare):
            break
        at = piece_start
        if at > floor and text[at - 1] == "\n":
            at -= 1
    at = _skip(text, at, end)
    if at >= end or at <= start or (at == floor and floor > start and text[floor - 1] not in "\n。!?;"):
        return end
    # a lone number or half a sentence at the end is no signature
    return at if rules["evidence"].search(text, at, end) else end


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
        return not rest or (len(rest) <= _LONGEST_NAME and "," not in rest and bool(rules["body"].search(rest)))
    return len(piece) <= _LONGEST_NAME and bool(rules["named"].fullmatch(piece))


@cache
def _rules() -> dict[str, Any]:
    reports = lexicon.load("reports")
    closing = reports["closing"]
    lines = "|".join(f"(?:{p})" for p in [*closing["thanks"], *closing["distribution"]])
    endings = "|".join(sorted((w for b in reports["body"] for w in b["endings"]), key=len, reverse=True))
    date = reports["date"]["pattern"]
    return {
        "line": re.compile(lines),
        "date": re.compile(date),
        "body": re.compile(rf"(?:{endings}|[一-鿿*xX]{{2,4}})\Z"),
        "named": re.compile(rf"[^,。;:!?\d]{{2,30}}(?:{endings})"),
        "evidence": re.compile(rf"{date}|{lines}|(?:{endings})\s*\Z"),
        "letter": re.compile("请(?:予|即)?(?:审阅|审示|批示|查收|查阅)。?(?=[^。]{0,150}\\Z)"),
    }
