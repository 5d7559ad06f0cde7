"""The elements that the writer writes, block by block in the order the Finvoice 3.0 schema wants them.

`name:most` is text of at most so many characters, `name:least-most` of at least and at most; `name~form` must match a
form; `!` is written even when empty; the rest is blocks and numbers whose form the writer itself sees to.
Source of the facts: Finance Finland, Finvoice 3.0 schema (2020-12-17).
"""

import re
from dataclasses import dataclass

TABLE = """
Finvoice = MessageTransmissionDetails SellerPartyDetails SellerOrganisationUnitNumber:35 SellerContactPersonName:70
    SellerCommunicationDetails SellerInformationDetails InvoiceRecipientPartyDetails BuyerPartyDetails
    BuyerOrganisationUnitNumber:35 BuyerContactPersonName:70 BuyerCommunicationDetails DeliveryPartyDetails
    DeliveryDetails AnyPartyDetails InvoiceDetails PaymentCardInfo DirectDebitInfo FactoringAgreementDetails InvoiceRow
    EpiDetails InvoiceUrlNameText:512 InvoiceUrlText:512
MessageTransmissionDetails = MessageSenderDetails MessageReceiverDetails MessageDetails
MessageSenderDetails = FromIdentifier:2-35 FromIntermediator:2-35
MessageReceiverDetails = ToIdentifier:2-35 ToIntermediator:2-35
MessageDetails = MessageIdentifier:2-48 MessageTimeStamp SpecificationIdentifier
SellerPartyDetails = SellerPartyIdentifier:35 SellerOrganisationName:2-70 SellerOrganisationTradingName:2-70
    SellerOrganisationTaxCode:35 SellerCode:70 SellerPostalAddressDetails
SellerPostalAddressDetails = SellerStreetName:2-35 SellerTownName:2-35 SellerPostCodeIdentifier:2-35
    SellerCountrySubdivision:2-35 CountryCode~country
SellerCommunicationDetails = SellerPhoneNumberIdentifier:35 SellerEmailaddressIdentifier:70
SellerInformationDetails = SellerTaxRegistrationText:35 SellerAdditionalLegalInfo:512 SellerAccountDetails
SellerAccountDetails = SellerAccountID~account SellerBic~bic SellerAccountName:70
InvoiceRecipientPartyDetails = InvoiceRecipientPartyIdentifier:35 InvoiceRecipientOrganisationName:2-35
    InvoiceRecipientOrganisationTaxCode:35 InvoiceRecipientCode:70 InvoiceRecipientPostalAddressDetails
InvoiceRecipientPostalAddressDetails = InvoiceRecipientStreetName:2-35 InvoiceRecipientTownName:2-35
    InvoiceRecipientPostCodeIdentifier:2-35 InvoiceRecipientCountrySubdivision:2-35 CountryCode~country
BuyerPartyDetails = BuyerPartyIdentifier:35 BuyerOrganisationName:2-70 BuyerOrganisationTradingName:2-70
    BuyerOrganisationTaxCode:35 BuyerCode:70 BuyerPostalAddressDetails
BuyerPostalAddressDetails = BuyerStreetName:2-35 BuyerTownName:2-35 BuyerPostCodeIdentifier:2-35
    BuyerCountrySubdivision:2-35 CountryCode~country
BuyerCommunicationDetails = BuyerPhoneNumberIdentifier:35 BuyerEmailaddressIdentifier:70
DeliveryPartyDetails = DeliveryOrganisationName:2-35 DeliveryCode:70 DeliveryPostalAddressDetails
DeliveryPostalAddressDetails = DeliveryStreetName:2-35 DeliveryTownName:2-35 DeliveryPostCodeIdentifier:2-35
    DeliveryCountrySubdivision:2-35 CountryCode~country
DeliveryDetails = DeliveryDate DeliveryNoteIdentifier:70
AnyPartyDetails = AnyPartyText AnyPartyIdentifier:35 AnyPartyOrganisationName:2-35 AnyPartyOrganisationTaxCode:35
    AnyPartyCode:70 AnyPartyPostalAddressDetails
AnyPartyPostalAddressDetails = AnyPartyStreetName:2-35 AnyPartyTownName:2-35 AnyPartyPostCodeIdentifier:2-35
    AnyPartyCountrySubdivision:2-35 CountryCode~country
FactoringAgreementDetails = FactoringAgreementIdentifier:35 FactoringFreeText:70 FactoringPartyIdentifier:35
    FactoringPartyName:35
InvoiceDetails = InvoiceTypeCode InvoiceTypeCodeUN~code InvoiceTypeText OriginCode InvoicedObjectID:70
    InvoiceNumber:1-20 InvoiceDate OriginalInvoiceNumber:1-20 OriginalInvoiceDate OriginalInvoiceReference
    InvoicingPeriodStartDate InvoicingPeriodEndDate OrderIdentifier:70 OrderConfirmationIdentifier:70
    AgreementIdentifier:70 NotificationIdentifier:70 BuyerReferenceIdentifier:70 ProjectReferenceIdentifier:70
    RowsTotalVatExcludedAmount DiscountsTotalVatExcludedAmount ChargesTotalVatExcludedAmount
    InvoiceTotalVatExcludedAmount InvoiceTotalVatAmount InvoiceTotalVatAccountingAmount InvoiceTotalVatIncludedAmount
    InvoiceTotalRoundoffAmount InvoicePaidAmount AccountDimensionText:35 VatPoint VatSpecificationDetails
    InvoiceFreeText:512 PaymentTermsDetails DiscountDetails ChargeDetails TenderReference:70
OriginalInvoiceReference = InvoiceNumber:1-20 InvoiceDate
VatPoint = VatPointDate VatPointDateCode~code
VatSpecificationDetails = VatBaseAmount VatRatePercent VatCode~code VatRateAmount VatFreeText:70
    VatExemptionReasonCode~reason
PaymentTermsDetails = PaymentTermsFreeText:70 InvoiceDueDate CashDiscountDate CashDiscountBaseAmount
    CashDiscountPercent CashDiscountAmount CashDiscountExcludingVatAmount CashDiscountVatDetails
    ReducedInvoiceVatIncludedAmount
CashDiscountVatDetails = CashDiscountVatPercent CashDiscountVatAmount
DiscountDetails = FreeText:1-70 ReasonCode~code Percent Amount BaseAmount VatCategoryCode~code VatRatePercent
ChargeDetails = ReasonText:1-70 ReasonCode~code Percent Amount BaseAmount VatCategoryCode~code VatRatePercent
PaymentCardInfo = PrimaryAccountNumber:1-19 CardHolderName:1-70
DirectDebitInfo = MandateReference:1-35 CreditorIdentifier:1-35 DebitedAccountID~account
InvoiceRow = InvoicedObjectID:70 ArticleIdentifier:70 ArticleGroupIdentifier:70 ArticleName:100
    ArticleDescription:512 BuyerArticleIdentifier:70 EanCode:35 RowDefinitionDetails InvoicedQuantity:14 StartDate
    EndDate UnitPriceAmount UnitPriceDiscountAmount UnitPriceNetAmount UnitPriceBaseQuantity:14
    RowOrderPositionIdentifier:35 RowPositionIdentifier:35 RowDeliveryDetails RowAccountDimensionText:35
    RowFreeText:512 RowDiscountPercent RowDiscountAmount RowDiscountBaseAmount RowDiscountTypeCode~code
    RowDiscountTypeText:35 RowProgressiveDiscountDetails RowChargeDetails RowVatRatePercent RowVatCode~code
    RowVatExcludedAmount
RowDefinitionDetails = RowDefinitionHeaderText:70 RowDefinitionValue:70
RowDeliveryDetails = RowCustomsInfo
RowCustomsInfo = CNOriginCountryCode~country
RowProgressiveDiscountDetails = RowDiscountPercent RowDiscountAmount RowDiscountBaseAmount RowDiscountTypeCode~code
    RowDiscountTypeText:35
RowChargeDetails = ReasonText:1-70 ReasonCode~code Percent Amount BaseAmount
EpiDetails = EpiIdentificationDetails EpiPartyDetails EpiPaymentInstructionDetails
EpiIdentificationDetails = EpiDate EpiReference!
EpiPartyDetails = EpiBfiPartyDetails! EpiBeneficiaryPartyDetails
EpiBfiPartyDetails = EpiBfiIdentifier~bic
EpiBeneficiaryPartyDetails = EpiNameAddressDetails:2-35 EpiAccountID~account
EpiPaymentInstructionDetails = EpiRemittanceInfoIdentifier~reference EpiInstructedAmount EpiCharge EpiDateOptionDate
    EpiPaymentMeansCode~code EpiPaymentMeansText:1-70
"""

