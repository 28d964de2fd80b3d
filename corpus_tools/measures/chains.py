"""What a quantity takes over from the one before it: deed, noun, or the holding of a list of events."""

from __future__ import annotations

from dataclasses import replace

from corpus_tools.measures import phrases
from corpus_tools.measures.clauses import Kind, Segment, Token, words
from corpus_tools.measures.naming import DOERS
from corpus_tools.measures.sentence import Link, Range, Sentence
from corpus_tools.measures.unit_kinds import unit_class

__all__ = ["RESUMING", "carry", "held_on"]

_PEOPLE = frozenset(("person", "turnout", "door"))
_HELD = frozenset(("session", "turnout"))
_SHOWN = frozenset(("hold", "publish", "board"))  # what is held or shown has an audience
_OWN_NOUNS = frozenset(("event", "meeting", "plant", "service", "inspect"))  # nothing that is given or paid
_CLOSED = frozenset(("noun-verb-figure", "verb-figure", "subject"))  # cues of a deed right before its figure
# deeds that are done to what was named before, and what they are done to
RESUMING = {
    "register": ("population", "service", "document", "household"),
    "serve": ("population", "service", "household", "inspect", "document"),
    "enforce": ("population", "inspect", "household", "service", "document"),
    "build": ("service", "document"),
    "visit": ("population", "household"),
    "employ": ("population", "staff"),
    "publish": ("media", "document"),
    "give": ("leaflet", "document", "service"),
    "produce": ("crop",),
    "educate": ("population",),
    "clear": ("waste",),
    "change": ("population", "household", "money"),
    "happen": ("population",),
}
# deeds that yield figures (收入, 面积, 总投资); others are not carried to one
_YIELDING = frozenset(
    ("invest", "give", "produce", "change", "register", "employ", "receive", "award", "carry_out", "")
)
# deeds that yield sums: none is the outcome of taking on people or of drawing up papers (设岗位36个,月工资800元)
_PAYING = _YIELDING - {"register", "employ"}
# classes of deeds that staff do and that are not done to them
_TO_THINGS = frozenset(("build", "plant", "clear", "tidy", "demolish", "spray", "hang", "board", "enforce"))
_NO_PEOPLE = frozenset(("document", "money", "media", "meeting", "event", "place", "works", "leaflet"))
_NO_PERSON = _NO_PEOPLE | {"service", "inspect"}
_OF_PEOPLE = frozenset(("educate", "join", "employ", "register"))  # classes of deeds that only people are the object of
_WITH_PEOPLE = frozenset(("cover", "benefit", "join", "employ", "award", "receive"))  # reach things and people alike
_OF_THINGS = frozenset(("paper", "cloth", "run", "tree", "length", "area", "bulk", "money"))  # units of no people
_WITHOUT_EXTENT = frozenset(
    ("serve", "give", "educate", "visit", "join", "benefit", "enforce", "hold", "publish", "register", "employ")
)
_HOLDINGS = frozenset(("meeting", "event"))
_TREATMENTS = frozenset(("service", "inspect"))
_ISSUING = frozenset(("give", "award", "invest", "publish", "hang", "print", "sign"))  # done to papers and sums
_ACTS = frozenset(("serve", "publish"))  # verbs that name what was done, and no matter that goes on being dealt with
_VERB = 2  # characters of a verb at the end of a noun
_NOT_HELD = _TO_THINGS | {"serve", "register", "invest", "produce"}  # deeds that nothing is held by
_WHOSE_EXTENT = len("建筑面积")  # names of an extent that say whose it is: no aspect of what was counted before
_STATED = frozenset(("verb-noun-figure", "noun-verb-figure"))
_BACK = 12  # segments without content that are looked through; a bound that keeps damaged text linear
_BROUGHT_IN = frozenset(("实现", "完成"))
_COMPARED = ("同比", "环比", "比上", "比去", "较上", "较去", "比同期")
_ENDS = ";；。!?！？"  # a deed is not carried over these


