"""What people mean who say one command with the words of others: suggested to them, and never carried out."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.argument_words import NEGATIONS
from bot.core.command_shapes import Command
from bot.core.command_text import Word, language_of, take_record_id

_DELETING = ("forget", "remove")


def meant(heard: Sequence[Word]) -> Command | None:
    """ "!petición borrar 7K2-M9X", "!no compartir 7K2-M9X", "!shield off". None: no guess."""
    record_id, _ = take_record_id([word for word in heard if word.part is None])
    known = [word for word in heard if word.part]
    parts = [word.part for word in known]
    denied = any(word.folded in NEGATIONS for word in heard)
    if parts[:1] == ["shield"] and (parts[1:] == ["off"] or denied):
        return Command("shield", {}, language_of(known[:1]))
    if record_id is None or not known:
        return None
    named = {"record_id": record_id}
    if parts[0] == "drop":
        return Command("petition.unshare", named, language_of(known[:1]))
    if denied:
        return None
    rest = parts[1:] if parts[0] == "petition" else parts
    if len(rest) == 1 and rest[0] in _DELETING:
        return Command("petition.cancel", named, language_of(known))
    if rest == ["withdraw"]:
        return Command("petition.update", named, language_of(known))
    return None
