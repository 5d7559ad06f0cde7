"""What can be done with articles on their screens, or why not."""

from flask import url_for

from portal.web._design import Action
from portal.web.reasons import equipped, permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import msg
from tenants.plans.capabilities import Capability


def editing(action: Action, actor: Actor, workspace_id: WorkspaceId) -> Action:
    """Return an action as it is, or disabled where role or plan don't allow to change articles."""
    allowed = permitted(action, actor, Permission.EDIT_ARTICLES, workspace_id)
    return equipped(allowed, actor, Capability.ARTICLES, workspace_id)


def page_actions(actor: Actor, workspace_id: WorkspaceId) -> tuple[Action, ...]:
    """Return what stands above the list: price lists, files in and out, and a new article."""
    ways = (
        Action(label=msg("Price lists"), url=url_for("articles.lists", workspace_id=workspace_id), method="get"),
        Action(label=msg("Save as CSV"), url=url_for("articles.export", workspace_id=workspace_id), method="get"),
    )
    changes = (
        ("articles.import_form", msg("Fetch from a file"), "plain", "upload"),
        ("articles.new", msg("New article"), "primary", "plus"),
    )
    return ways + tuple(
        editing(
            Action(
                label=label,
                url=url_for(endpoint, workspace_id=workspace_id),
                method="get",
                weight="primary" if weight == "primary" else "plain",
                icon=icon,
            ),
            actor,
            workspace_id,
        )
        for endpoint, label, weight, icon in changes
    )


def table_actions(actor: Actor, workspace_id: WorkspaceId) -> tuple[Action, ...]:
    """Return what can be done with the selection."""
    url = url_for("articles.change_state", workspace_id=workspace_id)
    both = (
        Action(label=msg("Take into use"), url=url, name="to", value="active", icon="check"),
        Action(label=msg("Rest"), url=url, name="to", value="resting", icon="pause"),
    )
    return tuple(editing(action, actor, workspace_id) for action in both)
