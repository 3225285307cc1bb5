"""The questions in their order; each answer is tried at once. What they begin on the homeserver is taken back."""

from __future__ import annotations

import argparse
import asyncio
import re
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bot.channel_config import LANGUAGES, is_label
from bot.config import EngineSettings
from bot.core.argument_words import LANGUAGE
from bot.core.command_words import fold
from bot.core.model import Language, RoomId, UserId
from bot.core.words import N_
from bot.errors import UserError
from bot.matrix.http import Http
from bot.matrix.network_rooms import FEWEST_COORDINATORS
from bot.operator_section import Operator
from bot.secret_files import read_secret, secret_fault
from bot.setup import engine, rooms, server
from bot.setup.people import People
from bot.setup.plan import NAMES_OF_LANGUAGES, Places, Plan, Refused, Secret
from bot.setup.terminal import Terminal

_FEWEST_LANGUAGES = 2
_AND = frozenset(("and", "y", "e", "et"))


class Questions:
    """Whatever was begun on the homeserver is taken back unless `keep` is called."""

    def __init__(
        self, options: argparse.Namespace, terminal: Terminal, runner: asyncio.Runner, stack: ExitStack
    ) -> None:
        self._options = options
        self._terminal = terminal
        self._runner = runner
        self._stack = stack
        self._http: Http | None = None
        self._made: list[RoomId] = []
        self._entered: list[RoomId] = []
        self._kept = False

    def keep(self) -> None:
        self._kept = True

    def all(self) -> Plan:
        homeserver = self._homeserver()
        http = self._open(homeserver)
        secret = self._account(http)
        languages = self._languages()
        places = self._places(http, languages)
        makes = not places.rooms or places.make_operators_room
        people = People(self._terminal, self._runner, http, secret.device.user_id)
        members = people.ask(
            self._options.coordinator or (),
            self._options.member or (),
            FEWEST_COORDINATORS if makes or self._terminal.asks else 1,
            languages,
        )
        return Plan(
            language=self._terminal.language,
            homeserver=homeserver,
            secret=secret,
            members=members,
            places=places,
            engine=self._engine(),
            operator=self._operator(),
            channel=self._channel(),
            room_name=self._options.room_name,
            keys=self._options.keys,
        )

    def show(self, plan: Plan) -> None:
        t = self._terminal
        t.show()
        t.show(f"  {plan.homeserver} · {plan.secret.device.user_id}")
        t.show("  " + " · ".join(NAMES_OF_LANGUAGES[code] for code in plan.places.languages))
        for member in plan.members:
            role = t.text(N_("coordinator")) if member.role == "coordinator" else ""
            t.show("  " + " · ".join(part for part in (member.user_id, member.name, role) if part))
        t.show("  " + ", ".join(plan.engine.order))

    def make_rooms(self, plan: Plan) -> Places:
        if self._http is None:
            raise AssertionError("the questions come first")
        bot = plan.secret.device.user_id
        t = self._terminal
        not_invited: set[UserId] = set()
        if not plan.places.rooms or plan.places.make_operators_room:
            t.say(N_("The rooms are made …"))
        while True:
            try:
                making = rooms.make(self._http, bot, plan.places, plan.members, plan.room_name, self._made, not_invited)
                places = self._runner.run(making)
            except UserError as refusal:  # all answers would be lost with it
                if not t.asks:
                    raise
                t.refuse(refusal)
                self._runner.run(rooms.take_back(self._http, bot, self._made))
                self._made.clear()
                if not t.agrees(N_("Try once more?")):
                    raise KeyboardInterrupt from None
            else:
                self._tell_of(not_invited)
                return places

    def _tell_of(self, not_invited: set[UserId]) -> None:
        sentence = N_("%(user)s could not be invited: do it in Element, in each room, when their server answers.")
        for user in sorted(not_invited):
            self._terminal.say(sentence, user=user)

    def _homeserver(self) -> str:
        t = self._terminal
        address = t.settle(
            self._options.homeserver,
            lambda: t.question(N_("Homeserver (such as example.org):")),
            lambda written: self._runner.run(server.find_homeserver(written)),
        )
        t.fine(N_("%(address)s answers."), address=address)
        return address

    def _open(self, homeserver: str) -> Http:
        http = Http(homeserver)
        self._runner.run(http.__aenter__())
        self._stack.callback(lambda: self._runner.run(http.__aexit__()))
        self._http = http
        return http

    def _account(self, http: Http) -> Secret:
        t, options = self._terminal, self._options
        t.show()
        t.say(N_("The bot needs an account of its own, that nobody uses in Element."))
        user = ""
        while True:
            user = t.settle(options.user, partial(t.question, N_("User id of the bot:"), user), server.account_name)
            try:
                secret = self._secret(http, user, self._runner.run(server.takes_passwords(http)))
                self._give_back(http, secret)
                self._runner.run(server.check_account(http, secret.device.user_id))
            except UserError as refusal:
                if not t.asks:
                    raise
                t.refuse(refusal)
                options.user = options.password_file = options.token_file = None
                continue
            t.fine(N_("Logged in as %(user)s."), user=secret.device.user_id)
            return secret

    def _secret(self, http: Http, user: str, takes_passwords: bool) -> Secret:
        """One try for a password that was typed wrong is not the end: Enter goes back to the user id."""
        t, options = self._terminal, self._options
        if options.token_file is not None or (options.password_file is None and not takes_passwords):
            token = _from_file(options.token_file) or t.hidden(N_("Access token (not shown while you type):"))
            device = self._runner.run(server.with_token(http, user, token, options.device_id))
            return Secret(device, token, is_token=True, kept_in=options.token_file)
        password = _from_file(options.password_file) or t.hidden(N_("Its password (not shown while you type):"))
        if not password.strip():
            raise Refused(N_("Nothing was typed. Nothing is shown while you type or paste; end with Enter."), 4)
        if options.password_file is None and password != password.strip():
            password = password.strip()  # pasted with the blanks around it
        device = self._runner.run(server.log_in(http, user, password))
        return Secret(device, password, is_token=False, kept_in=options.password_file)

    def _give_back(self, http: Http, secret: Secret) -> None:
        """A token that was given stays as it was; a device that was made here ends with the set-up."""

        def undo() -> None:
            if not self._kept:
                self._runner.run(rooms.take_back(http, secret.device.user_id, self._made))
                for room_id in self._entered:
                    self._runner.run(server.leave(http, room_id))
                if not secret.is_token:
                    http.access_token = secret.device.access_token
                    self._runner.run(server.log_out(http))

        self._stack.callback(undo)

    def _languages(self) -> tuple[Language, ...]:
        t = self._terminal
        t.show()
        default = ",".join(LANGUAGES)
        given = self._options.languages or (None if t.asks else default)
        return t.settle(given, lambda: t.question(N_("Languages of the rooms:"), default), read_languages)

    def _places(self, http: Http, languages: tuple[Language, ...]) -> Places:
        options = self._options
        given = options.room or ()
        return rooms.existing(
            self._terminal, self._runner, http, languages, given, options.operators_room, self._entered
        )

    def _channel(self) -> str:
        return self._terminal.settle(
            self._options.channel or "general", lambda: self._terminal.question(N_("Name of the channel:")), _label
        )

    def _engine(self) -> EngineSettings:
        t, options = self._terminal, self._options
        t.show()
        while True:
            choice = options.engine or ("local" if not t.asks else None)
            if choice is None:
                which = [
                    t.text(N_("This computer: nothing leaves it (Apertium, and Firefox once fetched)")),
                    t.text(N_("A LibreTranslate server of our own")),
                ]
                choice = ("local", "libretranslate")[t.choose(N_("Who translates?"), which)]
            try:
                if choice == "local":
                    return self._runner.run(engine.local())
                address = options.engine_url or t.question(N_("Address of the LibreTranslate server:"))
                return self._runner.run(engine.libretranslate(address))
            except UserError as refusal:
                if not t.asks:
                    raise
                t.refuse(refusal)
                options.engine = options.engine_url = None

    def _operator(self) -> Operator | None:
        t, options = self._terminal, self._options
        if options.operator or not t.asks:
            if bool(options.operator) != bool(options.contact):
                raise UserError(N_("--operator and --contact belong together."))
            return Operator(_label(options.operator), _label(options.contact)) if options.operator else None
        t.show()
        t.say(N_("Laws in Mexico and Quebec ask who is responsible for the bot; its privacy notice tells people."))
        name = t.settle(
            None,
            lambda: t.question(N_("Organisation or person that operates the bot (Enter to leave it out):")),
            lambda text: _label(text) if text else "",
        )
        if not name:
            return None
        contact = t.settle(None, lambda: t.question(N_("Address for requests about personal data:")), _label)
        return Operator(name, contact)


def read_languages(written: str) -> tuple[Language, ...]:
    words = [fold(word) for word in re.split(r"[\s,;/·]+", written) if word]
    codes = {LANGUAGE.get(word, "") for word in words if word not in _AND}
    if len(codes) < _FEWEST_LANGUAGES or not codes <= set(LANGUAGES):
        raise UserError(N_("Type two or three of en, es and fr, with commas between them."))
    return tuple(code for code in LANGUAGES if code in codes)


def _label(written: str) -> str:
    if not is_label(written):
        raise UserError(N_("Type a short name in one line, at most 100 characters."))
    return written


def _from_file(path: Path | None) -> str | None:
    if path is None:
        return None
    fault = secret_fault(path)
    if fault is not None:
        raise Refused(N_("%(path)s cannot be used: %(reason)s"), 4, path=str(path), reason=fault)
    return read_secret(path)
