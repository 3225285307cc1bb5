"""No word that a person wrote, no name and no secret of the bot stays anywhere but where it has to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.core.model import RoomId
from bot.demo.account import Account as Login
from bot.demo.reps import Rep
from tests.attachments import samples
from tests.left_behind import Places, dumped, files_in, may_leave_a_core, told_of
from tests.servers import Accounts
from tests.system.conftest import Build
from tests.system.family import descendants
from tests.system.network import SystemNetwork
from tests.system.stores import database_of, keys_of
from tests.system.test_held_name import direct_chat

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRET_WORDS: Mapping[str, str] = {
    "a message": "Zanahorix",
    "formatted text": "Berenjenox",
    "an edit": "Calabacinox",
    "a deleted message": "Alcachofax",
    "a reply": "Remolachix",
    "a command's argument": "ESPINACAX",
    "an unknown command": "rabanitox",
    "the caption of a file": "Pepinillox",
    "the name of a file": "Coliflorex",
    "a name that the configuration tells": "Rosalindax",
    "a name that the homeserver tells": "Guillerminax",
    "a room's topic": "Mandarinox",
    "a room's name": "Limonerox",
    "the name of a person's device": "Tamarindox",
    "a name to be protected": "Hortensiax",
    "a name that holds a message": "Zepeda",
    "what stands in a document": "Ciruelax",
    "the author of a document": samples.SECRET,
    "a message deleted by a command": "Chirivitax",
    "a message that hangs in the engine": "Perejilox",
}


async def test_nothing_that_people_wrote_is_left_anywhere(
    build_network: Build, accounts: Accounts, tmp_path: Path
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    network: SystemNetwork = await build_network(
        environment={"TMPDIR": str(temporary)},
        afresh=True,  # what the kernel tells of it is looked through
        arguments=["--verbose"],
        program=["tests.system.screened_bot"],  # the secret words are in no dictionary: the real shield would hold all
        of_channels={"attachments": True},
        member_names={"es": SECRET_WORDS["a name that the configuration tells"]},
    )
    await network.start_bot()
    await speak(network, accounts)
    await network.everything_before_is_done()
    engines = [process.pid for process in descendants(network.bot.pid)]
    running = dict(processes(network.bot.pid))
    assert len(running) > 3, "the engine's processes are missing"
    assert not any(may_leave_a_core(each) for each in [network.bot.pid, *engines])
    network.bot.kill9()  # what it would tidy up at its end is looked at, too
    log = "\n".join([*network.bot.stderr.all(), *network.bot.stdout.all()]).encode()
    files = files_in(network.config.data_dir, temporary)
    assert {path.name for path in map(Path, files)} >= {"bot.db", "crypto.db"}
    dump = dict(dumped(network.config.data_dir, keys_of(network)))
    assert len(dump) > 10
    everywhere = Places({"the log": log, **running, **files, **dump})
    assert everywhere.with_any_of(SECRET_WORDS) == []

    with database_of(network) as database:
        token = database.execute("SELECT access_token FROM device").fetchone()[0]
    key, second = (
        (network.config.directory / name).read_text(encoding="ascii").strip() for name in ("store.key", "fields.key")
    )
    keys = {
        "the password": network.account.password,
        "the access token": token,
        "the key of the store": key,
        "the second key": second,
    }
    assert Places({"the log": log, **running, **files}).with_any_of(keys) == []


async def speak(network: SystemNetwork, accounts: Accounts) -> None:
    """Every secret word once, and everything that the bot does about it is done."""
    words, room_id, pilar = SECRET_WORDS, network.rooms["es"], network.rep("es")
    token = network.coordinator.access_token
    for kind, key in (("topic", "a room's topic"), ("name", "a room's name")):
        path = f"/_matrix/client/v3/rooms/{room_id}/state/m.room.{kind}"
        await network.people.homeserver.call("PUT", path, {kind: words[key]}, token=token)
    said = await network.say("es", f"Hay {words['a message']} hoy.", html=f"Hay <b>{words['formatted text']}</b> hoy.")
    copies = await network.relayed("es", said)
    assert words["a name that the configuration tells"] in copies["en"].plain
    await pilar.edit(room_id, said, f"Hay {words['an edit']} mañana.")
    await network.edited("en", said)
    answer = await network.say("es", f"También {words['a reply']}.", reply_to=said)
    await network.relayed("es", answer)
    regretted = await network.say("es", f"Perdón, {words['a deleted message']}.")
    await network.relayed("es", regretted)
    await pilar.redact(room_id, regretted)
    await network.gone("en", regretted)
    for command in ("!petición estado " + words["a command's argument"], "!" + words["an unknown command"]):
        await network.answer("es", await network.say("es", command))
    await network.say(
        "es", words["the caption of a file"], kind="m.file", extra={"filename": f"{words['the name of a file']}.pdf"}
    )
    await forget_by_command(network)
    await protect_a_name(network)
    direct = await hold_a_name(network)
    await send_a_document(network, direct)
    guest = await accounts.new("guest", display_name=words["a name that the homeserver tells"])
    async with Rep(network.people.homeserver.url, Login(guest.user_id, guest.password)) as rep:
        device = {"display_name": words["the name of a person's device"]}
        path = f"/_matrix/client/v3/devices/{rep.device_id}"
        await network.people.homeserver.call("PUT", path, device, token=rep.access_token)
        await network.coordinator.invite(room_id, rep.user_id)
        await rep.join(room_id)
        copies = await network.relayed("es", await rep.say(room_id, "¿Puedo hablar aquí?"))
        assert words["a name that the homeserver tells"] in copies["en"].plain
    await network.say("es", f"Al final {words['a message that hangs in the engine']}.")


async def forget_by_command(network: SystemNetwork) -> None:
    """By the author, as a reply; the original stays, for the room gives the bot no power over it."""
    said = await network.say("es", f"Olvídenlo, {SECRET_WORDS['a message deleted by a command']}.")
    await network.relayed("es", said)
    asked = await network.say("es", "!borrar", reply_to=said)
    await network.gone("en", said)
    await network.gone("fr", said)
    mistyped = await network.say("es", f"!fantasía {SECRET_WORDS['a message deleted by a command']}")
    answer = await network.answer("es", mistyped)
    await network.say("es", "!borrar", reply_to=answer.event_id)  # of a command all that it brought goes
    await network.sees(
        network.rep("es"), lambda: all(each.redacted for each in network.seen("es") if each.event_id == answer.event_id)
    )
    await network.sees(network.rep("es"), lambda: len(network.answers("es", asked)) > 0)
    await network.sees(
        network.rep("es"), lambda: any("2 copias, ediciones o respuestas" in seen.plain for seen in network.seen("es"))
    )


async def protect_a_name(network: SystemNetwork) -> None:
    """In the direct chat with the bot; obeyed or not (their sessions are not verified), it is a command like others."""
    carla = network.coordinator
    room_id = await carla.create_room("direct", encrypted=True, invite=[network.bot_user])
    await network.sees(carla, lambda: network.bot_user in carla.members(room_id))
    asked = await carla.say(room_id, f"!proteger agregar {SECRET_WORDS['a name to be protected']} Pérez")
    await network.sees(carla, lambda: any(seen.reply_to == asked for seen in carla.seen(room_id)))


async def hold_a_name(network: SystemNetwork) -> RoomId:
    """Its sender is asked, and decides that it is not passed on. Gives their direct chat."""
    word, pilar = SECRET_WORDS["a name that holds a message"], network.rep("es")
    await network.say("es", f"{word} lo vio todo.")
    room_id = await direct_chat(network, pilar)
    await network.sees(pilar, lambda: any(word in seen.plain for seen in pilar.seen(room_id)))
    answered = await pilar.say(room_id, "3")
    await network.sees(pilar, lambda: any(seen.reply_to == answered for seen in pilar.seen(room_id)))
    return room_id


async def send_a_document(network: SystemNetwork, direct: RoomId) -> None:
    """It is fetched, opened, made anew and passed on; one that cannot be read is refused."""
    pilar, word = network.rep("es"), SECRET_WORDS["what stands in a document"]
    document = samples.docx_saying(f"<w:p><w:r><w:t>{word}</w:t></w:r></w:p>")
    sent = await network.send_file("es", document, word, filename=f"{word}.docx")
    await network.sees(pilar, lambda: any("revisado" in seen.plain for seen in pilar.seen(direct)))
    await pilar.say(direct, "revisado")
    copy = await network.copy("en", sent)
    assert (copy.content["msgtype"], copy.content["filename"]) == ("m.file", f"{word}.docx")
    broken = await network.send_file("es", document[:-200], word, filename=f"{word}.docx")
    await network.sees(pilar, lambda: any(seen.reply_to == broken for seen in network.by_bot("es")))


def processes(pid: int) -> Iterator[tuple[str, bytes]]:
    """What anybody on the machine may read of the bot and its children."""
    for each in [pid, *(process.pid for process in descendants(pid))]:
        yield from told_of(each)
