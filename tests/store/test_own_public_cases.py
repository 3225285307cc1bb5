"""Public cases of an operator's own: looked at before they are taken, every mistake by its line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot import cli, config, logs
from bot.core.public_cases import PublicCase
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.store.own_public_cases import all_public_cases, dry_run, take
from bot.store.public_case_file import load_public_cases
from tests.core.life import LIFECYCLE

SHIPPED = load_public_cases(config_dir() / "public_cases.yaml", LIFECYCLE)
COLUMNS = "record_id,facility,region,sector,route,basis,steps,sources,confidence,checked_on"
ROW = '7K2-M9X,Planta Demo,Puebla,mining,US_MX,petition,"filed 2024-02; review_requested 2024-04-01",'
TABLE = f'{COLUMNS}\n{ROW}"US Department of Labor 2024-04; reuters.com",high,2026-11-22\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def found(cases: tuple[PublicCase, ...], record_id: str) -> PublicCase:
    return next(case for case in cases if case.record_id == record_id)


def test_a_table_says_the_same_as_the_file_with_keys(table: Path, tmp_path: Path) -> None:
    (case,) = load_public_cases(table, LIFECYCLE)
    written = {
        "checked_on": "2026-11-22",
        "cases": [
            {
                "record_id": "7K2-M9X",
                "facility": "Planta Demo",
                "region": "Puebla",
                "sector": "mining",
                "route": "US_MX",
                "basis": "petition",
                "steps": [{"stage": "filed", "date": "2024-02"}, {"stage": "review_requested", "date": "2024-04-01"}],
                "sources": [
                    {"publisher": "US Department of Labor", "published": "2024-04"},
                    {"publisher": "reuters.com"},
                ],
                "confidence": "high",
            }
        ],
    }
    (tmp_path / "same.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    assert load_public_cases(tmp_path / "same.yaml", LIFECYCLE) == (case,)


def test_every_mistake_in_a_table_is_told_by_its_line(table: Path) -> None:
    bad = (
        TABLE.replace("mining", "minning") + '\n5T1-AAA,,Puebla,mining,US_CA,petition,"filled 2024",x,high,2026-11-22\n'
    )
    table.write_text(bad, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_public_cases(table, LIFECYCLE)
    lines = [mistake.split(": ")[0].rsplit(":", 1)[1] for mistake in caught.value.mistakes]
    assert "2" in lines
    assert lines.count("4") >= 3
    assert set(lines) == {"2", "4"}
    table.write_text(f"{TABLE.rstrip()},more\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_public_cases(table, LIFECYCLE)
    assert [":2: " in mistake and "behind the last column" in mistake for mistake in caught.value.mistakes] == [True]


def test_a_dry_run_writes_nothing_and_what_is_taken_goes_before_what_came_with_the_bot(
    table: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    brought = dry_run(table, data, LIFECYCLE)
    assert (len(brought.cases), brought.new, brought.replaced, brought.gone) == (1, 0, 1, 0)
    assert list(data.iterdir()) == []
    assert all_public_cases(data, LIFECYCLE) == SHIPPED
    take(table, data)
    assert (data / "public_cases.csv").stat().st_mode & 0o077 == 0
    cases = all_public_cases(data, LIFECYCLE)
    assert found(cases, "7K2-M9X").facility == "Planta Demo"
    assert len(cases) == len(SHIPPED)


def test_a_later_file_takes_the_place_of_the_one_before_whatever_its_form(table: Path, tmp_path: Path) -> None:
    take(table, tmp_path)
    take(config_dir() / "public_cases.yaml", tmp_path)
    assert not (tmp_path / "public_cases.csv").exists()
    assert all_public_cases(tmp_path, LIFECYCLE) == SHIPPED
    assert dry_run(table, tmp_path, LIFECYCLE).gone == len(SHIPPED) - 1


def test_the_command_checks_first_and_writes_only_when_told(
    table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Settings:
        data_dir = tmp_path

    monkeypatch.setattr(logs, "configure", lambda **_options: None)
    monkeypatch.setattr(logs, "harden_process", lambda: None)
    monkeypatch.setattr(config, "load", lambda _path: Settings)
    assert cli.main(["cases", str(table), "--config", "bot.yaml"]) == 0
    assert "Nothing was written." in capsys.readouterr().out
    assert not (tmp_path / "public_cases.csv").exists()
    assert cli.main(["cases", str(table), "--config", "bot.yaml", "--write"]) == 0
    assert (tmp_path / "public_cases.csv").exists()
    table.write_text("facility\nx\n", encoding="utf-8")
    assert cli.main(["cases", str(table), "--config", "bot.yaml"]) == 2
    assert "cases.csv:1:" in capsys.readouterr().err
    assert cli.main(["cases", "--config", "bot.yaml"]) == 0
