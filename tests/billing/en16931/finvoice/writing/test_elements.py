"""The writer's table of elements."""

from lxml import etree

from billing.en16931.finvoice.writing.elements import ORDER
from tests.billing.en16931.finvoice.samples import XSD, needs_corpora

XS = "{http://www.w3.org/2001/XMLSchema}"


@needs_corpora
class TestOrder:
    """The order of elements."""

    def test_is_that_of_the_official_schema(self) -> None:
        root = etree.parse(XSD).getroot()
        orders = [
            [one.get("name") for one in block.iter(f"{XS}element")]
            for block in root.iter(f"{XS}sequence", f"{XS}choice")
        ]
        for block, places in ORDER.items():
            names = [place.name for place in places]
            assert any(self.follows(names, order) for order in orders), block

    @staticmethod
    def follows(names: list[str], order: list[str | None]) -> bool:
        """Return whether all names stand in an order in their own order."""
        rest = iter(order)
        return all(name in rest for name in names)

    def test_has_a_block_for_every_name_that_is_one(self) -> None:
        named = {place.name for places in ORDER.values() for place in places}
        assert ORDER.keys() - named == {"Finvoice"}
