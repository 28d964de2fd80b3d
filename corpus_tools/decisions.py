"""What an editor decided about the remarks on a draft, kept in a file beside it and found again on the next run.

A remark is known by what it says, not by where it stands: its id is a hash over the words of the draft that it
concerns, and of the source, so that it stays the same while the draft grows elsewhere. Where the words themselves
were edited a little, the nearest remark of the same kind takes the decision over.

The file is JSON, one object: ``{"corpus_tools": "decisions", "draft": …, "decisions": [{"id", "item", "kind",
"source", "decision", "text", "before", "after"}, …]}``. ``decision`` is ``accept`` (the remark holds: something is
to be done), ``ignore`` (it does not) or ``cite`` (a passage stays, with its source named).
"""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeAlias

from corpus_tools.errors import UsageError
from corpus_tools.reading.files import printable

__all__ = ["AROUND", "SUFFIX", "Decision", "Item", "Verdict", "beside", "items_of", "load", "match", "parse"]

Verdict: TypeAlias = Literal["accept", "ignore", "cite"]
VERDICTS: tuple[Verdict, ...] = typing.get_args(Verdict)

SUFFIX = ".decisions.json"
AROUND = 16  # characters kept on each side of a remark: a clause tells one “xx” from the next
_IN_ID = 8  # of them go into the id
_LARGEST = 20 * 2**20  # bytes of a file of decisions: a hundred times what a long draft needs

# rapidfuzz's ratio, 0–100. One clause added to a passage of three sentences leaves 85; two passages of one template,
# another topic's words put in, have 60.
_SAME_TEXT = 80.0
_SAME_AROUND = 60.0
_LONG = 12  # characters from which a text tells by itself which remark is meant
_GROWN = 1.25  # what is longer than the text decided upon by more than this holds something undecided


