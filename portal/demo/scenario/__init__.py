"""What the demo shows: an accounting firm and its clients, put there by the product's own actions and jobs."""

from portal.demo.scenario.playing import play

__all__ = ["play"]
