"""The set-up decides rightly what to install, and says clearly when it cannot."""

from __future__ import annotations

import dataclasses
import os
import subprocess
from pathlib import Path

import pytest

from tools import setup_machine
from tools.machine import DEBIAN_PACKAGES, ENGINE_MODES, Machine, SetUpError, apt_command, packages_to_install
from tools.setup_machine import Builder, Progress, Stamp

ROOT = Path(__file__).resolve().parent.parent.parent

COMPLETE = Machine(
    is_root=True,
    programs=frozenset({"apt-get", "dpkg-query", "apertium", "npm"}),
    can_make_venv=True,
    engine_modes=ENGINE_MODES,
    missing_packages=(),
)
FRESH = dataclasses.replace(
    COMPLETE,
    programs=frozenset({"apt-get", "dpkg-query"}),
    engine_modes=frozenset(),
    missing_packages=DEBIAN_PACKAGES,
)


def test_nothing_is_installed_where_nothing_is_missing() -> None:
    assert packages_to_install(COMPLETE, with_node=True) == ()


def test_a_fresh_machine_gets_the_engine_and_for_the_tests_node() -> None:
    assert packages_to_install(FRESH, with_node=False) == DEBIAN_PACKAGES
    assert packages_to_install(FRESH, with_node=True) == (*DEBIAN_PACKAGES, "nodejs", "npm")


def test_an_engine_that_came_without_debian_packages_is_good_enough() -> None:
    elsewhere = dataclasses.replace(FRESH, engine_modes=ENGINE_MODES | {"oc-ca"})
    assert packages_to_install(elsewhere, with_node=False) == ()


def test_the_venv_package_is_asked_for_only_where_venv_is_missing() -> None:
    without = dataclasses.replace(COMPLETE, can_make_venv=False, missing_packages=(*DEBIAN_PACKAGES, "python3.11-venv"))
    assert packages_to_install(without, with_node=False) == ("python3.11-venv",)


def test_root_needs_no_sudo_and_others_use_it() -> None:
    assert apt_command(FRESH, DEBIAN_PACKAGES) == ["apt-get"]
    person = dataclasses.replace(FRESH, is_root=False, programs=FRESH.programs | {"sudo"})
    assert apt_command(person, DEBIAN_PACKAGES)[0] == "sudo"


def test_without_rights_the_command_to_run_is_told() -> None:
    with pytest.raises(SetUpError, match=r"As root, run: apt-get install apertium apertium-eng-spa apertium-fr-es$"):
        apt_command(dataclasses.replace(FRESH, is_root=False), DEBIAN_PACKAGES)


def test_without_apt_the_names_are_told() -> None:
    with pytest.raises(SetUpError, match=r"apertium apertium-eng-spa apertium-fr-es\. This system has no apt-get"):
        apt_command(dataclasses.replace(FRESH, programs=frozenset()), DEBIAN_PACKAGES)


def test_what_cannot_be_installed_ends_the_set_up_with_3_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    powerless = dataclasses.replace(FRESH, is_root=False)
    monkeypatch.setattr(Machine, "look", staticmethod(lambda: powerless))
    monkeypatch.setattr(setup_machine, "ROOT", tmp_path)
    assert setup_machine.main(["demo"]) == 3
    assert capsys.readouterr().err == (
        "\nSet-up stopped: Debian packages are missing and only root may install them. "
        "As root, run: apt-get install apertium apertium-eng-spa apertium-fr-es\n"
    )
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(setup_machine, "OLDEST_PYTHON", (99, 0))
    assert setup_machine.main(["demo"]) == 3
    assert "With another one: make PYTHON=python3.11" in capsys.readouterr().err


def test_a_step_that_fails_shows_the_end_of_its_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "package.json").write_text("this is not json", encoding="utf-8")
    with pytest.raises(SetUpError) as caught:
        Builder(Progress(), root=tmp_path).node_packages()
    assert setup_machine.explain(caught.value) == 3
    told = capsys.readouterr().err
    assert f"The last lines of {tmp_path / 'var' / 'setup' / 'npm.log'}:\n    " in told
    assert told.splitlines()[-1].startswith("Set-up stopped: `npm ci --ignore-scripts …` failed.")


