"""HTML to the text a reader sees, less the menus.

The page is parsed by selectolax (lexbor, the HTML5 algorithm) and walked once. Block elements give line breaks, a
row of a data table one line with its cells separated by tabs, and blocks that are nothing but links (menus,
pagers, lists of related articles) are left out. What else the site put around a report stays, for the room
``structure`` to mark: losing a line of a report is worse than keeping one of the site. (trafilatura was tried in
its place: it drops the title above the article, runs signature and date together, and draws rules into tables that
the page does not have.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from corpus_tools.errors import RefusedFile
from corpus_tools.reading import encodings

__all__ = ["text_of", "visible_text"]

# A declaration stands at the head of the file: browsers look at 1024 bytes, pages put it later.
_HEAD = 8192
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SKIPPED = _tags(
    "script style noscript template head title nav select option textarea button iframe object svg math canvas "
    "audio video map datalist rt rp"
)
_BLOCKS = _tags(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main menu ol p pre section summary table tbody tfoot thead tr ul caption "
    "legend td th"
)
_CELLS = frozenset(("td", "th"))
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NO_DEPTH = _tags("area base br col embed hr img input link meta param source track wbr p li td tr th dd dt")

# Browsers stop at a depth of 512; beyond some thousands the parser's time grows with the square of the depth.
_MAX_DEPTH = 2000

# A menu: three links or more that hold nearly all of a block's characters, and no sentence among them.
_MENU_LINKS = 3
_MENU_SHARE = 0.8
_SENTENCE_END = re.compile("[。！？；]")

# A row of short cells belongs to a table of data; longer ones are columns of a page laid out as a table. Three
# hundred characters hold a paragraph, and no cell of a statistical table.
_MAX_CELL = 300

_OWN_NUMBER = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．是]|[①-⑳]|第[一二三四五六七八九十]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u201c\u201d\u2026\u2014"
# CSS Text 3, 4.1.3: a line break in the source between two wide characters disappears, elsewhere it is a space
_SOFT = "\r"
_SOFT_IN_WIDE = re.compile(f"(?<=[{_WIDE}])\r+(?=[{_WIDE}])")
_SPACES = re.compile("[ \r]+")
_AROUND_BREAK = re.compile(r" ?([\t\n]) ?")
_BREAKS = re.compile(r"\n\n+")
# A tag as a browser tells its end: quotes count behind = only. No way back into it, so that it is linear
_VALUE = r"""=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\s>"'][^\s>]*)?"""
_START_TAG = re.compile(rf"<([a-zA-Z][^\s/>]*)((?:[\s/]+|[^\s/>=]+|{_VALUE})*+)")
_ATTRIBUTE = re.compile(rf"([^\s/>=]+)(?:{_VALUE})?|=")
_MOST_ATTRIBUTES = 1000  # the parser compares each with all before it: 40,000 take it 4 s, 500,000 ten minutes


def text_of(data: bytes, *, name: str = "(bytes)") -> tuple[str, str]:
    """Visible text of an HTML file and the name of its encoding.

    Raises
    ------
    RefusedFile
        If the bytes cannot be decoded, the elements are nested thousands deep, or the page shows no text.

    Examples
    --------
    >>> text_of("<p>清运垃圾<b>3吨</b><p>栽树20株".encode("gb18030"))
    ('清运垃圾3吨\\n栽树20株', 'gb18030')
    """
    declared = _CHARSET.search(data[:_HEAD])
    hints = encodings.declared_codecs(declared[1].decode("ascii", "replace")) if declared else ()
    source, encoding = encodings.decode(data, name=name, hints=hints)
    if _depth(source) > _MAX_DEPTH:
        raise RefusedFile(name, f"elements are nested more than {_MAX_DEPTH} deep; this is no ordinary page")
    text = visible_text(source)
    if not text.strip():
        raise RefusedFile(name, "the page shows no text; it may be put in by a script: save it from a browser")
    return text, encoding


def visible_text(source: str) -> str:
    """The text of a page, a line for a block, tabs between the cells of a data table, menus left out.

    >>> visible_text("<ul><li><a>首页</a><li><a>范文</a><li><a>总结</a></ul><h1>防汛总结</h1>一、储备<br>编织袋3万条")
    '防汛总结\\n一、储备\\n编织袋3万条'
    """
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(_bounded(source.replace("\x00", ""))).body
    if body is None:
        return ""
    text = _walk(body, drop_menus=True)
    return text if text.strip() else _walk(body, drop_menus=False)


