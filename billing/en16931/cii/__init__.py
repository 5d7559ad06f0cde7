"""UN/CEFACT Cross Industry Invoice at the level EN 16931, as Factur-X 1.0 and ZUGFeRD 2 enclose it in a PDF."""

from billing.en16931.cii.metadata import FACTUR_X_NAME, factur_x_metadata
from billing.en16931.cii.writer import write_cii

__all__ = ["FACTUR_X_NAME", "factur_x_metadata", "write_cii"]
