"""The leaf blocks of a report: numbered blocks, their paragraph-length sub-blocks, and visible changes of topic.

A numbered block is one section when its sub-blocks are list items; when they are paragraphs they are the sections
and the parent's heading is a short one of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.frozen import frozen
from corpus_tools.structure.changes import changes, looks_up
from corpus_tools.structure.closing import closing_start
from corpus_tools.structure.gates import ahead
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import DEPTH, PARAGRAPH, WORDS, Marker
from corpus_tools.structure.numbering import markers, spoken
from corpus_tools.structure.plain_headings import unmarked_numbers
from corpus_tools.structure.symbols import symbols
from corpus_tools.structure.titles import title_word
from corpus_tools.structure.tree import LINE, Node, preorder, tree, visible

__all__ = ["Block", "blocks"]

# From the definition of a section: paragraphs are sections from three sentences on, however short.
_SENTENCES = 3
# A report whose lines are longer than this on average has lost its line breaks.
_FLAT = 600
_ITEM_LEAF = 25  # characters; 1、开展讲座2次; is shorter, 1、把好采购关。… with its figures longer

_THANKS = 25  # 以上汇报如有不妥,请批评指正。谢谢大家!
_FORMULA = 80  # 总之,…离要求还有差距,今后将加倍努力。
_WISH = 24  # 今后,我们将再接再厉,再创佳绩。: characters of one that plans nothing
_BREATH = 40  # characters of a formula before the thanks in the same line

_ITEM = 4  # depth from which blocks are list items unless there are several


@frozen
class Block:
    """A section in the normalised copy; it runs to the next one's start. ``heading`` ends at ``heading_end``."""

    start: int
    heading_end: int
    depth: int
    number: str
    under: int = -1  # start of the heading it stands under, its own where it has one; -1: none


def blocks(
    text: str, start: int, end: int, lines: list[Line], body: int = 0, *, close: int | None = None
) -> tuple[list[Block], list[Node]]:
    """Sections and headings of the report at ``start``–``end``, in order; the first starts at ``start``.

    ``lines``: the report's own lines (site lines left out). ``body``: where the collector's mark ends, whose number
    is no heading's. ``close``: where the closing block begins, if the caller knows (``closing_start``).

    >>> from corpus_tools.structure.lines import split
    >>> page = "禁毒工作总结\\n一、组织领导\\n成立了领导小组。\\n二、宣传\\n1、发传单;\\n2、挂横幅。"
    >>> found, headings = blocks(page, 0, len(page), split(page))
    >>> [page[b.start:b.heading_end] for b in found]
    ['', '一、组织领导', '二、宣传']
    >>> [(h.level, h.number, h.section) for h in headings]
    [(1, '一、', True), (1, '二、', True), (2, '1、', False), (2, '2、', False)]
    """
    flat = end - start > _FLAT * max(1, len(lines))
    close = closing_start(text, start, end) if close is None else close
    own = {line.start for line in lines}  # a number on a line of the site's is none of the report's
    begin = max(start, body)  # right behind the collector's mark a number opens a block: …计划篇三一、指导思想
    found = [m for m in markers(text, begin, close, flat) if not m.opens or m.start in own or m.start == begin]
    if found and found[0].start == start and _titles(found, lines):
        del found[0]  # 第三部分 司法所工作总结: the collector's number over the report
    words = [m for m in found if m.style == "word"]
    # 首先我代表…, 第三是村口那一段: what has no second counts nothing
    if len(words) == 1 and (words[0].number > 1 or words[0].written.rstrip(",、:") in WORDS):
        found.remove(words[0])
    if all(m.style == "word" for m in found):
        found = spoken(text, start, close) or found
    signs = [m for m in symbols(text, max(start, body), close) if not m.opens or m.start in own]
    if unmarked := [*unmarked_numbers(lines), *signs]:
        known = {m.start for m in found}
        found = sorted([*found, *(m for m in unmarked if m.start not in known)], key=lambda m: m.start)
    root = tree(text, start, close, lines, found)
    out: list[Block] = []
    first = root.children[0].start if root.children else close
    out += (Block(at, at, 0, "") for at in changes(text, start, first, close, lines))
    _emit(text, root, out, lines)
    last = max(out, key=lambda b: b.start) if out else Block(start, start, 0, "")
    if close < end and not _sums_up(text, last, start, close) and not _only_thanks(text, last, close, end):
        out.append(Block(close, close, 0, ""))
    return _tidy(out, start), list(preorder(root))


def _titles(found: list[Marker], lines: list[Line]) -> bool:
    """Whether the first number stands before the report's title: no chapter goes on from it."""
    first = found[0]
    if not lines or lines[0].start != first.start or not title_word(lines[0].text):
        return False
    return all(m.key != first.key or m.number != first.number + 1 for m in found)