@pytest.mark.parametrize(
    ("script", "said"), [("exit 0", "ready"), ("exit 100", "not installed: this system has no such package")]
)
def test_a_browser_is_installed_for_the_tests_and_nothing_fails_without_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n{script}\n', encoding="ascii")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    (tmp_path / "var" / "setup").mkdir(parents=True)
    Builder(Progress(), root=tmp_path).browser(FRESH)
    assert f"Chromium, for the tests of the pages: {said}" in capsys.readouterr().out
    assert "chromium" in (tmp_path / "asked").read_text(encoding="ascii")


def test_only_the_tests_ask_for_a_browser(tmp_path: Path) -> None:
    asked: list[str] = []

    class Recorder(Builder):
        def browser(self, machine: Machine) -> None:
            asked.append("browser")

    builder = Recorder(Progress(), root=tmp_path)
    for goal, machine in (("demo", FRESH), ("test", COMPLETE), ("test", with_browser())):
        setup_machine._debian_step(goal, machine, builder, ())()
    assert asked == ["browser"]


def with_browser() -> Machine:
    return dataclasses.replace(COMPLETE, programs=COMPLETE.programs | {"chromium"})


def test_a_stamp_fits_only_what_it_was_made_of(tmp_path: Path) -> None:
    path = tmp_path / "stamp"
    assert not Stamp(path, ["a", "b"]).fits()
    Stamp(path, ["a", "b"]).put()
    assert Stamp(path, ["a", "b"]).fits()
    assert not Stamp(path, ["ab"]).fits()
    assert not Stamp(path, ["a", "c"]).fits()


def recipe(*arguments: str) -> str:
    """What make would run last; under `make test` it would speak of folders as well."""
    finished = subprocess.run(
        ["make", "-n", "--no-print-directory", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return " ".join(finished.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        ([], ""),
        (["KEEP=1"], " --keep"),
        (["KEEP=0"], ""),
        (["PORT=8008", "DATA=a b"], " --port '8008' --data 'a b'"),
        (["KEEP=1", "ARGS=--rate-limits --no-script"], " --keep --rate-limits --no-script"),
    ],
)
def test_make_demo_passes_its_options_on(arguments: list[str], options: str) -> None:
    assert recipe("demo", *arguments) == f"exec .venv/bin/trinational demo{options}"


def test_make_test_leaves_out_only_the_long_tests() -> None:
    on_cores = "-n auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder"
    assert recipe("test") == f"exec .venv/bin/python -m tools.run_tests {on_cores} -m 'not long'"
    assert recipe("test-full") == f"exec .venv/bin/python -m tools.run_tests {on_cores}"


def test_what_make_starts_may_keep_compiled_modules_whatever_the_environment_says() -> None:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    told = "told:;@echo [$$PYTHONDONTWRITEBYTECODE]"
    finished = subprocess.run(
        ["make", "--no-print-directory", f"--eval={told}", "told"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert finished.stdout == "[]\n"


def test_the_demo_sets_up_nothing_that_only_tests_need() -> None:
    finished = subprocess.run(["make", "-n", "demo"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "-m tools.setup_machine demo" in finished.stdout
    assert "setup_machine test" not in finished.stdout


def test_ci_runs_exactly_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").splitlines() == [
        "#!/usr/bin/env bash",
        "set -euo pipefail",
        'cd "$(dirname "$0")/.."',
        "export CI=true  # tests/conftest.py: the same examples of the property tests in each run",
        "exec make test",
    ]


@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 0", "ready"), ("exit 3", "not now"), ("exec sleep 60", "not now")],
    ids=["fetched", "no network", "too slow"],
)
def test_the_translation_models_are_tried_once_and_nothing_fails_without_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], script: str, said: str
) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n{script}\n', encoding="ascii")
    python.chmod(0o755)
    for _ in range(2):
        Builder(Progress(), root=tmp_path, models_s=1.0).translation_models()
    assert (tmp_path / "asked").read_text(encoding="ascii") == "-m bot models fetch\n"
    assert said in capsys.readouterr().out.splitlines()[-1]


def test_only_the_long_tests_set_up_what_only_they_need() -> None:
    def runs(goal: str) -> str:
        finished = subprocess.run(["make", "-n", goal], cwd=ROOT, capture_output=True, text=True, check=True)
        return finished.stdout

    assert "-m tools.setup_machine test-full" in runs("test-full")
    assert "-m tools.setup_machine test-full" not in runs("test")
