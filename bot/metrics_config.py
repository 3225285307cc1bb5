"""The section `metrics` of the configuration; without it nothing listens.

metrics: {port: 9464}               # on 127.0.0.1; `address: "::1"` for the other loopback
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from bot.checked_yaml import Value, expecting
from bot.sentences import N_

_HIGHEST_PORT = 65535
_LOOPBACK = "127.0.0.1"
_ADDRESS_EXPECTED = N_(
    'an address of this machine alone, "127.0.0.1" or "::1": what is told there is not for others; let a proxy with'
    " a password stand in front if they need it"
)


@dataclass(frozen=True, slots=True)
class MetricsSettings:
    port: int
    address: str = _LOOPBACK


def read_metrics(value: Value | None) -> MetricsSettings | None:
    """None when the section is left out; mistakes are noted."""
    if value is None:
        return None
    section = value.section(N_("port and address"))
    port, address = section.required("port", N_("a port such as 9464")), section.optional("address")
    section.finish()
    return MetricsSettings(
        _port(port) if port is not None else 0,
        address.text(_ADDRESS_EXPECTED, _is_loopback) if address is not None else _LOOPBACK,
    )


def _port(value: Value) -> int:
    port = value.number(1, _HIGHEST_PORT)
    if port != int(port):
        value.mistake(expecting(N_("a whole number, such as 9464")))
    return int(port)


def _is_loopback(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False
