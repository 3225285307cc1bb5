"""Spanish as a source: readings, and sentences that English and French build in another way."""

from __future__ import annotations

import re

from bot.translation.rules.english import START
from bot.translation.word_stream import rewrite

# Their object is a person: the `a` before it is no preposition in the other languages.
_WITH_PERSONS = (
    "despedir amenazar apoyar proteger demandar cubrir contratar reinstalar representar suspender sobornar acosar "
    "intimidar ayudar llamar invitar escuchar ver conocer golpear detener arrestar elegir traicionar defender convocar "
    "recontratar castigar presionar pagar engañar vigilar obligar atacar buscar encontrar entrevistar consultar avisar "
    "informar citar convocar reportar empujar herir insultar asustar culpar espiar interrogar mandar informar afectar beneficiar sancionar retener correr visitar esperar querer matar apoyar liberar sacar"
).split()
_PASSIVE_WITH_SE = (
    "presentar firmar publicar votar aprobar anular descontar entregar posponer aplazar cancelar registrar admitir "
    "retirar pagar cerrar abrir enviar hacer recibir negociar celebrar discutir decidir nombrar elegir usar "
    "rechazar realizar suspender prohibir permitir exigir pedir resolver"
).split()
_HUMAN_PARTICIPLES = (
    "despedir suspender amenazar reinstalar contratar golpear detener arrestar castigar obligar".split()
)
_SUBJECT_AFTER = "vivir empezar terminar comenzar llegar salir trabajar estar pasar vencer entrar ir".split()

_NOUN_PHRASE = r"(?:\^[^$<]+<(?:det|num|adj)[^$]*\$ )*\^[^$<]+<(?:n|np)>[^$]*\$(?: \^de<pr>\$ (?:\^[^$<]+<(?:det|num|adj)[^$]*\$ )*\^[^$<]+<(?:n|np)>[^$]*\$)*"
_CLITICS = r"((?:\^[^$<]+<prn><pro>[^$]*\$ )*)"


def _not_an_order(found: re.Match[str]) -> str:
    """no compartan: the subjunctive of an order, with its pronouns behind it."""
    clitics = "".join(" " + clitic.replace("<pro>", "<enc>") for clitic in re.findall(r"\^[^$]*\$", found[4]))
    return f"{found[1]}{found[2] or ''}^{found[3]}<adv>$ ^{found[5]}<imp>{found[6]}${clitics}"


def _clitic_behind(found: re.Match[str]) -> str:
    """me puedes enviar -> puedes enviarme"""
    clitics = "".join(" " + clitic.replace("<pro>", "<enc>") for clitic in re.findall(r"\^[^$]*\$", found[1].lower()))
    verb = found[2].capitalize() if found[1][1].isupper() else found[2]
    return f"^{verb}$ ^{found[3]}${clitics}"


_BE = re.compile(r"\^[^$/]+/[^$]*<(?:vbser|vbhaver)>[^$]*\$ (?:\^[^$]*<adv>[^$]*\$ )?\^([^$]*)\$")


def _participle_after_be(stream: str) -> str:
    """fue despedida: a participle, no farewell"""

    def choose(found: re.Match[str]) -> str:
        surface, *readings = found[1].split("/")
        participles = [reading for reading in readings if "<pp>" in reading]
        if not participles or len(participles) == len(readings):
            return found[0]
        return found[0][: found.start(1) - found.start()] + "/".join([surface, *participles]) + "$"

    return _BE.sub(choose, stream)


_OF_ONE_TIME = (
    "ganar presentar firmar perder votar llegar lograr recibir enviar mandar entregar terminar acordar decidir salir "
    "empezar hablar denunciar encontrar quemar robar romper golpear bloquear grabar avisar pedir"
).split()
_ACHIEVED = re.compile(rf"\^([^$/]+[ai]mos)/[^$]*?((?:{'|'.join(_OF_ONE_TIME)})<vblex><ifi><p1><pl>)[^$]*\$")
_CONDITION = re.compile(r"\^(?:[Ss]i|[Cc]uando|[Ss]iempre|[Nn]o)/[^$]*\$ [^.?!]{0,80}$")


