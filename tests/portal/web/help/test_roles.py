"""The help page that shows who may do what."""

from factories.cast import Cast

from portal.web.help.routes import matrices
from portal.web.help.words import IN_BOOKS, IN_FIRM, ROLES
from tenants.access import rules
from tenants.kernel.actor import FirmPermission, Permission


class TestRoles:
    """The page and its tables."""

    def test_have_words_for_every_permission_and_role(self) -> None:
        assert (set(IN_BOOKS), set(IN_FIRM)) == (set(Permission), set(FirmPermission))
        assert set(ROLES) == rules.IN_WORKSPACE.keys() | rules.IN_FIRM.keys()

    def test_say_what_the_gate_goes_by(self) -> None:
        shown = sum(sum(allowed) for matrix in matrices() for _what, allowed in matrix.rows)
        assert shown == sum(map(len, [*rules.IN_WORKSPACE.values(), *rules.IN_FIRM.values()]))

    def test_are_there_for_everybody_who_is_signed_in(self, cast: Cast) -> None:
        for person in (cast.alice, cast.bob):
            assert "Run the invoicing" in person.browser().get("/help/roles").get_data(as_text=True)
