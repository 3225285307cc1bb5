"""Which command of the table some words say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.command_arguments import Given, read_arguments
from bot.core.command_rest import Said
from bot.core.command_shapes import Command
from bot.core.command_table import AS_TYPED, SPEC, TABLE, Spec
from bot.core.command_text import Word, take_record_id
from bot.core.command_words import FILLERS, Part


def choose(core: Sequence[Word]) -> tuple[Spec, list[Word]] | None:
    """The command with the most of its words there. None: no command, or two of them at once."""
    fitting = [(len(form), spec, form) for spec in TABLE for form in spec.forms if _fits(spec, form, core)]
    most = max((size for size, _, _ in fitting), default=0)
    best = [(spec, form) for size, spec, form in fitting if size == most]
    help_word = next((word for word in (core[0], core[-1]) if word.part == "help"), None)
    if help_word and not any(spec.takes in AS_TYPED for spec, _ in best):
        return SPEC["help"], [help_word]
    if len(best) != 1:
        return None
    spec, form = best[0]
    return spec, sorted((next(word for word in core if word.part == part) for part in form), key=lambda w: w.start)


def _fits(spec: Spec, form: tuple[Part, ...], core: Sequence[Word]) -> bool:
    """A question may have its words anywhere; what acts has them first, so that nothing turns their sense."""
    parts = [word.part for word in core]
    first = parts[: len(form)]
    if spec.takes in AS_TYPED:
        turned = len(form) == 2 and (form[1] not in _OPEN_TEXTS or form[1:] in spec.forms)
        return first == list(form) or (turned and first == [form[1], form[0]])
    if spec.acts:
        return sorted(part or "" for part in first) == sorted(form)
    return parts[0] in form and set(form) <= set(parts)


_OPEN_TEXTS = frozenset(form[0] for spec in TABLE if spec.takes in AS_TYPED for form in spec.forms if len(form) == 1)
"""Words behind which everything is text."""


def refined(command: Command, given: Given, said: Said) -> tuple[Command, Given]:
    """Commands that only what follows tells from others: "my petitions", "delete 3"."""
    if command.verb == "petition.status" and not command.arguments:
        chosen = read_arguments("filter", said)
        spoken_of_one = chosen.arguments.get("filter") == "mine" and any(word.part == "status" for word in said.form)
        if (
            chosen.arguments
            and not chosen.strangers
            and not spoken_of_one
            and any(word.part == "petition" for word in said.form)
        ):
            return replace(command, verb="petition.list", arguments=chosen.arguments), chosen
    if command.verb == "stats" and all(word.folded == "stat" for word in said.form):
        record_id, others = take_record_id([word for word in heard(said.rest) if word.part is None])
        if record_id and not others:  # "!stat 7k2m9x"
            return replace(command, verb="petition.status", arguments={"record_id": record_id}), Given()
    if command.verb == "forget":
        held = read_arguments("held", said)
        if "number" in held.arguments and not held.strangers:
            return replace(command, verb="held", arguments=held.arguments), held
    return command, given


def complete(spec: Spec, command: Command, form: Sequence[Word], strangers: Sequence[Word]) -> bool:
    parts = {word.part for word in form}
    record_id = command.arguments.get("record_id", "")
    if spec.takes == "status" and command.verb == spec.verb:
        if "status" in parts and "-" in record_id:
            return True
        return not strangers and (parts != {"status"} or bool(record_id))
    if spec.takes in ("update", "details") and len(parts) == 1 and spec.verb.startswith("petition."):
        return bool(record_id) and not strangers
    return not strangers


def heard(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.folded not in FILLERS]
