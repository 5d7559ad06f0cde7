"""One table of what each plan has: every capability is checked by the actions it names, or isn't built yet."""

import ast
import inspect
import itertools
from importlib import import_module

import pytest

from tenants.kernel.country import COUNTRIES, Country
from tenants.plans.capabilities import FEATURES, VARIANTS, Capability, capabilities_of, lacking_in, lost_between
from tenants.plans.rules import CATALOGUE, MONTHLY, PERIODS, price_of

# What leaves nothing to check: no screen, action or table of it exists.
NOT_BUILT = {
    Capability.REMINDERS,
    Capability.BANK_FILES,
    Capability.COLLECTION,
}


def called_in(path: str) -> set[str]:
    """Return the capabilities that an action asks for, in itself or in a private function that it calls."""
    module_name, _, function = path.rpartition(".")
    module = import_module(module_name)
    wanted, found, seen = [function], set(), set()
    while wanted:
        name = wanted.pop()
        if name in seen or not inspect.isfunction(getattr(module, name, None)):
            continue
        seen.add(name)
        for node in ast.walk(ast.parse(inspect.getsource(getattr(module, name)))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "must_have":
                argument = node.args[0]
                assert isinstance(argument, ast.Attribute)
                found.add(argument.attr)
            if isinstance(node, ast.Name) and node.id.startswith("_"):
                wanted.append(node.id)
    return found


class TestCatalogue:
    """The table of capabilities."""

    def test_has_every_capability_once(self) -> None:
        assert set(FEATURES) == set(Capability)

    @pytest.mark.parametrize("capability", sorted(set(Capability) - NOT_BUILT))
    def test_is_checked_by_the_actions_it_names(self, capability: Capability) -> None:
        assert FEATURES[capability].checked_by
        for path in FEATURES[capability].checked_by:
            assert capability.name in called_in(path), path

    @pytest.mark.parametrize("capability", sorted(NOT_BUILT))
    def test_says_what_is_not_built_yet(self, capability: Capability) -> None:
        assert not FEATURES[capability].is_built

    def test_grows_from_plan_to_plan(self) -> None:
        sizes = [capabilities_of(variant) for variant in VARIANTS]
        assert all(small < large for small, large in itertools.pairwise(sizes))
        assert sizes[-1] == set(Capability)

    def test_names_the_plan_that_has_it(self) -> None:
        for variant in VARIANTS:
            for capability, hint in lacking_in(variant).items():
                plan = CATALOGUE[FEATURES[Capability(capability)].since].name
                assert plan in str(hint)

    def test_gives_nothing_without_a_plan(self) -> None:
        assert capabilities_of(None) == frozenset()
        assert set(lacking_in(None)) == set(Capability)

    def test_loses_nothing_upwards(self) -> None:
        assert lost_between("invoice", "pro") == ()
        assert Capability.AUTHORS in lost_between("pro", "smart")


class TestPrices:
    """The price list."""

    @pytest.mark.parametrize("country", COUNTRIES)
    def test_has_every_plan_and_period_and_rises(self, country: Country) -> None:
        for months in PERIODS:
            prices = [price_of(variant, months, country).amount for variant in VARIANTS]
            assert prices == sorted(set(prices))
        for variant in VARIANTS:
            assert price_of(variant, 12, country).amount < 4 * price_of(variant, 3, country).amount

    def test_is_there_for_every_currency(self) -> None:
        assert set(MONTHLY) == {"EUR", "SEK", "NOK", "DKK"}
