"""The people of `make load`: what stands on its stage, and one rep in each room who does one thing after the other."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.model import Language, RoomId, UserId
from bot.demo.homeserver import Homeserver
from bot.demo.process import Child
from bot.demo.reps import Rep
from bot.matrix.http import Http
from bot.matrix.media import sealed
from tests.attachments import samples
from tests.bench.load_account import Account, Said, Views

REMEMBERED = 20
"""So many of the own last messages somebody may edit or delete."""
TEXTS: dict[Language, Sequence[str]] = {
    "en": ("The company moved the night shift.", "We meet on Wednesday at 6 pm.", "Keep the notice of dismissal."),
    "es": ("La empresa cambió el turno de noche.", "Nos vemos el miércoles a las 18:00.", "Guarden el aviso."),
    "fr": ("L'entreprise a changé le quart de nuit.", "La réunion est mercredi à 18 h.", "Gardez l'avis."),
}
COMMANDS = ("!help", "!bot", "!petition list")


@dataclass
class Stage:
    homeserver: Homeserver
    reps: dict[Language, Rep]
    rooms: dict[Language, RoomId]
    bot: Child
    bot_user: UserId
    bot_log: Path
    account: Account = field(default_factory=Account)
    memory: list[float] = field(default_factory=list)
    longest_stall_s: float = 0.0
    """Of the event loop in here: so long all three observers stood still."""

    def views(self) -> Views:
        return {code: rep.seen(self.rooms[code]) for code, rep in self.reps.items()}

    def faults(self) -> list[str]:
        return self.account.faults(self.views(), self.bot_user)


class Writer:
    """One rep: does one thing after the other, each when it is due."""

    def __init__(self, stage: Stage, language: Language, chance: random.Random) -> None:
        self._stage = stage
        self._language = language
        self._rep = stage.reps[language]
        self._room = stage.rooms[language]
        self._chance = chance
        self._own: list[Said] = []
        self.events = 0
        self.behind_s = 0.0
        """How late this client was at worst: then the load was less than was wanted for a while."""

    async def write(self, until_s: float, events_per_s: float) -> None:
        due = time.monotonic()
        things: tuple[tuple[Callable[[], Awaitable[int]], int], ...] = (
            (self.say, 70), (self._edit, 12), (self._delete, 8), (self.send_file, 3), (self._command, 7),
        )  # fmt: skip
        while due < until_s:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self.behind_s = max(self.behind_s, time.monotonic() - due)
            (thing,) = self._chance.choices([each for each, _ in things], [weight for _, weight in things])
            events = await thing()
            self.events += events
            due += events / events_per_s

    async def say(self) -> int:
        begun_s = time.monotonic()
        source = await self._rep.say(self._room, self._words())
        said = Said(self._language, "message", source, begun_s)
        self._own = [*self._own[-REMEMBERED:], said]
        self._stage.account.said.append(said)
        return 3

    async def send_file(self) -> int:
        stored, file = sealed(samples.png())
        begun_s = time.monotonic()
        async with Http(self._stage.homeserver.url) as http:
            http.access_token = self._rep.access_token
            answer = await http.upload("/_matrix/media/v3/upload", stored)
        where = {
            "v": "v2",
            "url": answer["content_uri"],
            "key": {"kty": "oct", "key_ops": ["decrypt"], "alg": "A256CTR", "k": file.key, "ext": True},
            "iv": file.iv,
            "hashes": {"sha256": file.sha256},
        }
        source = await self._rep.say(self._room, "acta.png", kind="m.file", extra={"file": where})
        self._stage.account.said.append(Said(self._language, "file", source, begun_s))
        return 3

    async def _edit(self) -> int:
        here = [said for said in self._own if not said.deleted]
        if not here:
            return await self.say()
        said, begun_s = self._chance.choice(here), time.monotonic()
        revision = await self._rep.edit(self._room, said.source, self._words())
        said.revisions.append((revision, begun_s))
        return 3

    async def _delete(self) -> int:
        here = [said for said in self._own if not said.deleted]
        if not here:
            return await self.say()
        said = self._chance.choice(here)
        said.deleted = True
        await self._rep.redact(self._room, said.source)
        return 3 + 2 * len(said.revisions)

    async def _command(self) -> int:
        begun_s = time.monotonic()
        asked = await self._rep.say(self._room, self._chance.choice(COMMANDS))
        self._stage.account.asked[asked] = (self._language, begun_s)
        return 2

    def _words(self) -> str:
        return f"{self._chance.choice(TEXTS[self._language])} MX-2025-{self._chance.randrange(1000):03}"
