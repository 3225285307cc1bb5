"""The matcher of the phrasebook: what it forgives, and what must never match."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.phrase_names import Name
from bot.core.phrases import Phrase, Phrases


def phrase(phrase_id: str, *texts: str) -> Phrase:
    """Variants of English, Spanish, French, as in the file."""
    variants = (tuple(text.split(" | ")) for text in texts)
    situation = "greeting" if phrase_id in ("hello", "thanks") else "news"
    return Phrase(phrase_id, situation, dict(zip(("en", "es", "fr"), variants, strict=True)))


PHRASES = Phrases(
    [
        phrase(
            "hello",
            "Hello everyone. | Hi all.",
            "Hola a todas y todos. | Hola compañeros.",
            "Bonjour tout le monde.",
        ),
        phrase(
            "thanks",
            "Thank you.",
            "Gracias.",
            "Merci.",
        ),
        phrase(
            "agree",
            "We agree.",
            "Estamos de acuerdo.",
            "Nous sommes d’accord.",
        ),
        phrase(
            "no-thanks",
            "No, thank you.",
            "No, gracias.",
            "Non, merci.",
        ),
        phrase(
            "disagree",
            "We don’t agree.",
            "No estamos de acuerdo.",
            "Nous ne sommes pas d’accord.",
        ),
        phrase(
            "won",
            "We won.",
            "Ganamos.",
            "Nous avons gagné.",
        ),
        phrase(
            "fired",
            "They fired {count} [worker/workers].",
            "Despidieron a {count} [persona/personas].",
            "On a congédié {count} [personne/personnes].",
        ),
        phrase(
            "votes",
            "{count} [vote/votes] in favour, {count2} against.",
            "{count} [voto/votos] a favor, {count2} en contra.",
            "{count} [voix/voix] pour, {count2} contre.",
        ),
        phrase(
            "filed",
            "Petition {petition} was filed {date.past}.",
            "La petición {petition} se presentó {date.past}.",
            "La pétition {petition} a été déposée {date.past}.",
        ),
        phrase(
            "deadline",
            "We have until {date}. | We have {date.until}.",
            "Tenemos {date.until}.",
            "Nous avons {date.until}.",
        ),
        phrase(
            "call",
            "The call is {date.on} {time.at}.",
            "La llamada es {date.on} {time.at}.",
            "L’appel est {date.on} {time.at}.",
        ),
        phrase(
            "when",
            "When is the call?",
            "¿Cuándo es la llamada?",
            "Quand est l’appel?",
        ),
        phrase(
            "ready",
            "Everything is ready?",
            "¿Todo está listo?",
            "Tout est prêt?",
        ),
        phrase(
            "fund",
            "The fund has {amount}.",
            "El fondo tiene {amount}.",
            "Le fonds a {amount}.",
        ),
        phrase(
            "turnout",
            "The turnout was {percent}.",
            "La participación fue de {percent}.",
            "La participation a été de {percent}.",
        ),
        phrase(
            "from",
            "Greetings from {place}.",
            "Saludos desde {place}.",
            "Salutations {place.from}.",
        ),
        phrase(
            "of",
            "A message from {organisation.the}.",
            "Un mensaje {organisation.of}.",
            "Un message {organisation.of}.",
        ),
        phrase(
            "link",
            "The link: {link}",
            "El enlace: {link}",
            "Le lien\u00a0: {link}",
        ),
    ],
    [
        Name("place", {"en": ("Mexico",), "es": ("México",), "fr": ("au Mexique",)}),
        Name("place", {"en": ("Mexico City", "CDMX"), "es": ("la Ciudad de México", "CDMX"), "fr": ("à Mexico",)}),
        Name("organisation", {"en": ("the UAW",), "es": ("la UAW",), "fr": ("l’UAW",)}),
        Name("organisation", {"en": ("SINTTIA",), "es": ("el SINTTIA",), "fr": ("le SINTTIA",)}),
    ],
)


@pytest.mark.parametrize(
    ("written", "source", "target", "meant"),
    [
        ("hola a todos", "es", "en", "Hello everyone"),
        ("HOLA A TODXS!!", "es", "en", "Hello everyone!"),
        ("hola compañeras y compañeros", "es", "fr", "Bonjour tout le monde"),
        ("hola compas 👋🏽", "es", "en", "Hello everyone 👋🏽"),
        ("✊ Hi all :)", "en", "fr", "✊ Bonjour tout le monde :)"),
        ("thx", "en", "es", None),
        ("Hi all! Thank you.", "en", "es", "¡Hola a todas y todos! Gracias."),
        ("graciaaas", "es", "en", "Thank you"),
        ("we dont agree", "en", "fr", "Nous ne sommes pas d’accord"),
        ("nous sommes pas d'accord", "fr", "en", "We don’t agree"),
        ("no, gracias", "es", "en", "No, thank you"),
        ("They fired 1 worker.", "en", "es", "Despidieron a 1 persona."),
        ("they fired 12 workers", "en", "fr", "On a congédié 12 personnes"),
        ("they fired three workers", "en", "es", "Despidieron a tres personas"),
        ("despidieron a 1,200 personas", "es", "fr", "On a congédié 1\u00a0200 personnes"),
        ("235 votes in favor, 120 against", "en", "es", "235 votos a favor, 120 en contra"),
        (
            "Petition 7K2-M9X was filed on April 3, 2026.",
            "en",
            "es",
            "La petición 7K2-M9X se presentó el 3 de abril de 2026.",
        ),
        ("la peticion 7k2-m9x se presento ayer", "es", "en", "Petition 7k2-m9x was filed yesterday"),
        (
            "La pétition MX-2024-017 a été déposée le 1er mars.",
            "fr",
            "en",
            "Petition MX-2024-017 was filed on March 1.",
        ),
        ("Petition 7K2-M9X was filed 22 Nov 2026", "en", "fr", "La pétition 7K2-M9X a été déposée le 22 novembre 2026"),
        ("Petition 7K2-M9X was filed on 2026-04-03", "en", "fr", "La pétition 7K2-M9X a été déposée le 2026-04-03"),
        (
            "la petición 7K2-M9X se presentó el 22/11/2026",
            "es",
            "en",
            "Petition 7K2-M9X was filed on November 22, 2026",
        ),
        ("tenemos hasta el viernes", "es", "fr", "Nous avons jusqu’à vendredi"),
        ("the call is tomorrow at 8 pm", "en", "es", "La llamada es mañana a las 20:00"),
        ("the call is tmrw 8:30pm", "en", "fr", "L’appel est demain à 20\u00a0h\u00a030"),
        ("la llamada es el viernes a la 1 de la tarde", "es", "en", "The call is on Friday at 1 pm"),
        (
            "la llamada es hoy a las 8 de la noche hora cdmx",
            "es",
            "fr",
            "L’appel est aujourd’hui à 20\u00a0h (heure de Mexico)",
        ),
        ("the call is Friday at 9:30 am ET.", "en", "es", "La llamada es el viernes a las 09:30 (hora del Este)."),
        ("the call is today at noon", "en", "es", "La llamada es hoy al mediodía"),
        ("la llamada es hoy a las 8:00", "es", "fr", "L’appel est aujourd’hui à 8\u00a0h"),
        ("l’appel est demain à 8 h", "fr", "en", "The call is tomorrow at 8:00"),
        ("the fund has $1,200 MXN", "en", "fr", "Le fonds a 1\u00a0200\u00a0$\u00a0MXN"),
        ("El fondo tiene $1,200.50 pesos.", "es", "en", "The fund has 1,200.50 pesos."),
        ("le fonds a 500 $ US", "fr", "es", "El fondo tiene $500 USD"),
        ("the turnout was 82.5%", "en", "fr", "La participation a été de 82,5\u00a0%"),
        ("saludos desde méxico", "es", "fr", "Salutations du Mexique"),
        ("saludos desde la cdmx", "es", "fr", "Salutations de Mexico"),
        ("Un message de l'UAW", "fr", "es", "Un mensaje de la UAW"),
        ("a message from sinttia", "en", "es", "Un mensaje del SINTTIA"),
        ("The link: https://meet.example.org/Ab1?x=3", "en", "fr", "Le lien\u00a0: https://meet.example.org/Ab1?x=3"),
        ("cuando es la llamada", "es", "en", "When is the call?"),
        ("  Gracias \n", "es", "en", "  Thank you \n"),
        ("⟦1⟧⟦2⟧Gracias⟦/2⟧⟦/1⟧", "es", "en", "⟦1⟧⟦2⟧Thank you⟦/2⟧⟦/1⟧"),
    ],
)
def test_what_people_type_is_understood(written: str, source: str, target: str, meant: str | None) -> None:
    assert PHRASES.translate(written, source, target) == meant


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("", "en"),
        ("?", "en"),
        ("👍", "es"),
        ("No thank you", "en"),  # without the comma it could go on differently
        ("no we agree", "en"),
        ("We agree?", "en"),
        ("We won?", "en"),
        ("¿Ganamos?", "es"),
        ("todo esta listo", "es"),  # no question mark and no question word
        ("We agree 🎉 not", "en"),
        ("we agree (not)", "en"),
        ("they fired 1 workers", "en"),
        ("they fired 3 worker", "en"),
        ("they fired 3-4 workers", "en"),
        ("they fired 003 workers", "en"),
        ("they fired 1.200 workers", "en"),
        ("they fired 3.5 workers", "en"),
        ("they fired one worker", "en"),
        ("they fired #3 workers", "en"),
        ("Petition 7K2-M9X was filed on 03/04/2026", "en"),
        ("la petición 7K2-M9X se presentó el 03/04/2026", "es"),
        ("Petition 7K2-M9X was filed on February 30", "en"),
        ("Petition 7K2-M9X was filed on Friday, April 2, 2026", "en"),  # it was a Thursday
        ("Petition 2026 was filed today", "en"),
        ("Petition 7K2-M9X was filed tomorrow", "en"),
        ("the call is yesterday at 8 pm", "en"),
        ("we have until this week", "en"),
        ("the call is today at 8", "en"),
        ("l’appel est le vendredi à 20 h", "fr"),  # every Friday
        ("la llamada es los viernes a las 20:00", "es"),
        ("greetings from Pedro", "en"),
        ("Hola ⟦1⟧a todos⟦/1⟧", "es"),
        ("Gracias \ue004", "es"),
        ("We agree", "de"),
    ],
)
def test_what_could_mean_something_else_does_not_match(written: str, source: str) -> None:
    assert PHRASES.translate(written, source, "fr" if source != "fr" else "en") is None


def test_what_is_no_phrase_is_left_to_the_engine_sentence_by_sentence() -> None:
    parts = PHRASES.parts("Hi all! The roof leaks. We agree.", "en", "es")
    assert [(part.source, part.translation) for part in parts] == [
        ("Hi all! ", "¡Hola a todas y todos! "),
        ("The roof leaks. ", None),
        ("We agree.", "Estamos de acuerdo."),
    ]
    assert PHRASES.translate("Hi all! The roof leaks.", "en", "es") is None


def test_marks_around_a_segment_that_matches_in_part_stay_together() -> None:
    segment = "⟦1⟧Hi all! The roof leaks.⟦/1⟧"
    assert [part.source for part in PHRASES.parts(segment, "en", "es")] == [segment]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Thank you, we won!", "Gracias, ¡ganamos!"),
        ("We won, thank you.", "Ganamos, gracias."),
        ("Hi all, they fired 3 workers, thank you", "Hola a todas y todos, despidieron a 3 personas, gracias"),
        ("Thank you, when is the call?", "Gracias, ¿cuándo es la llamada?"),
        ("Hi all, thank you, we won, hi all", None),  # no more than three
        ("We won, they fired 3 workers", None),
        ("When is the call, thank you", None),
        ("Thank you, the roof leaks", None),
        ("Thank you we won", None),
    ],
)
def test_thanks_and_greetings_may_stand_before_or_after_one_other_phrase(written: str, meant: str | None) -> None:
    assert PHRASES.translate(written, "en", "es") == meant


def test_two_phrases_with_one_key_are_a_conflict() -> None:
    texts = {"en": ("I did not sign.",), "es": ("No firmé nada.",), "fr": ("Je n’ai pas signé.",)}
    other = {"en": ("Sign nothing.",), "es": ("No firme nada.",), "fr": ("Ne signez rien.",)}
    found = Phrases([Phrase("a", "x", texts), Phrase("b", "x", other)], []).conflicts
    assert [(each.phrase_id, each.language, each.other_id) for each in found] == [("b", "es", "a")]


pieces = [
    *"abnos .,!?¿¡:\n'’-()⟦⟧1230/$%h👋\ue000\u0301é",
    "Gracias",
    "Hola a todos. ",
    " mañana ",
    "8 pm",
    "⟦1⟧",
    "⟦/1⟧",
]
segments = st.lists(st.sampled_from(pieces), max_size=40).map("".join)


@given(segments, st.sampled_from(["en", "es", "fr"]), st.sampled_from(["en", "es", "fr"]))
def test_the_parts_of_any_text_are_the_text(segment: str, source: str, target: str) -> None:
    parts = PHRASES.parts(segment, source, target)
    assert "".join(part.source for part in parts) == unicodedata.normalize("NFC", segment)


@given(st.integers(2, 999_999), st.integers(0, 999_999))
def test_numbers_come_through_in_their_order(favour: int, against: int) -> None:
    text = PHRASES.translate(f"{favour} votes in favour, {against} against.", "en", "es")
    assert text is not None
    assert re.findall(r"\d+", text.replace(",", "").replace("votos a favor", "|")) == [str(favour), str(against)]


@given(st.text(st.characters(categories=("Lu", "Ll")), min_size=1, max_size=12), st.integers(0, 3))
def test_a_word_more_is_no_match(word: str, place: int) -> None:
    words = "Nous sommes d’accord".split()
    words.insert(place, word)
    # Only doubled letters and "ne" beside a "pas" may be too many.
    assert PHRASES.translate(" ".join(words), "fr", "en") in (None, "We don’t agree" if word.lower() == "pas" else None)
