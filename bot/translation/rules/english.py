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
_QUESTION = re.compile(
    r"(?:^|<sent>\$ |\] ?|, |<itg>[^$]*\$ |(?:how|How) ?\w*/[^$]*\$ |many/[^$]*\$ |much/[^$]*\$ )\^(?:D(?:o|oes|id)|do|does|did)(?:n't)?/[^$]*\$"
)


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
    tense = "<past>" if "<past>" in found[3] else "<pri><p3><sg>" if "<p3>" in found[3] else "<pres>"
    return f"{found[1]}{found[2]}{found[4]}^{found[5]}{tense}$"


def _aux_after_subject(found: re.Match[str]) -> str:
    subject = found[4].replace("prpers", "Prpers") if found[2][0].isupper() else found[4]
    return f"{found[1]}{subject} ^{found[2].lower()}{found[3]}$ {found[5]}<inf>$"


def _marked_object(found: re.Match[str]) -> str:
    """Transfer lets the verb agree with `me` and `us`: they travel as a mark and come back as clitics."""
    return f"{found[1]}[c{found[2]}{found[3]}]"


ANALYSED = (
    # (at) what time does it start
    rewrite(
        r"(?:\^(A|a)t/[^$]*\$ )?\^([Ww])hat/[^$]*\$ \^time/[^$]*\$(?= \^(?:is|are|was|were|do|does|did|will|can|should|would)/)",
        lambda m: f"^{m[2]}hat time/{'W' if m[1] == 'A' or m[2] == 'W' else 'w'}hat time<adv><itg>$",
    ),
    rewrite(r"(^(?:(?!<vbser>|<vbhaver>).)*/[^$]*<n>[^$]*\$ )\^(hit|quit|cut|shut)/[^$]*\$", r"\1^\2/\2<vblex><past>$"),
    rewrite(
        r"(\^(?:by|for|with|to|from|against|of|about)/[^$]*\$ )\^(her)/[^$]*\$(?= ?(?:\^[^$]*<(?:sent|cm|pr|cnjcoo|adv|vbser|vbhaver|vbmod|vaux)>|$))",
        r"\1^\2/prpers<prn><obj><p3><f><sg>$",
    ),
    rewrite(r"\^([Aa]gainst)/[^$]*\$", r"^\1/\1<pr>$"),
    rewrite(
        r"\^(that)/[^$]*\$(?= (?:\^[^$/]+/[^$/]*<adj>\$ )?\^[^$/]+/(?:zq\w+|[^$/]*)<n><sg>)", r"^\1/that<det><dem><sg>$"
    ),
    rewrite(r"(\^(?:let|help|make|made|helped|lets)/[^$]*\$ )\^(her)/[^$]*\$", r"\1^\2/prpers<prn><obj><p3><f><sg>$"),
    rewrite(
        r"\^([Hh]as|[Hh]ave)/[^$]*\$(?= (?:\^not/[^$]*\$ )?(?:\^(?:already|never|always|also|just)/[^$]*\$ )?\^[^$/]+/[^$]*<pp>)",
        lambda m: (
            f"^{m[1]}/{'H' if m[1][0] == 'H' else 'h'}ave<vbhaver>{'<pri><p3><sg>' if m[1].lower() == 'has' else '<pres>'}$"
        ),
    ),
    rewrite(r"\^(it)/[^$]*\$(?= \^(?:has|is|was|will|had|would|does)/)", r"^\1/prpers<prn><subj><p3><nt><sg>$"),
    rewrite(
        r"(\^(?:[Hh]e|[Ss]he|[Ii]t)/[^$]*\$ )\^(quit|put|cut|hit|set|let|shut|cost)/[^$]*\$", r"\1^\2/\2<vblex><past>$"
    ),
    rewrite(r"(\^(?:What|Who|Which)/[^$]*\$ )\^([^$/]+)/(?:[^$/]*<pp>/)?([^$/]*<past>)(?:/[^$]*)?\$", r"\1^\2/\3$"),
    # the ten fired workers
    rewrite(
        r"(\^[^$/]+/[^$/]*<(?:det|num)>[^$]*\$ )\^([^$/]+)/[^$]*?([^$/]*<vblex>)<past>[^$]*\$(?= \^[^$/]+/[^$]*<n>)",
        r"\1^\2/\3<pp>$",
    ),
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
        r"(\^(?:[Tt]hey|[Ww]e|I|[Hh]e|[Ss]he|[Ww]ho|[Nn]obody)/[^$]*\$ (?:\^(?:only|already|never|also|just|finally|still|even|later)/[^$]*\$ )?)\^([^$/]+)/(?:[^$/]*<pp>/)?([^$/]*<past>)(?:/[^$]*)?\$",
        r"\1^\2/\3$",
    ),
    # in May
    rewrite(
        r"(\^(?:in|since|until|by|of|last|next|this|early|late|before|after)/[^$]*\$ )\^May/[^$]*\$",
        r"\1^May/May<n><sg>$",
    ),
    # Stop telling people
    rewrite(START + r"\^(Stop)/[^$]*\$(?= \^[^$/]+/[^$]*<ger>)", r"\1^\2/stop<vblex><inf>$"),
    rewrite(r"(\^(?:[Ss]top(?:s|ped)?)/[^$]*\$ )\^([^$/]+)(?:/[^$/]*)*?/([^$/]*<vblex><ger>)[^$]*\$", r"\1^\2/\3$"),
    # told us about the vote
    rewrite(
        r"(\^(?:tell|told|tells|talk\w*|know|knew|knows|hear\w*|ask\w*|lied?|lies|lying|speak\w*|spoke|complain\w*|us|me|him|them|her)/[^$]*\$ )\^about/[^$]*\$",
        r"\1^about/about<pr>$",
    ),
    _question_verb,
    _one_finite_verb,
)

