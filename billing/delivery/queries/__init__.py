"""Reading documents and deliveries: for an invoice, a run, and the lists of what is unsent or needs attention."""

from billing.delivery.queries.attention import AttentionCount, AttentionRow, attention_counts, attention_rows
from billing.delivery.queries.deliveries import DeliveryRow, RunDeliveries, TryRow, deliveries_of, run_delivery_counts
from billing.delivery.queries.documents import (
    DocumentFacts,
    NoDocument,
    NotWritten,
    Which,
    document_file,
    document_of,
)
from billing.delivery.queries.looks import get_look
from billing.delivery.queries.unsent import UnsentCount, UnsentRow, unsent_counts, unsent_rows

__all__ = [
    "AttentionCount",
    "AttentionRow",
    "DeliveryRow",
    "DocumentFacts",
    "NoDocument",
    "NotWritten",
    "RunDeliveries",
    "TryRow",
    "UnsentCount",
    "UnsentRow",
    "Which",
    "attention_counts",
    "attention_rows",
    "deliveries_of",
    "document_file",
    "document_of",
    "get_look",
    "run_delivery_counts",
    "unsent_counts",
    "unsent_rows",
]
