"""All models of this floor, gathered for Alembic's comparison and for nobody else."""

from tenants.absences.models import Cover
from tenants.agreements.models import Agreement, AgreementChange, AgreementNotice, AgreementPeriod
from tenants.clients.models import Client, ClientContact
from tenants.collaborations.models import Collaboration, CollaborationEnding, HandOver
from tenants.companies.models import Company
from tenants.conversations.models import (
    Conversation,
    ConversationAttachment,
    ConversationMessage,
    ConversationReading,
    Digest,
)
from tenants.diligence.models import DiligenceRule, DueDiligence, DueDiligenceFile
from tenants.engagements.models import Engagement, EngagementMember
from tenants.factors.models import Passkey, RecoveryCode
from tenants.files.models import File, FirmFile
from tenants.firms.models import Firm, FirmMembership
from tenants.identities.models import Identity, Provider
from tenants.invitations.models import Invitation
from tenants.kernel.db import Base
from tenants.kernel.journal.models import JournalEntry
from tenants.kernel.outbox.models import Task
from tenants.saved_views.models import SavedView
from tenants.sessions.models import Session
from tenants.staffing.models import StaffInvitation
from tenants.terms.models import Acceptance, AcceptanceRecord, Terms
from tenants.users.models import User
from tenants.workspaces.models import OwnBooks, Platform, Workspace, WorkspaceMembership

MODELS: tuple[type[Base], ...] = (
    Company,
    User,
    Session,
    Passkey,
    RecoveryCode,
    Firm,
    FirmMembership,
    Cover,
    Provider,
    Identity,
    StaffInvitation,
    Workspace,
    OwnBooks,
    Platform,
    WorkspaceMembership,
    Client,
    ClientContact,
    Engagement,
    EngagementMember,
    Terms,
    Acceptance,
    AcceptanceRecord,
    Agreement,
    AgreementChange,
    AgreementNotice,
    AgreementPeriod,
    Collaboration,
    CollaborationEnding,
    HandOver,
    Invitation,
    File,
    FirmFile,
    Conversation,
    ConversationMessage,
    ConversationAttachment,
    ConversationReading,
    Digest,
    DueDiligence,
    DueDiligenceFile,
    DiligenceRule,
    SavedView,
    Task,
    JournalEntry,
)
