"""What people type on a phone for longer words, per language; only what can mean one thing alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.model import Language

POLARITY: Mapping[Language, frozenset[str]] = {
    "en": frozenset("no not yes never nope yeah".split()),
    "es": frozenset("no si nunca tampoco ni nada".split()),
    "fr": frozenset("non oui pas jamais si plus rien".split()),
}
"""A comma beside one of these can turn a sentence: "No, we sign" and "No we sign"."""


@dataclass(frozen=True, slots=True)
class Shorthand:
    words: Mapping[str, str]
    symbols: tuple[tuple[str, str], ...]
    asking: tuple[str, ...]
    """Beginnings that only a question has."""


def _pairs(table: str) -> dict[str, str]:
    """Lines of `short forms = what they mean`."""
    found = {}
    for line in table.strip().splitlines():
        shorts, meant = line.split("=")
        for short in shorts.split():
            found[short] = meant.strip()
    return found


MEANS: Mapping[Language, Shorthand] = {
    "en": Shorthand(
        _pairs("""
            u = you
            r = are
            ur = your
            thx tks thnx thanx ty = thanks
            pls plz = please
            mtg = meeting
            mtgs = meetings
            tmrw tmr tmw = tomorrow
            msg = message
            msgs = messages
            ppl = people
            bc cuz coz = because
            b4 = before
            dont = do not
            doesnt = does not
            didnt = did not
            isnt = is not
            arent = are not
            wasnt = was not
            werent = were not
            hasnt = has not
            havent = have not
            hadnt = had not
            cant = can not
            wont = will not
            couldnt = could not
            shouldnt = should not
            wouldnt = would not
            im = i am
            ive = i have
            youre = you are
            theyre = they are
            weve = we have
            thats = that is
            whats = what is
            wheres = where is
            gonna = going to
            wanna = want to
            ok okay okey k = ok
            labour = labor
            favour = favor
            centre = center
            organise = organize
            organising = organizing
            cancelled = canceled
            defence = defense
            n = and
            yep yup yeah = yes
            nope = no
            hiya hey = hi
            everybody = everyone
            folks = friends
        """),
        (("w/o", "without "), ("w/", "with "), ("&", " and "), ("s.o.s.", "sos")),
        (
            *"when where who what how why which whose".split(),
            *(
                f"{verb} {subject}"
                for verb in "is are was were did do does can could will would should has have am may".split()
                for subject in "i you he she it we they there the this that anyone someone somebody everyone".split()
            ),
            "any news",
            "any updates",
            "any update",
        ),
    ),
    "es": Shorthand(
        _pairs("""
            q k qe ke = que
            xq pq porq xk pork porke porque = por que
            x = por
            d = de
            tmb tb tmbn tbn tambn = tambien
            pa = para
            msj msg = mensaje
            msjs = mensajes
            grax gcs grcs = gracias
            bn = bien
            dnd = donde
            cdo cndo = cuando
            aki = aqui
            toy = estoy
            stamos tamos = estamos
            sind = sindicato
            compas companeras companerxs companeres = companeros
            compa companera = companero
            todas todxs todes tods = todos
            ok okey okay oki = ok
            sip = si
            nop nel = no
            pls plis porfa porfas porfis porfavor = por favor
            info = informacion
            reu = reunion
            tel = telefono
            doc = documento
            docs = documentos
            ntp = no te preocupes
            finde = fin de semana
            bno = bueno
            salu2 = saludos
            xfa xfavor = por favor
        """),
        (("companer@s", "companeros"), ("tod@s", "todos"), ("100pre", "siempre"), ("&", " y ")),
        (
            # Not "por que": typed in a hurry it is "because" as often.
            *"cuando donde quien quienes que como cual cuanto cuantos cuantas adonde".split(),
            "a que",
            "hay alguna",
            "alguna novedad",
        ),
    ),
    "fr": Shorthand(
        _pairs("""
            svp stp = s il vous plait
            bjr = bonjour
            bsr = bonsoir
            mrc mci = merci
            pcq pck pke parske = parce que
            qqn = quelqu un
            qqch = quelque chose
            tjrs tjs tjr tjours = toujours
            pq pk pkoi pourkoi = pourquoi
            ds = dans
            ns = nous
            vs = vous
            msg = message
            rdv = rendez vous
            chu = je suis
            auj ajd = aujourd hui
            dsl = desole
            desolee = desole
            synd = syndicat
            bcp = beaucoup
            cb = combien
            qd = quand
            pr = pour
            cest = c est
            jai = j ai
            jsuis = je suis
            ya = y a
            reu = reunion
            ok okay okey = ok
            ouais oue = oui
            nan = non
            tlm = tout le monde
            asap = des que possible
            doc = document
            docs = documents
            dac dacc = d accord
            slt = salut
            we = fin de semaine
            weekend = fin de semaine
            infos info = informations
            toutes = tous
        """),
        (("s.v.p.", "svp "), ("s.v.p", "svp "), ("week-end", "fin de semaine"), ("&", " et ")),
        (
            *"quand ou qui que qu quoi comment pourquoi quel quelle quels quelles combien".split(),
            "est ce que",
            "est ce qu",
            "avez vous",
            "pouvez vous",
            "peux tu",
            "as tu",
            "etes vous",
            "es tu",
            "a quelle",
            "savez vous",
            "sais tu",
            "voulez vous",
            "veux tu",
            "y a t il",
            "a t on",
            "des nouvelles",
        ),
    ),
}
