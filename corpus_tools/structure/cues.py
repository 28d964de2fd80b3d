"""What a place in the text says of reports that end and begin there: the cues that ``openings`` weighs."""

from __future__ import annotations

import re

from corpus_tools.structure import noise
from corpus_tools.structure.counting import numeral
from corpus_tools.structure.endings import lacks
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import opens_block
from corpus_tools.structure.numbering import markers
from corpus_tools.structure.organisation import level_of
from corpus_tools.structure.phrases import rules_of_openings
from corpus_tools.structure.themes import departs
from corpus_tools.structure.topics import kinship

__all__ = [
    "AHEAD",
    "CLOSED",
    "ENDS",
    "LEAST_REPORT",
    "LEAST_TOLD",
    "REACH",
    "VOICED",
    "acting",
    "addresses",
    "announcement",
    "counts",
    "named",
    "of_one_field",
    "other_field",
    "other_theme",
    "planned",
    "signature",
    "signer_over",
    "tells",
    "title_cues",
    "what_closes",
    "what_opens",
]

LEAST_REPORT = 80
"""Visible characters; less is no report (the shortest on the reference pages is a covering letter of 140)."""

REACH = 40  # characters; signatures are shorter
AHEAD = 400  # an opening formula ends the first paragraph, 250 characters on at most on the reference pages

CLOSED = frozenset(("closed", "signed", "leave"))
VOICED = frozenset(("guided", "begins", "self", "greeting", "facts"))
"""What a report's first words are, whatever it announces."""
ENDS = frozenset(
    (
        "closed",
        "signed",
        "leave",
        "wish",
        "voice",
        "again",
        "renumbered",
        "rule",
        "named",
        "field",
        "theme",
        "reopened",
        "lacks",
        "told",
        "flies",
    )
)
"""Without one of these nothing has ended, however much a paragraph looks like an opening."""

LEAST_TOLD = 150
"""Characters of a report before it says what it lacks, and before its theme can be told; its opening is shorter. The
shortest reports of a page have some 200."""

_LAST_CLAUSES = 80  # characters
_BEHIND = 200
_FAR = 1500  # characters of the report before in which its own name and voice are looked for
# Characters before and behind a place whose fields of work are compared. At places within reports the measure lies
# below 0.1 once in fifty, at joints of different reports four times in five (687 and 2,000 places looked at).
_TOLD_BEFORE, _TOLD_BEHIND = 1200, 600
_NO_KIN = 0.1
_LEAST_NAME = 2  # characters beside 年度, 工作 and the like that are a subject: 残联年度工作小结
_FIGURES = 3  # counts that tell of what was done
_ORDINAL = "第"  # 第二部 分
_AREAS = frozenset("省州市县区")
_PAGE_NUMBER = re.compile(r"\n\s*(?:\d{1,3}|第 ?\d{1,3} ?页(?:[,/ ]{0,2}共 ?\d{1,3} ?页)?)\Z")


def named(title: str, report: str) -> bool:
    """Whether a title names a body that the report names as well.

    >>> named("柳河镇防汛总结", "今年,柳河镇认真防汛"), named("各村防汛总结", "今年,柳河村认真防汛")
    (True, False)
    """
    m = rules_of_openings()["title_name"].match(title)
    return m is not None and m[1] in report


