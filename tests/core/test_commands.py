from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core import record_ids
from bot.core.command_slips import slips
from bot.core.command_table import SPEC, TABLE
from bot.core.command_text import PARTS
from bot.core.command_words import FILLERS, WORDS, fold
from bot.core.commands import LEAST_ROLE, MAX_ARGUMENT, WRITES, Command, Unknown, Verb, may, parse, spell
from bot.core.model import Language

LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")
ID = record_ids.EXAMPLE

ALL_WORDS = [(part, language, word) for part, lists in WORDS.items() for language in lists for word in lists[language]]


def status(record_id: str | None = None, language: str | None = None) -> Command:
    return Command("petition.status", {"record_id": record_id} if record_id else {}, language)


# Words


@pytest.mark.parametrize("half", ["PET", "STS", "ADD", "NEW", "CAS", "ASK"])
def test_the_number_of_a_record_is_one_word_even_when_half_of_it_spells_a_command(half: str) -> None:
    """Beside another number, as when two groups reveal together."""
    number = next(filter(None, (record_ids.parse(f"{half}-2G{last}") for last in record_ids.ALPHABET)))
    for first, second in ((number, "7K2-M9X"), ("7K2-M9X", number)):
        command = parse(f"!petition reveal {first} {second}")
        assert isinstance(command, Command)
        assert (command.verb, command.arguments) == ("petition.reveal", {"record_id": first, "text": second})


@pytest.mark.parametrize(
    ("typed", "verb", "setting"),
    [
        ("!testimony yes", "testimony", "on"),
        ("!testimonio sí", "testimony", "on"),
        ("!testimonio si", "testimony", "on"),
        ("!témoignage oui", "testimony", "on"),
        ("!testimonio no", "testimony", "off"),
        ("!motor nube sí", "engine.cloud", "on"),
        ("!moteur nuage oui", "engine.cloud", "on"),
        ("!moteur nuage non", "engine.cloud", "off"),
        ("!engine cloud no", "engine.cloud", "off"),
    ],
)
def test_yes_and_no_are_read_as_the_setting_of_a_switch(typed: str, verb: Verb, setting: str) -> None:
    command = parse(typed)
    assert isinstance(command, Command)
    assert (command.verb, command.arguments) == (verb, {"setting": setting})


@pytest.mark.parametrize(
    "typed", ["!motor nube s", "!moteur nuage o", "!testimony y", "!testimony n", "!no testimonio"]
)
def test_a_letter_sets_no_switch(typed: str) -> None:
    command = parse(typed)
    assert not isinstance(command, Command) or command.arguments.get("setting") != "on"


def test_a_word_means_the_same_in_every_language_that_has_it() -> None:
    meanings: dict[str, set[str]] = {}
    for part, _, word in ALL_WORDS:
        meanings.setdefault(fold(word), set()).add(part)
    assert {word: parts for word, parts in meanings.items() if len(parts) > 1} == {}


def test_no_command_word_is_a_small_word_or_a_record_id() -> None:
    folded = {fold(word) for _, _, word in ALL_WORDS}
    assert folded.isdisjoint(FILLERS)
    assert [word for word in folded if record_ids.parse(word)] == []


def test_a_word_with_a_letter_too_many_leads_to_a_command_of_its_own_part() -> None:
    for folded, part in sorted({(fold(word), part) for part, _, word in ALL_WORDS if "-" not in word}):
        typed = f"{folded}x"
        near = (word for word, other in PARTS.items() if other != part and abs(len(word) - len(typed)) <= 1)
        rivals = [word for word in near if slips(typed, word) <= 1]
        if len(folded) > 2 and not rivals:
            answer = parse(f"!{typed} {ID}")
            assert answer is not None
            meant = answer if isinstance(answer, Command) else answer.suggestion
            if meant is not None:
                assert any(part in form for form in SPEC[meant.verb].forms), folded


def test_the_table_uses_every_part_that_has_words_and_no_other() -> None:
    assert {part for spec in TABLE for form in spec.forms for part in form} == set(WORDS)
    assert {spec.verb for spec in TABLE} == set(get_args(Verb))
    assert len(SPEC) == len(TABLE)


