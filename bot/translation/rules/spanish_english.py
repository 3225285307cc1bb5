"""Spanish to English."""

from __future__ import annotations

import re
from functools import partial

from bot.translation.rules import spanish
from bot.translation.rules.english import START
from bot.translation.rules.model import Rules
from bot.translation.rules.spanish_clauses import SPANISH_CLAUSES, SPANISH_CLAUSES_TO_ENGLISH
from bot.translation.word_stream import TIDY, lower_inside, rewrite

_TO_THE_QUESTION_MARK = r"(?=[^?]*\^\?<sent>)"
_AUXILIARY = r"(?:be<vbser>|can<vaux>|could<vaux>|will<vaux>|would<vaux>|should<vaux>|must<vaux>|have<vbhaver>)"
_NOUN_PHRASE = r"(?!\^[Hh]ow)(?:\^[^$<]+<(?:det|num|adj)[^$]*\$ )*\^[^$<]+<(?:n|np)>[^$]*\$(?: \^of<pr>\$ (?:\^[^$<]+<(?:det|num|adj)[^$]*\$ )*\^[^$<]+<(?:n|np)>[^$]*\$)*"
_WHEN = r"(?:\^(?:[Ww]hen|[Ww]hy|[Ww]here|[Hh]ow|[Ww]hat time)<[^$]*\$ )"
_HOW_MANY = r"(?:\^(?:[Hh]ow much|[Hh]ow many|[Ww]hat)<[^$]*\$ )"
_OBJECTS = {"we": "us", "they": "them", "I": "me", "he": "him", "she": "her"}
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


_PERSONS_VERB = r"(?= (?:\^[^$]*<vbhaver>[^$]*\$ )?\^(?:despedir|dejar|amenazar|golpear|suspender|reinstalar|detener|arrestar|contratar|llamar|ver|obligar|engañar|acusar|ayudar|sacar|correr|acosar|castigar|cambiar|encerrar|interrogar|intimidar|insultar|empujar|lastimar|liberar|sancionar|expulsar|trasladar|convencer|defender|apoyar|proteger|seguir|vigilar|recontratar)<)"


def _asked_with_auxiliary(found: re.Match[str]) -> str:
    auxiliary = found[4][0].upper() + found[4][1:] if not found[2] else found[4]
    return f"{found[1]}{found[2] or ''}^{auxiliary}$ {_lowered(found[3])}"


def _asked_with_do(found: re.Match[str]) -> str:
    tense = found[5]
    do = "<past>" if tense == "<past>" else "<pri><p3><sg>" if tense == "<pri><p3><sg>" else "<pres>"
    return f"{found[1]}{found[2] or ''}^{'do' if found[2] else 'Do'}<vbdo>{do}$ {_lowered(found[3])} ^{found[4]}<inf>$"


def _lowered(units: str) -> str:
    if re.match(r"\^[A-Z][^$<]*<np>", units) or re.match(r"\^[A-Z][^$<]*<n><acr>", units):
        return units
    return units[0] + units[1].lower() + units[2:]


_NINGUNO = re.compile(r"\^([Nn])inguno<det>([^$/]*)/([^$<]*)(<det>[^$]*)\$")
_ALREADY_DENIED = re.compile(r"\^(?:no|nunca|sin|tampoco|nadie|jamás)<", re.IGNORECASE)


def _none_or_any(stream: str) -> str:
    """Ningún trabajador firmó: no worker; no firmó ningún trabajador: any worker"""

    def chosen(found: re.Match[str]) -> str:
        denied = _ALREADY_DENIED.search(stream[: found.start()].rpartition("<sent>")[2])
        word = "any" if denied else "no"
        return f"^{found[1]}inguno<det>{found[2]}/{word.capitalize() if found[1] == 'N' else word}{found[4]}$"

    return _NINGUNO.sub(chosen, stream)


_NADIE = re.compile(r"\^([Nn])(adie|inguno)<prn>([^$/]*)/[^$]*\$")


