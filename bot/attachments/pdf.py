"""PDF: written anew with only what its pages need. Earlier versions of it, which stay in a file, go with that."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from bot.attachments.cleaned import Cleaned
from bot.attachments.embedded import bare_jpeg, bare_jpeg2000
from bot.core.file_types import FileRefused

_ANYWHERE = (
    "/Metadata",  # XMP, also of single pictures
    "/PieceInfo",  # what programs note for themselves
    "/LastModified",
    "/AA",  # what happens by itself
    "/AF",  # files that are attached
    "/JS",
    "/Thumb",
    "/SpiderInfo",
    "/WebCaptureInfo",
    "/CreatorInfo",  # of a layer
    "/OPI",  # where the large version of a picture lies
    "/Ref",
    "/PA",
)
_ROOT = frozenset(
    ["/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/Names", "/Dests", "/ViewerPreferences",
     "/PageLayout", "/PageMode", "/Outlines", "/AcroForm", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OCProperties",
     "/OutputIntents"]
)  # fmt: skip
_PAGE = frozenset(
    ["/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents",
     "/Rotate", "/Group", "/Annots", "/Tabs", "/StructParents", "/UserUnit", "/Trans", "/Dur"]
)  # fmt: skip
_NAMES = frozenset({"/Dests"})
"""Of the document, of a page, of the lists of names: what stays. All else can be anything."""
_WHO_AND_WHEN = ("/T", "/M", "/NM", "/CreationDate", "/Subj")
"""Of a remark on a page; `/T` of the field of a form is its name, and stays."""
_FOREIGN_ANNOTATIONS = frozenset({"/FileAttachment", "/Movie", "/Sound", "/Screen", "/RichMedia", "/3D"})
_HARMLESS_ACTIONS = frozenset({"/GoTo", "/URI", "/Named"})
_WEB = ("http://", "https://", "mailto:", "tel:")
_MOST_OBJECTS = 500_000


def clean_pdf(content: bytes) -> Cleaned:
    """Raises FileRefused."""
    try:
        with Pdf.open(BytesIO(content), attempt_recovery=False) as pdf:
            _clean(pdf)
            written = BytesIO()
            pdf.save(written, static_id=True, fix_metadata_version=False, linearize=False)
            return Cleaned("pdf", written.getvalue())
    except FileRefused:
        raise
    except pikepdf.PasswordError:
        raise FileRefused("password") from None
    except Exception:  # noqa: BLE001  # whatever a parser stumbles over: it was not a sound document
        raise FileRefused("damaged") from None


def _clean(pdf: Pdf) -> None:
    if pdf.is_encrypted:  # with a password that everybody has: the empty one
        raise FileRefused("password")
    if len(pdf.objects) > _MOST_OBJECTS:
        raise FileRefused("damaged")
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise FileRefused("active")
    _keep_only(pdf.Root, _ROOT)
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        _keep_only(names, _NAMES)
    for each in _dictionaries(pdf):
        _clean_dictionary(each)
    for page in pdf.pages:
        _keep_only(page.obj, _PAGE)
        _clean_annotations(page.obj)
    _drop(pdf.trailer, "/Info")
    _drop(pdf.trailer, "/ID")


def _dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Every one, those inside of others too."""
    for indirect in pdf.objects:
        waiting: list[Any] = [indirect]
        while waiting:
            each = waiting.pop()
            if isinstance(each, Dictionary | Stream):
                yield each
                waiting += [value for _, value in each.items() if not _is_reference(value)]
            elif isinstance(each, pikepdf.Array):
                waiting += [value for value in each if not _is_reference(value)]


def _is_reference(value: Any) -> bool:
    """It comes by itself as one of the document's objects."""
    return bool(getattr(value, "is_indirect", False))


def _clean_dictionary(each: Any) -> None:
    for key in _ANYWHERE:
        _drop(each, key)
    action = each.get("/A")
    if isinstance(action, Dictionary) and not _is_harmless(action):
        _drop(each, "/A")
    if isinstance(action, Dictionary):
        _drop(action, "/Next")
    if each.get("/FT") == Name.Sig:  # the certificate of a signature is somebody's name
        _drop(each, "/V")
    if isinstance(each, Stream):
        _clean_stream(each)


def _is_harmless(action: Any) -> bool:
    """A jump in the document, or a link to the web; none to a path on somebody's computer."""
    kind = str(action.get("/S"))
    return kind in _HARMLESS_ACTIONS and (kind != "/URI" or str(action.get("/URI")).lower().startswith(_WEB))


def _clean_stream(stream: Any) -> None:
    if "/F" in stream:  # its bytes lie in another file
        raise FileRefused("links")
    if stream.get("/Subtype") != Name.Image:
        return
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names == ["/DCTDecode"]:
        stream.write(bare_jpeg(stream.read_raw_bytes()), filter=filters, decode_parms=stream.get("/DecodeParms"))
    elif names == ["/JPXDecode"]:
        stream.write(bare_jpeg2000(stream.read_raw_bytes()), filter=filters)
    elif {"/DCTDecode", "/JPXDecode"} & set(names):
        raise FileRefused("active")


def _clean_annotations(page: Any) -> None:
    annotations = page.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    kept = [each for each in annotations if str(each.get("/Subtype")) not in _FOREIGN_ANNOTATIONS]
    for each in kept:
        is_field = each.get("/Subtype") == Name.Widget
        for key in _WHO_AND_WHEN:
            if not (is_field and key == "/T"):
                _drop(each, key)
    page["/Annots"] = pikepdf.Array(kept)


def _keep_only(container: Any, keys: frozenset[str]) -> None:
    for key in list(container.keys()):
        if key not in keys:
            del container[key]


def _drop(container: Any, key: str) -> None:
    if key in container:
        del container[key]
