"""What the site added to a page: whole lines and runs inside lines; the editor's paragraphs are in ``editor``.

Word lists decide together with position: ``lexicon/site.toml`` says for each pattern whether it counts anywhere or
only at the edge of a report. Each piece carries the reason code of the entry that found it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from corpus_tools import lexicon
from corpus_tools.structure import furniture
from corpus_tools.structure.editor import SENTENCE_END, speaks
from corpus_tools.structure.gates import OneOf, Sought, ahead, sought
from corpus_tools.structure.lines import Line
from corpus_tools.structure.normalise import HAN
from corpus_tools.structure.organisation import level_of
from corpus_tools.structure.runs import LONGEST_SITE, Run, Runs
from corpus_tools.structure.titles import title_word

__all__ = [
    "AROUND",
    "LONGEST_SITE",
    "SOME",
    "SURE",
    "attached",
    "collection",
    "goes_with",
    "head_end",
    "inline",
    "is_tail",
    "is_teaser",
    "is_title",
    "label",
    "of_site",
    "signs",
    "site_lines",
    "tail_start",
    "under_title",
    "whole_line",
]

_LONGEST_TEASER = 400
_LONGEST_NOTICE = 600
_LONGEST_HEAD = 300  # path, title, date, counts and buttons before the text
_LAST_WORDS = 30  # characters left of the page
_LONGEST_DOCUMENT = 60  # characters of a title
AROUND = "【】《》[]★☆◆■●▲ "  # what collectors put around titles
_CHAPTERS = frozenset("一二三四五六七八九十")  # 一、: a chapter's number
_COUNTED = (
    1  # figure at most in a sentence of the site's on its pages and prices; a paragraph that has more is a report's
)
_QUOTED = re.compile(r"《[^》]{1,60}》")  # 《工作总结6篇(10页珍藏版)》 counts nothing that was done
_GAP = "withheld"
_GAPS = re.compile(r"[ |·/>»→—_:-]")
_DATE = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}日?")
_RULES = frozenset("*=_—~#+.·-")
_RULE = re.compile(rf"[*=_—~#+.·-]{{3,}}+(?: ?[{HAN} ]{{1,8}}[*=_—~#+.·-]{{3,}}+)?")


def site_lines(lines: Iterable[Line], known: dict[str, str] | None = None) -> dict[int, str]:
    """Line starts of the lines that are the site's wherever they stand, with the reason.

    ``known`` remembers the answers by the lines' text, for a second look at the same page.

    >>> from corpus_tools.structure.lines import split
    >>> site_lines(split("工作总结\\n发布时间:2021-03-04 阅读 12\\n第2页共3页\\n我镇发放传单。"))
    {5: 'publication', 27: 'page_number'}
    """
    out: dict[int, str] = {}
    known = {} if known is None else known
    rules = _rules()
    above, last = "", -1
    for line in lines:
        said, over, above = line.text, above, line.text
        if out.get(last) == "publication" and over[-1] == ":" and rules["keywords"].fullmatch(said):
            out[line.start], last = "publication", line.start  # 关键词:⏎防汛 工作 总结
            continue
        last_said = said[-1]
        if last_said in ";,、" or line.end - line.start > LONGEST_SITE or (said[1:2] == "、" and said[0] in _CHAPTERS):
            continue
        reason = known.get(said)
        if last_said == "。":
            if reason is None:
                reason = known[said] = _sentence(said)
            if reason:
                out[line.start] = reason
            continue
        if reason is None:
            reason = known[said] = whole_line(said)
        if reason and not signs(said, over):
            out[line.start] = reason
        elif out.get(last) == "publication" and rules["meeting"].match(said):
            del out[last]  # 时间:2021年11月3日⏎地点:二楼会议室: a meeting's
        elif "|" in said and "|" in over and out.get(last) == "navigation":
            del out[last]  # the head row of a table: 指标 | 任务 | 完成
        last = line.start
    return out


def _sentence(said: str) -> str:
    """Reason for which a whole sentence is the site's; "" where it is not."""
    rules = _rules()
    if rules["sentence_cue"].search(said) and not _tells(said):
        return rules["sentence"].fullmatch(said.lower())
    return ""


def _tells(said: str) -> bool:
    """Whether a sentence counts what was done, so that it is a report's whatever words of sites it holds."""
    return said[-1] == "。" and len(_rules()["counted"].findall(_QUOTED.sub("", said))) > _COUNTED


