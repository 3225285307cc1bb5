"""How each engine is made from the settings. A new engine is a module beside this one and a line in MAKERS."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.engine_settings import EngineName, EngineSettings, RemoteSettings
from bot.errors import EnvironmentFault
from bot.ports import Engine
from bot.resources import config_dir, models_dir
from bot.secret_files import read_secret
from bot.sentences import N_, Said
from bot.translation.apertium import Apertium
from bot.translation.engines.deepl import DeepL
from bot.translation.engines.firefox import Firefox
from bot.translation.engines.libretranslate import LibreTranslate
from bot.translation.engines.microsoft import Microsoft
from bot.translation.firefox_models import CATALOGUE, ModelFolder, load_catalogue

Maker = Callable[[EngineSettings], Engine | None]


def _firefox(settings: EngineSettings) -> Engine | None:
    """None while its models are not here."""
    folder = ModelFolder(settings.models_dir or models_dir(), load_catalogue(config_dir() / CATALOGUE))
    size = folder.best()
    return Firefox(lambda direction: folder.files(size, *direction)) if size is not None else None


def _libretranslate(settings: EngineSettings) -> Engine:
    remote = _remote(settings, "libretranslate")
    return LibreTranslate(remote.url, _key(remote))


def _deepl(settings: EngineSettings) -> Engine:
    return DeepL(_key(_remote(settings, "deepl")))


def _microsoft(settings: EngineSettings) -> Engine:
    remote = _remote(settings, "microsoft")
    return Microsoft(_key(remote), remote.region)


MAKERS: Mapping[EngineName, Maker] = {
    "firefox": _firefox,
    "apertium": lambda _: Apertium(),
    "libretranslate": _libretranslate,
    "deepl": _deepl,
    "microsoft": _microsoft,
}


def _remote(settings: EngineSettings, name: EngineName) -> RemoteSettings:
    return settings.remote.get(name, RemoteSettings())


def _key(remote: RemoteSettings) -> str:
    return read_secret(remote.key_file) if remote.key_file is not None else ""


def make_engines(settings: EngineSettings, used: frozenset[str]) -> dict[str, Engine]:
    """Every engine that some channel uses. Raises EnvironmentFault when none of them can be made."""
    made: dict[str, Engine] = {
        name: engine for name, make in MAKERS.items() if name in used and (engine := make(settings)) is not None
    }
    if not made:
        raise EnvironmentFault(Said(N_("The Firefox engine has no models yet. Run: trinational models fetch")))
    return made
