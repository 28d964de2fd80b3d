"""Figures behind their noun or their verb: ``悬挂横幅20条``, ``垃圾清运8000多车次``, ``党员200人参加``."""

from __future__ import annotations

from corpus_tools.measures import deeds_behind, detailing, phrases, preceding
from corpus_tools.measures.chains import held_on
from corpus_tools.measures.clauses import FROM, LED, Kind, Token, words
from corpus_tools.measures.phrases import Parsed
from corpus_tools.measures.prenominal import later_deed
from corpus_tools.measures.sentence import Link, Place, Range, Sentence
from corpus_tools.measures.spreading import listed, next_of_list
from corpus_tools.measures.unit_kinds import unit_class
from corpus_tools.measures.verb_body import HELD

__all__ = ["COUNTED", "of_those", "postnominal", "winning"]

COUNTED = frozenset(("person", "turnout", "session", "case", "door", "run"))
_PAIRED = frozenset(("person", "door", "turnout"))  # households and their people stand side by side
_NAME = 2  # characters of the name of a figure (面积)
_DOING = frozenset(("person", "turnout", "door", "team", "spot"))  # units of those who do something
_DONE = "了"
_GROUPS = "批"  # 6批180余人前来参观
_GOVERNED = frozenset(("verb-noun-figure", "verb-figure-noun", "event"))  # cues of a deed before its list
_DEED_ALONE = frozenset((Kind.VERB, Kind.WEAK, Kind.FILLER, Kind.MARK))


def postnominal(s: Sentence, f: Place) -> Link:
    """The link of a figure whose noun and verb, if it has any, stand before it."""
    if (waiting := next_of_list(s, f)) is not None:
        return waiting
    near, cue = f.near, ""
    if f.kind == "person" and not f.place and not near and (won := _won(f.right)) is not None:
        return won
    if not f.place and not phrases.strip(near) and not any(t.kind == Kind.PREPOSITION for t in near):
        earlier = _earlier(s, f.number)
        if earlier:
            near, cue = earlier, "carried"
    if not phrases.strip(f.left) and f.left and f.left[-1].word in words().others and s.links:  # 劳资纠纷39起,其他68起
        return Link(None, (f.left[-1].start, f.left[-1].end), "bare")
    if f.place and len(near) > 2 and near[0].kind == Kind.VERB and near[1].kind == Kind.OF and s.links[-1].action:
        if s.links[-1].action != near[0][:2] or near[-1].kind != Kind.VERB:  # 组建由36人组成的队伍3支
            return Link(s.links[-1].action, phrases.phrase(near[2:]), "carried", settled=True)
        near = near[2:]  # 由8名专家组成的宣讲团宣讲16场
    parsed = preceding.read(near, f.kind)
    if parsed.spread and len(parsed.nouns) > 1 and listed(s, f) >= len(parsed.nouns):
        s.nouns.append(list(parsed.nouns[1:]))
        return Link(parsed.action, parsed.nouns[0], "respectively", settled=parsed.action is not None)
    if parsed.action is None and near and near[-1].kind == Kind.VERB and f.left[-1:] and f.left[-1].word == _DONE:
        parsed = Parsed(near[-1][:2], phrases.phrase(phrases.unset(near[:-1])), "noun-verb-figure")  # 检测组织了4轮
    if parsed.action is not None and _rises_from(f) and (parsed.object is not None or _changes(f)):
        said = [t for t in near if t.word not in FROM]
        named = parsed.object or phrases.phrase(said) or parsed.action  # 亩均用水由420立方米降至386立方米
        return Link(None, (min(parsed.action[0], named[0]), max(parsed.action[1], named[1])), "bare", settled=True)
    if parsed.action is not None:
        return _with_deed(s, f, near, parsed, parsed.action, cue)
    if not cue and (done := _undergoing(s, f, parsed) or _doing(s, f, parsed) or _suffering(f, parsed)) is not None:
        return done
    figure = (parsed.figure or parsed.stated) and not detailing.aspect(s, parsed) and not _next_figure(s, f, parsed)
    settled = parsed.stative or _rises_from(f) or figure
    return Link(None, parsed.object, "stative" if parsed.stative else "bare", settled=settled)


