"""What organising is made of besides grievances: greetings, thanks, days and hours, what a meeting is about."""

from __future__ import annotations

import pytest

from bot.core.masking import mask, unmask
from bot.core.model import Language
from bot.translation.clauses.translator import ClauseTranslator

SAID: list[tuple[Language, str, Language, str]] = [
    # A file with its number, what the meeting is about, and an hour behind its day.
    ("en", "The meeting about petition MX-2024-017 is on Friday at 18:00.",
     "es", "La reunión sobre la petición MX-2024-017 es el viernes a las 18:00."),
    ("en", "The meeting about petition MX-2024-017 is on Friday at 18:00.",
     "fr", "La réunion au sujet de la pétition MX-2024-017 est vendredi à 18:00."),
    ("es", "La reunión sobre la petición MX-2024-017 es el viernes a las 18:00.",
     "en", "The meeting about the petition MX-2024-017 is on Friday at 18:00."),
    ("fr", "La réunion au sujet de la pétition MX-2024-017 est vendredi à 18 h.",
     "es", "La reunión sobre la petición MX-2024-017 es el viernes a las 18 horas."),
    ("fr", "La pétition MX-2024-017 a été acceptée.", "es", "La petición MX-2024-017 fue admitida."),
    # Days and hours in each other's order.
    ("en", "The deadline is April 15.", "fr", "L'échéance est le 15 avril."),
    ("en", "The hearing is on Tuesday, March 12 at 9 am.", "es", "La audiencia es el martes 12 de marzo a las 9 am."),
    ("es", "La asamblea es el martes 12 de marzo a las 6 de la tarde.",
     "fr", "L'assemblée est le mardi 12 mars à 6 h de l'après-midi."),
    ("es", "La asamblea es el martes 12 de marzo a las 6 de la tarde.",
     "en", "The general assembly is on Tuesday, March 12 at 6 in the afternoon."),
    ("fr", "La réunion est le 3 mars à 18 h 30.", "en", "The meeting is on March 3 at 18:30."),
    # An hour gets no figures that its sentence does not have: they would be taken for a changed number.
    ("fr", "La réunion est vendredi à 18 h.", "en", "The meeting is on Friday at 18 h."),
    # A greeting, thanks, a farewell beside a sentence.
    ("en", "Good morning everyone, the meeting begins tomorrow.", "fr", "Bonjour à tous, la réunion commence demain."),
    ("en", "Hello, can you send me the list?", "fr", "Bonjour, est-ce que vous pouvez m'envoyer la liste?"),
    ("es", "Hola, ¿pueden venir los inspectores?", "en", "Hello, can the inspectors come?"),
    ("en", "Hi all, please send the list before March 3.", "es", "Hola a todos, envíen la lista antes del 3 de marzo."),
    ("es", "Gracias por su solidaridad, ganamos la votación.",
     "en", "Thank you for your solidarity, we won the vote."),
    ("fr", "Merci pour votre patience, la réunion commence demain.",
     "es", "Gracias por su paciencia, la reunión empieza mañana."),
    ("en", "Thanks for coming.", "fr", "Merci de venir."),
    ("en", "The meeting begins tomorrow, thank you.", "es", "La reunión empieza mañana, gracias."),
    # What is theirs who are told to do something.
    ("es", "Cambien su contraseña y no la compartan.", "en", "Change your password and do not share it."),
    ("es", "No la compartan con nadie.", "fr", "Ne la partagez avec personne."),
    # One guards a door, and takes care of a child.
    ("es", "Los compañeros cuidan la puerta.", "fr", "Les camarades surveillent la porte."),
    ("fr", "Ce n'est pas nous qui avons bloqué la porte, c'est eux.",
     "es", "No fuimos nosotros los que bloqueamos la puerta, fueron ellos."),
    # The strike breaks out: nobody in particular begins it.
    ("es", "Si estalla la huelga, el gerente nos despide.", "en", "If the strike breaks out, the manager fires us."),
    # Let know is no permission.
    ("en", "We will let you know tonight.", "fr", "Nous vous préviendrons ce soir."),
    # False friends: pretender, licenciado, couper des postes.
    ("es", "El gerente pretende que retiremos la demanda.", "en", "The manager wants us to withdraw the lawsuit."),
    ("es", "El gerente pretende que retiremos la demanda.", "fr", "Le gérant veut que nous retirions la poursuite."),
    ("es", "El licenciado nos dijo que no firmáramos.", "en", "The lawyer told us not to sign."),
    ("es", "El licenciado nos dijo que no firmáramos.", "fr", "L'avocat nous a dit de ne pas signer."),
    ("fr", "Ils ont coupé dix postes sans nous consulter.", "en", "They cut ten positions without consulting us."),
    ("fr", "Est-ce que vous m'entendez bien?", "es", "¿Me oyen bien?"),
    # Bodies and times of a call.
    ("en", "Thank you for joining the call.", "es", "Gracias por conectarse a la llamada."),
    ("fr", "Ne partagez pas ce lien à l'extérieur du groupe.", "en", "Do not share this link outside the group."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "target", "expected"), SAID, ids=lambda each: each)
async def test_everyday_sentences_are_understood_as_a_whole(
    whole: ClauseTranslator, source: Language, text: str, target: Language, expected: str
) -> None:
    masked = mask(text)
    said = whole.translated(masked.text, source, target)
    assert said is not None
    assert unmask(said, masked) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        # Without a day before it, the number may be a sum, a share or an hour.
        ("en", "The hearing is at 18."),
        # A courtesy is what stands beside a sentence; it is not the subject of one.
        ("en", "Thank you decided to strike."),
        ("es", "Gracias firmaron la lista."),
        # Those who are greeted, or others?
        ("es", "Hola, ¿pueden enviar la lista?"),
    ],
)
async def test_a_courtesy_or_a_number_is_not_guessed_at(whole: ClauseTranslator, source: Language, text: str) -> None:
    for target in ("en", "es", "fr"):
        if target != source:
            assert whole.translated(mask(text).text, source, target) is None


async def test_a_greeting_makes_nobody_else_s_things_theirs_who_are_greeted(whole: ClauseTranslator) -> None:
    said = whole.translated("Buenos días, Rosa perdió su trabajo.", "es", "en")
    assert said == "Good morning, Rosa lost her job."
