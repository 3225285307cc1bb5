"""French clauses that Spanish builds in another way."""

from __future__ import annotations

import re

from bot.translation.word_stream import rewrite

_ADVERBS = r"((?:\^[^$<]+<adv>\$ )*)"
_TO_SOMEBODY = "dire|demander|voler|promettre|offrir|couper|enlever|refuser|prélever|donner|annoncer|ordonner|interdire|répondre|expliquer|imposer|remettre|payer"
_CLITICS = {
    "on": "nous<prn><pro><p1><mf><pl>",
    "nous": "nous<prn><pro><p1><mf><pl>",
    "je": "me<prn><pro><p1><mf><sg>",
    "tu": "te<prn><pro><p2><mf><sg>",
    "vous": "vous<prn><pro><p2><mf><pl>",
}


def _done_to(found: re.Match[str]) -> str:
    """On s'est fait dire de rentrer: ils nous ont dit"""
    subject, tags, negation, adverbs, verb = found.groups()
    clitic = _CLITICS.get(subject.lower())
    if clitic is None:
        clitic = f"lui<prn><pro><p3><mf><{'pl' if '<pl>' in tags else 'sg'}>"
    they = "Il" if subject[0].isupper() else "il"
    return (
        f"^{they}<prn><tn><p3><m><pl>$ {negation or ''}^{clitic}$ ^avoir<vbhaver><pri><p3><pl>$ {adverbs or ''}"
        f"^{verb}<vblex><pp><m><sg>$"
    )


def _passive(found: re.Match[str]) -> str:
    """Elle s'est fait congédier: a été congédiée"""
    before, person, adverbs, verb = found.groups()
    number = person[4:]
    subject = re.findall(r"<(m|f|mf)><(?:sg|pl)>", before[-120:])
    gender = "f" if subject and subject[-1] == "f" else "m"
    return (
        f"{before}^avoir<vbhaver><pri>{person}$ ^être<vbser><pp><m><sg>$ {adverbs}^{verb}<vblex><pp><{gender}>{number}$"
    )


_WHO = {
    "lui": ("fue", "es", "él quien"), "elle": ("fue", "es", "ella quien"), "eux": ("fueron", "son", "ellos quienes"),
    "elles": ("fueron", "son", "ellas quienes"), "nous": ("fuimos", "somos", "nosotros quienes"),
    "moi": ("fui", "soy", "yo quien"), "toi": ("fuiste", "eres", "tú quien"), "vous": ("fueron", "son", "ustedes quienes"),
}  # fmt: skip


def _it_was_who(found: re.Match[str]) -> str:
    """Ce n'est pas lui qui a volé: no fue él quien, in Spanish at once"""
    capital, negation, who, past = found.groups()
    did, does, words = _WHO[who]
    said = f"{'no ' if negation else ''}{did if past else does} {words} "
    return said.capitalize() if capital == "C" else said


