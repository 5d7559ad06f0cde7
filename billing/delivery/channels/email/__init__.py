"""E-mail: the PDF to the customer's address, from the installation's own, answers to the seller's."""
