"""The tree of a report's numbered blocks: which heading stands under which, and where the numbering is wrong.

A block hangs where its number continues, else where it starts a list, else by the rank of its style. What the source
numbers wrongly stays as it is, and the node says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from corpus_tools.structure.headings import bare_heading, heading_end
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import LAST, Marker
from corpus_tools.structure.noise import is_title
from corpus_tools.structure.plain_headings import plain_headings

__all__ = ["BODY", "LINE", "Node", "preorder", "tree", "visible"]

_LONGEST_BARE = 30
_BELOW = 2  # depth of a heading without a number under a numbered one
LINE = 6  # visible characters under a heading that are a line of text, not a remnant
BODY = 15  # visible characters behind a heading that make it more than a heading

_RANK = {"part": 0.0, "plain": 1.0, "chinese": 1.0, "bracket": 2.0, "digit、": 3.0, "digit.": 3.0}
_RANK |= {"digit,": 3.0, "digit:": 3.0, "digit-": 3.0, "digit—": 3.0}
_RANK |= {f"formal{i}": 0.5 for i in range(4)}
_RANK |= {"unmarked": 2.0, "dotted1": 3.0, "dotted2": 3.5, "dotted3": 3.7}
_LOWEST = 4.0  # (1) ① 一是
_DEEPEST = 6  # levels; a list that nests deeper is a table or garbage


@dataclass(slots=True)
class Node:
    """A numbered block or a heading without a number; ``level`` counts from the root, which is no block itself."""

    start: int
    heading_end: int
    depth: int
    number: str  # the marker as written
    value: int = 0  # the number it says; 0 where there is none
    key: str = ""  # what siblings of one list share
    level: int = 0
    fault: str = ""  # what is wrong with the number: "repeated", "skipped", "restarted", "backward", "late"
    section: bool = False  # a section starts here; else it is an item within one
    end: int = 0
    restarted: bool = False
    part: bool = False  # 第一部分: blocks of the first rank stand under it
    headed: bool = False  # its heading is a line of its own, with text below
    parent: int = -1  # where the block starts that it stands under; -1 right under the root
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Level:
    rank: float
    key: str
    last: int
    node: Node


def tree(text: str, start: int, end: int, lines: list[Line], found: list[Marker]) -> Node:
    """The root over the blocks that ``found`` and the headings without a number among ``lines`` make.

    >>> from corpus_tools.structure.numbering import markers
    >>> from corpus_tools.structure.lines import split
    >>> page = "一、宣传\\n1、发传单。\\n1、挂横幅。\\n三、检查\\n查了9次。"
    >>> root = tree(page, 0, len(page), split(page), markers(page, 0, len(page)))
    >>> [(n.level, n.number, n.fault) for n in preorder(root)]
    [(1, '一、', ''), (2, '1、', ''), (2, '1、', 'repeated'), (1, '三、', 'skipped')]
    """
    root = Node(start, start, 0, "", end)
    taken = {m.start for m in found}
    short = [
        ln for ln in lines if ln.end - ln.start <= _LONGEST_BARE and start < ln.start < end and ln.start not in taken
    ]
    headings, within = plain_headings(lines, found)
    plain = {ln.start for ln in headings}
    bare = [ln for ln in short if ln.start in plain or _bare(ln, found)]
    least = min((_rank(m) for m in found if m.style != "symbol"), default=1.0)
    items: list[tuple[int, Marker | Line]] = [(m.start, m) for m in found]
    items += [(line.start, line) for line in bare]
    items.sort(key=itemgetter(0))
    line_ends = [line.end for line in lines]
    line_ends.append(end)
    last_line = len(lines)
    stack: list[_Level] = []
    nodes: list[Node] = []
    k = 0
    for (at, item), (following, after) in zip(items, [*items[1:], (end, None)], strict=False):
        while k < last_line and line_ends[k] <= at:
            k += 1
        line_end = min(line_ends[k], following, end)
        if isinstance(item, Marker):
            leads = line_end < following and (_under(item, after) or not text[line_end:following].isspace())
            stop = min(item.heading, line_end) or heading_end(text, item, line_end, leads)
            counts = item.style != "symbol"
            node = Node(at, stop, item.depth, item.written, item.number if counts else 0, item.key)
            node.part = item.style == "part"
            node.headed = stop >= line_end - 1 and visible(text, line_end, following) >= LINE
            rank = _rank(item) if counts else _symbol_rank(item, found, least, under=bool(plain))
            _place(text, stack, root, node, item, rank, nodes[-1] if nodes else None)
        else:
            below = within and at in plain
            node = Node(at, item.end - (item.text[-1] in ":。"), _BELOW if below else 0, "")
            node.headed = below
            rank = _rank(found[0]) + 0.5 if below else least - 0.5
            while stack and stack[-1].rank >= rank:
                stack.pop()
            _push(stack, root, node, _Level(rank, "bare", 0, node))
        nodes.append(node)
    for node, following_node in zip(nodes, [*nodes[1:], None], strict=False):
        node.end = following_node.start if following_node else end
    _close(root, end)
    return root


def preorder(root: Node) -> Iterator[Node]:
    """The blocks under the root in the order of the text."""
    todo = root.children[::-1]
    while todo:
        node = todo.pop()
        yield node
        todo += reversed(node.children)


def _number(node: Node) -> None:
    """Note where the numbers of a node's blocks are not what they should be; 最后 is no number."""
    last: dict[str, int] = {}
    previous = 0  # the number of the block before, whatever its form
    for child in node.children:
        child.level = node.level + 1
        child.parent = node.start if node.level else -1
        if not child.value or (child.key == "word" and child.value == LAST):
            continue
        before = last.get(child.key, 0)
        last[child.key] = child.value
        if child.value != before + 1 and not child.value == previous + 1 > 1:  # 1.…2、…3.: of several forms
            child.fault = _FAULTS[(child.value > before) - (child.value < before)]
            if not before:
                child.fault = "late"
            elif child.value == 1 < before:
                child.fault = "restarted"
        previous = child.value


