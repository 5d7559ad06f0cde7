"""What is wrong with something that a screen has no field for is said above its form."""

import pytest
from factories.cast import Cast
from factories.invited import register_client
from factories.requests import ready_house
from factories.screens import request_desk
from flask import Flask, g
from werkzeug.datastructures import MultiDict

from billing.articles.queries import setting_of
from billing.requests.queries import get_request
from billing.streams.queries import stream_rows
from billing.takeover.queries import Opening
from portal.web.articles.card import empty_card
from portal.web.articles.lists_page import lists_page
from portal.web.articles.page import new_page as new_article
from portal.web.clients.engagement_form import engagement_form
from portal.web.clients.wizard_page import wizard_page
from portal.web.contracts.form import contract_form, read
from portal.web.customers.card import empty_card as empty_customer
from portal.web.customers.card import sections
from portal.web.customers.page import new_page as new_customer
from portal.web.people.page import show_people
from portal.web.requests.fix_form import fix_form
from portal.web.takeover.page import preview_page
from portal.web.terms.page import terms_page
from tenants.collaborations.client_page import get_client_page
from tenants.firms.queries import get_firm, staff_rows
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem
from tenants.workspaces.queries import get_workspace

WRONG = (Problem("nowhere", msg("Choose a day.")),)
TOLD = (WRONG[0].message,)


class TestUnplaced:
    """The screens that are filled in, each with a problem at a field that it doesn't have."""

    def test_of_an_article_and_a_price_list(self, app: Flask, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with app.test_request_context(), cast.alice.acting(in_=where) as (actor, now):
            setting = setting_of(where, now=now)
            assert new_article(actor, where, empty_card(setting), setting, WRONG).others == TOLD
            assert lists_page(actor, where, setting, None, WRONG).others == TOLD

    def test_of_a_customers_card(self, app: Flask, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with app.test_request_context(), cast.alice.acting(in_=where):
            shown = sections(empty_customer("FI"), WRONG, is_new=True)
            assert new_customer(where, shown, None).refused(WRONG).others == TOLD

    def test_of_a_contract(self, app: Flask, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        ready_house(cast.alice, cast.kuusi)
        placed, beyond = Problem("lines.1.text", msg("Fill this in.")), Problem("lines.25.text", msg("Choose a day."))
        with app.test_request_context(), cast.alice.acting(in_=where):
            form = contract_form(read(MultiDict()), (placed, beyond), stream_rows(where), is_billed=False)
        assert [anchor for anchor, *_ in form.errors] == ["field-line_1_text"]
        assert form.others == (beyond.message,)

    def test_of_a_request_that_is_put_right(self, app: Flask, cast: Cast) -> None:
        desk = request_desk(cast)
        id_ = desk.row("R-1").id
        with app.test_request_context(), cast.alice.acting(in_=desk.workspace_id) as (actor, _now):
            form = fix_form(actor, desk.workspace_id, get_request(desk.workspace_id, id_), "FI", problems=WRONG)
        assert form is not None
        assert (form.others, form.is_refused) == (TOLD, True)

    def test_of_a_take_over(self, app: Flask, cast: Cast) -> None:
        with app.test_request_context(), cast.alice.acting(in_=cast.kuusi.workspace_id):
            page = preview_page(cast.kuusi.workspace_id, ("a.csv", b""), Opening((), (), ()), {}, WRONG)
        assert page.others == TOLD

    def test_of_an_engagement_and_of_whom_to_invite(self, app: Flask, cast: Cast) -> None:
        client_id, firm_id = register_client(cast), cast.kuusi.firm_id
        with app.test_request_context(), cast.alice.acting(firm=firm_id) as (_actor, now):
            staff, known = staff_rows(firm_id), get_client_page(firm_id, client_id, now=now)
            form = engagement_form(staff, mine="", problems=WRONG)
            page = wizard_page(known, get_firm(firm_id), staff, mine="", problems=WRONG)
        assert (form.others, form.is_wrong, page.others) == (TOLD, True, TOLD)

    def test_of_terms(self, app: Flask, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        with app.test_request_context(), cast.bob.acting(in_=where) as (actor, now):
            assert terms_page(actor, get_workspace(where), now=now, problems=WRONG).others == TOLD

    @pytest.mark.parametrize("form", ["cover", "invite"])
    def test_of_the_staff(self, app: Flask, cast: Cast, form: str) -> None:
        with app.test_request_context(), cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, _now):
            g.actor = actor
            page = show_people(cast.kuusi.firm_id, **{form: WRONG})
        assert "<li>Choose a day.</li>" in page
