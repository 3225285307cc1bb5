"""Numbers of bank accounts and cards, as people type them in chat: "mi CLABE es 032 180 …", "tarjeta 4152 3138 …".

A number alone counts when its check digit fits and no word beside it makes it the number of a thing; beside its own
word it counts by its length. Patterns are for folded text (see `folded`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bot.core.identity_numbers import is_card, is_clabe

AccountKind = Literal["account", "card"]

_JOINT = r"[ .-]?"
_ALONE = re.compile(r"(?<![\w$€£+.,/:-])(?<!\d )\d(?:[ -]?\d){12,18}(?![\w-]|[ .,/:]\d| ?(?:\$|€|%|pesos|usd|mxn|cad))")
_CARD_GROUPS = re.compile(r"\d{13,19}|(?:\d{4}[ -]){3}\d{4}(?:[ -]\d{1,3})?|\d{4}[ -]\d{6}[ -]\d{4,5}")
_LINK = (
    r"(?:[ :.,#=-]{1,3}(?:es|is|est|was|era|de|del|la|el|su|mi|the|my|no|num|numero|number|n\.o"
    r"|bancaria|bancario|interbancaria|bank|account|bancaire|cuenta|debito|debit|credito|credit|clabe|para|to|a|en|al"
    r"|bbva|banorte|santander|banamex|hsbc|azteca|coppel|spin|nu|visa|mastercard))"
)
_SAID = rf"{_LINK}{{0,6}}[ :.,#=-]{{0,3}}"
_ACCOUNT_SAID = re.compile(
    rf"(?<!\w)(?:clabe|cta\.?|cuenta|account|acct\.?|compte){_SAID}"
    rf"(?P<number>(?<![\d$])\d(?:{_JOINT}\d){{9,17}})(?!\w|[ -]\d|[.,]\d)"
)
_CARD_SAID = re.compile(
    rf"(?<!\w)(?:tarjeta|card|carte|visa|mastercard|amex){_SAID}"
    rf"(?P<number>(?<![\d$])\d(?:{_JOINT}\d){{12,18}})(?!\w|[ -]\d|[.,]\d)"
)
_OF_A_THING = re.compile(
    r"(?<!\w)(?:lotes?|lots?|series?|serial|parte?s?|pieza|piece|modelo?|model|modele|sku|folio|pedimento|orden|order"
    r"|commande|guia|tracking|suivi|expediente|docket|oficio|factura|invoice|facture|po|codigo|code|ean|upc|imei|vin"
    r"|maquina|machine|ticket)"
    r"(?:[ :.,#=-]{1,3}(?:no|num|numero|number|n\.o|de|del|la|el|es|is|est|the|parte|part|piece|serie|lote|guia)){0,4}"
    r"[ :.#=-]{0,3}$"
)
_LOOK_BACK = 40
_NOT_A_DIGIT = re.compile(r"\D")


def find_accounts(text: str) -> Iterator[tuple[AccountKind, int, int]]:
    """Spans in folded text."""
    for found in _CARD_SAID.finditer(text):
        yield "card", *found.span("number")
    for found in _ACCOUNT_SAID.finditer(text):
        yield "account", *found.span("number")
    for found in _ALONE.finditer(text):
        digits = _NOT_A_DIGIT.sub("", found[0])
        if _OF_A_THING.search(text, max(found.start() - _LOOK_BACK, 0), found.start()):
            continue
        if is_clabe(digits):
            yield "account", *found.span()
        elif is_card(digits) and _CARD_GROUPS.fullmatch(found[0]):
            yield "card", *found.span()