_SUBJECT_OR_VERB = re.compile(
    r"\^[Pp]rpers<prn><subj>(<p\d>[^$]*)\$|\^[^$<]+<(?:n|np)>[^$]*(<sg>|<pl>)[^$]*\$|(\^(?:,<cm>|and<cnjcoo>|or<cnjcoo>)\$ "
    r"(?:\^[^$<]+<adv>\$ )?)(?=\^[^$<]+<(?:vblex|vbhaver|vbser)><(?:past|pres)>)|(<rel>|<cnjsub>|<cnjadv>|<itg>)|"
    r"\^[^$<]+<vb\w+><(?:past|pres|pri|inf)>"
)


def _same_subject(stream: str) -> str:
    """They came and left: the second verb gets the subject that it shares, as Spanish shows it in the verb"""
    sentences = stream.split("<sent>$")
    return "<sent>$".join(map(_with_subjects, sentences))


def _with_subjects(stream: str) -> str:
    subject, has_verb, is_nested = "", False, False

    def look(found: re.Match[str]) -> str:
        nonlocal subject, has_verb, is_nested
        pronoun, number, joint, nesting = found.groups()
        if joint:
            if not subject or is_nested or not has_verb:
                return found[0]
            return f"{joint}^prpers<prn><subj>{subject}$ "
        if nesting:
            is_nested = True
        elif pronoun:
            subject, has_verb = ("" if pronoun.startswith("<p3>") and "<sg>" in pronoun else pronoun), False
        elif number and not has_verb:
            subject = subject or ("<p3><mf><pl>" if number == "<pl>" else "")
        elif not number:
            has_verb = True
        return found[0]

    return _SUBJECT_OR_VERB.sub(look, stream)


_QUESTION_WORD = (
    r"((?:\^[^$<]+<(?:itg|adv|rel|prn|det)>[^$]*\$ (?:\^(?:much|many|long|often)<[^$]*\$ )?(?:\^[^$<]+<n>[^$]*\$ )?)?)"
)

