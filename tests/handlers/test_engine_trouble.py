"""An engine that hangs or fails delays its own translations and nothing else; what it owes follows as an edit."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.core.model import Language, RoomId
from bot.errors import EngineUnavailable, MatrixError
from bot.handlers.copy_writer import CopyOrder, CopyWriter, Written
from bot.translation.failures import Refused
from tests.fakes.engines import EchoEngine, HangingEngine, ScriptedEngine
from tests.handlers.house import ANA, CARLA, EN, ES, FR, RETRY_S, TIMEOUT_S, House

LATER = {EN: "not translated yet", FR: "pas encore traduit"}
NEVER = {EN: "not translated]", FR: "non traduit]"}


class GatedEngine(EchoEngine):
    """While it is down it fails at once; afterwards it waits for `gate`."""

    def __init__(self) -> None:
        super().__init__()
        self.down = True
        self.asked = asyncio.Event()
        self.gate = asyncio.Event()

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        if self.down:
            raise EngineUnavailable("down")
        if target == "en":
            self.asked.set()
            await self.gate.wait()
        return await super().translate(segments, source, target)


def hanging(tmp_path: Path, engine: HangingEngine) -> House:
    return House(tmp_path, engine=engine, timeout_s=TIMEOUT_S)


def waits(house: House, room_id: RoomId) -> list[bool]:
    """For each copy in a room: whether it is the original with the promise of a translation."""
    return [LATER[room_id] in text for text in house.homeserver.texts(room_id)]


async def recover(house: House, engine: HangingEngine) -> None:
    """The engine works again, and is asked again."""
    engine.hanging = False
    house.clock.advance(RETRY_S + 1)
    await house.until(lambda: _nothing_waits(house), seconds_each=1)
    await house.idle()


async def _nothing_waits(house: House) -> bool:
    return not [room for room in (EN, ES, FR) if await house.ledger.untranslated(room)]


# A hanging engine


async def test_the_first_message_goes_out_alone_after_the_time_out_and_the_next_ones_at_once(tmp_path: Path) -> None:
    engine = HangingEngine()
    async with hanging(tmp_path, engine) as house:
        for text in ("uno", "dos", "tres"):
            house.homeserver.say(ES, ANA, text)
        await house.idle()
        assert waits(house, EN) == waits(house, FR) == [True] * 3
        assert [text in shown for text, shown in zip(("uno", "dos", "tres"), house.homeserver.texts(EN), strict=True)]
        assert len(engine.calls) <= 6, "all at once, so that it is one time-out for each direction"
        engine.calls.clear()
        await house.said(ES, ANA, "cuatro")
        assert engine.calls == []


async def test_the_other_language_does_not_wait(tmp_path: Path) -> None:
    engine = HangingEngine(only="fr")
    async with House(tmp_path, engine=engine, timeout_s=1000) as house:
        house.homeserver.say(ES, ANA, "uno")
        house.homeserver.say(ES, ANA, "dos")
        await engine.began.wait()
        await house.until(lambda: len(house.homeserver.texts(EN)) == 2)
        assert waits(house, EN) == [False, False]
        assert house.homeserver.texts(FR) == []


async def test_commands_and_deletions_do_not_wait(tmp_path: Path) -> None:
    engine = HangingEngine()
    engine.hanging = False
    async with House(tmp_path, engine=engine, timeout_s=1000) as house:
        said = await house.said(ES, ANA, "borrar")
        engine.hanging = True
        house.homeserver.say(ES, ANA, "espera")
        await engine.began.wait()
        house.homeserver.say(ES, ANA, "!ayuda")
        house.homeserver.redact(ANA, said)
        await house.until(
            lambda: house.homeserver.sent(ES) and not house.homeserver.texts(EN) and not house.homeserver.texts(FR)
        )


async def test_the_translation_follows_once_as_an_edit_of_the_original(tmp_path: Path) -> None:
    engine = HangingEngine()
    async with hanging(tmp_path, engine) as house:
        await house.said(ES, ANA, "uno")
        await house.said(ES, ANA, "dos")
        assert waits(house, EN) == [True, True]
        await recover(house, engine)
        for room, language in ((EN, "EN"), (FR, "FR")):
            shown = house.homeserver.shown(room)
            assert [copy.edits for copy in shown] == [1, 1]
            assert [f"{language} uno" in shown[0].text, f"{language} dos" in shown[1].text] == [True, True]
            assert waits(house, room) == [False, False]
        house.clock.advance(10 * RETRY_S)
        await house.said(ES, ANA, "tres")
        assert [copy.edits for copy in house.homeserver.shown(EN)] == [1, 1, 0]


async def test_the_translation_follows_after_a_restart_too(tmp_path: Path) -> None:
    engine = HangingEngine()
    async with hanging(tmp_path, engine) as house:
        await house.said(ES, ANA, "uno")
        engine.hanging = False
        await house.restart()
        await house.until(lambda: _nothing_waits(house), seconds_each=1)
        assert [copy.edits for copy in house.homeserver.shown(EN)] == [1]


async def test_a_crash_after_the_original_went_out_does_not_send_it_again(tmp_path: Path) -> None:
    """The second attempt must be the same event: its translation comes as an edit."""
    engine = HangingEngine()
    async with hanging(tmp_path, engine) as house:
        held = house.rooms.hold("send", room_id=EN, done=True)
        said = house.homeserver.say(ES, ANA, "uno")
        await held.reached.wait()
        await house.crash()
        engine.hanging = False
        await house.start()
        await house.idle()
        await house.until(lambda: _nothing_waits(house), seconds_each=1)
        assert house.homeserver.copies()[said.event_id, EN] == 1
        (copy,) = house.homeserver.shown(EN)
        assert copy.edits == 1
        assert "EN uno" in copy.text


async def test_a_crash_after_the_late_translation_was_sent_does_not_bring_it_twice(tmp_path: Path) -> None:
    engine = HangingEngine(only="en")
    async with hanging(tmp_path, engine) as house:
        await house.said(ES, ANA, "uno")
        held = house.rooms.hold("send", room_id=EN, done=True)
        engine.hanging = False
        house.clock.advance(RETRY_S + 1)
        await house.until(held.reached.is_set, seconds_each=1)
        await house.restart()
        await house.until(lambda: _nothing_waits(house), seconds_each=1)
        assert [copy.edits for copy in house.homeserver.shown(EN)] == [1]


# Late translations and what happens meanwhile


@pytest.mark.parametrize("done", [False, True], ids=["before it is sent", "after it is sent"])
async def test_a_message_deleted_while_its_translation_is_brought_later_leaves_nothing(
    tmp_path: Path, done: bool
) -> None:
    engine = HangingEngine(only="en")
    async with hanging(tmp_path, engine) as house:
        said = await house.said(ES, ANA, "NOMBRE-SECRETO")
        held = house.rooms.hold("send", room_id=EN, done=done)
        engine.hanging = False
        house.clock.advance(RETRY_S + 1)
        await house.until(held.reached.is_set, seconds_each=1)
        house.homeserver.redact(ANA, said)
        await house.until(lambda: house.homeserver.texts(EN) == [])
        held.release()
        await house.idle()
        await house.until(lambda: "NOMBRE-SECRETO" not in house.homeserver.readable(EN))
        await house.idle()
        assert await house.ledger.family(said.event_id) == []


async def test_a_late_translation_sent_just_before_a_crash_is_deleted_with_its_message(tmp_path: Path) -> None:
    """Nothing was recorded of it: only the room can tell."""
    engine = HangingEngine(only="en")
    async with hanging(tmp_path, engine) as house:
        said = await house.said(ES, ANA, "NOMBRE-SECRETO")
        held = house.rooms.hold("send", room_id=EN, done=True)
        engine.hanging = False
        house.clock.advance(RETRY_S + 1)
        await house.until(held.reached.is_set, seconds_each=1)
        await house.crash()
        house.homeserver.redact(ANA, said)
        await house.start()
        await house.idle()
        assert "NOMBRE-SECRETO" not in house.homeserver.readable(EN)


async def test_after_the_deletion_of_an_untranslated_edit_the_text_of_before_is_translated(tmp_path: Path) -> None:
    engine = HangingEngine()
    async with hanging(tmp_path, engine) as house:
        said = await house.said(ES, ANA, "nueve")
        edit = house.homeserver.edit(ES, ANA, said, "diez")
        await house.idle()
        house.homeserver.redact(ANA, edit)
        await house.idle()
        assert waits(house, EN) == [True]
        await recover(house, engine)
        assert "EN nueve" in house.homeserver.texts(EN)[0]
        assert waits(house, EN) == [False]


@pytest.mark.parametrize("happens", ["deletion", "edit"])
async def test_a_translation_that_nobody_wants_any_more_is_not_even_sent(tmp_path: Path, happens: str) -> None:
    engine = GatedEngine()
    async with House(tmp_path, engine=engine) as house:
        said = await house.said(ES, ANA, "nueve")
        engine.down = False
        house.clock.advance(RETRY_S + 1)
        await house.until(engine.asked.is_set, seconds_each=1)
        if happens == "deletion":
            house.homeserver.redact(ANA, said)
            await house.deletions_done()
        else:
            house.homeserver.edit(ES, ANA, said, "diez")
            await house.until(lambda: "diez" in house.homeserver.readable(EN))
        engine.gate.set()
        await house.idle()
        await house.until(lambda: _nothing_waits(house), seconds_each=1)
        assert "EN nueve" not in "".join(sent.body.plain for sent in house.homeserver.sent(EN))


async def test_a_newer_text_is_not_hidden_by_the_late_translation_of_an_older_one(tmp_path: Path) -> None:
    engine = HangingEngine(only="en")
    async with hanging(tmp_path, engine) as house:
        said = await house.said(ES, ANA, "nueve")
        held = house.rooms.hold("send", room_id=EN)
        engine.hanging = False
        house.clock.advance(RETRY_S + 1)
        await house.until(held.reached.is_set, seconds_each=1)
        house.homeserver.edit(ES, ANA, said, "diez")
        await house.until(lambda: "diez" in house.homeserver.texts(FR)[0])
        held.release()
        await house.idle()
        (copy,) = house.homeserver.shown(EN)
        assert "EN diez" in copy.text
        assert await house.ledger.untranslated(EN) is None


async def test_an_edit_sent_just_before_a_crash_is_not_hidden_by_an_older_translation(tmp_path: Path) -> None:
    engine = HangingEngine(only="en")
    async with hanging(tmp_path, engine) as house:
        said = await house.said(ES, ANA, "nueve")
        engine.hanging = False
        house.clock.advance(RETRY_S + 1)
        held = house.rooms.hold("send", room_id=EN, done=True)
        house.homeserver.edit(ES, ANA, said, "diez")
        await held.reached.wait()
        await house.crash()
        rooms = house.login(house.rooms.login_id)
        slow = rooms.hold("fetch", room_id=ES)  # whoever comes first has to wait
        await house.start()
        await slow.reached.wait()
        slow.release()
        await house.idle()
        await house.until(lambda: _nothing_waits(house), seconds_each=1)
        assert "diez" in house.homeserver.texts(EN)[0]


async def test_an_edit_of_a_text_that_still_waits_takes_its_place(tmp_path: Path) -> None:
    engine = HangingEngine(only="en")
    async with hanging(tmp_path, engine) as house:
        said = await house.said(ES, ANA, "nueve")
        house.homeserver.edit(ES, ANA, said, "diez")
        await house.idle()
        assert waits(house, EN) == [True]
        await recover(house, engine)
        (copy,) = house.homeserver.shown(EN)
        assert copy.edits == 2
        assert "EN diez" in copy.text
        assert "EN nueve" not in house.homeserver.readable(EN)


async def test_one_late_translation_that_cannot_be_made_does_not_stop_the_others(tmp_path: Path) -> None:
    engine = HangingEngine(only="en")
    async with hanging(tmp_path, engine) as house:
        first = await house.said(ES, ANA, "uno")
        await house.said(ES, ANA, "dos")
        await house.crash()
        house.homeserver.forged.add(first.event_id)  # its sender's device is gone, say
        await house.start()
        await recover(house, engine)
        assert [copy.edits for copy in house.homeserver.shown(EN)] == [0, 1]


async def test_a_mistake_in_a_late_translation_does_not_hold_up_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = CopyWriter.write

    async def explode(writer: CopyWriter, order: CopyOrder) -> Written:
        if "bomba" in order.event.text.plain and not engine.hanging:
            raise ZeroDivisionError
        return await write(writer, order)

    monkeypatch.setattr(CopyWriter, "write", explode)
    engine = HangingEngine()
    async with hanging(tmp_path, engine) as house:
        await house.said(ES, ANA, "bomba")
        await house.said(ES, ANA, "dos")
        await recover(house, engine)
        assert [copy.edits for copy in house.homeserver.shown(EN)] == [0, 1]


async def test_a_transient_error_does_not_lose_a_late_translation(tmp_path: Path) -> None:
    engine = HangingEngine(only="en")
    async with hanging(tmp_path, engine) as house:
        await house.said(ES, ANA, "uno")
        house.rooms.fail("send", MatrixError("M_UNKNOWN", 502), room_id=EN, times=3)
        await recover(house, engine)
        assert [copy.edits for copy in house.homeserver.shown(EN)] == [1]


# Engines that answer badly


async def test_a_text_that_the_engine_cannot_do_goes_out_alone_without_a_promise(tmp_path: Path) -> None:
    def refuse(_text: str) -> str:
        raise Refused("not this one")

    async with House(tmp_path, engine=ScriptedEngine(refuse)) as house:
        await house.said(ES, ANA, "uno")
        assert [NEVER[room] in house.homeserver.texts(room)[0] for room in (EN, FR)] == [True, True]
        assert await _nothing_waits(house)


async def test_an_engine_that_is_down_costs_no_message(tmp_path: Path) -> None:
    def fail(_text: str) -> str:
        raise EngineUnavailable("down")

    async with House(tmp_path, engine=ScriptedEngine(fail)) as house:
        for text in ("uno", "dos"):
            await house.said(ES, ANA, text)
        assert waits(house, EN) == waits(house, FR) == [True, True]


async def test_a_mistake_while_translating_costs_the_translation_and_not_the_message(tmp_path: Path) -> None:
    def explode(text: str) -> str:
        if "bomba" in text:
            raise ZeroDivisionError
        return text.upper()

    async with House(tmp_path, engine=ScriptedEngine(explode)) as house:
        await house.said(ES, ANA, "bomba")
        await house.said(ES, ANA, "dos")
        first, second = house.homeserver.texts(EN)
        assert "bomba" in first
        assert NEVER[EN] in first
        assert "DOS" in second


async def test_a_message_without_words_is_not_given_to_the_engine(tmp_path: Path) -> None:
    engine = EchoEngine()
    async with House(tmp_path, engine=engine) as house:
        await house.said(ES, ANA, "👍 12:30")
        assert engine.calls == []
        assert "👍 12:30" in house.homeserver.texts(EN)[0]
        assert LATER[EN] not in house.homeserver.texts(EN)[0]


@pytest.mark.parametrize(("quality", "original"), [("gist", True), ("translation", False)])
async def test_a_gist_stands_beside_the_original_and_a_translation_in_its_place(
    tmp_path: Path, quality: str, original: bool
) -> None:
    engine = EchoEngine("gist" if quality == "gist" else "translation")
    async with House(tmp_path, engine=engine) as house:
        await house.said(ES, CARLA, "hola")
        (text,) = house.homeserver.texts(EN)
        assert "EN hola" in text
        assert (text.count("hola") == 2) == original


async def test_a_translation_that_lost_its_negation_says_that_it_is_doubtful_in_the_readers_language(
    tmp_path: Path,
) -> None:
    engine = ScriptedEngine({"No firmaron.": "They signed.", "Firmaron.": "They signed too."}.__getitem__)
    async with House(tmp_path, engine=engine) as house:
        await house.said(ES, ANA, "No firmaron.")
        await house.said(ES, ANA, "Firmaron.")
        doubtful, plain = house.homeserver.texts(EN)
        assert "doubtful, check with the original" in doubtful
        assert "doubtful" not in plain
        assert "douteuse, à vérifier avec l’original" in house.homeserver.texts(FR)[0]
