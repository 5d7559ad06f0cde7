"""Cutting personal ids out of a file before anything else is done with it.

What is read, kept, told in refusals or looked at again is the file with the masked ones; it is kept as UTF-8.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from billing.invoices.rules.work_marks import PERSON_INVALID
from billing.requests.formats.csv_work import PERSON
from billing.requests.formats.reading import refuse_unreadable
from billing.requests.formats.table import (
    LONGEST_FIELD,
    BrokenCsv,
    cleaned,
    column_names,
    decoded,
    delimiter_of,
    plain_name,
)
from billing.requests.rules.draft import Upload
from tenants.kernel.refusals import Invalid
from tenants.registries.personal_ids import PersonalId, parse_personal_id

REQUEST = "request_id"
Persons = Mapping[str, PersonalId]


class TwoPersons(Invalid):
    """Line %(line)s has another personal identity number than an earlier line of the same request."""


def without_personal_ids(upload: Upload, on: date) -> tuple[Upload, Persons]:
    """Return a file with its personal ids masked, and the ids by request; a file without them as it is.

    One that isn't valid becomes the word `invalid`, which the check of the request then says.

    Raises:
        FileTooLarge, EmptyFile, WrongKindOfFile, BinaryFile, BrokenCsv: it can't be read.
        TwoPersons: a request has two.
    """
    refuse_unreadable(upload.data)
    is_xml = upload.data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    if is_xml or PERSON not in column_names(upload.data):
        return upload, {}
    text = decoded(upload.data)
    persons: dict[str, PersonalId] = {}
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter_of(text), lineterminator="\n")
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        header = next(reader, [])
        names = [plain_name(name) for name in header]
        writer.writerow(header)
        for fields in reader:
            writer.writerow(_masked(names, fields, persons, on, reader.line_num))
    except csv.Error:
        raise BrokenCsv(line=reader.line_num, limit=LONGEST_FIELD) from None
    return replace(upload, data=written.getvalue().encode()), persons


def _masked(names: list[str], fields: list[str], persons: dict[str, PersonalId], on: date, line: int) -> list[str]:
    row = dict(zip(names, fields, strict=False))
    typed = cleaned(row.get(PERSON, ""))
    if not typed:
        return fields
    person = _person(typed, on)
    key = cleaned(row.get(REQUEST, ""))
    if person is not None and persons.setdefault(key, person) != person:
        raise TwoPersons(line=line)
    shown = person.masked if person else PERSON_INVALID
    kept = [shown if name == PERSON else field for name, field in zip(names, fields, strict=False)]
    # A row with too many fields is refused when it is read; what stands beyond the columns isn't kept either.
    return kept + [""] * (len(fields) - len(kept))


def _person(typed: str, on: date) -> PersonalId | None:
    try:
        return parse_personal_id(typed, on)
    except Invalid:
        return None
