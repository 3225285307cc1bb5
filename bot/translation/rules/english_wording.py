"""English said in other words before Apertium looks up any: phrasal verbs, short forms, reduced relatives, tag questions."""

from __future__ import annotations

from bot.translation.rules.english_clauses import ENGLISH_CLAUSES
from bot.translation.word_stream import rewrite

_PEOPLE = r"((?i:people|workers|guys|women|men|employees|temps|members|operators|drivers|those))"
_DEEDS_TO_THEM = (
    r"(hired|fired|suspended|laid off|transferred|rehired|injured|arrested|affected|disciplined|dismissed|blacklisted)"
)

BEFORE = (
    *ENGLISH_CLAUSES,
    # the people hired last week, workers fired for signing: these did not hire or fire anybody
    rewrite(
        rf"\b{_PEOPLE} {_DEEDS_TO_THEM}(?= (?:by|for|last|in|after|before|since|without|over|this|yesterday)\b)",
        r"\1 who were \2",
    ),
    # There is no meeting, is there?
    rewrite(
        r", (?:is|are|was|were|do|does|did|have|has|will|can|would|should)(?:n['’]t)? (?:there|it|he|she|they|we|you|I)(?=\?)",
        "",
    ),
    rewrite(r"\bIt (?:was|is) ((?:the )?[\w ]{2,30}?) who (?=\w)", lambda m: m[1][0].upper() + m[1][1:] + " "),
    rewrite(r"\b(is|was) over\b(?=[.,!?]|$)", r"\1 finished"),
    rewrite(r"^Only (?=[A-Z])", "Solo "),
    rewrite(r"\blying\b(?= (?:to|about)|[.,]|$)", "telling lies"),
    rewrite(r"\blied\b", "told lies"),
    rewrite(r"\bto lie\b", "to tell lies"),
    rewrite(r"\b(come|get) back\b", "return"),
    rewrite(r"\b(came|got) back\b", "returned"),
    rewrite(r"\bcoming back\b", "returning"),
    rewrite(r"\b(?:struck|cut) a deal\b", "reached an agreement"),
    rewrite(r"\b[Ll]ocked (us|them) out\b", r"made a lockout against \1"),
    rewrite(r"\b([Ll])et (me|us) know\b", lambda m: f"{'Tell' if m[1] == 'L' else 'tell'} {m[2]}"),
    rewrite(r"\b(have|has) not heard from\b", lambda m: f"{m[1]} no answer from"),
    rewrite(r"\b(haven't|hasn't) heard from\b", lambda m: f"{m[1][:-3]} no answer from"),
    rewrite(r"\bthe (older|newer|older|old|new|last|first|second|other|same) one\b", r"the \1"),
    rewrite(r"\bwork(s|ed)? nights\b", r"work\1 at night"),
    rewrite(r"\bfind(s)? out\b", r"discover\1"),
    rewrite(r"\bfound out\b", "discovered"),
    rewrite(r"\b[Ss]igned up\b", "joined"),
    rewrite(r"\bshow(s|ed)? up\b", lambda m: {"s": "arrives", "ed": "arrived"}.get(m[1] or "", "arrive")),
    rewrite(r"\bcalled off\b", "canceled"),
    rewrite(r"\bset up\b", "organized"),
    rewrite(r"\bspeak up\b", "speak"),
    rewrite(r"\bstand(s)? with\b", r"support\1"),
    rewrite(r"\b([Ww])hat's\b", r"\1hat is"),
    rewrite(r"\b([Ii]t|[Tt]hat|[Hh]e|[Ss]he|[Tt]here)'s (?=not|a|the|very|still|in|on|\w+ing\b)", r"\1 is "),
    rewrite(r"\b([Ii])t's\b", r"\1t is"),
    rewrite(r"\b([Ll])et's\b", r"\1et us"),
    rewrite(
        r"(?<![\w'] )(?<!the )(?<!our )(?<!plant )(?<!The )\b([Mm])anagement\b(?! (?:team|office))",
        lambda m: "The management" if m[1] == "M" else "the management",
    ),
    rewrite(r"\bcan u\b", "can you"),
    rewrite(r"\b[Uu] (?=can|have|are|need|know|were|r\b)", "you "),
    rewrite(r"\bb4\b", "before"),
    rewrite(r"\bw/o\b", "without"),
    rewrite(r"\bppl\b", "people"),
    rewrite(r"\b(tmrw|tmr|2moro)\b", "tomorrow"),
    rewrite(r"\bmtg\b", "meeting"),
    rewrite(r"\bdont\b", "don't"),
    rewrite(r"\bdidnt\b", "didn't"),
    rewrite(r"\bcant\b", "can't"),
    rewrite(r"\bwont\b", "won't"),
    rewrite(r"\b([Gg])onna\b", r"\1oing to"),
    rewrite(r"\b([Ww])anna\b", r"\1ant to"),
    rewrite(r"\b([Cc])annot\b", r"\1an not"),
    rewrite(r"^Petition (?=⟦)", "The petition "),
    rewrite(r"\bboth ((?:in )?\w+) and\b", r"\1 and"),
    rewrite(
        r"\b([Oo]ur|[Tt]heir|[Yy]our|[Mm]y|[Tt]he|[Ee]ach|[Oo]ne|[Ee]very) local\b"
        r"(?= (?:votes?|is|has|was|will|and|or|in|at|of|struck|did|does|can|won|lost|\w+ed\b)|[.,!?]|$)",
        r"\1 union local",
    ),
    rewrite(r"\b([Tt])ook (our|my|their|his|her|your|the) (\w+) away\b(?: from us)?", r"\1ook \2 \3"),
    rewrite(r"\b([Ll])et go (?:of )?(?=\w+ (?:workers|people)|\d|the)", "fired "),
    rewrite(r"\b(struck|went out|walked out)\b(?! (?:a|the|an)\b|[^.,]* (?:off|from|out)\b)", "went on strike"),
    rewrite(r"\bwalk out\b", "go on strike"),
    rewrite(r"\bwalking out\b", "going on strike"),
    rewrite(r"\b(was|were|is|are|been|be|got) let go\b", r"\1 fired"),
    rewrite(r"\b(was|were|is|are|been|be|got|being) laid off\b", r"\1 suspended"),
    rewrite(r"\b([Ll])aid off\b", "suspended"),
    rewrite(r"\b(?:lay|laying) off\b", lambda found: "suspending" if "ing" in found[0] else "suspend"),
    rewrite(r"\bto be able to\b", "to"),
    rewrite(r"\bhanded? over\b", lambda found: "delivered" if "ed" in found[0] else "deliver"),
    rewrite(r"\b(?:turn|hand) in\b", "deliver"),
    rewrite(r"\bgot fired\b", "was fired"),
    rewrite(r"\b([Ss])he got\b", r"\1he received"),
    rewrite(r"\b(still|already) under\b", r"\1 under"),
)
