"""VAT ids: the number under which a company accounts for VAT."""

from stdnum.eu import vat
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from tenants.kernel.country import Country
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid
from tenants.registries.business_ids import parse_business_id
from tenants.registries.digits import without_separators
from tenants.registries.refusals import NumberMissing

# Council Directive 2006/112/EC art. 215 and the national forms; Norway by merverdiavgiftsloven, after Peppol NO-R-001.
SHAPES: dict[Country, tuple[str, str]] = {"FI": ("FI", ""), "SE": ("SE", "01"), "NO": ("NO", "MVA"), "DK": ("DK", "")}


class UnknownVatCountry(Invalid):
    """A VAT id starts with the two letters of its country; %(given)s doesn't."""


class WrongVatId(Invalid):
    """The VAT id %(given)s doesn't have the form that its country gives out."""


class WrongVatCheck(Invalid):
    """The check digit of the VAT id %(given)s is wrong: is a digit mistyped, or have two changed places?"""


def vat_id_of(country: Country, business_id: str) -> str:
    """Return the VAT id that a company in the VAT register has, from its canonical business id.

    >>> vat_id_of("SE", "5560160680"), vat_id_of("NO", "923609016")
    ('SE556016068001', 'NO923609016MVA')
    """
    before, after = SHAPES[country]
    return f"{before}{business_id}{after}"


def parse_vat_id(text: str) -> str:
    """Return a VAT id of a member state or Norway in canonical form, its check digit proven.

    >>> parse_vat_id("fi 0112038-9"), parse_vat_id("NO 923 609 016 mva")
    ('FI01120389', 'NO923609016MVA')

    Raises:
        NumberMissing, UnknownVatCountry, WrongVatId, WrongVatCheck, and for Norway what a business id raises.
    """
    compact = without_separators(text)
    if not compact:
        raise NumberMissing(name=msg("VAT id"))
    if compact.startswith("NO"):
        return vat_id_of("NO", parse_business_id("NO", compact))
    return _member_state_vat_id(compact)


def _member_state_vat_id(compact: str) -> str:
    # python-stdnum takes the first two letters as they are: "EU" and "IM" are schemes for private customers, not ids.
    if not compact[:2].isalpha() or compact[:2] in {"EU", "IM"}:
        raise UnknownVatCountry(compact, given=compact)
    try:
        return str(vat.validate(compact))
    except InvalidChecksum:
        raise WrongVatCheck(compact, given=compact) from None
    except InvalidComponent:
        raise UnknownVatCountry(compact, given=compact) from None
    except ValidationError:
        raise WrongVatId(compact, given=compact) from None
