"""The container files, as far as they can be judged without an image: closed, pinned, and made of what is there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import _parser

ROOT = Path(__file__).resolve().parents[2]
CONTAINERFILE, COMPOSE = ROOT / "deploy" / "Containerfile", ROOT / "deploy" / "compose.yaml"
STEPS = [
    (step.split(maxsplit=1)[0], step.split(maxsplit=1)[1])
    for step in re.sub(r"\\\n|^#.*\n", "", CONTAINERFILE.read_text(encoding="utf-8"), flags=re.MULTILINE).splitlines()
    if step.strip()
]
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]


def the_only(kind: str) -> str:
    (found,) = (rest for name, rest in STEPS if name == kind)
    return found


def test_everything_that_is_copied_is_there_and_is_let_through_to_the_builder() -> None:
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8")
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8") == ignored
    let_through = {line.removeprefix("!") for line in ignored.splitlines() if line.startswith("!")}
    sources = [
        source
        for name, rest in STEPS
        if name == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]
    assert sources
    for source in sources:
        assert (ROOT / source).exists(), source
        assert source.split("/")[0] in let_through, source
    assert not {"var", "tests", ".git", "deploy"} & let_through


def test_it_runs_as_nobody_in_particular_and_installs_only_what_is_pinned() -> None:
    user = the_only("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user), "a number, so that Kubernetes can see that it is not root"
    installs = [part for name, rest in STEPS if name == "RUN" for part in rest.split("&&") if "pip install" in part]
    assert installs
    for install in installs:
        assert "--require-hashes" in install or ("--no-index" in install and "--no-deps" in install), install


@pytest.mark.parametrize("kind", ["HEALTHCHECK", "CMD"])
def test_what_the_image_runs_is_a_command_line_that_the_bot_takes(kind: str) -> None:
    assert yaml.safe_load(the_only("ENTRYPOINT")) == ["trinational"]
    words = yaml.safe_load(the_only(kind)[the_only(kind).index("[") :])
    arguments = _parser().parse_args(words[1:] if words[0] == "trinational" else words)
    assert arguments.config == Path("/data/bot.yaml")


def test_the_bot_has_no_rights_writes_only_its_data_and_gets_time_to_end() -> None:
    bot = SERVICES["bot"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert "ports" not in bot
    assert int(bot["stop_grace_period"].removesuffix("s")) > 10
    assert {volume.rsplit(":", 1)[1] for volume in bot["volumes"]} == {the_only("VOLUME")}
    for service in SERVICES.values():
        assert "no-new-privileges:true" in service["security_opt"]
        assert not service.get("privileged")


def test_models_that_are_fetched_outlast_the_container() -> None:
    """Everything else is read-only, or memory."""
    settings = dict(each.split("=", 1) for each in the_only("ENV").split())
    assert settings["XDG_DATA_HOME"] == the_only("VOLUME")


def test_only_the_homeserver_can_be_reached_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"synapse": ["127.0.0.1:8008:8008"]}
    assert [name for name, service in SERVICES.items() if "database" in service["networks"]] == ["postgres", "synapse"]
    assert yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["networks"]["database"] == {"internal": True}


def test_images_of_others_have_a_version_and_no_password_stands_in_the_file() -> None:
    for name, service in SERVICES.items():
        if name != "bot":
            assert re.search(r":v?\d", service["image"]), service["image"]
        for variable, value in service.get("environment", {}).items():
            assert "PASSWORD" not in variable or variable.endswith("_FILE"), (variable, value)
    assert SERVICES["libretranslate"]["profiles"] == ["libretranslate"]


def test_the_linter_finds_nothing_where_it_is_installed() -> None:
    if linter := shutil.which("hadolint"):
        judged = subprocess.run([linter, str(CONTAINERFILE)], capture_output=True, text=True, timeout=60)
        assert judged.returncode == 0, judged.stdout
    assert shlex.split(the_only("STOPSIGNAL")) == ["SIGTERM"]
