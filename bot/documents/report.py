"""The evidence report as one Word document (.docx), its languages one after the other, made in memory.

The file names no author, program, machine or moment: its properties are emptied, and the archive's entries all bear the
same day. Text is text: nothing in it is a field, a link or markup.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.core.evidence import Block, Bullets, Figure, Heading, Paragraph, Part, Table
from bot.core.in_languages import InLanguages
from bot.documents.plain import plain
from bot.documents.plain import title as title_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import BaseStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph

_LOCALES = InLanguages({"en": "en-US", "es": "es-MX", "fr": "fr-CA"})
_SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)
"""Instead of the moment of its making, which is nobody's business."""
_FONT, _TEXT_PT, _SMALL_PT, _TITLE_PT = "Arial", 10.5, 8.5, 20
_PICTURE_IN, _TALLEST_IN, _LINE_IN, _MARGIN_IN = 4.2, 7.6, 6.5, 1.0
_RULE = "BFBFBF"
_SHADE = "EDEDED"
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def document(parts: Sequence[Part]) -> bytes:
    # 0.1 s, which only those who ask for a report should pay.
    import docx

    paper = docx.Document()
    _prepare(paper, parts[0].title)
    for number, part in enumerate(parts):
        if number:
            paper.add_page_break()  # type: ignore[no-untyped-call]
        _title(paper, part)
        for block in part.blocks:
            _add(paper, part.language, block)
    written = io.BytesIO()
    paper.save(written)
    return _neutral(written.getvalue())


def _prepare(paper: Document, title: str) -> None:
    from docx.shared import Inches, Pt, RGBColor

    properties = paper.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = title_of(title)
    properties.created = properties.modified = properties.last_printed = _SOME_DAY
    page = paper.sections[0]
    page.page_width, page.page_height = Inches(8.5), Inches(11)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Inches(_MARGIN_IN)
    for name, points, before in (("Normal", _TEXT_PT, 0), ("Heading 1", 15, 16), ("Heading 2", 12, 12)):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(points), name != "Normal"
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(6)
        _plain_fonts(style)
    _page_numbers(page.footer.paragraphs[0])


def _plain_fonts(style: BaseStyle) -> None:
    """The headings of the template follow a theme, whose font wins over the name."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), _FONT)


def _page_numbers(footer: WordParagraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)  # noqa: SLF001  # the library has no call for a field


def _title(paper: Document, part: Part) -> None:
    from docx.shared import Pt

    line = paper.add_paragraph()
    run = _run(line, part.title, part.language)
    run.bold, run.font.size = True, Pt(_TITLE_PT)
    line.paragraph_format.space_after = Pt(10)


def _add(paper: Document, language: str, block: Block) -> None:
    match block:
        case Heading(text, level):
            _run(paper.add_paragraph(style=f"Heading {level}"), text, language)
        case Paragraph(text):
            _run(paper.add_paragraph(), text, language)
        case Bullets(items):
            for item in items:
                _run(paper.add_paragraph(style="List Bullet"), item, language)
        case Table():
            _table(paper, language, block)
        case Figure():
            _figure(paper, block)


def _table(paper: Document, language: str, block: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Inches, Pt

    table = paper.add_table(rows=0, cols=len(block.header))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, block.widths, strict=True):
        column.width = Inches(_LINE_IN * width / 100)
    for number, row in enumerate((block.header, *block.rows)):
        line = table.add_row()
        marks = line._tr.get_or_add_trPr()  # noqa: SLF001
        marks.append(OxmlElement("w:cantSplit"))
        if number == 0:
            marks.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(line.cells, row, block.widths, strict=True):
            cell.width = Inches(_LINE_IN * width / 100)
            words = cell.paragraphs[0]
            words.paragraph_format.space_after = Pt(2)
            for at, piece in enumerate(text.split("\n")):
                run = _run(words, piece, language)
                run.font.size, run.bold = Pt(_SMALL_PT), number == 0
                if at < text.count("\n"):
                    run.add_break()
            if number == 0:
                _shade(cell)
    for border in table._tbl.tblPr.iter(qn("w:tblBorders")):  # noqa: SLF001
        for side in border:
            side.set(qn("w:color"), _RULE)
    paper.add_paragraph().paragraph_format.space_after = Pt(4)


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _figure(paper: Document, block: Figure) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Inches

    width = min(_PICTURE_IN, _TALLEST_IN * block.width / block.height)
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = line.add_run().add_picture(io.BytesIO(block.png), width=Inches(width))
    described = shape._inline.docPr  # noqa: SLF001
    described.set("descr", plain(block.alternative))
    described.set("name", f"figure {described.id}")


def _run(line: WordParagraph, text: str, language: str):  # type: ignore[no-untyped-def]
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = line.add_run(plain(text))
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), _LOCALES[language])
    run._r.get_or_add_rPr().append(tongue)  # noqa: SLF001
    return run


def _neutral(content: bytes) -> bytes:
    """The same archive with one day for all its entries, no system's mark, no program's name."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            new.writestr(entry, _APP if name == "docProps/app.xml" else old.read(name))
    return written.getvalue()
