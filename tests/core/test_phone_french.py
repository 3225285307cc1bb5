"""French typed with a thumb, written out; and what has to stay as it is."""

from __future__ import annotations

import pytest

from bot.core.phone_french import spelled_out

VERBS = frozenset(
    (
        "allé appelle avait couper coupé dit donner est existe fermer fermé organise savait signer signé voter voté "
        "écoute êtes ait"
    ).split()
)


def _spelled_out(text: str) -> str:
    return spelled_out(text, VERBS.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jme suis fait couper mes heures", "je me suis fait couper mes heures"),
        ("jlai vu hier", "je l'ai vu hier"),
        ("le boss ma dit ça", "le boss m'a dit ça"),
        ("personne ta demandé ça", "personne t'a demandé ça"),
        ("tas le droit de refuser", "t'as le droit de refuser"),
        ("ils mont coupé une heure", "ils m'ont coupé une heure"),
        ("Yont fermé la ligne", "Ils ont fermé la ligne"),
        ("yavait personne", "il y avait personne"),
        ("ils on signé", "ils ont signé"),
        ("on a voter hier", "on a voté hier"),
        ("ils vont fermé", "ils vont fermer"),
        ("sa marche pas", "ça marche pas"),
        ("ces pas moi", "c'est pas moi"),
        ("il mappelle jamais", "il m'appelle jamais"),
        ("sont en train de voter", "ils sont en train de voter"),
        ("On a pu de gants", "On a plus de gants"),
        ("Pu personne travaille", "Plus personne travaille"),
        ("il dit quelle a signé", "il dit qu'elle a signé"),
        ("non c pas lui, c la paie", "non c'est pas lui, c'est la paie"),
        ("yé pas blessé", "il est pas blessé"),
        ("y ma jamais dit ça", "il m'a jamais dit ça"),
        ("y mont dit de voter", "ils m'ont dit de voter"),
        ("des que le boss arrive", "dès que le boss arrive"),
        ("le scrutin est remis a vendredi", "le scrutin est remis à vendredi"),
        ("on est rendu a la porte", "on est rendu à la porte"),
        ("a part lui tous ont voté", "à part lui tous ont voté"),
        ("je savais pas a qui parler", "je savais pas à qui parler"),
        ("on débraye a 14h", "on débraye à 14h"),
        ("dis a lise de venir", "dis à lise de venir"),
        ("il reste rien a signer", "il reste rien à signer"),
        ("congé jusqua mardi", "congé jusqu'à mardi"),
        ("personne la écrit", "personne l'a écrit"),
        ("le boss la signé", "le boss l'a signé"),
        ("le fond de greve est vide", "le fonds de greve est vide"),
    ],
)
def test_what_a_thumb_leaves_out_is_written_out(typed: str, meant: str) -> None:
    assert _spelled_out(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "On a pu voter.", "Elle n'a pas pu signer.", "Oublie pas ta carte.", "Donne-lui pas ma carte.",
        "Je viens de recevoir ma lettre.", "Les gars de l'atelier ont gardé mes gants.", "Un tas de papiers.",
        "Quelle est la date?",
        "À part Josée, tous ont signé.", "Le boss savait tout.", "Sa paye est en retard.", "Ses heures ont baissé.",
        "Il travaille sur la ligne.", "Vous avez hier et demain.", "C'est Luc qui a la liste.",
        "On est dans la salle.", "Les tests de bruit sont faits.", "Il est sexiste.", "Les têtes fortes restent.",
        "Il y a du lait.", "Le boss a quatre quarts.", "On la signe.", "Plan c pour demain.", "Il a dit à Luc non.",
        "Il a mardi et mercredi.", "Le fond de la cour.", "Celui qui l'a dit a coupé la ligne.",
        "La santé est fragile.",
    ],
)  # fmt: skip
def test_what_may_stand_as_it_is_stays(text: str) -> None:
    assert _spelled_out(text) == text
