"""Turns of English that span other words, said in the order that the other languages have: `had they asked us`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.translation.turn_of_speech import Turn, turn

_WHO = r"(?:I|you|we|they|he|she|it|anybody|anyone|somebody|[A-Z]\w+|(?:the|our|my|their|his|her) \w+)"

ENGLISH_TURNS: Sequence[Turn] = (
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
        rf"\bHow long (have|has) ({_WHO}) been (?=\w+(?:ing)\b|here\b|on\b|at\b|in\b|out\b|sick\b)",
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
