"""UBL 2.1 Invoice and CreditNote as Peppol BIS Billing 3 binds them to EN 16931."""

from billing.en16931.ubl.names import BILLING_PROCESS, BILLING_SPECIFICATION, is_ubl
from billing.en16931.ubl.reader import read_ubl
from billing.en16931.ubl.writer import write_ubl

__all__ = ["BILLING_PROCESS", "BILLING_SPECIFICATION", "is_ubl", "read_ubl", "write_ubl"]
