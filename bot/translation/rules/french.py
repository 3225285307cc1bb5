"""French as a source: readings, and sentences that Spanish builds in another way."""

from __future__ import annotations

import re

from bot.translation.rules.english import START
from bot.translation.rules.french_clauses import (
    FRENCH_CLAUSES_ANALYSED,
    FRENCH_CLAUSES_BEFORE,
    FRENCH_CLAUSES_TAGGED,
)
from bot.translation.rules.french_spoken import FRENCH_SPOKEN_BEFORE
from bot.translation.rules.spanish import names_inside
from bot.translation.word_stream import rewrite

_PRONOUN = r"(je|tu|ils?|elles?|on|nous|vous)"
_WITH_BE = (
    "aller venir arriver partir entrer sortir rester devenir revenir tomber mourir naître monter descendre retourner "
    "rentrer parvenir intervenir"
).split()
_ADVERBS = r"((?:\^[^$<]+<adv>\$ )*)"


def _moved_pronoun(found: re.Match[str]) -> str:
    """Peux-tu -> Tu peux"""
    verb, pronoun = found[1], found[2].lower()
    return f"{pronoun.capitalize()} {verb[0].lower()}{verb[1:]}" if verb[0].isupper() else f"{pronoun} {verb}"


def _laid_off(found: re.Match[str]) -> str:
    forms = {"mis": "suspendu", "mise": "suspendue", "mises": "suspendues", "met": "suspend", "mettent": "suspendent"}
    return forms.get(found[1].lower(), "suspendre")


def _vous_is_ustedes(found: re.Match[str]) -> str:
    return found[0].replace("<p2><pl>", "<p3><pl>")


_NEED = {
    "ai": "nécessite",
    "as": "nécessites",
    "a": "nécessite",
    "avons": "nécessitons",
    "avez": "nécessitez",
    "ont": "nécessitent",
}
_OWN = {"mien": "mí", "tien": "tuy", "sien": "suy", "nôtre": "nuestr", "vôtre": "suy", "leur": "suy"}


def _own(found: re.Match[str]) -> str:
    """le sien: el suyo"""
    article, whose, feminine, plural = found.groups()
    is_hers = feminine or article.lower() == "la"
    the = ("las" if is_hers else "los") if plural else ("la" if is_hers else "el")
    own = f"{_OWN[whose]}{'a' if is_hers else 'o'}{'s' if plural else ''}"
    return f"^*{the.capitalize() if article[0] == 'L' else the}$ ^*{own}$"


_DONE_TO_OTHERS = "congédier|licencier|renvoyer|suspendre|menacer|dire|payer|voler|fermer|enlever|accuser|interdire|forcer|obliger|annoncer"


def _someone_or_we(found: re.Match[str]) -> str:
    """On a congédié: they; on va débrayer: we"""
    theirs = re.search(rf"\^(?:nous|me|te)<prn><pro>|\^(?:{_DONE_TO_OTHERS})<", found[2])
    return f"{found[2]}{'<p3><pl>' if theirs else '<p1><pl>'}"


_LONE_NEGATION = re.compile(
    r"((?:\^[^$<]+<prn><pro>[^$]*\$ )*)(\^[^$<]+<vb\w+>[^$]*\$ (?:\^[^$<]+<vb\w+><pp>[^$]*\$ )?)(?=\^(?:pas|jamais|plus|rien)<(?:adv|prn)>)"
)


def _denied(stream: str) -> str:
    """partage pas: in speech the `ne` is left out, and must not be lost with its `pas`"""

    def with_ne(found: re.Match[str]) -> str:
        clause = re.split(r"<(?:sent|cm|cnjcoo)>", stream[: found.start()])[-1]
        return found[0] if re.search(r"\^[Nn]e<adv>\$", clause) else f"^ne<adv>$ {found[0]}"

    return _LONE_NEGATION.sub(with_ne, stream)


_WITH_PRONOUN = r"\^{}[^$]*\$ ((?:\^(?:ne<adv>|[^$<]+<prn><pro>)[^$]*\$ )*\^[^$<]+<vb\w+>)<(\w+)><p\d><(?:sg|pl)>"
_MADE_TO = {
    "nous": "<p1><pl>",
    "me": "<p1><sg>",
    "te": "<p2><sg>",
    "vous": "<p3><pl>",
    "le": "<p3><sg>",
    "lui": "<p3><sg>",
}


def _person(found: re.Match[str], person: str) -> str:
    """The pronoun decides the person, and that it is no order."""
    return f"{found[1]}<{'pri' if found[2] == 'imp' else found[2]}>{person}"


