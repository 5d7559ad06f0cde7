"""The record of an acceptance on paper: who accepted what for whom, the texts in full, and the seal."""
