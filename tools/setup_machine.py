"""Sets up what `make demo`, `make docs`, `make test` or `make test-full` needs.

    python3 -m tools.setup_machine demo|docs|test|test-full [--dry-run]

Runs again in no time when nothing changed.
Only the standard library is used: this runs before anything is installed. Exit codes: 0 ready, 3 something cannot be
set up (one sentence tells what to do).
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from tools.machine import (
    BROWSER,
    DEBIAN_PACKAGES,
    Machine,
    SetUpError,
    apt_command,
    get_right_to_install,
    output_of,
    packages_to_install,
)

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
CANNOT_SET_UP = 3
HEARTBEAT_S = 5.0
LAST_LINES = 15
TOOK_TOO_LONG = 124
MODELS_S = 60.0
"""Nobody waits longer than that for something that can come later; the next try goes on where this one stopped."""


class Progress:
    """Says what is going on, with the seconds since the start, and at least every few seconds."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._active: list[str] = []
        self._lock = threading.Lock()
        self._over = threading.Event()

    def say(self, text: str) -> None:
        with self._lock:
            print(f"[{time.monotonic() - self._started:4.0f} s] {text}", flush=True)

    def begin(self, name: str) -> None:
        self.say(f"{name} …")
        with self._lock:
            self._active.append(name)

    def end(self, name: str, result: str) -> None:
        with self._lock:
            self._active.remove(name)
        self.say(f"{name}: {result}")

    def beat_until_over(self) -> None:
        while not self._over.wait(HEARTBEAT_S):
            with self._lock:
                names = ", ".join(self._active)
            if names:
                self.say(f"still at work: {names}")

    def over(self) -> None:
        self._over.set()


