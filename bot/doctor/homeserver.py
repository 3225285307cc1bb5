"""The homeserver: whether it answers, what it allows, and whether its clock and ours agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.core.model import UserId
from bot.core.words import N_
from bot.doctor.finding import Finding, failure, ok, warning
from bot.errors import MatrixError
from bot.matrix.http import Http, path_of
from bot.matrix.network_rooms import PREFERRED_VERSION, best_version
from bot.sentences import Said

_SKEW_S, _WILD_SKEW_S = 5, 60


def lifting(homeserver: str, bot: UserId) -> str:
    """The call of an administrator that takes the rate limits off the bot."""
    body = '{"messages_per_second": 0, "burst_count": 0}'
    address = f"{homeserver}/_synapse/admin/v1/users/{bot}/override_ratelimit"
    return f"curl -X PUT -H \"Authorization: Bearer $ADMIN_TOKEN\" -d '{body}' '{address}'"


async def server(http: Http, homeserver: str, bot: UserId) -> list[Finding]:
    """Raises MatrixError."""
    versions = (await http.persist("GET", "/_matrix/client/versions", attempts=2)).get("versions") or ["?"]
    rooms = best_version(await http.persist("GET", path_of("capabilities"), attempts=2))
    text = Said(
        N_("It answers; newest version %(newest)s, rooms of version %(rooms)s."), newest=str(versions[-1]), rooms=rooms
    )
    found = [ok("homeserver", text)]
    if rooms != PREFERRED_VERSION:
        text = Said(
            N_("It makes no rooms of version %(version)s, where coordinators stand above all power levels."),
            version=PREFERRED_VERSION,
        )
        found.append(warning("homeserver", text, Said(N_("ask its administrator to update it"))))
    return [*found, await _limits(http, homeserver, bot)]


async def _limits(http: Http, homeserver: str, bot: UserId) -> Finding:
    """Only administrators may ask what holds for the bot; the bot is none, and should be none."""
    size = (await http.persist("GET", path_of("media", "config", version="v1"), attempts=2)).get("m.upload.size")
    told = N_("Whether few messages a second hold for the bot too, only an administrator sees.")
    text = (
        Said(N_("Files up to %(size)s MB. %(told)s"), size=f"{size / 1e6:.0f}", told=Said(told))
        if isinstance(size, int)
        else Said(N_("No limit for files is told. %(told)s"), told=Said(told))
    )
    hint = Said(N_("when copies come late, an administrator of the homeserver runs this, with their own access token"))
    return ok("limits", text, lifting(homeserver, bot), hint)


def clocks(theirs: datetime | None, ours: datetime) -> Iterable[Finding]:
    if theirs is None:
        yield warning("clock", Said(N_("The homeserver does not tell its time.")), "timedatectl status")
        return
    skew = round(abs((ours - theirs).total_seconds()))
    text = Said(N_("This clock and the homeserver's differ by %(seconds)s s."), seconds=str(skew))
    mend, hint = "sudo timedatectl set-ntp true", Said(N_("here, and the same at the homeserver"))
    if skew > _WILD_SKEW_S:
        yield failure("clock", text, mend, hint=hint)
    elif skew > _SKEW_S:
        yield warning("clock", text, mend, hint)
    else:
        yield ok("clock", text)


def unreachable(error: MatrixError, homeserver: str) -> Finding:
    silent = error.errcode.startswith("NO_ANSWER")
    refuses = Said(N_("The homeserver refuses (%(errcode)s)."), errcode=error.errcode)
    return failure(
        "homeserver",
        Said(N_("The homeserver does not answer.")) if silent else refuses,
        f"curl {homeserver}/_matrix/client/versions",
        hint=Said(N_("is it up, and is the address in the configuration right?")),
    )
