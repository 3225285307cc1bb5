"""English to Spanish."""

from __future__ import annotations

import re

from bot.translation.rules import english, english_wording
from bot.translation.rules.agreement import participles_agree, passive_of_deeds
from bot.translation.rules.model import Rules
from bot.translation.word_stream import TIDY, lower_inside, rewrite

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH_NAMES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_DATE = re.compile(rf"\b([Oo]n )?({'|'.join(_MONTHS)}) (⟦n\d+⟧)(?:(?:,| of) (⟦n\d+⟧))?(?! ⟦n)")
_OBJECT_WITH_A = (
    "despedir amenazar demandar sobornar acosar intimidar reinstalar recontratar apoyar proteger representar golpear "
    "castigar suspender denunciar acusar detener arrestar empujar patear herir insultar asustar culpar engañar traicionar "
    "sancionar interrogar obligar"
).split()


def _date(text: str) -> str:
    """`on March 4, 2024` is written in Spanish at once: Apertium takes these words for a march of four."""

    def written(found: re.Match[str]) -> str:
        month = _MONTH_NAMES[_MONTHS.index(found[2])]
        return f"el {found[3]} de {month}" + (f" de {found[4]}" if found[4] else "")

    return _DATE.sub(written, text)


def _to_ustedes(found: re.Match[str]) -> str:
    """`^Enviar<vblex><imp>$ ^lo$` as `envíenlo`."""
    clitics = "".join("+" + clitic.replace("<pro>", "<enc>") for clitic in re.findall(r"\^([^$]*)\$", found[2] or ""))
    return f"^{found[1]}<vblex><imp><p3><pl>{clitics.replace('Prpers', 'prpers')}$"


def _not_to_ustedes(found: re.Match[str]) -> str:
    """`no ^Enviar<imp>$ ^lo$` as `no lo envíen`."""
    clitics = (found[3] or "").strip()
    return f"^{found[1]}<adv>$ {clitics + ' ' if clitics else ''}^{found[2]}<vblex><prs><p3><pl>$"


def _refused(found: re.Match[str]) -> str:
    """They refused to sign: se negaron a firmar."""
    person = found[3]
    reflexive = "se<prn><pro><ref><p3><mf><sp>" if "<p3>" in person else f"prpers<prn><pro>{person[:4]}<mf>{person[4:]}"
    if found[1][0].isupper():
        reflexive = reflexive.capitalize()
    return f"^{reflexive}$ ^negar<vblex>{found[2]}{person}$ ^a<pr>$ {found[4]}"


_TOLD = "decir dar pedir preguntar mandar enviar pagar mostrar ofrecer prometer contestar responder escribir deber negar gritar avisar advertir explicar quitar robar prohibir permitir parecer gustar doler tener hacer entregar descontar".split()
"""Verbs whose person is told or given something: le, les."""


def _him_or_her(stream: str) -> str:
    """fired her: la, not le"""
    return re.sub(
        r"(\^[^$<]+<vblex>[^$]*/([^$<]+)<vblex>[^$]*\$ )\^prpers<prn><obj><p3><(m|f)><sg>/prpers<prn><pro><p3><mf><sg>\$(?! \^(?:that<cnjsub>|what<))",
        lambda m: (
            m[0]
            if m[2].lower().split("#")[0] in _TOLD
            or re.match(r"\^(?:[Gg]ive|[Tt]ell|[Ss]how|[Ss]end|[Oo]ffer|[Pp]romise|[Pp]ay)<", m[1])
            else f"{m[1]}^prpers<prn><obj><p3><{m[3]}><sg>/prpers<prn><pro><p3><{m[3]}><sg>$"
        ),
        stream,
    )


_ANY = re.compile(r"\^([Aa])ny(one|body|thing)<prn>([^$/]*)/[^$]*\$")
_NOT = re.compile(r"\^(?:[Nn]ot|[Nn]ever|[Nn]obody|[Nn]o one|[Ww]ithout|[Nn]o)<")
_MARK = re.compile(r"((?:\^haber<vbhaver>(?!<inf>|<ger>)[^$]*\$ )?)\^([^$<]+<vb\w+>)([^$]*)\$ ?\[c(p[12])(sg|pl|sp)\]")


