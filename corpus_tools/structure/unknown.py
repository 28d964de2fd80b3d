"""Whether a line that no list knows is the site's, told by its characters.

``lexicon/site.toml`` and ``furniture.toml`` know what sites have said; the next site says it in other words
(``0人已赞 打印 关闭窗口``). Where such a line stands at the edge of a report it is weighed: its characters alone and
together, how it begins and ends, how long it is. How much each says is estimated from the lines of
``samples/labelled/site-lines.tsv`` and the labelled sections there, which are all a report's, and stored as plain
numbers in models/site-lines/weights.json.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from corpus_tools.models import weights_of
from corpus_tools.structure import noise
from corpus_tools.structure.closing import dates, signs
from corpus_tools.structure.cues import counts
from corpus_tools.structure.lines import Line
from corpus_tools.structure.marker import lead
from corpus_tools.structure.normalise import HAN

__all__ = ["LIKELY", "MAYBE", "SURE", "features", "likely", "probability", "tells", "unlisted"]

# From these on a line at a report's edge is the site's, and one between paragraphs (models/site-lines/README.md)
LIKELY, SURE = 0.8, 0.95
MAYBE = 0.5  # behind a last sentence, where a report has nothing but its signature

_HEAD = 40  # characters of a line that are weighed, and its end
_LONGEST = 3  # characters that are weighed together
_EDGE = 4  # characters of the very beginning and end
_BUCKET, _LENGTHS = 8, 10
_SHARES, _SPACES = 4, 3
_PROSE = 25  # characters; a shorter sentence may be a button's
_LONGEST_LINE = 120  # of a longer line the head may be the site's and the rest a report's
_DIGITS = re.compile(r"\d+")
_HAN = re.compile(f"[{HAN}]")


def unlisted(line: Line, least: float = LIKELY) -> bool:
    """Whether a line at a report's edge that no list knows is the site's by its characters.

    What signs a report, dates it or goes with it is the report's whatever it looks like; its title is for other steps.

    >>> [unlisted(Line(0, len(said), said)) for said in ("会员限时优惠 立即开通", "联系人:周文", "一、组织领导")]
    [True, False, False]
    """
    said = line.text
    if lead(said) or signs(said) or dates(said) or noise.attached(said) or tells(line):
        return False
    return likely(said, SURE if noise.is_title(line) else least)


def tells(line: Line) -> bool:
    """Whether a line is a paragraph that counts what was done."""
    return len(line) >= _PROSE and line.text[-1] in "。;" and counts(line.text)


def likely(line: str, least: float = LIKELY) -> bool:
    """Whether a line is the site's, as far as its characters tell.

    >>> likely("扫码关注本站公众号 阅读(341) 评论(5)"), likely("清理卫生死角12处。")
    (True, False)
    """
    return 0 < len(line) <= _LONGEST_LINE and _weighed(line) >= least


def features(line: str) -> set[str]:
    """What speaks for or against it: characters up to three together, beginning, end, length, how much is Chinese.

    >>> sorted(features("第3页"))[:4], "$页" in features("第3页")
    (['$0页', '$第0页', '$页', '.0'], True)
    """
    said = _DIGITS.sub("0", line)
    head = said[:_HEAD]
    out = {f".{head[i : i + n]}" for n in range(1, _LONGEST + 1) for i in range(len(head) - n + 1)}
    out |= {f"^{said[:n]}" for n in range(1, _EDGE + 1)}
    out |= {f"${said[-n:]}" for n in range(1, _EDGE + 1)}
    out.add(f"length={min(_LENGTHS, len(line) // _BUCKET)}")
    out.add(f"han={_SHARES * len(_HAN.findall(line)) // len(line)}")
    out.add(f"spaces={min(_SPACES, line.count(' '))}")
    return out


@lru_cache(maxsize=1024)  # several steps ask of the same lines, and pages of one site share them
def _weighed(line: str) -> float:
    weights = _weights()
    return 0.0 if weights is None else probability(weights, line)


def probability(weights: Mapping[str, int], line: str) -> float:
    """What weights say of a line."""
    score = sum(filter(None, map(weights.get, features(line)))) + weights[""]
    return 1 / (1 + math.exp(-score / 100))


@cache
def _weights() -> Mapping[str, int] | None:
    """Weights in hundredths, by feature, that of "" always there; None where there is no model: lists alone tell."""
    return weights_of("site-lines", lambda found: {**found, "": int(found[""])})
