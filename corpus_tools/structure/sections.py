"""The leaf blocks of a report: numbered blocks, their paragraph-length sub-blocks, and visible changes of topic.

A numbered block is one section when its sub-blocks are list items; when they are paragraphs they are the sections
and the parent's heading is a short one of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.changes import PARAGRAPH, changes, looks_up
from corpus_tools.structure.closing import closing_start
from corpus_tools.structure.headings import DEPTH, Marker, bare_heading, heading_end, markers, spoken
from corpus_tools.structure.lines import Line
from corpus_tools.structure.noise import is_title

__all__ = ["Block", "blocks"]

# From the definition of a section: paragraphs are sections from three sentences on, however short.
_SENTENCES = 3
# A report whose lines are longer than this on average has lost its line breaks.
_FLAT = 600
_ITEM_LEAF = 25  # characters; 1、开展讲座2次; is shorter, 1、把好采购关。… with its figures longer
_LONGEST_BARE = 30
_LINE = 6  # visible characters under a heading that are a line of text, not a remnant
_BODY = 15  # visible characters behind a heading that make it more than a heading

_RANK = {"part": 0.0, "plain": 1.0, "chinese": 1.0, "bracket": 2.0, "digit、": 3.0, "digit.": 3.0}
_RANK |= {"dotted1": 3.0, "dotted2": 3.5, "dotted3": 3.7}
_LOWEST = 4.0  # (1) ① 一是
_DEEPEST = 6  # levels; a list that nests deeper is a table or garbage
_ITEM = 4  # depth from which blocks are list items unless there are several


@dataclass(frozen=True, slots=True)
class Block:
    """A section in the normalised copy; it runs to the next one's start. ``heading`` ends at ``heading_end``."""

    start: int
    heading_end: int
    depth: int
    number: str


@dataclass(slots=True)
class _Node:
    start: int
    heading_end: int
    depth: int
    number: str
    end: int = 0
    restarted: bool = False
    part: bool = False  # 第一部分: blocks of the first rank stand under it
    headed: bool = False  # its heading is a line of its own, with text below
    children: list[_Node] = field(default_factory=list)


@dataclass(slots=True)
class _Level:
    rank: float
    key: str
    last: int
    node: _Node


def blocks(text: str, start: int, end: int, lines: list[Line], body: int = 0) -> list[Block]:
    """Sections of the report at ``start``–``end``, in order; the first starts at ``start``.

    ``lines``: the report's own lines (site lines left out). ``body``: where the collector's mark ends, whose number
    is no heading's.

    >>> from corpus_tools.structure.lines import split
    >>> page = "禁毒工作总结\\n一、组织领导\\n成立了领导小组。\\n二、宣传\\n1、发传单;\\n2、挂横幅。"
    >>> [page[b.start:b.heading_end] for b in blocks(page, 0, len(page), split(page))]
    ['', '一、组织领导', '二、宣传']
    """
    flat = end - start > _FLAT * max(1, len(lines))
    close = closing_start(text, start, end)
    found = [m for m in markers(text, start, close, flat) if m.start >= body]
    if all(m.style == "word" for m in found):
        found = spoken(text, start, close) or found
    root = _tree(text, start, close, lines, found)
    out: list[Block] = []
    first = root.children[0].start if root.children else close
    out += (Block(at, at, 0, "") for at in changes(text, start, first, close, lines))
    _emit(text, root, out, lines)
    if close < end and not _sums_up(text, max((b.start for b in out), default=start), start, close):
        out.append(Block(close, close, 0, ""))
    return _tidy(out, start)


def _sums_up(text: str, last: int, start: int, close: int) -> bool:
    """Whether the last block is a formula over the signature, with which the closing starts: 总之,…再接再厉。

    One that still tells of what is lacking is about that.
    """
    rules = _rules()
    if last <= start or not rules["sums_up"].match(text, last, close):
        return False
    said = text[last:close].rstrip()
    return "\n" not in said and looks_up(Line(last, last + len(said), said)) and not rules["lack"].search(said)


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


# ------------------------------------------------------------------ tree