def _only_thanks(text: str, block: Block, close: int, end: int) -> bool:
    """Whether the closing is no more than thanks in the same line as the last sentence.

    A formula without thanks goes with a paragraph that looks ahead, not with a chapter.
    """
    said = text[close:end].rstrip()
    before = text[max(0, close - _BREATH) : close].rstrip(" ")[-1:]
    if len(said) > _THANKS or "\n" in said or before in ("", "\n") or said[-1:] not in "。!":
        return False
    return not block.number or _rules()["thanks"].search(said) is not None


def _sums_up(text: str, block: Block, start: int, close: int) -> bool:
    """Whether the last block is a formula over the signature, with which the closing starts: 总之,…再接再厉。

    One that still tells of what is lacking is about that, unless thanks follow in the same breath.
    """
    rules = _rules()
    last = block.start
    if last <= start or block.heading_end > last:
        return False
    said = text[last:close].rstrip()
    if "\n" in said:
        return False
    if "\n" not in text[last:close] and len(said) <= _BREATH and rules["formula"].match(said):
        return True  # 成绩属于大家,不足归我。谢谢!
    if len(said) <= _FORMULA and rules["sums_up"].match(said):
        return True
    if len(said) > _WISH and rules["ahead_turn"].match(said):
        return False  # 下一步,我们将…,力争…: that is planned, whoever signs under it
    return looks_up(Line(last, last + len(said), said)) and not rules["lack"].search(said)


def _tidy(out: list[Block], start: int) -> list[Block]:
    """Strictly increasing starts, the first at the report's start."""
    kept: list[Block] = []
    for block in sorted(out, key=lambda b: b.start):
        if kept and block.start == kept[-1].start:
            kept[-1] = block
        else:
            kept.append(block)
    if not kept or kept[0].start > start:
        kept.insert(0, Block(start, start, 0, ""))
    return kept


# ------------------------------------------------------------------ leaves


def _emit(text: str, root: Node, out: list[Block], lines: list[Line]) -> None:
    todo = [root]
    line_starts = [line.start for line in lines]
    while todo:
        node = todo.pop()
        if node is not root:
            node.section = True
            out.append(Block(node.start, node.heading_end, node.depth, node.number, node.start))
        if not node.children:
            continue
        if _split(text, node, node is root):
            todo += reversed(node.children)
            out += _after_items(node.children, lines, line_starts, -1 if node is root else node.start)
    starts = [b.start for b in out]
    for child, after in zip(root.children, [*root.children[1:], None], strict=False):
        if after is None or after.restarted:
            within = starts[bisect_left(starts, child.start) : bisect_left(starts, child.end)]
            leaf = _deepest(child, within[-1] if within else child.start)
            inner = lines[bisect_right(line_starts, leaf.heading_end) : bisect_left(line_starts, child.end)]
            line = lines[max(0, bisect_right(line_starts, leaf.start) - 1)] if lines else None
            # 二、…今后,…: of a line that has lost its breaks, whatever other lines there are
            flat = line is None or len(lines) < 2 or max(child.end - leaf.heading_end, len(line)) > _FLAT
            out += _turns(text, leaf, child.end, inner, flat)


def _split(text: str, node: Node, is_root: bool) -> bool:
    """Whether a node's sub-blocks are sections of their own."""
    first = node.children[0]
    if len(node.children) == 1 and first.depth >= _ITEM:  # 一是 … 二是 … in one paragraph
        return False
    over = is_root or node.depth == 0 or node.part
    if _paragraphs(text, node.children) or (over and first.depth <= DEPTH["bracket"]):
        return True
    if not is_root or len(node.children) < 2:
        return False
    if all(_titled(text, c) for c in node.children):
        return True
    # the only blocks there are, most of the report, and more than lines of a list
    items = sum(visible(text, c.start, c.end) for c in node.children)
    return 2 * items > max(visible(text, node.start, node.end), 2 * _ITEM_LEAF * len(node.children))


def _titled(text: str, node: Node) -> bool:
    """1.抓班子。协助各村换届: a heading with a sentence behind it, not an item of a list."""
    return node.heading_end > node.start and visible(text, node.heading_end + 1, node.end) >= LINE


def _after_items(children: list[Node], lines: list[Line], starts: list[int], under: int) -> list[Block]:
    """A paragraph behind the last of several one-line items belongs to none of them."""
    if len(children) < 2 or children[0].depth < DEPTH["digit"] or any(c.children for c in children):
        return []
    inner = [starts[bisect_right(starts, c.start) : bisect_left(starts, c.end)] for c in children]
    at = bisect_left(starts, children[-1].start)
    if any(inner[:-1]) or not inner[-1] or starts[at] != children[-1].start or not lines[at].stops:
        return []
    return [Block(inner[-1][0], inner[-1][0], 0, "", under)]


