"""The scene of the demo: accounts, clients and three encrypted rooms on the homeserver."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

from bot.core.model import Language, RoomId, UserId
from bot.demo.account import Account
from bot.demo.cast import COORDINATOR, EVERYONE, REPS, ROOM_NAMES, Person
from bot.demo.homeserver import Homeserver, new_password
from bot.demo.reps import Rep
from bot.demo.verdict import View
from bot.errors import EnvironmentFault
from bot.sentences import N_, Said

BOT_LOCALPART = "bot"
BOT_JOINS_WITHIN_S = 40.0


@dataclass(frozen=True, slots=True)
class Stage:
    homeserver: Homeserver
    accounts: Mapping[Person, Account]
    clients: Mapping[Person, Rep]
    rooms: Mapping[Language, RoomId]
    bot: Account

    @classmethod
    async def build(
        cls, homeserver: Homeserver, cleanup: AsyncExitStack, *, language_rooms: Sequence[Language]
    ) -> Stage:
        """Everybody is in: the reps in the room of their language, the coordinator, who made them, in all of them.

        The bot has an account and invitations. Clients are closed by `cleanup`.
        """
        accounts = {
            person: await homeserver.sign_up(person.localpart, new_password(), display_name=person.name)
            for person in EVERYONE
        }
        password = new_password()
        bot = Account(await homeserver.register(BOT_LOCALPART, password, display_name="Trinational"), password)
        clients = {person: Rep(homeserver.url, account) for person, account in accounts.items()}
        for client in clients.values():
            await cleanup.enter_async_context(client)
        rooms: dict[Language, RoomId] = {}
        for language in language_rooms:
            rep = clients[REPS[language]]
            rooms[language] = await clients[COORDINATOR].create_room(
                ROOM_NAMES[language],
                invite=[rep.user_id, bot.user_id],
                power_levels={"invite": 50},  # coordinators only
            )
            await rep.join(rooms[language])
        return cls(homeserver, accounts, clients, rooms, bot)

    @property
    def coordinator(self) -> Rep:
        return self.clients[COORDINATOR]

    def rep(self, language: Language) -> Rep:
        return self.clients[REPS[language]]

    @property
    def members(self) -> dict[UserId, Person]:
        return {account.user_id: person for person, account in self.accounts.items()}

    async def bot_is_in(self) -> None:
        """Returns once the bot is in every room with a device that all clients know. Raises EnvironmentFault."""
        bot = self.bot.user_id

        def knows(client: Rep, room_id: RoomId) -> bool:
            return bot in client.members(room_id) and bool(client.devices(bot))

        try:
            async with asyncio.timeout(BOT_JOINS_WITHIN_S):
                for person, language in self._places():
                    client = self.clients[person]
                    await client.wait_for(partial(knows, client, self.rooms[language]), within_s=BOT_JOINS_WITHIN_S)
        except TimeoutError:
            raise EnvironmentFault(
                Said(
                    N_("the bot did not join its rooms within %(seconds)s s"),
                    seconds=f"{BOT_JOINS_WITHIN_S:.0f}",
                )
            ) from None

    async def bot_is_cross_signed(self) -> bool:
        """True when the bot's only device is signed by its owner's key: without it Element shuts the bot out."""
        bot = self.bot.user_id
        answer = await self.homeserver.call(
            "POST", "/_matrix/client/v3/keys/query", {"device_keys": {bot: []}}, token=self.coordinator.access_token
        )
        signing = set(answer.get("self_signing_keys", {}).get(bot, {}).get("keys", {}))
        devices = answer.get("device_keys", {}).get(bot, {}).values()
        return bool(signing and devices) and all(
            signing & set(device.get("signatures", {}).get(bot, {})) for device in devices
        )

    def views(self) -> list[View]:
        """Each rep in the own room, the coordinator in all of them."""
        return [
            View(person.name, language, self.rooms[language], self.clients[person].seen(self.rooms[language]))
            for person, language in self._places()
        ]

    async def settle(self, quiet_s: float, at_most_s: float) -> None:
        """Returns when no client saw anything new for `quiet_s`: a second copy would come late."""
        give_up = time.monotonic() + at_most_s
        before, count = -1, sum(len(view.seen) for view in self.views())
        while before != count and time.monotonic() < give_up:
            await asyncio.sleep(quiet_s)
            before, count = count, sum(len(view.seen) for view in self.views())

    def _places(self) -> list[tuple[Person, Language]]:
        """Who can read in which room."""
        return [(REPS[language], language) for language in self.rooms] + [
            (COORDINATOR, language) for language in self.rooms
        ]