def what_opens(text: str, start: int, limit: int, since: int) -> list[str]:
    """What speaks for a paragraph without a title that it opens a report."""
    rules = rules_of_openings()
    head = text[start : min(limit, start + 2 * REACH)]
    cues = []
    if announcement(text, start, limit) >= 0:
        cues.append("opening")
    elif rules["resolves"].match(text[start:limit]) and (_asked(text, start) or other_field(text, start, since)):
        cues.append("resolves")
    if rules["greeting"].match(head):
        cues.append("greeting")
    if rules["guided"].match(head) or rules["tasked"].match(head):
        cues.append("guided")
    elif rules["body"].match(head) or (
        # 当前任务还重。下半年我们将…: no opening
        (m := rules["second"].match(head))
        and not rules["looks_ahead"].match(text[start + m.end() : start + m.end() + 2 * REACH])
    ):
        cues.append("begins")
        if rules["flies"].match(head):
            cues.append("flies")
        if rules["gains"].match(text, start, limit):
            cues.append("gains")
    elif rules["self"].match(head):
        cues += ["self", "begins"] if rules["introduces"].match(head) else ["self"]
    elif rules["states"].match(head):
        cues.append("states")
    if "self" in cues and rules["own_facts"].match(head):
        cues.append("facts")
    m = rules["name"].match(head)
    if m and (m["facts"] or m["does"]):
        if m["facts"]:
            cues.append("facts")
        if _new(text, m["name"], start, since):
            cues.append("name")
    elif m := rules["acts"].match(head):
        cues += ["acts", "name"] if _new(text, m["name"], start, since) else ["acts"]
    return cues


def acting(cues: list[str], above: str) -> list[str]:
    """Cues without those of a body and its figures where nothing has ended, or one body after another is told of.

    >>> acting(["acts", "name", "field"], ""), acting(["acts", "name", "lacks"], "人手少。")
    (['field'], ['acts', 'name', 'lacks'])
    >>> acting(["acts", "name", "lacks"], "司法所调解纠纷41起。人手少。")
    ['lacks']
    """
    if "acts" not in cues or CLOSED.intersection(cues):
        return cues
    if "lacks" in cues and not rules_of_openings()["headed_by"].match(above):
        return cues
    return [cue for cue in cues if cue not in ("acts", "name")]


def _new(text: str, name: str, start: int, since: int) -> bool:
    """Whether the report so far has not named a body."""
    return text.find(name, max(since, start - _FAR), start) < 0


def announcement(text: str, start: int, limit: int) -> int:
    """Where the words stand that announce a report between two offsets; -1 where there are none.

    In everyday words it is announced at the end of a first paragraph only.
    """
    rules = rules_of_openings()
    if m := rules["announces"].search(text, start, _paragraph_end(text, start)):
        return int(m.start())
    if rules["tasked"].match(text[start : min(limit, start + 2 * REACH)]):
        return start
    m = rules["summary"].search(text, start, limit)
    return m.start() if m else -1


def what_closes(text: str, start: int, since: int) -> list[str]:
    """What speaks for the text before a paragraph that a report ends there."""
    rules = rules_of_openings()
    before = _PAGE_NUMBER.sub("", text[max(since, start - _BEHIND) : start].rstrip()).rstrip()
    cues = []
    if rules["signed"].search(before[-REACH:]):
        cues.append("signed")
    elif rules["leave"].search(before[-REACH:]) and not rules["summary"].search(_last_sentence(before)):
        cues.append("leave")
    elif _ended(before) or rules["asks"].search(before[-2 * REACH :]):
        cues.append("closed")
    if rules["looks_up"].search(before):
        cues.append("wish")
    if _other_voice(text, start, since):
        cues.append("voice")
    return cues


def _last_sentence(before: str) -> str:
    return before[max(before.rfind(c, 0, len(before) - 1) for c in "。!?\n") + 1 :]


def _ended(before: str) -> bool:
    """Whether a text ends as reports do: by a closing formula or by thanks."""
    rules = rules_of_openings()
    return (
        rules["closed"].search(before) is not None
        or rules["closing"].match(before.rpartition("\n")[2]) is not None
        or rules["forward_inline"].search(before) is not None
        or _looks_ahead(_last_sentence(before))
        or rules["thanks"].search(before[-30:]) is not None
    )


def _looks_ahead(sentence: str) -> bool:
    """``尚有部分户污水未接入,下一步要加大投入。``: a clause of the last sentence says what is to come."""
    forward = rules_of_openings()["forward"]
    if forward.match(sentence) and rules_of_openings()["looks_up"].search(sentence):  # 下一步,…再上新台阶。
        return True
    return any(forward.match(clause) for clause in sentence[-_LAST_CLAUSES:].split(",")[1:])


