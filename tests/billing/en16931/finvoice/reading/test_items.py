"""What a row is about."""

from datetime import date

import pytest

from billing.en16931.model import Attribute, Classification, Identifier, Line, Period
from tests.billing.en16931.finvoice.samples import amount, finvoice, read

FULL = """<InvoicedObjectID SchemeID="ABC">meter</InvoicedObjectID><ArticleIdentifier>A1</ArticleIdentifier>
<ArticleGroupIdentifier SchemeID="TST" SchemeVersion="19">27112100</ArticleGroupIdentifier>
<ArticleName>Mug</ArticleName>
<ArticleDescription>Blue</ArticleDescription><BuyerArticleIdentifier>B1</BuyerArticleIdentifier>
<EanCode>6400000000015</EanCode><RowDefinitionDetails><RowDefinitionHeaderText>Size</RowDefinitionHeaderText>
<RowDefinitionValue>L</RowDefinitionValue></RowDefinitionDetails><StartDate Format="CCYYMMDD">20260201</StartDate>
<RowOrderPositionIdentifier>3</RowOrderPositionIdentifier><RowDeliveryDetails><RowCustomsInfo>
<CNOriginCountryCode>EE</CNOriginCountryCode></RowCustomsInfo></RowDeliveryDetails>
<RowAccountDimensionText>4000</RowAccountDimensionText><RowFreeText>one</RowFreeText><RowFreeText>two</RowFreeText>"""


def line(row: str) -> Line:
    return read(finvoice(None, row + amount("RowVatExcludedAmount", "100,00"))).lines[0]


class TestReadLine:
    """A row as a line."""

    def test_reads_every_reference(self) -> None:
        found = line(FULL)
        assert (found.object_id, found.order_line, found.accounting) == (Identifier("meter", "ABC"), "3", "4000")
        assert (found.period, found.note) == (Period(date(2026, 2, 1)), "one\ntwo")

    def test_reads_the_article(self) -> None:
        item = line(FULL).item
        assert (item.name, item.description, item.seller_id, item.buyer_id) == ("Mug", "Blue", "A1", "B1")
        assert item.standard_id == Identifier("6400000000015", "0160")
        assert item.classifications == (Classification(code="27112100", scheme="TST", version="19"),)
        assert (item.origin_country, item.attributes) == ("EE", (Attribute("Size", "L"),))

    @pytest.mark.parametrize(
        ("row", "name"),
        [
            ("<ArticleDescription>Blue</ArticleDescription>", "Blue"),
            ("<ArticleIdentifier>A1</ArticleIdentifier>", "A1"),
            ("<RowFreeText>one</RowFreeText>", "one"),
            ("", ""),
        ],
    )
    def test_finds_a_name_for_a_nameless_article(self, row: str, name: str) -> None:
        found = line(row)
        assert (found.item.name, found.item.description, found.note) == (name, None, None)

    def test_takes_the_day_of_delivery_for_the_period(self) -> None:
        day = '<RowDeliveryDate Format="CCYYMMDD">20260203</RowDeliveryDate>'
        assert line(day).period == Period(date(2026, 2, 3), date(2026, 2, 3))

    def test_leaves_a_code_alone_that_is_no_article_number(self) -> None:
        assert line("<EanCode>AB-1</EanCode>").item.standard_id == Identifier("AB-1")
