"""Writing invoices in the portal: drafts, what came of them, and the customers they are for."""
