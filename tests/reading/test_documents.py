"""HTML, Word and PDF give the text a reader sees, in its order."""

import contextlib
import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from corpus_tools import reading
from corpus_tools.errors import RefusedFile
from corpus_tools.reading import read, read_bytes
from corpus_tools.reading.html import _bounded
from corpus_tools.structure import parse

ARTICLE = """<h1>柳林乡2020年防汛工作总结</h1>
<p>　　一、储备物资。储备编织袋3万条，
铁锹<a href="/t">500把</a>。</p><p>二、加强值守。<br>落实责任人56名。</p>
<table><tr><th>村名<th>水库（座）<tr><td><p>甲村</p><td><p>2</p><tr><td>乙村<td>3</table>
<div>柳林乡人民政府</div><div>2020年12月5日</div>"""
ARTICLE_LINES = [
    "柳林乡2020年防汛工作总结",
    "　　一、储备物资。储备编织袋3万条，铁锹500把。",
    "二、加强值守。",
    "落实责任人56名。",
    "村名\t水库（座）",
    "甲村\t2",
    "乙村\t3",
    "柳林乡人民政府",
    "2020年12月5日",
]
MENU = (
    "<ul>" + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("首页", "范文大全", "工作计划", "心得体会")) + "</ul>"
)


PIECES = "<p>|</p>|<table>|<tr>|</tr>|<td>|</table>|<a>|</a>|<div>|</div>|<br>|<pre>|</pre>|<template>|<script>"
PIECES += "|&#55296;|&nbsp;|<!--|-->|清运|3吨。|<|\n|\t|\0"


def html(source: str, encoding: str = "utf-8") -> list[str]:
    return read_bytes(source.encode(encoding), "p.html").text.split("\n")


def test_article_in_site_furniture() -> None:
    page = f"""<!DOCTYPE html><html><head><title>防汛_范文网</title><style>p{{}}</style></head><body>
    <nav>导航</nav><div class=top>{MENU}</div><div id=c>{ARTICLE}</div><div><h3>相关文章</h3>{MENU}</div>
    <script>document.write("<p>广告</p>")</script></body></html>"""
    assert html(page) == [*ARTICLE_LINES, "相关文章"]


def test_page_laid_out_as_a_table_keeps_its_lines() -> None:
    filler = "".join(f"<p>第{n}村完成隐患排查，整改到位，群众满意。</p>" for n in range(30))
    assert (
        html(f"<table><tr><td>{MENU}</td><td>{ARTICLE}{filler}</td></tr></table>")[: len(ARTICLE_LINES)]
        == ARTICLE_LINES
    )


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<table><tr><td>甲村<td>2<td>3<tr><td rowspan=2>乙村<td>1<td></table>", ["甲村\t2\t3", "乙村\t1\t"]),
        # a table of data within one that lays out the page
        (
            "<table><tr><td><table><tr><td>项目<td>数量<tr><td>植树<td>20株</table><td>侧栏</table>",
            ["项目\t数量", "植树\t20株", "侧栏"],
        ),
        # an article in a cell, however short
        (
            "<table><tr><td><h1>某镇工作总结</h1><p>今年我镇认真开展工作。</p><p>发放传单300份。</p><td>推荐</table>",
            ["某镇工作总结", "今年我镇认真开展工作。", "发放传单300份。", "推荐"],
        ),
        # what a reader sees before the items of a list; numbers of the text's own are not doubled
        ("<ol><li>宣传到位<li>整治到位</ol>", ["1.宣传到位", "2.整治到位"]),
        ("<ol><li>一、宣传到位<li>二、整治到位</ol>", ["一、宣传到位", "二、整治到位"]),
        ("<ul><li>宣传到位<li>整治到位</ul>", ["宣传到位", "整治到位"]),
        ("<p>清运<ruby>垃<rp>(</rp><rt>lā</rt><rp>)</rp></ruby>圾3吨</p>", ["清运垃圾3吨"]),
    ],
)
def test_tables_and_lists_as_a_reader_sees_them(source: str, lines: list[str]) -> None:
    assert html(source) == lines


def test_sentences_that_are_links_are_kept() -> None:
    links = "".join(f"<p><a href='#'>全乡排查隐患{n}处，已全部整改。</a></p>" for n in range(5))
    assert len(html(f"<div>{links}</div>")) == 5


def test_a_page_of_nothing_but_links_is_still_read() -> None:
    assert html(f"<body>{MENU}</body>") == ["首页", "范文大全", "工作计划", "心得体会"]


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "nonsense"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    page = f'<head><meta charset="{declared}"></head>{ARTICLE}'
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert html(page, encoding) == ARTICLE_LINES


def test_a_right_declaration_settles_a_short_page() -> None:
    page = '<meta charset="euc-kr"><p>마을 청소 보고</p>'
    assert read_bytes(page.encode("euc-kr"), "p.htm").text == "마을 청소 보고"