def _paragraph_end(text: str, start: int) -> int:
    stop = text.find("\n", start, start + AHEAD)
    return stop if stop >= 0 else min(len(text), start + AHEAD)


def _asked(text: str, start: int) -> bool:
    """Whether the text before a paragraph is addressed to someone or signed, behind which no chapter follows."""
    rules = rules_of_openings()
    before = text[max(0, start - 2 * REACH) : start].rstrip()
    return any(rules[k].search(before) is not None for k in ("asks", "leave", "signed"))


def _other_voice(text: str, start: int, since: int) -> bool:
    """Whether who speaks of himself is another than before: 我村 … 我站, 我院 … 我."""
    own, person = rules_of_openings()["own"], rules_of_openings()["person"]
    if person.search(text, start, start + 2 * REACH) and own.search(text, max(since, start - _FAR), start):
        return person.search(text, max(since, start - _FAR), start) is None
    paragraph = own.search(text, start, min(start + AHEAD, max(text.find("\n", start, start + AHEAD), start)))
    if paragraph:
        before = own.findall(text, max(since, start - _FAR), start)
        return bool(before) and paragraph[1] not in before
    after = set(own.findall(text, start, start + 2 * AHEAD))
    if not after:
        return False
    said = own.findall(text, max(since, start - _FAR), start)
    before = set(said)
    if len(said) == 1 and said[0] in _AREAS:  # 今年是我市的攻坚年: the place, not yet who speaks
        return False
    return bool(before) and not before & after


def other_field(text: str, start: int, since: int) -> bool:
    """Whether what follows a place speaks of other fields of work than what stands before it."""
    before = (max(since, start - _TOLD_BEFORE), start)
    return kinship(text, before, (start, min(len(text), start + _TOLD_BEHIND))) < _NO_KIN


def other_theme(text: str, start: int, since: int) -> bool:
    """Whether what follows a place says none of the words that the text before it repeats."""
    if start - since < LEAST_TOLD:
        return False
    before = (max(since, start - _TOLD_BEFORE), start)
    return departs(text, before, (start, min(len(text), start + _TOLD_BEHIND)))


def of_one_field(text: str, start: int, end: int) -> bool:
    """Whether the two halves of a text speak of the same fields: where each paragraph has its own, a change says
    nothing.
    """
    middle = (start + end) // 2
    return kinship(text, (start, middle), (middle, end)) >= _NO_KIN


def tells(text: str, start: int) -> bool:
    """Whether what follows a place tells of things done, with their figures, and of nothing that is to come.

    >>> tells("一、抓宣传。发放传单300份,悬挂横幅12条,举办讲座4场。", 0), tells("一、抓宣传。明年发放传单300份。", 0)
    (True, False)
    """
    rules = rules_of_openings()
    end = start + _TOLD_BEHIND // 2
    return len(rules["figure"].findall(text, start, end)) >= _FIGURES and not rules["to_come"].search(text, start, end)


def counts(text: str) -> bool:
    """Whether a text counts so many things that it tells of what was done.

    >>> counts("出圃苗木4万株,收入78万元,喷药14遍。"), counts("以下3篇总结供大家参考。")
    (True, False)
    """
    return len(rules_of_openings()["figure"].findall(text)) >= _FIGURES


def addresses(line: Line) -> bool:
    """Whether a line is nothing but whom the report is read or sent to.

    >>> addresses(Line(0, 10, "各位领导、同志们:")), addresses(Line(0, 9, "存在以下几个问题:"))
    (True, False)
    """
    if len(line) > REACH or line.text[-1] != ":":
        return False
    return rules_of_openings()["greeting"].match(line.text) is not None or level_of(line.text[:-1]) is not None


