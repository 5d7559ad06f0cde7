"""What kind of file it is, and what isn't read at all."""

import gzip
import io
import zipfile
from datetime import date

import pytest
from factories.requests import csv_file
from factories.sellers import a_seller

from billing.requests.formats.reading import (
    MOST_BYTES,
    BinaryFile,
    EmptyFile,
    FileTooLarge,
    WrongKindOfFile,
    read_requests,
)
from billing.requests.rules.draft import Defaults, Upload
from billing.seller.rules import seller_party
from tenants.kernel.refusals import Refusal

DEFAULTS = Defaults(seller=seller_party(a_seller()), country="FI", language="fi", currency="EUR", on=date(2026, 11, 23))
BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;">]><a>&y;</a>"""


def a_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", csv_file("R;1;Mug;1;1;25.5"))
    return out.getvalue()


class TestReadRequests:
    """Guards."""

    def test_goes_by_the_content_and_not_by_the_name(self) -> None:
        (draft,) = read_requests(Upload("invoice.xml", csv_file("R;1;Mug;1;1;25.5")), DEFAULTS)
        assert draft.source == "csv"

    @pytest.mark.parametrize(
        ("data", "refusal", "says"),
        [
            (b"", EmptyFile, "empty"),
            (b" \r\n ", EmptyFile, "empty"),
            (a_zip(), WrongKindOfFile, "ZIP"),
            (gzip.compress(csv_file()), WrongKindOfFile, "packed"),
            (b"%PDF-1.7", WrongKindOfFile, "PDF"),
            (csv_file().decode().encode("utf-16"), WrongKindOfFile, "UTF-16"),
            (b"request_id\0", BinaryFile, "isn't text"),
            (b"x" * (MOST_BYTES + 1), FileTooLarge, "25000001"),
            (BOMB, Refusal, "DOCTYPE"),
            (b"<html/>", Refusal, "html"),
            (b"<a><b></a>", Refusal, ""),
        ],
        ids=["empty", "blank", "zip", "gzip", "pdf", "utf16", "binary", "large", "bomb", "html", "broken"],
    )
    def test_refuses_what_is_no_file_of_requests(self, data: bytes, refusal: type[Exception], says: str) -> None:
        with pytest.raises(refusal) as told:
            read_requests(Upload("a.csv", data), DEFAULTS)
        assert says in str(told.value)