FORMS = {
    "code": re.compile("[A-Z0-9]{1,3}"),
    "country": re.compile("[A-Z]{2}"),
    "reason": re.compile("[A-Za-z0-9-]{1,20}"),
    "account": re.compile("[A-Za-z0-9.:_-]{2,34}"),
    "bic": re.compile("[A-Z0-9]{8,11}"),
    "reference": re.compile("[0-9]{2,20}|RF[0-9]{2}[0-9A-Za-z]{1,21}"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One element of a block: its name, how long its text may be, its form, and whether it stays when it is empty."""

    name: str
    least: int = 0
    most: int | None = None
    form: re.Pattern[str] | None = None
    stays: bool = False


def _place(written: str) -> Place:
    named, _, form = written.rstrip("!").partition("~")
    name, _, length = named.partition(":")
    least, _, most = length.rpartition("-")
    return Place(name, int(least or 0), int(most) if most else None, FORMS.get(form), stays=written.endswith("!"))


def _blocks(table: str) -> dict[str, tuple[Place, ...]]:
    blocks: dict[str, tuple[Place, ...]] = {}
    block = ""
    for word in table.replace(" =", "=").split():
        if word.endswith("="):
            block = word.removesuffix("=")
            blocks[block] = ()
        else:
            blocks[block] += (_place(word),)
    return blocks


ORDER = _blocks(TABLE)
NAMES = {block: frozenset(place.name for place in places) for block, places in ORDER.items()}
