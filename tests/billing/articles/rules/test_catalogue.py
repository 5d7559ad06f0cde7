"""What a workspace sells, as far as lines name it."""

from uuid import UUID

from billing.articles.rules.catalogue import NOTHING_SOLD, Catalogue
from billing.articles.rules.facts import PriceListFacts
from tenants.kernel.ids import PriceListId

LISTS = (
    PriceListFacts(PriceListId(UUID(int=1)), "Normal", "EUR", is_default=True),
    PriceListFacts(PriceListId(UUID(int=2)), "Svensk", "SEK", is_default=False),
)


class TestListFor:
    """Which list is asked."""

    def test_is_the_one_that_is_named(self) -> None:
        assert Catalogue(lists=LISTS).list_for("Svensk", "EUR") == LISTS[1]
        assert Catalogue(lists=LISTS).list_for("Gone", "EUR") is None

    def test_is_one_in_the_currency_where_none_is_named(self) -> None:
        found = [Catalogue(lists=LISTS).list_for(None, currency) for currency in ("EUR", "SEK", "NOK")]
        assert found == [LISTS[0], LISTS[1], LISTS[0]]
        assert NOTHING_SOLD.list_for(None, "EUR") is None

    def test_is_the_usual_one_in_its_own_currency_where_none_is_named(self) -> None:
        cheap = PriceListFacts(PriceListId(UUID(int=3)), "Cheap", "EUR", is_default=False)
        catalogue = Catalogue(lists=(*LISTS, cheap), usual_list="Cheap")
        found = [catalogue.list_for(None, currency) for currency in ("EUR", "SEK", "NOK")]
        assert found == [cheap, LISTS[1], LISTS[0]]
        assert catalogue.list_for("Normal", "EUR") == LISTS[0]
