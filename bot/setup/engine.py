"""The engine of choice, started and asked for one line before it is written down."""

from __future__ import annotations

from types import MappingProxyType

from bot.config import is_homeserver
from bot.core.words import N_
from bot.engine_settings import EngineName, EngineSettings, RemoteSettings
from bot.errors import EngineUnavailable, EnvironmentFault, UserError
from bot.setup.plan import Refused
from bot.translation.engines.registry import make_engines

_OUTSIDE = 3
_LINE = "Good morning."


async def local() -> EngineSettings:
    """Firefox as soon as its models are here, Apertium until then."""
    settings = EngineSettings()
    await _try(settings, "apertium", N_("The translation engine Apertium does not work here: %(reason)s"))
    return settings


async def libretranslate(address: str) -> EngineSettings:
    written = address if "://" in address else f"https://{address}"
    if not is_homeserver(written):
        raise UserError(N_("This is no address. Type it as https://translate.example.org."))
    settings = EngineSettings(
        order=("libretranslate", "firefox", "apertium"),
        remote=MappingProxyType({"libretranslate": RemoteSettings(url=written)}),
    )
    await _try(settings, "libretranslate", N_("No LibreTranslate that translates answers there: %(reason)s"))
    return settings


async def _try(settings: EngineSettings, name: EngineName, refusal: str) -> None:
    engine = make_engines(settings, frozenset({name}))[name]
    try:
        await engine.start()
        await engine.translate([_LINE], "en", "es")
    except (EnvironmentFault, EngineUnavailable) as error:
        raise Refused(refusal, _OUTSIDE, reason=str(error)) from None
    finally:
        await engine.close()
