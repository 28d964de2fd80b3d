"""What is fuzzed: each target takes any bytes, does a step of the program with them, and holds the outcome to laws.

A target raises where a law does not hold; a file that is refused with its reason is as it should be. The same targets
are driven three ways: by kept finds and seeds (``test_finds.py``, each time), by hypothesis (there as well) and by
atheris, which goes where code has not been yet (``python -m tests.fuzz.run``).

Text is made of pieces that mean something to the steps, one a byte: a fuzzer that has to find three bytes in a row for
each Chinese character comes to no grammar.
"""

from __future__ import annotations

import io
import itertools
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from corpus_tools.analysis import analyse
from corpus_tools.checking import check
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.search import look
from corpus_tools.engines import mine
from corpus_tools.errors import QueryError, RefusedFile
from corpus_tools.measures import extract
from corpus_tools.proofing import proof
from corpus_tools.reading import read_bytes
from corpus_tools.records import Page, ReportText
from corpus_tools.reuse import find
from corpus_tools.structure import parse
from corpus_tools.views.asking import ask
from corpus_tools.views.check import render_check
from tests.conftest import COPY, FIRE, REFUSE
from tests.structure.test_laws import holds

__all__ = ["TARGETS", "portable", "spelt", "word", "written"]

_PIECES: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "pieces.toml").read_text(encoding="utf8"))
HALF = "\ud800"  # of a surrogate pair; TOML has no way to write it
STRUCTURE = [HALF, *_PIECES["structure"]]
MEASURES = [HALF, *_PIECES["measures"], *_PIECES["structure"][:20]]
WORDS = [HALF, *_PIECES["structure"], *_PIECES["measures"]]
SAID = [HALF, *_PIECES["query"]]
HTML, DOCX = _PIECES["html"], _PIECES["docx"]
PDF = [p.encode() for p in _PIECES["pdf"]]


def spelt(data: bytes, pieces: Sequence[str] = WORDS) -> str:
    """Text of pieces, one for a byte; a byte from 250 on takes three more for any code point, surrogates included."""
    out, rest = [], iter(data)
    for byte in rest:
        if byte < 250:
            out.append(pieces[byte % len(pieces)])
        else:
            number = int.from_bytes(bytes(itertools.islice(rest, 3)), "big")
            out.append(chr(number % 0x110000))
    return "".join(out)


def written(text: str) -> str:
    """The text as reading would hand it on: no NUL, no half of a surrogate pair."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def _read(data: bytes, name: str) -> None:
    try:
        page = read_bytes(data, name)
    except RefusedFile as e:
        assert e.reason and "\n" not in e.reason and "\n" not in e.path
        return
    page.text.encode()  # no half of a surrogate pair
    assert "\0" not in page.text and page.encoding


def text(data: bytes) -> None:
    _read(data, "a.txt")


def html(data: bytes) -> None:
    source = data if data[:1] == b"<" else spelt(data, HTML).encode("utf-8", "replace")
    _read(source, "a.html")


def docx(data: bytes) -> None:
    _read(data if data[:2] == b"PK" else word(spelt(data, DOCX).encode("utf-8", "replace")), "a.docx")


def pdf(data: bytes) -> None:
    _read(data if data[:4] == b"%PDF" else portable(b"".join(PDF[b % len(PDF)] for b in data)), "a.pdf")


def structure(data: bytes) -> None:
    source = spelt(data)
    holds(source)
    found = parse(source)
    levels: dict[int, int] = {}
    for h in found.headings:
        assert 0 <= h.start < h.end <= len(source)
        assert h.level == (1 if h.parent is None else levels[h.parent] + 1)
        levels[h.start] = h.level


def measures(data: bytes) -> None:
    source = spelt(data, MEASURES)
    found = extract(source).measures
    assert all(source[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    starts = {m.start for m in found}
    for m in found:
        assert m.part_of is None or m.part_of in starts - {m.start}
        assert m.low is None or m.high is None or m.low <= m.high
        for start, end in ((m.action_start, m.action_end), (m.object_start, m.object_end)):
            assert (start is None) == (end is None)
            assert start is None or end is None or 0 <= start < end <= len(source)


def page(data: bytes) -> None:
    """All steps for a page and the remarks of an editor on it."""
    source = written(spelt(data))
    analysis = analyse(Page("a", "a.txt", source, "0" * 64, "utf-8"))
    for f in proof(analysis):
        assert 0 <= f.start < f.end <= len(source)
        assert source[f.start : f.end] == f.text and f.message
    for m in analysis.mismatches:
        assert 0 <= m.start < m.end <= len(source) and 0 <= m.other_start < m.other_end <= len(source)


def reuse(data: bytes) -> None:
    parts = data.split(b"\xf9")[:4]
    reports = [ReportText(f"r{k}", f"p{k}", 7 * k, spelt(part)) for k, part in enumerate(parts)]
    reports.append(ReportText("x", "x", 3, COPY + spelt(data[::-1])))
    reports.append(ReportText("y", "y", 0, spelt(data) + REFUSE))
    said = {r.id: r for r in reports}

    def cut(key: str, start: int, end: int) -> str:
        report = said[key]
        assert report.start <= start < end <= report.start + len(report.text)
        return report.text[start - report.start : end - report.start]

    for p in find(reports).passages:
        a, b = cut(p.a_report_id, p.a_start, p.a_end), cut(p.b_report_id, p.b_start, p.b_end)
        assert a == a.strip() and b == b.strip()
        assert p.edits or p.kind == "verbatim"
        for e in p.edits:
            assert p.a_start <= e.a_start <= e.a_end <= p.a_end
            assert p.b_start <= e.b_start <= e.b_end <= p.b_end


def query(data: bytes) -> None:
    line = spelt(data, SAID)
    try:
        asked = ask(line)
    except QueryError as e:
        assert str(e)
        return
    found = look(_small(), asked)
    assert found.total >= len(found.rows)


def draft(data: bytes) -> None:
    """A draft is checked against a corpus and shown as a page of which it runs nothing."""
    source = written("<script>alert(1)</script>" + spelt(data) + COPY)
    result = check(source, _small(), language="en")
    shown = render_check([result], "html", language="en")
    assert "<script>alert" not in shown
    for found in result.passages:
        assert 0 <= found.start < found.end <= len(source)


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f for f in (text, html, docx, pdf, structure, measures, page, reuse, query, draft)
}


@cache
def _small() -> Corpus:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for name, said in (("a", REFUSE), ("b", COPY), ("c", FIRE)):
        (folder / f"{name}.txt").write_text(said, encoding="utf8")
    mine([folder], folder / "c.db")
    return Corpus(folder / "c.db")


_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def _template() -> dict[str, bytes]:
    from docx import Document

    box = io.BytesIO()
    made = Document()
    made.add_paragraph("一", style="List Number")
    made.save(box)
    with zipfile.ZipFile(box) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word(body: bytes) -> bytes:
    """A Word document with any body, well-formed or not."""
    start = f'<w:document xmlns:w="{_NAMESPACE}"><w:body>'.encode()
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for name, data in _template().items():
            whole = start + body + b"</w:body></w:document>"
            archive.writestr(name, whole if name == "word/document.xml" else data)
    return box.getvalue()


def portable(content: bytes) -> bytes:
    """A PDF of one page with any content; its table of objects is right."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at))
