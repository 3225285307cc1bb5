"""Ordinary words that people are called by on a shop floor: looks, animals, food, standing.

With a capital they are names more often than other words are. Names that lists have (Chuy, Ti-Guy) are not here but in
config/names/nicknames.txt.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import Language
from bot.core.names.cue_kinds import word_set

NICKNAME_WORDS: Mapping[Language, frozenset[str]] = {
    "en": word_set(
        """slim shorty stretch tiny biggie lefty curly red blondie whitey freckles bones baldy beard specs smiley happy
        grumpy sleepy lucky sunny dusty rusty sparky spike bear bull hoss duke goose moose mouse birdie gator wolf
        hawk cricket bunny turtle tiger cat rabbit pony bug peanut peaches cookie biscuit muffin cupcake honey sugar
        candy pickles beans bacon taco doc chief boss preacher deacon professor cowboy princess queen king major sarge
        cap captain coach junior pops grandpa mama papa auntie granny unc buddy bubba killer tank rocky ace digger
        scooter hammer wrench diesel turbo ghost shadow dutch frenchy tex"""
    ),
    "es": word_set(
        """flaco flaca flaquito flaquita gordo gorda gordito gordita guero guera negro negra negrito moreno morena
        prieto prieta chato chata chino china pelon pelona peludo grenas pecas barbas bigotes canas canelo colorado
        chaparro chaparra chaparrito alto grandote enano mudo sordo cojo manco tuerto zurdo bizco ronco trompas
        orejas muelas patas viejo vieja viejito abuelo abuela tocayo tocaya jefe jefa profe doc capi maistro compa
        compadre junior tio nene nena muneca muneco princesa reina rey diablo santo brujo mago loco loca vaquero
        charro gringo norteno jarocho tapatio regio chilango oaxaco poblano veracruz sinaloa oso osa tigre leon gato
        gata perro perra raton pollo gallo pato chango coyote lobo zorro zorra sapo rana pulga mosca burro toro vaca
        borrego chivo cabra caballo yegua tlacuache tejon ardilla conejo coneja cuervo zopilote tecolote aguila
        paloma gorrion camaron pulpo tiburon vibora alacran chapulin chicharo frijol chile elote mango limon papa
        taco tamal bolillo concha galleta bombon chocolate tuercas llantas fierros cables chispas"""
    ),
    "fr": word_set(
        """gros grosse grand grande petit petite long court maigre rouge rousse roux noir noire blond blonde frise
        barbu moustache chauve lunettes prof doc chef boss coach capitaine major sergent junior pepe meme mononc matante
        papi mamie pere vieux vieille jeune beu boeuf lion loup ours renard lievre lapin chat minou minoune souris
        rat castor chevreuil orignal corneille moineau pinson pic coq poulet canard oie cochon chien pitou puce mouche
        araignee crapaud grenouille barbotte truite pinotte patate beigne tarte sucre guimauve bonbon poutine cornichon
        tomate navet princesse reine roi ange diable curé cure indien suisse bleuet cowboy tank boulon bizoune"""
    ),
}