def carry(s: Sentence, number: int, segment: Segment, at: int, place: int, made: Link, near: list[Token]) -> Link:
    """Deed and noun of an earlier link for what is missing, where the list goes on without a break."""
    if made.action is not None and made.object is not None:
        return made
    previous, broken = _previous(s, number, segment, at, place)
    if previous is None:
        return _resumed(s, number, at, made)
    before = s.links[previous]
    if made.action is not None and made.object is None and not _part(s, segment):
        before = s.links[_counted_in(s, previous, at)]
    if made.action is not None and unit_class(s.quantities[at].unit) in ("percent", "money"):
        before = s.links[_before_quotas(s, previous)]
    unit, unit_before = s.quantities[at].unit, s.quantities[previous].unit
    action, noun, cue = made.action, made.object, made.cue
    verb = "" if action is None else s.word(action)
    grown = words().verb_class.get(verb) == "change"
    held_against = grown and noun is None and s.copy.startswith(_COMPARED, segment.start)  # 产值9亿元;同比增长11%
    if broken and not held_against and (action is None or noun is not None or unit != unit_before):
        return _resumed(s, number, at, made)
    funded = unit_class(unit) == "money" and words().verb_class.get(verb) == "invest"
    if funded and action is not None and noun is None and not _part(s, segment) and _funds_itself(near):
        whose = phrases.phrase(phrases.unset([t for t in near if t.end <= action[0]]))
        return replace(made, object=whose if verb in words().own_money else None)  # 居民自筹318万元
    anew = funded and noun is None and verb in words().outlay and not _part(s, segment)
    if anew and before.action is not None and s.word(before.action) != verb:
        return made  # 拨付工资9万元,又投资2万元配备摩托车
    attended = cue == "audience" or (cue == "subject" and noun is None and verb in words().partaking)
    if attended and before.object is not None:  # 组织大扫除38次,参加人数达5.6万人次
        held_before = words().object_head(s.word(before.object))[1] in ("event", "meeting")
        if held_before:
            return Link(action, before.object, cue, True, previous)
    complete = verb in words().complete
    rates = (unit_class(unit) == "percent") != (unit_class(unit_before) == "percent")
    held = before.action is not None and (_held(s, before.action, noun, unit) or _other(s, before.action, noun))
    if before.action is not None and before.object is None and noun is not None:
        held = held or s.word(before.action) in words().complete  # 接处警697起,其中火灾扑救241起
    apart = noun is not None and not place and not _part(s, segment)
    closed = apart and (not _governs(s, previous) or _foreign(s, at, before, near))
    if noun is not None and before.object is None and before.cue == "verb-figure":  # 监督抽检860批次、风险监测126批次
        name = s.word(noun)
        held = held or words().object_head(name)[1] in _TREATMENTS or name[-_VERB:] in words().verb_class
    inhabited = _inhabited(s, before, unit) or (noun is None and unit_class(unit) in _PEOPLE and _in_all(near))
    held = held or inhabited
    settled = made.settled and not _yielded(s, made, before, unit, unit_before)
    if action is None and not settled and before.action is not None and not rates and not held and not closed:
        action, cue = before.action, "carried"
    bare = not phrases.strip(near)
    if bare and before.object is not None and unit != unit_before and unit_class(unit) in _PEOPLE:
        # 12个村民小组233户: the households are not the places
        bare = words().object_head(s.word(before.object))[1] != "place"
    share = rates and action is None and any(t.kind == Kind.STATIVE for t in near)  # 因病致贫75户,占66%
    priced = verb in words().priced and unit_class(unit_before) != "money"
    if noun is None and before.object is not None and (grown or share or priced):
        noun = before.object
        action = before.action if priced and before.action is not None else action  # 购置腹腔镜1套,价值128万元
    if noun is None and before.object is not None and not rates and not complete:
        alike = unit == unit_before or (bare and made.action is None)
        if action is not None and made.action is not None and unit_class(unit) in _PEOPLE:
            taught = (
                words().verb_class.get(verb, words().verb_class.get(verb[-2:])) in _OF_PEOPLE
            )  # 达成意向320人,培训860人
            others = _NO_PERSON if taught else _NO_PEOPLE
            alike = alike and words().object_head(s.word(before.object))[1] not in others
        punished = unit_class(unit) in _PEOPLE and s.word(before.object)[-2:] in words().given
        alike = alike and not punished  # 警告处分3人,诫勉谈话5人
        alike = alike or _same_people(s, made, before, unit, unit_before) or _same_cases(s, made, before, unit)
        noun = _counted(s, before.object) if alike else None
    if noun is None and before.object is not None and action is not None and _same_deed(s, verb, before) and not rates:
        noun = _counted(s, before.object)
    if noun is None and before.object is not None and words().verb_class.get(verb) == "happen":
        befell = s.word(before.object).endswith(words().events) and unit_class(unit) in _PEOPLE
        noun = before.object if befell else None  # 发生事故31起,死亡6人
    if noun is None and before.object is not None and words().verb_class.get(verb) == "demolish":
        illegal = words().object_head(s.word(before.object))[1] == "illegal"
        noun = before.object if illegal and not rates else None  # 查处违法建设154起,拆除141处
    if noun is not made.object:
        cue = cue if action is not None else "carried"
    if (action, noun) == (made.action, made.object):
        return _resumed(s, number, at, made)
    return Link(action, noun, cue, made.settled, previous)


