"""The files that are attached to an invoice, as each page lists them, and the fields by which more are attached."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask import request

from billing.attachments.rules.attached import is_refused, mark_of, name_of
from billing.attachments.rules.taking import MEGABYTES, MOST
from billing.en16931.model import Attachment
from billing.requests.actions import Upload
from portal.web._design import Field
from portal.web._design.filters import number
from portal.web._design.words import Words
from portal.web.posted import posted_files
from tenants.kernel.country import Country
from tenants.kernel.language import msg

ACCEPT = ".pdf,.png,.jpg,.jpeg,.csv,.xlsx,.ods"
KILO, MEGA = 1024, 1024 * 1024
TENTH = Decimal("0.1")
NOT_IN_FINVOICE = msg("Finvoice has no place for attached files: what goes out as Finvoice leaves without them.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAttachment:
    """One attached file: where it can be had, what it is, and `link` where it is kept elsewhere on the web."""

    name: str
    url: str
    link: str
    details: tuple[Words, ...]
    mark: str


def shown_attachments(attachments: Iterable[Attachment], url_of: Callable[[str], str]) -> tuple[ShownAttachment, ...]:
    """Return the attachments of an invoice for a page; `url_of` leads to the file of a hash."""
    return tuple(
        ShownAttachment(
            name=name_of(each),
            url=url_of(each.kept.sha256) if each.kept else "",
            link=each.url if each.url and each.url.lower().startswith(("https://", "http://")) else "",
            details=tuple(_details(each)),
            mark=mark_of(each),
        )
        for each in attachments
    )


def finvoice_note(country: Country) -> Words:
    """Return what to know of attached files where e-invoices may go out as Finvoice: in Finland."""
    return NOT_IN_FINVOICE if country == "FI" else ""


def attach_fields(wrong: Sequence[Words] = ()) -> tuple[Field, ...]:
    """Return the fields by which files are attached: which, and what they are."""
    hint = msg(
        "PDF, PNG, JPEG, CSV, Excel or ODS; at most %(count)s files of %(megabytes)s MB together. The customer gets"
        " them with the invoice: in the mail, inside the PDF and inside a Peppol e-invoice.",
        count=MOST,
        megabytes=MEGABYTES,
    )
    return (
        Field(
            name="files",
            label=msg("Attach files"),
            kind="file",
            accept=ACCEPT,
            multiple=True,
            hint=hint,
            errors=tuple(wrong),
        ),
        Field(name="description", label=msg("What they are"), value=request.form.get("description", ""), maxlength=100),
    )


def posted_uploads() -> tuple[Upload, ...]:
    """Return the files that were chosen to be attached."""
    return tuple(Upload(name, data) for name, data in posted_files("files"))


def size_words(size: int) -> str:
    """Return a file's size as the reader writes it, in kilobytes or, from one on, in megabytes with a decimal."""
    if size < MEGA:
        return f"{number(max(1, round(size / KILO)))} kB"
    return f"{number((Decimal(size) / MEGA).quantize(TENTH))} MB"


def _details(attachment: Attachment) -> Iterable[Words]:
    if attachment.description and attachment.description != name_of(attachment):
        yield attachment.description
    if attachment.kept:
        yield size_words(attachment.kept.size)
    elif is_refused(attachment):
        yield msg("It wasn't taken")
    elif attachment.url:
        yield attachment.url
    else:
        yield msg("Named only, without a file")
