"""The template of a stream."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base, to_workspace, within_workspace


class StreamTemplate(Base):
    """How a stream's documents look; a stream without one looks as the company's settings say.

    The accent is the company's where there is none; `logo_file_id` is kept when another choice is made.
    """

    __tablename__ = "stream_template"
    __table_args__ = (
        CheckConstraint("logo in ('company', 'own', 'none')", name="logo"),
        CheckConstraint("logo <> 'own' or logo_file_id is not null", name="own_logo"),
        CheckConstraint("design in ('clear', 'dense', 'filled')", name="design"),
        CheckConstraint("enclosed in ('usual', 'ubl', 'factur_x')", name="enclosed"),
        CheckConstraint("slip in ('usual', 'account', 'none')", name="slip"),
        to_workspace(),
        within_workspace("stream_id", "stream"),
        within_workspace("logo_file_id", "file"),
    )

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    stream_id: Mapped[UUID] = mapped_column(primary_key=True)
    logo: Mapped[str]
    logo_file_id: Mapped[UUID | None]
    accent: Mapped[str | None]
    design: Mapped[str]
    slip: Mapped[str]
    item_numbers: Mapped[bool]
    enclosed: Mapped[str]
    foot: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    changed_at: Mapped[datetime]
