"""Sample files of others, billed by sellers of ours: composed, written in both syntaxes, and checked."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from billing.countries.register import country_rules
from billing.en16931.checks.report import check, check_written_finvoice
from billing.en16931.conversion import message_id_of, to_finvoice, to_ubl
from billing.en16931.model import Invoice
from billing.en16931.reading import read_invoices
from billing.en16931.xmlsafe import parse
from billing.invoices.rules import Given, compose, due_day, missing_contents
from billing.ledger.rules import postings_of_issue
from tests.billing.en16931.finvoice.samples import schema
from tests.billing.en16931.official_rules import FINVOICE, PEPPOL, fatal_rules, needs_corpora
from tests.factories.customers import a_customer
from tests.factories.sellers import a_seller

CUSTOMER = a_customer(
    business_id="92345670",
    vat_id="FI92345670",
    einvoice_scheme="0216",
    einvoice_address="003792345670",
    buyer_reference="Ref 1",
)
SELLER = a_seller("FI")
NUMBER = "10000001"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def reseated(path: Path) -> Invoice:
    """Return a sample as our seller issues it to our customer, in euros."""
    (content,) = read_invoices(path.read_bytes())
    totals = replace(content.totals, vat_in_vat_currency=None)
    content = replace(content, currency="EUR", vat_currency=None, totals=totals)
    reference = country_rules("FI").references.payment_reference(NUMBER, SELLER.reference_settings)
    due_on = due_day(content, SELLER, CUSTOMER, issued_on=content.issued_on)
    given = Given(number=NUMBER, reference=reference, issued_on=content.issued_on, due_on=due_on)
    return compose(content, SELLER, CUSTOMER, given)


@needs_corpora
@pytest.mark.parametrize("path", [*FINVOICE, *PEPPOL], ids=lambda path: path.name)
class TestSamples:
    """Each file of the two folders."""

    def test_lacks_nothing_that_the_law_asks_for(self, path: Path) -> None:
        assert missing_contents(reseated(path), "FI") == ()

    def test_posts_what_sums_to_zero(self, path: Path) -> None:
        assert sum(side.amount_minor for side in postings_of_issue(reseated(path))) == 0

    def test_is_written_as_ubl_that_passes_every_check_of_ours(self, path: Path) -> None:
        report = check(to_ubl(reseated(path)))
        assert [str(entry.sentence) for entry in report.violations if entry.level == "fatal"] == []

    def test_is_written_as_finvoice_that_passes_every_check_of_ours_and_the_official_schema(self, path: Path) -> None:
        xml = to_finvoice(reseated(path), message_id=message_id_of(path.read_bytes()), now=NOW)
        assert [str(entry.sentence) for entry in check_written_finvoice(xml) if entry.level == "fatal"] == []
        schema().assertValid(parse(xml))

    def test_is_written_with_the_totals_it_was_issued_with(self, path: Path) -> None:
        issued = reseated(path)
        for xml in (to_ubl(issued), to_finvoice(issued, message_id="m1", now=NOW)):
            (found,) = read_invoices(xml)
            assert found.totals == issued.totals
            assert [(part.taxable, part.tax) for part in found.vat_breakdown] == [
                (part.taxable, part.tax) for part in issued.vat_breakdown
            ]


@needs_corpora
class TestOfficialRules:
    """The rules of CEN and Peppol as they are published, over every file at once."""

    def test_are_met_by_all_that_is_issued_as_ubl(self) -> None:
        issued = {path.name: to_ubl(reseated(path)) for path in (*FINVOICE, *PEPPOL)}
        assert fatal_rules(issued) == {name: [] for name in issued}
