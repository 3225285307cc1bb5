"""English clauses said in the way that the Romance languages say them, before any word is looked up."""

from __future__ import annotations

import re

from bot.translation.word_stream import rewrite

_OBJECTS = {"i": "me", "we": "us", "he": "him", "she": "her", "they": "them", "you": "you"}
# What somebody is told or made to do: Spanish and French let somebody tell them.
_DONE_TO = {
    "told": "told", "asked": "asked", "given": "gave", "forced": "forced", "ordered": "ordered", "paid": "paid",
    "promised": "promised", "offered": "offered", "shown": "showed", "sent": "sent", "denied": "denied",
    "refused": "refused", "warned": "warned", "made": "made", "allowed": "allowed", "advised": "advised",
    "charged": "charged", "taught": "taught", "handed": "handed", "threatened": "threatened", "pressured": "pressured",
}  # fmt: skip
_BASES = {
    "told": "tell", "gave": "give", "paid": "pay", "showed": "show", "sent": "send", "denied": "deny", "made": "make",
    "taught": "teach", "promised": "promise", "forced": "force", "refused": "refuse", "advised": "advise",
    "charged": "charge", "pressured": "pressure",
}  # fmt: skip
_PASSIVE = re.compile(
    r"\b(I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|[Yy]ou) (was|were|have been|has been|had been|have|has|had|will be|are being|is being|got)"
    r"(n't| not)?( been)?( never| also| just| already| only| still)? (been )?"
    rf"({'|'.join(_DONE_TO)})\b(?! (?:by|off|up)\b)(?![^.,;!?]* by (?:the|our|a|his|her|their|my)\b)(?! (?:the|our|my|his|her|their|a) [^.,;!?]*\bto (?:us|them|me))",
)


def _said_of_somebody(found: re.Match[str]) -> str:
    """We were never given a copy: they never gave us a copy"""
    subject, auxiliary, negation, been_after, adverb, been, participle = found.groups()
    is_perfect = auxiliary in ("have", "has", "had")
    if is_perfect != bool(been_after or been):
        return found[0]
    who = "They" if found.start() == 0 or (subject[0].isupper() and subject != "I") else "they"
    past = _DONE_TO[participle]
    base = _BASES.get(past, past.removesuffix("ed") if past.endswith("ed") else past)
    not_ = " not" if negation else ""
    adverb = adverb or ""
    match auxiliary.split()[0]:
        case "was" | "were" | "got":
            verb = f"{adverb} did not {base}" if negation else f"{adverb} {past}"
        case "have" | "has" if "never" in adverb:
            verb = f"{adverb} {past}"
        case "have" | "has":
            verb = f" have{not_}{adverb} {participle}"
        case "had":
            verb = f" had{not_}{adverb} {participle}"
        case "will":
            verb = f" will{not_}{adverb} {base}"
        case _:
            verb = f" are{not_}{adverb} {base.removesuffix('e')}ing"
    return f"{who}{verb} {_OBJECTS[subject.lower()]}"


_PRONOUN_AND_VERB = (
    r"(?=(?:I|we|they|he|she|you) (?:(?:have|has|had|do|does|did|will|would|can|could|was|were|am|are|is|never|already|just)"
    r"(?:n't| not)? )*[a-z]{2,})"
)
_THAT = re.compile(
    r"(?<![\w'])((?:[Tt]he|[Aa]n?|[Tt]h(?:is|at|ese|ose)|[Ee]very|[Aa]ny|[Nn]o) (?:[a-z]+ )?[a-z]+ )"
    + _PRONOUN_AND_VERB
)
_NO_THAT_AFTER = re.compile(
    r"(?:^|[\s(])(?:before|after|since|until|till|when|if|because|while|during|in|on|at|by|as|that|although|though|unless|once|"
    r"from|with|without|for|to|of|and|or|but|than|where|who)\s*$",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"\b(?:\w+ly|yesterday|today|tomorrow|now|then|so|and|or|but|not|if|when|because|until|before|after|since|that|who|which|as|"
    r"than|said|says|say|think|thinks|know|knows|is|was|are|were|hope|what|where|why|how|time|while|union how)\s*$"
)


def _with_that(text: str) -> str:
    """the form they gave us: the form that they gave us"""

    def insert(found: re.Match[str]) -> str:
        before = text[: found.start()]
        if _NO_THAT_AFTER.search(before) or _NO_NOUN.search(found[1].rstrip()):
            return found[0]
        return f"{found[1]}that "

    return _THAT.sub(insert, text)


