"""English of the floor, as it is said in both other languages: comparisons, clefts, denials, what a chat leaves out."""

from __future__ import annotations

import pytest

from bot.ports import TwoReadings
from bot.translation.clauses.translator import ClauseTranslator

FROM_ENGLISH = [
    # How much, and more or less than what.
    (
        "This machine is more dangerous than the old one.",
        "Esta máquina es más peligrosa que la vieja.",
        "Cette machine est plus dangereuse que la vieille.",
    ),
    (
        "The raise was smaller than they promised.",
        "El aumento era más pequeño de lo que prometieron.",
        "L'augmentation était plus petite que ce qu'ils ont promis.",
    ),
    (
        "He is older than me.",
        "Él es más viejo que yo.",
        "Il est plus vieux que moi.",
    ),
    (
        "We need ten more signatures by Friday.",
        "Necesitamos diez firmas más para el viernes.",
        "Nous avons besoin de dix signatures de plus d'ici vendredi.",
    ),
    (
        "There are too many accidents on this line.",
        "Hay demasiados accidentes en esta línea.",
        "Il y a trop d'accidents sur cette ligne.",
    ),
    (
        "The pay is bad and the heat is worse.",
        "El salario es malo y el calor es peor.",
        "La paie est mauvaise et la chaleur est pire.",
    ),
    (
        "The new foreman is very good.",
        "El capataz nuevo es muy bueno.",
        "Le nouveau contremaître est très bon.",
    ),
    (
        "I prefer to quit than work with them.",
        "Prefiero renunciar que trabajar con ellos.",
        "Je préfère démissionner plutôt que de travailler avec eux.",
    ),
    (
        "She is less scared now.",
        "Ella está menos asustada ahora.",
        "Elle est moins effrayée maintenant.",
    ),
    (
        "The less overtime they offer, the more people ask for transfers.",
        "Mientras menos horas extras ofrecen, más personas piden traslados.",
        "Moins ils offrent d'heures supplémentaires, plus de personnes demandent des mutations.",
    ),
    (
        "The more they threaten us, the more we sign.",
        "Mientras más nos amenazan, más firmamos.",
        "Plus ils nous menacent, plus nous signons.",
    ),
    # Not permitted, not certain, not wanted: would not, may not, must have.
    (
        "The guards wouldn't let the organizers in.",
        "Los guardias no quisieron dejar entrar a los organizadores.",
        "Les gardiens n'ont pas voulu laisser entrer les organisateurs syndicaux.",
    ),
    (
        "They wouldn't even let us use the bathroom.",
        "Ni siquiera quisieron dejarnos usar el baño.",
        "Ils n'ont même pas voulu nous laisser utiliser les toilettes.",
    ),
    (
        "We may not win.",
        "Tal vez no ganaremos.",
        "Nous ne gagnerons peut-être pas.",
    ),
    (
        "He must have told them.",
        "Él les debe haber avisado.",
        "Il doit les avoir averti.",
    ),
    (
        "The steward was supposed to be in the room.",
        "El delegado sindical debía estar en el cuarto.",
        "Le délégué syndical devait être dans la salle.",
    ),
    # Denied once.
    (
        "I don't think they'll fire anyone before the vote.",
        "No creo que despedirán a alguien antes de la votación.",
        "Je ne pense pas qu'ils congédieront quelqu'un avant le vote.",
    ),
    (
        "You should get a copy before you sign anything.",
        "Deberías recibir una copia antes de que firmes algo.",
        "Vous devriez recevoir une copie avant que vous signiez quelque chose.",
    ),
    (
        "Hardly anyone came to the meeting.",
        "Casi nadie asistió a la reunión.",
        "Presque personne n'a assisté à la réunion.",
    ),
    (
        "The inspector never talked to any of the workers.",
        "El inspector nunca habló con ninguno de los trabajadores.",
        "L'inspecteur n'a jamais parlé à aucun des travailleurs.",
    ),
    (
        "Neither of my bosses knows it.",
        "Ninguno de mis jefes lo sabe.",
        "Aucun de mes chefs ne le sait.",
    ),
    # Who it was, and who it was not.
    (
        "It was the foreman, not Luis, who locked the door.",
        "Fue el capataz el que cerró con llave la puerta, no Luis.",
        "C'est le contremaître qui a fermé à clé la porte, pas Luis.",
    ),
    (
        "It was us they were recording.",
        "Era a nosotros a los que nos estaban grabando.",
        "C'est nous qu'ils enregistraient.",
    ),
    (
        "It's the agency that pays us, not the plant.",
        "Es la agencia la que nos paga, no la planta.",
        "C'est l'agence qui nous paie, pas l'usine.",
    ),
    (
        "That's not what I said.",
        "Eso no es lo que dije.",
        "Ce n'est pas ce que j'ai dit.",
    ),
    # What stands before its verb.
    (
        "He told the boss everything we said.",
        "Él le dijo al jefe todo lo que dijimos.",
        "Il a dit au chef tout ce que nous avons dit.",
    ),
    (
        "We never signed anything HR gave us.",
        "Nunca firmamos nada de lo que los recursos humanos nos dieron.",
        "Nous n'avons jamais rien signé de ce que les ressources humaines nous ont donné.",
    ),
    (
        "The list they have isn't the one we gave them.",
        "La lista que tienen no es el que les dimos.",
        "La liste qu'ils ont n'est pas celui que nous leur avons donné.",
    ),
    (
        "What did you tell HR about me?",
        "¿Qué les dijiste a los recursos humanos sobre mí?",
        "Qu'est-ce que vous avez dit aux ressources humaines au sujet de moi?",
    ),
    (
        "If you're not in the union you can't vote.",
        "Si no estás en el sindicato, no puedes votar.",
        "Si vous n'êtes pas dans le syndicat, vous ne pouvez pas voter.",
    ),
    # Seen, made, told to do something.
    (
        "They caught him stealing our cards.",
        "Lo sorprendieron robando nuestras tarjetas.",
        "Ils l'ont surpris à voler nos cartes.",
    ),
    (
        "They had us working all night.",
        "Nos obligaron a trabajar toda la noche.",
        "Ils nous ont obligés à travailler toute la nuit.",
    ),
    (
        "I was told by the foreman to sign.",
        "El capataz me dijo que firmara.",
        "Le contremaître m'a dit de signer.",
    ),
    # What was said before, taken up in a word.
    (
        "They said they would pay us back but they never did.",
        "Dijeron que nos reembolsarían pero ellos nunca.",
        "Ils ont dit qu'ils nous rembourseraient mais eux jamais.",
    ),
    (
        "The company agreed to drop the charges but not to rehire him.",
        "La empresa aceptó retirar los cargos pero no aceptó recontratarlo.",
        "L'entreprise a accepté de retirer les accusations mais n'a pas accepté de le réembaucher.",
    ),
    (
        "We thought the vote was on Friday.",
        "Creíamos que la votación era el viernes.",
        "Nous pensions que le vote était vendredi.",
    ),
    (
        "They're acting like nothing happened.",
        "Están actuando como si nada hubiera pasado.",
        "Ils agissent comme si rien ne s'était passé.",
    ),
    (
        "This is the third time they've done this.",
        "Esta es la tercera vez que han hecho esto.",
        "C'est la troisième fois qu'ils ont fait ceci.",
    ),
    # What a chat leaves out: who, the sign of a question, capitals.
    (
        "Can't believe they fired her.",
        "No puedo creer que la despidieron.",
        "Je ne peux pas croire qu'ils l'ont congédiée.",
    ),
    (
        "Hope nobody got hurt.",
        "Espero que nadie sea lesionado.",
        "J'espère que personne n'a été blessé.",
    ),
    (
        "Looks like they're closing the plant in March.",
        "Parece que van a cerrar la planta en marzo.",
        "Il semble qu'ils vont fermer l'usine en mars.",
    ),
    (
        "Let's not tell anyone until Friday.",
        "No le avisemos a nadie hasta el viernes.",
        "N'avertissons personne jusqu'à vendredi.",
    ),
    (
        "how come the second shift gets breaks",
        "¿Por qué recibe el turno de la tarde descansos?",
        "Pourquoi est-ce que le quart de soir reçoit des pauses?",
    ),
    (
        "they still owe maria forty hours",
        "Todavía le deben cuarenta horas a Maria",
        "Ils doivent encore quarante heures à Maria",
    ),
    (
        "The company knows it.",
        "La empresa lo sabe.",
        "L'entreprise le sait.",
    ),
]


@pytest.mark.parametrize(("text", "spanish", "french"), FROM_ENGLISH, ids=lambda each: each[:60])
async def test_english_of_the_floor_is_said_in_both_languages(
    whole: ClauseTranslator, text: str, spanish: str, french: str
) -> None:
    assert whole.translated(text, "en", "es") == spanish
    assert whole.translated(text, "en", "fr") == french


@pytest.mark.parametrize("text", ["Told him not to sign it.", "Got fired for signing the petition."])
async def test_who_did_it_is_doubtful_where_nobody_is_named(whole: ClauseTranslator, text: str) -> None:
    assert isinstance(whole.translated(text, "en", "fr"), TwoReadings)


async def test_a_statement_behind_another_clause_is_not_said_of_the_writer(whole: ClauseTranslator) -> None:
    assert whole.translated("They fired him, called the police.", "en", "es") is None


async def test_an_hour_without_its_sign_is_no_number_of_people(whole: ClauseTranslator) -> None:
    assert whole.translated("They kept us until five.", "en", "es") is None
