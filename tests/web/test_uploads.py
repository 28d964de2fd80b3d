"""A draft comes as a file: it is read with limits and kept nowhere."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.web import application
from corpus_tools.web.guard import UPLOAD
from tests.conftest import COPY
from tests.web.loop import run


def upload(db: Path, name: str, data: bytes, *, draft: str = "", token: bool = True, language: str = "en") -> Any:
    async def send() -> Any:
        app = application(db, language=language)
        form = await app.client.get("/-/check")
        found = re.search(r'name="csrftoken" value="([^"]+)"', form.text)
        assert found
        fields = {"csrftoken": found[1] if token else "x", "draft": draft}
        return await app.client.post("/-/check", data=fields, files={"file": (name, data)}, cookies=dict(form.cookies))

    return run(send())


def docx(text: str, **members: bytes) -> bytes:
    from docx import Document

    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    box = io.BytesIO()
    document.save(box)
    if not members:
        return box.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(box) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in members:
                new.writestr(info.filename, old.read(info.filename))
        for member, data in members.items():
            new.writestr(member, data)
    return out.getvalue()


def pdf(text: str) -> bytes:
    from fpdf import FPDF

    made = FPDF()
    made.add_page()
    made.set_font("Helvetica")
    made.multi_cell(0, text=text)
    return bytes(made.output())


@pytest.mark.parametrize("kind", ["txt", "gb18030.txt", "md", "html", "docx"])
def test_a_file_of_each_kind_is_checked(mined: Path, kind: str) -> None:
    data = {
        "txt": COPY.encode(),
        "gb18030.txt": COPY.encode("gb18030"),
        "md": COPY.encode(),
        "html": ("<p>" + COPY.replace("\n\n", "</p><p>") + "</p>").encode(),
        "docx": docx(COPY),
    }[kind]
    answer = upload(mined, f"draft.{kind}", data)
    assert answer.status_code == 200
    assert "a-refuse" in answer.text and 'class="draft"' in answer.text


def test_a_pdf_is_checked(mined: Path) -> None:
    assert "Nothing copied" in upload(mined, "draft.pdf", pdf("Nothing copied in this report of 12 pages.")).text


def test_a_large_file_never_touches_the_disk(mined: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was made")

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    data = docx(COPY, **{"word/media/picture.png": bytes(range(256)) * 2**13})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as stored:
            for member in archive.namelist():
                stored.writestr(member, archive.read(member))
    assert len(kept.getvalue()) > 2**21
    assert "a-refuse" in upload(mined, "draft.docx", kept.getvalue()).text


def test_a_file_without_the_forms_token_is_refused(mined: Path) -> None:
    assert upload(mined, "d.txt", COPY.encode(), token=False).status_code == 403


@pytest.mark.parametrize("name", ["d.exe", "d.doc", "d.zip", "d", "d.docx.js", "d.svg"])
def test_other_kinds_are_refused(mined: Path, name: str) -> None:
    answer = upload(mined, name, b"MZ")
    assert answer.status_code == 415
    assert 'class="error"' in answer.text and ".docx" in answer.text


@pytest.mark.parametrize("name", ["d.docx", "d.pdf", "d.txt", "d.html"])
@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 50, b"PK\x03\x04" + b"\xff" * 90, b"%PDF-1.7 " + b"\xff" * 90],
    ids=["no", "nul", "zip", "pdf"],
)
def test_no_file_breaks_the_page(mined: Path, name: str, data: bytes) -> None:
    answer = upload(mined, name, data)
    assert answer.status_code in (200, 400)
    assert 'class="error"' in answer.text or 'class="draft"' in answer.text


def test_a_file_that_is_too_large_is_refused(mined: Path) -> None:
    assert upload(mined, "d.txt", b"a" * (UPLOAD + 1)).status_code == 413
    assert upload(mined, "d.txt", "垃圾".encode() * 150_000).status_code == 413
    assert upload(mined, "d.txt", b"a" * (2 * UPLOAD)).status_code == 413


def test_a_zip_bomb_is_refused(mined: Path) -> None:
    bomb = docx("a", **{"word/document.xml": b"<w:t>" + b" " * (60 * 2**20)})
    assert len(bomb) < 2**20
    assert upload(mined, "bomb.docx", bomb).status_code == 413


def test_external_entities_are_not_read(mined: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("STRENG-GEHEIM", encoding="utf8")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document xmlns:w="{space}"><w:body>'
        "<w:p><w:r><w:t>a&x;b</w:t></w:r></w:p></w:body></w:document>"
    )
    answer = upload(mined, "x.docx", docx("a", **{"word/document.xml": document.encode()}))
    assert answer.status_code in (200, 400)
    assert "GEHEIM" not in answer.text


def test_entities_that_blow_up_are_refused(mined: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    document = (
        f'<!DOCTYPE d [<!ENTITY a0 "lol">{entities}]><w:document xmlns:w="{space}"><w:body>'
        "<w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>"
    )
    answer = upload(mined, "x.docx", docx("a", **{"word/document.xml": document.encode()}))
    assert answer.status_code in (200, 400)
    assert "lollol" not in answer.text


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.txt", "C:\\a\\b.txt", "<script>alert(1)</script>.txt", "a" * 300 + ".txt", "\u202etxt.txt"],
)
def test_the_files_name_is_no_path_and_no_markup(mined: Path, name: str) -> None:
    answer = upload(mined, name, COPY.encode())
    assert answer.status_code == 200
    assert "<script>" not in answer.text and "../" not in answer.text and "/etc" not in answer.text


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=x"]
)
def test_forms_that_are_none_are_refused(mined: Path, kind: str) -> None:
    async def send() -> Any:
        headers = {"content-type": kind, "cookie": "a=b"}
        return await application(mined).client.post("/-/check", content=b"--x\r\n", headers=headers)

    assert run(send()).status_code in (400, 415)


def test_a_form_cut_short_is_no_draft(mined: Path) -> None:
    async def send() -> Any:
        headers = {"content-type": "multipart/form-data; boundary=x"}
        return await application(mined).client.post("/-/check", content=b"--x\r\ncontent-", headers=headers)

    answer = run(send())
    assert answer.status_code == 403 and 'class="error"' in answer.text


def checked(db: Path, files: dict[str, tuple[str, bytes]], **fields: str) -> Any:
    """The answer to the form with these files and fields."""

    async def send() -> Any:
        app = application(db, language="en")
        form = await app.client.get("/-/check")
        token = re.search(r'name="csrftoken" value="([^"]+)"', form.text)[1]  # type: ignore[index]
        sent = {"csrftoken": token, **fields}
        return await app.client.post("/-/check", data=sent, files=files, cookies=dict(form.cookies))

    return run(send())


def decided(db: Path, verdict: str, **changed: Any) -> bytes:
    """A file of decisions as the page saves it: one about each passage of the draft."""
    from corpus_tools.checking import check

    result = check(COPY, db)
    items = [result.item(m) for m in result.passages]
    rows = [
        {"id": i.id, "item": i.item, "kind": i.kind, "source": i.source, "decision": verdict, "text": i.text}
        for i in items
    ]
    return json.dumps({"corpus_tools": "decisions", "draft": "d.txt", "decisions": rows, **changed}).encode()


NOTHING = ("", b"")


def test_decisions_sent_with_the_draft_are_taken_up(mined: Path) -> None:
    saved = {"file": ("d.txt", COPY.encode()), "decisions": ("d.txt.decisions.json", decided(mined, "cite"))}
    for files, fields in (
        (saved, {}),
        ({**saved, "file": NOTHING}, {"draft": COPY}),
        ({"file": saved["file"], "decisions": NOTHING}, {"decided": decided(mined, "cite").decode()}),
    ):
        answer = checked(mined, files, **fields)
        assert answer.status_code == 200
        assert 'data-decision="cite"' in answer.text and "saved decisions were taken up" in answer.text
    without = checked(mined, {"file": saved["file"], "decisions": NOTHING})
    assert 'data-decision="cite"' not in without.text


def test_what_the_page_says_holds_over_the_file(mined: Path) -> None:
    files = {"file": ("d.txt", COPY.encode()), "decisions": ("d.json", decided(mined, "cite"))}
    answer = checked(mined, files, decided=decided(mined, "ignore").decode())
    assert 'data-decision="ignore"' in answer.text and 'data-decision="cite"' not in answer.text


def test_a_draft_keeps_its_name_when_its_text_is_checked_again(mined: Path) -> None:
    answer = checked(mined, {"file": NOTHING}, draft=COPY, name="../in/2023年总结.docx")
    assert 'data-file="2023年总结.docx"' in answer.text


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"[]",
        b'{"corpus_tools": "decisions", "decisions": [1]}',
        b"[" * 100_000,
        b" " * (2**20 + 1),
        json.dumps(
            {"corpus_tools": "decisions", "decisions": [{"id": str(k), "decision": "cite"} for k in range(2_001)]}
        ).encode(),
    ],
    ids=["bytes", "list", "row", "deep", "large", "many"],
)
def test_what_is_no_file_of_decisions_is_refused_by_name(mined: Path, data: bytes) -> None:
    answer = checked(mined, {"file": ("d.txt", COPY.encode()), "decisions": ("<u>x.json", data)})
    assert answer.status_code == 400
    assert 'class="error"' in answer.text and "no file of decisions" in answer.text and "<u>" not in answer.text


def test_why_a_file_cannot_be_read_is_said_in_the_visitors_language(mined: Path) -> None:
    assert "only blanks" in upload(mined, "d.txt", b" ", language="en").text
    assert "文件里没有文字" in upload(mined, "d.txt", b" ", language="zh").text