def planned(line: Line) -> bool:
    """Whether a line is the paragraph with which reports end that are not signed: 下一步,我们将… 再创佳绩。"""
    rules = rules_of_openings()
    return rules["forward"].match(line.text[:40]) is not None and rules["looks_up"].search(line.text[-40:]) is not None


def signature(text: str, lines: list[Line], i: int) -> bool:
    """Whether a body's name stands on or over the line of the date before line ``i``, which is no distribution line."""
    rules = rules_of_openings()
    line = lines[i]
    short = len(line) < LEAST_REPORT / 2 and not opens_block(line.text)
    if short and line.text[-1] == "。" and "," in line.text and i + 1 < len(lines):
        short = len(lines[i + 1]) < LEAST_REPORT / 2  # 回望2018,妇联带着全县的姐妹们忙碌而充实。⏎巾帼创业:办班19期,…
    if short or rules["sheet"].match(line.text):
        return False
    return signer_over(lines, i)


def signer_over(lines: list[Line], i: int) -> bool:
    """Whether a body's name stands on or over the line of the date above line ``i``.

    >>> from corpus_tools.structure.lines import split
    >>> [signer_over(split(f"{over}\\n2020年3月4日\\n防火"), 2) for over in ("柳河村村委会", "巡查9次。")]
    [True, False]
    """
    rules = rules_of_openings()
    name = rules["dated"].sub("", _last_sentence(lines[i - 1].text)).strip() or (lines[i - 2].text if i > 1 else "")
    return len(name) <= REACH and (rules["named"].search(name) or rules["sheet"].fullmatch(name)) is not None


def title_cues(text: str, start: int, end: int, title: bool, since: int) -> list[str]:
    """Cues that a line opens a report: what it says itself, and what stands before and after it."""
    rules = rules_of_openings()
    cues = ["title"] if title else []
    if title:
        cues += _named(text[start:end])
    if rules["opening"].search(text, end, end + AHEAD):
        cues.append("opening")
    below = text[end : end + 2 * REACH].lstrip()
    m = rules["title_name"].match(text, start, end) if title else None
    if m and m[1][0] not in _ORDINAL and _new(text, m[1], start, since):
        cues.append("name")
    if title and named(text[start:end], below):
        cues.append("whose")
    if title and rules["form"].match(text, end, end + 2 * REACH):
        cues.append("form")
    if title and (rules["body"].match(below) or rules["self"].match(below)):
        cues.append("begins")
    said = end if title else start
    if rules["greeting"].match(text[said : said + 40].lstrip()):
        cues.append("greeting")
    before = text[max(since, start - _BEHIND) : start].rstrip()
    if rules["signed"].search(before[-40:]):
        cues.append("signed")
    elif title and rules["leave"].search(before[-REACH:]):
        cues.append("leave")
    elif (
        _ended(before)
        # a plan may be the last chapter of a summary, a summary is none of a summary
        or (title and rules["looks_back"].search(text, start, end) and _ends_ahead(before))
    ):
        cues.append("closed")
    elif title and lacks(before.rpartition("\n")[2]):
        cues.append("lacks")
    return cues


def _named(title: str) -> list[str]:
    """What a title says for itself: a subject of its own, a number that others must have stood before."""
    rules = rules_of_openings()
    bare = title = title.strip(noise.AROUND)
    cues = []
    if (m := rules["number"].search(title)) and (number := numeral(m[1] or m[2])):
        bare = title[: m.start()]
        cues = ["numbered"] if number > 1 else []
    named = rules["report"].search(bare)
    if named and len(rules["common"].sub("", bare[: named.start()])) >= _LEAST_NAME:
        cues.append("own")
    return cues


def _ends_ahead(before: str) -> bool:
    """Whether the last block before a title is the one on problems or plans, with which reports end."""
    found = markers(before, 0, len(before))
    return bool(found) and bool(rules_of_openings()["ahead"].search(before[found[-1].start : found[-1].start + 20]))
