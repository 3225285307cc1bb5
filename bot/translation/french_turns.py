"""Turns of French that span other words, said as the other languages order them: `il n'y a que deux délégués qui`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.translation.turn_of_speech import Turn, turn

_WHO = (
    r"(?:je|tu|on|il|elle|nous|vous|ils|elles|j'|[A-ZÉ]\w+"
    r"|(?:le|la|les|l'|notre|nos|leurs?|mon|ma|mes|son|sa|ses) ?\w+)"
)
_CLITIC = r"(?:(?:me|te|se|nous|vous|le|la|les|lui|leur|y|en) |[mtsl]'|(?:l'|t'|m')en )*"

_LEAVING = {
    "vais": "pars", "vas": "pars", "va": "part", "allons": "partons", "allez": "partez", "vont": "partent",
    "aller": "partir", "allait": "partait", "allais": "partais", "allaient": "partaient", "ira": "partira",
    "irai": "partirai", "iront": "partiront",
}  # fmt: skip


def _leaving(found: re.Match[str]) -> str:
    left = _LEAVING.get(found[1], "")
    if not left:
        return found[0]
    return f"{found[0].split()[0]} {left}" if found[0].startswith(("nous", "vous")) else left


FRENCH_TURNS: Sequence[Turn] = (
    # il n'y a que deux délégués qui ont voté
    turn(r"\b[Ii]l (?:n'y|y) a(?:vait)? que ((?:\w+ |l')(?:\w+ ){0,3}?)qui ", r"seulement \1"),
    # ce que l'employeur veut, c'est qu'on abandonne; ce qu'on veut, c'est voter
    turn(
        rf"\b[Cc]e (?:que |qu')({_WHO}) "
        r"(veux|veut|voulons|voulez|veulent|demande|demandons|demandent|exige|exigeons|exigent)"
        r",? c'est (de |que |qu'|(?=\w+(?:er|ir|re)\b))",
        r"\1 \2 \3",
    ),
    # plus personne ne veut travailler
    turn(rf"\b[Pp]lus personne (ne |n')({_CLITIC})(\w+)", r"personne \1\2\3 plus"),
    # soit ils nous paient, soit on débraie
    turn(r"(?:^|(?<=[.!;:] ))[Ss]oit (.+?),? soit ", r"\1 ou "),
    # personne d'autre que le chef n'avait la clé
    turn(r"\b[Pp]ersonne (?:d'autre|autre) que (.+?) (?:ne |n')(?=\w)", r"seulement \1 "),
    turn(r"\b(ne |n')((?:\w+ ){1,3})(personne|rien) d'autre que ", r"\1\2que "),
    # à peine embauchée, elle …
    turn(r"\b[ÀAà] peine embauchée?s?, (?=(?:elle|il|elles|ils|on|je|j'|nous)\b)", "après l'embauche, "),
    turn(r"\bquoi que ce soit\b", "quelque chose"),
    turn(r"\bqui que ce soit\b", "quelqu'un"),
    turn(r"\b([Cc])'est rendu (?:que |qu')", "maintenant, "),
    turn(
        r"^([Ff]aites|[Ff]ais) attention (?!à |aux? |de |du |que |qu'|quand |si |pour |avec |,)(?=\w)",
        r"\1 attention, ",
    ),
    # je m'en vais: I leave
    turn(r"\b(?:m'|t'|s'|nous nous |vous vous )en (va\w*|vont|all\w+|i[rt]\w+)\b", _leaving),
    # deux minutes de retard
    turn(r"\bpour ((?:\w+|⟦\w+⟧) (?:minutes?|heures?)) de retard\b", r"pour être arrivé en retard de \1"),
)
