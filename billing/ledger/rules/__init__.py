"""What each event posts."""

from billing.ledger.rules.postings import Account, Posting, postings_of_issue

__all__ = ["Account", "Posting", "postings_of_issue"]
