"""The data file of the public figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.resources import config_dir
from bot.store.baseline_file import load_baseline


def test_the_file_has_the_figures_with_their_source() -> None:
    known = load_baseline(config_dir() / "public_baseline.yaml")
    assert (known.received, known.taken_up, known.self_initiated) == (54, 29, 2)
    assert known.source
    assert all(known.as_of[language] for language in ("en", "es", "fr"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("received: 54", "received: many", "received"),
        ('published: "2025-10-14"', 'published: "2025-13-14"', "published"),
        ("source:", "sauce:", "source"),
        (', fr: "fin 2024"', "", "fr"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, before: str, after: str, said: str) -> None:
    file = tmp_path / "public_baseline.yaml"
    whole = (config_dir() / "public_baseline.yaml").read_text(encoding="utf-8")
    assert before in whole
    file.write_text(whole.replace(before, after), encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_baseline(file)
    assert any(said in line for line in error.value.mistakes)
