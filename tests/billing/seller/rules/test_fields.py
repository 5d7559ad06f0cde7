"""Reading a form field by field."""

import pytest

from billing.seller.rules.fields import Fields
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields


class TestFields:
    """Collecting problems."""

    @pytest.mark.parametrize("typed", ["a@b.example", "A.B+c@d-e.example.fi"])
    def test_takes_an_email_address_in_small_letters(self, typed: str) -> None:
        found = Fields()
        assert found.email("email", typed) == typed.lower()
        assert not found.problems

    @pytest.mark.parametrize("typed", ["a", "a@b", "a@@b.fi", "a b@c.fi", "a@b.fi, c@d.fi", "<a@b.fi>", "a@b.fi\nBcc"])
    def test_refuses_what_is_no_email_address(self, typed: str) -> None:
        found = Fields()
        found.email("email", typed)
        assert [problem.field for problem in found.problems] == ["email"]

    def test_puts_a_text_on_one_line(self) -> None:
        assert Fields().text("name", " a\r\n b ") == "a b"

    def test_refuses_with_every_problem_at_once(self) -> None:
        found = Fields()
        found.text("name", "", msg("The name is missing."))
        found.text("city", "x" * 201)
        with pytest.raises(InvalidFields) as refusal:
            found.refuse()
        assert [problem.field for problem in refusal.value.problems] == ["name", "city"]
