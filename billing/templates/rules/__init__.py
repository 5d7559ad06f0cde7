"""What follows from the values alone: what a template may say, the look it makes, and an invoice to show it on."""

from billing.templates.rules.look import look_of
from billing.templates.rules.sample import SampleOrder, sample_invoice
from billing.templates.rules.template import (
    COMPANYS_LOOK,
    LOGO_CHOICES,
    SLIP_CHOICES,
    LogoChoice,
    SlipChoice,
    Template,
    TemplateInput,
    read_template,
)

__all__ = [
    "COMPANYS_LOOK",
    "LOGO_CHOICES",
    "SLIP_CHOICES",
    "LogoChoice",
    "SampleOrder",
    "SlipChoice",
    "Template",
    "TemplateInput",
    "look_of",
    "read_template",
    "sample_invoice",
]
