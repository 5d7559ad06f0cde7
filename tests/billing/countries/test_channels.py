"""Which channels documents may take."""

from billing.countries.channels import usual_channels


class TestUsualChannels:
    """What the four countries agree on."""

    def test_sends_bills_to_public_bodies_as_e_invoices_only(self) -> None:
        for document in ("invoice", "credit_note", "interest_invoice"):
            assert usual_channels(document, "public_body") == ("einvoice",)

    def test_puts_collection_warnings_on_paper(self) -> None:
        assert usual_channels("collection_warning", "business") == ("letter", "print")

    def test_keeps_reminders_and_statements_out_of_e_invoicing(self) -> None:
        assert "einvoice" not in usual_channels("reminder", "public_body")
        assert "einvoice" not in usual_channels("statement", "consumer")

    def test_leaves_a_business_the_choice(self) -> None:
        assert usual_channels("invoice", "business") == ("einvoice", "email", "letter", "print", "portal")
