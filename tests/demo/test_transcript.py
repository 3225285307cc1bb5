"""What the person at the terminal sees."""

from __future__ import annotations

import io
import re

import pytest

from bot.demo.transcript import WIDTH, Transcript, printable
from bot.demo.verdict import Count, Fault, Verdict

LONG = "La empresa cambió el turno de la noche sin avisar al sindicato y descontó $1,250 MXN a 14 personas. " * 3
GOOD = Verdict((), (Count("Marie", "fr", 14, 14), Count("Robin", "es", 14, 14)))
BAD = Verdict((Fault("missing", "Marie", "fr", "Ana’s “same”"),), (Count("Marie", "fr", 14, 13),))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def everything(transcript: Transcript, verdict: Verdict = GOOD) -> None:
    transcript.heading("The conversation")
    with transcript.working("Synapse, the homeserver") as remarks:
        remarks.append("http://127.0.0.1:65535")
    transcript.step("A message in Spanish")
    transcript.said("es", "Ana", LONG, "(answers Dana’s “shift”)")
    transcript.got("fr", "Marie", "has decrypted it", 12345.6, LONG)
    transcript.not_there("en", "Dana", "has no copy any more", 10)
    transcript.verdict(verdict, [100.0, 200.0, 300.0])


def visible(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*[mK]", "", text)


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_no_line_is_wider_than_the_terminal(stream: type[io.StringIO]) -> None:
    out = stream()
    everything(Transcript(out))
    lines = [line.rsplit("\r", 1)[-1] for line in visible(out.getvalue()).split("\n")]
    assert max(map(len, lines)) <= WIDTH
    assert "".join(LONG.split()) in re.sub(r"[\s│]", "", visible(out.getvalue()))


def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal, pipe = Terminal(), io.StringIO()
    everything(Transcript(terminal))
    everything(Transcript(pipe))
    assert "\x1b[" in terminal.getvalue()
    assert "\x1b" not in pipe.getvalue()


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = Terminal()
    everything(Transcript(out))
    assert not re.search(r"\x1b\[[0-9;]*m", out.getvalue())


def test_text_from_a_room_cannot_command_the_terminal() -> None:
    assert printable("a\x1b]0;title\x07b\u202ec\u009bd\nñ«»") == "a ]0;title b c d\nñ«»"


def test_a_failed_step_is_shown_and_the_error_passes() -> None:
    out = io.StringIO()
    with pytest.raises(ValueError, match="no"), Transcript(out).working("Synapse"):
        raise ValueError("no")
    assert "✗ Synapse" in out.getvalue()


def test_the_verdict_names_each_fault() -> None:
    good, bad = io.StringIO(), io.StringIO()
    Transcript(good).verdict(GOOD, [100.0])
    Transcript(bad).verdict(BAD, [])
    assert "exactly once" in good.getvalue()
    assert "p50 100 ms, p95 100 ms over 1 copies" in good.getvalue()
    assert "exactly once" not in bad.getvalue()
    assert "missing (Marie’s client, FR room): Ana’s “same”" in bad.getvalue()
