"""The rules that no Finvoice schema knows: days, accounts, references, payees and VAT codes."""

import pytest
from lxml import etree

from billing.en16931.checks.finvoice_rules import NOT_CHECKED, business_violations, is_finnish_reference, violations


def element(name: str, text: str, **attributes: str) -> etree._Element:
    made = etree.Element(name, attributes)
    made.text = text
    return made


def found(*elements: etree._Element) -> list[tuple[str, str]]:
    root = etree.Element("Finvoice")
    root.extend(elements)
    return [(violation.id, violation.level) for violation in business_violations(root)]


class TestDates:
    """Days of the calendar."""

    @pytest.mark.parametrize("value", ["20260229", "20261301", "00000101"])
    def test_names_eight_digits_that_are_no_day(self, value: str) -> None:
        assert found(element("InvoiceDate", value)) == [("FINVOICE-DATE", "fatal")]

    def test_takes_a_leap_day(self) -> None:
        assert found(element("InvoiceDate", "20280229")) == []


class TestAccounts:
    """Account numbers."""

    def test_warns_of_an_iban_with_wrong_check_digits(self) -> None:
        assert found(element("EpiAccountID", "FI2112345600000786", IdentificationSchemeName="IBAN")) == [
            ("FINVOICE-IBAN", "warning")
        ]

    @pytest.mark.parametrize(("number", "scheme"), [("FI2112345600000785", "IBAN"), ("123456-785", "BBAN")])
    def test_takes_a_right_iban_and_any_other_number(self, number: str, scheme: str) -> None:
        assert found(element("EpiAccountID", number, IdentificationSchemeName=scheme)) == []


class TestReference:
    """Payment references."""

    @pytest.mark.parametrize(
        ("value", "scheme"), [("1232", "SPY"), ("00000000000000001232", "SPY"), ("RF18539007547034", "ISO")]
    )
    def test_takes_a_right_reference(self, value: str, scheme: str) -> None:
        assert found(element("EpiRemittanceInfoIdentifier", value, IdentificationSchemeName=scheme)) == []
        assert found(element("EpiRemittanceInfoIdentifier", value)) == []

    @pytest.mark.parametrize(
        ("value", "scheme"),
        [("1233", "SPY"), ("RF19539007547034", "ISO"), ("RF18539007547034", "SPY"), ("1232", "ISO")],
    )
    def test_names_one_with_wrong_check_digits_or_of_the_other_scheme(self, value: str, scheme: str) -> None:
        reference = element("EpiRemittanceInfoIdentifier", value, IdentificationSchemeName=scheme)
        assert found(reference) == [("FINVOICE-REFERENCE", "fatal")]

    def test_is_not_finnish_without_digits(self) -> None:
        assert not is_finnish_reference("")
        assert not is_finnish_reference("12٣2")


class TestBeneficiary:
    """The payee."""

    def test_names_a_payee_without_a_name(self) -> None:
        assert found(etree.Element("EpiBeneficiaryPartyDetails")) == [("FINVOICE-EPI-NAME", "fatal")]


class TestVatCodes:
    """VAT categories."""

    @pytest.mark.parametrize("name", ["VatCode", "RowVatCode", "SubRowVatCode", "VatCategoryCode"])
    def test_names_a_code_outside_the_list(self, name: str) -> None:
        assert found(element(name, "Q")) == [("FINVOICE-VAT-CODE", "fatal")]
        assert found(element(name, "AE")) == []

    def test_warns_of_a_code_that_en_16931_does_not_use_and_refuses_it_where_that_is_followed(self) -> None:
        assert found(element("VatCode", "AB")) == [("FINVOICE-VAT-EN16931", "warning")]
        follows = element("SpecificationIdentifier", "EN16931")
        assert found(follows, element("VatCode", "AB")) == [("FINVOICE-VAT-EN16931", "fatal")]


class TestViolations:
    """Structure and rules together."""

    def test_tells_structure_first_and_rules_after_it(self) -> None:
        root = etree.fromstring('<Finvoice Version="3.0"><VatCode>Q</VatCode></Finvoice>')
        ids = [violation.id for violation in violations(root)]
        assert ids[0] == "FINVOICE-UNKNOWN"
        assert ids[-1] == "FINVOICE-VAT-CODE"

    def test_says_what_it_leaves_out(self) -> None:
        assert all(str(sentence).startswith("Finvoice: ") for sentence in NOT_CHECKED)
