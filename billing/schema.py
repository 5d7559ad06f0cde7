"""All models of this floor, gathered for Alembic's comparison and for nobody else."""

from billing.articles.models import Article, Price, PriceList
from billing.attachments.models import AttachedFile
from billing.contracts.models import Contract
from billing.customers.models import Customer
from billing.delivery.models import ByHandInvoice, Delivery, DeliveryTry, Document, NotSentInvoice, UnsentInvoice
from billing.desk.models import DeskBatch, DeskBatchItem, DeskSetting, WrittenPerson, WrittenRequest
from billing.exchange.models import ExchangeRate
from billing.factoring.models import FactoredCustomer, FactoredStream, FactoringAgreement
from billing.invoices.models import Invoice
from billing.ledger.models import LedgerEntry
from billing.requests.models import BillingRequest, RequestPerson
from billing.runs.models import InvoiceRun, RunItem
from billing.seller.models import Seller
from billing.streams.models import NumberSeries, Stream
from billing.takeover.models import PastReminder, TakeOver
from billing.templates.models import StreamTemplate
from tenants.kernel.db import Base

MODELS: tuple[type[Base], ...] = (
    Seller,
    NumberSeries,
    Stream,
    StreamTemplate,
    Article,
    PriceList,
    Price,
    Customer,
    ExchangeRate,
    FactoringAgreement,
    FactoredStream,
    FactoredCustomer,
    BillingRequest,
    RequestPerson,
    InvoiceRun,
    RunItem,
    Invoice,
    LedgerEntry,
    Document,
    Delivery,
    DeliveryTry,
    ByHandInvoice,
    UnsentInvoice,
    DeskSetting,
    DeskBatch,
    DeskBatchItem,
    WrittenRequest,
    WrittenPerson,
    TakeOver,
    PastReminder,
    NotSentInvoice,
    Contract,
    AttachedFile,
)
