"""Several engines for a channel: which one translates, and what it takes until a company does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.model import Language, RoomId, Text
from bot.errors import EngineUnavailable, EnvironmentFault
from bot.ports import EngineQuality
from bot.sentences import as_it_is
from bot.translation.engine_set import EngineSet
from bot.translation.failures import Refused
from bot.translation.phrasebook import PHRASEBOOK
from tests.channels import by_language
from tests.fakes.clock import ManualClock
from tests.fakes.engines import EchoEngine, HangingEngine, ScriptedEngine
from tests.handlers.house import ANA, CARLA, CHANNEL, ELLEN, EN, ES, FR, RETRY_S, TIMEOUT_S, House


class DownEngine(EchoEngine):
    """Fails while `error` is set."""

    def __init__(self, error: EngineUnavailable | None, name: str = "Better") -> None:
        super().__init__(name=name)
        self.error = error

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        if self.error is not None:
            raise self.error
        return [f"{self.name} {each}" for each in await super().translate(segments, source, target)]


class GistEngine(EchoEngine):
    """Its way back leads to the same words: it is not doubted for that."""

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        answers = await super().translate(segments, source, target)
        mark = f"{source.upper()} "
        return [
            segment.removeprefix(mark) if segment.startswith(mark) else answer
            for segment, answer in zip(segments, answers, strict=True)
        ]


class NamedEngine(ScriptedEngine):
    def __init__(self, name: str, answers: Mapping[str, str], quality: EngineQuality = "translation") -> None:
        super().__init__(answers.__getitem__, quality)
        self.name = name


class HandBook:
    """What people have translated."""

    name = PHRASEBOOK

    def __init__(self) -> None:
        self.asked: list[str] = []

    def answer(self, segment: str, source: Language, target: Language) -> str | None:
        del source
        self.asked.append(segment)
        return f"{target.upper()} by hand" if segment == "Gracias" else None


def gist() -> EchoEngine:
    return GistEngine("gist", name="Plain")


def cloud() -> EchoEngine:
    return EchoEngine(name="Company", privacy="cloud")


def seen(engine: EchoEngine) -> str:
    return " ".join(segment for segments, _, _ in engine.calls for segment in segments)


async def answer(house: House, typed: str, room: RoomId = EN) -> str:
    ref = await house.said(room, CARLA, typed)
    (text,) = [each.text for each in house.homeserver.shown(room) if each.outgoing.reply_to == ref.event_id]
    return text


# The order


async def test_the_first_of_the_list_translates_and_is_named(tmp_path: Path) -> None:
    plain = gist()
    async with House(tmp_path, engines={"firefox": EchoEngine(name="Better"), "apertium": plain}) as house:
        await house.said(ES, ANA, "Hola")
        (text,) = house.homeserver.texts(EN)
        assert "EN Hola" in text
        assert "es→en · Better · machine translation" in text
        assert plain.calls == []


@pytest.mark.parametrize("error", [EngineUnavailable("down"), Refused("not this text")])
async def test_a_failure_goes_to_the_next_engine_at_once(tmp_path: Path, error: EngineUnavailable) -> None:
    async with House(tmp_path, engines={"firefox": DownEngine(error), "apertium": gist()}) as house:
        await house.said(ES, ANA, "Hola")
        (text,) = house.homeserver.texts(EN)
        assert "es→en · Plain · rough translation, may be wrong" in text
        assert await house.ledger.untranslated(EN) is None


async def test_a_time_out_and_a_failed_check_go_to_the_next_engine(tmp_path: Path) -> None:
    for number, bad in enumerate((HangingEngine(), ScriptedEngine(lambda _: "99 bottles"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        engines = {"firefox": bad, "apertium": gist()}
        async with House(folder, engines=engines, timeout_s=TIMEOUT_S) as house:  # type: ignore[arg-type]
            await house.said(ES, ANA, "Hola")
            assert ["EN Hola" in text and "Plain" in text for text in house.homeserver.texts(EN)] == [True]


async def test_an_engine_that_rests_is_tried_with_nobodys_words_and_used_again(tmp_path: Path) -> None:
    better = DownEngine(EngineUnavailable("down"))
    async with House(tmp_path, engines={"firefox": better, "apertium": gist()}) as house:
        await house.said(ES, ANA, "secreto")
        better.error = None
        await house.until(lambda: better.calls, seconds_each=RETRY_S / 4)
        assert seen(better) == "Buenos días."
        await house.until(lambda: len(better.calls) == 2, seconds_each=RETRY_S / 4)
        await house.said(ES, ANA, "Hola")
        assert "Better EN Hola" in house.homeserver.texts(EN)[-1]


async def test_when_every_engine_fails_the_original_goes_out_and_the_translation_follows(tmp_path: Path) -> None:
    engines = {"firefox": DownEngine(EngineUnavailable("down")), "apertium": DownEngine(Refused("no"))}
    async with House(tmp_path, engines=engines) as house:  # type: ignore[arg-type]
        await house.said(ES, ANA, "Hola")
        assert "not translated yet" in house.homeserver.texts(EN)[0]
        engines["firefox"].error = None
        await house.until(lambda: "Better EN Hola" in house.homeserver.texts(EN)[0], seconds_each=10)


async def test_when_every_engine_refuses_the_original_stays_alone(tmp_path: Path) -> None:
    engines = {"firefox": DownEngine(Refused("no")), "apertium": DownEngine(Refused("no"))}
    async with House(tmp_path, engines=engines) as house:  # type: ignore[arg-type]
        await house.said(ES, ANA, "Hola")
        assert "not translated]" in house.homeserver.texts(EN)[0]
        assert await house.ledger.untranslated(EN) is None


async def test_a_channel_may_have_an_order_of_its_own(tmp_path: Path) -> None:
    other = {"en": RoomId("!en2"), "es": RoomId("!es2")}
    channels = (CHANNEL, replace(CHANNEL, name="other", rooms=by_language(other), engines=("apertium",)))
    engines = {"firefox": EchoEngine(name="Better"), "apertium": gist()}
    house = House(tmp_path, engines=engines, channels=channels)  # type: ignore[arg-type]
    for room_id in other.values():
        house.homeserver.add_room(room_id)
    async with house:
        await house.said(other["es"], ANA, "Hola")
        await house.said(ES, ANA, "Hola")
        assert "rough translation" in house.homeserver.texts(other["en"])[0]
        assert "Better" in house.homeserver.texts(EN)[0]


async def test_an_engine_that_is_not_installed_is_left_out_unless_it_is_the_only_one() -> None:
    class Missing(EchoEngine):
        async def start(self) -> None:
            raise EnvironmentFault(as_it_is("not installed"))

    both = EngineSet({"firefox": Missing(), "apertium": EchoEngine()}, ManualClock(), 1, 1)
    await both.start()
    assert ("firefox" in both, "apertium" in both) == (False, True)
    with pytest.raises(EnvironmentFault, match="not installed"):
        await EngineSet({"firefox": Missing()}, ManualClock(), 1, 1).start()


# Doubts


SAID, LOST, KEPT = "No firmaron.", "They signed.", "They did not sign."


async def test_a_doubtful_translation_goes_to_the_next_engine(tmp_path: Path) -> None:
    engines = {
        "firefox": NamedEngine("Better", {SAID: LOST}),
        "apertium": NamedEngine("Plain", {SAID: KEPT}),
    }
    async with House(tmp_path, engines=engines) as house:  # type: ignore[arg-type]
        await house.said(ES, ANA, SAID)
        (text,) = house.homeserver.texts(EN)
        assert KEPT in text
        assert "es→en · Plain · machine translation" in text
        assert LOST not in text


async def test_only_the_doubtful_line_goes_to_the_next_engine_and_both_are_named(tmp_path: Path) -> None:
    other = "La reunión es mañana."
    better = NamedEngine("Better", {SAID: LOST, other: "The meeting is tomorrow."})
    plain = NamedEngine("Plain", {SAID: KEPT})
    engines = {"firefox": better, "apertium": plain}
    async with House(tmp_path, engines=engines) as house:  # type: ignore[arg-type]
        await house.said(ES, ANA, Text(f"{other}\n\n{SAID}", f"<p>{other}</p><p>{SAID}</p>"))
        text = house.homeserver.texts(EN)[0]
        assert "The meeting is tomorrow." in text
        assert KEPT in text
        assert "Better, Plain · machine translation" in text
        assert other not in seen(plain)


async def test_what_every_engine_leaves_doubtful_stands_below_the_original_and_says_so(tmp_path: Path) -> None:
    engines = {"firefox": NamedEngine("Better", {SAID: LOST}), "apertium": NamedEngine("Plain", {SAID: "Signed."})}
    async with House(tmp_path, engines=engines) as house:  # type: ignore[arg-type]
        await house.said(ES, ANA, SAID)
        (text,) = house.homeserver.texts(EN)
        assert SAID in text
        assert "es→en · Better · doubtful, check with the original" in text
        assert text.index(SAID) < text.index(LOST)


@pytest.mark.parametrize("error", [EngineUnavailable("down"), Refused("not this text")])
async def test_a_doubtful_translation_is_not_lost_when_the_next_engine_fails(
    tmp_path: Path, error: EngineUnavailable
) -> None:
    engines = {"firefox": NamedEngine("Better", {SAID: LOST}), "apertium": DownEngine(error)}
    async with House(tmp_path, engines=engines) as house:  # type: ignore[arg-type]
        await house.said(ES, ANA, SAID)
        (text,) = house.homeserver.texts(EN)
        assert "doubtful, check with the original" in text
        assert LOST in text


# What people have translated


async def test_the_phrasebook_is_asked_once_and_no_engine_then(tmp_path: Path) -> None:
    book, better, plain = HandBook(), EchoEngine(name="Better"), gist()
    other = {"en": RoomId("!en2"), "es": RoomId("!es2")}
    house = House(
        tmp_path,
        engines={"firefox": better, "apertium": plain},
        channels=(replace(CHANNEL, rooms=by_language(other)),),
        ready=[book],
    )
    for room_id in other.values():
        house.homeserver.add_room(room_id)
    async with house:
        await house.said(other["es"], ANA, "Gracias")
        (text,) = house.homeserver.texts(other["en"])
        assert "EN by hand" in text
        assert "es→en · translated by people, from the phrasebook" in text
        assert (book.asked, better.calls, plain.calls) == (["Gracias"], [], [])


async def test_the_phrasebook_answers_when_no_engine_works_and_no_probe_takes_it_for_an_engine(tmp_path: Path) -> None:
    book, down = HandBook(), DownEngine(EngineUnavailable("down"))
    async with House(tmp_path, engines={"firefox": down}, ready=[book]) as house:
        await house.said(ES, ANA, "Hola")
        assert "not translated yet" in house.homeserver.texts(EN)[0]
        await house.said(ES, ANA, "Gracias")
        assert "EN by hand" in house.homeserver.texts(EN)[1]
        down.error = None
        await house.until(lambda: "Buenos días. Buenos días." in seen(down), seconds_each=RETRY_S / 4)
        assert not set(book.asked) & {"Buenos días."}


# A company


async def test_without_consent_nothing_reaches_a_company(tmp_path: Path) -> None:
    company = cloud()
    async with House(tmp_path, engines={"deepl": company, "apertium": gist()}) as house:
        await house.said(ES, ANA, "Hola")
        assert company.calls == []
        assert "rough translation" in house.homeserver.texts(EN)[0]
        assert "!engine cloud on understood" in await answer(house, "!engine cloud on")
        await house.said(ES, ANA, "Hola")
        assert company.calls == []


async def test_consent_takes_a_typed_word_and_every_room_hears_who_reads(tmp_path: Path) -> None:
    company = cloud()
    async with House(tmp_path, engines={"deepl": company, "apertium": gist()}) as house:
        await house.said(EN, CARLA, "!engine cloud on understood")
        heard = {room: house.homeserver.texts(room)[-1] for room in (EN, ES, FR)}
        assert all("Company" in text for text in heard.values())
        assert "From now on Company" in heard[EN]
        assert "A partir de ahora Company" in heard[ES]
        assert "À partir de maintenant, Company" in heard[FR]
        await house.said(ES, ANA, "Hola")
        assert "Company · machine translation" in house.homeserver.texts(EN)[-1]
        await house.restart()
        await house.said(ES, ANA, "otra vez")
        assert "otra vez" in seen(company)


async def test_off_stops_it_at_once_and_tells_every_room(tmp_path: Path) -> None:
    company = cloud()
    async with House(tmp_path, engines={"deepl": company, "apertium": gist()}) as house:
        await house.said(EN, CARLA, "!engine cloud on understood")
        await house.said(FR, CARLA, "!moteur nuage désactiver")
        assert "From now on no company" in house.homeserver.texts(EN)[-1]
        await house.said(ES, ANA, "Hola")
        assert company.calls == []
        await house.restart()
        await house.said(ES, ANA, "Hola")
        assert company.calls == []


async def test_only_a_coordinator_may_switch_it_on(tmp_path: Path) -> None:
    company = cloud()
    async with House(tmp_path, engines={"deepl": company, "apertium": gist()}) as house:
        await house.said(EN, ELLEN, "!engine cloud on understood")
        await house.said(ES, ANA, "Hola")
        assert company.calls == []


async def test_a_company_gets_no_name_that_the_shield_finds(tmp_path: Path) -> None:
    company = cloud()
    async with House(tmp_path, engines={"deepl": company, "apertium": gist()}) as house:
        await house.said(EN, CARLA, "!engine cloud on understood")
        await house.said(ES, ANA, "Despidieron a María Fernández ayer. Pregúntale a **Fernández**.")
        text = house.homeserver.texts(EN)[-1]
        assert text.count("María Fernández") >= 1
        assert text.count("Fernández") >= 2
        assert "Despidieron" in seen(company)
        assert not any(word in seen(company) for word in ("María", "Fernández"))


async def test_a_name_that_another_line_gives_away_is_hidden_where_only_one_line_is_asked(tmp_path: Path) -> None:
    first, bare = "La reunión es con el señor Ventana.", "No Ventana."
    better, company = NamedEngine("Better", {first: "The meeting is with Mr Ventana.", bare: "Ventana."}), cloud()
    async with House(tmp_path, engines={"firefox": better, "deepl": company}) as house:
        await house.said(EN, CARLA, "!engine cloud on understood")
        await house.said(ES, ANA, Text(f"{first}\n\n{bare}", f"<p>{first}</p><p>{bare}</p>"))
        assert seen(company).startswith("No ")
        assert "Ventana" not in seen(company)


async def test_engine_shows_what_is_in_force(tmp_path: Path) -> None:
    async with House(tmp_path, engines={"deepl": cloud(), "apertium": gist()}) as house:
        before = await answer(house, "!engine")
        assert "1. Company: a company on the internet, which reads the text. Not used" in before
        assert "2. Plain: on our own computer" in before
        await house.said(EN, CARLA, "!engine cloud on understood")
        assert "1. Company: a company on the internet, which reads the text. Ready." in await answer(house, "!engine")


async def test_without_an_engine_of_a_company_there_is_nothing_to_switch(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        assert "No engine of a company is set up" in await answer(house, "!engine cloud on understood")
