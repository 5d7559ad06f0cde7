"""The page on which a firm's owners name the service by which its people sign in."""

from collections.abc import Mapping
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.auth.openid.provider import metadata_of
from portal.auth.openid.refusals import ProviderSilent, UnsafeProvider
from portal.auth.proving import seal
from portal.edge.settings import settings
from portal.edge.transaction import transaction
from portal.web._design import Action, Field
from portal.web._design.fields import unplaced
from portal.web.people.blueprint import blueprint
from portal.web.telling import tell
from tenants.firms.queries import get_firm
from tenants.identities.actions import ProviderInput, remove_provider, save_provider
from tenants.identities.queries import ProviderFacts, find_provider
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import FirmId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem

PLACE = "/f/<uuid:firm_id>/people/sign-in"
KEPT = msg("Kept sealed and never shown; leave it empty to keep the one there is.")
ONLY_THESE = msg("With spaces between. People with other addresses can't link their account.")
Answer = str | Response | tuple[str, int]


@blueprint.get(PLACE)
@in_firm(FirmPermission.SET_SIGN_IN)
def provider(firm_id: UUID) -> str:
    """Show the service that is named, or an empty form."""
    facts = find_provider(firm_id)
    return _show(firm_id, facts, _values(facts))


@blueprint.post(PLACE)
@in_firm(FirmPermission.SET_SIGN_IN)
def name_provider(firm_id: UUID) -> Answer:
    """Name the service, once it has been found where it is said to be."""
    given = ProviderInput(
        issuer=request.form.get("issuer", "").strip(),
        client_id=request.form.get("client_id", "").strip(),
        secret=request.form.get("secret", ""),
        domains=tuple(dict.fromkeys(request.form.get("domains", "").lower().replace(",", " ").split())),
        passwords_stay=bool(request.form.get("passwords_stay")),
    )
    try:
        with transaction(firm=firm_id) as now:
            save_provider(current_actor(), FirmId(firm_id), given, seal=seal(), now=now)
            metadata_of(given.issuer)
    except InvalidFields as refusal:
        problems = refusal.problems
    except (ProviderSilent, UnsafeProvider) as refusal:
        problems = (Problem("issuer", refusal.message),)
    else:
        tell(msg("The firm's sign-in is saved."))
        return redirect(url_for("people.provider", firm_id=firm_id), 303)
    return _show(firm_id, find_provider(firm_id), request.form, problems), 422


@blueprint.post(f"{PLACE}/removal")
@in_firm(FirmPermission.SET_SIGN_IN)
def forget_provider(firm_id: UUID) -> Response:
    """Forget the service; people sign in by what else they have."""
    with transaction(firm=firm_id) as now:
        remove_provider(current_actor(), FirmId(firm_id), now=now)
    tell(msg("The firm's sign-in is removed."))
    return redirect(url_for("people.provider", firm_id=firm_id), 303)


def _values(facts: ProviderFacts | None) -> dict[str, str]:
    if facts is None:
        return {"passwords_stay": "y"}
    stay = "y" if facts.passwords_stay else ""
    return {
        "issuer": facts.issuer,
        "client_id": facts.client_id,
        "domains": " ".join(facts.domains),
        "passwords_stay": stay,
    }


def _show(
    firm_id: UUID, facts: ProviderFacts | None, values: Mapping[str, str], problems: tuple[Problem, ...] = ()
) -> str:
    config, fields = settings(), (*_texts(values, problems, has_secret=facts is not None), _stays(values))
    remove = Action(
        label=msg("Remove the firm's sign-in"),
        url=url_for("people.forget_provider", firm_id=firm_id),
        weight="danger",
        confirm=msg("Your people sign in with passwords and passkeys again."),
    )
    return render_template(
        "people/provider.html",
        firm=get_firm(firm_id),
        base_url=config.base_url,
        fields=fields,
        others=unplaced(problems, fields),
        save=Action(label=msg("Save"), url=url_for("people.provider", firm_id=firm_id), weight="primary"),
        remove=remove if facts else None,
        answer_url=url_for("sign_in.answered"),
        sign_in_url=url_for("sign_in.at_firm", at=firm_id) if facts else "",
    )


def _texts(values: Mapping[str, str], problems: tuple[Problem, ...], *, has_secret: bool) -> tuple[Field, ...]:
    wrong = {problem.field: (problem.message,) for problem in problems}
    as_given = msg("As the service gives it, such as https://login.kuusi.example.")
    labels = (
        ("issuer", msg("Address of the sign-in service (issuer)"), as_given),
        ("client_id", msg("Client ID"), ""),
        ("secret", msg("Client secret"), KEPT if has_secret else ""),
        ("domains", msg("E-mail domains of your people"), ONLY_THESE),
    )
    return tuple(
        Field(
            name=name,
            label=label,
            hint=hint,
            kind="password" if name == "secret" else "text",
            value="" if name == "secret" else values.get(name, ""),
            errors=wrong.get(name, ()),
            required=name in {"issuer", "client_id"} or (name == "secret" and not has_secret),
            autocomplete="off",
            maxlength=510,
        )
        for name, label, hint in labels
    )


def _stays(values: Mapping[str, str]) -> Field:
    return Field(
        name="passwords_stay",
        label=msg("Passwords and passkeys stay allowed"),
        kind="checkbox",
        value="y",
        checked=bool(values.get("passwords_stay")),
        hint=msg("Without this, whoever is linked signs in at the service only. Owners keep their own way in."),
    )