def test_no_two_commands_are_spoken_with_the_same_parts() -> None:
    forms = [frozenset(form) for spec in TABLE for form in spec.forms]
    assert sorted(map(sorted, forms)) == sorted(map(sorted, set(forms)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", LEAST_ROLE)
def test_what_help_shows_is_understood_and_tells_its_language(verb: Verb, language: Language) -> None:
    shown = spell(verb, language)
    words = [WORDS[part] for part in SPEC[verb].forms[0]]
    shared = any(
        all(fold(word[language][0]) in map(fold, word[other]) for word in words)
        for other in LANGUAGES
        if other != language
    )
    answer = parse(shown)
    assert isinstance(answer, Command)
    assert answer == Command(verb, {}, answer.language)
    assert answer.language == language or (shared and answer.language is None)


NEEDED = {"status": ID, "record": ID, "details": ID, "update": ID}


@pytest.mark.parametrize(("part", "language", "word"), ALL_WORDS)
def test_every_word_is_understood_after_the_sign(part: str, language: Language, word: str) -> None:
    for spec in TABLE:
        for form in spec.forms:
            if part in form:
                words = [word if other == part else WORDS[other][language][0] for other in form]
                for said in (" ".join(words), " ".join(words).replace("-", " ").upper(), fold("-".join(words))):
                    answer = parse(f"!{said} {NEEDED.get(spec.takes, '')}")
                    assert isinstance(answer, Command), said
                    assert answer.verb == spec.verb, said
                    assert answer.language in (language, None), said


# The three languages


@pytest.mark.parametrize(
    ("said", "language"),
    [
        (f"!petition status {ID}", "en"),
        (f"!complaint status {ID}", "en"),
        (f"!petición estado {ID}", "es"),
        (f"!peticion estatus {ID}", "es"),
        (f"!queja estado {ID}", "es"),
        (f"!pétition statut {ID}", "fr"),
        (f"!petition statut {ID}", "fr"),
        (f"!petition état {ID}", "fr"),
        (f"!plainte etat {ID}", "fr"),
        (f"!petition estado {ID}", "es"),
        (f"!petition {ID}", None),
        (f"!pétition {ID}", "fr"),
        (f"!petición {ID}", "es"),
        (f"!peticion status {ID}", "es"),
        (f"!{ID}", None),
    ],
)
def test_the_subcommand_or_an_accent_tells_the_language(said: str, language: str | None) -> None:
    assert parse(said) == status(ID, language)


@pytest.mark.parametrize(
    "said",
    [
        f"!estado de la petición {ID}",
        f"!petición {ID} estado",
        f"!estado {ID}, petición, por favor",
        f"!PETICION ESTADO {ID.lower()}",
        "!petición estado 7k2 m9x.",
        "!petición  estado   ７Ｋ２－Ｍ９Ｘ",
        f"!petición-estado {ID}",
        f"!Petición, estado: {ID}!",
        f"!petición\nestado\n{ID}",
        f"!petición estado «{ID}»",
    ],
)
def test_order_case_accents_and_punctuation_do_not_matter(said: str) -> None:
    assert parse(said) == status(ID, "es")


@pytest.mark.parametrize(("said", "language"), [("!petition", None), ("!peticiones", "es"), ("!pétition statut", "fr")])
def test_without_an_id_the_records_are_listed(said: str, language: str | None) -> None:
    assert parse(said) == status(None, language)


@pytest.mark.parametrize("said", ["!petition status 7K2", "!petition 7k2", "!petition status 7K2-M9Y"])
def test_what_is_no_id_is_passed_on_as_it_is(said: str) -> None:
    answer = parse(said)
    assert isinstance(answer, Command)
    assert answer.verb == "petition.status"
    assert answer.arguments["record_id"].startswith("7K2")
    assert record_ids.parse(answer.arguments["record_id"]) is None


# What opens a command

HELP_ES = [
    "!ayuda",
    "! ayuda",
    "!Ayuda",
    "!AYUDA!!!",
    "！Ayuda",
    "！ ayuda",
    "﹗ayuda",
    "\u00a0!ayuda",
    "\u200b!ayuda",
    "\ufeff ! ayuda",
    "  !\u00a0ayuda.",
    "!ayuda, por favor",
    '!"ayuda"',
    "!ayuda con la petición",
    "!¡ayuda",
    "!!ayuda",
    "¡ayuda",
    "¡Ayuda",
    "¡ ayuda",
    "¡!ayuda",
    "¡Ayuda!",
    "¡AYUDA!",
    "¡ayuda, por favor!",
    "❗ayuda",
    "‼️ Ayuda",
    "🙏 !ayuda",
    "🙏🏽! Ayuda 🙏🏽",
    "!🙏 ayuda",
    "…!ayuda",
    "“!ayuda”",
    "`!ayuda`",
    "**!ayuda**",
    "*¡ayuda*",
    "🙏 **!ayuda** por favor",
    "signo de admiración ayuda",
    "Signo de exclamación, ayuda",
    "abre signo de admiración ayuda.",
]


@pytest.mark.parametrize("said", HELP_ES)
def test_these_ask_for_help(said: str) -> None:
    answer = parse(said)
    assert isinstance(answer, Command)
    assert answer.verb == "help"
    assert answer.language == "es"


@pytest.mark.parametrize(
    ("said", "language"),
    [("exclamation mark help", "en"), ("Exclamation point: help", "en"), ("point d’exclamation aide", "fr")],
)
def test_dictation_is_understood_in_the_other_languages(said: str, language: str) -> None:
    assert parse(said) == Command("help", {}, language)


def test_bold_words_are_kept_as_typed_without_the_marks_around_the_whole() -> None:
    for said in ("**!announce Hola **a** todas**", "!announce Hola **a** todas"):
        assert parse(said) == Command("announce", {"text": "Hola **a** todas"}, "en")
    assert parse("* !ayuda") is None, "an item of a list"
    assert parse("**¡Ánimo, compañeras!**") is None


def test_an_opening_spanish_sign_opens_a_whole_known_command() -> None:
    assert parse(f"¡petición estado {ID}") == status(ID, "es")
    assert parse(f"¡petición estado {ID}!") == status(ID, "es")
    assert parse("¡petición estado 7K2") == status("7K2", "es")
    assert parse(f"¡Estado de la petición {ID}, por favor!") == status(ID, "es")
    assert parse("¡resumen") == Command("digest", {}, "es")


SPEECH = [
    "",
    "   ",
    "!",
    "!!!",
    "!?",
    "! ! !",
    "!…",
    "¡",
    "¡¡¡",
    "¡!",
    "¡Qué bien!",
    "¡Ganamos!",
    "¡Ayuda, compañeras, nos están corriendo!",
    "¡Ayuda a la compañera!",
    "¡Petición aceptada!",
    "¡Petición!",
    "¡Queja presentada hoy",
    f"¡Petición {ID} aceptada!",
    "¡Resumen de la reunión!",
    "¡Estado de Guanajuato presente!",
    "¡Estado!",
    "¡Viva la huelga!",
    "¡Sí se puede",
    "¡petision estado",
    "¿Alguien sabe el estado de la petición?",
    "Help! They fired two people",
    "help",
    "ayuda",
    "Petition status?",
    "Qué bien!",
    "On a gagné!",
    "!!! Importante: asamblea mañana",
    "‼️ Importante",
    "“!ayuda” es lo que hay que escribir",
    "Escriban !ayuda",
    "signo de admiración",
    "signo de admiración y luego la palabra",
    "exclamation marks help",
    "Exclamation point, we need help",
    "> !help",
    "👍",
]


@pytest.mark.parametrize("said", SPEECH)
def test_these_are_speech_and_are_relayed(said: str) -> None:
    assert parse(said) is None


MISTYPED = [
    "!Qué bien!",
    "!ganamos",
    "! vamos compañeros",
    "！Ganamos",
    "!x",
    "!1",
    "!ñ",
    "!Ω",
    "!digest petition",
    "!por favor",
    "!" + "a" * 10_000,
    "!" + "ayuda" * 1_000,
]


@pytest.mark.parametrize("said", MISTYPED)
def test_these_are_answered_and_never_relayed(said: str) -> None:
    assert isinstance(parse(said), Unknown)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("!hlep", Command("help", {}, "en")),
        ("!ayda", Command("help", {}, "es")),
        ("!aydua", Command("help", {}, "es")),
        ("!aides", Command("help", {}, "fr")),
        ("!resumn", Command("digest", {}, "es")),
        ("!buletin", Command("digest", {}, "fr")),
        ("!digets", Command("digest", {}, "en")),
        ("!digest ful", Command("digest.full", {}, "en")),
        (f"!petision estado {ID}", status(ID, "es")),
        (f"!peticoin estado {ID}", status(ID, "es")),
        (f"!petition staus {ID}", status(ID, "en")),
        (f"!petición estao {ID}", status(ID, "es")),
        (f"!statsu {ID}", status(ID, "en")),
        ("!status", status(None, "en")),
        (f"!pettiion estado {ID}", status(ID, "es")),
        (f"!pteicion estdo {ID}", status(ID, "es")),
        ("!cmmands", Command("help", {}, "en")),
        ("!sumary", Command("digest", {}, "en")),
        ("!ayudaxx", Command("help", {}, "es")),
        ("!petition nwe", Command("petition.new", {}, "en")),
        ("!memberss", Command("member.list", {}, "en")),
    ],
)
def test_a_slip_of_the_finger_in_a_question_is_mended(said: str, meant: Command) -> None:
    """A new petition is one: a dialogue begins, and nothing is kept before its last word."""
    answer = parse(said)
    assert answer == meant
    assert isinstance(answer, Command)
    assert answer.doubtful


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (f"!petition updaet {ID} declined", "petition.update"),
        (f"!petition publsh {ID}", "petition.publish"),
        (f"!compartr {ID}", "petition.share"),
        (f"!petition unshre {ID}", "petition.unshare"),
        ("!forgt me", "forget.me"),
        ("!borar", "forget"),
        ("!suprimer mon message", "forget"),
        ("!lockdwn", "lockdown"),
        ("!caos Silao", "case"),
    ],
)
def test_a_slip_in_what_writes_or_in_what_takes_any_text_is_only_suggested(said: str, meant: str) -> None:
    answer = parse(said)
    assert isinstance(answer, Unknown)
    assert answer.suggestion is not None
    assert answer.suggestion.verb == meant


