"""A stream and the gapless series that numbers its invoices."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    SmallInteger,
    UniqueConstraint,
    false,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class NumberSeries(WorkspaceRow, Base):
    """A gapless series: the printed number is the prefix and the running number in `digits` places.

    One that begins anew each calendar year has two digits of the year between them; `year` is the one it is in, 0
    before its first number and in a series without years. `first_number` is where it began. `author_id` is the author
    whose invoices alone it numbers.
    """

    __tablename__ = "number_series"
    __table_args__ = (
        UniqueConstraint("workspace_id", "prefix"),
        UniqueConstraint("workspace_id", "author_id"),
        CheckConstraint("next_number > 0 and first_number > 0", name="next_number"),
        CheckConstraint("yearly or year = 0", name="year"),
        to_workspace(),
    )

    name: Mapped[str]
    prefix: Mapped[str]
    digits: Mapped[int] = mapped_column(SmallInteger)
    next_number: Mapped[int]
    first_number: Mapped[int] = mapped_column(server_default="1")
    yearly: Mapped[bool] = mapped_column(server_default=false())
    year: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))


class Stream(WorkspaceRow, Base):
    """A kind of requests billed in runs of their own; switched on per workspace.

    The texts are by language; `payment_days` are those of the company where there are none. What comes to less than
    `least_minor`, in the company's own currency, waits. `sales_account` is the account of sales that no article names;
    `price_list` and `vat`, as an article's form calls it, are what card and article leave open.
    """

    __tablename__ = "stream"
    __table_args__ = (
        UniqueConstraint("workspace_id", "code"),
        CheckConstraint("due_rule in ('days', 'month_end')", name="due_rule"),
        CheckConstraint("payment_days between 0 and 365", name="payment_days"),
        CheckConstraint("least_minor >= 0", name="least_minor"),
        to_workspace(),
        within_workspace("series_id", "number_series"),
        ForeignKeyConstraint(["workspace_id", "price_list"], ["price_list.workspace_id", "price_list.name"]),
    )

    code: Mapped[str]
    name: Mapped[str]
    series_id: Mapped[UUID]
    active: Mapped[bool]
    payment_days: Mapped[int | None] = mapped_column(SmallInteger)
    due_rule: Mapped[str] = mapped_column(server_default="days")
    texts_above: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    texts_below: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    least_minor: Mapped[int | None]
    sales_account: Mapped[str] = mapped_column(server_default="")
    price_list: Mapped[str | None]
    vat: Mapped[str] = mapped_column(server_default="")
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())
    opened_at: Mapped[datetime] = mapped_column(server_default=func.now())