_FAULTS = {1: "skipped", 0: "repeated", -1: "backward"}


def _under(item: Marker, following: Marker | Line | None) -> bool:
    """Whether what follows is another kind of block, as the first of a list under a heading is."""
    return isinstance(following, Marker) and following.key != item.key and following.number == 1


def _bare(line: Line, found: list[Marker]) -> bool:
    """A heading without a number: by its words, or a document's title between the numbered blocks of a report."""
    return bare_heading(line) or (bool(found) and line.start > found[0].start and is_title(line))


def _rank(m: Marker) -> float:
    return _RANK.get(m.key, _LOWEST)


def _symbol_rank(m: Marker, found: list[Marker], least: float, *, under: bool) -> float:
    """Over all numbers where a symbol is the first of the report's marks; else it marks the items of a list.

    ``under``: there are headings without a number over it.
    """
    return least - 0.5 if found[0].key == m.key and not under else _LOWEST - 0.1


def _place(text: str, stack: list[_Level], root: Node, node: Node, m: Marker, rank: float, before: Node | None) -> None:
    """Hang a node where its number continues, else where it starts a list, else by the rank of its style."""
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.key == m.key and (level.last < m.number <= level.last + 2 or m.number == level.last > 1):
            del stack[depth + 1 :]
            stack.pop()
            _push(stack, root, node, _Level(level.rank, m.key, m.number, node))
            return
    top = stack[-1] if stack else None
    under = top is not None and before is top.node and len(stack) < _DEEPEST
    again = top is not None and top.key == m.key and top.last == m.number  # 1、… 1、…: numbered wrongly
    if top and under and m.number == 1 and top.rank >= rank and not again and _heads_list(text, top.node, node):
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


def _push(stack: list[_Level], root: Node, node: Node, level: _Level) -> None:
    (stack[-1].node if stack else root).children.append(node)
    stack.append(level)


def _heads_list(text: str, over: Node, first: Node) -> bool:
    """Whether a list's first item stands right under a heading: no text between, and not the same heading again."""
    if visible(text, max(over.heading_end, over.start + len(over.number)), first.start) >= BODY:
        return False
    return text[over.start : over.heading_end] != text[first.start : first.heading_end]


def _close(root: Node, end: int) -> None:
    """Give every node the end of its whole block, children included."""
    todo = [(root, end)]
    while todo:
        node, stop = todo.pop()
        node.end = stop
        _number(node)
        for child, after in zip(node.children, [*node.children[1:], None], strict=False):
            todo.append((child, after.start if after else stop))


def visible(text: str, start: int, end: int) -> int:
    """Characters of a range other than blanks and line ends."""
    return end - start - text.count(" ", start, end) - text.count("\n", start, end) if start < end else 0
