"""Words that a longer name of a thing, a list of things or a hashtag takes in, in whichever language it is written.

National Labor Relations Board stays English in a Spanish message; "Wages, safety or discrimination" lists things.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.names.cue_kinds import Cues, word_set
from bot.core.names.kinds import Kind
from bot.core.names.lexicon import Notes
from bot.core.names.tokens import Token

_HEADS = word_set(
    """board commission department administration agency council association federation union alliance coalition
    committee ministry bureau court tribunal authority congress confederation network campaign foundation society
    fund service services labor labour relations workers employees rights national canadian american federal
    division act convention brotherhood amalgamated united guild international lodge officers officer
    junta comision departamento administracion agencia consejo asociacion federacion sindicato alianza coalicion comite
    instituto ministerio oficina direccion subsecretaria procuraduria defensoria juzgado autoridad congreso
    confederacion red campana fundacion fiscalia camara nacional trabajadores trabajadoras trabajo derechos
    coordinadora frente movimiento unidad hermandad fraternidad intersindical
    conseil departement ministere syndicat confederation centrale comite institut regie chambre cour reseau fonds
    mouvement fraternite intersyndicale travail travailleurs travailleuses nationale canadien canadienne quebecois
    droits fonction"""
)
_MAKES = word_set(
    """toyota honda nissan ford chevy chevrolet dodge gmc kia hyundai mazda subaru volkswagen vw jeep ram audi bmw
    mercedes volvo tesla buick cadillac chrysler mitsubishi suzuki renault peugeot seat fiat freightliner kenworth
    yamaha pontiac acura lexus infiniti isuzu hino"""
)
_LEVELS = word_set(
    """general regional nacional ejecutivo ejecutiva principal national executive lead field area senior assistant
    generale regionale national executif executive adjoint adjointe interim titular suplente"""
)
_SEATS = word_set("a in at en de of d")
_LINKS = word_set("of de del du des la las los les d l for para pour")
_EITHER: frozenset[Kind] = frozenset(
    {"word", "word_elsewhere", "near_word", "inflected", "both", "both_surname", "both_elsewhere"}
)
_THINGS: frozenset[Kind] = frozenset({"word", "near_word", "inflected"})
_CAPITALS = frozenset({"start", "mid", "up"})
_FREQUENT = 3
_APPOSED_WITHIN = 3


def in_institution(tokens: Sequence[Token], kinds: Sequence[Kind], notes: Sequence[Notes]) -> frozenset[int]:
    """Ordinary words in a row of capitals with an institution in it; links ("of", "para") may stand between them."""
    found: set[int] = set()
    at = 0
    while at < len(tokens):
        row = _row(tokens, at)
        capitals = [other for other in row if tokens[other].case in _CAPITALS]
        if len(capitals) > 1 and any(tokens[other].folded in _HEADS for other in capitals):
            found.update(other for other in capitals if _is_ordinary_there(other, tokens, kinds, notes))
        at = row[-1] + 1 if row else at + 1
    return frozenset(found)


def _row(tokens: Sequence[Token], first: int) -> range:
    if tokens[first].case not in _CAPITALS:
        return range(0)
    last = here = first
    while here + 1 < len(tokens) and tokens[here + 1].follows_directly:
        here += 1
        if tokens[here].case in _CAPITALS:
            last = here
        elif tokens[here].folded not in _LINKS:
            break
    return range(first, last + 1)


def _is_ordinary_there(at: int, tokens: Sequence[Token], kinds: Sequence[Kind], notes: Sequence[Notes]) -> bool:
    """Not the Rosa of "Sindicato de Rosa", whose union it is."""
    owner = at > 0 and tokens[at - 1].case == "low" and notes[at].given == _FREQUENT
    return kinds[at] in _EITHER and not owner


def is_listed_with_words(chain: Sequence[int], at: int, kinds: Sequence[Kind], notes: Sequence[Notes]) -> bool:
    """Wages, safety or discrimination: two more members, none of them like a name, and this one is seldom one."""
    if kinds[at] not in _EITHER or max(notes[at].given, notes[at].surname) == _FREQUENT:
        return False
    things = [other for other in chain if kinds[other] in _THINGS]
    weak = [
        other for other in chain if kinds[other] == "both_surname" and max(notes[other].given, notes[other].surname) < 3
    ]
    return len(chain) > 1 and bool(things) and len(things) + len(weak) == len(chain)


def is_glued(tokens: Sequence[Token], at: int, kinds: Sequence[Kind]) -> bool:
    """One of the words of a hashtag: #FairContractNow."""
    before = at > 0 and tokens[at].gap == ""
    after = at + 1 < len(tokens) and tokens[at + 1].gap == ""
    return kinds[at] in _EITHER and (before or after)


def is_explained(tokens: Sequence[Token], at: int, cues: Cues) -> bool:
    """A role after a comma tells who it is: Standing Bear, our steward."""
    if at + 1 >= len(tokens) or not tokens[at + 1].gap.startswith(","):
        return False
    leading = cues.articles | cues.determiners
    if tokens[at + 1].folded not in leading:
        return False
    for other in range(at + 2, min(at + 2 + _APPOSED_WITHIN, len(tokens))):
        if not tokens[other].follows_directly:
            return False
        if tokens[other].folded in cues.roles:
            return True
    return False


def things_named(
    tokens: Sequence[Token], at: int, kinds: Sequence[Kind], notes: Sequence[Notes], roles: frozenset[str]
) -> list[str]:
    """A model behind its make, a place behind the firm that sits there, a rank beside its office."""
    token = tokens[at]
    if token.case == "low":
        return []
    before, after = tokens[at - 1 : at] if at else [], tokens[at + 1 : at + 2]
    facts = []
    if before and token.follows_directly and before[0].folded in _MAKES:
        facts.append("model_of")
    beside = {other.folded for other in before if token.follows_directly}
    beside |= {other.folded for other in after if other.follows_directly}
    if token.folded in _LEVELS and not beside.isdisjoint(roles):
        facts.append("rank")
    elided = token.gap.strip(" \t\u00a0").lower() in {"d'", "d’"}
    if at > 1 and before and not elided and before[0].folded in _SEATS and token.follows_directly:
        seat = kinds[at - 2] in {"known_thing", "proper", "thing_surname"} and before[0].follows_directly
        if seat and (notes[at].a_place_too or kinds[at] == "unknown"):
            facts.append("seat_of_thing")
    return facts
