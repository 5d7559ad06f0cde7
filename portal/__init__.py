"""How people and machines get in: pages, commands, jobs."""
