"""The page that changes an agreement: what is to be different, from when, what it costs, and who must agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import request

from portal.web._design import Field, Option
from portal.web._design.filters import money
from portal.web._design.words import Words
from portal.web.agreement.words import party_words, wanted_words
from portal.web.losses import Loss, losses_of
from tenants.agreements.actions import When
from tenants.agreements.queries import AgreementFacts, Wanted
from tenants.agreements.queries.standing import Prospect, find_agreement, prospect_of
from tenants.agreements.queries.wanted import difference
from tenants.agreements.rules import CLIENT, Party, consent_needed, firm, party, side_of
from tenants.collaborations.sides import SideRow, side_rows
from tenants.engagements.queries import engagement_choices
from tenants.kernel.actor import Actor
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.plans.capabilities import FEATURES, lost_between
from tenants.plans.rules import CATALOGUE, PERIODS, price_of
from tenants.workspaces.queries import WorkspaceFacts, get_workspace

WHENS: dict[str, When] = {"renewal": "renewal", "now": "now"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen in the form, and from when."""

    wanted: Wanted
    when: When


@dataclass(frozen=True, slots=True)
class Review:
    """What is about to be asked for, with everything it brings."""

    lines: tuple[Words, ...]
    prospect: Prospect
    when: When
    lost: tuple[Words, ...]
    in_use: tuple[Loss, ...]
    consent: Words
    hidden: tuple[tuple[str, str], ...]
    is_empty: bool
    can_be_now: bool


@dataclass(frozen=True, slots=True)
class ChangePage:
    """The form, or its review."""

    workspace: WorkspaceFacts
    agreement: AgreementFacts
    fields: tuple[Field, ...]
    review: Review | None


def change_page(actor: Actor, workspace_id: WorkspaceId, *, now: datetime) -> ChangePage | None:
    """Return the form as it was filled in, with its review once it was sent; None where nothing is in force."""
    workspace, agreement = get_workspace(workspace_id), find_agreement(workspace_id)
    if agreement is None:
        return None
    sides = [side for side in side_rows(workspace_id) if side.is_running]
    chosen = chosen_in(agreement)
    review = _review(actor, workspace, agreement, sides, chosen, now) if request.values.get("review") else None
    return ChangePage(workspace, agreement, _fields(actor, workspace, agreement, sides, chosen), review)


def chosen_in(agreement: AgreementFacts) -> Chosen:
    """Return what the address or the form says; what makes no sense stays as it is agreed."""
    given = request.values
    variant, months = given.get("variant", ""), given.get("months", "")
    payer = _party(given.get("payer", ""))
    engagement = _id(given.get("engagement", ""))
    wanted = Wanted(
        variant=variant if variant in CATALOGUE else None,
        months=int(months) if months in {str(each) for each in PERIODS} else None,
        payer=payer,
        engagement_id=engagement,
    )
    return Chosen(difference(agreement, wanted), WHENS.get(given.get("when", ""), "renewal"))


def _fields(
    actor: Actor, workspace: WorkspaceFacts, agreement: AgreementFacts, sides: Sequence[SideRow], chosen: Chosen
) -> tuple[Field, ...]:
    wanted = chosen.wanted
    months = wanted.months or agreement.months
    plan = Field(
        name="variant",
        label=msg("Plan"),
        required=True,
        value=wanted.variant or agreement.variant,
        options=tuple(_variant(variant, workspace, agreement, months) for variant in CATALOGUE),
    )
    payer = _payer(workspace, agreement, sides, wanted)
    return (plan, _months(months), payer, _when(chosen.when), *_engagement(actor, workspace, sides, wanted))


def _months(months: int) -> Field:
    return Field(
        name="months",
        label=msg("Period"),
        required=True,
        kind="radio",
        value=str(months),
        options=(Option("12", msg("12 months"), hint=msg("Costs as much as ten.")), Option("3", msg("3 months"))),
    )


