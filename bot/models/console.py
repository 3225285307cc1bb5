"""What `trinational models` does and says."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO, get_args

from requests import Session

from bot.errors import ConfigError, EnvironmentFault
from bot.models.download import WrongFile, download, settle
from bot.resources import config_dir, models_dir
from bot.translation.firefox_models import (
    CATALOGUE,
    Catalogue,
    Model,
    ModelFile,
    ModelFolder,
    ModelSize,
    is_base,
    load_catalogue,
    sha256,
    state_of,
)

_BAR = 24
_MB = 1_000_000


def run(what: str, arguments: argparse.Namespace, catalogue: Catalogue | None = None) -> int:
    """Raises StartError; exit code 3 where a file is missing, changed or cannot be had."""
    catalogue = catalogue or load_catalogue(config_dir() / CATALOGUE)
    folder = ModelFolder(arguments.folder or models_dir(), catalogue)
    sizes: Sequence[ModelSize] = [arguments.size] if arguments.size else get_args(ModelSize)
    if what == "fetch":
        return _fetch(folder, arguments.size or sizes[0], arguments.base)
    if what == "import":
        return _import(folder, arguments.size or sizes[0], arguments.source)
    if what == "verify":
        return _verify(folder, sizes)
    if what == "remove":
        freed = sum(folder.remove(size) for size in sizes)
        print(f"Removed {freed / _MB:.1f} MB from {folder.root}.")
        return 0
    return _list(folder, sizes)


def _fetch(folder: ModelFolder, size: ModelSize, base: str | None) -> int:
    if base is not None and not is_base(base) and not base.startswith("http://127.0.0.1:"):
        raise ConfigError(["--from: expected an address such as https://models.example.org/ with a slash at the end"])
    bases = [base] if base is not None else list(folder.catalogue.bases)
    with Session() as session:
        for model, file in _wanted(folder, size):
            bar = Bar(file, sys.stderr)
            try:
                _from_any(session, bases, model, file, folder.path(model, file), bar)
            except EnvironmentFault as fault:
                bar.clear()
                message = f"{fault}. Nothing in use was changed, and Apertium stays. Later: trinational models fetch"
                raise type(fault)(message) from None
            bar.end()
    print(f"The {size} models are in {folder.root}. The bot takes them at its next start.")
    return 0


def _from_any(session: Session, bases: Sequence[str], model: Model, file: ModelFile, target: Path, bar: Bar) -> None:
    for last, base in enumerate(bases, 1 - len(bases)):
        try:
            download(session, f"{base}{model.folder}/{file.name}", file, target, bar.show)
        except EnvironmentFault:
            if last == 0:
                raise
        else:
            return


def _import(folder: ModelFolder, size: ModelSize, source: Path) -> int:
    if not source.is_dir():
        message = f"{source} is no folder"
        raise EnvironmentFault(message)
    there = {path.name: path for path in sorted(source.rglob("*.gz")) if path.is_file()}
    by_size: dict[int, list[Path]] = {}
    for path in sorted(source.rglob("*")):
        if path.is_file():
            by_size.setdefault(path.stat().st_size, []).append(path)
    missing = []
    for model, file in _wanted(folder, size):
        # The sizes have files of the same name: the digest tells which is which.
        found = next((path for path in by_size.get(file.size_bytes, ()) if sha256(path) == file.sha256), None)
        if found is None:
            missing.append(f"{file.name} ({'changed' if file.name in there else 'missing'})")
            continue
        target = folder.path(model, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        shutil.copyfile(found, part)
        settle(part, file, target)
        print(f"{model.folder}/{file.name}")
    if missing:
        message = f"Not in {source} as they are pinned: {', '.join(missing)}"
        raise WrongFile(message)
    print(f"The {size} models are in {folder.root}. The bot takes them at its next start.")
    return 0


def _wanted(folder: ModelFolder, size: ModelSize) -> list[tuple[Model, ModelFile]]:
    return [
        (model, file)
        for model in folder.catalogue.of_size(size)
        for file in model.files
        if state_of(folder.path(model, file), file) != "complete"
    ]


def _verify(folder: ModelFolder, sizes: Sequence[ModelSize]) -> int:
    here = [size for size in sizes if (folder.root / size).is_dir()]
    if not here:
        message = f"There are no models in {folder.root}. Fetch them: trinational models fetch"
        raise EnvironmentFault(message)
    faults = []
    for size in here:
        for model, file, state in folder.verify(size):
            print(f"{state:9} {model.folder}/{file.name}")
            if state != "complete":
                faults.append(size)
    if faults:
        message = f"Some files are missing or changed. Fetch them again: trinational models fetch --size {faults[0]}"
        raise EnvironmentFault(message)
    return 0


def _list(folder: ModelFolder, sizes: Sequence[ModelSize]) -> int:
    print(f"Folder: {folder.root}")
    for size in sizes:
        for model in folder.catalogue.of_size(size):
            here = all(folder.path(model, file).is_file() for file in model.files)
            print(
                f"{'here' if here else '-':5} {model.folder:17} {model.size_bytes / _MB:5.1f} MB"
                f"   FLORES BLEU {model.flores:g} (the publisher's figure)"
            )
    return 0


class Bar:
    """How far one file is: a bar on a terminal, a line elsewhere."""

    def __init__(self, file: ModelFile, out: TextIO) -> None:
        self._file = file
        self._out = out
        self._live = out.isatty()
        self._shown = -1

    def show(self, received: int) -> None:
        percent = min(received * 100 // self._file.size_bytes, 100)
        if self._live and percent != self._shown:
            self._shown = percent
            done = percent * _BAR // 100
            bar = "#" * done + "." * (_BAR - done)
            self._out.write(f"\r[{bar}] {percent:3} % of {self._file.size_bytes / _MB:.1f} MB  {self._file.name}")
            self._out.flush()

    def clear(self) -> None:
        if self._shown >= 0:
            self._out.write("\n")

    def end(self) -> None:
        self._out.write("\n" if self._live else f"{self._file.name}\n")
        self._out.flush()
