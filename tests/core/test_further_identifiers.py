"""Bank accounts, cards, voter keys, licence plates, accounts elsewhere, numbers of employees, as tired people type."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import record_ids
from bot.core.identifiers import Kind, find_identifiers
from bot.core.identity_numbers import clabe_check_digit, is_card, is_clabe, is_voter_key, passes_luhn


def found(text: str) -> list[tuple[Kind, str]]:
    return [(each.kind, text[each.start : each.end]) for each in find_identifiers(text)]


FOUND: list[tuple[str, Kind, str]] = [
    # Accounts
    ("032180000118359719", "account", "032180000118359719"),
    ("te paso mi clabe: 0321 8000 0118 3597 19", "account", "0321 8000 0118 3597 19"),
    ("clabe 032180000118359710 (mal tecleada)", "account", "032180000118359710"),
    ("CLABE interbancaria de ella es 032-180-00011835971-9", "account", "032-180-00011835971-9"),
    ("mi cta es 0123456789 de bbva", "account", "0123456789"),
    ("my account number is 1234567890", "account", "1234567890"),
    ("mon compte 815 12345 1234567", "account", "815 12345 1234567"),
    # Cards
    ("4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
    ("4111111111111111", "card", "4111111111111111"),
    ("3782 822463 10005", "card", "3782 822463 10005"),
    ("deposítenle a la tarjeta de coppel 4152313800012345", "card", "4152313800012345"),
    ("her card is 5555-5555-5555-4440", "card", "5555-5555-5555-4440"),
    ("ma carte visa 4111 1111 1111 1112", "card", "4111 1111 1111 1112"),
    # Voter keys
    ("gmvlmr 800705 01 m 100", "voter_key", "gmvlmr 800705 01 m 100"),
    ("GMVLMR80070501M100", "voter_key", "GMVLMR80070501M100"),
    ("la ine es GMVLMR80990501M100", "voter_key", "GMVLMR80990501M100"),
    # Plates
    ("placa abc1234", "plate", "abc1234"),
    ("trae placas ABC-12-34", "plate", "ABC-12-34"),
    ("placas a12bcd de la cdmx", "plate", "a12bcd"),
    ("las placas del carro del capataz son ABC-123-D", "plate", "ABC-123-D"),
    ("ABC-123-D es la placa del patrón", "plate", "ABC-123-D"),
    ("camioneta con placas de Texas ABC 1234", "plate", "ABC 1234"),
    ("his plates are abc 1234", "plate", "abc 1234"),
    ("the plate number is 8XYZ123", "plate", "8XYZ123"),
    ("license tag 123456", "plate", "123456"),
    ("a truck, ABC1234 license plate", "plate", "ABC1234"),
    ("sa plaque est A12 BCD", "plate", "A12 BCD"),
    ("plaque d’immatriculation : FA12345", "plate", "FA12345"),
    ("la plaque du contremaître c’est E45 XYZ", "plate", "E45 XYZ"),
    # Accounts elsewhere
    ("ig: lachata77", "handle", "lachata77"),
    ("insta: lachata", "handle", "lachata"),
    ("su ig es gato.negro", "handle", "gato.negro"),
    ("fb: rain.n.sky", "handle", "rain.n.sky"),
    ("on Facebook as Rainbow Sky", "handle", "Rainbow Sky"),
    ("sur Facebook sous le nom de Belle Lune", "handle", "Belle Lune"),
    ("en face como Luna Bella", "handle", "Luna Bella"),
    ("pregúntenle a @gato_negro", "handle", "@gato_negro"),
    ("telegram @gatonegro", "handle", "@gatonegro"),
    ("https://www.facebook.com/gato.negro.9", "handle", "https://www.facebook.com/gato.negro.9"),
    ("https://www.facebook.com/profile.php?id=1000123", "handle", "https://www.facebook.com/profile.php?id=1000123"),
    ("facebook.com/benoit.gobeil", "handle", "facebook.com/benoit.gobeil"),
    ("instagram.com/gato_negro", "handle", "instagram.com/gato_negro"),
    ("https://t.me/gatonegro", "handle", "https://t.me/gatonegro"),
    ("x.com/dolores_canales", "handle", "x.com/dolores_canales"),
    ("linkedin.com/in/moon-bear-12", "handle", "linkedin.com/in/moon-bear-12"),
    ("https://wa.me/5215512345678", "phone", "wa.me/5215512345678"),
    # Numbers of employees
    ("numero d empleado 45821", "employee_number", "45821"),
    ("mi n de empleado 45821", "employee_number", "45821"),
    ("clave de trabajador 33421", "employee_number", "33421"),
    ("su gafete era el 4471", "employee_number", "4471"),
    ("his employee number was 45821", "employee_number", "45821"),
    ("badge# 4471", "employee_number", "4471"),
    ("matrícula 5532", "employee_number", "5532"),
    ("son matricule est 5532", "employee_number", "5532"),
    # E-mail, not quite
    ("juana@gmail", "email", "juana@gmail"),
    ("juanaperez@hotmail,com", "email", "juanaperez@hotmail,com"),
    ("juana arroba hotmail", "email", "juana arroba hotmail"),
    ("jane at gmail dot com", "email", "jane at gmail dot com"),
    ("jean arobase videotron point ca", "email", "jean arobase videotron point ca"),
]

LEFT_ALONE = """
032180000118359718
4111 1111 1111 1112
el lote 4111111111111111
lote núm. 032180000118359719
núm. de parte 4111111111111111
serial number 4111111111111111
folio 032180000118359719
pedimento 21 47 3807 8003832
tracking no. 4111111111111111
4111111111111111 pesos
$4111111111111111
la cuenta es de 1,500 pesos
la cuenta de 2024
we count on 2500 members
una tarjeta de 500 pesos
GMVLMR80990501M100
GMVLMR80070501X100
placas de 12 mm
placas de 500 con 20 tornillos
PLACAS DE 500 CON 20 TORNILLOS
plates 300 and 20 bolts
plaques 200 par jour
placa A36 de acero 1018
placa de acero SA516 70
plate 304L
the plates on line 7 weigh 300 kg
placa del lote ABC-123-D
plate part ABC-123-D
la pieza ABC-123-D
machine ABC-123-D
máquina ABC1234
plata ABC-123-D
placa de la petición 7K2-M9X
plaque 4 x 8
new plates in 2024
Facebook: asamblea el domingo
fb: mañana a las 5
en Facebook como siempre
ESTÁ EN FACEBOOK COMO SIEMPRE PASA
on facebook as usual
on Facebook as UAW Local 12
en Facebook como Sindicato Independiente
instagram is blocked at work
facebook est bloqué
face to face meeting
face 2024
twitter 24/7
@stps_mx dice
@uaw_union
@news_radio
@todos vengan
meet @gate4
nos vemos @5.30
5 @ 10.50
https://facebook.com/groups/12345
https://www.facebook.com/SindicatoLibre/posts/123
https://t.me/+AbCdEf
https://t.me/joinchat/AbCdEf
https://x.com/UAW/status/12345
https://www.instagram.com/p/AbCdEf/
https://netflix.com/gatonegro
https://matrix.to/#/@gato_negro:example.org
https://matrix.to/#/!AbCdEfGhIjKlMnOpQr:example.org?via=example.org
@gato_negro:example.org
la matrícula escolar 2024
the badge was 20 years old
MX-2024-017
31-CA-123456
PROFEDET 800 717 2942
look at yahoo news
""".strip().splitlines()


@pytest.mark.parametrize(("text", "kind", "span"), FOUND)
def test_what_leads_to_a_person_is_found_with_its_place(text: str, kind: Kind, span: str) -> None:
    assert found(text) == [(kind, span)]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_leads_to_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []


digits = st.characters(min_codepoint=ord("0"), max_codepoint=ord("9"))


@given(st.text(digits, min_size=16, max_size=16), st.integers(1, 9), st.integers(0, 16))
def test_a_clabe_is_found_and_with_one_digit_changed_is_none(body: str, more: int, place: int) -> None:
    first = f"0{body}"
    clabe = first + clabe_check_digit(first)
    if clabe.startswith("000"):
        return
    assert is_clabe(clabe)
    assert found(f"es {clabe}, creo") == [("account", clabe)]
    changed = clabe[:place] + str((int(clabe[place]) + more) % 10) + clabe[place + 1 :]
    assert not is_clabe(changed), "3, 7 and 1 share no factor with ten: every changed digit shows"
    assert found(f"CLABE {changed}") == [("account", changed)], "a slip of the finger beside the word"


@given(
    st.sampled_from(["4", "51", "55", "2221", "2720", "6011", "506"]),
    st.text(digits, min_size=15, max_size=15),
    st.integers(1, 9),
    st.sampled_from(["", " ", "-"]),
)
def test_a_card_is_found_and_with_another_check_digit_is_none(start: str, body: str, more: int, joint: str) -> None:
    first = (start + body)[:15]
    card = next(first + digit for digit in string.digits if passes_luhn(first + digit))
    assert is_card(card)
    written = joint.join(card[place : place + 4] for place in range(0, 16, 4))
    assert found(f"va {written} ok") == [("card", written)]
    wrong = written[:-1] + str((int(written[-1]) + more) % 10)
    assert "card" not in {kind for kind, _ in found(f"va {wrong} ok")}
    assert found(f"tarjeta {wrong}") == [("card", wrong)]


@given(st.text(digits, min_size=13, max_size=19).filter(lambda text: text[0] in "01789"))
def test_a_number_that_no_network_of_cards_gives_is_no_card(number: str) -> None:
    assert not is_card(number)


@given(
    st.text("ABCDEFGHJKLMNPRSTVXYZ", min_size=6, max_size=6),
    st.dates(date(1930, 1, 1), date(2008, 12, 31)).map(lambda day: day.strftime("%y%m%d")),
    st.integers(1, 32),
    st.sampled_from("HM"),
    st.integers(0, 999),
)
def test_a_voter_key_is_found_and_without_a_date_in_it_is_none(
    letters: str, birth: str, state: int, sex: str, end: int
) -> None:
    key = f"{letters}{birth}{state:02}{sex}{end:03}"
    assert is_voter_key(key)
    for written in (key, key.lower(), f"{letters} {birth} {state:02} {sex} {end:03}"):
        assert found(f"va {written}.") == [("voter_key", written)]
    wrong = f"{letters}{birth[:2]}13{birth[4:]}{state:02}{sex}{end:03}"
    assert found(wrong) == []
    assert found(f"clave de elector {wrong}") == [("voter_key", wrong)]


plates = st.one_of(
    st.from_regex(r"[A-Z]{3}-[0-9]{3}-[A-Z]", fullmatch=True),
    st.from_regex(r"[A-Z]{3}-[0-9]{2}-[0-9]{2}", fullmatch=True),
    st.from_regex(r"[A-Z][0-9]{2} [A-Z]{3}", fullmatch=True),
    st.from_regex(r"[A-Z]{3}[ -]?[0-9]{4}", fullmatch=True),
    st.from_regex(r"[0-9][A-Z]{3}[0-9]{3}", fullmatch=True),
    st.from_regex(r"[A-Z]{4} [0-9]{3}", fullmatch=True),
)


@given(plates, st.sampled_from(["placa", "las placas son", "plate #", "his plates are", "plaque :", "sa plaque c'est"]))
def test_a_plate_is_found_beside_its_word_only(plate: str, word: str) -> None:
    assert ("plate", plate) in found(f"era {word} {plate}, rojo")
    assert "plate" not in {kind for kind, _ in found(f"pieza {plate}")}


@given(
    st.integers(0, record_ids.RANDOM_IDS - 1),
    st.sampled_from(["placa de la petición", "badge of the case", "su face y la queja", "cuenta", "tarjeta"]),
)
def test_a_petition_id_is_held_beside_none_of_these_words(number: int, word: str) -> None:
    assert found(f"{word} {record_ids.from_number(number)}") == []


@pytest.mark.parametrize(
    "seed",
    ["placa a ", "cuenta de ", "tarjeta 4 ", "facebook como A", "@a.", "ig: a.", "www.", "m.m.", "lote de ", "4 "],
)
def test_a_very_long_message_takes_time_in_proportion(seed: str) -> None:
    """A pattern that goes back and forth over the text would hang here for minutes."""
    assert len(find_identifiers(seed * (60_000 // len(seed)))) >= 0
