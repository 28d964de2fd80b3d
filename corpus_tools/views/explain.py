"""An explanation of one measure as text or JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import tomli

from corpus_tools.corpus.explain import Explanation
from corpus_tools.tables import number

__all__ = ["flat", "in_columns", "render_explanation", "width"]

_OPEN, _CLOSE = "【", "】"
_REASONS = 6  # the strongest; the others hardly count


def render_explanation(found: Explanation, form: str = "text", *, language: str = "zh") -> str:
    """``text``: a line a field, words in the chosen language. ``json``: every field under its name."""
    if form == "json":
        return json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2)
    t = _texts()["en" if language == "en" else "zh"]
    out = in_columns(list(_lines(found, t)))
    return out if found.reread else f"{out}\n{t['changed']}"


def in_columns(lines: list[tuple[str, str]]) -> str:
    """Names and values, the values below each other; a Chinese character takes two places.

    >>> print(in_columns([("值", "300"), ("unit", "份")]))
    值    300
    unit  份
    """
    widest = max(width(name) for name, _ in lines)
    return "\n".join(f"{name}{' ' * (widest - width(name) + 2)}{value}" for name, value in lines)


def _lines(x: Explanation, t: dict[str, Any]) -> Iterator[tuple[str, str]]:
    m = x.measure
    yield t["measure"], m["id"]
    yield t["read_from"], t["place_in_file"].format(path=x.path, start=m["start"], end=m["end"])
    yield t["report"], x.report or t["none"]
    yield t["section"], f"{flat(x.heading) or t['no_heading']} [{x.label}]"
    yield t["sentence"], _marked(x)
    upper = "" if m["value_max"] is None else f"–{number(m['value_max'])}"
    between = t["between"].format(low=number(m["low"]), high=number(m["high"]))
    value = t["none"] if m["value"] is None else f"{number(m['value'])}{upper}"
    yield t["value"], f"{value} {m['unit']} ({t['modifiers'].get(m['modifier'], m['modifier'])}; {between})"
    yield t["quantity_rule"], x.quantity_rule
    described = t["links"].get(x.link_cue, "")
    beside = f" ({t['beside_rules']})" if x.beside_rules else ""
    yield t["link_cue"], f"{x.link_cue}{': ' if described else ''}{described}{beside}"
    asked = "; ".join(f"{t['what'][key]} {' '.join(words)}" for key, words in x.conditions.items())
    rule = t["by_rule"].format(rule=x.category_rule) + (f": {asked}" if asked else "")
    yield t["category"], f"{m['category']} ({t['concept'].format(concept=m['concept'])}; {rule})"
    if x.weighed is not None:
        spoke = ", ".join(f"{name} {weight:+.1f}" for name, weight in x.weighed.reasons[:_REASONS])
        ruled = t["by_rule"].format(rule=f"{x.weighed.by} → {x.weighed.ruled}")
        yield t["weighed"], f"{m['category']} {x.weighed.confidence:.2f} ({flat(spoke)}; {ruled})"
    yield t["status"], t["statuses"].get(m["status"], m["status"])
    name = t["cues"]
    for cue in x.cues:
        yield name, t["at"].format(what=t["what"][cue.what], text=cue.text, start=cue.start, end=cue.end)
        name = ""
    name = t["guards"]
    for guard in x.guards:
        reason = t["reasons"].get(guard.reason, guard.reason)
        yield name, t["at"].format(what=reason, text=guard.text, start=guard.start, end=guard.end)
        name = ""
    if not x.guards:
        yield name, t["no_guards"]
    if x.total is not None:
        yield t["total"], f"{flat(x.total.text)} ({x.total.id})"
    name = t["parts"]
    for part in x.parts:
        yield name, f"{flat(part.text)} ({part.id})"
        name = ""
    name = t["mismatch"]
    for wrong in x.mismatches:
        computed = number(wrong["computed"])
        values = {"text": flat(wrong["text"]), "other": flat(wrong["other_text"]), "computed": computed}
        yield name, t["mismatch_line"].format(kind=t["kinds"].get(wrong["kind"], wrong["kind"]), **values)
        name = ""
    yield t["counts"], t["left_out"].get(x.left_out, x.left_out) if x.left_out else t["yes"]
    if x.quantity_confidence is None or x.link_confidence is None:
        yield t["confidence"], f"{m['confidence']:.2f}"
    else:
        values = {"quantity": f"{x.quantity_confidence:.2f}", "link": f"{x.link_confidence:.2f}"}
        yield t["confidence"], t["confidence_of"].format(whole=f"{m['confidence']:.2f}", **values)


def _marked(x: Explanation) -> str:
    """The sentence on one line, the figure in thick brackets."""
    at, to = x.measure["start"] - x.sentence_start, x.measure["end"] - x.sentence_start
    return flat(f"{x.sentence[:at]}{_OPEN}{x.sentence[at:to]}{_CLOSE}{x.sentence[to:]}")


def flat(text: str) -> str:
    """One line, control characters left out: scraped text must not steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text or "").split())


def width(text: str) -> int:
    """Columns on a screen: a Chinese character takes two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


@cache
def _texts() -> dict[str, Any]:
    return tomli.loads((resources.files(__package__) / "explain.toml").read_text(encoding="utf8"))