FRENCH_CLAUSES_BEFORE = (
    rewrite(
        r"\b([Cc])(?:e (n')|')(?:est|étai(?:t|ent)|était) (?:pas )?(lui|elle|eux|elles|nous|moi|toi|vous) qui (?=((?:n'|ne |l'|nous |vous |les |la |le |lui |s'|m'|t')*(?:a|ont|ai|as|avons|avez|étai\w+)\b)?)",
        _it_was_who,
    ),
    rewrite(
        r"\b([Cc])e n'est pas ((?:le|la|les|l'|un|une|mon|ma|notre|votre|leur) ?[^,.?!]{2,30}?) qui (?=(?:n'|l'|les |la |le |nous )?(?:a|ont)\b)",
        lambda m: f"{'N' if m[1] == 'C' else 'n'}o fue {m[2]} quien ",
    ),
    rewrite(
        r"\b([Cc])e (?:ne )?sont (?:pas )?(eux|elles) qui (?=((?:n'|ne |l'|nous |vous |les |la |le )*(?:ont|avaient)\b)?)",
        lambda m: (
            (f"{'No ' if m[1] == 'C' else 'no '}" if "pas" in m[0] else "")
            + (
                (
                    f"{'fueron' if m[3] else 'son'} "
                    if "pas" in m[0] or m[1] == "c"
                    else f"{'Fueron' if m[3] else 'Son'} "
                )
                + f"{'ellos' if m[2] == 'eux' else 'ellas'} quienes "
            )
        ),
    ),
    rewrite(r"\b([Ii])l n'y a (pas|jamais) eu (de |d')", lambda m: f"{m[1]}l n'y eut {m[2]} {m[3]}"),
    rewrite(
        r"\b([Pp])lus (personne|aucune?(?: \w+)?) n(?=e |')",
        lambda m: f"{'Désormais' if m[1] == 'P' else 'désormais'} {m[2]} n",
    ),
    rewrite(r"(?<=\w )voix\b(?= (?:contre|d'écart|de|aux?)|[.,]|$)", "votes"),
    # La réunion est à quelle heure?
    rewrite(
        r"^([Ll]es? |[Ll]a |[Ll]')([^?,.!]{3,40}?) (est|commence|finit|débute|ouvre|ferme) à quelle heure",
        lambda m: f"À quelle heure {m[3]} {m[1].lower()}{m[2]}",
    ),
    rewrite(r"^[Cc]'est à quelle heure (?=la |le |l'|les )", "À quelle heure est "),
    # as it is spoken in Québec
    rewrite(r"\b(ont|est|faut|va|vont|sont|a|avez|peut|veulent|veut|es|as)-tu\b(?!\s*(?:signé|vu|fait))", r"\1"),
    rewrite(
        r"\b([Yy]) (?=(?:ne |n'|l')?(?:faut|va|est|était|peut|veut|dit)\b)",
        lambda m: f"{'I' if m[1] == 'Y' else 'i'}l ",
    ),
    rewrite(
        r"\b([Yy]) (?=(?:ne |n'|nous |vous )?(?:ont|vont|sont|veulent|peuvent|disent)\b)",
        lambda m: f"{'I' if m[1] == 'Y' else 'i'}ls ",
    ),
    rewrite(
        r"(?<![Ii]l )(?<!n')\b([Yy]) a (pas|rien|jamais|plus)\b",
        lambda m: f"{'I' if m[1] == 'Y' else 'i'}l n'y a {m[2]}",
    ),
    rewrite(
        r"\b(?:[Ii]l (?:ne )?)?([Ff])aut pas que\b",
        lambda m: f"{'C' if m[0][0].isupper() else 'c'}'est interdit que",
    ),
    rewrite(
        r"\b(?:[Ii]l )?(?<!ne )([Ff])aut qu(?:e\b |')",
        lambda m: f"{'I' if m[0][0].isupper() else 'i'}l est nécessaire que ",
    ),
    # pense encore que: no although
    rewrite(r"\b(\w+) encore (?=qu(?:e |'))", r"encore \1 "),
    rewrite(r"(?<![Ii]l )(?<!ne )\b([Ff])aut (?=\w)", lambda m: f"{'I' if m[1] == 'F' else 'i'}l faut "),
    rewrite(
        r"\b([Ii])l faut (?=(?:au moins|deux|trois|quatre|cinq|dix|vingt|trente|\d|une?|des|plus|encore) )",
        lambda m: f"{'N' if m[1] == 'I' else 'n'}ous nécessitons ",
    ),
    rewrite(r"\b(clair|slack)(er|ée?s?)\b", r"congédi\2"),
    rewrite(
        r"\b(ils?|elles?|on|qui) (?!n['e])(\w+) plus personne\b(?! n)",
        lambda m: f"{m[1]} n{chr(39) if m[2][0] in 'aeéêiouh' else 'e '}{m[2]} personne",
        re.IGNORECASE,
    ),
    rewrite(r"\b(?:toute )?la gang\b", "toute l'équipe"),
    rewrite(r"\b([Ll])e seul qui\b", lambda m: f"{m[1]}'unique personne qui"),
    rewrite(
        r"(?<!été )(?<!sont )\b([Ll]es|[Dd]es|[Aa]ux|[Tt]ous les|\w+x|\w+s) (?:licenciés|congédiés)\b(?! (?:par|pour))",
        r"\1 travailleurs congédiés",
    ),
    rewrite(r"\bpiastres?\b", "dollars"),
    rewrite(r"\bla moitié du monde\b", "la moitié des personnes"),
    rewrite(r"\bchez (?:nous|vous|eux|elles?|lui|moi|toi)\b(?! autres)", "à la maison"),
    rewrite(r"\b(été|être|est|sera|seront|sont) blanchi(e?s?)\b", r"\1 disculpé\2"),
    rewrite(r"\b([Rr])encontres?\b(?= (?:de|du|avec|syndicale))", lambda m: "Réunion" if m[1] == "R" else "réunion"),
    # Ça fait deux ans qu'on attend: on attend depuis deux ans
    rewrite(
        r"\b([ÇçCc])a fait (?:(?:déjà|maintenant|au moins|presque) )?((?:\w+[- ]){0,3}?(?:ans?|mois|semaines?|jours?|heures?|années?)) qu(?:e |')([^.?!,;]+)",
        lambda m: (m[3][0].upper() if m[1].isupper() else m[3][0]) + m[3][1:] + f" depuis {m[2]}",
    ),
    rewrite(
        r"\b([Ii])l y a ((?:\w+[- ]){0,3}?(?:ans?|mois|semaines?|jours?)) qu(?:e |')([^.?!,;]+)",
        lambda m: (m[3][0].upper() if m[1].isupper() else m[3][0]) + m[3][1:] + f" depuis {m[2]}",
    ),
    rewrite(r", (?:lui|elle|eux|elles|moi|nous autres),", ""),
    rewrite(r"\b([Nn])ous autres\b", r"\1ous"),
    rewrite(r"\b([Ll]e|[Uu]n|[Cc]e|[Mm]on|[Tt]on|[Ss]on|[Cc]haque|du|au) gars\b", r"\1 camarade"),
    rewrite(r"\b([Gg])ars\b", lambda m: "Camarades" if m[1] == "G" else "camarades"),
    rewrite(r"\b(battue?s?)(?= (?:à|par|avec) \S*\d|⟦)", lambda m: "rejeté" + m[1][4:].removeprefix("u")),
    rewrite(r"\b([Jj])ob(s?)\b", lambda m: f"{'E' if m[1] == 'J' else 'e'}mploi{m[2]}"),
    rewrite(r"\b([Cc])hums?\b", r"\1amarade"),
    rewrite(r"\b([Bb])oss\b", lambda m: "Patron" if m[1] == "B" else "patron"),
    rewrite(r"\b([Cc])hèques? de paye\b", lambda m: "Paye" if m[1] == "C" else "paye"),
    rewrite(r"\b([Àà]) la place de\b", lambda m: "Pour" if m[1] == "À" else "pour"),
    rewrite(r"\b(a|ont|ai|avons|avez|est|sont|,) juste\b(?! (?:cause|avant|après))", r"\1 seulement"),
    rewrite(r"\bpantoute\b", "du tout"),
    rewrite(r"\b([Pp])is\b", lambda m: "Et" if m[1] == "P" else "et"),
    rewrite(r"\b([Aa])u lieu de\b", lambda m: "En lieu de" if m[1] == "A" else "en lieu de"),
    rewrite(r"\btant qu(?:e |')", "tandis que "),
)