def _past_of_achievements(stream: str) -> str:
    """ganamos: of what is done once, people tell that it was done"""
    return _ACHIEVED.sub(lambda m: m[0] if _CONDITION.search(stream[: m.start()]) else f"^{m[1]}/{m[2]}$", stream)


_CAPITAL_INSIDE = re.compile(r"(?<=\$ )\^([A-ZÁÉÍÓÚÑ][a-záéíóúñü]+)/([^$]*)\$")


def names_inside(stream: str) -> str:
    """A capital inside a sentence without an article before it is a name, whatever the word means."""

    def choose(found: re.Match[str]) -> str:
        before = stream[: found.start()].rstrip()
        last = before[before.rfind("^") :]
        if re.search(r"<(?:sent|det|lquest|colon|lpar)>", last):
            return found[0]
        readings = found[2].split("/")
        names = [reading for reading in readings if "<np>" in reading]
        if names:
            return f"^{'/'.join([found[1], *names])}$"
        if any(reading.lower().startswith("zq") for reading in readings) or (
            "<n>" not in found[2] and "<pr>" not in last
        ):
            return found[0]
        return f"^{found[1]}/*{found[1]}$"

    return _CAPITAL_INSIDE.sub(choose, stream)


_WHO_IT_WAS = r"(él|ella|ellos|ellas|nosotros|nosotras|yo|usted|ustedes)"

BEFORE = (
    # fueron ellos los que: they did
    rewrite(
        r"(?<!\bno )(?<!\bNo )\b([Ff]ue(?:ron)?|[Ff]ui(?:mos)?|[Ee]s|[Ss]on|[Ss]oy|[Ss]omos) "
        + _WHO_IT_WAS
        + r" (?:quien|quienes|el que|la que|los que|las que) (?=\w)",
        lambda m: f"{m[2].capitalize() if m[1][0].isupper() else m[2]} ",
    ),
    rewrite(r"\b([Nn])om[aá]s\b", lambda m: f"{'S' if m[1] == 'N' else 's'}olamente"),
    rewrite(
        r"\b([Nn])ada más (?=a |los |las |el |la |nos |me |les |le )", lambda m: "Solo " if m[1] == "N" else "solo "
    ),
    rewrite(r"\b(chamba|jale)\b", "trabajo"),
    rewrite(
        r"\b([Ll])o de (?=(?:la|los|las|que|mi|su|tu|nuestr[oa])\b)",
        lambda m: f"{'E' if m[1] == 'L' else 'e'}l asunto de ",
    ),
    rewrite(r"\b([Ll])o del\b", lambda m: f"{'E' if m[1] == 'L' else 'e'}l asunto del"),
    rewrite(
        r"\b(?:[Ff]ue|[Ee]s|[Ff]ueron|[Ss]on) ((?:el|la|los|las|un|una) [^,.]{3,30}?) (?:quien|quienes|el que|la que|los que) (?=\w)",
        r"\1 ",
    ),
    rewrite(r"\b(vot\w+) que (no|sí)\b", r"\1 \2"),
    rewrite(r"\btanto (en [^,.]{2,30}?) como (?=en )", r"\1 y "),
    rewrite(r"\b([Pp])or favor,? ", r"\1or favor "),
    rewrite(r"\b([Cc])ompañeras y compañeros\b", r"\1ompañeros"),
    rewrite(r"\bcorrida\b(?= (?:del trabajo|de la))", "despedida"),
    rewrite(r"\b([Hh])ay que\b", r"\1ay que"),
)