def _payer(workspace: WorkspaceFacts, agreement: AgreementFacts, sides: Sequence[SideRow], wanted: Wanted) -> Field:
    payers = [CLIENT, *(firm(side.firm_id) for side in sides)]
    if party(agreement.payer_firm_id) not in payers:
        payers.append(party(agreement.payer_firm_id))
    return Field(
        name="payer",
        label=msg("Payer of the plan"),
        required=True,
        kind="radio",
        value=_code(wanted.payer or party(agreement.payer_firm_id)),
        options=tuple(Option(_code(payer), party_words(payer, workspace.name, sides)) for payer in payers),
    )


def _when(when: When) -> Field:
    return Field(
        name="when",
        label=msg("From when?"),
        required=True,
        kind="radio",
        value=when,
        options=(
            Option("renewal", msg("At the renewal"), hint=msg("Nothing is charged before.")),
            Option("now", msg("Now"), hint=msg("Unused days are given back, the rest is charged by days.")),
        ),
    )


def _variant(variant: str, workspace: WorkspaceFacts, agreement: AgreementFacts, months: int) -> Option:
    plan = CATALOGUE[variant]  # type: ignore[index]  # its own key
    price = price_of(variant, months, workspace.country)
    return Option(
        variant,
        plan.name,
        hint=plan.purpose,
        points=plan.contents,
        price=money(price.amount, price.currency),
        badge=msg("today") if variant == agreement.variant else "",
    )


def _engagement(actor: Actor, workspace: WorkspaceFacts, sides: Sequence[SideRow], wanted: Wanted) -> tuple[Field, ...]:
    """Return the choice of another engagement, for the firm that has more than one for this client."""
    me = side_of(actor, workspace.id)
    side = next((side for side in sides if side.firm_id == me.firm_id), None)
    if me.firm_id is None or side is None:
        return ()
    rows = engagement_choices(me.firm_id, workspace.company_id)
    options = tuple(Option(str(row.id), row.name) for row in rows if row.name != side.engagement)
    if not options:
        return ()
    value = str(wanted.engagement_id or "")
    stays = Option("", msg("As it is: %(name)s", name=side.engagement))
    label = msg("Engagement")
    return (Field(name="engagement", label=label, kind="select", value=value, options=(stays, *options)),)


def _review(  # noqa: PLR0917  the page's parts
    actor: Actor,
    workspace: WorkspaceFacts,
    agreement: AgreementFacts,
    sides: Sequence[SideRow],
    chosen: Chosen,
    now: datetime,
) -> Review | None:
    wanted = chosen.wanted
    prospect = prospect_of(workspace.id, wanted, on=local_day(now, workspace.country))
    if prospect is None:
        return None
    payer = party(agreement.payer_firm_id)
    asker = side_of(actor, workspace.id)
    consent = consent_needed(asker, payer=payer, becomes=wanted.payer or payer, costs=wanted.costs)
    lost = lost_between(agreement.variant, wanted.variant) if wanted.variant else ()
    return Review(
        lines=wanted_words(wanted, workspace.name, sides),
        prospect=prospect,
        when=chosen.when,
        lost=tuple(FEATURES[capability].label for capability in lost),
        in_use=losses_of(workspace.id, agreement.variant, wanted.variant) if wanted.variant else (),
        consent=party_words(consent, workspace.name, sides) if consent else "",
        hidden=_hidden(chosen),
        is_empty=wanted.is_empty,
        can_be_now=prospect.now is not None or not (wanted.costs or wanted.payer),
    )


def _hidden(chosen: Chosen) -> tuple[tuple[str, str], ...]:
    wanted = chosen.wanted
    pairs = (
        ("variant", wanted.variant or ""),
        ("months", str(wanted.months or "")),
        ("payer", _code(wanted.payer) if wanted.payer else ""),
        ("engagement", str(wanted.engagement_id or "")),
        ("when", chosen.when),
    )
    return tuple((name, value) for name, value in pairs if value)


def _code(party: Party) -> str:
    return "client" if party.kind == "client" else f"firm:{party.firm_id}"


def _party(text: str) -> Party | None:
    if text == "client":
        return CLIENT
    kind, _, firm_id = text.partition(":")
    found = _id(firm_id) if kind == "firm" else None
    return firm(found) if found else None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
