"""Documents: bands of HTML and CSS become PDF/A-3b, by WeasyPrint, with nothing fetched from anywhere."""
