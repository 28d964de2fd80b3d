"""Commands that ask a database: search, totals, explain, cite, plot, serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from corpus_tools.cli.common import (
    Db,
    Lang,
    TableFormat,
    app,
    language_of,
    say,
    typed,
)

ExplainFormat = Literal["text", "json"]
Kind = Literal["auto", "measures", "sections"]
CiteFormat = Literal["text", "bibtex", "csl-json", "json"]
PlotKind = Literal["years", "distribution", "course", "network", "family"]


@app.command(
    epilog="Examples: corpus-tools search 宣传单 --db corpus.db --category leaflets --min 100 · "
    "corpus-tools search --db corpus.db '宣传单 份>=1000 标签:publicity 年:2019-2021' · "
    "corpus-tools search --db corpus.db '垃圾 -分类 (\"a phrase\", 横幅 OR 标语, 机构:柳塘镇)'"
)
def search(
    db: Db,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS]",
            help="Words that must all occur, or a line of the query language: phrases in quotes, -excluded, a OR b, "
            "label: year: category: unit: level: topic: status: organisation: (标签 年 类别 单位 级别 主题 状态 机构), "
            "UNIT>=NUMBER. Put it in quotes, since > and quotes mean something to the shell.",
        ),
    ] = None,
    category: Annotated[str | None, typer.Option(help="Category of a measure, such as leaflets.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit of a measure, such as 份.")] = None,
    minimum: Annotated[float | None, typer.Option("--min", help="Smallest value.")] = None,
    maximum: Annotated[float | None, typer.Option("--max", help="Largest value.")] = None,
    label: Annotated[str | None, typer.Option(help="Label of the section, such as publicity.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the report.")] = None,
    what: Annotated[
        Kind, typer.Option(help="Look for measures or sections; auto: measures if a filter is theirs.")
    ] = "auto",
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the answer.")] = "table",
    limit: Annotated[int, typer.Option(help="At most so many rows.")] = 50,
    show_sql: Annotated[
        bool, typer.Option("--show-sql", help="Print the SQL that finds the rows, with its parameters, and leave.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Find sections and measures.

    Sections by words and label, measures by what they count.

    Sections with the words come best first (BM25), measures with the largest value first.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.asking import answer
    from corpus_tools.corpus.search import OFF_SCREEN, statement, unknown
    from corpus_tools.corpus.search import search as find
    from corpus_tools.tables import counted, print_rows
    from corpus_tools.views.asking import ask

    given = {
        "category": typed(category),
        "unit": typed(unit),
        "minimum": minimum,
        "maximum": maximum,
        "label": typed(label),
        "year": year,
        "what": None if what == "auto" else what,
    }
    # an option goes before what the line says of the same
    options = {name: value for name, value in given.items() if value is not None}
    query = ask(typed(" ".join(words or ())) or "", language=language_of(lang, "en"), limit=limit, **options)
    with Corpus(db) as corpus:
        if show_sql:
            print(f"{statement(query)};")
            return
        # what a program reads is what it asked for
        answered, hits = answer(corpus, query, facets=0) if form == "table" else (query, find(corpus, query))
        strange = {} if hits.total else unknown(corpus, query)
    print_rows(hits.columns, hits.rows, form, hidden=OFF_SCREEN)
    if answered is not query:
        say(f"nothing holds {query.words!r} as it stands; these hold: {answered.wording}")
    shown, total = len(hits.rows), counted(hits.total, hits.kind)
    say(f"{shown} of {'more than ' if hits.more else ''}{total}" if shown < hits.total or hits.more else total)
    for name, (value, known) in strange.items():
        say(f"nothing in the corpus has the {name} {value!r}; there are: {', '.join(known) or 'none'}")


@app.command(
    epilog="Examples: corpus-tools totals --db corpus.db --category leaflets · "
    "corpus-tools totals --db corpus.db --by organisation --by year --unit 元 --format csv"
)
def totals(
    db: Db,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="What sums are taken by, beside the unit: category, concept, object, action, place, period, label, "
            "page, report, organisation, level, topic, year. May be given several times."
        ),
    ] = None,
    category: Annotated[str | None, typer.Option(help="Category of a measure, such as leaflets.")] = None,
    concept: Annotated[str | None, typer.Option(help="Concept of a measure, as the tables show it.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit of a measure, such as 份.")] = None,
    label: Annotated[str | None, typer.Option(help="Label of the section.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the report.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Body that wrote the report.")] = None,
    form: Annotated[TableFormat, typer.Option("--format", help="Form of the answer.")] = "table",
    limit: Annotated[int, typer.Option(help="Rows at most, those of the most reports first.")] = 100,
) -> None:
    """Sums that count nothing twice.

    No plans, no parts beside their total, no copies; and what was left out.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.totals import left_out_words
    from corpus_tools.corpus.totals import totals as add_up
    from corpus_tools.tables import counted, print_rows
    from corpus_tools.views.totals import on_screen

    chosen = {"category": category, "concept": concept, "unit": unit, "label": label, "organisation": organisation}
    with Corpus(db) as corpus:
        words = {name: typed(value) for name, value in chosen.items()}
        found = add_up(corpus, by or ("category", "concept"), limit=limit, year=year, **words)
    shown = on_screen(found) if form == "table" else found
    print_rows(shown.columns, shown.rows, form)
    if found.more:
        say(f"{len(found.rows):,} of {counted(len(found.rows) + found.more, 'sums')}; --limit shows more")
    say(*filter(None, [left_out_words(found)]))