def test_html_without_text_and_html_nested_too_deep_are_refused() -> None:
    with pytest.raises(RefusedFile, match="no text"):
        read_bytes(b"<div id=app></div><script>render()</script>", "p.html")
    with pytest.raises(RefusedFile, match="nested"):
        read_bytes(b"<div>" * 50_000, "p.html")


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=40))
def test_any_html_is_read_or_refused(pieces: list[str]) -> None:
    with contextlib.suppress(RefusedFile):
        read_bytes("".join(pieces).encode(), "p.html").text.encode()


# ---------------------------------------------------------------- Word


def docx(build: Callable[[object], None]) -> bytes:
    document = Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def numbered(document, text: str, number: int, level: int = 0) -> None:  # type: ignore[no-untyped-def]
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_word_paragraphs_and_tables_in_their_order() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        document.add_heading("枣园村2019年工作总结", 0)
        document.add_paragraph("一、发放传单\t300份。")
        table = document.add_table(2, 2)
        for cell, text in zip((c for r in table.rows for c in r.cells), ["项目", "数量", "植树", "20株"], strict=True):
            cell.text = text
        document.add_paragraph("二、存在问题。").add_run("资金不足。")

    page = read_bytes(docx(build), "总结.DOCX")
    assert page.text.split("\n") == [
        "枣园村2019年工作总结",
        "一、发放传单\t300份。",
        "项目\t数量",
        "植树\t20株",
        "二、存在问题。资金不足。",
    ]
    assert (page.name, page.encoding) == ("总结", "docx")


def test_word_numbering_is_written_out() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    )

    def build(document) -> None:  # type: ignore[no-untyped-def]
        root = document.part.numbering_part.element
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        numbered(document, "组织领导", 77)
        numbered(document, "成立小组", 77, 1)
        numbered(document, "制定方案", 77, 1)
        document.add_paragraph("正文不编号。")
        numbered(document, "宣传发动", 77)
        numbered(document, "发放传单", 77, 1)

    assert read_bytes(docx(build), "a.docx").text.split("\n") == [
        "一、组织领导",
        "一.1 成立小组",
        "一.2 制定方案",
        "正文不编号。",
        "二、宣传发动",
        "二.1 发放传单",
    ]


def test_word_headings_numbered_by_their_style_open_sections() -> None:
    """A report as Word makes them: the number of a heading stands in its style and nowhere in its text."""

    def build(document) -> None:  # type: ignore[no-untyped-def]
        root = document.part.numbering_part.element
        level = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        )
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="88">{level}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="88"/></w:num>'))
        style = document.styles["Heading 1"].element.get_or_add_pPr()
        style.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="88"/></w:numPr>'))
        document.add_heading("枣园村2019年防汛工作总结", 0)
        document.add_paragraph("今年我村认真防汛，现将工作情况总结如下：")
        document.add_heading("组织巡查", 1)
        document.add_paragraph("巡查堤坝9次，储备块石300方。")
        table = document.add_table(2, 2)
        for cell, text in zip((c for r in table.rows for c in r.cells), ["物资", "数量", "麻袋", "400条"], strict=True):
            cell.text = text
        document.add_heading("转移群众", 1)
        document.add_paragraph("转移群众86户，开放学校2所。")

    text = read_bytes(docx(build), "a.docx").text
    structure = parse(text)
    assert [s.heading for s in structure.sections] == ["", "一、组织巡查", "二、转移群众"]
    assert "物资\t数量\n麻袋\t400条\n" in text
    (report,) = structure.reports
    assert (report.organisation, report.year, report.topic) == ("枣园村", 2019, "flood_control")


def test_word_deleted_text_is_gone_and_controls_are_looked_through() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        body = document.element.body
        body.insert(
            0,
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>清运垃圾</w:t></w:r>"
                "<w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:ins><w:r><w:t>40</w:t></w:r></w:ins>"
                "<w:hyperlink><w:r><w:t>吨。</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
            ),
        )

    assert read_bytes(docx(build), "a.docx").text.strip() == "清运垃圾40吨。"


def test_word_bomb_and_damage_are_refused() -> None:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(101):
            member.write(bytes(2**20))
    with pytest.raises(RefusedFile, match="unpacks to more"):
        read_bytes(packed.getvalue(), "a.docx")
    whole = docx(lambda d: None)
    for data, reason in (
        (whole, "no text"),
        (whole[:-500], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"text", "damaged"),
    ):
        with pytest.raises(RefusedFile, match=reason):
            read_bytes(data, "a.docx")


def test_word_external_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    source = io.BytesIO(docx(lambda d: d.add_paragraph("公开MARK")))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "word/document.xml":
                head, rest = data.decode().split("?>", 1)
                entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
                data = f"{head}?>{entity}{rest.replace('MARK', '&x;')}".encode()
            new.writestr(item, data)
    try:
        text = read_bytes(out.getvalue(), "a.docx").text
    except RefusedFile:
        return
    assert "公开" in text and "机密" not in text


