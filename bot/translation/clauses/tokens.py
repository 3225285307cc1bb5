"""A sentence in words and signs, with contractions taken apart and what people write for short written out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.core.model import Language

_TOKEN = re.compile(r"⟦/?[a-z]?\d+⟧|'s\b|[^\W\d_]+(?:['-][^\W\d_]+)*'?|\d+|[^\w\s]")


_DONE = (
    r"(?:been|had|gone|done|seen|put|taken|told|said|given|known|left|got|made|heard|lost|found|paid|sent|brought|bought|held"
    r"|kept|met|quit|\w+ed|\w+en)"
)
"""What stands behind a 'd that is no `would`."""

_SOMEBODY_IS = (
    r"\b(nothing|nobody|everyone|everybody|everything|somebody|someone|something|this|where|why|how|when)'s"
    r"(?= (?:going|gonna|not|a|the|on|in|here|there|wrong|broken|sick|\w+ing)\b)"
)
_ASKING = "(?:pourquoi|quand|où|comment|combien|qui|que|quoi|quel|est-ce|à quelle|à qui|qu')"
_YOU_DO = "as|es|vas|veux|peux|sais|viens|dois|fais|dis|prends|travailles|penses|crois|connais|comprends|avais|aurais|pourrais|voudrais|votes"
"""Verbs that people ask each other with."""
_SPLIT: Mapping[Language, Sequence[tuple[re.Pattern[str], str]]] = {
    "en": tuple(
        (re.compile(pattern, re.IGNORECASE), put)
        for pattern, put in (
            (r"\bcan(?:no|')t\b", "can not"),
            (r"\bwon't\b", "will not"),
            (r"n't\b", " not"),
            (r"'ll\b", " will"),
            (r"'ve\b", " have"),
            (r"'re\b", " are"),
            (r"'m\b", " am"),
            (rf"'d (?=(?:(?:already|never|just|always|not|all) )?{_DONE}\b)", " had "),
            (r"(?<=\bwish )(\w+)'d (?=(?:let|put|cut|set|hit|shut|quit|hurt|read|come)\b)", r"\1 had "),
            (r"'d\b(?! better)", " would"),
            (r"'s (?=(?:(?:already|never|always|just|not|also|only|still|even) )*(?:been|had|got)\b)", " has "),
            (r"\b(he|she|it|that|who|what|there|here)'s\b", r"\1 is"),
            (_SOMEBODY_IS, r"\1 is"),
            (r"\bcancel(ed|ing)\b", r"cancell\1"),
            (r"\bgotten\b", "got"),
            (r"\bprefers? to (?=(?:i|you|he|she|it|we|they)\b)", "prefer that "),
            (r"\bgonna\b", "going to"),
            (r"\bwanna\b", "want to"),
            (r"\bgotta\b", "have to"),
            (r"(\w)'s\b", r"\1 's"),
            (r"s'(?= )", "s 's"),
        )
    ),
    "es": ((re.compile(r"\bdel\b", re.IGNORECASE), "de el"), (re.compile(r"\bal\b(?! menos| final)"), "a el"),
           (re.compile(r"\bAl\b(?! menos| final)"), "A el")),
    "fr": tuple(
        (re.compile(pattern, re.IGNORECASE), put)
        for pattern, put in (
            # As people write it: y faut, faut pas, y a, y ont-tu, nous autres
            (r"^y a-(?:t-i|tu)l?\b", "est-ce que il y a"),
            (r"^y (?=\w+ent\b|ont\b|vont\b|sont\b|font\b)", "ils "),
            (r"(?<=, )y (?=\w+ent\b|ont\b|vont\b|sont\b|font\b)", "ils "),
            (r"(?:(?<=^)|(?<=, )|(?<= pis )|(?<=que ))y (?=faut\b|faudrait\b|va\b|veut\b|est\b|fait\b|peut\b|dit\b|était\b)", "il "),
            (r"(?:(?<=^)|(?<=, )|(?<=qu')|(?<=pis )|(?<=mais )|(?<=et ))y (?=a\b|avait\b|aura\b|aurait\b)", "il y "),
            (r"(?:(?<=^)|(?<=, )|(?<=pis )|(?<=mais )|(?<=et ))(?=faut\b|faudrait\b|fallait\b)", "il "),
            (r"(?:(?<=^)|(?<=, )|(?<= pis )|(?<=que )|(?<=qu'))y ((?:ne |nous |vous |me |te |les |leur |lui |la |le |se |[mtls]')+(?:ont|vont|sont|font|veulent|peuvent|doivent|disent|\w{2,}ent)\b)", r"ils \1"),
            (r"(?:(?<=^)|(?<=, )|(?<= pis )|(?<=que )|(?<=qu'))y (?=(?:ne |nous |vous |me |te |les |leur |lui |la |le |se |[mtls]')+\w)", "il "),
            (r"(?:(?<=^)|(?<=, )|(?<= pis )|(?<=que )|(?<=qu'))y (?=(?:reste|restait|manque|manquait|paraît|semble|dit|veut|arrive|travaille|sait|vient|doit)\b)", "il "),
            (r"\b(nous|vous|eux) autres\b", r"\1"),
            (r"\bou bien\b", "ou"),
            # as tu, pouvez vous, a tu: as people type it, without the hyphen
            (rf"(^|, |\b(?:{_ASKING}|et|mais|pis|donc) )((?:[tl]'|m')?(?:{_YOU_DO})) tu (?!m'|t'|me |te |l')", r"\1\2-tu "),
            (r"(^|, )(avez|êtes|pouvez|savez|voulez|allez|connaissez|pensez|croyez) vous (?=\w)", r"\1\2-vous "),
            (r"\b(a|ont|est|sont|va|vont|était|étaient|peut|peuvent|faut|avait|avaient) tu\b(?= \w)", r"\1-tu"),
            # as-tu, and the tu of any question: il a-tu
            (rf"(^|[,;:] |\b(?:{_ASKING}|et|mais|pis|donc) )((?:(?:ne|me|le|la|les|nous|lui|leur|te) |[nmltl]')?\w+[sx])-tu\b", r"\1\2 - tu"),
            (rf"^(?!{_ASKING}|est-ce|oui|si )((?:(?!,).)+\w)-tu\b(?= )", r"est-ce que \1"),
            (r"(?<=\w)-tu\b(?= )", ""),
            (r"\b(c(?:e|et|ette|es) )(?!jour|soir|matin|nuit|semaine|année|moment|fois|temps)(\w+)-là\b", r"\1\2"),
            # elle est où, la liste; c'est quoi le problème
            (r"^(?:il|elle|ils|elles) (est|sont|était|étaient|sera) (où|quand|comment|à quelle heure|rendue?s? où),? (?=(?:toi|mon|ma|mes|ton|ta|tes|le|la|les|notre|nos|votre|vos|son|sa|ses)\b|l')", r"\2 \1 "),
            (r"^(.+), (?:il|elle|ils|elles) (est|sont|était|étaient|sera) (où|quand|comment|à quelle heure)(?= ?\?*$)", r"\3 \2 \1"),
            (r"^c'est quoi,? (?=(?:le|la|mon|ma|ton|ta|notre|votre|son|sa)\b|l')", "quel est "),
            (r"^c'est quoi que ", "qu'est-ce que "),
            (r"^qui c'est qui |^c'est qui qui ", "qui "),
            # en appeler: de la décision
            (r"\ben appel(er|le|lent|lera)\b(?! (?:l[ae]s?|une?|mon|ma|notre|quelqu)\b| l')", r"faire appel\1"),
            *((rf"\bfaire appel{end}\b", f"{made} appel") for end, made in (("er", "faire"), ("le", "fait"), ("lent", "font"), ("lera", "fera"))),
            # what is asked for stands last, or behind c'est
            (r"^c'est (quand|où|à quelle heure|qui) (?=(?:la|le|les|notre|mon|ma|ton|ta|votre|son|sa)\b|l')", r"\1 est "),
            (r"^((?:la|le|les|notre|l') ?\w+),? c'est (quand|où|à quelle heure)(?= ?\?*$)", r"\2 est \1"),
            (rf"^(?!{_ASKING}|c'est)(.+) quoi(?= ?\?+$)", r"qu'est-ce que \1"),
            (rf"^(?!{_ASKING}|c'est)(.+?) ((?:à|avec|pour|contre|chez) qui|combien|où|quand|comment|pourquoi|à quelle heure|quel jour|qui)(?= ?\?+$)",
             r"\2 est-ce que \1"),
            (r"\bs'(?=ils?\b)", "si "),
            (r"\b(jus|lors|puis|)qu'", r"\1que "),
            (r"\b([jmtsndc])'", r"\1e "),
            (r"\bl'", "l' "),
            (r"\bdu\b", "de le"),
            (r"\bau\b", "à le"),
            (r"\baux\b", "à les"),
            (r"-t-(?=(?:ils?|elles?|on)\b)", "-"),
            (r"\b(?!rendez-vous\b)(\w+)-(ils?|elles?|on|vous|nous|tu|je|moi|toi|les|leur|lui|la|le|en|y)\b", r"\1 - \2"),
        )
    ),
}  # fmt: skip


_MAY_BE_CONTRACTED: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile("'|cannot|cancel|prefer|gonna|wanna|gotta|gotten", re.IGNORECASE),
    "es": re.compile(r"\b(?:de|a)l\b", re.IGNORECASE),
    "fr": re.compile(r"['-]|\?|\b(?:du|aux?|y|faut|faudrait|fallait|autres|tu|vous|où|quoi|bien)\b", re.IGNORECASE),
}


def tokens(text: str, language: Language) -> list[str]:
    """Words and signs, with contractions taken apart; capitals stay."""
    text = text.replace("’", "'").replace("œ", "oe")
    if _MAY_BE_CONTRACTED[language].search(text):
        for pattern, put in _SPLIT[language]:
            text = pattern.sub(put, text)
    return _TOKEN.findall(text)