def _before_quotas(s: Sentence, previous: int) -> int:
    """``销售额2亿元,占年计划的104%,同比增长11%``: what grew is what the quota was set for, not the quota."""
    at = previous
    while at > max(0, previous - _BACK):
        noun = s.links[at].object
        if noun is None or not s.word(noun).endswith(words().quota):
            break
        at -= 1
    return at


def _yielded(s: Sentence, made: Link, before: Link, unit: str, unit_before: str) -> bool:
    """``实现营业收入9210万元,利润2350万元``: a sum in a list of sums that were brought in, or found out."""
    if made.object is None or before.action is None or before.object is None or unit != unit_before:
        return False
    lex = words()
    figures = s.word(made.object).endswith(lex.figure_endings) and s.word(before.object).endswith(lex.figure_endings)
    verb = s.word(before.action)
    found = lex.verb_class.get(verb) == "enforce"  # 查出违规金额3260万元,管理不规范金额1.2亿元
    return unit_class(unit) == "money" and (verb in _BROUGHT_IN or found) and figures


def _funds_itself(near: list[Token]) -> bool:
    """Do the words say whose money it was, before the verb?"""
    content = phrases.strip(near)
    return len(content) > 1 and content[-1].kind == Kind.VERB and content[-2].kind == Kind.NOUN


def _inhabited(s: Sentence, before: Link, unit: str) -> bool:
    """``辖7个村民小组486户1932人``: those who live there are not what is administered."""
    if before.action is None or before.object is None or unit_class(unit) not in _PEOPLE:
        return False
    lex = words()
    place = lex.object_head(s.word(before.object))[1] == "place"
    return place and lex.verb_class.get(s.word(before.action)) == "cover"


def _in_all(near: list[Token]) -> bool:
    """``下辖14个村,全镇`` 6720户: does the clause begin anew with all there are in a place?"""
    return len(near) == 1 and near[0].word in words().setting and near[0].word[0] == _ALL


_ALL = "全"


def _counted(s: Sentence, noun: Range) -> Range | None:
    """What goes on to be counted: not a figure (收入), but that of which it is the tally (孕产妇 of 孕产妇总数)."""
    word = s.word(noun)
    tally = next((t for t in words().tally if word.endswith(t)), "")
    if tally:
        return (noun[0], noun[1] - len(tally)) if words().object_head(word.removesuffix(tally))[0] else None
    return None if word.endswith(words().figure_endings) else noun


def _resumed(s: Sentence, number: int, at: int, made: Link) -> Link:
    """``建立档案900份,建档率90%;新建30份``: a deed without a noun goes on with what was last counted in its unit."""
    if made.cue != "verb-figure" or made.object is not None or made.action is None:
        return made
    verb = s.word(made.action)
    kind = words().verb_class.get(verb) or words().verb_class.get(verb[-2:], "")
    if verb in words().complete or kind not in RESUMING:
        return made
    unit = s.quantities[at].unit
    for back in range(at - 1, max(-1, at - 1 - _BACK), -1):
        earlier = s.links[back]
        other = s.quantities[back].unit
        alike = other == unit or {unit_class(other), unit_class(unit)} == {"person", "turnout"}
        if not alike or earlier.object is None or _part(s, s.segments[s.segment_of(back)]):
            continue
        noun = _counted(s, earlier.object)
        if noun is None:
            continue
        suits = words().object_head(s.word(noun))[1] in RESUMING[kind]
        suits = suits and (kind != "produce" or unit_class(unit) == "head")
        suits = suits and not (unit_class(unit) in _PEOPLE and words().object_head(s.word(noun))[1] in _NO_PERSON)
        return replace(made, object=noun, carried_from=back) if suits else made
    return made


def _counted_in(s: Sentence, previous: int, at: int) -> int:
    """``保洁员87人,其中女工50人,新招12人``: what the deed after a part was done to is the whole."""
    whole = previous
    for _ in range(_BACK):
        if not _part(s, s.segments[s.segment_of(whole)]) or not whole:
            break
        whole -= 1
    unit = s.quantities[at].unit
    while whole != previous and whole and s.quantities[whole].unit != unit and s.quantities[whole - 1].unit == unit:
        whole -= 1  # 出生698人,出生率7.1‰,其中一孩426人,死亡207人
    return whole if s.quantities[whole].unit == unit else previous


