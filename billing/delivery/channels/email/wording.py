"""What the mail says, in the customer's language."""

from collections.abc import Iterator

from billing.delivery.channels.parcels import EmailParcel
from billing.documents.writing import amount, day, plain
from tenants.kernel.language import Message, msg, translate


def subject_of(parcel: EmailParcel) -> str:
    """Return the subject: what it is, its number, and who sent it."""
    params = {"number": plain(parcel.number), "seller": plain(parcel.seller_name)}
    if parcel.is_credit_note:
        return translate(msg("Credit note %(number)s from %(seller)s", **params), parcel.language)
    return translate(msg("Invoice %(number)s from %(seller)s", **params), parcel.language)


def text_of(parcel: EmailParcel) -> str:
    """Return the text: what is attached, each by its name, how much by when, and whom to ask."""
    sentences = [_attached(parcel), *_beside(parcel), _sum(parcel)]
    if parcel.reply_to:
        sentences.append(
            msg("If you have questions, answer this e-mail: your answer goes to the sender of the invoice.")
        )
    said = [translate(sentence, parcel.language) for sentence in sentences]
    return "\n\n".join([*said, plain(parcel.seller_name)]) + "\n"


def _attached(parcel: EmailParcel) -> Message:
    if parcel.is_credit_note:
        return msg("Attached is our credit note %(number)s as a PDF file.", number=plain(parcel.number))
    return msg("Attached is our invoice %(number)s as a PDF file.", number=plain(parcel.number))


def _beside(parcel: EmailParcel) -> Iterator[Message]:
    """Name what goes along with the invoice, as the mail names it."""
    if parcel.enclosed:
        yield msg("Attachments: %(names)s", names=", ".join(plain(each.name) for each in parcel.enclosed))


def _sum(parcel: EmailParcel) -> Message:
    """Return how much; a credit note asks for no payment, so it has no due date."""
    total = f"{amount(parcel.total, parcel.currency, parcel.language)} {parcel.currency}"
    if parcel.is_credit_note:
        return msg("Total: %(total)s.", total=total)
    return msg("To pay: %(total)s, due on %(due)s.", total=total, due=day(parcel.due_on, parcel.language))
