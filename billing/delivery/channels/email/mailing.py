"""Handing invoices to the mail server, one by one over one connection."""

from dataclasses import dataclass

from billing.delivery.channels.email.wording import subject_of, text_of
from billing.delivery.channels.parcels import EmailParcel, Parcel
from tenants.kernel.refusals import Refusal
from tenants.outside.mail import Attachment, Mail, build_mail
from tenants.outside.outcome import NotDone, Outcome, Unknown
from tenants.outside.smtp import Smtp, bounce_address


@dataclass(frozen=True, slots=True)
class Mailing:
    """The channel e-mail; a mail server can't be asked what became of a mail, so they go one at a time."""

    smtp: Smtp
    mail_from: str
    at_once: int = 1

    def send(self, parcel: Parcel) -> Outcome:
        """Send a mail; its id is the delivery's in every try, so that a receiver can tell a second copy."""
        if not isinstance(parcel, EmailParcel):
            raise TypeError(parcel)
        try:
            message = build_mail(mail_of(parcel, self.mail_from))
        except Refusal as refusal:
            return NotDone(str(refusal), final=True, stage="build")
        return self.smtp.send(bounce_address(self.mail_from, parcel.delivery_id.hex), parcel.recipient, message)

    def look_up(self, parcel: Parcel) -> Outcome | None:
        """Return that nobody knows: whoever reads the mail may, so a person has to ask."""
        return Unknown("interrupted", str(parcel.delivery_id))


def mail_of(parcel: EmailParcel, mail_from: str) -> Mail:
    """Return the mail of a parcel: the seller's name on the installation's address, answers to the seller."""
    domain = mail_from.rpartition("@")[2]
    return Mail(
        message_id=f"{parcel.delivery_id.hex}@{domain}",
        sent_at=parcel.queued_at,
        sender=mail_from,
        sender_name=parcel.seller_name,
        recipient=parcel.recipient,
        recipient_name=parcel.recipient_name,
        reply_to=parcel.reply_to,
        subject=subject_of(parcel),
        text=text_of(parcel),
        attachments=(
            Attachment(parcel.file_name, "application/pdf", parcel.pdf),
            *(Attachment(each.name, each.media_type, each.content) for each in parcel.enclosed),
        ),
    )
