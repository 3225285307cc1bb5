"""Spanish to French."""

from __future__ import annotations

import re

from bot.translation.rules import spanish
from bot.translation.rules.agreement import participles_agree
from bot.translation.rules.english import START
from bot.translation.rules.model import Rules
from bot.translation.rules.spanish_clauses import SPANISH_CLAUSES, SPANISH_CLAUSES_TO_FRENCH
from bot.translation.word_stream import TIDY, lower_inside, rewrite

_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_BEFORE_NOUN = r"(?:vrai|nouveau|dernier|prochain|premier|deuxième|seul|même|autre|bon|mauvais|grand|petit)"


def _present_of_gerund(found: re.Match[str]) -> str:
    """están negándonos -> nos niegan"""
    clitics = "".join(clitic.replace("<enc>", "<pro>") + " " for clitic in re.findall(r"\^[^$]*\$", found[4] or ""))
    return f"{clitics}^{found[3]}{found[2]}$"


_NEED = {
    "amos": ("emos", "enemos"),
    "an": ("en", "ienen"),
    "o": ("o", "engo"),
    "a": ("e", "iene"),
    "as": ("es", "ienes"),
}

_DONE_TO_PERSONS = (
    "aider|frapper|menacer|représenter|défendre|soutenir|appuyer|trahir|insulter|pousser|obliger|forcer|harceler|accuser|"
    "congédier|arrêter|suspendre|diriger|surveiller|tromper|agresser|intimider|attaquer|protéger|aimer|connaître"
)

