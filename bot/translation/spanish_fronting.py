"""Spanish that says something else first than its verb, or in two clauses: `fue a ella a quien corrieron`.

Said in the order that a reader of plain clauses knows. Each takes and gives a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.translation.turn_of_speech import Turn, turn

_CLITIC = r"(?:me|te|se|lo|la|los|las|le|les|nos)"
_START = r"(?:^|(?<=[.;:!?¡¿,] )|(?<=[¡¿])|(?<=\bque )|(?<=\by )|(?<=\bpero ))"
_OBJECT_OF = {
    "mí": "me", "ti": "te", "él": "lo", "ella": "la", "ellos": "los", "ellas": "las", "nosotros": "nos",
    "nosotras": "nos", "ustedes": "los",
}  # fmt: skip
_OF_MINE = {"me": ("mi", "mis"), "te": ("tu", "tus"), "le": ("su", "sus"), "les": ("su", "sus")}
_NEEDED = {"me": "necesito", "te": "necesitas", "le": "necesita", "les": "necesitan", "nos": "necesitamos"}
_GUARD = {"me": "tengo", "te": "tienes", "le": "tiene", "les": "tienen", "nos": "tenemos"}
_IS = r"(?:es|fue|era|son|fueron|eran)"
_THAT = r"(?:quien(?:es)?|(?:el|la|los|las) que|que)"
_NAMED = (
    r"(?:(?:el|la|los|las|mi|mis|nuestr[oa]s?|ese|esa|esos|esas|este|esta) \w+(?: (?:del?|de la) \w+)?|[A-ZÁÉÍÓÚ⟦]\S*)"
)
_WISH = r"(?:quiero|queremos|(?:quiere|exige|pide|necesita|busca|propone|pretende)n?)"
_LOST = r"(?:rompi|descompus|ponch|venci|acab|apag|ator|quem|mojó|borr|descarg|inflam|infect|hinch)"


def _whom(found: re.Match[str]) -> str:
    """no fue a ella a quien corrieron: no la corrieron"""
    no, who, verb = found[1] or "", found[2], found[3]
    pronoun = _OBJECT_OF.get(who.lower())
    return (
        f"{no.lower()}{pronoun} {verb}"
        if pronoun
        else f"{no.lower()}{verb} {'al ' if found[0].lower().find(' al ') > 0 else 'a '}{who}"
    )


def _mine(found: re.Match[str]) -> str:
    """se me rompió el casco: se rompió mi casco"""
    whose, verb, article, noun = found[1].lower(), found[2], found[3].lower(), found[4]
    many = article.endswith("s")
    if whose == "nos":
        owner = f"nuestr{'a' if article.startswith('la') else 'o'}{'s' if many else ''}"
    else:
        owner = _OF_MINE[whose][many]
    return f"se {verb} {owner} {noun}"


SPANISH_FRONTING: Sequence[Turn] = (
    # lo que el sindicato pide es que nos reinstalen; lo que pide el sindicato es que
    turn(
        rf"\b[Ll]o que ({_NAMED} )?({_WISH})((?: {_NAMED})?) {_IS} (?=que |\w+[aei]r(?:l[oae]s?|nos|les?|me|se)?\b)",
        lambda m: f"{(m[1] or m[3].strip() + ' ').strip()} {m[2]} ".lstrip(),
    ),
    turn(r"\b[Ll]o que (me|nos|le|les) (da miedo|preocupa|urge) es (?=que )", r"\1 \2 "),
    # fue a ella a quien amenazaron; no fue al delegado al que despidieron
    turn(
        rf"{_START}((?i:no ))?(?i:{_IS}) al? ({'|'.join(_OBJECT_OF)}|{_NAMED}|\w+) a(?:l| la| los| las)? "
        r"(?:quien(?:es)?|que) "
        rf"(?!me |te |nos )((?:{_CLITIC} )?\w+)",
        _whom,
    ),
    # a quien deben correr es al gerente
    turn(
        rf"{_START}[Aa] ?(?:quien(?:es)?|l que|los que|la que) ([^,.;:!?]+?) {_IS} (?=al? )",
        r"\1 ",
    ),
    # somos cinco los que no firmamos; son tres los que faltan
    turn(
        r"\b((?i:solo|sólo|nomás|nada más|apenas) )?(?i:somos) (\w+|⟦\w+⟧) (?:los|las) que ",
        lambda m: f"{'sólo ' if m[1] else ''}{m[2]} de nosotros ",
    ),
    turn(
        r"\b((?i:solo|sólo|nomás|nada más|apenas) )?(?i:son|fueron) ((?!ellos|ellas|ustedes|puros)\w+|⟦\w+⟧) "
        r"(?:los|las) que ",
        lambda m: f"{'sólo ' if m[1] else ''}{m[2]} trabajadores ",
    ),
    # de los 40 que corrieron sólo a 6 los liquidaron
    turn(
        rf"{_START}[Dd]e (l[oa]s (?:\w+|⟦\w+⟧) que [^,.;]+?),? (solo|sólo|nomás|nada más|únicamente|apenas) a "
        rf"(\w+|⟦\w+⟧) ((?:no )?{_CLITIC} \w+)",
        r"sólo \4 a \3 de \1",
    ),
    turn(
        rf"{_START}[Dd]e (l[oa]s (?:\w+|⟦\w+⟧) )que somos,? ((?:solo|sólo|nomás|nada más|únicamente|apenas) )?"
        r"(\w+|⟦\w+⟧) (?=\w+n\b)",
        lambda m: f"{'sólo ' if m[2] else ''}{m[3]} de {m[1]}trabajadores ",
    ),
    turn(
        rf"{_START}[Dd]e (l[oa]s (?:\w+|⟦\w+⟧) que [^,.;]+?),? ((?:solo|sólo|nomás|nada más|únicamente|apenas) )"
        r"(\w+|⟦\w+⟧) (?=(?:no )?(?:nos |se )?\w+n\b)",
        r"sólo \3 de \1 ",
    ),
    # se me rompió el casco; se le venció el contrato
    turn(
        rf"\b[Ss]e (me|te|le|nos|les) ((?:{_LOST})\w+) (el|la|los|las) (\w+)",
        _mine,
    ),
    turn(r"\b[Ss]e me cay(?:ó|eron) (?=(?:el|la|los|las) )", "dejé caer "),
    turn(r"\b[Ss]e le cay(?:ó|eron) (?=(?:el|la|los|las) )", "dejó caer "),
    # no vaya a ser que nos graben
    turn(
        r"^[Nn]o vaya a ser que ([^;,.!]+)[;,] ([^.!?]+)",
        lambda m: f"{m[2]} para que no {m[1]}",
    ),
    turn(r",? no (?:vaya a ser|sea) que (?=\w)", " para que no "),
    turn(r"^[Nn]o vaya a ser que (?=\w)", "es posible que "),
    # más vale perder el bono que vender el voto
    turn(r"\b[Mm]ás vale (\w+[aei]r\b[^.;,]*?) que (?=\w+[aei]r\b)", r"es mejor \1 en vez de "),
    turn(r"\b[Mm]ás vale (?=\w+[aei]r(?:l[oae]s?|nos|les?|me|se)?\b)", "es mejor "),
    turn(r"\b[Mm]ás (?:nos |les |te |me )?vale que ", "es mejor que "),
    # por poco y nos corren
    turn(rf"\b[Pp]or poquito y (?={_CLITIC} )|\b[Pp]or poco y (?={_CLITIC} )|\b[Pp]or poco (?={_CLITIC} )", "casi "),
    # ojalá y no cierren
    turn(r"\b[Oo]jal[aá] (?:que |y )?(?!\w*(?:hubi|pudi|fuer|tuvi|\w+ar[ae]n?\b|\w+ier[ae]n?\b))", "espero que "),
    # qué bueno que no le entregaste la lista
    turn(
        r"\b(?:[Qq]u[eé] bueno|[Mm]enos mal|[Qq]u[eé] bien|[Ll]o bueno es) que "
        r"(?!\w*(?:hayan?|est[eé]n?|sean?|vengan?|gane?n?)\b)",
        "por suerte, ",
    ),
    turn(
        r"\b(?:[Qq]u[eé] lástima|[Ll]ástima|[Ll]o malo es|[Qq]u[eé] mal) que (?!\w*(?:hayan?|est[eé]n?|sean?)\b)",
        "por desgracia, ",
    ),
    turn(r", (?:sólo|solo|nomás|nada más) que (?=\w)", ", pero "),
    # como no quiso delatarnos, la mandaron a bodega
    turn(
        r"^[Cc]omo (?!siempre|quedamos|acordamos|dij|dice|ya saben|ustedes|les|nos|si )([^,;]+), ",
        r"porque \1, ",
    ),
    turn(r"^[Bb]ien que (?=sab)", ""),
    # nos urge que firmen
    turn(
        r"\b([Mm]e|[Tt]e|[Ll]es?|[Nn]os) urge (?=que |\w+[aei]r(?:l[oae]s?|nos|les?|me|se)?\b|una? |el |la |los |las )",
        lambda m: (
            {"me": "necesito", "te": "necesitas", "le": "necesita", "les": "necesitan", "nos": "necesitamos"}[
                m[1].lower()
            ]
            + " "
        ),
    ),
    turn(
        r"\b([Mm]e|[Nn]os) (?:da miedo|preocupa) (?=que )",
        lambda m: "tengo miedo de " if m[1].lower() == "me" else "tenemos miedo de ",
    ),
    turn(
        r"\b([Mm]e|[Nn]os) da miedo (?=\w+[aei]r(?:l[oae]s?|nos|les?|me|se)?\b)",
        lambda m: "tengo miedo de " if m[1].lower() == "me" else "tenemos miedo de ",
    ),
    # la renuncia me la hicieron firmar
    turn(
        rf"{_START}((?:[Ee]l|[Ll]a|[Ll]os|[Ll]as|[Ee]s[ea]|[Ee]s[oa]s|[Mm]i|[Ss]u) \w+(?: de \w+)?) "
        r"(me|te|nos|les?) (?:lo|la|los|las) "
        r"(hicieron|hizo|hacen|quieren hacer) (firmar|llenar|romper|borrar|entregar|devolver|pagar)\b",
        lambda m: f"{m[2]} {m[3]} {m[4]} {m[1][0].lower()}{m[1][1:]}",
    ),
    # no se permite hablar
    turn(r"\b[Nn]o se permite (?=\w+[aei]r\b)", "está prohibido "),
    turn(r"\b[Ss]e prohíbe (?=\w+[aei]r\b)", "está prohibido "),
    # soltaron a Pedro pero a Luis no
    turn(r"\b(\w+(?:aron|ieron)) (al? \w+),? (?:pero|y) (al? \w+) no(?=[.,!;]|$)", r"\1 \2 pero no \1 \3"),
    turn(r"\b([Tt]e|[Mm]e|[Nn]os|[Ll]es?) toca guardia\b", lambda m: f"{_GUARD[m[1].lower()]} que hacer guardia"),
    turn(r"\b([Tt]e|[Mm]e|[Nn]os|[Ll]es?) toca turno\b", lambda m: f"{_GUARD[m[1].lower()]} que trabajar"),
    # nos falta un testigo
    turn(
        r"\b([Mm]e|[Tt]e|[Ll]es?|[Nn]os) faltan? (?=(?:un|una|dos|tres|\d+|⟦\w+⟧|más|gente|pruebas|firmas|votos)\b)",
        lambda m: f"{_NEEDED[m[1].lower()]} ",
    ),
)
