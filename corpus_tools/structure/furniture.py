"""Lines of sites that are known word for word, or by the label they begin with: looked up, not searched for.

The lists are in ``lexicon/furniture.toml``; what is known by a pattern only stands in ``lexicon/site.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from corpus_tools import lexicon

__all__ = ["known"]

_AROUND = re.compile(r"\A[^\w￥★]+|(?<=[^>])[^\w★<]+\Z| +")
_LONGEST_LABEL = 14  # characters with the spaces that spread it: 索 引 号
_LONGEST_VALUE = 80
_TEXT = frozenset("。;")  # a value that holds one of these is a sentence


def known(line: str) -> str:
    """Reason for which a line is the site's as it stands; "" where the lists do not have it.

    >>> known("【我要打印】"), known("索 引 号:0032-1"), known("· 精品文档"), known("地址:临江镇")
    ('navigation', 'publication', 'page_number', '')
    """
    lines, fields = _rules()
    label, colon, value = line.partition(":")
    if colon and len(label) <= _LONGEST_LABEL and len(value) <= _LONGEST_VALUE:
        reason = fields.get(_bare(label))
        if reason and not _TEXT.intersection(value):
            return reason
    return lines.get(_bare(line), "") if len(line) <= _longest() else ""


def _bare(written: str) -> str:
    """Without the marks around it and the spaces in it, of which most have none."""
    return (written if written.isalnum() else _AROUND.sub("", written)).lower()


@cache
def _rules() -> tuple[dict[str, str], dict[str, str]]:
    words = lexicon.load("furniture")
    return (
        {_bare(w): reason for reason, listed in words["lines"].items() for w in listed},
        {w: reason for reason, listed in words["fields"].items() for w in listed},
    )


@cache
def _longest() -> int:
    return 2 * max(map(len, _rules()[0]))  # the words spread by spaces, marks around them
