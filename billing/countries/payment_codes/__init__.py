"""What a payer scans or copies instead of typing: barcode, QR codes."""