class Builder:
    """Runs the steps of one set-up, each with its log file and its stamp."""

    def __init__(self, progress: Progress, *, root: Path = ROOT, models_s: float = MODELS_S) -> None:
        self._progress = progress
        self._models_s = models_s
        self._root = root
        self._logs = root / "var" / "setup"

    def venv(self, name: str, folder: str, requirements: Sequence[str], *, with_project: bool = False) -> None:
        """A virtual environment with exactly pinned packages, and with the checkout itself where asked for."""
        target = self._root / folder
        files = [self._root / "requirements" / f"{each}.txt" for each in requirements]
        stamp = Stamp(
            target / f".ready-{requirements[0]}",
            # Scripts in it hold its path and its interpreter: a moved checkout or another Python needs a new one.
            [sys.version, str(target), *(file.read_text(encoding="utf-8") for file in files)]
            + ([(self._root / "pyproject.toml").read_text(encoding="utf-8")] if with_project else []),
        )
        if stamp.fits():
            return
        self._progress.begin(name)
        log = self._log(f"{folder.strip('.')}-{requirements[0]}")
        python = target / "bin" / "python"
        if not _is_own_venv(python, target):
            target.unlink() if target.is_symlink() else shutil.rmtree(target, ignore_errors=True)
            self._run([sys.executable, "-m", "venv", str(target)], log)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        listed = [part for file in files for part in ("--requirement", str(file))]
        self._run([*pip, "--require-hashes", *listed], log)
        if with_project:
            self._run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(self._root)], log)
        stamp.put()
        self._progress.end(name, "ready")

    def debian_packages(self, machine: Machine, packages: Sequence[str]) -> None:
        """Install what is missing; the package lists are fetched only when they do not serve."""
        name = f"Debian packages ({', '.join(packages)})"
        self._progress.begin(name)
        apt = apt_command(machine, packages)
        log = self._log("apt")
        command = [*apt, "install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", *packages]
        by_hand = f"run this yourself: {shlex.join([*apt[-1:], 'install', *packages])}"
        if _run_logged(command, log, self._root) != 0:
            self._run([*apt, "update"], log, hint=by_hand)
            self._run(command, log, hint=by_hand)
        self._progress.end(name, "ready")

    def browser(self, machine: Machine) -> None:
        """For the tests of the pages. Where it cannot be had they are skipped, and say so."""
        name = "Chromium, for the tests of the pages"
        self._progress.begin(name)
        log = self._log("browser")
        try:
            apt = apt_command(machine, [BROWSER])
            get_right_to_install(apt)
        except SetUpError:
            self._progress.end(name, "not installed: only root may")
            return
        command = [*apt, "install", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", BROWSER]
        there = _run_logged(command, log, self._root) == 0 or (
            _run_logged([*apt, "update"], log, self._root) == 0 and _run_logged(command, log, self._root) == 0
        )
        self._progress.end(name, "ready" if there else "not installed: this system has no such package")

    def node_packages(self) -> None:
        """Element's own stack, and the Node.js that it needs: from npm, by the lock file."""
        files = [self._root / each for each in ("package.json", "package-lock.json", ".npmrc")]
        stamp = Stamp(
            self._root / "node_modules" / ".ready",
            [platform.machine(), *(file.read_text(encoding="utf-8") for file in files if file.exists())],
        )
        if stamp.fits() or not files[0].exists():
            return
        name = "Node packages for the tests"
        self._progress.begin(name)
        log = self._log("npm")
        # No package here needs its install scripts, so none gets to run any.
        self._run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], log)
        stamp.put()
        self._progress.end(name, "ready")

    def translation_models(self) -> None:
        """Try once to fetch the models of the better engine; without them Apertium translates."""
        stamp = Stamp(self._root / "var" / "setup" / "models-tried", ["1"])
        if stamp.fits():
            return
        name = "Translation models (about 110 MB; goes on without them when Mozilla's server is out of reach)"
        self._progress.begin(name)
        program = str(self._root / ".venv" / "bin" / "python")
        command = [program, "-m", "bot", "models", "fetch"]
        found = _run_logged(command, self._log("models"), self._root, within_s=self._models_s) == 0
        stamp.put()
        self._progress.end(name, "ready" if found else "not now; later: .venv/bin/trinational models fetch")

    def _run(
        self, command: Sequence[str], log: Path, *, hint: str = "check the network and run the same again"
    ) -> None:
        if _run_logged(command, log, self._root) != 0:
            message = f"`{shlex.join([Path(command[0]).name, *command[1:3]])} …` failed. Read {log}, then {hint}."
            raise SetUpError(message, log)

    def _log(self, name: str) -> Path:
        self._logs.mkdir(parents=True, exist_ok=True)
        log = self._logs / f"{name}.log"
        log.write_text("", encoding="utf-8")
        return log


class Stamp:
    """Remembers what something was made of."""

    def __init__(self, path: Path, ingredients: Sequence[str]) -> None:
        self._path = path
        self._digest = hashlib.sha256("\0".join(ingredients).encode()).hexdigest()

    def fits(self) -> bool:
        return self._path.is_file() and self._path.read_text(encoding="ascii") == self._digest

    def put(self) -> None:
        self._path.write_text(self._digest, encoding="ascii")


def set_up(goal: str, machine: Machine, builder: Builder, progress: Progress) -> None:
    """Everything for `goal`, what does not depend on each other at the same time. Raises SetUpError."""

    def site() -> None:
        builder.venv("The site of the guides", ".venv-docs", ["docs"])

    if goal == "docs":
        _all_at_once([site], progress)
        return
    packages = packages_to_install(machine, with_node=goal != "demo")
    if packages:
        get_right_to_install(apt_command(machine, packages))

    def python_packages() -> None:
        builder.venv("Python packages", ".venv", ["runtime", "build"], with_project=True)
        if goal != "demo":
            builder.venv("Python packages for the tests", ".venv", ["dev"])
        else:
            builder.translation_models()

    steps: list[Callable[[], None]] = [
        python_packages,
        lambda: builder.venv("Synapse, the homeserver", ".venv-synapse", ["synapse"]),
    ]
    steps.append(_debian_step(goal, machine, builder, packages))
    if goal != "demo":
        steps += [builder.node_packages, site]
    if goal == "test-full":
        steps.append(lambda: builder.venv("mautrix, one more kind of client", ".venv-mautrix", ["mautrix"]))
    _all_at_once(steps, progress)