@pytest.mark.parametrize(
    ("said", "meant", "named"),
    [
        ("!petición borrar 7K2-M9X", "petition.cancel", "7K2-M9X"),
        ("!petition delete 7K2-M9X", "petition.cancel", "7K2-M9X"),
        ("!pétition supprimer 7K2-M9X", "petition.cancel", "7K2-M9X"),
        ("!borrar 7K2-M9X", "petition.cancel", "7K2-M9X"),
        ("!petición retirar 7K2-M9X", "petition.update", "7K2-M9X"),
        ("!no compartir 7K2-M9X", "petition.unshare", "7K2-M9X"),
        ("!shield off", "shield", None),
        ("!escudo apagar", "shield", None),
    ],
)
def test_what_is_said_with_the_words_of_another_command_is_suggested_and_never_done(
    said: str, meant: str, named: str | None
) -> None:
    answer = parse(said)
    assert isinstance(answer, Unknown)
    assert answer.suggestion is not None
    assert (answer.suggestion.verb, answer.suggestion.arguments.get("record_id")) == (meant, named)


@pytest.mark.parametrize("said", ["!no borrar 7K2-M9X", "!ne pas supprimer 7K2-M9X", "!do not delete 7K2-M9X"])
def test_what_is_denied_is_not_suggested(said: str) -> None:
    assert parse(said) == Unknown(None)


