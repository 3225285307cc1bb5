"""English as people type it on a phone or say it on the floor, written out where only one thing can be meant.

`dont`, `u`, `b4` stand in a list of short forms; here is what the words around them decide: `id stop` is no card, `its
off` no owner, `they been` lacks its `have`, and `didn't do nothing` denies once. What is doubtful stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.core.model import Language

_WITH_DIGITS: Mapping[str, str] = {
    "b4": "before", "2nite": "tonight", "2night": "tonight", "2day": "today", "2morrow": "tomorrow",
    "2moro": "tomorrow",
    "gr8": "great", "l8": "late", "l8r": "later", "every1": "everyone", "some1": "someone", "any1": "anyone",
}  # fmt: skip
_DIGIT_WORD = re.compile(rf"(?<![\w@#/.-])(?:{'|'.join(_WITH_DIGITS)})(?![\w@/-])", re.IGNORECASE)

_VERBS = (
    r"(?:be|have|like|love|rather|never|not|say|quit|lose|get|go|do|stop|take|tell|call|talk|sign|vote|come|work|want|need|pay"
    r"|give|been|ask|make|hate|keep|help|already|just|still|only|even|probably|let|see|know|bring|send|check|try|think|wait|stay"
    r"|sue|file|write|leave|walk|put|show|find|meet|pick|be|testify|lie|die|feel)\b"
)
_OWN = "".join(rf"(?<!\b{word} )" for word in "my your his her our their the an no".split())
_ILL = "".join(rf"(?<!\b{word} )" for word in "is was got fell feel".split())
_ITS = (
    "a|an|the|not|been|only|just|too|so|very|gonna|going|our|my|their|your|us|them|me|him|over|off|because|no|like"
    "|about|all|illegal|unsafe|dangerous|true|called|what|why|how|time|hot|cold|bad|broken|closed|cancell?ed|postponed"
    "|happening|getting"
)
_LETS = r"(^|[,.;!?] |\b(?:and|so|but|ok|okay|then) )lets (?!(?:me|him|her|us|them|it|you|people|the|everyone)\b)"
_WERE = (
    r"^were (?=(?:not |still |all |just |also )?"
    r"(?:\w+ing|gonna|out of|on strike|ready|tired|sick of|here|done|short)\b)"
)
_NOTHING = r"(?!say |vote |take |mean |accept |just )(?:\w+ )(?:(?:to|us|me|him|her|them) )?"
_SEEN = (
    r"(?:been|heard|seen|told|done|signed|voted|received|gotten|sent|met|paid|answered|given|called|fixed|hired|eaten"
    r"|slept)\b"
)
_DENIES = r"(?:(?:do|does|did|ca|wo|would|could|should|is|was|are|were|has|have|had)n't|cannot|never|not)"

_DAYS = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday"}
_DAY = "|".join(_DAYS)
_BEFORE_DAY = "on|by|til|till|until|before|after|since|next|last|this|every|from|due"

_ACRONYMS = "osha|nlrb|uaw|cfe|imss|infonavit|stps|cfcrl|usmca|hr|ice|epa|cnesst"
_CITIES = (
    "puebla|tijuana|juarez|silao|saltillo|reynosa|matamoros|monterrey|queretaro|guadalajara|toluca|hermosillo|chihuahua|celaya"
    "|irapuato|torreon|laredo|nogales|mexicali|veracruz|oaxaca|acapulco|cancun|detroit|windsor|oshawa|toronto|montreal|ottawa|winnipeg"
    "|vancouver|edmonton|calgary|houston|dallas|phoenix|tucson|chicago|cleveland|toledo|texas|ohio|michigan|kentucky|tennessee"
    "|alabama|california|arizona|indiana|illinois|ontario|quebec|manitoba|alberta"
)
_TO_DO = (
    r"(?:be|go|do|say|climb|clean|lift|sign|vote|come|work|pay|give|ask|make|keep|help|let|see|bring|send|call|check|wait|stay|leave"
    r"|walk|put|show|meet|pick|testify|lie|drive|carry|wear|fix|run|stop|start|quit|strike|join|talk|tell|cross|hide|move|load)\b"
)
_ONE_PLACE = (
    "plant|port|company|union|hotel|hospital|school|mill|mine|warehouse|store|shop|factory|office|boss|foreman|supervisor"
    "|manager|judge|landlord"
)

_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _be(found: re.Match[str]) -> str:
    who = found[1].lower()
    verb = (
        "am" if who == "i" else "are" if who in ("we", "you", "they") or (who.endswith("s") and who != "boss") else "is"
    )
    return f"{found[1]} {verb} not"


def _have(found: re.Match[str]) -> str:
    plural = found[1].lower() in ("i", "we", "you", "they") or found[1].lower().endswith("s")
    return f"{found[1]} {'have' if plural else 'has'}"


def _do(found: re.Match[str]) -> str:
    plural = found[1].lower() in ("i", "we", "you", "they") or found[1].lower().endswith("s")
    return f"{found[1]} {'do' if plural else 'does'} not have"


def _any(found: re.Match[str]) -> str:
    instead = {"nothing": "anything", "nobody": "anybody", "no one": "anyone", "none": "any", "no": "any"}
    return found[1] + instead[found[2].lower()]


def _day(found: re.Match[str]) -> str:
    return found[0].replace(found["day"], _DAYS[found["day"].lower()])


_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"\bi(?=[ ,.!?']|$)", "I"),
        (r"\bw/o\b", "without"),
        (r"\bb/c\b", "because"),
        (r"\bw/(?= |\w)", "with "),
        (r"\bwith  (?=\w)", "with "),
        (r"\b(\w{2,}in)g?'(?!\w)", r"\1g"),
        (r"(?<= )'em\b|(?<= )em\b", "them"),
        (rf"{_OWN}\bid (?={_VERBS})", "I'd "),
        (rf"{_ILL}\bill (?={_VERBS})", "I'll "),
        (rf"\bits (?=(?:{_ITS})\b)", "it's "),
        (_LETS, r"\1let's "),
        (_WERE, "we're "),
        (r"\bur (?=(?:not|going|gonna|a|the|right|fired|late|welcome|\w+ing)\b)", "you're "),
        (r"\bur\b", "your"),
        (r"\bcause (?=(?:they|we|he|she|i|it|you|there|nobody|everyone|im|the|my|our)\b)", "because "),
        (r"\bOT\b", "overtime"),
        (rf"(?<!\w)(?<=[a-z,] )(?-i:{_ACRONYMS})(?!\w)", lambda found: found[0].upper()),
        (rf"(?<= )(?-i:{_CITIES})\b", lambda found: found[0].capitalize()),
        (r"\b(an?|per) hr\b", r"\1 hour"),
        (r"(?<=\w )w (?=(?:no|the|my|our|their|his|her|a|an|me|us|him|them|you|out|management|everyone)\b)", "with "),
        (rf"\b(me|us|him|her|them|want|need|have|had|going|trying|asked|told) (?:2|⟦n\d+⟧) (?={_TO_DO})", r"\1 to "),
        (r"(?<=[\d⟧] )min\b", "minutes"),
        (r"\bdr\.?(?= )", "doctor"),
        (rf"\bthe ({_ONE_PLACE})s (?=(?:gonna|going to|closing|hiring|trying to|moving|shutting)\b)", r"the \1 is "),
        (r"\b(short|under) (staffed|handed)\b", r"\1-\2"),
        # by fri, sat morning; and wed lose: we would
        (rf"\b(?:{_BEFORE_DAY}) (?P<day>{_DAY})\b", _day),
        (rf"\b(?P<day>{_DAY}) (?=(?:morning|afternoon|night|evening|shift)\b)", _day),
        (r"\bwed (?=(?:be|have|like|lose|get|need|never|all|still|rather|love|already|win|go|have)\b)", "we'd "),
        (r"\b(my|our|the|a|his|her|their|your|that|new|old|every) (sup)(s?)\b", r"\1 supervisor\3"),
        (r"^sup (?=(?:is|was|said|says|told|wrote|fired|wants|just|won't|didn't|never|gave|took)\b)", "supervisor "),
        (r"\b(should|could|would|must|might) of\b", r"\1 have"),
        (r"\b(should|could|would|must|might)(?:a|ve)\b", r"\1 have"),
        # They been cutting corners; he don't; we was; I seen it; them guys.
        (
            r"(?<!have )(?<!has )(?<!had )\b(I|we|you|they|he|she|it) been (?=\w)",
            lambda found: _have(found) + " been ",
        ),
        (r"\b(he|she|it) don't\b", r"\1 doesn't"),
        (r"\b(we|they|you) was\b", r"\1 were"),
        (r"\b(I|we|they|he|she) seen\b", r"\1 saw"),
        (r"\b(I|we|they|he|she) done (?=\w)", r"\1 did "),
        (r"\bthem (?=(?:guys|people|managers|bosses|papers|cards|machines|boxes|supervisors|scabs)\b)", "those "),
        (r"\b(I|we|they|you) got (?=(?:no|nothing|nobody)\b)", r"\1 have "),
        # There ain't no; ain't nobody; we ain't got; they ain't paid; he ain't coming.
        (r"\bthere ain't (?:no|any)\b", "there is no"),
        (r"\bain't (nobody|no one|nothing) (?=\w+ing\b)", r"\1 is "),
        (r"\bain't (nobody|no one|nothing)\b", r"\1"),
        (r"\b(\w+) ain't got (?:no|any)\b", lambda found: _do(found) + " any"),
        (r"\b(\w+) ain't got\b", _do),
        (rf"\b(\w+) ain't (?=(?:never |even )?{_SEEN})", lambda found: _have(found) + " not "),
        (r"\b(\w+) ain't\b", _be),
        # He didn't do nothing: denied once.
        (rf"(\b{_DENIES} {_NOTHING})(nothing|nobody|no one|no)(?= \w|[.!,]|$)", _any),
    )
)  # fmt: skip


def without_digits(text: str, language: Language) -> str:
    """`b4` and its like as words: before anything with a digit in it is taken for a number or an id."""
    if language != "en":
        return text
    return _DIGIT_WORD.sub(lambda found: _WITH_DIGITS[found[0].lower()], text)


def written_out(sentence: str) -> str:
    for pattern, said in _RULES:
        sentence = pattern.sub(said, sentence)
    return sentence
