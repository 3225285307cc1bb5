"""What this machine has and lacks, and how Debian packages get onto it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DEBIAN_PACKAGES = ("apertium", "apertium-eng-spa", "apertium-fr-es")
BROWSER = "chromium"
"""The package, and its program."""
ENGINE_MODES = frozenset({"eng-spa", "spa-eng", "es-fr", "fr-es"})


class SetUpError(Exception):
    """One sentence that says what to do; `log` is the file that tells more."""

    def __init__(self, sentence: str, log: Path | None = None) -> None:
        super().__init__(sentence)
        self.log = log


@dataclass(frozen=True)
class Machine:
    """What this machine has, as far as a decision needs it; tests make one up."""

    is_root: bool
    programs: frozenset[str]
    can_make_venv: bool
    engine_modes: frozenset[str]
    missing_packages: tuple[str, ...]

    @staticmethod
    def look() -> Machine:
        names = ("apt-get", "dpkg-query", "sudo", "apertium", "npm", BROWSER)
        programs = frozenset(name for name in names if shutil.which(name))
        venv = output_of([sys.executable, "-c", "import ensurepip, venv"]) is not None
        modes = (output_of(["apertium", "-l"]) or "").split() if "apertium" in programs else []
        wanted = (
            DEBIAN_PACKAGES if venv else (*DEBIAN_PACKAGES, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
        )
        missing = (
            tuple(name for name in wanted if not _has_debian_package(name)) if "dpkg-query" in programs else wanted
        )
        return Machine(os.geteuid() == 0, programs, venv, frozenset(modes), missing)


def packages_to_install(machine: Machine, *, with_node: bool) -> tuple[str, ...]:
    """The Debian packages that are missing; none when their programs came here in another way."""
    missing = list(machine.missing_packages)
    if machine.engine_modes >= ENGINE_MODES:
        missing = [name for name in missing if name not in DEBIAN_PACKAGES]
    if machine.can_make_venv:
        missing = [name for name in missing if not name.endswith("-venv")]
    if with_node and "npm" not in machine.programs:
        missing += ["nodejs", "npm"]
    return tuple(missing)


def apt_command(machine: Machine, packages: Sequence[str]) -> list[str]:
    """How apt is called here. Raises SetUpError when it cannot be: no apt, or no right to use it."""
    names = " ".join(packages)
    if "apt-get" not in machine.programs:
        message = f"These are missing: {names}. This system has no apt-get; install what they stand for in its own way."
        raise SetUpError(message)
    if machine.is_root:
        return ["apt-get"]
    if "sudo" in machine.programs:
        return ["sudo", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]
    message = f"Debian packages are missing and only root may install them. As root, run: apt-get install {names}"
    raise SetUpError(message)


def get_right_to_install(apt: Sequence[str]) -> None:
    """Let sudo ask for the password now, at the terminal, and not in the middle of silent work."""
    if apt[0] == "sudo":
        ask = ["sudo", "--validate"] if sys.stdin.isatty() else ["sudo", "--validate", "--non-interactive"]
        if subprocess.run(ask, check=False).returncode != 0:
            message = "Debian packages are missing and sudo refused. Run `sudo -v` first, or run the same as root."
            raise SetUpError(message)


def output_of(command: Sequence[str]) -> str | None:
    """What a command prints; None when it fails."""
    finished = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return finished.stdout if finished.returncode == 0 else None


def _has_debian_package(name: str) -> bool:
    return output_of(["dpkg-query", "--show", "--showformat=${db:Status-Status}", name]) == "installed"
