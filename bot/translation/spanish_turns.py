"""Turns of Spanish that span other words, said in the order that the other languages have: `a él no lo corrieron`.

Before its sayings (sayings.py), a sentence goes through these; each takes and gives a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.translation.spanish_fronting import SPANISH_FRONTING
from bot.translation.turn_of_speech import Turn, turn

_UNIT = r"(?:minutos?|horas?|días?|semanas?|quincenas?|meses|mes|años?|ratito|rato|tiempo)"
_PERSON = r"(?:él|ella|ellos|ellas|mí|ti|nosotros|nosotras|ustedes|usted)"
_CLITIC = r"(?:lo|la|los|las|le|les|me|te|nos|se)"
_OBJECT_OF = {
    "él": "lo",
    "ella": "la",
    "ellos": "los",
    "ellas": "las",
    "mí": "me",
    "nosotros": "nos",
    "nosotras": "nos",
}
_MUST = {
    ("me", "a"): "tengo", ("te", "a"): "tienes", ("le", "a"): "tiene", ("nos", "a"): "tenemos", ("les", "a"): "tienen",
    ("me", "ó"): "tuve", ("te", "ó"): "tuviste", ("le", "ó"): "tuvo", ("nos", "ó"): "tuvimos", ("les", "ó"): "tuvieron",
}  # fmt: skip
_POSSESSIVE = {"suyo": "su", "suya": "su", "suyos": "sus", "suyas": "sus"} | {
    "mío": "mi", "mía": "mi", "míos": "mis", "mías": "mis",
}  # fmt: skip
_WEEKDAY = r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
_MONTH = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
_DAY = (
    rf"(?:el (?:{_WEEKDAY}|día \w+|mes que viene|año que viene|próximo \w+|⟦\w+⟧(?: de \w+)?)"
    rf"|la (?:próxima|otra) \w+|{_MONTH}|mañana|fin de mes|la quincena)"
)
_ONCE = r"(?:pag|d|entreg|avis|deposit|abr|reinstal|resuelv|contest|dic)(?:an|en|a|e)"
_TO_DO_ONCE = (
    r"(?:pagar|entregar|dar|abrir|empezar|depositar|resolver|contestar|reinstalar|avisar|votar)"
    r"(?:nos|me|les|le|lo|la|los|las)?"
)
_DONE = r"(?:(?:me|nos|le|les|lo|la|los|las) )?\w+(?:é|í|ó|amos|imos|aron|ieron)"
_PAST = r"(?:\w+(?:ó|é|í|aron|ieron|amos|imos|aste|iste)|fue|fueron|hizo|hicieron|dijo|dijeron|vino|vinieron|hubo)"


def _since(found: re.Match[str]) -> str:
    """hace un año que firmamos: a moment; hace un año que no pagan: since then"""
    time, clause = found[1], found[2]
    since = "" if re.match(rf"(?:{_CLITIC} )*{_PAST}\b", clause) else "desde "
    return f"{clause} {since}hace {time}"


def _but(found: re.Match[str]) -> str:
    """no lo corrieron, a ella sí: pero la corrieron"""
    no, clitic, verb, person, but_no = found[1] or "", found[2], found[3], found[4], found[5]
    other = _OBJECT_OF[person]
    if clitic in ("le", "les"):
        other = {"lo": "le", "la": "le", "los": "les", "las": "les"}.get(other, other)
    return f"{no}{clitic} {verb}, pero {'no ' if but_no == 'no' else ''}{other} {verb}"


_TIMES: Sequence[Turn] = (
    turn(r"\b([Aa]) que hora\b", r"\1 qué hora"),
    # cada vez nos pagan menos
    turn(r"\b[Cc]ada vez (?!que |más |menos )((?:\w+ ){1,5}?)(más|menos)(?=[.,!]|$)", r"\1progresivamente \2"),
    # se supone que nos iban a pagar: nobody supposes
    turn(r"\b([Ss])e supone que\b", lambda found: "Supuestamente" if found[1] == "S" else "supuestamente"),
    # Hace dos meses que no nos pagan
    turn(
        rf"(?<!desde )\b[Hh]ace ((?:más de |casi |como )?(?:\w+|⟦\w+⟧) {_UNIT}(?: y medio)?) que ([^.,;:!?]+)",
        _since,
    ),
    # Hasta el lunes nos pagan: not before
    turn(rf"(?<!\bno )\b[Hh]asta ({_DAY}) ({_CLITIC} (?:{_ONCE}|van a {_TO_DO_ONCE}))\b", r"no \2 hasta \1"),
    turn(
        r"(?<!\bno )(?<!\bNo )(?<!\blo )(?<!\bla )(?<!\bnos )(?<!\bles )(?<!\bme )(?<!\ble )"
        rf"\b((?:{_CLITIC} )*[Vv]an? a {_TO_DO_ONCE}(?: \w+){{0,2}}?) hasta (?={_DAY})",
        r"no \1 hasta ",
    ),
    # dice el abogado que; me dijo el supervisor que
    turn(
        rf"(?:^|(?<=[.;:,] ))((?i:{_CLITIC} )?)([Dd]icen?|[Dd]ij(?:o|eron)|[Aa]vis(?:ó|aron)) "
        r"((?:el|la|los|las|mi|mis|su|sus|nuestr[oa]s?) \w+(?: de (?:la |los |las )?\w+)?) que ",
        lambda m: f"{m[3]} {m[1].lower()}{m[2].lower()} que ",
    ),
    # me lo devolvieron hasta la noche: not before
    turn(
        rf"(?<!\bno )(?<!\bNo )(?<!\blo )(?<!\bla )(?<!\bme )(?<!\bMe )(?<!\bnos )(?<!\bNos )(?<!\bse )"
        rf"\b((?:(?i:{_CLITIC}) ){{1,2}}"
        r"(?:devolv|pag|avis|entreg|deposit|contest|solt|reinstal|atend|abr)(?:ió|ó|ieron|aron)|"
        rf"(?:{_CLITIC} ){{1,2}}(?:dio|dieron|dijo|dijeron)) hasta "
        rf"(?={_DAY}|la (?:noche|tarde|semana)|ayer|después|las \w+|el (?:final|otro día|día siguiente)|hoy|que )",
        lambda m: f"no {m[1][0].lower()}{m[1][1:]} hasta ",
    ),
    # cae hasta el viernes: not before
    turn(
        rf"(?<!\bno )\b([Ll]lega|[Cc]ae|[Ss]ale|[Aa]bren?|[Ee]mpieza|[Rr]egresa|[Vv]uelve)(n?) hasta (?={_DAY})",
        lambda m: f"no {'llega' if m[1].lower() == 'cae' else m[1].lower()}{m[2]} hasta ",
    ),
)


_EVENT = r"(?:junta|asamblea|reunión|votación|audiencia|marcha|cita|elección|protesta|plática|manifestación|turno)"
_MISREAD: Sequence[Turn] = (
    # aguas con lo que escriben
    turn(
        r"^¡?(?:[Aa]guas|[Oo]jo|[Mm]ucho ojo|[Cc]uidado|[Aa]busados|[Tt]ruchas) con (lo que (?=\w+[ae]n\b))?",
        lambda m: f"tengan cuidado con {'lo que ustedes ' if m[1] else ''}",
    ),
    # no se dejen compañeros
    turn(
        r"\b((?!los|las|mis|nuestr|unos|otros|otras|estos|esos|varios|muchos|algunos|como|entre|somos|son|para|con|por|sin|más)"
        r"\w{3,}(?:en|an|te|mos|nse|ho|nto|ana|oy)) (compañeros|compañeras|compas|raza)(?=[.!]*$)",
        r"\1, \2",
    ),
    # mañana es la votación
    turn(
        rf"^([Mm]añana|[Hh]oy|[Pp]asado mañana|[Ee]l {_WEEKDAY}) (es|fue|será|va a ser|era) "
        rf"((?:la|el|nuestra|nuestro) {_EVENT})\b",
        lambda m: f"{m[3]} {m[2]} {m[1][0].lower()}{m[1][1:]}",
    ),
    # la junta se pasó para el lunes; recorrieron la audiencia para el lunes
    turn(
        rf"\b([Ll]a {_EVENT}(?: con \w+ \w+)?) se (pas|cambi|mov|recorr|corr)(ó|a|e|ió|í) "
        rf"(?:para|a|al)(?: el)? (?=(?:{_WEEKDAY}\b|⟦))",
        lambda m: f"{m[1]} se {'movió' if m[3] in ('ó', 'ió') else 'mueve'} al ",
    ),
    turn(
        r"\b([Pp]asaron|[Mm]ovieron|[Rr]ecorrieron|[Cc]ambiaron|[Pp]asan|[Mm]ueven|[Rr]ecorren|[Cc]ambian) "
        rf"(la {_EVENT}) "
        rf"(?:para|a|al)(?: el)? (?=(?:{_WEEKDAY}\b|⟦))",
        lambda m: f"{'M' if m[1][0].isupper() else 'm'}{'ovieron' if m[1].endswith('ron') else 'ueven'} {m[2]} al ",
    ),
    # se le cayó la tarima encima
    turn(
        r"\b([Ss]e (?:me|te|les?|nos) ca(?:yó|yeron|e|en|ía|ían)) ((?:el|la|los|las|una?) \w+(?: de \w+)?) encima\b",
        r"\1 encima \2",
    ),
    # la asamblea del domingo
    turn(rf"\b({_EVENT}) del ({_WEEKDAY})\b", r"\1 el \2"),
    turn(rf"\b({_EVENT}) de (mañana|ayer|hoy|anoche)\b", r"\1 \2"),
    # se la pasa con el gerente
    turn(r"\b[Ss]e la pasa(n?) (?=con |en |\w+ndo\b)", lambda m: f"siempre está{m[1]} "),
    turn(r"\b[Hh]ace mucho (calor|frío)\b", r"hay mucho \1"),
    turn(r"\b([Ll]os|[Aa] los|[Dd]e los) de confianza\b", r"\1 empleados de confianza"),
    turn(r"\b([Ll]os|[Aa] los|[Dd]e los) de planta\b", r"\1 trabajadores de planta"),
    turn(
        r"\b((?i:el|del|al)) seguro(?! (?:social|de|del|médico|popular|facultativo|contra|colectivo|dental)\b)",
        r"\1 seguro social",
    ),
)
"""What would be read as something else."""


def in_its_time(text: str) -> str:
    """Before anything is read: what looks like another time in the other languages."""
    for each in (*_TIMES, *_MISREAD):
        text = each(text)
    return text


SPANISH_TURNS: Sequence[Turn] = (
    *SPANISH_FRONTING,
    # el abogado de él; los testigos nuestros
    turn(
        r"\b(?:[Ll][oa]s?|[Ee]l) (?!(?:de|que|y|o|no|con|es|son|del) )(\w+) (nuestr[oa]s?|suy[oa]s?|mí[oa]s?)\b",
        lambda m: f"{_POSSESSIVE.get(m[2], m[2])} {m[1]}",
    ),
    turn(
        rf"\b((?:no|No) )?\b({_CLITIC}) (\w+), (?:pero |y )?a ({'|'.join(_OBJECT_OF)}) (sí|no)(?=[.!;]|$)",
        _but,
    ),
    # A él no lo corrieron
    turn(
        rf"(?:^|(?<=[,;.:!?¡¿] )|(?<=[¡¿])|(?<=que )|(?<=y )|(?<=pero ))[Aa] {_PERSON}(?: sí)? "
        rf"((?:(?:no|nunca|ya|ya no|todavía no|tampoco|también) )?{_CLITIC} (?!que|cual)\w)",
        r"\1",
    ),
    turn(r"\b[Ll]o de (?=[A-ZÁÉÍÓÚ@⟦])", "la situación de "),
    # me tocó ver: it was no duty
    turn(r"\b([Mm]e|[Nn]os) tocó ver (?=c|a |qu)", lambda m: "vi " if m[1].lower() == "me" else "vimos "),
    # mañana declaras tú
    turn(
        rf"\b((?:no )?(?:{_CLITIC} )*)(\w+(?:as|es|ás|ste)) tú(?=[.,;!?]|$)",
        r"tú \1\2",
    ),
    # nos tocó limpiar
    turn(
        r"\b([Mm]e|[Tt]e|[Ll]es?|[Nn]os) toc(a|ó) (?=\w{2,}[aei]r(?:nos|me|se|l[oae]s?)?\b)",
        lambda m: f"{_MUST[m[1].lower(), m[2]]} que ",
    ),
    # Ni firmé ni voy a firmar
    turn(
        rf"\b[Nn]i ({_DONE}) ni (?={_DONE}\b|(?:(?:me|nos|les?|l[oa]s?) )?(?:voy|vamos|va|van|\w+(?:emos|án))\b)",
        r"no \1 y no ",
    ),
    # lo que queremos es votar
    turn(
        r"\b[Ll]o que (?:nosotros )?"
        r"(quiero|queremos|quiere|quieren|necesito|necesitamos|pido|pedimos|busca|buscan|exigimos)"
        r" es (?=que |\w+[aei]r(?:l[oae]s?|nos|les?|me|se)?\b)",
        r"\1 ",
    ),
    # dejen de escribir, que nos están espiando
    turn(
        r"^((?:[Yy]a )?(?:[Nn]o )?\w+(?:en|an|nse|enme|nos|les?)\b[^,.;!?]*), que "
        r"(?=(?:ya|no|nos|me|les?|l[oa]s?|vienen?|están?|hay)\b)",
        r"\1 porque ",
    ),
    turn(r"\besper(ar|amos|en|a|an|é|emos) a que\b", r"esper\1 hasta que"),
    # Hay que V: somebody has to
    turn(r"\b[Nn]o hay de otra más que (?=\w+r\b)", "hay que "),
    turn(r",? (?:y )?no (?:falten|vayan a faltar)(?=[.!]|$)", ". Todos tienen que venir"),
)
