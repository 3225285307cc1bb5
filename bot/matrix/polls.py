"""Polls on the wire (MSC3381): both names of each event are read; the older is sent, as Element sends and shows it."""

from __future__ import annotations

from typing import Any

from bot.core.model import Poll, Rendered
from bot.core.polls import poll_of
from bot.matrix.guards import Hostile
from bot.matrix.http import Json

_UNSTABLE = "org.matrix.msc3381.poll"
_TEXT = "org.matrix.msc1767.text"

POLL_START, POLL_END = f"{_UNSTABLE}.start", f"{_UNSTABLE}.end"
STARTS = frozenset({POLL_START, "m.poll.start"})
RESPONSES = frozenset({f"{_UNSTABLE}.response", "m.poll.response"})
ENDS = frozenset({POLL_END, "m.poll.end"})

_DISCLOSED = frozenset({f"{_UNSTABLE}.disclosed", "m.poll.disclosed", "m.disclosed"})
_MOST_ANSWERS = 100


def poll_in(content: Json) -> Poll | None:
    """The poll that a start event asks, None when nobody could vote in it. Raises whatever broken input raises."""
    start = _first(content, POLL_START, "m.poll.start", "m.poll")
    if not isinstance(start, dict) or not isinstance(start.get("answers"), list):
        return None
    choices = []
    for answer in start["answers"][:_MOST_ANSWERS]:
        key = _first(answer, "id", "m.id")
        if not isinstance(key, str):
            return None
        choices.append((key, _text(answer)))
    most = start.get("max_selections")
    most = most if isinstance(most, int) and not isinstance(most, bool) else 1
    return poll_of(_text(start["question"]), choices, most, disclosed=start.get("kind") in _DISCLOSED)


def answers_in(content: Json) -> tuple[str, ...]:
    """Which answers a vote names; what is no list of texts names none, which takes an earlier vote back."""
    response = _first(content, f"{_UNSTABLE}.response", "m.poll.response")
    answers = response.get("answers") if isinstance(response, dict) else content.get("m.selections")
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers[:_MOST_ANSWERS]):
        return ()
    return tuple(answers[:_MOST_ANSWERS])


def start_content(poll: Poll, body: Rendered) -> Json:
    return {
        POLL_START: {
            "question": {_TEXT: poll.question, "body": poll.question, "msgtype": "m.text"},
            "kind": f"{_UNSTABLE}.{'disclosed' if poll.disclosed else 'undisclosed'}",
            "max_selections": poll.most,
            "answers": [{"id": choice.key, _TEXT: choice.text} for choice in poll.choices],
        },
        _TEXT: body.plain,
    }


def end_content(body: Rendered) -> Json:
    return {POLL_END: {}, _TEXT: body.plain}


def _first(value: Any, *keys: str) -> Any:
    if not isinstance(value, dict):
        raise Hostile("poll")
    return next((value[key] for key in keys if key in value), None)


def _text(value: Any) -> str:
    """Extensible text in any of its spellings; of several representations the plain one (MSC1767)."""
    found = _first(value, _TEXT, "m.text", "body")
    if isinstance(found, list):
        plain = [
            each for each in found if isinstance(each, dict) and each.get("mimetype", "text/plain") == "text/plain"
        ]
        found = plain[0].get("body") if plain else ""
    return found if isinstance(found, str) else ""
