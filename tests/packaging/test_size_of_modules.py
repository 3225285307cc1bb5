"""A module has one reason to change, and can be read in one go."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 300


def test_no_module_of_the_bot_is_longer_than_three_hundred_lines() -> None:
    modules = sorted((ROOT / "bot").rglob("*.py"))
    assert len(modules) > 500
    lengths = {str(module.relative_to(ROOT)): len(module.read_text("utf-8").splitlines()) for module in modules}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
