"""The plan of a workspace and who works there: how it stands, changes, cancelling, ending; the same for both sides."""