def _next_figure(s: Sentence, f: Place, parsed: Parsed) -> bool:
    """``新增灌溉面积2万亩、除涝面积1万亩``: does a list of figures of one name go on?"""
    if not f.place or not f.left or f.left[0].kind != Kind.JOINER or parsed.object is None:
        return False
    before = s.links[-1]
    if before.object is None or before.action is None or before.cue not in (*_GOVERNED, "carried"):
        return False
    return s.word(before.object)[-_NAME:] == s.word(parsed.object)[-_NAME:]


def _rises_from(f: Place) -> bool:
    """``聘用委员241名,月补贴由150元提高到300元``: the figure that something rose from, whose deed follows."""
    at = len(f.left) - 1
    while at > 0 and f.left[at].kind in (Kind.FILLER, Kind.OF):
        at -= 1
    return at >= 0 and f.left[at].word in FROM and bool(f.right) and f.right[0].kind == Kind.VERB


def _changes(f: Place) -> bool:
    """Does a change follow the figure (降至), not what was made of so many (组成)?"""
    verb = f.right[0].word
    return words().verb_class.get(verb, words().verb_class.get(verb[:-1])) == "change"


def of_those(s: Sentence, f: Place) -> Link | None:
    """``对逾期未改的3家给予处罚``: those that a preposition and a relative clause name, the deed behind the figure."""
    lex, left = words(), f.left
    of = len(left) - 1
    while of > 0 and left[of].kind == Kind.FILLER:
        of -= 1
    if of < 1 or left[of].kind != Kind.OF or f.kind in HELD or not f.right or f.right[0].kind == Kind.NOUN:
        return None
    if not any(t.word in lex.undergoes and t.kind in LED for t in left[max(0, of - deeds_behind.RELATIVE) : of]):
        return None
    deed = deeds_behind.deed(f.right)
    return None if deed is None else Link(deed, None, "patient", settled=True)


def winning(f: Place) -> Link | None:
    """``创作作品46件,其中8件获省级奖项``: the works open their clause, what they won follows its verb."""
    return None if f.place or f.near or len(f.right) < len(("verb", "prize")) else _won(f.right)


def _won(right: list[Token]) -> Link | None:
    """``3人获“红旗手”称号``: the figure opens its clause, what was won follows its verb."""
    lex = words()
    deed = next((n for n, t in enumerate(right) if t.kind != Kind.FILLER), None)
    if deed is None or right[deed].kind != Kind.VERB or lex.verb_class.get(right[deed].word) != "award":
        return None
    return Link((right[deed].start, right[deed].end), phrases.phrase(right[deed + 1 :]), "subject", settled=True)


def _earlier(s: Sentence, number: int) -> list[Token]:
    """Words of the segment before, where this one opens with its figure (``发放宣传单,共计300份``)."""
    if number == 0 or s.segments[number].opener not in (",", ":", "，", "：", "("):
        return []
    earlier = s.segments[number - 1]
    if earlier.quantities or earlier.depth != s.segments[number].depth - (s.segments[number].opener == "("):
        return []
    return phrases.trim(s.gap(earlier.start, earlier.end))


