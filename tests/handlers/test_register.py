"""The members' register through the whole bot: what is recorded, by whom, and what outlasts a crash."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import RoomId
from bot.store.database import connect
from bot.store.register import Register
from tests.handlers.house import ANA, ELLEN, EN, FIELDS, FLEUR, KEY, House
from tests.handlers.register_house import EVE, direct_room, enter, opened, published, tell
from tests.system.stores import every_value


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def chain(house: House) -> list[bytes]:
    return [row["chain"] for row in await house.database.fetch_all("SELECT chain FROM register_log ORDER BY seq")]


# --- changing ------------------------------------------------------------------------------------------------------


async def test_a_stage_is_recorded_once_and_again_changes_nothing(house: House) -> None:
    record_id = await enter(house)
    command = f"!petition update {record_id} declined 2026-11-04 reason:no_reason_given"
    done = await tell(house, command)
    assert "Petition not taken up" in done
    assert "no reason given" in done
    assert "nothing was changed" in await tell(house, command)
    assert (await tell(house, f"!petition history {record_id}")).count("Petition not taken up") == 2


async def test_a_stage_that_cannot_come_next_names_those_that_can(house: House) -> None:
    record_id = await enter(house)
    refused = await tell(house, f"!petition update {record_id} panel_composed 2026-11-04")
    assert f"!petition update {record_id} declined" in refused
    refused = await tell(house, f"!petition update {record_id} no_answer 2026-11-04")
    assert "worked out" in refused


async def test_in_the_evening_of_the_americas_it_is_not_tomorrow_yet(house: House) -> None:
    house.clock.advance(14 * 3600)  # two in the morning in UTC
    record_id = await enter(house, filed="2026-10-21", received="2026-10-23")
    for asked in (f"!petition status {record_id}", "!petition list overdue", "!digest full"):
        told = await tell(house, asked)
        assert "over," not in told, asked
        assert "have passed" not in told, asked
    assert "30 days" in await tell(house, f"!petition status {record_id}")
    assert record_id not in await tell(house, "!petition list overdue")
    assert "Nov 22, 2026" in await tell(house, f"!petition update {record_id} declined today")
    theirs = await enter(house, ANA, filed="hoy", received="skip")
    assert "Nov 22, 2026" in await tell(house, f"!petition status {theirs}", ANA)
    house.clock.advance(5 * 3600)
    late = await enter(house, filed="2026-10-21", received="2026-10-23", facility="Planta Sur")
    assert late in await tell(house, "!petition list overdue")


async def test_an_overdue_answer_is_a_label_and_never_an_outcome(house: House) -> None:
    record_id = await enter(house)
    card = await tell(house, f"!petition status {record_id}")
    assert "No answer recorded, the day for it has passed" in card
    assert "day 50 of 30: 20 days over" in card
    assert "not taken up" not in card


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("declined", "On which day?"),
        ("declined 03/04/2026", "Please write the month as a word"),
        ("declined 2030-01-01", "still to come"),
        ("declined 2026-09-01", "does not fit"),
        ("rejetado", "I do not know this stage"),
        ("reason:because", "one of: not-enough-evidence"),
        ("boss:pedro", "I do not know “boss:”"),
        ("", "What happened?"),
        ("entry:9 declined 2026-11-04 typo", "There is no such entry"),
        ("entry:1 filed 2026-10-02", "needs a reason"),
        ("entry:1 filed 2026-10-02 Juana said so", "Juana"),
    ],
)
async def test_what_cannot_be_recorded_gets_a_sentence_and_changes_nothing(house: House, typed: str, said: str) -> None:
    record_id = await enter(house)
    before = await tell(house, f"!petition history {record_id}")
    assert said in await tell(house, f"!petition update {record_id} {typed}")
    assert await tell(house, f"!petition history {record_id}") == before


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("!petición actualizar {} huelga:sí", "Hay huelga"),
        ("!pétition maj {} grève:oui", "Une grève"),
        ("!petition update {} preference:suspendida 2026-11-02", "Its goods lost their tariff preference"),
        ("!petición actualizar {} nombres:condición", "Nombres de testigos: se pidieron como condición"),
        ("!pétition maj {} motif:orale", "donné de vive voix"),
        ("!petition update {} reason:evidence", "Reasons: not enough evidence"),
        ("!petición actualizar {} sector:minería", "Sector: minería"),
    ],
)
async def test_the_values_of_a_record_are_typed_in_any_language(house: House, typed: str, shown: str) -> None:
    record = await enter(house)
    assert shown in await tell(house, typed.format(record))


async def test_a_value_that_there_is_not_is_answered_with_those_that_there_are_in_the_own_language(
    house: House,
) -> None:
    record = await enter(house)
    assert "Esto puede ser: no, sí, desconocido" in await tell(house, f"!petición actualizar {record} huelga:quizá")
    assert "documented" not in (told := await tell(house, f"!petición actualizar {record} motivo:porque"))
    assert "pruebas-insuficientes, no-es-una-instalación-cubierta" in told
    told = await tell(house, f"!petición actualizar {record} motivo:no-es-una-instalación-cubierta")
    assert "Motivos: no es una instalación cubierta" in told


async def test_what_can_come_next_is_shown_in_the_own_language_and_can_be_typed_so(house: House) -> None:
    record = await enter(house)
    told = await tell(house, f"!pétition maj {record} sanctions_appliquées 2026-10-20")
    assert told.startswith("Je ne connais pas cette étape. Ce qui peut être inscrit maintenant")
    assert f"!pétition maj {record} examen_demandé" in told
    assert "review_requested" not in told
    assert "Examen demandé" in await tell(house, f"!pétition maj {record} examen_demandé 2026-10-20")


async def test_a_legal_word_for_a_refusal_is_understood(house: House) -> None:
    record = await enter(house)
    assert "Etapa: Petición no admitida" in await tell(house, f"!petición actualizar {record} improcedente ayer")


async def test_a_count_that_is_missing_is_asked_with_an_example(house: House) -> None:
    record = await enter(house)
    told = await tell(house, f"!represalias {record} despidos")
    assert f"!represalias {record} despidos 3 2026-10" in told
    assert "despidos (3)" in await tell(house, f"!represalias {record} despidos 3 2026-10")


async def test_another_group_is_not_told_that_it_wanted_to_change_what_it_wanted_to_read(house: House) -> None:
    record = await enter(house)
    await tell(house, f"!petition share {record} Union FR")
    await tell(house, "publish")
    told = await tell(house, f"!pétition historique {record}", FLEUR)
    assert "Seul le groupe" in told
    assert "changer" not in told


async def test_a_day_that_nobody_knows_is_said_as_people_say_it(house: House) -> None:
    record = await enter(house)
    assert "Etapa: Petición no admitida" in await tell(house, f"!petición actualizar {record} rechazada no sé")


async def test_the_label_for_no_answer_is_refused_with_what_can_be_recorded_without_asking_for_a_day(
    house: House,
) -> None:
    record = await enter(house)
    told = await tell(house, f"!petition update {record} no_answer")
    assert "worked out from the dates" in told
    assert f"!petition update {record} declined" in told


@pytest.mark.parametrize("typed", ["yes", "y", "sí", "👍", "d’accord"])
async def test_a_yes_is_no_word_and_is_told_which_one_is_waited_for(house: House, typed: str) -> None:
    record = await enter(house)
    await tell(house, f"!petition cancel {record}")
    assert "write the whole word: delete" in await tell(house, typed)
    assert "Planta Norte" in await tell(house, f"!petition status {record}")
    assert "Deleted" in await tell(house, "delete")
    assert "only understand commands" in await tell(house, typed)


async def test_a_group_is_named_as_it_is_written(house: House) -> None:
    record = await enter(house)
    assert "Seen by Union ES, until" in await tell(house, f"!petition share {record} Union ES for 90 days")
    assert "Vu par Union FR" in await tell(house, f"!pétition partager {record} Union FR svp")


async def test_a_correction_keeps_what_was_there_and_its_reason(house: House) -> None:
    record_id = await enter(house)
    assert "Corrected" in await tell(house, f"!petition update {record_id} entry:2 received 2026-10-05 typing slip")
    assert "Oct 5, 2026" in await tell(house, f"!petition status {record_id}")
    history = await tell(house, f"!petition history {record_id}")
    assert "Oct 3, 2026" in history
    assert "typing slip" in history
    assert "Fingerprint: " in history


async def test_only_the_owners_change_a_record_even_when_others_see_it(house: House) -> None:
    record_id = await enter(house)
    await published(house, record_id)
    for command in (f"update {record_id} declined 2026-11-04", f"unshare {record_id}", f"cancel {record_id}"):
        assert "Only the group" in await tell(house, f"!petition {command}", ANA)


async def test_a_second_group_confirms_or_contradicts_and_both_are_shown(house: House) -> None:
    record_id = await enter(house)
    await published(house, record_id)
    assert "too little" in await tell(house, f"!petition confirm {record_id}", ANA)
    await tell(house, f"!petition share {record_id} with Sindicato del Sur")
    await tell(house, "publish")
    assert "another group has to" in await tell(house, f"!petition confirm {record_id}")
    assert "a second group as well" in await tell(house, f"!petition confirm {record_id}", ANA)
    await tell(house, f"!petition confirm {record_id} declined 2026-11-01", ANA)
    card = await tell(house, f"!petition status {record_id}")
    assert "Sindicato del Sur reports otherwise: Petition not taken up" in card
    await tell(house, f"!petition update {record_id} declined 2026-11-01")
    assert "reports otherwise" not in await tell(house, f"!petition status {record_id}")


async def test_an_official_text_counts_only_at_a_government(house: House) -> None:
    record_id = await enter(house)
    assert "three governments" in await tell(house, f"!petition confirm {record_id} https://ustr.gov.evil.org/x")
    assert "an official text" in await tell(house, f"!petition confirm {record_id} https://ustr.gov/x")


async def test_who_writes_after_somebody_else_of_the_group_is_told_first_what_changed(house: House) -> None:
    record_id = await enter(house)
    await tell(house, f"!petition status {record_id}", EVE)
    await tell(house, f"!petition update {record_id} declined 2026-11-04")
    command = f"!petition update {record_id} strike:yes"
    told = await tell(house, command, EVE)
    assert "was changed since you last saw it" in told
    assert "Petition not taken up" in told
    assert "strike" not in (await tell(house, f"!petition history {record_id}")).lower()
    assert "Recorded" in await tell(house, command, EVE)


async def test_who_never_saw_a_record_is_told_what_somebody_else_changed_at_the_same_time(house: House) -> None:
    record_id = await enter(house)
    command = f"!petition update {record_id} strike:yes"
    house.clock.advance(3600)
    await tell(house, f"!petition update {record_id} declined 2026-11-04")
    told = await tell(house, command, EVE)
    assert "was changed since you last saw it" in told
    assert "Petition not taken up" in told
    assert "record begun" not in told
    assert "Recorded" in await tell(house, command, EVE)
    later = await enter(house)
    assert "Recorded" in await tell(house, f"!petition update {later} strike:yes", EVE), "a new one is no change of it"


async def test_a_deleted_record_leaves_no_value_behind_and_the_log_verifies(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        record_id = await enter(house, facility="Planta Oculta")
        kept = await enter(house, facility="Planta Norte")
        assert "Delete this record?" in await tell(house, f"!petition cancel {record_id}")
        assert "Deleted" not in await tell(house, "publish")
        assert "Deleted" in await tell(house, "borrar")
        assert "I know no record" in await tell(house, f"!petition status {record_id}")
        assert "Planta Norte" in await tell(house, f"!petition status {kept}")
        register = await Register.open(house.database)
        assert register.tampered == ()
        await house.crash()
        with closing(connect(tmp_path / "bot.db", KEY, FIELDS)) as connection:
            values = [str(value) for value in every_value(connection)]
        assert not any("Oculta" in value or record_id in value for value in values)
        await house.start()


async def test_a_changed_row_is_found_at_the_next_start_and_its_record_is_not_trusted(house: House) -> None:
    record_id = await enter(house)
    async with house.database.transaction() as connection:
        await connection.execute(
            "UPDATE register_log SET payload = sealed('register_log.payload',"
            " replace(opened('register_log.payload', payload), '2026-10-03', '2026-09-03')) WHERE seq = 3"
        )
    register = await Register.open(house.database)
    assert register.tampered == (3,)
    assert await register.find_tampering() == (3,)
    assert len(next(iter(register.every())).history) == 1
    history = await tell(house, f"!petition history {record_id}")
    assert "not as it was written" in history


# --- crashes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["!petition update {} declined 2026-11-04", "!petition unshare {}", "publish", "save"]
)
async def test_a_command_that_is_handled_again_after_a_crash_changes_nothing(tmp_path: Path, typed: str) -> None:
    async with opened(tmp_path) as house:
        record_id = await enter(house)
        if typed == "publish":
            await tell(house, f"!petition publish {record_id}")
        if typed == "!petition unshare {}":
            await published(house, record_id)
        if typed == "save":
            for said in ("!petition new", "1", "Planta Dos", "Coahuila", "mining", "2026-10-01", "skip", "1"):
                await tell(house, said)
        room: RoomId = direct_room(house)
        stopped = house.rooms.hold("send", room_id=room)
        house.homeserver.say(room, ELLEN, typed.format(record_id))
        await house.until(stopped.reached.is_set)
        written = await chain(house)
        await house.restart()
        await house.idle()
        assert await chain(house) == written
        answers = house.homeserver.texts(room)
        assert any(word in answers[-1] for word in ("Recorded", "Done", "Saved", "Guardad", "Hecho", "Registrad"))


# --- outcomes ------------------------------------------------------------------------------------------------------


async def test_promised_and_delivered_stand_beside_each_other(house: House) -> None:
    record_id = await enter(house)
    assert "back pay, due Dec 1, 2026: nothing recorded" in await tell(
        house, f"!remedy {record_id} back_pay 2026-12-01"
    )
    assert "delivered in part" in await tell(house, f"!remedy {record_id} 1 partly")
    assert "nothing was changed" in await tell(house, f"!remedy {record_id} 1 partly")
    assert "Which remedy" in await tell(house, f"!remedy {record_id} 7 yes")


async def test_retaliation_is_a_count_of_a_month_that_only_the_owners_see(house: House) -> None:
    record_id = await enter(house)
    assert "October 2026: dismissals (3)" in await tell(house, f"!retaliation {record_id} dismissal 3 2026-10")
    assert "never who" in await tell(house, f"!retaliation {record_id} dismissal of Pedro")
    await tell(house, f"!petition share {record_id} with Sindicato del Sur")
    await tell(house, "publish")
    assert "dismissals" not in await tell(house, f"!petition status {record_id}", ANA)


async def test_a_denial_that_was_found_brings_the_ten_day_checklist_at_once(house: House) -> None:
    record_id = await enter(house)
    for stage, day in (("review_requested", "10-20"), ("review_accepted", "10-25"), ("determined_denial", "11-15")):
        answer = await tell(house, f"!petition update {record_id} {stage} 2026-{day}")
        assert ("10 days to agree" in answer) == (stage == "determined_denial")
    assert "10 days to agree" not in await tell(house, f"!petition status {record_id}")


async def test_french_has_a_hard_space_before_every_colon_of_a_card(house: House) -> None:
    record_id = await enter(house, FLEUR)
    await tell(house, f"!pétition maj {record_id} reason:no_reason_given given:none", FLEUR)
    for asked in (f"!pétition statut {record_id}", f"!pétition historique {record_id}", "!cas Silao"):
        said = await tell(house, asked, FLEUR)
        assert "\u00a0: " in said
        assert re.findall(r"[^\s\u00a0/]:(?=\s)", said) == []


async def test_what_was_written_in_a_room_by_mistake_is_deleted_there_when_its_writer_wants_it(house: House) -> None:
    record_id = await enter(house)
    written = await house.said(EN, ELLEN, f"!petition update {record_id} declined 2026-10-20")
    assert "Reply to it with !forget" in house.homeserver.texts(EN)[-1]
    assert "declined" not in (await tell(house, f"!petition status {record_id}")).lower()
    await house.said(EN, ELLEN, "!forget", reply_to=written.event_id)
    await house.deletions_done()
    assert house.homeserver.find(written).redacted


@pytest.mark.parametrize("typed", ["!publish", "! publicar", "！publier", "!Publish!"])
async def test_a_command_is_never_the_word_that_shows_a_record(house: House, typed: str) -> None:
    """Found by typing anything: a preview of a minute ago, and a command that was mistyped."""
    record_id = await enter(house)
    await tell(house, f"!petition publish {record_id}")
    await tell(house, typed)
    assert "reported by members" not in await tell(house, f"!petition status {record_id}", ANA)
    await tell(house, "publish")
    assert "reported by members" in await tell(house, f"!petition status {record_id}", ANA)
