"""The service desk: invoices that people write in the portal, and the firm's check of them before they go out."""
