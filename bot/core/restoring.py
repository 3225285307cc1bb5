"""Messages as people type them on a phone, as the dictionaries of an engine know them.

Accents come back where a word is none without them, or, in a message without a single accent, where it is the rarer
one without. Short forms are written out. What is doubtful stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.core.lexicon import fold
from bot.core.model import Language
from bot.core.packed_words import PackedWords
from bot.core.phone_english import written_out
from bot.core.phone_french import IsVerb, accented, spelled_out
from bot.core.phone_spanish import spelled_out as spanish_spelled_out
from bot.core.phone_spanish import with_accents, with_clitics, with_qu

_WORD = re.compile(r"(?<![⟦\w@#'’-])[^\W\d_]+(?![\w⟧@])")
_BEHIND_APOSTROPHE = re.compile(r"(?<=\b[jmtsnlcdJMTSNLCD]['’])[^\W\d_]{3,}(?![\w⟧@])")
_ACCENT = re.compile(r"[áéíóúüàâäçèêëîïôöùûÿœ¿¡]", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?…\n]*[.!?…]*")

_ASKED: Mapping[str, str] = {
    "que": "qué", "quien": "quién", "quienes": "quiénes", "como": "cómo", "cuando": "cuándo", "donde": "dónde",
    "cuanto": "cuánto", "cuantos": "cuántos", "cuanta": "cuánta", "cuantas": "cuántas", "cual": "cuál", "cuales": "cuáles",
}  # fmt: skip
_ASKING = re.compile(rf"^(\W*(?:(?:y|pero|de|a|para|con|desde|hasta|por) )?)({'|'.join(_ASKED)})\b", re.IGNORECASE)
_ASKING_FIRST = re.compile(
    r"^(quien(?:es)?(?! (?:no )?(?:haya|quiera|pueda|tenga|vaya|falte|sepa)n?\b)|cuant[oa]s?|cual(?:es)?)\b",
    re.IGNORECASE,
)
_ASKED_INSIDE = re.compile(
    r"\b((?:sabe\w*|sup[ioe]\w*|sé|dig\w+|dime|dinos|pregunt\w+|ver|avis\w+|decir\w*) )(quien(?:es)?|como|cuando|donde|cuanto\w*|cual(?:es)?)\b",
    re.IGNORECASE,
)
_WHAT_HAPPENED = re.compile(r"\bque paso\b(?= |[.?!]|$)", re.IGNORECASE)
_WHY = re.compile(r"^porque(?=[^.?!]*\?)|\bpor que(?=[^.?!]*\?)", re.IGNORECASE)
_IS = re.compile(
    r"\besta(?=(?:n)? (?:en|a|de|muy|bien|mal|aqu[ií]|ah[ií]|cerca|list[oa]|abiert[oa]|cerrad[oa]|\w+ndo|\w+[ai]d[oa]s?)\b)|(?<=\bno )esta\b|(?<=\bya )esta\b",
    re.IGNORECASE,
)
_HE = re.compile(
    r"\bel(?= (?:no |me |te |nos |se |lo |la |le )?(?:dijo|dice|es|fue|sabe|tiene|quiere|va|vino|firmó|firmo|renunci\w+)\b)",
    re.IGNORECASE,
)
_IMPERFECT = re.compile("ia(?=(?:mos|n)$)")
_MINISTRY = re.compile(
    r"\bsecretaria(?= (?:de(?:l| la)? )?(?:trabajo|gobernaci[oó]n|econom[ií]a|hacienda|salud|funci[oó]n)\b)",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:(?:sin|para|antes de|hasta|pid\w+|quer[ií]a\w*|esperaba\w*) que"
    r"|(?:dij|ped|exigi|orden|quis|insisti|prohibi|rog|suplic|recomend|aconsej|sugiri|impidi|permiti)\w*(?: \w+){0,3}? que|(?:como )?si|al que|a los que|a quien|aunque|ojal[aá])"
    r"(?: \w+){0,3} $",
    re.IGNORECASE,
)
"""Before `contara`, `hablaran`: no future."""
_I_DO = re.compile(
    r"\b(?:si|yo) (?:(?:no|ya|nunca|siempre|solo|tambien) )*(?:(?:me|te|se|le|les|lo|la|los|las) ){0,2}$", re.IGNORECASE
)
"""si no firmo, yo les mando: I do"""
_ANOTHER_DOES = re.compile(
    r"\bq(?:ue)? (?:nadie|alguien|(?:el|la|su|mi|un|una) \w+) (?:(?:no|me|te|se|le|les|lo|la|los|las|nos) ){0,3}$",
    re.IGNORECASE,
)
"""que nadie conteste, que el tribunal conteste: no past of mine"""
_QUE = re.compile(r"\b(?:q|k|qe|ke)\b", re.IGNORECASE)
_YES = re.compile(r"(?<=\bque )si\b(?=[.,!?]|$)|^si(?=,)", re.IGNORECASE)
_AFTER_AUXILIARY = re.compile(
    r"\b(?:ai|as|a|avons|avez|ont|avait|avaient|avais|aura|auront|aurait|auraient|aurais|ait|aient|avoir|est|sont|était|étaient|été|ete|être|etre|suis|sommes|êtes|fut|sera|seront)"
    r"(?: (?:pas|jamais|déjà|deja|été|ete|toujours|bien|tous|enfin|plus|encore|mal|très|tres|trop|tout|rien|même|meme|juste|déjà|tu|[\wéè]+[ée] ou(?: juste)?))*\s+$",
    re.IGNORECASE,
)
_BARE_PARTICIPLE = re.compile(r"(?<=[a-z]{2})ee?s?$")
_NAMED = re.compile(
    r"(?:\b[ldcs]['’]|\b(?:une?|l[ae]s?|des?|du|cette|mon|ma|mes|notre|nos|leurs?|son|sa|ses) )$", re.IGNORECASE
)
_ALSO_NOUNS = frozenset("cause place force porte charge marche peine table".split())
_PARTICIPLE = re.compile(r"ée?s?$")
_FRENCH_SMALL: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            r"(?<!\bon )(?<!\bil )(?<!\belle )(?<!\bqui )(?<!\bpersonne )(?<!\by )(?<!\bça )"
            r"\ba(?= (?:(?:la|le|mon|ma|mes|nos|notre|leur|tous|vous|cause|partir|travers|moi)\b|l'|\d))",
            re.IGNORECASE,
        ),
        "à",
    ),
    (re.compile(r"(?<=\bdroit )a\b|(?<=\bgrâce )a\b|(?<=\bpied )a\b|(?<=\bmis )a(?= pied)", re.IGNORECASE), "à"),
    (re.compile(r"(?<=\bsavoir )ou\b|\bou(?= (?:est|sont|es|habit\w+|se)\b)", re.IGNORECASE), "où"),
)


class Restorer:
    """Immutable; one per language."""

    def __init__(
        self,
        language: Language,
        accented: Iterable[str],
        elided: Iterable[str],
        short: Mapping[str, str],
        listed: Iterable[str] = (),
    ) -> None:
        """`accented`: words, with `?` after those that another word without accents stands beside; `elided`: words
        that a French article melts into, where the two together are no word of their own; `listed`: of our own lists.
        """
        self._language = language
        words = tuple(accented)
        self._sure = PackedWords((fold(word), word) for word in words if not word.endswith("?"))
        self._likely = PackedWords((fold(word[:-1]), word[:-1]) for word in words if word.endswith("?"))
        # of annexe and annexé the noun
        elided = sorted(elided, key=lambda word: not word.endswith("é"))
        self._elided = PackedWords((letter + fold(word), f"{letter}'{word}") for word in elided for letter in "ld")
        self._listed = PackedWords((fold(word), word) for word in listed)
        self._short = dict(short)

    def restored(self, text: str, is_verb: IsVerb = frozenset[str]().__contains__) -> str:
        bare = not _ACCENT.search(text)
        if self._language == "fr":
            text = spelled_out(
                _WORD.sub(lambda found: _in_case_of(found[0], self._short.get(found[0].lower(), found[0])), text),
                is_verb,
            )

        elif self._language == "es":
            text = spanish_spelled_out(text)

        def word(found: re.Match[str]) -> str:
            plain = found[0].lower()
            told = self._word(plain, text[: found.start()], is_verb, bare=bare)
            if self._language == "es" and told == plain:
                told = _imperfect(with_clitics(plain, is_verb), is_verb) if bare else with_clitics(plain, is_verb)
            done = self._done(plain, text[: found.start()], is_verb) if bare and self._language == "fr" else ""
            if done:
                told = done
            elif told == plain and self._language == "fr":
                told = _as_a_verb(plain, text[: found.start()], is_verb, bare=bare)
            return _in_case_of(found[0], told)

        text = _WORD.sub(word, text)
        if self._language == "en":
            return written_out(text)
        if not bare:
            return text
        if self._language == "fr":
            text = _BEHIND_APOSTROPHE.sub(word, text)
        return _SENTENCE.sub(lambda found: self._sentence(found[0]), text)

    @staticmethod
    def _done(word: str, before: str, is_verb: IsVerb) -> str:
        """ils ont pogne, j'ai pas demissionne: what stands behind a helper is a participle"""
        end = _BARE_PARTICIPLE.search(word)
        if end is None or not _AFTER_AUXILIARY.search(before):
            return ""
        if word in _ALSO_NOUNS and before.rstrip().lower().endswith("a"):
            # a cause du boss
            return ""
        participle = end[0].replace("e", "é", 1)
        return next((each + participle for each in accented(word[: end.start()]) if is_verb(each + "é")), "")

    def _word(self, word: str, before: str, is_verb: IsVerb, *, bare: bool) -> str:
        if word in self._short:
            return self._short[word]
        if self._language == "es":
            word = with_qu(word)
        if (sure := self._sure.get(word) or self._melted(word, is_verb)) is not None:
            if (
                self._language == "fr"
                and sure.endswith("é")
                and word.endswith("e")
                and self._tells(sure, before, is_verb)
            ):
                return f"{sure[:-1]}e"
            return sure
        likely = self._likely.get(word) if bare else None
        if likely is None:
            listed = self._listed.get(word)
            return listed if listed is not None and not is_verb(word) else word
        if self._language == "fr" and _PARTICIPLE.search(likely) and not _AFTER_AUXILIARY.search(before):
            return word
        if self._language == "es" and likely.endswith(("rá", "rán", "rás")) and _WISHED.search(_QUE.sub("que", before)):
            return word
        if self._language == "es" and likely.endswith("é") and _ANOTHER_DOES.search(before):
            return word
        if self._language == "es" and likely.endswith("ó") and _I_DO.search(before):
            return word
        return word if likely in ("está", "él", "sí", "mí", "tú", "secretaría") else likely

    def _melted(self, word: str, is_verb: IsVerb) -> str | None:
        """lavocate; and no d'énoncé of what is dénoncé"""
        if self._language == "fr" and word[0] == "d" and any(map(is_verb, accented(word))):
            return None
        return self._elided.get(fold(word))

    @staticmethod
    def _tells(done: str, before: str, is_verb: IsVerb) -> bool:
        """le médiateur depose son rapport: no participle stands there"""
        is_present = is_verb(f"{done[:-1]}e") and before.strip() != ""
        return is_present and not _AFTER_AUXILIARY.search(before) and not _NAMED.search(before)

    def _sentence(self, sentence: str) -> str:
        if self._language == "es":
            sentence = _WHAT_HAPPENED.sub(lambda found: _in_case_of(found[0], "qué pasó"), sentence)
            sentence = _WHY.sub(lambda found: _in_case_of(found[0], "por qué"), sentence)
            if sentence.rstrip().endswith("?"):
                sentence = _ASKING.sub(
                    lambda found: found[1] + _in_case_of(found[2], _ASKED[found[2].lower()]), sentence
                )
            sentence = _ASKING_FIRST.sub(lambda found: _in_case_of(found[0], _ASKED[found[0].lower()]), sentence)
            sentence = _ASKED_INSIDE.sub(lambda found: found[1] + _ASKED.get(found[2].lower(), found[2]), sentence)
            sentence = _MINISTRY.sub(lambda found: _in_case_of(found[0], "secretaría"), sentence)
            sentence = _IS.sub(lambda found: _in_case_of(found[0], "está"), sentence)
            sentence = _HE.sub(lambda found: _in_case_of(found[0], "él"), sentence)
            return with_accents(_YES.sub("sí", sentence))
        for pattern, replacement in _FRENCH_SMALL:
            sentence = pattern.sub(replacement, sentence)
        return sentence


def _imperfect(word: str, is_verb: IsVerb) -> str:
    """traiamos"""
    accented = _IMPERFECT.sub("ía", word)
    return accented if accented != word and not is_verb(word) and is_verb(accented) else word


def _in_case_of(original: str, word: str) -> str:
    if len(original) > 1 and original.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if original[0].isupper() else word


def _as_a_verb(word: str, before: str, is_verb: IsVerb, *, bare: bool) -> str:
    """temoigner; debrayé, of which somebody wrote one accent"""
    if not (bare or word.endswith(("é", "ée", "és", "ées"))) or "e" not in word or is_verb(word):
        return word
    if word in ("paye", "payes"):
        return word
    told = next((each for each in accented(word) if is_verb(each)), word)
    # l'annexe, l'inverse: no participles
    return word if told.endswith("é") and _NAMED.search(before) else told
