"""Files as people's phones and programs make them, with secret words wherever a format lets words hide."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, ImageCms, PngImagePlugin

SECRET = "Zarzamorix"
"""Stands in every hidden corner of every sample."""
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><creator>{SECRET}</creator></x:xmpmeta>".encode()


def picture(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new(mode, (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F], data[0x013B], data[0x8298] = SECRET, SECRET, SECRET  # maker, artist, copyright
    data[0x9286] = SECRET  # user comment
    data.get_ifd(0x8825).update({1: "N", 2: (25.0, 40.0, 12.0), 3: "W", 4: (100.0, 18.0, 33.0), 29: SECRET})
    return data


def profile() -> bytes:
    """A colour profile with a telling name."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return bytes(made.replace(b"\0s\0R\0G\0B", b"\0Z\0a\0r\0z", 1)) + SECRET.encode()


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def jpeg(orientation: int = 1, image: Image.Image | None = None) -> bytes:
    return saved(
        image or picture(), "JPEG", exif=exif(orientation), icc_profile=profile(), comment=SECRET.encode(), xmp=XMP
    ) + SECRET.encode()  # fmt: skip


def png() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", SECRET)
    words.add_text("Comment", SECRET, zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return saved(picture(mode="RGBA"), "PNG", pnginfo=words, exif=exif(), icc_profile=profile())


def webp(**options: Any) -> bytes:
    return saved(picture(), "WEBP", exif=exif(), xmp=XMP, icc_profile=profile(), **options)


def gif(frames: int = 3) -> bytes:
    images = [picture(60 + index, 40) for index in range(frames)]
    images = [image.resize((60, 40)).rotate(90 * index) for index, image in enumerate(images)]
    return saved(images[0], "GIF", save_all=True, append_images=images[1:], duration=70, comment=SECRET.encode())


def noise(width: int, height: int) -> Image.Image:
    """Cannot be made small by any format."""
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def pdf(**options: Any) -> bytes:
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 200))
        photo = document.make_stream(jpeg())
        photo.Type, photo.Subtype, photo.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
        photo.Width, photo.Height, photo.BitsPerComponent = 60, 40, 8
        photo.ColorSpace = pikepdf.Name.DeviceRGB
        photo.Metadata = document.make_stream(XMP)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Photo=photo))
        page.Contents = document.make_stream(b"q 100 0 0 100 50 50 cm /Photo Do Q")
        page.obj.PieceInfo = pikepdf.Dictionary(Draw=pikepdf.String(SECRET))
        remark = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="a remark", T=SECRET,
            M=f"D:2026{SECRET}", NM=SECRET,
        )  # fmt: skip
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=SECRET),
        )  # fmt: skip
        page.obj.Annots = pikepdf.Array([document.make_indirect(remark), document.make_indirect(link)])
        path = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"file:///home/{SECRET}"),
        )  # fmt: skip
        page.obj.Annots.append(document.make_indirect(path))
        page.obj["/Private"] = document.Root["/Private"] = pikepdf.String(SECRET)
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{SECRET}')")
        document.attachments["notes.txt"] = SECRET.encode()
        document.docinfo["/Author"] = SECRET
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = [SECRET]
        written = BytesIO()
        document.save(written, **options)
        return written.getvalue()


def pdf_with_earlier_version() -> bytes:
    """A page whose words were taken away, in the way that leaves them in the file."""
    first = pdf()
    with pikepdf.open(BytesIO(first)) as document:
        number = len(document.objects) + 1
    start = first.rindex(b"startxref") + len("startxref")
    before = int(first[start:].split()[0])
    extra = f"{number} 0 obj\n({SECRET})\nendobj\n".encode()
    table = len(first) + len(extra)
    tail = f"xref\n{number} 1\n{len(first):010} 00000 n \ntrailer\n<</Size {number + 1}/Root 1 0 R/Prev {before}>>\n"
    return first + extra + tail.encode() + f"startxref\n{table}\n%%EOF\n".encode()


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.comment = SECRET.encode()
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument."
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


def docx_parts() -> dict[str, bytes | str]:
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, kind in {
            "word/document.xml": f"{_TYPES}wordprocessingml.document.main+xml",
            "word/settings.xml": f"{_TYPES}wordprocessingml.settings+xml",
            "docProps/core.xml": _CORE,
            "docProps/app.xml": f"{_TYPES}extended-properties+xml",
            "docProps/custom.xml": f"{_TYPES}custom-properties+xml",
        }.items()
    )
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": relations(
            ("rId1", f"{_R}/officeDocument", "word/document.xml", ""),
            ("rId2", f"{_R}/metadata/core-properties", "docProps/core.xml", ""),
            ("rId3", f"{_R}/metadata/thumbnail", "docProps/thumbnail.jpeg", ""),
        ),
        "word/document.xml": f'<?xml version="1.0"?><!-- {SECRET} --><w:document {W} xmlns:r="{_R}"><w:body>'
        f'<w:p w:rsidR="00{SECRET}"><w:r><w:t>Lo que se lee</w:t></w:r></w:p></w:body></w:document>',
        "word/_rels/document.xml.rels": relations(
            ("rId1", f"{_R}/settings", "settings.xml", ""),
            ("rId2", f"{_R}/image", "media/image1.jpeg", ""),
            ("rId3", f"{_R}/hyperlink", f"file:///C:/Users/{SECRET}/a.docx", "External"),
            ("rId4", f"{_R}/customXml", "../customXml/item1.xml", ""),
        ),
        "word/settings.xml": f'<w:settings {W}><w:rsids><w:rsid w:val="{SECRET}"/></w:rsids>'
        f'<w:docVars><w:docVar w:name="a" w:val="{SECRET}"/></w:docVars></w:settings>',
        "word/media/image1.jpeg": jpeg(),
        "docProps/core.xml": f"<cp>{SECRET}</cp>",
        "docProps/app.xml": f"<Properties><Company>{SECRET}</Company></Properties>",
        "docProps/custom.xml": f"<Properties>{SECRET}</Properties>",
        "docProps/thumbnail.jpeg": jpeg(),
        "customXml/item1.xml": f"<a>{SECRET}</a>",
    }


def relations(*each: tuple[str, str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{f" TargetMode={mode!r}" if mode else ""}/>'
        for key, kind, target, mode in each
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def docx_saying(paragraph: str) -> bytes:
    """With this markup in place of its paragraph."""
    parts = docx_parts()
    parts["word/document.xml"] = f'<w:document {W} xmlns:r="{_R}"><w:body>{paragraph}</w:body></w:document>'
    return zipped(parts)


SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odt_parts(body: str = "<text:p>Lo que se lee</text:p>") -> dict[str, bytes | str]:
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {SPACES}><office:scripts/><office:body><office:text>{body}"
        f"<text:p><text:author-name>{SECRET}</text:author-name>"
        f'<draw:frame draw:name="{SECRET}"><draw:image xlink:href="Pictures/a.jpg"/></draw:frame></text:p>'
        f"</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {SPACES}/>",
        "meta.xml": f"<office:document-meta {SPACES}><dc:creator>{SECRET}</dc:creator></office:document-meta>",
        "settings.xml": f"<office:document-settings {SPACES}>{SECRET}</office:document-settings>",
        "Thumbnails/thumbnail.png": png(),
        "Pictures/a.jpg": jpeg(),
        "META-INF/manifest.xml": f"<manifest>{SECRET}</manifest>",
    }
