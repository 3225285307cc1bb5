"""A built wheel works on its own: no checkout around it, and all that belongs to the code inside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

LOOK = """
import json, pathlib, bot
from bot.i18n import Texts
from bot.resources import config_dir, locales_dir
from bot.store import migrations

KINDS = (".po", ".pot", ".yaml", ".sql")

def names(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.suffix in KINDS)

Texts.load()
FOLDERS = (config_dir(), locales_dir(), pathlib.Path(migrations.__file__).parent)
print(json.dumps({
    "package": str(pathlib.Path(bot.__file__).parent),
    "folders": [str(folder) for folder in FOLDERS],
    "files": [names(folder) for folder in FOLDERS],
}))
"""


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    finished = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel in it and the libraries of this one beside it."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", ROOT, cwd=folder)
    (wheel,) = (folder / "dist").glob("trinational_bot-*.whl")
    home = folder / "home"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps")
    run(*pip, wheel, cwd=folder)
    # Only a line in a .pth: the editable installation of the checkout in that folder has no effect from there.
    site_packages = next((home / "lib").glob("python3.*/site-packages"))
    (site_packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home


def files(folder: Path, *kinds: str) -> list[str]:
    found = sorted(str(file.relative_to(folder)) for kind in kinds for file in folder.rglob(f"*{kind}"))
    assert found
    return found


def test_the_command_of_a_wheel_answers(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "bin" / "trinational", "--help", cwd=tmp_path).startswith("usage: trinational")


def test_a_wheel_carries_configuration_catalogues_and_migrations(installed: Path, tmp_path: Path) -> None:
    seen = json.loads(run(installed / "bin" / "python", "-c", LOOK, cwd=tmp_path))
    assert all(Path(place).is_relative_to(installed) for place in (seen["package"], *seen["folders"]))
    assert seen["files"] == [
        files(ROOT / "config", ".yaml"),
        files(ROOT / "locales", ".po", ".pot", ".yaml"),
        files(ROOT / "bot" / "store" / "migrations", ".sql"),
    ]


def test_a_wheel_carries_nothing_else(installed: Path) -> None:
    site_packages = next((installed / "lib").glob("python3.*/site-packages"))
    tops = {entry.name for entry in site_packages.iterdir() if not entry.name.startswith(("libraries", "_virtualenv"))}
    assert {name for name in tops if not name.endswith(".dist-info")} == {"bot"}
