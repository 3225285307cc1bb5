"""Spanish clauses that English and French build in another way, on the tagged stream."""

from __future__ import annotations

import re

from bot.translation.rules.english import START
from bot.translation.word_stream import rewrite

_NOT_MADE_TO = "saber|valer|llegar|falta|constar|ver|creer|entender|notar|pasar|perder|esperar|pensar|parecer"
_TIME = (
    r"((?:\^[^$<]+<(?:num|det|adj|adv|predet)[^$]*\$ )*\^(?:año|mes|semana|día|hora|quincena|rato|tiempo|turno|minuto)<n>[^$]*\$"
    r"(?: \^(?:entero|completo|ya)<[^$]*\$)?)"
)
_CLITIC = r"((?:\^[^$<]+<prn><(?:pro|enc)>[^$]*\$ ?)*)"
_FINITE = r"<(?:vblex|vbser|vbhaver|vbmod)><(?:pri|ifi|pii|fti|cni|prs|pis)>"


def _been_doing(found: re.Match[str]) -> str:
    """llevamos dos años trabajando: hemos estado trabajando por dos años"""
    verb, person, time, gerund, clitics = found.groups()
    have = "Haber" if verb == "L" else "haber"
    return (
        f"^{have}<vbhaver><pri>{person}$ ^estar<vblex><pp><m><sg>$ ^{gerund}<ger>${clitics or ''} ^durante<pr>$ {time}"
    )


def _not_done(found: re.Match[str]) -> str:
    """llevamos tres semanas sin cobrar: no hemos cobrado por tres semanas"""
    verb, person, time, infinitive, clitics = found.groups()
    no = "No" if verb == "L" else "no"
    before = "".join(each.replace("<enc>", "<pro>") + " " for each in re.findall(r"\^[^$]*\$", clitics or ""))
    return f"^{no}<adv>$ {before}^haber<vbhaver><pri>{person}$ ^{infinitive}<pp><m><sg>$ ^durante<pr>$ {time}"


SPANISH_CLAUSES = (
    # nos hicieron firmar: nos obligaron a firmar
    rewrite(
        rf"\^([Hh])acer(<vblex>[^$]*)\$((?: \^[^$<]+<prn><enc>[^$]*\$)*) (?=\^(?!(?:{_NOT_MADE_TO})<)[^$<]+<vblex><inf>)",
        lambda m: f"^{'O' if m[1] == 'H' else 'o'}bligar{m[2]}${m[3]} ^a<pr>$ ",
    ),
    rewrite(
        rf"\^([Ll])levar<vblex><pri>(<p\d><\w\w>)\$ {_TIME} \^([^$<]+<vblex>)<ger>\$((?: \^[^$<]+<prn><enc>[^$]*\$)*)",
        _been_doing,
    ),
    rewrite(
        rf"\^([Ll])levar<vblex><pri>(<p\d><\w\w>)\$ {_TIME} \^sin<pr>\$ \^([^$<]+<vblex>)<inf>\$((?: \^[^$<]+<prn><enc>[^$]*\$)*)",
        _not_done,
    ),
    # andan diciendo: están diciendo
    rewrite(
        r"\^([Aa])ndar<vblex>([^$]*)\$(?= \^[^$<]+<vblex><ger>)",
        lambda m: f"^{'E' if m[1] == 'A' else 'e'}star<vblex>{m[2]}$",
    ),
    # acaba de firmar: recently signed
    rewrite(
        r"\^([Aa])cabar<vblex><pri>(<p\d><\w\w>)\$ \^de<pr>\$ \^([^$<]+<vb\w+>)<inf>\$",
        lambda m: f"^{'R' if m[1] == 'A' else 'r'}ecientemente<adv>$ ^{m[3]}<ifi>{m[2]}$",
    ),
    # Hasta que no paguen: until they pay
    rewrite(rf"(\^[Hh]asta que<[^$]*\$ )\^no<adv>\$ (?={_CLITIC}\^[^$<]+{_FINITE})", r"\1"),
    rewrite(rf"(\^[Hh]asta<pr>\$ \^que<[^$]*\$ )\^no<adv>\$ (?={_CLITIC}\^[^$<]+{_FINITE})", r"\1"),
    # se fue: salió
    rewrite(
        r"\^([Ss])e<prn><pro><ref>[^$]*\$ ((?:\^haber<vbhaver>[^$]*\$ )?)\^(?:ir|marchar|largar)(<vblex>(?!<ger>)[^$]*)\$(?! \^a<pr>\$ \^[^$<]+<vb\w+><inf>)",
        lambda m: f"{m[2]}^{'S' if m[1] == 'S' and not m[2] else 's'}alir{m[3]}$",
    ),
    # volvieron a contratar
    rewrite(
        r"\^([Vv])olver<vblex>([^$]*)\$ ((?:\^[^$<]+<prn><enc>[^$]*\$ )*)\^a<pr>\$ \^contratar<vblex><inf>\$",
        lambda m: f"^{'R' if m[1] == 'V' else 'r'}econtratar<vblex>{m[2]}$ {m[3]}".rstrip(),
    ),
    # volvieron a firmar: firmaron de nuevo
    rewrite(
        r"\^([Vv])olver<vblex>([^$]*)\$ \^a<pr>\$ \^([^$<]+<vblex>)<inf>\$",
        lambda m: f"^{m[3].capitalize() if m[1] == 'V' else m[3]}{m[2]}$ ^de nuevo<adv>$",
    ),
    # nos deben dos quincenas: an owed thing, no duty
    rewrite(r"\^([Dd])eber<vbmod>([^$]*)\$(?= \^[^$<]+<(?:num|det|n)>)", r"^\1eber<vblex>\2$"),
)
"""For both languages."""

