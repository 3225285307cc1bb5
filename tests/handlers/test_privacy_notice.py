"""What the notice says, as the laws of three countries ask: docs/privacy-notice.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.commands import Command
from bot.core.model import EventId, EventRef
from bot.handlers.answers import Asked
from bot.handlers.privacy_notice import NoticeFacts, PrivacyDesk, PrivacyNotice
from bot.i18n import Texts
from bot.operator_section import Operator
from tests.fakes.clock import ManualClock
from tests.handlers.house import ANA, CHANNEL, EN, FLEUR, FR, MEMBERS, House

OPERATOR = Operator("Red <b>de</b> ejemplo", "privacidad@example.org")
LOCAL = NoticeFacts(OPERATOR, "Apertium")
LANGUAGES = ("en", "es", "fr")


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_notice_fits_a_phone_and_has_what_matters_most(texts: Texts, language: str) -> None:
    text = PrivacyNotice(texts, LOCAL).short(language).plain
    assert len(text) < 800
    for wanted in ("privacidad@example.org", "Apertium", {"en": "lawyer", "es": "abogad", "fr": "avocat"}[language]):
        assert wanted in text


@pytest.mark.parametrize(
    ("language", "asked_for"),
    [
        (
            "es",
            ("Responsable", "Finalidades", "ARCO", "transferencias", "revocar", "Cambios", "sensible"),
        ),
        ("fr", ("Responsable", "Fins", "Moyens", "rectifier", "retirer", "extérieur du Québec", "Commission")),
        ("en", ("Responsible", "Data", "Purposes", "deleted", "corrected", "No advertising", "How long", "attorney")),
    ],
)
def test_the_full_notice_has_what_the_laws_ask_for(texts: Texts, language: str, asked_for: tuple[str, ...]) -> None:
    text = PrivacyNotice(texts, LOCAL).full(language).plain
    for wanted in asked_for:
        assert wanted in text


def test_it_says_where_text_goes_to_be_translated(texts: Texts) -> None:
    assert "No text leaves" in PrivacyNotice(texts, LOCAL).short("en").plain
    away = PrivacyNotice(texts, NoticeFacts(OPERATOR, "Cloud", text_leaves_machine=True))
    for notice in (away.short("en").plain, away.full("en").plain):
        assert "The text of messages leaves the machine" in notice
        assert "No text leaves" not in notice
        assert "nothing to anybody else" not in notice
    assert "nothing to anybody else" in PrivacyNotice(texts, LOCAL).full("en").plain


def test_without_an_operator_it_says_so_plainly(texts: Texts) -> None:
    assert "no name or contact" in PrivacyNotice(texts, NoticeFacts(None, "Apertium")).short("en").plain


def test_what_the_operator_wrote_is_text_and_never_markup(texts: Texts) -> None:
    assert "<b>de</b>" not in PrivacyNotice(texts, LOCAL).short("en").html
    assert "<b>de</b>" in PrivacyNotice(texts, LOCAL).short("en").plain


def test_another_operator_or_engine_is_another_edition(texts: Texts) -> None:
    facts = [
        LOCAL,
        NoticeFacts(None, "Apertium"),
        NoticeFacts(Operator("Red", "otra"), "Apertium"),
        NoticeFacts(OPERATOR, "Firefox"),
        NoticeFacts(OPERATOR, "Apertium", text_leaves_machine=True),
        NoticeFacts(OPERATOR, "Apertium", passes_files=True),
    ]
    assert len({PrivacyNotice(texts, each).edition for each in facts}) == len(facts)
    assert PrivacyNotice(texts, LOCAL).edition == PrivacyNotice(texts, NoticeFacts(OPERATOR, "Apertium")).edition


@pytest.mark.parametrize("language", LANGUAGES)
async def test_privacy_is_answered_in_the_language_of_the_command(texts: Texts, language: str) -> None:
    notice = PrivacyNotice(texts, LOCAL)
    ref = EventRef(EN, EventId("$1"))
    asked = Asked(Command("help", {}, language), MEMBERS[ANA], CHANNEL, "en", ref, ManualClock().now())
    assert (await PrivacyDesk(notice).short(asked)).text == notice.short(language)
    assert (await PrivacyDesk(notice).full(asked)).text == notice.full(language)


async def test_anybody_in_a_room_may_ask_for_it(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(FR, FLEUR, "!vie privée")
        assert house.homeserver.texts(FR)[-1].startswith("Vie privée")
        (asked_for,) = [line for line in house.homeserver.texts(FR)[-1].splitlines() if "!" in line]
        await house.said(FR, FLEUR, asked_for[asked_for.index("!") :])
        assert house.homeserver.texts(FR)[-1].startswith("Avis de confidentialité complet")


def test_the_notice_tells_of_files_where_they_are_passed_on(texts: Texts) -> None:
    passing = PrivacyNotice(texts, NoticeFacts(OPERATOR, "Apertium", passes_files=True))
    for language, word in (("en", "Pictures"), ("es", "imágenes"), ("fr", "images")):
        assert word in passing.short(language).plain
        assert word in passing.full(language).plain
        assert word not in PrivacyNotice(texts, LOCAL).full(language).plain