def _part(s: Sentence, segment: Segment) -> bool:
    """Does the segment detail what stands before it (其中侵财类31起)?"""
    return segment.depth > 0 or s.copy.startswith(tuple(words().part), segment.start)


def _foreign(s: Sentence, at: int, before: Link, near: list[Token]) -> bool:
    """Is what stands before the figure nothing that the deed of the link before could be done to?

    ``储备沙袋2万条,巡堤查险180公里``, ``检修设备86台次,职工人均工资3.6万元``.
    """
    if before.action is None:
        return False
    lex = words()
    verb = s.word(before.action)
    kind = lex.verb_class.get(verb, "")
    if unit_class(s.quantities[at].unit) in lex.never.get(kind, ()):
        return True
    content = phrases.strip(near)
    if kind in _TO_THINGS and content and lex.object_head(content[-1].word)[1] == "staff":
        return True  # 巡查隐患点63处,监测员63名
    named = bool(content) and (content[-1].kind == Kind.VERB or content[-1].word in lex.attributive)
    if named and content[-1].word not in lex.object_class and verb not in lex.light and verb not in lex.event:
        return True
    unlisted = not kind and verb[-2:] not in lex.verb_class and verb not in lex.light and verb not in lex.event
    if unlisted and s.quantities[at].unit != s.quantities[at - 1].unit:
        return True  # 开放床位320张,门急诊26万人次
    if not content:
        return False
    if content[0].word in lex.extreme:
        return True  # 出现大风3次,最大阵风28.6米/秒
    noun = content[-1].word
    head = lex.object_head(noun)[1]
    other = kind in _ISSUING or (kind == "serve" and verb not in lex.handles and len(noun) > _VERB)
    treated = head in _TREATMENTS and other and noun[-_VERB:] in lex.verb_class
    if treated and s.quantities[at].unit != s.quantities[at - 1].unit:
        return True  # 颁发证书8630份,注销登记2140件; 检验标本18万份,CT检查1.6万人次
    if head == "rate" or (head in _HOLDINGS and kind in _NOT_HELD) or _of_others(s, at, before, noun, kind):
        return True
    figure = noun.endswith(lex.figure_endings)
    bare = noun in lex.dimension and kind != "cover" and (kind not in _WITHOUT_EXTENT or len(noun) < _WHOSE_EXTENT)
    figure = figure and not bare  # 辖9个社区,总面积14平方公里
    found = kind == "enforce" and {unit_class(s.quantities[n].unit) for n in (at - 1, at)} == {"money"}
    return figure and kind not in _YIELDING and not found and not noun.endswith(lex.outlay)


def _of_others(s: Sentence, at: int, before: Link, noun: str, kind: str) -> bool:
    """``年检车辆86台,在岗民警9名``, ``签订合同9份,经费预算6万元``: people or sums told of after a deed on things."""
    if before.object is None:
        return False
    lex = words()
    unit, unit_before = unit_class(s.quantities[at].unit), unit_class(s.quantities[at - 1].unit)
    if unit == "money":
        return unit_before != "money" and kind not in _PAYING and not noun.endswith(lex.cash)
    if unit not in _PEOPLE or unit_before in _PEOPLE or kind in _WITH_PEOPLE:
        return False
    if s.word(before.object)[-len(noun) :][:2] == noun[:2]:
        return False  # 创建示范村1个,示范户2户
    head, done_to = lex.object_head(noun)[1], lex.object_head(s.word(before.object))[1]
    thing = done_to not in DOERS if done_to else unit_before in _OF_THINGS
    return head in DOERS and thing


def _governs(s: Sentence, previous: int) -> bool:
    """Does the deed stand before its noun, so that further nouns may follow? Not in ``孕产妇建卡300人,产检900人``."""
    head: int | None = previous
    for _ in range(_BACK):
        if head is None or s.links[head].cue != "carried" or s.links[head].carried_from is None:
            break
        head = s.links[head].carried_from
    return head is None or s.links[head].cue not in _CLOSED


def _same_people(s: Sentence, made: Link, before: Link, unit: str, unit_before: str) -> bool:
    """``管理患者300人,随访900人次``: another deed on the same people."""
    if made.cue != "verb-figure" or before.object is None or not made.action:
        return False
    if {unit_class(unit), unit_class(unit_before)} - _PEOPLE:
        return False
    return words().object_head(s.word(before.object))[1] == "population"


def _same_deed(s: Sentence, verb: str, before: Link) -> bool:
    """``立案征收社会抚养费41例,征收到位53万元``: the same deed in another unit."""
    if before.cue not in _STATED or before.action is None or len(verb) < len("征收"):
        return False
    if verb in words().light or verb in words().event:
        return False
    other = s.word(before.action)
    return verb in other or (len(other) > 1 and other in verb)


