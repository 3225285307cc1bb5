"""`rooms`: what is made once, before the bot runs."""

from __future__ import annotations

from bot.command_line.shape import Commands, add_command
from bot.rooms import arguments


def add(commands: Commands) -> None:
    rooms = add_command(
        commands,
        "rooms",
        None,
        meaning="make the rooms of a channel, as strong as they should be",
        description="Rooms that the bot makes have none of the weaknesses that `!channel check` warns of.",
        config=None,
    )
    arguments.add_commands(rooms)
