"""The screens of contracts: the list, the card with its coming periods, and files."""
