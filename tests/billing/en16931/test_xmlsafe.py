"""The one door for XML from outside."""

from pathlib import Path

import pytest

from billing.en16931 import xmlsafe
from billing.en16931.xmlsafe import line_of, parse

BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><a>&b;&b;</a>'


class TestParse:
    """The hardened parser."""

    def test_returns_the_root(self) -> None:
        assert parse(b'<?xml version="1.0"?><a><!-- x --><?p q?><b/></a>')[0].tag == "b"

    def test_reads_a_declared_encoding(self) -> None:
        assert parse("<?xml version='1.0' encoding='ISO-8859-15'?><a>€</a>".encode("iso-8859-15")).text == "€"

    @pytest.mark.parametrize(
        ("data", "refusal"),
        [
            (b"<a>\n<b></a>", "The file isn't well-formed XML: line 2 breaks it."),
            (b"", "The file isn't well-formed XML: line 1 breaks it."),
            (b'<?xml version="1.0" encoding="nonesuch"?><a/>', "The file isn't well-formed XML: line 1 breaks it."),
            (b"<a>\n&nbsp;</a>", "The file uses an entity of its own in line 2; it may pull in other files."),
            (
                b'<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/hostname">\n<a/>',
                "The file declares a document type (DOCTYPE) in line 2; it may pull in other files.",
            ),
            (BOMB, "The file declares a document type (DOCTYPE) in line 1; it may pull in other files."),
            (
                '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
                "The file declares a document type (DOCTYPE) in line 1; it may pull in other files.",
            ),
            (b"<a>\n" * 65 + b"</a>" * 65, "The elements are nested more than 64 levels deep in line 65."),
            (
                b"<a>" * 3000 + b"</a>" * 3000,
                "The file nests too deep or has too long a text in line 1 to be read safely.",
            ),
        ],
    )
    def test_refuses_in_a_sentence_with_the_line(self, data: bytes, refusal: str) -> None:
        with pytest.raises(xmlsafe.UnreadableXml) as refused:
            parse(data)
        assert str(refused.value) == refusal

    def test_reads_as_deep_as_allowed(self) -> None:
        assert parse(b"<a>" * 64 + b"</a>" * 64).tag == "a"

    def test_refuses_more_bytes_than_allowed_before_reading_them(self) -> None:
        with pytest.raises(xmlsafe.TooLarge, match="The file has 8 bytes, more than the 7"):
            parse(b"not xml!", limit=7)

    def test_never_opens_another_file(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text("hidden")
        include = f'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="{secret}" parse="text"/></a>'
        assert "hidden" not in "".join(parse(include.encode()).itertext())


class TestLineOf:
    """Where an element stood in its file."""

    def test_counts_from_one(self) -> None:
        assert line_of(parse(b"<a>\n<b/>\n</a>")[0]) == 2
