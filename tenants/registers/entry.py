"""What a company register tells, and how it can fail to."""

from dataclasses import dataclass
from typing import Literal, Protocol

from tenants.kernel.country import Country
from tenants.kernel.refusals import Conflict

VatStatus = Literal["registered", "not_registered", "unknown"]


class RegisterSilent(Conflict):
    """The register didn't answer. Fill in the details by hand."""


class RegisterGarbled(Conflict):
    """The register's answer couldn't be read. Fill in the details by hand."""


class RegisterOff(Conflict):
    """No company register is connected for this country. Fill in the details by hand."""


class NotInRegister(Conflict):
    """The register knows no company with this business id. Check the id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A company as its register knows it; what a register doesn't tell is empty or unknown."""

    country: Country
    business_id: str
    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    vat_status: VatStatus = "unknown"
    is_dissolved: bool = False


class Register(Protocol):
    """One country's company register."""

    def get(self, business_id: str) -> Entry:
        """Return a company by its canonical business id.

        Raises:
            NotInRegister: the register answers that there is none.
            RegisterSilent: it can't be reached, is too slow, or says that it is out of order.
            RegisterGarbled: what it answers isn't what it documents.
        """
        ...
