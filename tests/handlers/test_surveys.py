"""Surveys through the whole bot: made by a coordinator, answered in private, shown only when enough have answered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest_asyncio

from bot.core.model import EventId, Member, RoomId, UserId
from bot.core.surveys import QUOTABLE, Answer
from bot.errors import MatrixError
from bot.resources import config_dir
from bot.store.database import connect
from bot.store.survey_file import load_surveys
from bot.store.surveys import Surveys
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, ELLEN, EN, ES, FIELDS, FLEUR, FR, KEY, MEMBERS, House
from tests.handlers.register_house import direct_room, tell
from tests.system.stores import every_value

VOICES = {UserId(f"@v{at}:demo.local"): f"Union {at % 4}" for at in range(12)}
CORA = UserId("@cora:demo.local")
PEOPLE = tuple(VOICES)
SHIPPED = config_dir() / "surveys.yaml"
DAY_S = 24 * 3600


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    voices = {user: Member(user, "V", group, "en") for user, group in VOICES.items()}
    cora = Member(CORA, "Cora", "Local 12", "en", "coordinator")
    async with House(folder, detectors=detectors(), members={**MEMBERS, **voices, CORA: cora}) as house:
        for room, people in ((EN, {ELLEN, CORA}), (ES, {ANA}), (FR, {FLEUR})):
            house.homeserver.rooms[room].people |= people
        yield house


async def launched(house: House, *, title: str = "Pay", choices: str = "good; bad; none") -> str:
    """A survey with one question, launched by Cora in English; gives what she reads last."""
    last = ""
    for said in ("!survey new", str(await own_number(house)), title, "1", "How is your pay?", choices, "enough", "14"):
        last = await tell(house, said, CORA)
    while "Texts left to look at" in last:
        last = await tell(house, "keep", CORA)
    return await tell(house, "launch", CORA)


async def own_number(house: House) -> int:
    """Of the choice to ask questions of one's own, the last one."""
    shown = await tell(house, "!survey new", CORA)
    await tell(house, "cancel", CORA)
    return sum(line[:1].isdigit() for line in shown.splitlines())


async def handed_in(house: House, users: Iterable[UserId], *answers: Answer, number: int = 1) -> None:
    """As if each had gone through the questions, which takes the bot a message each."""
    for user in users:
        await Surveys(house.database).answer(number, user, answers, EventId(f"${number}{user}"))


def notices(house: House, room_id: RoomId, word: str) -> int:
    return sum(word in text for text in house.homeserver.texts(room_id))


async def posted(house: House, *words: str) -> None:
    """Let the bot run until every room has a notice with the words of its language."""

    def all_told() -> bool:
        return all(notices(house, room, word) for room, word in zip((EN, ES, FR), words, strict=True))

    await house.until(all_told, seconds_each=0.2)


# --- making --------------------------------------------------------------------------------------------------------


async def test_a_survey_is_announced_in_every_room_in_its_language_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        assert "Launched as survey 1" in await launched(house)
        await posted(house, "A survey of the network", "Una encuesta de la red", "Un sondage du réseau")
        commands = ("!survey answer 1", "!encuesta responder 1", "!sondage répondre 1")
        assert [notices(house, room, word) for room, word in zip((EN, ES, FR), commands, strict=True)] == [1, 1, 1]
        await house.restart()
        house.clock.advance(300)
        await house.idle()
        assert [notices(house, room, word) for room, word in zip((EN, ES, FR), commands, strict=True)] == [1, 1, 1]


