"""A message -> the command in it."""

from __future__ import annotations

from bot.core.commands import Command, parse


def explain(line: str) -> dict[str, object] | None:
    """None: ordinary speech, or a command that does not exist."""
    command = parse(line)
    if not isinstance(command, Command):
        return None
    return {"verb": command.verb, "arguments": dict(command.arguments), "language": command.language}
