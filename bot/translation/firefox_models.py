"""The model files of the Firefox engine: which ones there are, what they must be, and which of them are here."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from bot import checked_yaml
from bot.checked_yaml import Mistakes, Section, Value
from bot.core.model import Language
from bot.errors import ConfigError

ModelSize = Literal["base-memory", "tiny"]
FileKind = Literal["model", "vocab", "lex"]
State = Literal["complete", "missing", "changed"]

CATALOGUE = "firefox-models.yaml"
"""In the folder of the configuration's defaults."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{1,80}")
_LANGUAGES = ("en", "es", "fr")
_LARGEST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class ModelFile:
    kind: FileKind
    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Model:
    size: ModelSize
    source: Language
    target: Language
    flores: float
    files: tuple[ModelFile, ...]

    @property
    def folder(self) -> str:
        """Below the base address, and below the folder of the models."""
        return f"{self.size}/{self.source}{self.target}"

    @property
    def size_bytes(self) -> int:
        return sum(file.size_bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class Catalogue:
    bases: tuple[str, ...]
    models: tuple[Model, ...]

    def of_size(self, size: ModelSize) -> tuple[Model, ...]:
        return tuple(model for model in self.models if model.size == size)


def load_catalogue(path: Path) -> Catalogue:
    """Raises ConfigError with every mistake."""
    mistakes = Mistakes(path)
    top = checked_yaml.read(path, mistakes)
    catalogue = _catalogue(top) if top is not None else Catalogue((), ())
    if mistakes.lines:
        raise ConfigError(mistakes.lines)
    return catalogue


class ModelFolder:
    """Files at `<folder>/<size>/<source><target>/<name>`, packed as their publisher packs them."""

    def __init__(self, root: Path, catalogue: Catalogue) -> None:
        self.root = root
        self.catalogue = catalogue

    def path(self, model: Model, file: ModelFile) -> Path:
        return self.root / model.folder / file.name

    def is_complete(self, size: ModelSize) -> bool:
        """Whether all files of all directions are there, by their sizes; the engine checks the digests itself."""
        models = self.catalogue.of_size(size)
        return bool(models) and all(_has_size(self.path(model, file), file) for model in models for file in model.files)

    def best(self) -> ModelSize | None:
        """The better one of what is there."""
        sizes: tuple[ModelSize, ...] = get_args(ModelSize)
        return next((size for size in sizes if self.is_complete(size)), None)

    def files(self, size: ModelSize, source: Language, target: Language) -> Mapping[str, tuple[Path, str]]:
        """Path and SHA-256 of each file of a direction, by kind; empty when there is no such model."""
        return {
            file.kind: (self.path(model, file), file.sha256)
            for model in self.catalogue.of_size(size)
            if (model.source, model.target) == (source, target)
            for file in model.files
        }

    def verify(self, size: ModelSize) -> Iterator[tuple[Model, ModelFile, State]]:
        """Reads every file of these models."""
        for model in self.catalogue.of_size(size):
            for file in model.files:
                yield model, file, state_of(self.path(model, file), file)

    def remove(self, size: ModelSize) -> int:
        """Bytes that became free, with what was left of broken downloads."""
        folder = self.root / size
        freed = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        shutil.rmtree(folder, ignore_errors=True)
        return freed


def state_of(path: Path, file: ModelFile) -> State:
    if not path.is_file():
        return "missing"
    return "complete" if _has_size(path, file) and sha256(path) == file.sha256 else "changed"


def sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _has_size(path: Path, file: ModelFile) -> bool:
    return path.is_file() and path.stat().st_size == file.size_bytes


def _catalogue(top: Section) -> Catalogue:
    bases = top.required("bases", "a list of addresses")
    models = top.required("models", "a list of models")
    top.finish()
    return Catalogue(
        tuple(
            item.text("an https:// address that ends in a slash", is_base)
            for item in (bases.items("a list of addresses") if bases is not None else [])
        ),
        tuple(_model(item) for item in (models.items("a list of models") if models is not None else [])),
    )


def is_base(address: str) -> bool:
    return re.fullmatch(r"https://[^\s?#@]+/", address) is not None


def _model(value: Value) -> Model:
    section = value.section("size, source, target, flores and files")
    size, source, target, flores, files = (
        section.required(key, expected)
        for key, expected in (
            ("size", "base-memory or tiny"),
            ("source", "a language"),
            ("target", "a language"),
            ("flores", "a number"),
            ("files", "a list of files"),
        )
    )
    section.finish()
    return Model(
        cast("ModelSize", size.choice(get_args(ModelSize)) if size is not None else "tiny"),
        source.choice(_LANGUAGES) if source is not None else "en",
        target.choice(_LANGUAGES) if target is not None else "en",
        flores.number(0, 100) if flores is not None else 0.0,
        tuple(_file(item) for item in (files.items("a list of files") if files is not None else [])),
    )


def _file(value: Value) -> ModelFile:
    section = value.section("kind, name, bytes and sha256")
    kind, name, size, digest = (section.required(key, key) for key in ("kind", "name", "bytes", "sha256"))
    section.finish()
    return ModelFile(
        cast("FileKind", kind.choice(get_args(FileKind)) if kind is not None else "model"),
        name.text("the name of a file", _NAME) if name is not None else "",
        int(size.number(1, _LARGEST_BYTES)) if size is not None else 0,
        digest.text("64 hex digits", _SHA256) if digest is not None else "",
    )
