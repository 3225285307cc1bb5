"""What part of speech the words beside a word ask for.

After "don't" comes a verb, after "mucha" a noun, neither of them a name.

For words that are both a name and a word ("mark", "paz", "gagné"): nothing here is looked at beside other names.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.model import Language
from bot.core.names.cue_kinds import word_set
from bot.core.names.grammar_words import ENGLISH, GRAMMARS, Grammar
from bot.core.names.tokens import Token

_MONTHS = word_set(
    """january february march april may june july august september october november december
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    domingo dimanche sunday noel navidad"""
)
_MEASURES = word_set("short long late early high deep wide thick young strong away over ahead behind shy")
"""What follows a number of things in English: 12 votes short, 3 inches long."""
_NUMBERS = word_set("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred few")
_COLOURS = word_set(
    """black white brown green grey gray red blue yellow blanco negro rojo verde azul amarillo gris
    blanc noir rouge vert bleu"""
)
"""Without those that are given names as well: rosa, violeta, amber."""
_AND = word_set("and or n y o et ou to a au")
_AT_TIMES = word_set("in by since until between during en desde hasta entre depuis")
"""In April and June: behind these no person is named."""
_WILL = frozenset({"'ll", "’ll", "'d", "’d"})


def grammar_before(tokens: Sequence[Token], at: int, language: Language) -> list[str]:
    """Of the words before the one at `at`."""
    grammar = GRAMMARS.get(language, ENGLISH)
    token = tokens[at]
    written = _written(token)
    gap = token.gap.strip(" \t\u00a0\u202f").lower()
    elided = gap.rstrip("'’") if gap.endswith(("'", "’")) else ""
    facts = []
    if gap and elided not in grammar.before_verbs | grammar.before_nouns and gap not in _WILL:
        return []
    if at == 0:
        return [f"verb_asked/{written}", f"bound_verb/{written}"] if elided in grammar.bound_to_verbs else []
    word = "well" if gap in _WILL else elided or tokens[at - 1].folded
    if _asks_for_verb(tokens, at, word, language):
        facts.append(f"verb_asked/{written}")
    if word in grammar.bound_to_verbs:
        facts.append(f"bound_verb/{written}")
    if word in grammar.before_nouns:
        facts.append(f"noun_asked/{written}")
    if word in grammar.before_adjectives:
        facts.append(f"adjective_asked/{written}")
    if token.folded in _MONTHS and _is_time(tokens, at, word, grammar):
        facts.append("time_asked")
    if token.case == "low" and (_is_measure(tokens, at, language) or _is_colour(tokens, at)):
        facts.append("quality_asked")
    return facts


def grammar_after(tokens: Sequence[Token], at: int, language: Language) -> list[str]:
    """Of the words after it."""
    grammar = GRAMMARS.get(language, ENGLISH)
    after = tokens[at + 1 : at + 5]
    written = _written(tokens[at])
    facts = []
    if after and after[0].follows_directly and after[0].folded in grammar.after_verbs:
        facts.append(f"object_after/{written}")
    if after and after[0].follows_directly and after[0].folded in grammar.from_departments and not tokens[at].owned:
        for other in after[1:]:
            if not other.follows_directly and not other.gap.strip().rstrip("'’").isalpha():
                break
            if other.folded in grammar.departments:
                facts.append("of_department")
                break
    return facts


def _written(token: Token) -> str:
    """A capital says more than the words beside it."""
    return "low" if token.case in {"low", "shout"} else "cap"


def _asks_for_verb(tokens: Sequence[Token], at: int, word: str, language: Language) -> bool:
    grammar = GRAMMARS.get(language, ENGLISH)
    if word in grammar.before_verbs:
        return not _is_called(tokens, at)
    if language == "en":  # to chase this
        return word == "to" and at + 1 < len(tokens) and tokens[at + 1].folded in grammar.after_verbs
    if language == "fr":  # on a gagné
        done = tokens[at].text.lower().endswith(("é", "ée", "és", "ées"))
        return word == "a" and tokens[at - 1].text.lower() == "a" and (done or _is_subject(tokens, at - 2))
    return False


def _is_measure(tokens: Sequence[Token], at: int, language: Language) -> bool:
    if language != "en" or tokens[at].folded not in _MEASURES or not tokens[at].follows_directly:
        return False
    counted = tokens[at - 1]
    return counted.gap.strip()[-1:].isdigit() or (at > 1 and tokens[at - 2].folded in _NUMBERS)


def _is_colour(tokens: Sequence[Token], at: int) -> bool:
    """Black and white: the second one of two."""
    pair = at > 1 and tokens[at].folded in _COLOURS and tokens[at - 2].folded in _COLOURS
    return pair and tokens[at - 1].folded in _AND


def _is_time(tokens: Sequence[Token], at: int, word: str, grammar: Grammar) -> bool:
    """May or june, el 3 de abril, en juin."""
    near = {other.folded for other in (*tokens[max(0, at - 2) : at], *tokens[at + 1 : at + 3])}
    if tokens[at].case == "low" and not near.isdisjoint(_MONTHS - {tokens[at].folded}):
        return True
    if at > 2 and word in _AND and tokens[at - 2].folded in _MONTHS and tokens[at - 3].folded in _AT_TIMES:
        return True
    return word in grammar.of_time or tokens[at - 1].gap.strip()[-1:].isdigit()


def _is_subject(tokens: Sequence[Token], at: int) -> bool:
    return at >= 0 and tokens[at].folded in {"on", "il", "elle", "y", "qui", "tu", "ca", "personne"}


def _is_called(tokens: Sequence[Token], at: int) -> bool:
    """Je suis Rose, me llamo Paz: what follows is who speaks."""
    return at > 1 and tokens[at - 1].folded == "suis"
