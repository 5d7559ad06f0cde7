"""Supporting documents of invoices (EN 16931 BG-24): what may be enclosed, and whose each kept one is."""
