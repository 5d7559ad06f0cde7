"""Choosing another way than the customer's for an invoice that the desk sends on."""

from collections.abc import Mapping

from billing.countries.register import country_rules
from billing.delivery.rules.routes import Channel
from billing.desk.rules.content import Ground
from portal.web._design import Field, Option
from portal.web._design.words import Words
from portal.web.channels import CHANNELS
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem


def way_fields(
    answers: Mapping[str, str], problems: tuple[Problem, ...], ground: Ground, usual: Channel | None
) -> tuple[Field, ...]:
    """Return the ways that an invoice can go to its customer, theirs first and chosen, and an address for this once.

    There is nothing to choose where the country leaves one way only, as to a public body.
    """
    if ground.customer is None:
        return ()
    allowed = country_rules(ground.seller.country).einvoicing.allowed_channels("invoice", ground.customer.recipient)
    ways = [(name, label) for name, label in CHANNELS.items() if name in allowed]
    if len(ways) < 2:  # noqa: PLR2004  no choice
        return ()
    usually: Words = msg("As the customer card says: %(way)s", way=CHANNELS[usual]) if usual else msg("As usual")
    wrong = {problem.field: (problem.message,) for problem in problems}
    return (
        Field(
            name="channel",
            label=msg("Way of delivery"),
            kind="radio",
            value=answers.get("channel", ""),
            options=(Option("", usually), *(Option(name, label) for name, label in ways)),
            errors=wrong.get("channel", ()),
        ),
        Field(
            name="address",
            label=msg("Address there"),
            value=answers.get("address", ""),
            hint=msg("Empty: the address on the customer card. Another one counts for this time only."),
            errors=wrong.get("address", ()),
            maxlength=254,
        ),
    )
