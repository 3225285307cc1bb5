"""Turns of English that span other words, said in the order that the other languages have: `had they asked us`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.translation.turn_of_speech import Turn, turn

_WHO = r"(?:I|you|we|they|he|she|it|anybody|anyone|somebody|[A-Z]\w+|(?:the|our|my|their|his|her) \w+)"

_SPAN = r"(?:\w+|⟦n\d+⟧) (?:minutes?|hours?|days?|weeks?|months?|years?)"
_THEM = {"them": "they", "us": "we", "him": "he", "her": "she", "me": "I", "you": "you", "it": "it"}


def _not_any(found: re.Match[str]) -> str:
    helper = {"had": "did", "has": "does"}.get(found[1], "do")
    return f"{helper} not have {'the' if found[2] == 'right' else 'any'} {found[2]} "


ENGLISH_TURNS: Sequence[Turn] = (
    # It took them two hours to call; that's why they fired him; that's not how it happened
    turn(
        rf"\b[Ii]t (took|takes) (them|us|him|her|me|you) ({_SPAN}) to\b",
        lambda m: f"{_THEM[m[2]]} {m[1] if m[1] == 'took' or m[2] in ('him', 'her') else 'take'} {m[3]} to",
    ),
    # It was Miguel's fault; all they do is yell; I'm pretty sure
    turn(r"\b(is|was|[Ii]t's|not) ((?:the |my |our )?\w+)'s fault\b", r"\1 the fault of \2"),
    turn(r"\b[Aa]ll (they|we|you|I) do is (?=\w)", r"\1 only "),
    turn(r"\b(?:pretty|really|quite|very|so) (sure|certain)\b", r"\1"),
    turn(r"^That's (?:exactly |just )?(?:why|the reason) ", "So "),
    turn(r"\b[Tt]hat(?:'s| is) not how (it|that) happened\b", r"\1 did not happen like that"),
    turn(r"\b[Tt]hat(?:'s| is) how (it|that) happened\b", r"\1 happened like that"),
    turn(
        r"\b(?:couldn't|could not|could) care less(?: about)?\b",
        lambda m: "do not care about" if m[0].endswith("about") else "do not care",
    ),
    turn(r"\b(has|have|had) no (intention|idea|right) (?=(?:of|who|what|why|when|where|how|if|to)\b)", _not_any),
    turn(
        r"\b[Ii]t(?:'s| has) been ((?:\w+|⟦n\d+⟧) (?:days|weeks|months|years)) since\b",
        lambda m: f"{m[1]} have passed since",
    ),
    # Had we known, we would have told you; should you need help, call us
    turn(
        rf"(?:^|(?<=[.!;] ))Had ({_WHO}) ((?:not |never |only )?\w+(?:ed|en|wn|t|ne|id|de|ad)\b[^?]*,)", r"If \1 had \2"
    ),
    turn(rf", had ({_WHO}) ((?:not |never )?\w+(?:ed|en|wn|t|ne|id)\b[^?,]*)(?=[.!]|$)", r" if \1 had \2"),
    turn(r"(?:^|(?<=[.!;] ))Should (you|anyone|anybody) (\w+[^?]*,)", r"If \1 \2"),
    # which is illegal: said of the whole
    turn(r", which (is|was|means|meant|makes|made|isn't|wasn't)\b", r", and it \1"),
    # What we want is to vote; all we want is for them to listen
    turn(rf"\b(?:What|All) ({_WHO}) (want|wants|need|needs|wanted|needed) (?:is|was) to\b", r"\1 \2 to"),
    turn(
        rf"\b(?:What|All) ({_WHO}) (want|wants|need|needs|wanted|needed) (?:is|was) for ({_WHO}|them|him|her|us) to\b",
        r"\1 \2 \3 to",
    ),
    # How long have you been working here
    turn(
        rf"\b[Hh]ow long (have|has) ({_WHO}) been (?=\w+(?:ing)\b|here\b|on\b|at\b|in\b|out\b|sick\b)",
        r"Since when \1 \2 been ",
    ),
    turn(r"\b([Nn])(othing|obody) ever\b", r"\1\2"),
    turn(r"\b([Nn])o one ever\b", r"\1obody"),
    turn(r"\b[Ll]et's not (?=\w)", "we should not "),
    # until Rosa hears back; the only thing they care about
    turn(r"\b(hear|hears|heard) back(?= (?:by|before|until|on)\b|[.,!?]|$)", r"\1 from them"),
    # They got what they deserved: nothing of it; can't help but
    turn(r"\b(can't|cannot|couldn't) help but\b", lambda m: "have to" if m[1] != "couldn't" else "had to"),
    # The reason they fired him is that he signed
    turn(rf"\b[Tt]he (?:only )?reason ({_WHO}) ([^,.?!]+?) (?:is|was) (?:that|because) ", r"\1 \2 because "),
    # no sooner had they signed than; hardly had
    turn(
        rf"\b(?:No sooner|Hardly|Barely|Scarcely) had ({_WHO}) (\w+(?:ed|en|wn|t|ne))((?: \w+){{0,4}}?)"
        r",? (?:than|when) ",
        r"As soon as \1 had \2\3, ",
    ),
    turn(rf"\b(?:Not only|Not just) did ({_WHO}) (\w+)([^,.]*), (?:but )?", r"\1 did \2\3, and "),
    turn(rf"\b(?:Only then|Never|Not once|At no point) did ({_WHO}) ", r"\1 never did "),
    turn(rf"\b(?:Never|Not once) (have|has|had) ({_WHO}) ", r"\2 \1 never "),
)
