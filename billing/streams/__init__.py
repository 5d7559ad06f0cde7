"""Streams: kinds of requests billed in runs of their own, each with its number series."""
