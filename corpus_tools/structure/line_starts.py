"""Starts of reports at a line's start: a title, a paragraph that opens as reports do, a number that starts again."""

from __future__ import annotations

from corpus_tools.structure import noise
from corpus_tools.structure.cues import (
    AHEAD,
    CLOSED,
    ENDS,
    LEAST_TOLD,
    REACH,
    VOICED,
    acting,
    addresses,
    announcement,
    counts,
    planned,
    signature,
    signer_over,
    tells,
    title_cues,
    what_closes,
    what_opens,
)
from corpus_tools.structure.endings import lacks
from corpus_tools.structure.headings import bare_heading
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import LONGEST_HEADING
from corpus_tools.structure.midline import reopened
from corpus_tools.structure.phrases import rules_of_openings
from corpus_tools.structure.running import Numbering

__all__ = ["LEAST_PARAGRAPH", "at_line"]

_TWO = 2  # chapters counted before the numbering starts again
_HALF_NAME = 4  # last characters of a body's name, by which it is known again
_HEADING = 20  # characters of a heading in which its subject stands
LEAST_PARAGRAPH = 20
_PLAN = frozenset(("signed", "resolves", "plans"))
_ANNOUNCED = frozenset(("opening", "signed", "leave"))
_CHAPTER_STYLES = frozenset(("chinese", "bracket", "part"))
_STOPS = frozenset("。;")


def at_line(
    text: str, lines: list[Line], i: int, seen: Numbering, ruled: frozenset[int]
) -> list[tuple[int, list[str]]]:
    """A start at line ``i``: a title, or a paragraph that opens a report."""
    line = lines[i]
    if found := seen.leads[i]:
        if found[1] == 1 and len(ruled) > 1 and line.start in ruled:
            return [(line.start, ["rule", "ruled", "renumbered"])]
        return _at_number(text, lines, i, found, seen)
    if noise.is_title(line):
        return _at_title(text, lines, i, seen, ruled)
    if _unknown_title(text, lines, i):
        return [(line.start, ["signed", "named"])]
    starts = _at_paragraph(text, lines, i, seen, ruled)
    if m := rules_of_openings()["titled_sentence"].match(line.text):  # 柳河市场改造工作小结。柳河市场建于1996年,…
        title = Line(line.start, line.start + m.end() - 1, m[0][:-1])
        if noise.is_title(title) and not bare_heading(title):
            starts.append((line.start, title_cues(text, title.start, title.end + 1, True, seen.since)))
    return starts


def _unknown_title(text: str, lines: list[Line], i: int) -> bool:
    """Whether a short line between a signature and a paragraph that counts what was done is a title of no known kind.

    >>> from corpus_tools.structure.lines import split
    >>> page = "成效明显。\\n清溪村村委会\\n2020年12月20日\\n青山村办实事\\n修路3公里,装灯48盏,打井3眼,改厕120座。"
    >>> _unknown_title(page, split(page), 3)
    True
    """
    line = lines[i]
    if len(line) > LEAST_PARAGRAPH or line.stops or line.text[-1] in ",、" or i + 1 == len(lines):
        return False
    below = lines[i + 1]
    if below.text[-1] != "。" or not counts(text[below.start : below.end]) or noise.goes_with(line.text):
        return False
    return "signed" in what_closes(text, line.start, 0) and signer_over(lines, i)


def _at_title(
    text: str, lines: list[Line], i: int, seen: Numbering, ruled: frozenset[int]
) -> list[tuple[int, list[str]]]:
    """A start at a line that looks like a document's title."""
    line, rules = lines[i], rules_of_openings()
    if bare_heading(line) or rules["sheet"].match(line.text):  # 主题词:环保 汇报
        return []
    start = line.start
    if (signs := rules["dated_head"].match(text, start, line.end)) and rules["named"].search(lines[i - 1].text):
        start = signs.end()  # 柳河镇水务站⏎2016年12月20日 残联工作总结: the date still signs
    elif signs := rules["signs_first"].match(text, start, line.end):
        start = signs.end() if noise.is_title(Line(signs.end(), line.end, text[signs.end() : line.end])) else start
    if start == line.start and _first_half(text, lines, i, seen.since):
        start = lines[i - 1].start
    cues = title_cues(text, start, line.end, True, seen.since)
    cues += ["rule"] if line.start in ruled else []
    cues += ["restart"] if len(cues) > 1 and seen.restarts(i) else []
    if i > 1 and not ENDS.intersection(cues) and _undated(lines[i - 1], lines[i - 2]):
        cues += ["lacks", "named"]
    cues += ["series"] if rules["looks_back"].search(line.text) and seen.series(line.text) else []
    return [(start, cues)]


