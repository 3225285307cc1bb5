"""A change of a record as one line: when, who, what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import cast

from bot.core.lifecycle import Route
from bot.core.model import Language, Member, UserId
from bot.core.partial_dates import PartialDate
from bot.core.record_words import (
    DELIVERED_WORDS,
    FIELD_WORDS,
    REMEDY_WORDS,
    RETALIATION_WORDS,
    VALUE_WORDS,
)
from bot.core.records import Action, Change
from bot.core.sectors import SECTOR_WORDS
from bot.core.stage_words import FLAG_WORDS, ROUTE_WORDS, stage_words
from bot.core.words import N_
from bot.i18n import Texts

_SENTENCES: Mapping[Action, str] = {
    "created": N_("record begun"),
    "step": N_("stage: %(what)s"),
    "corrected": N_("entry %(number)s corrected: %(what)s (%(reason)s)"),
    "reported": N_("reported by another group: %(what)s"),
    "official": N_("official text: %(what)s"),
    "flag": N_("beside the stage: %(what)s"),
    "detail": N_("%(what)s"),
    "remedy": N_("remedy promised: %(what)s"),
    "remedy_done": N_("remedy %(number)s: %(what)s"),
    "retaliation": N_("retaliation: %(what)s"),
    "published": N_("shown to the network"),
    "withdrawn": N_("no longer shown to the network"),
    "level": N_("level of %(what)s: %(number)s"),
    "named": N_("shared with %(what)s"),
    "unnamed": N_("no longer shared with %(what)s"),
    "revealed": N_("agreed with %(what)s"),
    "unrevealed": N_("no longer agreed with %(what)s"),
    "partner": N_("co-petitioner asked: %(what)s"),
    "unpartner": N_("no longer a co-petitioner: %(what)s"),
    "consented": N_("consent to be named as a co-petitioner: level %(number)s"),
    "matching": N_("petitions about the same workplace: %(what)s"),
}
_TAKEN_BACK = N_("taken back")
_WANTED, _NOT_WANTED = N_("to be told"), N_("not to be told")


class ChangeWords:
    def __init__(self, texts: Texts, members: Mapping[UserId, Member]) -> None:
        self._texts = texts
        self._members = members

    def line(self, language: Language, number: int, change: Change, zone: tzinfo, route: Route) -> str:
        """`zone`: of whoever reads it; in the evening of the Americas the day in UTC is tomorrow's."""
        t = self._texts
        member = self._members.get(UserId(change.by))
        who = f"{member.name if member else change.by} ({change.organisation})" if change.by else change.organisation
        told = t.gettext(
            language,
            _SENTENCES[change.action],
            what=self.what(language, change, route),
            number=str(
                change.values.get("corrects") or change.values.get("number") or change.values.get("level") or ""
            ),
            reason=str(change.values.get("reason", "")),
        )
        return f"{t.number(language, number)}. {t.date(language, change.at.astimezone(zone).date())} · {who} · {told}"

    def what(self, language: Language, change: Change, route: Route) -> str:
        t, values = self._texts, change.values
        text = {key: value if isinstance(value, str) else "" for key, value in values.items()}
        match change.action:
            case "step" | "reported" | "corrected":
                if "stage" not in text:
                    return t.gettext(language, _TAKEN_BACK)
                return self._dated(language, stage_words(text["stage"], route), text.get("happened", ""))
            case "official":
                return text["link"]
            case "flag":
                words = FLAG_WORDS.get(text["name"], {}).get(text["value"])
                return t.gettext(language, words) if words else t.labelled(language, text["name"], text["value"])
            case _:
                return self._other(language, change, text)

    def _other(self, language: Language, change: Change, text: Mapping[str, str]) -> str:
        t, values = self._texts, change.values
        match change.action:
            case "detail":
                return self._detail(language, text["field"], values["value"])
            case "remedy":
                return self._dated(language, REMEDY_WORDS.get(text["kind"], text["kind"]), text.get("due", ""))
            case "remedy_done":
                return t.gettext(language, DELIVERED_WORDS[cast("str", values["delivered"])])
            case "retaliation":
                kind = t.gettext(language, RETALIATION_WORDS.get(text["kind"], text["kind"]))
                return f"{kind} ({values['count']})"
            case "level":
                name = text["field"]
                return t.gettext(language, FIELD_WORDS[name])
            case "revealed":
                fields = cast("list[str]", values["fields"])
                named = t.listing(language, [t.gettext(language, FIELD_WORDS[name]) for name in fields])
                return f"{text['organisation']} ({named})"
            case "partner" | "unpartner" | "unrevealed":
                return text["organisation"]
            case "matching":
                wanted = values["on"] == 1
                return t.gettext(language, _WANTED if wanted else _NOT_WANTED)
            case "named" | "unnamed":
                until = f", {t.date(language, date.fromisoformat(text['until']))}" if text.get("until") else ""
                return f"{text['organisation']}{until}"
            case _:
                return ""

    def _detail(self, language: Language, name: str, value: object) -> str:
        t = self._texts
        if name in VALUE_WORDS:
            codes = value if isinstance(value, list | tuple) else [value]
            words = (t.gettext(language, VALUE_WORDS[name].get(str(code), str(code))) for code in codes)
            return t.labelled(language, t.gettext(language, FIELD_WORDS[name]), ", ".join(words))
        known: Mapping[str, str] = {"sector": SECTOR_WORDS, "route": ROUTE_WORDS}.get(name, {})  # type: ignore[assignment]
        shown = t.gettext(language, known[str(value)]) if str(value) in known else str(value)
        return t.labelled(language, t.gettext(language, FIELD_WORDS[name]), shown)

    def _dated(self, language: Language, msgid: str, happened: str) -> str:
        words = self._texts.gettext(language, msgid)
        return f"{words}, {self._texts.known_date(language, PartialDate.parse(happened))}" if happened else words
