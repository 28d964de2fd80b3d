"""Titles and short quotations, whose figures are parts of names."""

from __future__ import annotations

import re
from bisect import bisect_right

__all__ = ["Quotes"]

# a quoted name is no longer than this (“十五分钟便民服务圈”); a longer quotation is speech, and may count things
QUOTED_NAME = 14


class Quotes:
    """Titles and short quotations of a text, for asking whether a numeral stands in one."""

    _PAIRS = re.compile(
        '《[^《》\n]{0,80}》|〈[^〈〉\n]{0,80}〉|“[^“”\n]{0,60}”|‘[^‘’\n]{0,60}’|「[^「」\n]{0,60}」|『[^『』\n]{0,60}』|"[^"\n]*"'
    )

    def __init__(self, text: str) -> None:
        found = [m.span() for m in self._PAIRS.finditer(text)]
        self._starts = [a for a, _ in found]
        self._ends = [b for _, b in found]
        self._text = text
        self.last = found[-1][1] if found else 0  # where the last one ends

    def around(self, start: int, end: int) -> tuple[int, int, bool] | None:
        """(start, end, is a title) of the quotation that holds ``start:end``."""
        i = bisect_right(self._starts, start) - 1
        if i < 0 or self._ends[i] < end:
            return None
        return self._starts[i], self._ends[i], self._text[self._starts[i]] in "《〈"

    def name(self, start: int, end: int) -> bool:
        """Whether ``start:end`` is part of a title or a quoted name.

        >>> Quotes("推广“17项适宜技术”").name(3, 6)
        True
        >>> Quotes("他说“这里原来有300吨垃圾没有人来管”").name(8, 12)
        False
        """
        found = self.around(start, end)
        if found is None:
            return False
        a, b, title = found
        return title or b - a - 2 <= QUOTED_NAME
