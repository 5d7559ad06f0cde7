"""Staffing: inviting a person to a firm's staff, and what comes of the link."""
