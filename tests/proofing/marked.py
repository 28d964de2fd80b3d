"""Precision and recall of each kind of finding on drafts with the faults marked in them (``drafts/*.txt``).

python -m tests.proofing.marked [--later] [--errors] [KIND...]

``drafts/later`` was written when the program was done, and read once before anything was mended for it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus_tools.analysis import analyse
from corpus_tools.proofing import KINDS, proof
from corpus_tools.records import Page

DRAFTS = Path(__file__).parent / "drafts"
_MARK = re.compile("⟦(.*?)⟧", re.S)


@dataclass(frozen=True)
class Draft:
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass
class Score:
    """Findings that are right and wrong, marks that were found and missed; ``errors`` in words."""

    drafts: int = 0
    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


def drafts(kind: str, folder: Path = DRAFTS) -> Iterator[Draft]:
    for line in (folder / f"{kind}.txt").read_text(encoding="utf8").splitlines():
        marked = line.replace("⏎", "\n")
        text, marks, at = "", [], 0
        for m in _MARK.finditer(marked):
            text += marked[at : m.start()]
            marks.append((len(text), len(text) + len(m[1])))
            text += m[1]
            at = m.end()
        yield Draft(text + marked[at:], tuple(marks))


def score(kind: str, folder: Path = DRAFTS) -> Score:
    out = Score()
    for draft in drafts(kind, folder):
        out.drafts += 1
        findings = proof(analyse(Page("draft", "draft.txt", draft.text, "", "utf-8")), kinds=[kind])
        for f in findings:
            right = any(a < f.end and f.start < b for a, b in draft.marks)
            out.right += right
            out.wrong += not right
            if not right:
                out.errors.append(f"{kind}: wrong: {f.text!r} in {draft.text!r}: {f.message}")
        for a, b in draft.marks:
            hit = any(a < f.end and f.start < b for f in findings)
            out.found += hit
            out.missed += not hit
            if not hit:
                out.errors.append(f"{kind}: missed: {draft.text[a:b]!r} in {draft.text!r}")
    return out


def main() -> None:
    kinds = [a for a in sys.argv[1:] if not a.startswith("-")] or list(KINDS)
    print("| kind | drafts | marks | precision | recall |\n| --- | ---: | ---: | ---: | ---: |")
    errors: list[str] = []
    right = wrong = found = missed = 0
    for kind in kinds:
        s = score(kind, DRAFTS / "later" if "--later" in sys.argv else DRAFTS)
        errors += s.errors
        right, wrong, found, missed = right + s.right, wrong + s.wrong, found + s.found, missed + s.missed
        print(f"| {kind} | {s.drafts} | {s.found + s.missed} | {s.precision:.2f} | {s.recall:.2f} |")
    print(f"| all | | {found + missed} | {right / (right + wrong or 1):.2f} | {found / (found + missed or 1):.2f} |")
    if "--errors" in sys.argv:
        print(*errors, sep="\n")


if __name__ == "__main__":
    main()
