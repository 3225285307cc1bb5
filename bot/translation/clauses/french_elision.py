"""French words that melt into each other: d'avoir, du, cet employé, m'en."""

from __future__ import annotations

import re

_ELIDED = re.compile(
    r"(?<!-)\b(je|me|te|se|le~?|la~?|de|ne|que|jusque|lorsque|puisque|parce que) "
    r"(?=(?:[aeiouyàâéèêëîïôû]|h(?!aut|uit|arcel|auss|ors|andicap|asard|onte|uit|éros|arnais))\w*)(?!onze\b|oui\b)",
    re.IGNORECASE,
)


def contracted(text: str) -> str:
    for preposition, article, melted in (
        ("à", "le~", "au"), ("à", "les~", "aux"), ("de", "le~", "du"), ("de", "les~", "des"),
    ):  # fmt: skip
        # Not before a vowel, where the article is elided instead.
        vowel = r"(?![aeiouyàâéèêîôû]|h(?!aut|arc|auss))" if article == "le~" else ""
        text = re.sub(rf"\b{preposition} {article} {vowel}", f"{melted} ", text)
    # la paie du mois dernier: no pronoun
    text = re.sub(r"\bde le (?=(?:mois|\w+di|dimanche|lendemain|printemps|même jour)\b)", "du ", text)
    text = re.sub(r"\bde des\b", "de", text)
    text = re.sub(r"\bà (?=lequel\b|lesquel)", "au", text).replace("aulesquel", "auxquel").replace("aulequel", "auquel")
    for _ in range(2):
        text = _ELIDED.sub(lambda m: m[1].rstrip("~")[:-1] + "'", text)
    text = re.sub(r"\bma '|\b([mts])a (?=[aeiouéèêh]\w)(?!honte|hausse)", lambda m: f"{m[1]}on ", text)
    text = re.sub(r"\bce (?=(?:est|était|étaient|en)\b)", "c'", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\bce (?=(?:[aeiouéèêâ]|h(?!aut|onte|arcel))\w+)"
        r"(?!(?:ont?|à|ils?|elles?|étai(?:t|ent)|aurait|avai(?:t|ent)|aura|auront|eux|y)\b)",
        "cet ",
        text,
    )
    text = re.sub(r"\bce (?=a(?:vait|urait)? (?:été|pu|dû)\b)", "ça ", text, flags=re.IGNORECASE)
    text = re.sub(r"\bsi (?=ils?\b)", "s'", text)
    text = re.sub(r"\bpas (?=(?:avec|à|contre|pour) personne\b)", "", text)
    text = text.replace("~", "")
    text = re.sub(r" (?=[,;])", "", text)
    text = text.replace("qu' est-ce", "qu'est-ce")
    return re.sub(r" :", "\u00a0:", text)
