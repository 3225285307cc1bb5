"""Log lines say what happened, and never what anybody wrote."""

from __future__ import annotations

import ctypes
import io
import logging
import os
import resource
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs

SECRET = "Rosalinda"


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    """What the process logs, with everything that `configure` takes over put back afterwards."""
    root, bot = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers[:], root.level, bot.level, logging.raiseExceptions
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    stream = io.StringIO()
    with warnings.catch_warnings():
        logs.configure(debug=True, stream=stream)
        yield stream
        logging.captureWarnings(capture=False)
    root.handlers[:], root.level, bot.level, logging.raiseExceptions = before
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks


log = logs.get_logger("bot.somewhere")


def lines(output: io.StringIO) -> list[str]:
    """Each line without its time."""
    return [line.partition(" ")[2] for line in output.getvalue().splitlines()]


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001 - only to give it a traceback
        return caught


def test_an_event_is_one_line_with_its_fields(output: io.StringIO) -> None:
    log.info(
        "relay.sent", room="!a1:x", event="$b2", language="es", kind="edit", count=2, ms=31.27, errcode="M_FORBIDDEN"
    )
    assert lines(output) == [
        "info relay.sent room=!a1:x event=$b2 language=es kind=edit count=2 ms=31.3 errcode=M_FORBIDDEN"
    ]


def test_the_time_is_utc_in_milliseconds(output: io.StringIO) -> None:
    record = logging.makeLogRecord(
        {"name": "nio", "created": 0.25, "levelname": "WARNING", "pathname": "x.py", "lineno": 1}
    )
    assert logs.LineFormatter().format(record) == "1970-01-01T00:00:00.250Z warning library.log logger=nio at=x.py:1"
    assert not output.getvalue()


TEXT_KEYS = [key for key, form in logs.Fields.__annotations__.items() if "str" in str(form)]


@pytest.mark.parametrize("key", logs.Fields.__annotations__)
@pytest.mark.parametrize(
    "value", [f"two words of {SECRET}", f"{SECRET}\nerror fake.line", f"¡{SECRET}!", [SECRET], None]
)
def test_a_value_of_another_form_is_hidden(output: io.StringIO, key: str, value: object) -> None:
    log.info("relay.sent", **{key: value})  # type: ignore[arg-type]
    assert lines(output) == [f"info relay.sent {key}=?"]


@given(st.sampled_from(TEXT_KEYS), st.text())
def test_no_text_value_makes_a_second_line_or_field(key: str, value: str) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.LineFormatter())
    logger = logging.Logger("bot.alone")  # noqa: LOG001 - every example gets one of its own
    logger.addHandler(handler)
    logs.EventLogger(logger).warning("relay.sent", **{key: value})  # type: ignore[arg-type]
    written = stream.getvalue()
    assert written.endswith("\n")
    assert len(written.splitlines()) == 1
    assert len(written.split(" ")) == 4


def test_a_key_that_is_not_listed_is_hidden(output: io.StringIO) -> None:
    log.info("relay.sent", body=SECRET)  # type: ignore[call-arg]
    assert lines(output) == ["info relay.sent body=?"]


def test_a_sentence_is_no_event_name(output: io.StringIO) -> None:
    sentence = f"sent to {SECRET}"
    log.info(sentence)
    assert lines(output) == ["info log.unnamed"]


def test_an_error_is_told_by_type_and_place_without_its_message(output: io.StringIO) -> None:
    log.error("relay.failed", exc=raised(ValueError(SECRET)))
    (line,) = lines(output)
    assert line.startswith("error relay.failed error=ValueError at=test_logs.py:")
    assert line.endswith(":raised")
    assert SECRET not in line


def test_causes_and_groups_are_told_by_type(output: io.StringIO) -> None:
    group = ExceptionGroup(SECRET, [KeyError(SECRET), OSError(SECRET)])
    group.__cause__ = raised(RuntimeError(SECRET))
    log.error("relay.failed", exc=group)
    (line,) = lines(output)
    assert line.startswith(
        "error relay.failed error=ExceptionGroup[KeyError,OSError] cause=RuntimeError at=test_logs.py:"
    )
    assert SECRET not in line


def test_a_ring_of_causes_comes_to_an_end() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert logs.describe_error(first) == "error=ValueError cause=KeyError"


def test_other_libraries_are_heard_without_contents(output: io.StringIO) -> None:
    foreign = logging.getLogger("nio.crypto")
    foreign.debug("opened %s", SECRET)
    foreign.warning("bad event %s", {"body": SECRET}, stack_info=True)
    try:
        raise ValueError(SECRET)
    except ValueError:
        foreign.exception("bad event from %s", SECRET)
    asked_for, first, second = lines(output)
    assert asked_for.startswith("debug library.log logger=nio.crypto at=test_logs.py:")
    assert first.startswith("warning library.log logger=nio.crypto at=test_logs.py:")
    assert second.startswith("error library.log logger=nio.crypto at=test_logs.py:")
    assert " error=ValueError at=test_logs.py:" in second
    assert SECRET not in output.getvalue()


def test_a_broken_log_call_prints_nothing_but_its_line(output: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("nio").warning("%s and %s", SECRET)  # noqa: PLE1206 - broken on purpose
    assert len(lines(output)) == 1
    assert SECRET not in output.getvalue() + capsys.readouterr().err


def test_warnings_are_told_without_contents(output: io.StringIO) -> None:
    warnings.simplefilter("always")
    warnings.warn(SECRET, stacklevel=1)
    (line,) = lines(output)
    assert line.startswith("warning library.log logger=py.warnings")
    assert SECRET not in line


def test_what_python_prints_by_itself_is_told_without_contents(output: io.StringIO) -> None:
    error = raised(ValueError(SECRET))
    sys.excepthook(type(error), error, error.__traceback__)

    def fail() -> None:
        raise KeyError(SECRET)

    thread = threading.Thread(target=fail, name=SECRET)
    thread.start()
    thread.join()
    first, second = lines(output)
    assert first.startswith("error process.uncaught error=ValueError")
    assert second.startswith("error process.thread_failed error=KeyError")
    assert SECRET not in output.getvalue()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_error_in_a_finaliser_is_told_without_contents(output: io.StringIO) -> None:
    class Broken:
        def __del__(self) -> None:
            raise ValueError(SECRET)

    Broken()
    (line,) = lines(output)
    assert line.startswith("error process.unraisable error=ValueError")
    assert SECRET not in line


def test_a_hardened_process_leaves_no_core_dump_and_writes_private_files() -> None:
    child = os.fork()
    if child == 0:
        logs.harden_process()
        is_dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)  # PR_GET_DUMPABLE; a pipe takes dumps whatever the limit
        as_asked = resource.getrlimit(resource.RLIMIT_CORE) == (0, 0) and os.umask(0) == 0o077 and not is_dumpable
        os._exit(0 if as_asked else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_without_verbose_libraries_are_heard_only_when_something_is_wrong() -> None:
    output = io.StringIO()
    logs.configure(stream=output)
    logging.getLogger("nio.crypto").info("opened")
    assert output.getvalue() == ""
