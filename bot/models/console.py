"""What `trinational models` does and says."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TextIO, get_args

from requests import Session

from bot.errors import ConfigError, EnvironmentFault
from bot.models.download import WrongFile, download, settle
from bot.resources import config_dir, models_dir
from bot.sentences import N_, Msgid, Said, as_it_is
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

Say = Callable[[Said], None]

_STATES: Mapping[str, Msgid] = {
    "complete": N_("complete"),
    "missing": N_("missing"),
    "changed": N_("changed"),
}
_BAR = 24
_MB = 1_000_000


def run(what: str, arguments: argparse.Namespace, say: Say, catalogue: Catalogue | None = None) -> int:
    """Raises StartError; exit code 3 where a file is missing, changed or cannot be had."""
    catalogue = catalogue or load_catalogue(config_dir() / CATALOGUE)
    folder = ModelFolder(arguments.folder or models_dir(), catalogue)
    sizes: Sequence[ModelSize] = [arguments.size] if arguments.size else get_args(ModelSize)
    if what == "fetch":
        return _fetch(folder, arguments.size or sizes[0], arguments.base, say)
    if what == "import":
        return _import(folder, arguments.size or sizes[0], arguments.source, say)
    if what == "verify":
        return _verify(folder, sizes, say)
    if what == "remove":
        freed = sum(folder.remove(size) for size in sizes)
        say(Said(N_("Removed %(size)s MB from %(folder)s."), size=f"{freed / _MB:.1f}", folder=str(folder.root)))
        return 0
    return _list(folder, sizes, say)


def _fetch(folder: ModelFolder, size: ModelSize, base: str | None, say: Say) -> int:
    if base is not None and not is_base(base) and not base.startswith("http://127.0.0.1:"):
        raise ConfigError(
            [Said(N_("--from: expected an address such as https://models.example.org/ with a slash at the end"))]
        )
    bases = [base] if base is not None else list(folder.catalogue.bases)
    with Session() as session:
        for model, file in _wanted(folder, size):
            bar = Bar(file, sys.stderr)
            try:
                _from_any(session, bases, model, file, folder.path(model, file), bar)
            except EnvironmentFault as fault:
                bar.clear()
                stays = N_("%(fault)s. Nothing in use was changed, and Apertium stays. Later: trinational models fetch")
                raise type(fault)(Said(stays, fault=fault.reason)) from None
            bar.end()
    say(
        Said(
            N_("The %(size)s models are in %(folder)s. The bot takes them at its next start."),
            size=size,
            folder=str(folder.root),
        )
    )
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


def _import(folder: ModelFolder, size: ModelSize, source: Path, say: Say) -> int:
    if not source.is_dir():
        raise EnvironmentFault(Said(N_("%(path)s is no folder"), path=str(source)))
    there = {path.name: path for path in sorted(source.rglob("*.gz")) if path.is_file()}
    by_size: dict[int, list[Path]] = {}
    for path in sorted(source.rglob("*")):
        if path.is_file():
            by_size.setdefault(path.stat().st_size, []).append(path)
    missing, changed = list[str](), list[str]()
    for model, file in _wanted(folder, size):
        # The sizes have files of the same name: the digest tells which is which.
        found = next((path for path in by_size.get(file.size_bytes, ()) if sha256(path) == file.sha256), None)
        if found is None:
            (changed if file.name in there else missing).append(file.name)
            continue
        target = folder.path(model, file)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        shutil.copyfile(found, part)
        settle(part, file, target)
        say(as_it_is(f"{model.folder}/{file.name}"))
    if missing or changed:
        sentence = N_("Not in %(folder)s as they are pinned. Missing: %(missing)s. Changed: %(changed)s.")
        lists = {"missing": ", ".join(missing) or "—", "changed": ", ".join(changed) or "—"}
        raise WrongFile(Said(sentence, folder=str(source), **lists))
    say(
        Said(
            N_("The %(size)s models are in %(folder)s. The bot takes them at its next start."),
            size=size,
            folder=str(folder.root),
        )
    )
    return 0


def _wanted(folder: ModelFolder, size: ModelSize) -> list[tuple[Model, ModelFile]]:
    return [
        (model, file)
        for model in folder.catalogue.of_size(size)
        for file in model.files
        if state_of(folder.path(model, file), file) != "complete"
    ]


def _verify(folder: ModelFolder, sizes: Sequence[ModelSize], say: Say) -> int:
    here = [size for size in sizes if (folder.root / size).is_dir()]
    if not here:
        sentence = N_("There are no models in %(folder)s. Fetch them: trinational models fetch")
        raise EnvironmentFault(Said(sentence, folder=str(folder.root)))
    faults = []
    for size in here:
        for model, file, state in folder.verify(size):
            say(Said(Msgid("%(state)s: %(file)s"), state=Said(_STATES[state]), file=f"{model.folder}/{file.name}"))
            if state != "complete":
                faults.append(size)
    if faults:
        sentence = N_("Some files are missing or changed. Fetch them again: %(command)s")
        raise EnvironmentFault(Said(sentence, command=f"trinational models fetch --size {faults[0]}"))
    return 0


def _list(folder: ModelFolder, sizes: Sequence[ModelSize], say: Say) -> int:
    say(Said(N_("Folder: %(folder)s"), folder=str(folder.root)))
    for size in sizes:
        for model in folder.catalogue.of_size(size):
            here = all(folder.path(model, file).is_file() for file in model.files)
            say(
                Said(
                    N_("%(model)s %(size)s MB, FLORES BLEU %(figure)s (the publisher's figure)"),
                    model=f"{'✓' if here else '-'}  {model.folder:17}",
                    size=f"{model.size_bytes / _MB:5.1f}",
                    figure=f"{model.flores:g}",
                )
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
            self._out.write(f"\r[{bar}] {percent:3} % / {self._file.size_bytes / _MB:.1f} MB  {self._file.name}")
            self._out.flush()

    def clear(self) -> None:
        if self._shown >= 0:
            self._out.write("\n")

    def end(self) -> None:
        self._out.write("\n" if self._live else f"{self._file.name}\n")
        self._out.flush()
