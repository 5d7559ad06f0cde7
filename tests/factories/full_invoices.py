"""An invoice with every field of the model that both Peppol BIS Billing 3 and Finvoice 3.0 carry."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from billing.en16931.arithmetic import completed
from billing.en16931.model import (
    Address,
    Adjustment,
    Attachment,
    Attribute,
    Classification,
    Delivery,
    DirectDebit,
    Identifier,
    Invoice,
    Item,
    Line,
    Note,
    Party,
    Period,
    PrecedingInvoice,
    Price,
    Totals,
)
from billing.en16931.ubl import BILLING_PROCESS, BILLING_SPECIFICATION
from tests.factories.invoices import ACCOUNT, SELLER, STANDARD, plain_invoice

PLACE = Address(
    line1="Katu 1",
    line2="Ovi 2",
    line3="Kerros 3",
    city="Turku",
    postal_code="20100",
    subdivision="Varsinais-Suomi",
    country="FI",
)


def full_line() -> Line:
    """Return a line with every field of the model."""
    return Line(
        id="7",
        quantity=Decimal(20),
        unit="KGM",
        price=Price(
            net=Decimal("4.5"), discount=Decimal("0.5"), gross=Decimal(5), base_quantity=Decimal(2), base_unit="KGM"
        ),
        item=Item(
            name="Clay",
            description="White, fine",
            seller_id="C-1",
            buyer_id="B-9",
            standard_id=Identifier("06412345678908", "0160"),
            classifications=(Classification(code="11111600", scheme="TST", version="26.0801"),),
            origin_country="FI",
            attributes=(Attribute("Colour", "white"), Attribute("Grain", "0.1 mm")),
        ),
        vat=STANDARD,
        note="Second lot",
        object_id=Identifier("M-4", "AWV"),
        order_line="3",
        accounting="4000",
        period=Period(date(2026, 2, 1), date(2026, 2, 28)),
        allowances=(Adjustment(amount=Decimal(1), base_amount=Decimal(10), percentage=Decimal(10), reason="Bulk"),),
        charges=(Adjustment(amount=Decimal(2), reason="Packing", reason_code="PC"),),
    )


def full_invoice(type_code: str = "380") -> Invoice:
    """Return an invoice with every field of the model that BIS Billing 3 carries."""
    adjustment = Adjustment(amount=Decimal(3), vat=STANDARD, reason="Loyalty", reason_code="95")
    seller = replace(
        SELLER, trading_name="Kuusi", identifiers=(Identifier("7300010000001", "0088"),), legal_form="Helsinki"
    )
    pdf = Attachment(id="A1", description="Photo", content=b"%PDF", mime_type="application/pdf", filename="a.pdf")
    debit = DirectDebit(mandate="M1", creditor="FI12ZZZ9123456", account="FI7399900100000023")
    return completed(
        plain_invoice(
            full_line(),
            type_code=type_code,
            seller=seller,
            vat_currency="SEK",
            vat_point_on=date(2026, 3, 1),
            project_reference="P1",
            contract_reference="K1",
            order_reference="O1",
            sales_order_reference="S1",
            receiving_advice="R1",
            despatch_advice="D1",
            tender_reference="T1",
            object_id=Identifier("X1", "AWV"),
            buyer_accounting="400",
            payment_terms="14 days net",
            notes=(Note("Thank you", "AAI"),),
            process=BILLING_PROCESS,
            specification=BILLING_SPECIFICATION,
            preceding_invoices=(PrecedingInvoice("1999", date(2026, 1, 2)), PrecedingInvoice("1998")),
            payee=Party(
                name="Rahoitus Oy", identifiers=(Identifier("77"),), legal_registration=Identifier("9234567-0", "0212")
            ),
            tax_representative=Party(name="Edustaja Oy", vat_id="FI92345670", address=PLACE),
            delivery=Delivery(
                name="Store",
                location=Identifier("7300010000001", "0088"),
                delivered_on=date(2026, 2, 27),
                address=PLACE,
            ),
            period=Period(date(2026, 2, 1), date(2026, 2, 28)),
            payment_means=(replace(ACCOUNT, code="59", text="Debit", direct_debit=debit),),
            allowances=(adjustment,),
            charges=(replace(adjustment, reason="Freight", reason_code="FC"),),
            totals=Totals(paid=Decimal(1), rounding=Decimal("0.05"), vat_in_vat_currency=Decimal("130.00")),
            attachments=(pdf, Attachment(id="A2", url="https://kuusi.example/a")),
        )
    )
