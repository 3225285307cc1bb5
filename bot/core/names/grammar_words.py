"""Words that ask for a part of speech, tell of a way or of a place of work, in each language. All folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.model import Language
from bot.core.names.cue_kinds import word_set


@dataclass(frozen=True, slots=True)
class Grammar:
    before_verbs: frozenset[str]
    """Pronouns, negations and auxiliaries: a verb or a participle follows."""
    bound_to_verbs: frozenset[str]
    """Pronouns that nothing but a verb, or another of them, follows."""
    before_nouns: frozenset[str]
    """How much, which one: an ordinary noun follows."""
    before_adjectives: frozenset[str]
    """How, or that something is so."""
    after_verbs: frozenset[str]
    """What a verb governs: its object, or the particle that is half of it."""
    of_time: frozenset[str]
    """Prepositions before months and days."""
    ways: frozenset[str]
    """Of roads, stops and journeys: a place follows, after a preposition."""
    on_ways: frozenset[str]
    """The prepositions."""
    corners: frozenset[str]
    """Where roads meet or are left: every capital after them is a road."""
    departments: frozenset[str]
    """Where somebody works: the X of "Peaches from the kitchen"."""
    from_departments: frozenset[str]


ENGLISH = Grammar(
    before_verbs=word_set(
        """i we they u he she dont doesnt didnt cant couldnt wont wouldnt shouldnt isnt arent aint never not can could
        would should might must lets gonna gotta wanna cannot will ill well theyll youll id theyd"""
    ),
    bound_to_verbs=word_set("i we they he she ill theyll youll"),
    before_nouns=word_set(
        "much more less enough such another which what whose several many few half most good great bad"
    ),
    before_adjectives=word_set("very so too really pretty quite be are were being been how more most less"),
    after_verbs=word_set(
        """the a an your my our their his its this that these those it them us me you yourself myself ourselves
        themselves himself herself up down off out back away over"""
    ),
    of_time=word_set("in on by since until till from through before after of late early mid last next this during"),
    ways=word_set(
        """turn turns left right drive drove driving drives bus buses stop stops train trains exit take took corner road
        detour highway interstate closed route bypass ride rode walk walked march marched marching traffic parked park
        north south east west block blocks gate between shuttle carpool fly flew flight"""
    ),
    on_ways=word_set("on onto through via past to toward towards from along near between off"),
    corners=word_set("corner intersection exit exits"),
    departments=word_set(
        """shift line dock kitchen paint packing packout sanitation maintenance shipping receiving warehouse assembly
        payroll office hr quality stamping press welding weld trim nights days floor crew department dept plant local
        union hall laundry bakery freezer yard mill mine unit floor team cafeteria accounting security corporate"""
    ),
    from_departments=word_set("from in on at over"),
)
SPANISH = Grammar(
    before_verbs=word_set(
        """yo me te se nos les le no ya ustedes ellos ellas nosotros nosotras he ha has han hemos habia habian si nunca
        tambien siempre que cuando quien"""
    ),
    bound_to_verbs=word_set("me te se nos les le"),
    before_nouns=word_set(
        """mucha mucho muchas muchos poca poco pocas pocos tanta tanto mas menos otra otro cada ninguna ningun cualquier
        toda todo ni sin hay habia tener tengo tiene tenemos da dan dio buen buena mala gran nueva nuevo misma mismo"""
    ),
    before_adjectives=word_set("muy tan bien mas menos esta estan estaba es son era anda andan queda"),
    after_verbs=word_set(
        "lo la los las el un una nos me te le les mi su sus mis nuestro nuestra esto eso todo bien mal"
    ),
    of_time=word_set("en desde hasta de para del el este proximo pasado entre"),
    ways=word_set(
        """calle esquina camion camiones pasa pasan carretera autopista parada metro estacion vuelta derecha izquierda
        salida entronque cerrada cerrado bloqueo bloqueada ruta rumbo combi tren marcha viaje vive vivo viven kilometros
        km minutos horas"""
    ),
    on_ways=word_set("en por hasta hacia rumbo desde"),
    corners=word_set("esquina crucero cruce entronque salida"),
    departments=word_set(
        """linea turno embarques corte costura intendencia limpieza almacen mantenimiento calidad produccion pintura
        soldadura prensa prensas empaque nominas nomina oficina oficinas rh vigilancia cocina comedor montacargas nave
        area planta local seccion sindicato noche dia manana tarde ensamble lavanderia inyeccion fundicion rebaba patio
        caseta taller cuadrilla"""
    ),
    from_departments=word_set("de del en"),
)
FRENCH = Grammar(
    before_verbs=word_set(
        """je j tu il elle on nous vous ils elles me te se m t s n ne y en ai as ont avons avez avait avaient ete etre
        avoir ayant sont suis pas jamais peut peux peuvent faut veut veux va vas vont doit dois devez"""
    ),
    bound_to_verbs=word_set("je j tu ils me m te t se s ne n"),
    before_nouns=word_set(
        """plus moins trop peu assez beaucoup chaque aucun aucune plusieurs quelques quel quelle bon bonne belle
        nouvelle nouveau meme"""
    ),
    before_adjectives=word_set(
        "tres trop ben bien si tellement est sont etait sera plus moins aussi assez pas toute tout"
    ),
    after_verbs=word_set("le la les l un une des du ce cette ca moi nous toi vous mon ma mes pas plus ben tout toute"),
    of_time=word_set("en de d depuis jusqu avant apres fin debut mi ce le des au du pour"),
    ways=word_set(
        """rue tournez tourne gauche droite autobus bus arrete arret train metro sortie route chemin pont ferme fermee
        fermes detour coin roule passe passant passez prend prenez traverse marche trajet kilometres km minutes heures
        sud nord est ouest direction vol"""
    ),
    on_ways=word_set("sur par vers jusqu via"),
    corners=word_set("coin intersection angle sortez sortie"),
    departments=word_set(
        """quai cuisine ligne quart emballage expedition reception entretien maintenance paie bureau rh qualite
        production peinture soudure presse entrepot usine local syndicat nuit nuits jour jours soir soirs cafeteria
        decoupe abattoir congelateur cour equipe departement magasin buanderie menage securite plancher"""
    ),
    from_departments=word_set("de du d a au aux sur dans l"),
)
GRAMMARS: Mapping[Language, Grammar] = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH}
