"""`trinational memory`: out of the store and into it, all of a file or nothing."""

from __future__ import annotations

import asyncio
import csv
import stat
from pathlib import Path

import pytest

from bot.config import Settings
from bot.errors import ConfigError, EnvironmentFault
from bot.memory import console
from bot.store.database import Database
from bot.store.translation_memory import Entry, TranslationMemory
from tests.handlers.house import FIELDS, KEY, House

HEAD = "channel,from,to,source,translation\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    key = tmp_path / "store.key"
    key.write_text(KEY.hex())
    key.chmod(0o600)
    settings = House(tmp_path)._settings
    settings.fields_key_file.write_text(bytes(range(32, 64)).hex(), encoding="ascii")
    settings.fields_key_file.chmod(0o600)
    return settings


def kept(settings: Settings) -> list[Entry]:
    async def read() -> list[Entry]:
        database = await Database.open(settings.data_dir / "bot.db", KEY, FIELDS)
        try:
            return await TranslationMemory(database).every()
        finally:
            await database.close()

    return asyncio.run(read())


def file(folder: Path, *rows: str) -> Path:
    path = folder / "in.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_what_is_written_out_comes_in_again_and_no_cell_is_a_formula(settings: Settings, tmp_path: Path) -> None:
    rows = ['plants,es,en,"=suma de votos, hoy","-sum of votes, today"', "plants,es,fr,el paro sigue,l’arrêt continue"]
    console.take_in(settings, file(tmp_path, *rows), print)
    out = tmp_path / "out.csv"
    console.export(settings, out, None, print)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    cells = [cell for row in csv.reader(out.read_text(encoding="utf-8").splitlines()) for cell in row]
    assert "'=suma de votos, hoy" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    before = kept(settings)
    console.forget(settings, "plants", print)
    assert kept(settings) == []
    console.take_in(settings, out, print)
    assert kept(settings) == before


def test_every_mistake_is_told_by_its_line_and_nothing_is_taken_in(settings: Settings, tmp_path: Path) -> None:
    rows = [
        "plants,es,en,el paro sigue,the stoppage goes on",
        "rivals,es,en,hola,hello",
        "plants,es,es,hola,hello",
        "plants,es,en,hola",
        "plants,es,en,,hello",
        "plants,es,en,el paro sigue,the strike goes on",
        "plants,es,en,despidieron a Guadalupe Hernández Ortiz,she was dismissed",
        "plants,es,en,llamen ya,call 656 123 4567",
    ]
    with pytest.raises(ConfigError) as error:
        console.take_in(settings, file(tmp_path, *rows), print)
    told = error.value.mistakes
    assert [each.removeprefix(str(tmp_path / "in.csv")).split(":")[1] for each in told[:-1]] == list("3456789")
    assert "Guadalupe" not in "".join(told)
    assert "656" not in "".join(told)
    assert told[-1] == "Nothing was taken in."
    assert kept(settings) == []


def test_a_file_of_another_shape_is_refused(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("source,translation\nhola,hello\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="expected the columns"):
        console.take_in(settings, path, print)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="CSV"):
        console.take_in(settings, path, print)
    with pytest.raises(EnvironmentFault):
        console.take_in(settings, tmp_path / "nothing.csv", print)


def test_no_file_is_written_over_and_the_channel_has_to_exist(settings: Settings, tmp_path: Path) -> None:
    path = file(tmp_path)
    with pytest.raises(EnvironmentFault):
        console.export(settings, path, None, print)
    with pytest.raises(ConfigError, match="--channel"):
        console.forget(settings, "rivals", print)
