"""Contracts become requests, each period once."""

from datetime import date
from decimal import Decimal

import pytest
from factories.articles import new_article, new_list, priced
from factories.cast import Cast
from factories.contracts import LINE, contract_input, new_contract
from factories.requests import new_customer, ready_house

from billing.contracts.actions.cards import change_contract
from billing.contracts.actions.making import Made, make_requests
from billing.contracts.queries.coming import coming_periods, due_count
from billing.contracts.queries.contracts import get_contract
from billing.requests.actions import dismiss_requests, merge_customers, take_back
from billing.requests.queries import RequestQuery, RequestRow, get_request, request_rows
from billing.requests.rules.remarks import LAST_PERIOD, OTHER_LANGUAGE, OTHER_PRICE
from billing.streams.actions import switch_off
from tenants.kernel.ids import StreamId
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import InvalidFields, NotFound


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    """Return the stream of a company that may invoice, with the customer 10001."""
    stream_id = ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)
    return stream_id


def made(cast: Cast, until: date) -> Made:
    with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        return make_requests(actor, cast.kuusi.workspace_id, until=until, now=now)


def rows(cast: Cast) -> list[RequestRow]:
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        found = request_rows(cast.kuusi.workspace_id, RequestQuery())
    return sorted(found, key=lambda row: row.key)


