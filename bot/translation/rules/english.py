"""English as a source: which reading of a word is meant, and sentences that Spanish builds in another way."""

from __future__ import annotations

import itertools
import re

from bot.translation.word_stream import rewrite

UNIT = re.compile(r"\^([^$]*)\$")
START = r"((?:^|<sent>\$|\]) *)"
"""Where a sentence begins in a stream."""

_SUBJECT = r"\^[Pp]rpers<prn><subj>[^$]*\$"
_NOUN_PHRASE = r"(?:\^[^$<]+<(?:det|num|adj|predet)[^$]*\$ )*\^[^$<]+<(?:n|np)>[^$]*\$"
_FINITE = re.compile(r"<(?:past|pri|vaux|vbser|vbhaver|vbmod|vbdo)>")
_CLAUSE_END = re.compile(r"<(?:sent|cm|cnjsub|cnjadv|cnjcoo|rel|itg)>")
_QUESTION = re.compile(r"(?:^|<sent>\$ |\] ?|, )\^(?:D(?:o|oes|id)|do|does|did)(?:n't)?/[^$]*\$")


def _one_finite_verb(stream: str) -> str:
    """In a clause without a sure verb, `plan ends` has its verb in the word that could be one."""
    clauses: list[list[re.Match[str]]] = [[]]
    for unit in UNIT.finditer(stream):
        clauses[-1].append(unit)
        if _CLAUSE_END.search(unit[1]):
            clauses.append([])
    changes = {}
    for clause in clauses:
        if any(_is_sure_verb(unit[1]) for unit in clause):
            continue
        for before, unit in itertools.pairwise(clause):
            surface, *readings = unit[1].split("/")
            verb = next((reading for reading in readings if "<vblex><pri><p3><sg>" in reading), None)
            if verb is not None and len(readings) > 1 and re.search(r"<n>.*<sg>|<prn><tn>.*<sg>|/\*", before[1]):
                changes[unit.start()] = f"^{surface}/{verb}$"
                break
    return UNIT.sub(lambda found: changes.get(found.start(), found[0]), stream)


def _is_sure_verb(unit: str) -> bool:
    readings = unit.split("/")[1:]
    return bool(readings) and all(_FINITE.search(reading) for reading in readings)


def _question_verb(stream: str) -> str:
    """`Does the mechanism cover …`: after do and its subject the first possible verb is the verb."""
    found = _QUESTION.search(stream)
    if found is None or not re.match(r" \^[^$/]+/(?:\*|zq|[^$]*<(?:det|prn|np|pos)>)", stream[found.end() :]):
        return stream
    head, tail = stream[: found.end()], stream[found.end() :]
    seen_subject = False
    for unit in UNIT.finditer(tail):
        surface, *readings = unit[1].split("/")
        infinitives = [reading for reading in readings if re.search(r"<vb\w+><inf>", reading)]
        if seen_subject and infinitives:
            return f"{head}{tail[: unit.start()]}^{surface}/{infinitives[0]}${tail[unit.end() :]}"
        if any(re.search(r"<(?:n|np|prn)>", reading) or reading.startswith("*") for reading in readings):
            seen_subject = True
    return stream


def _statement(found: re.Match[str]) -> str:
    """A question with do as the statement that Spanish makes of it."""
    tense = "<past>" if "<past>" in found[2] else "<pri><p3><sg>" if "<p3>" in found[2] else "<pres>"
    return f"{found[1]}{found[3]}^{found[4]}{tense}$"


def _aux_after_subject(found: re.Match[str]) -> str:
    subject = found[4].replace("prpers", "Prpers") if found[2][0].isupper() else found[4]
    return f"{found[1]}{subject} ^{found[2].lower()}{found[3]}$ {found[5]}<inf>$"


