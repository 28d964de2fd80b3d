"""The query language of one line, for the command line and the search box: ``宣传单 份>=1000 标签:publicity 年:2021``.

    words                 all of them must occur:         垃圾 宣传单
    "a phrase", “短语”      with blanks and signs:          "领导 小组"
    -word, -"phrase"      must not occur:                 垃圾 -分类
    one OR another        one suffices, also one|another: 横幅 OR 标语
    key:value             a filter:                       标签:宣传发动  label:publicity  机构:柳塘镇
    key>=number, a-b      years and values:               年>=2019  年:2019-2021
    unit>=number          a measure in this unit:         份>=1000  万元<50  人次=300
    2021年                 the report's year, as ``年:2021``; in quotes it is words

Keys, their Chinese and English names and all messages are in ``lexicon/query.toml``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from corpus_tools.corpus.search import Hits, Query, look
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.lexicon import load

__all__ = ["answer", "apart", "parse"]

Names = Mapping[str, Mapping[str, str]]

_PARTS = 40  # parts of a line: more are no question, and SQLite takes expressions of limited depth

_QUOTES = {'"': '"', "“": "”", "「": "」", "＂": "＂"}
_OPENING = "".join(_QUOTES)
# a part: a minus, what stands before a colon, and a quotation or what stands before the next blank
_PART = re.compile(
    rf"(?P<minus>[-－](?=\S))?(?P<key>[^\s:：{_OPENING}<>=≤≥＜＞＝]+[:：](?=\S))?"
    + "(?:"
    + "|".join(rf"{a}(?P<quoted{i}>[^{b}]*){b}" for i, (a, b) in enumerate(_QUOTES.items()))
    + r"|(?P<bare>\S+))"
)
_COMPARED = re.compile(r"([^\d<>=≤≥＜＞＝][^<>=≤≥＜＞＝]*)?(>=|<=|＞＝|＜＝|[<>=≤≥＜＞＝])(.+)")
_RANGE = re.compile(r"(\d[\d,，.]*\w?)[-–—~～至](\d[\d,，.]*\w?)")
_SIGNS = str.maketrans({"＞": ">", "＜": "<", "＝": "=", "≥": ">=", "≤": "<="})
_NO_NUMBER = re.compile(r"[^<>=≤≥＜＞＝]+(?:>=|<=|＞＝|＜＝|[<>=≤≥＜＞＝])")  # 份>= with a blank behind it, or nothing
_YEAR = re.compile(r"(?:19|20)\d\d年度?", re.ASCII)
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]{1,20}")


@dataclass(slots=True)
class _Line:
    """What has been read of a line so far."""

    names: Names
    language: str
    words: list[tuple[str, ...]] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    filters: dict[str, Any] = field(default_factory=dict)
    years: list[str] = field(default_factory=list)  # words such as 2021年 that stand without quotes
    ors: str = ""  # an OR that waits for its second word
    closed: bool = True  # whether the last part was no word, which an OR could follow

    def error(self, code: str, part: str, **values: Any) -> QueryError:
        return QueryError(load("query")[self.language][code].format(part=part, **values))


def parse(line: str, *, names: Names | None = None, language: str = "en", **options: Any) -> Query:
    """A line of the query language as a query.

    Parameters
    ----------
    line : as typed; blanks and the signs ``: - > <`` may be full-width
    names : what values are called beside their codes, per key: ``{"label": {"宣传发动": "publicity"}}``
    language : of messages, ``zh`` or ``en``
    options : further fields of the query, such as ``limit``; they go before what the line says

    Raises
    ------
    QueryError
        If a part cannot be understood; the message names it.

    Examples
    --------
    >>> q = parse('宣传单 -横幅 份>=1000 标签:publicity 年:2019-2021')
    >>> q.words, q.without, q.unit, q.minimum, q.label, q.years
    ('宣传单', ('横幅',), '份', 1000, 'publicity', (2019, 2021))
    >>> parse('"领导 小组" 讲座|培训').either
    (('领导 小组',), ('讲座', '培训'))
    """
    line = line.replace("\0", " ")
    told = _Line(names or {}, "zh" if language == "zh" else "en")
    parts = list(_PART.finditer(line))
    if len(parts) > _PARTS:
        raise told.error("many", "", n=_PARTS)
    for part in parts:
        _read(told, part)
    if told.ors:
        raise told.error("either", told.ors)
    alone = {w for w in told.years if (w,) in told.words}  # not 2020年 OR 2021年
    if alone and told.filters.keys().isdisjoint(("year_from", "year_to")):
        told.words = [g for g in told.words if len(g) > 1 or g[0] not in alone]
        told.filters |= _within(alone)
    plain = [g[0] for g in told.words if len(g) == 1 and not any(map(str.isspace, g[0]))]
    either = tuple(g for g in told.words if len(g) > 1 or any(map(str.isspace, g[0])))
    if options.get("year") is not None:
        told.filters = {k: v for k, v in told.filters.items() if not k.startswith("year_")}
    return Query(words=" ".join(plain), either=either, without=tuple(told.without), **{**told.filters, **options})


def answer(corpus: Corpus, query: Query, *, facets: int = 12) -> tuple[Query, Hits]:
    """Hits of a query for people, and the query they are of: where it has none, that of its words ``apart``."""
    hits = look(corpus, query, facets=facets)
    if not hits.total and (loose := apart(query)) is not None:
        others = look(corpus, loose, facets=facets)
        if others.total:
            return loose, others
    return query, hits


def apart(query: Query) -> Query | None:
    """The query with the words cut that hold several, and without those that only ask; None if that is the same.

    >>> loose = apart(parse("2021年发放宣传单最多的社区"))
    >>> loose.words, loose.years
    ('发放 宣传单 社区', (2021, 2021))
    >>> apart(parse("宣传单 社区")) is None
    True
    """
    from corpus_tools import segmentation

    years = [m[0] for m in _YEAR.finditer(query.words)] if query.years == (None, None) else []
    said = _YEAR.sub(" ", query.words) if years else query.words
    asking = load("query")["asking"]["words"]
    pieces = [w for word in said.split() for w in segmentation.cut(word) if len(w) > 1 and w not in asking]
    words = " ".join(dict.fromkeys(pieces))
    if not words or words == query.words:
        return None
    return replace(query, words=words, **(_within(years) if years else {}))


def _within(years: Iterable[str]) -> dict[str, Any]:
    """The filter that years such as 2021年 stand for: the first and the last of them."""
    numbers = sorted(int(year[:4]) for year in years)
    return {"year_from": numbers[0], "year_to": numbers[-1]}


def _read(told: _Line, part: re.Match[str]) -> None:
    whole, key, bare = part[0], part["key"], part["bare"]
    value = bare if bare is not None else next(v for k, v in part.groupdict().items() if k[0] == "q" and v is not None)
    if bare is not None and bare[0] in _OPENING:
        raise told.error("unclosed", whole)
    if not value.strip() or (bare is not None and not key and bare[-1] in ":：" and _key(bare[:-1])):
        raise told.error("empty", whole)
    if bare in load("query")["either"]["words"] and not key and not part["minus"]:
        if told.closed or told.ors:
            raise told.error("either", whole)
        told.ors = whole
        return None
    if bare is not None and not key and _NO_NUMBER.fullmatch(bare):
        raise told.error("bound", whole)
    compared = _COMPARED.fullmatch(bare) if bare is not None and not key else None
    number = _number(compared[3]) if compared else None
    if not key and (number is None or compared is None):
        if compared and compared[1] and (name := _key(compared[1])):  # 年>=去年
            code = "number" if name in _NUMBERS else "compare"
            raise told.error(code, whole, key=compared[1])
        if compared and compared[1] and _is_unit(compared[1]):  # 份>=很多
            raise told.error("bound", whole)
        return _word(told, whole, value, bare is not None, bool(part["minus"]))
    if part["minus"]:
        raise told.error("exclude", whole)
    if told.ors:
        raise told.error("either", whole)
    told.closed = True
    if compared is not None and number is not None:
        return _compare(told, whole, compared[1] or "", compared[2].translate(_SIGNS), number)
    said = key[:-1]
    name = _key(said)
    if name is None:
        if not _WORD.fullmatch(said):  # 3:1, 8:30 and addresses are words
            told.closed = False
            return _word(told, whole, whole, True, False)
        raise told.error("key", whole, key=said, keys=_offered(told))
    return _filter(told, whole, said, name, value)


def _word(told: _Line, whole: str, value: str, bare: bool, minus: bool) -> None:
    if minus:
        if told.ors:
            raise told.error("either", whole)
        told.closed = True
        told.without.append(value)
        return
    inside = [w for w in re.split(r"[|｜]", value) if w] if bare else [value]
    if not inside:
        raise told.error("either", whole)
    if told.ors:
        told.words[-1] = (*told.words[-1], *inside)
        told.ors = ""
    else:
        told.words.append(tuple(inside))
        if bare and _YEAR.fullmatch(value):
            told.years.append(value)
    told.closed = False


_NUMBERS = ("year", "value")


def _compare(told: _Line, whole: str, left: str, sign: str, number: float) -> None:
    name = _key(left) if left else "value"
    if name is None or name == "value":
        if name is None:
            left, number = _magnitude(left, number)
            _unit(told, whole, left)
        bounds = ("minimum", "maximum")
        # strictly above is at least the next number there is
        low, high = math.nextafter(number, math.inf), math.nextafter(number, -math.inf)
    elif name == "year":
        if not float(number).is_integer():
            raise told.error("number", whole, key=left)
        bounds, number = ("year_from", "year_to"), int(number)
        low, high = number + 1, number - 1
    else:
        raise told.error("compare", whole)
    if sign in (">=", ">", "="):
        _once(told, whole, bounds[0], number if sign != ">" else low)
    if sign in ("<=", "<", "="):
        _once(told, whole, bounds[1], number if sign != "<" else high)
    lower, upper = (told.filters.get(b) for b in bounds)
    if lower is not None and upper is not None and lower > upper:
        raise told.error("bounds", whole)


def _magnitude(unit: str, number: float) -> tuple[str, float]:
    """``万元>=5`` is ``元>=50000``: the tables hold values in the unit itself. 千克 and 万千瓦 are units."""
    if unit[0] in "万亿" and len(unit) > 1 and not _is_unit(unit):
        return unit[1:], number * load("query")["magnitudes"][unit[0]]
    return unit, number


def _is_unit(word: str) -> bool:
    return any(word in units for units in load("units")["measure"].values())


def _unit(told: _Line, whole: str, unit: str) -> None:
    other = told.filters.setdefault("unit", unit)
    if other != unit:
        raise told.error("units", whole, other=other)


def _once(told: _Line, whole: str, name: str, value: Any) -> None:
    if told.filters.setdefault(name, value) != value:
        raise told.error("twice", whole)


def _filter(told: _Line, whole: str, said: str, name: str, value: str) -> None:
    value = value.strip()
    if name in _NUMBERS:
        both = _RANGE.fullmatch(value)
        numbers = [_number(x) for x in both.groups()] if both else [_number(value)] * 2
        if numbers[0] is None or numbers[1] is None:
            raise told.error("number", whole, key=said)
        _compare(told, whole, said, ">=", numbers[0])
        return _compare(told, whole, said, "<=", numbers[1])
    if name in ("status", "what"):
        codes = ("done", "planned", "negated") if name == "status" else ("sections", "measures")
        found = next((c for c in codes if value.lower() == c or value in load("query")["values"][c]), None)
        if found is None:
            raise told.error(name, whole, values=", ".join(f"{c} ({load('query')['values'][c][0]})" for c in codes))
        return _once(told, whole, name, found)
    if name == "unit":
        return _unit(told, whole, value)
    known = told.names.get(name, {})
    return _once(told, whole, name, known.get(value) or known.get(value.lower(), value))


@cache
def _keys() -> dict[str, str]:
    return {word.lower(): key for key, words in load("query")["keys"].items() for word in words}


def _key(said: str) -> str | None:
    return _keys().get(said.strip().lower())


def _offered(told: _Line) -> str:
    at = 1 if told.language == "zh" else 0  # each list begins with the English name, then the Chinese
    return "、".join(w[1] for w in load("query")["keys"].values()) if at else ", ".join(load("query")["keys"])


def _number(text: str) -> float | None:
    """A number as people type it: ``1000``, ``1,000``, ``3.2万``; None if it is none."""
    text = text.strip().replace(",", "").replace("，", "")
    times = load("query")["magnitudes"].get(text[-1:], 1)
    if times != 1:
        text = text[:-1]
    # 12 digits: no measure has more, and more would leave the range of exact numbers
    if not re.fullmatch(r"\d{1,12}(?:\.\d{1,12})?", text, re.ASCII):
        return None
    value = float(text) * times
    return int(value) if value.is_integer() else value
