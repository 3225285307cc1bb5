"""Microsoft Translator: a cloud engine, only with the consent of a channel.

`deep-translator` brings the address and the names of the headers; its requests are replaced: it asks for a list of
languages when it is made, has no time-out, and puts the server's words into its errors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.core.model import Language
from bot.errors import EngineUnavailable
from bot.translation.engines.carriers import from_html, to_html
from bot.translation.engines.remote import RemoteEngine, new_session, post_json

_LANGUAGES: Mapping[str, str] = {"english": "en", "spanish": "es", "french": "fr", "french (canada)": "fr-ca"}
_INTO: Mapping[Language, str] = {"en": "en", "es": "es", "fr": "fr-ca"}


class Microsoft(RemoteEngine):
    name = "Microsoft"

    def __init__(self, key: str, region: str = "", url: str = "") -> None:
        super().__init__()
        self._key = key
        self._region = region
        self._url = url
        self._headers: dict[str, str] = {}
        self._session = new_session()

    def _prepare(self) -> None:
        from deep_translator import MicrosoftTranslator

        class Offline(MicrosoftTranslator):  # type: ignore[misc]  # it comes without types
            def _get_supported_languages(self) -> Mapping[str, str]:
                return _LANGUAGES

        translator: Any = Offline(source="en", target="es", api_key=self._key, region=self._region or None)
        self._headers = dict(translator.headers)
        self._url = self._url or str(translator._base_url)  # noqa: SLF001  # it has no other name for it

    def _post(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        params = {"api-version": "3.0", "from": source, "to": _INTO[target], "textType": "html"}
        body = [{"text": to_html(text)} for text in texts]
        answer = post_json(self._session, self._url, body, params=params, headers=self._headers)
        items: list[Any] = answer if isinstance(answer, list) else []
        try:
            return [from_html(str(each["translations"][0]["text"])) for each in items]
        except (TypeError, KeyError, IndexError):
            raise EngineUnavailable("an answer of another shape") from None
