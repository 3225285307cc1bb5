"""`trinational init` with wrong options: one sentence, an exit code, and nothing written."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot import cli, config, logs
from bot.core.model import Language, Member, RoomId, UserId
from bot.engine_settings import EngineSettings
from bot.errors import ConfigError, UserError
from bot.handlers.welcome import WELCOME_OWED
from bot.i18n import Texts
from bot.matrix.http import Http
from bot.operator_section import Operator
from bot.program_name import command, default_config
from bot.setup import files, questions, rooms, server
from bot.setup.plan import Places, Plan, Refused, Secret
from bot.setup.terminal import Terminal
from bot.store.account import AccountStore, Device
from bot.store.keys import open_database, present_keys
from bot.wrapping import wrapped

BOT, CARLA = UserId("@bot:example.org"), UserId("@carla:example.org")


@pytest.fixture(autouse=True)
def untouched_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "configure", lambda **_options: None)
    monkeypatch.setattr(logs, "harden_process", lambda: None)


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def modes_in(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o077 for path in folder.rglob("*")}


def plan(name: str = "Carla", *, token: bool = False) -> Plan:
    return Plan(
        language="fr",
        homeserver="https://matrix.example.org",
        secret=Secret(Device(BOT, "DEVICE", "token", "login"), "s3cret", is_token=token),
        members=(Member(CARLA, name, 'Red "de" ejemplo: #1', "es", "coordinator"),),
        places=Places(("en", "es"), {"en": RoomId("!en"), "es": RoomId("!es")}, RoomId("!operators")),
        engine=EngineSettings(),
        operator=Operator("Red, A.C.", "a@example.org"),
        channel="parts: plants # 2",
    )


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--homeserver", "http://127.0.0.1:1"), 3, "does not answer"),
        (("--homeserver", "a b"), 2, "no address of a homeserver"),
        ((), 2, "Nobody is at the terminal"),
    ],
)
def test_a_wrong_option_ends_it_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], code: int, said: str
) -> None:
    given = ["init", "--yes", "--language", "en", "--config", str(tmp_path / "bot.yaml"), *options]
    assert cli.main(given) == code
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("trinational: ")
    assert said in line
    assert names_in(tmp_path) == []


def test_a_second_room_for_a_language_is_refused_and_not_passed_over() -> None:
    terminal = Terminal(Texts.load(), "en", asks=False)
    with asyncio.Runner() as runner, pytest.raises(ConfigError, match="linked later: !channel link"):
        rooms.existing(terminal, runner, Http("http://127.0.0.1:1"), ("en", "es"), ("es=!a", "es=!b"), None, [])


@pytest.mark.parametrize(("language", "words"), [("en", "Type"), ("es", "Escriba"), ("fr", "Écrivez")])
def test_an_answer_that_is_none_of_those_asked_for_is_told_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: Language, words: str
) -> None:
    typed = iter(["5", "two", "2", "perhaps", ""])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(typed))
    terminal = Terminal(Texts.load(), language, asks=True)
    assert terminal.choose("Who translates?", ["one", "two"]) == 1
    assert terminal.agrees("Start the bot now?")
    refused = [line for line in capsys.readouterr().out.splitlines() if "✗" in line]
    assert len(refused) == 3
    assert all(line.startswith(f"  ✗ {words} ") for line in refused)


def test_a_sentence_breaks_between_words_on_a_narrow_terminal_and_a_command_stays_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sentence = "Start it with `trinational` and the path /srv/trinational/configuration/of/the/bot.yaml, please do."
    assert wrapped(sentence) == sentence  # nobody looks: a program reads it
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    lines = wrapped(sentence, "  ✗ ").splitlines()
    assert lines[0].startswith("  ✗ Start")
    assert all(line.startswith("    ") for line in lines[1:])
    assert all(len(line) < 40 for line in lines if "/srv" not in line)
    assert " ".join(" ".join(lines).replace("✗", "").split()) == sentence


@pytest.mark.parametrize("typed", ["es", "Español", "2", "spanish", "castellano."])
def test_a_language_is_chosen_by_its_name_as_well(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    answers = iter(["klingon", typed])
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    assert Terminal(Texts.load(), "en", asks=True).choose_language("?", ("en", "es", "fr")) == "es"


@pytest.mark.parametrize("typed", ["es, EN", "Español y inglés", "en es", "english;spanish,", "EN/ES"])
def test_languages_are_read_as_people_write_them(typed: str) -> None:
    assert questions.read_languages(typed) == ("en", "es")


@pytest.mark.parametrize("typed", ["", "es", "es, es", "es, de", "tres"])
def test_fewer_than_two_languages_are_refused(typed: str) -> None:
    with pytest.raises(UserError, match="two or three"):
        questions.read_languages(typed)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        ("localhost:8008", "http://localhost:8008"),
        ("127.0.0.1:8008/", "http://127.0.0.1:8008"),
        ("localhost.example.org", "https://localhost.example.org"),
    ],
)
def test_only_on_this_computer_an_address_without_a_scheme_goes_without_encryption(typed: str, address: str) -> None:
    assert server.with_scheme(typed) == address


def test_a_link_that_element_copies_is_the_user_id_in_it() -> None:
    assert server.user_id("https://matrix.to/#/@ana:example.org") == "@ana:example.org"
    assert server.user_id("https://matrix.to/#/%40ana%3Aexample.org?via=x") == "@ana:example.org"


@pytest.mark.parametrize(("language", "reason"), [("es", "está vacío"), ("fr", "il est vide")])
def test_a_refusal_is_in_the_language_of_the_questions_to_its_last_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str, reason: str
) -> None:
    async def found(_written: str) -> str:
        return "http://127.0.0.1:1"

    async def takes(_http: Http) -> bool:
        return True

    monkeypatch.setattr(server, "find_homeserver", found)
    monkeypatch.setattr(server, "takes_passwords", takes)
    secret = tmp_path / "secret"
    secret.touch(mode=0o600)
    given = ["--homeserver", "x", "--user", BOT, "--password-file", str(secret), "--config", str(tmp_path / "bot.yaml")]
    assert cli.main(["init", "--yes", "--language", language, *given]) == 4
    assert reason in capsys.readouterr().err


def test_a_command_to_copy_stands_in_one_piece_on_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    line = "trinational run --config /srv/trinational/a/rather/long/path/bot.yaml"
    Terminal(Texts.load(), "fr", asks=True).refuse(Refused("Start it with:", 3, line))
    assert f"    {line}\n" in capsys.readouterr().out


def test_under_systemd_commands_are_those_that_have_the_keys_handed_over_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert default_config() == Path("bot.yaml"), "credentials of something else"
    (tmp_path / "bot.yaml").touch()
    monkeypatch.setattr("sys.argv", ["/opt/trinational/bin/trinational", "doctor"])
    assert command("unlock", default_config()) == "trinational unlock"
    assert command("run", default_config()) == "systemctl start trinational"
    assert command("models fetch") == "trinational models fetch"
    assert command("run", Path("bot.yaml")) == "trinational run --config bot.yaml"


def test_commands_are_shown_as_this_program_was_called(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "trinational").touch(mode=0o755)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("sys.argv", [".venv/bin/trinational", "init"])
    assert command("run", Path("my bot.yaml")) == ".venv/bin/trinational run --config 'my bot.yaml'"
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("sys.argv", [str(tmp_path / "trinational"), "init"])
    assert command("run") == "trinational run"


@pytest.mark.parametrize("answer", [KeyboardInterrupt, EOFError])
def test_who_leaves_when_all_is_written_is_told_how_the_bot_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: type[BaseException]
) -> None:
    def leaves(_prompt: str) -> str:
        raise answer

    monkeypatch.setattr("builtins.input", leaves)
    monkeypatch.setattr("bot.setup.wizard._set_up", lambda *_given: None)
    assert cli.main(["init", "--language", "es", "--config", str(tmp_path / "bot.yaml")]) == 0
    told = capsys.readouterr().out
    assert "Para arrancarlo:" in told
    assert "No se escribió nada" not in told


def test_ctrl_d_at_a_terminal_leaves_as_ctrl_c_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def leaves(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", leaves)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert cli.main(["init", "--language", "fr", "--config", str(tmp_path / "bot.yaml")]) == 130
    assert "Rien n’a été écrit" in capsys.readouterr().out


def test_over_a_bot_that_is_set_up_already_it_says_how_that_one_is_started(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bot.yaml").write_text("mine")
    assert cli.main(["init", "--yes", "--language", "es", "--config", str(tmp_path / "bot.yaml")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert f"run --config {tmp_path / 'bot.yaml'}`" in line
    assert "ya hay un bot" in line


@pytest.mark.parametrize("token", [False, True])
async def test_what_is_written_is_what_the_bot_reads(tmp_path: Path, token: bool) -> None:
    target = tmp_path / "bot.yaml"
    await files.write(plan(token=token), target, Texts.load())
    settings = config.load(target)
    assert settings.members == {CARLA: Member(CARLA, "Carla", 'Red "de" ejemplo: #1', "es", "coordinator")}
    assert settings.channels[0].name == "parts: plants # 2"
    assert settings.operators_room == "!operators"
    assert settings.operator == Operator("Red, A.C.", "a@example.org")
    assert settings.account.device_id == ("DEVICE" if token else "")
    assert "# Le compte du robot" in target.read_text(encoding="utf-8")
    assert modes_in(tmp_path) == {0}
    database = await open_database(settings, present_keys(settings))
    try:
        account = AccountStore(database)
        assert await account.device() == Device(BOT, "DEVICE", "token", "login")
        assert await account.secret(WELCOME_OWED) is not None
    finally:
        await database.close()


@pytest.mark.parametrize("there", ["bot.yaml", "store.key", "fields.key", "bot.password", "data"])
async def test_nothing_is_ever_written_over(tmp_path: Path, there: str) -> None:
    (tmp_path / there).mkdir() if there == "data" else (tmp_path / there).write_text("mine")
    with pytest.raises(UserError):
        files.refuse_what_is_there(tmp_path / "bot.yaml")


async def test_a_file_that_appears_meanwhile_stays_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "store.key").write_text("mine")
    with pytest.raises(UserError):
        await files.write(plan(), tmp_path / "bot.yaml", Texts.load())
    assert names_in(tmp_path) == ["store.key"]
    assert (tmp_path / "store.key").read_text() == "mine"


async def test_a_file_that_the_bot_would_not_read_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="members"):
        await files.write(plan(name="x" * 101), tmp_path / "bot.yaml", Texts.load())
    assert names_in(tmp_path) == []
