"""The second step: a code, a passkey, or a recovery code."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth import ceremony
from portal.auth.gate import current_person, half_signed_in
from portal.auth.proving import prove
from portal.edge.transaction import reading
from portal.web.sign_in.door import blueprint, by_person, inside, limited
from tenants.factors.actions.passkeys import ask_for_proof as question_for
from tenants.kernel.refusals import Invalid
from tenants.kernel.scope import Scope


@blueprint.route("/second-step", methods=["GET", "POST"])
@half_signed_in
@limited(by_person)
def second_step() -> str | Response | tuple[str, int]:
    """Ask for a second proof, or have one set up first."""
    person, after, problem = current_person(), request.args.get("after"), None
    if not person.has_second_factor:
        return redirect(url_for("sign_in.set_up", after=after))
    if request.method == "POST":
        try:
            prove(person, request.form)
            return redirect(inside(after))
        except Invalid as refusal:
            problem = refusal.message
    page = render_template("sign_in/second_step.html", person=person, problem=problem)
    return page, 422 if problem else 200


@blueprint.post("/second-step/passkey/question")
@half_signed_in
@limited(by_person)
def ask_for_proof() -> Response:
    """Return the question that the person's passkeys may answer."""
    person = current_person()
    with reading(Scope(user=person.id)):
        asked = question_for(ceremony.party(), person.id)
    return ceremony.pose("prove", asked)