def _held(s: Sentence, action: Range, noun: Range | None, unit: str) -> bool:
    """``举办讲座11场,听众900人``: people are not held, so that deed is not theirs."""
    if noun is None or unit_class(unit) not in _PEOPLE:
        return False
    lex = words()
    verb = s.word(action)
    held = lex.verb_class.get(verb) in _SHOWN or verb in lex.event
    if s.word(noun).endswith(lex.audience) or s.word(noun) in lex.standing:  # 组织鉴定12批1860人,合格1620人
        return held
    return lex.verb_class.get(verb) == "hold" or (held and verb in lex.light)


def _same_cases(s: Sentence, made: Link, before: Link, unit: str) -> bool:
    """``排查纠纷18次,受理146件``: another deed on the same cases."""
    if made.cue != "verb-figure" or before.object is None or unit_class(unit) != "case":
        return False
    noun = s.word(before.object)
    act = before.action is None and words().verb_class.get(noun[-_VERB:]) in _ACTS  # 庭审直播860场,陪审员参审1240件
    return words().object_head(noun)[1] == "service" and not act


def _other(s: Sentence, action: Range, noun: Range | None) -> bool:
    """``家访320户,安全演练8次``: a deed that holds its object is not what holds an event."""
    lex = words()
    if noun is None or s.word(action) not in lex.complete:
        return False
    return lex.object_head(s.word(noun))[1] in _OWN_NOUNS


def held_on(s: Sentence, number: int, segment: Segment, place: int, near: list[Token], action: Range) -> Range | None:
    """``组织学习24次,警示教育5场``: what is held goes on with a verb-noun; the holding verb of the link before."""
    lex = words()
    content = phrases.strip(near)
    named = all(t.word in lex.attributive or t.word in lex.object_class for t in content)
    listed = not place or near[0].kind == Kind.JOINER
    previous = _previous(s, number, segment, segment.quantities[place], place) if listed else None
    if not content or not named or previous is None or previous[0] is None or previous[1]:
        return None
    if content[0].start != action[0]:
        return None
    before = s.links[previous[0]]
    if before.action is None or before.object is None or unit_class(s.quantities[previous[0]].unit) not in _HELD:
        return None
    taught = lex.verb_class.get(content[0].word) == "educate" and len(content) == 1
    attended = lex.verb_class.get(content[-1].word) == "hold" and content[-1].word in lex.intransitive
    attended = attended or (lex.verb_class.get(content[-1].word) == "join" and len(content) == 1)
    turnout = unit_class(s.quantities[segment.quantities[place]].unit) == "turnout"
    if (taught or attended) and turnout:
        return None  # 举办培训班3期,培训60人次
    called = lex.verb_class.get(content[-1].word) == "visit" and content[-1].word in lex.transitive
    if turnout and not place and called:
        return None  # 组织学习12次,走访190人次
    deed = lex.verb_class.get(content[-1].word)
    done = deed in ("serve", "enforce") and not place  # 组织训练40次、月考核12次: a list goes on
    return before.action if s.word(before.action) in lex.event and not done else None


def _previous(s: Sentence, number: int, segment: Segment, at: int, place: int) -> tuple[int | None, bool]:
    """The quantity that this one goes on from, and whether a full break (``;``) lies between them."""
    if place:
        return segment.quantities[place - 1], False
    if segment.opener == "(":  # what a bracket holds details what stands before it
        return _last_of(s, segment.inside), False
    if segment.resumes is not None and (last := _last_of(s, segment.resumes)) is not None:
        return last, False
    for _ in range(_BACK):  # 出动警力45人次,警车(含摩托车)19台次: back over the bracket
        if segment.resumes is None:
            break
        number = segment.resumes
        segment = s.segments[number]
    broken = False
    # back over segments that say nothing (其中) to the one before this at the same depth
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        after = s.segments[back + 1]
        broken = broken or (after.opener in _ENDS and after.depth == segment.depth)
        other = s.segments[back]
        if other.depth > segment.depth:
            continue
        if other.depth < segment.depth:
            return _last_of(s, segment.inside), broken
        last = _last_of(s, back)
        if last is not None:
            return last, broken
        if phrases.strip(s.gap(other.start, other.end)):
            return None, broken
    return None, broken


def _last_of(s: Sentence, number: int | None) -> int | None:
    while number is not None:
        segment = s.segments[number]
        if segment.quantities:
            return segment.quantities[-1]
        number = segment.resumes
    return None