ANALYSED = (
    # si alguien pregunta, quien no firme, nos marca: a verb, no noun
    rewrite(
        r"(\^(?:[Aa]lguien|[Nn]adie|[Qq]uien|[Qq]uienes|[Mm]e|[Tt]e|[Ll]es?|[Nn]os|[Ss]e)/[^$]*\$ (?:\^no/[^$]*\$ )?)"
        r"\^([^$/]+)/(?:[^$/]*<(?:n|adj)>[^$/]*/)+([^$/]*<vblex><(?:pri|prs|ifi|pii|fti)>[^$]*)\$",
        r"\1^\2/\3$",
    ),
    # vengan: to come, not to avenge
    rewrite(r"\^([Vv]enga(?:s|n|mos)?)/[^$]*?(venir<vblex>[^$]*)\$", r"^\1/\2$"),
    # llegar tarde: late
    rewrite(
        r"(\^[Ll]leg\w+/[^$]*<vblex>[^$]*\$ (?:\^(?:muy|bien|más)/[^$]*\$ )?)\^tarde/[^$]*\$", r"\1^tarde/tarde<adv>$"
    ),
    # si faltas tres días: you, no lacking ones
    rewrite(r"(\^(?:[Ss]i|[Nn]o|[Cc]uando)/[^$]*\$ )\^(faltas?)/[^$]*?(faltar<vblex><pri>[^$/]*)[^$]*\$", r"\1^\2/\3$"),
    rewrite(r"\^([Nn]ada)/(?:[^$]*/)?([^$/]*<(?:prn|adv)>[^$/]*)[^$]*\$", r"^\1/\2$"),
    rewrite(r"\^([Ss]ino)/[^$]*\$", r"^\1/sino<cnjcoo>$"),
    rewrite(r"\^([Tt]rabajador(?:es|as|a)?)/(?:[^$]*/)?(trabajador<n>[^$/]*)[^$]*\$", r"^\1/\2$"),
    rewrite(r"\^([Dd]elegad[oa]s?)/(?:[^$]*/)?(zq\w+<n>[^$/]*)[^$]*\$", r"^\1/\2$"),
    rewrite(r"\^([Ll]lama)/[^$]*\$(?= \^(?:al?|el|70)\b)", r"^\1/llamar<vblex><imp><p2><sg>$"),
    rewrite(
        r"(?<!\^la/)(?<!<det>\$ )\^mañana/[^$]*\$(?! \^(?:de|en)/)",
        "^mañana/mañana<adv>$",
    ),
    # por haber ido
    rewrite(r"\^(haber)/[^$]*\$(?= \^[^$/]+/[^$]*<pp>)", r"^\1/haber<vbhaver><inf>$"),
    # mi primo: a noun, no adjective
    rewrite(r"(\^(?:[Mm]is?|[Ss]us?|[Tt]us?|[Nn]uestr[oa]s?)/[^$]*\$ )\^([^$/]+)/(zq[^$/]*)/[^$]*\$", r"\1^\2/\3$"),
    # se fue: from to go
    rewrite(
        r"(\^[Ss]e/[^$]*\$ )\^(fue|fueron|fuera|fueran)/[^$]*?(ir<vblex><(?:ifi|pis)><p3><(?:sg|pl)>)[^$]*\$",
        r"\1^\2/\3$",
    ),
    _participle_after_be,
    _past_of_achievements,
    names_inside,
)

_ACCUSATIVE = r"\^[^$<]+<prn><pro><p3><(?:m|f|nt)>[^$]*\$"
_PASSIVE = r"\^[Ss]er<vbser>[^$]*\$ \^[^$<]+<vblex><pp>[^$]*\$"

