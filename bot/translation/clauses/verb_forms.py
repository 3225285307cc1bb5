"""The forms of the verbs of the word lists, asked of the engine's generator; and those that it does not know.

None are copied into this project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.core.inflection import verb_table
from bot.core.model import Language
from bot.translation.clauses.verbs import Verbs
from bot.translation.clauses.words import WordLists

_ENGLISH = ("<inf>", "<pri><p3><sg>", "<past>", "<pp>", "<ger>")


_PERSONS = ("<p1><sg>", "<p2><sg>", "<p3><sg>", "<p1><pl>", "<p2><pl>", "<p3><pl>")


_PARTICIPLES = ("<pp><m><sg>", "<pp><f><sg>", "<pp><m><pl>", "<pp><f><pl>")


_TENSES: Mapping[Language, Sequence[str]] = {
    "es": ("pri", "ifi", "pii", "fti", "cni", "prs", "pis"),
    "fr": ("pri", "pii", "fti", "cni", "prs"),
}


_HELPERS: Mapping[Language, Sequence[str]] = {
    "en": ("be", "have", "do"),
    "es": ("ser", "estar", "haber", "ir", "poder", "deber", "tener", "hacer", "seguir", "acabar", "llevar"),
    "fr": ("être", "avoir", "aller", "pouvoir", "devoir", "faire", "venir"),
}


_CATEGORY: Mapping[str, str] = {
    "ser": "vbser", "haber": "vbhaver", "poder": "vbmod", "querer": "vbmod",
    "être": "vbser", "avoir": "vbhaver", "pouvoir": "vbmod", "devoir": "vbmod", "vouloir": "vbmod", "falloir": "vbmod",
    "be": "vbser", "have": "vbhaver", "do": "vbdo",
}  # fmt: skip


_LIKE: Mapping[str, tuple[str, str, str]] = {
    "détenir": ("tenir", "", "dé"), "contraindre": ("plaindre", "pl", "contr"), "corrompre": ("rompre", "", "cor"),
    "entendre": ("tendre", "", "en"), "exigir": ("dirigir", "dir", "ex"), "mentir": ("sentir", "s", "m"),
    "readmitir": ("admitir", "", "re"), "destituir": ("construir", "constru", "destitu"), "prender": ("vender", "v", "pr"),
    "coludir": ("cumplir", "cumpl", "colud"), "suceder": ("vender", "vend", "suced"), "atrever": ("vender", "vend", "atrev"),
    "démettre": ("admettre", "ad", "dé"), "survivre": ("vivre", "", "sur"), "évanouir": ("finir", "fin", "évanou"),
    "impartir": ("finir", "fin", "impart"), "inclure": ("conclure", "con", "in"), "recueillir": ("accueillir", "ac", "re"),
    "rouvrir": ("ouvrir", "", "r"), "abolir": ("finir", "fin", "abol"), "atteindre": ("peindre", "p", "att"),
    "paraître": ("connaître", "conn", "par"), "répandre": ("vendre", "vend", "répand"),
    "arrepentir": ("sentir", "s", "arrep"), "carecer": ("parecer", "p", "c"), "entrometer": ("meter", "", "entro"),
    "restituir": ("construir", "constru", "restitu"), "inmiscuir": ("construir", "constru", "inmiscu"),
    "suplir": ("cumplir", "cumpl", "supl"), "surtir": ("cumplir", "cumpl", "surt"), "toser": ("vender", "vend", "tos"),
    "escupir": ("cumplir", "cumpl", "escup"), "oponer": ("poner", "", "o"), "urgir": ("dirigir", "diri", "ur"),
    "rendir": ("pedir", "ped pid", "rend rind"), "blanchir": ("finir", "fin", "blanch"), "guérir": ("finir", "fin", "guér"),
    "rebondir": ("finir", "fin", "rebond"), "construire": ("détruire", "détru", "constru"), "encourir": ("courir", "", "en"),
    "désinscrire": ("inscrire", "", "dés"), "transcrire": ("inscrire", "in", "tran"), "prédire": ("interdire", "inter", "pré"),
    "renvoyer": ("envoyer", "", "r"), "foutre": ("vendre", "vend", "fout"), "sévir": ("finir", "fin", "sév"), "reconduire": ("conduire", "", "re"), "apetecer": ("parecer", "par", "apet"),
}  # fmt: skip
"""Verbs that the engine does not inflect, with one that goes like them: what its forms begin with, and theirs (two where
the stem changes)."""


_IRREGULAR: Mapping[tuple[str, str], str] = {
    ("promouvoir", "<pp><m><sg>"): "promu", ("promouvoir", "<pp><f><sg>"): "promue",
    ("promouvoir", "<pp><m><pl>"): "promus", ("promouvoir", "<pp><f><pl>"): "promues",
    ("panic", "<past>"): "panicked", ("panic", "<pp>"): "panicked", ("panic", "<ger>"): "panicking",
    ("quit", "<past>"): "quit", ("quit", "<pp>"): "quit", ("quit", "<ger>"): "quitting",
    ("harceler", "<pri><p1><sg>"): "harcèle", ("harceler", "<pri><p3><sg>"): "harcèle",
    ("harceler", "<pri><p3><pl>"): "harcèlent", ("withhold", "<past>"): "withheld", ("withhold", "<pp>"): "withheld",
    ("grab", "<past>"): "grabbed", ("grab", "<pp>"): "grabbed", ("grab", "<ger>"): "grabbing",
    ("bleed", "<past>"): "bled", ("bleed", "<pp>"): "bled", ("grind", "<past>"): "ground", ("grind", "<pp>"): "ground",
    ("mislead", "<past>"): "misled", ("mislead", "<pp>"): "misled", ("show", "<pp>"): "shown", ("sew", "<pp>"): "sewn",
    ("overhear", "<past>"): "overheard", ("overhear", "<pp>"): "overheard", ("oversee", "<past>"): "oversaw",
    ("oversee", "<pp>"): "overseen", ("oversee", "<ger>"): "overseeing", ("speed", "<past>"): "sped", ("speed", "<pp>"): "sped",
    ("spit", "<past>"): "spat", ("spit", "<pp>"): "spat", ("spit", "<ger>"): "spitting", ("uphold", "<past>"): "upheld",
    ("uphold", "<pp>"): "upheld", ("babysit", "<past>"): "babysat", ("babysit", "<pp>"): "babysat",
    ("babysit", "<ger>"): "babysitting", ("permit", "<past>"): "permitted", ("permit", "<pp>"): "permitted", ("permit", "<ger>"): "permitting", ("do", "<pp>"): "done", ("lie", "<ger>"): "lying", ("die", "<ger>"): "dying", ("tie", "<ger>"): "tying", ("hang", "<past>"): "hung", ("hang", "<pp>"): "hung", ("hide", "<pp>"): "hidden", ("learn", "<past>"): "learned", ("learn", "<pp>"): "learned",
}  # fmt: skip


Asked = tuple[str, str, str]
"""Infinitive, tags and what the generator is asked."""


def wanted_forms(lists: WordLists, language: Language) -> Iterator[Asked]:
    # en_appeler is read with the forms of appeler
    lemmas = sorted(each for each in {*lists.by_verb[language], *_HELPERS[language]} if "_" not in each)
    tags: list[str] = []
    if language == "en":
        tags = [*_ENGLISH]
    else:
        tags = ["<inf>", "<ger>", *_PARTICIPLES]
        tags += [f"<{tense}>{person}" for tense in _TENSES[language] for person in _PERSONS]
    asked = ((lemma, _LIKE.get(lemma, (lemma,))[0]) for lemma in lemmas)
    return ((lemma, tag, f"^{model}<{_CATEGORY.get(model, 'vblex')}>{tag}$") for lemma, model in asked for tag in tags)


def verbs_as_answered(lists: WordLists, language: Language, answers: Iterable[str]) -> Verbs:
    """The verbs of the lists; `answers` of the generator to `wanted_forms`, each of them many lines."""
    lines = (line for answer in answers for line in answer.split("\n"))
    return Verbs(_forms(zip(wanted_forms(lists, language), lines, strict=True), language))


_STRESSED = dict(
    each.split(":")
    for each in "denegar:denieg descolgar:descuelg fiar:fí extraviar:extraví reenviar:reenví rociar:rocí vaciar:vací recontar:recuent "
    "restregar:restrieg sobrecalentar:sobrecalient soltar:suelt déchiqueter:déchiquett interjeter:interjett".split()
)


def _with_stress(lemma: str, language: Language) -> str:
    """soltar, sueltan; réintégrer, ils réintègrent: with the stem that the stress changes"""
    if lemma in _STRESSED:
        return f"{lemma}:{_STRESSED[lemma]}"
    if language != "fr" or not re.search(r"é[^aeiouyéè]{1,2}er$", lemma):
        return lemma
    before, _, behind = lemma[:-2].rpartition("é")
    return f"{lemma}:{before}è{behind}"


def _forms(answered: Iterable[tuple[Asked, str]], language: Language) -> Iterator[tuple[str, str, str]]:
    """Infinitive, tags and form. What the generator does not know is inflected as a regular verb; what is none is left
    out."""
    regular: dict[str, Mapping[str, str]] = {}
    for (lemma, tag, _), answer in answered:
        form = answer
        if lemma in _LIKE and not form.startswith(("#", "*", "@")):
            _, olds, news = _LIKE[lemma]
            for old, new in zip(olds.split() or [""], news.split() or [""], strict=True):
                if form.startswith(old):
                    form = new + form.removeprefix(old)
                    break
        if form.startswith(("#", "*", "@")):
            if lemma not in regular:
                ends = {"es": "ar", "fr": "er"}.get(language, "")
                regular[lemma] = verb_table(_with_stress(lemma, language), language) if lemma.endswith(ends) else {}
            form = regular[lemma].get(tag, "")
        form = _IRREGULAR.get((lemma, tag), form)
        if form:
            yield lemma, tag, form.lower().replace("’", "'").replace("œ", "oe")
