"""Texts that a person wrote and a machine translated: each is looked at, then all are checked, before they are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.cards import card
from bot.core.model import Language, Rendered
from bot.core.sharing_words import WORDS, is_word, says_yes
from bot.core.survey_draft import Draft, corrected, correction, looked_at, missing, translated
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked
from bot.handlers.drafts import Drafts
from bot.handlers.free_text import LONGEST, FreeText
from bot.i18n import Texts
from bot.languages import installed


class DraftReview:
    def __init__(self, texts: Texts, free_text: FreeText, drafts: Drafts) -> None:
        self._texts = texts
        self._free_text = free_text
        self._drafts = drafts

    def checked(self, text: str, language: Language, longest: int = LONGEST) -> str:
        """What goes into every room passes the shield first. Raises UserError."""
        return self._free_text.checked(text, language, longest)

    async def translated(self, draft: Draft) -> Draft:
        """With a machine's draft of all that has no words yet; empty where no engine can."""
        words: dict[tuple[int, Language], str] = {}
        for at, language in missing(draft, self._texts.languages):
            words[at, language] = await self._drafts.draft(draft.slots[at][draft.language], draft.language, language)
        return translated(draft, words)

    def reviewed(self, draft: Draft, body: str, longest: int = LONGEST) -> Draft | None:
        """Raises UserError."""
        at, language = draft.unseen[0]
        if is_word(body, "keep"):
            return looked_at(draft, None) if draft.slots[at].get(language) else None
        if says_yes(body) and not says_yes(draft.slots[at][draft.language]):  # it would go into the rooms as the text
            raise UserError(N_("If it is right, write: %(word)s"), word=WORDS["keep"][draft.language])
        return looked_at(draft, self.checked(body, language, longest))

    def corrected(self, draft: Draft, body: str, longest: int = LONGEST) -> Draft | None:
        found = correction(draft, body)
        if found is None:
            return None
        at, language, words = found
        return corrected(draft, at, language, self.checked(words, language, longest))

    def card(self, asked: Asked, draft: Draft, head: Sequence[str]) -> Rendered:
        at, language = draft.unseen[0]
        slot, name = draft.slots[at], self._name(asked, language)
        draft_words = slot.get(language)
        lines = [
            *head,
            slot[draft.language],
            *([self._say(asked, _LABELLED, label=name, value=draft_words)] if draft_words else []),
            self._say(
                asked,
                N_("Write it as it should be; or, if it is right: %(word)s"),
                word=WORDS["keep"][asked.answer_language],
            )
            if draft_words
            else self._say(asked, N_("I have no translation of this. Please write it.")),
        ]
        title = N_("A machine translated this into %(name)s. Texts left to look at: %(count)s")
        return card(self._say(asked, title, name=name, count=len(draft.unseen)), lines)

    def texts_of(self, draft: Draft) -> list[str]:
        """Every text with the number and language that `CORRECT` speaks of."""
        return [
            f"{at}. {language}: {slot[language]}"
            for at, slot in enumerate(draft.slots, 1)
            for language in self._texts.languages
        ]

    def _name(self, asked: Asked, language: Language) -> str:
        return self._say(asked, _LANGUAGES[language]) if language in _LANGUAGES else installed()[language].name

    def _say(self, asked: Asked, msgid: str, **params: str | int) -> str:
        return self._texts.gettext(asked.answer_language, msgid, **params)


CORRECT = N_("To change a text, write its number, its language and the words: 2 fr Votre secteur")
_LABELLED = N_("%(label)s: %(value)s")
_LANGUAGES: Mapping[Language, str] = {"en": N_("English"), "es": N_("Spanish"), "fr": N_("French")}
