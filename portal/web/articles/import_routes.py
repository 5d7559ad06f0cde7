"""Taking a list of articles: choose a file, see what would come of it, take it."""

from collections.abc import Sequence
from uuid import UUID

from flask import redirect, render_template, request, url_for

from billing.articles.actions import ListHasErrors, import_articles, judged
from billing.requests.actions import check_priced
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web._design.words import Words
from portal.web.articles.importing import COLUMNS_TOLD, PreviewPage, read_list
from portal.web.articles.routes import ARTICLES, CHANGED, Answer, blueprint
from portal.web.articles.words import price_words
from portal.web.list_files import list_field, packed, posted_list, unpacked
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid

PLACE = f"{ARTICLES}/import"


@blueprint.get(PLACE)
@in_workspace(Permission.EDIT_ARTICLES)
def import_form(workspace_id: UUID) -> str:
    """Ask for a list."""
    return _ask(workspace_id)


@blueprint.post(PLACE)
@in_workspace(Permission.EDIT_ARTICLES)
def import_preview(workspace_id: UUID) -> Answer:
    """Show what would come of a list; nothing is written."""
    try:
        _name, data = posted_list()
        return _preview(workspace_id, data)
    except Invalid as refusal:
        return _ask(workspace_id, [refusal.message]), CHANGED


@blueprint.post(f"{PLACE}/take")
@in_workspace(Permission.EDIT_ARTICLES)
def import_take(workspace_id: UUID) -> Answer:
    """Take the list, all of it or nothing."""
    try:
        data = unpacked(request.form.get("content", ""))
        rows = read_list(data)
    except Invalid as refusal:
        return _ask(workspace_id, [refusal.message]), CHANGED
    try:
        with transaction(acting=workspace_id) as now:
            taken = import_articles(current_actor(), WorkspaceId(workspace_id), rows, now=now)
            check_priced(current_actor(), WorkspaceId(workspace_id), now=now)
    except ListHasErrors as refusal:
        tell(refusal.message, "warn")
        return _preview(workspace_id, data), CHANGED
    said = msg(
        "Articles added: %(added)s, changed: %(changed)s. Prices set: %(prices)s.",
        added=taken.added,
        changed=taken.changed,
        prices=taken.prices,
    )
    tell(said, "good" if any((taken.added, taken.changed, taken.prices)) else "info")
    return redirect(url_for("articles.articles", workspace_id=workspace_id), 303)


def _ask(workspace_id: UUID, errors: Sequence[Words] = ()) -> str:
    field = list_field(msg("File with articles and prices"), errors)
    back = url_for("articles.articles", workspace_id=workspace_id)
    return render_template("articles/import.html", field=field, columns=COLUMNS_TOLD, back=back)


def _preview(workspace_id: UUID, data: bytes) -> str:
    where = WorkspaceId(workspace_id)
    page = PreviewPage(tuple(judged(where, read_list(data), now=moment())), packed(data))
    return render_template("articles/import_preview.html", page=page, workspace_id=workspace_id, said=price_words)
