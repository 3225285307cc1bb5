"""Participles that lost the subject they agree with, because a name or a number stood in between."""

from __future__ import annotations

import re

_STATE = re.compile(r"\^([Ee])star<vblex>(<(?:ifi|fti|cni)>[^$]*)\$ (\^[^$<]+<vblex><pp>)")
_UNIT = re.compile(r"\^([^$]*)\$")
_CLAUSE_START = re.compile(r"<(?:sent|cm|rel|itg|cnjcoo|cnjsub|cnjadv|lquest)>")
_NOUN = re.compile(r"<n><(m|f|mf)><(sg|pl)>")
_PRONOUN = re.compile(r"<prn><tn><p3><(m|f)><(sg|pl)>")
_COPULA = re.compile(r"^(?:[Ss]er|[ÊêEe]tre)<vbser>")
_AUXILIARY = re.compile(r"^(?:[Hh]aber|[Aa]voir)<vbhaver>")
_PARTICIPLE = re.compile(r"<vblex><pp><(?:m|f|mf|GD)><(?:sg|pl|ND)>$")
_BETWEEN = re.compile(r"<adv>$|<vbser><pp>")


def participles_agree(stream: str) -> str:
    """`La petición X fue presentado` -> `presentada`."""
    subject: tuple[str, str] | None = None
    after_copula = False

    def look(found: re.Match[str]) -> str:
        nonlocal subject, after_copula
        unit = found[1]
        if _CLAUSE_START.search(unit):
            subject, after_copula = None, False
        elif subject is None and (noun := _NOUN.search(unit) or _PRONOUN.search(unit)):
            subject = ("m" if noun[1] == "mf" else noun[1], noun[2])
        elif _COPULA.match(unit) or _AUXILIARY.match(unit):
            after_copula = after_copula or bool(_COPULA.match(unit))
            if subject is None and "<pl>" in unit:
                subject = ("m", "pl")
        elif after_copula and subject and _PARTICIPLE.search(unit):
            after_copula = False
            return f"^{_PARTICIPLE.sub(f'<vblex><pp><{subject[0]}><{subject[1]}>', unit)}$"
        elif not _BETWEEN.search(unit):
            after_copula = False
        return found[0]

    return _UNIT.sub(look, stream)


def passive_of_deeds(stream: str) -> str:
    """`estuvo retirado` -> `fue retirado`: in the simple past it is something that was done."""
    return _STATE.sub(lambda m: f"^{'S' if m[1] == 'E' else 's'}er<vbser>{m[2]}$ {m[3]}", stream)