@pytest.mark.parametrize("said", ["!bloqueo", "!bloquear todo", "!emergency", "!tout arrêter", "!blocage"])
def test_an_emergency_is_said_in_many_words(said: str) -> None:
    answer = parse(said)
    assert isinstance(answer, Command)
    assert answer.verb == "lockdown"


def test_a_word_that_only_resembles_one_of_another_language_does_not_choose_the_language_of_the_answer() -> None:
    far, near = parse("!lockdwonn"), parse("!lockdwn")
    assert isinstance(far, Unknown)
    assert isinstance(near, Unknown)
    assert far.suggestion is not None
    assert (far.language, near.language) == (None, "en")


@pytest.mark.parametrize(
    "said",
    [
        "!report",
        "!reporte",
        "!invite @ana:demo.local",
        "!ayudaxxx",
        "!ganamos",
        "!hl",
        "!important meeting at 6",
        "!merci tout le monde",
    ],
)
def test_what_resembles_nothing_gets_no_suggestion(said: str) -> None:
    assert parse(said) == Unknown(None)


@pytest.mark.parametrize(
    "said",
    [
        "!no petition new",
        "!dont start a petition",
        "!n'oublie pas ça",
        "!n'oublie",
        "!oubliezmoi",
        f"!i want to publish {ID}",
        f"!confirmarpeticion {ID}",
        "!no borres mi mensaje",
        f"!no {ID} publish",
        f"!petition {ID} was declined",
        "!forget what he said",
        "!olvida lo que dijo el patrón",
        "!protect the workers",
        "!proteger a los trabajadores",
        "!vote for María on Friday",
    ],
)
def test_a_sentence_about_something_is_no_order(said: str) -> None:
    assert isinstance(parse(said), Unknown)