def _tree(text: str, start: int, end: int, lines: list[Line], found: list[Marker]) -> _Node:
    root = _Node(start, start, 0, "", end)
    starts = {line.start: line for line in lines}
    taken = {m.start for m in found}
    short = [
        ln for ln in lines if ln.end - ln.start <= _LONGEST_BARE and start < ln.start < end and ln.start not in taken
    ]
    symbol = _symbol(short)
    bare = [ln for ln in short if ln.text[0] in symbol or _bare(ln, found)]
    least = min((_rank(m) for m in found), default=1.0)
    items: list[tuple[int, Marker | Line]] = [(m.start, m) for m in found]
    items += [(line.start, line) for line in bare]
    items.sort(key=lambda i: i[0])
    line_ends = [line.end for line in lines]
    stack: list[_Level] = []
    nodes: list[_Node] = []
    k = 0
    for i, (at, item) in enumerate(items):
        following = items[i + 1][0] if i + 1 < len(items) else end
        while k < len(line_ends) and line_ends[k] <= at:
            k += 1
        line_end = min(line_ends[k] if k < len(line_ends) else end, following, end)
        if isinstance(item, Marker):
            child = i + 1 < len(items) and _under(item, items[i + 1][1])
            leads = line_end < following and (child or not text[line_end:following].isspace())
            stop = heading_end(text, item, line_end, leads)
            node = _Node(at, stop, item.depth, item.written)
            node.part = item.style == "part"
            node.headed = stop >= line_end - 1 and _visible(text, line_end, following) >= _LINE
            _place(text, stack, root, node, item, nodes[-1] if nodes else None)
        else:
            node = _Node(at, starts[at].end - (starts[at].text[-1] in ":。"), 0, "")
            while stack and stack[-1].rank >= least - 0.5:
                stack.pop()
            _push(stack, root, node, _Level(least - 0.5, "bare", 0, node))
        nodes.append(node)
    for node, following_node in zip(nodes, [*nodes[1:], None], strict=False):
        node.end = following_node.start if following_node else end
    _close(root, end)
    return root


def _under(item: Marker, following: Marker | Line) -> bool:
    """Whether what follows is another kind of block, as the first of a list under a heading is."""
    return isinstance(following, Marker) and following.key != item.key and following.number == 1


def _bare(line: Line, found: list[Marker]) -> bool:
    """A heading without a number: by its words, or a document's title between the numbered blocks of a report."""
    return bare_heading(line) or (bool(found) and line.start > found[0].start and is_title(line))


def _symbol(short: list[Line]) -> str:
    """What stands instead of numbers before the headings of a report: ★加强巡视 … ★加强值守; "" where nothing does."""
    firsts = [line.text[0] for line in short if line.text[0] in _SYMBOLS and len(line) > 2 and not line.stops]
    return firsts[0] if firsts and firsts.count(firsts[0]) > 1 else ""


_SYMBOLS = frozenset("★☆◆◇●○■□▲△※✦➢►▶◎⊙√")


def _rank(m: Marker) -> float:
    return _RANK.get(m.key, _LOWEST)


def _place(text: str, stack: list[_Level], root: _Node, node: _Node, m: Marker, before: _Node | None) -> None:
    """Hang a node where its number continues, else where it starts a list, else by the rank of its style."""
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.key == m.key and (level.last < m.number <= level.last + 2 or m.number == level.last > 1):
            del stack[depth + 1 :]
            stack.pop()
            _push(stack, root, node, _Level(level.rank, m.key, m.number, node))
            return
    rank = _rank(m)
    top = stack[-1] if stack else None
    under = top is not None and before is top.node and len(stack) < _DEEPEST
    if top and under and m.number == 1 and top.rank >= rank and _heads_list(text, top.node, node):
        _push(stack, root, node, _Level(top.rank + 0.2, m.key, m.number, node))  # a list right under a heading
        return
    same = next((d for d in range(len(stack) - 1, -1, -1) if stack[d].key == m.key), None)
    if same is not None:
        level = stack[same]
        node.restarted = m.number == 1
        del stack[same:]
        _push(stack, root, node, _Level(level.rank, m.key, m.number, node))
        return
    while stack and stack[-1].rank >= rank:
        stack.pop()
    _push(stack, root, node, _Level(rank, m.key, m.number, node))


def _push(stack: list[_Level], root: _Node, node: _Node, level: _Level) -> None:
    (stack[-1].node if stack else root).children.append(node)
    stack.append(level)


def _heads_list(text: str, over: _Node, first: _Node) -> bool:
    """Whether a list's first item stands right under a heading: no text between, and not the same heading again."""
    if _visible(text, max(over.heading_end, over.start + len(over.number)), first.start) >= _BODY:
        return False
    return text[over.start : over.heading_end] != text[first.start : first.heading_end]


def _close(root: _Node, end: int) -> None:
    """Give every node the end of its whole block, children included."""
    todo = [(root, end)]
    while todo:
        node, stop = todo.pop()
        node.end = stop
        for child, after in zip(node.children, [*node.children[1:], None], strict=False):
            todo.append((child, after.start if after else stop))


def _visible(text: str, start: int, end: int) -> int:
    return end - start - text.count(" ", start, end) - text.count("\n", start, end) if start < end else 0


# ------------------------------------------------------------------ leaves


