"""Whose consent a change needs."""

from uuid import UUID

import pytest
from factories.cast import Cast

from tenants.agreements.rules.parties import CLIENT, Party, consent_needed, firm, party, side_of

KUUSI, EK = firm(UUID(int=1)), firm(UUID(int=2))


class TestConsent:
    @pytest.mark.parametrize("asker", [CLIENT, KUUSI, EK])
    @pytest.mark.parametrize("payer", [CLIENT, KUUSI])
    @pytest.mark.parametrize("becomes", [CLIENT, KUUSI, EK])
    @pytest.mark.parametrize("costs", [True, False])
    def test_is_asked_of_whoever_is_to_pay_and_of_nobody_else(
        self, asker: Party, payer: Party, becomes: Party, *, costs: bool
    ) -> None:
        needed = consent_needed(asker, payer=payer, becomes=becomes, costs=costs)
        if becomes == asker or (becomes == payer and not costs):
            assert needed is None
        else:
            assert needed == becomes

    def test_of_a_new_payer_is_needed_though_the_price_stays(self) -> None:
        assert consent_needed(KUUSI, payer=KUUSI, becomes=CLIENT, costs=False) == CLIENT

    def test_of_a_payer_is_needed_for_a_dearer_plan_that_another_wants(self) -> None:
        assert consent_needed(KUUSI, payer=CLIENT, becomes=CLIENT, costs=True) == CLIENT

    def test_isnt_asked_of_one_firm_for_another(self) -> None:
        assert consent_needed(KUUSI, payer=CLIENT, becomes=EK, costs=False) == EK

    def test_isnt_needed_for_what_costs_nothing(self) -> None:
        assert consent_needed(KUUSI, payer=CLIENT, becomes=CLIENT, costs=False) is None


class TestParty:
    def test_is_the_firm_that_is_named_else_the_client(self) -> None:
        assert party(UUID(int=1)) == KUUSI
        assert party(None) == CLIENT

    def test_of_an_actor_is_the_firm_that_they_work_for(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        assert side_of(cast.alice.actor(), where) == firm(cast.kuusi.firm_id)
        assert side_of(cast.bob.actor(), where) == CLIENT
