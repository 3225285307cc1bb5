"""The section `operator` of the configuration: who answers for this bot and how to reach them.

operator: {name: Red de ejemplo A.C., contact: privacidad@example.org, language: es}
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.checked_yaml import Value
from bot.resources import language_codes
from bot.sentences import N_

_LINE = re.compile(r"[^\x00-\x1f\x7f\u2028\u2029]{1,200}")


@dataclass(frozen=True, slots=True)
class Operator:
    name: str
    contact: str
    """Where requests about personal data go: an address, a phone number, an e-mail address."""
    language: str | None = field(default=None, compare=False)
    """In which the program speaks to whoever runs it; None: that of the computer (bot/whose_language.py)."""


def read_operator(value: Value | None) -> Operator | None:
    """None when the section is left out; mistakes are noted."""
    if value is None:
        return None
    section = value.section(N_("name and contact of who operates the bot"))
    name = section.required("name", N_("the organisation or person that operates the bot"))
    contact = section.required("contact", N_("where requests about personal data go, such as an e-mail address"))
    language = section.optional("language")
    section.finish()
    expected = N_("one line of at most 200 characters")
    return Operator(
        name.text(expected, _LINE).strip() if name is not None else "",
        contact.text(expected, _LINE).strip() if contact is not None else "",
        language.choice(language_codes()) if language is not None else None,
    )
