"""The report as a PDF: PDF/A-1b by Qt, its letters embedded, its charts drawn as lines.

Qt does it, which is here anyway and shapes every script. Qt puts the time at which it writes and
no language into the file; both are set right afterwards, so that the same report is the same file.
A PDF of Qt's has no tags: who listens to it has the HTML beside it.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPainter, QPdfWriter

from relaxapp.errors import RelaxappError
from relaxapp.painting.report_type import PER_INCH

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from relaxapp.painting.report_pages import Pages

_NAMESPACE: Final = uuid.UUID("5a0f63b5-5f26-5f0e-9c2e-6f6a2c3b9a11")
_STAMP: Final = re.compile(rb"/(CreationDate|ModDate) \(D:[0-9]{14}[^)]*\)")
_ROOT: Final = re.compile(rb"/Root ([0-9]+) 0 R")

_XMP: Final = """<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<rdf:Description rdf:about="">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>relaxapp</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<xmp:MetadataDate>{made}</xmp:MetadataDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end='w'?>"""


def write_pdf(
    pages: Pages, made: datetime, tell: Callable[[float], None] = lambda _: None
) -> bytes:
    """Return the PDF of pages that have been measured.

    ``made`` is an aware time, ``tell`` hears how much is done, 0..1, and may raise to end it.
    """
    sheet = pages.sheet
    title = f"{sheet.title}, {sheet.period}"
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
    writer.setResolution(PER_INCH)
    layout = QPageLayout(pages.paper.page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    writer.setPageLayout(layout)
    writer.setTitle(title)
    writer.setCreator("relaxapp")
    key = uuid.uuid5(_NAMESPACE, f"{title} {sheet.name} {made.isoformat()} {pages.count}")
    writer.setDocumentId(QUuid(str(key)))
    writer.setDocumentXmpMetadata(_metadata(title, sheet.language, made))
    painter = QPainter()
    if not painter.begin(writer):
        raise RelaxappError("The PDF cannot be made on this computer.")
    try:
        for number in range(pages.count):
            tell(number / pages.count)
            if number:
                writer.newPage()
            pages.paint(painter, number)
    finally:
        painter.end()
    return finished(bytes(buffer.data().data()), sheet.language, made)


def finished(pdf: bytes, language: str, made: datetime) -> bytes:
    """Return a PDF of Qt's with the time ``made`` and its ``language``, told as PDF tells them."""
    stamp = _stamp(made).encode()
    pdf = _STAMP.sub(lambda found: _same_length(found, stamp), pdf)
    return _with_language(pdf, language)


def _same_length(found: re.Match[bytes], stamp: bytes) -> bytes:
    """Return the entry with another time, as long as it was: the file counts its bytes."""
    made = b"/%s (%s)" % (found[1], stamp)
    missing = len(found[0]) - len(made)
    return made + b" " * missing if missing >= 0 else found[0]


def _with_language(pdf: bytes, language: str) -> bytes:
    """Append a new catalogue that names the language and asks for the title to be shown."""
    root = _ROOT.search(pdf, pdf.rfind(b"trailer"))
    size = re.search(rb"/Size ([0-9]+)", pdf[pdf.rfind(b"trailer") :])
    start = re.search(rb"startxref\s+([0-9]+)", pdf[pdf.rfind(b"startxref") :])
    rest = pdf[pdf.rfind(b"trailer") : pdf.rfind(b"startxref")]
    if root is None or size is None or start is None:
        return pdf
    number = root[1]
    begin = pdf.find(b"\n%s 0 obj" % number) + 1
    end = pdf.find(b"endobj", begin)
    body = pdf[begin:end]
    if not begin or b"/Lang" in body:
        return pdf
    closing = body.rstrip().rfind(b">>")
    told = b"/Lang (%s)\n/ViewerPreferences << /DisplayDocTitle true >>\n" % language.encode()
    catalogue = body[:closing] + told + body[closing:].rstrip() + b"\nendobj\n"
    at = len(pdf) + 1
    trailer = rest.rstrip()
    trailer = trailer[: trailer.rfind(b">>")] + b"/Prev %s\n>>\n" % start[1]
    table = b"xref\n%s 1\n%010d 00000 n \n" % (number, at)
    where = at + len(catalogue)
    return pdf + b"\n" + catalogue + table + trailer + b"startxref\n%d\n%%%%EOF\n" % where


def _stamp(made: datetime) -> str:
    return f"D:{made:%Y%m%d%H%M%S}Z" if not made.utcoffset() else _with_offset(made)


def _with_offset(made: datetime) -> str:
    from datetime import UTC

    # In UTC, which is as long as what Qt wrote.
    return f"D:{made.astimezone(UTC):%Y%m%d%H%M%S}Z"


def _metadata(title: str, language: str, made: datetime) -> bytes:
    from datetime import UTC

    from PySide6.QtCore import qVersion

    return _XMP.format(
        title=escape(title),
        language=escape(language),
        made=f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+00:00",
        producer=f"Qt {qVersion()}",
    ).encode()
