"""The section `translation` of the configuration, and the order of engines of a channel.

translation:
  engines: [firefox, apertium]      # the first that can, translates; this is the default. Or `engine: apertium`
  timeout_s: 5
  retry_s: 60
  models_dir: models                # of Firefox; where `trinational models` puts them by default
  libretranslate: {url: "http://127.0.0.1:5000", key_file: libretranslate.key}
  deepl: {key_file: deepl.key}
  microsoft: {key_file: microsoft.key, region: canadacentral}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast, get_args

from bot.checked_yaml import Value
from bot.sentences import N_, Msgid, Said

EngineName = Literal["firefox", "apertium", "libretranslate", "deepl", "microsoft"]
ENGINE_NAMES: tuple[EngineName, ...] = get_args(EngineName)
NEEDS_KEY: frozenset[EngineName] = frozenset({"deepl", "microsoft"})
_REMOTE: tuple[EngineName, ...] = ("libretranslate", "deepl", "microsoft")
_REGION = re.compile(r"[a-z0-9]{2,40}")


@dataclass(frozen=True, slots=True)
class RemoteSettings:
    url: str = ""
    key_file: Path | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    order: tuple[EngineName, ...] = ("firefox", "apertium")
    """What a channel uses that names no engines of its own."""
    timeout_s: float = 5.0
    """How long one translation may take before the next engine, or the original alone, takes its place."""
    retry_s: float = 60.0
    """How long a direction that failed rests before it is tried again."""
    models_dir: Path | None = None
    remote: Mapping[EngineName, RemoteSettings] = field(default_factory=lambda: MappingProxyType({}))
    """Engines on a server that the operator has set up."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the configuration reads what is more than a word: paths, secret files, addresses."""

    path: Callable[[Value, Msgid], Path | None]
    secret_file: Callable[[Value | None], tuple[Value, Path] | None]
    is_address: Callable[[str], bool]


def read_engine_settings(value: Value | None, reading: Reading) -> EngineSettings:
    default = EngineSettings()
    if value is None:
        return default
    section = value.section(N_("engines, timeout_s and retry_s"))
    engines, alone, timeout, retry = (section.optional(key) for key in ("engines", "engine", "timeout_s", "retry_s"))
    models = section.optional("models_dir")
    remote = {name: _remote(name, each, reading) for name in _REMOTE if (each := section.optional(name)) is not None}
    section.finish()
    return EngineSettings(
        _order(engines, alone, frozenset(remote)) or default.order,
        timeout.number(0.5, 60) if timeout is not None else default.timeout_s,
        retry.number(1, 3600) if retry is not None else default.retry_s,
        reading.path(models, N_("the folder with the models of Firefox")) if models is not None else None,
        MappingProxyType(remote),
    )


def read_order(value: Value | None, set_up: frozenset[EngineName]) -> tuple[EngineName, ...]:
    """Engines in the order in which they are tried; empty when nothing is said."""
    if value is None:
        return ()
    names: list[EngineName] = []
    for item in value.items(N_("a list of engines, such as [firefox, apertium]")):
        name = _usable(item, set_up)
        if name in names:
            item.mistake(Said(N_("this engine is in the list already")))
        names.append(name)
    return tuple(names)


def _order(engines: Value | None, alone: Value | None, set_up: frozenset[EngineName]) -> tuple[EngineName, ...]:
    """`alone`: `engine: NAME`, as it was written before there were several."""
    if alone is None:
        return read_order(engines, set_up)
    if engines is not None:
        alone.mistake(Said(N_("`engines` stands beside it: keep only that one")))
        return read_order(engines, set_up)
    return (_usable(alone, set_up),)


def _usable(value: Value, set_up: frozenset[EngineName]) -> EngineName:
    name = cast("EngineName", value.choice(ENGINE_NAMES))
    if name in _REMOTE and name not in set_up:
        what = "key_file" if name in NEEDS_KEY else "url"
        value.mistake(
            Said(
                N_("this engine has to be set up under `translation: %(name)s:` with its %(key)s"),
                name=name,
                key=what,
            )
        )
    return name


def _remote(name: EngineName, value: Value, reading: Reading) -> RemoteSettings:
    section = value.section(N_("the address or the key of this engine"))
    address_expected = N_("an address such as https://translate.example.org (http:// only on a private network)")
    key_expected = N_("the file with the key of this engine")
    url = section.required("url", address_expected) if name == "libretranslate" else None
    key = section.required("key_file", key_expected) if name in NEEDS_KEY else section.optional("key_file")
    region = section.optional("region") if name == "microsoft" else None
    section.finish()
    secret = reading.secret_file(key)
    return RemoteSettings(
        url.text(address_expected, reading.is_address) if url is not None else "",
        secret[1] if secret is not None else None,
        region.text(N_("a region such as canadacentral"), _REGION) if region is not None else "",
    )
