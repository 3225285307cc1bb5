"""Small words of Spanish: pronouns, owners, articles and their kind, parts of a whole."""

from __future__ import annotations

from bot.translation.clauses.meaning import pronoun

SUBJECTS = {
    "yo": pronoun(1), "tú": pronoun(2), "usted": pronoun(2), "él": pronoun(3, "m"), "ella": pronoun(3, "f"),
    "nosotros": pronoun(1, plural=True), "nosotras": pronoun(1, "f", plural=True), "ustedes": pronoun(2, plural=True),
    "ellos": pronoun(3, plural=True), "ellas": pronoun(3, "f", plural=True),
}  # fmt: skip
AFTER_PREPOSITION = {**SUBJECTS, "mí": pronoun(1), "ti": pronoun(2)}
INDEFINITE = {
    "nadie": "nobody", "alguien": "somebody", "todos": "everybody", "todas": "everybody", "nada": "nothing", "algo": "something",
    "todo": "everything", "cualquiera": "anyone", "eso": "that", "esto": "that",
}  # fmt: skip
EVEN = {"hasta": 1, "incluso": 1, "inclusive": 1, "ni": 2}
"""Even the manager; with how many words that is said: ni siquiera."""
OWNERS = {"mi": "1s", "mis": "1s", "tu": "2s", "tus": "2s", "su": "3", "sus": "3"} | {
    f"nuestr{ending}": "1p" for ending in ("o", "a", "os", "as")
}
OWN = {"ustedes": "2p", "usted": "2s", "nosotros": "1p", "nosotras": "1p", "ellos": "3p", "ellas": "3p", "él": "3m",
        "ella": "3f"}  # fmt: skip
DETERMINERS = {
    "el": "the", "la": "the", "los": "the", "las": "the", "un": "a", "una": "a", "unos": "some", "unas": "some",
    "este": "this", "esta": "this", "estos": "this", "estas": "this", "ese": "that", "esa": "that", "esos": "that",
    "esas": "that", "cuántos": "how many", "cuántas": "how many", "ningún": "no", "ninguna": "no", "cada": "each", "otro": "another", "otra": "another",
    "algunos": "some", "algunas": "some", "algún": "any", "alguna": "any", "varios": "several", "varias": "several",
    "mucho": "much", "mucha": "much", "más": "more", "menos": "less", "demasiado": "too much", "demasiada": "too much",
    "demasiados": "too many", "demasiadas": "too many", "tantos": "so many", "tantas": "so many", "suficiente": "enough",
    "suficientes": "enough", "puro": "nothing but", "pura": "nothing but", "puros": "nothing but", "puras": "nothing but",
    "muchos": "many", "muchas": "many", "pocos": "few", "pocas": "few", "ambos": "both", "ambas": "both",
}  # fmt: skip
MASCULINE = frozenset(
    "el los un unos este estos ese esos ningún otro algunos varios muchos pocos nuestro nuestros".split()
)
PLURAL = frozenset("los las unos unas estos estas esos esas mis tus nuestros nuestras varios varias".split())
FEMININE = frozenset(
    "la las una unas esta estas esa esas ninguna otra algunas varias muchas pocas nuestra nuestras".split()
)
PARTS = {
    "ninguno": "no", "ninguna": "no", "uno": "one", "una": "one", "algunos": "some", "algunas": "some",
    "muchos": "many", "muchas": "many", "varios": "several", "varias": "several", "todos": "all", "todas": "all",
    "pocos": "few", "pocas": "few",
}  # fmt: skip
