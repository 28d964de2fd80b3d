"""Pictures of a corpus, drawn with Altair and rendered by vl-convert: no browser, no network, no script in them.

Whatever is told apart is told apart by place, shape or lightness, never by hue alone, so that pictures can be printed
in grey. A picture's words are text in SVG; in PNG they are drawn with the fonts of this computer.
"""

from __future__ import annotations

import base64
import math
from functools import cache
from pathlib import Path
from typing import Any

from corpus_tools.corpus import series
from corpus_tools.corpus.store import Corpus
from corpus_tools.errors import CorpusToolsError, UsageError
from corpus_tools.views.page import Words, render

__all__ = ["KINDS", "as_image", "draw", "has_chinese_font", "png", "svg", "write"]

KINDS = ("years", "distribution", "course", "network", "family")
# The first of these that is there is used; Debian's package of the second is fonts-noto-cjk
_FONT = "PingFang SC, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, WenQuanYi Micro Hei, SimHei, sans-serif"
_INK, _SOFT = "#1d2430", "#8b93a1"
_QUARTERED = 4  # values from which on there are quartiles to show
_NAMED = 12  # outliers named in a distribution, the largest: more cover one another


def draw(
    corpus: Corpus, kind: str, *, category: str = "", unit: str = "", family: int | None = None, language: str = "zh"
) -> dict[str, Any]:
    """One picture as a Vega-Lite specification with its data in it.

    Parameters
    ----------
    kind : one of ``KINDS``: measures per year and category; values of a category with its outliers; what the parts of
        a report's course are about; who shares text with whom; the members of a family over the years
    category, unit : of a distribution
    family : number of the family

    Raises
    ------
    UsageError
        If the kind is unknown, something it needs is missing, or there is nothing to draw.
    """
    t = Words(language)
    if kind == "years":
        return _years(series.by_year(corpus), t)
    if kind == "distribution":
        if not category:
            raise UsageError("a distribution needs --category, such as leaflets")
        return _distribution(series.distribution(corpus, category, unit), category, t)
    if kind == "course":
        return _course(series.course(corpus), t)
    if kind == "network":
        return _network(*series.network(corpus), t)
    if kind == "family":
        if family is None:
            raise UsageError("a family's picture needs --family N; `corpus-tools reuse --show families` lists them")
        return _family(series.family_times(corpus, family), family, t)
    raise UsageError(f"no picture {kind!r}; there are: {', '.join(KINDS)}")


def svg(spec: dict[str, Any]) -> str:
    """A specification drawn as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec))


def png(spec: dict[str, Any], *, scale: float = 2) -> bytes:
    """A specification drawn as PNG, ``scale`` pixels to a point."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, scale=scale))


