"""What a client sells again and again: articles on a price list, and contracts whose periods become requests."""

from datetime import date
from decimal import Decimal

from billing.articles.actions import add_article, add_price_list, set_price
from billing.articles.queries import articles_by_code, price_list_rows
from billing.articles.rules.card import ArticleInput
from billing.contracts.actions.cards import add_contract
from billing.contracts.actions.making import make_requests
from billing.contracts.queries.contracts import ContractQuery, contract_rows
from billing.contracts.rules.card import ContractInput
from portal.demo.scenario.assignment import Assignment
from portal.demo.scenario.stage import acting, looking
from portal.demo.scenario.story import Agreed, Good
from tenants.kernel.country import local_day
from tenants.kernel.ids import PriceListId

LIST = "Hinnasto"
ALL = 1000


def stock(job: Assignment) -> None:
    """Have the accountant open a price list and put on it what the client sells."""
    goods = job.work.goods
    with looking(job.accountant) as now:
        known = articles_by_code(job.workspace_id, [good.code for good in goods])
        since = local_day(now, job.story.country).replace(month=1, day=1)
    missing = [good for good in goods if good.code not in known]
    if not missing:
        return
    prices = _price_list(job)
    for good in missing:
        _put_on(job, prices, good, since)
    job.ok(f"{len(missing)} articles with prices; a line that names one needs no more than how many")


def agree(job: Assignment) -> None:
    """Have the accountant write the client's contracts, and make requests of the periods that have begun."""
    with looking(job.accountant) as now:
        today = local_day(now, job.story.country)
        known = {one.number for one in contract_rows(job.workspace_id, ContractQuery(on=today, limit=ALL))}
    missing = [one for one in job.work.contracts if one.number not in known]
    if not missing:
        return
    with acting(job.accountant, in_=job.workspace_id) as (actor, now):
        for one in missing:
            add_contract(actor, job.workspace_id, _contract(job, one, today), now=now)
        made = make_requests(actor, job.workspace_id, until=today, now=now)
    whole = (made.requests, made.invalid) == (len(missing), 0)
    job.expect(true=whole, otherwise=f"{len(missing)} contracts became {made.requests} requests, {made.invalid} wrong")
    job.ok(f"{len(missing)} contracts, and {made.requests} billing requests of the periods that have begun, ready")


def _price_list(job: Assignment) -> PriceListId:
    with acting(job.accountant, in_=job.workspace_id) as (actor, now):
        for each in price_list_rows(job.workspace_id):
            return each.id
        return add_price_list(actor, job.workspace_id, LIST, "EUR", now=now)


def _put_on(job: Assignment, prices: PriceListId, good: Good, since: date) -> None:
    """Write an article and its price in one transaction, so that none is left without."""
    new = ArticleInput(code=good.code, texts={job.story.language: good.text}, unit=good.unit, vat=good.vat)
    with acting(job.accountant, in_=job.workspace_id) as (actor, now):
        article = add_article(actor, job.workspace_id, new, now=now)
        set_price(actor, job.workspace_id, article, prices, (since, Decimal(good.price)), now=now)


def _contract(job: Assignment, agreed: Agreed, today: date) -> ContractInput:
    """Return a contract from the first day of its period of the calendar, so that the one that runs is a whole one."""
    begins = today.replace(month=today.month - (today.month - 1) % agreed.months, day=1)
    fields = {
        "number": agreed.number,
        "name": agreed.name,
        "customer_number": agreed.customer_number,
        "stream": job.work.batches[0].stream.code,
        "months": str(agreed.months),
        "starts_on": begins.isoformat(),
    }
    return ContractInput(fields=fields, lines=({"article": agreed.article, "quantity": str(agreed.quantity)},))