TAGGED = (
    # Al delegado lo amenazaron los supervisores
    rewrite(
        START
        + rf"\^A<pr>\$ ({_NOUN_PHRASE}),? {_ACCUSATIVE} (\^[^$<]+<vb\w+>[^$]*<p3><(sg|pl)>\$) ((?:\^[^$<]+<det>[^$]*\$ )(?:\^[^$<]+<adj>[^$]*\$ )*\^[^$<]+<n>[^$]*<\4>\$)",
        lambda m: f"{m[1]}{m[5][0]}{m[5][1].upper()}{m[5][2:]} {m[3]} {m[2]}",
    ),
    # A mi hermana la despidieron
    rewrite(
        START + rf"\^A<pr>\$ ({_NOUN_PHRASE}),? ((?:\^no<adv>\$ )?){_ACCUSATIVE} (\^[^$<]+<vb\w+>[^$]*\$)",
        r"\1\3\4 \2",
    ),
    # A Luis le quitaron el turno
    rewrite(
        START
        + rf"\^A<pr>\$ ({_NOUN_PHRASE}),? ((?:\^no<adv>\$ )?)\^[^$<]+<prn><pro><p3>[^$]*\$ (\^[^$<]+<vb\w+>[^$]*\$) ({_NOUN_PHRASE})",
        r"\1\3\4 \5 ^a<pr>$ \2",
    ),
    # No la despidieron a ella
    rewrite(
        r"(<prn><pro><p3>[^$]*\$ (?:\^[^$<]+<vb\w+>[^$]*\$ ?){1,2}) ?\^a<pr>\$ \^[^$<]+<prn><tn><p3>[^$]*\$", r"\1"
    ),
    rewrite(
        r"(<prn><pro><p[12]>[^$]*\$ (?:\^[^$<]+<vb\w+>[^$]*\$ ?){1,2}) ?\^a<pr>\$ \^[^$<]+<prn><tn><p[12]>[^$]*\$",
        r"\1",
    ),
    # Ya no manden …: no longer, as an order
    rewrite(
        START
        + r"\^(?:[Yy]a<adv>\$ \^no|[Yy]a no)<adv>\$ "
        + r"(?=(?:\^[^$<]+<prn><pro>[^$]*\$ )*\^[^$<]+<vblex><prs><p[23]>)",
        r"\1^No<adv>$ ",
    ),
    # pídele a Sandra: the pronoun only announces her
    rewrite(r"(\^[^$<]+<vblex><imp>[^$]*\$) \^[^$<]+<prn><enc><p3><mf>[^$]*\$(?= \^a<pr>\$ )", r"\1"),
    # No compartan …
    rewrite(r"(<cm>\$ *)()\^(no)<adv>\$ " + _CLITICS + r"\^([^$<]+<vblex>)<prs>(<p[23]><pl>)\$", _not_an_order),
    rewrite(
        START + r"(\^[^$<]+<adv>\$,? ?)?\^([Nn]o)<adv>\$ " + _CLITICS + r"\^([^$<]+<vblex>)<prs>(<p[23]><(?:sg|pl)>)\$",
        _not_an_order,
    ),
    rewrite(_CLITICS.replace("*)", "+)") + r"\^([^$<]+<vbmod>[^$]*)\$ \^([^$<]+<vblex><inf>)\$", _clitic_behind),
    # les pagan a los líderes: the pronoun only announces them
    rewrite(
        r"\^(?:[Pp]rpers|[Ll]e|[Ll]es)<prn><pro><p3>(?:<mf>)?<(?:sg|pl|sp)>\$ "
        r"(?=(?:\^[^$<]+<vb\w+>[^$]*\$ ){1,3}(?:\^[^$<]+<(?:det|n|adj)[^$]*\$ ){0,4}\^a<pr>\$ )",
        "",
    ),
    # corrieron a tres; nos corrieron
    rewrite(
        r"\^([Cc])orrer(<vblex>(?!<inf>)[^$]*\$ \^a<pr>\$ (?:\^[^$<]+<(?:det|num)>[^$]*\$ )?\^[^$<]+<(?:n|np)>)",
        lambda m: f"^{'D' if m[1] == 'C' else 'd'}espedir{m[2]}",
    ),
    rewrite(
        r"(<prn><pro><p\d>[^$]*\$ (?:\^haber<vbhaver>[^$]*\$ )?)\^(?:correr|liquidar|botar)<vblex>",
        r"\1^despedir<vblex>",
    ),
    # despidieron a tres personas
    rewrite(
        rf"(\^(?:{'|'.join(_WITH_PERSONS)})<vblex>[^$]*\$) \^a<pr>\$(?= (?:\^[^$<]+<(?:det|num|adj)[^$]*\$ )*\^[^$<*]+<(?:n|np|prn)>)",
        r"\1",
        re.IGNORECASE,
    ),
    # La huelga no la ganó el sindicato
    rewrite(
        START
        + rf"({_NOUN_PHRASE}),? ((?:\^no<adv>\$ )?){_ACCUSATIVE} (\^[^$<]+<vb\w+>[^$]*<p3><(sg|pl)>\$) ((?:\^[^$<]+<det>[^$]*\$ )(?:\^[^$<]+<adj>[^$]*\$ )*\^[^$<]+<n>[^$]*<\5>\$)",
        lambda m: f"{m[1]}{m[6][0]}{m[6][1].upper()}{m[6][2:]} {m[3]}{m[4]} {m[2][0]}{m[2][1].lower()}{m[2][2:]}",
    ),
    # se presentó ayer
    rewrite(
        rf"\^[Ss]e<prn><pro><ref>[^$]*\$ \^({'|'.join(_PASSIVE_WITH_SE)})<vblex>(<(?:pri|ifi|pii|fti|cni)><p3><(sg|pl)>)\$",
        r"^ser<vbser>\2$ ^\1<vblex><pp><m><\3>$",
    ),
    rewrite(
        r"\^[Ss]e<prn><pro><ref>[^$]*\$ \^ir<vblex>([^$]*<p3><(sg|pl)>)\$ \^a<pr>\$ \^([^$<]+)<vblex><inf>\$",
        r"^ir<vblex>\1$ ^a<pr>$ ^ser<vbser><inf>$ ^\3<vblex><pp><m><\2>$",
    ),
    # Se suspendió la audiencia; llegó el inspector
    rewrite(
        START
        + rf"((?:\^[Nn]o<adv>\$ )?)((?:\^[Ii]r<vblex>[^$]*\$ \^a<pr>\$ )?{_PASSIVE}|\^(?:[Ll]legar|[Vv]enir|[Ee]mpezar|[Cc]omenzar|[Tt]erminar|[Ff]altar|[Mm]orir|[Ee]stallar)<vblex><(?:ifi|pri|fti|pii)><p3><(?:sg|pl)>\$) ({_NOUN_PHRASE})",
        lambda m: f"{m[1]}{m[4][0]}{m[4][1].upper()}{m[4][2:]} {m[2].lower()}{m[3][0]}{m[3][1].lower()}{m[3][2:]}",
    ),
    # dónde vive mi familia
    rewrite(
        r"(\^(?:dónde|donde|cuándo|cuando|cómo|como|que|a qué hora)<[^$]*\$ )"
        rf"(\^(?:{'|'.join(_SUBJECT_AFTER)})<vblex>[^$]*<p3><(?:sg|pl)>\$) ({_NOUN_PHRASE})(?= ?(?:\[|\^[^$]*<(?:sent|cm)>|$))",
        r"\1\3 \2",
        re.IGNORECASE,
    ),
    # no vino nunca
    rewrite(
        r"\^([Nn])o<adv>\$ ((?:\^[^$<]+<vb\w+>[^$]*\$ ){1,2})\^nunca<adv>\$",
        lambda m: f"^{'N' if m[1] == 'N' else 'n'}unca<adv>$ {m[2].strip()}",
    ),
    # renunció ella
    rewrite(
        r"(\^[^$<]+<vblex><(?:ifi|pri|pii|fti)><p3><(?:sg|pl)>\$) (\^(?:prpers|él)<prn><tn><p3>[^$]*\$)(?= ?(?:\[|\^[^$]*<(?:sent|cm)>|$))",
        r"\2 \1",
    ),
    rewrite(
        r"\^([Yy])a<adv>\$ \^no<adv>\$ ((?:\^[^$<]+<prn><pro>[^$]*\$ )?\^[^$<]+<vb\w+>[^$]*\$)",
        r"^no<adv>$ \2 ^más<adv>$",
    ),
)
HUMAN_PARTICIPLE = "|".join(_HUMAN_PARTICIPLES)
