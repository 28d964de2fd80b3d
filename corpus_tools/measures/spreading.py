"""Names and figures in two lists (甲率、乙率分别达到9%、8%): the n-th name goes with the n-th figure; and rates."""

from __future__ import annotations

from corpus_tools.measures import phrases, preceding
from corpus_tools.measures.clauses import Kind, words
from corpus_tools.measures.sentence import Link, Place, Sentence
from corpus_tools.measures.unit_kinds import unit_class

__all__ = ["listed", "next_of_list", "rate"]

_RESPECTIVELY = "分别"


def next_of_list(s: Sentence, f: Place) -> Link | None:
    """The next of the names that wait for their figures, if one does and the figure has no words of its own."""
    if not s.nouns or not s.nouns[-1] or not f.place or phrases.strip(f.near):
        return None
    return Link(s.links[-1].action, s.nouns[-1].pop(0), "respectively", settled=True)


def rate(s: Sentence, f: Place) -> Link | None:
    """Percentages: the noun is the rate's name, there is no deed but growth or a verb of its own."""
    if s.nouns and (not f.near or f.near[0].kind == Kind.JOINER) and not phrases.strip(f.near):
        before = s.links[-1] if s.links else None
        grown = before.action if before is not None and before.cue == "respectively" else None
        return Link(grown, s.nouns[-1].pop(0), "respectively", settled=True) if s.nouns[-1] else None
    if (compared := _compared(s, f)) is not None:
        return compared
    if (wholly := _wholly(f)) is not None:
        return wholly
    parsed = preceding.read(f.near, "percent")
    if parsed.object is None and parsed.action is not None and (listing := _goes_with(s, f)) > 1:
        nouns = [made.object for made in s.links[-listing:] if made.object is not None]
        if len(nouns) == listing:  # 收入1亿元,利税35万元,分别增长45%和16%
            s.nouns.append(nouns[1:])
            return Link(parsed.action, nouns[0], "respectively", settled=True)
    if parsed.spread and len(parsed.nouns) > 1:
        s.nouns.append(list(parsed.nouns[1:]))
        return Link(parsed.action, parsed.nouns[0], "respectively", settled=True)
    if parsed.object is None and parsed.action is None:
        return None
    return Link(parsed.action, parsed.object, "rate", settled=True)


def _wholly(f: Place) -> Link | None:
    """``100%完成上级任务``: the share opens its clause, the deed and what it was done to follow."""
    right = f.right
    if f.near or f.place or len(right) < len(("完成", "任务")) or right[0].kind != Kind.VERB:
        return None
    if words().verb_class.get(right[0].word) == "change":
        return None
    noun = phrases.phrase(phrases.held(right[1:]))
    return None if noun is None else Link(right[0][:2], noun, "rate", settled=True)


def _compared(s: Sentence, f: Place) -> Link | None:
    """``改判率1.9%,较去年同期高0.3个百分点``: 高 and 低 say how the rate before compares."""
    if not s.links or not f.near or f.near[-1].word not in _THAN or not s.quantities[f.at].unit.endswith(_POINTS):
        return None
    of = s.links[-1].object
    if of is None or unit_class(s.quantities[f.at - 1].unit) != "percent":
        return None
    return Link(f.near[-1][:2], of, "rate", settled=True, carried_from=len(s.links) - 1)


_THAN, _POINTS = frozenset(("高", "低")), "百分点"


def _goes_with(s: Sentence, f: Place) -> int:
    """How many figures the rates from this one on are said of, one each; 1 if they are said of something else."""
    if f.place or any(t.kind == Kind.NOUN for t in f.left):
        return 1
    spread = any(t.word.startswith(_RESPECTIVELY) for t in f.left)
    return listed(s, f) if spread or _one_each(s, f) else 1


def listed(s: Sentence, f: Place) -> int:
    """How many quantities follow one another from here with nothing but 、 between them (itself included)."""
    count = 1
    for later in range(f.place + 1, len(f.segment.quantities)):
        if any(t.kind != Kind.JOINER for t in s.before(f.number, later)):
            break
        count += 1
    return count


def _one_each(s: Sentence, f: Place) -> bool:
    """``货物1860吨、集装箱12标箱,同比增长9.2%和15.1%``: as many shares as figures in the segment before."""
    count = listed(s, f)
    if not f.number or count == 1 or count != len(s.segments[f.number - 1].quantities):
        return False
    return all(unit_class(s.quantities[at].unit) != "percent" for at in s.segments[f.number - 1].quantities)