def as_image(spec: dict[str, Any]) -> str:
    """A picture as the address of an image: as such it runs nothing, whatever stands in it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg(spec).encode()).decode()


def write(spec: dict[str, Any], out: Path, *, language: str = "zh") -> None:
    """Write a picture as ``.svg``, ``.png`` or ``.html`` (one file, no scripts), as the name ends.

    Raises
    ------
    UsageError
        If the name ends otherwise.
    CorpusToolsError
        If the file cannot be written.
    """
    suffix = out.suffix.lower()
    if suffix not in (".svg", ".png", ".html"):
        raise UsageError(f"{out}: let the name end in .svg, .png or .html")
    if suffix == ".png":
        data = png(spec)
    elif suffix == ".svg":
        data = svg(spec).encode()
    else:
        data = render("plot.html", language, pictures=True, title=spec["title"]["text"], image=as_image(spec)).encode()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
    except OSError as e:
        raise CorpusToolsError(f"{out}: cannot be written ({e.strerror})") from e


@cache
def has_chinese_font() -> bool:
    """Whether this computer can draw Chinese: without a font all characters are drawn as the same empty box."""
    one, other = (
        png({"data": {"values": [{}]}, "mark": {"type": "text", "text": c, "font": _FONT}, "width": 20, "height": 20})
        for c in "国永"
    )
    return one != other


def _specification(chart: Any, title: str, subtitle: str) -> dict[str, Any]:
    chart = chart.properties(title={"text": title, "subtitle": subtitle, "anchor": "start", "subtitleColor": "#5c6675"})
    chart = chart.configure(font=_FONT, background="white").configure_mark(color=_SOFT).configure_view(stroke=None)
    return dict(chart.configure_axis(gridColor="#e5e8ee", labelColor=_INK, labelLimit=240).to_dict())


def _data(rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    if not rows:
        raise UsageError("there is nothing to draw: the corpus has no such records")
    return alt.Data(values=rows)


def _years(rows: list[dict[str, Any]], t: Words) -> dict[str, Any]:
    """A table whose cells are the darker the more measures they hold; the number stands in the cell."""
    import altair as alt

    for row in rows:
        row["name"] = t.category(row["category"])
    most = max((row["measures"] for row in rows), default=1)
    x = alt.X("year:O", title=t.year, axis=alt.Axis(labelAngle=0))
    y = alt.Y("name:N", title=None, sort=alt.EncodingSortField("measures", op="sum", order="descending"))
    base = alt.Chart(_data(rows)).encode(x=x, y=y)
    cells = base.mark_rect(stroke="white").encode(
        color=alt.Color("measures:Q", scale=alt.Scale(scheme="greys", type="sqrt", domain=[0, most]), legend=None)
    )
    words = base.mark_text(fontSize=10).encode(
        text="measures:Q",
        # black on the lighter half of the scale, white on the darker
        color=alt.condition(alt.datum.measures > most / 4, alt.value("white"), alt.value(_INK)),
    )
    chart = alt.layer(cells, words).properties(width=alt.Step(44), height=alt.Step(22))
    return _specification(chart, t.plot_years, t.plot_years_about)


def _distribution(rows: list[dict[str, Any]], category: str, t: Words) -> dict[str, Any]:
    """A point a value on a logarithmic scale, spread upwards by chance; box of the quartiles; outliers named."""
    import altair as alt

    outliers = sorted((r for r in rows if r["outlier"]), key=lambda r: -r["value"])
    for i, row in enumerate(rows):
        row["at"] = (i * 0.618034) % 1  # the golden ratio spreads neighbours evenly
        row["shown"] = ""
    for row in outliers[:_NAMED]:
        row["shown"] = f"{row['organisation'] or row['page']} {row['value']:,.10g}"
    unit = rows[0]["unit"] if rows else ""
    x = alt.X("value:Q", title=unit or t.value, scale=alt.Scale(type="log"))
    y = alt.Y("at:Q", axis=None, scale=alt.Scale(domain=[-0.1, 1.3]))
    chart = alt.Chart(_data(rows))
    points = chart.mark_point(filled=True, opacity=0.75).encode(
        x=x,
        y=y,
        shape=alt.Shape("outlier:N", scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]), legend=None),
        color=alt.Color("outlier:N", scale=alt.Scale(domain=[False, True], range=[_SOFT, "black"]), legend=None),
        size=alt.Size("outlier:N", scale=alt.Scale(domain=[False, True], range=[25, 90]), legend=None),
    )
    box = chart.mark_boxplot(extent=0, color="#c9ced8", size=26, outliers=False, median={"color": "black"}).encode(
        x=x, y=alt.value(20)
    )
    words = chart.mark_text(align="right", dx=-8, fontSize=11).encode(x=x, y=y, text="shown:N")
    about = t.plot_distribution_about.format(n=f"{len(rows):,}", outliers=len(outliers))
    layers = alt.layer(points, *([box] if len(rows) >= _QUARTERED else []), words).properties(width=640, height=260)
    return _specification(layers, f"{t.plot_distribution}{t.colon}{t.category(category)} ({unit})", about)


def _course(rows: list[dict[str, Any]], t: Words) -> dict[str, Any]:
    """A strip for each label, the fuller the more of that part of the reports is about it."""
    import altair as alt

    order: dict[str, float] = {}
    for label in {row["label"] for row in rows}:
        mine = [row for row in rows if row["label"] == label]
        whole = sum(row["share"] for row in mine) or 1
        order[t.label(label)] = sum(row["part"] * row["share"] for row in mine) / whole  # where its middle lies
    for row in rows:
        row["name"] = t.label(row["label"])
    chart = (
        alt.Chart(_data(rows))
        .mark_area(interpolate="monotone", color="#4a5568", line={"color": "black", "strokeWidth": 1})
        .encode(
            x=alt.X("part:Q", title=t.plot_course_axis, axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format="%", tickCount=2)),
            row=alt.Row(
                "name:N",
                title=None,
                sort=sorted(order, key=lambda name: order[name]),
                header=alt.Header(labelAngle=0, labelAlign="left", labelFont=_FONT),
            ),
        )
        .properties(width=560, height=44)
        .configure_facet(spacing=6)
    )
    return _specification(chart, t.plot_course, t.plot_course_about)


def _network(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], t: Words) -> dict[str, Any]:
    """Bodies on a circle, a line between two that share text, the thicker the more."""
    import altair as alt

    place = {}
    for i, node in enumerate(nodes):
        angle = 2 * math.pi * i / len(nodes)
        node["x"], node["y"] = math.cos(angle), math.sin(angle)
        node["left"] = node["x"] < -0.01
        place[node["name"]] = node
    lines = [
        {
            "x": place[e["a"]]["x"],
            "y": place[e["a"]]["y"],
            "x2": place[e["b"]]["x"],
            "y2": place[e["b"]]["y"],
            "characters": e["characters"],
        }
        for e in edges
    ]
    domain = alt.Scale(domain=[-1.9, 1.9])
    x, y = alt.X("x:Q", axis=None, scale=domain), alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.2, 1.2]))
    rules = (
        alt.Chart(_data(lines))
        .mark_rule(color="#6b7280", opacity=0.7)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            size=alt.Size("characters:Q", scale=alt.Scale(range=[0.6, 6], zero=True), legend=None),
        )
    )
    points = alt.Chart(_data(nodes)).mark_point(filled=True, size=70, color="black").encode(x=x, y=y)
    sides: list[tuple[list[dict[str, Any]], Any, int]] = [
        ([n for n in nodes if not n["left"]], "left", 9),
        ([n for n in nodes if n["left"]], "right", -9),
    ]
    names = [
        alt.Chart(_data(side)).mark_text(align=align, dx=dx, fontSize=11, limit=190).encode(x=x, y=y, text="name:N")
        for side, align, dx in sides
        if side
    ]
    chart = alt.layer(rules, points, *names).properties(width=720, height=480)
    return _specification(chart, t.plot_network, t.plot_network_about)


def _family(rows: list[dict[str, Any]], number: int, t: Words) -> dict[str, Any]:
    """A line for each member, its mark at its year; the earliest is a diamond, those without a year stand apart."""
    import altair as alt

    for row in rows:
        row["when"] = str(row["year"] or t.unknown_year)
        row["earliest"] = bool(row["earliest"])
    chart = (
        alt.Chart(_data(rows))
        .mark_point(filled=True, opacity=1, color="black")
        .encode(
            x=alt.X("when:O", title=t.year, axis=alt.Axis(labelAngle=0, grid=True)),
            y=alt.Y("name:N", title=None, sort=[row["name"] for row in rows], axis=alt.Axis(grid=True)),
            shape=alt.Shape(
                "earliest:N", scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]), legend=None
            ),
            size=alt.Size("earliest:N", scale=alt.Scale(domain=[False, True], range=[60, 180]), legend=None),
        )
        .properties(width=480, height=alt.Step(22))
    )
    return _specification(chart, f"{t.plot_family} {number}", t.plot_family_about)
