"""Conversations: a firm asks its client, or the client its firm, about one thing of the books."""
