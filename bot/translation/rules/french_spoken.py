"""French as it is spoken in Québec, in the order of words that the dictionaries' rules know."""

from __future__ import annotations

import re

from bot.translation.word_stream import rewrite


def _only_one(found: re.Match[str]) -> str:
    """Il y a juste Karim qui a signé: seulement Karim a signé"""
    return f"{'Seulement' if found[0][0].isupper() else 'seulement'} {found[1]} "


def _not_to_them(found: re.Match[str]) -> str:
    """Donne-leur-le pas, donnez-lui pas: ne lui donnez pas"""
    verb, pronouns = found[1], found[2].split("-")[1:]
    ordered = sorted(pronouns, key=_ORDER.index)
    shown = " ".join({"moi": "me", "toi": "te"}.get(each, each) for each in ordered)
    said = f"ne {shown} {verb[0].lower()}{verb[1:]} {found[3]}"
    return said[0].upper() + said[1:] if verb[0].isupper() else said


_ORDER = ("moi", "toi", "nous", "vous", "le", "la", "les", "lui", "leur", "y", "en")
_ONE_OF = "|".join(_ORDER)

FRENCH_SPOKEN_BEFORE = (
    rewrite(
        r"\b(?:[Ii]l )?(?:n')?[Yy] (?:a|avait) (?:que|rien que|juste|seulement) ([^,.?!]{2,30}?) qui (?=\w)", _only_one
    ),
    rewrite(
        r"\b([Ii])l n'y a qu'(une?|elle|eux) ([^,.?!]{0,25}?)qui ",
        lambda m: f"{'S' if m[1] == 'I' else 's'}eulement {m[2]} {m[3]}",
    ),
    rewrite(
        r"\b(?:[Ii]l )?[Yy] en a (deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|plusieurs|beaucoup|\d+) qui ",
        lambda m: f"{m[1].capitalize() if m[0][0].isupper() else m[1]} {'de ' if m[1] == 'beaucoup' else ''}personnes ",
    ),
    rewrite(r"\b(?:[Ii]l )?[Yy] en a qui ", lambda m: f"{'C' if m[0][0].isupper() else 'c'}ertaines personnes "),
    rewrite(r"\b(?:[Ii]l )?[Yy] en a-tu qui ", "Certaines personnes "),
    rewrite(
        rf"\b([A-Za-zéèêîç]+ez?|[Dd]is|[Dd]ites|[Ff]ais|[Ff]aites|[Mm]ets|[Vv]ends|[Rr]ends|[Éé]cris)((?:-(?:{_ONE_OF})){{2}}) (pas|jamais)\b",
        _not_to_them,
    ),
    # Ce qui nous inquiète, c'est la sécurité
    rewrite(r"\b([Cc]e qu(?:i |e |')[^,.?!;]{3,45}), c'(est|était) (?!que|qu'|de |d')", r"\1 \2 "),
    # the elections, not the president, were lost
    rewrite(
        r"\b(s'est|se sont) fait battre( par (?:[\w-]+ ){1,3}(?:voix|votes))?( aux élections)?",
        lambda m: (
            f"{'a' if m[1].endswith('est') else 'ont'} perdu{' les élections' if m[3] else ''}{m[2] or ''}"
            if m[2] or m[3]
            else m[0]
        ),
    ),
    # ont sorti les militants: removed, nobody left by himself
    rewrite(
        r"\b(ont|a|avons|avez) ((?:juste |seulement |déjà )?)sorti(?:e?s?)? (?=les? |la |l'|des |une? |nos )",
        r"\1 \2enlevé ",
    ),
    rewrite(r"\b([Ll])e sien dit\b", lambda m: f"{m[1]}e sien affirme"),
    rewrite(r"(?:^|(?<=[.!?] ))Plus personne (?!n['e])", "Désormais personne ne "),
    # Y a (plus) personne qui a vu: personne n'a vu
    rewrite(
        r"\b(?:[Ii]l )?(?:n')?[Yy] (?:a|avait|aura) (plus |pus |pas )?personne qui (?:n'|ne )?",
        lambda m: (
            (("désormais " if (m[1] or "").startswith("p") and m[1] != "pas " else "") + "personne ne ").capitalize()
            if m[0][0].isupper()
            else "personne ne "
        ),
    ),
    rewrite(
        r"\b(?:[Ii]l )?(?:n')?[Yy] (?:a|avait) pas (?:un|une|un seul|une seule) ([\w-]+) qui (?:n'|ne )?",
        lambda m: f"{'A' if m[0][0].isupper() else 'a'}ucun {m[1]} ne ",
    ),
    # treat Nadia of liar
    rewrite(
        r"\btrait(er|ée?s?|e|ent|ait|aient) ((?:(?:le|la|les|mon|ma|mes|nos|notre|un|une|des) )?[\w-]+ )?de (menteu|voleu)\w+",
        lambda m: f"accus{m[1]} {m[2] or ''}de {'mentir' if m[3] == 'menteu' else 'voler'}",
    ),
    rewrite(
        r"\btrait(er|ée?s?|e|ent|ait|aient) ((?:(?:le|la|les|mon|ma|mes|nos|notre|un|une|des) )?[\w-]+ )?de (?=(?:sales? |gros(?:se)?s? )?(?:fou|fol|traître|paresseu|lâche|incompétent|niaiseu|imbécile|idiot|malade|profiteu|hypocrite|vendu|raciste|criminel|terroriste|communiste|lâcheu|bon)\w*)",
        r"accus\1 \2d'être ",
    ),
    rewrite(
        r"\b(rapport|jugement|résultats?|article|vidéo|liste|avis|horaire|décision|sentence)((?: (?:de |du |des |d')[^,.?!]{2,30}?)?) (est|sont) (enfin |déjà )?sorti(e?s?)\b",
        r"\1\2 \3 \4publié\5",
    ),
    rewrite(r"\b(?:tout(?:e)? )?seule(?=[.,;!?]|$)|\btout seul\b", "sans personne"),
)
