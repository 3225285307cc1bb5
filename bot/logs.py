"""One line per event on standard error, with nothing in it that a person wrote.

    2026-11-22T17:40:01.123Z info relay.sent room=!a1b2 event=$c3d4 count=2 ms=31.2

How to use it:

    log = get_logger(__name__)                                  # at module level
    log.info("relay.sent", room=room_id, event=event_id, count=2, ms=31.2)
    log.warning("relay.failed", room=room_id, exc=error)        # type and places of `error`, never its message

The first argument names what happened: `<area>.<what>`, lower case, fixed in the code. The keys are those of `Fields`
(the type checker refuses others) and each key has a form that its value must have; a value of another form is written
as `?`. So no message body, person's name or command argument can get into a line by carelessness.

Other libraries log through the same handler, but of their records only the logger's name, the level, the place in
their source and the type of the exception are written: nio, for one, logs fragments of the events it cannot read.
"""

from __future__ import annotations

import logging
import os
import re
import resource
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType
from typing import TextIO, TypedDict, Unpack

__all__ = ["EventLogger", "Fields", "configure", "describe_error", "get_logger", "harden_process"]


class Fields(TypedDict, total=False):
    """The keys a line may have."""

    # Matrix ids; user ids are left out on purpose, since most of them are names of people
    room: str
    target_room: str
    event: str
    device: str
    # primary language subtags
    language: str
    source: str
    target: str
    # words that are written in the code, e.g. kind="edit"
    kind: str
    state: str
    reason: str
    rule: str
    engine: str
    # what a server answered
    errcode: str
    status: int
    signal: str
    # amounts
    count: int
    attempt: int
    rooms: int
    size_bytes: int
    ms: float
    delay_s: float
    port: int
    exit_code: int


_ROOM = re.compile(r"![\x21-\x7e]{1,254}")
_EVENT = re.compile(r"\$[\x21-\x7e]{1,254}")
_OPAQUE = re.compile(r"[A-Za-z0-9+/=._~:-]{1,128}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WORD = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
_CODE = re.compile(r"[A-Z][A-Z0-9_.]{0,63}|[a-z]+(\.[a-z0-9_]+)+\.[A-Z0-9_]+")
_NAME_OF_EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")

_TEXT_FORMS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("room", "target_room"), _ROOM),
    **dict.fromkeys(("event",), _EVENT),
    **dict.fromkeys(("device",), _OPAQUE),
    **dict.fromkeys(("language", "source", "target"), _LANGUAGE),
    **dict.fromkeys(("kind", "state", "reason", "rule", "engine"), _WORD),
    **dict.fromkeys(("errcode", "signal"), _CODE),
}
_HIDDEN = "?"
_MAX_FRAMES = 8
_EXTRA = "event_fields"


class EventLogger:
    """Writes events of one module. See the module's docstring for names and keys."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger

    def debug(self, what: str, /, *, exc: BaseException | None = None, **fields: Unpack[Fields]) -> None:
        self._write(logging.DEBUG, what, exc, fields)

    def info(self, what: str, /, *, exc: BaseException | None = None, **fields: Unpack[Fields]) -> None:
        self._write(logging.INFO, what, exc, fields)

    def warning(self, what: str, /, *, exc: BaseException | None = None, **fields: Unpack[Fields]) -> None:
        self._write(logging.WARNING, what, exc, fields)

    def error(self, what: str, /, *, exc: BaseException | None = None, **fields: Unpack[Fields]) -> None:
        self._write(logging.ERROR, what, exc, fields)

    def _write(self, level: int, what: str, exc: BaseException | None, fields: Fields) -> None:
        # The exception is put into words here, so that no other handler ever gets hold of its message.
        if self._logger.isEnabledFor(level):
            parts = [f"{key}={_written(key, value)}" for key, value in fields.items()]
            if exc is not None:
                parts.append(describe_error(exc))
            name = what if _NAME_OF_EVENT.fullmatch(what) else "log.unnamed"
            self._logger.log(level, name, extra={_EXTRA: " ".join(parts)}, stacklevel=3)


def get_logger(name: str) -> EventLogger:
    """The event logger of a module; call it with `__name__`."""
    return EventLogger(logging.getLogger(name))


def describe_error(error: BaseException) -> str:
    """Types and places of an exception and of its causes, without their messages.

    The innermost place comes first: `error=MatrixError at=outbound.py:88:send<relay.py:41:relay`.
    """
    parts = []
    seen: set[int] = set()
    current: BaseException | None = error
    key = "error"
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        parts.append(f"{key}={_type_name(current)}")
        places = list(_places(current.__traceback__))[-_MAX_FRAMES:]
        if places:
            parts.append("at=" + "<".join(reversed(places)))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
        key = "cause"
    return " ".join(parts)


def _type_name(error: BaseException) -> str:
    name = type(error).__name__
    if isinstance(error, BaseExceptionGroup):
        return f"{name}[{','.join(_type_name(inner) for inner in error.exceptions)}]"
    return name


def _places(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield f"{PurePath(code.co_filename).name}:{traceback.tb_lineno}:{code.co_name}"
        traceback = traceback.tb_next


def _written(key: str, value: object) -> str:
    form = _TEXT_FORMS.get(key)
    if form is not None:
        return value if isinstance(value, str) and form.fullmatch(value) else _HIDDEN
    if key in Fields.__annotations__ and isinstance(value, int | float):
        return f"{value:.1f}" if isinstance(value, float) else str(int(value))
    return _HIDDEN


class LineFormatter(logging.Formatter):
    """Makes the one line. It never looks at a foreign record's message, arguments, exception text or stack."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        head = f"{moment} {record.levelname.lower()}"
        parts = record.__dict__.get(_EXTRA)
        if isinstance(parts, str):
            return f"{head} {record.msg} {parts}".rstrip()
        line = f"{head} library.log logger={record.name} at={PurePath(record.pathname).name}:{record.lineno}"
        if record.exc_info and record.exc_info[1] is not None:
            line += " " + describe_error(record.exc_info[1])
        return line


def configure(*, debug: bool = False, stream: TextIO | None = None) -> None:
    """Send every record of this process to `stream` (standard error), one content-free line each.

    Also takes over what Python itself would print with content: broken log calls, warnings, exceptions
    in threads and in finalisers, and exceptions that nobody caught.
    """
    handler = logging.StreamHandler(stream if stream is not None else sys.stderr)
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # Of libraries only where and how often they have something to say: never what.
    root.setLevel(logging.DEBUG if debug else logging.WARNING)
    for statement_by_statement in ("aiosqlite", "peewee"):
        logging.getLogger(statement_by_statement).setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(logging.DEBUG if debug else logging.INFO)
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    log = get_logger("bot.process")
    sys.excepthook = lambda _kind, error, _traceback: log.error("process.uncaught", exc=error)
    sys.unraisablehook = lambda raised: log.error("process.unraisable", exc=raised.exc_value)
    threading.excepthook = lambda raised: log.error("process.thread_failed", exc=raised.exc_value)


_PR_SET_DUMPABLE = 4  # linux/prctl.h


def harden_process() -> None:
    """No core dumps (they would hold keys and messages), and new files readable by their owner only.

    The limit is not enough: Linux does not heed it where a program takes the dumps (core(5)). A process that is not
    dumpable leaves none either way, and no other program of the same user may look into its memory.
    """
    import ctypes  # not for `--help`

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    os.umask(0o077)
