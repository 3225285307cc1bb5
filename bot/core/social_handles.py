"""Accounts elsewhere that lead to a person: "ig: lachata77", "su face es Juan.Perez", facebook.com/…, t.me/….

An account of an institution leads to nobody: unions, authorities and newspapers pass by what their handles are made of.
Group invitations pass too. Matrix ids are none of this. Patterns are for folded text (see `folded`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.folded import Folded

_HANDLE = r"[a-z\d](?:[\w.-]{1,48}[a-z\d_])"
_PROFILE = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?:[a-z-]{1,6}\.){0,2}"
    r"(?:facebook\.com|fb\.com|fb\.me|m\.me|messenger\.com/t|instagram\.com|instagr\.am|tiktok\.com|threads\.net"
    r"|threads\.com|twitter\.com|x\.com|t\.me|telegram\.me|linkedin\.com/in|snapchat\.com/add)"
    rf"/@?(?P<handle>{_HANDLE})(?P<more>/?\?id=\d+)?"
)
_NO_PROFILE = frozenset(
    (
        "groups group events event watch share sharer sharer.php photo photo.php story.php permalink.php pages p reel"
        " reels tv stories explore hashtag search home login help policies privacy about joinchat addstickers s c i"
        " intent settings marketplace gaming ads business legal tag discover live notifications messages media"
    ).split()
)
_PLACE = (
    r"(?:ig|insta(?:gram)?|face(?:book)?|feis(?:buk)?|fb|tik ?tok|twitter|snap(?:chat)?|telegram|linkedin|messenger"
    r"|threads)"
)
_OWNER = (
    r"(?: (?:de (?:el|ella|ellos)|del? \w{2,12}|mio|suyo|account|user(?:name)?|usuario|cuenta|perfil|profile|compte"
    r"|profil|handle|page))?"
)
_THE_NAME = r"(?: (?:el|le nom(?: de)?|el nombre(?: de)?|the name(?: of)?))?"
_NAMED = re.compile(
    rf"(?<!\w){_PLACE}{_OWNER}(?P<link> ?[:=] ?"
    rf"| (?:es|is|est|era|was|c'est|as|como|comme|sous|under|aparece como|sale como){_THE_NAME} | )"
    rf"(?P<handle>@?{_HANDLE})(?![\w@/]|:\w)"
)
_WRITTEN_NAME = re.compile(
    rf"(?<!\w){_PLACE}{_OWNER} (?:as|como|comme|sous|under|es|is){_THE_NAME} "
    r"(?P<handle>[a-z][a-z'-]{1,20}(?: [a-z][a-z'-]{1,20}){1,3})"
)
_MENTIONED = re.compile(r"(?<![\w.@/+-])@(?P<handle>[a-z]\w*[._][\w.]*[a-z\d])(?![\w@/-]|:\w)")
_INSTITUTION = re.compile(
    r"sindicat|syndicat|teamster|unifor|profedet|infonavit|notici|periodic|workers|obrero|trabajador|travaill|federaci"
    r"|federation|confeder|coalici|coalition|solidar|laborlab|laborrights|seccion|oficial|official|recursos_?humanos"
    r"|(?<![a-z])(?:uaw|usw|ibew|seiu|aflcio|unions?|labou?r|stps|cfcrl|imss|usdol|nlrb|local\d|sindic)"
    r"|(?<![a-z])(?:afl|cio|clc|csn|ftq|csd|dol|ilab|ustr|oit|ilo|inai|gob|gov|news|radio|diario|prensa|press|media|journal"
    r"|times|reforma|jornada|milenio|canal|network|comite|committee|jobs|empleos)(?![a-z])"
)
"""What handles of unions, authorities and newspapers are made of. Short ones count as a word of their own, or at the
start of one: "benoit", "dolores" and "canales" are people.
"""
_SHAPED = re.compile(r"^@|[a-z][._][a-z\d]|[a-z]{3}-?\d")
_LIST_WORDS = frozenset("pagina page grupo group groupe live en in el la the para for por and y et or del".split())
_ENDED = re.compile(r" *(?:$|[\n.,;)!?]| (?:y|and|et|o|or|ou) )")


def find_profile_links(text: str) -> Iterator[tuple[int, int]]:
    """Spans in folded text, of which links have not been taken out."""
    for found in _PROFILE.finditer(text):
        handle = found["handle"]
        is_profile = handle not in _NO_PROFILE or (handle == "profile.php" and found["more"])
        if is_profile and handle != "profile.php" and _INSTITUTION.search(handle):
            continue
        if is_profile:
            yield found.span()


def find_handles(folded: Folded) -> Iterator[tuple[int, int]]:
    """Spans in folded text without links and Matrix ids."""
    text = folded.text
    for found in _NAMED.finditer(text):
        if _is_handle(folded, found) and not _INSTITUTION.search(found["handle"]):
            yield found.span("handle")
    for found in _WRITTEN_NAME.finditer(text):
        if (end := _capitals(folded, found)) and not _INSTITUTION.search(text, found.start("handle"), end):
            yield found.start("handle"), end
    for found in _MENTIONED.finditer(text):
        if not _INSTITUTION.search(found["handle"]):
            yield found.span()


def _is_handle(folded: Folded, found: re.Match[str]) -> bool:
    """It has the shape of one, or stands alone behind a colon ("ig: lachata")."""
    handle = found["handle"]
    if _SHAPED.search(handle):
        return True
    stands_alone = found["link"].strip() in (":", "=") and _ENDED.match(folded.text, found.end()) is not None
    return stands_alone and handle not in _LIST_WORDS


def _capitals(folded: Folded, found: re.Match[str]) -> int:
    """Where the words with a capital end; 0 when there are not two, or all is in capitals."""
    end = count = 0
    at = found.start("handle")
    for word in found["handle"].split(" "):
        if not folded.is_capital(at) or folded.is_capital(at + 1):
            break
        count, end = count + 1, at + len(word)
        at = end + 1
    return end if count > 1 else 0