# ---------------------------------------------------------------- PDF


def pdf(lines: list[str]) -> bytes:
    """A one-page PDF with Chinese text in a font that every reader brings along."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td " for line in lines)
    stream = f"BT /F1 12 Tf 50 700 Td {shown}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 4>>/DW 1000>>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (n, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def test_pdf_pages_are_joined_and_hard_wraps_stay() -> None:
    writer = PdfWriter()
    for lines in (["碾子坪社区工作总结", "发放宣传", "单300份。"], ["二、存在问题"]):
        writer.append(PdfReader(io.BytesIO(pdf(lines))))
    out = io.BytesIO()
    writer.write(out)
    page = read_bytes(out.getvalue(), "a.pdf")
    assert page.text.split("\n") == ["碾子坪社区工作总结", "发放宣传", "单300份。", "二、存在问题"]
    assert page.encoding == "pdf"


def test_pdf_hard_wraps_are_joined_by_the_structure() -> None:
    """The file's lines stay as they are; a sentence is read across them, and across the page."""
    lines = [
        "平湖镇2019年防汛工作总结",
        "今年以来我镇认真做好防汛各项工作确保了全镇安全度汛现将工作情况",
        "总结如下：",
        "一、组织巡查",
        "全镇组织干部群众对境内堤坝水库山塘进行了全面细致的拉网式巡查共",
        "巡查堤坝九十六处查出各类隐患一十二处全部落实了整改责任人储备麻",
        "袋三万条块石三百方铁锹六百把编织袋两万条救生衣四百件并由专人看",
        "管确保随时可以调用各村组建了应急抢险队伍全天候待命值守开展了演",
    ]
    writer = PdfWriter()
    for part in (lines, ["练十二次锻炼了队伍。", "二、转移群众", "转移群众86户，开放学校2所。"]):
        writer.append(PdfReader(io.BytesIO(pdf(part))))
    out = io.BytesIO()
    writer.write(out)
    text = read_bytes(out.getvalue(), "a.pdf").text
    structure = parse(text)
    assert text.split("\n")[: len(lines)] == lines
    assert "开展了演练十二次" in structure.reading.text and "储备麻袋三万条" in structure.reading.text
    assert [s.heading for s in structure.sections] == ["", "一、组织巡查", "二、转移群众"]


def test_pdf_scans_locks_and_damage_are_refused() -> None:
    blank = PdfWriter()
    blank.add_blank_page(100, 100)
    scan = io.BytesIO()
    blank.write(scan)
    locked = io.BytesIO()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["总结"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(locked)
    for data, reason in ((scan.getvalue(), "scan"), (locked.getvalue(), "password"), (b"%PDF-1.4\nbroken", "damaged")):
        with pytest.raises(RefusedFile, match=reason):
            read_bytes(data, "a.pdf")


@pytest.mark.parametrize("one", ["a{}=1 ", "a{}='>'", 'a{}="1"', "a{}<=1 ", "a{}/", "a{}\n"])
def test_a_tag_of_very_many_attributes_is_left_without_them(one: str) -> None:
    """The parser would compare each with all before it; these would take it some minutes."""
    many = "".join(one.format(n) for n in range(200_000))
    assert html(f"<p>栽树20株<p {many}>清运3吨<img src='data:image/png;base64,{'A/b ' * 2000}'>余") == [
        "栽树20株",
        "清运3吨余",
    ]


def test_attributes_of_ordinary_tags_stay() -> None:
    few = "".join(f"data-a{n}='{n}' " for n in range(400))
    assert html(f"<ol {few}><li>宣传<li>检查</ol><p hidden {few}>") == html("<ol><li>宣传<li>检查</ol><p hidden>")
    assert _bounded(f'<p {few}>清运</p><p b="x"">3吨</p>{few}') == f'<p {few}>清运</p><p b="x"">3吨</p>{few}'


# ---------------------------------------------------------------- all


@settings(max_examples=60)
@given(
    data=st.binary(max_size=120),
    suffix=st.sampled_from(reading.SUFFIXES),
    prefix=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04"]),
)
def test_any_file_is_read_or_refused(data: bytes, suffix: str, prefix: bytes) -> None:
    with contextlib.suppress(RefusedFile):
        read_bytes(prefix + data, f"a{suffix}").text.encode()


def test_read_keeps_line_ends_and_hashes_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "甲.乙.txt"
    path.write_bytes("一\r\n二\r三\n".encode("utf-8-sig"))
    page = read(path)
    assert page.text == "一\r\n二\r三\n"
    assert page.name == "甲.乙"
    assert page.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_missing_too_large_and_closed_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedFile, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(RefusedFile, match="not a file"):
        read(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text("清运垃圾")
    monkeypatch.setattr(reading, "MAX_BYTES", 5)
    with pytest.raises(RefusedFile, match="too large"):
        read(path)
    monkeypatch.undo()

    def closed(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", closed)
    with pytest.raises(RefusedFile, match="permission"):
        read(path)
