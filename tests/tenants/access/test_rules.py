"""Who may do what, and what withholds it."""

from uuid import uuid4

import pytest

from tenants.access.rules import (
    IN_FIRM,
    IN_WORKSPACE,
    NEEDS_MANDATE,
    NEEDS_NEW_TERMS,
    NEEDS_TERMS,
    READING,
    Standing,
    reach_of,
)
from tenants.kernel.actor import FirmPermission, Permission
from tenants.kernel.ids import FirmId
from tenants.plans.capabilities import Capability

P = Permission
AGREED = Standing("accepted", "pro", mandated=True)


class TestReach:
    """`reach_of`."""

    @pytest.mark.parametrize("role", IN_WORKSPACE)
    def test_withholds_new_obligations_until_the_terms_are_accepted(self, role: str) -> None:
        reach = reach_of(role, Standing("never", "pro", mandated=True))
        assert not reach.permissions & NEEDS_TERMS
        assert set(reach.withheld) == IN_WORKSPACE[role] & NEEDS_TERMS
        assert reach.permissions | reach.withheld.keys() == IN_WORKSPACE[role]

    @pytest.mark.parametrize("role", IN_WORKSPACE)
    def test_never_withholds_reading(self, role: str) -> None:
        assert reach_of(role, Standing("never", None)).permissions >= READING

    @pytest.mark.parametrize("role", IN_WORKSPACE)
    def test_withholds_nothing_when_all_is_agreed(self, role: str) -> None:
        reach = reach_of(role, AGREED)
        assert (reach.permissions, reach.withheld) == (IN_WORKSPACE[role], {})

    @pytest.mark.parametrize("role", IN_WORKSPACE)
    def test_withholds_only_what_is_new_when_new_terms_lapse(self, role: str) -> None:
        reach = reach_of(role, Standing("lapsed", "pro", mandated=True))
        assert set(reach.withheld) == IN_WORKSPACE[role] & NEEDS_NEW_TERMS
        going_on = READING | {P.CREDIT_INVOICES, P.SEND_DOCUMENTS, P.IMPORT_REQUESTS, P.SEE_AUDIT}
        assert reach.permissions >= IN_WORKSPACE[role] & going_on

    @pytest.mark.parametrize("role", IN_WORKSPACE)
    def test_withholds_reminders_and_collection_without_their_mandate(self, role: str) -> None:
        reach = reach_of(role, Standing("accepted", "pro"))
        assert set(reach.withheld) == IN_WORKSPACE[role] & NEEDS_MANDATE

    def test_gives_staff_the_tools_of_pro_whatever_the_plan(self) -> None:
        standing = Standing("accepted", "invoice")
        assert reach_of("assistant", standing, firm_id=FirmId(uuid4())).lacking == {}
        assert Capability.SEVERAL_STREAMS in reach_of("admin", standing).lacking

    def test_lets_only_the_clients_admin_accept(self) -> None:
        assert [role for role, allowed in IN_WORKSPACE.items() if P.ACCEPT_TERMS in allowed] == ["admin"]

    @pytest.mark.parametrize("role", ["viewer", "auditor"])
    def test_lets_who_only_looks_change_nothing_but_ask(self, role: str) -> None:
        assert IN_WORKSPACE[role] <= READING | {P.SEE_AUDIT, P.ASK}

    def test_lets_an_author_write_invoices_and_ask_but_change_nothing_else(self) -> None:
        assert IN_WORKSPACE["author"] == READING | {P.ASK, P.WRITE_INVOICES}

    def test_leaves_checking_what_was_written_to_the_firm(self) -> None:
        may = {role for role, permissions in IN_WORKSPACE.items() if P.CHECK_WRITTEN in permissions}
        assert may == {"owner", "manager", "accountant", "assistant"}

    def test_lets_only_owner_and_manager_manage_people(self) -> None:
        managing = {role for role, allowed in IN_FIRM.items() if FirmPermission.MANAGE_PEOPLE in allowed}
        assert managing == {"owner", "manager"}
