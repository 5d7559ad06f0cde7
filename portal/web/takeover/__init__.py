"""The screens on which a company's open receivables are taken over from an earlier program."""
