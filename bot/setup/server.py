"""Each answer tried on the homeserver at once. What it refuses becomes one sentence that says what to do."""

from __future__ import annotations

import re
import secrets
from urllib.parse import unquote

from bot.account_config import SERVER_NAME, USER_ID, is_homeserver
from bot.channel_config import is_room_id
from bot.core.model import RoomId, UserId
from bot.core.words import N_
from bot.errors import MatrixError, UserError
from bot.matrix.http import Http, Json, owed, path_of
from bot.setup.plan import Refused
from bot.store.account import Device

_CREDENTIAL, _OUTSIDE = 4, 3
_WELL_KNOWN = "/.well-known/matrix/client"
_VERSIONS = "/_matrix/client/versions"
_ATTEMPTS = 3
DEVICE_NAME = "Trinational"
_ON_THIS_COMPUTER = re.compile(r"(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?/?")
"""Where no certificate can be, and nobody is on the way."""
_NAME_ALONE = re.compile(r"@?[a-z0-9._=/+-]{1,200}")
_ROOM_ADDRESS = re.compile(rf"#[^\s:]{{1,200}}:{SERVER_NAME}")
_SHARED_LINK = re.compile(r"https://matrix\.to/#/(?P<id>[^?/]+)(?:\?.*)?")
"""What Element copies when a person or a room is shared."""


async def find_homeserver(written: str) -> str:
    """The base address behind what somebody typed, which may be the name after the colon of their user id."""
    address = with_scheme(written)
    if not is_homeserver(address) and is_homeserver(address.replace("http://", "https://", 1)):
        raise Refused(N_("Without https everybody on the way could read along. Type it as https://matrix.example.org."))
    if not is_homeserver(address):
        raise Refused(
            N_("This is no address of a homeserver. Type it as https://matrix.example.org, or only example.org.")
        )
    announced = await _announced(address)
    if await _speaks_matrix(announced):
        return announced
    raise Refused(N_("There is no Matrix server at %(address)s. Ask whoever runs it."), _OUTSIDE, address=announced)


def with_scheme(written: str) -> str:
    scheme = "http" if _ON_THIS_COMPUTER.fullmatch(written) else "https"
    return (written if "://" in written else f"{scheme}://{written}").rstrip("/")


async def _announced(address: str) -> str:
    """Where the homeserver really is (specification: "Server Discovery"); most say nothing of it."""
    async with Http(address) as http:
        try:
            answer = await http.request("GET", _WELL_KNOWN, timeout_s=10)
        except MatrixError as error:
            if error.errcode.startswith("NO_ANSWER"):
                raise Refused(
                    N_("%(address)s does not answer. Check the spelling, and that the server runs."),
                    _OUTSIDE,
                    address=address,
                ) from None
            return address
    found = answer.get("m.homeserver")
    base = found.get("base_url") if isinstance(found, dict) else None
    return base.rstrip("/") if isinstance(base, str) and is_homeserver(base) else address


async def _speaks_matrix(address: str) -> bool:
    async with Http(address) as http:
        try:
            return isinstance((await http.request("GET", _VERSIONS, timeout_s=10)).get("versions"), list)
        except MatrixError:
            return False


def user_id(written: str, server: str = "") -> UserId:
    """`server`: of whom is named without one, as people name their neighbours."""
    written = _out_of_link(written)
    if server and _NAME_ALONE.fullmatch(written):
        written = f"@{written.removeprefix('@')}:{server}"
    if not USER_ID.fullmatch(written):
        raise UserError(N_("A user id looks like %(example)s, with the @ and the server."), example="@ana:example.org")
    return UserId(written)


def account_name(written: str) -> str:
    """A user id, or its name alone: the homeserver tells at the login what it belongs to."""
    name = _out_of_link(written)
    return name.removeprefix("@") if _NAME_ALONE.fullmatch(name) else user_id(name)


def _out_of_link(written: str) -> str:
    link = _SHARED_LINK.fullmatch(written)
    return unquote(link["id"]) if link else written


async def takes_passwords(http: Http) -> bool:
    """False where somebody else, such as a single sign-on, knows who people are: there a token is needed."""
    try:
        flows = (await http.persist("GET", path_of("login"), attempts=_ATTEMPTS)).get("flows")
    except MatrixError as error:
        raise _refused(error) from None
    return any(isinstance(flow, dict) and flow.get("type") == "m.login.password" for flow in flows or ())


