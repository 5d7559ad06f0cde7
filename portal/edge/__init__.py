"""The edge: the only commit, the only clock, the bell, and how errors are told."""
