"""Who may do what, and what withholds it."""

import pytest

from tenants.access.rules import IN_FIRM, IN_WORKSPACE, NEEDS_TERMS, READING, reach_of
from tenants.kernel.actor import FirmPermission, Permission

P = Permission


class TestReach:
    """`reach_of`."""

    @pytest.mark.parametrize("role", IN_WORKSPACE)
    def test_withholds_new_obligations_until_the_terms_are_accepted(self, role: str) -> None:
        reach = reach_of(role, accepted=False, variant="pro")
        assert not reach.permissions & NEEDS_TERMS
        assert set(reach.withheld) == IN_WORKSPACE[role] & NEEDS_TERMS
        assert reach.permissions | reach.withheld.keys() == IN_WORKSPACE[role]

    @pytest.mark.parametrize("role", IN_WORKSPACE)
    def test_never_withholds_reading(self, role: str) -> None:
        assert reach_of(role, accepted=False, variant=None).permissions >= READING

    @pytest.mark.parametrize("role", IN_WORKSPACE)
    def test_withholds_nothing_when_all_is_agreed(self, role: str) -> None:
        reach = reach_of(role, accepted=True, variant="invoice")
        assert (reach.permissions, reach.withheld) == (IN_WORKSPACE[role], {})

    def test_lets_only_the_clients_admin_accept(self) -> None:
        assert [role for role, allowed in IN_WORKSPACE.items() if P.ACCEPT_TERMS in allowed] == ["admin"]

    @pytest.mark.parametrize("role", ["viewer", "auditor", "author"])
    def test_lets_who_only_looks_change_nothing(self, role: str) -> None:
        assert IN_WORKSPACE[role] <= READING | {P.SEE_AUDIT}

    def test_lets_only_owner_and_manager_manage_people(self) -> None:
        managing = {role for role, allowed in IN_FIRM.items() if FirmPermission.MANAGE_PEOPLE in allowed}
        assert managing == {"owner", "manager"}
