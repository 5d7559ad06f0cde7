"""The way of a document, for every choice, receiver and country."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.delivery.rules.routes import Receiver, Route, Written, choose_route
from tenants.kernel.country import COUNTRIES, Country
from tenants.kernel.language import msg

BOTH, NEITHER = Written(finvoice=True, ubl=True), Written(finvoice=False, ubl=False)
MAILED = Receiver(kind="business", wants="email", country="FI", email="a@x.example", einvoice_address="")
EINVOICED = replace(MAILED, wants="einvoice", einvoice_address="003792345670", einvoice_scheme="0216")
PUBLIC = replace(EINVOICED, kind="public")


def way(receiver: Receiver, written: Written = BOTH, country: Country = "FI") -> tuple[str, str | None, bool]:
    """Return the channel, the syntax and whether it can go."""
    route = choose_route(receiver, country, written)
    return route.channel, route.syntax, route.problem is None


class TestChooseRoute:
    """`choose_route`."""

    def test_goes_the_way_the_customer_wants(self) -> None:
        assert way(MAILED) == ("email", None, True)
        assert way(EINVOICED) == ("einvoice", "finvoice", True)
        assert way(replace(EINVOICED, wants="email")) == ("email", None, True)

    def test_writes_finvoice_for_finland_and_ubl_for_everybody_else(self) -> None:
        assert way(replace(EINVOICED, country="SE"), country="SE") == ("einvoice", "ubl", True)
        assert way(EINVOICED, Written(finvoice=False, ubl=True)) == ("einvoice", "ubl", True)

    @pytest.mark.parametrize("country", COUNTRIES)
    def test_sends_a_public_body_e_invoices_only(self, country: Country) -> None:
        assert way(PUBLIC, country=country)[::2] == ("einvoice", True)
        assert way(replace(PUBLIC, wants="email"), country=country)[0] == "einvoice"
        assert way(replace(PUBLIC, einvoice_address=""), country=country)[::2] == ("einvoice", False)
        assert way(PUBLIC, NEITHER, country)[::2] == ("einvoice", False)

    def test_takes_the_other_way_and_says_why_where_the_wanted_one_is_closed(self) -> None:
        for receiver, written, said in (
            (replace(EINVOICED, einvoice_address=""), BOTH, "no e-invoice address"),
            (EINVOICED, NEITHER, "can't be written as an e-invoice"),
            (replace(EINVOICED, wants="email", email=""), BOTH, "no e-mail address"),
        ):
            route = choose_route(receiver, "FI", written)
            assert said in str(route.reason)
            assert route.problem is None
            assert route.channel != receiver.wants

    def test_says_what_is_missing_where_no_way_is_open(self) -> None:
        for receiver, said in (
            (replace(MAILED, email=""), "e-mail address is missing"),
            (replace(EINVOICED, einvoice_address="", email=""), "e-invoice address is missing"),
        ):
            assert said in str(choose_route(receiver, "FI", BOTH).problem)

    @given(
        st.sampled_from(
            list(product(("business", "consumer", "public"), ("email", "einvoice"), "01", "01", "01", "01"))
        )
    )
    def test_never_goes_without_an_address_or_something_written(self, facts: tuple[str, ...]) -> None:
        kind, wants, email, einvoice, finvoice, ubl = facts
        receiver = replace(
            MAILED, kind=kind, wants=wants, email="a@x.example" * int(email), einvoice_address="0037" * int(einvoice)
        )
        route = choose_route(receiver, "FI", Written(finvoice == "1", ubl == "1"))
        if route.problem is None:
            assert route.address
            assert route.channel == "email" or route.syntax
        assert not (kind == "public" and route.channel == "email")


class TestRoute:
    """`Route.to_json` and `from_json`."""

    def test_reads_back_what_a_delivery_keeps(self) -> None:
        route = Route(
            channel="einvoice",
            address="0037",
            reason=msg("The customer wants e-invoices."),
            syntax="ubl",
            scheme="0216",
        )
        assert Route.from_json("einvoice", "0037", route.to_json()) == route
