"""What an operator meets at the terminal is said in their language; that no sentence is forgotten is what mypy sees:
errors and consoles take a `Said`, whose sentence only `N_` makes."""

from __future__ import annotations

import argparse
import ast
import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import cli, config
from bot.errors import ConfigError
from bot.i18n import Texts
from bot.sentences import N_, Msgid, Said, as_it_is, packed, reason_of, together, unpacked
from bot.whose_language import of_the_operator
from tests.locales.extraction import PACKAGE

MET_BY_OPERATORS = (
    *(PACKAGE / name for name in ("cli.py", "config.py", "secret_files.py", "checked_yaml.py", "operator_section.py")),
    *(PACKAGE / f"{name}_config.py" for name in ("account", "channel", "digest", "metrics")),
    *(PACKAGE / f"{name}_console.py" for name in ("purge", "recovery", "rekey", "report")),
    *(PACKAGE / name for name in ("engine_settings.py", "instance_lock.py", "lockdown_marker.py", "recovery_paper.py")),
    *(
        PACKAGE / name
        for name in (
            "control_client.py",
            "speaker.py",
            "explain/subjects.py",
            "store/disk_faults.py",
            "store/keys.py",
            "whose_language.py",
        )
    ),
    *(
        path
        for name in ("backup", "command_line", "memory", "models", "rooms")
        for path in (PACKAGE / name).glob("*.py")
        if path.stem != "parser"  # it quotes argparse
    ),
    *(PACKAGE / f"matrix/{name}.py" for name in ("login", "sole_runner", "cross_signing", "recovery", "recovery_key")),
)
_SENTENCE = re.compile(r"[A-Za-z’']{2,}[ ,:;]+[A-Za-z’']+[ ,:;]+[A-Za-z’']{2,}")
_MARKED = {"N_", "UserError"}
_WORDS_OF_OTHERS = {"Excessive work parameter", "No matching keys found", "trinational models fetch --size "}
_FOR_PROGRAMMERS = {"AssertionError", "execute", "step", "of_our_files"}

BROKEN = """\
homserver: https://matrix.example.org
data_dir: [data]
key_file: nowhere.key
account: {user_id: ana, password_file: nowhere}
invites: [a b]
channels:
  - name: plants
    rooms: {en: "!a", de: "!b"}
    attachments_max_mb: 5
members:
  "@ana:example.org": {name: Ana, role: boss}
digest: {day: lunes, at: 8}
keep_keys: 3d
metrics: {port: 0, address: 8.8.8.8}
translation: {engines: [deepl, deepl], timeout_s: 900}
"""


