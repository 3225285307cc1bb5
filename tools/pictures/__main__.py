"""Makes the pictures of the README again, from the demo itself, a Matrix web client and the terminal.

    .venv/bin/python -m tools.pictures [--client DIR] [--chromium PROGRAM] [--to DIR]

Debian's `chromium` draws. DIR holds a built Cinny (the folder with its index.html): three reps sign in to it, then they
talk; without it only the picture of the terminal is made.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import logging
import shutil
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from bot.core.record_ids import EXAMPLE
from bot.demo.reps import Rep
from tools.pictures.browser import Browser, open_browser
from tools.pictures.cinny import Cinny, served
from tools.pictures.talk import ROOT, Talk, kept_demo
from tools.pictures.terminal import excerpt, record_demo, terminal_page

WIDTH, SCALE, GAP = 400, 1.4, 10
"""Of one room, in CSS pixels: a phone. Times the scale they must be whole, or joining them blurs them."""
TALK_HEIGHT, RECORDS_HEIGHT = 730, 860
_DRAWN_S = 2.0
"""For the client to lay out its last message and scroll to it: nothing on the page tells."""


async def rooms(browser: Browser, client: Path, to: Path) -> None:
    """What each of three reps has on the screen, side by side: after a talk, and after they asked for a record."""
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(served(client))
        demo = await stack.enter_async_context(kept_demo())
        pages = [await browser.page(width=WIDTH, height=TALK_HEIGHT, scale=SCALE) for _ in demo.rooms]
        screens = [
            await Cinny.sign_in(page, address, demo.url, demo.accounts[language], room_id)
            for page, (language, room_id) in zip(pages, demo.rooms.items(), strict=True)
        ]
        people = {
            who: await stack.enter_async_context(Rep(demo.url, account)) for who, account in demo.accounts.items()
        }
        talk = Talk(demo, people)
        await _night_shift(talk)
        (to / "conversation.png").write_bytes(await _side_by_side(browser, screens, "30.", TALK_HEIGHT))
        await _records(talk)
        for page in pages:
            await page.resize(WIDTH, RECORDS_HEIGHT, SCALE)
        (to / "petition.png").write_bytes(await _side_by_side(browser, screens, "STRM", RECORDS_HEIGHT))


async def _night_shift(talk: Talk) -> None:
    shift = await talk.say(
        "en", "Good morning. The company changed the schedule of the night shift without consulting us."
    )
    await talk.say("es", "Buenos días. Aquí también: descontaron $1,250 MXN a 14 personas.", answering=shift)
    problem = "Nous avons le même problème. La réunion aura lieu"
    meeting = await talk.say("fr", f"{problem} mardi à 18 h 30.")
    await talk.edit("fr", meeting, f"{problem} mercredi à 18 h 30.")
    await talk.say("en", "We agree. We will be there on Wednesday.", answering=meeting)


async def _records(talk: Talk) -> None:
    await talk.announce("en", "!digest")
    await talk.ask("en", f"!petition status {EXAMPLE}")
    await talk.ask("es", f"!petición estado {EXAMPLE}")
    await talk.ask("fr", f"!pétition statut {EXAMPLE}")


async def _side_by_side(browser: Browser, screens: Sequence[Cinny], text: str, height: int) -> bytes:
    """Once each of them shows the text."""
    for screen in screens:
        await screen.shows(text)
    await asyncio.sleep(_DRAWN_S)
    pictures = [base64.b64encode(await screen.picture()).decode() for screen in screens]
    images = "".join(f'<img src="data:image/png;base64,{each}">' for each in pictures)
    style = f"body{{margin:0;display:flex;gap:{GAP}px;background:#8b8b94}}img{{width:{WIDTH}px;height:{height}px}}"
    return await _drawn(browser, f"<style>{style}</style>{images}", len(pictures) * (WIDTH + GAP) - GAP, height)


async def terminal(browser: Browser) -> bytes:
    """The first and the last lines of `make demo`, as they stand on a terminal."""
    page = await browser.page(width=800, height=600)
    await page.show(terminal_page(excerpt(await record_demo())))
    width, height = await page.run("[document.body.offsetWidth, document.body.offsetHeight]")
    await page.resize(width, height, SCALE)
    return await page.picture()


async def _drawn(browser: Browser, html: str, width: int, height: int) -> bytes:
    page = await browser.page(width=width, height=height, scale=SCALE)
    await page.show(html)
    return await page.picture()


async def _make(client: Path | None, chromium: str, to: Path) -> None:
    async with open_browser(chromium) as browser:
        if client is not None:
            await rooms(browser, client, to)
        (to / "demo.png").write_bytes(await terminal(browser))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tools.pictures", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--client", type=Path, metavar="DIR", help="a built Cinny: the folder with its index.html")
    parser.add_argument("--chromium", default="chromium", metavar="PROGRAM")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "images", metavar="DIR")
    chosen = parser.parse_args()
    if shutil.which(chosen.chromium) is None:
        parser.error(f"there is no program {chosen.chromium}")
    if chosen.client is not None and not (chosen.client / "index.html").is_file():
        parser.error(f"{chosen.client} holds no index.html")
    logging.getLogger("nio").setLevel(logging.CRITICAL)
    chosen.to.mkdir(parents=True, exist_ok=True)
    asyncio.run(_make(chosen.client, chosen.chromium, chosen.to))


if __name__ == "__main__":
    main()
