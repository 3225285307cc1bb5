"""A fourth language needs data only: in a copy of the project, Portuguese is added without touching any Python file.

Its sentences are made up from the English ones; what is shown is that nothing else is needed.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.core.command_words_en import ENGLISH

ROOT = Path(__file__).resolve().parents[2]
MARK = "〔pt〕"
OWN_WORDS = {"help": "ajuda socorro", "privacy": "privacidade", "petition": "queixa", "status": "situação"}
LANGUAGE = """\
name: português
locale: pt_BR
room: Sala
time_zone: America/Sao_Paulo
terms: [pt_br, pt_alt]
"""
CONFIGURATION = """\
homeserver: https://matrix.example.org
account: {user_id: "@bot:demo.local", password_file: bot.password}
data_dir: .
key_file: store.key
invites: ["@en:demo.local"]
translation: {engine: apertium}
digest: {zones: {pt: America/Recife}}
channels:
  - name: plants
    rooms: {en: "!en", es: "!es", fr: "!fr", pt: "!pt"}
    keys: all
members:
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the locale, the columns of the term base and a configuration of four rooms."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("bot", "config", "locales", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "data", "bench"))
    _add_locale(folder / "locales" / "pt")
    _add_column(folder / "config" / "termbase.csv")
    for file, content in (("bot.password", "secret\n"), ("store.key", "0" * 64 + "\n")):
        (folder / file).touch(mode=0o600)
        (folder / file).write_text(content, encoding="ascii")
    members = "".join(
        f'  "@{each}:demo.local": {{name: {each}, organisation: Union {each}, language: {each}, role: coordinator}}\n'
        for each in ("en", "es", "fr", "pt")
    )
    (folder / "bot.yaml").write_text(CONFIGURATION + members, encoding="utf-8")
    return folder


def _add_locale(folder: Path, words: Mapping[str, str] = OWN_WORDS) -> None:
    (folder / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    lines = [LANGUAGE, "command_words:\n", *(f"  {part}: {json.dumps(typed)}\n" for part, typed in words.items())]
    (folder / "language.yaml").write_text("".join(lines), encoding="utf-8")
    with (ROOT / "locales" / "bot.pot").open("rb") as file:
        template = read_po(file)
    catalogue = Catalog(locale="pt_BR")
    for message in template:
        if message.id:
            several = isinstance(message.id, tuple)
            said = tuple(f"{MARK}{form}" for form in message.id) if several else f"{MARK}{message.id}"
            catalogue.add(message.id, said, flags=message.flags, context=message.context)
    with (folder / "LC_MESSAGES" / "bot.po").open("wb") as file:
        write_po(file, catalogue)


def _add_column(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row["pt_br"], row["pt_alt"] = f"{row['concept'].replace('_', ' ')} lusitano", ""
    rows[0]["pt_br"] = "queixa coletiva"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=project, env=environment, capture_output=True, text=True, timeout=100
    )


@pytest.fixture(scope="module")
def said(project: Path) -> Mapping[str, Any]:
    ended = run(project, "-m", "tests.languages.four_rooms", str(project))
    assert ended.returncode == 0, ended.stderr[-3000:]
    told: Mapping[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return told


def test_no_python_file_is_another_one_than_in_the_project(project: Path) -> None:
    for file in (project / "bot").rglob("*.py"):
        assert file.read_bytes() == (ROOT / file.relative_to(project)).read_bytes()


def test_four_rooms_get_each_others_messages_in_their_languages(said: Mapping[str, Any]) -> None:
    for language in ("en", "es", "fr"):
        assert [text for text in said[language] if f"{language.upper()} Bom dia." in text], said[language]
    for language in ("es", "fr", "pt"):
        assert [text for text in said[language] if f"{language.upper()} The meeting is tomorrow." in text]


def test_the_answer_to_a_command_in_the_new_language_is_in_that_language(said: Mapping[str, Any]) -> None:
    (answer,) = [text for text in said["pt"] if text.startswith(f"{MARK}What you can write here")]
    assert "!ajuda" in answer
    assert "!queixa situação" in answer
    assert "!guide" in answer, "a word that is left out is the English one"


def test_a_word_of_the_new_language_is_answered_in_it_in_every_room(said: Mapping[str, Any]) -> None:
    assert [text for text in said["en"] if text.startswith(f"{MARK}Privacy")]


def test_the_term_base_knows_the_new_columns(said: Mapping[str, Any]) -> None:
    assert len(said["terms"]) == 1


def test_a_command_word_that_says_something_else_already_is_refused_with_its_file(project: Path) -> None:
    try:
        _add_locale(project / "locales" / "pt", {"help": ENGLISH["status"].split()[0], "nothing": "nada"})
        ended = run(project, "-c", "from bot.languages import installed; installed()")
    finally:
        _add_locale(project / "locales" / "pt")
    assert "locales/pt/language.yaml" in ended.stderr
    assert "nothing, status" in ended.stderr
