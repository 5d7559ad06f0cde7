"""What the PDF's metadata says of the enclosed invoice."""

from billing.en16931.cii import FACTUR_X_NAME, factur_x_metadata
from billing.en16931.xmlsafe import parse

FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
NAME = "{http://www.aiim.org/pdfa/ns/property#}name"


class TestFacturXMetadata:
    """`factur_x_metadata`."""

    def test_states_each_property_and_describes_it(self) -> None:
        rdf = b'<x xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' + factur_x_metadata() + b"</x>"
        root = parse(rdf)
        said = {str(node.tag).removeprefix(FX): node.text for node in root.iter() if str(node.tag).startswith(FX)}
        assert said == {
            "DocumentFileName": FACTUR_X_NAME,
            "DocumentType": "INVOICE",
            "Version": "1.0",
            "ConformanceLevel": "EN 16931",
        }
        assert {node.text for node in root.iter(NAME)} == set(said)