_DAY = (
    r"(last night|yesterday|today|tomorrow|tonight|this (?:morning|week|month|year)|(?:last|next) (?:week|month|year)|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_HEADS = r"shifts?|votes?|meetings?|hearings?|strikes?|assembl\w+|stoppages?|news|ballots?|march|talks|session"

_PERSONS = "cousin|friend|neighbou?r|co-?worker|worker|boss|supervisor|lawyer|inspector|delegate|organizer|leader|employee|operator|foreman"
_ONE_PERSON = re.compile(rf"\b([Mm]y|[Oo]ur|[Tt]he|[Hh]er|[Hh]is|[Aa]n?|[Tt]heir|[Yy]our|[Oo]ne) ({_PERSONS})\b")
_SHE = re.compile(r"\b(?:she|herself)\b", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:he|him|himself|sister|wife|mother|mom|daughter|aunt|niece|woman|girl|lady|Ms|Mrs|wom[ae]n|female|[A-Z][a-z]+a)\b"
)


def _her_word(text: str) -> str:
    """My cousin quit; she …: the one person that is spoken of is a woman"""
    persons = _ONE_PERSON.findall(text)
    if len(persons) != 1 or not _SHE.search(text) or _SOMEBODY_ELSE.search(text):
        return text
    return _ONE_PERSON.sub(r"\1 female \2", text)


_SOMEBODY = r"(?:me|us|him|her|them|you|everyone|everybody|people|(?:the|our|my|his|her|their|two|three|four|five|some|all the) (?:[a-z]+ )?[a-z]+)"
_MADE_TO_DO = (
    "sign|vote|work|quit|resign|leave|pay|sit|stand|wait|watch|clean|choose|stay|say|lie|read|write|wear|take|go|come|tell|give|"
    "clock|train|do|delete|erase|hand|apologize|admit|accept|withdraw|drop|stop|join|delay|cancel|repeat|strip|kneel|swear"
)
_MADE = {"ade": "forced", "ake": "force", "akes": "forces", "aking": "forcing"}


def _made_to(found: re.Match[str]) -> str:
    """made her sign: forced her to sign"""
    verb = _MADE[found[2]]
    return f"{verb.capitalize() if found[1] == 'M' else verb} {found[3]} to "


def _let_go(found: re.Match[str]) -> str:
    """A company that lets people go dismisses them; the police frees them"""
    free = bool(
        re.search(r"\b(?:police|polic\w+|judge|court|guards?|soldiers?|officers?|arrested|kidnapp\w+)\b", found.string)
    )
    base = "free" if free else "fire"
    verb = {"let": f"{base}d", "lets": f"{base}s"}.get(found[1], "freeing" if free else "firing")
    if re.search(r"\b(?:to|will|would|can|could|must|not|n't|may|should) $", found.string[: found.start()]):
        verb = base
    return f"{verb} {found[2]}"


_GOT = (
    "beaten|hurt|arrested|hit|suspended|caught|killed|injured|moved|robbed|elected|punished|demoted|transferred|blamed|evicted|"
    "detained|sick|cut|rejected|attacked|kicked"
)