def _debian_step(goal: str, machine: Machine, builder: Builder, packages: tuple[str, ...]) -> Callable[[], None]:
    """What the other steps need is installed at once; the step has the rest, in turn, as apt wants it."""
    at_once = not set(packages) <= set(DEBIAN_PACKAGES)  # they cannot begin without python3-venv or npm
    if at_once:
        builder.debian_packages(machine, packages)

    def step() -> None:
        if packages and not at_once:
            builder.debian_packages(machine, packages)
        if goal != "demo" and BROWSER not in machine.programs:
            builder.browser(machine)

    return step


def _all_at_once(steps: Sequence[Callable[[], None]], progress: Progress) -> None:
    heart = threading.Thread(target=progress.beat_until_over, daemon=True)
    heart.start()
    try:
        with ThreadPoolExecutor(max_workers=len(steps)) as pool:
            futures: list[Future[None]] = [pool.submit(step) for step in steps]
            wait(futures)
    finally:
        progress.over()
    for future in futures:
        future.result()


def _run_logged(command: Sequence[str], log: Path, folder: Path, *, within_s: float | None = None) -> int:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PYTHONUTF8": "1"}
    # An outer virtual environment or PYTHONPATH is none of the inner one's business.
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"):
        environment.pop(name, None)
    with log.open("a", encoding="utf-8") as output:
        output.write(f"$ {shlex.join(command)}\n")
        output.flush()
        try:
            finished = subprocess.run(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                timeout=within_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return TOOK_TOO_LONG
    return finished.returncode


def _is_own_venv(python: Path, target: Path) -> bool:
    """Whether there is an environment that works, of this Python version and not moved since it was made."""
    if not python.exists():
        return False
    made_for = (target / "pyvenv.cfg").read_text(encoding="utf-8") if (target / "pyvenv.cfg").exists() else ""
    version = output_of([str(python), "-c", "import sys, pip; print(sys.version)"])
    return str(target) in made_for and version is not None and version.strip() == sys.version


def explain(error: SetUpError) -> int:
    """Show the end of the log and the sentence; gives the exit code."""
    if error.log is not None:
        lines = error.log.read_text(encoding="utf-8", errors="replace").splitlines()
        print(f"\nThe last lines of {error.log}:", file=sys.stderr)
        for line in lines[-LAST_LINES:]:
            print(f"    {line}", file=sys.stderr)
    print(f"\nSet-up stopped: {error}", file=sys.stderr)
    return CANNOT_SET_UP


def main(argv: Sequence[str] | None = None) -> int:
    """Set up, or with --dry-run say what is missing."""
    parser = argparse.ArgumentParser(
        description="Set up what `make demo`, `make docs`, `make test` or `make test-full` needs."
    )
    parser.add_argument("goal", choices=("demo", "docs", "test", "test-full"))
    parser.add_argument("--dry-run", action="store_true", help="only say which Debian packages would be installed")
    arguments = parser.parse_args(argv)
    try:
        _prepare(arguments.goal, dry_run=arguments.dry_run)
    except SetUpError as error:
        return explain(error)
    return 0


def _prepare(goal: str, *, dry_run: bool) -> None:
    if sys.version_info < OLDEST_PYTHON:
        found = platform.python_version()
        message = f"Python 3.11 or newer is needed, this is {found}. With another one: make PYTHON=python3.11"
        raise SetUpError(message)
    machine = Machine.look()
    if dry_run:
        packages = packages_to_install(machine, with_node=goal != "demo")
        command = shlex.join([*apt_command(machine, packages), "install", *packages]) if packages else "nothing"
        print(f"Debian packages: {command}")
        return
    lock = ROOT / "var" / "setup" / "lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)  # two makes at once would install into the same folders
        progress = Progress()
        set_up(goal, machine, Builder(progress), progress)


if __name__ == "__main__":
    sys.exit(main())