def _bounded(source: str) -> str:
    """The page with tags of absurdly many attributes left without any: none of them says what a reader sees."""
    long = 2 * _MOST_ATTRIBUTES
    if len(source) <= long or all(m.end() - m.start() <= long for m in _START_TAG.finditer(source)):
        return source

    def cut(m: re.Match[str]) -> str:
        few = m.end() - m.start() <= long or sum(1 for _ in _ATTRIBUTE.finditer(m[2])) <= _MOST_ATTRIBUTES
        return m[0] if few else f"<{m[1]}"

    return _START_TAG.sub(cut, source)


@dataclass(slots=True)
class _Block:
    """An open block: where its output begins and how much of it is links."""

    tag: str
    begin: int
    characters: int = 0
    linked: int = 0
    links: int = 0
    sentence: bool = False
    cells: list[int] = field(default_factory=list)  # of a row: where each cell's output begins
    items: int = 0  # of a numbered list: items so far


def _walk(body: Any, *, drop_menus: bool) -> str:
    out: list[str] = []
    blocks = [_Block("body", 0)]
    in_link = in_pre = 0
    node, entering = body.child, True
    while node is not None:
        tag = node.tag
        if entering:
            if tag == "-text":
                _add_text(node.text_content or "", out, blocks[-1], in_link > 0, in_pre > 0)
            elif tag == "br":
                out.append("\n")
            elif tag in _BLOCKS:
                if tag in _CELLS and blocks[-1].tag == "tr":
                    blocks[-1].cells.append(len(out))
                out.append("\n")
                blocks.append(_Block(tag, len(out)))
            in_link += tag == "a"
            in_pre += tag == "pre"
            if tag not in _SKIPPED and (child := node.child) is not None:
                node = child
                continue
        if tag in _BLOCKS:
            _close(out, blocks, drop_menus)
        if tag == "a":
            in_link -= 1
            blocks[-1].links += 1
        in_pre -= tag == "pre"
        following = node.next
        if following is not None:
            node, entering = following, True
        else:
            node, entering = node.parent, False
            if node is None or node.mem_id == body.mem_id:
                break
    return _tidy("".join(out))


def _add_text(raw: str, out: list[str], block: _Block, linked: bool, preformatted: bool) -> None:
    text = raw if preformatted else _BLANKS.sub(_blank, raw)
    out.append(text)
    size = len(text.strip())
    block.characters += size
    if linked:
        block.linked += size
        block.sentence = block.sentence or _SENTENCE_END.search(text) is not None


def _blank(m: re.Match[str]) -> str:
    return _SOFT if "\n" in m[0] or "\r" in m[0] else " "


def _close(out: list[str], blocks: list[_Block], drop_menus: bool) -> None:
    block = blocks.pop()
    menu = (
        drop_menus
        and block.links >= _MENU_LINKS
        and not block.sentence
        and block.linked >= _MENU_SHARE * block.characters
    )
    if menu:
        del out[block.begin :]
    else:
        outer = blocks[-1]
        if block.tag == "li" and outer.tag == "ol":
            _number(out, block, outer)
        outer.characters += block.characters
        outer.linked += block.linked
        outer.links += block.links
        outer.sentence = outer.sentence or block.sentence
        if block.tag == "tr" and len(block.cells) > 1:
            _join_cells(out, block.cells)
    out.append("\n")


def _number(out: list[str], item: _Block, outer: _Block) -> None:
    """The number a reader sees before an item of a list, unless the text has its own or is a link."""
    text = "".join(out[item.begin :]).strip()
    if text and item.linked < _MENU_SHARE * item.characters:
        outer.items += 1
        if not _OWN_NUMBER.match(text):
            out.insert(item.begin, f"{outer.items}.")


def _join_cells(out: list[str], begins: list[int]) -> None:
    """One line for a row of data; a row of long cells, or of paragraphs, is a page laid out as a table."""
    cells = ["".join(out[a:b]).strip() for a, b in zip(begins, [*begins[1:], len(out)], strict=True)]
    laid_out = any("\t" in c or ("\n" in c and _SENTENCE_END.search(c)) for c in cells)
    if max(map(len, cells)) <= _MAX_CELL and not laid_out:
        out[begins[0] :] = ["\t".join(c.replace("\n", " ") for c in cells)]


def _tidy(text: str) -> str:
    text = _SOFT_IN_WIDE.sub("", text)
    text = _SPACES.sub(" ", text)
    text = _AROUND_BREAK.sub(r"\1", text)
    return _BREAKS.sub("\n", text).strip("\n ")


def _depth(source: str) -> int:
    """How deep elements are nested, the ones that close themselves not counted."""
    depth = deepest = 0
    if source.count("<") <= _MAX_DEPTH:
        return 0
    for m in _TAG.finditer(source):
        if m[2].lower() in _NO_DEPTH:
            continue
        depth = max(depth - 1, 0) if m[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest
