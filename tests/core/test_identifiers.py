"""Numbers, addresses and e-mails that point at one person, in chat as people write it."""

from __future__ import annotations

import string
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import record_ids
from bot.core.identifiers import Kind, find_identifiers
from bot.core.identity_numbers import CURP_STATES, curp_check_digit, passes_luhn


def found(text: str) -> list[tuple[Kind, str]]:
    return [(each.kind, text[each.start : each.end]) for each in find_identifiers(text)]


FOUND: list[tuple[str, Kind, str]] = [
    # Telephones
    ("mi cel es 55 1234 5678 por si algo", "phone", "55 1234 5678"),
    ("cel 477 123 4567", "phone", "477 123 4567"),
    ("llámenme al 8112345678", "phone", "8112345678"),
    ("+52 1 55 1234 5678", "phone", "+52 1 55 1234 5678"),
    ("+52 (462) 612-3344", "phone", "+52 (462) 612-3344"),
    ("anoten: 044 55 2345 6789", "phone", "044 55 2345 6789"),
    ("tel. 612 3344", "phone", "612 3344"),
    ("Tel: 442.213.5566", "phone", "442.213.5566"),
    ("su whats 5512345678 x si acaso", "phone", "5512345678"),
    ("manden msj al 52 1 477 765 4321", "phone", "52 1 477 765 4321"),
    ("el teléfono de ella es 33 12 34 56 78", "phone", "33 12 34 56 78"),
    ("márquenle al 81-8342-1234", "phone", "81-8342-1234"),
    ("https://wa.me/5215512345678", "phone", "wa.me/5215512345678"),
    ("call me at (313) 555-0142", "phone", "(313) 555-0142"),
    ("313-555-0142 is my cell", "phone", "313-555-0142"),
    ("text her 313.555.0142 tonight", "phone", "313.555.0142"),
    ("1-313-555-0142", "phone", "1-313-555-0142"),
    ("+13135550142", "phone", "+13135550142"),
    ("my number is 555-0142", "phone", "555-0142"),
    ("appelez-moi au 514 555-0199", "phone", "514 555-0199"),
    ("tél. : 418 555 0123", "phone", "418 555 0123"),
    ("mon cell 438-555-0177", "phone", "438-555-0177"),
    ("cel\u200b55\u200b1234\u200b5678", "phone", "55\u200b1234\u200b5678"),
    ("tel ５５ １２３４ ５６７８", "phone", "５５ １２３４ ５６７８"),
    # Saltillo, Monclova, Ciudad Acuña and Tampico have codes that are toll-free in the United States
    ("Mi número es 844 123 4567", "phone", "844 123 4567"),
    ("cel 8661234567", "phone", "8661234567"),
    ("+52 877 123 4567", "phone", "+52 877 123 4567"),
    ("+52 1 833 123 4567", "phone", "+52 1 833 123 4567"),
    ("01 844 123 4567", "phone", "01 844 123 4567"),
    ("https://wa.me/528441234567", "phone", "wa.me/528441234567"),
    ("call me: 801 555 0142", "phone", "801 555 0142"),
    ("803-555-0142", "phone", "803-555-0142"),
    ("appelez-moi au 807 555-0142", "phone", "807 555-0142"),
    # Said so that a machine does not see it
    ("8️⃣4️⃣4️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", "phone", "8️⃣4️⃣4️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣"),
    ("es el 8 4 4 1 2 3 4 5 6 7", "phone", "8 4 4 1 2 3 4 5 6 7"),
    ("8441-23-45-67", "phone", "8441-23-45-67"),
    (
        "ocho cuatro cuatro uno dos tres cuatro cinco seis siete",
        "phone",
        "ocho cuatro cuatro uno dos tres cuatro cinco seis siete",
    ),
    ("three one three, five five five, oh one four two", "phone", "three one three, five five five, oh one four two"),
    ("cinq un quatre cinq cinq cinq zéro un", "phone", "cinq un quatre cinq cinq cinq zéro un"),
    ("su gafete es el 12345", "employee_number", "12345"),
    ("mon matricule, c’est le 12345", "employee_number", "12345"),
    ("reloj checador 4521", "employee_number", "4521"),
    # Addresses
    ("vive en calle 5 de Mayo 123", "address", "calle 5 de Mayo 123"),
    ("calle Hidalgo #45 int. 3", "address", "calle Hidalgo #45 int. 3"),
    ("av. Juárez 1200", "address", "av. Juárez 1200"),
    ("nos vemos en blvd Adolfo López Mateos no. 310", "address", "blvd Adolfo López Mateos no. 310"),
    ("es en la calle de los pinos 18", "address", "calle de los pinos 18"),
    ("col. Centro", "address", "col. Centro"),
    ("por la colonia San Miguel", "address", "colonia San"),
    ("Fracc. Los Olivos", "address", "Fracc. Los Olivos"),
    ("mz 3 lt 14", "address", "mz 3 lt 14"),
    ("C.P. 36100", "address", "C.P. 36100"),
    ("domicilio: Morelos 77", "address", "domicilio: Morelos 77"),
    ("privada Las Rosas 9-B", "address", "privada Las Rosas 9-B"),
    ("123 Main St Apt 4", "address", "123 Main St Apt 4"),
    ("she lives at 4417 Oakwood Drive", "address", "4417 Oakwood Drive"),
    ("1208 w 5th ave", "address", "1208 w 5th ave"),
    ("77 pine street", "address", "77 pine street"),
    ("900 E. Jefferson Blvd., Unit 12", "address", "900 E. Jefferson Blvd., Unit 12"),
    ("Laredo, TX 78040", "address", ", TX 78040"),
    ("PO Box 4410", "address", "PO Box 4410"),
    ("12, rue Saint-Denis", "address", "12, rue Saint-Denis"),
    ("j’habite au 4500 boul. Saint-Laurent app. 3", "address", "4500 boul. Saint-Laurent app. 3"),
    ("1550 avenue du Parc", "address", "1550 avenue du Parc"),
    ("23 chemin des Érables", "address", "23 chemin des Érables"),
    ("H2X 1Y4", "address", "H2X 1Y4"),
    # Numbers of an employer
    ("núm. de empleado 48213", "employee_number", "48213"),
    ("numero de empleado: 48213", "employee_number", "48213"),
    ("employee # 48213", "employee_number", "48213"),
    ("Employee ID 0048213", "employee_number", "0048213"),
    ("badge number 4410", "employee_number", "4410"),
    ("nómina 8821", "employee_number", "8821"),
    ("su no. de nómina es 8821", "employee_number", "8821"),
    ("gafete 7714", "employee_number", "7714"),
    ("matricule 5512", "employee_number", "5512"),
    ("no d’employé 5512", "employee_number", "5512"),
    ("numéro d'employé : A-5512", "employee_number", "A-5512"),
    # Numbers of a state
    ("su CURP GOMC850101HDFMRR07 ya salió", "curp", "GOMC850101HDFMRR07"),
    ("curp: gomc850101hdfmrr09 (mal tecleada)", "curp", "gomc850101hdfmrr09"),
    ("RFC GOMC850101AB1", "rfc", "GOMC850101AB1"),
    ("rfc: GOMC-850101-AB1", "rfc", "GOMC-850101-AB1"),
    ("MUÑJ920229XY2", "rfc", "MUÑJ920229XY2"),
    ("NSS 12345678903", "nss", "12345678903"),
    ("nss: 12-34-56-7890-3", "nss", "12-34-56-7890-3"),
    ("her SSN is 123-45-6789", "ssn", "123-45-6789"),
    ("social security number 123456789", "ssn", "123456789"),
    ("SIN 046 454 286", "sin", "046 454 286"),
    ("NAS : 046-454-286", "sin", "046-454-286"),
    ("046 454 286", "sin", "046 454 286"),
    ("clave de elector GMVLMR80070501M100", "voter_key", "GMVLMR80070501M100"),
    # Banks, vehicles, accounts elsewhere; more of them in test_further_identifiers
    ("mi CLABE es 032180000118359719", "account", "032180000118359719"),
    ("tarjeta 4152 3138 0001 2345", "card", "4152 3138 0001 2345"),
    ("las placas son ABC-123-D", "plate", "ABC-123-D"),
    ("su face es Juan.Perez", "handle", "Juan.Perez"),
    # E-mail
    ("escríbele a juana.perez@gmail.com", "email", "juana.perez@gmail.com"),
    ("jtremblay+syndicat@videotron.ca", "email", "jtremblay+syndicat@videotron.ca"),
    ("juana arroba gmail punto com", "email", "juana arroba gmail punto com"),
    ("https://example.org/?user=ana@example.org", "email", "ana@example.org"),
]