def english_only(path: Path) -> Iterator[str]:
    """Sentences that stand in the code and that no catalogue can have."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    fine: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # docstrings
            fine.add(id(node.value))
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in _MARKED | _FOR_PROGRAMMERS:
                fine |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in fine:
            yield from () if node.value in _WORDS_OF_OTHERS else _SENTENCE.findall(node.value)


@pytest.mark.parametrize("path", MET_BY_OPERATORS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_sentence_for_an_operator_is_english_only(path: Path) -> None:
    assert list(english_only(path)) == []


def test_the_search_for_english_only_sentences_finds_one(tmp_path: Path) -> None:
    file = tmp_path / "new.py"
    file.write_text(
        '"""Docs of it all."""\n'
        'raise ConfigError([Said(N_("a good one here")), f"{path}: the file is not there"])\n'
        'raise EnvironmentFault("The disk is full.")\n'
    )
    assert sorted(english_only(file)) == ["The disk is", "the file is"]


@pytest.mark.parametrize(
    ("language", "some", "english"),
    [
        ("es", 'clave desconocida; ¿quiso decir "homeserver"?', ("expected", "missing", "such as")),
        ("fr", 'clé inconnue; vouliez-vous dire "homeserver"?', ("expected", "missing", "such as")),
        ("en", 'unknown key; did you mean "homeserver"?', ()),
    ],
)
def test_every_mistake_in_a_configuration_is_told_in_the_language_of_the_computer(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    language: str,
    some: str,
    english: tuple[str, ...],
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_XX.UTF-8")
    (tmp_path / "bot.yaml").write_text(BROKEN)
    assert cli.main(["run", "--config", str(tmp_path / "bot.yaml")]) == 2
    told = capsys.readouterr().err
    assert some in told
    assert len(told.splitlines()) > 15
    assert not [word for word in english if word in told]


def test_the_language_of_the_configuration_goes_before_that_of_the_computer_also_when_it_is_wrong_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    file = tmp_path / "bot.yaml"
    file.write_text("operator: {name: Red, contact: x, language: fr}\nnonsense: [1]\n")
    assert of_the_operator(file) == "fr"
    for broken in ("operator: {language: [fr]}", "operator: fr", "operator: [", "{[", "x", "operator: {language: de}"):
        file.write_text(broken)
        assert of_the_operator(file) == "en"
    assert of_the_operator(tmp_path / "nowhere.yaml") == of_the_operator(None) == "en"


def test_an_unknown_language_of_the_operator_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text("operator: {name: Red, contact: x, language: de}\n")
    with pytest.raises(ConfigError, match=r"operator\.language: expected one of en, es, fr"):
        config.load(tmp_path / "bot.yaml")


def test_a_sentence_within_a_sentence_is_translated_too() -> None:
    full = Said(N_("The data folder cannot be used: %(reason)s."), reason=reason_of(OSError(errno.ENOSPC, "No space")))
    assert full == "The data folder cannot be used: the disk is full."
    assert Texts.load().said("es", full) == "No se puede usar la carpeta de datos: el disco está lleno."
    assert Texts.load().said("fr", together(full, as_it_is("100 %"))) == (
        "Impossible d’utiliser le dossier de données\u00a0: le disque est plein. 100 %"
    )


def test_what_the_system_says_seldom_stays_as_it_says_it() -> None:
    assert reason_of(OSError(errno.EMFILE, os.strerror(errno.EMFILE))) == os.strerror(errno.EMFILE)


@given(st.text(), st.text())
def test_a_sentence_comes_through_the_control_socket_whole(path: str, file: str) -> None:
    sent = Said(Msgid("%(path)s: %(fault)s"), path=path, fault=Said(N_("%(file)s is whole."), file=file))
    assert unpacked(packed(sent)) == sent
    assert packed(unpacked(packed(sent))) == packed(sent)


@pytest.mark.parametrize(
    ("language", "usage", "options", "own"),
    [
        ("es_MX", "uso: trinational", "opciones:", "Escribe ambas bases de datos"),
        ("fr_CA", "utilisation\u00a0: trinational", "options\u00a0:", "Écrit les deux bases de données"),
        ("en_US", "usage: trinational", "options:", "Writes both databases"),
    ],
)
def test_the_help_is_in_the_language_of_the_computer(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    usage: str,
    options: str,
    own: str,
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    for arguments in (["--help"], ["backup", "--help"]):
        with pytest.raises(SystemExit, match="0"):
            cli.main(arguments)
    told = capsys.readouterr().out
    assert told.startswith(usage)
    assert options in told
    assert own in told


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["run", "--nonsense"],
        ["run", "--config"],
        ["restore"],
        ["backup", "f", "--keep", "x"],
        ["backup", "f", "--recipient", "a", "--passphrase-file", "b"],
        ["purge"],
        ["purge", "--yes=1", "--before", "x"],
        ["demo", "--port", "0"],
        ["doctor", "--language", "de"],
        ["rooms", "create", "--languages", "xx"],
    ],
)
@pytest.mark.parametrize(("language", "refusal"), [("es_MX", ": error: "), ("fr_CA", "\u00a0: erreur\u00a0: ")])
def test_wrong_arguments_are_refused_without_a_word_of_english(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    language: str,
    refusal: str,
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    with pytest.raises(SystemExit, match="2"):
        cli.main(arguments)
    told = capsys.readouterr().err.splitlines()[-1]
    assert refusal in told
    assert not re.search(
        r"\b(expected|invalid|required|allowed|following|choose|unrecognized|ignored|a number)\b", told
    )


def test_argparse_has_its_own_words_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    with pytest.raises(SystemExit):
        cli.main(["nonsense"])
    parser = argparse.ArgumentParser(exit_on_error=False)
    parser.add_argument("--one")
    with pytest.raises(argparse.ArgumentError, match="expected one argument"):
        parser.parse_args(["--one"])


def test_an_english_help_reads_no_catalogue() -> None:
    code = (
        "import sys; from bot import cli\n"
        "try: cli.main(['backup', '--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(', '.join({'babel', 'yaml', 'asyncio'} & sys.modules.keys()) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "LC_ALL": "en_CA.UTF-8"}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
