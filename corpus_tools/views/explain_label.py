"""An explanation of one section's label as text or JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import tomli

from corpus_tools.corpus.explain_label import LabelExplanation
from corpus_tools.labels.explaining import Context, Cue
from corpus_tools.labels.features import LENGTHS, PLACES
from corpus_tools.records import OTHER
from corpus_tools.views.explain import flat, in_columns

__all__ = ["render_label"]

_SHOWN = 40  # characters of a section's text
_PLACES = 6  # of a word that stands again and again


def render_label(found: LabelExplanation, form: str = "text", *, language: str = "zh") -> str:
    """``text``: a line a field, words in the chosen language. ``json``: every field under its name."""
    if form == "json":
        return json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2)
    t = _texts()["en" if language == "en" else "zh"]
    out = in_columns(list(_lines(found, t)))
    return out if found.agrees else f"{out}\n{t['disagrees'].format(label=found.weighed.label)}"


def _lines(x: LabelExplanation, t: dict[str, Any]) -> Iterator[tuple[str, str]]:
    s, w = x.section, x.weighed
    yield t["section"], s["id"]
    yield t["read_from"], t["place_in_file"].format(path=x.path, start=s["start"], end=s["end"])
    yield t["report"], flat(x.report) or t["none"]
    yield t["text"], _short(s["text"])
    label = f"{s['label']} {s['confidence']:.2f}"
    if s["label"] == OTHER:
        label += t["undecided"].format(label=s["second_label"])
    elif s["second_label"]:
        label += t["second"].format(label=s["second_label"], share=f"{s['second_confidence']:.2f}")
    yield t["label"], label
    yield t["probabilities"], ", ".join(f"{name} {p:.2f}" for name, p in w.probabilities.items() if p >= 0.005)
    for context in w.context:
        values = {"label": w.label, "rival": w.rival, "p": f"{context.label:.2f}", "q": f"{context.rival:.2f}"}
        if context.source == "alone":
            yield t["alone"], t["against"].format(odds=f"{w.log_odds:+.2f}", **values)
            for cue in w.cues:
                yield "", _cue(cue, t)
        else:
            yield t[context.source], t["with_"].format(sections=_sections(context, x, t), **values)


def _sections(context: Context, x: LabelExplanation, t: dict[str, Any]) -> str:
    return "; ".join(f"{_short(x.headings[i]) or t['no_heading']} [{x.weighed.labels[i]}]" for i in context.index)


def _cue(cue: Cue, t: dict[str, Any]) -> str:
    weight = f"{cue.weight:+.2f}"
    if cue.form:
        return f"{weight} {_trait(cue.text, t['form'])}"
    places = ", ".join(f"{a}–{b}" for a, b in cue.places[:_PLACES])
    if len(cue.places) > _PLACES:
        places += " " + t["more"].format(n=len(cue.places))
    out = t["at"].format(weight=weight, text=flat(cue.text), places=places)
    return out + (t["listed"].format(lists=", ".join(cue.listed)) if cue.listed else "")


def _trait(name: str, t: dict[str, str]) -> str:
    """A name of ``features.DENSE`` in words."""
    kind, _, number = name.partition(":")
    if not number:
        return t[kind]
    k = int(number)
    if kind == "depth":
        return t["depth"].format(n=number) if k else t["unnumbered"]
    edges = [0, *LENGTHS.tolist()] if kind == "length" else [0, *(round(100 * x) for x in PLACES.tolist()), 100]
    if k + 1 == len(edges):
        return t["longest"].format(low=edges[k])
    return t[kind].format(low=edges[k], high=edges[k + 1])


def _short(text: str) -> str:
    line = flat(text)
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


@cache
def _texts() -> dict[str, Any]:
    return tomli.loads((resources.files(__package__) / "explain_label.toml").read_text(encoding="utf8"))
