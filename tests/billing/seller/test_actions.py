"""Saving the settings that invoices are made with."""

from datetime import date
from io import BytesIO

import pytest
from factories.cast import Cast
from factories.requests import ready_house, seller_input, swedish_input
from PIL import Image

from billing.countries.reference_settings import ReferenceKind
from billing.seller.actions import save_seller
from billing.seller.queries import find_seller, get_seller
from billing.streams.queries import stream_rows
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import InvalidFields, NotFound


def an_image() -> bytes:
    out = BytesIO()
    Image.new("RGB", (20, 10), "navy").save(out, "PNG")
    return out.getvalue()


class TestSaveSeller:
    """Saving."""

    def test_takes_name_id_and_country_from_the_company(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            seller = get_seller(cast.kuusi.workspace_id)
        assert (seller.name, seller.business_id, seller.country) == ("Kuusi Keramiikka Oy", "26222226", "FI")
        assert (seller.iban, seller.reference_kind, seller.currency) == (
            "FI9599900100000015",
            ReferenceKind.FI,
            "EUR",
        )

    def test_opens_one_stream_the_first_time_only(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        ready_house(cast.alice, cast.kuusi, seller_input(city="Loviisa"))
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            (stream,) = stream_rows(cast.kuusi.workspace_id)
        assert (stream.code, stream.name, stream.next_printed(date(2026, 11, 22))) == ("sales", "Myynti", "10000001")

    def test_shortens_the_first_series_where_the_agreement_has_little_room(self, cast: Cast) -> None:
        ready_house(cast.charlie, cast.ek, swedish_input(reference_length=7))
        with cast.charlie.acting(in_=cast.ek.workspace_id):
            (stream,) = stream_rows(cast.ek.workspace_id)
        assert stream.next_printed(date(2026, 11, 22)) == "100001"

    def test_writes_only_what_changed_into_the_journal(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        ready_house(cast.alice, cast.kuusi, seller_input(city="Loviisa"))
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            entries = [row for row in journal_rows(cast.kuusi.workspace_id) if row.act == "seller_changed"]
        assert [(row.before, row.after) for row in entries] == [({"city": "Porvoo"}, {"city": "Loviisa"})]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("street", ""),
            ("postal_code", "0610"),
            ("city", " "),
            ("email", "kuusi"),
            ("language", "de"),
            ("currency", "EURO"),
            ("vat_id", "SE556222222301"),
            ("iban", "FI95 9990 0100 0000 16"),
            ("iban", None),
            ("bic", "NDEA"),
            ("bankgiro", "991-2346"),
            ("reference_kind", "ocr"),
            ("reference_length", 10),
            ("payment_days", 400),
            ("einvoice_address", "0037:003726222226"),
            ("accent", "blue"),
            ("accent", "#ffff00"),
            ("logo", b"GIF89a"),
        ],
    )
    def test_tells_each_problem_at_its_field(self, cast: Cast, field: str, value: object) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), pytest.raises(InvalidFields) as refusal:
            save_seller(actor, cast.kuusi.workspace_id, seller_input(**{field: value}), now=now)
        assert field in {problem.field for problem in refusal.value.problems}

    def test_finds_an_ovt_in_peppol_without_being_told_its_scheme(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi, seller_input(einvoice_address="0037 2622222-6"))
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            seller = get_seller(cast.kuusi.workspace_id)
        assert (seller.einvoice_scheme, seller.einvoice_address) == ("0216", "003726222226")

    def test_asks_for_the_account_that_the_reference_is_paid_to(self, cast: Cast) -> None:
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(InvalidFields) as refusal:
            save_seller(actor, cast.ek.workspace_id, swedish_input(bankgiro=None), now=now)
        assert [problem.field for problem in refusal.value.problems] == ["bankgiro"]

    def test_refuses_an_agreement_that_a_series_in_use_does_not_fit(self, cast: Cast) -> None:
        ready_house(cast.charlie, cast.ek, swedish_input())
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(InvalidFields) as refusal:
            save_seller(actor, cast.ek.workspace_id, swedish_input(reference_length=6), now=now)
        assert [problem.field for problem in refusal.value.problems] == ["reference_length"]

    def test_keeps_replaces_and_removes_the_logo(self, cast: Cast) -> None:
        logos = []
        for typed in (
            seller_input(logo=an_image()),
            seller_input(),
            seller_input(remove_logo=True),
        ):
            ready_house(cast.alice, cast.kuusi, typed)
            with cast.alice.acting(in_=cast.kuusi.workspace_id):
                logos.append(get_seller(cast.kuusi.workspace_id).logo_file_id)
        assert logos[0] is not None
        assert logos[1:] == [logos[0], None]

    def test_hides_the_company_from_a_stranger(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            assert find_seller(cast.kuusi.workspace_id) is None
            with pytest.raises(NotFound):
                save_seller(actor, cast.kuusi.workspace_id, seller_input(), now=now)
