"""The audit trail of a workspace: who did what, on whose behalf, what it was before and is after."""
