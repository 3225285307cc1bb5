"""In a checkout the data folders are the top-level ones."""

from __future__ import annotations

from pathlib import Path

from bot import resources

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_checkout_uses_its_own_folders() -> None:
    assert resources.locales_dir() == ROOT / "locales"
    assert resources.config_dir() == ROOT / "config"
