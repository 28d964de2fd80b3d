"""What titles of documents end in, and what the text under one opens with."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.counting import NUM
from corpus_tools.structure.normalise import HAN

__all__ = ["rules", "second_title", "title_word"]

_TITLE_END = 40  # characters of a title in which its word and what follows it stand


@cache
def rules() -> dict[str, Any]:
    kinds, opening = lexicon.load("reports")["kinds"], lexicon.load("reports")["opening"]
    words = sorted({w for k in ("summary", "plan", "other") for w in kinds[k]}, key=len, reverse=True)
    doc = "|".join(words)
    # every one ends in one of few characters, which is cheaper to look for than all the words
    trailer = "|".join(sorted(kinds["trailers"], key=len, reverse=True))
    return {
        "doc": re.compile(f"(?:{doc})"),
        "doc_end": re.compile(
            rf"(?:{doc})(?:\(?(?:的?(?:{trailer})|[(【\[]?{NUM}[)】\]]?篇?|[(].{{0,16}}[)]|[\s\d-])){{0,4}}\Z"
        ),
        "ends": frozenset("".join(w[-1] for w in [*words, *kinds["trailers"]]) + "一二三四五六七八九十篇)】] -")
        | frozenset(map(str, range(10))),
        # the last character of a title's word, then a number: one in a few of a page's numbers
        "numbered": re.compile(
            rf"[{''.join(sorted({w[-1] for w in [*words, *kinds['trailers']]}))}]"
            rf"(》?[ ·-]{{0,2}}(?:共|之)?)(?:[(【\[]({NUM})(?:/\d{{1,2}})?[)】\]]"
            rf"|({NUM})(?=(?:19|20)[\dxX*_]{{2}}年|[^\d年月日号个份条项次篇%.\-—/、,,十百千万]|\Z))"
        ),
        # … with words of the collector's between (工作总结示例2), in the same words each time
        "reworded": re.compile(
            rf"(?<=[{''.join(sorted({w[-1] for w in words}))}])[{HAN}A-Za-z()]{{1,6}}( ?)({NUM})"
            rf"(?=(?:19|20)[\dxX*_]{{2}}年|[^\d年月日号个份条项次篇场期名人户家起处张%.\-—/、,十百千万]|\Z)"
        ),
        "report": re.compile("(?:" + "|".join(lexicon.load("reports")["title"]["reports"]) + r")\Z"),
        "trailers": re.compile(rf"(?:{trailer})+\Z"),
        "collection": re.compile(lexicon.load("reports")["title"]["collection"]),
        "opens": re.compile(
            "|".join(f"(?:{p})" for k in ("summary", "plan", "greeting", "body", "guided") for p in opening[k])
            + f"|(?:{opening['self']})"
        ),
        "chapter": re.compile(rf"[ :]{{0,2}}[{HAN}]{{2,4}}篇(?![一二三四五六七八九十\d{HAN}]?[、:篇])"),
        "titled": re.compile(rf"(?:{doc}|{trailer})\Z"),
    }


def title_word(text: str) -> bool:
    """Whether a line ends as titles of documents do.

    >>> title_word("临江镇2021年禁毒工作总结(范文)"), title_word("发放了宣传单")
    (True, False)
    """
    return text[-1:] in rules()["ends"] and _ends_as_title(text[-_TITLE_END:])


_LONGEST, _BEGINS, _SAME = 60, 6, 0.6  # characters of a title; in which the second begins as the first; of the first
_DATE = re.compile(r" ?[\dxX*]{4}[/.-][\dxX*]{1,2}[/.-][\dxX*]{1,2} ?\Z")
_NO_TITLE = re.compile("[。!?;,:\n]")


def second_title(text: str, start: int, end: int) -> int:
    """Where the second begins of two titles of one report in a row, the page's and its own; else ``start``.

    >>> page = "2021年禁毒工作总结范文2021年禁毒工作总结今年我镇认真禁毒。"
    >>> page[second_title(page, 0, len(page)) :]
    '2021年禁毒工作总结今年我镇认真禁毒。'
    """
    at = text.find(text[start : start + _BEGINS], start + _BEGINS, min(end, start + _LONGEST + _BEGINS))
    if at < 0 or not title_word(first := _DATE.sub("", text[start:at]).rstrip(" ")):
        return start
    second = _NO_TITLE.split(text[at : min(end, at + _LONGEST)], maxsplit=1)[0]
    same = sum(a == b for a, b in zip(first, second, strict=False))
    word = rules()["doc"].search(second, min(same, _BEGINS))
    titled = word is not None and same >= _SAME * len(first) and not second.startswith("如下", word.end())
    return at if titled else start


@lru_cache(maxsize=1024)  # each step asks of the same lines
def _ends_as_title(end: str) -> bool:
    return rules()["doc_end"].search(end) is not None
