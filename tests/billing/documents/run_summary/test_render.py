"""The summary of a run on paper."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from billing.documents.run_summary import (
    AccountTotal,
    ClaimTotal,
    Issued,
    RateTotal,
    RunSummary,
    SetAside,
    render_run_summary,
)
from tenants.kernel.language import LANGUAGES, Language, msg

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils isn't installed")


def summary(count: int = 3) -> RunSummary:
    return RunSummary(
        label="2026-114 Tilaukset",
        workspace="Kuusi Keramiikka Oy",
        carried_out_by="Anna Laine",
        carried_out_at=datetime(2026, 11, 23, 10, 4, tzinfo=UTC),
        first_number="20260412",
        last_number=f"{20260411 + count}",
        count=count,
        totals=(
            RateTotal(rate=Decimal("25.5"), net=Decimal(1000), vat=Decimal(255), currency="EUR"),
            RateTotal(rate=None, net=Decimal(50), vat=Decimal(0), currency="EUR"),
            RateTotal(rate=Decimal(25), net=Decimal(800), vat=Decimal(200), currency="SEK"),
        ),
        set_aside=(
            SetAside(
                customer_number="10077",
                customer="Lehto & Pojat <Oy>",
                what="Ilmoitus 88 mm",
                reason=msg("The customer number %(number)s isn't known.", number="10077"),
            ),
        ),
        invoices=tuple(
            Issued(
                number=f"{20260412 + each}",
                customer_number=f"{10021 + each}",
                customer="Matkailu Saaristo Oy",
                due_on=date(2026, 12, 7),
                net=Decimal("98.00"),
                vat=Decimal("9.80"),
                gross=Decimal("107.80"),
                currency="EUR",
            )
            for each in range(count)
        ),
    )


def words(pdf: bytes) -> str:
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


@needs_poppler
class TestRenderRunSummary:
    """What was made, by whom, and what was left out."""

    def test_says_what_the_run_made(self) -> None:
        text = words(render_run_summary(summary(), "en"))

        for expected in ("Invoice run 2026-114 Tilaukset", "23 Nov 2026 10:04, Anna Laine", "20260412 – 20260414"):
            assert expected in text

    def test_counts_credit_notes_as_what_they_are(self) -> None:
        text = words(render_run_summary(replace(summary(), credit_notes=3), "en"))
        assert ("Credit notes made 3" in text, "Invoices made" in text) == (True, False)
        text = words(render_run_summary(replace(summary(), credit_notes=1), "en"))
        assert "Invoices made 2 Credit notes made 1" in text

    def test_never_adds_currencies_together(self) -> None:
        text = words(render_run_summary(summary(), "en"))

        assert "In total EUR 1,050.00 255.00 1,305.00" in text
        assert "In total SEK 800.00 200.00 1,000.00" in text

    def test_says_what_skatteverket_and_what_the_customers_are_asked_for(self) -> None:
        claims = (ClaimTotal(currency="SEK", claimed=Decimal(1500), asked=Decimal(3500)),)
        text = words(render_run_summary(replace(summary(), claims=claims), "en"))
        for expected in ("Claimed from", "Skatteverket", "1,500.00 SEK", "Customers pay 3,500.00 SEK"):
            assert expected in text

    def test_says_what_was_sold_on_each_account(self) -> None:
        accounts = tuple(
            AccountTotal(account=account, currency="EUR", net=Decimal(net))
            for account, net in (("3000", 1000), ("", 50))
        )
        text = words(render_run_summary(replace(summary(), accounts=accounts), "en"))
        for expected in ("Sales by account", "3000 EUR 1,000.00", "Without a sales account EUR 50.00"):
            assert expected in text

    def test_says_why_something_was_set_aside(self) -> None:
        text = words(render_run_summary(summary(), "fi"))

        assert "Lehto & Pojat <Oy>" in text
        assert "10077 isn't known." in text

    def test_lists_every_invoice_over_as_many_pages_as_it_takes(self) -> None:
        text = words(render_run_summary(summary(120), "sv"))

        assert all(str(20260412 + each) in text for each in range(120))
        assert text.count("Fakturanummer") >= 3

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_can_be_read_in_every_language(self, language: Language) -> None:
        assert "Matkailu Saaristo Oy" in words(render_run_summary(summary(), language))

    def test_can_be_made_of_a_run_that_made_nothing(self) -> None:
        nothing = replace(summary(0), totals=(), invoices=(), first_number="", last_number="")

        assert "Left out 1" in words(render_run_summary(nothing, "en"))