LEFT_ALONE = """
7K2-M9X
!petición estado 7K2-M9X
petition 7K2-M9X moved to review
MX-2024-017
the docket is MX-2023-004, filed Nov 22, 2026
RRM-2025-0031
31-CA-123456
expediente 1234/2024
exp. CFCRL-01-2345-2023
19 USC 4646(b)
19 U.S.C. § 4642(a)(2)
art. 31-A.4 del T-MEC
artículo 390 Ter de la LFT
29 CFR 102.31(b)(1)
89 FR 12345
DOF 01-05-2019
el 22/11/2026 a las 18:00
on 2026-11-22 at 6:30 pm
le 22 novembre 2026 à 13 h 05
22 11 2026
2026-11-22T17:40:01Z
nos vemos a las 7:30 en la planta
de 6 a 14 horas
turno de 12 horas, 6 días
8 h à 16 h 30
ganan 1,234.56 pesos
$1,234.50 MXN
$ 5512345678 en ventas
1 234 567,89 $
10 000 000 de pesos
125 000 000 $
9,876,543 votes
USD 4500000
313 555 0142 pesos
45 % de participation
son 3200 trabajadores en la planta
votaron 1250 a favor y 843 en contra
1 200 membres
300 workers walked off
https://www.dol.gov/agencies/ilab/case/5512345678
https://example.org/calle/5/de/mayo/123
http://www.gob.mx/tramites?id=12345678903
www.sec.gov/Archives/313-555-0142
@juana:matrix.example.org
#planta:example.org
!AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfG
@ana55:example.org:8448
Planta 2
la planta 12 de Silao
plant 7
usine 3
Local 12
UAW Local 2209
sección 65
la section locale 1500
Sección 65 del sindicato minero, 1800 agremiados
en 2019 hubo 34 despidos
since 2024 we had 5 cases
entre 2018 y 2023
1998-2024
Teamsters 1932
unit 12 of the bargaining unit
uno, dos, tres, cuatro
votaron 5 4 3 2 1
1 2 3 4 5 6 7 8 9 10
hay dos o tres
PROFEDET 800 717 2942
call the NLRB at 1-844-762-6572
1-866-487-2365
+1 877 487 2365
01 800 911 7877
1 888 555 0142
marquen al 911
072 o 911
ISBN 978-3-16-148410-0
192.168.100.200
versión 2.10.4
salimos a la calle 300 compañeros
la calle estaba llena, éramos 500
marchamos por la calle hasta las 18
en la calle desde 2019
bloqueamos la carretera 57 km 12
carretera México-Querétaro km 190
nos vemos en la avenida Reforma a las 18:00
avenida Juárez
la colonia entera sin agua
cols bleus et cols blancs
12 rues bloquées
500 personnes dans la rue
5 cours de formation
300 people blocked the road
5 years on the road
12 cases in court
the 2019 Federal Court decision
2024 Organizing Drive
100 members took to the street
we hit the streets, 300 strong
la nómina de 2024
nómina 2024
pagan la nómina el 15
500 empleados despedidos
empleados 500 en huelga
employees 3200 on strike
la nómina es de 850000 pesos
nómina 15000 pesos
RFC de la empresa: ABC850101XY1
la razón social ABC850101XY1
ABCD851301XYZ
sin 123456789 no hay trámite
123-00-6789
666-45-6789
03345678901
MUÑJ900229XY2
046 454 287
tornillo M8x40, lote 20241122
pieza 5Q0-123-456-A
serie XJ220011223344556677
vive en México desde 2019
they live in Detroit
su dirección sindical
address 3 concerns
l’adresse de la page
CP
c.p. de la empresa
@everyone vengan
10 20 30 40 50
12 + 34 = 46
3 de 5 turnos
99.9%
Anexo 31-A, párrafo 5
convenio 87 y 98 de la OIT
conventions 87 et 98 de l’OIT
1er mai 2027
""".strip().splitlines()


