"""The firm's own details: who may fill them in, what is checked, and what they are for."""

import pytest
from factories.cast import Cast, make_person
from factories.forms import post
from flask import Flask

from billing.plan_charges.queries import charge_of
from tenants.agreements.queries.periods import period_rows
from tenants.firms.actions import take_on
from tenants.firms.queries import get_firm_company

KUUSI = {
    "street": "Kuusitie 1",
    "postal_code": "00100",
    "city": "Helsinki",
    "email": "laskut@kuusi.example",
    "vat_id": "",
    "einvoice_address": "0192:923609016",
    "einvoice_operator": "",
}


class TestFirmDetails:
    """Filled in by owners and managers."""

    def test_are_kept_and_shown(self, cast: Cast) -> None:
        url, alice = f"/f/{cast.kuusi.firm_id}/details", cast.alice.browser()
        assert post(alice, url, KUUSI).status_code == 303
        page = alice.get(url).get_data(as_text=True)
        for words in ("Kuusitie 1", "00100", "Helsinki", "laskut@kuusi.example", "0192:923609016", "2611111-2"):
            assert words in page
        with cast.alice.acting():
            assert get_firm_company(cast.kuusi.firm_id).can_be_billed

    def test_make_the_firm_one_that_can_be_charged(self, cast: Cast) -> None:
        place = cast.kuusi.workspace_id
        post(cast.alice.browser(), f"/f/{cast.kuusi.firm_id}/details", KUUSI)
        with cast.alice.acting(in_=place):
            charge = charge_of(place, period_rows(place)[0].id)
        assert charge is not None
        payer = charge.payer
        assert (payer.street, payer.postal_code, payer.city) == ("Kuusitie 1", "00100", "Helsinki")
        assert (payer.einvoice_scheme, payer.einvoice_address) == ("0192", "923609016")

    @pytest.mark.parametrize(
        "change",
        [{"street": " "}, {"postal_code": "1"}, {"vat_id": "FI1"}, {"email": "kuusi"}, {"einvoice_address": "1"}],
    )
    def test_tell_what_is_wrong_at_the_field(self, cast: Cast, change: dict[str, str]) -> None:
        answer = post(cast.alice.browser(), f"/f/{cast.kuusi.firm_id}/details", KUUSI | change)
        assert answer.status_code == 422
        assert f'href="#field-{next(iter(change))}"' in answer.get_data(as_text=True)
        with cast.alice.acting():
            assert not get_firm_company(cast.kuusi.firm_id).can_be_billed

    def test_are_not_for_others(self, app: Flask, cast: Cast) -> None:
        url, vera = f"/f/{cast.kuusi.firm_id}/details", make_person(app, "Vera")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            take_on(actor, cast.kuusi.firm_id, vera.user_id, "accountant", now=now)
        for stranger in (cast.bob, cast.charlie, cast.dora, vera):
            browser = stranger.browser()
            assert browser.get(url).status_code in {403, 404}
            assert post(browser, url, KUUSI).status_code in {403, 404}
        with cast.alice.acting():
            assert not get_firm_company(cast.kuusi.firm_id).can_be_billed
