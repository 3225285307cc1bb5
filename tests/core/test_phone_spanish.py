"""Spanish as it is typed on a phone: verbs with what hangs on them, letters for words."""

from __future__ import annotations

import pytest

from bot.core.phone_spanish import spelled_out, with_clitics

VERBS = frozenset("avise pidan esperen den cuiden acuerden diga visitan firmando firmar dar da pon mira".split())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("avisele", "avísele"), ("pidanle", "pídanle"), ("esperenme", "espérenme"), ("cuidense", "cuídense"),
        ("acuerdense", "acuérdense"), ("digaselo", "dígaselo"), ("firmandolo", "firmándolo"), ("mirala", "mírala"),
        ("darselo", "dárselo"), ("damelo", "dámelo"),
        # Stressed where it is read so.
        ("denle", "denle"), ("ponlo", "ponlo"), ("firmarlo", "firmarlo"),
        # No order.
        ("visitante", "visitante"), ("menos", "menos"), ("calle", "calle"),
    ],
)  # fmt: skip
def test_a_verb_gets_the_accent_that_its_clitics_ask_for(typed: str, meant: str) -> None:
    assert with_clitics(typed, VERBS.__contains__) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("no c si voy", "no sé si voy"),
        ("la linea c esta parada", "la linea c esta parada"),
        ("no m han pagado", "no me han pagado"),
        ("quiero que aya huelga", "quiero que haya huelga"),
        ("el super me grabo", "el supervisor me grabo"),
        ("vamos al super", "vamos al super"),
        ("me fui x q me dolia", "me fui porque me dolia"),
    ],
)
def test_a_letter_stands_for_a_word_where_its_neighbours_tell(typed: str, meant: str) -> None:
    assert spelled_out(typed) == meant
