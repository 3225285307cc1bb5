"""Apertium's mode files: which programs translate one language pair into another."""

from __future__ import annotations

import itertools
import shlex
import shutil
from pathlib import Path

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said

Program = tuple[str, ...]

MODES_DIR = Path("/usr/share/apertium/modes")
INSTALL = "sudo apt-get install --no-install-recommends apertium apertium-eng-spa apertium-fr-es"

_SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin"
_NOT_PLAIN = frozenset("();<>&")
# `-g`: what cannot be inflected comes as `#word`. It cannot be mistaken: a `#` that somebody wrote is a superblank.
_PARAMETERS = {"$1": "-g", "$2": None}


def programs(mode: str, modes_dir: Path = MODES_DIR) -> tuple[Program, ...]:
    """The argument lists of one mode, each program set to answer at every NUL (`-z`).

    Raises EnvironmentFault when the mode, a program or a data file is missing.
    """
    path = modes_dir / f"{mode}.mode"
    try:
        line = path.read_text(encoding="utf-8")
    except OSError:
        raise _missing(str(path)) from None
    return tuple(_program(path, words) for words in _commands(path, line))


def stages(mode: str, modes_dir: Path = MODES_DIR) -> tuple[tuple[Program, ...], ...]:
    """The programs of a mode, cut where words can be seen to: after the analysis, before and after the bilingual
    dictionary, and before the words are inflected.

    Raises EnvironmentFault as `programs` does.
    """
    every = programs(mode, modes_dir)
    bilingual = next((n for n, program in enumerate(every) if "-b" in program and _is(program, "lt-proc")), None)
    if bilingual is None:
        return (every,)
    selected = bilingual + 1
    while selected < len(every) and _is(every[selected], "lrx-proc"):
        selected += 1
    inflected = next((n for n in range(selected, len(every)) if _is(every[n], "lt-proc")), len(every))
    cuts = [0, 1, bilingual, selected, inflected, len(every)]
    return tuple(every[start:end] for start, end in itertools.pairwise(cuts))


def _is(program: Program, name: str) -> bool:
    return Path(program[0]).name == name


def _commands(path: Path, line: str) -> list[list[str]]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|();<>&")
    lexer.whitespace_split = True
    lexer.commenters = ""
    commands: list[list[str]] = [[]]
    try:
        for word in lexer:
            if word == "|":
                commands.append([])
            elif _NOT_PLAIN & set(word) or set(word) == {"|"}:
                raise _unreadable(path)
            else:
                commands[-1].append(word)
    except ValueError:
        raise _unreadable(path) from None
    if not all(commands):
        raise _unreadable(path)
    return commands


def _program(path: Path, words: list[str]) -> Program:
    executable = shutil.which(words[0], path=_SEARCH_PATH)
    if executable is None:
        raise _missing(words[0])
    arguments = [value for word in words[1:] if (value := _PARAMETERS.get(word, word)) is not None]
    for argument in arguments:
        if argument.startswith("$"):
            raise _unreadable(path)
        if argument.startswith("/") and not Path(argument).is_file():
            raise _missing(argument)
    return executable, "-z", *arguments


def _missing(what: str) -> EnvironmentFault:
    return EnvironmentFault(
        Said(
            N_("Apertium is not complete: %(what)s is missing. Install it with: %(install)s"),
            what=what,
            install=INSTALL,
        )
    )


def _unreadable(path: Path) -> EnvironmentFault:
    return EnvironmentFault(
        Said(
            N_("%(path)s: not a pipeline of programs as Apertium installs it. Reinstall with: %(install)s"),
            path=str(path),
            install=INSTALL,
        )
    )
