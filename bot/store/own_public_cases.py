"""Public cases of an operator's own, beside those that come with the bot: checked first, then kept."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core import record_ids
from bot.core.lifecycle import Lifecycle
from bot.core.public_cases import PublicCase
from bot.resources import config_dir
from bot.store.public_case_file import load_public_cases

SHIPPED = "public_cases.yaml"
OWN = ("public_cases.yaml", "public_cases.csv")
"""One of them at most is there."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file would change."""

    cases: tuple[PublicCase, ...]
    new: int
    replaced: int
    """Cases that stand under the same number now and say something else."""
    gone: int
    """Cases of the operator's present file that the new one does not have."""


def all_public_cases(data_dir: Path, lifecycle: Lifecycle) -> tuple[PublicCase, ...]:
    """Those that come with the bot and the operator's own, which go before. Raises ConfigError."""
    cases = {case.record_id: case for case in _shipped(lifecycle)}
    cases |= {case.record_id: case for case in _own(data_dir, lifecycle)}
    return tuple(cases.values())


def dry_run(path: Path, data_dir: Path, lifecycle: Lifecycle) -> Brought:
    """Raises ConfigError that names every mistake by its line."""
    cases = load_public_cases(path, lifecycle)
    present = {case.record_id: case for case in all_public_cases(data_dir, lifecycle)}
    numbers = {case.record_id for case in cases}
    return Brought(
        cases,
        new=len(numbers - present.keys()),
        replaced=sum(case.record_id in present and present[case.record_id] != case for case in cases),
        gone=sum(case.record_id not in numbers for case in _own(data_dir, lifecycle)),
    )


def take(path: Path, data_dir: Path) -> None:
    """In place of the operator's file of before, whole or not at all; the bot reads it at its next start."""
    target = data_dir / (OWN[1] if path.suffix == ".csv" else OWN[0])
    partial = target.with_suffix(".new")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(path.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)
    for other in OWN:
        if other != target.name:
            (data_dir / other).unlink(missing_ok=True)


def unused_number(cases: Sequence[PublicCase]) -> str:
    """For a case that has none yet: random, as all numbers are."""
    taken = {record_ids.EXAMPLE, *(case.record_id for case in cases)}
    while True:
        number = record_ids.from_number(secrets.randbelow(record_ids.RANDOM_IDS))
        if number not in taken:
            return number


def _shipped(lifecycle: Lifecycle) -> tuple[PublicCase, ...]:
    return load_public_cases(config_dir() / SHIPPED, lifecycle)


def _own(data_dir: Path, lifecycle: Lifecycle) -> tuple[PublicCase, ...]:
    path = next((data_dir / name for name in OWN if (data_dir / name).exists()), None)
    return load_public_cases(path, lifecycle) if path is not None else ()
