"""The wording of reports' beginnings and ends as patterns, made once from ``lexicon/reports.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure.counting import NUM
from corpus_tools.structure.gates import ahead, sought
from corpus_tools.structure.normalise import HAN

__all__ = ["rules_of_openings"]


@cache
def rules_of_openings() -> dict[str, Any]:
    """Patterns by name, and the weights of the cues."""
    reports = lexicon.load("reports")
    topics = lexicon.load("headings")["topics"]
    opening, kinds = reports["opening"], reports["kinds"]

    def any_of(patterns: list[str]) -> str:
        return "|".join(f"(?:{p})" for p in patterns)

    strong = [p.removeprefix("^") for p in reports["closing"]["strong"]]
    names = [w for b in reports["body"] for w in b["endings"]] + reports["closing"]["signers"]
    endings = "|".join(sorted(names, key=len, reverse=True))
    no_name = rf"(?![{opening['no_name']}]|{opening['some']})"
    bodies = "|".join(sorted((w for w in names if len(w) > 1), key=len, reverse=True))
    name = rf"{no_name}(?:[{HAN}*xX]{{2,10}}?{ahead(endings)}|{ahead(bodies)})"
    date = reports["date"]["pattern"]
    # with what reports end, and none begins
    ends = ["附", opening["looks_ahead"], opening["next_part"]]
    ends += [
        p for k in ("strong", "formulas", "rests", "turns", "distribution", "thanks") for p in reports["closing"][k]
    ]
    # only words that name a document and nothing else: 工作总结, not 打算
    words = "|".join(sorted((w for k in ("summary", "plan") for w in kinds[k] if len(w) > 3), key=len, reverse=True))
    # 2016年12月5日至…, 2018年4月进驻以来: such a date signs nothing
    behind_date = rf"(?:(?<!月)|(?!{opening['no_start_month']})) {{0,3}}(?![{opening['no_start']} ])"
    kind_words = "|".join(sorted((w for k in ("summary", "plan") for w in kinds[k]), key=len, reverse=True))
    glued, number = r"[^。,;:!?\n的了在是我“”、]{2,30}", rf"(?:{NUM}[、.]|[(【]{NUM}[)】]) ?"
    reports_only = "|".join(w for w in reports["title"]["reports"] if w != "总结")  # which is a verb as well
    # a number before it: 2、柳河镇防汛工作总结; with 工作计划 that is a chapter
    writes, and_next = reports["title"]["writes"], reports["title"]["and_next"]
    titled = rf"((?:{number}{glued}(?:{reports_only})|(?!{writes}){glued}(?:{words})(?:{and_next})?))"
    titled += rf"(?={opening['after_title']})"
    # behind a body's name it is no verb
    own_title = rf"{no_name}[{HAN}*xX]{{2,10}}?{ahead(endings)}(?=[^。,;:!?\n]{{0,24}}总结){glued}总结"
    # nor behind what was worked at: 学校森林防火宣传总结我校毗邻林区
    work = reports["title"]
    of_work = rf"{no_name}(?!{work['no_work']}){glued}(?:{work['work']})总结(?={opening['after_title']})"
    of_kind = (
        rf"{no_name}(?!{work['no_work']}){glued}(?:{work['before_kind']})(?:小结|汇报|总结|计划|打算|安排|方案)"
        rf"(?:\([^()]{{2,8}}\))?(?={opening['after_title']})"
    )
    about = rf"关于[^。,;:!?\n了是我“”]{{4,40}}?的(?:{kind_words})"
    # 现将有关情况汇报如下 announces
    any_title = (
        rf"((?:{number})?(?!现[将就把])(?:{about}|{glued}(?:{reports_only})|{own_title}|{of_work})|{of_kind})"
        rf"(?:[】》★☆◆●▲■*]{{0,2}} {{0,3}}|。)(?!如下)(?=[{HAN}\d“*xX])"
    )
    return {
        "opening": sought(any_of([*opening["summary"], *opening["plan"]])),
        "summary": sought(any_of(opening["summary"])),
        "looks_ahead": re.compile(ahead(opening["looks_ahead"])),
        "own": re.compile(opening["own"]),
        "next_part": re.compile(opening["next_part"]),
        "introduces": re.compile(ahead(opening["introduces"])),
        "turns": re.compile(ahead(any_of(reports["closing"]["turns"]))),
        "self": re.compile(opening["self"]),
        "title_name": re.compile(rf"(?:关于)?({no_name}[{HAN}*xX]{{2,12}}?{ahead(endings)})"),
        "name": re.compile(
            rf"(?:[^,。;]{{0,20}},)?(?:[\dxX*_]{{2,4}}年|今年|去年|本年度|[上下]半年)?(?P<name>{no_name}[{HAN}*xX]{{1,10}}?{ahead(endings)})"
            rf"(?:(?P<facts>{opening['facts']})|(?P<does>{opening['does']}))"
        ),
        # 林场完成造林1200亩: a body and at once the figures of what it did
        "acts": re.compile(
            rf"(?:[^,。;:]{{2,12}},)?(?P<name>{name})(?<!{opening['no_body']})(?![^,。;:\d]{{0,6}}(?:{date}))[^,。;:]{{0,14}}\d"
        ),
        "headed_by": re.compile(name),
        "own_facts": re.compile(rf"(?:我|本)[{HAN}]{{1,4}}?[^,。;:]{{0,4}}(?:{opening['facts']})"),
        "ahead": re.compile("|".join([*topics["plans"], *topics["problems"], "计划"])),
        "looks_back": re.compile("|".join(sorted(kinds["summary"], key=len, reverse=True))),
        "greeting": re.compile(ahead(any_of(opening["greeting"]))),
        **{k: re.compile(opening[k]) for k in ("announces", "person")},
        **{k: re.compile(ahead(opening[k])) for k in ("tasked", "resolves", "plans")},
        **{k: re.compile(reports["closing"][k]) for k in ("leave", "asks", "lacks", "solves", "answers")},
        "left": sought(reports["closing"]["leave"].removesuffix(r"\Z") + r" {0,3}(?=\S)"),
        "form": re.compile(opening["form"]),
        "no_name": re.compile(r"[\d,:、(]"),
        "states": re.compile(ahead(any_of(opening["states"]))),
        "closing": re.compile(ahead(reports["closing"]["formulas"][0])),
        "forward": re.compile(ahead(reports["closing"]["formulas"][1])),
        "no_opening": re.compile(ahead(any_of(ends))),
        "letter": re.compile(any_of(kinds["letter"])),
        "rests": re.compile(ahead(any_of(reports["closing"]["rests"]))),
        "forward_inline": re.compile(f"[。!?;](?:{reports['closing']['inline'][1]})"),
        "guided": re.compile(ahead(any_of(opening["guided"]))),
        "looks_up": re.compile(any_of(reports["closing"]["wishes"])),
        "report": re.compile("(?:" + "|".join(reports["title"]["reports"]) + r")\Z"),
        "number": re.compile(rf"[(【\[]({NUM})[)】\]]\Z|(?<!\d)({NUM})\Z"),
        "common": re.compile(
            "|".join(sorted(map(re.escape, reports["topic"]["strip"]), key=len, reverse=True)) + r"|[\s\dxX*]"
        ),
        "body": re.compile(ahead(any_of(opening["body"]))),
        "closed": re.compile("[。!?;\\n ](?:" + any_of(strong) + ")"),
        "sums_up": re.compile(ahead(any_of(reports["closing"]["strong"]))),
        "follows": re.compile(opening["follows"]),
        "thanks": re.compile(any_of(reports["closing"]["thanks"])),
        "date": re.compile(f"(?:{reports['date']['pattern']})(?=.{{4}})"),
        # … or alone on its line, without a year
        "signed": re.compile(
            f"(?:{reports['date']['pattern']})[^\\n。;,:]{{0,6}}\\Z"
            r"|\n ?(?:\d{1,2}|[一二三四五六七八九十元腊]{1,2})月(?:\d{1,2}|[一二三四五六七八九十廿卅初]{1,3})[日号]?\Z"
        ),
        # behind a sentence or at a line's start
        "glued": re.compile(rf"[。!?日] {{0,3}}{titled}"),
        "glued_head": re.compile(titled),
        # whether the text has begun behind it is looked at by ``openings``
        "glued_report": re.compile(rf"[。!?日] {{0,3}}{any_title}"),
        "glued_report_head": re.compile(any_title),
        "listed": re.compile(number),
        "address": re.compile(rf"[{HAN}]{{2,12}}:"),
        "after_title": re.compile(opening["after_title"]),
        "after_glued": re.compile(opening["after_glued"]),
        "dated": re.compile(rf"(?:{date}) ?\Z"),
        "signs_first": re.compile(rf"[^。;:!?,\n\d]{{2,30}}{ahead(endings)} {{0,3}}(?>{date}){behind_date}"),
        # … without a year, or by a person's name: 查验科十二月二十日, 述职人:陈某
        "signs_short": re.compile(
            rf"[^。;:!?,\n\d]{{2,16}}{ahead(endings)} {{0,3}}(?:\d{{1,2}}|[一二三四五六七八九十腊]{{1,2}})月"
            rf"(?:\d{{1,2}}|[一二三四五六七八九十廿初]{{1,3}})日(?![{opening['no_start']}]) {{0,3}}"
            rf"|(?:述职|汇报|报告|总结|发言)人:? ?[{HAN}*xX]{{2,3}}? {{0,3}}(?={opening['starters']})"
        ),
        "no_work": re.compile(work["no_work"]),
        "figure": re.compile(rf"\d[余多万]?(?=[{HAN}%])(?![年月日号时点期])"),
        "to_come": re.compile(opening["to_come"]),
        "dated_head": re.compile(rf"(?>{date})(?=[ {HAN}“\d(]){behind_date}"),
        "named": re.compile(rf"(?:{endings})\Z"),
        "kind_of_body": re.compile(ahead(bodies)),
        # 特此总结。 柳河镇水务站 2016年12月20日 …: to the day, with the body's name between a sentence's end and it
        "signature": re.compile(
            rf"[。!]”? {{0,3}}(?=[^。!?;,:\n]{{4,60}}日)[^。!?;,:\n\d]{{2,30}}?{ahead(endings)} {{0,3}}"
            rf"(?:{date})(?<=日) {{0,3}}(?=[{HAN}“]|20\d\d年)(?![{reports['opening']['no_start']}])"
        ),
        # 民政工作连着千家万户。过去一年,…: a word on what it is all about comes first
        "second": re.compile(rf"[^。;:!?\n\d]{{4,30}}。(?={opening['starters']})"),
        "titled_sentence": re.compile(r"[^。,;:!?\n]{5,40}。(?=.)"),
        "gains": re.compile(opening["gains"]),
        "flies": re.compile(opening["flies"]),
        "motto": re.compile(rf"{opening['motto']} {{0,3}}"),
        "starter": re.compile(
            rf"(?:[。!?]”?|(?<=[\d一二三四五六七八九十])日(?!{opening['no_start_month']})) {{0,3}}"
            rf"(?={opening['starters']})"
        ),
        "sheet": re.compile(ahead(any_of([*reports["closing"]["distribution"], *reports["closing"]["thanks"], "附"]))),
        "weights": reports["boundary"],
    }
