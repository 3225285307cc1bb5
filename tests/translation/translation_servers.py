"""Local servers that keep to the published interfaces of LibreTranslate, DeepL and Microsoft Translator.

They say each text again, as a translator that keeps markup.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "key-of-nobody-4711:fx"


@dataclass
class Seen:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class TranslationServer:
    url: str = ""
    seen: list[Seen] = field(default_factory=list)
    status: int = 200
    """Answered instead of a translation, with the text in the body, as careless servers do."""
    location: str = ""
    hang: threading.Event | None = None
    raw: bytes | None = None
    """Answered as it is."""


Answer = Callable[[Seen], tuple[int, object]]


def libretranslate(seen: Seen) -> tuple[int, object]:
    body = json.loads(seen.body)
    if seen.path != "/translate" or {body["source"], body["target"]} - {"en", "es", "fr"}:
        return 400, {"error": "unsupported"}
    if body.get("api_key") not in (None, KEY):
        return 403, {"error": "Invalid API key"}
    return 200, {"translatedText": body["q"]}


def deepl(seen: Seen) -> tuple[int, object]:
    if seen.headers.get("authorization") != f"DeepL-Auth-Key {KEY}":
        return 403, {"message": "Wrong key"}
    kind = seen.headers.get("content-type", "")
    form: dict[str, Any] = json.loads(seen.body) if "json" in kind else parse_qs(seen.body.decode())
    texts = form["text"]
    if seen.path != "/v2/translate" or len(texts) > 50:
        return 400, {"message": "Bad request"}
    return 200, {
        "translations": [
            {"detected_source_language": "EN", "text": text, "billed_characters": len(text)} for text in texts
        ]
    }


def microsoft(seen: Seen) -> tuple[int, object]:
    if seen.headers.get("ocp-apim-subscription-key") != KEY:
        return 401, {"error": {"code": 401000, "message": "The request is not authorized"}}
    query = parse_qs(urlsplit(seen.path).query)
    if query.get("api-version") != ["3.0"] or query["to"][0] not in ("en", "es", "fr-ca"):
        return 400, {"error": {"code": 400036, "message": "The target language is not valid"}}
    texts = json.loads(seen.body)
    return 200, [{"translations": [{"text": each["text"], "to": query["to"][0]}]} for each in texts]


@contextmanager
def serve(answer: Answer) -> Iterator[TranslationServer]:
    state = TranslationServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            seen = Seen(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            state.seen.append(seen)
            if state.hang is not None:
                state.hang.wait(30)
            status, content = (state.status, {"error": body.decode()}) if state.status != 200 else answer(seen)
            raw = state.raw if state.raw is not None else json.dumps(content).encode()
            try:
                self.send_response(status)
                if state.location:
                    self.send_header("Location", state.location)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)
            except OSError:
                self.close_connection = True

        def do_GET(self) -> None:
            state.seen.append(Seen(self.path, {}, b""))
            self.send_error(404)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield state
    finally:
        if state.hang is not None:
            state.hang.set()
        server.shutdown()
        server.server_close()
        thread.join()
