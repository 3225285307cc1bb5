"""Arguments in, exit code out; errors are sentences."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import bot.app
import bot.demo.main
from bot import cli, config, logs
from bot.demo.options import DemoOptions
from bot.errors import ConfigError, CredentialError, EnvironmentFault
from bot.lockdown_marker import LockdownMarker
from bot.sentences import as_it_is

SECRET = "Rosalinda"
SLOW = ("aiohttp", "asyncio", "babel", "cryptography", "nio", "sqlcipher3", "yaml")


@pytest.fixture(autouse=True)
def untouched_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands run inside the test process, whose logging and limits stay as they are."""
    monkeypatch.setattr(logs, "configure", lambda **_options: None)
    monkeypatch.setattr(logs, "harden_process", lambda: None)


@pytest.fixture
def bot_runs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[], Coroutine[Any, Any, None]]], int]]:
    """Run `trinational run` with another heart."""

    def run(work: Callable[[], Coroutine[Any, Any, None]]) -> int:
        monkeypatch.setattr(config, "load", lambda _path: None)
        monkeypatch.setattr(bot.app, "run", lambda _settings: work())
        return cli.main(["run", "--config", "bot.yaml"])

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield run
    for number, handler in before.items():
        signal.signal(number, handler)


def failing(error: Exception) -> Callable[[], Coroutine[Any, Any, None]]:
    async def work() -> None:
        raise error

    return work


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        *([command, "--help"] for command in ("run", "verify", "recover", "recovery-key", "demo", "rooms")),
        ["rooms", "create", "--help"],
    ],
)
def test_the_help_imports_nothing_slow(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom bot.cli import main\n"
        f"try:\n    main({arguments!r})\n"
        f"finally:\n    print('slow:', sorted(set(sys.modules) & set({SLOW!r})))\n"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.splitlines()[-1] == "slow: []"


def test_a_mistake_in_the_configuration_is_shown_before_the_bot_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom bot.cli import main\n"
        f"code = main(['run', '--config', {str(tmp_path / 'none.yaml')!r}])\n"
        "print(code, 'nio' in sys.modules)\n"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert finished.stdout == "2 False\n"
    (line,) = finished.stderr.splitlines()
    assert line.startswith(f"trinational: {tmp_path / 'none.yaml'}: there is no such file: ")


def test_verifying_without_a_running_bot_is_one_line_and_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "load", lambda _path: SimpleNamespace(data_dir=tmp_path))
    assert cli.main(["verify", "--config", "bot.yaml"]) == 3
    assert capsys.readouterr().err == (
        "trinational: No bot is running with this configuration: start it, then try again.\n"
    )


@pytest.mark.parametrize(
    ("typed", "said"), [("hello", "This is no recovery key"), ("EsTc" * 12, "There is a typing error")]
)
def test_a_wrong_recovery_key_is_one_line_and_4_before_anything_is_touched(
    typed: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "load", lambda _path: SimpleNamespace(data_dir=tmp_path / "data"))
    (tmp_path / "key").touch(mode=0o600)
    (tmp_path / "key").write_text(typed)
    assert cli.main(["recover", "--config", "bot.yaml", "--key-file", str(tmp_path / "key")]) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"trinational: {said}")
    assert typed not in line
    assert not (tmp_path / "data").exists()


def test_without_a_terminal_and_a_file_nobody_waits_for_a_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "load", lambda _path: SimpleNamespace(data_dir=tmp_path))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert cli.main(["recover", "--config", "bot.yaml"]) == 4
    assert "--key-file" in capsys.readouterr().err


def test_the_options_of_the_demo_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[DemoOptions] = []

    def run(options: DemoOptions) -> int:
        seen.append(options)
        return 7

    monkeypatch.setattr(bot.demo.main, "run", run)
    assert cli.main(["demo"]) == 7
    cli.main(["demo", "--keep", "--port", "8009", "--data", "here", "--rate-limits", "--no-script", "--verbose"])
    assert seen == [
        DemoOptions(keep=False, port=None, data=None, rate_limits=False, script=True),
        DemoOptions(keep=True, port=8009, data=Path("here"), rate_limits=True, script=False, verbose=True),
    ]


def test_a_question_that_nobody_answers_is_no_unexpected_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    monkeypatch.setattr(logs, "configure", lambda **_options: None)
    monkeypatch.setattr(config, "load", lambda _path: SimpleNamespace(data_dir=tmp_path))
    LockdownMarker(tmp_path).set()
    assert cli.main(["unlock"]) == 2
    assert capsys.readouterr().err == "trinational: Nobody is at a terminal to answer the question. Nothing was done.\n"
    assert LockdownMarker(tmp_path).is_set()


