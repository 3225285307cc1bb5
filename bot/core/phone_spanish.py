"""Spanish as it is typed on a phone: k and q for qu, and the accents that only the words beside tell.

Total; what is doubtful stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_CLITIC = r"(?:me|te|se|le|les|lo|la|los|las|nos)"
_CLITICS = frozenset("me te se le les lo la los las nos".split())
_SMALL = r"(?:no|ya|nunca|jamas|tampoco|tambien|también|siempre|solo|sólo|nomas|nomás|todavia|todavía|casi|si|sí)"
_K_FOR_QU = re.compile(
    r"^(?:ke|aki|porke|aunke|sike|k(?:ie[nr]|is[ie]|it[aeo]|ed[aeo]|ej[ao]|er[ií]|iz[aá]|incena)\w*|(?:che|bus|to|par|apli)k[eé]\w*|pekeñ\w+)$"
)
_BARE_Q = re.compile(r"q(?=[eéií])")
_NO_PAST_IN_O = frozenset(
    "lo solo todo mucho poco como luego hizo puso dijo supo quiso vino tuvo anduvo pudo trajo mismo nuevo estuvo hubo "
    "medio primero tercero dentro bajo tanto cuando claro hecho dicho puesto visto".split()
)
_STRONG = ("puso", "dijo", "hizo", "tuvo", "vino", "trajo", "dujo", "quiso")
_NO_PAST_IN_E = frozenset(
    "que porque aunque siempre hice puse dije supe quise vine tuve anduve pude traje fue este ese donde parte estuve "
    "sabe debe tiene puede quiere viene dice hace sale".split()
)
_NO_PAST_IN_I = frozenset("casi aqui ahi asi allí alli fui mini".split())
_SUBJECT = (
    r"(?:(?:el|la|un|una|mi|su|ese|esa|este|esta|nuestro|nuestra) \w+(?: de (?:la |el |los |las )?\w+| del \w+)?"
    r"|él|ella|usted|quien|quién|nadie|alguien|el que|la que|al que)"
)
_BEFORE_PAST: tuple[re.Pattern[str], ...] = (
    # se accidento; se me olvido; nos grito
    re.compile(r"(\bse (?:(?:me|te|le|les|nos) )?)(\w{3,}o)\b", re.IGNORECASE),
    re.compile(r"(\bnos )(\w{3,}o)\b", re.IGNORECASE),
    # el inge le paso, la empresa ya pago
    re.compile(rf"(\b{_SUBJECT} (?:{_SMALL} )*{_CLITIC} )(\w{{3,}}o)\b", re.IGNORECASE),
    re.compile(rf"(\b{_SUBJECT} (?:no|ya|nunca|tampoco) )(\w{{3,}}o)\b", re.IGNORECASE),
    re.compile(
        rf"(\b{_SUBJECT} )(mando|pago|quito|aviso|paso|llamo|gano|entrego|renuncio|regreso|castigo|cambio|amenazo|robo)"
        r"(?= (?:a|al|la|el|los|las|mi|mis|su|sus|nuestr\w+|un|una|que|porque)\b)",
        re.IGNORECASE,
    ),
    # el delegado vino y no hablo con nadie
    re.compile(
        r"(\b(?:vino|llegó|dijo|fue|salió|entró|firmó|pidió|renunció) y "
        rf"(?:(?:no|ya|luego|nomas|tampoco) )*(?:{_CLITIC} )?)(\w{{3,}}o)\b",
        re.IGNORECASE,
    ),
    # me toco doblar
    re.compile(r"(\b(?:me|te|le|les) )(toco)(?= \w+[aei]r\b)", re.IGNORECASE),
)
_I_DID = re.compile(rf"(\byo (?:{_SMALL} )*(?:{_CLITIC} ){{0,2}})(\w{{3,}}[ei])\b", re.IGNORECASE)
_HE = re.compile(
    r"\bel(?= (?:(?:no|ya|nunca|tampoco|si|sí) )?(?:me|te|se|nos|le|les) )"
    r"|(?<=\bpor )el(?=[.,;!?]|$)|(?<=\bcon )el(?=[.,;!?]|$)|(?<=\ba )el(?=[.,;!?]|$)|(?<=\bde )el(?=[.,;!?]|$)",
    re.IGNORECASE,
)
_ME = re.compile(
    r"(?<=\ba )mi(?= (?:(?:no|ya|nunca|tampoco|también|tambien|si|sí) )*me )"
    r"|(?<=\ba )mi(?= (?:no|si|sí|tampoco|tambien|también)(?:[.,;!?]|$))"
    r"|(?<=\bpara )mi(?=[.,;!?]|$)|(?<=\bde )mi(?=[.,;!?]|$)|(?<=\bpor )mi(?=[.,;!?]|$)|(?<=\ba )mi(?=[.,;!?]|$)",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?<=\bnosotros )si(?= (?:no )?\w+mos\b)|(?<=\bellos )si(?= \w+n\b)|(?<=\bellas )si(?= \w+n\b)"
    r"|(?<=\bustedes )si(?= \w+n\b)",
    re.IGNORECASE,
)
_IS = re.compile(
    r"\besta(?=n? (?:mal[oa]s?|buen[oa]s?|rot[oa]s?|suci[oa]s?|llen[oa]s?|enferm[oa]s?|sol[oa]s?|segur[oa]s?)\b)",
    re.IGNORECASE,
)
_IF_WE = re.compile(
    r"(?:(?<=\bque)|(?<=\bsi)) ((?:\w+ ){0,3}?)(\w{2,}?)(a|ie|e)ramos\b",
    re.IGNORECASE,
)
_WE_DO = frozenset("prep rep sep comp decl acl disp esp op sup coop ent amp recup lib gen toler consid alt".split())
"""preparamos, esperamos: no wish."""
_THERE_IS = re.compile(
    r"(?<=\bno )ay\b|(?<=\bya )ay\b|(?<=\bque )ay\b|(?<=\bsi )ay\b|(?<=\bcuando )ay\b", re.IGNORECASE
)
_I_KNOW = re.compile(
    r"(?<=\bno )se(?= (?:si|qu[eé]|qui[eé]n|cu[aá]ndo|c[oó]mo|d[oó]nde|por qu[eé]|porque|nada|cu[aá]nto)\b)"
    r"|(?<=\byo )se(?= (?:que|qui[eé]n)\b)",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?<=\bhan )echo\b|(?<=\bha )echo\b|(?<=\bhe )echo\b|(?<=\bhemos )echo\b", re.IGNORECASE)
_FIRST = re.compile(r"(\w{3,})ó(?= yo\b)", re.IGNORECASE)
_FOR_MONTHS = re.compile(
    r"\b(llev)ó(?= (?:\w+|⟦\w+⟧|como \w+|más de \w+) "
    r"(?:d[ií]as?|mes|meses|semanas?|años?|horas?|rato|quincenas?|turnos?)\b)",
    re.IGNORECASE,
)
_DOES_TO_ME = r"(?:han|he|ha|van|va|dijo|dijeron|dieron|deben|debe|pagan|pagaron|corrieron|quit\w+|mand\w+|cambi\w+)"
_DOES = r"(?:no |ya )?(?:me|nos|le|les|te|se|lo|la|los|las|dijo|dice|anda|quiere|vino|es|est[aá])"
_THERE_MAY_BE = (
    "(?:paro|junta|huelga|agua|luz|votaci[oó]n|asamblea|transporte|cami[oó]n|comida|reuni[oó]n|recortes?|despidos?|bono"
    "|elecciones|represalias|problemas?|aumento|tiempo extra)"
)
_SPELLED_OUT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), put)
    for pattern, put in (
        # x q no vino; x q, no c, m han, que aya, el super me grabó
        (r"^(?:x ?[qk]|pq|xke)(?= [^,.;!?]+$)", "por qué"),
        # los q si votaron, 2 dias q si trabaje
        (r"\b((?:los|las|la|el|d[ií]as?|horas?|semanas?|turnos?) (?:que|q|k)) si(?= \w)", r"\1 sí"),
        (r"\bpa'?l\b", "para el"),
        # no iba a ver agua
        (
            rf"\b((?:va|iba|vaya|puede|podr[ií]a|debe|tiene que)(?: a)?) ver(?= {_THERE_MAY_BE}\b)",
            r"\1 haber",
        ),
        (r"\bx [qk]\b", "porque"),
        (r"\bno c\b", "no sé"),
        (rf"\b([mt])(?= {_DOES_TO_ME}\b)", r"\1e"),
        (r"\b(que|q|k|no|cuando|ya) aya(n?)\b", r"\1 haya\2"),
        (rf"\b(el|mi|nuestro|ese|este) super(?= {_DOES}\b)", r"\1 supervisor"),
    )
)
_WITH_CLITICS = re.compile(r"^([a-zñ]{2,}?)((?:me|te|se|nos)?(?:l[eoa]s?)|me|te|se|nos)$")
_VOWELS = re.compile(r"[aeiou]+")
_ACCENTED = {"a": "á", "ie": "ié", "e": "é", "i": "í", "o": "ó"}


def with_qu(word: str) -> str:
    """kien, cheqen: in small letters."""
    if "k" in word and _K_FOR_QU.match(word):
        word = re.sub(r"k(?=[eéií])", "qu", word).replace("k", "c")
    return _BARE_Q.sub("qu", word) if "q" in word else word


def with_clitics(word: str, is_verb: Callable[[str], bool]) -> str:
    """pidanle, avisele, firmandolo, darselo: the accent that a verb gets with what hangs on it. In small letters."""
    found = _WITH_CLITICS.match(word)
    if found is None or is_verb(word):
        return word
    for start in range(len(found[1]), len(word) - 1):
        verb, behind = word[:start], word[start:]
        if not re.fullmatch(r"(?:me|te|se|nos)?l[eoa]s?|me|te|se|nos", behind) or not is_verb(verb):
            continue
        two = len(behind) > 3 and behind not in ("les", "los", "las")
        syllables = [*_VOWELS.finditer(verb)]
        if verb.endswith("r"):
            place = len(syllables) - 1 if two else -1
        elif verb[-1] in "aeons" and (len(syllables) > 1 or two):
            place = max(len(syllables) - 2, 0)
        else:
            place = -1
        if place < 0 or (behind == "te" and verb.endswith("n")):
            continue
        vowels = syllables[place]
        strong = next((n for n in range(vowels.start(), vowels.end()) if word[n] in "aeo"), vowels.end() - 1)
        return word[:strong] + "áéíóú"["aeiou".index(word[strong])] + word[strong + 1 :]
    return word


def spelled_out(text: str) -> str:
    """What one letter stands for, where its neighbours tell."""
    for pattern, put in _SPELLED_OUT:
        text = pattern.sub(put, text)
    return text


def with_accents(sentence: str) -> str:
    """Of a sentence that has none."""
    sentence = _HE.sub(lambda found: "Él" if found[0][0] == "E" else "él", sentence)
    sentence = _ME.sub("mí", sentence)
    sentence = _YES.sub("sí", sentence)
    sentence = _IS.sub(lambda found: found[0][:3] + "á", sentence)
    sentence = _I_KNOW.sub("sé", sentence)
    sentence = _THERE_IS.sub("hay", sentence)
    sentence = _DONE.sub("hecho", sentence)
    for pattern in _BEFORE_PAST:
        sentence = pattern.sub(_past(_NO_PAST_IN_O), sentence)
    sentence = _I_DID.sub(_past(_NO_PAST_IN_E | _NO_PAST_IN_I), sentence)
    sentence = _FIRST.sub(r"\1o", sentence)
    sentence = _FOR_MONTHS.sub(r"\1o", sentence)
    return _IF_WE.sub(_wished, sentence)


def _past(but: frozenset[str]) -> Callable[[re.Match[str]], str]:
    def told(found: re.Match[str]) -> str:
        word = found[2]
        participle = word.lower().endswith(("ado", "ido")) and found[1].lower().split()[-1] not in _CLITICS
        if word.lower() in but or participle or word.lower().endswith(_STRONG):
            return found[0]
        return f"{found[1]}{word[:-1]}{_ACCENTED[word[-1].lower()]}"

    return told


def _wished(found: re.Match[str]) -> str:
    stem = found[2].lower()
    if stem in _WE_DO or (found[3] != "ie" and len(stem) < 3 and stem not in ("fu", "d")):
        return found[0]
    return f" {found[1]}{found[2]}{_ACCENTED[found[3].lower()]}ramos"
