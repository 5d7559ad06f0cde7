"""The order of Finvoice 3.0: each block, its elements in the order they must stand, and how many of each.

`?` is none or one, `*` any number, `+` one or more, `?3` up to three, `+3` one to three, no mark exactly one.
A block that has the same name as a plain element elsewhere is written `parent/name`. Source of the facts:
Finance Finland, Finvoice 3.0 schema (2020-12-17) and implementation guidelines.
"""

import re
from dataclasses import dataclass
from typing import Final

_MANY: Final = 10**9
_MARK: Final = re.compile(r"(\w+?)([?*+]?)(\d*)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands in its block, and how often it may."""

    index: int
    least: int
    most: int


Block = dict[str, Place]

_TEXT: Final = """
Finvoice = MessageTransmissionDetails? SellerPartyDetails SellerOrganisationUnitNumber? SellerSiteCode?
    SellerContactPersonName? SellerContactPersonFunction?2 SellerContactPersonDepartment?2 SellerCommunicationDetails?
    SellerInformationDetails? InvoiceSenderPartyDetails? InvoiceRecipientPartyDetails?
    InvoiceRecipientOrganisationUnitNumber? InvoiceRecipientSiteCode? InvoiceRecipientContactPersonName?
    InvoiceRecipientContactPersonFunction?2 InvoiceRecipientContactPersonDepartment?2 InvoiceRecipientLanguageCode?
    InvoiceRecipientCommunicationDetails? BuyerPartyDetails BuyerOrganisationUnitNumber? BuyerSiteCode?
    BuyerContactPersonName? BuyerContactPersonFunction?2 BuyerContactPersonDepartment?2 BuyerCommunicationDetails?
    DeliveryPartyDetails? DeliveryOrganisationUnitNumber? DeliverySiteCode? DeliveryContactPersonName?
    DeliveryContactPersonFunction?2 DeliveryContactPersonDepartment?2 DeliveryCommunicationDetails? DeliveryDetails?
    AnyPartyDetails* InvoiceDetails PaymentCardInfo? DirectDebitInfo? PaymentStatusDetails? PartialPaymentDetails*
    FactoringAgreementDetails? VirtualBankBarcode? InvoiceRow+ SpecificationDetails? EpiDetails InvoiceUrlNameText*
    InvoiceUrlText* StorageUrlText? LayOutIdentifier? InvoiceSegmentIdentifier? ControlChecksum? MessageChecksum?
    ControlStampText? AcceptanceStampText? OriginalInvoiceFormat? AttachmentMessageDetails?
MessageTransmissionDetails = MessageSenderDetails MessageReceiverDetails MessageDetails
MessageSenderDetails = FromIdentifier FromIntermediator
MessageReceiverDetails = ToIdentifier ToIntermediator
MessageDetails = MessageIdentifier MessageTimeStamp RefToMessageIdentifier? ImplementationCode?
    SpecificationIdentifier?
SellerPartyDetails = SellerPartyIdentifier? SellerPartyIdentifierUrlText? SellerOrganisationName+
    SellerOrganisationTradingName? SellerOrganisationDepartment?2 SellerOrganisationTaxCode?
    SellerOrganisationTaxCodeUrlText? SellerCode* SellerPostalAddressDetails?
SellerPostalAddressDetails = SellerStreetName+3 SellerTownName SellerPostCodeIdentifier SellerCountrySubdivision?
    CountryCode? CountryName? SellerPostOfficeBoxIdentifier?
SellerCommunicationDetails = SellerPhoneNumberIdentifier? SellerEmailaddressIdentifier?
SellerInformationDetails = SellerOfficialPostalAddressDetails? SellerHomeTownName? SellerVatRegistrationText?
    SellerVatRegistrationDate? SellerTaxRegistrationText? SellerAdditionalLegalInfo? SellerPhoneNumber?
    SellerFaxNumber? SellerCommonEmailaddressIdentifier? SellerWebaddressIdentifier? SellerFreeText?
    SellerAccountDetails* InvoiceRecipientDetails*
SellerOfficialPostalAddressDetails = SellerOfficialStreetName SellerOfficialTownName SellerOfficialPostCodeIdentifier
    SellerOfficialCountrySubdivision? CountryCode? CountryName?
SellerAccountDetails = SellerAccountID SellerBic SellerAccountName?
InvoiceRecipientDetails = InvoiceRecipientAddress InvoiceRecipientIntermediatorAddress
InvoiceSenderPartyDetails = InvoiceSenderPartyIdentifier? InvoiceSenderOrganisationName+
    InvoiceSenderOrganisationTaxCode? InvoiceSenderCode?
InvoiceRecipientPartyDetails = InvoiceRecipientPartyIdentifier? InvoiceRecipientOrganisationName+
    InvoiceRecipientDepartment?2 InvoiceRecipientOrganisationTaxCode? InvoiceRecipientCode?
    InvoiceRecipientPostalAddressDetails?
InvoiceRecipientPostalAddressDetails = InvoiceRecipientStreetName+3 InvoiceRecipientTownName
    InvoiceRecipientPostCodeIdentifier InvoiceRecipientCountrySubdivision? CountryCode? CountryName?
    InvoiceRecipientPostOfficeBoxIdentifier?
InvoiceRecipientCommunicationDetails = InvoiceRecipientPhoneNumberIdentifier? InvoiceRecipientEmailaddressIdentifier?
BuyerPartyDetails = BuyerPartyIdentifier? BuyerOrganisationName+ BuyerOrganisationTradingName?
    BuyerOrganisationDepartment?2 BuyerOrganisationTaxCode? BuyerCode? BuyerPostalAddressDetails?
BuyerPostalAddressDetails = BuyerStreetName+3 BuyerTownName BuyerPostCodeIdentifier BuyerCountrySubdivision?
    CountryCode? CountryName? BuyerPostOfficeBoxIdentifier?
BuyerCommunicationDetails = BuyerPhoneNumberIdentifier? BuyerEmailaddressIdentifier?
DeliveryPartyDetails = DeliveryPartyIdentifier? DeliveryOrganisationName+ DeliveryOrganisationDepartment?2
    DeliveryOrganisationTaxCode? DeliveryCode? DeliveryPostalAddressDetails
DeliveryPostalAddressDetails = DeliveryStreetName+3 DeliveryTownName DeliveryPostCodeIdentifier
    DeliveryCountrySubdivision? CountryCode? CountryName? DeliveryPostofficeBoxIdentifier?
DeliveryCommunicationDetails = DeliveryPhoneNumberIdentifier? DeliveryEmailaddressIdentifier?
DeliveryDetails = DeliveryDate? DeliveryPeriodDetails? ShipmentPartyDetails? DeliveryMethodText? DeliveryTermsText?
    DeliveryTermsCode? TerminalAddressText? WaybillIdentifier? WaybillTypeCode? ClearanceIdentifier?
    DeliveryNoteIdentifier? DelivererIdentifier? DelivererName?3 DelivererCountrySubdivision? DelivererCountryCode?
    DelivererCountryName? ModeOfTransportIdentifier? CarrierName? VesselName? LocationIdentifier?
    TransportInformationDate? CountryOfOrigin? CountryOfDestinationName? DestinationCountryCode? PlaceOfDischarge?3
    FinalDestinationName?3 ManufacturerIdentifier? ManufacturerName?3 ManufacturerCountrySubdivision?
    ManufacturerCountryCode? ManufacturerCountryName? ManufacturerOrderIdentifier? PackageDetails?
DeliveryPeriodDetails = StartDate EndDate
ShipmentPartyDetails = ShipmentPartyIdentifier? ShipmentOrganisationName+ ShipmentOrganisationDepartment?2
    ShipmentOrganisationTaxCode? ShipmentCode? ShipmentPostalAddressDetails? ShipmentSiteCode?
ShipmentPostalAddressDetails = ShipmentStreetName+3 ShipmentTownName ShipmentPostCodeIdentifier
    ShipmentCountrySubdivision? CountryCode? CountryName? ShipmentPostOfficeBoxIdentifier?
PackageDetails = PackageLength? PackageWidth? PackageHeight? PackageWeight? PackageNetWeight? PackageVolume?
    TransportCarriageQuantity?
AnyPartyDetails = AnyPartyText AnyPartyIdentifier? AnyPartyOrganisationName+2 AnyPartyOrganisationDepartment?2
    AnyPartyOrganisationTaxCode? AnyPartyCode? AnyPartyContactPersonName? AnyPartyContactPersonFunction?2
    AnyPartyContactPersonDepartment?2 AnyPartyCommunicationDetails? AnyPartyPostalAddressDetails?
    AnyPartyOrganisationUnitNumber? AnyPartySiteCode?
AnyPartyCommunicationDetails = AnyPartyPhoneNumberIdentifier? AnyPartyEmailAddressIdentifier?
AnyPartyPostalAddressDetails = AnyPartyStreetName+3 AnyPartyTownName AnyPartyPostCodeIdentifier
    AnyPartyCountrySubdivision? CountryCode? CountryName? AnyPartyPostOfficeBoxIdentifier?
InvoiceDetails = InvoiceTypeCode InvoiceTypeCodeUN? InvoiceTypeText InvoiceClassification? OriginCode OriginText?
    InvoicedObjectID? InvoiceNumber InvoiceDate OriginalInvoiceNumber? OriginalInvoiceDate? OriginalInvoiceReference*
    InvoicingPeriodStartDate? InvoicingPeriodEndDate? SellerReferenceIdentifier? SellerReferenceIdentifierUrlText?
    BuyersSellerIdentifier? SellersBuyerIdentifier? OrderIdentifier? OrderIdentifierUrlText? OrderDate? OrdererName?
    SalesPersonName? OrderConfirmationIdentifier? OrderConfirmationDate? AgreementIdentifier?
    AgreementIdentifierUrlText? AgreementTypeText? AgreementTypeCode? AgreementDate? NotificationIdentifier?
    NotificationDate? RegistrationNumberIdentifier? ControllerIdentifier? ControllerName? ControlDate?
    BuyerReferenceIdentifier? ProjectReferenceIdentifier? DefinitionDetails* RowsTotalVatExcludedAmount?
    DiscountsTotalVatExcludedAmount? ChargesTotalVatExcludedAmount? InvoiceTotalVatExcludedAmount?
    InvoiceTotalVatAmount? InvoiceTotalVatAccountingAmount? InvoiceTotalVatIncludedAmount InvoiceTotalRoundoffAmount?
    InvoicePaidAmount? ExchangeRate? OtherCurrencyAmountVatExcludedAmount? OtherCurrencyAmountVatIncludedAmount?
    CreditLimitAmount? CreditInterestPercent? OperationLimitAmount? MonthlyAmount? ShortProposedAccountIdentifier?
    NormalProposedAccountIdentifier? ProposedAccountText? AccountDimensionText? SellerAccountText? VatPoint?
    VatSpecificationDetails* InvoiceFreeText* InvoiceVatFreeText? PaymentTermsDetails* DiscountDetails* ChargeDetails*
    TenderReference?
InvoiceClassification = ClassificationCode? ClassificationText?
OriginalInvoiceReference = InvoiceNumber? InvoiceDate?
DefinitionDetails = DefinitionHeaderText DefinitionValue?
VatPoint = VatPointDate? VatPointDateCode?
VatSpecificationDetails = VatBaseAmount? VatRatePercent? VatCode? VatRateAmount? VatFreeText?3 VatExemptionReasonCode?
PaymentTermsDetails = PaymentTermsFreeText?2 FreeText?2 InvoiceDueDate? CashDiscountDate? CashDiscountBaseAmount?
    CashDiscountPercent? CashDiscountAmount? CashDiscountExcludingVatAmount? CashDiscountVatDetails*
    ReducedInvoiceVatIncludedAmount? PaymentOverDueFineDetails?
PaymentTermsDetails/FreeText = Header? Value?2
CashDiscountVatDetails = CashDiscountVatPercent CashDiscountVatAmount
PaymentOverDueFineDetails = PaymentOverDueFineFreeText?3 PaymentOverDueFinePercent? PaymentOverDueFixedAmount?
DiscountDetails = FreeText? ReasonCode? Percent? Amount? BaseAmount? VatCategoryCode? VatRatePercent?
ChargeDetails = ReasonText? ReasonCode? Percent? Amount? BaseAmount? VatCategoryCode? VatRatePercent?
PaymentCardInfo = PrimaryAccountNumber CardHolderName?
DirectDebitInfo = MandateReference? CreditorIdentifier? DebitedAccountID?
PaymentStatusDetails = PaymentStatusCode? PaymentMethodText?
PartialPaymentDetails = PaidAmount PaidVatExcludedAmount? UnPaidAmount UnPaidVatExcludedAmount? InterestPercent?
    ProsessingCostsAmount? PartialPaymentVatIncludedAmount+ PartialPaymentVatExcludedAmount+ PartialPaymentDueDate+
    PartialPaymentReferenceIdentifier+
FactoringAgreementDetails = FactoringAgreementIdentifier TransmissionListIdentifier? EndorsementClauseCode?
    FactoringTypeCode? FactoringFreeText* FactoringPartyIdentifier? FactoringPartyName?
    FactoringPartyPostalAddressDetails?
FactoringPartyPostalAddressDetails = FactoringPartyStreetName+3 FactoringPartyTownName
    FactoringPartyPostCodeIdentifier FactoringPartyCountrySubdivision? CountryCode? CountryName?
    FactoringPartyPostOfficeBoxIdentifier?
InvoiceRow = RowSubIdentifier? InvoicedObjectID? ArticleIdentifier? ArticleGroupIdentifier* ArticleName?
    ArticleDescription? ArticleInfoUrlText? BuyerArticleIdentifier? EanCode? RowRegistrationNumberIdentifier?
    SerialNumberIdentifier? RowActionCode? RowDefinitionDetails* OfferedQuantity* DeliveredQuantity* OrderedQuantity?
    ConfirmedQuantity? PostDeliveredQuantity? InvoicedQuantity* CreditRequestedQuantity? ReturnedQuantity? StartDate?
    EndDate? UnitPriceAmount? UnitPriceDiscountAmount? UnitPriceNetAmount? UnitPriceVatIncludedAmount?
    UnitPriceBaseQuantity? RowIdentifier? RowIdentifierUrlText? RowOrderPositionIdentifier? RowIdentifierDate?
    RowPositionIdentifier? OriginalInvoiceNumber? OriginalInvoiceDate? OriginalInvoiceReference* RowOrdererName?
    RowSalesPersonName? RowOrderConfirmationIdentifier? RowOrderConfirmationDate? RowDeliveryIdentifier?
    RowDeliveryIdentifierUrlText? RowDeliveryDate? RowQuotationIdentifier? RowQuotationIdentifierUrlText?
    RowAgreementIdentifier? RowAgreementIdentifierUrlText? RowRequestOfQuotationIdentifier?
    RowRequestOfQuotationIdentifierUrlText? RowPriceListIdentifier? RowPriceListIdentifierUrlText?
    RowBuyerReferenceIdentifier? RowProjectReferenceIdentifier? RowOverDuePaymentDetails? RowAnyPartyDetails*
    RowDeliveryDetails? RowShortProposedAccountIdentifier? RowNormalProposedAccountIdentifier? RowProposedAccountText?
    RowAccountDimensionText? RowSellerAccountText? RowFreeText* RowUsedQuantity? RowPreviousMeterReadingDate?
    RowLatestMeterReadingDate? RowCalculatedQuantity? RowAveragePriceAmount? RowDiscountPercent? RowDiscountAmount?
    RowDiscountBaseAmount? RowDiscountTypeCode? RowDiscountTypeText? RowProgressiveDiscountDetails* RowChargeDetails*
    RowVatRatePercent? RowVatCode? RowVatAmount? RowVatExcludedAmount? RowAmount? RowTransactionDetails?
    SubInvoiceRow*
RowDefinitionDetails = RowDefinitionHeaderText RowDefinitionValue?
RowOverDuePaymentDetails = RowOriginalInvoiceIdentifier? RowOriginalInvoiceDate? RowOriginalDueDate?
    RowOriginalInvoiceTotalAmount? RowOriginalEpiRemittanceInfoIdentifier? RowPaidVatExcludedAmount?
    RowPaidVatIncludedAmount? RowPaidDate? RowUnPaidVatExcludedAmount? RowUnPaidVatIncludedAmount? RowCollectionDate?
    RowCollectionQuantity? RowCollectionChargeAmount? RowInterestRate? RowInterestStartDate? RowInterestEndDate?
    RowInterestPeriodText? RowInterestDateNumber? RowInterestChargeAmount? RowInterestChargeVatAmount?
RowAnyPartyDetails = RowAnyPartyText RowAnyPartyIdentifier? RowAnyPartyOrganisationName+2
    RowAnyPartyOrganisationDepartment?2 RowAnyPartyOrganisationTaxCode? RowAnyPartyCode?
    RowAnyPartyPostalAddressDetails? RowAnyPartyOrganisationUnitNumber? RowAnyPartySiteCode?
RowAnyPartyPostalAddressDetails = RowAnyPartyStreetName+3 RowAnyPartyTownName RowAnyPartyPostCodeIdentifier
    RowAnyPartyCountrySubdivision? CountryCode? CountryName? RowAnyPartyPostOfficeBoxIdentifier?
RowDeliveryDetails = RowTerminalAddressText? RowWaybillIdentifier? RowWaybillTypeCode? RowClearanceIdentifier?
    RowDeliveryNoteIdentifier? RowDelivererIdentifier? RowDelivererName?3 RowDelivererCountrySubdivision?
    RowDelivererCountryCode? RowDelivererCountryName? RowModeOfTransportIdentifier? RowCarrierName? RowVesselName?
    RowLocationIdentifier? RowTransportInformationDate? RowCountryOfOrigin? RowCountryOfDestinationName?
    RowDestinationCountryCode? RowPlaceOfDischarge? RowFinalDestinationName?3 RowCustomsInfo?
    RowManufacturerArticleIdentifier? RowManufacturerIdentifier? RowManufacturerName?3
    RowManufacturerCountrySubdivision? RowManufacturerCountryCode? RowManufacturerCountryName?
    RowManufacturerOrderIdentifier? RowPackageDetails?
RowCustomsInfo = CNCode? CNName? CNOriginCountrySubdivision? CNOriginCountryCode? CNOriginCountryName?
RowPackageDetails = RowPackageLength? RowPackageWidth? RowPackageHeight? RowPackageWeight? RowPackageNetWeight?
    RowPackageVolume? RowTransportCarriageQuantity?
RowProgressiveDiscountDetails = RowDiscountPercent? RowDiscountAmount? RowDiscountBaseAmount? RowDiscountTypeCode?
    RowDiscountTypeText?
RowChargeDetails = ReasonText? ReasonCode? Percent? Amount? BaseAmount?
RowTransactionDetails = OtherCurrencyAmount? ExchangeRate? ExchangeDate?
SubInvoiceRow = SubIdentifier? SubRowPositionIdentifier? SubInvoicedObjectID? SubArticleIdentifier?
    SubArticleGroupIdentifier* SubArticleName? SubArticleDescription? SubArticleInfoUrlText?
    SubBuyerArticleIdentifier? SubEanCode? SubRowRegistrationNumberIdentifier? SubSerialNumberIdentifier?
    SubRowActionCode? SubRowDefinitionDetails* SubOfferedQuantity* SubDeliveredQuantity* SubOrderedQuantity?
    SubConfirmedQuantity? SubPostDeliveredQuantity? SubInvoicedQuantity* SubCreditRequestedQuantity?
    SubReturnedQuantity? SubStartDate? SubEndDate? SubUnitPriceAmount? SubUnitPriceDiscountAmount?
    SubUnitPriceNetAmount? SubUnitPriceVatIncludedAmount? SubUnitPriceBaseQuantity? SubRowIdentifier?
    SubRowIdentifierUrlText? SubRowIdentifierDate? SubRowOrdererName? SubRowSalesPersonName?
    SubRowOrderConfirmationIdentifier? SubRowOrderConfirmationDate? SubOriginalInvoiceNumber? SubOriginalInvoiceDate?
    SubOriginalInvoiceReference* SubRowDeliveryIdentifier? SubRowDeliveryIdentifierUrlText? SubRowDeliveryDate?
    SubRowQuotationIdentifier? SubRowQuotationIdentifierUrlText? SubRowAgreementIdentifier?
    SubRowAgreementIdentifierUrlText? SubRowRequestOfQuotationIdentifier? SubRowRequestOfQuotationIdentifierUrlText?
    SubRowPriceListIdentifier? SubRowPriceListIdentifierUrlText? SubRowBuyerReferenceIdentifier?
    SubRowProjectReferenceIdentifier? SubRowOverDuePaymentDetails? SubRowAnyPartyDetails* SubRowDeliveryDetails?
    SubRowShortProposedAccountIdentifier? SubRowNormalProposedAccountIdentifier? SubRowProposedAccountText?
    SubRowAccountDimensionText? SubRowSellerAccountText? SubRowFreeText* SubRowUsedQuantity?
    SubRowPreviousMeterReadingDate? SubRowLatestMeterReadingDate? SubRowCalculatedQuantity? SubRowAveragePriceAmount?
    SubRowDiscountPercent? SubRowDiscountAmount? SubRowDiscountBaseAmount? SubRowDiscountTypeCode?
    SubRowDiscountTypeText? SubRowProgressiveDiscountDetails* SubRowChargeDetails* SubRowVatRatePercent?
    SubRowVatCode? SubRowVatAmount? SubRowVatExcludedAmount? SubRowAmount? SubRowTransactionDetails?
SubRowDefinitionDetails = SubRowDefinitionHeaderText SubRowDefinitionValue?
SubOriginalInvoiceReference = InvoiceNumber? InvoiceDate?
SubRowOverDuePaymentDetails = SubRowOriginalInvoiceIdentifier? SubRowOriginalInvoiceDate? SubRowOriginalDueDate?
    SubRowOriginalInvoiceTotalAmount? SubRowOriginalEpiRemittanceInfoIdentifier? SubRowPaidVatExcludedAmount?
    SubRowPaidVatIncludedAmount? SubRowPaidDate? SubRowUnPaidVatExcludedAmount? SubRowUnPaidVatIncludedAmount?
    SubRowCollectionDate? SubRowCollectionQuantity? SubRowCollectionChargeAmount? SubRowInterestRate?
    SubRowInterestStartDate? SubRowInterestEndDate? SubRowInterestPeriodText? SubRowInterestDateNumber?
    SubRowInterestChargeAmount? SubRowInterestChargeVatAmount?
SubRowAnyPartyDetails = SubRowAnyPartyText SubRowAnyPartyIdentifier? SubRowAnyPartyOrganisationName+2
    SubRowAnyPartyOrganisationDepartment?2 SubRowAnyPartyOrganisationTaxCode? SubRowAnyPartyCode?
    SubRowAnyPartyPostalAddressDetails? SubRowAnyPartyOrganisationUnitNumber? SubRowAnyPartySiteCode?
SubRowAnyPartyPostalAddressDetails = SubRowAnyPartyStreetName+3 SubRowAnyPartyTownName
    SubRowAnyPartyPostCodeIdentifier SubRowAnyPartyCountrySubdivision? CountryCode? CountryName?
    SubRowAnyPartyPostOfficeBoxIdentifier?
SubRowDeliveryDetails = SubRowTerminalAddressText? SubRowWaybillIdentifier? SubRowWaybillTypeCode?
    SubRowClearanceIdentifier? SubRowDeliveryNoteIdentifier? SubRowDelivererIdentifier? SubRowDelivererName?3
    SubRowDelivererCountrySubdivision? SubRowDelivererCountryCode? SubRowDelivererCountryName? SubRowPlaceOfDischarge?
    SubRowFinalDestinationName?3 SubRowCustomsInfo? SubRowManufacturerArticleIdentifier? SubRowManufacturerIdentifier?
    SubRowManufacturerName?3 SubRowManufacturerCountrySubdivision? SubRowManufacturerCountryCode?
    SubRowManufacturerCountryName? SubRowManufacturerOrderIdentifier? SubRowPackageDetails?
SubRowCustomsInfo = CNCode? CNName? CNOriginCountrySubdivision? CNOriginCountryCode? CNOriginCountryName?
SubRowPackageDetails = SubRowPackageLength? SubRowPackageWidth? SubRowPackageHeight? SubRowPackageWeight?
    SubRowPackageNetWeight? SubRowPackageVolume? SubRowTransportCarriageQuantity?
SubRowProgressiveDiscountDetails = SubRowDiscountPercent? SubRowDiscountAmount? SubRowDiscountBaseAmount?
    SubRowDiscountTypeCode? SubRowDiscountTypeText?
SubRowChargeDetails = ReasonText? ReasonCode? Percent? Amount? BaseAmount?
SubRowTransactionDetails = OtherCurrencyAmount? ExchangeRate? ExchangeDate?
SpecificationDetails = SpecificationFreeText* ExternalSpecificationDetails?
EpiDetails = EpiIdentificationDetails EpiPartyDetails EpiPaymentInstructionDetails
EpiIdentificationDetails = EpiDate EpiReference EpiUrl? EpiEmail? EpiOrderInfo?7
EpiPartyDetails = EpiBfiPartyDetails EpiBeneficiaryPartyDetails
EpiBfiPartyDetails = EpiBfiIdentifier? EpiBfiName?
EpiBeneficiaryPartyDetails = EpiNameAddressDetails? EpiBei? EpiAccountID
EpiPaymentInstructionDetails = EpiPaymentInstructionId? EpiTransactionTypeCode? EpiInstructionCode?
    EpiRemittanceInfoIdentifier? EpiInstructedAmount EpiCharge EpiDateOptionDate EpiPaymentMeansCode?
    EpiPaymentMeansText?
AttachmentMessageDetails = AttachmentMessageIdentifier
"""


def _place(index: int, mark: str, number: str) -> Place:
    least = 0 if mark in {"?", "*"} else 1
    most = _MANY if mark in {"*", "+"} and not number else int(number or 1)
    return Place(index, least, most)


def _block(elements: str) -> Block:
    marked = [_MARK.fullmatch(element) for element in elements.split()]
    return {found[1]: _place(index, found[2], found[3]) for index, found in enumerate(marked) if found}


def _blocks(text: str) -> dict[str, Block]:
    entries = re.findall(r"^(\S+) = ((?:.+\n)(?:    .+\n)*)", text, re.MULTILINE)
    return {name: _block(elements) for name, elements in entries}


BLOCKS: Final = _blocks(_TEXT)

# One of two, not a sequence: the schema's choices. A row is either a row or the sub-rows of one.
CHOICES: Final = {"VatPoint": ("VatPointDate", "VatPointDateCode")}
SUB_ROW: Final = "SubInvoiceRow"

# Contents that are anybody's.
OPEN: Final = frozenset({"ExternalSpecificationDetails"})


def block_of(parent: str, name: str) -> Block | None:
    """Return the block that an element of a parent is, or None where it is a plain element."""
    return BLOCKS.get(f"{parent}/{name}") or BLOCKS.get(name)
