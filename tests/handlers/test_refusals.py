"""What is wrongly typed is answered in the language of whoever typed it, with nothing in it from another one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.command_text import PARTS
from bot.core.command_words import WORDS, fold
from bot.core.model import Language, Member, UserId
from tests.fakes.detectors import detectors
from tests.handlers.house import ES, FR, MEMBERS, House
from tests.handlers.register_house import direct_room, enter

COCO = UserId("@coco:demo.local")
LANGUAGE_COMMANDS = {"language", "idioma", "langue"}
"""Shown together, each in its own language."""
_ENGLISH = re.compile(r"\b(the|please|write|your|with|this|which|whom|for|back_pay|declined|reason|off|on)\b")
WRONG: dict[Language, str] = {
    "es": "!petición estado ZZZ | !petición actualizar | !petición actualizar {} | !petición actualizar {} color:azul"
    " | !petición actualizar {} inventada 2026-10-05 | !petición actualizar {} motivo:porque"
    " | !petición actualizar {} rechazada | !petición consentir {} | !petición compartir {} planta"
    " | !reparación {} gatos | !reparación {} 9 sí | !represalias {} gatos 3 | !represalias {} despidos"
    " | !plazos quitar 99 | !encuesta resultados 9 | !encuesta cerrar 9 | !propuesta 99 | !propuesta firmar 99"
    " | !miembro agregar juan | !miembro suspender ana | !miembro rol @ana:demo.local jefe | !organización agregar"
    " | !organización avalar Nadie | !silenciar 900 días | !recordatorios | !recordatorios apagar"
    " | !término agregar uno | !término corregir 9 | !corregir algo | !borrar"
    " | !proteger 12345 | !pausa 2h | !anunciar | !guía nada"
    " | !contactar busca gatos | !verificar | !idioma klingon | !asdf | hola bot",
    "fr": "!pétition statut ZZZ | !pétition maj | !pétition maj {} | !pétition maj {} couleur:bleue"
    " | !pétition maj {} inventée 2026-10-05 | !pétition maj {} motif:parce-que | !pétition maj {} rejetée"
    " | !pétition consentir {} | !pétition partager {} usine | !réparation {} chats | !réparation {} 9 oui"
    " | !représailles {} chats 3 | !représailles {} congédiements | !échéances retirer 99 | !sondage résultats 9"
    " | !sondage fermer 9 | !proposition 99 | !proposition signer 99 | !membre ajouter jean | !membre suspendre ana"
    " | !membre rôle @ana:demo.local chef | !organisation ajouter | !organisation parrainer Personne"
    " | !silence 900 jours | !rappels | !rappels arrêt | !terme ajouter un | !terme corriger 9 | !corriger chose"
    " | !supprimer | !protéger 12345 | !pause 2h | !annoncer | !guide rien | !jumeler cherche chats | !vérifier"
    " | !langue klingon | !asdf | bonjour robot",
}


@pytest.mark.parametrize("language", ["es", "fr"])
async def test_a_refusal_has_no_word_and_no_command_of_another_language(tmp_path: Path, language: Language) -> None:
    own = {fold(word) for lists in WORDS.values() for word in lists[language]}
    coco = Member(COCO, "Coco", "Union ES", language, "coordinator")
    async with House(tmp_path, detectors=detectors(), members={**MEMBERS, COCO: coco}) as house:
        house.homeserver.rooms[ES if language == "es" else FR].people |= {COCO}
        record = await enter(house, COCO)
        room = direct_room(house, COCO)
        for wrong in WRONG[language].split(" | "):
            house.clock.advance(61)
            before = len(house.homeserver.texts(room))
            await house.said(room, COCO, wrong.format(record))
            answers = house.homeserver.texts(room)[before:]
            assert answers, wrong
            for answer in answers:
                said = answer.replace("Bargaining Table", "").replace("trinational verify", "")
                assert not _ENGLISH.search(said), (wrong, answer)
                shown = {fold(word) for words in re.findall(r"!([\w -]+)", said) for word in words.split()}
                assert shown & PARTS.keys() <= own | LANGUAGE_COMMANDS, (wrong, answer)
