"""Collaborations: a firm works in a workspace, on an engagement, under an agreement."""
