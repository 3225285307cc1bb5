"""The engines, each asked for a line in every direction, and the digests of the models."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import permutations

from bot.config import Settings
from bot.core.model import Language
from bot.doctor.finding import Finding, failure, ok, warning
from bot.errors import EngineUnavailable, EnvironmentFault
from bot.ports import Engine
from bot.resources import config_dir, models_dir
from bot.translation.engines.registry import make_engines
from bot.translation.failures import Refused
from bot.translation.firefox_models import CATALOGUE, ModelFolder, load_catalogue

_LINES: dict[Language, str] = {"en": "Good morning.", "es": "Buenos días.", "fr": "Bonjour."}
_PATIENCE_S = 30.0


async def engines(settings: Settings) -> list[Finding]:
    names = tuple(dict.fromkeys((*settings.engine.order, *(n for each in settings.channels for n in each.engines))))
    spoken = {language for channel in settings.channels for language in channel.languages}
    directions = list(permutations(sorted(spoken if len(spoken) > 1 else _LINES), 2))
    found: list[Finding] = []
    for name in names:
        try:
            made = make_engines(settings.engine, frozenset({name}))
        except EnvironmentFault:
            text = "firefox has no models; the next engine takes its place."
            found.append(warning("engine", text, "trinational models fetch"))
            continue
        found.append(await try_engine(name, made[name], directions))
    if all(finding.level != "ok" for finding in found):
        text = "No engine translates: every message goes out untranslated."
        found.append(failure("engine", text, "mend one of the engines above"))
    return found


async def try_engine(name: str, engine: Engine, directions: Sequence[tuple[Language, Language]]) -> Finding:
    mend = _MEND.get(name, "")
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await engine.start()
            for source, target in directions:
                (line,) = await engine.translate([_LINES[source]], source, target)
                if not line.strip():
                    return warning("engine", f"{name} gives an empty line from {source} to {target}.", mend)
    except (EnvironmentFault, EngineUnavailable, Refused, TimeoutError) as error:
        reason = str(error) if isinstance(error, EnvironmentFault) else type(error).__name__
        return warning("engine", f"{name} does not translate: {reason}", mend)
    finally:
        await engine.close()
    return ok("engine", f"{name} translates ({len(directions)} directions tried).")


_MEND = {
    "firefox": "trinational models verify; trinational models fetch",
    "apertium": "sudo apt-get install apertium apertium-eng-spa apertium-fra-spa",
    "libretranslate": "check translation.libretranslate.url, and that its server runs",
    "deepl": "check translation.deepl.key_file, and the account there",
    "microsoft": "check translation.microsoft.key_file and region, and the account there",
}


def models(settings: Settings, folder: ModelFolder | None = None) -> Iterable[Finding]:
    """Every file of the models that are here, against the pinned SHA-256."""
    used: set[str] = {*settings.engine.order, *(name for each in settings.channels for name in each.engines)}
    folder = folder or ModelFolder(settings.engine.models_dir or models_dir(), load_catalogue(config_dir() / CATALOGUE))
    size = folder.best()
    if "firefox" not in used or size is None:
        return
    wrong = [file.name for _, file, state in folder.verify(size) if state != "complete"]
    if wrong:
        text = f"{len(wrong)} model files are not as pinned: {', '.join(wrong[:3])}."
        yield failure("models", text, f"trinational models fetch --size {size}")
    else:
        yield ok("models", f"The {size} models are as pinned (SHA-256).")
