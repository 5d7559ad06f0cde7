"""A sentence for each act that the journal keeps; the journal itself keeps a plain word."""

from tenants.kernel.language import Message, msg

ACTS: dict[str, Message] = {
    "client_added": msg("Put the client on the register"),
    "client_invited": msg("Invited the client to a collaboration"),
    "collaboration_accepted": msg("Accepted the collaboration and its agreement"),
    "contact_changed": msg("Changed the client's contact"),
    "customer_added": msg("Wrote a customer card"),
    "customer_changed": msg("Changed a customer card"),
    "customers_added": msg("Made customer cards for fetched requests"),
    "delivery_resolved": msg("Noted what became of a sending"),
    "delivery_settled": msg("Learnt what became of a sending"),
    "document_asked_for": msg("Asked for a document to be made again"),
    "document_not_made": msg("Couldn't make a document"),
    "document_resent": msg("Sent an invoice again"),
    "documents_sent": msg("Sent invoices"),
    "engagement_added": msg("Opened an engagement"),
    "firm_founded": msg("Founded the firm"),
    "invitation_accepted": msg("Joined by an invitation"),
    "invitation_failed": msg("Couldn't deliver an invitation"),
    "invitation_resent": msg("Had an invitation sent again"),
    "invitation_sent": msg("Sent an invitation"),
    "invitation_unknown": msg("Sent an invitation whose arrival isn't known"),
    "invoices_issued": msg("Issued invoices"),
    "person_taken_on": msg("Took a person on"),
    "requests_checked": msg("Checked billing requests again"),
    "requests_dismissed": msg("Dismissed billing requests"),
    "requests_imported": msg("Fetched billing requests"),
    "run_started": msg("Started a run"),
    "delivery_bounced": msg("Was told that a mail came back"),
    "delivery_reported": msg("Got a report on a mail"),
    "run_restarted": msg("Started an interrupted run again"),
    "seller_changed": msg("Changed the company's settings"),
    "seller_saved": msg("Filled in the company's settings"),
    "stream_opened": msg("Opened a stream"),
    "terms_accepted": msg("Accepted terms"),
}
# What a value is called; one that isn't here is called by its plain word.
VALUES: dict[str, Message] = {
    "accent": msg("Colour"),
    "authority": msg("Authority"),
    "account": msg("Account number"),
    "address": msg("Address"),
    "already": msg("sent before"),
    "bankgiro": msg("Bankgiro"),
    "bic": msg("BIC"),
    "business_id": msg("Business ID"),
    "cancelled": msg("cancelled"),
    "channel": msg("Way of delivery"),
    "chosen": msg("chosen"),
    "city": msg("Town"),
    "code": msg("Code"),
    "count": msg("Count"),
    "country": msg("Country"),
    "currency": msg("Currency"),
    "customers_added": msg("new customer cards"),
    "delivery": msg("Way of delivery"),
    "digits": msg("Digits of the running number"),
    "duplicates": msg("duplicates"),
    "einvoice": msg("E-invoice"),
    "einvoice_address": msg("E-invoice address"),
    "einvoice_operator": msg("Operator"),
    "einvoice_scheme": msg("Scheme of the address"),
    "email": msg("E-mail"),
    "f_tax": msg("F-tax"),
    "file": msg("File"),
    "first": msg("first number"),
    "iban": msg("IBAN"),
    "invalid": msg("with errors"),
    "issued": msg("issued"),
    "issued_on": msg("Invoice date"),
    "kind": msg("Kind"),
    "language": msg("Language"),
    "last": msg("last number"),
    "months": msg("months"),
    "name": msg("Name"),
    "no_way": msg("without a way"),
    "not_rendered": msg("without a document"),
    "number": msg("Number"),
    "numbers": msg("customer numbers"),
    "payer": msg("Payer of the plan"),
    "payment_days": msg("Days to pay"),
    "phone": msg("Telephone"),
    "plusgiro": msg("Plusgiro"),
    "postal_code": msg("Postal code"),
    "prefix": msg("Prefix"),
    "read": msg("read"),
    "ready": msg("ready"),
    "reason": msg("Reason"),
    "reference_kind": msg("Kind of payment reference"),
    "reference_length": msg("Agreed length of the reference"),
    "requests": msg("Requests"),
    "role": msg("Role"),
    "seat": msg("Registered office"),
    "set_aside": msg("set aside"),
    "state": msg("State"),
    "street": msg("Street address"),
    "trading_name": msg("Trading name"),
    "variant": msg("Plan variant"),
    "vat_id": msg("VAT number"),
    "version": msg("Version"),
    "website": msg("Website"),
}


def act_words(act: str) -> Message:
    """Return the sentence of an act; one that has none is shown by its plain word.

    >>> str(act_words("run_started")), str(act_words("something_else"))
    ('Started a run', 'something else')
    """
    return ACTS.get(act) or Message(act.replace("_", " "))


def value_name(name: str) -> Message:
    """Return what a value is called."""
    return VALUES.get(name) or Message(name.replace("_", " "))