async def test_a_notice_whose_answer_got_lost_is_looked_for_after_a_new_login_and_not_sent_again(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as house:
        await house.idle()
        sending = house.rooms.hold("send", room_id=ES, done=True)
        survey = await Surveys(house.database).launch(load_surveys(SHIPPED)[0], *open_for(house), EventId("$launch"))
        assert survey.number == 1
        await house.until(sending.reached.is_set, seconds_each=0.2)
        assert notices(house, ES, "encuesta") == 1
        await house.crash()
        house.login("second login")
        await house.start()
        await house.until(lambda: notices(house, FR, "sondage"), seconds_each=0.2)
        await house.until(lambda: "announcements_in" in house.rooms.calls, seconds_each=0.2)
        await house.idle()
        assert notices(house, ES, "encuesta") == 1


def open_for(house: House) -> tuple[datetime, datetime]:
    return house.clock.now(), house.clock.now() + timedelta(days=7)


async def test_a_room_that_refuses_keeps_no_other_room_from_hearing(house: House) -> None:
    await house.idle()
    house.rooms.fail("send", MatrixError("M_FORBIDDEN", 403), room_id=EN, times=1)
    await Surveys(house.database).launch(load_surveys(SHIPPED)[0], *open_for(house), EventId("$launch"))
    await house.until(lambda: notices(house, FR, "sondage"), seconds_each=0.2)
    assert not notices(house, EN, "survey")
    house.clock.advance(3600)
    await house.until(lambda: notices(house, EN, "survey"), seconds_each=0.2)


async def test_only_a_coordinator_makes_one_and_only_the_typed_word_launches_it(house: House) -> None:
    assert "Only coordinators" in await tell(house, "!survey new", ELLEN)
    await tell(house, "!survey new", CORA)
    await tell(house, "1", CORA)
    assert "launch" in await tell(house, "14", CORA)
    for said in ("yes", "sí", "publish", "👍"):
        assert "launch" in await tell(house, said, CORA)
    assert "no survey yet" in await tell(house, "!survey", CORA)
    assert "Launched" in await tell(house, "lancer", CORA)


async def test_every_text_of_the_machine_is_looked_at_before_the_launch_and_corrected(house: House) -> None:
    for said in ("!survey new", str(await own_number(house)), "Pay", "2", "Which?", "one; two", "enough"):
        await tell(house, said, CORA)
    shown = await tell(house, "30", CORA)
    assert "ES Pay" in shown
    assert "left to look at: 8" in shown
    assert "launch" not in await tell(house, "launch", CORA)  # taken as the corrected text, never as the word
    await tell(house, "keep", CORA)
    shown = await tell(house, "¿Cuál?", CORA)
    for _ in range(5):
        shown = await tell(house, "keep", CORA)
    assert "1. es: launch" in shown
    assert "2. es: ¿Cuál?" in shown
    assert "1. es: Salario" in await tell(house, "1 es Salario", CORA)


async def test_a_yes_is_never_taken_for_a_translation_but_where_the_text_is_one(house: House) -> None:
    for said in ("!survey new", str(await own_number(house)), "Pay", "1", "Enough?", "yes; no", "enough"):
        await tell(house, said, CORA)
    assert "ES Pay" in await tell(house, "14", CORA)
    assert await tell(house, "ok", CORA) == "If it is right, write: keep"
    for _ in range(3):
        await tell(house, "keep", CORA)
    assert "ES yes" in await tell(house, "keep", CORA)
    assert "FR yes" in await tell(house, "Sí", CORA)


async def test_back_takes_the_last_step_back_and_nothing_is_left_of_it(house: House) -> None:
    for said in ("!survey new", str(await own_number(house)), "Pay", "1", "back", "2", "Which?", "back", "What?"):
        await tell(house, said, CORA)
    last = ""
    for said in ("one; two", "3", "How many?", "back", "enough"):
        last = await tell(house, said, CORA)
    last = await tell(house, "7", CORA)
    assert "left to look at: 8" in last
    while "left to look at" in last:
        last = await tell(house, "keep", CORA)
    assert [line for line in last.splitlines() if " en: " in line] == [
        "1. en: Pay",
        "2. en: What?",
        "3. en: one",
        "4. en: two",
    ]


async def test_names_are_kept_out_of_questions_and_answers(house: House) -> None:
    for said in ("!survey new", str(await own_number(house))):
        await tell(house, said, CORA)
    assert "Juana" in await tell(house, "About Juana", CORA)
    last = ""
    for said in ("Ideas", "5", "What helps?", "enough", "7"):
        last = await tell(house, said, CORA)
    while "left to look at" in last:
        last = await tell(house, "keep", CORA)
    await tell(house, "launch", CORA)
    await tell(house, "!survey answer 1")
    assert "I do not record this" in await tell(house, "Ask Juana at the gate")
    assert "word for word" in await tell(house, "More time")
    assert "More time (may be quoted)" in await tell(house, "2")
    assert "Thank you" in await tell(house, "save")


# --- answering -----------------------------------------------------------------------------------------------------


async def test_answers_are_resumed_after_a_restart_and_changed_until_the_close(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await launched(house)
        assert "How is your pay?" in await tell(house, "!survey answer 1")
        await house.restart()
        assert "How is your pay?" in await tell(house, "!survey answer")
        assert "→ bad" in await tell(house, "bad")
        assert "Thank you" in await tell(house, "save")
        assert "→ bad" in await tell(house, "!survey answer 1")
        for said in ("1", "1", "save"):
            await tell(house, said)
        assert "→ good" in await tell(house, "!survey answer 1")
        assert "you have answered" in await tell(house, "!survey")
        await tell(house, "!survey close 1", CORA)
        told = await tell(house, "1")
        assert "has closed and takes no more answers" in told, "nobody who is answering hears that nothing was asked"
        assert "!survey results 1" in told
        assert "no open question" in await tell(house, "1")
        assert "No survey is open" in await tell(house, "!survey answer 1")


async def test_answers_are_read_as_people_give_them(house: House) -> None:
    for said in ("!survey new", str(await own_number(house)), "Pay", "3", "How many?", "4", "Since?", "5", "Else?"):
        await tell(house, said, CORA)
    last = await tell(house, "enough please", CORA)
    for said in ("10", *("keep",) * 8, "launch"):
        last = await tell(house, said, CORA)
    assert "Launched" in last
    await tell(house, "!survey answer 1", PEOPLE[0])
    assert "up to 9999" in await tell(house, "12,000", PEOPLE[0])
    assert "2/3" in await tell(house, "1 200", PEOPLE[0])
    assert "3/3" in await tell(house, "no idea", PEOPLE[0])
    assert "nothing in it" in await tell(house, "…?", PEOPLE[0])
    assert "May these words" in await tell(house, "The heat.", PEOPLE[0])
    assert "numbers" in await tell(house, "yes", PEOPLE[0])  # what is shown to others is chosen by its number
    assert "→ 1,200" in await tell(house, "no", PEOPLE[0])


async def test_nothing_of_it_is_answered_in_a_room(house: House) -> None:
    await launched(house)
    await house.said(EN, ELLEN, "!survey answer 1")
    assert "direct chat" in house.homeserver.texts(EN)[-1]


async def test_wrong_answers_are_told_what_to_type_and_move_nothing(house: House) -> None:
    await launched(house)
    await tell(house, "!survey answer 1")
    for wrong in ("9", "0", "maybe", "1, 2", "²"):
        assert "How is your pay?" in await tell(house, wrong)
    for command in ("!survey answer 7", "!survey results 7", "!survey results 1", "!survey close x"):
        assert "survey" in (await tell(house, command, CORA)).lower()


async def test_forget_me_deletes_the_answers(house: House) -> None:
    await launched(house)
    await handed_in(house, (ELLEN,), ("1",))
    await tell(house, "!survey answer 1")
    await house.said(direct_room(house), ELLEN, "!forget me understood")

    async def gone() -> bool:
        tables = ("survey_reply", "talk")
        rows = [await house.database.fetch_one(f"SELECT count(*) AS n FROM {table}") for table in tables]
        return all(row is not None and row["n"] == 0 for row in rows)

    await house.until(gone, seconds_each=0.2)


# --- results -------------------------------------------------------------------------------------------------------


async def test_results_come_with_the_close_and_single_answers_go_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await launched(house)
        await handed_in(house, PEOPLE[:6], ("1",))
        await handed_in(house, PEOPLE[6:], ("2",))
        assert "still open" in await tell(house, "!survey results 1")
        house.clock.advance(14 * DAY_S)
        await posted(house, "A survey has closed", "Una encuesta ha terminado", "Un sondage est terminé")
        results = await tell(house, "!survey results 1")
        assert "12 answers" in results
        assert "good: 6" in results or "bad: 6" in results
        assert "the rest is hidden" in results  # nobody said "none", so one more cell is hidden
        await house.crash()
        with closing(connect(tmp_path / "bot.db", KEY, FIELDS)) as connection:
            assert not connection.execute("SELECT * FROM survey_reply").fetchall()
            voices = [value for value in every_value(connection) if "@v1:" in str(value)]
        assert all("answers" not in str(value) for value in voices)
        await house.start()


async def test_of_four_answers_or_of_two_groups_nothing_is_shown(house: House) -> None:
    await launched(house)
    await handed_in(house, PEOPLE[:4], ("1",))
    await tell(house, "!survey close 1", CORA)
    assert "Too few answers to show any." in await tell(house, "!survey results 1")
    await launched(house)
    await handed_in(house, [user for user in PEOPLE if VOICES[user] in ("Union 0", "Union 1")], ("1",), number=2)
    await tell(house, "!survey close 2", CORA)
    assert "Too few answers to show any." in await tell(house, "!survey results 2")


async def test_a_text_stands_in_the_results_only_where_five_have_released_theirs(house: House) -> None:
    last = ""
    for said in ("!survey new", str(await own_number(house)), "Ideas", "5", "What helps?", "enough", "7"):
        last = await tell(house, said, CORA)
    while "left to look at" in last:
        last = await tell(house, "keep", CORA)
    await tell(house, "launch", CORA)
    for at, user in enumerate(PEOPLE[:8]):
        await handed_in(house, (user,), (f"idea {at}", QUOTABLE) if at < 5 else (f"idea {at}",))
    await tell(house, "!survey close 1", CORA)
    results = await tell(house, "!survey results 1")
    assert "8 answers" in results
    assert [at for at in range(8) if f"idea {at}" in results] == [0, 1, 2, 3, 4]


async def test_the_first_survey_ships_in_three_languages_and_is_asked_again_as_a_series(house: House) -> None:
    for number in (1, 2):
        for said in ("!survey new", "1", "14", "launch"):
            await tell(house, said, CORA)
        outcome = ("1",) if number == 1 else ("2",)
        await handed_in(house, PEOPLE, ("3",), ("2025",), outcome, (), (), (), (), number=number)
        await tell(house, f"!survey close {number}", CORA)
    for user, typed, title in (
        (ELLEN, "!survey results 2", "Petitions of our groups"),
        (ANA, "!encuesta resultados 2", "Peticiones de nuestros grupos"),
        (FLEUR, "!sondage résultats 2", "Pétitions de nos groupes\u00a0:"),
    ):
        assert title in await tell(house, typed, user)
    assert "In brackets" in await tell(house, "!survey results 2")
