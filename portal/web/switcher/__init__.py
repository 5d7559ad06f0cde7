"""The client switcher: type two letters, and every area narrows to one workspace."""