@pytest.mark.parametrize(
    ("said", "verb"),
    [
        ("!forget this plz", "forget"),
        ("!borra mi último mensaje x favor", "forget"),
        ("!oublie ça", "forget"),
        ("!i want to file a complaint", "petition.new"),
        ("!abonne moi au resume", "digest.subscribe"),
        ("!i would like to unsubscribe pls", "digest.off"),
    ],
)
def test_courtesy_around_exact_words_changes_nothing(said: str, verb: Verb) -> None:
    answer = parse(said)
    assert isinstance(answer, Command)
    assert answer.verb == verb


# Roles


def test_only_coordinators_publish_a_digest_and_everybody_may_read() -> None:
    assert [role for role in ("observer", "rep", "coordinator") if may(role, "digest")] == ["coordinator"]
    assert all(may("observer", verb) for verb in ("petition.status", "help"))


# A lost phone


ANA = "@ana:demo.local"


def about(verb: Verb, user_id: str = "", language: str | None = None) -> Command:
    return Command(verb, {"user_id": user_id} if user_id else {}, language)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (f"!member suspend {ANA}", about("member.suspend", ANA, "en")),
        (f"!miembro suspender {ANA}", about("member.suspend", ANA, "es")),
        (f"!Membre suspendre {ANA}", about("member.suspend", ANA, "fr")),
        (f"!member restore {ANA}", about("member.restore", ANA, "en")),
        (f"!miembro restablecer a {ANA}, por favor", about("member.restore", ANA, "es")),
        (f"!membre retablir {ANA}.", about("member.restore", ANA, "fr")),
        (f"!MIEMBRO BLOQUEAR ({ANA})", about("member.suspend", ANA, "es")),
        (f"! suspend member: {ANA}", about("member.suspend", ANA, "en")),
        (f"!member suspend Ana {ANA}", about("member.suspend", ANA, "en")),
        (f"!member suspend https://matrix.to/#/{ANA}", about("member.suspend", ANA, "en")),
        (f"¡miembro suspender {ANA}!", about("member.suspend", ANA, "es")),
        ("!member suspend @An.A_b=/+-1:Demo.Local:8448", about("member.suspend", "@An.A_b=/+-1:Demo.Local:8448", "en")),
        ("!member suspend @a:[2001:db8::1]:8448!", about("member.suspend", "@a:[2001:db8::1]:8448", "en")),
        ("!member suspend @member:restore.example", about("member.suspend", "@member:restore.example", "en")),
        ("!member suspend", about("member.suspend", "", "en")),
        ("!member suspend Ana", about("member.suspend", "", "en")),
        ("!member suspend @ana", about("member.suspend", "", "en")),
        (f"!member suspend {ANA} @ellen:demo.local", about("member.suspend", "", "en")),
        (f"!member suspend @{'a' * 250}:x.example", about("member.suspend", "", "en")),
    ],
)
def test_who_is_meant_is_taken_as_typed_and_never_guessed(said: str, meant: Command) -> None:
    assert parse(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (f"!suspend {ANA}", about("member.suspend", ANA, "en")),
        (f"!restablecer {ANA}", about("member.restore", ANA, "es")),
        (f"!membree suspendre {ANA}", about("member.suspend", ANA, "fr")),
        (f"!member restor {ANA}", about("member.restore", ANA, "en")),
        (f"!miembro suspnder {ANA}", about("member.suspend", ANA, "es")),
        (f"!member suspend restore {ANA}", None),
        (f"!member status {ANA}", about("member.list", "", "en")),
        (f"!digest member {ANA}", Command("digest", {}, "en")),
    ],
)
def test_what_is_nearly_a_suspension_is_asked_about_first(said: str, meant: Command | None) -> None:
    assert parse(said) == Unknown(meant)


