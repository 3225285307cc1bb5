"""From a value of ours to the content of a Matrix event."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.core.model import EventId, Outgoing
from bot.core.rendering import attribution
from bot.matrix.http import Json
from bot.matrix.inbound import COPY_MARK
from bot.matrix.polls import POLL_END, POLL_START, end_content, start_content

_MSGTYPES = {"text": "m.text", "emote": "m.emote", "notice": "m.notice"}


def event_type_of(outgoing: Outgoing) -> str:
    if outgoing.ends_poll is not None:
        return POLL_END
    return POLL_START if outgoing.poll is not None else "m.room.message"


def content_of(outgoing: Outgoing) -> Json:
    """The plain content; an edit of a message carries it twice (specification: "Event replacements")."""
    content = _message(outgoing)
    if outgoing.ends_poll is not None:
        return content | {"m.relates_to": {"rel_type": "m.reference", "event_id": outgoing.ends_poll}}
    if outgoing.replaces is not None and outgoing.poll is not None:
        relation = {"rel_type": "m.replace", "event_id": outgoing.replaces}
        return {"m.new_content": content, "m.mentions": {}, "m.relates_to": relation}
    if outgoing.replaces is None:
        relation = _relation(outgoing)
        return content | {"m.relates_to": relation} if relation else content
    return {
        "msgtype": content["msgtype"],
        "body": f"* {outgoing.body.plain}",
        "format": "org.matrix.custom.html",
        "formatted_body": f"* {outgoing.body.html}",
        "m.mentions": {},
        "m.new_content": content,
        "m.relates_to": {"rel_type": "m.replace", "event_id": outgoing.replaces},
    }


def _message(outgoing: Outgoing) -> Json:
    # Mentions are always there: without them a client guesses from the text and rings the wrong people.
    mentions: Json = {"user_ids": list(outgoing.mentions)} if outgoing.mentions else {}
    content: Json = {**_words(outgoing), "m.mentions": mentions, **outgoing.extra}
    if outgoing.mark is not None:
        content[COPY_MARK] = {
            "room_id": outgoing.mark.source.room_id,
            "event_id": outgoing.mark.source.event_id,
            "revision": outgoing.mark.revision,
            "final": outgoing.mark.final,
        }
        if outgoing.mark.result:
            content[COPY_MARK]["result"] = True
    if outgoing.speaker is not None:
        # MSC4144; the name stands in the text as well (`has_fallback`), because few clients show the profile yet.
        content["com.beeper.per_message_profile"] = {
            "id": hashlib.sha256(f"{outgoing.room_id} {outgoing.speaker.user_id}".encode()).hexdigest()[:16],
            "displayname": attribution(replace(outgoing.speaker, organisation=None)),
            "has_fallback": True,
        }
    return content


def _words(outgoing: Outgoing) -> Json:
    if outgoing.ends_poll is not None:
        return end_content(outgoing.body)
    if outgoing.poll is not None:
        return start_content(outgoing.poll, outgoing.body)
    return {
        "msgtype": _MSGTYPES[outgoing.kind],
        "body": outgoing.body.plain,
        "format": "org.matrix.custom.html",
        "formatted_body": outgoing.body.html,
    }


def _relation(outgoing: Outgoing) -> Json:
    if outgoing.thread is not None:
        reply: EventId = outgoing.reply_to or outgoing.thread
        return {
            "rel_type": "m.thread",
            "event_id": outgoing.thread,
            "m.in_reply_to": {"event_id": reply},
            "is_falling_back": outgoing.reply_to is None,
        }
    return {"m.in_reply_to": {"event_id": outgoing.reply_to}} if outgoing.reply_to else {}
