"""What can go wrong, in the terms of whoever has to act.

BotError
├── StartError            the process ends: one line on standard error and an exit code
│   ├── ConfigError       2  the configuration; lists every mistake
│   ├── EnvironmentFault  3  server, engine, disk, packages
│   ├── CredentialError   4  password, token, keys
│   └── LockedDown        5  a coordinator has locked the bot
├── UserError             answered in the person's language
└── EdgeError             something outside failed and may work later
    ├── MatrixError       the homeserver refused or did not answer
    │   └── Barred        a room in which the bot may not write any more: what is owed to it waits
    ├── Undecryptable     no room key for this event (yet)
    ├── Untrusted         sender, device and session do not belong together
    ├── NoPicture         a picture could not be drawn: what it shows has to be said in words
    └── EngineUnavailable no translation now
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.sentences import N_, Said, as_it_is


class BotError(Exception):
    """Base of all errors that this project raises on purpose."""


class StartError(BotError):
    """The process cannot start or go on; `exit_code` tells why. As a text it is English."""

    exit_code = 1

    def __init__(self, reason: Said) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def lines(self) -> tuple[Said, ...]:
        """What a person is told."""
        return (self.reason,)


class ConfigError(StartError):
    """The configuration is wrong. `mistakes` has one finished line for each."""

    exit_code = 2

    def __init__(self, mistakes: Sequence[Said]) -> None:
        super().__init__(as_it_is("\n".join(mistakes)))
        self.mistakes = tuple(mistakes)

    @property
    def lines(self) -> tuple[Said, ...]:
        return self.mistakes


class EnvironmentFault(StartError):
    """The machine or the network lacks something that is needed."""

    exit_code = 3


class CredentialError(StartError):
    """A password, an access token or a key is wrong."""

    exit_code = 4


class LockedDown(StartError):
    """A coordinator has locked the bot; only an operator at the console starts it again."""

    exit_code = 5

    def __init__(self) -> None:
        super().__init__(
            Said(
                N_(
                    "Locked by a coordinator. Find out why before anything else; then run `trinational unlock` to let"
                    " it start."
                )
            )
        )


class UserError(BotError):
    """A person's request cannot be done: `msgid` is a translatable sentence with %(name)s places."""

    def __init__(self, msgid: str, **params: str | int) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.params = params


class EdgeError(BotError):
    """Something outside this process failed."""


class MatrixError(EdgeError):
    """The homeserver's answer was an error; `errcode` as in the specification, `status` of HTTP (0: no answer)."""

    def __init__(
        self, errcode: str, status: int = 0, retry_after_s: float | None = None, *, soft_logout: bool = False
    ) -> None:
        super().__init__(errcode)
        self.soft_logout = soft_logout
        self.errcode = errcode
        self.status = status
        self.retry_after_s = retry_after_s

    @property
    def transient(self) -> bool:
        """True when the same request may work later."""
        return self.status == 0 or self.status == 429 or self.status >= 500

    @property
    def may_pass(self) -> bool:
        """True when this says nothing about what was asked: also for a refused token, since the login is renewed."""
        return self.transient or self.status == 401


class Barred(MatrixError):
    """A room takes nothing from the bot: it was put out, or may not write there. Somebody can undo that."""

    @property
    def transient(self) -> bool:
        """True: what is owed waits for it."""
        return True


class Undecryptable(EdgeError):
    """The room key of this event is not here; `sender` is the user id it claims.

    `others_have_it`: somebody else sent us that key. They pretend to be the sender, or to have made the sender's key.
    """

    def __init__(self, session_id: str, sender: str, *, others_have_it: bool = False) -> None:
        super().__init__("no room key")
        self.session_id = session_id
        self.sender = sender
        self.others_have_it = others_have_it


class Untrusted(EdgeError):
    """An event's sender, device and session do not belong together; `rule` names the broken rule."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class NoPicture(EdgeError):
    """A picture could not be drawn."""


class EngineUnavailable(EdgeError):
    """No translation now: the engine is down, too slow, or its answer failed a check."""
