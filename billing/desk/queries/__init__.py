"""Reading what was written, what waits at the desk, and how each desk works."""

from billing.desk.queries.batches import (
    BatchFacts,
    NoSuchBatch,
    RefusedItem,
    get_batch,
    newest_batch,
    refused_items,
    still_at_desk,
    waiting_items,
)
from billing.desk.queries.drafting import MOST_ARTICLES, NotWholeYet, article_choices, previewed, with_articles
from billing.desk.queries.prefixes import AuthorRow, author_rows, own_series_prefix
from billing.desk.queries.settings import desk_terms, terms_by_workspace
from billing.desk.queries.waiting import DeskCount, WaitingRow, desk_counts, find_waiting, waiting_rows
from billing.desk.queries.written import (
    NoSuchWritten,
    StreamChoice,
    WrittenFacts,
    WrittenQuery,
    WrittenRow,
    get_written,
    ground_of,
    stream_choices,
    written_count,
    written_counts,
    written_rows,
)

__all__ = [
    "MOST_ARTICLES",
    "AuthorRow",
    "BatchFacts",
    "DeskCount",
    "NoSuchBatch",
    "NoSuchWritten",
    "NotWholeYet",
    "RefusedItem",
    "StreamChoice",
    "WaitingRow",
    "WrittenFacts",
    "WrittenQuery",
    "WrittenRow",
    "article_choices",
    "author_rows",
    "desk_counts",
    "desk_terms",
    "find_waiting",
    "get_batch",
    "get_written",
    "ground_of",
    "newest_batch",
    "own_series_prefix",
    "previewed",
    "refused_items",
    "still_at_desk",
    "stream_choices",
    "terms_by_workspace",
    "waiting_items",
    "waiting_rows",
    "with_articles",
    "written_count",
    "written_counts",
    "written_rows",
]