@pytest.mark.parametrize(("text", "kind", "span"), FOUND)
def test_what_points_at_a_person_is_found_with_its_place(text: str, kind: Kind, span: str) -> None:
    assert (kind, span) in found(text)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_points_at_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert len(FOUND) >= 60
    assert len(LEFT_ALONE) >= 80
    assert {kind for _, kind, _ in FOUND} == set(get_args(Kind))


# Numbers that are made up

dates = st.dates(date(1940, 1, 1), date(2010, 12, 31)).map(lambda day: day.strftime("%y%m%d"))
curps = st.builds(
    "{}{}{}{}{}{}{}{}".format,
    st.sampled_from(string.ascii_uppercase),
    st.sampled_from("AEIOUX"),
    st.text(string.ascii_uppercase, min_size=2, max_size=2),
    dates,
    st.sampled_from("HMX"),
    st.sampled_from(CURP_STATES.split("|")),
    st.text("BCDFGHJKLMNPQRSTVWXYZ", min_size=3, max_size=3),
    st.sampled_from("0123456789ABC"),
).map(lambda first: first + curp_check_digit(first))


def with_luhn(body: str) -> str:
    return next(body + digit for digit in string.digits if passes_luhn(body + digit))


@given(curps, st.integers(1, 9))
def test_a_curp_is_found_and_with_another_check_digit_is_none(curp: str, more: int) -> None:
    assert found(f"es {curp}, creo") == [("curp", curp)]
    wrong = curp[:17] + str((int(curp[17]) + more) % 10)
    assert "curp" not in {kind for kind, _ in found(wrong)}
    assert found(f"CURP {wrong}") == [("curp", wrong)], "a slip of the finger beside the word"


