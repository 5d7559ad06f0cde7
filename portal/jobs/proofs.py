"""A record of acceptance in the words that its paper shows, and the signed value that lies inside it."""

from collections.abc import Iterator
from decimal import Decimal

from billing.documents.acceptance.proof import AcceptedText, Proof
from billing.documents.writing import amount, day
from tenants.kernel.country import ZONES, local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Language, Message, msg, translate
from tenants.registries.business_ids import format_business_id
from tenants.secrets.signing import Signet
from tenants.terms.blocks import blocks
from tenants.terms.queries import AgreedFacts, RecordContent, RecordRow, RecordText, get_text
from tenants.terms.sealing import ENCLOSED, Sealed, enclosed, seal_record

CAPACITIES: dict[str, Message] = {
    "signatory": msg("Signatory"),
    "power_of_attorney": msg("Power of attorney"),
}
EARLIER = msg("Accepted earlier, and in force.")


def proof_of(workspace_id: WorkspaceId, record: RecordRow, signet: Signet) -> Proof:
    """Return a record with its texts in full, signed; the same record and key always give the same."""
    content, language = record.content, record.language
    bodies = {text.kind: _body(text, language) for text in content.texts}
    plain = {"workspace": str(workspace_id), "record": str(record.id), **content.plain(), "bodies": bodies}
    sealed = seal_record(plain, signet)
    return Proof(
        company=content.company,
        accepted_on=local_day(content.moment, content.country),
        act=tuple(_said(_act(content, language), language)),
        agreement=tuple(_said(_agreement(content.agreement, language), language)) if content.agreement else (),
        texts=tuple(_text(text, bodies[text.kind], language) for text in content.texts),
        seal=tuple(_said(_seal(record, sealed), language)),
        enclosed_name=ENCLOSED,
        enclosed=enclosed(sealed),
    )


def _body(text: RecordText, language: Language) -> str:
    found = get_text(text.kind, text.version, language)
    return found.body if found else ""


def _act(content: RecordContent, language: Language) -> Iterator[tuple[Message, str]]:
    local = content.moment.astimezone(ZONES[content.country])
    moment = f"{day(local_day(content.moment, content.country), language)} {local:%H:%M:%S} ({local:%z})"
    yield msg("Company"), f"{content.company}, {format_business_id(content.country, content.business_id)}"
    yield msg("Accepted by"), f"{content.person}, {content.email}"
    yield msg("When"), moment
    yield msg("From address"), content.address
    yield msg("Capacity"), translate(CAPACITIES[content.authority], language)
    if content.evidence_name:
        yield msg("Shown by"), f"{content.evidence_name}, SHA-256 {_in_two(content.evidence_sha256)}"
    for text in content.texts:
        yield msg("Text"), f"{text.title}, {text.version}"


def _agreement(agreed: AgreedFacts, language: Language) -> Iterator[tuple[Message, str]]:
    price = amount(Decimal(agreed.price), agreed.currency, language)
    terms = msg(
        "%(price)s for %(months)s months, without VAT", price=f"{price} {agreed.currency}", months=agreed.months
    )
    yield msg("Accounting firm"), agreed.firm
    yield msg("Engagement"), agreed.engagement
    yield msg("Plan"), agreed.plan
    yield msg("Price"), translate(terms, language)
    if agreed.next_price:
        risen = amount(Decimal(agreed.next_price), agreed.currency, language)
        yield msg("Price from the renewal"), f"{risen} {agreed.currency}"
    yield msg("Payer of the plan"), agreed.payer
    yield msg("First day"), day(agreed.day("starts_on"), language)
    yield msg("Renewal"), day(agreed.day("renews_on"), language)
    yield msg("Notice"), translate(msg("%(days)s days before the renewal", days=agreed.notice_days), language)
    yield msg("Last day to cancel"), day(agreed.day("cancel_by"), language)


def _seal(record: RecordRow, sealed: Sealed) -> Iterator[tuple[Message, str]]:
    yield msg("Record"), str(record.id)
    yield msg("Public key"), sealed.public_key
    yield msg("Signature"), f"{sealed.signature[:44]} {sealed.signature[44:]}"
    yield msg("Enclosed file"), ENCLOSED


def _text(text: RecordText, body: str, language: Language) -> AcceptedText:
    version = translate(msg("version %(version)s", version=text.version), language)
    return AcceptedText(
        title=f"{text.title} ({version})",
        sha256=text.sha256,
        note=translate(EARLIER, language) if text.earlier else "",
        paragraphs=tuple((block.kind == "heading", block.text) for block in blocks(body)),
    )


def _said(pairs: Iterator[tuple[Message, str]], language: Language) -> Iterator[tuple[str, str]]:
    return ((translate(label, language), value) for label, value in pairs)


def _in_two(digest: str) -> str:
    return f"{digest[:32]} {digest[32:]}"
