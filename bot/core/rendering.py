"""How a copy and the bot's own words look in Element, and in a notification without HTML."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

from bot.core.blocks import Block, Lines
from bot.core.characters import isolated, shortened, single_line
from bot.core.content import Document, from_plain
from bot.core.model import Member, Rendered, TextKind
from bot.core.sanitise import sanitised
from bot.core.writing import html_of, plain_of, quoted

MAX_COPY_BYTES = 40 * 1024
"""JSON bytes of both forms together. Encryption adds a third; an event may have 64 KiB."""
MAX_EDIT_BYTES = 20 * 1024
"""An edit may carry both forms twice: the new content and a fallback."""
MAX_ATTRIBUTION = 80
"""Characters."""

_MAX_NAME = 48
_WORST_JSON_BYTES = 12  # a character outside the basic plane, written as two \\uXXXX
_SAFETY = 0.95


@dataclass(frozen=True, slots=True)
class CopyParts:
    """One copy to be written. `label` and `trimmed_label` are in the language of the target room."""

    document: Document
    """The original."""
    translation: Document | None
    label: str
    quality: Literal["gist", "translation"]
    """`gist`: the original first, the translation quoted below; `translation`: it takes the original's place."""
    speaker: Member
    kind: TextKind = "text"
    trimmed_label: str = ""
    """Shown when the message was too long to be copied whole."""
    above: str = ""
    """A line above the message, where it shares a copy with others."""


def attribution(member: Member) -> str:
    """Who speaks, as plain text: one line without direction controls, at most 80 characters."""
    name = single_line(member.name) or single_line(member.user_id)
    organisation = single_line(member.organisation or "")
    if not organisation:
        return shortened(name, MAX_ATTRIBUTION)
    name = shortened(name, max(_MAX_NAME, MAX_ATTRIBUTION - len(organisation) - 3))
    return f"{name} ({shortened(organisation, MAX_ATTRIBUTION - len(name) - 3)})"


def render_copy(parts: CopyParts, max_bytes: int = MAX_COPY_BYTES) -> Rendered:
    """The copy; what does not fit into `max_bytes` of JSON is cut visibly."""

    def written(limit: int | None) -> Rendered:
        if limit is None:
            return _copy(parts, parts.document, parts.translation, trimmed=False)
        translation = parts.translation and parts.translation.shortened(limit)
        return _copy(parts, parts.document.shortened(limit), translation, trimmed=True)

    return _fitting(written, _length(parts), max_bytes)


def render_edit(parts: CopyParts) -> Rendered:
    """The new version of a copy: `render_copy` within the room an edit has."""
    return render_copy(parts, MAX_EDIT_BYTES)


def render_merged(messages: Sequence[CopyParts], max_bytes: int = MAX_EDIT_BYTES) -> Rendered:
    """Several messages of one person in one copy, the speaker once; what does not fit is cut visibly, the longest.

    It has the room of an edit from the beginning: an edit of one message shows all of them.
    """

    def written(limit: int | None) -> Rendered:
        return _merged([_cut(message, limit) for message in messages], [_is_longer(each, limit) for each in messages])

    return _fitting(written, max(map(_length, messages)), max_bytes)


def fit_together(messages: Sequence[CopyParts], max_bytes: int = MAX_EDIT_BYTES) -> int:
    """How many of them, from the first on, go into one copy whole."""
    number = len(messages)
    while number > 1:
        rendered = _merged(messages[:number], [False] * number)
        if _json_bytes(rendered, max_bytes) <= max_bytes:
            break
        number -= 1
    return number


def notice(plain: str, max_bytes: int = MAX_COPY_BYTES) -> Rendered:
    """The bot's own words: nothing in them is markup, line breaks and indents stay."""
    document = from_plain(plain)

    def written(limit: int | None) -> Rendered:
        shown = document if limit is None else document.shortened(limit)
        return Rendered(shown.plain(), shown.html())

    return _fitting(written, document.length, max_bytes)


def _fitting(written: Callable[[int | None], Rendered], length: int, max_bytes: int) -> Rendered:
    rendered = written(None)
    limit = length
    while (size := _json_bytes(rendered, max_bytes)) > max_bytes and limit > 0:
        limit = int(limit * min(max_bytes / size, 1) * _SAFETY)
        rendered = written(limit)
    return rendered


def _json_bytes(rendered: Rendered, enough: int) -> int:
    """Bytes inside an encrypted event, where nio escapes all but ASCII; only an upper bound when that is `enough`."""
    bound = (len(rendered.plain) + len(rendered.html)) * _WORST_JSON_BYTES
    return bound if bound <= enough else len(json.dumps((rendered.plain, rendered.html)))


