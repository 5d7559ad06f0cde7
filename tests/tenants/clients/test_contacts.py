"""Whom a firm talks to at a client."""

from dataclasses import replace

import pytest
from factories.cast import Cast
from factories.invited import register_client

from tenants.clients.contacts import Contact, change_contact, contact_problems, looks_like_address
from tenants.clients.queries import get_client
from tenants.kernel.refusals import InvalidFields, NotFound

PIA = Contact("Pia Malli", "pia@malli.example", "", "fi")


class TestContactProblems:
    """What is wrong with a contact."""

    def test_are_none_for_a_complete_one(self) -> None:
        assert contact_problems(PIA) == []

    def test_stand_each_at_their_field(self) -> None:
        found = contact_problems(Contact(" ", "pia", "", "xx"))
        assert [problem.field for problem in found] == ["contact_name", "contact_email", "language"]

    @pytest.mark.parametrize(
        "text",
        [
            "pia",
            "pia@",
            "@malli.example",
            "pia@malli",
            "a@b.fi, c@d.fi",
            "a@b.fi\nBcc: c@d.fi",
            "a@@b.fi",
            "a@.fi",
            "a@fi.",
        ],
    )
    def test_find_what_is_no_single_address(self, text: str) -> None:
        assert not looks_like_address(text)


class TestChangeContact:
    """Changing whom to talk to."""

    def test_writes_the_new_person_trimmed(self, cast: Cast) -> None:
        client_id, firm_id = register_client(cast), cast.kuusi.firm_id
        with cast.alice.acting(firm=firm_id) as (actor, now):
            change_contact(actor, firm_id, client_id, replace(PIA, email=" Olli@Malli.example "), now=now)
        with cast.alice.acting(firm=firm_id):
            assert get_client(firm_id, client_id).contact_email == "olli@malli.example"

    def test_refuses_what_is_no_address(self, cast: Cast) -> None:
        client_id, firm_id = register_client(cast), cast.kuusi.firm_id
        with pytest.raises(InvalidFields), cast.alice.acting(firm=firm_id) as (actor, now):
            change_contact(actor, firm_id, client_id, replace(PIA, email="olli"), now=now)

    def test_finds_nothing_for_a_stranger(self, cast: Cast) -> None:
        client_id = register_client(cast)
        for firm_id in (cast.kuusi.firm_id, cast.ek.firm_id):
            with pytest.raises(NotFound), cast.charlie.acting(firm=firm_id) as (actor, now):
                change_contact(actor, firm_id, client_id, PIA, now=now)
