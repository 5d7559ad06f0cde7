"""The one question for a file: syntax, violations, what was checked and what wasn't; and files that mean harm."""

import os
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.checks.report import Archive, Report, check, check_written_finvoice, check_written_ubl, passes
from billing.en16931.checks.violation import Level, Violation
from billing.en16931.finvoice import UnreadableFinvoice
from billing.en16931.reading import NothingToRead, UnknownKind
from billing.en16931.xmlsafe import HasDoctype, NotXml, TooLarge
from tenants.kernel.language import msg

PROJECT = Path(__file__).parents[4]
CORPORA = Path(os.environ.get("SAMLA_CORPORA", PROJECT.parent / "shared" / "corpora"))
PEPPOL = sorted((CORPORA / "peppol" / "examples").glob("*.xml"))
FINVOICE = sorted((CORPORA / "finvoice" / "examples").glob("*.xml"))
XSD = CORPORA / "finvoice" / "xsd" / "Finvoice3.0.xsd"
BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "' + b"&a;" * 50 + b'"><!ENTITY c "' + b"&b;" * 50 + b'">]>'
SBD = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"

needs_corpora = pytest.mark.skipif(not PEPPOL, reason="the sample files of others aren't here (SAMLA_CORPORA)")


def peppol(name: str = "base-example.xml") -> bytes:
    return (CORPORA / "peppol" / "examples" / name).read_bytes()


def finvoice(name: str = "finvoice_30_example.xml") -> bytes:
    return (CORPORA / "finvoice" / "examples" / name).read_bytes()


class TestPasses:
    """The verdict of a report."""

    @pytest.mark.parametrize(("level", "passing"), [("warning", True), ("fatal", False)])
    def test_minds_what_is_fatal_only(self, level: Level, *, passing: bool) -> None:
        violation = Violation("X-1", level, "/", msg("No."))
        assert passes(Report("finvoice", 1, (violation,), (), ())) is passing


@needs_corpora
class TestCheckOfUbl:
    """UBL invoices and credit notes."""

    @pytest.mark.parametrize("path", PEPPOL, ids=lambda path: path.name)
    def test_passes_every_official_example(self, path: Path) -> None:
        report = check(path.read_bytes())
        assert report.violations == ()
        assert passes(report)

    def test_tells_invoice_from_credit_note(self) -> None:
        assert check(peppol()).syntax == "ubl-invoice"
        assert check(peppol("base-creditnote-correction.xml")).syntax == "ubl-credit-note"

    def test_names_schemas_and_rules_with_their_versions_and_what_is_left_out(self) -> None:
        report = check(peppol())
        checked = [str(name) for name in report.checked]
        assert any(name.startswith("EN 16931 rules 1.3.") for name in checked)
        assert any("3.0.21" in name for name in checked)
        assert any("DE, GR, IS, IT, NL" in str(name) for name in report.not_checked)

    @pytest.mark.parametrize(
        ("path", "value", "rule"),
        [
            ("{*}IssueDate", "22.11.2026", "UBL-XSD"),
            ("{*}LegalMonetaryTotal/{*}TaxInclusiveAmount", "1.00", "BR-CO-15"),
            ("{*}ProfileID", "urn:x", "PEPPOL-EN16931-R007"),
        ],
    )
    def test_names_the_rule_of_whichever_layer_is_violated(self, path: str, value: str, rule: str) -> None:
        root = etree.fromstring(peppol())
        root.find(path).text = value
        report = check(etree.tostring(root))
        assert rule in {violation.id for violation in report.violations}
        assert not passes(report)

    def test_says_that_the_rules_stopped_and_what_therefore_is_not_checked(self) -> None:
        report = check(peppol().replace(b'currencyID="EUR">', b'currencyID="EUR">x'))
        assert "EN16931-STOPPED" in {violation.id for violation in report.violations}
        assert "EN 16931: the rules after the place where they stopped." in map(str, report.not_checked)

    def test_looks_into_the_business_document_envelope(self) -> None:
        inside = peppol()[peppol().index(b"<Invoice") :]
        wrapped = f'<s:StandardBusinessDocument xmlns:s="{SBD}">'.encode() + inside + b"\n</s:StandardBusinessDocument>"
        assert passes(check(wrapped))
        assert not passes(check(wrapped.replace(b"<cbc:ProfileID>urn:", b"<cbc:ProfileID>urx:")))


