"""The countries' company registers, asked for what a company is called and where it is."""
