"""The seal of a record."""

import base64
import json

from tenants.secrets.signing import Signet
from tenants.terms.sealing import enclosed, read_enclosed, read_seal, seal_of, seal_record

OURS = Signet(base64.b64encode(bytes(32)).decode())
OTHERS = Signet(base64.b64encode(bytes(range(32))).decode())
PLAIN = {"person": "Åsa", "address": "127.0.0.1", "texts": [{"version": 1}]}


class TestRecordSeal:
    """The record's content, signed inside the PDF."""

    def test_holds_under_the_key_it_was_made_with_only(self) -> None:
        sealed = read_enclosed(enclosed(seal_record(PLAIN, OURS)))
        assert sealed is not None
        assert json.loads(sealed.content) == PLAIN
        assert sealed.holds(OURS.public_key)
        assert not sealed.holds(OTHERS.public_key)

    def test_breaks_with_every_changed_sign(self) -> None:
        file = enclosed(seal_record(PLAIN, OURS)).replace("Åsa".encode(), b"Ida")
        sealed = read_enclosed(file)
        assert sealed is not None
        assert not sealed.holds(OURS.public_key)

    def test_that_somebody_else_made_holds_only_under_their_key(self) -> None:
        sealed = read_enclosed(enclosed(seal_record(PLAIN, OTHERS)))
        assert sealed is not None
        assert not sealed.holds(OURS.public_key)

    def test_is_none_in_any_other_file(self) -> None:
        for file in (b"", b"[]", b"{}", b"\xff", seal_of(b"x", OURS)):
            assert read_enclosed(file) is None


class TestDocumentSeal:
    """The seal that lies beside a document."""

    def test_holds_for_exactly_its_bytes(self) -> None:
        seal = seal_of(b"%PDF", OURS)
        for document, holds in ((b"%PDF", True), (b"%PDF ", False)):
            sealed = read_seal(seal, document)
            assert sealed is not None
            assert sealed.holds(OURS.public_key) is holds

    def test_that_cannot_be_read_is_none(self) -> None:
        assert read_seal(b"not a seal", b"%PDF") is None
