"""Sending again because a person decides so."""

from dataclasses import replace

import pytest
from factories.cast import Cast
from factories.issued import BY_EINVOICE, rendered

from billing.delivery.actions import (
    MadeAlready,
    NotForThisCustomer,
    StillUnderWay,
    Way,
    render_again,
    resend,
    send_invoices,
)
from billing.delivery.queries import deliveries_of
from tenants.kernel.ids import InvoiceId
from tenants.kernel.refusals import InvalidFields, NotFound


class TestResend:
    """`resend`."""

    def test_makes_a_new_delivery_to_another_address(self, cast: Cast, by_email: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            delivery_id = resend(actor, where, by_email, Way("email", "johto@matkailu.example"), now=now)
        with cast.alice.acting():
            (delivery,) = deliveries_of(where, by_email)
        assert (delivery.id, delivery.address) == (delivery_id, "johto@matkailu.example")

    def test_waits_while_the_newest_is_under_way(self, cast: Cast, by_email: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            send_invoices(actor, where, [by_email], now=now)
            with pytest.raises(StillUnderWay):
                resend(actor, where, by_email, Way("email"), now=now)

    def test_sends_an_e_invoice_to_the_cards_address_with_its_scheme_and_operator(
        self, cast: Cast, by_einvoice: InvoiceId
    ) -> None:
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            resend(actor, where, by_einvoice, Way("einvoice"), now=now)
        with cast.alice.acting():
            (delivery,) = deliveries_of(where, by_einvoice)
        assert (delivery.address, delivery.route.scheme, delivery.route.operator, delivery.route.syntax) == (
            "003792345670",
            "0216",
            "003723327487",
            "finvoice",
        )

    def test_refuses_to_mail_a_public_body(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        (invoice_id,) = rendered(cast.alice, where, [replace(BY_EINVOICE, kind="public")])
        with pytest.raises(NotForThisCustomer), cast.alice.acting(in_=where) as (actor, now):
            resend(actor, where, invoice_id, Way("email"), now=now)

    def test_says_at_the_field_that_the_address_is_missing(self, cast: Cast, by_email: InvoiceId) -> None:
        where = cast.kuusi.workspace_id
        with pytest.raises(InvalidFields), cast.alice.acting(in_=where) as (actor, now):
            resend(actor, where, by_email, Way("einvoice"), now=now)

    def test_hides_the_invoice_from_a_stranger(self, cast: Cast, by_email: InvoiceId) -> None:
        for where in (cast.kuusi.workspace_id, cast.ek.workspace_id):
            with pytest.raises(NotFound), cast.charlie.acting(in_=where) as (actor, now):
                resend(actor, where, by_email, Way("email", "evil@x.example"), now=now)


class TestRenderAgain:
    """`render_again`."""

    def test_refuses_where_the_document_is_there(self, cast: Cast, by_email: InvoiceId) -> None:
        with pytest.raises(MadeAlready), cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            render_again(actor, cast.kuusi.workspace_id, by_email, now=now)

    def test_hides_the_invoice_from_a_stranger(self, cast: Cast, by_email: InvoiceId) -> None:
        with pytest.raises(NotFound), cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now):
            render_again(actor, cast.ek.workspace_id, by_email, now=now)
