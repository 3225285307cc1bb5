"""The homeserver: whether it answers, what it allows, and whether its clock and ours agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.core.model import UserId
from bot.doctor.finding import Finding, failure, ok, warning
from bot.errors import MatrixError
from bot.matrix.http import Http, path_of
from bot.matrix.network_rooms import PREFERRED_VERSION, best_version

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
    found = [ok("homeserver", f"It answers; newest version {versions[-1]}, rooms of version {rooms}.")]
    if rooms != PREFERRED_VERSION:
        text = f"It makes no rooms of version {PREFERRED_VERSION}, where coordinators stand above all power levels."
        found.append(warning("homeserver", text, "ask its administrator to update it"))
    return [*found, await _limits(http, homeserver, bot)]


async def _limits(http: Http, homeserver: str, bot: UserId) -> Finding:
    """Only administrators may ask what holds for the bot; the bot is none, and should be none."""
    size = (await http.persist("GET", path_of("media", "config", version="v1"), attempts=2)).get("m.upload.size")
    words = f"files up to {size / 1e6:.0f} MB" if isinstance(size, int) else "no limit for files told"
    text = f"Limits: {words}. Whether few messages a second hold for the bot too, only an administrator sees."
    return ok("limits", text, "when copies come late, an administrator runs: " + lifting(homeserver, bot))


def clocks(theirs: datetime | None, ours: datetime) -> Iterable[Finding]:
    if theirs is None:
        yield warning("clock", "The homeserver does not tell its time.", "timedatectl status")
        return
    skew = round(abs((ours - theirs).total_seconds()))
    text = f"This clock and the homeserver's differ by {skew} s."
    mend = "timedatectl set-ntp true   # here, and the same at the homeserver"
    if skew > _WILD_SKEW_S:
        yield failure("clock", text, mend)
    elif skew > _SKEW_S:
        yield warning("clock", text, mend)
    else:
        yield ok("clock", text)


def unreachable(error: MatrixError, homeserver: str) -> Finding:
    silent = error.errcode.startswith("NO_ANSWER")
    text = "The homeserver does not answer." if silent else f"The homeserver refuses ({error.errcode})."
    return failure(
        "homeserver", text, f"curl {homeserver}/_matrix/client/versions   # then: is it up, is the address right?"
    )
