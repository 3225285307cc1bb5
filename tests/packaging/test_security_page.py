"""The threat model promises nothing that no test shows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "security.md"


def rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def named_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_promise_names_a_test_that_exists() -> None:
    promises = rows("Promises")
    assert len(promises) > 20
    for promise, _, shown_by in promises:
        named = re.findall(r"`(tests/[a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`", shown_by)
        assert named, f"no test is named for: {promise}"
        for path, name in named:
            assert name in named_in(path), f"{path} has no {name}"


def test_every_adversary_meets_a_promise() -> None:
    met = {word for _, against, _ in rows("Promises") for word in against.split()}
    assert met == {row[0].split()[0] for row in rows("Adversaries")}
