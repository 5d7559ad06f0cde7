"""What can be done with billing requests: import, check again, dismiss, and fix through the customer's card."""

from billing.requests.actions.checking import CheckCounts, check_again
from billing.requests.actions.customer_cards import add_customer_and_check, change_customer_and_check
from billing.requests.actions.dismissing import dismiss_requests, take_back
from billing.requests.actions.importing import ImportResult, PlacedProblems, import_requests
from billing.requests.actions.merging import MergePlan, merge_customers, merge_plan
from billing.requests.actions.priced import check_in_stream, check_priced
from billing.requests.rules.draft import Upload

__all__ = [
    "CheckCounts",
    "ImportResult",
    "MergePlan",
    "PlacedProblems",
    "Upload",
    "add_customer_and_check",
    "change_customer_and_check",
    "check_again",
    "check_in_stream",
    "check_priced",
    "dismiss_requests",
    "import_requests",
    "merge_customers",
    "merge_plan",
    "take_back",
]
