"""Settings: what a company's invoices say of it, and the streams it bills by."""