_HUMAN = (
    "renunciar|decir|firmar|votar|hablar|llamar|declarar|negar|denunciar|pedir|trabajar|llorar|grabar|contestar|prometer|jurar|"
    "mentir|confesar|aceptar|amenazar|gritar|insultar|golpear|despedir|escribir|preguntar|saber|querer|pensar|creer|conocer|ganar"
)
_HER = re.compile(r"<prn><pro><p3><f><sg>")


def _he_or_she(found: re.Match[str]) -> str:
    """Renunció porque la amenazaban: she"""
    start, before, _, verb, rest = found.groups()
    if re.match(r" \^(?:el|un|mi|su|nuestro|este|[A-Z]\w+)<", rest):
        return found[0]
    gender = "f" if _HER.search(rest) else "m"
    return f"{start}^Prpers<prn><tn><p3><{gender}><sg>$ {before.lower()}{verb.lower()}{rest}"


_CLAUSE = re.compile(r"(?:<(?:sent|cm|cnjcoo|cnjadv|cnjsub|rel|itg|lquest)>\$ *)|^")
_WE_OR_I = re.compile(
    rf"((?:\^[Nn]o<adv>\$ |\^[Yy]a<adv>\$ |\^[^$<]+<prn><pro>[^$]*\$ )*)(\^[^$<]+{_FINITE}<(p[12])><(sg|pl)>\$)"
)


def _with_pronouns(stream: str) -> str:
    """no entramos after a comma or a que: English has to say who"""

    def insert(found: re.Match[str]) -> str:
        before = stream[: found.start()]
        clause = _CLAUSE.split(before)[-1]
        at_start = re.search(r"(?:^|<sent>\$|<lquest>\$|\])[^$^]*$", before)
        if (
            at_start
            or ("<prn><tn>" in clause and "<pr>$" not in clause)
            or re.search(rf"<tn><{found[3]}><mf?><{found[4]}>", clause)
        ):
            return found[0]
        if re.search(r"\^[^$<]+<(?:vb\w+)>[^$]*\$ *$", before):
            return found[0]
        gender = "m" if found[3] == "p1" and found[4] == "pl" else "mf"
        return f"^prpers<prn><tn><{found[3]}><{gender}><{found[4]}>$ {found[0]}"

    return _WE_OR_I.sub(insert, stream)


_THEY = re.compile(
    rf"((?:<cm>|<cnjcoo>)\$ *|\^lo que<[^$]*\$ |<cnjadv>\$ (?=(?:\^no<adv>\$ )?\^se<prn>))((?:\^no<adv>\$ |\^[^$<]+<prn><pro>[^$]*\$ )*)(?=\^[^$<]+{_FINITE}<p3><pl>\$(?! \^[^$<]+<(?:det|num|n)>))"
)


def _with_they(stream: str) -> str:
    """, lo corrieron: they fired him"""

    def insert(found: re.Match[str]) -> str:
        before = stream[: found.start()].rpartition("<sent>")[2]
        if "lo que" not in found[1] and re.search(r"<(?:rel|itg)>|<cnjcoo>[^$]*\$[^$]*$", before + found[1][:0]):
            return found[0]
        return f"{found[1]}^prpers<prn><tn><p3><m><pl>$ {found[2]}"

    return _THEY.sub(insert, stream)


SPANISH_CLAUSES_TO_ENGLISH = (
    _with_they,
    # sigue enfermo, siguen trabajando
    rewrite(
        r"\^([Ss])eguir<vblex>([^$]*)\$ (?=\^(?:[^$<]+<(?:adj|vblex><pp|vblex><ger)|en<pr>|sin<pr>|zq\w+<adv>))",
        lambda m: f"^{'E' if m[1] == 'S' else 'e'}star<vblex>{m[2]}$ ^todavía<adv>$ ",
    ),
    rewrite(
        START
        + rf"((?:\^[Nn]o<adv>\$ |\^[Nn]unca<adv>\$ )?{_CLITIC})(\^(?:{_HUMAN})<vblex><(?:ifi|pii|fti)><p3><sg>\$)([^.?!]*)",
        _he_or_she,
        re.IGNORECASE,
    ),
    _with_pronouns,
    # no porque, no nosotros
    rewrite(r"((?:<cm>|<cnjcoo>)\$ *)\^no<adv>\$(?= \^(?:[^$<]+<(?:det|n|np|prn><tn|pr|num|cnjadv)|\*))", r"\1^*not$"),
)

SPANISH_CLAUSES_TO_FRENCH = (
    rewrite(
        r"\^([Ss])eguir<vblex>([^$]*)\$ (?=\^(?:[^$<]+<(?:adj|vblex><pp)|en<pr>|sin<pr>|zq\w+<adv>))",
        lambda m: f"^{'E' if m[1] == 'S' else 'e'}star<vblex>{m[2]}$ ^todavía<adv>$ ",
    ),
    # no porque
    rewrite(r"\^no<adv>\$(?= \^(?:porque|para que|cuando|si)<)", "^*pas$"),
)
