"""Where a sentence that is not understood as a whole may be parted, so that one of its clauses is.

The kiln crew walked out, but nobody signed: a word that no list has need not take the other clause with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.model import Language
from bot.translation.clauses.words import LANGUAGES, WordLists

FEWEST_WORDS = 3
"""Of a clause; shorter ones lean on their neighbour."""
MOST_PARTINGS = 4
"""Tried of one sentence: two clauses are read anew for each."""

_JOINS_ALONE = frozenset(("but", "because", "so"))
"""By their English names: what joins two clauses without a comma, and never two things."""
JOINT_SIGNS = " ,;:-–—"
_SIGN = r"(?P<sign>\s*[,;:]\s+|\s+[-–—]\s+)"
_LEANS: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:not|nor|or|even|who|whom|whose|which|that|of which|if|when|whether)\b", re.IGNORECASE),
    "es": re.compile(
        r"(?:no que|ni|o|u|sino|incluso|que|quien(?:es)?|cuy[oa]s?|(?:de )?l[oa]s? (?:que|cual(?:es)?)|si|cuando|donde)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?:pas|ni|ou|même|qui|que|dont|où|(?:du|de la|au)?(?:le|la|les|des|aux)?quel(?:le)?s?|si|quand)\b|qu'",
        re.IGNORECASE,
    ),
}
"""How no clause begins that stands by itself: one of these belongs to a word before it."""


# No by, par or por: whoever did it belongs to the clause.
_ADDS: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\s+(?=(?:after|before|since|until|till|while|when|if|as soon as|unless|with|without|at|during|from|for|in|on|near|"
        r"inside|outside|behind|because of|due to|instead of|in order to|so that|even though|although|where|like)\b)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\s+(?=(?:después|despues|antes|desde|hasta|mientras|cuando|si|con|sin|durante|para|por(?= (?:haber|no|ser)\b)|en|cerca|junto|aunque|donde|como|"
        r"a causa|debido|en vez|en lugar)\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\s+(?=(?:après|avant|depuis|jusqu\w*|pendant|durant|quand|lorsqu\w*|si|avec|sans|pour|chez|dans|sur|sous|en|près|"
        r"à cause|au lieu|même si|bien qu\w*|où|comme|devant|derrière)\b|s'ils?\b)",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Parting:
    first: str
    joint: str
    """As it is written, with its spaces."""
    sign: str
    name: str
    """Of the conjunction, in the lists; empty where there is none."""
    last: str


class Partings:
    def __init__(self, lists: WordLists) -> None:
        self._lists = lists
        self._names: dict[Language, dict[str, tuple[str, str]]] = {language: {} for language in LANGUAGES}
        for kind, name in lists.said:
            if kind == "and" or (kind, name) == ("conj", "because"):
                for language in LANGUAGES:
                    for form in lists.said[kind, name].words[language]:
                        self._names[language].setdefault(form.replace(" que", " qu'"), (kind, name))
                        self._names[language][form] = (kind, name)
        self._joints = {language: self._joint(names) for language, names in self._names.items()}

    @staticmethod
    def _joint(names: Mapping[str, object]) -> re.Pattern[str]:
        words = "|".join(
            re.escape(form) + ("" if form.endswith("'") else r"\s+") for form in sorted(names, key=len, reverse=True)
        )
        return re.compile(rf"{_SIGN}(?P<word>{words})?|\s+(?P<alone>{words})", re.IGNORECASE)

    def of(self, sentence: str, language: Language) -> Iterator[Parting]:
        """The ones nearest to its middle first."""
        found = list(self._found(sentence, language))
        found.sort(key=lambda each: abs(len(each.first) - len(each.last)))
        yield from found[:MOST_PARTINGS]

    def _found(self, sentence: str, language: Language) -> Iterator[Parting]:
        for joint in self._joints[language].finditer(sentence):
            word = (joint["word"] or joint["alone"] or "").strip().lower()
            name = self._names[language][word][1] if word else ""
            first, last = sentence[: joint.start()], sentence[joint.end() :]
            if (
                (joint["sign"] or name in _JOINS_ALONE)
                and min(len(first.split()), len(last.split())) >= FEWEST_WORDS
                and not _LEANS[language].match(last)
            ):
                yield Parting(first, joint[0], (joint["sign"] or "").strip(), name, last)

    def heads(self, sentence: str, language: Language) -> Iterator[tuple[str, str]]:
        """What may be a clause by itself, and what adds when, where, how or why; the longest clauses first."""
        found = [
            (sentence[: space.start()], sentence[space.start() :])
            for space in _ADDS[language].finditer(sentence)
            if len(sentence[: space.start()].split()) >= FEWEST_WORDS and len(sentence[space.end() :].split()) > 1
        ]
        yield from reversed(found[-MOST_PARTINGS:])

    def joint_said(self, parting: Parting, target: Language, *, behind_question: bool) -> str:
        """What stands between the two in the target language."""
        kind = "conj" if parting.name == "because" else "and"
        word = self._lists.word(kind, parting.name, target) if parting.name else ""
        sign = "" if behind_question else parting.sign
        if sign in ("-", "–", "—") or (target == "fr" and sign == ":"):
            sign = f" {sign}"
        return f"{sign} {word} " if word else f"{sign} "


def as_second(said: str, parting: Parting) -> str:
    """The second clause, with the capital of a sentence only where its first word had one."""
    first = re.match(r"[^\W\d_]+", said)
    if first is None or first[0] == "I" or first[0] in parting.last:
        return said
    return said[0].lower() + said[1:]


def asks(said: str | None) -> bool:
    return said is not None and "?" in said
