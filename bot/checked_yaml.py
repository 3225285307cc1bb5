"""Read a YAML file that people write by hand, and tell every mistake in it at once.

A reader takes values out of `Section`s. A value that is wrong is noted in `Mistakes` and a stand-in of the right type
is returned, so that reading goes on and the next mistake is found too. After reading, look at `Mistakes.lines`: when
there are any, what was read must be thrown away.

A mistake never repeats a value of the file: somebody may have written a password at the wrong place.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import yaml

from bot.sentences import N_, Msgid, Said, reason_of

_TEXT_TAG = "tag:yaml.org,2002:str"
_NULL_TAG = "tag:yaml.org,2002:null"
_BOOL_TAG = "tag:yaml.org,2002:bool"
# YAML 1.1 also takes 1:30 for 90, 0x1F and 1_000: for people who write settings those are slips.
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_HAS_TAB = "\\t"
_DEEPEST = 50


class Mistakes:
    """What is wrong in one file, one finished line each: `file:line: key: what is expected`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._found: list[tuple[int, Said]] = []

    def add(self, line: int, key: str, expected: str) -> None:
        """Note a mistake; `line` counts from 1, `key` is dotted or empty for the file as a whole.

        Here and below a sentence is a `Said`, an `N_` of the catalogues, or for the data files of this project, which
        only developers change, plain English.
        """
        place = f"{self._file}:{line}: " + (f"{key}: " if key else "")
        self._found.append((line, Said(Msgid("%(place)s%(mistake)s"), place=place, mistake=_said(expected))))

    @property
    def lines(self) -> list[Said]:
        """All mistakes in the order of the file."""
        return [text for _, text in sorted(self._found, key=lambda found: found[0])]


class Value:
    """One value of the file with its place."""

    def __init__(self, node: yaml.Node, key: str, mistakes: Mistakes) -> None:
        self._node = node
        self._mistakes = mistakes
        self.key = key
        self.line: int = node.start_mark.line + 1

    @property
    def is_empty(self) -> bool:
        return isinstance(self._node, yaml.ScalarNode) and self._node.tag == _NULL_TAG

    @property
    def is_list(self) -> bool:
        return isinstance(self._node, yaml.SequenceNode)

    def is_word(self, word: str) -> bool:
        """Whether this is that one word, for a key that takes a word or something longer."""
        return isinstance(self._node, yaml.ScalarNode) and bool(self._node.value == word)

    def looks_like(self, form: re.Pattern[str]) -> bool:
        """Whether this is one word of that form, for a list of several kinds of things."""
        return isinstance(self._node, yaml.ScalarNode) and form.fullmatch(self._node.value) is not None

    def mistake(self, text: str) -> None:
        """Note that this value is wrong; `text` says what is expected."""
        self._mistakes.add(self.line, self.key, text)

    def text(self, expected: str, form: re.Pattern[str] | Callable[[str], bool] | None = None) -> str:
        """The text, which must not be blank and must fully match `form`."""
        node = self._node
        if not isinstance(node, yaml.ScalarNode) or self.is_empty:
            self.mistake(expecting(expected))
            return ""
        if node.tag != _TEXT_TAG:
            self.mistake(
                Said(
                    N_('expected %(what)s; YAML reads this as another kind of value, so put it in "quotes"'),
                    what=_said(expected),
                )
            )
            return ""
        text: str = node.value
        matches = form.fullmatch(text) is not None if isinstance(form, re.Pattern) else form is None or form(text)
        if not text.strip() or not matches:
            self.mistake(expecting(expected))
            return ""
        return text

    def choice(self, allowed: Sequence[str]) -> str:
        """One of the allowed words. The stand-in is the first of them."""
        text = self.text(one_of(allowed), lambda written: written in allowed)
        return text or allowed[0]

    def number(self, low: float, high: float) -> float:
        """A plain decimal number from `low` to `high`."""
        node = self._node
        if isinstance(node, yaml.ScalarNode) and node.tag != _TEXT_TAG and _NUMBER.fullmatch(node.value):
            number = float(node.value)
            if low <= number <= high:
                return number
        self.mistake(Said(N_("expected a number from %(low)s to %(high)s"), low=f"{low:g}", high=f"{high:g}"))
        return low

    def truth(self) -> bool:
        """`true` or `false`, in these two words only."""
        node = self._node
        if isinstance(node, yaml.ScalarNode) and node.tag == _BOOL_TAG and node.value in ("true", "false"):
            return bool(node.value == "true")
        self.mistake(Said(N_("expected true or false")))
        return False

    def items(self, expected: str, *, may_be_empty: bool = False) -> list[Value]:
        """The entries of a list."""
        node = self._node
        if not isinstance(node, yaml.SequenceNode) or not (node.value or may_be_empty):
            self.mistake(expecting(expected))
            return []
        return [Value(item, f"{self.key}[{index}]", self._mistakes) for index, item in enumerate(node.value)]

    def section(self, expected: str) -> Section:
        """The keys below; an empty section when there are none."""
        node = self._node
        if not isinstance(node, yaml.MappingNode):
            self.mistake(expecting(expected))
            return Section([], self.key, self.line, self._mistakes, complete=False)
        return Section(node.value, self.key, self.line, self._mistakes)