def _first_half(text: str, lines: list[Line], i: int, since: int) -> bool:
    r"""Whether the line above a title is its first half, the body's name, and signs nothing: the text names it again.

    >>> from corpus_tools.structure.lines import split
    >>> page = "继续努力。\n柳河县水利局\n2021年工作总结\n2021年,县水利局认真履职。"
    >>> _first_half(page, split(page), 2, 0)
    True
    """
    above, rules = lines[i - 1], rules_of_openings()
    if i < _TWO or len(above) > REACH or above.stops or not rules["named"].search(above.text):
        return False
    if rules["no_name"].search(above.text) or rules["title_name"].match(lines[i].text):
        return False
    name = above.text[-_HALF_NAME:]
    below = text.find(name, lines[i].end, lines[i].end + AHEAD // 2)
    return below >= 0 and text.find(name, since, above.start) < 0


def _at_paragraph(
    text: str, lines: list[Line], i: int, seen: Numbering, ruled: frozenset[int]
) -> list[tuple[int, list[str]]]:
    """A start at a paragraph, by what it says itself, by what stands before it, and by the numbering around it."""
    line, above, rules = lines[i], lines[i - 1], rules_of_openings()
    addressed = addresses(line) and i + 1 < len(lines)
    if _goes_with(line, above, addressed) or _heading(above, seen.leads[i - 1]):
        return []
    start = _past_signature(text, line, above, seen.since)
    opens = _opens(text, lines, i + addressed, max(start, lines[i + addressed].start), seen)
    if addressed and "greeting" not in opens and (opens or line.text not in text[seen.since : line.start]):
        opens = [*opens, "greeting"]
    if "resolves" not in opens and _plans(text, lines, i, start, seen):
        opens = [*opens, "plans"]
    ended = rules["dated"].search(above.text) or rules["leave"].search(above.text[-REACH:])
    if not opens and line.start not in ruled and not ended:
        return []
    ahead = opens and rules["looks_ahead"].match(text[start : start + 2 * REACH])
    cues = acting(opens + _closes(text, lines, i, start, seen, ruled, opening=bool(opens)), above.text)
    if seen.goes_on(i) and not CLOSED.intersection(cues):
        cues = [cue for cue in cues if cue != "states"]
    cues += reopened(text, cues, start, seen.since)
    cues += _counting(line, i, seen, opening=bool(opens))
    if "signed" in cues and (start > line.start or signature(text, lines, i)):
        cues.append("named")
    if ahead and not _PLAN.intersection(cues):
        return []  # 明年,我们将…: the plans with which the report ends
    return [(start, cues)]


def _plans(text: str, lines: list[Line], i: int, start: int, seen: Numbering) -> bool:
    """Whether line ``i`` is the opening of a plan that stands alone: its chapters are counted behind it from one on."""
    found = seen.leads[i + 1] if i + 1 < len(lines) else None
    if found is None or found[1] != 1:
        return False
    return rules_of_openings()["plans"].match(text[start : lines[i].end]) is not None


def _goes_with(line: Line, above: Line, addressed: bool) -> bool:
    """Whether a paragraph goes with the line above it, or is none: too short, a sheet's, a closing formula."""
    rules = rules_of_openings()
    if addresses(above) or rules["follows"].search(above.text):
        return True  # the address opens, not the text under it
    if not addressed and len(line) <= LEAST_PARAGRAPH and not rules["self"].match(line.text):
        return True
    return any(rules[k].match(line.text) is not None for k in ("sheet", "sums_up"))


def _past_signature(text: str, line: Line, above: Line, since: int) -> int:
    """Where a paragraph starts behind the signature of the report before, whose line break is lost."""
    rules = rules_of_openings()
    signs = rules["dated_head"].match(text, line.start, line.end)
    if signs and line.end - signs.end() > LEAST_PARAGRAPH and len(above) <= REACH and (
        rules["named"].search(above.text) or rules["sheet"].fullmatch(above.text)
    ):  # fmt: skip
        return int(signs.end())  # 柳河镇水务站⏎2016年12月20日一年来…: the date still signs
    signs = rules["signs_first"].match(text, line.start, line.end) if above.text[-1] in "。!" else None
    if signs and line.end - signs.end() > LEAST_PARAGRAPH and what_opens(text, signs.end(), line.end, since):
        return int(signs.end())  # 柳河镇水务站 2016年12月20日一年来…: name and date do
    return line.start


def _closes(
    text: str, lines: list[Line], i: int, start: int, seen: Numbering, ruled: frozenset[int], *, opening: bool
) -> list[str]:
    """What speaks for the text above a paragraph that a report ends there."""
    line, above = lines[i], lines[i - 1]
    cues = what_closes(text, start, seen.since)
    if line.start in ruled:
        cues += ["rule", "ruled"] if len(ruled) > 1 else ["rule"]
    if not CLOSED.intersection(cues):
        cues += _closed_above(above, lines, seen)
    if CLOSED.intersection(cues) or not opening or seen.goes_on(i):
        return cues
    if start - seen.since >= LEAST_TOLD:
        named = i > 1 and _undated(above, lines[i - 2])
        if (named or _lacks(above)) and not _lacks(line):
            cues += ["lacks", "named"] if named else ["lacks"]
    return cues


def _counting(line: Line, i: int, seen: Numbering, *, opening: bool) -> list[str]:
    """What a paragraph has of those that were read before it, and how the numbering goes on behind it."""
    cues = ["alike"] if opening and seen.alike(line.text) else []
    cues += ["again"] if opening and line.text[:REACH] in seen.heads else []
    if seen.restarts(i):
        cues.append("renumbered")
    elif opening and seen.restyles(i):
        cues.append("restyled")
    return cues


def _lacks(line: Line) -> bool:
    """Whether a paragraph ends in what is lacking or to come; where each does, none is the report's last."""
    return lacks(line.text)


def _undated(above: Line, over: Line) -> bool:
    """Whether a line is a body's name alone that signs without a date, under what is lacking or to come."""
    rules = rules_of_openings()
    if (
        len(above) > REACH
        or above.stops
        or not rules["named"].search(above.text)
        or rules["no_name"].search(above.text)
    ):
        return False
    return over.text[-1] in "。!" and _lacks(over)


def _closed_above(above: Line, lines: list[Line], seen: Numbering) -> list[str]:
    """Whether the paragraph above, or the chapter it stands in, is one of those that reports end with."""
    rules = rules_of_openings()
    if planned(above):
        return ["wish", "closed"]
    ends = (
        rules["forward"].match(above.text[:REACH])
        or rules["closing"].match(above.text[:REACH])
        or rules["turns"].match(above.text[: 2 * REACH])
        or any(k >= 0 and rules["ahead"].search(lines[k].text[:_HEADING]) for k in (seen.chapter, seen.part))
    )
    return ["closed"] if ends else []


def _at_number(
    text: str, lines: list[Line], i: int, found: tuple[str, int], seen: Numbering
) -> list[tuple[int, list[str]]]:
    """A start at a line with a number: 2、柳河镇司法所工作总结 over a report, or 一、 right behind a signature."""
    line = lines[i]
    if noise.is_title(line) and not bare_heading(line):
        cues = title_cues(text, line.start, line.end, True, seen.since)
        # 二、农业工作总结 is a chapter's, unless it announces a report or the one before has been signed
        return [(line.start, cues)] if "own" in cues and _ANNOUNCED.intersection(cues) else []
    if found[1] != 1:
        return []
    cues = what_closes(text, line.start, seen.since)
    chapters = found[0] in _CHAPTER_STYLES or found[0] == seen.top
    if chapters and "signed" in cues and signature(text, lines, i):
        return [(line.start, [*cues, "named", "renumbered"])]
    above = lines[i - 1]
    again = found[0] == seen.top and seen.last.get(seen.top, 0) >= _TWO
    if not (again or found[0] not in seen.last) or above.text[-1] not in "。!":
        return []
    if rules_of_openings()["summary"].search(above.text[-2 * REACH :]):  # 现将情况汇报如下,不当之处请批评指正。
        return []
    cues += [] if CLOSED.intersection(cues) else _closed_above(above, lines, seen)
    if CLOSED.intersection(cues) and tells(text, line.start):
        return [(line.start, [*cues, "renumbered" if again else "restyled", "told"])]
    return []


def _heading(line: Line, found: tuple[str, int] | None) -> bool:
    """Whether a line is a heading, so that what stands under it is a chapter's text."""
    if found:
        if line.text[-1] in "。;!?":
            return len(line) <= _HEADING and _STOPS.isdisjoint(line.text[:-1])  # 一是缺钱;二是缺人。
        return len(line) <= LONGEST_HEADING
    return bare_heading(line)


def _opens(text: str, lines: list[Line], i: int, start: int, seen: Numbering) -> list[str]:
    """What speaks for line ``i`` that it opens a report: its own words, and an announcement in one soon below it.

    The announcement is the line's only where no other line between the two opens as well.
    """
    stop = seen.following[i + 1]
    limit = min(lines[stop].start if stop >= 0 else len(text), start + AHEAD)
    if limit <= start:
        return []
    opens = what_opens(text, start, limit, seen.since)
    rules = rules_of_openings()
    said = announcement(text, start, min(limit, lines[i].end)) if "opening" in opens else start
    if said >= 0:
        glued = rules["starter"].search(text, start, said) if said > start + REACH else None
        between = what_opens(text, glued.end(), said, seen.since) if glued else []
        if VOICED.intersection(opens) or not VOICED.intersection(between):
            return opens
        return [cue for cue in opens if cue != "opening"]  # …人手少。今年,在县局的指导下,…现汇报如下: glued behind it
    rest = [cue for cue in opens if cue != "opening"]
    if not VOICED.intersection(rest):
        return rest
    for k in range(i + 1, len(lines)):
        line = lines[k]
        if line.start >= limit:
            break
        if noise.is_title(line) and not bare_heading(line):
            return rest
        if VOICED.intersection(what_opens(text, line.start, line.end, seen.since)):
            return rest
    return opens
