"""What: customers, requests, invoices, deliveries and what follows them."""