FRENCH_CLAUSES_ANALYSED = (
    rewrite(r"\^(faut)/[^$]*\$", r"^\1/falloir<vblex><pri><p3><sg>$", re.IGNORECASE),
    # son fils: no threads
    rewrite(r"\^([Ff]ils)/(?:[^$/]*/)*?(fils<n>[^$/]*)[^$]*\$", r"^\1/\2$"),
    # l'ancien local: an adjective before its noun
    rewrite(r"\^([Aa]ncien(?:s|nes?)?)/(?:[^$/]*/)*?(ancien<adj>[^$/]*)[^$]*\$(?= \^[^$]*<n>)", r"^\1/\2$"),
    # que la liste sorte: a verb, no kind
    rewrite(r"(\^[^$/]+/[^$]*<n>[^$]*\$ )\^(sortes?)/(?:[^$/]*/)*?(sortir<vblex><prs>[^$/]*)[^$]*\$", r"\1^\2/\3$"),
    # contre lui, avec nous: no objects of a verb
    rewrite(
        r"(\^(?:contre|avec|pour|sans|chez|devant|derrière|selon|par|sur|entre|envers|vers|malgré|comme|sauf)/[^$]*\$ )\^lui/[^$]*\$",
        r"\1^lui/il<prn><tn><p3><m><sg>$",
    ),
    rewrite(
        r"(\^(?:contre|avec|pour|sans|chez|devant|derrière|selon|par|sur|entre|envers|vers|malgré|comme|sauf)/[^$]*\$ )\^(nous|vous)/[^$]*\$(?! \^[^$]*<vblex><inf>)",
        lambda m: f"{m[1]}^{m[2]}/{m[2]}<prn><tn><{'p1' if m[2] == 'nous' else 'p2'}><mf><pl>$",
    ),
    # ne dites rien
    rewrite(
        r"(\^[Nn]e/[^$]*\$ (?:\^[^$/]+/[^$]*<prn>[^$]*\$ )?)\^dites/[^$]*\$", r"\1^dites/dire<vblex><imp><p2><pl>$"
    ),
    # en anglais
    rewrite(r"\^([Ee]n)/[^$]*\$(?= \^[^$/]+/(?![^$]*<(?:vblex|vbser|vbhaver|vbmod)>)[^$]*<(?:n|adj)>)", r"^\1/\1<pr>$"),
)