def _any(stream: str) -> str:
    """Nobody where something is denied, else somebody."""

    def chosen(found: re.Match[str]) -> str:
        denied = _NOT.search(stream[: found.start()].rpartition("<sent>")[2])
        if found[2] == "thing":
            word = "nada" if denied else "algo"
            return f"^anything<prn>{found[3]}/{word}<prn><tn><m><sg>$"
        word = "nadie" if denied else "alguien"
        return f"^{found[1]}nyone<prn>{found[3]}/{word.capitalize() if found[1] == 'A' else word}<prn><tn><mf><sg>$"

    return _ANY.sub(chosen, stream)


def _clitics_from_marks(stream: str) -> str:
    def placed(found: re.Match[str]) -> str:
        auxiliary, verb, tags, person, number = found.groups()
        pronoun = f"prpers<prn><pro><{person}><mf><{'pl' if number == 'pl' else 'sg'}>"
        if tags.startswith(("<inf>", "<ger>")) and not auxiliary:
            return f"^{verb}{tags}+{pronoun.replace('<pro>', '<enc>')}$"
        first = auxiliary or f"^{verb}"
        if first[1].isupper():
            pronoun = pronoun.capitalize()
            auxiliary, verb = auxiliary.lower(), verb if auxiliary else verb.lower()
        return f"^{pronoun}$ {auxiliary}^{verb}{tags}$"

    return re.sub(r" ?\[cp[12](?:sg|pl|sp)\]", "", _MARK.sub(placed, stream))


