"""Spanish to English."""

from __future__ import annotations

import re
from functools import partial

from bot.translation.rules import spanish
from bot.translation.rules.english import START
from bot.translation.rules.model import Rules
from bot.translation.word_stream import TIDY, lower_inside, rewrite

_TO_THE_QUESTION_MARK = r"(?=[^?]*\^\?<sent>)"
_AUXILIARY = r"(?:be<vbser>|can<vaux>|could<vaux>|will<vaux>|would<vaux>|should<vaux>|must<vaux>|have<vbhaver>)"
_NOUN_PHRASE = r"(?!\^[Hh]ow)(?:\^[^$<]+<(?:det|num|adj)[^$]*\$ )*\^[^$<]+<(?:n|np)>[^$]*\$(?: \^of<pr>\$ (?:\^[^$<]+<(?:det|num|adj)[^$]*\$ )*\^[^$<]+<(?:n|np)>[^$]*\$)*"
_WHEN = r"(?:\^(?:[Ww]hen|[Ww]hy|[Ww]here|[Hh]ow)<[^$]*\$ )"
_HOW_MANY = r"(?:\^(?:[Hh]ow much|[Hh]ow many|[Ww]hat)<[^$]*\$ )"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


_PERSONS_VERB = r"(?= (?:\^[^$]*<vbhaver>[^$]*\$ )?\^(?:despedir|dejar|amenazar|golpear|suspender|reinstalar|detener|arrestar|contratar|llamar|ver|obligar|engañar|acusar|ayudar|sacar|correr|acosar|castigar)<)"


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


SPANISH_ENGLISH = Rules(
    before=(*spanish.BEFORE, rewrite(r"\bdesde hace\b", "por")),
    analysed=spanish.ANALYSED,
    tagged=(
        *spanish.TAGGED,
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
        rewrite(r"\^durante<pr>/[^$]*\$(?= \^[^$<]+<num>)", "^durante<pr>/for<pr>$"),
        rewrite(r"\^todavía<adv>/[^$]*\$(?= ?(?:\^\.<sent>|$))", "^todavía<adv>/yet<adv>$"),
        rewrite(r"(\^estar<vblex>[^$]*\$ )\^abrir<vblex><pp>([^$/]*)/[^$]*\$", r"\1^abrir<vblex><pp>\2/open<adj>$"),
        rewrite(r"\^dejar<vblex>([^$/]*)/[^$]*\$(?= \^[^$<]+<vblex><inf>)", r"^dejar<vblex>\1/let<vblex>\1$"),
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
    ),
    after=(
        *TIDY,
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
