from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import EnvironmentFault
from bot.translation.modes import INSTALL, programs


def mode(tmp_path: Path, line: str) -> Path:
    (tmp_path / "test.mode").write_text(line, encoding="utf-8")
    return tmp_path


def test_each_program_is_set_to_answer_at_every_nul_and_the_parameters_are_filled(tmp_path: Path) -> None:
    data = tmp_path / "my data.bin"
    data.touch()
    first, second = programs("test", mode(tmp_path, f"cat -g $2 '{data}' | tr $1 -b\n"))
    assert first[1:] == ("-z", "-g", str(data))
    assert second[1:] == ("-z", "-g", "-b")
    assert Path(first[0]).is_absolute()


@pytest.mark.parametrize("name", ["eng-spa", "spa-eng", "es-fr", "fr-es"])
def test_the_installed_modes_are_understood(name: str) -> None:
    assert len(programs(name)) >= 9


@pytest.mark.parametrize(
    "line", ["cat ; rm x", "cat > /x", "cat < x", "cat | | cat", "cat || cat", "", "cat $3", "cat 'x"]
)
def test_a_mode_that_is_more_than_a_pipeline_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(EnvironmentFault, match="not a pipeline"):
        programs("test", mode(tmp_path, line))


@pytest.mark.parametrize(
    ("line", "missing"), [("no-such-program x", "no-such-program"), ("cat /no/such.bin", "/no/such.bin")]
)
def test_what_is_missing_is_named_with_the_command_that_installs_it(tmp_path: Path, line: str, missing: str) -> None:
    with pytest.raises(EnvironmentFault) as raised:
        programs("test", mode(tmp_path, line))
    assert f"{missing} is missing" in str(raised.value)
    assert INSTALL in str(raised.value)


def test_a_missing_mode_is_named_too(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match=r"eng-spa\.mode") as raised:
        programs("eng-spa", tmp_path)
    assert INSTALL in str(raised.value)
