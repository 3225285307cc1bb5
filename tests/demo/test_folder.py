"""The demo's folder: what it removes, and what never."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.folder import DataFolder
from bot.errors import EnvironmentFault


def test_the_next_run_starts_without_the_data_of_the_last(tmp_path: Path) -> None:
    first = DataFolder.open(tmp_path / "demo")
    for path in (first.synapse / "homeserver.db", first.bot / "data" / "bot.db", first.access):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("old", encoding="utf-8")
    (first.path / "notes.txt").write_text("mine", encoding="utf-8")
    first.close()

    second = DataFolder.open(tmp_path / "demo")
    second.close()
    assert not second.synapse.exists()
    assert not second.bot.exists()
    assert not second.access.exists()
    assert (second.path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_with_the_files_of_others_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="--data"):
        DataFolder.open(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["bot", "thesis.txt"]


def test_what_a_link_in_the_folder_points_to_is_not_removed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "thesis.txt").write_text("years of work", encoding="utf-8")
    first = DataFolder.open(tmp_path / "demo")
    first.bot.symlink_to(elsewhere)
    first.close()
    DataFolder.open(tmp_path / "demo").close()
    assert (elsewhere / "thesis.txt").exists()


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    first = DataFolder.open(tmp_path / "demo")
    first.synapse.mkdir()
    with pytest.raises(EnvironmentFault, match="another demo"):
        DataFolder.open(tmp_path / "demo")
    assert first.synapse.exists()
    first.close()


def test_a_place_where_no_folder_can_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="cannot be used"):
        DataFolder.open(tmp_path / "file" / "demo")
