"""Articles, price lists and prices of a workspace."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, WorkspaceRow, to_workspace, within_workspace


class Article(WorkspaceRow, Base):
    """Something that is sold; `name` is the text in the company's language, which `sort_key` orders."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("workspace_id", "code"),
        CheckConstraint("vat_category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')", name="vat_category"),
        CheckConstraint(
            "case when vat_use is null then vat_category <> 'S'"
            " when vat_use like 'scheme:%' then vat_category in ('AE', 'E')"
            " else vat_category in ('S', 'Z') end",
            name="vat_use",
        ),
        Index("ix_article_workspace_id_sort_key", "workspace_id", "sort_key"),
        to_workspace(),
    )

    code: Mapped[str] = mapped_column(Text(collation="C"))
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))
    texts: Mapped[dict[str, Any]]
    unit: Mapped[str]
    vat_category: Mapped[str]
    vat_use: Mapped[str | None]
    vat_reason: Mapped[str]
    sales_account: Mapped[str]
    active: Mapped[bool]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class PriceList(WorkspaceRow, Base):
    """A list of prices in one currency; at most one of a workspace is its default."""

    __tablename__ = "price_list"
    __table_args__ = (
        UniqueConstraint("workspace_id", "name"),
        Index("ux_price_list_default", "workspace_id", unique=True, postgresql_where=text("is_default")),
        to_workspace(),
    )

    name: Mapped[str]
    currency: Mapped[str]
    is_default: Mapped[bool]
    created_at: Mapped[datetime]


class Price(WorkspaceRow, Base):
    """What a unit of an article costs by a list from a day on, in ten-thousandths of the currency's unit."""

    __tablename__ = "price"
    __table_args__ = (
        UniqueConstraint("workspace_id", "article_id", "price_list_id", "valid_from"),
        CheckConstraint("ten_thousandths >= 0", name="ten_thousandths"),
        to_workspace(),
        within_workspace("article_id", "article"),
        within_workspace("price_list_id", "price_list"),
    )

    article_id: Mapped[UUID]
    price_list_id: Mapped[UUID]
    valid_from: Mapped[date]
    ten_thousandths: Mapped[int]
    written_at: Mapped[datetime]