async def log_in(http: Http, user: str, password: str) -> Device:
    """A new device; `http` uses it from then on."""
    body: Json = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": user},
        "password": password,
        "initial_device_display_name": DEVICE_NAME,
    }
    try:
        answer = await http.persist("POST", path_of("login"), body, attempts=_ATTEMPTS)
        found, device, token = (owed(answer, key) for key in ("user_id", "device_id", "access_token"))
    except MatrixError as error:
        if error.status == 403:
            raise Refused(
                N_(
                    "The homeserver refuses this password for %(user)s. Type it again; mind capitals, and that the"
                    " account is on this homeserver."
                ),
                _CREDENTIAL,
                user=user,
            ) from None
        raise _refused(error) from None
    http.access_token = token
    return Device(UserId(found), device, token, secrets.token_hex(8))


async def log_out(http: Http) -> None:
    """Take back the device of a set-up that was given up; a server that does not answer keeps it."""
    try:
        await http.request("POST", path_of("logout"), {}, timeout_s=5)
    except MatrixError:
        return


async def with_token(http: Http, user: str, token: str, device_id: str | None) -> Device:
    http.access_token = token
    try:
        answer = await http.persist("GET", path_of("account", "whoami"), attempts=_ATTEMPTS)
        found, device = (owed(answer, key) for key in ("user_id", "device_id"))
    except MatrixError as error:
        if error.status == 401:
            raise Refused(N_("The homeserver does not know this access token."), _CREDENTIAL) from None
        raise _refused(error) from None
    if user not in (found, found.removeprefix("@").partition(":")[0]) or device_id not in (None, device):
        raise Refused(N_("This access token belongs to another user or another device."), _CREDENTIAL)
    return Device(UserId(found), device, token, secrets.token_hex(8))


async def check_account(http: Http, user: UserId) -> None:
    """An account that somebody has used in Element has an identity, which the bot would have to replace."""
    try:
        answer = await http.persist("POST", path_of("keys", "query"), {"device_keys": {user: []}}, attempts=_ATTEMPTS)
    except MatrixError as error:
        raise _refused(error) from None
    if user in (answer.get("master_keys") or {}):
        raise Refused(
            N_(
                "This account has been used before, in Element or by another bot, and has an identity of its own. Make"
                " a new account for the bot; it belongs to nobody else."
            ),
            _CREDENTIAL,
        )


async def check_person(http: Http, user: UserId) -> bool:
    """False when nobody can tell: a server far away that does not answer proves nothing. Raises UserError for none."""
    try:
        await http.request("GET", path_of("profile", user), timeout_s=15)
    except MatrixError as error:
        if error.status == 404:
            raise UserError(N_("There is no account %(user)s. Check the spelling."), user=user) from None
        return False
    return True


async def enter_room(http: Http, written: str, entered: list[RoomId]) -> RoomId:
    """Join a room that exists; it has to be encrypted. `entered` grows where the bot was not in it before."""
    written = _out_of_link(written)
    if not is_room_id(written) and not _ROOM_ADDRESS.fullmatch(written):
        raise UserError(
            N_(
                'A room id begins with "!". In Element it is in the room settings, under Advanced. The room\'s address,'
                ' which begins with "#", will do as well.'
            )
        )
    try:
        before = (await http.persist("GET", path_of("joined_rooms"), attempts=_ATTEMPTS)).get("joined_rooms") or ()
        answer = await http.persist("POST", path_of("join", written), {}, attempts=_ATTEMPTS)
        room_id = RoomId(owed(answer, "room_id"))
    except MatrixError as error:
        if error.status in (403, 404):
            raise UserError(
                N_("I cannot get into this room. Check the id, and invite the bot's account in Element first.")
            ) from None
        raise _refused(error) from None
    if room_id not in before:
        entered.append(room_id)
    try:
        await http.persist("GET", path_of("rooms", room_id, "state", "m.room.encryption"), attempts=_ATTEMPTS)
    except MatrixError as error:
        if error.status == 404:
            if room_id in entered:
                await leave(http, room_id)
                entered.remove(room_id)
            raise UserError(
                N_("This room is not encrypted. Turn encryption on in its settings, under Security & Privacy.")
                if room_id in before
                else N_(
                    "This room is not encrypted, so I left it. Turn encryption on in its settings, under Security &"
                    " Privacy, and invite the bot's account again."
                )
            ) from None
        raise _refused(error) from None
    return room_id


async def leave(http: Http, room_id: RoomId) -> None:
    """A homeserver that does not answer keeps the bot there."""
    try:
        await http.request("POST", path_of("rooms", room_id, "leave"), {}, timeout_s=5)
    except MatrixError:
        return


def _refused(error: MatrixError) -> Refused:
    if error.status == 429:
        return Refused(N_("The homeserver asks for patience: wait a minute, then try again."), _OUTSIDE)
    if error.errcode.startswith("NO_ANSWER"):
        return Refused(N_("The homeserver does not answer at the moment. Try again."), _OUTSIDE)
    return Refused(N_("The homeserver refuses (%(errcode)s)."), _OUTSIDE, errcode=error.errcode)
