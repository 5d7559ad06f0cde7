"""E-invoices: a file for the operator, in the folder that the operator's or bank's own program empties.

The program moves what it has taken into the subfolder `taken`, under the same name, and leaves it there.
"""