@pytest.mark.parametrize(
    "said",
    ["¡Suspender a los miembros!", "¡Miembro suspender", f"Suspend member {ANA}", f"¡{ANA} miembro de honor!"],
)
def test_speech_about_suspending_is_speech(said: str) -> None:
    assert parse(said) is None


@given(st.from_regex(r"@[a-z0-9._=/+-]{1,20}:[a-z0-9]{1,10}(\.[a-z]{1,8}){0,3}(:[0-9]{1,5})?", fullmatch=True))
def test_every_user_id_is_taken_whole(user_id: str) -> None:
    assert parse(f"!member suspend {user_id}") == about("member.suspend", user_id, "en")


def test_what_changes_whom_the_bot_trusts_is_for_coordinators_on_signed_devices() -> None:
    trust: set[Verb] = {
        "verify",
        "member.suspend",
        "member.restore",
        "member.role",
        "org.add",
        "engine.cloud",
        "channel.link",
    }
    assert trust <= WRITES
    assert all(not may("rep", verb) for verb in trust)


# Any text

snippets = st.sampled_from(
    [
        "!",
        "！",
        "¡",
        " ",
        "\u00a0",
        "\u200b",
        "petición",
        "statut",
        "ayuda",
        "digest",
        "7K2-M9X",
        "m9x",
        "member",
        "suspender",
        "@a:b.c",
        "svp",
        "«",
        "”",
        "é",
        "\n",
        "-",
        "\ud800",
    ]
)
texts = st.one_of(st.text(max_size=80), st.lists(snippets, max_size=12).map("".join))


@settings(max_examples=1000)
@given(texts)
@example("!" + "-" * 1000)
@example("!\u0301a")
@example("!\u0e33")
def test_any_text_is_read_without_an_error(said: str) -> None:
    answer = parse(said)
    if isinstance(answer, Command):
        assert answer.verb in LEAST_ROLE
        assert answer.language in (*LANGUAGES, None)
        typed = {"text", "name"}
        assert all(len(value) <= MAX_ARGUMENT for key, value in answer.arguments.items() if key not in typed)


@settings(max_examples=500)
@given(
    st.sampled_from(["", " ", "\n", "\u00a0", "\u2060"]),
    st.sampled_from("!！"),
    st.sampled_from(["", " ", "\u00a0"]),
    st.characters(categories=["Lu", "Ll", "Lo", "Nd"]),
    st.text(max_size=40),
)
def test_a_sign_and_a_letter_are_never_relayed(before: str, sign: str, gap: str, letter: str, rest: str) -> None:
    assert parse(f"{before}{sign}{gap}{letter}{rest}") is not None


@given(st.text(max_size=60).filter(lambda text: "!" not in fold(text) and "¡" not in text))
def test_a_text_without_any_such_sign_is_never_a_command(said: str) -> None:
    assert parse(said) is None or fold(said).strip().startswith(("signo", "abr", "exclamation", "point"))


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
