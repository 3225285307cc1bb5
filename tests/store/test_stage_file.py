"""The life cycle's data file: as it is shipped, and with one thing wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.lifecycle import ROUTES, Lifecycle
from bot.core.stage_words import CLOCK_WORDS, STAGE_WORDS
from bot.errors import ConfigError
from bot.holiday_calendars import is_holiday
from bot.resources import config_dir
from bot.store.stage_file import load_clocks

TEXT = (config_dir() / "stages.yaml").read_text(encoding="utf-8")
LINES = TEXT.splitlines()


@pytest.fixture(scope="module")
def lifecycle() -> Lifecycle:
    return load_clocks(config_dir() / "stages.yaml", is_holiday).lifecycle


def test_the_shipped_file_has_the_four_routes_and_words_for_all_it_names(lifecycle: Lifecycle) -> None:
    assert tuple(lifecycle.routes) == ROUTES
    assert not {route for route in lifecycle.routes if {"US", "CA"} <= set(route.split("_"))}
    assert set(lifecycle.stages) == set(STAGE_WORDS)
    clocks = load_clocks(config_dir() / "stages.yaml", is_holiday).clocks
    assert [clock.name for clock in clocks] == list(CLOCK_WORDS)


@pytest.mark.parametrize(
    ("piece", "wrong", "expected"),
    [
        ("  MX_CA: {", "  US_CA: {", "routes.US_CA: is not known here"),
        ("respondent: MX, annex: 31-A", "respondent: MX, annex: 23-A", "annex: expected 31-A or 31-B"),
        ("  draft: {phase: network}", "  draft: {phase: dream}", "stages.draft.phase: expected one of network"),
        ("  draft: {phase: network}", "  sketch: {phase: network}", "stages.sketch: is not known here"),
        ("terminal: true}", "terminal: yes}", "terminal: expected true or false"),
        ("to: [received], tacit: true", "to: [receivd], tacit: true", "is no stage of this file"),
        ("days: 45", "days: 45.5", "expected a whole number of days"),
        ("days: 45", "days: 0", "expected a number from 1 to 365"),
        ("counted: business", "counted: working", "counted: expected one of calendar, business"),
        ("starts: [review_requested]", "start: [review_requested]", "unknown key"),
        ("kind: extendable", "kind: soft", "kind: expected one of limit"),
        ("strike: [", "lockout: [", "flags.lockout: is not known here"),
        ('strike: ["no", "yes", unknown]', 'strike: ["no", unknown]', "flags.strike: expected these values"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(tmp_path: Path, piece: str, wrong: str, expected: str) -> None:
    assert piece in TEXT
    path = tmp_path / "stages.yaml"
    path.write_text(TEXT.replace(piece, wrong, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_clocks(path, is_holiday)
    line = next(number for number, text in enumerate(LINES, 1) if piece in text)
    assert any(m.startswith(f"{path}:{line}: ") and expected in m for m in caught.value.mistakes), caught.value.mistakes


def test_a_stage_that_nothing_leads_to_is_told(tmp_path: Path) -> None:
    path = tmp_path / "stages.yaml"
    kept = [line for line in LINES if "to: [returned_incomplete]" not in line]
    path.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"stages\.returned_incomplete: no transition leads to this stage"):
        load_clocks(path, is_holiday)