BEFORE = (
    rewrite(r"’", "'"),
    *FRENCH_SPOKEN_BEFORE,
    *FRENCH_CLAUSES_BEFORE,
    rewrite(r"\b[Ee]st-ce (?:que |qu')", ""),
    rewrite(r"\b([Ee])st-ce (?=une? |le |la |les )", lambda m: "C'est " if m[1] == "E" else "c'est "),
    rewrite(r"(?<=\w)-t-(?:ils?|elles?|on)\b", ""),
    rewrite(r"(?<![\w⟦-])([A-Za-zÀ-ÿ]+)-" + _PRONOUN + r"\b(?!-)", _moved_pronoun),
    rewrite(r"\b(mis|mise|mises|met|mettent|mettre) à pied\b", _laid_off),
    rewrite(r"\bde moins que\b", "moins que"),
    rewrite(r"(?<=\b[cnsvmbCNSVMB])œu|\b[Œœ]u", lambda m: "oeu" if m[0][0] == "œ" else "Oeu"),
    rewrite(r"\b[Ii]l y a eu\b", lambda m: f"{m[0][0]}l y eut"),
    rewrite(
        r"\b([Ii])l (ne )?faut (pas )?(?=\w+(?:er|ir|re|oir)\b)",
        lambda m: f"{'N' if m[1] == 'I' else 'n'}ous {m[2] or ''}devons {m[3] or ''}",
    ),
    rewrite(r"\b(ai|as|a|avons|avez|ont) besoin d(?:e |')", lambda m: _NEED[m[1]] + " "),
    rewrite(r"\bdes gens\b", "les gens"),
    rewrite(r"\b([Pp])oursui(\w+) (le \w+|la \w+|l'\w+|les \w+) en justice\b", r"\1oursui\2 \3"),
    rewrite(r"\b([Cc])'est (.{2,40}?) qui (?=(?:a|ont|n'a|n'ont|est|sont)\b)", r"\2 "),
)

ANALYSED = (
    *FRENCH_CLAUSES_ANALYSED,
    # nous, vous: objects unless their own verb follows
    rewrite(
        r"\^([Nn]ous)/[^$]*\$(?= (?:\^(?:en|y|l'|le|la|les)/[^$]*\$ ?)?\^[^$/]+/(?![^$]*<p1><pl>)[^$]*<vb)",
        r"^\1/nous<prn><pro><p1><mf><pl>$",
    ),
    rewrite(
        r"(\^(?:[Ii]ls?|[Ee]lles?|[Oo]n|[Tt]u|[Vv]ous)/[^$]*\$ (?:\^(?:ne|n')/[^$]*\$ ?)?)\^nous/[^$]*\$",
        r"\1^nous/nous<prn><pro><p1><mf><pl>$",
    ),
    rewrite(
        r"\^([Vv]ous)/[^$]*\$(?= (?:\^(?:ne|n'|nous|en|y|l'|le|la|les)/[^$]*\$ ?)*\^[^$/]+/[^$]*<p2><pl>)",
        r"^\1/vous<prn><tn><p2><mf><pl>$",
    ),
    # Personne n'a signé
    rewrite(r"\^([Pp]ersonne)/[^$]*\$(?= \^n(?:e|')/)", r"^\1/personne<prn><tn><mf><sg>$"),
    rewrite(
        r"(\^(?:n(?:e|')|pas)/(?:[^.?!]*))\^personne/[^$]*\$(?! \^[^$]*<(?:adj|pp)>)(?<!<det>\$ \^personne)",
        r"\1^personne/personne<prn><tn><mf><sg>$",
    ),
    rewrite(START + r"\^(Qui)/[^$]*\$", r"\1^\2/Qui<prn><itg><mf><sp>$"),
    rewrite(r"(\^(?:[Qq]ui|[Ii]ls?|[Ee]lles?|[Oo]n)/[^$]*\$ )\^vous/[^$]*\$", r"\1^vous/vous<prn><pro><p2><mf><pl>$"),
    names_inside,
    rewrite(r"\^(tu)/[^$]*\$", r"^\1/tu<prn><tn><p2><mf><sg>$"),
    rewrite(r"\^([Éé]té)/[^$]*<vbser><pp>[^$]*\$(?= )", r"^\1/être<vbser><pp><mf><sp>$"),
    rewrite(r"\^([Pp]as)/[^$]*\$", r"^\1/pas<adv>$"),
)

