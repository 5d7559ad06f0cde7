"""Which register is asked for a country's companies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tenants.kernel.country import Country
from tenants.registers.bolagsverket import Bolagsverket
from tenants.registers.brreg import Brreg
from tenants.registers.cvr import Cvr
from tenants.registers.entry import Entry, Register, RegisterOff
from tenants.registers.fetching import Door
from tenants.registers.prh import Prh

OPEN: Mapping[Country, Callable[[Door], Register]] = {"FI": Prh, "NO": Brreg, "DK": Cvr}


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers' addresses as the installation is told them; an empty one is off."""

    addresses: Mapping[Country, str]
    swedish_tokens: str = ""

    def find(self, country: Country, business_id: str) -> Entry:
        """Return a company from its country's register, by its canonical business id.

        Raises:
            RegisterOff: none is connected for the country.
            NotInRegister, RegisterSilent, RegisterGarbled: see `Register.get`.
        """
        address = self.addresses.get(country, "")
        if not address or (country == "SE" and not self.swedish_tokens):
            raise RegisterOff(country)
        if country == "SE":
            return Bolagsverket(Door(address), Door(self.swedish_tokens)).get(business_id)
        return OPEN[country](Door(address)).get(business_id)