def _nobody_or_anybody(stream: str) -> str:
    """hasta ayer nadie contestó: nobody, where nothing else denies it"""

    def chosen(found: re.Match[str]) -> str:
        clause = re.split(r"<(?:sent|cm)>", stream[: found.start()])[-1]
        if _ALREADY_DENIED.search(clause):
            return found[0]
        word = "obody<prn><tn><mf><sg>" if found[2] == "adie" else f"one<prn>{found[3]}"
        return f"^{found[1]}{found[2]}<prn>{found[3]}/{found[1]}{word}$"

    return _NADIE.sub(chosen, stream)


_HIS = re.compile(r"\^suyo<det><pos>([^$/]*)/his<det><pos>([^$]*)\$")
_VERB = re.compile(r"\^[^$<]+<vb\w+><(?:pri|ifi|pii|fti|cni|prs|pis)><p\d><(sg|pl)>[^$]*\$")


def _their(stream: str) -> str:
    """perdieron su bono: their"""

    def chosen(found: re.Match[str]) -> str:
        verbs = _VERB.findall(stream[: found.start()].rpartition("<sent>")[2])
        word = "their" if verbs and verbs[-1] == "pl" else "his"
        return f"^suyo<det><pos>{found[1]}/{word}<det><pos>{found[2]}$"

    return _HIS.sub(chosen, stream)


_SAID_TWICE = re.compile(
    r"\b((?:did|do|does|will|have|has|had|could|can|would|should|is|are|was|were|may|must) not|never|without)((?: \w+){0,7}?) (nothing|nobody)\b",
    re.IGNORECASE,
)