TAGGED = (
    # le sien, les nôtres: words that the dictionary lacks
    rewrite(r"\^(l(?:e|a|es)|L(?:e|a|es))<(?:det|prn)[^$]*\$ \^\*(mien|tien|sien|nôtre|vôtre|leur)(ne)?(s)?\$", _own),
    *FRENCH_CLAUSES_TAGGED,
    rewrite(START + r"\^[Pp]as<adv>\$", r"\1^*No$"),
    _denied,
    # ont été congédiés, ont congédié, sont venus: the Spanish of Mexico tells it in the simple past
    rewrite(
        r"\^([Aa])voir<vbhaver><pri>(<p\d><(?:sg|pl)>)\$ "
        + _ADVERBS
        + r"\^être<vbser><pp>[^$]*\$ "
        + _ADVERBS
        + r"(\^[^$<]+<vblex><pp>)",
        lambda m: f"^{'Ê' if m[1] == 'A' else 'ê'}tre<vbser><ifi>{m[2]}$ {m[3]}{m[4]}{m[5]}",
    ),
    rewrite(
        r"\^[Aa]voir<vbhaver><pri>(<p\d><(?:sg|pl)>)\$ "
        + _ADVERBS
        + r"\^([^$<]+)<(vblex|vbmod|vbser|vbhaver)><pp>[^$]*\$",
        r"^\3<\4><ifi>\1$ \2",
    ),
    rewrite(
        r"\^[Êê]tre<vbser><pri>(<p\d><(?:sg|pl)>)\$ " + _ADVERBS + rf"\^({'|'.join(_WITH_BE)})<vblex><pp>[^$]*\$",
        r"^\3<vblex><ifi>\1$ \2",
    ),
    rewrite(
        r"(\^se<prn><pro><ref>[^$]*\$ )\^[Êê]tre<vbser><pri>(<p\d><(?:sg|pl)>)\$ "
        + _ADVERBS
        + r"\^([^$<]+)<vblex><pp>[^$]*\$",
        r"\1^\4<vblex><ifi>\2$ \3",
    ),
    # n'est jamais venu -> jamais vint
    rewrite(
        r"\^([Nn])e<adv>\$ ((?:\^[^$<]+<prn><pro>[^$]*\$ )?\^[^$<]+<vb\w+>[^$]*\$) +\^jamais<adv>\$",
        r"^\1e<adv>$ \2 ^jamais<adv>$",
    ),
    rewrite(r"  +", " "),
    # Ne parlez pas
    rewrite(
        START
        + r"((?:\^[^$<]+<adv>\$,? )?)\^([Nn])e<adv>\$ ((?:\^[^$<]+<prn><pro>[^$]*\$ )*\^[^$<]+<vblex>)<(?:pri|imp)><p2><pl>\$",
        r"\1\2^\3e<adv>$ \4<prs><p3><pl>$",
    ),
    rewrite(
        r"\^([Cc])ombien<[^$]*\$ \^de<pr>\$(?= (?:\^[^$<]+<adj>[^$]*\$ )*\^[^$<]+<n>)",
        r"^\1ombienqz<det><itg><m><pl>$",
    ),
    # veulent nous faire signer: want that we sign
    rewrite(
        r"(\^vouloir<[^$]*\$) \^(\w+)<prn><pro>([^$]*)\$ \^faire<vblex><inf>\$ \^([^$<]+<vblex>)<inf>\$",
        lambda m: f"{m[1]} ^que<cnjsub>$ ^{m[4]}<prs>{_MADE_TO.get(m[2], '<p3><pl>')}$",
    ),
    rewrite(
        r"\^[Ff]aire(<vblex>[^$]*)\$ \^(?!(?:entrer|rentrer|venir|sortir|partir|monter|passer|tomber|croire|savoir|voir)<)([^$<]+<vblex><inf>)\$",
        r"^obliger\1$ ^à<pr>$ ^\2$",
    ),
    rewrite(
        r"\^([Oo]n)<prn><pro>[^$]*\$ ((?:\^ne<adv>\$ )?(?:\^[^$<]+<prn><pro>[^$]*\$ )*\^[^$<]+<vb\w+><\w+>)<p3><sg>",
        _someone_or_we,
    ),
    # the pronoun decides the person
    rewrite(_WITH_PRONOUN.format("[Jj]e<prn><tn><p1>"), lambda m: _person(m, "<p1><sg>")),
    rewrite(_WITH_PRONOUN.format("[Tt]u<prn><tn><p2>"), lambda m: _person(m, "<p2><sg>")),
    rewrite(r"\^([Vv])ous<prn><tn>[^$]*\$", lambda m: "^*Ustedes$" if m[1] == "V" else "^*ustedes$"),
    # Elle, il before a person's verb stay said
    rewrite(r"\^Il<prn><tn><p3><f><sg>\$", "^*Ella$"),
    rewrite(r"\^il<prn><tn><p3><f><sg>\$", "^*ella$"),
    rewrite(
        START
        + r"\^Il<prn><tn><p3><m><sg>\$(?! (?:\^ne<adv>\$ )?\^(?:y avoir|y|falloir|pleuvoir|sembler|paraître|suffire|valoir|s'agir|faire|rester)<)"
        r"(?! (?:\^ne<adv>\$ )?\^être<vbser>[^$]*\$ (?:\^pas<adv>\$ )?\^[^$<]+<(?:adj|adv|n|det|pr|num)>)",
        r"\1^*Él$",
    ),
    # ne veulent pas que: without its pas it would be "only"
    rewrite(
        r"\^([Nn])e<adv>\$ ((?:\^[^$<]+<prn><pro>[^$]*\$ )*\^[^$<]+<vb\w+>[^$]*\$ +)\^pas<adv>\$ ((?:\^[^$<]+<vb\w+>[^$]*\$ )?)(?=\^que<)",
        lambda m: f"^*{m[1]}o$ {m[2]}{m[3]}",
    ),
    rewrite(r"\^pas<adv>\$ ?", ""),
    rewrite(
        r"(\^[^$<]+<vbmod>[^$]*\$) \^(d'abord|aussi|encore|toujours)<adv>\$ (\^[^$<]+<vb\w+><inf>)",
        r"^\2<adv>$ \1 \3",
    ),
    rewrite(r"\^[^$]*<p2><pl>[^$]*\$", _vous_is_ustedes),
)
