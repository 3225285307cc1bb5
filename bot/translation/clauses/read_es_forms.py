"""What a form of a Spanish verb may be, and who may be its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.translation.clauses.read_es_things import CLITICS, SpanishThings

_TO_COME = frozenset("diario diarias diarios cada mañana hoy ahora ahorita próximo próxima siempre".split())
_FINITE = re.compile(r"^<(pri|ifi|pii|fti|cni|prs|pis)><p([123])><(sg|pl)>$")
_PARTICIPLE = re.compile(r"^<pp><(m|f)><(sg|pl)>$")
_WITH_CLITICS = re.compile(r"^(.+?)((?:me|te|se|nos|los|las|les|lo|la|le){1,2})$")
_STANDING = frozenset({"necesitar", "exigir", "esperar", "merecer", "luchar", "apoyar"})
"""What people say that they do, not that they did: exigimos."""
_BARE = str.maketrans("áéíóú", "aeiou")
_ACCENTED = str.maketrans("aeio", "áéíó")
_BARE_END = re.compile(r"(?:[eio]|(?<=r)an?|(?<=r)as)$")
ONE_CLITIC = re.compile(r"me|te|se|nos|los|las|les|lo|la|le")


class SpanishForms(SpanishThings):
    def _taken_apart(self, word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield word, ()
        found = _WITH_CLITICS.match(word)
        if found is not None:
            yield found[1].translate(_BARE), tuple(ONE_CLITIC.findall(found[2]))
            yield found[1], tuple(ONE_CLITIC.findall(found[2]))

    def _finite_forms(self, word: str) -> Iterator[tuple[str, int, bool, str]]:
        readings = []
        for lemma, tags in self.verbs.read.get(word, ()):
            found = _FINITE.match(tags)
            if found is not None:
                readings.append((found[1], int(found[2]), found[3] == "pl", lemma))
        if self._unaccented:
            readings += self._with_accent(word)
        # firmamos: of a deed people tell that it was done
        to_come = self._now or _TO_COME & set(self.words) or ("mientras" in self._there and self._is_told_now())
        later = "ifi" if to_come else "pri"
        # cerraría, retiraba: I only where the sentence speaks of me
        not_me = not ({"me", "mí", "yo", "mi", "mis"} & set(self.words) or self._i_speak())
        if not_me and self.words[:2] == ["de", "haber"]:
            # de haber sabido, no firmaba: mostly told of oneself
            not_me = False
        yield from sorted(
            readings,
            key=lambda each: (
                each[3] == "ir" and each[0] in ("ifi", "pis"),
                each[0] == ("ifi" if each[3] in _STANDING else later) and each[1] == 1 and each[2],
                each[0] == "prs",
                each[0] in ("pii", "cni", "prs", "pis")
                and not each[2]
                and (each[1] == 1) == (not_me or (each[3] == "ser" and "yo" not in self.words)),
            ),
        )

    def _with_accent(self, word: str) -> Iterator[tuple[str, int, bool, str]]:
        """paso, tache, firmaran: pasó, taché, firmarán"""
        found = _BARE_END.search(word)
        accented = word[: found.start()] + found[0].translate(_ACCENTED) if found is not None else ""
        for lemma, tags in self.verbs.read.get(accented, ()) if accented else ():
            finite = _FINITE.match(tags)
            if finite is not None:
                yield finite[1], int(finite[2]), finite[3] == "pl", lemma

    def is_hurried(self) -> bool:
        return self.raw[0][0].islower() and any(any(True for _ in self._with_accent(word)) for word in self._there)

    def _is_told_now(self) -> bool:
        """no puede estar mientras votamos: a verb that can be no past stands beside it, and none that can be nothing else"""
        tenses = [{tag[1:4] for _, tag in self.verbs.read.get(word, ()) if _FINITE.match(tag)} for word in self._there]
        return any(each and each <= {"pri", "prs"} for each in tenses) and {"ifi"} not in tenses

    def _i_speak(self) -> bool:
        """Le dije que no quería: a verb that only I can be the subject of."""
        for position, word in enumerate(self.words):
            before = self.at(position - 1) if position else ""
            if word == "como" or (before not in CLITICS and any(True for _ in self.nouns(position))):
                # como si, el trabajo: these are no verbs
                continue
            tags = [tag for _, tag in self.verbs.read.get(word, ()) if _FINITE.match(tag)]
            if tags and all("<p1><sg>" in tag for tag in tags):
                return True
        return False

    def _participle(self, position: int) -> Iterator[tuple[str, str, bool, int]]:
        for verb, tags in self.verbs.read.get(self.at(position), ()):
            found = _PARTICIPLE.match(tags)
            if found is not None:
                yield verb, found[1], found[2] == "pl", position + 1