@app.command(epilog="Example: corpus-tools explain --db corpus.db 1f0c…-m1204")
def explain(
    db: Db,
    key: Annotated[str, typer.Argument(metavar="ID", help="Of a measure or a section, as `search` shows it.")],
    labels: Annotated[
        Path | None, typer.Option("--labels", metavar="DIR", help="Own label model that the database was made with.")
    ] = None,
    form: Annotated[ExplainFormat, typer.Option("--format", help="Form of the answer.")] = "text",
    lang: Lang = None,
) -> None:
    """Why a measure or a label was read as it was.

    By which rules and from which words, what was passed over, and where it counts.

    Of a section: why it has its label, which words weighed most, and what the sections around it added.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.explain import explain as tell
    from corpus_tools.corpus.explain_label import explain_label, is_section

    key = typed(key) or ""
    with Corpus(db) as corpus:
        if is_section(key):
            from corpus_tools.labels import LabelOptions
            from corpus_tools.views.explain_label import render_label

            found = explain_label(corpus, key, labels=LabelOptions(str(labels or "")))
            print(render_label(found, form, language=language_of(lang)))
        else:
            from corpus_tools.views.explain import render_explanation

            print(render_explanation(tell(corpus, key), form, language=language_of(lang)))


@app.command(epilog="Example: corpus-tools cite 1f0c…-m1204 --db corpus.db --format bibtex")
def cite(
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="Of a measure, section, sentence or report, as `search` shows it.")
    ],
    db: Db,
    form: Annotated[CiteFormat, typer.Option("--format", help="Form of the citation.")] = "text",
    lang: Lang = None,
) -> None:
    """Cite a record.

    Report, page, characters, and the hash of the page.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.corpus.cite import cite as find
    from corpus_tools.corpus.cite import render_citation

    with Corpus(db) as corpus:
        print(render_citation(find(corpus, typed(record_id) or ""), form, language=language_of(lang)))


@app.command(
    epilog="Examples: corpus-tools plot years --db corpus.db --out years.svg · "
    "corpus-tools plot distribution --db corpus.db --category leaflets --out leaflets.png"
)
def plot(
    kind: Annotated[
        PlotKind,
        typer.Argument(metavar="KIND", help="years, distribution, course, network (who shares text), or family."),
    ],
    db: Db,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Picture to write: .svg, .png or .html.")],
    category: Annotated[str | None, typer.Option(help="Category of a distribution, such as leaflets.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit of a distribution; the commonest if not given.")] = None,
    family: Annotated[int | None, typer.Option(metavar="N", help="Number of the family.")] = None,
    lang: Lang = None,
) -> None:
    """Draw a picture of the corpus.

    All can be read in grey.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.views.plots import draw, has_chinese_font, write

    language = language_of(lang)
    with Corpus(db) as corpus:
        spec = draw(
            corpus, kind, category=typed(category) or "", unit=typed(unit) or "", family=family, language=language
        )
    write(spec, out, language=language)
    say(f"written to {out}")
    if out.suffix.lower() == ".png" and not has_chinese_font():
        say("note: no font here has Chinese characters, so they are empty boxes; on Debian: apt install fonts-noto-cjk")


@app.command(epilog="Example: corpus-tools serve --db corpus.db --port 8001")
def serve(
    db: Db,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8001,
    token: Annotated[
        str,
        typer.Option(envvar="CORPUS_TOOLS_TOKEN", help="What visitors must show; made anew for each run if not given."),
    ] = "",
    lang: Lang = None,
) -> None:
    """Browse, search and check drafts in a web browser.

    Datasette over the database.

    Only this computer can connect. With another --host others can, and need the token that is shown at the start.
    """
    from corpus_tools.corpus import Corpus
    from corpus_tools.web import serve as run

    Corpus(db).close()
    run(db, host=host, port=port, language=language_of(lang), token=token)
