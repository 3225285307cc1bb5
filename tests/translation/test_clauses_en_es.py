"""English and Spanish sentences of union rooms: who did what to whom, when and whether, in many constructions."""

from __future__ import annotations

import pytest

from bot.core.model import Language
from bot.translation.clauses.translator import ClauseTranslator

FROM_ENGLISH = [
    # Passives, also with get and have.
    ("After being threatened, she withdrew her complaint.", "Después de ser amenazada, ella retiró su queja."),
    ("She had her phone taken away by the guard.", "Su celular fue confiscado por el guardia."),
    ("Our petition was filed in May and declined last week.",
     "Nuestra petición fue presentada en mayo y fue rechazada la semana pasada."),
    ("The nurse was told not to report the accident.", "Le dijeron a la enfermera que no reportara el accidente."),
    ("They were not allowed to vote.", "No les permitieron votar."),
    ("He could have been killed.", "Podría haber sido matado."),
    ("If anyone is arrested, call the lawyer.", "Si arrestan a alguien, llamen al abogado."),
    # Not done, still done, just done, done for weeks.
    ("She failed to file the petition.", "Ella no presentó la petición."),
    ("They keep threatening us.", "Nos siguen amenazando."),
    ("They just fired two of us.", "Acaban de despedir a dos de nosotros."),
    ("They no longer let us use the bathroom.", "Ya no nos dejan usar el baño."),
    ("We have been on strike for six weeks.", "Estamos en huelga desde hace seis semanas."),
    ("The manager has been harassing her for months.", "El gerente la ha estado acosando desde hace meses."),
    ("Nobody has been reinstated yet.", "Todavía nadie ha sido reinstalado."),
    ("Not all the workers were reinstated.", "No todos los trabajadores fueron reinstalados."),
    ("They should have paid us.", "Nos deberían haber pagado."),
    # What is asked for, and what is demanded.
    ("What did the manager say?", "¿Qué dijo el gerente?"),
    ("Who did they fire?", "¿A quién despidieron?"),
    ("Why didn't the inspector come?", "¿Por qué no vino el inspector?"),
    ("When is the hearing?", "¿Cuándo es la audiencia?"),
    ("Where are the ballot boxes?", "¿Dónde están las urnas?"),
    ("How many workers were fired?", "¿Cuántos trabajadores fueron despedidos?"),
    ("We know what they signed.", "Sabemos qué firmaron."),
    ("What they did is illegal.", "Lo que hicieron es ilegal."),
    ("The union demands that the company reinstate the four workers.",
     "El sindicato exige que la empresa reinstale a los cuatro trabajadores."),
    # Who it is, how it is, where it is.
    ("Our delegate Rosa was arrested.", "Nuestra delegada Rosa fue arrestada."),
    ("The strike was illegal.", "La huelga era ilegal."),
    ("The supervisors are angry.", "Los supervisores están enojados."),
    ("The deadline is on Friday.", "El plazo es el viernes."),
    ("There were no inspectors at the plant.", "No hubo inspectores en la planta."),
    ("My vote was not counted.", "Mi voto no fue contado."),
    ("The workers he denounced were fired.", "Los trabajadores a los que él denunció fueron despedidos."),
    # Side by side.
    ("They took our phones, our badges and our uniforms.",
     "Se llevaron nuestros celulares, nuestros gafetes y nuestros uniformes."),
    ("They promised to reinstate us and pay us.", "Prometieron reinstalarnos y prometieron pagarnos."),
    ("The petition was accepted, not declined.", "La petición fue admitida, no fue rechazada."),
    ("It was the company that withdrew, not the union.", "Fue la empresa la que se retiró, no el sindicato."),
    ("But they did not pay us.", "Pero no nos pagaron."),
    ("They locked the doors so nobody could leave.",
     "Cerraron con llave las puertas para que nadie pudiera salir."),
    # One verb, two senses.
    ("The police let them go.", "La policía los liberó."),
    ("The company let them go.", "La empresa los despidió."),
    ("The company paid the union leaders to sign.", "La empresa les pagó a los líderes sindicales para firmar."),
    ("Ever since we filed the petition, they have been watching us.",
     "Desde que presentamos la petición, nos han estado vigilando."),
    ("More than forty workers walked out.", "Más de cuarenta trabajadores pararon labores."),
]  # fmt: skip
FROM_SPANISH = [
    # Pronouns, and the person they mean.
    ("La reinstalaron pero no le pagaron.", "They reinstated her but they did not pay her."),
    ("Después de que la amenazaron, retiró su queja.", "After they threatened her, she withdrew her grievance."),
    ("Su jefe quiso obligarla a retirar la queja.", "Her boss wanted to force her to withdraw the grievance."),
    ("Si les ofrecen dinero, no lo acepten.", "If they offer you money, do not accept it."),
    ("Les despidieron sin indemnización.", "They fired them without severance."),
    ("Nos van a despedir a todos.", "They are going to fire all of us."),
    ("Lo metieron a la cárcel por defender a los trabajadores.", "They jailed him for defending the workers."),
    ("Nos bajaron el sueldo.", "They cut our pay."),
    ("A ella sí le pagaron.", "They paid her."),
    # Se.
    ("Se les dijo a los trabajadores que no firmaran.", "They told the workers not to sign."),
    ("Se despidió a tres compañeros.", "They fired three comrades."),
    ("Se aplazó la votación.", "The vote was postponed."),
    # What goes on, is over, or has not begun.
    ("Llevamos seis semanas en huelga.", "We have been on strike for six weeks."),
    ("El gerente lleva meses acosándola.", "The manager has been harassing her for months."),
    ("Siguen sin pagarnos el bono.", "They have not paid us the bonus yet."),
    ("Acaban de despedir a la delegada.", "They have just fired the delegate."),
    ("Volvieron a suspender a Pedro.", "They suspended Pedro again."),
    ("Lo boletinaron y ya ninguna maquiladora lo contrata.",
     "They blacklisted him and no maquiladora hires him anymore."),
    ("Todavía hay tres compañeros en la cárcel.", "There are still three comrades in jail."),
    # What is said, ordered, asked.
    ("Me dijeron que si no firmaba me corrían.", "They told me that they would fire me if I did not sign."),
    ("Le dije al abogado que no quería retirar la demanda.",
     "I told the lawyer that I did not want to withdraw the lawsuit."),
    ("El tribunal ordenó reinstalarla.", "The court ordered that she be reinstated."),
    ("No vayan a firmar nada.", "Do not sign anything."),
    ("Favor de no firmar nada.", "Do not sign anything."),
    ("No dejen que les quiten el celular.", "Do not let them take the phone from you."),
    ("Le ofrecieron dinero para que no declarara.", "They offered him money so that he would not testify."),
    ("¿Qué dijo el gerente?", "What did the manager say?"),
    ("No sabemos cuándo es la audiencia.", "We do not know when the hearing is."),
    # Who and what.
    ("No fue un accidente.", "It was not an accident."),
    ("Los guardias no dejaron pasar a los inspectores.", "The guards did not let the inspectors in."),
    ("No dejaron votar a los trabajadores eventuales.", "They did not let the temps vote."),
    ("No nos dan guantes ni cascos.", "They do not give us gloves or helmets."),
    ("La petición no fue rechazada, fue admitida.", "The petition was not denied, it was accepted."),
    ("No todos firmaron.", "Not everyone signed."),
    ("El que hable será despedido.", "The one who talks will be fired."),
    ("No usen mi nombre.", "Do not use my name."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FROM_ENGLISH, ids=lambda each: each)
async def test_english_is_said_in_spanish(whole: ClauseTranslator, text: str, expected: str) -> None:
    assert whole.translated(text, "en", "es") == expected


@pytest.mark.parametrize(("text", "expected"), FROM_SPANISH, ids=lambda each: each)
async def test_spanish_is_said_in_english(whole: ClauseTranslator, text: str, expected: str) -> None:
    assert whole.translated(text, "es", "en") == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        # A number alone may be an hour or a sum.
        ("en", "The hearing is at ⟦n1⟧."),
        ("en", "⟦n1⟧ was taken from my pay."),
        # One subject for two clauses needs a conjunction.
        ("en", "They fired him, called the police."),
        # Nothing that is no person can do this.
        ("es", "La reunión desechó la demanda."),
        ("es", "Cuantos papeles firmaron."),
    ],
)
async def test_what_is_not_surely_understood_is_left_to_the_engine(
    whole: ClauseTranslator, source: Language, text: str
) -> None:
    for target in ("en", "es", "fr"):
        if target != source:
            assert whole.translated(text, source, target) is None