SPANISH_ENGLISH = Rules(
    before=(
        *spanish.BEFORE,
        # to lie is not in the dictionary
        rewrite(
            r"\bmint(?:ió|ieron|iendo)\b",
            lambda m: {"ió": "engañó", "ieron": "engañaron", "iendo": "engañando"}[m[0][4:]],
        ),
        rewrite(r"\bmient(e[ns]?|o)\b", lambda m: f"engañ{m[1].replace('e', 'a')}"),
        rewrite(r"\bment(ir|ido|imos)\b", lambda m: {"ir": "engañar", "ido": "engañado", "imos": "engañamos"}[m[1]]),
        rewrite(r"\bdesde hace\b", "por"),
    ),
    analysed=(
        *spanish.ANALYSED,
        rewrite(r"\^([Aa])/[^$]*\$ \^qué/[^$]*\$ \^hora/[^$]*\$", r"^\1 qué hora/\1 qué hora<adv><itg>$"),
    ),
    tagged=(
        *SPANISH_CLAUSES,
        *spanish.TAGGED,
        *SPANISH_CLAUSES_TO_ENGLISH,
        # a qué hora es la junta
        rewrite(
            r"(\^[Aa] qué hora<adv><itg>\$ )(\^[^$<]+<vb(?:ser|lex)><(?:pri|ifi|fti|pii)><p3>[^$]*\$) ((?:\^[^$<]+<(?:det|num|adj)[^$]*\$ )*\^[^$<]+<(?:n|np)>[^$]*\$)",
            r"\1\3 \2",
        ),
        # ¿Puedes …?, @maria ¿puedes …?
        rewrite(
            r"(<lquest>\$)\^([Pp]oder|[Qq]uerer|[Ss]aber|[Tt]ener)(<vb\w+><\w+><p2><sg>)",
            lambda m: f"{m[1]}^prpers<prn><tn><p2><mf><sg>$ ^{m[2].lower()}{m[3]}",
        ),
        # ¿Cuánto les pagan?; pero no lo dejaron
        rewrite(
            r"(\^[^$<]+<(?:itg)>[^$]*\$ |\^[^$<]+<(?:adv|prn)><itg>[^$]*\$ |\^pero<cnjcoo>\$ )((?:\^no<adv>\$ )?(?:\^[^$<]+<prn><pro>[^$]*\$ )*\^[^$<]+<vblex><\w+><p3><pl>\$)",
            r"\1^prpers<prn><tn><p3><m><pl>$ \2",
        ),
        # No fue despedida: she
        rewrite(
            START
            + r"((?:\^[Nn]o<adv>\$ )?)(\^[Ss]er<vbser><(?:ifi|pri|pii|fti)><p3><sg>\$ \^(?:"
            + spanish.HUMAN_PARTICIPLE
            + r")<vblex><pp><(m|f)><sg>\$)",
            lambda m: f"{m[1]}^Prpers<prn><tn><p3><{m[4]}><sg>$ {m[2].lower()}{m[3].replace('^S', '^s')}",
        ),
    ),
    looked_up=(
        rewrite(
            r"\^([Aa]) qué hora<adv><itg>/[^$]*\$",
            lambda m: f"^{m[1]} qué hora<adv><itg>/{'W' if m[1] == 'A' else 'w'}hat time<adv><itg>$",
        ),
        # esperamos que paguen; faltan dos firmas: another sense beside these words
        rewrite(
            r"\^([Ee]sperar<vblex>[^$/]*)/await(<vblex>[^$]*)\$(?= \^(?:que<|[^$<]+<vb\w+><inf>))",
            r"^\1/hope\2$",
            re.IGNORECASE,
        ),
        rewrite(
            r"\^(lograr<vblex>[^$/]*)/achieve(<vblex>[^$]*)\$(?= \^[^$<]+<vb\w+><inf>)", r"^\1/manage\2$", re.IGNORECASE
        ),
        rewrite(
            r"(\^(?:qué|algo|nada|eso|esto|lo que|que)<[^$]*\$ (?:\^[^$<]+<prn>[^$]*\$ |\^[^$<]+<vbhaver>[^$]*\$ )*)\^(pasar<vblex>[^$/]*)/pass(<vblex>[^$]*)\$(?! \^(?:el|un|uno|mi|su|nuestro)<)",
            r"\1^\2/happen\3$",
            re.IGNORECASE,
        ),
        rewrite(
            r"\^(faltar<vblex><(?:pri|ifi|prs|imp)><p[12]>[^$/]*)/[^$<]*(?:# [^$<]*)?<v\w+>([^$]*?)(?:# [^$]*)?\$",
            r"^\1/miss<vblex>\2$",
        ),
        # usted, ustedes
        rewrite(
            r"\^([Pp])rpers<prn><tn><p3><mf><(sg|pl)>/[^$]*<p3>[^$]*\$",
            lambda m: f"^{m[1]}rpers<prn><tn><p3><mf><{m[2]}>/{m[1]}rpers<prn><subj><p2><mf><sp>$",
        ),
        rewrite(
            r"\^prpers<prn><pro><p3><f><sg>/[^$]*\$" + _PERSONS_VERB,
            "^prpers<prn><pro><p3><f><sg>/prpers<prn><obj><p3><f><sg>$",
        ),
        rewrite(
            r"\^(?:prpers|lo)<prn><pro><p3><(?:m|nt)>(?:<sg>)?/[^$]*\$" + _PERSONS_VERB,
            "^prpers<prn><pro><p3><m><sg>/prpers<prn><obj><p3><m><sg>$",
        ),
        _none_or_any,
        _their,
        rewrite(r"(\^quitar<vblex>[^$]*\$ (?:\^[^$<]+<(?:det|adj|n)>[^$]*\$ )+)\^a<pr>/[^$]*\$", r"\1^a<pr>/from<pr>$"),
        rewrite(
            r"(?<!<pp>)(?<!<m><sg>\$ )(?<!<f><sg>\$ )(?<!<m><pl>\$ )(?<!<f><pl>\$ )\^por<pr>/[^$]*\$",
            "^por<pr>/for<pr>$",
        ),
        rewrite(r"(\^[Zz]q\w+<adv>[^$]*\$ (?:\^a<pr>[^$]*\$ \^[^$]*\$ )?)\^por<pr>/[^$]*\$", r"\1^por<pr>/for<pr>$"),
        rewrite(START + r"\^Ninguno<prn>([^$/]*)/[^$]*\$", r"\1^Ninguno<prn>\2/None<prn>\2$"),
        rewrite(
            r"(\^retirar<vblex>[^$]*\$ (?:\^[^$<]+<(?:det|adj|n)>[^$]*\$ )+)\^a<pr>/[^$]*\$", r"\1^a<pr>/against<pr>$"
        ),
        rewrite(r"\^durante<pr>/[^$]*\$(?= \^[^$<]+<(?:num>|det><ind>))", "^durante<pr>/for<pr>$"),
        rewrite(r"\^todavía<adv>/[^$]*\$(?= ?(?:\^\.<sent>|$))", "^todavía<adv>/yet<adv>$"),
        rewrite(r"(\^estar<vblex>[^$]*\$ )\^abrir<vblex><pp>([^$/]*)/[^$]*\$", r"\1^abrir<vblex><pp>\2/open<adj>$"),
        rewrite(r"\^dejar<vblex>([^$/]*)/[^$]*\$(?= \^[^$<]+<vblex><inf>)", r"^dejar<vblex>\1/let<vblex>\1$"),
        _nobody_or_anybody,
        # Nadie firmó; no vino nadie
        rewrite(
            r"\^([Nn])adie<prn>([^$/]*)/[^$]*\$(?= (?:\^[^$<]+<prn><pro>[^$]*\$ )?\^[^$<]+<vb)",
            r"^\1adie<prn>\2/\1obody<prn><tn><mf><sg>$",
        ),
        rewrite(r"\^más<adv>/[^$]*\$(?=\^\.<sent>|$)", "^más<adv>/any more<adv>$"),
        rewrite(
            r"(\^(?:estar|ser)<vb\w+>[^$]*\$ )\^en<pr>/[^$]*\$(?= (?:\^[^$]*<det>[^$]*\$ )?\^zq)", r"\1^en<pr>/at<pr>$"
        ),
    ),
    transferred=(
        # said us: told us; ask to Ana: ask Ana
        rewrite(
            r"\^([Ss])ay<vblex>([^$]*)\$(?= \^prpers<prn><obj>)",
            lambda m: f"^{'T' if m[1] == 'S' else 't'}ell<vblex>{m[2]}$",
        ),
        rewrite(r"(\^(?:[Aa]sk|[Tt]ell)<vblex>[^$]*\$) \^to<pr>\$(?= \^[^$<]+<(?:det|np|n|num|prn|\*))", r"\1"),
        # le quitaron el gafete
        rewrite(
            r"(\^(?:[Tt]ake|[Ss]teal)<vblex>[^$]*\$) (\^prpers<prn><obj><p3>[^$]*\$) (\^(?:the|a)<det>[^$]*\$ (?:\^[^$<]+<adj>[^$]*\$ )*\^[^$<]+<n>[^$]*\$)",
            r"\1 \3 ^from<pr>$ \2",
        ),
        # so that he signed
        rewrite(
            r"\^prpers<prn><subj><p3><nt><sg>\$(?= (?:\^(?:do|not|have|will|would|can|could|no longer|never|already)<[^$]*\$ )*\^(?:sign|resign|say|vote|speak|tell|lie|promise|threaten|deny|accept|refuse|steal|hit|beat|fire|insult|ask|answer|testify|quit|know|think|believe|win|return|go back|come back|work|talk|withdraw)<)",
            "^prpers<prn><subj><p3><m><sg>$",
        ),
        # le retiraron la demanda
        rewrite(
            r"(\^[Ww]ithdraw<vblex>[^$]*\$) (\^prpers<prn><obj>[^$]*\$) (\^the<det>[^$]*\$ \^[^$<]+<n>[^$]*\$)",
            r"\1 \3 ^against<pr>$ \2",
        ),
        partial(lower_inside, nouns=False),
        rewrite(
            r"(\^threaten<vblex>[^$]*\$(?: \^prpers<prn><obj>[^$]*\$)?) \^with<pr>\$ \^([^$<]+<vblex>)<(?:ger|subs)>\$",
            r"\1 ^to<pr>$ ^\2<inf>$",
        ),
        rewrite(r"\^go<vblex><(?:pres|pri><p3><sg)>\$ \^to<pr>\$ \^([^$<]+<vb\w+><inf>)\$", r"^will<vaux><inf>$ ^\1$"),
        rewrite(START + r"\^[Aa]lready<adv>\$ (\^[Pp]rpers<prn><subj>[^$]*\$)", r"\1\2 ^already<adv>$"),
        rewrite(rf"\^the<det><def><sg>\$ (?=\^{_WEEKDAY}<n>)", "^on<pr>$ "),
        rewrite(rf"(<pr>\$ )\^on<pr>\$ (?=\^{_WEEKDAY}<n>)", r"\1"),
        rewrite(r"(<pr>\$ )(?=\^United States<)", r"\1^the<det><def><pl>$ "),
        rewrite(
            r"(\^take<vblex>[^$]*\$) \^prpers<prn><obj><p1><mf><(sg|pl)>\$ \^the<det>[^$]*\$",
            lambda m: f"{m[1]} ^{'my' if m[2] == 'sg' else 'our'}<det><pos><sp>$",
        ),
        rewrite(
            r"\^(meeting|vote|strike|hearing)<n><sg>\$ \^of<pr>\$ \^yesterday<adv>\$", r"^\1<n><sg>$ ^yesterday<adv>$"
        ),
        rewrite(
            START
            + rf"({_WHEN})?(\^[Pp]rpers<prn><subj>[^$]*\$|{_NOUN_PHRASE}) \^({_AUXILIARY}[^$]*)\$"
            + _TO_THE_QUESTION_MARK,
            _asked_with_auxiliary,
        ),
        rewrite(
            START
            + rf"({_WHEN}|{_HOW_MANY}(?=\^prpers))?(\^[Pp]rpers<prn><subj>[^$]*\$|{_NOUN_PHRASE}) \^([^$<]+<vblex>)(<pres>|<past>|<pri><p3><sg>)\$"
            + _TO_THE_QUESTION_MARK,
            _asked_with_do,
        ),
        rewrite(r"\^([Ww])hat time<adv><itg>\$", r"^*\1hat$ ^*time$"),
    ),
    after=(
        *TIDY,
        rewrite(
            r"\bfemale (?=(?:cousin|friend|neighbor|coworker|worker|boss|supervisor|lawyer|inspector|delegate|organizer|leader|employee|operator|manager)(?:e?s)?\b)",
            "",
        ),
        rewrite(r"\bFemale (\w)(?=\w+)", lambda m: m[1].upper()),
        rewrite(_SAID_TWICE.pattern, lambda m: f"{m[1]}{m[2]} any{m[3][2:]}", re.IGNORECASE),
        rewrite(r"\bthe another\b", "the other"),
        rewrite(
            r"\b([Tt])he[^\w,.;:!?]+(his|hers|ours|yours|mine|theirs)\b",
            lambda m: m[2].capitalize() if m[1] == "T" else m[2],
        ),
        # of a person, never it
        rewrite(
            r"\b((?:boss|manager|supervisor|employer|leader|delegate|lawyer|inspector|judge|guard|worker|coworker|driver|secretary|president|director)"
            r"\b[^.,;]{0,30}? (?:that|because|if|when)) it (?=(?:can|could|will|would|has|had|is|was|does|did|do|wants|knows|no longer)\b)",
            r"\1 he ",
        ),
        rewrite(r"\bnot (we|they|I|he|she)\b(?=[.,;!?]|$)", lambda m: f"not {_OBJECTS[m[1]]}"),
        rewrite(r"\b([Ii])n reality\b", r"\1n reality"),
        rewrite(
            r"\b(on|of|in|since|until|by) the (?=⟦n\d+⟧ (?:January|February|March|April|May|June|July|August|Sept|Oct|Nov|Dec))",
            r"\1 ",
        ),
        rewrite(
            r"⟦(n\d+)⟧ (?:of )?(January|February|March|April|May|June|July|August|September|October|November|December)"
            r"(?: (?:of )?⟦(n\d+)⟧)?",
            lambda m: f"{m[2]} ⟦{m[1]}⟧" + (f", ⟦{m[3]}⟧" if m[3] else ""),
        ),
        rewrite(r"\ba ([aeio]\w)", r"an \1"),
        rewrite(r"\b([Tt])he (?=(?:page|paragraph|article|section) ⟦n)", r"\1he "),
    ),
)
