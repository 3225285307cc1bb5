"""What a part of the house gives to the whole."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.commands import Verb
from bot.handlers.answers import Desk, Gesture, Talk

Task = Callable[[], Coroutine[None, None, None]]
"""Runs as long as the bot; begun when the rooms are known."""


@dataclass(frozen=True, slots=True)
class Part:
    commands: Mapping[Verb, Desk] = field(default_factory=dict)
    """Role, device and place are checked before a desk is asked."""
    talks: tuple[Talk, ...] = ()
    """Dialogues in direct chats, in the order in which they are asked."""
    tasks: tuple[Task, ...] = ()
    gestures: tuple[Gesture, ...] = ()
    """What reactions on copies ask for."""


def together(parts: Iterable[Part]) -> Part:
    """All of them as one."""
    every = tuple(parts)
    return Part(
        {verb: desk for part in every for verb, desk in part.commands.items()},
        tuple(talk for part in every for talk in part.talks),
        tuple(task for part in every for task in part.tasks),
        tuple(gesture for part in every for gesture in part.gestures),
    )
