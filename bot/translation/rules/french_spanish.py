"""French to Spanish."""

from __future__ import annotations

from bot.translation.rules import french
from bot.translation.rules.agreement import participles_agree, passive_of_deeds
from bot.translation.rules.model import Rules
from bot.translation.word_stream import TIDY, lower_inside, rewrite

_WEEKDAY = "lunes|martes|miércoles|jueves|viernes|sábado|domingo"

FRENCH_SPANISH = Rules(
    before=french.BEFORE,
    analysed=french.ANALYSED,
    tagged=french.TAGGED,
    looked_up=(
        # arrêtez de dire
        rewrite(
            r"\^([Aa])rrêter<vblex>([^$/]*)/[^$<]*<vblex>([^$]*)\$(?= (?:\^(?:pas|jamais|plus)<[^$]*\$ )?\^de<pr>[^$]*\$ (?:\^[^$<]+<prn>[^$]*\$ )*\^[^$<]+<vb\w+><inf>)",
            lambda m: f"^{m[1]}rrêter<vblex>{m[2]}/{'D' if m[1] == 'A' else 'd'}ejar<vblex>{m[3]}$",
        ),
        rewrite(
            r"\^refuser<vblex>([^$/]*)/[^$<]*<vblex>([^$]*)\$(?= (?:\^[^$<]+<adv>[^$]*\$ )?\^que<)",
            r"^refuser<vblex>\1/rehusar<vblex>\2$",
        ),
        rewrite(
            r"\^refuser<vblex>([^$/]*)/[^$<]*<vblex>([^$]*)\$ \^de<pr>[^$]*\$(?= \^[^$<]+<vb\w+><inf>)",
            r"^refuser<vblex>\1/rehusar<vblex>\2$",
        ),
        rewrite(
            r"\^depuis<pr>/[^$]*\$(?= (?:\^[^$<]+<(?:det|num|adj|adv)[^$]*\$ )*\^(?:an|mois|semaine|jour|heure|année)<)",
            "^depuis<pr>/desde hace<pr>$",
        ),
        rewrite(r"(<num>[^$]*\$ \^mois<n>[^$/]*/mes<n><m>)<ND>", r"\1<pl>"),
        rewrite(
            r"\^engager<vblex>([^$/]*)/[^$<]*<vblex>([^$]*)\$(?= (?:\^[^$]*\$ ){0,3}?\^à<pr>[^$]*\$ \^[^$<]+<vblex><inf>)",
            r"^engager<vblex>\1/obligar<vblex>\2$",
        ),
        rewrite(r"\^([Aa])vant<pr>/[^$]*\$", lambda m: f"^{m[1]}vant<pr>/{'A' if m[1] == 'A' else 'a'}ntes de<pr>$"),
        rewrite(r"\^d'abord<adv>/[^$]*\$", "^d'abord<adv>/primero<adv>$"),
        rewrite(r"\^D'abord<adv>/[^$]*\$", "^D'abord<adv>/Primero<adv>$"),
        rewrite(r"\^où<([^$/]*)/[^$]*\$", r"^où<\1/dónde<adv><itg>$"),
        rewrite(r"\^à<pr>/[^$]*\$(?= \^(?:le<det>[^$]*\$ \^)?(?:États-Unis|Canada|Mexique|Québec)<)", "^à<pr>/en<pr>$"),
        rewrite(r"(\^être<vb\w+>[^$]*\$ (?:\^[^$]*<adv>[^$]*\$ )?)\^à<pr>/[^$]*\$", r"\1^à<pr>/en<pr>$"),
        rewrite(r"(\^menacer<vblex>[^$]*\$ )\^de<pr>/[^$]*\$(?= \^[^$<]+<vblex><inf>)", r"\1^de<pr>/con<pr>$"),
        rewrite(
            r"\^([Cc])ombienqz<det>[^$]*\$(?= (?:\^[^$]*<adj>[^$]*\$ )*\^[^$<]+<n>[^$/]*/[^$<]+<n><(m|f)>)",
            lambda m: f"^{m[1]}ombienqz<det><itg><m><pl>/{'C' if m[1] == 'C' else 'c'}uánto<det><itg><{m[2]}><pl>$",
        ),
        rewrite(r"(\^[Zz]q\w+<adv>[^$]*\$ )\^pour<pr>/[^$]*\$", r"\1^pour<pr>/por<pr>$"),
        rewrite(r"\^personne<prn>([^$/]*)/[^$]*\$", r"^personne<prn>\1/nadie<prn><tn><mf><sg>$"),
        rewrite(r"\^Personne<prn>([^$/]*)/[^$]*\$", r"^Personne<prn>\1/Nadie<prn><tn><mf><sg>$"),
    ),
    transferred=(
        rewrite(r"\^([Dd])esde hace<pr>\$", r"^\1esde<pr>$ ^*hace$"),
        lower_inside,
        # nos suspendieron: Apertium hangs the pronoun on a verb that begins the sentence
        rewrite(r"\^([^$<]+<vblex><(?:ifi|pri|pii|fti|cni)>[^$+]*)\+([^$]*)<enc>([^$]*)\$", r"^\2<pro>\3$ ^\1$"),
        rewrite(
            rf"(\^(?:hasta|desde|para|antes de|después de)<pr>\$ )(\^(?:{_WEEKDAY})<n>)", r"\1^el<det><def><m><sg>$ \2"
        ),
        rewrite(
            rf"(<(?:inf|n><[mf]><sg|n><[mf]><pl|ifi><p\d><sg|ifi><p\d><pl|fti><p\d><sg|fti><p\d><pl|pri><p\d><sg|pri><p\d><pl|pp><m><sg|pp><f><sg)>\$ )(\^(?:{_WEEKDAY})<n>)",
            r"\1^el<det><def><m><sg>$ \2",
        ),
        rewrite(r"\^os<prn><(pro|enc)><p2><mf><pl>", r"^le<prn><\1><p3><mf><pl>"),
        rewrite(r"\^([Cc])uánto<det><itg>", r"^\1uánto<prn><itg>"),
        passive_of_deeds,
        participles_agree,
        rewrite(r"\^([Nn]adie<prn>[^$]*)\$ \^no<adv>\$", r"^\1$"),
        rewrite(
            r"\^([Nn])o<adv>\$ ((?:\^[^$<]+<prn><pro>[^$]*\$ )?\^[^$<]+<vb\w+>[^$]*\$(?: \^[^$<]+<vb\w+>[^$]*\$)?) +\^nunca<adv>\$",
            r"^\1unca<adv>$ \2",
        ),
        rewrite(r"\^([Nn])unca<adv>\$ \^no<adv>\$", r"^\1unca<adv>$"),
        rewrite(r"\^([^$<]+<vblex><(?:imp|pri|prs)>)<p2><pl>", r"^\1<p3><pl>"),
        rewrite(
            r"(\^(?:[Dd]espedir|[Aa]menazar|[Dd]emandar|[Ss]obornar|[Aa]cosar|[Ii]ntimidar|[Rr]einstalar|[Rr]econtratar|[Aa]poyar|[Pp]roteger|[Ss]uspender)<vblex>(?!<pp>)[^$]*\$)"
            r"(?= (?:\^[^$<]+<(?:det|num)>[^$]*\$ )*\^[^$<]+<(?:n|np|prn><tn)>)",
            r"\1 ^a<pr>$",
        ),
    ),
    read=(
        # a person whose name stands there; the way into English needs none of it
        rewrite(
            r"(\^(?:[Rr]eemplazar|[Tt]ratar|[Ll]lamar|[Aa]cusar|[Gg]olpear|[Aa]yudar|[Dd]enunciar|[Dd]efender|[Ii]nsultar|[Cc]astigar|[Ii]nterrogar|[Ee]xpulsar|[Dd]etener|[Ee]ngañar|[Tt]raicionar|[Mm]olestar|[Cc]ulpar|[Hh]erir|[Mm]atar|[Rr]egañar|[Ee]mpujar|[Oo]bligar|[Cc]onvencer|[Aa]visar|[Pp]resionar)<vblex>(?!<pp>)[^$]*\$)"
            r"(?= \^(?:[^$<]+<np><ant>|\*[A-ZÉ][a-zéèïë]+\$))",
            r"\1 ^a<pr>$",
        ),
        rewrite(
            r"\^([Vv])uestro<det><pos>(?:<[mf]>)?(?:<mf>)?",
            lambda m: f"^{'S' if m[1] == 'V' else 's'}uyo<det><pos><mf>",
        ),
    ),
    after=(
        *TIDY,
        rewrite(r"\bde el\b(?! [A-ZÁÉÍÓÚ])", "del"),
        rewrite(r"\ba el\b(?! [A-ZÁÉÍÓÚ])", "al"),
        rewrite(r"\bLos? siento\b", "Lo siento"),
        rewrite(r"\b([Ss])ólo\b", r"\1olo"),
        rewrite(r"\bporqué\b", "por qué"),
        rewrite(r"\b([Nn])osotras\b", r"\1osotros"),
        rewrite(r"\ben (?:ingleses|inglesa|inglesas)\b", "en inglés"),
        rewrite(r"\ben (?:españoles|española|españolas)\b", "en español"),
        rewrite(r"\ben (?:franceses|francesa|francesas)\b", "en francés"),
    ),
)