def _deepest(node: Node, begin: int) -> Node:
    while node.children and node.start != begin:
        later = [c for c in node.children if c.start <= begin]
        if not later:
            break
        node = later[-1]
    return node


def _big(text: str, node: Node) -> bool:
    if node.headed or node.children:
        return True
    if visible(text, node.start, node.end) >= PARAGRAPH:
        return True
    return len(_STOPS.findall(text, node.start, node.end)) >= _SENTENCES


_STOPS = re.compile(r"[。!?]")


def _paragraphs(text: str, children: list[Node]) -> bool:
    """Whether sub-blocks are paragraphs, not items: more than half of them are."""
    big = sum(_big(text, c) for c in children)
    return 2 * big > len(children)


def _turns(text: str, leaf: Node, end: int, inner: list[Line], flat: bool) -> list[Block]:
    """Where the last block of a list is left: a paragraph that opens on another topic, a sentence with 总之."""
    rules = _rules()
    lacks = rules["lacks"].search(text, leaf.start, leaf.heading_end) is not None
    if not lacks and rules["ahead"].search(text, leaf.start, leaf.heading_end):
        return []
    out: list[Block] = []
    turns = rules["forward"] if lacks else rules["turn"]
    if (
        inner
        and leaf.headed
        and (text[leaf.heading_end : inner[0].start].isspace() or rules["effects"].match(inner[0].text[:80]))
    ):
        inner = inner[1:]  # 六、取得的成效⏎通过一年的努力,…: what stands right under a heading is its own
    for line in inner:
        if turns.match(line.text[:80]) or (not out and line is inner[-1] and looks_up(line)):
            out.append(Block(line.start, line.start, 0, ""))
            if rules["sums_up"].match(line.text):
                break
            # behind what is lacking only what is planned is another topic, behind that only a closing
            ahead = rules["ahead_turn"].match(line.text[:80]) or len(out) > 1
            turns = rules["sums_up"] if ahead else rules["ahead_or_sums_up"]
    stop = out[0].start if out else end
    if lacks:
        # …人手少。下一步,我们将…: in the same paragraph
        ahead_of = rules["ahead_inline"].search(text, leaf.heading_end, stop)
        return [Block(ahead_of.end(), ahead_of.end(), 0, ""), *out] if ahead_of else out
    # in running text only what is unmistakable: 总之, 存在不足: and, where no lines are left, 今后
    m = rules["turn_inline" if flat else "strong"].search(text, leaf.heading_end, stop)
    if m:
        out.append(Block(m.end(), m.end(), 0, ""))
        ahead = rules["last_inline"].search(text, m.end(), stop)
        if ahead:  # …存在的问题是人手少。明年,我们将…, 总之,…
            out.append(Block(ahead.end(), ahead.end(), 0, ""))
    return out


@cache
def _rules() -> dict[str, Any]:
    headings, reports = lexicon.load("headings"), lexicon.load("reports")
    closing = reports["closing"]
    strong, turns, inline = (
        "|".join(p.removeprefix("^") for p in closing[k]) for k in ("strong", "formulas", "inline")
    )
    bare = "|".join(headings["bare"]["patterns"])
    return {
        "turn": re.compile(
            ahead("|".join(f"(?:{p})" for p in [*closing["formulas"], *closing["effects"], *closing["turns"]]))
        ),
        "turn_inline": re.compile(rf"[。!?;] {{0,2}}(?={strong}|(?:{bare}) ?:|(?:{turns})|(?:{inline}))"),
        "strong": re.compile(rf"[。!?;](?={strong}|(?:{inline}))"),
        "ahead_inline": re.compile(rf"[。!?;] {{0,2}}(?={closing['inline'][1]}|{closing['intends']})"),
        "last_inline": re.compile(rf"[。!?;] {{0,2}}(?={strong}|{closing['inline'][1]}|{closing['intends']})"),
        "ahead": re.compile("|".join([*headings["topics"]["plans"], "计划", "安排", "思路"])),
        "thanks": re.compile(closing["grateful"]),
        "effects": re.compile("|".join(closing["effects"])),
        "lack": re.compile("|".join(headings["topics"]["problems"])),
        "lacks": re.compile(
            f"(?:{'|'.join(headings['topics']['problems'])})(?!.*(?:{'|'.join(headings['topics']['plans'])}))"
        ),
        "forward": re.compile(ahead("|".join(f"(?:{p})" for p in closing["formulas"]))),
        "ahead_turn": re.compile(closing["formulas"][1]),
        "sums_up": re.compile(ahead(strong)),
        "ahead_or_sums_up": re.compile(f"(?:{closing['formulas'][1]})|{ahead(strong)}"),
        "formula": re.compile(closing["formulas"][0]),
    }
