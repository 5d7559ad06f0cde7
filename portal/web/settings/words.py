"""The words for every setting, on the form and in the audit trail."""

from tenants.kernel.country import Country
from tenants.kernel.language import Message, msg

LABELS: dict[str, Message] = {
    "trading_name": msg("Trading name"),
    "street": msg("Street address"),
    "postal_code": msg("Postal code"),
    "city": msg("Town"),
    "seat": msg("Registered office"),
    "email": msg("E-mail"),
    "phone": msg("Telephone"),
    "website": msg("Website"),
    "vat_id": msg("VAT number"),
    "f_tax": msg("Approved for F-tax (Godkänd för F-skatt)"),
    "iban": msg("IBAN"),
    "bic": msg("BIC"),
    "bankgiro": msg("Bankgiro"),
    "plusgiro": msg("Plusgiro"),
    "account": msg("Account number"),
    "fik_creditor": msg("FIK creditor number"),
    "reference_kind": msg("Kind of payment reference"),
    "reference_length": msg("Agreed length of the reference"),
    "first_prefix": msg("Prefix of the first number series"),
    "payment_days": msg("Days to pay"),
    "currency": msg("Currency"),
    "rounds_to_pay": msg("Round what is to be paid to whole coins (öresavrundning)"),
    "least": msg("Least amount of an invoice"),
    "einvoice_address": msg("E-invoice address"),
    "einvoice_scheme": msg("Scheme of the address"),
    "einvoice_operator": msg("Operator"),
    "language": msg("Language"),
    "logo": msg("Logo"),
    "remove_logo": msg("Take the logo away"),
    "accent": msg("Colour"),
}
HINTS: dict[str, Message] = {
    "seat": msg("A limited company says on its invoices where it has its seat (Sweden: aktiebolagslagen 28:5)."),
    "trading_name": msg("Where invoices should say another name beside the registered one."),
    "email": msg("Customers' answers to invoices come here."),
    "einvoice_address": msg("Where answers to e-invoices reach the company: an OVT (0037...) or a Peppol participant."),
    "first_prefix": msg(
        "Every invoice number begins with it. Where other streams or authors shall have prefixes such as 100102, begin"
        " with one of that length, such as 100101: no prefix begins like another. It can be changed until the first"
        " invoice."
    ),
    "reference_length": msg("Only where the bank agreement fixes it, check digit included."),
    "language": msg("Documents without a customer's own language are written in it."),
    "logo": msg("A PNG or JPEG of at most 2 MB; it stands at the head of the invoice."),
    "accent": msg("Six hexadecimal digits after a #, such as #1f4e79."),
    "payment_days": msg("Where neither the request nor the customer card says otherwise."),
    "rounds_to_pay": msg("SEK and NOK to whole kronor, DKK to 50 øre; the rounding stands on the invoice by itself."),
    "least": msg(
        "With VAT, in streams that have no such amount of their own. A run sets aside what comes to less, until more"
        " joins it or somebody has it billed all the same. Empty: everything is billed."
    ),
    "f_tax": msg("The words are printed on each invoice."),
}
REFERENCES: dict[str, Message] = {
    "fi": msg("National reference (viitenumero)"),
    "rf": msg("International reference (RF)"),
    "ocr": msg("OCR number"),
    "kid10": msg("KID, modulus 10"),
    "kid11": msg("KID, modulus 11"),
    "fik71": msg("FIK 71"),
}
ACCOUNTS: dict[Country, tuple[str, ...]] = {
    "FI": ("iban", "bic"),
    "SE": ("bankgiro", "plusgiro", "iban", "bic"),
    "NO": ("account", "iban", "bic"),
    "DK": ("fik_creditor", "iban", "bic"),
}