def signs(line: str, above: str) -> bool:
    """Whether a line is the date of a signature and no publication line: it stands under a body's name.

    >>> signs("2016.11.2", "东岭乡人民政府"), signs("2016-11-02", "防汛工作总结")
    (True, False)
    """
    return _DATE.fullmatch(line) is not None and level_of(above) is not None


@lru_cache(maxsize=1024)  # several steps ask of the same lines, and pages of one site share them
def whole_line(text: str) -> str:
    """Reason for which a line is the site's as a whole; "" where it is not.

    >>> whole_line("推荐度:"), whole_line("上一篇:防汛工作计划"), whole_line("一、宣传发动")
    ('download', 'related', '')
    """
    if text[:1] in _RULES and _RULE.fullmatch(text):
        return "rule"
    bare = text.strip(" ·|>*#\t").lower()
    if text[0] == text[-1] == "·" and bare.isdecimal():
        return "page_number"
    if bare.startswith("- ") and bare[-1] != "-":
        bare = bare[2:].lstrip()
    if not bare:
        return "rule"
    rules = _rules()
    reason: str = furniture.known(bare) or rules["any"].fullmatch(bare)
    if not reason and bare[0] in "【[(" and bare[-1] in "】])" and len(bare) > 3:
        reason = rules["any"].fullmatch(bare[1:-1].strip())
    # two words at least, so a gap
    if not reason and _GAPS.search(bare) and rules["furniture"].fullmatch(bare) and rules["sure"].search(bare):
        reason = "navigation"
    return "" if reason and (rules["kept"].match(bare) or _tells(text)) else reason


def inline(text: str, *, gaps: bool = False) -> list[tuple[int, int, str]]:
    """Runs of the site inside lines: ``……此处隐藏1594个字……``, ``第2页共3页``.

    ``gaps``: only those that stand for text left out, else only those that stand in the way of a sentence.

    >>> inline("会议6场 ……此处隐藏1594个字……培育典型", gaps=True)
    [(4, 19, 'withheld')]
    """
    rules = _rules()
    out = []
    for kind, start, end in rules["gaps" if gaps else "inline"].near(text):
        for m in kind.pattern.finditer(text, start, end):
            a, b = m.span()
            if kind.pattern is rules["furniture_inline"]:
                at_head = a <= _LONGEST_HEAD and "。" not in text[:a]  # see head_end
                if at_head or not rules["sure"].search(m[0]):
                    continue
                # the site's name or a last button behind them is no text either
                if len(text) - b <= _LAST_WORDS and not SENTENCE_END.search(text, b):
                    b = len(text)
            if gaps or not _on_site_line(text, m):
                out.append((a, b, kind.reason))
    return out


def head_end(text: str, start: int, end: int) -> int:
    """Where a page's path, title and publication line end that stand in one line with the report; else ``start``.

    >>> line = "首页 总结 2017-01-08 17:22 字数:215 来源:互联网 柳河镇防汛总结 今年我镇认真防汛。"
    >>> line[: head_end(line, 0, len(line))]
    '首页 总结 2017-01-08 17:22 字数:215 来源:互联网 '
    """
    rules = _rules()
    stop = text.find("。", start, min(end, start + _LONGEST_HEAD))
    reach = min(end, start + _LONGEST_HEAD) if stop < 0 else stop
    at = start
    for m in rules["furniture_inline"].finditer(text, start, reach):
        if rules["sure"].search(m[0]):
            at = m.end()
    if at == start and (m := rules["name_of_file"].match(text, start, reach)):
        at = m.end()
    while at > start and at < end and text[at] == " ":
        at += 1
    return at


def under_title(lines: list[Line], title: str) -> dict[int, str]:
    """Starts of the lines in which the page's title is followed by the site's words on it, with the reason.

    >>> from corpus_tools.structure.lines import split
    >>> under_title(split("防汛工作总结本文简介:今年以来我镇…\\n防汛工作总结  来源:网络"), "防汛工作总结")
    {0: 'editor', 19: 'publication'}
    """
    out: dict[int, str] = {}
    for line in lines if title else ():
        if len(title) < len(line) <= LONGEST_SITE and line.text.startswith(title):
            rest = line.text[len(title) :].lstrip(" -_|")
            if rest and (reason := whole_line(rest)):
                out[line.start] = reason
    return out