def test_without_config_the_file_of_this_folder_is_read_and_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logs, "configure", lambda **_options: None)
    assert cli.main(["run"]) == 2
    assert "bot.yaml: there is no such file" in (told := capsys.readouterr().err)
    assert "--config" in told
    (tmp_path / "bot.yaml").write_text("homeserver: 1\n")
    assert cli.main(["run"]) == 2
    assert "bot.yaml:1: homeserver" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["demo", "--port", "0"], ["demo", "--port", "65536"], ["demo", "--port", "²"], ["walk"]]
)
def test_wrong_arguments_exit_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert "usage: trinational" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "output"),
    [
        (
            ConfigError([as_it_is("a.yaml:1: x: wrong"), as_it_is("a.yaml:2: y: wrong")]),
            2,
            ["a.yaml:1: x: wrong", "a.yaml:2: y: wrong"],
        ),
        (EnvironmentFault(as_it_is("no server at http://127.0.0.1:1")), 3, ["no server at http://127.0.0.1:1"]),
        (CredentialError(as_it_is("the password is wrong")), 4, ["the password is wrong"]),
        (
            ExceptionGroup("tasks", [ExceptionGroup("inner", [EnvironmentFault(as_it_is("disk full"))])]),
            3,
            ["disk full"],
        ),
    ],
)
def test_what_keeps_the_bot_from_running_is_a_sentence_and_an_exit_code(
    bot_runs: Callable[..., int], capsys: pytest.CaptureFixture[str], error: Exception, code: int, output: list[str]
) -> None:
    assert bot_runs(failing(error)) == code
    assert capsys.readouterr().err == "".join(f"trinational: {line}\n" for line in output)


@pytest.mark.parametrize("error", [ValueError(SECRET), ExceptionGroup(SECRET, [ValueError(SECRET)])])
def test_an_unexpected_error_is_named_by_type_only(
    bot_runs: Callable[..., int], capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    assert bot_runs(failing(error)) == 1
    printed = capsys.readouterr().err
    assert printed.startswith("trinational: stopped by an unexpected error (ValueError). Please report it")
    assert SECRET not in printed + caplog.text
    assert [record.getMessage() for record in caplog.records] == ["process.failed"]


def test_an_unexpected_error_beside_a_known_one_is_logged_too(
    bot_runs: Callable[..., int], capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert bot_runs(failing(ExceptionGroup("tasks", [KeyError(SECRET), EnvironmentFault(as_it_is("disk full"))]))) == 3
    assert capsys.readouterr().err == "trinational: disk full\n"
    assert [record.getMessage() for record in caplog.records] == ["process.failed"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_lets_the_bot_close_and_exits_with_0(bot_runs: Callable[..., int], number: signal.Signals) -> None:
    closed: list[str] = []

    async def work() -> None:
        os.kill(os.getpid(), number)
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            closed.append("orderly")

    assert bot_runs(work) == 0
    assert closed == ["orderly"]


def test_a_bot_that_ends_by_itself_exits_with_0(bot_runs: Callable[..., int]) -> None:
    async def work() -> None:
        await asyncio.sleep(0)

    assert bot_runs(work) == 0


def test_the_bot_fails_aloud_when_something_else_cancels_it(bot_runs: Callable[..., int]) -> None:
    async def work() -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        bot_runs(work)


def test_a_terminal_without_our_letters_gets_question_marks_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text("homeserver: https://matrix.example.org\n")
    finished = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--language", "es", "--config", str(tmp_path / "bot.yaml")],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 2, finished.stderr
    assert "configuraci?n" in finished.stdout
    assert "UnicodeEncodeError" not in finished.stderr


@pytest.mark.parametrize(("command", "code"), [("backup", 130), ("run", 0)])
def test_a_command_that_is_interrupted_has_not_done_what_was_asked(
    monkeypatch: pytest.MonkeyPatch, command: str, code: int
) -> None:
    """A script that copies the backup away afterwards must not believe that there is one."""

    def interrupted(*_given: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(logs, "configure", lambda **_options: None)
    monkeypatch.setattr(logs, "harden_process", lambda: None)
    monkeypatch.setattr(bot.config, "load", interrupted)
    assert cli.main([command, *(["bot.age"] if command == "backup" else [])]) == code


def test_who_has_read_enough_may_close_the_pipe() -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "models", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == ""
    assert running.returncode == 141


def test_python_m_bot_is_the_same_command() -> None:
    finished = subprocess.run([sys.executable, "-m", "bot", "--version"], capture_output=True, text=True)
    assert finished.stdout == f"trinational {bot.__version__}\n"
