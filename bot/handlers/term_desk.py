"""`!term add|fix|list`: coordinators write what the network's own names are called in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.core.cards import Typed, card, note
from bot.core.commands import Command, spell
from bot.core.model import Language, Member, Rendered, UserId
from bot.core.network_terms import LONGEST, MOST, Texts, is_term, same_word, tidy
from bot.core.rendering import attribution
from bot.core.screening import Detectors, Known, folded, screen
from bot.core.terms import TermBase
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts as Words
from bot.store.network_terms import LANGUAGES, ChangeKind, NetworkTerms, TermChange

ADD_HELP: tuple[HelpLine, ...] = (
    ("Bargaining Table | Mesa de Acuerdos | Table de concertation", N_("English | Spanish | French: from now on so")),
)
FIX_HELP: tuple[HelpLine, ...] = (
    ("3 Bargaining Table | Mesa de Trabajo | Table de travail", N_("other words for number 3")),
    ("3", N_("who changed number 3, and when; how to take it back")),
)
LIST_HELP: tuple[HelpLine, ...] = (("", N_("the network’s own terms, which no engine translates in its own way")),)

SHOWN = 60
_UNDO: Mapping[Language, str] = {"en": "undo", "es": "deshacer", "fr": "annuler"}
_REMOVE: Mapping[Language, str] = {"en": "remove", "es": "quitar", "fr": "retirer"}
_NUMBER = re.compile(r"\s*#?(\d{1,6})\b[\s:.]*")
_HOW = N_("Please write the three of them, English | Spanish | French, with | between them: %(command)s")
_TAKES_BACK = N_("takes the last change back")
_NO_TERM_ANY_MORE = N_("it is translated like any other word again")
_NO_TERM = N_("A term has letters, at most %(count)s characters, and none of these: < > @ `")
_HELD = N_(
    "I do not take this: there may be a person’s name in it, or a number or an address that leads to one. Terms reach"
    " every room."
)
_IN_FORCE = N_("In force at once, in every room: %(number)s. %(terms)s")
_WITHOUT_AGREEMENT = N_(
    "I put the words in as they stand, without article or plural: good for names, titles and acronyms, not for everyday"
    " words."
)
_WHAT: Mapping[ChangeKind, str] = {
    "add": N_("%(date)s · %(person)s added: %(terms)s"),
    "fix": N_("%(date)s · %(person)s changed it to: %(terms)s"),
    "undo": N_("%(date)s · %(person)s took a change back: %(terms)s"),
    "remove": N_("%(date)s · %(person)s removed it"),
}


@dataclass(frozen=True, slots=True)
class _Said:
    number: int
    action: Literal["show", "undo", "remove", "fix"]
    texts: str = ""


class TermDesk:
    """Its caller has made sure that a coordinator adds and fixes."""

    def __init__(
        self,
        words: Words,
        terms: NetworkTerms,
        base: TermBase,
        detectors: Detectors,
        members: Mapping[UserId, Member],
    ) -> None:
        self._words = words
        self._terms = terms
        self._base = base
        self._detectors = detectors
        self._members = members

    async def add(self, asked: Asked) -> Reply:
        """Raises UserError."""
        if await self._terms.was_written(asked.event.event_id):  # a command that is carried out again
            return await self.list(asked)
        texts = self._checked(asked, _typed(asked), None)
        if len(self._terms.terms) >= MOST:
            raise UserError(N_("There are %(count)s terms already, which is all I can hold."), count=MOST)
        return await self._write(asked, await self._terms.next_number(), "add", texts)

    async def fix(self, asked: Asked) -> Reply:
        """Raises UserError."""
        said = self._said(asked)
        history = await self._terms.history(said.number)
        if not history:
            raise UserError(
                N_("There is no term with this number. For the list: %(command)s"),
                command=spell("term.list", asked.answer_language),
            )
        if said.action == "show" or await self._terms.was_written(asked.event.event_id):
            return Reply(await self._history(asked.answer_language, said.number))
        if said.action == "fix":
            return await self._write(asked, said.number, "fix", self._checked(asked, said.texts, said.number))
        if said.action == "remove":
            if all(term.number != said.number for term in self._terms.terms):
                raise UserError(N_("That term is removed already."))
            await self._change(asked, said.number, "remove", history[-1].texts)
            return Reply(await self._history(asked.answer_language, said.number))
        before = await self._terms.before(said.number)
        if before is None:
            raise UserError(
                N_("There is nothing before that. To remove the term: %(command)s"),
                command=spell("term.fix", asked.answer_language, f"{said.number} {_REMOVE[asked.answer_language]}"),
            )
        if before.kind != "remove":
            self._refuse_conflicts(before.texts, said.number)
        await self._change(asked, said.number, "undo", before.texts)
        return Reply(await self._history(asked.answer_language, said.number))

    async def list(self, asked: Asked) -> Reply:
        language, terms = asked.answer_language, self._terms.terms
        gettext = self._words.gettext
        lines: list[str | Typed] = [f"{term.number}. {_in_a_row(term.texts)}" for term in terms[-SHOWN:]]
        if len(terms) > SHOWN:
            lines.insert(0, gettext(language, "The last %(count)s of %(all)s:", count=SHOWN, all=len(terms)))
        if not terms:
            lines.append(gettext(language, "None yet, beside those that I came with."))
        if asked.member.role == "coordinator":
            lines.append(Typed(spell("term.add", language, ADD_HELP[0][0]), gettext(language, ADD_HELP[0][1])))
        return Reply(card(gettext(language, "The network’s own terms"), lines))

    # --- reading -------------------------------------------------------------------------------------------------

    def _said(self, asked: Asked) -> _Said:
        typed = _typed(asked)
        number = _NUMBER.match(typed)
        if number is None:
            raise UserError(
                N_("Which number? For the list: %(command)s"), command=spell("term.list", asked.answer_language)
            )
        rest = typed[number.end() :].strip()
        word = folded(rest)
        if not rest:
            return _Said(int(number[1]), "show")
        if word in _UNDO.values():
            return _Said(int(number[1]), "undo")
        if word in _REMOVE.values():
            return _Said(int(number[1]), "remove")
        return _Said(int(number[1]), "fix", rest)

    def _checked(self, asked: Asked, typed: str, number: int | None) -> Texts:
        """As at loading: none is missing, none stands for two things. Raises UserError."""
        parts = [tidy(part) for part in typed.split("|")]
        if len(parts) != len(LANGUAGES) or not all(parts):
            verb: Literal["term.add", "term.fix"] = "term.add" if number is None else "term.fix"
            example = ADD_HELP[0][0] if number is None else f"{number} {ADD_HELP[0][0]}"
            raise UserError(_HOW, command=spell(verb, asked.answer_language, example))
        texts = dict(zip(LANGUAGES, parts, strict=True))
        if not all(map(is_term, texts.values())):
            raise UserError(_NO_TERM, count=LONGEST)
        for language, text in texts.items():
            if screen(text, language, "normal", self._detectors, Known()).held:
                raise UserError(_HELD)
        self._refuse_conflicts(texts, number)
        return texts

    def _refuse_conflicts(self, texts: Texts, number: int | None) -> None:
        for term in self._terms.terms:
            for language in LANGUAGES:
                if term.number != number and same_word(term.texts[language], texts[language]):
                    raise UserError(
                        N_("“%(term)s” stands for number %(number)s already: %(terms)s"),
                        term=texts[language],
                        number=term.number,
                        terms=_in_a_row(term.texts),
                    )
        for concept in self._base.concepts:
            if all(same_word(concept.preferred.get(language, ""), texts[language]) for language in LANGUAGES):
                raise UserError(N_("I know this term already, in the same words."))

    # --- writing -------------------------------------------------------------------------------------------------

    async def _write(self, asked: Asked, number: int, kind: ChangeKind, texts: Texts) -> Reply:
        await self._change(asked, number, kind, texts)
        language, gettext = asked.answer_language, self._words.gettext
        done = gettext(language, _IN_FORCE, number=number, terms=_in_a_row(texts))
        return Reply(note(done, gettext(language, _WITHOUT_AGREEMENT)))

    async def _change(self, asked: Asked, number: int, kind: ChangeKind, texts: Texts) -> None:
        await self._terms.write(number, kind, texts, asked.member.user_id, asked.event.event_id, asked.now)

    async def _history(self, language: Language, number: int) -> Rendered:
        changes = (await self._terms.history(number))[-SHOWN:]
        lines: list[str | Typed] = [self._line(language, change) for change in changes]
        for words, meaning in ((_UNDO, _TAKES_BACK), (_REMOVE, _NO_TERM_ANY_MORE)):
            command = spell("term.fix", language, f"{number} {words[language]}")
            lines.append(Typed(command, self._words.gettext(language, meaning)))
        return card(self._words.gettext(language, "Term %(number)s", number=number), lines)

    def _line(self, language: Language, change: TermChange) -> str:
        member = self._members.get(change.person)
        unknown = self._words.gettext(language, "somebody who asked to be forgotten")
        person = attribution(member) if member else str(change.person) if change.person != "forgotten" else unknown
        date = self._words.date(language, change.at.date())
        return self._words.gettext(
            language, _WHAT[change.kind], date=date, person=person, terms=_in_a_row(change.texts)
        )


def _typed(asked: Asked) -> str:
    return asked.command.arguments.get("text", "") if isinstance(asked.command, Command) else ""


def _in_a_row(texts: Texts) -> str:
    return " | ".join(texts[language] for language in LANGUAGES)
