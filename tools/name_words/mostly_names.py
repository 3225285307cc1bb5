"""Dictionary words that people in these countries meet as a name far more often than as the word.

"juan" and "jean" stand in lower case in dictionaries (a bird, a cloth). Left in, they would make the commonest names
ordinary words. Judged by hand from the list of lower-case entries that are common names too.
"""

from __future__ import annotations

MOSTLY_NAMES = {
    "en": frozenset(
        """abigail alexia aliyah ana angelica ann anna annie arias beau ben benjamin benny bertha beth billy bob
        bobby brad brent carl carol carter cesar chad charlie charlotte christie clarence colin colleen
        collins cornett daphne dean derrick dexter dixie donna dora emery franklin gemma gene gilbert
        gill glen graham griffin harry hays heather hector henry hicks hogan hurst iris jack jane
        jasmine jasper jean jenny jerry jill jimmy jo joey john johnny jones josh kelly kelvin ken kent
        kern kris kyle lea leal lee levy lewis lin logan louis lynch madden maggie mara marc marcel
        maria martin maxwell maya merle mickey mike milo molly montes morris muller murphy myrtle nance
        nancy nelson newton noel otto pam patsy perry peter phil phoebe randy rick rickey roberts robin
        robles roger rogers ruth sally sanders sheila shelly sherry silva spencer stephen stokes tammy
        ted teddy terry tiara timothy tom tony troy veronica victor victoria viola weber""".split()
    ),
    "es": frozenset(
        """acosta adonis agustin agustina alana alejo alexia alina alondra alonso amos angelica angelina arias
        arroyo augusto barbara belen ben benito benjamin bernardo bruce bruno cabrera camilla camilo
        cardenas carla carmen carolina carrillo castro catalina celia cesar charles ciara claudia colin
        cristina dalia dana dante darian dean delfina delia diana diego dina duarte duran ed enrique
        escobar esmeralda esparza espinosa esteban ester estes facundo fausto federico felipe frances
        francisca francisco franklin gallegos garcia garza gerardo gilbert giles gorman guzman helena
        henry herrera huerta iris isabela ivan jacinto jade james jan jane jazmin jeremias jeronimo
        jesus jorge josefina juan juana julia juliana kelvin kike leila lena leona lila lina lisa lozano
        luca lucas lucia lucio luis luisa macias magdalena manuela marcia marco marcos margarita maria
        mariana mariano marta martin mateo mauro maxwell medina mendoza meza milena minerva miranda
        moises moran morse mullen nancy newton nina nubia orlando ortega pablo pamela patricia patricio
        paty paul paula paulo pedro pineda quintero ramon rebeca rene reyes rita rodrigo rolando roman
        romeo romero ronda salgado salinas salma samuel santiago sara serafin silva silvia simon sosa
        soto susana tamara tania tapia teresa tina tomas tulio valentina valentino vargas vega veronica
        victor virginia weber""".split()
    ),
    "fr": frozenset(
        """adele aicha alexandra alvin amadou amine angelique antoine arias arroyo augustin augustine aurelie
        barrera ben benjamin benoit bill bob brandon broussard cabrera caroline casimir cesar charlotte
        claude claudine clemence colin contreras corbin cramer dan daphne dave delia denis derrick
        desiree devin diane dina donna dora doris douglas elise escobar estes eugenie fanny florentin
        fritz gemma gentry germain gilles guillaume gus hans hart isabelle jack jacqueline jacques jan
        jase jasmin jasper jean jeannette jenny joseph jules julien kaiser kyrie laure lena leonard
        lester lia lin lise lori lorraine louis luis lutz lyse madeleine manuel marc marcel margarita
        maria marie marina martin max maxime maya medina melba micheline moise moises morales morse
        moussa nia norma normand oceane octavia olivier oscar palmer pascal pascale patrice paulette
        peter philippine pierrette quinones ramon ramona regis rene renee richard rivera rob robert
        roberts robin romane rosalie rosie russo sabine saturnin spencer sylvain tate terri tomas tommy
        valentine velez veronique victoria victorien viola virginie zoe""".split()
    ),
}
