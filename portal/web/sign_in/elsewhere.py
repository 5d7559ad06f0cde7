"""Signing in at the service that a firm names: there, and back again."""

from uuid import UUID

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import anyone, current_actor, current_person, proven_anew, signed_in
from portal.auth.openid import flow
from portal.auth.openid.refusals import NotAsked
from portal.auth.openid.tokens import Vouched
from portal.edge.transaction import reading, transaction
from portal.web.sign_in.door import blueprint, by_person, inside, let_in, limited
from portal.web.sign_in.joining import joined_by_provider
from portal.web.telling import tell
from tenants.identities.actions import check_domain, link_identity, record_use, unlink_identity
from tenants.identities.queries import ProviderFacts, firm_signing_in_at, get_provider, person_known_as
from tenants.kernel.ids import FirmId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, NotFound
from tenants.kernel.scope import Scope


class NotLinked(Conflict):
    """Nobody here is linked to that sign-in. Sign in as before, then link it under Sign-in and security."""


class NoFirmSignsIn(Conflict):
    """No firm's sign-in is set up for addresses like this one."""


@blueprint.post("/sign-in/firm")
@anyone
@limited()
def find_firm() -> Response:
    """Find the firm whose people with such an address sign in at a service of its own."""
    with reading(Scope()):
        firm_id = firm_signing_in_at(request.form.get("firm_email", ""))
    if firm_id is None:
        raise NoFirmSignsIn
    return redirect(url_for("sign_in.at_firm", at=firm_id, after=request.args.get("after")), 303)


@blueprint.get("/sign-in/firm/<uuid:at>")
@anyone
def at_firm(at: UUID) -> str:
    """Show which service a person is about to be sent to, and the link there."""
    facts = _provider(at)
    return _leave(facts, flow.leave(facts, "enter", after=inside(request.args.get("after"))))


@blueprint.post("/account/firm/<uuid:at>")
@proven_anew
@signed_in
@limited(by_person)
def link(at: UUID) -> str:
    """Send a signed-in person to their firm's service, to be linked to what it calls them."""
    if at not in current_actor().firms:
        raise NotFound(at)
    facts, person = _provider(at), current_person()
    check_domain(facts.domains, person.email)
    return _leave(facts, flow.leave(facts, "link", user_id=person.id))


@blueprint.post("/account/firm/<uuid:at>/removal")
@proven_anew
@signed_in
def unlink(at: UUID) -> Response:
    """Forget what the service calls a person."""
    with transaction():
        unlink_identity(current_person().id, FirmId(at))
    tell(msg("The firm's sign-in is no longer linked to you."))
    return redirect(url_for("account.account"), 303)


@blueprint.get("/sign-in/answer")
@anyone
def answered() -> Response:
    """Take a person back from the service, once it vouches for them."""
    asked = flow.come_back()
    facts = _provider(asked.firm_id)
    vouched = flow.vouched(facts, asked)
    check_domain(facts.domains, vouched.email)
    if asked.purpose == "join":
        return joined_by_provider(facts, vouched)
    return _linked(facts, asked, vouched) if asked.purpose == "link" else _entered(facts, asked, vouched)


def _entered(facts: ProviderFacts, asked: flow.Asked, vouched: Vouched) -> Response:
    with reading(Scope()):
        user_id = person_known_as(facts.firm_id, vouched.issuer, vouched.subject)
    if user_id is None:
        raise NotLinked
    with transaction(scope=Scope(user=user_id)) as now:
        record_use(user_id, facts.firm_id, now=now)
    return let_in(user_id, after=asked.after)


def _linked(facts: ProviderFacts, asked: flow.Asked, vouched: Vouched) -> Response:
    """Link whom the service vouches for to the person who left from here, who must still be signed in."""
    person, actor = g.get("person"), g.get("actor")
    if person is None or actor is None or person.id != asked.user_id or facts.firm_id not in actor.firms:
        raise NotAsked
    with transaction() as now:
        link_identity(person.id, facts.firm_id, vouched.issuer, vouched.subject, now=now)
    tell(msg("Your firm's sign-in is linked to you."))
    return redirect(url_for("account.account"), 303)


def _provider(firm_id: UUID) -> ProviderFacts:
    with reading(Scope(firms=(firm_id,))):
        return get_provider(firm_id)


def _leave(facts: ProviderFacts, address: str) -> str:
    # A form may only lead to ourselves (form-action), so a link leads away, and says where.
    return render_template("sign_in/elsewhere.html", issuer=facts.issuer, address=address)
