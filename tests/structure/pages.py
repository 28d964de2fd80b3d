"""Pages with the answer marked in them: ``¶`` starts a report, ``§`` a section, ``⟨…⟩`` is noise."""

from __future__ import annotations

from corpus_tools.structure import parse


def unmark(marked: str) -> tuple[str, list[int], list[int], set[int]]:
    """Text without marks, report starts, section starts (those of reports included), offsets of visible noise."""
    text: list[str] = []
    reports: list[int] = []
    sections: list[int] = []
    noise: set[int] = set()
    inside = False
    for c in marked:
        if c in "⟨⟩":
            inside = c == "⟨"
        elif c == "¶":
            reports.append(len(text))
            sections.append(len(text))
        elif c == "§":
            sections.append(len(text))
        else:
            if inside and not c.isspace():
                noise.add(len(text))
            text.append(c)
    return "".join(text), reports, sections, noise


def check(marked: str) -> None:
    """Hold a marked page against what ``parse`` says of it."""
    text, reports, sections, noise = unmark(marked)
    s = parse(text)

    def shown(offsets: list[int]) -> list[str]:
        return [f"{a}:{text[a : a + 14]!r}" for a in offsets]

    assert shown([r.start for r in s.reports]) == shown(reports)
    assert shown([c.start for c in s.sections]) == shown(sections)
    found = {k for n in s.noise for k in range(n.start, n.end) if not text[k].isspace()}
    missed, false = sorted(noise - found), sorted(found - noise)
    assert "".join(text[k] for k in missed) == ""
    assert "".join(text[k] for k in false) == ""
