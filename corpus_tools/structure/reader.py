"""Whom a sentence at a page's head speaks to: the site's reader, or those the report is written to.

An editor's lead-in comes in ever new words, but it speaks of this page and what to do with it (这里有几份供楼主参考);
a report speaks of the work of its body, to its superiors. So two of three must be there: people that are readers, the
piece that is read, what is done with it; and nothing that a report says: its own voice, things counted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.gates import sought
from corpus_tools.structure.lines import Line
from corpus_tools.structure.normalise import HAN

__all__ = ["lead_in", "to_reader"]

_LONGEST_LEAD = 700  # lead-ins seen run to some 450 characters
_LONGEST_SHORT = 300  # a lead-in known by its place alone: between the site's lines and the report's title
_SENTENCE = re.compile(r"[^。!?~\n]*(?:[。!?~]+[”\")]?|\n|\Z)")


def to_reader(text: str, start: int, end: int) -> int:
    """Where the last sentence ends that is addressed to the site's reader; ``start`` where there is none.

    >>> line = "好的总结要有数据。这里有几份供楼主参考,选一份改改就能用。防汛是大事,各村认真巡查。"
    >>> line[to_reader(line, 0, len(line)) :]
    '防汛是大事,各村认真巡查。'
    >>> to_reader("为方便大家,社区设立了服务站3个。", 0, 17)
    0
    """
    rules = _rules()
    out = start
    for m in _SENTENCE.finditer(text, start, min(end, start + _LONGEST_LEAD)):
        if m.start() == m.end():
            break
        if rules["own"].search(text, m.start(), m.end()) or rules["counted"].search(text, m.start(), m.end()):
            break
        a, b = m.span()
        piece, act = rules["piece"].search(text, a, b), rules["act"].search(text, a, b)
        if (piece and act) or (
            (piece or act) and (rules["people"].search(text, a, b) or (piece and rules["use"].search(text, a, b)))
        ):
            out = b
    return out


def lead_in(text: str, start: int, title: Line) -> bool:
    """Whether what stands over a title is too short for a report and says nothing that one would.

    >>> page = "禁毒关系千家万户,动笔之前不妨看看别人怎么写。\\n柳河镇禁毒工作总结\\n今年我镇…"
    >>> lead_in(page, 0, Line(24, 33, "柳河镇禁毒工作总结"))
    True
    """
    rules = _rules()
    said = text[start : title.start].strip()
    if not said or len(said) > _LONGEST_SHORT or said[-1] not in "。!?~":
        return False
    return not (rules["own"].search(said) or rules["counted"].search(said) or rules["chapter"].search(said))


@cache
def _rules() -> dict[str, Any]:
    reader, reports = lexicon.load("site")["reader"], lexicon.load("reports")
    opening = reports["opening"]
    return {
        **{k: sought(reader[k]) for k in ("people", "piece", "act", "use")},
        # 本站 is what a site calls itself as well
        "own": sought(
            "(?!本站)(?:" + "|".join([reports["self"]["pattern"], *opening["summary"], *opening["plan"]]) + ")"
        ),
        # things that were done or are there; not how long the piece is or how many there are of it
        "counted": re.compile(rf"\d[余多万]?[{HAN}%](?<![页字元年月日篇份则个套])"),
        "chapter": re.compile(
            r"(?:\A|\n)(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]|\d{1,2}[、.])"
        ),
    }
