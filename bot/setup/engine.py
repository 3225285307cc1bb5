"""The engine of choice, started and asked for one line before it is written down."""

from __future__ import annotations

from types import MappingProxyType

from bot.account_config import is_homeserver
from bot.core.words import N_
from bot.engine_settings import EngineName, EngineSettings, RemoteSettings
from bot.errors import EngineUnavailable, EnvironmentFault, UserError
from bot.sentences import as_it_is
from bot.setup.plan import Refused
from bot.setup.server import with_scheme
from bot.translation.engines.registry import make_engines
from bot.translation.modes import INSTALL

_OUTSIDE = 3
_LINE = "Good morning."


async def local() -> EngineSettings:
    """Firefox as soon as its models are here, Apertium until then."""
    settings = EngineSettings()
    try:
        await _try(settings, "apertium")
    except (EnvironmentFault, EngineUnavailable):
        raise Refused(
            N_("The engine Apertium does not work on this computer. Run this in another window, then choose again:"),
            _OUTSIDE,
            INSTALL,
        ) from None
    return settings


async def libretranslate(address: str) -> EngineSettings:
    written = with_scheme(address)
    if not is_homeserver(written):
        raise UserError(N_("This is no address. Type it as https://translate.example.org."))
    settings = EngineSettings(
        order=("libretranslate", "firefox", "apertium"),
        remote=MappingProxyType({"libretranslate": RemoteSettings(url=written)}),
    )
    try:
        await _try(settings, "libretranslate")
    except (EnvironmentFault, EngineUnavailable) as error:
        raise Refused(
            N_("No LibreTranslate that translates answers there (%(reason)s). Check the address, and that it runs."),
            _OUTSIDE,
            reason=error.reason if isinstance(error, EnvironmentFault) else as_it_is(str(error)),
        ) from None
    return settings


async def _try(settings: EngineSettings, name: EngineName) -> None:
    """Raises EnvironmentFault, EngineUnavailable."""
    engine = make_engines(settings, frozenset({name}))[name]
    try:
        await engine.start()
        await engine.translate([_LINE], "en", "es")
    finally:
        await engine.close()
