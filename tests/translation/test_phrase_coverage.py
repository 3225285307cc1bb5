"""What share of a conversation the phrasebook covers; the figures are in docs/translation-quality.md."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.translation.phrasebook import load_phrasebook
from tests.bench.phrases import CONVERSATION, LANGUAGES, coverage, main, messages

MEASURED = 0.28
"""Of the conversation, on the day it was written; more phrases may only raise it."""


def test_the_conversation_is_200_messages_in_three_languages() -> None:
    written = list(messages(CONVERSATION))
    assert len(written) == 200
    assert min(Counter(message.language for message in written).values()) >= 40
    assert {message.language for message in written} == set(LANGUAGES)


def test_the_share_of_the_conversation_does_not_fall() -> None:
    found = coverage(load_phrasebook(), messages(CONVERSATION))
    assert found.messages == 200
    assert found.share >= MEASURED


def test_the_figures_are_printed_and_no_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "es.held.jsonl").write_text('{"text": "Gracias. El techo gotea."}\n', encoding="utf-8")
    main([tmp_path / "es.held.jsonl"])
    printed = capsys.readouterr().out
    assert "| es.held.jsonl | es | 1 | 0% | 1 |" in printed
    assert "techo" not in printed
