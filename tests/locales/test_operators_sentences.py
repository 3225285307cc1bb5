"""What an operator meets at the terminal is said in their language; that no sentence is forgotten is what mypy sees:
errors and consoles take a `Said`, whose sentence only `N_` makes."""

from __future__ import annotations

import ast
import errno
import os
import re
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
    *(PACKAGE / name for name in ("config.py", "secret_files.py", "checked_yaml.py", "operator_section.py")),
    *(PACKAGE / f"{name}_config.py" for name in ("account", "channel", "digest", "metrics")),
    *(PACKAGE / f"{name}_console.py" for name in ("purge", "recovery", "rekey", "report")),
    *(PACKAGE / name for name in ("engine_settings.py", "instance_lock.py", "lockdown_marker.py", "recovery_paper.py")),
    *(PACKAGE / name for name in ("control_client.py", "speaker.py", "store/keys.py", "whose_language.py")),
    *(
        path
        for name in ("backup", "memory", "models", "rooms")
        for path in (PACKAGE / name).glob("*.py")
        if path.stem != "arguments"
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
