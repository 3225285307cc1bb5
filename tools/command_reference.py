"""Writes the command reference in every language of the guides, from the command table and the desks' own help.

    python -m tools.command_reference            writes docs/guides/commands*.md

What a command means is the sentence that `!help` shows; who may write it and where is what the bot checks.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from bot.core.command_table import SPEC, Verb
from bot.core.command_words import WORDS
from bot.core.commands import spell
from bot.core.example_words import in_words
from bot.core.model import Language, Role
from bot.handlers.answers import HelpLine
from bot.i18n import Texts

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ROOT / "docs" / "guides"
_MADE = "<!-- Made by `python -m tools.command_reference`; a test holds it to the command table. -->"


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands around the commands, written for each language."""

    title: str
    about: str
    role: Mapping[Role, str]
    also: str
    colon: str


HEADINGS: Mapping[Language, Headings] = {
    "en": Headings(
        "Every command",
        "Capitals and accents do not matter, nor do small words such as “please”; the words of every language work in"
        " every room. A mistyped question is answered all the same; a mistyped command that writes is only suggested."
        " Put your own in place of what the examples say (`7K2-M9X`, `@ana:example.org`). ✉ only in"
        " your direct chat with the bot; 🔑 only from a verified device.",
        {"observer": "For everybody", "rep": "For reps and coordinators", "coordinator": "For coordinators"},
        "or",
        ":",
    ),
    "es": Headings(
        "Todos los comandos",
        "Las mayúsculas y los acentos no importan, ni palabras como «por favor»; las palabras de cada"
        " idioma valen en todas las salas. Una pregunta con errores de dedo se responde; un comando que escribe,"
        " si tiene errores, solo se sugiere. Lo que aparece en los ejemplos (`7K2-M9X`, `@ana:example.org`) se"
        " cambia por lo"
        " propio. ✉ solo en su chat directo con el bot; 🔑 solo desde un dispositivo verificado.",
        {
            "observer": "Para todas las personas",
            "rep": "Para representantes y coordinación",
            "coordinator": "Para la coordinación",
        },
        "o bien",
        ":",
    ),
    "fr": Headings(
        "Toutes les commandes",
        "Les majuscules et les accents n’importent pas, ni les mots comme «\u00a0svp\u00a0»; les mots de chaque"
        " langue valent dans tous les salons. Une question mal tapée reçoit sa réponse; une commande qui écrit, si elle"
        " est mal tapée, est seulement suggérée. Ce qui figure dans les exemples (`7K2-M9X`, `@ana:example.org`) est à"
        " remplacer par le vôtre. ✉ seulement dans votre discussion directe avec le robot; 🔑 seulement depuis"
        " un appareil vérifié.",
        {
            "observer": "Pour tout le monde",
            "rep": "Pour les personnes déléguées et la coordination",
            "coordinator": "Pour la coordination",
        },
        "ou",
        "\u00a0:",
    ),
}


def found_helps() -> Mapping[Verb, Sequence[HelpLine]]:
    """The help of every command that a desk answers, read where the desks are put together."""
    found = {verb: lines for folder in ("handlers", "wiring") for verb, lines in _in_folder(folder)}
    return {verb: found[verb] for verb in SPEC if verb in found}


def _in_folder(folder: str) -> Iterator[tuple[Verb, Sequence[HelpLine]]]:
    for path in sorted((ROOT / "bot" / folder).glob("*.py")):
        entries = list(_entries(ast.parse(path.read_text(encoding="utf-8"))))
        if entries:
            module = importlib.import_module(f"bot.{folder}.{path.stem}")
            yield from ((verb, attrgetter(name)(module)) for verb, name in entries)


def _entries(tree: ast.Module) -> Iterator[tuple[Verb, str]]:
    """`"case": Desk(desk.case, CASE_HELP)`: the command and the name of its help."""
    for node in ast.walk(tree):
        for key, value in zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ():
            match key, value:
                case ast.Constant(value=str(verb)), ast.Call(
                    func=ast.Name(id="Desk"), args=[_, ast.Name() | ast.Attribute() as told]
                ):
                    yield from ((known, ast.unparse(told)) for known in SPEC if known == verb)
                case _:
                    pass


def page(language: Language, texts: Texts, helps: Mapping[Verb, Sequence[HelpLine]]) -> str:
    around = HEADINGS[language]
    lines = [f"# {around.title}", "", _MADE, "", around.about, ""]
    for role, heading in around.role.items():
        lines += [f"## {heading}", ""]
        for verb, examples in helps.items():
            if SPEC[verb].role == role:
                typed = [
                    f"`{spell(verb, language, in_words(example, language))}`{_marks(verb)}" for example, _ in examples
                ]
                meant = [texts.gettext(language, meaning) for _, meaning in examples]
                lines += [f"- {each}{around.colon} {means}" for each, means in zip(typed, meant, strict=True)]
                lines += _also(verb, around, language)
        lines.append("")
    return "\n".join(lines)


def _marks(verb: Verb) -> str:
    spec = SPEC[verb]
    return " ✉" * spec.direct_only + " 🔑" * spec.writes


def _also(verb: Verb, around: Headings, language: Language) -> list[str]:
    """Shorter forms and the next best words of the language."""
    first, *others = SPEC[verb].forms
    shorter = ["!" + " ".join(WORDS[part][language][0] for part in form) for form in others]
    alike = ["!" + word for word in WORDS[first[0]][language][1:3]] if len(first) == 1 else []
    words = [f"`{each}`" for each in dict.fromkeys([*shorter, *alike]) if each != spell(verb, language)]
    return [f"    - *{around.also}* {', '.join(words)}"] if words else []


def path_of(language: Language) -> Path:
    return GUIDES / ("commands.md" if language == "en" else f"commands.{language}.md")


def main() -> int:
    texts, helps = Texts.load(), found_helps()
    for language in HEADINGS:
        path_of(language).write_text(page(language, texts, helps), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