ENGLISH_CLAUSES = (
    _her_word,
    rewrite(_PASSIVE.pattern, _said_of_somebody),
    _with_that,
    rewrite(r"\b(?:the )?" + _DAY + rf"['’]s ((?:\w+ (?=(?:{_HEADS})\b))?\w+)", r"the \2 of \1"),
    rewrite(r"\b((?:in|on|for|to|by|with) \w+) only\b(?=[.,;!?]|$)", r"only \1"),
    rewrite(r"\b(?:whatever|no matter what) ((?:\w+ ){1,3}?(?:says?|said|thinks?|claims?))\b", r"despite what \1"),
    rewrite(r"\b(took|take|takes|taking|keep|kept|read|reads|approved?|signed?|wrote|write|posted|share[ds]?) the minutes\b",
            r"\1 the meeting minutes"),
    rewrite(r"\bthe minutes (?=of (?:the|our|that|this|last|yesterday)|were|are|from)", "the meeting minutes "),
    rewrite(r"\bnot the other way (?:a?round)\b", "not vice versa"),
    rewrite(rf"\b([Mm])(ade|akes?|aking) ({_SOMEBODY}) (?=(?:not )?(?:{_MADE_TO_DO})\b)", _made_to),
    rewrite(rf"\b(let|lets|letting) ({_SOMEBODY}) go\b", _let_go),
    rewrite(
        r"\bt(ake|akes|ook|aken|aking) (him|her|them|us|me|you) back\b",
        lambda m: {"ake": "rehire", "akes": "rehires", "ook": "rehired", "aken": "rehired", "aking": "rehiring"}[m[1]] + f" {m[2]}",
    ),
    rewrite(
        r"\b(get|gets|got|gotten|getting) (my|our|your|his|her|their|the) (\w+) back\b",
        lambda m: {"get": "recover", "gets": "recovers", "getting": "recovering"}.get(m[1], "recovered") + f" {m[2]} {m[3]}",
    ),
    rewrite(r"\bvot(e|es|ed|ing) (no|yes)\b", lambda m: f"vot{m[1]} {'against' if m[2] == 'no' else 'in favor'}"),
    rewrite(r"\b(by|in|for|with) only (?=\w)", r"only \1 "),
    rewrite(r"\b(ha(?:s|ve)) yet to (?=\w)", lambda m: f"still {'does' if m[1] == 'has' else 'do'} not "),
    rewrite(r"\bback to work\b", "back to the job"),
    rewrite(r"\b([Rr]eturn(?:ed|ing|s)?) to work\b", r"\1 to the job"),
    rewrite(r"\brather than (\w+?)e?\b(?=[ .,;!?]|$)", r"instead of \1ing"),
    rewrite(r"\bdock(s|ed|ing)?\b(?= (?:us|me|him|her|them|you|our|my|his|their|pay|wages|\w+ (?:hours?|days?)))", lambda m: "deduct" + (m[1] or "")),
    rewrite(r"^(\w+) (?:may|might) (not )?be able to\b", lambda m: f"Perhaps {m[1] if m[1] == 'I' else m[1].lower()} can {m[2] or ''}".rstrip()),
    rewrite(r"\bruled (?:for|in favou?r of) (?=the|our|us|them|him|her|\w)", "gave the reason to "),
    rewrite(r"\b(strike|meeting|vote|deal|march|hearing|assembly|shift) (is|was) off\b(?! (?:the|limits))", r"\1 \2 canceled"),
    rewrite(r"\b(den(?:y|ies|ied|ying)) ever (?=\w+ing\b)", r"\1 "),
    rewrite(
        rf"\b((?:[Tt]hey|[Ww]e|[Yy]ou|\w+s) |)got (?=(?:{_GOT})\b)",
        lambda m: f"{m[1]}{'were' if m[1] else 'was'} ",
    ),
    rewrite(r"\b([Ww])hoever\b", lambda m: "The person who" if m[1] == "W" else "the person who"),
    rewrite(r"\boffered (\w+) (his|her|their|our|my) (jobs?) back\b", r"offered to return \1 \2 \3"),
    rewrite(r"\b([Nn])ot one of\b", r"\1one of"),
    rewrite(r"\bby (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)", "before "),
    rewrite(r"\bkept going\b", "continued"),
    rewrite(r"(?<!than )\b([Hh])alf of (?=them|us|the|our|you)", lambda m: f"{'The' if m[1] == 'H' else 'the'} half of "),
    rewrite(r"\b(swears?|swore|admit(?:s|ted)?|claims?|claimed|hears?|heard|proves?|promised?) (?=(?:he|she|they|we|I|it) (?:\w+ )?\w)", r"\1 that "),
    rewrite(r"\bnights\b(?=[.,;!?]|$)", "the night shift"),
    rewrite(r"\b([Ii])n (?:broad daylight|public)\b", r"\1n public"),
    rewrite(r"\b(left|leave|leaves|leaving) town\b", r"\1 the city"),
    rewrite(r"\bguys\b", "coworkers"),
    rewrite(r"\bguy\b", "man"),
    rewrite(r"\bfolks\b", "people"),
    rewrite(r"\bkids?\b", lambda m: "children" if m[0].endswith("s") else "child"),
    rewrite(r"\b([Aa])nymore\b", r"\1ny more"),
    rewrite(r"\b([Ii])n order to\b", "to"),
    rewrite(r"\b([Ee])ven though\b", lambda m: "Although" if m[1] == "E" else "although"),
    rewrite(r"\binstead of us\b", "in our place"),
    rewrite(r"\b([Ss])o that\b", r"\1o that"),
    rewrite(r"\b(?:have|has) got to\b", "must"),
    rewrite(r"\b([Ss])omeone\b", r"\1omebody"),
    rewrite(r"\bno one\b", "nobody"),
    rewrite(r"^No one\b", "Nobody"),
)  # fmt: skip