SPANISH_FRENCH = Rules(
    before=(
        *spanish.BEFORE,
        rewrite(r"\b([Hh])ay que\b", lambda m: "Debemos" if m[1] == "H" else "debemos"),
        rewrite(
            r"\b([Nn])ecesit(amos|an|o|a|as) que\b", lambda m: f"{'Q' if m[1] == 'N' else 'q'}uer{_NEED[m[2]][0]} que"
        ),
        rewrite(
            r"\b([Nn])ecesit(amos|an|o|a|as) (?=\w+[^aei]\w*\b)",
            lambda m: f"{'T' if m[1] == 'N' else 't'}{_NEED[m[2]][1]} necesidad de ",
        ),
        rewrite(r"\bdesde hace\b", "desde"),
    ),
    analysed=(
        *spanish.ANALYSED,
        # Si no nos pagan: if they do not, not else
        rewrite(
            r"\^([Ss])i no/[^$]*\$(?= \^[^$/]+/[^$]*<(?:prn><pro|vblex|vbser|vbhaver|vbmod|adv)>)",
            r"^\1i/\1i<cnjadv>$ ^no/no<adv>$",
        ),
    ),
    tagged=(
        *SPANISH_CLAUSES,
        *spanish.TAGGED,
        *SPANISH_CLAUSES_TO_FRENCH,
        rewrite(
            r"\^([Ee]star)<vblex>(<(?:pri|pii|fti)><p\d><(?:sg|pl)>)\$ \^([^$<]+<vblex>)<ger>\$((?: \^[^$<]+<prn><enc>[^$]*\$)*)",
            _present_of_gerund,
        ),
        rewrite(START + r"\^[Pp]rimero<adv>\$ (\^[^$<]+<vbmod>[^$]*\$)", r"\1\2 ^primero<adv>$"),
        rewrite(
            START
            + r"((?:\^[Nn]o<adv>\$ )?)(\^[Ss]er<vbser><(?:ifi|pri|pii|fti)><p3><sg>\$ \^(?:"
            + spanish.HUMAN_PARTICIPLE
            + r")<vblex><pp><(m|f)><sg>\$)",
            lambda m: f"{m[1]}^Él<prn><tn><p3><{m[4]}><sg>$ {m[2].lower()}{m[3].replace('^S', '^s')}",
        ),
        rewrite(r"\^por<pr>\$(?= \^[^$<]+<vb\w+><inf>)", "^para<pr>$"),
        rewrite(
            r"(\^amenazar<vblex>[^$]*\$(?: \^[^$]*<n>[^$]*\$| \^[^$]*<det>[^$]*\$)*) \^con<pr>\$(?= \^[^$<]+<vblex><inf>)",
            r"\1 ^de<pr>$",
        ),
    ),
    looked_up=(
        rewrite(r"\^primero<adv>/[^$]*\$", "^primero<adv>/d'abord<adv>$"),
        # firmó por nosotros, votar por él
        rewrite(
            r"(\^(?:firmar|votar|pagar|hablar|luchar|trabajar|responder)<vblex>(?!<pp)[^$]*\$ )\^por<pr>/[^$]*\$",
            r"\1^por<pr>/pour<pr>$",
            re.IGNORECASE,
        ),
        rewrite(
            r"(\^(?:dejar)<vblex>)([^$/]*)/[^$]*\$(?= \^el<det>[^$]*\$ \^(?:ciudad|pueblo|empresa|planta|trabajo|país|reunión|puesto|sala|edificio|zq\w+)<)",
            r"\1\2/quitter<vblex>\2$",
        ),
    ),
    transferred=(
        # al abogado que nos ayuda: qui, where the verb has another object
        rewrite(
            rf"(<n>[^$]*<(sg|pl)>[^$]*\$ )\^que<rel>([^$]*)\$ \^il<prn><tn><p3><m><\2>\$ (?=(?:\^ne<adv>\$ )?\^(?:nous|me|te|vous|le)<prn><pro>[^$]*\$ (?:\^avoir<vbhaver>[^$]*\$ )?\^(?:{_DONE_TO_PERSONS})<)",
            r"\1^qui<rel>\3$ ",
        ),
        # les gardes qui … ils continuent
        rewrite(
            r"(\^(?:qui|dont)<rel>[^$]*\$ [^.]{0,300}?<(?:n|adj|pp|adv)[^$]*\$ )\^il<prn><tn><p3>[^$]*\$ (?=(?:\^ne<adv>\$ )?(?:\^[^$<]+<prn><pro>[^$]*\$ )*\^[^$<]+<vb)",
            r"\1",
        ),
        lower_inside,
        rewrite(r"(\^(?:me|te|lui|leur)<prn>[^$]*\$ \^avoir<vbhaver>[^$]*\$ \^[^$<]+<vblex><pp><m>)<pl>", r"\1<sg>"),
        rewrite(
            r"((?:\^(?:[Pp]ersonne|[Rr]ien|[Aa]ucun)<prn>[^$]*\$ (?:\^de<pr>\$ \^[^$<]+<prn>[^$]*\$ )?|\^[Aa]ucun<det>[^$]*\$ (?:\^[^$<]+<adj>[^$]*\$ )*\^[^$<]+<n>[^$]*\$ (?:\^[^$<]+<adj>[^$]*\$ )*))(?!\^ne<)(?=(?:\^[^$<]+<prn><pro>[^$]*\$ )?\^[^$<]+<vb)",
            r"\1^ne<adv>$ ",
        ),
        rewrite(
            r"\^([Nn])e<adv>\$(?= (?:\^[^$<]+<(?:det|np|n|num|pr|predet|adj)>|\^[^$<]+<prn><tn>|\^\*))",
            lambda m: f"^{'P' if m[1] == 'N' else 'p'}as<adv>$",
        ),
        participles_agree,
        rewrite(r"(\^[Ss]e<prn><pro><ref>[^$]*\$ )\^avoir<vbhaver>", r"\1^être<vbser>"),
        rewrite(rf"(\^[^$<]+<n>[^$]*\$) (\^{_BEFORE_NOUN}<adj>[^$]*\$)", r"\2 \1"),
        rewrite(r"\^([Nn])e<adv>\$(?=(?: |\]|\[|\d)*(?:\^[^$]*<(?:sent|cm)>|$))", r"^\1on<adv>$"),
        rewrite(
            r"(<(?:rel|itg)>[^$]*\$ (?:\^[^$<]+<(?:n|adj)>[^$]*\$ )*)\^il<prn><tn><p3>[^$]*\$ (?=\^[^$<]+<vb)(?=[^?]*\^\?<sent>)",
            r"\1",
        ),
    ),
    after=(
        *TIDY,
        rewrite(r"\b([Nn](?:'|e )(?:\w+ )?\w+) pas (?=aucune?|personne\b|rien\b|jamais\b)", r"\1 "),
        rewrite(r"\baux (?=⟦n)", "à "),
        rewrite(
            r"\b(à|avec|pour|contre|sans|chez|selon|sur|entre|vers|par|devant|derrière) (ils?)\b",
            lambda m: f"{m[1]} {'eux' if m[2] == 'ils' else 'lui'}",
        ),
        rewrite(r"\bd'ils\b", "d'eux"),
        rewrite(r"\b([Ll])es (?=d(?:e|u|es|')\b)", lambda m: f"{'C' if m[1] == 'L' else 'c'}eux "),
        rewrite(r"\baux (?=d(?:e|u|es)\b)", "à ceux "),
        rewrite(r"\bd'il\b", "de lui"),
        rewrite(r"\b([Qq])ui est-ce qui (?:ils? )?", r"\1ui "),
        rewrite(r"\b([Aa])vant de (?=" + _WEEKDAY + ")", r"\1vant "),
        rewrite(r"\b([Aa])vant du\b", r"\1vant le"),
        rewrite(r"\b([Aa])vant des\b", r"\1vant les"),
        rewrite(r"\b([Aa])vant de (la |l['’])", r"\1vant \2"),
        rewrite(r"\ben (?=(?:Canada|Mexique|Québec)\b)", "au "),
        rewrite(r"\ben (?:les )?(?=États-Unis\b)", "aux "),
        rewrite(r"(?<=[Cc]anada et )les (?=États-Unis)", "aux "),
        rewrite(r"\b([Dd])e le (?!⟦)", r"\1u "),
        rewrite(r"\b([Dd])e les\b", r"\1es"),
        rewrite(r"\bà le\b", "au"),
        rewrite(r"\bà les\b", "aux"),
        rewrite(
            r"\b([Ll])[ea] (?=[aeiouéèêâîôh]\w)(?!(?:huit|onze|haut|hors|honte|hier|où|oui|un\b|une\b|ont\b|est\b|a\b|avait\b))",
            r"\1'",
        ),
        rewrite(r"\b([Ss])i (ils?\b)", r"\1'\2"),
        rewrite(r"\b([Qq])ue (?=ils?\b|elles?\b|on\b|aux?\b)", r"\1u'"),
        rewrite(r"\b[Ii]l est (une? \w[^?]*\?)", r"Est-ce \1"),
        rewrite(r"\b([Ii])l est (?=une? )", lambda m: "C'est " if m[1] == "I" else "c'est "),
        rewrite(r"^Tu (peux|as|veux|sais|es) ([^?]*\?)", lambda m: f"{m[1].capitalize()}-tu {m[2]}"),
        rewrite(r"^Vous (pouvez|avez|voulez|savez|êtes) ([^?]*\?)", lambda m: f"{m[1].capitalize()}-vous {m[2]}"),
        rewrite(r"(⟧ )peux (?=\w+er\b[^?]*\?)", r"\1peux-tu "),
        rewrite(r"\b[Cc]ombien (?=(?:travailleur|personne|membre|syndicat|jour|heure|mois|an)s?\b)", "Combien de "),
        rewrite(r" ([:»])", "\u00a0\\1"),
        rewrite(r"« ", "«\u00a0"),
        rewrite(r"(?<=\w)[ \u00a0]+(?=[?!;])", ""),
    ),
)
