"""What gets installed is pinned, hashed, explained, and says nothing of where it came from."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
REQUIREMENTS = ROOT / "requirements"
SETS = ("runtime", "build", "dev", "synapse", "mautrix", "docs")


def asked_for(name: str) -> set[str]:
    """The packages in a `.in` file."""
    lines = (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return {normal(line) for line in lines if line and not line.startswith(("#", "-"))}


def normal(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def pins(name: str) -> dict[str, list[str]]:
    """Package -> hashes in a `.txt` file."""
    found: dict[str, list[str]] = {}
    current = ""
    for line in (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if pin := re.fullmatch(r"([a-z0-9-]+)==[0-9][^ ]* \\", line):
            current = pin[1]
            found[current] = []
        elif digest := re.fullmatch(r"    --hash=(sha256:[0-9a-f]{64})(?: \\)?", line):
            found[current].append(digest[1])
        else:
            assert re.fullmatch(r"#.*|    # .*|", line), line
    return found


@pytest.mark.parametrize("name", SETS)
def test_every_package_is_pinned_with_hashes_and_every_wish_is_met(name: str) -> None:
    pinned = pins(name)
    assert asked_for(name) <= pinned.keys()
    assert all(pinned.values())


@pytest.mark.parametrize("name", SETS)
def test_a_package_has_the_hashes_of_the_index_and_not_those_of_one_local_file(name: str) -> None:
    # A wheel for one platform stands beside others or its source; only what is published as a single file has one hash.
    assert {package for package, digests in pins(name).items() if len(digests) < 2} <= {"atomicwrites", "langidentify"}


@pytest.mark.parametrize("file", [*(f"requirements/{name}.txt" for name in SETS), "package-lock.json", ".npmrc"])
def test_no_file_of_pins_names_an_address_or_a_path_of_some_machine(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.findall(r"\w+://\S+|(?<!\w)/(?:home|root|tmp|opt|usr|work)/\S*", text)
    assert [address for address in found if '"url": "' + address.rstrip('",') not in text] == []


def test_the_lock_file_of_npm_has_an_integrity_for_every_package_and_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, entry in packages.items():
        assert "resolved" not in entry, path
        assert not path or entry["integrity"].startswith("sha512-"), path


def test_the_distribution_asks_for_what_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {normal(each) for each in project["dependencies"]} == asked_for("runtime")


@pytest.mark.parametrize("name", SETS)
def test_every_direct_dependency_has_a_reason_and_a_licence_in_the_docs(name: str) -> None:
    table = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", table, flags=re.MULTILINE))
    reasons = {normal(package): cells.split(" | ") for package, cells in rows.items()}
    for package in asked_for(name):
        assert package in reasons, f"{package} has no row"
        assert len(reasons[package]) == 2, f"{package} needs a reason and a licence"
        assert all(cell.strip() for cell in reasons[package]), f"{package} needs a reason and a licence"


def test_what_the_bot_imports_is_asked_for_by_name() -> None:
    providers = importlib.metadata.packages_distributions()
    imported = {
        normal(package)
        for file in (ROOT / "bot").rglob("*.py")
        for module in _imports(ast.parse(file.read_text(encoding="utf-8")))
        if module not in sys.stdlib_module_names and module != "bot"
        for package in providers[module]
    }
    assert imported <= asked_for("runtime")


def _imports(tree: ast.Module) -> Iterator[str]:
    """The top-level names of everything that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
