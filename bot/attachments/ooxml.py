"""Documents of Word, Excel and PowerPoint (ECMA-376): only parts that are known stay, and those without names.

What a program notes besides the document is dropped, what could act by itself makes the whole document refused; a
part that is neither known as needed nor as droppable is refused, because nobody here knows what it tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.attachments.cleaned import Cleaned
from bot.attachments.markup import elements, local, read_markup, take_out, write_markup
from bot.attachments.package import packed, part_meant, picture, plain_names
from bot.core.file_types import FileRefused

TYPES = "[Content_Types].xml"
_OOXML = "application/vnd.openxmlformats-officedocument."
_MAIN: Mapping[str, str] = {
    f"{_OOXML}wordprocessingml.document.main+xml": "docx",
    f"{_OOXML}spreadsheetml.sheet.main+xml": "xlsx",
    f"{_OOXML}presentationml.presentation.main+xml": "pptx",
}
_KEPT = frozenset(
    [f"{_OOXML}wordprocessingml.{name}+xml" for name in (
        "styles", "settings", "webSettings", "fontTable", "numbering", "footnotes", "endnotes", "header", "footer",
    )]
    + [f"{_OOXML}spreadsheetml.{name}+xml" for name in (
        "worksheet", "sharedStrings", "styles", "table", "chartsheet", "sheetMetadata",
    )]
    + [f"{_OOXML}presentationml.{name}+xml" for name in (
        "slide", "slideLayout", "slideMaster", "notesMaster", "notesSlide", "handoutMaster", "presProps", "viewProps",
        "tableStyles",
    )]
    + [f"{_OOXML}{name}+xml" for name in (
        "theme", "themeOverride", "drawing", "drawingml.chart", "drawingml.chartshapes", "drawingml.diagramData",
        "drawingml.diagramLayout", "drawingml.diagramStyle", "drawingml.diagramColors",
    )]
    + ["application/vnd.ms-office.chartstyle+xml", "application/vnd.ms-office.chartcolorstyle+xml",
       "application/vnd.ms-office.drawingml.diagramDrawing+xml"]
)  # fmt: skip
_DROPPED = frozenset(
    [f"{_OOXML}{name}+xml" for name in (
        "extended-properties", "custom-properties", "customXmlProperties", "spreadsheetml.calcChain",
        "wordprocessingml.document.glossary",
    )]
    + ["application/vnd.openxmlformats-package.core-properties+xml", f"{_OOXML}obfuscatedFont",
       "application/x-fontdata", f"{_OOXML}spreadsheetml.printerSettings",
       f"{_OOXML}wordprocessingml.printerSettings", f"{_OOXML}presentationml.printerSettings",
       "application/vnd.ms-word.stylesWithEffects+xml", f"{_OOXML}wordprocessingml.people+xml",
       "application/vnd.ms-excel.person+xml", "application/vnd.ms-office.classificationlabels+xml",
       "application/vnd.ms-office.webextension+xml", "application/vnd.ms-office.webextensiontaskpanes+xml",
       "application/vnd.ms-powerpoint.changesinfo+xml", "application/vnd.ms-powerpoint.revisioninfo+xml",
       "application/vnd.ms-powerpoint.authors+xml", f"{_OOXML}presentationml.commentAuthors+xml",
       f"{_OOXML}presentationml.tags+xml", "application/xml"]
)  # fmt: skip
_PICTURES = ("image/jpeg", "image/jpg", "image/png", "image/gif")
_REMARKS = re.compile(r"(?i)comments|revisionHeaders|revisionLog|userNames")

_CHANGES = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "commentReference", "delText"}
)
_WORD = "wordprocessingml"
_NOTED = frozenset(
    {
        "rsids", "docId", "attachedTemplate", "docVars", "mailMerge", "absPath", "fileSharing", "customWorkbookViews",
        "revisionPtr", "documentProtection", "writeProtection", "workbookProtection", "modifyVerifier", "custShowLst",
        "custDataLst", "customDataLst", "smartTagPr", "creationId", "saveThroughXslt", "saveSubsetFonts",
        "legacyDrawing", "printerSettings", "embeddedFontLst", "embedRegular", "embedBold",
        "embedItalic", "embedBoldItalic",
        "docPartObj", "dataBinding", "hlinkMouseOver",
    }
)  # fmt: skip
"""Elements that tell of people, of their computers, or of the history of the document."""
_ACTIVE = frozenset(
    {"control", "OLEObject", "oleObject", "oleObjects", "controls", "object", "externalReferences", "altChunk",
     "webPublishItems", "ddeLink", "subDoc", "movie", "videoFile", "audioFile", "quickTimeFile", "wavAudioFile",
     "externalData", "pivotCaches"}
)  # fmt: skip
_ATTRIBUTES = re.compile(
    r"(?:author|initials|userName|lastModifiedBy|refreshedBy|lastGuid|uid|paraId|textId|date|dateUtc|codeName|"
    r"rsid[A-Za-z]*|providerId|userId|reservationPassword|documentId|savedBy|editedBy|lastIdx|dt)"
)
_FETCHING_FIELD = re.compile(r"(?i)\b(?:INCLUDEPICTURE|INCLUDETEXT|DDE|DDEAUTO|LINK|DATABASE|IMPORT)\b")
_FETCHING_FORMULA = re.compile(r"(?i)\b(?:WEBSERVICE|RTD|CALL|REGISTER|IMAGE)\s*\(|\|")
_PATH = re.compile(r"[/\\]|\.[A-Za-z0-9]{2,5}$")
_WEB = ("http", "https", "mailto", "tel")
_NOWHERE = "about:blank"


def clean_ooxml(parts: Mapping[str, bytes]) -> Cleaned:
    """Raises FileRefused."""
    types = _Types(parts[TYPES])
    forms = {_MAIN[kind] for name in parts if (kind := types.of(name)) in _MAIN}
    if len(forms) != 1:
        raise FileRefused("active" if any("macro" in kind.lower() for kind in types.all()) else "unknown")
    kept = {name: content for name, content in parts.items() if name != TYPES and not name.endswith(".rels")}
    if any(_REMARKS.search(types.of(name)) for name in kept):
        raise FileRefused("comments")
    for name in list(kept):
        kind = types.of(name)
        if kind in _DROPPED or name.startswith(("docProps/", "customXml/")) or kind.startswith("font/"):
            del kept[name]
        elif kind in _PICTURES:
            kept[name] = picture(kept[name])
        elif kind in _KEPT or kind in _MAIN:
            kept[name] = _clean_part(kept[name])
        else:
            raise FileRefused("active")
    renamed = plain_names(name for name in kept if types.of(name) in _PICTURES)
    relations = {name: _relations(name, parts[name], kept, renamed) for name in parts if name.endswith(".rels")}
    written = {TYPES: types.written(kept, renamed)}
    written |= {name: content for name, content in relations.items() if content}
    return Cleaned(forms.pop(), packed(written | {renamed.get(name, name): kept[name] for name in kept}))


class _Types:
    """What each part is, by its name or its ending."""

    def __init__(self, content: bytes) -> None:
        self._root = read_markup(content)
        self._by_ending: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        for each in self._root:
            kind = each.get("ContentType", "")
            if local(each.tag) == "Default":
                self._by_ending[each.get("Extension", "").lower()] = kind
            elif local(each.tag) == "Override":
                self._by_name[each.get("PartName", "").lower()] = kind

    def of(self, name: str) -> str:
        """'' for what nothing is told of."""
        ending = name.rpartition(".")[2].lower()
        return self._by_name.get(f"/{name}".lower(), self._by_ending.get(ending, ""))

    def all(self) -> list[str]:
        return [*self._by_ending.values(), *self._by_name.values()]

    def written(self, kept: Mapping[str, bytes], renamed: Mapping[str, str]) -> bytes:
        """Only of what is left."""
        plain = {f"/{name}".lower(): f"/{other}" for name, other in renamed.items()}
        names = {f"/{name}".lower() for name in kept}
        endings = {name.rpartition(".")[2].lower() for name in kept} | {"rels"}
        for each in list(self._root):
            is_override = local(each.tag) == "Override"
            if each.get("PartName" if is_override else "Extension", "").lower() not in (
                names if is_override else endings
            ):
                self._root.remove(each)
            elif is_override and (other := plain.get(each.get("PartName", "").lower())):
                each.set("PartName", other)
        return write_markup(self._root)


def _relations(name: str, content: bytes, kept: Mapping[str, bytes], renamed: Mapping[str, str]) -> bytes:
    """Those to parts that are left; '' where none is. Raises FileRefused."""
    folder, _, source = name.rpartition("_rels/")
    if source != ".rels" and folder + source.removesuffix(".rels") not in kept:
        return b""
    root = read_markup(content)
    for each in list(root):
        kind, target = local(each.get("Type", "").replace("/", "}")), each.get("Target", "")
        if each.get("TargetMode") == "External":
            if kind == "attachedTemplate":
                root.remove(each)
            elif kind != "hyperlink":
                raise FileRefused("links")
            elif urlsplit(target).scheme.lower() not in _WEB:  # a path on somebody's computer
                each.set("Target", _NOWHERE)
        elif (part := part_meant(target, folder)) in renamed:
            each.set("Target", f"/{renamed[part]}")
        elif part not in kept and target[:1] != "#":
            root.remove(each)
    return write_markup(root)


def _clean_part(content: bytes) -> bytes:
    root = read_markup(content)
    for element in elements(root):
        if not isinstance(element.tag, str):
            raise FileRefused("damaged")
        name = local(element.tag)
        is_word = _WORD in element.tag
        if is_word and (name in _CHANGES or name.endswith("PrChange")):
            raise FileRefused("comments")
        if name in _ACTIVE:
            raise FileRefused("active")
        if name in ("commentRangeStart", "commentRangeEnd") or name in _NOTED:
            take_out(element)
            continue
        _look_at_commands(name, element)
        _clean_attributes(name, element)
    return write_markup(root)


def _look_at_commands(name: str, element: Any) -> None:
    """Fields and formulas that fetch something. Raises FileRefused."""
    command = element.text or "" if name in ("instrText", "f", "formula", "definedName") else ""
    command += next((value for key, value in element.attrib.items() if local(key) == "instr"), "")
    pattern = _FETCHING_FIELD if name == "instrText" or "instr" in map(local, element.attrib) else _FETCHING_FORMULA
    if command and pattern.search(command):
        raise FileRefused("links")


def _clean_attributes(name: str, element: Any) -> None:
    for key, value in list(element.attrib.items()):
        attribute = local(key)
        leads_to_printer = name == "pageSetup" and attribute == "id"
        if _ATTRIBUTES.fullmatch(attribute) or attribute == "macro" or leads_to_printer:
            del element.attrib[key]
        elif name in ("docPr", "cNvPr") and attribute == "name":
            element.set(key, f"Object {element.get('id', '')}".strip())
        elif name in ("docPr", "cNvPr") and attribute in ("descr", "title") and _PATH.search(value):
            del element.attrib[key]  # programs put the path of a picture here
        elif attribute in ("href", "src", "link") and "relationships" not in key:
            del element.attrib[key]
