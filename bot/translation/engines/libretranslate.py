"""LibreTranslate on a server of the operator's own.

`deep-translator` knows its languages; its request is replaced, since it puts the text and the key into the address,
waits for ever, and repeats both in its errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.model import Language
from bot.core.words import N_
from bot.errors import EngineUnavailable
from bot.ports import EnginePrivacy
from bot.translation.engines.carriers import from_html, to_html
from bot.translation.engines.remote import RemoteEngine, new_session, post_json
from bot.translation.failures import Refused


class LibreTranslate(RemoteEngine):
    name = "LibreTranslate"
    privacy: EnginePrivacy = "own-server"

    def __init__(self, url: str, key: str = "") -> None:
        super().__init__()
        self._url = url.rstrip("/") + "/"
        self._key = key
        self._session = new_session()
        self._codes: frozenset[str] = frozenset()

    def _prepare(self) -> None:
        from deep_translator import LibreTranslator

        translator: Any = LibreTranslator(source="en", target="es", api_key="-", custom_url=self._url)
        self._codes = frozenset(translator.get_supported_languages(as_dict=True).values())

    def _post(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        if not {source, target} <= self._codes:
            raise Refused(N_("no such direction"))
        body = {
            "q": [to_html(text) for text in texts],
            "source": source,
            "target": target,
            "format": "html",
            **({"api_key": self._key} if self._key else {}),
        }
        answer = post_json(self._session, f"{self._url}translate", body)
        translated = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(translated, list):
            raise EngineUnavailable(N_("an answer of another shape"))
        return [from_html(str(text)) for text in translated]
