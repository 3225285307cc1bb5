"""What the pages name is there: modules, tables, files, targets of make."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.store import migrations

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += [page for folder in ("docs", "config", "locales", "tests") for page in sorted((ROOT / folder).rglob("*.md"))]
ARCHITECTURE = ROOT / "docs" / "architecture.md"

FEATURES = "| feature | rules (`bot/core`) | table | handler |"

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"(?:bot|config|deploy|docs|locales|requirements|tests|tools)/[\w./*-]*")
MADE = ("locales/pt", "deploy/homeserver.yaml", "deploy/postgres.password")
"""A language that somebody might add, and what an operator makes."""
FOLDERS = ("bot/core", "bot/handlers", "bot/matrix", "bot/store", "bot", "")
"""Where a module that is named without its folder may be."""


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def is_there(path: str) -> bool:
    """A file, a folder, a module without its ending, or some that fit a pattern."""
    return any(True for ending in ("", ".py") for _ in ROOT.glob(path.rstrip("/") + ending))


def has(module: Path, name: str) -> bool:
    """Whether a module makes something of that name: a class, a function, a method or a constant."""
    if not module.is_file():
        return False
    made = {getattr(each, "name", None) for each in ast.walk(ast.parse(read(module)))}
    return name in made or re.search(rf"^{name}\b.* = ", read(module), re.MULTILINE) is not None


def is_module(name: str, folders: Sequence[str] = FOLDERS) -> bool:
    """`relay`, `store/ledger`, `command_words_*`, or dotted with what is in it: `key_keeper.KeyKeeper`."""
    for folder in folders:
        path, *inside = f"{folder}/{name}".lstrip("/").split(".")
        while inside and (ROOT / path / inside[0]).with_suffix(".py").exists():
            path = f"{path}/{inside.pop(0)}"
        if is_there(path) and all(has(ROOT / f"{path}.py", each) for each in inside):
            return True
    return False


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of the table that begins with this row."""
    lines = read(ARCHITECTURE).splitlines()
    for line in lines[lines.index(heading) + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.split("|")[1:-1]]


def test_the_table_of_features_names_modules_and_tables_that_exist() -> None:
    schema = "\n".join(sql for _, sql in migrations.scripts())
    missing = []
    features = list(rows(FEATURES))
    assert len(features) > 50
    for feature, rules, table, handler in features:
        missing += [(feature, name) for name in CODE.findall(rules) if not is_module(name, ("bot/core",))]
        folders = (*FOLDERS, *(name for name in CODE.findall(handler) if (ROOT / name).is_dir()))
        modules = [name for name in CODE.findall(handler) if not name.startswith("!")]
        missing += [(feature, name) for name in modules if not is_module(name, folders)]
        for name in CODE.findall(table):
            is_table = re.search(rf"\bTABLE {re.escape(name)}\b", schema) is not None
            if not (is_table or is_there(f"bot/store/migrations/{name}") or is_there(name) or is_module(name)):
                missing.append((feature, name))
    assert missing == [], "\n".join(map(str, missing))


def test_every_handler_is_found_by_a_feature() -> None:
    named = {name for *_, handlers in rows(FEATURES) for name in CODE.findall(handlers)}
    modules = {module.stem for module in (ROOT / "bot" / "handlers").glob("*.py")}
    assert modules - named == {"__init__"}


def test_every_rule_of_encryption_is_where_the_table_says() -> None:
    table = list(rows("| rule | where |"))
    assert len(table) > 15
    assert [name for _, where in table for name in CODE.findall(where) if not is_module(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_is_there(page: Path) -> None:
    text = read(page)
    paths = [name for code in CODE.findall(text) for name in code.split("::")[0].split() if PATH.fullmatch(name)]
    assert [name for name in paths if not (is_there(name) or name.startswith(MADE))] == []
    assert [link for link in LINK.findall(text) if "://" not in link and not (page.parent / link).exists()] == []
    modules = re.findall(r"python3? -m ((?:tools|tests)[\w.]+)", text)
    assert [name for name in modules if not is_there(name.replace(".", "/"))] == []


def test_every_target_of_make_that_a_page_names_is_one() -> None:
    targets = set(re.findall(r"^([a-z][\w-]*):", read(ROOT / "Makefile"), re.MULTILINE))
    named = {
        (page, word) for page in PAGES for word in re.findall(r"(?:`|^)make ([a-z][a-z-]+)", read(page), re.MULTILINE)
    }
    assert len(named) > 20
    assert {(page, word) for page, word in named if word not in targets} == set()


def test_no_change_is_told_twice() -> None:
    changes = [" ".join(change.split())[:60] for change in re.split(r"\n(?=- )", read(ROOT / "CHANGELOG.md"))[1:]]
    assert len(changes) > 150
    assert [change for change in changes if changes.count(change) > 1] == []
