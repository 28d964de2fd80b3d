"""How much of a draft is copied, from a template, stock wording, or still to be decided upon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corpus_tools.checking.matches import Match

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Marked = npt.NDArray[np.bool_]  # one a character of the draft

__all__ = ["TEMPLATE", "open_share", "shares"]

TEMPLATE = 3  # reports with one passage: of two alike one may be the other's source, three point to a common text


def shares(text: str, matches: Sequence[Match], reports: dict[str, str]) -> tuple[float, float, float]:
    """Shares of the draft's visible characters: copied, of that from a template, and formulae elsewhere."""
    import numpy as np

    visible = _visible(text)
    total = int(visible.sum())
    if not total:
        return 0.0, 0.0, 0.0
    # A report that stands in the corpus twice is one source
    sources: dict[str, list[Match]] = {}
    for m in matches:
        if not m.formula:
            sources.setdefault("".join(reports.get(m.source.report, m.source.report).split()), []).append(m)
    holders = np.zeros(len(text), dtype=np.int32)
    for some in sources.values():
        holders += _covered(some, visible)
    formulae = _covered((m for m in matches if m.formula), visible) & (holders == 0)
    return (
        float((holders > 0).sum()) / total,
        float((holders >= TEMPLATE).sum()) / total,
        float(formulae.sum()) / total,
    )


def open_share(text: str, matches: Iterable[Match], settled: Iterable[Match]) -> float:
    """Share of the visible characters that were copied and lie in no passage that was ignored or cited."""
    visible = _visible(text)
    copied = _covered((m for m in matches if not m.formula), visible)
    total = int(visible.sum())
    return float((copied & ~_covered(settled, visible)).sum()) / total if total else 0.0


def _visible(text: str) -> Marked:
    import numpy as np

    return np.array([not c.isspace() for c in text], dtype=bool)


def _covered(some: Iterable[Match], visible: Marked) -> Marked:
    import numpy as np

    on = np.zeros(len(visible), dtype=bool)
    for m in some:
        on[m.start : m.end] = True
    return on & visible
