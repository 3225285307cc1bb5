"""Where somebody lives: addresses as they are written in Mexico, the United States and Quebec, in chat spelling too.

An address is found by its form: the word for the way, its name and a number. A square, a street or a town alone, or a
kilometre of a highway, is no address. Patterns are for folded text (see `folded`); the capitals are looked up there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.folded import Folded
from bot.core.record_ids import parse as parse_record_id

_NO_NAME = frozenset(
    (
        "con por para son somos eran fueron hay casi unos unas mas menos desde hasta entre ante cada"
        " todos todas como cuando donde"
        " porque que pero solo tras sobre hoy ayer durante hace fue sera van iban salieron salimos"
        " marcharon marchamos juntamos"
        " trabajadores companeros companeras personas obreros familias gente despues antes exigiendo"
        " protestando bloqueada llena"
        " cerrada abierta enfrente frente esquina publica estan estamos hubo quedaron dejaron corrieron"
        " the and for with from into onto over that this these those are were was has had have will not"
        " near our their his her"
        " its all any more most some than then when where while people workers members employees years"
        " days weeks months hours"
        " minutes times protesters police officers cars trucks buses families marched blocked closed"
        " took went hit supreme federal"
        " district circuit appeals labor labour high superior international trade tax organizing"
        " organising union membership card"
        " recruitment fund food hard long only main-stream first"
        " les des une dans sur avec pour par est sont etait etaient depuis jusque entre bloquee barree fermee"
    ).split()
)
_COUNTED = re.compile(
    r" ?(?:%|\$|€|:|h(?!\w)|hrs?(?!\w)|horas|hours|heures|am(?!\w)|pm(?!\w)|pesos|dias|days|jours"
    r"|anos|years|ans(?!\w)|semanas"
    r"|meses|mil(?!\w)|millones|trabajador|companer|persona|obrer|familia|people|workers|members"
    r"|personnes|travaill|voto|de "
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)|d\w* la)"
)
_WORD = r"[a-z][a-z'.-]{1,24}"
_LINK = r"(?:de la|de los|de las|de|del|la|las|los|el|y)"
_NAME_ES = rf"(?:\d{{1,2}}[oa]?\.? de {_WORD}|\d{{1,3}}|(?:{_LINK} )?{_WORD}(?: (?:{_LINK} )?{_WORD}){{0,3}})"
_NUMBER_SIGN = r"(?:#|no\.?|num\.?|numero|n\.o|nro\.?)"
_INSIDE = (
    r"(?:,? ?(?:apt|apto|apartment|depto|dept|departamento|int|interior|app|appartement|apartamento"
    r"|unit|suite|ste|bur)\b\.? ?#?[\w-]{1,6})?"
)
_STRONG_ES = (
    r"(?:calle|c\.|av|avenida|ave|blvd|boulevard|boul|bulevar|calz|calzada|callejon|andador|prol"
    r"|prolongacion|privada|priv|pvda)"
)
_WEAK_ES = rf"(?:{_STRONG_ES}|camino|paseo|circuito|retorno|cerrada|cda|periferico|carretera|carr|libramiento)"

_ES = re.compile(
    rf"(?<![\w.]){_STRONG_ES}\.? (?P<name>{_NAME_ES}),? {_NUMBER_SIGN}? ?(?P<number>\d{{1,5}}"
    rf"(?:-?[a-f])?)(?![\w.:/%$]\d|\w){_INSIDE}"
)
_ES_SIGNED = re.compile(
    rf"(?<![\w.]){_WEAK_ES}\.? (?P<name>{_NAME_ES}),? ?{_NUMBER_SIGN} ?(?P<number>\d{{1,5}}(?:-?[a-f])?)(?!\w){_INSIDE}"
)
_BLOCK = re.compile(r"(?<!\w)(?:mz|mza|manzana)\.? ?#?\w{1,3},? ?(?:y )?(?:lt|lte|lote)\.? ?#?\w{1,3}(?!\w)")
_QUARTER = re.compile(
    rf"(?<!\w)(?:(?P<short>col\.|fracc\.?)|colonia|col|fraccionamiento|infonavit|unidad habitacional|barrio|quartier)"
    rf" (?:{_LINK} )?(?P<name>{_WORD})"
)
_POST_CODE = re.compile(
    r"(?<!\w)(?:c\. ?p\.?|cp|codigo postal|zip(?: code)?) ?:? ?\d{5}(?!\d)"
    r"|, ?(?P<state>[a-z]{2}),? \d{5}(?:-\d{4})?(?!\w)"
)
_US_STATES = frozenset(
    (
        "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny"
        " nc nd oh ok or pa ri sc sd"
        " tn tx ut vt va wa wv wi wy dc pr"
    ).split()
)
_POST_CODE_CA = re.compile(r"(?<![\w-])[abceghj-nprstvxy]\d[abceghj-nprstv-z] ?\d[abceghj-nprstv-z]\d(?![\w-])")
_POST_BOX = re.compile(
    r"(?<!\w)(?:p\. ?o\. ?box|po box|apartado postal|apdo\. postal|case postale|c\.p\.) \d{1,5}(?!\w)"
)

_WAY_SHORT = r"(?:st|ave|av|rd|blvd|dr|ln|ct|pl|hwy|pkwy|cir|trl|ter)"
_WAY_PLAIN = r"(?:street|avenue|boulevard)"
_WAY_LONG = r"(?:road|drive|lane|court|way|place|highway|parkway|circle|trail|terrace|crescent)"
_EN = re.compile(
    rf"(?<![\w$.,/:-])\d{{1,6}}[a-d]? (?:(?:n|s|e|w|ne|nw|se|sw|north|south|east"
    rf"|west)\.? )?(?P<name>\d{{1,3}}(?:st|nd|rd|th)|{_WORD}(?: {_WORD}){{0,2}}) "
    rf"(?:(?P<short>{_WAY_SHORT})|(?P<plain>{_WAY_PLAIN})|(?P<long>{_WAY_LONG}))\b\.?(?: (?:n|s|e|w|ne"
    rf"|nw|se|sw)(?!\w))?{_INSIDE}"
)
_FR = re.compile(
    r"(?<![\w$.,/:-])\d{1,6}(?: ?(?:bis|ter|[a-d](?= |,)))?,? (?:(?P<strong>rue|av\.|avenue|boul\.?"
    r"|boulevard|bd|ch\.|chemin|ruelle|impasse)"
    rf"|(?P<weak>place|cours|cote|carre|route|rte|rang|montee|allee|croissant|terrasse|promenade|quai)) "
    rf"(?:(?:de la|de l'|des|du|de|d'|la|le|les|l') ?)?(?P<name>{_WORD}|\d{{1,3}}e)(?:[ -](?!app|bur){_WORD})?{_INSIDE}"
)
_LIVES = re.compile(
    r"(?<!\w)(?:lives? at|living at|(?:vive|vivo|viven) en|(?:mi|su) (?:domicilio|direccion)(?: es"
    r"| esta en)?:?|domicilio:"
    r"|(?:my|his|her|their|home) address(?: is|:)|(?:habite|demeure|reste) au|(?:mon|son) adresse(?: est|:)(?: le)?)"
    rf" (?:(?P<before>\d{{1,6}},? )?(?P<name>{_WORD}(?: {_WORD}){{0,2}}))(?(before)"
    rf"| {_NUMBER_SIGN}? ?(?P<number>\d{{1,5}})(?!\w))"
)


def find_addresses(folded: Folded) -> Iterator[tuple[int, int]]:
    """Spans in folded text."""
    yield from _number_first(folded)
    yield from _number_last(folded.text)
    for pattern in (_BLOCK, _POST_BOX):
        yield from (found.span() for found in pattern.finditer(folded.text))
    for found in _QUARTER.finditer(folded.text):
        if found["short"] or folded.is_capital(found.start("name")):
            yield found.span()
    yield from _post_codes(folded)


def _number_first(folded: Folded) -> Iterator[tuple[int, int]]:
    """English and French. A word that has other meanings (road, place) needs a name with a capital."""
    for found in _EN.finditer(folded.text):
        capital = folded.is_capital(found.start("name")) or found["name"][0].isdigit()
        if _is_name(found["name"]) and (capital or not found["long"]):
            yield found.span()
    for found in _FR.finditer(folded.text):
        if _is_name(found["name"]) and (found["strong"] or folded.is_capital(found.start("name"))):
            yield found.span()


def _number_last(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_ES, _ES_SIGNED, _LIVES):
        for found in pattern.finditer(text):
            counted = found["number"] and _COUNTED.match(text, found.end())
            if _is_name(found["name"]) and not counted:
                yield found.span()


def _post_codes(folded: Folded) -> Iterator[tuple[int, int]]:
    for found in _POST_CODE.finditer(folded.text):
        state = found["state"]
        if state is None or (state in _US_STATES and folded.is_capital(found.start("state"))):
            yield found.span()
    for found in _POST_CODE_CA.finditer(folded.text):
        if parse_record_id(found[0]) is None:
            yield found.span()


def _is_name(words: str) -> bool:
    """A number, or words of which none is a word of ordinary speech."""
    return not any(word.strip(".,") in _NO_NAME for word in words.split())
