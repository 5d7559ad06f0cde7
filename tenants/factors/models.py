"""What a person proves themselves with; row security shows each person their own."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tenants.kernel.db import Base


class Passkey(Base):
    """A WebAuthn credential: only its public key is kept, with its counter and whether it is backed up."""

    __tablename__ = "passkey"
    __table_args__ = (
        UniqueConstraint("user_id", "credential"),
        CheckConstraint("device_type in ('single_device', 'multi_device')", name="device_type"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    credential: Mapped[bytes]
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    name: Mapped[str]
    device_type: Mapped[str]
    backed_up: Mapped[bool]
    transports: Mapped[str]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A code that stands in for a lost second factor once; only its keyed hash is kept."""

    __tablename__ = "recovery_code"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), primary_key=True)
    hash: Mapped[bytes] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