BEFORE = (
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
    rewrite(r"\b(struck|went out|walked out)\b(?! (?:a|the|an)\b)", "went on strike"),
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

ANALYSED = (
    rewrite(r"\^([Ff]amil(?:y))/[^$]*\$", r"^\1/\1<n><sg>$"),
    rewrite(r"\^(March|May|August)/[^$]*\$(?= \^70)", r"^\1/\1<n><sg>$"),
    # File the petition: at the start and before an article it is an order
    rewrite(
        START + r"\^([^$/]+)/(?:zq\w+|[^$/]*)<n><sg>((?:/[^$/]*)*?/[^$/]*<vblex><inf>(?:/[^$/]*)*)\$"
        r"(?= \^[^$/]+/[^$]*(?:<det>|<obj>))",
        r"\1^\2\3$",
    ),
    # or call me
    rewrite(
        r"(\^(?:or|and)/[^$]*\$ )\^([^$/]+)/(?:zq\w+|[^$/]*)<n><sg>((?:/[^$/]*)*?/[^$/]*<vblex><inf>(?:/[^$/]*)*)\$"
        r"(?= \^(?:me|us|him|her|them|70\d+)/)",
        r"\1^\2\3$",
    ),
    # before the vote
    rewrite(
        r"\^([Bb]efore|[Aa]fter|[Ss]ince|[Uu]ntil)/[^$]*\$"
        r"(?= (?:\^[^$/]+/[^$/]*<(?:det|adj|num)>[^$]*\$ )*\^[^$/]+/[^$]*<n>[^$]*\$"
        r"(?: \^(?:in|of|at|on|to|from|and)/|\^[^$/]+/[^$/]*<(?:sent|cm)>| *$))",
        r"^\1/\1<pr>$",
    ),
    # for supporting the union
    rewrite(
        r"\^((?:[Ff]or|[Bb]y|[Ww]ithout|[Aa]fter|[Bb]efore|[Oo]f)/[^$]*)\$ \^([^$/]+)((?:/[^$/]*)*?)"
        r"(/[^$/]*<vblex><ger>)(?:/[^$/]*)*\$(?= \^[^$/]+/[^$]*<(?:det|prn|n|np|adv|pr)>)",
        r"^\1$ ^\2\4$",
    ),
    # to vote, will vote, not sign
    rewrite(
        r"(\^(?:to|will|would|can|could|must|should|didn't|don't|doesn't|won't|can't|let's)/[^$]*\$ )\^([^$/]+)"
        r"(?:/[^$/]*)*?(/[^$/]*<vb\w+><inf>)(?:/[^$/]*)*\$(?! \^of/)",
        r"\1^\2\3$",
    ),
    # that, who and a past form
    rewrite(
        r"(\^(?:[Tt]hey|[Ww]e|I|[Hh]e|[Ss]he|[Ww]ho|[Nn]obody)/[^$]*\$ )\^([^$/]+)/(?:[^$/]*<pp>/)?([^$/]*<past>)(?:/[^$]*)?\$",
        r"\1^\2/\3$",
    ),
    _question_verb,
    _one_finite_verb,
)

TAGGED = (
    # Does the plant close …
    rewrite(
        START + r"\^(Do<vb\w+>(?:<[a-z]+>)?(?:<p3><sg>)?)\$ "
        r"((?:" + _SUBJECT + "|" + _NOUN_PHRASE + r") (?:\^not<adv>\$ )?)\^([^$<]+<vb\w+>)<inf>\$",
        _statement,
    ),
    # Can you send …
    rewrite(
        r"((?:^|<sent>\$|\]|\^\*[^$]*\$,?) *)\^([Cc]an|[Cc]ould|[Ww]ill|[Ww]ould|[Ss]hould|[Mm]ust|[Mm]ay)(<va?u?x?b?\w*>[^$]*)\$ "
        r"(\^prpers<prn><subj>[^$]*\$) ((?:\^(?:not|please)<adv>\$ )?\^[^$<]+<vb\w+>)<(?:pres|inf)>\$",
        _aux_after_subject,
    ),
    rewrite(r"\^for<pr>\$ \^([^$<]+<vblex>)<(?:ger|subs|pprs)>\$", r"^for<pr>$ ^\1<ger>$"),
    # Please do not use …
    rewrite(
        START + r"(\^[^$<]+<adv>\$ )?\^[Dd]o<vbdo><pres>\$ \^not<adv>\$ \^([^$<]+)<vblex><inf>\$",
        lambda m: f"{m[1]}{m[2] or ''}^{'n' if m[2] else 'N'}ot<adv>$ ^{m[3]}<vblex><imp>$",
    ),
    # Send …
    rewrite(
        START + r"(\^[Zz]q[^$<]+<adv>\$ )?\^([^$<]+)<vblex><(?:inf|pres|imp)>\$(?!\^)",
        lambda m: f"{m[1]}{m[2] or ''}^{m[3]}<vblex><imp>$",
    ),
    rewrite(r"(<imp>\$[^?]*\^(?:and|or)<cnjcoo>\$ )\^([^$<]+)<vblex><(?:inf|pres)>\$", r"\1^\2<vblex><imp>$"),
)