@dataclass(frozen=True, slots=True)
class Decision:
    """One remark with what was decided about it; ``text`` as it stood in the draft, blanks left out."""

    id: str
    item: str  # "passage", "figure", "leftover" or "finding"
    kind: str  # of a finding
    source: str  # page that a passage, figure or name comes from
    decision: Verdict
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A remark about ``start``–``end`` of the draft that can be decided upon."""

    id: str
    item: str
    kind: str
    source: str
    text: str
    before: str
    after: str
    start: int
    end: int


def beside(draft: str | Path) -> Path:
    """Where the decisions about a draft are kept: its whole name with ``.decisions.json`` behind it.

    >>> beside("drafts/2023.docx").as_posix()
    'drafts/2023.docx.decisions.json'
    """
    path = Path(draft)
    return path.with_name(path.name + SUFFIX)


def items_of(text: str, remarks: Iterable[tuple[str, str, str, int, int]]) -> list[Item]:
    """Items of a draft, in the order given.

    Parameters
    ----------
    text : the draft
    remarks : item, kind, source, start and end of each

    Examples
    --------
    >>> remarks = [("finding", "placeholder", "", 1, 3), ("finding", "placeholder", "", 5, 7)]
    >>> one, two = items_of("在xx镇、xx村。", remarks)
    >>> one.text, one.before, one.after
    ('xx', '在', '镇、xx村。')
    >>> one.id == two.id
    False
    """
    out = []
    seen: dict[str, int] = {}
    for item, kind, source, start, end in remarks:
        said = _bare(text[start:end])
        # three times as many characters as wanted, of which some are blanks
        before = _bare(text[max(0, start - 3 * AROUND) : start])[-AROUND:]
        after = _bare(text[end : end + 3 * AROUND])[:AROUND]
        around = "" if len(said) >= _LONG else f"{before[-_IN_ID:]}\0{after[:_IN_ID]}"
        digest = sha256("\0".join((item, kind, source, said, around)).encode("utf8", "surrogatepass")).hexdigest()[:12]
        count = seen[digest] = seen.get(digest, 0) + 1
        key = digest if count == 1 else f"{digest}-{count}"
        out.append(Item(key, item, kind, source, said, before, after, start, end))
    return out


def match(items: Sequence[Item], decisions: Iterable[Decision]) -> tuple[dict[str, Decision], list[Decision]]:
    """Decisions by the id of the item they hold for, and those that hold for none.

    A decision with an item's id holds for it. Of what is left, a long text takes over the decision about a text that
    is nearly the same, or of which it is a part; a short one needs the same words and nearly the same around them.

    Examples
    --------
    >>> text = "发放宣传单800份，悬挂横幅5条，走访农户。"
    >>> (old,) = items_of(text, [("passage", "", "2019", 0, len(text))])
    >>> decided = Decision(old.id, "passage", "", "2019", "cite", old.text)
    >>> new = "全年发放宣传单900份，悬挂横幅5条，走访农户。"
    >>> (item,) = items_of(new, [("passage", "", "2019", 0, len(new))])
    >>> held, left = match([item], [decided])
    >>> held[item.id].decision, left
    ('cite', [])
    """
    known = {d.id: d for d in decisions}
    held = {i.id: known[i.id] for i in items if i.id in known}
    used = {d.id for d in held.values()}
    free: dict[tuple[str, str, str], list[Decision]] = {}
    for d in known.values():
        if d.id not in used:
            free.setdefault((d.item, d.kind, d.source), []).append(d)
    pairs = [
        (likeness, item.id, decision)
        for item in items
        if item.id not in held
        for decision in free.get((item.item, item.kind, item.source), ())
        if (likeness := _likeness(item, decision)) > 0
    ]
    for _, key, decision in sorted(pairs, key=lambda p: (-p[0], p[1], p[2].id)):
        short = len(decision.text) < _LONG
        if key not in held and not (short and decision.id in used):  # a long passage may have been cut in two
            held[key] = decision
            used.add(decision.id)
    return held, [d for d in known.values() if d.id not in used]


def _likeness(item: Item, decision: Decision) -> float:
    """How surely a decision is about an item: 0, or 60 to 100."""
    from rapidfuzz import fuzz

    if len(item.text) < _LONG:
        if item.text != decision.text:
            return 0.0
        around = fuzz.ratio(item.before + item.after, decision.before + decision.after)
        return around if around >= _SAME_AROUND else 0.0
    if len(item.text) > _GROWN * len(decision.text):
        return 0.0
    # 0 where it falls short of what is asked, found out sooner
    whole = fuzz.ratio(item.text, decision.text, score_cutoff=_SAME_TEXT)
    if len(item.text) >= len(decision.text):
        return whole
    return max(whole, fuzz.partial_ratio(item.text, decision.text, score_cutoff=_SAME_TEXT))


def load(path: str | Path) -> list[Decision]:
    """Decisions of a file, in its order.

    Raises
    ------
    UsageError
        If the file cannot be read or is no such file; says what is wrong and where.
    """
    path, shown = Path(path), printable(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{shown}: too large for a file of decisions; name another with --decisions")
        data = path.read_bytes()
    except OSError as e:
        raise UsageError(f"{shown}: cannot be read ({e.strerror}); name another with --decisions") from e
    return parse(data, shown)


def parse(data: bytes, shown: str) -> list[Decision]:
    """Decisions of a file's bytes, in its order; ``shown`` is what messages call it.

    Raises
    ------
    UsageError
        If it is no such file; says what is wrong and where.

    Examples
    --------
    >>> saved = b'{"corpus_tools": "decisions", "decisions": [{"id": "3f", "item": "figure", "decision": "ignore"}]}'
    >>> [(d.item, d.decision) for d in parse(saved, "draft.txt.decisions.json")]
    [('figure', 'ignore')]
    """
    try:
        table = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as e:
        raise UsageError(f"{shown}: not a file of decisions ({e}); mend it, or put it aside to start anew") from e
    if not isinstance(table, dict) or table.get("corpus_tools") != "decisions":
        raise UsageError(f"{shown}: not a file of decisions; name another with --decisions")
    rows = table.get("decisions")
    if not isinstance(rows, list):
        raise UsageError(f"{shown}: “decisions” should be a list")
    return [_decision(row, n, shown) for n, row in enumerate(rows, 1)]


def _decision(row: Any, n: int, shown: str) -> Decision:
    if not isinstance(row, dict):
        raise UsageError(f"{shown}: decision {n} should be an object")
    wanted = {f.name: row.get(f.name, "") for f in dataclasses.fields(Decision)}
    if wrong := [key for key, value in wanted.items() if not isinstance(value, str)]:
        raise UsageError(f"{shown}: decision {n}: “{wrong[0]}” should be a text")
    if wanted["decision"] not in VERDICTS:
        raise UsageError(f"{shown}: decision {n}: “decision” should be one of {', '.join(VERDICTS)}")
    return Decision(**wanted)


def _bare(text: str) -> str:
    return "".join(text.split())
