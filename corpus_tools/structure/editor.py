"""The editor's words around a report: the lead-in over the first, what is said when the last is done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.gates import Sought, sought
from corpus_tools.structure.phrases import rules_of_openings
from corpus_tools.structure.runs import LONGEST_SITE

__all__ = ["SENTENCE_END", "editor_end", "editor_start", "editors", "on_writing", "speaks"]

_LONGEST_LEAD = 700  # lead-ins seen run to some 450 characters
_LONGEST_PARAGRAPH = 400  # characters of filler on the writing of reports
_QUESTION = 40
_FIGURES = 3  # counts that tell of what was done
_OWN_SENTENCES = 2  # that a body which speaks of itself says before the editor's word
_EDITOR_TAIL = 60  # from the editor's last word to the end of his sentence
SENTENCE_END = re.compile(r"[。!?~]+[”\")]?|\n")


def editor_end(text: str, start: int, end: int, *, first: bool) -> int:
    """Where the editor's words that a line opens with end; ``start`` where it opens with none.

    ``first``: nothing of a report has been seen yet, so filler on the art of writing reports counts as well.

    >>> line = "下面是小编整理的防汛总结,欢迎阅读。今年我镇认真防汛。"
    >>> line[: editor_end(line, 0, len(line), first=True)]
    '下面是小编整理的防汛总结,欢迎阅读。'
    """
    rules = _rules()
    reach = min(end, start + _LONGEST_LEAD)
    last = None
    own = rules["own"].search(text, start, reach)
    for m in rules["editor"].finditer(text, start, reach):
        if own is not None and last is None and own.end() <= m.start():
            said = SENTENCE_END.findall(text, own.end(), m.start())
            if len(said) >= _OWN_SENTENCES:  # a whole report in one line, 感谢阅读 at its end
                break
        last = m.end()
    if last is None:
        weak = rules["weak"].search(text, start, reach) if first else None
        if weak and rules["weak_with"].search(text, weak.start(), reach):
            last = weak.end()
    if last is not None:
        stop = SENTENCE_END.search(text, last, min(end, last + _EDITOR_TAIL))
        # 小编精心整理了几篇,供大家参考:一、… the list behind the colon is the report's
        colon = text.find(":", last, stop.start() if stop else end)
        if colon >= 0 and text[colon + 1 : colon + 2].isdecimal():  # 08:17
            colon = -1
        if colon >= 0 and (stop is None or stop.start() - colon > 20):
            return colon + 1
        return stop.end() if stop else end if end - last <= _EDITOR_TAIL else last
    if first and (m := rules["lead_label"].match(text, start, end)) and not _told(text, m.end(), end):
        return end
    if (
        first
        and end - start <= _LONGEST_PARAGRAPH
        and not any(rules[k].search(text, start, end) for k in ("own", "speaker"))
    ):
        kinds = {m[0] for m in rules["filler"].finditer(text, start, end)}
        asks = end - start <= _QUESTION and text[end - 1] == "?"  # 总结怎么写才好呢?
        if len(kinds) >= (1 if asks else rules["least_filler"]):
            return end
    return start


def editor_start(text: str, start: int, end: int) -> int:
    """Where the editor's last words begin in a line that ends with them; ``end`` where it does not.

    >>> line = "以上就是汇报。以上是小编整理的防汛总结"
    >>> line[editor_start(line, 0, len(line)) :]
    '以上是小编整理的防汛总结'
    """
    for m in _rules()["editor"].finditer(text, max(start, end - LONGEST_SITE), end):
        stop = SENTENCE_END.search(text, m.end(), end)
        if stop is not None and _told(text, stop.end(), end):
            continue  # 下面是小编整理的总结。我镇…: it is his first word, not his last
        before = [s.end() for s in SENTENCE_END.finditer(text, start, m.start())]
        return before[-1] if before else start
    return end


def _told(text: str, start: int, end: int) -> bool:
    """Whether a body speaks of itself there, or counts what it did."""
    figures = rules_of_openings()["figure"].findall(text, start, end)
    return bool(_rules()["own"].search(text, start, end)) or len(figures) >= _FIGURES


def editors(line: str) -> bool:
    """Whether a whole line is the editor's, wherever it stands: he says so twice, and no body speaks of itself.

    >>> editors("下面小编给大家分享几篇防汛总结,仅供参考!"), editors("编印资料1200份,供大家参考。")
    (True, False)
    """
    if len(line) > LONGEST_SITE:
        return False
    rules = _rules()
    return len(rules["editor"].findall(line)) > 1 and not _told(line, 0, len(line))


def on_writing(text: str) -> bool:
    """Whether a text tells how reports are written and is none.

    >>> on_writing("总结的格式:标题、正文、落款。写作时语言要简明。"), on_writing("我镇总结的格式、标题、正文、落款")
    (True, False)
    """
    rules = _rules()
    return not speaks(text) and len(set(rules["on_writing"].findall(text))) >= rules["least_on_writing"]


def speaks(text: str) -> bool:
    """Whether a body speaks of itself here (我镇, 现将…总结如下), which sites do not."""
    return bool(_rules()["own"].search(text))


@cache
def _rules() -> dict[str, Any]:
    site, reports = lexicon.load("site"), lexicon.load("reports")
    editor, opening = site["editor"], reports["opening"]
    weak = set(editor["weak"])

    def any_of(words: Iterable[str]) -> Sought | re.Pattern[str]:
        return sought("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)))

    return {
        "editor": any_of(w for w in editor["cues"] if w not in weak),
        "lead_label": re.compile(rf"[【\[(]?(?:{'|'.join(editor['labels'])})(?:[】\])]:?|:)"),
        "weak": any_of(weak),
        "weak_with": any_of(editor["weak_with"]),
        "filler": any_of(editor["filler"]),
        "on_writing": any_of(editor["on_writing"]),
        "least_on_writing": editor["least_on_writing"],
        "least_filler": editor["least_filler"],
        "own": sought(
            f"(?!{site['words']['site_self']})(?:"
            + "|".join([reports["self"]["pattern"], *opening["summary"], *opening["plan"]])
            + ")"
        ),
        "speaker": re.compile(site["words"]["speaker"]),
    }
