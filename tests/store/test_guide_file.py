"""The guides that are shipped are complete, and one that is not is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.commands import Command, parse
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.store.guide_file import load_guides

GUIDES = load_guides(config_dir() / "guides")
LINES = [
    (language, line) for guide in GUIDES for page in guide.pages for language, lines in page.items() for line in lines
]
SHIPPED = (config_dir() / "guides" / "names.yaml").read_text(encoding="utf-8")


def test_the_six_subjects_are_there_in_three_languages() -> None:
    names = [guide.words["en"][0] for guide in GUIDES]
    assert names == ["coverage", "filing", "names", "denial", "retaliation", "published"]
    assert all(set(guide.title) == {"en", "es", "fr"} for guide in GUIDES)


def test_the_same_numbers_stand_in_every_language() -> None:
    for guide in GUIDES:
        for page in guide.pages:
            for lines in zip(*(page[language] for language in ("en", "es", "fr")), strict=True):
                assert len({tuple(sorted(re.findall(r"\d+", line))) for line in lines}) == 1, lines


def test_every_command_in_them_is_one_that_the_bot_understands() -> None:
    typed = [(language, found) for language, line in LINES for found in re.findall(r"![^.:;,]+", line)]
    assert len(typed) > 20
    for language, text in typed:
        words = text.split()
        readings = [parse(" ".join(words[:size])) for size in (1, 2)]
        read = [each for each in readings if isinstance(each, Command)]
        assert read, text
        assert read[0].language in (None, language), text


def test_french_has_its_spaces_before_a_colon_and_none_before_other_signs() -> None:
    french = [line for language, line in LINES if language == "fr"]
    assert not [line for line in french if re.search(r"[^\u00a0]:(?!//)", line)]
    assert not [line for line in french if re.search(r"\s[;!?](?!\w)", line)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('  fr: ["noms", "écrire", "sûr"]\n', ""), "words.fr"),
        (('      - "¿Ya se escribió? Responda al mensaje con: !borrar"\n', ""), "same number"),
        (('checked_on: "2026-11-22"', 'checked_on: "2026-11-31"'), "checked_on"),
        (("sources:", "source:"), "sources"),
    ],
)
def test_a_guide_that_lacks_something_is_refused_with_its_place(
    tmp_path: Path, change: tuple[str, str], expected: str
) -> None:
    assert change[0] in SHIPPED
    (tmp_path / "names.yaml").write_text(SHIPPED.replace(*change), encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        load_guides(tmp_path)
    assert any(expected in line for line in refused.value.mistakes), refused.value.mistakes


def test_two_guides_cannot_have_one_name(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(SHIPPED, encoding="utf-8")
    with pytest.raises(ConfigError, match="two guides are called 'names'"):
        load_guides(tmp_path)
