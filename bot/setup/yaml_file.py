"""The configuration as text, with comments in the language of whoever will change it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.config import FIELDS_KEY_FILE
from bot.core.model import Member
from bot.core.words import N_
from bot.i18n import Texts
from bot.setup.plan import Plan

_COMMENTS = {
    "top": N_(
        "Written by `trinational init`. Relative paths start at this file's folder. After a change:"
        " `trinational doctor`, then start the bot again."
    ),
    "account": N_("The bot's own account. The file holds its password and nothing else; it belongs to you alone."),
    "account.token": N_("The bot's own account. The file holds its access token; it belongs to you alone."),
    "data": N_(
        "The bot's two encrypted databases, and their two keys. Without both nothing can be read again."
        " The second one protects better on another medium."
    ),
    "keep_keys": N_("Room keys that were of no use for so long are deleted."),
    "invites": N_("Whose invitations the bot follows."),
    "engines": N_(
        "Tried in this order. Firefox translates better, once `trinational models fetch` has fetched its models."
    ),
    "channels": N_("Rooms that mirror each other, one per language."),
    "keys": N_("Who can read: devices that their owner has verified, or `all`."),
    "members": N_("How people are shown beside what they say. At least two coordinators."),
    "operators": N_("Where the bot tells its operators what they must know. Coordinators only."),
    "operator": N_("Who operates the bot; it is told in the privacy notice."),
}


def yaml_text(plan: Plan, texts: Texts, secret_file: str) -> str:
    return "\n".join(_Writer(plan, texts, secret_file).lines()) + "\n"


class _Writer:
    def __init__(self, plan: Plan, texts: Texts, secret_file: str) -> None:
        self._plan = plan
        self._texts = texts
        self._secret_file = secret_file

    def lines(self) -> Iterator[str]:
        plan = self._plan
        yield self._comment("top")
        yield f"homeserver: {_text(plan.homeserver)}"
        yield from self._account()
        yield from ("", self._comment("data"), "data_dir: data", "key_file: store.key")
        yield f"fields_key_file: {FIELDS_KEY_FILE}"
        yield from (self._comment("keep_keys"), "keep_keys: 30d")
        yield from ("", self._comment("invites"), "invites:")
        yield from (f"  - {_text(each.user_id)}" for each in plan.members if each.role == "coordinator")
        yield from self._engines()
        yield from self._channels()
        yield from ("", self._comment("members"), "members:")
        yield from (f"  {_text(member.user_id)}: {_member(member)}" for member in plan.members)
        if plan.places.operators_room is not None:
            yield from ("", self._comment("operators"), f"operators_room: {_text(plan.places.operators_room)}")
        if plan.operator is not None:
            of = plan.operator
            written = f"name: {_text(of.name)}, contact: {_text(of.contact)}, language: {plan.language}"
            yield from ("", self._comment("operator"), f"operator: {{{written}}}")

    def _account(self) -> Iterator[str]:
        secret = self._plan.secret
        yield from ("", self._comment("account.token" if secret.is_token else "account"), "account:")
        yield f"  user_id: {_text(secret.device.user_id)}"
        if secret.is_token:
            yield from (f"  token_file: {_text(self._secret_file)}", f"  device_id: {_text(secret.device.device_id)}")
        else:
            yield f"  password_file: {_text(self._secret_file)}"
        yield "  device_name: Trinational"

    def _engines(self) -> Iterator[str]:
        engine = self._plan.engine
        yield from ("", "translation:", "  " + self._comment("engines"), f"  engines: [{', '.join(engine.order)}]")
        for name, remote in engine.remote.items():
            yield f"  {name}: {{url: {_text(remote.url)}}}"

    def _channels(self) -> Iterator[str]:
        plan = self._plan
        yield from ("", self._comment("channels"), "channels:", f"  - name: {_text(plan.channel)}", "    rooms:")
        yield from (f"      {language}: {_text(room)}" for language, room in plan.places.rooms.items())
        yield from ("    " + self._comment("keys"), f"    keys: {plan.keys}")

    def _comment(self, name: str) -> str:
        return "# " + self._texts.gettext(self._plan.language, _COMMENTS[name])


def _member(member: Member) -> str:
    parts = [f"name: {_text(member.name)}"]
    if member.organisation:
        parts.append(f"organisation: {_text(member.organisation)}")
    if member.language:
        parts.append(f"language: {member.language}")
    return f"{{{', '.join(parts)}, role: {member.role}}}"


def _text(value: str) -> str:
    """JSON's quoted text is YAML's."""
    return json.dumps(value, ensure_ascii=False)
