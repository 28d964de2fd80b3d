"""Starts of further reports in text that carries no marks: several cues have to agree.

A title stands over a mere chapter as well, numbering starts again within one report, a date stands in the middle of
text: none of them decides alone. The weights are in ``lexicon/reports.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus_tools.structure import noise
from corpus_tools.structure.cues import (
    AHEAD,
    CLOSED,
    ENDS,
    LEAST_REPORT,
    REACH,
    VOICED,
    announcement,
    of_one_field,
    other_field,
    other_theme,
    what_closes,
)
from corpus_tools.structure.line_starts import LEAST_PARAGRAPH, at_line
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import lead
from corpus_tools.structure.midline import behind_sentences, behind_signature, motto_before, within
from corpus_tools.structure.phrases import rules_of_openings
from corpus_tools.structure.running import Numbering

__all__ = ["Opening", "openings"]

_LONG = 2 * LEAST_REPORT  # a line beyond this may hold the end of one report and the start of the next
_HALF = LEAST_REPORT // 2  # less holds no end of a report and the start of another
_LEAST_LETTER = 30
_SIGNED = frozenset(("signed", "named"))
_LEAST_CALLED = 6  # characters of what a report is called; names of persons have fewer
_TWO = 2  # chapters counted before the numbering starts again
_ANOTHER = frozenset(("alike", "again", "renumbered", "restyled", "signed", "named", "rule"))
"""What makes figures at a paragraph's beginning those of another report, beside other fields of work."""
_CLOSING = CLOSED | {"wish", "voice"}
_SUBJECT = (("field", other_field), ("theme", other_theme))
_TAKEN = frozenset(("opening", "renumbered"))
"""What says nothing of a sentence where the report that has just started announces itself behind it."""
_INTRODUCES = frozenset(("guided", "facts"))
_TOLD, _TOLD_FIGURES = 300, 6  # characters and counts of a report that has told what was done before another opens
_ENDS_OR_TITLE = ENDS | {"title"}


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a report starts, how sure that is (0-1) and what says so."""

    start: int
    confidence: float
    cues: tuple[str, ...]


def openings(
    text: str, lines: list[Line], begin: int, ruled: frozenset[int] = frozenset(), several: bool = False
) -> list[Opening]:
    """Further starts behind ``begin``, which is one itself. ``ruled``: starts of lines under a rule (***).
    ``several``: the page's head announces more than one.

    >>> from corpus_tools.structure.lines import split
    >>> one = "临江镇禁毒工作总结\\n我镇认真禁毒,现总结如下:" + "一、发放传单。" * 20 + "\\n临江镇\\n2020年1月3日\\n"
    >>> two = "柳河镇防汛工作总结\\n今年我镇认真防汛,现将情况汇报如下:组织巡查9次。"
    >>> [((one + two)[o.start :][:9], o.cues) for o in openings(one + two, split(one + two), 0)]
    [('柳河镇防汛工作总结', ('title', 'own', 'opening', 'name', 'begins', 'signed'))]
    """
    rules = rules_of_openings()
    weights = rules["weights"]
    out: list[Opening] = []
    seen = Numbering(lines, begin)
    said = -1  # where the last report that started announces itself
    for i, line in enumerate(lines):
        seen.up_to(i)
        since = seen.since
        found: list[tuple[int, list[str]]] = []
        if line.start > begin and i:
            found = at_line(text, lines, i, seen, ruled)
        if len(line) > _HALF:
            found += behind_sentences(text, max(line.start, begin), line.end, seen.since)
        if len(line) > _LONG:
            found += within(text, max(line.start, begin), line.end, seen.since)
        found = [behind_signature(text, line, start, cues) for start, cues in found]
        for start, cues in sorted(found):
            if lines[-1].end - start < LEAST_PARAGRAPH:
                continue
            if start - seen.since < LEAST_REPORT and not _letter(text, seen.since, start, cues):
                continue
            if "title" not in cues:
                if rules["rests"].match(text[start : start + REACH]):
                    continue
                start = _first_sentence(text, line, start, cues, max(begin, seen.since))
            if seen.since > since:  # what closed the report before in the same line closes no second one
                still = what_closes(text, start, seen.since)
                cues = [cue for cue in cues if cue not in _CLOSING or cue in still]
            if said >= start and CLOSED.isdisjoint(cues) and VOICED.isdisjoint(cues):
                cues = [cue for cue in cues if cue not in _TAKEN]
            if several and "own" in cues:
                cues.append("collection")
            if "name" in cues and not ENDS.intersection(cues) and _over(text, cues, seen.since, start):
                cues.append("told")
            _turns(text, start, cues, seen.since)
            score = sum(weights[c] for c in cues)
            if start == line.start and "title" not in cues and _called(lines, i):
                start = lines[i - 1].start
            if score >= weights["least"] and _ENDS_OR_TITLE.intersection(cues):
                out.append(Opening(start, min(1.0, score / (2 * weights["least"])), tuple(cues)))
                seen.restart(start)
                said = announcement(text, start, start + AHEAD)
    return out


def _letter(text: str, since: int, start: int, cues: list[str]) -> bool:
    """Whether what stands before a place is a covering letter, signed, which is shorter than any report."""
    if start - since < _LEAST_LETTER or not _SIGNED.issubset(cues):
        return False
    return rules_of_openings()["letter"].search(text, since, start) is not None


def _first_sentence(text: str, line: Line, start: int, cues: list[str], since: int) -> int:
    """Where the report begins whose second or third sentence shows that one does."""
    if VOICED.intersection(cues):
        start = motto_before(text, line, start, since)
    near = since < line.start < start < line.start + LEAST_REPORT and not CLOSED.isdisjoint(cues)
    # 以上报告,请审核。⏎山里的警务室,一张桌、一辆车。今年…
    return line.start if near and CLOSED.intersection(what_closes(text, line.start, since)) else start


def _called(lines: list[Line], i: int) -> bool:
    r"""Whether the line above a report's first words is what it is called, though no title of a known kind.

    >>> from corpus_tools.structure.lines import split
    >>> page = "今后继续努力。\n一扇窗口的三百天\n一年来,我们守着这扇窗口,现小结如下。"
    >>> _called(split(page), 2), _called(split(page), 1)
    (True, False)
    """
    if i < _TWO:
        return False
    above, over, rules = lines[i - 1], lines[i - 2], rules_of_openings()
    if not _LEAST_CALLED <= len(above) <= LEAST_PARAGRAPH or above.stops or over.text[-1] not in "。!":
        return False
    if lead(above.text) or rules["named"].search(above.text) or rules["dated"].search(above.text):
        return False
    return not any(c in above.text for c in ":,、;。(") and not noise.goes_with(above.text)


def _over(text: str, cues: list[str], since: int, start: int) -> bool:
    """Whether the report so far has told so much that no announcement of it is still to come, nor who its body is."""
    if start - since < _TOLD:
        return False
    if _INTRODUCES.intersection(cues):
        return True
    return "opening" in cues and len(rules_of_openings()["figure"].findall(text, since, start)) >= _TOLD_FIGURES


def _turns(text: str, start: int, cues: list[str], since: int) -> None:
    """Add to a place's cues that the subject changes there; dearest to ask, so only where the answer decides.

    Figures open a second paragraph as well: they count only where another report's follow.
    """
    weights = rules_of_openings()["weights"]
    if "states" in cues and not _ANOTHER.intersection(cues):
        if other_field(text, start, since) and (of_one_field(text, since, start) or other_theme(text, start, since)):
            cues.append("field")
        else:
            cues.remove("states")
    for i, (cue, turned) in enumerate(_SUBJECT):
        score = sum(weights[c] for c in cues)
        if score >= weights["least"] and _ENDS_OR_TITLE.intersection(cues):
            return
        still = sum(weights[c] for c, _ in _SUBJECT[i:] if c not in cues)
        if cue not in cues and score > 0 and score + still >= weights["least"] and turned(text, start, since):
            cues.append(cue)
