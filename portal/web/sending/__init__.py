"""Sending: what waits to leave, channel by channel, and what came back or got lost on the way."""
