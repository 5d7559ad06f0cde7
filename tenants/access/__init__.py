"""Access: memberships and collaborations become an Actor; its only maker."""
