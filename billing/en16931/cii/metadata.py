"""What the PDF's metadata says of the enclosed invoice: Factur-X 1.0 (FNFE-MPE, FeRD), section 6.

PDF/A allows no property without its description (ISO 19005-3, 6.6.2.3), so the four properties stand beside theirs.
"""

from typing import Final

FACTUR_X_NAME: Final = "factur-x.xml"
NAMESPACE: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PROPERTIES: Final = (
    ("DocumentFileName", FACTUR_X_NAME, "The name of the enclosed XML document"),
    ("DocumentType", "INVOICE", "The type of the document"),
    ("Version", "1.0", "The version of the standard that the XML document follows"),
    ("ConformanceLevel", "EN 16931", "The level of that standard"),
)
PROPERTY: Final = (
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
    "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
    "<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
)


def factur_x_metadata() -> bytes:
    """Return the descriptions that go into the RDF of a PDF that encloses `factur-x.xml`."""
    stated = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, value, _ in PROPERTIES)
    described = "".join(PROPERTY.format(name=name, description=said) for name, _, said in PROPERTIES)
    return (
        f'<rdf:Description xmlns:fx="{NAMESPACE}" rdf:about="">{stated}</rdf:Description>'
        '<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">'
        '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property>"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    ).encode()
