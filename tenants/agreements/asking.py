"""Asking for the day's work on agreements, of all tenants at once, before any scope is known."""

from datetime import datetime

from sqlalchemy import text

from tenants.kernel.db import db

ASK = text("select ask_for_agreement_work(:at)")


def ask_for_agreement_work(*, now: datetime) -> int:
    """Have every workspace attended whose agreement, charges or endings want it today; returns how many are new.

    A workspace is asked for once a day, by the day in its country, however often this is called.
    """
    return db.session.scalar(ASK, {"at": now}) or 0