_PERSON_OF = {
    "nous": "<p1><pl>", "me": "<p1><sg>", "te": "<p2><sg>", "vous": "<p3><pl>", "lui": "<p3><sg>", "leur": "<p3><pl>",
}  # fmt: skip


def _asked_to(found: re.Match[str]) -> str:
    """nous a demandé de signer: que nous signions"""
    told, pronoun, tags, negation, clitics, verb = found.groups()
    plural = pronoun == "lui" and "<pl>" in tags
    person = "<p3><pl>" if plural else _PERSON_OF.get(pronoun, "<p3><sg>")
    return f"{told} ^que<cnjsub>$ {negation}{clitics}^{verb}<prs>{person}$"


FRENCH_CLAUSES_TAGGED = (
    rewrite(
        r"(\^(nous|me|te|vous|lui|leur)<prn>([^$]*)\$ (?:\^avoir<vbhaver>[^$]*\$ )?(?:\^[^$<]+<adv>\$ )*\^(?:demander|dire|ordonner|conseiller|suggérer|recommander|crier)<vblex>[^$]*\$) "
        r"\^de<pr>\$ ((?:\^(?:ne|pas|jamais|plus)<adv>\$ )*)((?:\^[^$<]+<prn><pro>[^$]*\$ )*)\^([^$<]+<vb\w+>)<inf>\$",
        _asked_to,
    ),
    # , pas nous; , pas une simple note
    rewrite(r"((?:<cm>|<cnjcoo>)\$ *)\^pas<adv>\$(?= \^(?:[^$<]+<(?:det|n|np|prn|pr|num|adj)|\*))", r"\1^*no$"),
    rewrite(r"(\^\*no\$ )\^(nous|vous)<prn><pro>[^$]*\$", lambda m: f"{m[1]}^{m[2]}<prn><tn><{'p1' if m[2] == 'nous' else 'p2'}><mf><pl>$"),
    # l'a menacée: her
    rewrite(
        r"\^([Ll]e)<prn><pro><p3><m><sg>\$(?= (?:\^avoir<vbhaver>[^$]*\$ " + _ADVERBS + r")\^[^$<]+<vblex><pp><f><sg>\$)",
        r"^\1<prn><pro><p3><f><sg>$",
    ),
    rewrite(
        r"\^([Ll]e)<prn><pro><p3><mf><pl>\$(?= (?:\^avoir<vbhaver>[^$]*\$ " + _ADVERBS + r")\^[^$<]+<vblex><pp><f><pl>\$)",
        r"^\1<prn><pro><p3><f><pl>$",
    ),
    rewrite(
        r"\^([Oo]n|[Ii]l|[Jj]e|[Nn]ous|[Vv]ous|[Tt]u)<prn>([^$]*)\$ (\^ne<adv>\$ )?\^(?:se|me|te|nous|vous)<prn><pro>[^$]*\$ \^être<vbser>[^$]*\$ (\^[^$<]+<adv>\$ )?"
        rf"\^faire<vblex><pp>[^$]*\$ \^({_TO_SOMEBODY})<vblex><inf>\$",
        _done_to,
    ),
    rewrite(
        r"([^$]*\$ (?:\^ne<adv>\$ )?)\^(?:se|me|te|nous|vous)<prn><pro>[^$]*\$ \^être<vbser><pri>(<p\d><(?:sg|pl)>)\$ "
        + _ADVERBS + r"\^faire<vblex><pp>[^$]*\$ \^([^$<]+)<vblex><inf>\$",
        _passive,
    ),
    # rappeler des travailleurs: call, not remind
    rewrite(
        r"\^([Rr])appeler<vblex>(?=(?:<inf>|<pri>|<fti>|<ifi>)[^$]*\$ \^(?:[^$<]+<det>[^$]*\$ (?:\^[^$<]+<(?:num|adj)[^$]*\$ )*\^(?:licencié|congédié|travailleur|gars|employé|zq\w+)<))",
        lambda m: f"^{'A' if m[1] == 'R' else 'a'}ppeler<vblex>",
    ),
    rewrite(
        r"(\^être<vbser>[^$]*\$ (?:\^[^$<]+<adv>\$ )?)\^rappeler<vblex>(<pp>[^$]*)\$", r"\1^appeler<vblex>\2$ ^de nouveau<adv>$"
    ),
)  # fmt: skip
