"""The summary of an invoice run, to read and to keep."""

from billing.documents.run_summary.render import render_run_summary
from billing.documents.run_summary.summary import AccountTotal, ClaimTotal, Issued, RateTotal, RunSummary, SetAside

__all__ = ["AccountTotal", "ClaimTotal", "Issued", "RateTotal", "RunSummary", "SetAside", "render_run_summary"]