def _on_site_line(text: str, m: re.Match[str]) -> bool:
    """Whether the whole line is the site's, not the run alone."""
    a = text.rfind("\n", max(0, m.start() - LONGEST_SITE), m.start()) + 1
    b = text.find("\n", m.end(), m.end() + LONGEST_SITE)
    b = b if b >= 0 else len(text)
    return b - a <= LONGEST_SITE and bool(whole_line(text[a:b]))


_LONGEST_LABEL = 14  # characters with the spaces that spread it


def is_tail(text: str) -> bool:
    """Whether a line opens the list of other articles under the last report."""
    if len(text) > LONGEST_SITE:
        return False
    said = text.strip(" ·|>*#【[《")
    label, colon, _ = said.partition(":")
    if colon and len(label) <= _LONGEST_LABEL:
        said = label.replace(" ", "") + said[len(label) :]  # 您 可能还喜欢:
    return bool(_rules()["tail"].match(said))


def tail_start(text: str, start: int, end: int) -> int:
    """Where the site's words behind a report begin in a line that holds both; ``end`` where there are none.

    >>> line = "成效明显。 下一页 相关推荐:禁毒标语"
    >>> line[tail_start(line, 0, len(line)) :]
    '下一页 相关推荐:禁毒标语'
    """
    if m := _rules()["tail_notice"].search(text, max(start, end - _LONGEST_NOTICE), end):
        return m.end()
    m = _rules()["tail_inline"].search(text, max(start, end - LONGEST_SITE), end)
    return m.end() if m and text.count("。", m.end(), end) < 2 else end


def is_teaser(text: str) -> bool:
    """Whether a line breaks off in dots, as the first words of another article do."""
    return len(text) <= _LONGEST_TEASER and text.endswith(_rules()["teaser"])


def collection(text: str) -> bool:
    """Whether a line at a page's head speaks of several reports: 工作总结(三篇), 群团工作总结汇编.

    >>> collection("禁毒工作总结(精选5篇)"), collection("禁毒工作总结")
    (True, False)
    """
    return bool(_rules()["collection"].search(text))


SOME, SURE = 1, 2
"""How many of the site's words a line must hold: one at the page's very end, two over the first report."""
_LEAST_SENTENCE = 25  # characters of a sentence that says something by itself
_PLENTY = 4  # words with which a notice is the site's though it speaks of what it does and counts once


def of_site(text: str, least: int) -> bool:
    """Whether a line that no pattern knows speaks of documents and pages on the web, not of work done.

    >>> of_site("2. 本文档由网友上传,版权归原作者,付费前请预览。", SURE), of_site("上传信息120条,下载资料30份。", SURE)
    (True, False)
    """
    if len(text) > LONGEST_SITE:
        return False
    rules = _rules()
    found = set(rules["words"].findall(text.lower()))
    if len(found) < least or (text[-1] == "。" and len(text) > _LEAST_SENTENCE and found <= rules["also_said"]):
        return False
    if len(found) >= _PLENTY and len(rules["counted"].findall(text)) <= _COUNTED:
        return True
    return not (least > SOME and rules["counted"].search(text)) and not speaks(text)


def label(text: str) -> bool:
    """Whether a line is a label with its value, as sites put over a text: 索引号:112-3. What reports say so is none.

    >>> label("发文日期:2021-01-15"), label("活动地点:社区广场"), label("县安委会:")
    (True, False, False)
    """
    rules = _rules()
    return len(text) <= 60 and text[-1] not in "。;,、:" and rules["label"].match(text) is not None


def goes_with(text: str) -> bool:
    """Whether a line under a signature belongs to the report: what is attached, whom to ask, what was done, a title.

    >>> goes_with("附:防汛物资明细表"), goes_with("联系人:周文"), goes_with("写得真好,收藏了!")
    (True, True, False)
    """
    return attached(text) or bool(_rules()["counted"].search(text)) or title_word(text)


def attached(text: str) -> bool:
    """Whether a line says what is attached to a report or whom to ask, in words that sites use as well.

    >>> attached("附:防汛物资明细表"), attached("上一篇:防汛工作计划")
    (True, False)
    """
    return any(_rules()[k].match(text) for k in ("attached", "kept"))


_NAMED_TITLE = 8  # characters of a title that says whose or of what it is


