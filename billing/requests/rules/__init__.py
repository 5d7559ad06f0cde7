"""What makes a request ready or keeps it from being invoiced; pure."""

from billing.requests.rules.check import check_request

__all__ = ["check_request"]
