"""What saving a card brought about, in words."""

from billing.requests.actions import CheckCounts
from tenants.kernel.language import Message, msg


def saved(checked: CheckCounts) -> Message:
    """Return what to say after a card was saved: how many requests it made ready, or what still keeps them back."""
    if checked.became_ready == 1:
        return msg("Saved. 1 request became ready.")
    if checked.became_ready:
        return msg("Saved. %(count)s requests became ready.", count=checked.became_ready)
    if checked.became_invalid:
        return msg("Saved. %(count)s requests have errors now.", count=checked.became_invalid)
    if checked.invalid:
        return msg("Saved. %(count)s requests of this customer still have errors.", count=checked.invalid)
    return msg("Saved.")