def _with_deed(s: Sentence, f: Place, near: list[Token], parsed: Parsed, action: Range, cue: str) -> Link:
    """The verb found is the deed, unless it names a part, a matter, or what is held by the deed of a list."""
    if s.links and not cue and near[-1].end == action[1] and detailing.named_again(s, near):
        return Link(None, phrases.phrase(near), "bare")
    if (f.kind in COUNTED or not f.kind) and detailing.details(s, f.number, near, f.left):
        specified = any(t.kind == Kind.NOUN for t in near[:-1])
        attributive = specified and s.copy[near[-1].start : near[-1].end] in words().attributive  # 其中社区戒毒8人
        if near[-1].end == action[1] and (
            attributive
            or detailing.befell(s, near)
            or detailing.of_what_was_held(s, near)
            or detailing.kind_of_deed(near, listed=s.links[-1].cue in detailing.NAMED)
        ):
            return Link(None, phrases.phrase(near), "bare")
    if parsed.object is None and f.kind in HELD and not cue and parsed.cue != "audience":
        holding = held_on(s, f.number, f.segment, f.place, near, action)
        if holding is not None:
            return Link(holding, action, "carried", settled=True)
    if parsed.object is None and detailing.treated_too(s, f.number, f.place, f.kind, near, action):
        return Link(None, action, "bare")
    if not cue and detailing.brought_too(s, f.number, near):
        return Link(s.links[-1].action, phrases.phrase(near), "carried", settled=True)
    if not cue and detailing.handled_on(s, f.number, f.place, parsed, near):
        return Link(None, phrases.phrase(near), "bare")  # 经手户口迁移9件,出生登记8件
    return Link(action, parsed.object, cue or parsed.cue, settled=True)


def _undergoing(s: Sentence, f: Place, parsed: Parsed) -> Link | None:
    """``对背街小巷9条逐条整治``, ``为300户建立档案``: a preposition before, the verb behind the figure."""
    lex, near = words(), f.near
    if f.kind not in HELD and any(t.kind == Kind.PREPOSITION and t.word in lex.undergoes for t in near):
        deed = deeds_behind.deed(f.right) or later_deed(s, f)
        if deed is not None:
            return Link(deed, parsed.object, "patient", settled=True)
    if f.kind not in HELD and not f.last and len(near) > 1 and near[0].kind in LED and near[0].word in lex.for_whom:
        deed = later_deed(s, f, beyond=False)  # 为贫困户77户、残疾人29人送去
        if deed is not None:
            return Link(deed, parsed.object, "subject", settled=True)
    if not near or near[-1].kind not in LED or near[-1].word not in lex.undergoes:
        return None
    right = f.right if f.right or f.last else s.after(f.number, f.place + 1)  # 为190户349人发放
    deed = deeds_behind.deed(right)
    return None if deed is None else Link(deed, None, "patient", settled=True)


def _suffering(f: Place, parsed: Parsed) -> Link | None:
    """``露天垃圾池211个被拆除``, ``图书300册已借阅``: what was done to those that the figure counts."""
    if not f.last or parsed.object is None or len(f.right) < 2:
        return None
    lex, led, rest = words(), f.right[0].word, f.right[1:]
    done = (led in lex.telling or led in lex.bare) and all(t.kind in _DEED_ALONE for t in rest)
    if not done and led not in lex.suffered:
        return None
    deed = deeds_behind.deed(rest)
    if deed is None or any(t.start == deed[0] and t.word in lex.light for t in rest):  # 风险监测126批次均按期完成
        return None
    return Link(deed, parsed.object, "patient", settled=True)


def _doing(s: Sentence, f: Place, parsed: Parsed) -> Link | None:
    """``党员200人参加``: those who are counted did what follows at once."""
    groups = s.quantities[f.at].unit == _GROUPS
    if f.kind not in _DOING and not groups and not (f.kind == "case" and f.last):
        return None
    listing = f.place > 0 and bool(f.left) and f.left[0].kind == Kind.JOINER
    if listing and s.links[-1].cue in _GOVERNED and s.links[-1].action is not None and phrases.strip(f.near):
        return None  # the deed before the list governs
    right = f.right
    if not right and not f.last and (f.kind in _PAIRED or groups):  # 有126户302人纳入低保: one deed for both
        beside = s.quantities[f.segment.quantities[f.place + 1]].unit
        right = s.after(f.number, f.place + 1) if unit_class(beside) in _PAIRED else []
    deed = deeds_behind.deed(right, adjacent=True)
    return None if deed is None else Link(deed, parsed.object, "subject", settled=True)
