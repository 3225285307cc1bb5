"""Words that tired people put around a command, and that say nothing of what is asked."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.in_languages import InLanguages
from bot.core.model import Language


def _words(typed: str) -> frozenset[str]:
    """As they are when folded."""
    return frozenset(typed.split())


COURTESY: Mapping[Language, frozenset[str]] = InLanguages(
    {
        "en": _words(
            "please pls plz plse plis thanks thank thx ty you u hi hey hello yo so much i i'd i'll im i'm id like would"
            " could can will want to wanna need me just now kindly urgent good morning create sorry"
        ),
        "es": _words(
            "porfa porfis porfavor favor xfa x plis pliz gracias grax muchas hola oye oiga buenos buenas buen dia dias"
            " tardes noches quiero quisiera queremos necesito necesitamos puedes puede pueden podria podrias me nos se"
            " ahora urgente companero companera companeros companeras compa compas amigo"
            " disculpe disculpa perdon"
        ),
        "fr": _words(
            "svp stp s'il sil s il te plait merci beaucoup bonjour bonsoir salut allo je j j'aimerais jaimerais"
            " voudrais veux veut peux peut peut-on pouvez pourrais pourriez tu vous m moi me urgent ai j'ai jai besoin"
            " excusez excusez-moi pardon desole desolee"
        ),
    }
)
"""Said of any command, also of one that does something."""

ASKING: Mapping[Language, frozenset[str]] = InLanguages(
    {
        "en": _words(
            "what whats what's wat wats wut is are s how hows how's where wheres where's when whens which any some all"
            " tell show check know find look at about up going happening happened w with the my our latest news it"
            " there doing have has got give number num ref got this that does do here still on for st us"
            " next week month upcoming coming soon page usmca network"
        ),
        "es": _words(
            "q k que ke cual cuales como cmo cm donde cuando hay algun alguna alguno noticia noticias novedad novedades"
            " onda pasa paso va van vamos anda esta estan estoy saber ver checar consultar mostrar muestra muestrame"
            " mostrarme dime dame decir dices digan di d la el los las todas todos sobre acerca num numero nro folio"
            " mi tu su son al aqui ahi tengo sigue busco buscar lo n°"
            " este semana mes proxima proximas proximo proximos pagina tmec t-mec red"
        ),
        "fr": _words(
            "quoi que quel quelle quels quelles kel c ce c'est cest est-ce qu'est-ce qu'en ou en est sont rendu rendue"
            " comment quand des du d nouvelles voir savoir montre montrez montrer afficher affiche consulter donner"
            " donne donnez dire dis dites pour sur avec toutes tous tout numero num n n° toi la le les l a y mes"
            " ma mon il"
            " ca avance semaine mois prochaine prochaines prochain prochains page aceum reseau"
        ),
    }
)
"""Said around a question. A command that does something is not looked for behind them: they may turn its sense."""
EVERY_COURTESY: frozenset[str] = frozenset().union(*COURTESY.values())
EVERY_ASIDE: frozenset[str] = EVERY_COURTESY.union(*ASKING.values())

PLEASE = _words("pls plz thx thanks please porfa porfavor xfa favor por gracias grax svp stp merci")


def spoken_in(words: frozenset[str]) -> Language | None:
    """The one language whose courtesy this is, None when it is of several or of none."""
    said = words & PLEASE
    found = [language for language, courtesy in COURTESY.items() if said & courtesy]
    return found[0] if len(found) == 1 else None


THIS_MESSAGE = _words(
    "this that it message msg mssg one last my the me of"
    " este esta esto ese esa eso mensaje msj mi ultimo el lo"
    " ce cet cette ca cela c'est le la mon dernier message"
)
"""What is said of the message that a reply to it asks to forget."""

FOREMOST = _words("the los las les des nos nuestros nuestras our all todos todas tous toutes everyone everybody")
"""No name of a person begins with these: "protect the workers" is said to everyone."""
