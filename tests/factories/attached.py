"""Files that people attach: small, and really what they are called."""

from base64 import b64encode
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from factories.cast import Member
from PIL import Image

from billing.requests.actions.attaching import attach_to_request
from billing.requests.rules.draft import Upload
from tenants.kernel.ids import RequestId, WorkspaceId

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"
CSV = "päivä;tunnit\n2026-11-02;7,5\n2026-11-03;-2\n".encode()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def picture(kind: str = "PNG") -> bytes:
    """Return a small picture."""
    file = BytesIO()
    Image.new("RGB", (4, 2), "navy").save(file, kind)
    return file.getvalue()


def zipped(*names: str, first: tuple[str, str] | None = None) -> bytes:
    """Return a ZIP archive of members; the first, if any, unpacked with its text."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(first[0], first[1], ZIP_STORED)
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


def xlsx(*more: str) -> bytes:
    """Return a workbook's archive, with more members."""
    return zipped("[Content_Types].xml", "xl/workbook.xml", *more)


def ods(*more: str) -> bytes:
    """Return an OpenDocument spreadsheet's archive, with more members."""
    return zipped("content.xml", *more, first=("mimetype", ODS))


def embedded(ubl: bytes, *files: tuple[str, str, bytes]) -> bytes:
    """Return a UBL invoice with documents embedded: each its name, media type and bytes."""
    references = b"".join(
        f"<cac:AdditionalDocumentReference><cbc:ID>{name}</cbc:ID><cac:Attachment>"
        f'<cbc:EmbeddedDocumentBinaryObject mimeCode="{media_type}" filename="{name}">{b64encode(content).decode()}'
        "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>".encode()
        for name, media_type, content in files
    )
    return ubl.replace(b"<cac:AccountingSupplierParty>", references + b"<cac:AccountingSupplierParty>", 1)


def attach(
    member: Member, workspace_id: WorkspaceId, request_id: RequestId, *files: tuple[str, bytes], said: str = ""
) -> None:
    """Have somebody attach files to a request."""
    with member.acting(in_=workspace_id) as (actor, now):
        attach_to_request(actor, workspace_id, request_id, [Upload(*file) for file in files], said, now=now)