class TestMakeRequests:
    """What falls due by a day."""

    @pytest.mark.usefixtures("stream")
    def test_bills_each_period_once(self, cast: Cast) -> None:
        contract_id = new_contract(cast.alice, cast.kuusi)
        assert made(cast, date(2026, 12, 1)).requests == 2
        assert made(cast, date(2026, 12, 1)).requests == 0
        first, second = rows(cast)
        assert [(row.key, row.state, row.net, row.source) for row in (first, second)] == [
            ("contract:S-1:2026-11-15", "ready", Decimal("160.00"), "contract"),
            ("contract:S-1:2026-12-01", "ready", Decimal("300.00"), "contract"),
        ]
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            content = get_request(cast.kuusi.workspace_id, first.id).content
            assert get_contract(cast.kuusi.workspace_id, contract_id).billed_until == date(2026, 12, 31)
        assert content.period is not None
        assert (content.period.start, content.period.end) == (date(2026, 11, 15), date(2026, 11, 30))
        assert "16" in content.notes[0].text

    @pytest.mark.usefixtures("stream")
    def test_makes_no_new_one_of_what_was_dismissed(self, cast: Cast) -> None:
        new_contract(cast.alice, cast.kuusi, contract_input(({**LINE, "vat_rate": "7"},)))
        assert made(cast, date(2026, 11, 15)).invalid == 1
        (row,) = rows(cast)
        assert row.state == "invalid"
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            dismiss_requests(actor, cast.kuusi.workspace_id, [row.id], now=now)
        assert made(cast, date(2026, 11, 30)).requests == 0

    @pytest.mark.usefixtures("stream")
    def test_has_a_dismissed_one_put_back_and_judged_anew(self, cast: Cast) -> None:
        new_contract(cast.alice, cast.kuusi)
        made(cast, date(2026, 11, 15))
        (row,), where = rows(cast), cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (actor, now):
            assert not take_back(actor, where, row.id, now=now)
            dismiss_requests(actor, where, [row.id], now=now)
            assert take_back(actor, where, row.id, now=now)
            assert not take_back(actor, where, row.id, now=now)
            assert [entry.act for entry in journal_rows(where)].count("request_taken_back") == 1
        assert [each.state for each in rows(cast)] == ["ready"]
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            take_back(actor, where, row.id, now=now)

    @pytest.mark.usefixtures("stream")
    def test_changes_prices_from_a_day_on_and_says_so(self, cast: Cast) -> None:
        rise = {"from_on": "2027-01-01", "percent": "10", "reason": "Index"}
        new_contract(cast.alice, cast.kuusi, contract_input(changes=(rise,), starts_on="2026-12-01"))
        made(cast, date(2026, 12, 1))
        made(cast, date(2027, 1, 1))
        before, after = rows(cast)
        assert (before.net, after.net) == (300, 330)
        assert before.remarks == ()
        expected = [(LAST_PERIOD.id, Decimal("300.00"))]
        assert [(remark.id, remark.params["before"]) for remark in after.remarks] == expected
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            (looked,) = request_rows(cast.kuusi.workspace_id, RequestQuery(is_remarked=True, source="contract"))
        assert looked == after

    @pytest.mark.usefixtures("stream")
    def test_gives_one_line_a_new_price_from_a_day_on(self, cast: Cast) -> None:
        changes = (
            {"from_on": "2027-01-01", "line": "2", "price": "54,90"},
            {"from_on": "2027-02-01", "percent": "10"},
        )
        lines = (LINE, {**LINE, "text": "Service", "unit_price": "49,90"})
        new_contract(cast.alice, cast.kuusi, contract_input(lines, changes, starts_on="2026-12-01"))
        for month in (date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)):
            made(cast, month)
        assert [str(row.net) for row in rows(cast)] == ["349.90", "354.90", "390.39"]

    @pytest.mark.usefixtures("stream")
    def test_bills_articles_at_the_list_price_and_tells_another(self, cast: Cast) -> None:
        mug, normal = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        priced(cast.alice, cast.kuusi, mug, normal, "10", date(2026, 1, 1))
        lines = ({"article": "MUKI", "quantity": "3"}, {"article": "MUKI", "unit_price": "9"})
        new_contract(cast.alice, cast.kuusi, contract_input(lines, starts_on="2026-12-01"))
        made(cast, date(2026, 12, 1))
        (row,) = rows(cast)
        assert (row.state, row.net) == ("ready", 39)
        assert [(remark.id, remark.params["listed"]) for remark in row.remarks] == [(OTHER_PRICE.id, Decimal("10.00"))]

    @pytest.mark.usefixtures("stream")
    def test_bills_a_period_at_the_list_price_of_its_first_day(self, cast: Cast) -> None:
        mug, normal = new_article(cast.alice, cast.kuusi), new_list(cast.alice, cast.kuusi)
        priced(cast.alice, cast.kuusi, mug, normal, "100", date(2026, 1, 1))
        priced(cast.alice, cast.kuusi, mug, normal, "200", date(2027, 11, 1))
        new_contract(
            cast.alice, cast.kuusi, contract_input(({"article": "MUKI"},), starts_on="2027-01-01", months="12")
        )
        made(cast, date(2027, 1, 1))
        (row,) = rows(cast)
        assert (row.state, row.net) == ("ready", 100)

    @pytest.mark.usefixtures("stream")
    def test_compares_whole_periods_with_whole_ones(self, cast: Cast) -> None:
        new_contract(cast.alice, cast.kuusi)
        made(cast, date(2026, 11, 15))
        made(cast, date(2026, 12, 1))
        made(cast, date(2027, 1, 1))
        assert [row.net for row in rows(cast)] == [160, 300, 300]
        assert [row.remarks for row in rows(cast)] == [(), (), ()]

    @pytest.mark.usefixtures("stream")
    def test_compares_each_of_several_periods_with_the_one_before(self, cast: Cast) -> None:
        changes = ({"from_on": "2027-01-01", "line": "1", "price": "450"},)
        changes += ({"from_on": "2027-03-01", "line": "1", "price": "300"},)
        new_contract(cast.alice, cast.kuusi, contract_input(changes=changes, starts_on="2026-12-01"))
        made(cast, date(2027, 4, 1))
        assert [row.net for row in rows(cast)] == [300, 450, 450, 300, 300]
        before = [[remark.params["before"] for remark in row.remarks] for row in rows(cast)]
        assert before == [[], [Decimal("300.00")], [], [Decimal("450.00")], []]

    @pytest.mark.usefixtures("stream")
    def test_takes_off_what_a_line_takes_off(self, cast: Cast) -> None:
        lines = (LINE, {**LINE, "text": "Rebate", "quantity": "-1", "unit_price": "20"})
        new_contract(cast.alice, cast.kuusi, contract_input(lines, starts_on="2026-12-01"))
        made(cast, date(2026, 12, 1))
        (row,) = rows(cast)
        assert (row.state, row.net) == ("ready", 280)

    @pytest.mark.usefixtures("stream")
    def test_is_refused_further_ahead_than_a_year(self, cast: Cast) -> None:
        new_contract(cast.alice, cast.kuusi)
        with pytest.raises(InvalidFields) as refused:
            made(cast, date(2126, 11, 23))
        assert [problem.field for problem in refused.value.problems] == ["until"]
        assert rows(cast) == []

    def test_tells_an_article_without_a_text_for_the_customer(self, cast: Cast) -> None:
        ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi, language="da")
        new_article(cast.alice, cast.kuusi)
        lines = ({"article": "MUKI", "unit_price": "9"},)
        new_contract(cast.alice, cast.kuusi, contract_input(lines, starts_on="2026-12-01"))
        made(cast, date(2026, 12, 1))
        (row,) = rows(cast)
        assert [(remark.id, remark.params["code"]) for remark in row.remarks] == [(OTHER_LANGUAGE.id, "MUKI")]

    def test_leaves_contracts_of_a_stream_that_is_switched_off(self, cast: Cast, stream: StreamId) -> None:
        new_contract(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            switch_off(actor, cast.kuusi.workspace_id, stream, now=now)
        assert made(cast, date(2026, 12, 1)) == Made(resting=1)

    @pytest.mark.usefixtures("stream")
    def test_is_not_a_strangers_to_do(self, cast: Cast) -> None:
        new_contract(cast.alice, cast.kuusi)
        with cast.charlie.acting(in_=cast.ek.workspace_id) as (actor, now), pytest.raises(NotFound):
            make_requests(actor, cast.kuusi.workspace_id, until=date(2026, 12, 1), now=now)


class TestComingPeriods:
    """What will be billed."""

    @pytest.mark.usefixtures("stream")
    def test_are_shown_with_their_amounts_and_counted_when_due(self, cast: Cast) -> None:
        contract_id = new_contract(cast.alice, cast.kuusi)
        where = cast.kuusi.workspace_id
        with cast.alice.acting(in_=where) as (_actor, now):
            first, second, *_ = coming_periods(where, get_contract(where, contract_id), now=now)
            due = due_count(where, date(2026, 12, 1))
        assert (first.net, second.net, first.problems, due) == (Decimal("160.00"), 300, (), 2)

    @pytest.mark.usefixtures("stream")
    def test_go_by_the_card_that_stays_after_a_merge(self, cast: Cast) -> None:
        contract_id, where = new_contract(cast.alice, cast.kuusi), cast.kuusi.workspace_id
        stays = new_customer(cast.alice, cast.kuusi, number="10002", vat_category="E", vat_reason="AVL 34 §")
        lines = ({"text": "Rent", "unit_price": "300"},)
        with cast.alice.acting(in_=where) as (actor, now):
            change_contract(actor, where, contract_id, contract_input(lines), now=now)
            rests = get_contract(where, contract_id).customer_id
            merge_customers(actor, where, stays, rests, now=now)
        with cast.alice.acting(in_=where) as (_actor, now):
            period, *_ = coming_periods(where, get_contract(where, contract_id), now=now)
        made(cast, date(2026, 11, 15))
        (row,) = rows(cast)
        assert (period.net, row.net, row.vat) == (Decimal("160.00"), Decimal("160.00"), 0)