@needs_corpora
class TestCheckOfFinvoice:
    """Finvoice, plain, framed, one and many."""

    @pytest.mark.parametrize("path", FINVOICE, ids=lambda path: path.name)
    @pytest.mark.parametrize("xsd", [None, XSD], ids=["own", "schema"])
    def test_passes_every_example_plain_and_framed(self, path: Path, xsd: Path | None) -> None:
        report = check(path.read_bytes(), finvoice_xsd=xsd)
        assert (report.syntax, passes(report)) == ("finvoice", True)

    def test_says_that_the_official_schema_is_not_configured_unless_it_is(self) -> None:
        said = "Finvoice: the official schema, because no path to it is configured."
        assert said in map(str, check(finvoice()).not_checked)
        configured = check(finvoice(), finvoice_xsd=XSD)
        assert said not in map(str, configured.not_checked)
        assert "Finvoice schema Finvoice3.0.xsd" in map(str, configured.checked)

    def test_says_which_of_many_documents_violates_a_rule(self) -> None:
        framed = finvoice("anon_finvoice_30_invoice_with_SOAP.xml")
        wrong = framed.replace(b"</InvoiceTypeCode>", b"X</InvoiceTypeCode>")
        report = check(framed + b"\n" + wrong)
        (violation,) = (one for one in report.violations if one.level == "fatal")
        assert report.documents == 2
        assert violation.where == "#2 /Finvoice/InvoiceDetails/InvoiceTypeCode"

    def test_checks_the_others_when_one_of_many_cannot_be_read(self) -> None:
        framed = finvoice("anon_finvoice_30_invoice_with_SOAP.xml")
        report = check(framed.replace(b"</OriginCode>", b"</Origin>") + framed)
        fatal = [violation for violation in report.violations if violation.level == "fatal"]
        assert [(violation.id, violation.where) for violation in fatal] == [("FINVOICE-UNREADABLE", "#1 /")]

    def test_finds_the_same_by_our_table_as_by_the_schema(self) -> None:
        wrong = finvoice().replace(b"<RowPositionIdentifier>1</RowPositionIdentifier>", b"<Row/>")
        ids = Counter(violation.id for violation in check(wrong, finvoice_xsd=XSD).violations)
        assert ids == {"FINVOICE-XSD": 1, "FINVOICE-UNKNOWN": 1}


@needs_corpora
class TestCheckWritten:
    """The quick forms for what we write."""

    def test_takes_ubl_that_fulfils_every_rule_and_names_what_does_not(self) -> None:
        assert check_written_ubl(peppol()) == ()
        wrong = peppol().replace(b"<cbc:ProfileID>urn:", b"<cbc:ProfileID>urx:")
        assert {violation.id for violation in check_written_ubl(wrong)} == {"PEPPOL-EN16931-R007"}

    def test_takes_finvoice_and_is_stricter_with_our_own_account_numbers(self) -> None:
        assert check_written_finvoice(finvoice(), finvoice_xsd=XSD) == ()
        wrong = finvoice().replace(b"FI7429501800000014", b"FI7529501800000014")
        assert {violation.level for violation in check(wrong).violations} == {"warning"}
        assert {violation.level for violation in check_written_finvoice(wrong)} == {"fatal"}


class TestHostileFiles:
    """Files that mean harm, or nothing."""

    @pytest.mark.parametrize("empty", [b"", b" \n"])
    def test_refuses_an_empty_file(self, empty: bytes) -> None:
        with pytest.raises(NothingToRead):
            check(empty)

    def test_refuses_an_archive_by_name(self) -> None:
        with pytest.raises(Archive):
            check(b"PK\x03\x04" + bytes(100))

    @pytest.mark.parametrize("root", [b"<a>&c;</a>", b'<Finvoice Version="3.0">&c;</Finvoice>'])
    def test_refuses_document_types_with_and_without_a_bomb(self, root: bytes) -> None:
        for hostile in (BOMB + root, b'<!DOCTYPE a SYSTEM "file:///etc/hostname">' + root.replace(b"&c;", b"")):
            with pytest.raises(HasDoctype):
                check(hostile)

    def test_refuses_another_kind_of_xml(self) -> None:
        with pytest.raises(UnknownKind):
            check(b"<Order/>")

    @needs_corpora
    @pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
    def test_refuses_what_breaks_off(self, share: float) -> None:
        with pytest.raises(NotXml):
            check(peppol()[: int(len(peppol()) * share)])
        with pytest.raises(UnreadableFinvoice):
            check(finvoice()[: int(len(finvoice()) * share)])

    def test_refuses_a_hundred_megabytes_before_reading_them(self) -> None:
        large = b"<Finvoice>" + b" " * 100_000_000
        with pytest.raises(TooLarge):  # and not NotXml, which reading them would end in
            check(large)

    def test_ends_on_a_file_that_is_wrong_throughout(self) -> None:
        assert not passes(check(b"<Finvoice >" + b"<VatCode/>" * 200_000 + b"</Finvoice>"))