ENGLISH_SPANISH = Rules(
    before=(*english_wording.BEFORE, _date),
    analysed=english.ANALYSED,
    tagged=english.TAGGED,
    looked_up=(
        rewrite(
            r"\^([Ff]or)<pr>/[^$]*\$ \^([^$<]+<vblex>)<ger>/([^$<]+<vblex>)<ger>[^$]*\$",
            r"^\1<pr>/por<pr>$ ^\2<inf>/\3<inf>$",
        ),
        rewrite(r"\^at<pr>/[^$]*\$(?= \^70\d\d\d<)", "^at<pr>/a las<pr>$"),
        rewrite(r"\^at<pr>/[^$]*\$", "^at<pr>/en<pr>$"),
        rewrite(r"\^on<pr>/[^$]*\$(?= \^[^$<]+<(?:det|n|np)>)", "^on<pr>/en<pr>$"),
        _any,
        _him_or_her,
        rewrite(
            r"\^since<(?:adv|cnjadv|cnjsub)>/[^$]*\$(?= \^(?:prpers<prn><subj>|[^$<]+<(?:det|np|prn)))",
            "^since<cnjadv>/desde que<cnjadv>$",
        ),
        rewrite(
            r"\^for<pr>/[^$]*\$(?= \^[^$<]+<num>[^$]*\$ \^(?:year|month|week|day|hour)<n>)", "^for<pr>/desde hace<pr>$"
        ),
        rewrite(r"(\^threaten<vblex>[^$]*\$) \^to<pr>/[^$]*\$", r"\1 ^to<pr>/con<pr>$"),
        rewrite(
            r"(\^(?:blame|fire|punish|thank|suspend|dismiss|arrest|sue|discipline|criticize|accuse)<vblex>[^$]*\$ (?:\^[^$<]+<(?:prn|det|n|np|adj|num)[^$]*\$ )+)\^for<pr>/[^$]*\$",
            r"\1^for<pr>/por<pr>$",
        ),
        rewrite(r"\^about<pr>/[^$]*\$", "^about<pr>/sobre<pr>$"),
        rewrite(
            r"\^([Aa])sk<vblex>([^$/]*)/[^$<]*<vblex>([^$]*)\$(?= (?:\^[^$<]+<(?:prn><obj|det|n|np|adj)[^$]*\$ ){0,3}\^(?:why|whether|if|when|where|how|who|what|about)<)",
            lambda m: f"^{m[1]}sk<vblex>{m[2]}/{'P' if m[1] == 'A' else 'p'}reguntar<vblex>{m[3]}$",
        ),
        rewrite(
            r"\^([Ww])hat time<adv><itg>/[^$]*\$",
            lambda m: f"^{m[1]}hat time<adv><itg>/{'A' if m[1] == 'W' else 'a'} qué hora<adv><itg>$",
        ),
        rewrite(r"\^where<rel><adv>/[^$]*\$", "^where<rel><adv>/dónde<adv><itg>$"),
        rewrite(
            r"\^until<[^$/]*/[^$]*\$(?= (?:\^prpers<prn><subj>|(?:\^[^$<]+<(?:det|adj|num|n|np)[^$]*\$ )+\^[^$<]+<vb\w+><(?:pri|past|pres)>))",
            "^until<cnjadv>/hasta que<cnjadv>$",
        ),
        rewrite(r"\^until<pr>/[^$]*\$", "^until<pr>/hasta<pr>$"),
        # stop telling: dejar de decir
        rewrite(
            r"\^([Ss])top<vblex>([^$/]*)/[^$]*<vblex>([^$]*)\$ \^([^$<]+<vblex>)<ger>/([^$<]+<vblex>)<ger>[^$]*\$",
            lambda m: (
                f"^{m[1]}top<vblex>{m[2]}/{'D' if m[1] == 'S' else 'd'}ejar<vblex>{m[3]}$ ^of<pr>/de<pr>$ ^{m[4]}<inf>/{m[5]}<inf>$"
            ),
        ),
        rewrite(r"\^against<pr>/[^$]*\$", "^against<pr>/contra<pr>$"),
    ),
    transferred=(
        rewrite(r"\^([Aa]) qué hora<adv><itg>\$", r"^*\1$ ^*qué$ ^*hora$"),
        rewrite(r"(<prn><pro>[^$]*\$)(?=\^)", r"\1 "),
        lower_inside,
        rewrite(
            r"(\^(?:[Oo]bligar|[Ff]orzar|[Pp]resionar|[Aa]yudar|[Ii]nvitar|[Ee]mpezar|[Aa]prender|[Ee]nseñar|[Nn]egar)<vblex>[^$]*\$"
            r"(?: \^a<pr>\$)?(?: \^[^$<]+<(?:det|n|adj|num|np|prn)[^$]*\$)*)(?: \^a<pr>\$)? \^para<pr>\$(?= \^[^$<]+<vb\w+><inf>)",
            r"\1 ^a<pr>$",
        ),
        rewrite(r"\^a<pr>\$ \^a<pr>\$", "^a<pr>$"),
        rewrite(
            r"(\^(?:ofrecer|prometer|decidir|lograr|planear|esperar|necesitar|querer|intentar)<vblex>[^$]*\$) \^para<pr>\$(?= \^[^$<]+<vb\w+><inf>)",
            r"\1",
            re.IGNORECASE,
        ),
        rewrite(r"(\^[Aa] no ser que<[^$]*\$ +(?:\^[^$]*\$ +){0,4}?\^[^$<]+<vb\w+>)<pri>", r"\1<prs>"),
        rewrite(
            r"(\^[yo]<cnjcoo>\$) +\^prpers<prn><tn><p[123]><m?f?><(?:pl|sg)>\$(?= [^,.?!]*?<p[123]><(?:pl|sg)>)", r"\1"
        ),
        rewrite(r"(?<=\^no<adv>\$) \^vice versa<adv>\$", " ^al revés<adv>$"),
        rewrite(r"\^([Nn]o)<adv>\$ \^([^$<]+)<vblex><imp>\$((?: \^[Pp]rpers<prn><pro>[^$]*\$)*)", _not_to_ustedes),
        rewrite(r"\^([^$<]+)<vblex><imp>\$((?: \^[Pp]rpers<prn><pro>[^$]*\$)*)", _to_ustedes),
        rewrite(
            r"(\^(?:querer|necesitar|pedir|exigir|esperar|ordenar)<vblex>[^$]*\$ (?:\^a<pr>\$ (?:\^[^$<]+<(?:det|n|adj|num)[^$]*\$ )+)?\^que<cnjsub>\$ +(?:\^[^$<]+<(?:prn|adv)>[^$]*\$ +)*\^[^$<]+<vb\w+>)<pri>",
            r"\1<prs>",
            re.IGNORECASE,
        ),
        _clitics_from_marks,
        rewrite(r"(\^[Ee]ntrar<vblex>(?!<pp>)[^$]*\$)(?= \^(?:el|un|este|ese|nuestro|su)<det>)", r"\1 ^a<pr>$"),
        rewrite(r"(<vblex><(?:pri|ifi|fti|pii)><p2>)<pl>", lambda found: found[1].replace("p2", "p3") + "<pl>"),
        rewrite(
            r"\^([Rr]echazar|[Nn]egar)<vblex>(<ifi>|<pri>|<pii>)(<p\d><(?:sg|pl)>)\$ (?:\^a<pr>\$ )?(\^[^$<]+<vblex><inf>[^$]*\$)",
            _refused,
        ),
        # the passive of a deed, not of a state
        rewrite(
            r"(\^(?:hasta|desde|para|antes de|después de)<pr>\$ )(\^(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)<n>)",
            r"\1^el<det><def><m><sg>$ \2",
        ),
        passive_of_deeds,
        participles_agree,
        rewrite(
            r"\^ser<vbser>(<(?:pri|pii|ifi)>[^$]*)\$ (\^(?:abierto|cerrado|listo|seguro|enfermo|aquí|ahí|solo|vivo)<)",
            r"^estar<vblex>\1$ \2",
        ),
        rewrite(
            r"\^ser<vbser>(<(?:pri|pii|ifi)>[^$]*)\$ (\^(?:en|con|contra|sin|detrás de|cerca de)<pr>)",
            r"^estar<vblex>\1$ \2",
        ),
        rewrite(
            rf"(\^(?:{'|'.join(_OBJECT_WITH_A)})<vblex>(?!<pp>)[^$]*\$)"
            r"(?= (?:\^[^$<]+<(?:det|num)>[^$]*\$ )*\^[^$<]+<(?:n|np)>)",
            r"\1 ^a<pr>$",
            re.IGNORECASE,
        ),
        rewrite(r"(\^(?:derecho|miedo)<n><m>)<pl>(\$ \^a<pr>\$)", r"\1<sg>\2"),
    ),
    read=(
        rewrite(
            r"\^([Vv])uestro<det><pos>(?:<(?:mf?|f)>)?", lambda m: f"^{'S' if m[1] == 'V' else 's'}uyo<det><pos><mf>"
        ),
    ),
    after=(
        *TIDY,
        # when, where: asked only in a question
        rewrite(
            r"(?<!\w)(c)uándo\b(?=[^?]*$)(?<!sé cuándo)(?<!saber cuándo)(?<!sabe cuándo)(?<!saben cuándo)(?<!sabemos cuándo)(?<!decir cuándo)(?<!dijo cuándo)(?<!dijeron cuándo)",
            "cuando",
        ),
        rewrite(r"(?<=la sala )dónde|(?<=el lugar )dónde|(?<=la planta )dónde|(?<=la oficina )dónde", "donde"),
        rewrite(r"\b([Aa]) no ser que\b", r"\1 menos que"),
        rewrite(r"\bde el\b(?! [A-ZÁÉÍÓÚ])", "del"),
        rewrite(r"\ba el\b(?! [A-ZÁÉÍÓÚ])", "al"),
        rewrite(
            r"\ben el (⟦n\d+⟧ de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre))",
            r"el \1",
        ),
    ),
)
