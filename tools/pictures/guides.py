"""The pictures of the guides for reps: what one person has on the phone, in each language, from the real demo.

    .venv/bin/python -m tools.pictures.guides --client DIR [--chromium PROGRAM] [--to DIR]

DIR holds a built Cinny (the folder with its index.html); Debian's `chromium` draws.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import shutil
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.core.model import Language, RoomId
from bot.core.record_ids import EXAMPLE
from bot.demo.reps import Rep
from tools.pictures.browser import Browser, open_browser
from tools.pictures.cinny import Cinny, served
from tools.pictures.talk import ROOT, Demo, Talk, kept_demo

WIDTH, SCALE = 390, 1.6
TALK_HEIGHT, CARD_HEIGHT, HOLD_HEIGHT = 560, 1000, 640
_HOURS = "24"
"""Stands in the question about a held message, in every language."""
_DRAWN_S, _PATIENCE_S = 2.0, 30.0


@dataclass(frozen=True, slots=True)
class Lines:
    """What a person of one language writes for the pictures."""

    greeting: str
    status: str
    named: str
    """With an invented name of a person."""


LINES: Mapping[Language, Lines] = {
    "en": Lines(
        "Good morning. The company changed the schedule of the night shift without consulting us.",
        f"!petition status {EXAMPLE}",
        "Guadalupe Pérez of the night shift saw everything.",
    ),
    "es": Lines(
        "Buenos días. Aquí también: descontaron $1,250 MXN a 14 personas.",
        f"!petición estado {EXAMPLE}",
        "Guadalupe Pérez del turno de noche vio todo.",
    ),
    "fr": Lines(
        "Nous avons le même problème. La réunion aura lieu mardi à 18 h 30.",
        f"!pétition statut {EXAMPLE}",
        "Marie-Josée Tremblay de l’équipe de nuit a tout vu.",
    ),
}


async def take(browser: Browser, client: Path, to: Path) -> None:
    """`guide-talk`, `guide-petition` and `guide-hold`, each with its language before `.png`."""
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(served(client))
        demo = await stack.enter_async_context(kept_demo())
        screens = {
            language: await Cinny.sign_in(
                await browser.page(width=WIDTH, height=TALK_HEIGHT, scale=SCALE),
                address,
                demo.url,
                demo.accounts[language],
                room_id,
            )
            for language, room_id in demo.rooms.items()
        }
        people = {
            who: await stack.enter_async_context(Rep(demo.url, account)) for who, account in demo.accounts.items()
        }
        talk = Talk(demo, people)
        for language, lines in LINES.items():
            await talk.say(language, lines.greeting)
        for language, screen in screens.items():
            await _picture(screen, LINES["fr"].greeting[-8:-1], to / f"guide-talk-{language}.png")
        for language, lines in LINES.items():
            await talk.ask(language, lines.status)
            await screens[language].resize(WIDTH, CARD_HEIGHT, SCALE)
            await _picture(screens[language], EXAMPLE, to / f"guide-petition-{language}.png")
        for language, screen in screens.items():
            chat = await _held(demo, people[language], language)
            await screen.resize(WIDTH, HOLD_HEIGHT, SCALE)
            await screen.enter(address, chat)
            await _picture(screen, _HOURS, to / f"guide-hold-{language}.png")


async def _held(demo: Demo, rep: Rep, language: Language) -> RoomId:
    """The direct chat in which the bot asks about a message with a name. Raises TimeoutError."""
    before = rep.invitations()
    await rep.say(demo.rooms[language], LINES[language].named)
    await rep.wait_for(lambda: bool(rep.invitations() - before), _PATIENCE_S)
    chat = (rep.invitations() - before).pop()
    await rep.join(chat)
    await rep.wait_for(lambda: any(seen.sender == demo.bot for seen in rep.seen(chat)), _PATIENCE_S)
    return chat


async def _picture(screen: Cinny, text: str, file: Path) -> None:
    await screen.shows(text)
    await asyncio.sleep(_DRAWN_S)
    picture = await screen.picture()
    file.write_bytes(picture)  # noqa: ASYNC240 - nothing else waits for it


async def _make(client: Path, chromium: str, to: Path) -> None:
    async with open_browser(chromium) as browser:
        await take(browser, client, to)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tools.pictures.guides", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--client", type=Path, required=True, metavar="DIR", help="a built Cinny")
    parser.add_argument("--chromium", default="chromium", metavar="PROGRAM")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "images", metavar="DIR")
    chosen = parser.parse_args()
    if shutil.which(chosen.chromium) is None:
        parser.error(f"there is no program {chosen.chromium}")
    if not (chosen.client / "index.html").is_file():
        parser.error(f"{chosen.client} holds no index.html")
    logging.getLogger("nio").setLevel(logging.CRITICAL)
    chosen.to.mkdir(parents=True, exist_ok=True)
    asyncio.run(_make(chosen.client, chosen.chromium, chosen.to))


if __name__ == "__main__":
    main()
