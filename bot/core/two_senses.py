"""Words and turns with two senses that neither the engine's rules nor the rest of the sentence settle.

The way back does not show them: it often leads through the same wrong sense.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.model import Language

_TWO_SENSES: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:recall\w*|discharg\w*|releas\w*|clear(?:s|ed)|claim\w*|pass(?:es|ed)?|fail(?:s|ed)|cover(?:s|ed)|"
        r"drive|run|ran|leaves?|kept|keep\w*|stopped to|denie[ds]|deny|(?-i:may)|might|hardly|barely|scarcely|yet to|"
        r"since (?:the|they|we|he|she|it|our|my|nobody)|ha(?:s|ve) \w+ (?:\w+ )?(?:for|since))\b"
        r"|\b(?:struck|strikes? (?:out|the)|fired (?:up|at|on)|charge[ds]?|settle[ds]?|let go|drop(?:s|ped)?|"
        r"la(?:id|y) off|walk\w* out|pick\w* up|turn\w* (?:down|out|over)|hand\w* (?:in|over)|put\w* (?:off|up|down)|"
        r"call\w* out|stood|stand|back(?:ed|s)|left|right|order(?:s|ed)|appeal\w*|bar(?:s|red)|board|bound|"
        r"sanction\w*|table[ds]?|temp|held|hold|broke\w*|took over|take over|beat|point|moved|act|get|got|brief\w*|"
        r"dismissed (?:the|a)|planted|locked|reversed?|withheld|"
        r"(?:want|wants|wanted|expect\w*|ask\w*|told) (?:us|them|him|her|me|you) (?:not )?to|"
        r"scabs?|wildcat|shift(?:ed|ing)|would have|used to)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:denunci\w+|demand(?!\w* al?\b)\w*|permisos?|parad[oa]s?|confianza|apenas|"
        r"mand(?:ó|aron|an|a|ar)|esper\w+|contest\w+|reclam\w+|pretend\w+|ignor\w+|discut\w+|"
        r"cit(?:ó|aron|ado|ada|ados|ar)|"
        r"bot(?:ó|aron|ar)|despach\w+|ca(?:yó|yeron|ído|ída|er)|tumb\w+|agarr\w+|tir(?:ó|aron|ar)|"
        r"d(?:io|ieron|ar|an) (?:de|las)|"
        r"de (?:planta|base)|pas(?:ó|aron|ar))\b"
        r"|\b(?:corr(?:er|en|e)|liquid\w+|par(?:ó|aron|ar|amos|ando)|levant\w+|planilla|ech(?:ó|aron|ar|an|a)|qued\w+|"
        r"sac(?:ó|aron|ar|an)|baj(?:ó|aron|ar|an)|tron\w+|boletin\w+|descans\w+|esquirol\w*|al revés|deb(?:e|en|ían?)|"
        r"lleva\w*|charros?|plaza|basificar|acord\w+|cumpl\w+|falt\w+|cobr\w+|ratific\w+|desist\w+|haya[ns]?|hubier\w+|"
        r"fuer(?:a|an)|pudier\w+|sino|ya no|les? \w+(?:ron|ó))\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:renvo\w+|renverr\w+|défend\w* (?:de|à)|défendu\w*|dénonc\w+|postes?|"
        r"coup(?:é|ée|és|ées|er|ent|e)|devai\w+|"
        r"à peine|ignor\w+|prétend\w*|supprim\w+|engag\w+|libér\w+|affect\w+|assign\w+|cit(?:é|ée|és|er)|"
        r"clair(?:é|ée|és|er)|"
        r"barr(?:é|ée|és|er)|slack(?:é|ée|és|er)|contrôl\w+|gardes?|accueill\w+)\b"
        r"|\b(?:mis(?:e|es)? à pied|remett\w+|remis\w*|remerci(?:é|ée|és|er)\w*|rappel\w*|saisi\w*|touch\w+|relev\w+|"
        r"retenu\w*|fai(?:t|re|sait) \w+er|laiss\w+|manqu\w+|plutôt|ne \w+ que|levé\w*|tenu\w*|pris|rendu\w*|conclu\w*|"
        r"recondui\w*|démise?s?\b|désist\w*|cong(?:é|és)|brisé\w*|briseurs?|scab\w*|dont|s'est fait|se sont fait|"
        r"c'est .{2,40}? qu[ie']|(?:ne |n')\w+ (?:personne|rien|que)|ce que|ce qui)\b",
        re.IGNORECASE,
    ),
}

# What readers of whole sentences still mistake: who is meant by le, what is handed over or kept, who is made to do it.
_THOUGH_UNDERSTOOD: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:moved?|kept|hand\w* (?:over|in)|leave|drop(?:s|ped)?|denie[ds]|let \w+ go|charge[ds]?)\b"
        r"|^had (?:the|our|my|his|her|their|your|an?) \w+ \w+",
        re.IGNORECASE,
    ),
    "es": re.compile(r"\b(?:apenas|deb(?:e|en)|les? \w+(?:ron|ó)|remit\w+|hasta)\b", re.IGNORECASE),
    "fr": re.compile(
        r"\b(?:laiss\w+|s'est fait|se sont fait|fai(?:t|re|sait) \w+er|remis\w*|remett\w+|retenu\w*|renvo\w+|pris|"
        r"c'est .{2,40}? qu[e']|remerci\w+ (?!d[e'])|c'est pas (?:moi|toi|lui|elle|nous|vous|eux)\b)",
        re.IGNORECASE,
    ),
}

# Among the words above, what such a reader was seen to settle in every sentence by other hands.
_SETTLED: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"get|got|struck|passes|left|order(?:s|ed)|appealed|turn\w* out|back(?:ed|s)|board|locked|broke\w*|keep\w*|"
        r"would have|used to|might|may|run|ran|ha(?:s|ve) .+|since .+",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"mand\w+|demand\w*|discut\w+|contest\w+|baj(?:ó|aron)|desist\w+|haya[ns]?|hubier\w+|fuer(?:a|an)|pudier\w+|sino|"
        r"al revés|les? \w+(?:ron|ó)|esper\w+|falt\w+|pas(?:ó|aron|ar)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"barr(?:é|ée|és|er)|ce qu[ie]|rendu\w*|rappel\w*|dont|touch\w+|fai(?:t|re|sait) .+|c'est .+", re.IGNORECASE
    ),
}

# Words that only this language has two words for.
_FOR_ONE_LANGUAGE: Mapping[tuple[Language, Language], re.Pattern[str]] = {
    ("es", "fr"): re.compile(r"\bneg(?:ó|aron|ar|ado|ada|amos)\b", re.IGNORECASE),
    ("en", "fr"): re.compile(r"\bmiss(?:es|ed)?\b", re.IGNORECASE),
}
# The same form for what we do and what we did, and the words that settle it.
_WE_DO_OR_DID = re.compile(
    r"(?<!que )\b(?!estamos|vamos|damos)[a-zñ]{2,}amos\b"
    r"|\b(?:sal|recib|decid|ped|segu|viv|sub|permit|insist|asist|acud|resist|discut|repart|cumpl|un|reun|sufr)imos\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(?:ayer|anoche|antier|anteayer|pasad[oa]s?|hace|mañana|si)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\bhasta\b", re.IGNORECASE)
_NOT_UNTIL = re.compile(r"\bno\b.*\bhasta que\b", re.IGNORECASE)
_NO_MORE_OR_MORE = re.compile(
    r"(?<!\ble )(?<!\bla )(?<!\bles )(?<!\bnon )\bplus\b(?! (?:de la moitié|de \d))", re.IGNORECASE
)
_NOT = re.compile(r"\bne\b|\bn'", re.IGNORECASE)
_CLAUSE = re.compile(r"[^.,;:!?…\n]+")


def open_to_two_senses(text: str, source: Language, target: Language, *, understood: bool = False) -> bool:
    """Whether a word or a turn of it would have to be guessed.

    `understood`: by a reader of whole sentences, which settles most of them.
    """
    text = text.replace("’", "'")
    if understood:
        return bool(_THOUGH_UNDERSTOOD[source].search(text)) or any(
            not _SETTLED[source].fullmatch(found[0]) for found in _TWO_SENSES[source].finditer(text)
        )
    only_here = _FOR_ONE_LANGUAGE.get((source, target))
    return bool(
        _TWO_SENSES[source].search(text)
        or (only_here is not None and only_here.search(text))
        or any(_turns(clause, source) for clause in _CLAUSE.findall(text))
    )


def _turns(clause: str, language: Language) -> bool:
    match language:
        case "es":
            # Until, not before (as Mexicans say it), or even.
            until = bool(_UNTIL.search(clause)) and not _NOT_UNTIL.search(clause)
            return until or (bool(_WE_DO_OR_DID.search(clause)) and not _WHEN.search(clause))
        case "fr":
            # More, or no more without its "ne".
            return bool(_NO_MORE_OR_MORE.search(clause)) and not _NOT.search(clause)
        case _:
            return False
