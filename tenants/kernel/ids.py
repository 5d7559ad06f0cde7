"""Identifiers: one type for each thing, so that they can't be mixed up."""

from typing import NewType
from uuid import UUID

CompanyId = NewType("CompanyId", UUID)
FirmId = NewType("FirmId", UUID)
WorkspaceId = NewType("WorkspaceId", UUID)
UserId = NewType("UserId", UUID)
ClientId = NewType("ClientId", UUID)
EngagementId = NewType("EngagementId", UUID)
AgreementId = NewType("AgreementId", UUID)
CollaborationId = NewType("CollaborationId", UUID)
InvitationId = NewType("InvitationId", UUID)
TermsId = NewType("TermsId", UUID)
FileId = NewType("FileId", UUID)
TaskId = NewType("TaskId", UUID)
StreamId = NewType("StreamId", UUID)
SeriesId = NewType("SeriesId", UUID)
CustomerId = NewType("CustomerId", UUID)
RequestId = NewType("RequestId", UUID)
RunId = NewType("RunId", UUID)
InvoiceId = NewType("InvoiceId", UUID)
DocumentId = NewType("DocumentId", UUID)
DeliveryId = NewType("DeliveryId", UUID)
ConversationId = NewType("ConversationId", UUID)
DiligenceId = NewType("DiligenceId", UUID)