class Section:
    """The keys of one mapping. After the last `required` or `optional`, call `finish`."""

    def __init__(
        self,
        pairs: Sequence[tuple[yaml.Node, yaml.Node]],
        key: str,
        line: int,
        mistakes: Mistakes,
        *,
        complete: bool = True,
    ) -> None:
        self._mistakes = mistakes
        self.is_complete = complete
        """False for the stand-in of a value that is no section, which was noted already."""
        self._known: list[str] = []
        self._values: dict[str, tuple[int, Value]] = {}
        self.key = key
        self.line = line
        for key_node, node in pairs:
            self._take(key_node, node)

    def required(self, name: str, expected: str) -> Value | None:
        """The value of a key that has to be there; None when it is not, which is noted."""
        value = self.optional(name)
        if value is None and self.is_complete:
            line = self._values[name][0] if name in self._values else self.line
            self._mistakes.add(
                line, self._dotted(name), Said(N_("is missing; expected %(what)s"), what=_said(expected))
            )
        return value

    def optional(self, name: str) -> Value | None:
        """The value of a key that may be left out; a key without a value, as in `key:`, counts as left out."""
        self._known.append(name)
        _, value = self._values.get(name, (0, None))
        return None if value is None or value.is_empty else value

    def entries(self) -> Iterator[tuple[str, int, Value]]:
        """Every key with its line and value, for a section whose keys are free."""
        for name, (line, value) in self._values.items():
            self._known.append(name)
            yield name, line, value

    def finish(self) -> None:
        """Note the keys that nobody asked for."""
        for name, (line, _) in self._values.items():
            if name not in self._known:
                close = difflib.get_close_matches(name, self._known, n=1)
                told = (
                    Said(N_('unknown key; did you mean "%(key)s"?'), key=close[0])
                    if close
                    else Said(N_("unknown key; known here: %(keys)s"), keys=", ".join(self._known))
                )
                self._mistakes.add(line, self._dotted(name), told)

    def _take(self, key_node: yaml.Node, node: yaml.Node) -> None:
        line: int = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            self._mistakes.add(line, self.key, Said(N_("a key has to be a word")))
            return
        name: str = key_node.value
        if key_node.tag != _TEXT_TAG:
            self._mistakes.add(
                line, self._dotted(name), Said(N_('YAML does not read this key as a word, so put it in "quotes"'))
            )
        elif name in self._values:
            self._mistakes.add(
                line,
                self._dotted(name),
                Said(N_("is here twice; first in line %(line)s"), line=str(self._values[name][0])),
            )
        else:
            self._values[name] = (line, Value(node, self._dotted(name), self._mistakes))

    def _dotted(self, name: str) -> str:
        return f"{self.key}.{name}" if self.key else name


def read(path: Path, mistakes: Mistakes) -> Section | None:
    """The top of the file; None when it cannot be read, is no YAML or is no mapping, which is noted."""
    try:
        root = compose(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        mistakes.add(1, "", Said(N_("there is no such file")))
    except OSError as error:
        mistakes.add(1, "", Said(N_("the file cannot be read: %(reason)s"), reason=reason_of(error)))
    except (UnicodeDecodeError, yaml.reader.ReaderError):
        mistakes.add(1, "", Said(N_("the file is not a text in UTF-8, or has control characters in it")))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        mistakes.add(mark.line + 1 if mark is not None else 1, "", _syntax_sentence(error))
    except RecursionError:
        mistakes.add(1, "", Said(N_("lists or keys are nested too deeply")))
    else:
        if isinstance(root, yaml.MappingNode):
            return Value(root, "", mistakes).section(N_("keys and values"))
        mistakes.add(1, "", Said(N_("expected keys and values, such as `homeserver: https://matrix.example.org`")))
    return None


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text; nothing of it is made into an object. Raises yaml.YAMLError, RecursionError.

    libyaml, where there is one, is ten times as fast; what it refuses goes to the parser whose words we know.

    libyaml has no limit of its own on the depth, only the size of the stack.
    """
    if yaml.__with_libyaml__:
        with suppress(yaml.YAMLError):
            if _depth(text) <= _DEEPEST:
                return yaml.compose(text, Loader=yaml.CSafeLoader)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _depth(text: str) -> int:
    deepest = depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        deepest = max(deepest, depth)
    return deepest


def expecting(what: str) -> Said:
    return Said(N_("expected %(what)s"), what=_said(what))


def one_of(words: Iterable[str]) -> Said:
    return Said(N_("one of %(words)s"), words=", ".join(words))


def _said(sentence: str) -> Said:
    return sentence if isinstance(sentence, Said) else Said(Msgid(sentence))


def _syntax_sentence(error: yaml.MarkedYAMLError) -> Said:
    problem = error.problem or ""
    if _HAS_TAB in problem:
        return Said(N_("a tab character stands here; indent with spaces"))
    # The parser quotes what it stumbled over, which may be a piece of a secret.
    detail = "" if not problem or re.search(r"['\"]", problem) else f" ({problem})"
    return Said(
        N_("this is no valid YAML; look here and above for a missing quote, bracket, colon or indentation%(detail)s"),
        detail=detail,
    )