def _emit(text: str, root: _Node, out: list[Block], lines: list[Line]) -> None:
    todo = [root]
    line_starts = [line.start for line in lines]
    while todo:
        node = todo.pop()
        if node is not root:
            out.append(Block(node.start, node.heading_end, node.depth, node.number))
        if not node.children:
            continue
        if _split(text, node, node is root):
            todo += reversed(node.children)
            out += _after_items(node.children, lines, line_starts)
    starts = [b.start for b in out]
    for child, after in zip(root.children, [*root.children[1:], None], strict=False):
        if after is None or after.restarted:
            within = starts[bisect_left(starts, child.start) : bisect_left(starts, child.end)]
            leaf = _deepest(child, within[-1] if within else child.start)
            inner = lines[bisect_right(line_starts, leaf.heading_end) : bisect_left(line_starts, child.end)]
            flat = len(lines) < 2 or child.end - leaf.heading_end > _FLAT
            out += _turns(text, leaf, child.end, inner, flat)


def _split(text: str, node: _Node, is_root: bool) -> bool:
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
    items = sum(_visible(text, c.start, c.end) for c in node.children)
    return 2 * items > max(_visible(text, node.start, node.end), 2 * _ITEM_LEAF * len(node.children))


def _titled(text: str, node: _Node) -> bool:
    """1.抓班子。协助各村换届: a heading with a sentence behind it, not an item of a list."""
    return node.heading_end > node.start and _visible(text, node.heading_end + 1, node.end) >= _LINE


def _after_items(children: list[_Node], lines: list[Line], starts: list[int]) -> list[Block]:
    """A paragraph behind the last of several one-line items belongs to none of them."""
    if len(children) < 2 or children[0].depth < DEPTH["digit"] or any(c.children for c in children):
        return []
    inner = [starts[bisect_right(starts, c.start) : bisect_left(starts, c.end)] for c in children]
    at = bisect_left(starts, children[-1].start)
    if any(inner[:-1]) or not inner[-1] or starts[at] != children[-1].start or not lines[at].stops:
        return []
    return [Block(inner[-1][0], inner[-1][0], 0, "")]


def _deepest(node: _Node, begin: int) -> _Node:
    while node.children and node.start != begin:
        later = [c for c in node.children if c.start <= begin]
        if not later:
            break
        node = later[-1]
    return node


def _big(text: str, node: _Node) -> bool:
    if node.headed or node.children:
        return True
    if _visible(text, node.start, node.end) >= PARAGRAPH:
        return True
    return len(_STOPS.findall(text, node.start, node.end)) >= _SENTENCES


_STOPS = re.compile(r"[。!?]")


def _paragraphs(text: str, children: list[_Node]) -> bool:
    """Whether sub-blocks are paragraphs, not items: more than half of them are."""
    big = sum(_big(text, c) for c in children)
    return 2 * big > len(children)


def _turns(text: str, leaf: _Node, end: int, inner: list[Line], flat: bool) -> list[Block]:
    """Where the last block of a list is left: a paragraph that opens on another topic, a sentence with 总之."""
    rules = _rules()
    lacks = rules["lacks"].search(text, leaf.start, leaf.heading_end) is not None
    if not lacks and rules["ahead"].search(text, leaf.start, leaf.heading_end):
        return []
    out: list[Block] = []
    turns = rules["forward"] if lacks else rules["turn"]
    for line in inner:
        if turns.match(line.text[:80]) or (not out and line is inner[-1] and looks_up(line)):
            out.append(Block(line.start, line.start, 0, ""))
            if rules["ahead_turn"].match(line.text[:80]) or len(out) > 1:
                break
            turns = rules["ahead_turn"]  # behind what is lacking only what is planned is another topic
    if lacks:
        return out
    stop = out[0].start if out else end
    # in running text only what is unmistakable: 总之, 存在不足: and, where no lines are left, 今后
    m = rules["turn_inline" if flat else "strong"].search(text, leaf.heading_end, stop)
    if m:
        out.append(Block(m.end(), m.end(), 0, ""))
    return out


@cache
def _rules() -> dict[str, Any]:
    headings, reports = lexicon.load("headings"), lexicon.load("reports")
    closing = reports["closing"]
    strong, turns = ("|".join(p.removeprefix("^") for p in closing[k]) for k in ("strong", "formulas"))
    bare = "|".join(headings["bare"]["patterns"])
    return {
        "turn": re.compile(
            "|".join(f"(?:{p})" for p in [*closing["formulas"], *closing["effects"], *closing["turns"]])
        ),
        "turn_inline": re.compile(rf"[。!?;] {{0,2}}(?={strong}|(?:{bare}) ?:|(?:{turns}))"),
        "strong": re.compile(rf"[。!?;](?={strong})"),
        "ahead": re.compile("|".join([*headings["topics"]["plans"], "计划", "安排", "思路"])),
        "lack": re.compile("|".join(headings["topics"]["problems"])),
        "lacks": re.compile(
            f"(?:{'|'.join(headings['topics']['problems'])})(?!.*(?:{'|'.join(headings['topics']['plans'])}))"
        ),
        "forward": re.compile("|".join(f"(?:{p})" for p in closing["formulas"])),
        "ahead_turn": re.compile(closing["formulas"][1]),
        "sums_up": re.compile(f"(?:{strong})"),
    }
