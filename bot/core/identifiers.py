"""What points at one person in a text, other than a name: numbers, plates, accounts, addresses, e-mail.

A number that has a check digit and stands alone counts only when that fits, since many harmless numbers have as many
digits; beside the word for it ("CURP:", "NSS") it counts by its form, because a number with a typing slip still leads
to its person.
Companies are no persons: their RFC (12 symbols) and toll-free numbers are left alone. So are petition ids, dockets,
statutes, dates, amounts, times, Matrix ids, and links that are not to a person's page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.core.account_numbers import find_accounts
from bot.core.addresses import find_addresses
from bot.core.badge_numbers import badge_numbers
from bot.core.folded import Folded, fold_text
from bot.core.identity_numbers import (
    CURP_FORM,
    is_curp,
    is_nss,
    is_person_rfc,
    is_sin,
    is_ssn,
    is_voter_key,
    looks_like_curp,
)
from bot.core.phones import find_phones
from bot.core.plates import find_plates
from bot.core.social_handles import find_handles, find_profile_links

Kind = Literal[
    "phone",
    "address",
    "employee_number",
    "curp",
    "rfc",
    "nss",
    "ssn",
    "sin",
    "voter_key",
    "account",
    "card",
    "plate",
    "handle",
    "email",
]


@dataclass(frozen=True, slots=True)
class Identifier:
    kind: Kind
    start: int
    end: int
    """Code points of the text, end exclusive."""


_LINK = re.compile(r"(?<!\w)(?:https?|ftp|mxc|matrix|file)://?[^\s<>]+|(?<![\w@])www\.[^\s<>]+")
_PHONE_LINK = re.compile(r"https?://(?:wa\.me|(?:api\.|web\.|www\.)?whatsapp\.com)/")
_MATRIX_ID = re.compile(r"(?<!\w)[@#!+$][\w.=/+-]{1,255}:[\w.-]{1,255}(?::\d{1,5})?|(?<!\w)[!$][\w-]{43}(?!\w)")
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64} ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.[a-z][\w-]{1,62}")
_EMAIL_SPOKEN = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{2,64} ?(?:\(at\)|\[at\]|\(arroba\)|\[arroba\]|arroba"
    r"|\(a\)) ?[\w-]{2,63}(?:\.| ?\(dot\) ?| punto | point )"
    r"(?:com|org|net|mx|ca|edu|gob|gov|info)(?!\w)"
)
_GAP = r"[^\w\n]{0,4}(?:(?:es|is|est|no|num|numero|number|de|del|d'|#|n\.o)[ .:#-]{1,3}){0,3}"
_CURP_ALONE = re.compile(rf"(?<![a-z\d])({CURP_FORM.lower()})(?![a-z\d])")
_RFC = re.compile(r"(?<![a-z\d&])([a-z&]{4})[ -]?(\d{6})[ -]?([a-z\d]{3})(?![a-z\d])")
_RFC_SAID = re.compile(rf"(?<!\w)r\.?f\.?c\.?{_GAP}(?P<number>[a-z&]{{4}} ?-?\d{{6}})(?![a-z\d])")
_NSS = re.compile(r"(?<![\w$+.,-])(?:\d{11}|\d\d([ -])\d\d\1\d\d\1\d{4}\1\d)(?![\w-]|[.,]\d)")
_NSS_SAID = re.compile(
    rf"(?<!\w)(?:n\.?s\.?s\.?|imss|seguro social|seguridad social){_GAP}(?P<number>\d(?:[ -]?\d){{10}})(?!\d|[ -]\d)"
)
_SSN = re.compile(r"(?<![\w$+.,/-])(?<!\d )\d{3}([ -])\d\d\1\d{4}(?![\w/-]|[ .,]\d)")
_SSN_SAID = re.compile(
    rf"(?<!\w)(?:s\.?s\.?n\.?|social security|seguro social|social"
    rf"|itin){_GAP}(?P<number>\d{{3}}[ .-]?\d\d[ .-]?\d{{4}})(?!\d)"
)
_SIN = re.compile(
    r"(?<![\w$+.,/-])(?<!\d )\d{3}([ -])\d{3}\1(?!000)\d{3}(?![\w/-]|[ .,]\d| ?(?:\$|€|%|cad|mxn|usd"
    r"|pesos|dollars|dolares|million))"
)
_SIN_SAID = re.compile(
    rf"(?<!\w)(?P<word>s\.?i\.?n\.?|n\.?a\.?s\.?|social insurance"
    rf"|assurance[ -]sociale){_GAP}(?P<number>\d{{3}}[ .-]?\d{{3}}[ .-]?\d{{3}})(?!\d)"
)
_PROVIDER = r"(?:gmail|hotmail|outlook|yahoo|icloud|protonmail|videotron)"
_EMAIL_UNFINISHED = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{2,64}}(?: ?@ ?| (?:arroba|arobase|a commercial) ){_PROVIDER}"
    rf"(?:(?:,| punto | point | dot )[a-z]{{2,3}})?(?!\w)"
    rf"|(?<![\w.+%-])[\w.+%-]{{2,64}} at {_PROVIDER} dot [a-z]{{2,3}}(?!\w)"
)
_VOTER_KEY = re.compile(r"(?<![a-z\d])[a-z]{6}[ -]?\d{6}[ -]?\d\d[ -]?[hm][ -]?\d{3}(?![a-z\d])")
_VOTER_KEY_SAID = re.compile(
    rf"(?<!\w)(?:elector|i\.?n\.?e\.?|i\.?f\.?e\.?|credencial){_GAP}"
    rf"(?P<number>[a-z]{{5,6}}[ -]?\d{{6}}[ -]?\d{{1,2}}[ -]?[hm][ -]?\d{{2,3}})(?!\w)"
)
_SIGN = r"(?:#|no\.?|num\.?|numero|number|n\.?o\.?|nro\.?|id|code|clave|n)"
_STAFF = (
    r"(?:emplead[oa]|employee|employe(?:e|\(e\))?|emp|trabajador[a]?|obrer[oa]|worker|personnel"
    r"|payroll|clock|badge|gafete|nomina|ficha|matricul[ea]|credencial|insigne|paie)"
)
_STAFF_ALONE = (
    r"(?:emplead[oa]|employee|employe|nomina|gafete|badge|matricul[ea]|ficha|credencial|reloj(?: checador)?|insigne)"
)
_IS = r"(?: es(?: el| la)?| era(?: el| la)?| is| was| est(?: le)?|,? c'est(?: le)?)"
_STAFF_ID = r"(?P<number>(?=[\w-]{0,6}\d{3})[a-z]{0,3}-?\d{3,10})"
_STAFF_AFTER = (
    r"(?!\w|[.,:/-]\d)(?! ?(?:%|\$|pesos|dolares|dollars|usd|mxn|cad|trabajador|emplead|employe"
    r"|persona|people|workers|members"
    r"|companer|semanas|dias|days|hours|horas|heures|de (?:enero|febrero|marzo|abril|mayo|junio|julio"
    r"|agosto|sep|oct|nov|dic)))"
)
_EMPLOYEE = (
    re.compile(
        rf"(?<!\w){_SIGN}(?: ?(?:de|del|d'|de l'))? ?{_STAFF}(?:[ ']{_SIGN})?{_IS}?"
        rf"[ :.#=-]{{1,3}}{_STAFF_ID}{_STAFF_AFTER}"
    ),
    re.compile(rf"(?<!\w){_STAFF}[ .'-]{{0,2}}{_SIGN}{_IS}?[ :.#=-]{{0,3}}{_STAFF_ID}{_STAFF_AFTER}"),
)
_EMPLOYEE_BARE = re.compile(rf"(?<!\w){_STAFF_ALONE}{_IS}?[ :=]{{1,3}}(?!(?:19|20)\d\d(?!\d)){_STAFF_ID}{_STAFF_AFTER}")
_NOT_A_DIGIT = re.compile(r"\D")


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """In order, none over another. Total; time linear to the text."""
    folded = fold_text(text)
    plain = Folded(text, _without_links(folded.text), folded.places)
    found: list[Identifier] = []
    taken: list[tuple[int, int]] = []
    for kind, start, end in _all(folded, plain):
        if all(end <= other_start or start >= other_end for other_start, other_end in taken):
            taken.append((start, end))
            found.append(Identifier(kind, *folded.span(start, end)))
    return tuple(sorted(found, key=lambda each: each.start))


def _without_links(text: str) -> str:
    """The same length, with links and Matrix ids blotted out. Links that are a phone number stay."""

    def blot(found: re.Match[str]) -> str:
        return found[0] if _PHONE_LINK.match(found[0]) else "\n" * len(found[0])

    return _MATRIX_ID.sub(blot, _LINK.sub(blot, text))


def _all(folded: Folded, plain: Folded) -> Iterator[tuple[Kind, int, int]]:
    """The surest kinds first: what one has taken, the later ones leave."""
    text = plain.text
    yield from (("email", *found.span()) for found in _EMAIL.finditer(_without_matrix_ids(folded.text)))
    yield from (("email", *found.span()) for found in _EMAIL_SPOKEN.finditer(text))
    yield from (("email", *found.span()) for found in _EMAIL_UNFINISHED.finditer(text))
    yield from (("handle", *span) for span in find_profile_links(folded.text))
    yield from _state_numbers(text)
    yield from find_accounts(text)
    yield from (("employee_number", *span) for span in _employee_numbers(text))
    yield from (("plate", *span) for span in find_plates(plain))
    yield from (("handle", *span) for span in find_handles(plain))
    yield from (("phone", *span) for span in find_phones(text))
    yield from (("address", *span) for span in find_addresses(plain))


def _without_matrix_ids(text: str) -> str:
    return _MATRIX_ID.sub(lambda found: "\n" * len(found[0]), text)


def _state_numbers(text: str) -> Iterator[tuple[Kind, int, int]]:
    for found in _CURP_ALONE.finditer(text):
        said = "curp" in text[max(found.start() - 24, 0) : found.start()]
        if (looks_like_curp if said else is_curp)(found[0].upper()):
            yield "curp", *found.span()
    for found in _VOTER_KEY.finditer(text):
        if is_voter_key(re.sub("[ -]", "", found[0]).upper()):
            yield "voter_key", *found.span()
    yield from (("voter_key", *found.span("number")) for found in _VOTER_KEY_SAID.finditer(text))
    for found in _RFC.finditer(text):
        if is_person_rfc("".join(found.groups()).upper()):
            yield "rfc", *found.span()
    yield from (("rfc", *found.span("number")) for found in _RFC_SAID.finditer(text))
    yield from (("nss", *found.span("number")) for found in _NSS_SAID.finditer(text))
    yield from (("ssn", *found.span("number")) for found in _SSN_SAID.finditer(text))
    for found in _SIN_SAID.finditer(text):
        # In Spanish "sin" means "without".
        if found["word"].replace(".", "") != "sin" or is_sin(_digits(found["number"])):
            yield "sin", *found.span("number")
    yield from (("nss", *found.span()) for found in _NSS.finditer(text) if is_nss(_digits(found[0])))
    yield from (("ssn", *found.span()) for found in _SSN.finditer(text) if is_ssn(_digits(found[0])))
    yield from (("sin", *found.span()) for found in _SIN.finditer(text) if is_sin(_digits(found[0])))


def _employee_numbers(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (*_EMPLOYEE, _EMPLOYEE_BARE):
        yield from (found.span("number") for found in pattern.finditer(text))
    yield from badge_numbers(text)


def _digits(written: str) -> str:
    return _NOT_A_DIGIT.sub("", written)