def is_title(line: Line) -> bool:
    """Whether a line looks like the title of a document."""
    said = line.text
    if said[-1] == ":" and len(said) > _NAMED_TITLE and "," not in said:  # 柳河镇农机安全工作总结: over its report
        said = said[:-1]
    if line.end - line.start > _LONGEST_DOCUMENT or said[-1] in "。;:,、!?" or "。" in said:
        return False
    return title_word(said.strip(AROUND) if said[0] in AROUND or said[-1] in AROUND else said)


def _filled(pattern: str, names: dict[str, str]) -> str:
    """A pattern with ``{name}`` and the like replaced by what they stand for."""
    for key, meant in names.items():
        pattern = pattern.replace("{" + key + "}", meant)
    return pattern


@cache
def _rules() -> dict[str, Any]:
    site, reports = lexicon.load("site"), lexicon.load("reports")

    def either(patterns: list[str]) -> str:
        return "|".join(f"(?:{p})" for p in patterns)

    def any_of(words: Iterable[str]) -> Sought | re.Pattern[str]:
        return sought("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)))

    # a count before the bare word; each atomic and up to a gap, so that nothing is tried twice
    buttons = sorted(site["furniture"]["words"], key=lambda p: "\\d" not in p)
    gap = " |·/>»→—_:-"
    button = rf"(?>{either(site['furniture']['closed'])}|(?:{either(buttons)})(?=[\n…{gap}]|\Z))"
    run = rf"{button}(?:[{gap}]{{1,4}}{button}){{1,40}}+"
    # in mid-line spaces set it apart on both sides, or it ends in a button that is closed by itself
    glued = rf"(?<=[次人℃小口页])(?=[{HAN}“(\d])|(?<=\d)(?=[{HAN}“])"
    furniture_inline = re.compile(rf"(?<![^ \n。!?]){run}(?:(?![^ \n])|{glued})", re.IGNORECASE)
    names = {**site["names"], "known": "|".join(site["names"]["known"])}
    runs = [
        Run(
            rule["reason"],
            tuple(rule["cues"]),
            sought(_filled(either(rule["patterns"]), names)),
            rule.get("reach", LONGEST_SITE),
        )
        for rule in site["inline"]
    ]
    runs.append(Run("navigation", tuple(site["furniture"]["cues"]), furniture_inline))
    anywhere = [rule for rule in site["line"] if rule["where"] == "any"]
    return {
        "any": OneOf((rule["reason"], pattern) for rule in anywhere for pattern in rule["patterns"]),
        "gaps": Runs([run for run in runs if run.reason == _GAP]),
        "inline": Runs([run for run in runs if run.reason != _GAP]),
        "attached": re.compile(site["kept"]["attached"]),
        "keywords": re.compile(rf"[{HAN}A-Za-z\d]{{1,8}}(?: {{1,4}}[{HAN}A-Za-z\d]{{1,8}}){{1,15}}"),
        "meeting": re.compile(ahead(site["kept"]["meeting"])),
        "kept": re.compile(ahead("|".join(f"(?:{p})" for p in site["kept"]["patterns"]))),
        "sentence": OneOf(("copyright", pattern) for pattern in site["sentence"]["patterns"]),
        "sentence_cue": re.compile("|".join(site["sentence"]["cues"])),
        "furniture": re.compile(rf"{run}[ |>…]{{0,4}}"),
        "furniture_inline": furniture_inline,
        "sure": re.compile(site["furniture"]["sure"]),
        "name_of_file": re.compile(site["words"]["name_of_file"]),
        "tail": re.compile(ahead("|".join(f"(?:{p})" for p in site["tail"]["starts"]))),
        "tail_inline": re.compile(f"[。!? \n日](?={'|'.join(site['tail']['inline'])})"),
        "tail_notice": re.compile(f"[。!? \n日](?={site['tail']['notice']})"),
        "collection": re.compile(reports["title"]["collection"]),
        "label": re.compile(rf"(?!{either(site['words']['report_labels'])})[{HAN}A-Za-z]{{2,8}} ?:"),
        "words": any_of(site["words"]["words"]),
        "also_said": frozenset(site["words"]["also_said"]),
        "counted": re.compile(rf"\d[余多万]?[{HAN}](?<![页字元年月日])"),
        "teaser": tuple(site["tail"]["teaser"]),
    }