def _copy(parts: CopyParts, original: Document, translation: Document | None, *, trimmed: bool) -> Rendered:
    gist = translation if parts.quality == "gist" else None
    first = original if gist is not None or translation is None else translation
    plain = [_spoken_plain(parts, first)]
    html = [_spoken_html(parts, first)]
    open_line = _ends_in_a_line(first)
    labels = [parts.trimmed_label] if trimmed else []
    if gist is None:
        labels.append(parts.label)
    for label in filter(None, labels):
        plain.append(f"\n[{label}]")
        html.append(("<br>" if open_line else "") + _small(label))
        open_line = True
    if gist is not None:
        label_line = f"[{parts.label}]\n" if parts.label else ""
        plain.append("\n" + quoted(label_line + plain_of(gist.nodes)))
        html.append(_quote(parts.label, gist))
    return Rendered("".join(plain), sanitised("".join(html)))


def _length(parts: CopyParts) -> int:
    return max(parts.document.length, parts.translation.length if parts.translation else 0)


def _is_longer(parts: CopyParts, limit: int | None) -> bool:
    return limit is not None and _length(parts) > limit


def _cut(parts: CopyParts, limit: int | None) -> CopyParts:
    if limit is None:
        return parts
    translation = parts.translation and parts.translation.shortened(limit)
    return replace(parts, document=parts.document.shortened(limit), translation=translation)


def _merged(messages: Sequence[CopyParts], trimmed: Sequence[bool]) -> Rendered:
    name = isolated(attribution(messages[0].speaker))
    plain, html = [f"{name}:"], [f"<strong>{escape(name, quote=False)}</strong>"]
    for number, message in enumerate(messages):
        following = messages[number + 1] if number + 1 < len(messages) else None
        text, markup = _message(message, trimmed=trimmed[number], is_labelled=not _shares_label(message, following))
        plain.append(text)
        html.append(markup)
    return Rendered("\n\n".join(plain), sanitised("".join(html)))


def _shares_label(message: CopyParts, following: CopyParts | None) -> bool:
    """One label below several messages is enough, where it does not stand inside of each."""
    return (
        following is not None
        and not following.above
        and message.label == following.label
        and all(each.quality == "translation" and each.translation is not None for each in (message, following))
    )


def _message(parts: CopyParts, *, trimmed: bool, is_labelled: bool) -> tuple[str, str]:
    """One of several: as in a copy of its own, without the speaker."""
    gist = parts.translation if parts.quality == "gist" else None
    first = parts.document if gist is not None or parts.translation is None else parts.translation
    labels = [parts.trimmed_label] if trimmed else []
    if gist is None and is_labelled:
        labels.append(parts.label)
    labels = [label for label in labels if label]
    body = _inline(first)
    small = "<br>".join(_small(label) for label in labels)
    above = [parts.above] if parts.above else []
    plain = [*(f"[{line}]" for line in above), plain_of(first.nodes), *(f"[{label}]" for label in labels)]
    if body is None:
        html = html_of(first.nodes) + (f"<p>{small}</p>" if small else "")
    else:
        html = f"<p>{body}{'<br>' if small else ''}{small}</p>"
    if gist is not None:
        plain.append(quoted((f"[{parts.label}]\n" if parts.label else "") + plain_of(gist.nodes)))
        html += _quote(parts.label, gist)
    return "\n".join(plain), "".join(f"<p>{_small(line)}</p>" for line in above) + html


def _quote(label: str, gist: Document) -> str:
    body = _inline(gist)
    separator = "<br>" if label and body is not None else ""
    small = _small(label) + separator if label else ""
    return f"<blockquote>{small}{html_of(gist.nodes) if body is None else body}</blockquote>"


def _spoken_plain(parts: CopyParts, document: Document) -> str:
    name = isolated(attribution(parts.speaker))
    text = plain_of(document.nodes)
    if not document.nodes:  # a file without a caption
        return name
    if parts.kind == "emote":
        return f"* {name} {text}"
    return f"{name}: {text}" if _starts_with_a_line(document) else f"{name}:\n{text}"


def _spoken_html(parts: CopyParts, document: Document) -> str:
    name = f"<strong>{escape(isolated(attribution(parts.speaker)), quote=False)}</strong>"
    if not document.nodes:
        return name
    body = _inline(document)
    text = html_of(document.nodes) if body is None else body
    if parts.kind == "emote":
        return f"* {name} {text}"
    return f"{name}<br>{text}" if body is not None or _starts_bare(document) else name + text


def _small(label: str) -> str:
    return f"<sub><em>{escape(label, quote=False)}</em></sub>"


def _inline(document: Document) -> str | None:
    """The markup of a message that is one paragraph, without the paragraph; None for any other."""
    match document.nodes:
        case (Lines(),):
            return html_of(document.nodes)
        case (Block("p", children),):
            return html_of(children)
        case _:
            return None


def _starts_with_a_line(document: Document) -> bool:
    match document.nodes[:1]:
        case (Lines(),) | (Block("p"),) | ():
            return True
        case _:
            return False


def _starts_bare(document: Document) -> bool:
    return isinstance(document.nodes[0], Lines) if document.nodes else False


def _ends_in_a_line(document: Document) -> bool:
    return _inline(document) is not None or not document.nodes or isinstance(document.nodes[-1], Lines)
