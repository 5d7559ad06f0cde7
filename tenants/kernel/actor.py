"""Who acts, and what they may do where."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from tenants.kernel.ids import FirmId, UserId, WorkspaceId
from tenants.kernel.language import Message
from tenants.kernel.refusals import Forbidden, NotFound
from tenants.kernel.scope import Scope


class Permission(StrEnum):
    """What may be done in a workspace."""

    SEE_WORKSPACE = "see_workspace"
    SEE_INVOICES = "see_invoices"
    SEE_AUDIT = "see_audit"
    ACCEPT_TERMS = "accept_terms"
    EDIT_SETTINGS = "edit_settings"
    MANAGE_AGREEMENT = "manage_agreement"
    EDIT_CUSTOMERS = "edit_customers"
    EDIT_ARTICLES = "edit_articles"
    IMPORT_REQUESTS = "import_requests"
    EDIT_REQUESTS = "edit_requests"
    WRITE_INVOICES = "write_invoices"
    CHECK_WRITTEN = "check_written"
    RUN_INVOICING = "run_invoicing"
    CREDIT_INVOICES = "credit_invoices"
    SEND_DOCUMENTS = "send_documents"
    SEE_QUESTIONS = "see_questions"
    ASK = "ask"
    SEND_REMINDERS = "send_reminders"
    ORDER_COLLECTION = "order_collection"
    MANAGE_MEMBERS = "manage_members"
    EXPORT_BOOKS = "export_books"


class FirmPermission(StrEnum):
    """What may be done in a firm."""

    SEE_FIRM = "see_firm"
    EDIT_CLIENTS = "edit_clients"
    INVITE_CLIENTS = "invite_clients"
    MANAGE_PEOPLE = "manage_people"
    SEE_RECORDS = "see_records"
    OPEN_BOOKS = "open_books"
    EDIT_FIRM = "edit_firm"
    SET_SIGN_IN = "set_sign_in"


class NotAllowedNow(Forbidden):
    """That isn't possible now: %(reason)s"""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a person reaches into one workspace: what they may do, and why not the rest.

    `lacking` names the capabilities that the plan hasn't (tenants.plans), each with the plan that has it.
    """

    role: str
    permissions: frozenset[Permission]
    withheld: Mapping[Permission, Message] = field(default_factory=dict)
    firm_id: FirmId | None = None
    lacking: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, or a job on their behalf, with everything they may do; made by the access slice only."""

    user_id: UserId | None
    name: str
    workspaces: Mapping[WorkspaceId, Reach] = field(default_factory=dict)
    firms: Mapping[FirmId, frozenset[FirmPermission]] = field(default_factory=dict)
    author: UserId | None = None

    def may(self, permission: Permission, *, in_: WorkspaceId) -> bool:
        """Say whether something may be done in a workspace."""
        reach = self.workspaces.get(in_)
        return reach is not None and permission in reach.permissions

    def why_not(self, permission: Permission, *, in_: WorkspaceId) -> Message | None:
        """Return the reason why something that the role would allow isn't possible now."""
        reach = self.workspaces.get(in_)
        return reach.withheld.get(permission) if reach else None

    def author_in(self, workspace_id: UUID) -> UserId | None:
        """Return the person where they are an author in a workspace, who sees only what they wrote; else None."""
        reach = self.workspaces.get(WorkspaceId(workspace_id))
        return self.user_id if reach is not None and reach.role == "author" else None

    @property
    def needs_second_factor(self) -> bool:
        """Say whether a password isn't enough: for the staff of firms, and for the admins of workspaces."""
        return bool(self.firms) or any(reach.role == "admin" for reach in self.workspaces.values())

    def must(self, permission: Permission, *, in_: WorkspaceId) -> None:
        """Refuse unless something may be done in a workspace.

        Raises:
            NotFound: the workspace isn't theirs to see, so that its existence isn't told.
            NotAllowedNow: the role would allow it, but terms, plan or collaboration don't.
            Forbidden: the role doesn't allow it.
        """
        if in_ not in self.workspaces:
            raise NotFound(in_)
        if self.may(permission, in_=in_):
            return
        if (reason := self.why_not(permission, in_=in_)) is not None:
            raise NotAllowedNow(permission, reason=reason)
        raise Forbidden(permission)

    def why_lacking(self, capability: str, *, in_: WorkspaceId) -> Message | None:
        """Return which plan has a capability that a workspace's plan hasn't, or None where it has it."""
        reach = self.workspaces.get(in_)
        return reach.lacking.get(capability) if reach else None

    def must_have(self, capability: str, *, in_: WorkspaceId) -> None:
        """Refuse unless the plan has a capability, for this person: staff of a firm have all of them.

        Raises:
            NotFound: the workspace isn't theirs to see.
            NotAllowedNow: the plan doesn't have it; the reason names the one that does.
        """
        if in_ not in self.workspaces:
            raise NotFound(in_)
        if (reason := self.why_lacking(capability, in_=in_)) is not None:
            raise NotAllowedNow(capability, reason=reason)

    def may_in_firm(self, permission: FirmPermission, *, in_: FirmId) -> bool:
        """Say whether something may be done in a firm."""
        return permission in self.firms.get(in_, frozenset())

    def must_in_firm(self, permission: FirmPermission, *, in_: FirmId) -> None:
        """Refuse unless something may be done in a firm.

        Raises:
            NotFound: the firm isn't theirs.
            Forbidden: the role doesn't allow it.
        """
        if in_ not in self.firms:
            raise NotFound(in_)
        if not self.may_in_firm(permission, in_=in_):
            raise Forbidden(permission)

    def scope(self, *, acting: UUID | None = None, firm: UUID | None = None, only: UUID | None = None) -> Scope:
        """Return what the actor's transactions may see, and the one place they may write in.

        With `only`, no other workspace is seen: the database asks each row of each table for membership, and the
        hundreds of a firm's member cost a page of one workspace more than its rows do.

        Whoever is an author somewhere and more elsewhere never sees both at once: a scope confines all or nothing.
        """
        place = only or acting
        author = self.author if place is None else self.author_in(place)
        return Scope(
            user=self.user_id,
            visible=tuple(each for each in self.workspaces if only in {None, each} and self.author_in(each) == author),
            acting=acting if acting in self.workspaces else None,
            firms=tuple(self.firms),
            firm=firm if firm in self.firms else None,
            author=author,
        )

    def scopes(self) -> tuple[Scope, ...]:
        """Return the scopes by which everything is seen that the actor may see, each in a transaction of its own.

        It is one, and another where they are an author somewhere and more elsewhere.
        """
        whole = self.scope()
        written = tuple(each for each in self.workspaces if self.author_in(each) is not None)
        if not written or whole.author is not None:
            return (whole,)
        return whole, replace(whole, visible=written, author=self.user_id)
