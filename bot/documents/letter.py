"""A letter as a Word document (.docx), made in memory."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from bot.core.in_languages import InLanguages
from bot.core.letters import Letter
from bot.core.model import Language
from bot.documents.plain import plain, title

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LOCALES = InLanguages({"en": "en-US", "es": "es-MX", "fr": "fr-CA"})
_POINTS = 11
_SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)
"""Instead of the moment of its making, which is nobody's business."""


def document(letter: Letter, language: Language) -> bytes:
    """Its properties name no author, program or time."""
    # 0.1 s, which only those who ask for a letter should pay.
    from docx import Document
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paper = Document()
    properties = paper.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = title(letter.subject)
    properties.language = _LOCALES[language]
    properties.created = properties.modified = properties.last_printed = _SOME_DAY
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(_POINTS)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    told = normal.element.get_or_add_rPr()
    tongue = told.makeelement(qn("w:lang"), {qn("w:val"): _LOCALES[language]})
    told.append(tongue)

    paper.add_paragraph().add_run(plain(f"[{letter.warning}]")).italic = True
    for block in (letter.sender, (letter.day,), letter.to):
        paper.add_paragraph()
        for line in block:
            paper.add_paragraph(plain(line))
    paper.add_paragraph()
    paper.add_paragraph().add_run(plain(letter.subject)).bold = True
    for part in letter.body:
        paper.add_paragraph()
        if isinstance(part, str):
            paper.add_paragraph(plain(part))
        else:
            for at, item in enumerate(part, 1):
                paper.add_paragraph(plain(f"{at}. {item}")).paragraph_format.left_indent = Pt(2 * _POINTS)
    paper.add_paragraph()
    for line in letter.closing:
        paper.add_paragraph(plain(line))
    written = io.BytesIO()
    paper.save(written)
    return written.getvalue()