@given(
    st.text("ABCDEFGHIJKLMNÑOPQRSTUVWXYZ", min_size=3, max_size=4),
    dates,
    st.text("ABC0123456789", min_size=3, max_size=3),
)
def test_an_rfc_is_found_when_it_is_a_persons(letters: str, birth: str, end: str) -> None:
    rfc = letters + birth + end
    assert found(rfc) == ([("rfc", rfc)] if len(letters) == 4 else [])


@given(st.text(string.digits, min_size=10, max_size=10), st.integers(1, 9))
def test_an_nss_is_found_and_with_another_check_digit_is_none(body: str, more: int) -> None:
    nss = with_luhn(body)
    grouped = f"{nss[:2]}-{nss[2:4]}-{nss[4:6]}-{nss[6:10]}-{nss[10]}"
    assert ("nss", nss) in found(nss)
    assert ("nss", grouped) in found(grouped)
    wrong = nss[:10] + str((int(nss[10]) + more) % 10)
    assert "nss" not in {kind for kind, _ in found(wrong)}
    assert ("nss", wrong) in found(f"NSS: {wrong}")


@given(st.text("1234567", min_size=3, max_size=3), st.integers(1, 99), st.integers(1, 9999))
def test_an_ssn_is_found_unless_it_is_one_that_is_never_given(area: str, group: int, serial: int) -> None:
    ssn = f"{area}-{group:02}-{serial:04}"
    assert ("ssn", ssn) in found(ssn) or area == "666"
    for never in (f"9{area[1:]}-{group:02}-{serial:04}", f"{area}-00-{serial:04}", f"{area}-{group:02}-0000"):
        assert "ssn" not in {kind for kind, _ in found(never)}


@given(st.text("123456789", min_size=8, max_size=8), st.integers(1, 9), st.sampled_from(" -"))
def test_a_sin_is_found_and_with_another_check_digit_is_none(body: str, more: int, joint: str) -> None:
    sin = with_luhn(body)
    written = joint.join((sin[:3], sin[3:6], sin[6:]))
    if not written.endswith("000"):
        assert found(written) == [("sin", written)]
    wrong = written[:-1] + str((int(written[-1]) + more) % 10)
    assert found(wrong) == []


@given(
    st.sampled_from(["55", "56", "33", "81"]),
    st.text(string.digits, min_size=8, max_size=8),
    st.sampled_from(["", "+52 ", "+52 1 ", "044 ", "52 "]),
    st.sampled_from([" ", "-", "."]),
)
def test_a_mexican_number_is_found_however_it_is_grouped(area: str, rest: str, prefix: str, joint: str) -> None:
    for number in (
        f"{prefix}{area}{joint}{rest[:4]}{joint}{rest[4:]}",
        f"{prefix}({area}) {rest[:4]}{joint}{rest[4:]}",
        f"{prefix}{area}{joint}{joint.join(rest[i : i + 2] for i in (0, 2, 4, 6))}",
    ):
        assert found(f"es {number} ok") == [("phone", number)]


@given(
    st.text("23456", min_size=3, max_size=3),
    st.text("23456789", min_size=3, max_size=3),
    st.text(string.digits, min_size=4, max_size=4),
    st.sampled_from(["{}-{}-{}", "({}) {}-{}", "{} {} {}", "{}.{}.{}", "1-{}-{}-{}", "+1 {} {} {}", "{}{}{}"]),
)
def test_a_number_of_the_us_or_canada_is_found_however_it_is_grouped(
    area: str, exchange: str, rest: str, form: str
) -> None:
    number = form.format(area, exchange, rest)
    assert found(f"cell: {number}.") == [("phone", number)]
    assert [kind for kind, _ in found(number)] == ["phone"]


@given(st.integers(0, record_ids.RANDOM_IDS - 1))
def test_a_petition_id_is_never_taken_for_a_number_of_a_person(number: int) -> None:
    record_id = record_ids.from_number(number)
    for written in (
        record_id,
        record_id.replace("-", " "),
        record_id.replace("-", "").lower(),
        f"!petition {record_id}",
    ):
        assert found(written) == []


@given(st.text(st.sampled_from("abE 0123456789-.#@:/+()\n\u0301áÑ½№ⅷ５\u200b"), max_size=200))
def test_every_text_is_read_and_what_is_found_stands_in_order_and_apart(text: str) -> None:
    places = [(each.start, each.end) for each in find_identifiers(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@pytest.mark.parametrize(
    "seed", ["1 ", "calle ", "12 rue ", "a@", "(55) ", "+1 ", "núm de empleado ", "5" * 50, "1 a b ", "x" * 50, "@a:"]
)
def test_a_very_long_message_takes_time_in_proportion(seed: str) -> None:
    """A pattern that goes back and forth over the text would hang here for minutes."""
    assert len(find_identifiers(seed * (60_000 // len(seed)))) >= 0
