"""The engines, each asked for a line in every direction, and the digests of the models."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Iterable, Sequence
from itertools import permutations

from bot.config import Settings
from bot.core.model import Language
from bot.core.words import N_
from bot.doctor.finding import Finding, failure, ok, warning
from bot.errors import EngineUnavailable, EnvironmentFault
from bot.ports import Engine
from bot.resources import config_dir, models_dir
from bot.sentences import Said
from bot.translation.engines.registry import make_engines
from bot.translation.failures import Refused
from bot.translation.firefox_models import CATALOGUE, ModelFolder, load_catalogue
from bot.translation.modes import INSTALL

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
            text = Said(N_("firefox has no models; the next engine takes its place."))
            found.append(warning("engine", text, _fetch(settings)))
            continue
        mend = _fetch(settings) if name == "firefox" else None
        found.append(await try_engine(name, made[name], directions, mend))
    if all(finding.level != "ok" for finding in found):
        text = Said(N_("No engine translates: every message goes out untranslated."))
        found.append(failure("engine", text, Said(N_("mend one of the engines above"))))
    return found


async def try_engine(
    name: str, engine: Engine, directions: Sequence[tuple[Language, Language]], mend: str | None = None
) -> Finding:
    mend = _MEND.get(name, "") if mend is None else mend
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await engine.start()
            for source, target in directions:
                (line,) = await engine.translate([_LINES[source]], source, target)
                if not line.strip():
                    sentence = N_("%(engine)s gives an empty line from %(source)s to %(target)s.")
                    return warning("engine", Said(sentence, engine=name, source=source, target=target), mend)
    except (EnvironmentFault, EngineUnavailable, Refused, TimeoutError):
        return warning("engine", Said(N_("%(engine)s does not translate."), engine=name), mend)
    finally:
        await engine.close()
    tried = str(len(directions))
    return ok("engine", Said(N_("%(engine)s translates (directions tried: %(tried)s)."), engine=name, tried=tried))


_MEND = {
    "apertium": INSTALL,
    "libretranslate": Said(N_("check translation.libretranslate.url, and that its server runs")),
    "deepl": Said(N_("check translation.deepl.key_file, and the account there")),
    "microsoft": Said(N_("check translation.microsoft.key_file and region, and the account there")),
}


def _fetch(settings: Settings) -> str:
    """Into the folder where the bot looks for them."""
    folder = settings.engine.models_dir
    return (
        "trinational models fetch" if folder is None else f"trinational models fetch --dir {shlex.quote(str(folder))}"
    )


def models(settings: Settings, folder: ModelFolder | None = None) -> Iterable[Finding]:
    """Every file of the models that are here, against the pinned SHA-256."""
    used: set[str] = {*settings.engine.order, *(name for each in settings.channels for name in each.engines)}
    folder = folder or ModelFolder(settings.engine.models_dir or models_dir(), load_catalogue(config_dir() / CATALOGUE))
    size = folder.best()
    if "firefox" not in used or size is None:
        return
    wrong = [file.name for _, file, state in folder.verify(size) if state != "complete"]
    if wrong:
        text = Said(N_("Model files are not as pinned: %(files)s."), files=", ".join(wrong[:3]))
        yield failure("models", text, f"{_fetch(settings)} --size {size}")
    else:
        yield ok("models", Said(N_("The %(size)s models are as pinned (SHA-256)."), size=size))
