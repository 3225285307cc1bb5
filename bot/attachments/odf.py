"""OpenDocument (ISO/IEC 26300): text, sheets and slides, their pictures, and nothing of who made them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.attachments.cleaned import Cleaned
from bot.attachments.markup import elements, local, read_markup, take_out, write_markup
from bot.attachments.package import packed, part_meant, picture, plain_names
from bot.core.file_types import FORMS, FileRefused

MANIFEST = "META-INF/manifest.xml"
_FORMS = {FORMS[name].mimetype: name for name in ("odt", "ods", "odp")}
_KEPT = ("content.xml", "styles.xml")
_DROPPED = re.compile(
    r"meta\.xml|settings\.xml|manifest\.rdf|layout-cache|current\.xml|Thumbnails/.*|Configurations2/.*"
    r"|META-INF/documentsignatures\.xml|Pictures/.*\.(?:svm|xml)"
)
_PICTURE = re.compile(r"(?i)(?:Pictures|media)/[^/]+\.(?:jpe?g|png|gif|webp)")
_REMARKS = frozenset({"annotation", "annotation-end", "tracked-changes", "change", "change-start", "change-end"})
_ACTIVE = frozenset(
    {"scripts", "script", "event-listeners", "object", "object-ole", "applet", "plugin", "floating-frame",
     "dde-source", "dde-connection", "dde-link", "database-source-sql", "forms"}
)  # fmt: skip
_NAMES = re.compile(r"(?:author|sender|initial-creator|creator|printed-by)(?:-.*)?")
"""Fields that show people, filled in again by whoever opens the document."""
_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
)
_WEB = ("http", "https", "mailto", "tel")
_FETCHING_FORMULA = re.compile(r"(?i)\b(?:WEBSERVICE|DDE)\s*\(|'file:|https?://")
_FETCHED = frozenset(
    {"image", "fill-image", "table-source", "linked-table", "section-source", "background-image", "audio",
     "video", "media", "cell-range-source"}
)  # fmt: skip


def clean_odf(parts: Mapping[str, bytes]) -> Cleaned:
    """Raises FileRefused."""
    mimetype = parts["mimetype"].decode("ascii", "replace").strip()
    form = _FORMS.get(mimetype)
    if form is None:
        raise FileRefused("unknown")
    if b"encryption-data" in parts.get(MANIFEST, b""):
        raise FileRefused("password")
    renamed = plain_names(name for name in parts if _PICTURE.fullmatch(name))
    kept: dict[str, bytes] = {}
    for name, content in parts.items():
        if name in ("mimetype", MANIFEST) or _DROPPED.fullmatch(name):
            continue
        if name in _KEPT:
            kept[name] = _clean_part(content, renamed)
        elif _PICTURE.fullmatch(name):
            kept[renamed.get(name, name)] = picture(content)
        else:
            raise FileRefused("active")
    if "content.xml" not in kept:
        raise FileRefused("damaged")
    return Cleaned(form, packed({"mimetype": mimetype.encode(), MANIFEST: _manifest(mimetype, kept), **kept}))


def _manifest(mimetype: str, kept: Mapping[str, bytes]) -> bytes:
    entries = [("/", mimetype)] + [(name, "text/xml" if name in _KEPT else "") for name in kept]
    root = read_markup(f"<manifest:manifest {_NAMESPACES} manifest:version='1.3'/>".encode())
    space = root.tag.rpartition("}")[0] + "}"
    for name, kind in entries:
        entry = root.makeelement(f"{space}file-entry")
        entry.set(f"{space}full-path", name)
        entry.set(f"{space}media-type", kind)
        root.append(entry)
    return write_markup(root)


def _clean_part(content: bytes, renamed: Mapping[str, str]) -> bytes:
    root = read_markup(content)
    for element in elements(root):
        if not isinstance(element.tag, str):
            raise FileRefused("damaged")
        name = local(element.tag)
        if name in _REMARKS:
            raise FileRefused("comments")
        if name in _ACTIVE and len(element):
            raise FileRefused("active")
        if name in _ACTIVE or name == "meta":
            take_out(element)
            continue
        if _NAMES.fullmatch(name):
            element.text = ""
        _clean_attributes(name, element, renamed)
    return write_markup(root)


def _clean_attributes(name: str, element: Any, renamed: Mapping[str, str]) -> None:
    for key, value in list(element.attrib.items()):
        attribute = local(key)
        if attribute == "href":
            scheme = urlsplit(value).scheme.lower()
            if name in _FETCHED and (scheme or value.startswith(("..", "/"))):
                raise FileRefused("links")
            if name not in _FETCHED and scheme not in _WEB and not value.startswith("#"):
                element.set(key, "")
            elif not scheme and (plain := renamed.get(part_meant(value, ""))):
                element.set(key, plain)
        elif attribute == "formula" and _FETCHING_FORMULA.search(value):
            raise FileRefused("links")
        elif attribute in ("rsid", "paragraph-rsid", "creator", "author", "macro-name") or (
            attribute == "name" and name in ("frame", "image")
        ):
            del element.attrib[key]
