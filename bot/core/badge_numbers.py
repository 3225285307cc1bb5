"""The number of a police officer's badge, and of somebody on the payroll, where the word for it stands elsewhere.

"Placa 4521" alone may be a plate of steel or a mould's; beside an officer it is a person. Patterns are for folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OFFICER = (
    r"(?:polic(?:ia|e|eman|ias|iers?|iere)|granaderos?|antimotin(?:es)?|patruller[oa]s?|ministerial(?:es)?|cops?"
    r"|officers?|agentes?|agents?|constables?|deputy|sheriff|oficial(?:es)?|soldados?|elementos?|guardias?|guards?"
    r"|gardien)"
)
_ONE_OFFICER = r"(?:officer|cop|constable|deputy|oficial|agente|agent|policia|policier)"
_NUMBER = r"(?P<number>(?!(?:19|20)\d\d(?!\d))\d{3,7})(?![\w%$]|[.,:/-]\d| ?(?:pesos|dolares|dollars|mm|cm|kg))"
_SIGN = r"(?:#|no\.?|num\.?|numero|number|n\.?o\.?|nro\.?)"
_IS = rf"(?: ?(?::|=|{_SIGN}|es(?: la)?|is|was|era(?: la)?|said|decia|dice|est(?: le)?)){{0,2}}"
_WORDS = r"(?:(?:del?|el|la|un|una|era|es|the|a|du|le|l') ?){0,3}"
_MANY = r"(?! (?:de |of |du )?(?:members|miembros|membres|cops|policias|people|personas|ago|dias|days))"
_I_AM = r"(?:soy|eres|es|era|somos|i am|i'm|im|is|was|je suis|chu|c'est)"
_PAYROLL = r"(?:nomina|payroll|paie|checador|reloj|time clock)"
_PATTERNS = (
    # el policía con placa 4521; l'agent, plaque 4521
    re.compile(rf"(?<!\w){_OFFICER}(?!\w)[^.!?\n]{{0,25}}?(?<!\w)(?:placa|plaque){_IS} ?{_NUMBER}"),
    # traía la placa 4521 el granadero
    re.compile(rf"(?<!\w)(?:placa|plaque){_IS} ?{_NUMBER}[ ,:(]{{1,3}}{_WORDS}{_OFFICER}(?!\w)"),
    # officer #4521, el oficial 4521
    re.compile(rf"(?<!\w){_ONE_OFFICER}(?: ?{_SIGN})? ?{_NUMBER}{_MANY}"),
    # his badge said 4521
    re.compile(rf"(?<!\w)(?:badge|gafete|insigne|matricule) (?:que )?(?:said|says|decia|dice|disait) {_NUMBER}"),
    # soy el 45821 de nómina
    re.compile(
        rf"(?<!\w){_I_AM}(?: (?:el|la|le|the|{_SIGN}))? ?(?P<number>\d{{3,8}}),?"
        rf" (?:del?|en|in|on|sur|dans|du) (?:la |the |el )?{_PAYROLL}(?!\w)"
    ),
)


def badge_numbers(folded: str) -> Iterator[tuple[int, int]]:
    """Spans in folded text."""
    for pattern in _PATTERNS:
        yield from (found.span("number") for found in pattern.finditer(folded))
