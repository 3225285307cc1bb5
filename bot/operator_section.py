"""The section `operator` of the configuration: who answers for this bot and how to reach them.

operator: {name: Red de ejemplo A.C., contact: privacidad@example.org}
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.checked_yaml import Value

_LINE = re.compile(r"[^\x00-\x1f\x7f\u2028\u2029]{1,200}")


@dataclass(frozen=True, slots=True)
class Operator:
    name: str
    contact: str
    """Where requests about personal data go: an address, a phone number, an e-mail address."""


def read_operator(value: Value | None) -> Operator | None:
    """None when the section is left out; mistakes are noted."""
    if value is None:
        return None
    section = value.section("name and contact of who operates the bot")
    name = section.required("name", "the organisation or person that operates the bot")
    contact = section.required("contact", "where requests about personal data go, such as an e-mail address")
    section.finish()
    expected = "one line of at most 200 characters"
    return Operator(
        name.text(expected, _LINE).strip() if name is not None else "",
        contact.text(expected, _LINE).strip() if contact is not None else "",
    )