TAGGED = (
    _same_subject,
    # want us to vote: that we vote
    rewrite(
        r"(\^(?:want|need|expect)<vblex>[^$]*\$) \^prpers<prn><obj>([^$]*)\$ ((?:\^not<adv>\$ )?)\^to<pr>\$ \^([^$<]+<vb\w+>)<inf>\$",
        r"\1 ^that<cnjsub>$ ^prpers<prn><subj>\2$ \3^\4<pres>$",
    ),
    rewrite(
        rf"(\^(?:want|need|expect)<vblex>[^$]*\$) ({_NOUN_PHRASE}|\^(?:any|some|every)(?:one|body)<prn>[^$]*\$) ((?:\^not<adv>\$ )?)\^to<pr>\$ \^([^$<]+<vb\w+>)<inf>\$",
        lambda m: f"{m[1]} ^that<cnjsub>$ {m[2]} {m[3]}^{m[4]}{'<pres>' if '<pl>' in m[2] else '<pri><p3><sg>'}$",
    ),
    # told us to vote: asked us that we vote
    rewrite(
        r"\^(ask|tell|order|advise|urge|beg)(<vblex>[^$]*)\$ \^prpers<prn><obj>([^$]*)\$ ((?:\^not<adv>\$ )?)\^to<pr>\$ \^([^$<]+<vb\w+>)<inf>\$",
        r"^ask\2$ ^prpers<prn><obj>\3$ ^that<cnjsub>$ ^prpers<prn><subj>\3$ \4^\5<pres>$",
    ),
    rewrite(
        rf"\^(?:ask|tell|order|advise|urge|beg)(<vblex>[^$]*)\$ ({_NOUN_PHRASE}) ((?:\^not<adv>\$ )?)\^to<pr>\$ \^([^$<]+<vb\w+>)<inf>\$",
        lambda m: (
            f"^ask{m[1]}$ ^to<pr>$ {m[2]} ^that<cnjsub>$ ^prpers<prn><subj><p3><mf><{'pl' if '<pl>' in m[2] else 'sg'}>$ "
            f"{m[3]}^{m[4]}<pres>$"
        ),
    ),
    rewrite(r"(\^not<adv>\$ )\^to<pr>\$ (?=\^[^$<]+<vb\w+><inf>)", r"\1"),
    rewrite(
        START + r"\^Have<vblex>([^$]*\$ \^(?:any|some)(?:one|body)<prn>[^$]*\$ \^[^$<]+<vb\w+><pp>)",
        r"\1^Have<vbhaver>\2",
    ),
    # the workers who struck
    rewrite(r"(<n>[^$]*\$ )\^who<prn><itg>[^$]*\$", r"\1^who<rel><an><mf><sp>$"),
    # says it has paid
    rewrite(
        r"(\^(?:say|know|think|believe|hope|claim|promise)<vblex>[^$]*\$ )(?=\^(?:prpers|I)<prn><subj>|\^the<det>[^$]*\$ (?:\^[^$<]+<adj>[^$]*\$ )?\^[^$<]+<n>[^$]*\$ \^(?:[^$<]+<vblex><(?:past|pri)>|(?:have|be|will|can|do)<))",
        r"\1^that<cnjsub>$ ",
    ),
    # told the company our names
    rewrite(
        r"(\^(?:tell|give|send|show|offer|promise|pay)<vblex>[^$]*\$ )(?=(?:\^[^$<]+<(?:det|num|adj)[^$]*\$ )+\^[^$<]+<n>[^$]*\$ (?:\^[^$<]+<(?:det|num)|\^that<cnjsub>))",
        r"\1^to<pr>$ ",
    ),
    # Are you coming, has anybody seen
    rewrite(
        START
        + r"\^([BH])(e<vbser>|ave<vbhaver>)([^$]*)\$ (\^prpers<prn><subj>[^$]*\$|\^(?:any|some)(?:one|body)<prn>[^$]*\$) (?=\^[^$<]+<(?:vblex|adj|adv|det|pr|n)>)",
        lambda m: f"{m[1]}{m[5].replace('^p', '^P')} ^{m[2].lower()}{m[3]}{m[4]}$ ",
    ),
    # have been working
    rewrite(
        r"\^have<vbhaver>(<pres>|<pri><p3><sg>)\$ \^be<vbser><pp>\$ \^([^$<]+<vblex>)<(?:ger|pprs|subs)>\$",
        r"^\2\1$",
    ),
    rewrite(
        r"\^leave<vblex>([^$]*)\$(?= \^(?:at|from|on|for|early|late|tomorrow|today|now)<| ?\^\.<sent>)",
        r"^go out<vblex>\1$",
    ),
    # Does the plant close …
    rewrite(
        START + _QUESTION_WORD + r"\^([Dd]o<vb\w+>(?:<[a-z]+>)?(?:<p3><sg>)?)\$ "
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
    # They fired us
    rewrite(
        r"(\^[^$<]+<vb(?:lex|ser|haver|mod)>(?!<(?:imp|inf)>)[^$]*\$) \^prpers<prn><obj><(p[12])><mf><(sg|pl|sp)>\$",
        _marked_object,
    ),
    rewrite(r"(<imp>\$[^?]*\^(?:and|or)<cnjcoo>\$ )\^([^$<]+)<vblex><(?:inf|pres)>\$", r"\1^\2<vblex><imp>$"),
)
