"""`trinational explain`: lines in, JSON lines out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest


def _explain(*arguments: str, lines: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bot", "explain", *arguments]
    return subprocess.run(command, input=lines, capture_output=True, timeout=60)


def test_every_line_gets_one_line_of_json() -> None:
    done = _explain("command", lines="!petición estado 7K2-M9X\nbuenos días\n\n!ayuda\n".encode())
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer and answer["verb"] for answer in answers] == ["petition.status", None, None, "help"]
    assert answers[0] == {"verb": "petition.status", "arguments": {"record_id": "7K2-M9X"}, "language": "es"}


@pytest.mark.parametrize("what", [("command",), ("translate", "--from", "en", "--to", "es")])
def test_a_reader_who_has_read_enough_ends_it_without_a_word(what: Sequence[str]) -> None:
    command = [sys.executable, "-m", "bot", "explain", *what]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"!help\n")
        process.stdin.flush()
        assert process.stdout.readline()
        process.stdout.close()
        process.stdout = None
        _, complaints = process.communicate(b"!help\n" * 10, timeout=60)
    assert (process.returncode, complaints) == (0, b"")


def test_input_that_is_not_utf8_is_named_by_its_line() -> None:
    done = _explain("command", lines=b"!help\n\xff\xfe\n")
    assert done.returncode == 3
    assert done.stderr.decode().strip() == (
        "trinational: line 2 of the input is not UTF-8; save it as UTF-8 and try again"
    )


def test_a_last_line_without_an_end_is_answered_too() -> None:
    assert len(_explain("command", lines=b"!help").stdout.splitlines()) == 1


def test_what_becomes_due_is_told_with_rule_day_source_and_confidence() -> None:
    done = _explain(
        "due",
        lines=b'{"route": "US_MX", "stage": "review_requested", "date": "2024-04-01"}\n'
        b'{"route": "CA_MX", "stage": "panel_requested", "date": "2026-11-10"}\n'
        b'{"route": "US_MX", "stage": "review_accepted", "date": "2024-04-11"}\n',
    )
    assert done.returncode == 0, done.stderr
    request, panel, accepted = (json.loads(line) for line in done.stdout.splitlines())
    assert [(each["rule"], each["due"], each["confidence"]) for each in request] == [
        ("+10c", "2024-04-11", "high"),
        ("+45c", "2024-05-16", "high"),
        ("+60c", "2024-05-31", "high"),
    ]
    assert request[0]["source"] == "Art. 31-A.4"
    assert "estimated" in request[2]["source"]
    assert (panel[0]["rule"], panel[0]["due"]) == ("+3b", "2026-11-17")
    assert accepted == []


def test_a_line_that_is_wrong_gets_a_sentence_and_the_next_one_its_answer() -> None:
    wrong = [
        "",
        "now",
        "[]",
        "[" * 100_000,
        '{"route": "US_CA", "stage": "filed", "date": "2024-01-18"}',
        '{"route": ["US_MX"], "stage": "filed", "date": "2024-01-18"}',
        '{"route": "US_MX", "stage": "rejected", "date": "2024-01-18"}',
        '{"route": "US_MX", "stage": "filed", "date": "18/01/2024"}',
        '{"route": "US_MX", "stage": "filed", "date": "2024-01"}',
        '{"route": "US_MX", "stage": "filed", "date": "9999-12-31"}',
        '{"route": "US_MX", "stage": "filed", "date": 20240118}',
    ]
    right = '{"route": "US_MX", "stage": "filed", "date": "2024-01-18"}'
    done = _explain("due", lines="\n".join([*wrong, right]).encode())
    assert done.returncode == 0, done.stderr
    *errors, answer = (json.loads(line) for line in done.stdout.splitlines())
    assert len(errors) == len(wrong)
    assert all(list(error) == ["error"] and "expected" in error["error"] for error in errors)
    assert answer[0]["due"] == "2024-02-17"


def test_names_are_told_in_code_points() -> None:
    done = _explain("names", "--language", "es", lines="🙂 hablé con Juan Pérez\nnos vemos mañana\n".encode())
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"held": True, "spans": [[12, 22]]},
        {"held": False, "spans": []},
    ]


def test_translate_answers_each_line_with_what_the_relay_would_send() -> None:
    lines = ["La huelga empieza a las 7:30.", "👍", "", "Vean https://sindicato.example/acta?n=7"]
    done = _explain("translate", "--from", "es", "--to", "en", lines="\n".join(lines).encode())
    assert done.returncode == 0, done.stderr
    first, emoji, empty, link = (json.loads(line) for line in done.stdout.splitlines())
    assert set(first) == {"translation", "engine", "doubtful", "why", "terms"}
    assert (first["engine"], "strike" in first["translation"], "7:30" in first["translation"]) == (
        "Apertium",
        True,
        True,
    )
    assert (emoji["translation"], emoji["engine"], emoji["doubtful"]) == ("👍", None, False)
    assert empty["translation"] == ""
    assert "https://sindicato.example/acta?n=7" in link["translation"]


def test_a_line_that_cannot_be_translated_is_given_back_as_doubtful_and_the_others_are_translated() -> None:
    too_long = "La huelga " * 2_001
    lines = f"{too_long}\nLa huelga\n"
    done = _explain("translate", "--from", "es", "--to", "en", lines=lines.encode())
    assert done.returncode == 0, done.stderr
    refused, translated = (json.loads(line) for line in done.stdout.splitlines())
    assert (refused["translation"], refused["engine"], refused["why"]) == (too_long, None, ["not translated"])
    assert (refused["doubtful"], translated["translation"]) == (True, "The strike")


def test_a_line_is_answered_before_the_next_one_is_written() -> None:
    command = [sys.executable, "-m", "bot", "explain", "translate", "--from", "es", "--to", "en"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for said, heard in (("La huelga", "The strike"), ("La fecha", "The date")):
            process.stdin.write(f"{said}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["translation"] == heard
        process.stdin.close()


def test_a_networks_own_terms_are_written_as_the_relay_would_write_them(tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("en,es\nStrike Kitchen,Comedor Solidario\n", encoding="utf-8")
    line = b"The Strike Kitchen is open.\n"
    with_terms = _explain("translate", "--from", "en", "--to", "es", "--terms", str(terms), lines=line)
    without = _explain("translate", "--from", "en", "--to", "es", lines=line)
    assert "Comedor Solidario" in json.loads(with_terms.stdout)["translation"], with_terms.stderr
    assert "Comedor Solidario" not in json.loads(without.stdout)["translation"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("english,spanish\na,b\n", ":1: expected two or more of the columns"),
        ("en,es\nPicnic,Convivio\nPicnic,\n", ":3: a term in one language alone changes nothing"),
        ("en,es\nPicnic,Convivio\nPicnic,Merienda\n", ":3: en: the same term stands on line 2"),
        ("en,es\n<b>,Negritas\n", ":2: en: needs a letter"),
        ("en,es\nPicnic\n", ":2: expected 2 cells, found 1"),
    ],
)
def test_a_file_of_terms_that_cannot_be_used_is_refused_by_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text(text, encoding="utf-8")
    done = _explain("translate", "--from", "en", "--to", "es", "--terms", str(terms), lines=b"Hello.\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert complaint in done.stderr.decode()
