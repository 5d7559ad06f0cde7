"""What sending a run brought about, and how its deliveries stand, in words."""

from typing import Literal

from billing.delivery.actions import SendResult
from billing.delivery.queries import RunDeliveries
from portal.web._design.filters import number
from portal.web._design.states import state_of
from portal.web._design.words import Words
from portal.web.channels import CHANNELS
from tenants.kernel.language import Message, msg

Tone = Literal["good", "warn", "info"]


def sent(result: SendResult) -> tuple[Message, Tone]:
    """Return what to say after Send, and its tone."""
    queued = sum(result.queued.values())
    if result.no_way or result.not_rendered:
        sentence = msg(
            "%(queued)s on their way; %(waiting)s wait for attention: %(no_way)s have no way open,"
            " %(not_rendered)s have no document.",
            queued=queued,
            waiting=result.no_way + result.not_rendered,
            no_way=result.no_way,
            not_rendered=result.not_rendered,
        )
        return sentence, "warn"
    if result.by_hand:
        facts = {"queued": queued, "by_hand": result.by_hand}
        return msg("%(queued)s on their way; %(by_hand)s are to be printed and handed over.", **facts), "info"
    if not queued:
        return msg("Everything had been sent already."), "info"
    by_channel = {name: result.queued.get(name, 0) for name in CHANNELS}
    return msg("On their way: %(email)s by e-mail, %(einvoice)s as e-invoices.", **by_channel), "good"


def delivery_facts(deliveries: RunDeliveries) -> tuple[tuple[Words, Words], ...]:
    """Return how the invoices of a run stand by channel and state, those not sent last; nothing before the first."""
    rows: list[tuple[Words, Words]] = [
        (msg("%(channel)s: %(state)s", channel=CHANNELS[channel], state=state_of(state).label), number(count))
        for (channel, state), count in sorted(deliveries.by_state.items())
    ]
    if rows and deliveries.unsent:
        rows.append((state_of("unsent").label, number(deliveries.unsent)))
    if deliveries.withheld:
        rows.append((state_of("not_sent").label, number(deliveries.withheld)))
    return tuple(rows)
